//! How the site's names and the words of a language are found in running text.
//!
//! Takes the glossary, the names of entries and vocabulary terms and the data of each language, and
//! returns one [`Wording`] a language for the checks. Of all names only those are kept that share words
//! with the glossary or the language data: no other name can change what a check finds.
//!
//! Start with [`Wordings::new`], then [`Wording::named`].

use super::Corpus;
use crate::{
    locale::{Locales, RelativeData},
    model::{
        entry::{Entry, EntryId},
        lang::Lang,
        vocabulary::{GlossaryTerm, Term, TermId, Vocabulary},
    },
    parse::phrases::{Comparable, Ending, Hit, Phrases},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Something that has names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A term of the glossary: an index into [`Corpus::glossary`].
    Glossary(usize),
    /// An entry.
    Entry(EntryId),
    /// A topic, region or agency.
    Term(Vocabulary, TermId),
}

/// Why a word's meaning depends on who says it, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// A year, month or day counted from the day of writing.
    Date,
    /// A part of a year that is not named.
    Part,
    /// The present.
    Present,
    /// The place of whoever writes.
    Place,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit<'a> {
    /// Where it stands.
    pub range: Range<usize>,
    /// What has the name.
    pub owners: &'a [Named],
}

/// The names of a language, in comparable form.
#[derive(Debug, Default)]
struct NameTable {
    phrases: Phrases,
    owners: Vec<Vec<Named>>,
}

/// What checks look for in texts of one language.
#[derive(Debug, Default)]
pub struct Wording {
    endings: Vec<Ending>,
    names: NameTable,
    /// The glossary's terms within the names of each owner.
    holds: BTreeMap<Named, BTreeSet<usize>>,
    forbidden: Phrases,
    forbidden_of: Vec<usize>,
    relative: Phrases,
    /// What each relative word is; nothing for one that only looks like it.
    relative_kinds: Vec<Option<Relative>>,
    /// Words before a date that say what day a sentence speaks of.
    pub as_of: Phrases,
    /// Words that tie a part of a year to a year named before.
    pub same_year: Phrases,
}

/// The wording of each language.
#[derive(Debug, Default)]
pub struct Wordings {
    languages: BTreeMap<Lang, Wording>,
}

impl Wordings {
    /// Collects the wording of every language of the site.
    pub(super) fn new(corpus: &Corpus, languages: &[Lang], locales: &Locales) -> Self {
        let mut made: BTreeMap<Lang, Wording> = BTreeMap::new();
        for lang in languages {
            let locale = locales.get(lang);
            let data = locale.data.as_ref();
            let endings = data.map(|data| data.wording.endings.clone()).unwrap_or_default();
            let mut wording = Wording { endings, ..Wording::default() };
            wording.take_forbidden(&corpus.glossary, lang);
            if let Some(data) = data {
                wording.take_relative(&data.relative);
            }
            made.insert(lang.clone(), wording);
        }
        let names: Vec<_> = made.iter().map(|(lang, wording)| wording.names_of(corpus, lang)).collect();
        // A name counts in every language if it shares words with the glossary in any.
        let shared: BTreeSet<Named> =
            names.iter().flatten().filter(|(_, name)| name.is_shared).map(|(named, _)| *named).collect();
        for (wording, names) in made.values_mut().zip(names) {
            wording.take_names(names.into_iter().filter(|(named, _)| shared.contains(named)));
        }
        Self { languages: made }
    }

    /// The wording of a language of the site.
    pub fn get(&self, lang: &Lang) -> Option<&Wording> {
        self.languages.get(lang)
    }
}

/// A name with what has it.
struct Name {
    text: Comparable,
    /// Whether words of the glossary or of the language data stand in it.
    is_shared: bool,
    terms: BTreeSet<usize>,
}

impl Wording {
    fn take_forbidden(&mut self, glossary: &[GlossaryTerm], lang: &Lang) {
        let mut phrases = Vec::new();
        for (index, term) in glossary.iter().enumerate() {
            for name in term.forbidden.get(lang).into_iter().flatten().filter(|name| !name.is_empty()) {
                phrases.push(self.comparable(name).text);
                self.forbidden_of.push(index);
            }
        }
        self.forbidden = Phrases::new(&phrases);
    }

    fn take_relative(&mut self, data: &RelativeData) {
        let kinds = [
            (&data.dates, Some(Relative::Date)),
            (&data.parts, Some(Relative::Part)),
            (&data.present, Some(Relative::Present)),
            (&data.places, Some(Relative::Place)),
            (&data.not, None),
        ];
        let mut words = Vec::new();
        for (list, kind) in kinds {
            for word in list.iter().flat_map(|word| spellings(word)) {
                words.push(word);
                self.relative_kinds.push(kind);
            }
        }
        self.relative = Phrases::new(&words);
        self.as_of = Phrases::new(&data.as_of);
        self.same_year = Phrases::new(&data.same_year);
    }

