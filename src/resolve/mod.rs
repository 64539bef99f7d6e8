//! Binds what authors wrote to what it names.
//!
//! Takes the front matter and signatures of every draft and returns the one [`Corpus`]. No running
//! text is read, nothing comes from disk and nothing is formatted; a name that leads nowhere becomes
//! a finding, and what it would have named is left out. When [`resolve`] returns, the corpus is
//! finished: nothing changes it afterwards.
//!
//! Start with [`resolve`]; `relations.rs` is the shortest full example.

mod entries;
mod identities;
mod lookup;
mod pages;
mod relations;
mod sources;
mod states;
pub mod urls;
mod vocabularies;
pub mod wording;

pub(crate) use identities::id_fault;
pub use identities::is_valid_id;
pub use relations::{Edge, Graph};

use crate::{
    config::Config,
    finding::Finding,
    input::FilePath,
    locale::Locales,
    model::{
        doc::LinkTarget,
        entry::{Entry, EntryId, IndicatorId, Page},
        lang::Lang,
        source::{ParagraphId, Source, SourceId},
        vocabulary::{GlossaryTerm, Indicator, RelationType, Taxonomy, Term, TermId, Types, Vocabulary},
    },
    parse::{Drafts, names::Mention},
};
use std::collections::{BTreeMap, BTreeSet};
use wording::Wordings;

/// The names found in each text.
pub type Mentions = BTreeMap<FilePath, std::sync::Arc<Vec<Mention>>>;

/// The knowledge base, whole and consistent.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Entries, in the order of their ids.
    pub entries: Vec<Entry>,
    /// Pages, in the order of their ids.
    pub pages: Vec<Page>,
    /// Topics, regions and agencies.
    pub taxonomies: Taxonomies,
    /// Indicators, in the order of the file.
    pub indicators: Vec<Indicator>,
    /// Types of relations, in the order of the file.
    pub relation_types: Vec<RelationType>,
    /// The glossary, in the order of the file.
    pub glossary: Vec<GlossaryTerm>,
    /// Types, roles and states.
    pub types: Types,
    /// Sources, in the order of their ids.
    pub sources: Vec<Source>,
    /// How entries hang together.
    pub graph: Graph,
    /// How names and words of each language are found in texts.
    pub wordings: Wordings,
    /// Ids of entries and pages that exist as files, those that could not be read among them.
    pub known_ids: BTreeSet<String>,
    /// Sources that exist as files, those that could not be read among them.
    pub known_sources: BTreeSet<String>,
    /// Vocabularies whose file cannot be read; nothing is known of the names in them.
    pub unread_vocabularies: BTreeSet<String>,
    entry_ids: BTreeMap<String, EntryId>,
    page_ids: BTreeMap<String, usize>,
    source_ids: BTreeMap<String, SourceId>,
}

/// The vocabularies whose terms have pages.
#[derive(Debug, Default)]
pub struct Taxonomies {
    topics: Taxonomy,
    regions: Taxonomy,
    agencies: Taxonomy,
}

impl Taxonomies {
    /// One of them.
    pub fn get(&self, vocabulary: Vocabulary) -> &Taxonomy {
        match vocabulary {
            Vocabulary::Topics => &self.topics,
            Vocabulary::Regions => &self.regions,
            Vocabulary::Agencies => &self.agencies,
        }
    }

    fn get_mut(&mut self, vocabulary: Vocabulary) -> &mut Taxonomy {
        match vocabulary {
            Vocabulary::Topics => &mut self.topics,
            Vocabulary::Regions => &mut self.regions,
            Vocabulary::Agencies => &mut self.agencies,
        }
    }
}

