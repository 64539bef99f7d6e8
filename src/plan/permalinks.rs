//! Addresses: one function for each kind of page, all below the site root, all ending in `/`.
//!
//! The segments are the same English words in every language; addresses never change.

use super::{ReferenceFormat, facets::Facet, gaps::GapClass, letters::LeafAddress};
use crate::model::{
    choice::Kind,
    entry::{Entry, Page},
    lang::Lang,
    source::Source,
    vocabulary::{Indicator, Term, Vocabulary},
};

/// What a search reads first; the other files of the index stand in a folder beside it.
pub const SEARCH_INDEX: &str = "search/index.json";

/// The file of [`SEARCH_INDEX`]: a script where pages are opened from a folder.
pub fn search_index(portable: bool) -> String {
    format!("{SEARCH_INDEX}{}", if portable { ".js" } else { "" })
}

/// The home page.
pub fn home(lang: &Lang) -> String {
    format!("{lang}/")
}

/// A page of the list of a kind.
pub fn index(lang: &Lang, kind: Kind, page: usize) -> String {
    numbered(format!("{lang}/{}/", kind.folder()), page)
}

/// A page of the entries of a kind that have one value.
pub fn facet(lang: &Lang, kind: Kind, facet: &Facet, page: usize) -> String {
    numbered(format!("{lang}/{}/{}/", kind.folder(), facet.segments()), page)
}

/// All entries in a language, for the filter of lists.
pub fn listing(lang: &Lang) -> String {
    format!("{lang}/entries.json")
}

/// An entry.
pub fn entry(lang: &Lang, entry: &Entry) -> String {
    entry_id(lang, entry.kind, &entry.id)
}

/// An entry by kind and id.
pub fn entry_id(lang: &Lang, kind: Kind, id: &str) -> String {
    format!("{lang}/{}/{id}/", kind.folder())
}

/// All terms of a vocabulary.
pub fn tree(lang: &Lang, vocabulary: Vocabulary) -> String {
    format!("{lang}/{}/", vocabulary.as_str())
}

/// A page of a term's list.
pub fn term(lang: &Lang, vocabulary: Vocabulary, term: &Term, page: usize) -> String {
    numbered(format!("{lang}/{}/{}/", vocabulary.as_str(), term.id), page)
}

/// Where topics and regions meet.
pub fn matrix(lang: &Lang) -> String {
    format!("{lang}/matrix/")
}

/// A page of the entries that a topic and a region have in common.
pub fn crossing(lang: &Lang, topic: &Term, region: &Term, page: usize) -> String {
    numbered(format!("{lang}/matrix/{}/{}/", topic.id, region.id), page)
}

/// A page of the milestones of all entries.
pub fn timeline(lang: &Lang, page: usize) -> String {
    numbered(format!("{lang}/timeline/"), page)
}

/// A page of the list of all indicators.
pub fn indicators(lang: &Lang, page: usize) -> String {
    numbered(format!("{lang}/indicators/"), page)
}

/// A page of an indicator's figures.
pub fn indicator(lang: &Lang, indicator: &Indicator, page: usize) -> String {
    numbered(format!("{lang}/indicators/{}/", indicator.id), page)
}

/// All sources.
pub fn sources(lang: &Lang) -> String {
    format!("{lang}/sources/")
}

/// A source.
pub fn source(lang: &Lang, source: &Source) -> String {
    format!("{lang}/sources/{}/", source.id)
}

/// What the entries use of a source.
pub fn coverage(lang: &Lang, source: &Source) -> String {
    format!("{lang}/sources/{}/coverage/", source.id)
}

/// An entry's original and a translation side by side.
pub fn compare(lang: &Lang, entry: &Entry) -> String {
    format!("{lang}/compare/{}/{}/", entry.kind.folder(), entry.id)
}

/// The glossary, or the page of one of its letters.
pub fn glossary(lang: &Lang, leaf: Option<&LeafAddress>) -> String {
    lettered(format!("{lang}/glossary/"), leaf)
}

/// The index of all names, or the page of one of its letters.
pub fn names(lang: &Lang, leaf: Option<&LeafAddress>) -> String {
    lettered(format!("{lang}/index/"), leaf)
}

/// Below a list: `c/`, or `en/c/` for names in another language than the page's.
fn lettered(first: String, leaf: Option<&LeafAddress>) -> String {
    let Some(leaf) = leaf else { return first };
    let part = leaf.part.as_ref().map_or(String::new(), |part| format!("{part}/"));
    numbered(format!("{first}{part}{}/", leaf.segment), leaf.page)
}

/// A text of `content/pages`.
pub fn page(lang: &Lang, page: &Page) -> String {
    if page.id == "home" { home(lang) } else { format!("{lang}/{}/", page.id) }
}

/// A page of the list of all translations.
pub fn translations(lang: &Lang, page: usize) -> String {
    numbered(format!("{lang}/translations/"), page)
}

/// What the entries leave open.
pub fn gaps(lang: &Lang) -> String {
    format!("{lang}/gaps/")
}

/// A page of what they leave open in one way.
pub fn gap_list(lang: &Lang, class: GapClass, page: usize) -> String {
    numbered(format!("{lang}/gaps/{}/", class.as_str()), page)
}

/// What can be taken along.
pub fn data(lang: &Lang) -> String {
    format!("{lang}/data/")
}

/// The search.
pub fn search(lang: &Lang) -> String {
    format!("{lang}/search/")
}

/// How the pages of all entries in a language are cited: a file, not a page.
pub fn references(lang: &Lang, format: ReferenceFormat) -> String {
    format!("data/references.{lang}.{}", format.extension())
}

fn numbered(first: String, page: usize) -> String {
    if page == 1 { first } else { format!("{first}page/{page}/") }
}
