//! An entry as meant: facts with ids for names, words in each language.

use super::{
    choice::{Basis, Kind, MilestoneState, ObservationState, Qualifier, StateClass, TranslationStatus},
    date::{Date, Period, When},
    decimal::Decimal,
    lang::{Lang, Translated},
    source::ParagraphId,
    vocabulary::TermId,
};
use crate::input::{FilePath, Place};
use std::collections::BTreeMap;

/// An entry's place in its corpus; the stable name is [`Entry::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// The words of an entry in one language; absent ones fall back to the original's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryWords {
    /// Title.
    pub title: Option<String>,
    /// Short title.
    pub short_title: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What those of the other names are sorted as whose automatic order is wrong, by name.
    pub alias_sorts: BTreeMap<String, String>,
    /// Summary.
    pub summary: Option<String>,
    /// What the title is sorted as.
    pub sort: Option<String>,
}

/// The file that holds an entry's text in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFile {
    /// The file.
    pub file: FilePath,
    /// How far the translation can be trusted; nothing for the original.
    pub translation: Option<TranslationStatus>,
}

/// A policy, project or platform.
///
/// Made by `resolve`; everything it names exists.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The id, the same in every language and for ever.
    pub id: String,
    /// The kind.
    pub kind: Kind,
    /// Where the original's front matter stands.
    pub place: Place,
    /// The text in each language.
    pub texts: Translated<TextFile>,
    /// The words in each language.
    pub words: Translated<EntryWords>,
    /// The id of its type and the type's names.
    pub entry_type: (String, Translated<String>),
    /// Topics.
    pub topics: Vec<TermId>,
    /// Regions.
    pub regions: Vec<TermId>,
    /// Agencies with their roles.
    pub agencies: Vec<AgencyPart>,
    /// Status or stage.
    pub state: State,
    /// Dates and numbers by the name of their field, in the order shown.
    pub facts: Vec<(&'static str, Fact)>,
    /// Milestones, in the order of their dates.
    pub milestones: Vec<Milestone>,
    /// Figures.
    pub observations: Vec<Observation>,
    /// What the sources do not give, with the reason.
    pub unknown: Vec<(String, Translated<String>)>,
    /// Former names.
    pub former_names: Vec<FormerName>,
    /// Addresses elsewhere that mean the same thing.
    pub same_as: Vec<String>,
    /// Ids it had before.
    pub redirect_from: Vec<String>,
    /// The day it was last compared with its sources.
    pub checked: Option<Date>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Set when it is withdrawn.
    pub withdrawn: Option<Withdrawn>,
    /// The paragraphs it rests on.
    pub cite: Vec<ParagraphId>,
}

impl Entry {
    /// A word of the entry in a language, else in the original, with the language it is in.
    pub fn word<'a, T: ?Sized>(
        &'a self,
        lang: &Lang,
        pick: impl Fn(&'a EntryWords) -> Option<&'a T>,
    ) -> Option<(&'a Lang, &'a T)> {
        let (found, words) = self.words.or_original(lang);
        if let Some(word) = pick(words) {
            return Some((found, word));
        }
        let original = self.words.original();
        self.words.get(original).and_then(pick).map(|word| (original, word))
    }

    /// The title in a language, else in the original.
    pub fn title(&self, lang: &Lang) -> (&Lang, &str) {
        self.word(lang, |words| words.title.as_deref()).unwrap_or((self.words.original(), &self.id))
    }

    /// The summary in a language, else in the original.
    pub fn summary(&self, lang: &Lang) -> (&Lang, &str) {
        self.word(lang, |words| words.summary.as_deref()).unwrap_or((self.words.original(), ""))
    }

    /// Whether the entry stands in lists, relations and names; one that is withdrawn has a notice at
    /// its address, and nothing else of it is published.
    pub fn is_listed(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Whether it is published with a text in more than one language.
    pub fn is_translated(&self) -> bool {
        self.is_listed() && self.texts.iter().count() > 1
    }

    /// The language whose text counts: an official translation's, else the original's.
    pub fn authority(&self) -> &Lang {
        self.texts
            .iter()
            .find(|(_, text)| text.translation == Some(TranslationStatus::Official))
            .map_or(self.texts.original(), |(lang, _)| lang)
    }
}

/// A fact with a single value.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A date.
    Date(Date),
    /// A span of time.
    Period(Period),
    /// A text such as a document number.
    Text(String),
}

/// An agency and the part it plays.
#[derive(Clone, Debug)]
pub struct AgencyPart {
    /// The agency.
    pub agency: TermId,
    /// The names of its role.
    pub role: Option<Translated<String>>,
    /// Where that is said.
    pub cite: Vec<ParagraphId>,
}

/// A status or stage.
#[derive(Clone, Debug)]
pub struct State {
    /// The value's id.
    pub id: String,
    /// What it comes to.
    pub class: StateClass,
    /// Its names; nothing if the theme's words name it.
    pub label: Option<Translated<String>>,
    /// The day it is known for.
    pub as_of: Option<Date>,
    /// Where that is said.
    pub cite: Vec<ParagraphId>,
}

/// An event, promised or past.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// Its id within the entry.
    pub id: String,
    /// When.
    pub date: When,
    /// How far it has come.
    pub state: MilestoneState,
    /// What happens.
    pub text: Translated<String>,
    /// Where that is said.
    pub cite: Vec<ParagraphId>,
}

/// A value or a range of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// One value.
    One(Decimal),
    /// Between two values.
    Range(Decimal, Decimal),
}

/// An indicator's place among the indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndicatorId(pub u32);

/// A figure: a target, or a result.
#[derive(Clone, Debug)]
pub struct Observation {
    /// What is measured.
    pub indicator: IndicatorId,
    /// Promised, reached or expected.
    pub state: ObservationState,
    /// How much, in the indicator's unit.
    pub value: Quantity,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// What span of time it speaks of.
    pub basis: Basis,
    /// The day it is known for.
    pub as_of: Option<Date>,
    /// The span of time it covers.
    pub period: Option<Period>,
    /// When it is due.
    pub due: Option<When>,
    /// The region, if it speaks of a part only.
    pub region: Option<TermId>,
    /// A remark.
    pub note: Option<Translated<String>>,
    /// Where it is said.
    pub cite: Vec<ParagraphId>,
}

/// A name an entry once had.
#[derive(Clone, Debug)]
pub struct FormerName {
    /// The name.
    pub name: Translated<String>,
    /// The last day it was used.
    pub until: Option<Date>,
    /// Where that is said.
    pub cite: Vec<ParagraphId>,
}

/// Why and when an entry was withdrawn.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// Since when.
    pub date: Date,
    /// Why.
    pub reason: Translated<String>,
    /// What to read instead.
    pub see: Option<String>,
}

/// A text of `content/pages`.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id.
    pub id: String,
    /// Title and summary.
    pub words: Translated<EntryWords>,
    /// The text in each language.
    pub texts: Translated<TextFile>,
    /// Whether it is a draft.
    pub draft: bool,
}
