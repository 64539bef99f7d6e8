//! The orders in which lists show things, settled once for all pages.

use crate::{
    locale::Locale,
    model::{
        choice::Kind,
        entry::EntryId,
        lang::Lang,
        vocabulary::{TermId, Vocabulary},
    },
    site::Site,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Entries in the order of their titles, by language.
#[derive(Debug, Default)]
pub struct Order {
    /// The place of each entry among all that are listed, by language.
    ranks: BTreeMap<Lang, Vec<u32>>,
    /// The entries of each kind in order, by language.
    kinds: BTreeMap<(Lang, Kind), Vec<EntryId>>,
    /// The entries under each term in order, by language. Kept, because a term of many entries has
    /// many pages, and sorting for each of them takes time that grows with the square.
    terms: BTreeMap<(Lang, Vocabulary), Vec<Vec<EntryId>>>,
}

impl Order {
    /// Sorts the entries of a site.
    pub(super) fn of(site: &Site) -> Self {
        let sorted: Vec<(Lang, Vec<EntryId>)> =
            site.config.languages.par_iter().map(|lang| (lang.clone(), sort(site, lang))).collect();
        let mut order = Self::default();
        for (lang, entries) in sorted {
            let mut ranks = vec![0; site.corpus.entries.len()];
            for (entry, rank) in entries.iter().zip(0..) {
                ranks[entry.0 as usize] = rank;
            }
            for kind in Kind::ALL {
                let of_kind = entries.iter().copied().filter(|id| site.corpus.entry(*id).kind == kind);
                order.kinds.insert((lang.clone(), kind), of_kind.collect());
            }
            order.ranks.insert(lang, ranks);
        }
        order.terms = order.sort_terms(site);
        order
    }

    fn sort_terms(&self, site: &Site) -> BTreeMap<(Lang, Vocabulary), Vec<Vec<EntryId>>> {
        let mut sorted = BTreeMap::new();
        for lang in &site.config.languages {
            for vocabulary in Vocabulary::ALL {
                let terms = &site.corpus.taxonomies.get(vocabulary).terms;
                let lists = terms.par_iter().map(|term| self.sorted(site, lang, &term.entries)).collect();
                sorted.insert((lang.clone(), vocabulary), lists);
            }
        }
        sorted
    }

    /// The entries under a term in order: by kind, then by title.
    pub fn under(&self, lang: &Lang, vocabulary: Vocabulary, term: TermId) -> &[EntryId] {
        let lists = self.terms.get(&(lang.clone(), vocabulary));
        lists.and_then(|lists| lists.get(term.0 as usize)).map_or(&[], Vec::as_slice)
    }

    /// The entries of a kind in order.
    pub fn of_kind(&self, lang: &Lang, kind: Kind) -> &[EntryId] {
        self.kinds.get(&(lang.clone(), kind)).map_or(&[], Vec::as_slice)
    }

    /// The place of an entry among all that are listed, in the order of titles.
    pub fn rank(&self, lang: &Lang, entry: EntryId) -> Option<u32> {
        self.ranks.get(lang).and_then(|ranks| ranks.get(entry.0 as usize)).copied()
    }

    /// Entries in order: by kind, then by title.
    pub fn sorted(&self, site: &Site, lang: &Lang, entries: &[EntryId]) -> Vec<EntryId> {
        let ranks = self.ranks.get(lang);
        let mut sorted = entries.to_vec();
        sorted.sort_by_key(|id| {
            let rank = ranks.and_then(|ranks| ranks.get(id.0 as usize)).copied();
            (site.corpus.entry(*id).kind, rank)
        });
        sorted
    }
}

fn sort(site: &Site, lang: &Lang) -> Vec<EntryId> {
    let locale = site.locales.get(lang);
    let mut keyed: Vec<(&str, &str, EntryId)> = site
        .corpus
        .entry_ids()
        .filter(|id| site.corpus.entry(*id).is_listed())
        .map(|id| {
            let entry = site.corpus.entry(id);
            let sort = entry.words.or_original(lang).1.sort.as_deref();
            (sort.unwrap_or_else(|| entry.title(lang).1), entry.id.as_str(), id)
        })
        .collect();
    keyed.sort_by(|a, b| compare(&locale, a.0, b.0).then_with(|| a.1.cmp(b.1)));
    keyed.into_iter().map(|(_, _, id)| id).collect()
}

fn compare(locale: &Locale, a: &str, b: &str) -> std::cmp::Ordering {
    locale.collation().compare(a, b).then_with(|| a.cmp(b))
}