    /// Every name of the site in this language that is long enough to mean something.
    fn names_of(&self, corpus: &Corpus, lang: &Lang) -> Vec<(Named, Name)> {
        let mut names: Vec<(Named, &str)> = Vec::new();
        let mut glossary = Vec::new();
        for (index, term) in corpus.glossary.iter().enumerate() {
            for name in term.names.get(lang).into_iter().flatten() {
                names.push((Named::Glossary(index), name));
                glossary.push((self.comparable(name).text, index));
            }
        }
        for (entry, id) in corpus.entries.iter().zip((0..).map(EntryId)) {
            names.extend(entry_names(entry, lang).map(|name| (Named::Entry(id), name)));
        }
        for vocabulary in Vocabulary::ALL {
            for (term, id) in corpus.taxonomies.get(vocabulary).terms.iter().zip((0..).map(TermId)) {
                names.extend(term_names(term, lang).map(|name| (Named::Term(vocabulary, id), name)));
            }
        }
        let texts: Vec<&str> = glossary.iter().map(|(text, _)| text.trim()).collect();
        let terms = Phrases::new(&texts);
        let long_enough = names.into_iter().filter(|(_, name)| name.chars().nth(1).is_some());
        long_enough
            .map(|(named, name)| {
                let text = self.comparable(name);
                let terms: BTreeSet<usize> =
                    terms.find(&text.text).map(|hit| glossary[hit.phrase].1).collect();
                let is_shared = !terms.is_empty()
                    || self.forbidden.find(&text.text).next().is_some()
                    || self.relative.find(name).next().is_some()
                    || has_year(name);
                (named, Name { text, is_shared, terms })
            })
            .collect()
    }

    fn take_names(&mut self, names: impl Iterator<Item = (Named, Name)>) {
        let mut owners: BTreeMap<String, Vec<Named>> = BTreeMap::new();
        for (named, name) in names {
            let of_name = owners.entry(name.text.text.trim().to_owned()).or_default();
            if !of_name.contains(&named) {
                of_name.push(named);
            }
            self.holds.entry(named).or_default().extend(name.terms);
        }
        owners.remove("");
        let phrases: Vec<&String> = owners.keys().collect();
        self.names.phrases = Phrases::new(&phrases);
        self.names.owners = owners.into_values().collect();
    }

    /// A text in which spellings of the same words are equal.
    pub fn comparable(&self, text: &str) -> Comparable {
        Comparable::new(text, &self.endings)
    }

    /// The names in a comparable text, those within longer ones too.
    pub fn named<'a>(&'a self, text: &'a Comparable) -> impl Iterator<Item = NameHit<'a>> + 'a {
        self.name_hits(text).map(|hit| NameHit { range: hit.range, owners: &self.names.owners[hit.phrase] })
    }

    /// As [`Wording::named`], by the places of names in a list of their own.
    pub fn name_hits<'a>(&'a self, text: &'a Comparable) -> impl Iterator<Item = Hit> + 'a {
        self.names.phrases.find(&text.text)
    }

    /// What has the name of a hit.
    pub fn owners(&self, hit: &Hit) -> &[Named] {
        &self.names.owners[hit.phrase]
    }

    /// The terms of the glossary whose names stand in the names of something.
    pub fn terms_in(&self, named: Named) -> impl Iterator<Item = usize> + '_ {
        self.holds.get(&named).into_iter().flatten().copied()
    }

    /// Names that the glossary forbids, in a comparable text, with the term that forbids each.
    pub fn forbidden<'a>(&'a self, text: &'a Comparable) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        self.forbidden.find(&text.text).map(|hit| (hit.range, self.forbidden_of[hit.phrase]))
    }

    /// Whether the glossary forbids any name in this language.
    pub fn forbids(&self) -> bool {
        !self.forbidden_of.is_empty()
    }

    /// Words in a text as written whose meaning depends on who says them, and when.
    pub fn relative(&self, text: &str) -> Vec<(Range<usize>, Relative)> {
        let hits: Vec<Hit> = self.relative.find(text).collect();
        let (words, other): (Vec<&Hit>, Vec<&Hit>) =
            hits.iter().partition(|hit| self.relative_kinds[hit.phrase].is_some());
        let within = |hit: &Hit, longer: &Hit| {
            longer.range.start <= hit.range.start && hit.range.end <= longer.range.end
        };
        let meant = words.into_iter().filter(|hit| !other.iter().any(|longer| within(hit, longer)));
        let longest = crate::parse::phrases::longest(meant.cloned().collect());
        longest
            .into_iter()
            .filter_map(|hit| self.relative_kinds[hit.phrase].map(|kind| (hit.range, kind)))
            .collect()
    }
}

/// A word of the language data with the apostrophes that texts have in place of its own, and with a
/// capital that is not ASCII.
fn spellings(word: &str) -> impl Iterator<Item = String> {
    let mut chars = word.chars();
    let capital = chars.next().filter(|first| !first.is_ascii() && first.is_lowercase());
    let capital = capital.map(|first| first.to_uppercase().chain(chars).collect::<String>());
    let all: BTreeSet<String> = [Some(word.to_owned()), capital]
        .into_iter()
        .flatten()
        .flat_map(|word| [word.replace('\'', "\u{2019}"), word])
        .collect();
    all.into_iter()
}

/// Whether a name may hold a year, which is no date of the text that uses the name.
fn has_year(name: &str) -> bool {
    name.as_bytes().windows(4).any(|digits| digits.iter().all(u8::is_ascii_digit))
}

fn entry_names<'a>(entry: &'a Entry, lang: &'a Lang) -> impl Iterator<Item = &'a str> {
    let words = entry.words.get(lang).into_iter();
    let names = words.flat_map(|words| {
        let own = [&words.title, &words.short_title].into_iter().flatten();
        own.chain(&words.aliases).map(String::as_str)
    });
    names.chain(entry.former_names.iter().filter_map(|former| former.name.get(lang)).map(String::as_str))
}

fn term_names<'a>(term: &'a Term, lang: &'a Lang) -> impl Iterator<Item = &'a str> {
    let others = term.alternatives.get(lang).into_iter().flatten();
    term.label.get(lang).into_iter().chain(others).map(String::as_str)
}
