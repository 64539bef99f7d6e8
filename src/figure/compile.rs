//! From the table `[figures]` of a language to what a reader looks things up in.
//!
//! A factor that is no number, a qualifier that does not exist or a part of a year that is none is left
//! out: the shipped files are read by a test, and a site's own file loses what it misspells.
//!
//! Start with [`Lexicon::new`].

use super::{
    Exactness, Unit,
    words::{Case, Words, is_spaced},
};
use crate::{
    locale::{FigureData, LocaleData},
    model::choice::{Choice as _, Qualifier, UnitClass},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What follows a number, by its word.
#[derive(Clone, Debug)]
pub(super) struct UnitWord {
    pub(super) unit: Arc<Unit>,
    /// Whether it counts only after digits.
    pub(super) loose: bool,
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YearPart {
    /// Its first and last month; nothing for what only looks like a part.
    pub(super) months: Option<(i8, i8)>,
    /// Whether it may stand without its year.
    pub(super) alone: bool,
}

/// A number word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// Adds.
    Adds(i64),
    /// Multiplies what stands before it.
    Multiplies(i64),
}

/// A turn of phrase.
#[derive(Debug)]
pub(super) struct Idiom {
    /// Its words.
    pub(super) words: Box<str>,
    /// How many bytes of it stand before the character that it is found by.
    pub(super) before: usize,
    /// What it says in figures, in other words.
    pub(super) says: Box<str>,
}

/// The words of a language, ready to be looked up.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) whole_words: bool,
    pub(super) group: String,
    pub(super) decimal: String,
    pub(super) sentence_ends: String,
    pub(super) abbreviations: Words<()>,
    pub(super) numbers: Words<NumberWord>,
    pub(super) digits: Vec<char>,
    pub(super) joiners: Words<()>,
    pub(super) and_numbers: Words<()>,
    pub(super) articles: Words<()>,
    pub(super) vague: Words<()>,
    pub(super) parts: String,
    pub(super) fractions: Words<i64>,
    pub(super) before: Words<Exactness>,
    pub(super) after: Words<Exactness>,
    pub(super) between: Words<Exactness>,
    pub(super) open_before_time: BTreeSet<String>,
    pub(super) ranges: Words<()>,
    pub(super) units: Words<UnitWord>,
    /// Those that are words and no symbols, whatever their case: "One-Hour Circle".
    pub(super) unit_names: Words<UnitWord>,
    pub(super) units_before: Words<Arc<Unit>>,
    pub(super) not_nouns: Words<()>,
    pub(super) not_counted: Words<()>,
    pub(super) ordinal_before: Words<()>,
    pub(super) ordinal_after: Words<()>,
    /// By the character at which a number would be read.
    pub(super) idioms: BTreeMap<char, Vec<Idiom>>,
    pub(super) year_after: Words<()>,
    pub(super) month_after: Words<()>,
    pub(super) day_after: Words<()>,
    pub(super) months: Words<i8>,
    pub(super) relative: Words<i16>,
    pub(super) year_parts: Words<YearPart>,
    pub(super) glue: Words<()>,
    pub(super) between_dates: Words<()>,
    pub(super) and_dates: Words<()>,
    pub(super) count: Arc<Unit>,
    pub(super) starts: Starts,
}

impl Lexicon {
    /// Compiles the words of a language; nothing if it has no figures.
    pub(super) fn new(locale: &LocaleData) -> Option<Self> {
        let data = locale.figures.as_ref()?;
        let case = if data.whole_words { Case::Folded } else { Case::Kept };
        let set = |words: &[String]| Words::new(words.iter().map(|word| (word.clone(), ())), case);
        let kept = |words: &[String]| Words::new(words.iter().map(|word| (word.clone(), ())), Case::Kept);
        let set_before = |words: &[String]| Words::before(words.iter().map(|word| (word.clone(), ())), case);
        let dates = &data.dates;
        let mut lexicon = Self {
            whole_words: data.whole_words,
            group: data.group.clone(),
            decimal: data.decimal.clone(),
            sentence_ends: locale.sentence_ends.clone(),
            abbreviations: set_before(&data.abbreviations),
            numbers: Words::new(number_words(data), case),
            digits: data.numbers.digits.chars().collect(),
            joiners: set(&data.numbers.joiners),
            and_numbers: set(&data.numbers.after_multiplier),
            articles: set_before(&data.numbers.articles),
            vague: set_before(&data.numbers.vague),
            parts: data.numbers.parts.clone(),
            fractions: Words::new(data.numbers.fractions.clone(), case),
            before: Words::before(qualified(&data.before), case),
            after: Words::new(qualified(&data.after), case),
            between: Words::new(qualified(&data.between), case),
            open_before_time: data.open_before_time.iter().cloned().collect(),
            ranges: set(&data.ranges),
            units: Words::new(unit_words(data), Case::Kept),
            unit_names: Words::new(
                unit_words(data).into_iter().filter(|(name, _)| data.whole_words && is_name(name)),
                Case::Folded,
            ),
            units_before: Words::before(units_before(data), Case::Kept),
            not_nouns: set(&data.not_nouns),
            not_counted: set(&data.not_counted),
            ordinal_before: Words::before(
                data.ordinal_before.iter().map(|word| (word.clone(), ())),
                Case::Kept,
            ),
            ordinal_after: kept(&data.ordinal_after),
            idioms: BTreeMap::new(),
            year_after: kept(&dates.year),
            month_after: kept(&dates.month),
            day_after: kept(&dates.day),
            months: Words::new(month_names(locale, data), Case::Kept),
            relative: Words::new(dates.relative.clone(), case),
            year_parts: Words::new(year_parts(data), case),
            glue: kept(&dates.glue),
            between_dates: set_before(&dates.between),
            and_dates: set(&dates.and),
            count: Arc::new(Unit::count()),
            starts: Starts::default(),
        };
        lexicon.starts = lexicon.find_starts(locale, data);
        lexicon.idioms = lexicon.find_idioms(data);
        Some(lexicon)
    }

