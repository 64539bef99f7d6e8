//! What the entries use of a source, paragraph by paragraph.

use super::{Fault, Sheet, frame::Frame};
use crate::{
    figure::Figure,
    model::{
        entry::EntryId,
        source::{LeftOut, ParagraphId, Source, SourceId},
    },
    plan::permalinks,
    render::view::{CoverageRow, CoverageView, CrumbView, UsedFigure, Words},
};
use std::collections::BTreeMap;

/// What entries say in figures, by the paragraph that they cite.
type Uses<'a> = BTreeMap<u32, Vec<(EntryId, &'a Figure)>>;

/// How many characters of a paragraph are shown to tell it from others.
const OPENING: usize = 24;

impl Sheet<'_> {
    pub(in crate::render) fn coverage(&self, id: SourceId) -> Result<Vec<u8>, Fault> {
        let source = self.desk.site.corpus.source(id);
        let uses = self.uses(id);
        let rows: Vec<CoverageRow> =
            (1..).zip(&source.paragraphs).map(|(number, _)| self.coverage_row(id, number, &uses)).collect();
        let figures = || rows.iter().flat_map(|row| &row.figures);
        let view = CoverageView {
            source: self.source_link(id),
            cited: rows.iter().filter(|row| row.citing > 0).count(),
            figures: figures().count(),
            used: figures().filter(|figure| !figure.entries.is_empty()).count(),
            rows,
        };
        let above = self.source_link(id);
        let mut breadcrumb = vec![self.crumb("menu-sources", permalinks::sources(self.lang))];
        breadcrumb.push(CrumbView { label: above.title, href: above.href });
        let frame = Frame {
            breadcrumb,
            menu: Some("sources"),
            file: Some(source.file.as_str().to_owned()),
            ..Frame::new(self.words(self.lang, self.word("coverage")))
        };
        self.draw("coverage.html", frame, &view, Vec::new())
    }

    fn coverage_row(&self, id: SourceId, number: u32, uses: &Uses<'_>) -> CoverageRow {
        let corpus = &self.desk.site.corpus;
        let source = corpus.source(id);
        let paragraph = &source.paragraphs[number as usize - 1];
        CoverageRow {
            id: format!("P{number}"),
            href: format!("{}#P{number}", permalinks::source(self.lang, source)),
            opening: self.words(&source.lang, opening(&paragraph.text, OPENING)),
            heading: paragraph.heading > 0,
            citing: corpus.cited_by(ParagraphId { source: id, number }).len(),
            reason: self.reason(source, number, |left_out| left_out.text.is_none()),
            figures: self.used_figures(id, number, uses),
        }
    }

    /// The figures of a paragraph, each with the entries that say the same and cite the paragraph.
    fn used_figures(&self, id: SourceId, number: u32, uses: &Uses<'_>) -> Vec<UsedFigure> {
        let site = self.desk.site;
        let source = site.corpus.source(id);
        let place = number as usize - 1;
        let text = &source.paragraphs[place].text;
        let figures = site.figures.source(&source.file).and_then(|paragraphs| paragraphs.get(place));
        let figures = figures.into_iter().flatten().filter(|figure| figure.is_stated());
        figures
            .filter_map(|figure| {
                let range = figure.span.range();
                let written = text.get(range.clone())?;
                let said = uses.get(&number).into_iter().flatten();
                let mut entries: Vec<EntryId> =
                    said.filter(|(_, said)| said.same(figure)).map(|(entry, _)| *entry).collect();
                entries.dedup();
                let is_meant = |left_out: &LeftOut| {
                    let words = left_out.text.as_deref();
                    words.is_none_or(|words| {
                        text.match_indices(words)
                            .any(|(at, words)| at <= range.start && range.end <= at + words.len())
                    })
                };
                Some(UsedFigure {
                    text: self.words(&source.lang, written),
                    entries: self.entry_crumbs(&entries),
                    reason: self.reason(source, number, is_meant).filter(|_| entries.is_empty()),
                })
            })
            .collect()
    }

    fn entry_crumbs(&self, entries: &[EntryId]) -> Vec<CrumbView> {
        let corpus = &self.desk.site.corpus;
        let crumb = |id: &EntryId| {
            let entry = corpus.entry(*id);
            let (lang, title) = entry.title(self.lang);
            CrumbView { label: self.words(lang, title), href: permalinks::entry(self.lang, entry) }
        };
        entries.iter().map(crumb).collect()
    }

    /// What the originals of all entries say in figures where they cite a source, by paragraph.
    fn uses(&self, id: SourceId) -> Uses<'_> {
        let site = self.desk.site;
        let mut uses = Uses::new();
        for entry in site.corpus.entry_ids() {
            let texts = &site.corpus.entry(entry).texts;
            let Some(text) = texts.get(texts.original()) else { continue };
            let (Some(passages), Some(doc)) = (site.figures.text(&text.file), site.drafts.doc(&text.file))
            else {
                continue;
            };
            for statement in &passages.statements {
                let citations = statement.citations.iter().filter_map(|index| doc.citations.get(*index));
                let references = citations.flat_map(|citation| &citation.value.references);
                for reference in references {
                    let Ok(paragraph) = site.corpus.find_paragraph(&reference.target.value) else { continue };
                    if paragraph.source == id {
                        let said = statement.figures.iter().map(|figure| (entry, figure));
                        uses.entry(paragraph.number).or_default().extend(said);
                    }
                }
            }
        }
        uses
    }

    /// Why something of a paragraph is left out.
    fn reason(&self, source: &Source, number: u32, is_meant: impl Fn(&LeftOut) -> bool) -> Option<Words> {
        let mut of_paragraph = source.left_out.iter().filter(|left_out| left_out.number == number);
        of_paragraph.find(|left_out| is_meant(left_out)).map(|left_out| self.translated(&left_out.reason))
    }
}

/// The first characters of a text, with a sign that more follows.
pub(super) fn opening(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => {
            // Scripts that put spaces between words are cut at one.
            let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            format!("{}…", &text[..end])
        }
        None => text.to_owned(),
    }
}
