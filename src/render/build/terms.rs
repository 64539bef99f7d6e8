//! Trees of terms, and the page of a term.

use super::{
    Fault, Sheet,
    frame::Frame,
    lists::{on_page, pager},
};
use crate::{
    model::vocabulary::{Prose, Term, TermId, Vocabulary},
    plan::permalinks,
    render::view::{CrumbView, ProseView, TermView, TreeNode, TreeView, Words},
};

impl Sheet<'_> {
    pub(in crate::render) fn tree(&self, vocabulary: Vocabulary) -> Result<Vec<u8>, Fault> {
        let taxonomy = self.desk.site.corpus.taxonomies.get(vocabulary);
        let label = self.word(&format!("menu-{}", vocabulary.as_str())).to_owned();
        let view = TreeView {
            vocabulary: vocabulary.as_str(),
            label: label.clone(),
            total: taxonomy.terms.len(),
            roots: taxonomy.roots().map(|id| self.node(vocabulary, id)).collect(),
            tiles: self.tile_map(vocabulary, None),
        };
        let file = taxonomy.terms.first().map(|term| term.place.file.to_string());
        let menu = Some(vocabulary.as_str());
        let frame = Frame { menu, file, ..Frame::new(self.words(self.lang, label)) };
        self.draw("tree.html", frame, &view, Vec::new())
    }

    /// A term with all below it.
    pub(super) fn node(&self, vocabulary: Vocabulary, id: TermId) -> TreeNode {
        let term = self.desk.site.corpus.term(vocabulary, id);
        TreeNode {
            term: self.term_link(vocabulary, id),
            count: term.entries.len(),
            children: term.children.iter().map(|child| self.node(vocabulary, *child)).collect(),
        }
    }

    pub(in crate::render) fn term(
        &self,
        vocabulary: Vocabulary,
        id: TermId,
        page: usize,
    ) -> Result<Vec<u8>, Fault> {
        let site = self.desk.site;
        let term = site.corpus.term(vocabulary, id);
        let entries = self.desk.plan.order.under(self.lang, vocabulary, id);
        let view = TermView {
            vocabulary: vocabulary.as_str(),
            vocabulary_label: self.word(&format!("term-{}", vocabulary.as_str())).to_owned(),
            term: self.term_link(vocabulary, id),
            other_labels: self.other_labels(vocabulary, term),
            alternatives: self.alternatives(term),
            type_label: term.type_label.as_ref().map(|label| self.translated(label)),
            code: term.code.clone(),
            prose: term.prose.as_ref().filter(|_| page == 1).map(|prose| self.prose(prose)),
            narrower: term.children.iter().map(|child| self.node(vocabulary, *child)).collect(),
            tiles: self.tile_map(vocabulary, Some(id)).filter(|_| page == 1),
            columns: self.columns(),
            rows: Vec::new(),
            kinds: self.kind_counts(entries),
            total: entries.len(),
            items: Vec::new(),
            filter: self.filter(self.base(vocabulary, id), entries),
            pager: pager(page, entries.len(), |page| permalinks::term(self.lang, vocabulary, term, page)),
        };
        let shown = on_page(entries, page);
        let lists = vec![("items", self.items(shown)?), ("rows", self.rows(shown)?)];
        let frame = self.term_frame(vocabulary, id, page, &view);
        self.draw("term.html", frame, &view, lists)
    }

    fn term_frame(&self, vocabulary: Vocabulary, id: TermId, page: usize, view: &TermView) -> Frame {
        let taxonomy = self.desk.site.corpus.taxonomies.get(vocabulary);
        let key = format!("menu-{}", vocabulary.as_str());
        let mut breadcrumb = vec![self.crumb(&key, permalinks::tree(self.lang, vocabulary))];
        let mut above = taxonomy.ancestors(id);
        if page > 1 {
            above.push(id);
        }
        for broader in above {
            let link = self.term_link(vocabulary, broader);
            breadcrumb.push(CrumbView { label: link.label, href: link.href });
        }
        let mut title = view.term.label.clone();
        if page > 1 {
            title.text.push_str(&self.page_suffix(page));
        }
        let summary = view.prose.as_ref().and_then(|prose| prose.summary.as_ref());
        Frame {
            title,
            description: summary.map(|summary| summary.text.clone()),
            breadcrumb,
            menu: Some(vocabulary.as_str()),
            file: Some(self.term_file(taxonomy.term(id))),
        }
    }

    /// The file that says what a term is: its prose, else the vocabulary.
    fn term_file(&self, term: &Term) -> String {
        let prose = term.prose.as_ref().map(|prose| prose.files.or_original(self.lang).1);
        prose.unwrap_or(&term.place.file).to_string()
    }

    fn other_labels(&self, vocabulary: Vocabulary, term: &Term) -> Vec<CrumbView> {
        let languages = self.desk.site.config.languages.iter().filter(|lang| *lang != self.lang);
        languages
            .filter_map(|lang| {
                let label = term.label.get(lang)?;
                let href = permalinks::term(lang, vocabulary, term, 1);
                Some(CrumbView { label: self.words(lang, label), href })
            })
            .collect()
    }

    fn alternatives(&self, term: &Term) -> Vec<Words> {
        let names = term.alternatives.get(self.lang).into_iter().flatten();
        names.map(|name| self.words(self.lang, name)).collect()
    }

    fn prose(&self, prose: &Prose) -> ProseView {
        let (lang, file) = prose.files.or_original(self.lang);
        let body = self.body_of(lang, file);
        ProseView {
            title: None,
            summary: prose.summary.as_ref().map(|summary| self.translated(summary)),
            body: body.html,
            text_lang: body.lang,
            fallback: body.fallback,
            translation: self.trust(&prose.files, |file| file).filter(|_| !body.fallback),
            stale: self.stale(&prose.files, |file| file, None),
            contents: body.contents,
            cites: self.cites(&prose.cite),
        }
    }
}
