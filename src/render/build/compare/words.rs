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
            sides::{Compared, Comparison},
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

/// Words of one meaning in both languages, and how they are shown.
struct Pair<'a> {
    subject: &'a Subject<'a>,
    drafts: [&'a Draft; 2],
    /// The words of the original and of the translation, as far as they are there.
    words: [Option<&'a Words<'a>>; 2],
    /// The texts among them that the row shows.
    texts: [&'a [(&'a str, Span)]; 2],
    /// Nothing where the figures of one of the languages cannot be read.
    compared: Option<&'a Compared>,
    shape: &'static str,
}

/// The words of one language as a row shows them.
struct Shown {
    cell: CompareCell,
    /// Figures that the other language does not have.
    missing: Vec<String>,
    has_figures: bool,
}

impl Sheet<'_> {
    pub(super) fn words_part(&self, subject: &Subject<'_>, texts: &Texts<'_>) -> ComparePart {
        let drafts = [texts.original, texts.translation];
        let [theirs, ours] = drafts.map(|draft| words_of(draft, texts.original));
        let compared = texts.comparison.as_ref().map(Comparison::words).unwrap_or_default();
        let freshness = texts.freshness(WORDS);
        let mut rows: Vec<CompareRow> = Vec::new();
        let is_known = |key: &_| theirs.iter().any(|known| known.key == *key);
        let added = ours.iter().map(|words| words.key).filter(|key| !is_known(key));
        for key in theirs.iter().map(|words| words.key).chain(added) {
            let words = [&theirs, &ours].map(|list| list.iter().find(|words| words.key == key));
            let compared = compared.iter().find(|(words, _)| words.key == key).map(|(_, compared)| compared);
            let own = words.map(|words| words.map_or(&[][..], |words| &words.texts));
            let others = words.map(|words| words.map_or(&[][..], |words| &words.others));
            for (texts, is_name) in [(own, false), (others, true)] {
                let shape = if key.0 == "title" && !is_name { "name" } else { "words" };
                let pair = Pair { subject, drafts, words, texts, compared, shape };
                let label = self.word_label(key, is_name);
                rows.extend(self.words_row(&pair, freshness, label, rows.len() + 1));
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
        pair: &Pair<'_>,
        freshness: Freshness,
        label: String,
        number: usize,
    ) -> Option<CompareRow> {
        let (original, translation) = (shown(pair, true), shown(pair, false));
        if original.is_none() && translation.is_none() {
            return None;
        }
        let sides = (original.is_some(), translation.is_some());
        let can_read = pair.drafts.iter().all(|draft| pair.subject.figures.reader(&draft.lang).is_some());
        let has_figures = [&original, &translation].into_iter().flatten().any(|shown| shown.has_figures);
        let parts = |shown: Option<Shown>| match shown {
            Some(shown) => (Some(shown.cell), shown.missing),
            None => (None, Vec::new()),
        };
        let ((original, lost), (translation, gained)) = (parts(original), parts(translation));
        // Words are compared as a whole, so that no figure can stand elsewhere.
        let agree = can_read.then_some(true);
        let row = RowState { sides, freshness, lost, gained, has_figures, agree };
        Some(CompareRow {
            id: Some(format!("{WORDS_ID}.{number}")),
            heading: false,
            label,
            state: row.name(),
            verdicts: self.verdicts(&row, false),
            original,
            translation,
        })
    }
}

/// One side of a pair.
fn shown(pair: &Pair<'_>, is_original: bool) -> Option<Shown> {
    let side = usize::from(!is_original);
    let (texts, draft) = (pair.texts[side], pair.drafts[side]);
    let words = pair.words[side].filter(|_| !texts.is_empty())?;
    let mut missing: Vec<String> = Vec::new();
    let mut has_figures = false;
    let mut parts = Vec::new();
    for (text, span) in texts {
        let mut marks = Vec::new();
        if let Some(compared) = pair.compared {
            for placed in words.read(pair.subject, draft, text, *span) {
                let Some(class) = class_of(compared, &placed.figure, is_original) else { continue };
                let range = placed.figure.span.range();
                let written = text.get(range.clone()).unwrap_or("");
                if compared.is_missing(&placed.figure, is_original) && !missing.iter().any(|m| m == written) {
                    missing.push(written.to_owned());
                }
                marks.push(TextMark { range, class });
            }
        }
        has_figures |= !marks.is_empty();
        marks.sort_by_key(|mark| mark.range.start);
        let mut html = String::new();
        write_marked(text, 0..text.len(), &marks, &mut html);
        parts.push(html);
    }
    let (lang, shape) = (draft.lang.to_string(), pair.shape);
    let cell = CompareCell { lang, shape, level: 0, quoted: false, marker: None, parts };
    Some(Shown { cell, missing, has_figures })
}