impl Corpus {
    /// The entry of an id.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// Every entry with its place.
    pub fn entry_ids(&self) -> impl Iterator<Item = EntryId> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).map(EntryId)
    }

    /// Finds an entry by its stable id.
    pub fn find_entry(&self, id: &str) -> Option<EntryId> {
        self.entry_ids.get(id).copied()
    }

    /// Finds a page by its id.
    pub fn find_page(&self, id: &str) -> Option<&Page> {
        self.page_ids.get(id).map(|&index| &self.pages[index])
    }

    /// Finds a term by its id.
    pub fn find_term(&self, vocabulary: Vocabulary, id: &str) -> Option<TermId> {
        self.taxonomies.get(vocabulary).by_id.get(id).copied()
    }

    /// A term.
    pub fn term(&self, vocabulary: Vocabulary, id: TermId) -> &Term {
        self.taxonomies.get(vocabulary).term(id)
    }

    /// The indicator of an id.
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.0 as usize]
    }

    /// The source of an id.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// Finds a source by its stable id.
    pub fn find_source(&self, id: &str) -> Option<SourceId> {
        self.source_ids.get(id).copied()
    }

    /// What a link without words reads in a text of a language; nothing if it leads to nothing known.
    pub fn link_name(&self, target: &LinkTarget, lang: &Lang) -> Option<String> {
        match target {
            LinkTarget::Entry { id, .. } => {
                let page = || self.find_page(id)?.words.or_original(lang).1.title.clone();
                self.find_entry(id).map(|id| self.entry(id).title(lang).1.to_owned()).or_else(page)
            }
            LinkTarget::Term { vocabulary, id } => match Vocabulary::find_singular(vocabulary) {
                Some(vocabulary) => self
                    .find_term(vocabulary, id)
                    .map(|id| self.term(vocabulary, id).label.or_original(lang).1.clone()),
                None => self
                    .glossary
                    .iter()
                    .find(|term| term.id == *id)
                    .and_then(|term| term.names.or_original(lang).1.first().cloned()),
            },
            LinkTarget::Source(reference) => {
                let source = self.source(self.find_source(&reference.source)?);
                let title = source.labels.get(lang).unwrap_or(&source.title);
                let paragraph = reference.paragraph.map(|number| format!(" P{number}"));
                Some(format!("{title}{}", paragraph.unwrap_or_default()))
            }
            LinkTarget::Url(_) => None,
        }
    }

    /// Every entry that cites a paragraph.
    pub fn cited_by(&self, paragraph: ParagraphId) -> &[EntryId] {
        self.graph.cited_by.get(&paragraph).map_or(&[], Vec::as_slice)
    }
}

/// What a resolution rests on besides the drafts.
pub struct Settings<'a> {
    /// The site's choices.
    pub config: &'a Config,
    /// The languages, for sorting.
    pub locales: &'a Locales,
    /// Whether drafts count.
    pub drafts: bool,
}

/// Binds all drafts together.
pub fn resolve(drafts: &Drafts, mentions: &Mentions, settings: &Settings<'_>) -> (Corpus, Vec<Finding>) {
    let mut findings = Vec::new();
    let config = settings.config;
    let identities = identities::identify(drafts, config, &mut findings);
    let mut corpus = Corpus { known_ids: identities.known.clone(), ..Corpus::default() };

    sources::resolve_sources(drafts, config, &mut corpus, &mut findings);
    vocabularies::resolve_vocabularies(drafts, config, &mut corpus, &mut findings);
    entries::resolve_entries(&identities, settings, &mut corpus, &mut findings);
    pages::resolve_pages(&identities, settings, &mut corpus);
    pages::resolve_prose(&identities, &mut corpus, &mut findings);
    relations::resolve_graph(&identities, mentions, &mut corpus, &mut findings);
    vocabularies::gather_entries(&mut corpus);
    corpus.wordings = Wordings::new(&corpus, &config.languages, settings.locales);
    (corpus, findings)
}

/// The first language of `languages` that `labels` has, with the label.
fn first_of<'a, T>(labels: &'a BTreeMap<Lang, T>, languages: &'a [Lang]) -> Option<(&'a Lang, &'a T)> {
    languages.iter().find_map(|lang| labels.get_key_value(lang)).or_else(|| labels.first_key_value())
}
