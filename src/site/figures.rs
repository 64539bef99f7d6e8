//! The figures of a whole site, read once.
//!
//! Takes the drafts, their names and the languages; gives the figures of every text and of every
//! paragraph of a source. Texts that an earlier run has read are taken from it.
//!
//! Start with [`FigureIndex::new`].

use crate::{
    figure::{Figure, NameIndex, Passages, Reader},
    input::FilePath,
    locale::Locales,
    model::lang::{Lang, ListedName},
    parse::{Draft, Drafts, source::SourceDraft},
};
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// The figures of every paragraph of a source.
pub type Paragraphs = Vec<Vec<Figure>>;

/// What a site says in figures.
#[derive(Debug, Default)]
pub struct FigureIndex {
    readers: BTreeMap<Lang, Arc<Reader>>,
    /// Names that hold figures.
    pub names: Arc<NameIndex>,
    texts: BTreeMap<FilePath, Arc<Passages>>,
    sources: BTreeMap<FilePath, Arc<Paragraphs>>,
}

/// An earlier run, and what it read.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// Its drafts.
    pub drafts: &'a Drafts,
    /// Its figures.
    pub figures: &'a FigureIndex,
}

impl FigureIndex {
    /// Reads all figures; `earlier` is a run with the same language data.
    pub fn new(
        drafts: &Drafts,
        listed: &[ListedName],
        locales: &Locales,
        earlier: Option<Earlier<'_>>,
    ) -> Self {
        let readers = match earlier {
            Some(earlier) if earlier.figures.reads_all(drafts) => earlier.figures.readers.clone(),
            _ => readers(drafts, locales),
        };
        let names = NameIndex::new(listed, &readers);
        let same_names = earlier.filter(|earlier| earlier.figures.names.is_same(&names));
        let mut index = Self { readers, names: Arc::new(names), ..Self::default() };
        index.texts = drafts
            .documents
            .par_iter()
            .filter_map(|(path, draft)| {
                let kept = same_names.and_then(|earlier| earlier.text(path, draft));
                Some((path.clone(), kept.or_else(|| index.read(draft))?))
            })
            .collect();
        index.sources = drafts
            .sources
            .par_iter()
            .filter_map(|(path, draft)| {
                let kept = earlier.and_then(|earlier| earlier.source(path, draft));
                Some((path.clone(), kept.or_else(|| index.read_source(draft))?))
            })
            .collect();
        index
    }

    fn read(&self, draft: &Draft) -> Option<Arc<Passages>> {
        let reader = self.readers.get(&draft.lang)?;
        Some(Arc::new(Passages::read(&draft.body.doc, &draft.lang, reader, &self.names)))
    }

    fn read_source(&self, draft: &SourceDraft) -> Option<Arc<Paragraphs>> {
        let reader = self.readers.get(&draft.lang)?;
        let published = draft.front.as_ref().and_then(|front| front.published);
        let paragraphs = draft.paragraphs.iter().map(|paragraph| reader.read(&paragraph.text, published));
        Some(Arc::new(paragraphs.collect()))
    }

    /// Whether there is a reader for every language in use, or it is known that there can be none.
    fn reads_all(&self, drafts: &Drafts) -> bool {
        languages(drafts).all(|lang| self.readers.contains_key(lang))
    }

    /// The reader of a language; nothing if nothing is known of its figures.
    pub fn reader(&self, lang: &Lang) -> Option<&Reader> {
        self.readers.get(lang).map(|reader| &**reader)
    }

    /// The figures of a document.
    pub fn text(&self, file: &FilePath) -> Option<&Passages> {
        self.texts.get(file).map(|text| &**text)
    }

    /// The figures of a source; nothing if its language cannot be read.
    pub fn source(&self, file: &FilePath) -> Option<&Paragraphs> {
        self.sources.get(file).map(|paragraphs| &**paragraphs)
    }
}

impl Earlier<'_> {
    fn text(&self, path: &FilePath, draft: &Arc<Draft>) -> Option<Arc<Passages>> {
        let same = self.drafts.documents.get(path).is_some_and(|old| Arc::ptr_eq(old, draft));
        self.figures.texts.get(path).filter(|_| same).cloned()
    }

    fn source(&self, path: &FilePath, draft: &Arc<SourceDraft>) -> Option<Arc<Paragraphs>> {
        let same = self.drafts.sources.get(path).is_some_and(|old| Arc::ptr_eq(old, draft));
        self.figures.sources.get(path).filter(|_| same).cloned()
    }
}

fn languages(drafts: &Drafts) -> impl Iterator<Item = &Lang> {
    let documents = drafts.documents.values().map(|draft| &draft.lang);
    documents.chain(drafts.sources.values().map(|draft| &draft.lang))
}

fn readers(drafts: &Drafts, locales: &Locales) -> BTreeMap<Lang, Arc<Reader>> {
    let mut found: BTreeMap<&Lang, Option<Arc<Reader>>> = BTreeMap::new();
    for lang in languages(drafts) {
        found.entry(lang).or_insert_with(|| {
            let locale = locales.get(lang);
            locale.data.as_ref().and_then(Reader::new).map(Arc::new)
        });
    }
    found.into_iter().filter_map(|(lang, reader)| Some((lang.clone(), reader?))).collect()
}
