//! What a page is: its kind, the template that draws it, its permalink.
//!
//! A page is named by what it shows, never by its address; the address follows from the name. Nothing
//! is drawn here and no list is made.
//!
//! Start with [`PageKind`].

use super::{facets::Facet, gaps::GapClass, letters::LeafAddress, permalinks};
use crate::{
    model::{
        choice::Kind,
        entry::{EntryId, IndicatorId},
        lang::Lang,
        source::SourceId,
        vocabulary::{TermId, Vocabulary},
    },
    site::Site,
};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The choice of language at the root.
    Choice,
    /// What a server shows where nothing is.
    NotFound,
    /// A page in one language.
    In(Lang, PageKind),
}

/// A page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A text of `content/pages`, an index into the corpus' pages.
    Prose(usize),
    /// A page of the list of all entries of a kind, from 1.
    Index(Kind, usize),
    /// A page of the entries of a kind that have one value, from 1.
    Facet(Kind, Facet, usize),
    /// An entry.
    Entry(EntryId),
    /// All terms of a vocabulary.
    Tree(Vocabulary),
    /// A page of a term's list, from 1.
    Term(Vocabulary, TermId, usize),
    /// Where topics and regions meet.
    Matrix,
    /// A page of the entries that a topic and a region have in common, from 1.
    Crossing(TermId, TermId, usize),
    /// A page of the milestones of all entries, from 1.
    Timeline(usize),
    /// A page of the list of all indicators, from 1.
    Indicators(usize),
    /// A page of an indicator's figures, from 1.
    Indicator(IndicatorId, usize),
    /// All sources.
    Sources,
    /// A source.
    Source(SourceId),
    /// What the entries use of a source, and what they do not.
    Coverage(SourceId),
    /// An entry's original and a translation side by side.
    Compare(EntryId),
    /// The glossary, or the page of one of its letters.
    Glossary(Option<LeafAddress>),
    /// The index of all names, or the page of one of its letters.
    Names(Option<LeafAddress>),
    /// A page of the list of all translations, from 1.
    Translations(usize),
    /// What the entries leave open, counted.
    Gaps,
    /// A page of what they leave open in one way, from 1.
    GapList(GapClass, usize),
    /// What can be taken along, and how it is cited.
    Data,
    /// The search, which a script runs in the page.
    Search,
}

impl Page {
    /// The template that draws it.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Choice => "choice.html",
            Self::NotFound => "404.html",
            Self::In(_, kind) => match kind {
                PageKind::Home => "home.html",
                PageKind::Prose(_) => "page.html",
                PageKind::Index(..) | PageKind::Facet(..) => "index.html",
                PageKind::Entry(_) => "entry.html",
                PageKind::Tree(_) => "tree.html",
                PageKind::Term(..) => "term.html",
                PageKind::Matrix => "matrix.html",
                PageKind::Crossing(..) => "crossing.html",
                PageKind::Timeline(_) => "timeline.html",
                PageKind::Indicators(_) => "indicators.html",
                PageKind::Indicator(..) => "indicator.html",
                PageKind::Sources => "sources.html",
                PageKind::Source(_) => "source.html",
                PageKind::Coverage(_) => "coverage.html",
                PageKind::Compare(_) => "compare.html",
                PageKind::Glossary(_) => "glossary.html",
                PageKind::Names(_) => "names.html",
                PageKind::Translations(_) => "translations.html",
                PageKind::Gaps => "gaps.html",
                PageKind::GapList(..) => "gap-list.html",
                PageKind::Data => "data.html",
                PageKind::Search => "search.html",
            },
        }
    }
}

impl PageKind {
    /// The permalink of the page in a language. Where another language has no such page, it is that of
    /// the whole: the letters of one are not those of another.
    pub fn permalink(&self, site: &Site, lang: &Lang) -> String {
        let corpus = &site.corpus;
        match self {
            Self::Home => permalinks::home(lang),
            Self::Prose(index) => permalinks::page(lang, &corpus.pages[*index]),
            Self::Index(kind, page) => permalinks::index(lang, *kind, *page),
            Self::Facet(kind, facet, page) => permalinks::facet(lang, *kind, facet, *page),
            Self::Entry(id) => permalinks::entry(lang, corpus.entry(*id)),
            Self::Tree(vocabulary) => permalinks::tree(lang, *vocabulary),
            Self::Term(vocabulary, id, page) => {
                permalinks::term(lang, *vocabulary, corpus.term(*vocabulary, *id), *page)
            }
            Self::Matrix => permalinks::matrix(lang),
            Self::Crossing(topic, region, page) => {
                let topic = corpus.term(Vocabulary::Topics, *topic);
                permalinks::crossing(lang, topic, corpus.term(Vocabulary::Regions, *region), *page)
            }
            Self::Timeline(page) => permalinks::timeline(lang, *page),
            Self::Indicators(page) => permalinks::indicators(lang, *page),
            Self::Indicator(id, page) => permalinks::indicator(lang, corpus.indicator(*id), *page),
            Self::Sources => permalinks::sources(lang),
            Self::Source(id) => permalinks::source(lang, corpus.source(*id)),
            Self::Coverage(id) => permalinks::coverage(lang, corpus.source(*id)),
            Self::Compare(id) => permalinks::compare(lang, corpus.entry(*id)),
            Self::Glossary(leaf) => permalinks::glossary(lang, of_lang(leaf.as_ref(), lang)),
            Self::Names(leaf) => permalinks::names(lang, of_lang(leaf.as_ref(), lang)),
            Self::Translations(page) => permalinks::translations(lang, *page),
            Self::Gaps => permalinks::gaps(lang),
            Self::GapList(class, page) => permalinks::gap_list(lang, *class, *page),
            Self::Data => permalinks::data(lang),
            Self::Search => permalinks::search(lang),
        }
    }
}

fn of_lang<'a>(leaf: Option<&'a LeafAddress>, lang: &Lang) -> Option<&'a LeafAddress> {
    leaf.filter(|leaf| leaf.lang == *lang)
}
