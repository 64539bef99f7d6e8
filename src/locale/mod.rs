//! What the program knows of a language: one data file each.
//!
//! A [`Locale`] sets dates and numbers, sorts names and knows where sentences end, all from
//! `data/<tag>.toml` or from the site's own `content/languages/<tag>.toml`. Nothing else in the
//! program knows a language. A language without data gets [`Locale::plain`]: ISO dates, plain
//! digits, root collation.
//!
//! Start with [`Locales::new`].

mod collation;
mod figures;
mod format;
mod reading;

pub use collation::{Collation, IndexLetter};
pub use figures::{FigureData, FigureDates, NumberWords, UnitWords};
pub(crate) use format::fill;
pub use reading::Reading;

use crate::model::lang::Lang;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/locale/data");

/// The contents of a language data file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocaleData {
    /// The language's name in itself.
    pub name: String,
    /// `ltr` or `rtl`.
    #[serde(default = "left_to_right")]
    pub direction: String,
    /// BCP 47 tag whose CLDR collation sorts names, extensions included.
    pub collation: String,
    /// The letters of an index of names.
    #[serde(default)]
    pub index: IndexData,
    /// Characters that end a sentence.
    pub sentence_ends: String,
    /// What stands between the items of a running list.
    pub list_separator: String,
    /// Dates.
    pub dates: DateData,
    /// Numbers.
    pub numbers: NumberData,
    /// Plural forms of interface words.
    #[serde(default)]
    pub plural: PluralData,
    /// How words are compared with names.
    #[serde(default)]
    pub wording: WordingData,
    /// Words that mean another time or place for each who says them.
    #[serde(default)]
    pub relative: RelativeData,
    /// What a search does with words and names.
    #[serde(default)]
    pub search: SearchData,
    /// Figures in running text; nothing if they are not to be read.
    #[serde(default)]
    pub figures: Option<FigureData>,
}

fn left_to_right() -> String {
    "ltr".to_owned()
}

/// How names are put under letters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexData {
    /// The letters that a reader looks under, in order; a letter with an accent stands under the one
    /// that the language's order takes it for.
    #[serde(default = "latin_letters")]
    pub alphabet: String,
    /// The letters whose CLDR index markers part the names of ideographs by their sound; empty where
    /// there are no such names.
    #[serde(default)]
    pub letters: String,
}

impl Default for IndexData {
    fn default() -> Self {
        Self { alphabet: latin_letters(), letters: String::new() }
    }
}

fn latin_letters() -> String {
    ('A'..='Z').collect()
}

/// How dates are written. `{y}` is the year, `{m}` and `{d}` numbers, `{month}` the month's name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateData {
    /// A year.
    pub year: String,
    /// A month.
    pub month: String,
    /// A day.
    pub day: String,
    /// Other ways to write a day, which are read and not written.
    #[serde(default)]
    pub also: Vec<String>,
    /// How the first day of a month is numbered, if not by `1`.
    #[serde(default)]
    pub first: Option<String>,
    /// From one date to another: `{from}`, `{to}`.
    pub range: String,
    /// From one year to another: `{from}`, `{to}` are bare years.
    pub year_range: String,
    /// From one month to another of the same year: `{y}`, `{m1}`, `{m2}`, `{month1}`, `{month2}`.
    pub month_range: String,
    /// The names of the months, January first; empty where they are only numbered.
    #[serde(default)]
    pub months: Vec<String>,
}

/// How numbers are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberData {
    /// Between groups of three digits; empty for none.
    pub group: String,
    /// Numbers below this many digits are not grouped.
    #[serde(default)]
    pub group_from: usize,
    /// Between whole and fraction.
    pub decimal: String,
    /// Words for large powers of ten, the largest first.
    #[serde(default)]
    pub scales: Vec<ScaleData>,
}

/// A word for a power of ten.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleData {
    /// The exponent: 4 for ten thousand.
    pub power: u32,
    /// The word, with the space before it if there is one.
    pub word: String,
}

/// Which numbers take the singular of an interface word; all others take the plural.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluralData {
    /// The numbers.
    #[serde(default)]
    pub one: Vec<u64>,
}

/// How words are compared with names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordingData {
    /// Endings of words in lower case, each with what stands in its place when words are compared;
    /// the first that fits is taken. They make a name's singular and plural equal.
    #[serde(default)]
    pub endings: Vec<(String, String)>,
}

/// What a search does with the words and names of a language. Words are in lower case and have no
/// accents.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SearchData {
    /// Endings of words, each with what stands in its place in the index; the first that fits and
    /// leaves three characters is taken.
    #[serde(default)]
    pub endings: Vec<(String, String)>,
    /// Words that stand before an apostrophe and are no part of the word after it.
    #[serde(default)]
    pub elided: Vec<String>,
    /// How its characters are read aloud, if names are also found by their readings.
    #[serde(default, skip_serializing)]
    pub reading: Option<ReadingScheme>,
    /// Words that are read otherwise than their characters alone, with a syllable for each.
    #[serde(default, skip_serializing)]
    pub readings: BTreeMap<String, String>,
}

