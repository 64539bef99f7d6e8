//! Every name of the site, in the order and under the letter where a reader looks for it.
//!
//! Takes the corpus; returns for each language of the site an index of all names: those in its own
//! language first, then those of each other language, sorted as that language sorts. A name stands
//! there once for each thing it names. Nothing is written: a name knows what it leads to.
//!
//! Start with [`Names::of`].

use super::letters::Lettered;
use crate::{
    locale::{IndexLetter, Locale},
    model::{
        date::Date,
        entry::{Entry, EntryId, IndicatorId},
        lang::Lang,
        source::SourceId,
        vocabulary::{TermId, Vocabulary},
    },
    site::Site,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Names that stand on one page together; more are spread over a page for each letter.
pub const NAMES_IN_ALL: usize = 600;
/// Names on one page of a letter.
pub const NAMES_ON_PAGE: usize = 300;

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameTarget {
    /// An entry.
    Entry(EntryId),
    /// A topic, region or agency.
    Term(Vocabulary, TermId),
    /// An indicator.
    Indicator(IndicatorId),
    /// A source.
    Source(SourceId),
    /// A term of the glossary, an index into the corpus' glossary.
    Glossary(usize),
}

/// What a name is to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameRole {
    /// What it is called.
    Main,
    /// What it is called besides: short titles, aliases, names that are also allowed.
    Other,
    /// What it was called, and until when.
    Former(Option<Date>),
}

/// A name.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name.
    pub text: String,
    /// The letter it stands under.
    pub letter: IndexLetter,
    /// What it names.
    pub target: NameTarget,
    /// What it is to its target.
    pub role: NameRole,
}

/// The names of one language in an index.
#[derive(Debug)]
pub struct NamesPart {
    /// The language of the names.
    pub lang: Lang,
    /// The names, as places in the list of all names of the language.
    names: Vec<usize>,
    /// Where the letters begin.
    pub letters: Lettered,
}

/// All names, and the index of each language of the site.
#[derive(Debug, Default)]
pub struct Names {
    /// The names of each language, sorted.
    all: BTreeMap<Lang, Vec<Name>>,
    indexes: BTreeMap<Lang, Vec<NamesPart>>,
}

impl Names {
    /// Gathers and sorts the names of a site.
    pub(super) fn of(site: &Site) -> Self {
        let gathered: Vec<(Lang, Vec<Written>)> = gather(site).into_iter().collect();
        let sorted = gathered.into_par_iter().map(|(lang, names)| {
            let names = sort(&site.locales.get(&lang), names);
            (lang, names)
        });
        let mut names = Self { all: sorted.collect(), indexes: BTreeMap::new() };
        let languages = &site.config.languages;
        let indexes: BTreeMap<Lang, Vec<NamesPart>> =
            languages.par_iter().map(|lang| (lang.clone(), names.index(site, lang))).collect();
        names.indexes = indexes;
        names
    }

    /// The parts of the index of a language: its own names first.
    pub fn parts(&self, lang: &Lang) -> &[NamesPart] {
        self.indexes.get(lang).map_or(&[], Vec::as_slice)
    }

    /// A name of a part, by its place in it.
    pub fn name(&self, part: &NamesPart, place: usize) -> &Name {
        &self.all[&part.lang][part.names[place]]
    }

    fn index(&self, site: &Site, lang: &Lang) -> Vec<NamesPart> {
        let known = site.config.languages.iter();
        let unknown = self.all.keys().filter(|other| !site.config.languages.contains(other));
        let others = known.chain(unknown).filter(|other| *other != lang);
        let mut seen: BTreeSet<(&str, NameTarget)> = BTreeSet::new();
        let mut lists: Vec<(&Lang, Vec<usize>)> = Vec::new();
        for part in std::iter::once(lang).chain(others) {
            let names = self.all.get(part).map_or(&[][..], Vec::as_slice);
            // What is written alike in two languages stands once, in the first.
            let new = names.iter().enumerate().filter(|(_, name)| seen.insert((&name.text, name.target)));
            let new: Vec<usize> = new.map(|(place, _)| place).collect();
            if !new.is_empty() {
                lists.push((part, new));
            }
        }
        let is_whole = seen.len() <= NAMES_IN_ALL;
        let part = |(part, names): (&Lang, Vec<usize>)| {
            let letters: Vec<IndexLetter> = names.iter().map(|place| self.all[part][*place].letter).collect();
            NamesPart { lang: part.clone(), letters: Lettered::new(&letters, is_whole, NAMES_ON_PAGE), names }
        };
        lists.into_iter().map(part).collect()
    }
}