    fn find_starts(&self, locale: &LocaleData, data: &FigureData) -> Starts {
        let mut starts = Starts::default();
        ('0'..='9')
            .chain('\u{ff10}'..='\u{ff19}')
            .chain(self.digits.iter().copied())
            .for_each(|c| starts.add(c));
        let words = number_words(data).into_iter().map(|(word, _)| word);
        let dates = &data.dates;
        let date_words = dates.relative.keys().chain(dates.parts.keys()).chain(dates.alone.keys()).cloned();
        for word in words.chain(date_words).chain(data.says.keys().cloned()) {
            starts.add_word(&word);
        }
        for (month, _) in month_names(locale, data) {
            starts.add_word(&month);
        }
        starts
    }

    fn find_idioms(&self, data: &FigureData) -> BTreeMap<char, Vec<Idiom>> {
        let mut found: BTreeMap<char, Vec<Idiom>> = BTreeMap::new();
        let silent = data.idioms.iter().map(|words| (words, ""));
        for (words, says) in silent.chain(data.says.iter().map(|(words, says)| (words, says.as_str()))) {
            let is_number = |at: usize, c: char| {
                c.is_ascii_digit() || self.numbers.longest(&words[at..]).is_some() && begins_word(words, at)
            };
            let number = words.char_indices().find(|(at, c)| is_number(*at, *c));
            // One without a number is met at its beginning.
            if let Some((before, c)) = number.or_else(|| words.char_indices().next()) {
                let idiom = Idiom { words: words.as_str().into(), before, says: says.into() };
                found.entry(c.to_ascii_lowercase()).or_default().push(idiom);
            }
        }
        for idioms in found.values_mut() {
            idioms.sort_by_key(|idiom| std::cmp::Reverse(idiom.words.len()));
        }
        found
    }
}

/// Whether a place is not within a word.
fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(|c| c.is_alphabetic() && is_spaced(c))
}

fn number_words(data: &FigureData) -> Vec<(String, NumberWord)> {
    let numbers = &data.numbers;
    let adds = numbers.words.iter().map(|(word, value)| (word.clone(), NumberWord::Adds(*value)));
    let multiplies =
        numbers.multipliers.iter().map(|(word, value)| (word.clone(), NumberWord::Multiplies(*value)));
    adds.chain(multiplies).collect()
}

