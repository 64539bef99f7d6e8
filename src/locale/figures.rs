//! What is known of the figures of a language: how numbers, units and dates stand in running text.
//!
//! Only data; the module `figure` reads texts with it. Every key may be left out, and what needs it
//! is then not read. A language without the table has no figures, and the checks that compare them
//! are off for it.
//!
//! Start with [`FigureData`].

use crate::model::choice::UnitClass;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The table `[figures]` of a language data file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FigureData {
    /// Whether spaces part words: then a count is a number before any noun, and no word is found
    /// within another. Else a count has one of the classifiers.
    pub whole_words: bool,
    /// Characters that may part groups of three digits.
    pub group: String,
    /// Characters between whole and fraction.
    pub decimal: String,
    /// Numbers in words.
    pub numbers: NumberWords,
    /// Words before a number that say how exact it is, by qualifier.
    pub before: BTreeMap<String, Vec<String>>,
    /// Such words after the unit.
    pub after: BTreeMap<String, Vec<String>>,
    /// Such words between the number and its unit.
    pub between: BTreeMap<String, Vec<String>>,
    /// Words of `before` that may say nothing of exactness where a span of time follows ("over three years").
    pub open_before_time: Vec<String>,
    /// Words between the ends of a range.
    pub ranges: Vec<String>,
    /// Words for units of measure.
    pub units: Vec<UnitWords>,
    /// Words for counted things, in families that are not mixed up: what is counted by a word of one
    /// family is not counted by one of another.
    pub classifiers: Vec<Vec<String>>,
    /// Words for counted things of any sort.
    pub any_classifiers: Vec<String>,
    /// Words that count only after digits; after a number word they are turns of phrase.
    pub loose_classifiers: Vec<String>,
    /// Words that, after a number, say that nothing is counted: "of", "and".
    pub not_nouns: Vec<String>,
    /// Things of which a text speaks that counts its own words: "sentences", "names".
    pub not_counted: Vec<String>,
    /// What stands before a number that is a place in an order or a part of a name, in the case that it
    /// has there: "No.", "Line".
    pub ordinal_before: Vec<String>,
    /// What stands after such a number.
    pub ordinal_after: Vec<String>,
    /// Turns of phrase with number words that are no figures.
    pub idioms: Vec<String>,
    /// Turns of phrase with the figure that another language may have in place of them.
    pub says: BTreeMap<String, String>,
    /// Words after which a full stop ends no sentence.
    pub abbreviations: Vec<String>,
    /// Dates.
    pub dates: FigureDates,
}

/// Numbers in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NumberWords {
    /// Words that are added: `twenty` is 20.
    pub words: BTreeMap<String, i64>,
    /// Words that multiply what stands before them: `hundred` is 100.
    pub multipliers: BTreeMap<String, i64>,
    /// Digits that may be written one after the other, from zero to nine.
    pub digits: String,
    /// What may stand between the words of one number.
    pub joiners: Vec<String>,
    /// What may stand there behind a word that multiplies: "two hundred and five".
    pub after_multiplier: Vec<String>,
    /// Words for one before a multiplier: "a hundred".
    pub articles: Vec<String>,
    /// Words that leave a number open, before it: "several hundred".
    pub vague: Vec<String>,
    /// Between denominator and numerator, in this order.
    pub parts: String,
    /// Words for parts, after a numerator: `third` is 3.
    pub fractions: BTreeMap<String, i64>,
}

/// Words for one unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitWords {
    /// Its class.
    pub class: UnitClass,
    /// The unit that it is counted in: a symbol, or a currency (ISO 4217).
    pub base: String,
    /// How many of these it is: a whole number, or a fraction such as `2000/3`.
    #[serde(default = "one")]
    pub factor: String,
    /// Words and symbols after the number.
    #[serde(default)]
    pub names: Vec<String>,
    /// Symbols before it.
    #[serde(default)]
    pub before: Vec<String>,
}

fn one() -> String {
    "1".to_owned()
}

/// Dates in running text. The names of the months are those of `[dates]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FigureDates {
    /// What follows the number of a year.
    pub year: Vec<String>,
    /// What follows the number of a month.
    pub month: Vec<String>,
    /// What follows the number of a day.
    pub day: Vec<String>,
    /// Further names of months.
    pub months: BTreeMap<String, i8>,
    /// What may stand between the parts of one date.
    pub glue: Vec<String>,
    /// What stands before the first of two dates that are joined by one of `and`.
    pub between: Vec<String>,
    /// What joins the two dates after `between`.
    pub and: Vec<String>,
    /// Years told from the year of the text: `this year` is 0.
    pub relative: BTreeMap<String, i16>,
    /// Parts of a year beside the year, by their months: `first half` is `01/06`, `end` is `12`.
    /// One without months only looks like a part.
    pub parts: BTreeMap<String, String>,
    /// Parts that also stand without their year: "the end of the year".
    pub alone: BTreeMap<String, String>,
}
