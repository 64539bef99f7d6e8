//! The rows of the front matter: title, other names, summary, and every word that is translated there.

use super::super::Sheet;
use super::{
    Texts,
    figures::{RowState, class_of},
    sections::WORDS_ID,
};
use crate::{
    check::{
        Subject,
        figures::{
            sides::Compared,
            words::{Words, words_of},
        },
    },
    freshness::{Freshness, WORDS},
    input::Span,
    parse::Draft,
    render::{
        html::{TextMark, write_marked},
        view::{CompareCell, ComparePart, CompareRow},
    },
};

/// Words of one meaning, in either language.
struct Pair<'a> {
    /// The words of both, as far as they are there; for their names and their figures.
    words: [Option<&'a Words<'a>>; 2],
    /// The texts among them that the row shows, of the original and of the translation.
    texts: [&'a [(&'a str, Span)]; 2],
    compared: Option<&'a Compared>,
    freshness: Freshness,
}

impl Sheet<'_> {
    pub(super) fn words_part(&self, subject: &Subject<'_>, texts: &Texts<'_>) -> ComparePart {
        let (original, translation) = (texts.original, texts.translation);
        let theirs = words_of(original, original);
        let ours = words_of(translation, original);
        let compared = texts.comparison.as_ref().map(|comparison| comparison.words()).unwrap_or_default();
        let freshness = texts.freshness(WORDS);
        let mut rows: Vec<CompareRow> = Vec::new();
        let keys = theirs.iter().map(|words| words.key);
        let added =
            ours.iter().map(|words| words.key).filter(|key| !theirs.iter().any(|known| known.key == *key));
        for key in keys.chain(added) {
            let of = |list: &'_ [Words<'_>]| list.iter().position(|words| words.key == key);
            let words = [of(&theirs).map(|at| &theirs[at]), of(&ours).map(|at| &ours[at])];
            let compared = compared.iter().find(|(words, _)| words.key == key).map(|(_, compared)| compared);
            let none: &[(&str, Span)] = &[];
            let names = words.map(|words| words.map_or(none, |words| &words.others));
            let own = words.map(|words| words.map_or(none, |words| &words.texts));
            for (texts, is_name) in [(own, false), (names, true)] {
                let pair = Pair { words, texts, compared, freshness };
                let label = self.word_label(key, is_name);
                let shape = if key.0 == "title" && !is_name { "name" } else { "words" };
                let id = format!("{WORDS_ID}.{}", rows.len() + 1);
                rows.extend(self.words_row(subject, [original, translation], &pair, label, shape, id));
            }
        }
        let stale = freshness == Freshness::Stale;
        ComparePart { id: WORDS_ID.to_owned(), stale, rows }
    }

    /// What words are called.
    fn word_label(&self, key: (&str, Option<&str>), is_name: bool) -> String {
        let word = match key.0 {
            "title" if is_name => "fact-aliases",
            "title" => "compare-title",
            "summary" => "compare-summary",
            "milestones" => "compare-milestone",
            "observations" => "compare-note",
            "former_names" => "fact-former-names",
            _ => "fact-unknown",
        };
        let fact = key.1.filter(|_| key.0 == "unknown").and_then(|fact| self.fact_label(fact));
        fact.unwrap_or_else(|| self.word(word).to_owned())
    }

    /// A row, unless neither language has the words.
    fn words_row(
        &self,
        subject: &Subject<'_>,
        drafts: [&Draft; 2],
        pair: &Pair<'_>,
        label: String,
        shape: &'static str,
        id: String,
    ) -> Option<CompareRow> {
        let mut missing = [Vec::new(), Vec::new()];
        let mut has_figures = false;
        let mut cells = [None, None];
        for side in [0, 1] {
            let is_original = side == 0;
            let (texts, draft) = (pair.texts[side], drafts[side]);
            let Some(words) = pair.words[side].filter(|_| !texts.is_empty()) else { continue };
            let mut parts = Vec::new();
            for (text, span) in texts {
                let mut marks = Vec::new();
                for placed in
                    pair.compared.map(|_| words.read(subject, draft, text, *span)).unwrap_or_default()
                {
                    let class = pair.compared.and_then(|known| class_of(known, &placed.figure, is_original));
                    let Some(class) = class else { continue };
                    has_figures = true;
                    let range = placed.figure.span.range();
                    let is_missing =
                        pair.compared.is_some_and(|known| known.is_missing(&placed.figure, is_original));
                    let written = text.get(range.clone()).unwrap_or("").to_owned();
                    if is_missing && !missing[side].contains(&written) {
                        missing[side].push(written);
                    }
                    marks.push(TextMark { range, class });
                }
                marks.sort_by_key(|mark| mark.range.start);
                let mut html = String::new();
                write_marked(text, 0..text.len(), &marks, &mut html);
                parts.push(html);
            }
            cells[side] = Some(CompareCell {
                lang: draft.lang.to_string(),
                shape,
                level: 0,
                quoted: false,
                marker: None,
                parts,
            });
        }
        let [original, translation] = cells;
        if original.is_none() && translation.is_none() {
            return None;
        }
        let [lost, gained] = missing;
        let sides = (original.is_some(), translation.is_some());
        let agree = subject.figures.reader(&drafts[0].lang).and(subject.figures.reader(&drafts[1].lang));
        let row = RowState {
            sides,
            freshness: pair.freshness,
            lost,
            gained,
            has_figures,
            agree: agree.map(|_| true),
        };
        let verdicts = self.verdicts(&row, false);
        let state = row.name();
        Some(CompareRow { id: Some(id), heading: false, label, state, verdicts, original, translation })
    }
}