/// A way to write how characters are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingScheme {
    /// Hanyu Pinyin (ISO 7098) without tones.
    Pinyin,
}

/// Words whose meaning depends on the day or the place of writing, in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeData {
    /// Years, months and days counted from the day of writing: `this year`.
    #[serde(default)]
    pub dates: Vec<String>,
    /// Parts of a year that the text has to name: `the second half of the year`.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The present: `currently`.
    #[serde(default)]
    pub present: Vec<String>,
    /// The place of whoever writes: `our city`.
    #[serde(default)]
    pub places: Vec<String>,
    /// Longer words and phrases that hold one of the above and mean something else.
    #[serde(default)]
    pub not: Vec<String>,
    /// Words before a date that say what day the sentence speaks of: `as of`.
    #[serde(default)]
    pub as_of: Vec<String>,
    /// Words that tie a part of a year to a year named before: `that year`.
    #[serde(default)]
    pub same_year: Vec<String>,
    /// Words before a date that make it a bound: `before`.
    #[serde(default)]
    pub before_date: Vec<String>,
    /// Words after a date that make it a bound.
    #[serde(default)]
    pub after_date: Vec<String>,
}

/// A language of the site, ready for use.
#[derive(Debug)]
pub struct Locale {
    /// Its tag.
    pub lang: Lang,
    /// Its data; nothing for a language without a file.
    pub data: Option<LocaleData>,
    collation: Collation,
}

impl Locale {
    fn new(lang: Lang, data: Option<LocaleData>) -> Self {
        let collation = data.as_ref().map_or_else(Collation::root, |data| {
            Collation::new(&data.collation, &data.index).unwrap_or_else(Collation::root)
        });
        Self { lang, data, collation }
    }

    /// The language's name in itself, or its tag.
    pub fn name(&self) -> &str {
        self.data.as_ref().map_or(self.lang.as_str(), |data| &data.name)
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &str {
        self.data.as_ref().map_or("ltr", |data| &data.direction)
    }

    /// How names of this language sort.
    pub fn collation(&self) -> &Collation {
        &self.collation
    }

    /// Whether a number takes the singular of an interface word.
    pub fn is_one(&self, n: u64) -> bool {
        self.data.as_ref().is_some_and(|data| data.plural.one.contains(&n))
    }
}

/// The languages of a site.
#[derive(Debug)]
pub struct Locales {
    all: BTreeMap<Lang, Arc<Locale>>,
}

impl Locales {
    /// Finds data for each language: the site's own file, then the shipped file of the tag or of
    /// its longest known beginning (`zh-Hant` takes `zh`).
    ///
    /// `own` holds the texts of the site's data files by tag; the second value names those that
    /// cannot be read, with the reason and its byte range.
    pub fn new(languages: &[Lang], own: &BTreeMap<String, &str>) -> (Self, Vec<LocaleError>) {
        let mut errors = Vec::new();
        let mut all = BTreeMap::new();
        for lang in languages {
            let data = match own.get(lang.as_str()) {
                Some(text) => read(lang.as_str(), text).map_err(|error| errors.push(error)).ok(),
                None => shipped(lang.as_str()),
            };
            all.insert(lang.clone(), Arc::new(Locale::new(lang.clone(), data)));
        }
        (Self { all }, errors)
    }

    /// The locale of a language of the site, or a plain one.
    pub fn get(&self, lang: &Lang) -> Arc<Locale> {
        self.all
            .get(lang)
            .cloned()
            .unwrap_or_else(|| Arc::new(Locale::new(lang.clone(), shipped(lang.as_str()))))
    }
}

/// A data file of the site that cannot be read.
#[derive(Clone, Debug)]
pub struct LocaleError {
    /// The language.
    pub tag: String,
    /// Why.
    pub message: String,
    /// Where.
    pub range: std::ops::Range<usize>,
}

fn read(tag: &str, text: &str) -> Result<LocaleData, LocaleError> {
    toml::from_str(text).map_err(|error| LocaleError {
        tag: tag.to_owned(),
        message: error.message().to_owned(),
        range: error.span().unwrap_or(0..0),
    })
}

fn shipped(tag: &str) -> Option<LocaleData> {
    let mut tag = tag;
    loop {
        if let Some(file) = SHIPPED.get_file(format!("{tag}.toml")) {
            let text = file.contents_utf8().unwrap_or("");
            return Some(read(tag, text).expect("a test reads every shipped file"));
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_can_be_read() {
        for file in SHIPPED.files() {
            let tag = file.path().file_stem().and_then(|stem| stem.to_str()).expect("a name");
            assert!(shipped(tag).is_some(), "{tag}");
        }
    }

    #[test]
    fn a_longer_tag_takes_the_data_of_its_beginning() {
        assert!(shipped("zh-Hant-TW").is_some());
        assert!(shipped("xx").is_none());
    }
}
