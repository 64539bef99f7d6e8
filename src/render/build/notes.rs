//! The paragraphs that an entry's page cites, each once: what a mark shows beside itself.

use super::{
    Sheet,
    passage::{Part, passage},
};
use crate::{
    check::folding::Folded,
    model::{
        entry::{Entry, EntryId, TextFile},
        source::{ParagraphId, Source},
    },
    plan::PageKind,
    render::view::{CiteView, NotePart, NoteView},
};
use std::{collections::BTreeSet, ops::Range};

impl Sheet<'_> {
    /// Whether the page shows the paragraphs that it cites.
    pub(super) fn has_notes(&self) -> bool {
        matches!(self.kind, PageKind::Entry(_))
    }

    /// Where the page shows a paragraph that it cites.
    pub(super) fn note_id(&self, paragraph: ParagraphId) -> String {
        let source = self.desk.site.corpus.source(paragraph.source);
        format!("_{}-P{}", source.id, paragraph.number)
    }

    /// Marks that show their paragraph, on a page that has it.
    pub(super) fn noted(&self, cites: Vec<CiteView>, paragraphs: &[ParagraphId]) -> Vec<CiteView> {
        if !self.has_notes() {
            return cites;
        }
        let with_note = cites.into_iter().zip(paragraphs);
        with_note.map(|(cite, id)| CiteView { note: Some(self.note_id(*id)), ..cite }).collect()
    }

    /// Every paragraph that the page of an entry cites, in order: its own, and those by which other
    /// entries say how they stand to it.
    pub(super) fn notes(&self, id: EntryId) -> Vec<NoteView> {
        let graph = &self.desk.site.corpus.graph;
        let edges = &graph.edges[id.0 as usize];
        let mut cited: BTreeSet<ParagraphId> =
            edges.iter().flat_map(|edge| edge.cite.iter().copied()).collect();
        cited.extend(graph.cites[id.0 as usize].iter().copied());
        let entry = self.desk.site.corpus.entry(id);
        cited.into_iter().filter_map(|paragraph| self.note(entry, paragraph)).collect()
    }

    fn note(&self, entry: &Entry, id: ParagraphId) -> Option<NoteView> {
        let source = self.desk.site.corpus.source(id.source);
        let text = source.paragraph(id.number)?.text.as_str();
        let quoted: Vec<Range<usize>> = self
            .quotes(self.text_shown(&entry.texts).1, id)
            .iter()
            .filter_map(|quote| find(text, quote))
            .collect();
        // What the original quotes and what the entry is called say which sentence matters.
        let original = entry.texts.or_original(entry.texts.original()).1;
        let mut hints = self.quotes(original, id);
        let words = entry.words.get(&source.lang).into_iter();
        let names =
            words.flat_map(|words| words.title.iter().chain(&words.short_title).chain(&words.aliases));
        hints.extend(names.map(String::as_str));
        let locale = self.desk.site.locales.get(&source.lang);
        let ends = locale.data.as_ref().map_or("", |data| &data.sentence_ends);
        let parts = passage(text, &quoted, &hints, ends);
        let cite = self.cite(id);
        Some(NoteView {
            id: self.note_id(id),
            label: cite.label,
            address: self.address(source, &cite.href),
            href: cite.href,
            source: cite.source,
            published: source.published.map(|date| self.date(date)),
            lang: (source.lang != *self.lang).then(|| source.lang.as_str().to_owned()),
            is_whole: !parts.contains(&Part::Gap),
            parts: parts.into_iter().map(|part| view(text, part)).collect(),
        })
    }

    /// Where a paragraph can be read by someone who has this page on paper.
    fn address(&self, source: &Source, href: &str) -> Option<String> {
        self.desk.absolute(href).or_else(|| source.url.clone())
    }

    /// The words that a text quotes from a paragraph.
    fn quotes(&self, text: &TextFile, id: ParagraphId) -> Vec<&str> {
        let Some(doc) = self.desk.site.drafts.doc(&text.file) else { return Vec::new() };
        let cited = doc.citations.iter().flat_map(|citation| &citation.value.references);
        let here = cited.filter(|reference| {
            let found = self.desk.site.corpus.find_paragraph(&reference.target.value);
            found.is_ok_and(|found| found == id)
        });
        here.filter_map(|reference| reference.quote.as_ref()).map(|quote| quote.value.as_str()).collect()
    }
}

fn view(text: &str, part: Part) -> NotePart {
    let (range, quoted) = match part {
        Part::Plain(range) => (range, false),
        Part::Quoted(range) => (range, true),
        Part::Gap => return NotePart { text: "\u{2026}".to_owned(), quoted: false },
    };
    NotePart { text: text[range].to_owned(), quoted }
}

/// Where words stand in a paragraph; spelled another way, they are found as the check of quotations
/// finds them.
fn find(text: &str, words: &str) -> Option<Range<usize>> {
    let whole = |written: &str| text.find(written).map(|at| at..at + written.len());
    if let Some(range) = whole(words) {
        return Some(range);
    }
    let (folded, needle) = (Folded::new(text), Folded::new(words));
    let (chars, needle): (Vec<char>, Vec<char>) = (folded.chars().collect(), needle.chars().collect());
    if needle.is_empty() {
        return None;
    }
    let at = chars.windows(needle.len()).position(|window| window == needle)?;
    whole(folded.written(at, at + needle.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_however_they_are_spelled() {
        let text = "The line is to be \u{201c}finished\u{201d} by 2020\u{2014}2022.";
        let found = |words: &str| find(text, words).map(|range| &text[range]);
        assert_eq!(found("to be"), Some("to be"));
        assert_eq!(found("\"finished\" by 2020-2022"), Some("\u{201c}finished\u{201d} by 2020\u{2014}2022"));
        assert_eq!(found("never"), None);
    }
}
