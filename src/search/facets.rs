//! What results can be narrowed by: kind, topic, region, agency, year.
//!
//! The subjects go in; for each facet and value come the subjects that have it, with what the value is
//! called. Two files, loaded when a reader asks for facets: the values as JSON, their subjects packed.
//! An entry under a narrow term is also one under the broader terms, as on the term's page.
//!
//! Start with [`facets`].

use super::{
    documents::{Subject, described, has_document},
    lists::packed_numbers,
};
use crate::{
    model::{
        lang::{Lang, Translated},
        vocabulary::{TermId, Vocabulary},
    },
    site::Site,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The values of one facet.
#[derive(Debug, Serialize)]
pub(super) struct Facet {
    /// The facet.
    name: &'static str,
    /// The values, in the order shown.
    values: Vec<Value>,
}

/// A value.
#[derive(Debug, Serialize)]
struct Value {
    /// Its id; a year or a kind stands for itself.
    id: String,
    /// What it is called, by language; empty if the theme's words or the id itself say it.
    label: BTreeMap<String, String>,
    /// How many subjects have it.
    count: usize,
    /// How many bytes of the packed file they take.
    bytes: usize,
}

/// The facets of a site, and the subjects of their values one after the other.
pub(super) fn facets(site: &Site, subjects: &[Subject], languages: &[Lang]) -> (Vec<Facet>, Vec<u8>) {
    let mut packed = Vec::new();
    let mut facets = Vec::new();
    let mut add = |name, all: Vec<(String, BTreeMap<String, String>, Vec<u32>)>| {
        let values =
            all.into_iter().filter(|(.., numbers)| !numbers.is_empty()).map(|(id, label, numbers)| {
                let own = packed_numbers(&numbers);
                packed.extend(&own);
                Value { id, label, count: numbers.len(), bytes: own.len() }
            });
        facets.push(Facet { name, values: values.collect() });
    };
    let described: Vec<(&str, Option<i16>)> = subjects
        .iter()
        .map(|subject| {
            let is_found = languages.iter().any(|lang| has_document(site, *subject, lang));
            if is_found { described(site, *subject) } else { Default::default() }
        })
        .map(|(kind, date)| (kind, date.map(|date| date.year)))
        .collect();
    let mut kinds: Vec<&str> = Vec::new();
    for (kind, _) in described.iter().filter(|(kind, _)| !kind.is_empty()) {
        if !kinds.contains(kind) {
            kinds.push(kind);
        }
    }
    kinds.sort_unstable();
    add("kind", kinds.iter().map(|kind| value(kind, &described, |(own, _)| *own == *kind)).collect());
    for vocabulary in Vocabulary::ALL {
        add(vocabulary.singular(), terms(site, subjects, vocabulary));
    }
    let mut years: Vec<i16> = described.iter().filter_map(|(_, year)| *year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let of_year = |year: &i16| value(&year.to_string(), &described, |(_, own)| *own == Some(*year));
    add("year", years.iter().map(of_year).collect());
    (facets, packed)
}

fn value<T>(id: &str, all: &[T], has: impl Fn(&T) -> bool) -> (String, BTreeMap<String, String>, Vec<u32>) {
    let numbers = all.iter().zip(0..).filter(|(one, _)| has(one)).map(|(_, number)| number);
    (id.to_owned(), BTreeMap::new(), numbers.collect())
}

fn terms(
    site: &Site,
    subjects: &[Subject],
    vocabulary: Vocabulary,
) -> Vec<(String, BTreeMap<String, String>, Vec<u32>)> {
    let taxonomy = site.corpus.taxonomies.get(vocabulary);
    let numbers: BTreeMap<_, u32> = subjects
        .iter()
        .zip(0..)
        .filter_map(|(subject, number)| match subject {
            Subject::Entry(id) => Some((*id, number)),
            _ => None,
        })
        .collect();
    let label = |label: &Translated<String>| -> BTreeMap<String, String> {
        label.iter().map(|(lang, label)| (lang.as_str().to_owned(), label.clone())).collect()
    };
    (0..)
        .take(taxonomy.terms.len())
        .map(|number| {
            let term = taxonomy.term(TermId(number));
            let mut own: Vec<u32> = term.entries.iter().filter_map(|id| numbers.get(id)).copied().collect();
            own.sort_unstable();
            (term.id.clone(), label(&term.label), own)
        })
        .collect()
}
