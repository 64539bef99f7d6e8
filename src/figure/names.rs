//! Names that hold figures, found in running text.
//!
//! A number inside a name is no figure of the text that uses the name. Only names in which a reader
//! finds a figure are looked for, so that most sites have few. Letters are compared without regard to
//! ASCII capitals: a name that is a common phrase stands in lower case within a sentence.
//!
//! Start with [`NameIndex::new`].

use super::{Figure, Force, Reader, words::goes_on};
use crate::model::lang::{Lang, ListedName};
use aho_corasick::{AhoCorasick, MatchKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

/// Entries that have a name; nothing among them for a vocabulary.
type Owners = BTreeSet<Option<Arc<str>>>;

#[derive(Debug)]
struct LanguageNames {
    automaton: AhoCorasick,
    /// Who has the name of each pattern.
    owners: Vec<Owners>,
}

/// The names of a site that hold figures.
#[derive(Debug, Default)]
pub struct NameIndex {
    listed: BTreeSet<ListedName>,
    languages: BTreeMap<Lang, LanguageNames>,
    by_entry: BTreeMap<Arc<str>, Vec<(Lang, Figure)>>,
}

impl NameIndex {
    /// Takes the names in which the reader of their language finds a figure.
    pub fn new<'a>(
        names: impl IntoIterator<Item = &'a ListedName>,
        readers: &BTreeMap<Lang, Arc<Reader>>,
    ) -> Self {
        let mut index = Self::default();
        let mut patterns: BTreeMap<&Lang, BTreeMap<&str, Owners>> = BTreeMap::new();
        for listed in names {
            let Some(reader) = readers.get(&listed.lang) else { continue };
            let figures = reader.read(&listed.name, None);
            if figures.is_empty() {
                continue;
            }
            if let Some(entry) = &listed.entry {
                let figures = figures.into_iter().map(|figure| (listed.lang.clone(), figure));
                index.by_entry.entry(entry.clone()).or_default().extend(figures);
            }
            index.listed.insert(listed.clone());
            let owners = patterns.entry(&listed.lang).or_default().entry(&listed.name).or_default();
            owners.insert(listed.entry.clone());
        }
        for (lang, names) in patterns {
            let built = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .ascii_case_insensitive(true)
                .build(names.keys());
            if let Ok(automaton) = built {
                let owners = names.into_values().collect();
                index.languages.insert(lang.clone(), LanguageNames { automaton, owners });
            }
        }
        index
    }

    /// Whether two sites have the same names with figures.
    pub fn is_same(&self, other: &Self) -> bool {
        self.listed == other.listed
    }

    /// The figures in the names of an entry, with the languages of the names.
    pub fn figures_of(&self, entry: &str) -> &[(Lang, Figure)] {
        self.by_entry.get(entry).map_or(&[], Vec::as_slice)
    }

    /// Marks the figures that stand inside a name; names that only `but` has are left aside.
    pub fn mark(&self, figures: &mut [Figure], text: &str, lang: &Lang, but: Option<&str>) {
        if !figures.iter().any(Figure::is_stated) {
            return;
        }
        let Some(names) = self.languages.get(lang) else { return };
        for hit in names.automaton.find_overlapping_iter(text) {
            let counts = names.owners[hit.pattern().as_usize()]
                .iter()
                .any(|owner| but.is_none() || owner.as_deref() != but);
            if !counts || !stands_alone(text, &hit.range()) {
                continue;
            }
            for figure in figures.iter_mut() {
                let span = figure.span.range();
                if figure.is_stated() && hit.start() <= span.start && span.end <= hit.end() {
                    figure.force = Force::Named;
                }
            }
        }
    }
}

/// Whether a match is not a part of a longer word.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    !goes_on(&text[..range.start], &text[range.start..]) && !goes_on(&text[..range.end], &text[range.end..])
}
