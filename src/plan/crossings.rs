//! Where topics and regions meet, and which entries belong to both.
//!
//! Takes the corpus and the order of each language; returns the entries of every pair of a topic and
//! a region, narrower terms included, each once. Walking the entries in their order fills all pairs
//! at once, so that nothing is sorted or sought again for a page.
//!
//! Start with [`Crossings::of`].

use super::order::Order;
use crate::{
    model::{
        entry::EntryId,
        lang::Lang,
        vocabulary::{Taxonomy, TermId, Vocabulary},
    },
    site::Site,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A topic and a region.
pub type Pair = (TermId, TermId);

/// The entries of every topic and region that have some in common.
#[derive(Debug, Default)]
pub struct Crossings {
    lists: BTreeMap<Lang, BTreeMap<Pair, Vec<EntryId>>>,
}

impl Crossings {
    /// Gathers the entries of every pair, in the order of each language.
    pub(super) fn of(site: &Site, order: &Order) -> Self {
        let ids: Vec<EntryId> =
            site.corpus.entry_ids().filter(|id| site.corpus.entry(*id).is_listed()).collect();
        let in_lang = |lang: &Lang| (lang.clone(), gather(site, &order.sorted(site, lang, &ids)));
        Self { lists: site.config.languages.par_iter().map(in_lang).collect() }
    }

    /// The pairs that have entries in common; the same in every language.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        self.lists.values().next().into_iter().flat_map(|lists| lists.keys().copied())
    }

    /// The entries that belong to a topic and to a region, in order: by kind, then by title.
    pub fn entries(&self, lang: &Lang, pair: Pair) -> &[EntryId] {
        self.lists.get(lang).and_then(|lists| lists.get(&pair)).map_or(&[], Vec::as_slice)
    }
}

fn gather(site: &Site, ordered: &[EntryId]) -> BTreeMap<Pair, Vec<EntryId>> {
    let taxonomies = &site.corpus.taxonomies;
    let mut lists: BTreeMap<Pair, Vec<EntryId>> = BTreeMap::new();
    for id in ordered {
        let entry = site.corpus.entry(*id);
        let regions = with_broader(taxonomies.get(Vocabulary::Regions), &entry.regions);
        for topic in with_broader(taxonomies.get(Vocabulary::Topics), &entry.topics) {
            for region in &regions {
                lists.entry((topic, *region)).or_default().push(*id);
            }
        }
    }
    lists
}

/// Terms and all that are broader, each once.
fn with_broader(taxonomy: &Taxonomy, terms: &[TermId]) -> BTreeSet<TermId> {
    terms.iter().flat_map(|term| taxonomy.ancestors(*term).into_iter().chain([*term])).collect()
}
