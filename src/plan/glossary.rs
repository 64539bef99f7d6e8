//! The glossary in the order of each language, and where each of its terms stands.
//!
//! Takes the termbase; returns for each language its terms sorted by the name that the language
//! prefers, parted by letters. Every address and anchor of a term is known from here.
//!
//! Start with [`Glossaries::address`].

use super::{
    letters::{LeafAddress, Lettered},
    permalinks,
};
use crate::{
    locale::IndexLetter,
    model::{lang::Lang, vocabulary::GlossaryTerm},
    site::Site,
};
use std::collections::BTreeMap;

/// Terms that stand on one page together; more are spread over a page for each letter.
pub const TERMS_IN_ALL: usize = 500;
/// Terms on one page of a letter.
pub const TERMS_ON_PAGE: usize = 200;

/// The name that a language prefers, else the original's, with the language it is in.
pub fn preferred<'a>(term: &'a GlossaryTerm, lang: &Lang) -> (&'a Lang, &'a str) {
    let (own, names) = term.names.or_original(lang);
    if let Some(name) = names.first() {
        return (own, name);
    }
    let mut others = term.names.iter();
    let named = others.find_map(|(lang, names)| names.first().map(|name| (lang, name.as_str())));
    named.unwrap_or((own, &term.id))
}

/// The glossary of one language.
#[derive(Debug, Default)]
pub struct Glossary {
    /// The terms in order, as places in the corpus' glossary.
    pub terms: Vec<usize>,
    /// Where the letters begin.
    pub letters: Lettered,
    /// The place of each term of the corpus' glossary among the terms in order.
    places: Vec<usize>,
}

/// The glossary of each language.
#[derive(Debug, Default)]
pub struct Glossaries {
    languages: BTreeMap<Lang, Glossary>,
    /// The place of each term by its id.
    ids: BTreeMap<String, usize>,
    empty: Glossary,
}

impl Glossaries {
    /// Sorts the glossary for each language of a site.
    pub(super) fn of(site: &Site) -> Self {
        let terms = &site.corpus.glossary;
        let languages = site.config.languages.iter().map(|lang| (lang.clone(), sort(site, lang)));
        let ids = terms.iter().enumerate().map(|(place, term)| (term.id.clone(), place));
        Self { languages: languages.collect(), ids: ids.collect(), empty: Glossary::default() }
    }

    /// The glossary of a language.
    pub fn get(&self, lang: &Lang) -> &Glossary {
        self.languages.get(lang).unwrap_or(&self.empty)
    }

    /// The place of a term in the corpus' glossary.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The permalink of the page that a term stands on, without the anchor, which is the term's id.
    pub fn address(&self, lang: &Lang, term: usize) -> String {
        let glossary = self.get(lang);
        let leaf = glossary.places.get(term).and_then(|place| glossary.letters.leaf_of(*place));
        let address = leaf.map(|leaf| LeafAddress {
            lang: lang.clone(),
            part: None,
            segment: leaf.segment.clone(),
            page: leaf.page,
        });
        permalinks::glossary(lang, address.as_ref())
    }
}

fn sort(site: &Site, lang: &Lang) -> Glossary {
    let terms = &site.corpus.glossary;
    let locale = site.locales.get(lang);
    let collation = locale.collation();
    let mut keyed: Vec<(IndexLetter, Vec<u8>, usize)> = terms
        .iter()
        .map(|term| preferred(term, lang).1)
        .enumerate()
        .map(|(place, name)| (collation.letter(name), collation.key(name), place))
        .collect();
    keyed.sort();
    let letters: Vec<IndexLetter> = keyed.iter().map(|(letter, _, _)| *letter).collect();
    let terms: Vec<usize> = keyed.into_iter().map(|(_, _, place)| place).collect();
    let mut places = vec![0; terms.len()];
    for (place, term) in terms.iter().enumerate() {
        places[*term] = place;
    }
    let letters = Lettered::new(&letters, terms.len() <= TERMS_IN_ALL, TERMS_ON_PAGE);
    Glossary { terms, letters, places }
}
