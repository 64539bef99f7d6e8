//! Vocabularies: the terms that entries are sorted under, and what the site's words mean.

use super::{
    choice::{Kind, StateClass, UnitClass},
    date::Date,
    entry::EntryId,
    lang::Translated,
};
use crate::input::{FilePath, Place};
use std::collections::BTreeMap;

/// A vocabulary whose terms have pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vocabulary {
    /// What entries are about.
    Topics,
    /// Where.
    Regions,
    /// Who.
    Agencies,
}

impl Vocabulary {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Topics, Self::Regions, Self::Agencies];

    /// Its folder, its file name and the segment of its addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Regions => "regions",
            Self::Agencies => "agencies",
        }
    }

    /// The word before the colon in `[[topic:x]]`.
    pub fn singular(self) -> &'static str {
        match self {
            Self::Topics => "topic",
            Self::Regions => "region",
            Self::Agencies => "agency",
        }
    }

    /// Finds the vocabulary that a word before the colon names.
    pub fn find_singular(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.singular() == word)
    }
}

/// A term's place in its vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// A topic, region or agency.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// Its names.
    pub label: Translated<String>,
    /// Other names.
    pub alternatives: BTreeMap<super::lang::Lang, Vec<String>>,
    /// What it is sorted as.
    pub sort: BTreeMap<super::lang::Lang, String>,
    /// The next broader term.
    pub parent: Option<TermId>,
    /// The next narrower terms, in the order of the file.
    pub children: Vec<TermId>,
    /// Its type's names.
    pub type_label: Option<Translated<String>>,
    /// Its official code.
    pub code: Option<String>,
    /// Column and row in the tile map.
    pub grid: Option<(u16, u16)>,
    /// Its prose, by language.
    pub prose: Option<Prose>,
    /// Entries under it and its narrower terms, each once, in the order of entries.
    pub entries: Vec<EntryId>,
}

/// The text about a term.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The summary.
    pub summary: Option<Translated<String>>,
    /// The file of each language.
    pub files: Translated<FilePath>,
    /// What the summary rests on.
    pub cite: Vec<super::source::ParagraphId>,
}

/// All terms of a vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    /// The terms, in the order of the file.
    pub terms: Vec<Term>,
    /// Where each id stands.
    pub by_id: BTreeMap<String, TermId>,
}

impl Taxonomy {
    /// The term of an id.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// The terms without a broader one.
    pub fn roots(&self) -> impl Iterator<Item = TermId> {
        self.terms.iter().zip(0..).filter(|(term, _)| term.parent.is_none()).map(|(_, n)| TermId(n))
    }

    /// The broader terms of a term, the broadest first.
    pub fn ancestors(&self, id: TermId) -> Vec<TermId> {
        let mut chain = Vec::new();
        let mut next = self.term(id).parent;
        while let Some(parent) = next {
            chain.push(parent);
            next = self.term(parent).parent;
        }
        chain.reverse();
        chain
    }
}

/// Something that is measured.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// Its names.
    pub label: Translated<String>,
    /// Its unit.
    pub unit: Translated<String>,
    /// What kind of quantity it is.
    pub class: UnitClass,
    /// Its currency.
    pub currency: Option<String>,
    /// What exactly is counted.
    pub definition: Option<Translated<String>>,
}

/// A type of relation.
#[derive(Clone, Debug)]
pub struct RelationType {
    /// The id of the written side.
    pub id: String,
    /// Its names.
    pub label: Translated<String>,
    /// The id of the other side.
    pub inverse_id: String,
    /// Its names.
    pub inverse_label: Translated<String>,
    /// Kinds it may lead from.
    pub from: Vec<Kind>,
    /// Kinds it may lead to.
    pub to: Vec<Kind>,
    /// Whether following it may never lead back.
    pub acyclic: bool,
    /// Whether what holds for two steps holds for one.
    pub transitive: bool,
}

impl RelationType {
    /// Whether both sides are the same.
    pub fn is_symmetric(&self) -> bool {
        self.id == self.inverse_id
    }
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct GlossaryTerm {
    /// Its id.
    pub id: String,
    /// Its names, the preferred first.
    pub names: Translated<Vec<String>>,
    /// Names not to be used.
    pub forbidden: BTreeMap<super::lang::Lang, Vec<String>>,
    /// Whether translations are asked for one of its names where the original has one.
    pub checked: bool,
    /// What it means.
    pub definition: Option<Translated<String>>,
    /// First day it was used.
    pub from: Option<Date>,
    /// Last day it was used.
    pub until: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

/// A status or stage.
#[derive(Clone, Debug)]
pub struct StateType {
    /// Its id.
    pub id: String,
    /// What it comes to.
    pub class: StateClass,
    /// Its names; nothing if the theme's words name it.
    pub label: Option<Translated<String>>,
}

/// Types, roles and states, as `types.yaml` has them.
#[derive(Clone, Debug, Default)]
pub struct Types {
    /// Types of each kind, by id.
    pub entry_types: BTreeMap<Kind, BTreeMap<String, Translated<String>>>,
    /// States of each kind, in order.
    pub states: BTreeMap<Kind, Vec<StateType>>,
    /// Types of regions and agencies.
    pub term_types: BTreeMap<Vocabulary, BTreeMap<String, Translated<String>>>,
    /// Roles of agencies.
    pub roles: BTreeMap<String, Translated<String>>,
}
