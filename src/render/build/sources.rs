//! Sources: the list, and each paragraph by paragraph.

use super::{Fault, Sheet, frame::Frame, with};
use crate::{
    model::source::{ParagraphId, Source, SourceId},
    plan::permalinks,
    render::view::{ParagraphView, SourceLink, SourceView, SourcesView},
};
use tera::Value;

impl Sheet<'_> {
    pub(super) fn source_link(&self, id: SourceId) -> SourceLink {
        let source = self.desk.site.corpus.source(id);
        let own = self.words(&source.lang, &source.title);
        let label = source.labels.get(self.lang).filter(|_| source.lang != *self.lang);
        let (title, original_title) = match label {
            Some(label) => (self.words(self.lang, label), Some(own)),
            None => (own, None),
        };
        SourceLink {
            id: source.id.clone(),
            title,
            original_title,
            href: permalinks::source(self.lang, source),
            publisher: source.publisher.as_ref().map(|name| self.words(&source.lang, name)),
            published: source.published.map(|date| self.date(date)),
            paragraphs: source.paragraphs.len(),
        }
    }

    pub(super) fn source_links(&self) -> Vec<SourceLink> {
        let count = self.desk.site.corpus.sources.len();
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(|n| self.source_link(SourceId(n))).collect()
    }

    pub(in crate::render) fn sources(&self) -> Result<Vec<u8>, Fault> {
        let view = SourcesView { sources: self.source_links() };
        let title = self.words(self.lang, self.word("menu-sources"));
        let frame = Frame { menu: Some("sources"), ..Frame::new(title) };
        self.draw("sources.html", frame, &view, Vec::new())
    }

    pub(in crate::render) fn source(&self, id: SourceId) -> Result<Vec<u8>, Fault> {
        let corpus = &self.desk.site.corpus;
        let source = corpus.source(id);
        let link = self.source_link(id);
        let paragraphs = self.paragraphs(id, source);
        let cited = |number: u32| corpus.cited_by(ParagraphId { source: id, number });
        let numbers = || 1..=u32::try_from(source.paragraphs.len()).unwrap_or(u32::MAX);
        let mut citing: Vec<_> = numbers().flat_map(|number| cited(number).iter().copied()).collect();
        citing.sort_unstable();
        citing.dedup();
        let view = SourceView {
            url: source.url.clone(),
            rights: source.rights.as_ref().map(|rights| self.words(&source.lang, rights)),
            lang: source.lang.as_str().to_owned(),
            citing: citing.len(),
            cited: numbers().filter(|number| !cited(*number).is_empty()).count(),
            coverage: permalinks::coverage(self.lang, source),
            paragraphs: Vec::new(),
            source: link,
        };
        let crumb = self.crumb("menu-sources", permalinks::sources(self.lang));
        let frame = Frame {
            breadcrumb: vec![crumb],
            menu: Some("sources"),
            file: Some(source.file.as_str().to_owned()),
            ..Frame::new(view.source.title.clone())
        };
        self.draw("source.html", frame, &view, vec![("paragraphs", paragraphs)])
    }

    /// The paragraphs as values, so that summaries are shared with all other pages.
    fn paragraphs(&self, id: SourceId, source: &Source) -> Value {
        let corpus = &self.desk.site.corpus;
        let values = source.paragraphs.iter().zip(1..).map(|(paragraph, number)| {
            let citing = corpus.cited_by(ParagraphId { source: id, number });
            let citing = self.desk.plan.order.sorted(self.desk.site, self.lang, citing);
            let view = ParagraphView {
                id: format!("P{number}"),
                heading: paragraph.heading,
                text: paragraph.text.clone(),
                cited_by: Vec::new(),
            };
            with(&view, [("cited_by", self.summary_values(&citing))])
        });
        Value::from(values.collect::<Vec<_>>())
    }
}
