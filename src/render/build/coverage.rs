//! What the entries use of a source, paragraph by paragraph.

use super::{Fault, Sheet, frame::Frame};
use crate::{
    model::source::{LeftOut, ParagraphId, Source, SourceId},
    plan::permalinks,
    render::view::{CoverageRow, CoverageView, Words},
};

/// How many characters of a paragraph are shown to tell it from others.
const OPENING: usize = 24;

impl Sheet<'_> {
    pub(in crate::render) fn coverage(&self, id: SourceId) -> Result<Vec<u8>, Fault> {
        let source = self.desk.site.corpus.source(id);
        let rows: Vec<CoverageRow> =
            (1..).zip(&source.paragraphs).map(|(number, _)| self.coverage_row(id, number)).collect();
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
        breadcrumb.push(crate::render::view::CrumbView { label: above.title, href: above.href });
        let frame = Frame {
            breadcrumb,
            menu: Some("sources"),
            file: Some(source.file.as_str().to_owned()),
            ..Frame::new(self.words(self.lang, self.word("coverage")))
        };
        self.draw("coverage.html", frame, &view, Vec::new())
    }

    fn coverage_row(&self, id: SourceId, number: u32) -> CoverageRow {
        let corpus = &self.desk.site.corpus;
        let source = corpus.source(id);
        let paragraph = &source.paragraphs[number as usize - 1];
        CoverageRow {
            id: format!("P{number}"),
            href: format!("{}#P{number}", permalinks::source(self.lang, source)),
            opening: self.words(&source.lang, opening(&paragraph.text)),
            heading: paragraph.heading > 0,
            citing: corpus.cited_by(ParagraphId { source: id, number }).len(),
            reason: self.reason(source, number, |left_out| left_out.text.is_none()),
            figures: Vec::new(),
        }
    }

    /// Why something of a paragraph is left out.
    fn reason(&self, source: &Source, number: u32, is_meant: impl Fn(&LeftOut) -> bool) -> Option<Words> {
        let mut of_paragraph = source.left_out.iter().filter(|left_out| left_out.number == number);
        of_paragraph.find(|left_out| is_meant(left_out)).map(|left_out| self.translated(&left_out.reason))
    }
}

/// The first characters of a text, with a sign that more follows.
fn opening(text: &str) -> String {
    match text.char_indices().nth(OPENING) {
        Some((end, _)) => {
            // Scripts that put spaces between words are cut at one.
            let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            format!("{}…", &text[..end])
        }
        None => text.to_owned(),
    }
}