/// Words by qualifier, turned round; one that stands under two qualifiers means either.
fn qualified(table: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, Exactness> {
    let mut found: BTreeMap<String, Exactness> = BTreeMap::new();
    for (name, words) in table {
        let Some(qualifier) = Qualifier::parse(name) else { continue };
        for word in words {
            let exactness = found.entry(word.clone()).or_insert(Exactness::NONE);
            *exactness = exactness.or(Exactness::of(qualifier));
        }
    }
    found
}

fn unit_words(data: &FigureData) -> Vec<(String, UnitWord)> {
    let mut found = Vec::new();
    for written in &data.units {
        let Some(unit) = unit(written) else { continue };
        let unit = Arc::new(unit);
        let word = |name: &String| (name.clone(), UnitWord { unit: unit.clone(), loose: false });
        found.extend(written.names.iter().map(word));
    }
    let families = (1..).zip(&data.classifiers).chain([(0, &data.any_classifiers)]);
    for (family, words) in families {
        let unit = Arc::new(Unit { family, ..Unit::count() });
        for name in words {
            let loose = data.loose_classifiers.contains(name);
            found.push((name.clone(), UnitWord { unit: unit.clone(), loose }));
        }
    }
    let count = Arc::new(Unit::count());
    for name in &data.loose_classifiers {
        if !found.iter().any(|(known, _)| known == name) {
            found.push((name.clone(), UnitWord { unit: count.clone(), loose: true }));
        }
    }
    found
}

/// Whether a word for a unit is a word, not a symbol.
fn is_name(name: &str) -> bool {
    name.len() > 3 && name.chars().all(|c| c.is_lowercase() || c == ' ')
}

fn units_before(data: &FigureData) -> Vec<(String, Arc<Unit>)> {
    let mut found = Vec::new();
    for written in data.units.iter().filter(|written| !written.before.is_empty()) {
        let Some(unit) = unit(written) else { continue };
        let unit = Arc::new(unit);
        found.extend(written.before.iter().map(|name| (name.clone(), unit.clone())));
    }
    found
}

fn unit(written: &crate::locale::UnitWords) -> Option<Unit> {
    let (numerator, denominator) = written.factor.split_once('/').unwrap_or((&written.factor, "1"));
    let factor: (i64, i64) = (numerator.parse().ok()?, denominator.parse().ok()?);
    let base = if written.class == UnitClass::Count { "" } else { &written.base };
    (factor.0 > 0 && factor.1 > 0).then(|| Unit {
        class: written.class,
        base: base.into(),
        factor,
        family: u8::MAX * u8::from(written.class == UnitClass::Count),
    })
}

fn month_names(locale: &LocaleData, data: &FigureData) -> Vec<(String, i8)> {
    let own = (1..).zip(&locale.dates.months).map(|(number, name)| (name.clone(), number));
    // A name in lower case may begin a sentence; one with a capital always has it.
    let capital = |name: &str| -> String {
        let mut chars = name.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
    };
    own.chain(data.dates.months.clone())
        .flat_map(|(name, number)| [(capital(&name), number), (name, number)])
        .collect()
}

fn year_parts(data: &FigureData) -> Vec<(String, YearPart)> {
    let months = |written: &str| -> Option<(i8, i8)> {
        let (first, last) = written.split_once('/').unwrap_or((written, written));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    let read = |alone: bool| {
        move |(word, written): (&String, &String)| (word.clone(), YearPart { months: months(written), alone })
    };
    data.dates.parts.iter().map(read(false)).chain(data.dates.alone.iter().map(read(true))).collect()
}

/// Where a figure may begin: most of a text is passed over by this alone.
///
/// Bits for characters of the basic plane, in lower case; the pairs are hashed, so that some text is
/// looked at in vain.
#[derive(Debug)]
pub(super) struct Starts {
    /// Characters that are a word by themselves.
    single: Box<[u64; 1024]>,
    /// Characters that begin a longer word.
    first: Box<[u64; 1024]>,
    /// The first two characters of longer words.
    pairs: Box<[u64; 1024]>,
}

impl Default for Starts {
    fn default() -> Self {
        let empty = || Box::new([0; 1024]);
        Self { single: empty(), first: empty(), pairs: empty() }
    }
}

/// The bit of a character.
fn code(c: char) -> usize {
    u32::from(c.to_ascii_lowercase()) as usize & 0xffff
}

/// The bit of two characters that follow each other.
fn pair(first: char, second: char) -> usize {
    (code(first).wrapping_mul(31) ^ code(second).wrapping_mul(0x9e3b)) & 0xffff
}

fn has_bit(bits: &[u64; 1024], at: usize) -> bool {
    bits[at >> 6] & 1 << (at & 63) != 0
}

impl Starts {
    fn add(&mut self, c: char) {
        let at = code(c);
        self.single[at >> 6] |= 1 << (at & 63);
    }

    fn add_word(&mut self, word: &str) {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return };
        let Some(second) = chars.next() else { return self.add(first) };
        let (at, both) = (code(first), pair(first, second));
        self.first[at >> 6] |= 1 << (at & 63);
        self.pairs[both >> 6] |= 1 << (both & 63);
    }

    /// Whether a figure may begin with this character, which stands at the start of a text.
    pub(super) fn has(&self, c: char, text: &str) -> bool {
        let at = code(c);
        if has_bit(&self.single, at) {
            return true;
        }
        if !has_bit(&self.first, at) {
            return false;
        }
        let second = text[c.len_utf8()..].chars().next();
        second.is_some_and(|second| has_bit(&self.pairs, pair(c, second)))
    }
}