impl NamesPart {
    /// How many names it has.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it has none, which no index contains.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// A name as it is written, with what it is sorted as.
struct Written {
    text: String,
    sort: Option<String>,
    target: NameTarget,
    role: NameRole,
}

/// Names by language; a name that is written twice for one thing counts once, in its first role.
#[derive(Default)]
struct Gathered {
    names: BTreeMap<Lang, BTreeMap<(String, NameTarget), Written>>,
}

impl Gathered {
    fn put(&mut self, lang: &Lang, text: &str, sort: Option<&String>, target: NameTarget, role: NameRole) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let names = self.names.entry(lang.clone()).or_default();
        let written = || Written { text: text.to_owned(), sort: sort.cloned(), target, role };
        names.entry((text.to_owned(), target)).or_insert_with(written);
    }

    fn put_entry(&mut self, entry: &Entry, id: EntryId) {
        let target = NameTarget::Entry(id);
        for (lang, words) in entry.words.iter() {
            if let Some(title) = &words.title {
                self.put(lang, title, words.sort.as_ref(), target, NameRole::Main);
            }
            for name in words.short_title.iter().chain(&words.aliases) {
                self.put(lang, name, words.alias_sorts.get(name), target, NameRole::Other);
            }
        }
        for former in &entry.former_names {
            for (lang, name) in former.name.iter() {
                self.put(lang, name, None, target, NameRole::Former(former.until));
            }
        }
    }

    fn put_terms(&mut self, site: &Site, vocabulary: Vocabulary) {
        let terms = &site.corpus.taxonomies.get(vocabulary).terms;
        for (term, id) in terms.iter().zip((0..).map(TermId)) {
            let target = NameTarget::Term(vocabulary, id);
            for (lang, label) in term.label.iter() {
                self.put(lang, label, term.sort.get(lang), target, NameRole::Main);
            }
            for (lang, names) in &term.alternatives {
                names.iter().for_each(|name| self.put(lang, name, None, target, NameRole::Other));
            }
        }
    }
}

fn gather(site: &Site) -> BTreeMap<Lang, Vec<Written>> {
    let mut gathered = Gathered::default();
    let corpus = &site.corpus;
    for (entry, id) in corpus.entries.iter().zip((0..).map(EntryId)).filter(|(entry, _)| entry.is_listed()) {
        gathered.put_entry(entry, id);
    }
    for vocabulary in Vocabulary::ALL {
        gathered.put_terms(site, vocabulary);
    }
    for (indicator, id) in corpus.indicators.iter().zip((0..).map(IndicatorId)) {
        for (lang, label) in indicator.label.iter() {
            gathered.put(lang, label, None, NameTarget::Indicator(id), NameRole::Main);
        }
    }
    for (source, id) in corpus.sources.iter().zip((0..).map(SourceId)) {
        for (lang, title) in std::iter::once((&source.lang, &source.title)).chain(&source.labels) {
            gathered.put(lang, title, None, NameTarget::Source(id), NameRole::Main);
        }
    }
    for (index, term) in corpus.glossary.iter().enumerate() {
        for (lang, names) in term.names.iter() {
            let roles = std::iter::once(NameRole::Main).chain(std::iter::repeat(NameRole::Other));
            for (name, role) in names.iter().zip(roles) {
                gathered.put(lang, name, None, NameTarget::Glossary(index), role);
            }
        }
    }
    gathered.names.into_iter().map(|(lang, names)| (lang, names.into_values().collect())).collect()
}

/// By letter, then as the language sorts; equal names in the order of what they name.
fn sort(locale: &Locale, names: Vec<Written>) -> Vec<Name> {
    let collation = locale.collation();
    let keyed = names.into_par_iter().map(|written| {
        let sort = written.sort.as_deref().unwrap_or(&written.text);
        let (letter, key) = (collation.letter(sort), collation.key(sort));
        (key, Name { letter, text: written.text, target: written.target, role: written.role })
    });
    let mut keyed: Vec<(Vec<u8>, Name)> = keyed.collect();
    keyed.sort_by(|(a_key, a), (b_key, b)| {
        let order = a.letter.cmp(&b.letter).then_with(|| a_key.cmp(b_key));
        order.then_with(|| a.text.cmp(&b.text)).then_with(|| a.target.cmp(&b.target))
    });
    keyed.into_iter().map(|(_, name)| name).collect()
}
