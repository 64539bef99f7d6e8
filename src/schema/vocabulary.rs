//! What an author may write in `content/vocabulary/*.yaml`.

use super::{
    decode::{Keyed, OneOrMany, record},
    front_matter::Name,
};
use crate::{
    input::Spanned,
    model::{
        choice::{Kind, StateClass, UnitClass},
        date::Date,
    },
};

record! {
    /// A topic, region or agency.
    TermRecord("a term, {id, label, ...}") {
        /// Its id, the same in every language.
        "id" => id: Name,
        /// Its name in each language.
        "label" => label: Keyed<String>,
        /// Other names in each language.
        #[schemars(default)]
        "alt" => alt: Keyed<Vec<String>>,
        /// The next broader term.
        "parent" => parent: Option<Name>,
        /// Its type, from `types.yaml` (regions and agencies).
        "type" => term_type: Option<Name>,
        /// Its official code (regions), in quotes.
        "code" => code: Option<Spanned<String>>,
        /// What it is sorted and read as in each language, where the automatic order is wrong.
        #[schemars(default)]
        "sort" => sort: Keyed<String>,
        /// Column and row in the schematic tile map (regions).
        "grid" => grid: Option<Spanned<Vec<u16>>>,
        /// First day it existed.
        "from" => from: Option<Date>,
        /// Last day it existed.
        "until" => until: Option<Date>,
    }
}

record! {
    /// Something that is measured.
    IndicatorRecord("an indicator, {id, label, unit, class}") {
        /// Its id.
        "id" => id: Name,
        /// Its name in each language.
        "label" => label: Keyed<String>,
        /// Its unit in each language.
        "unit" => unit: Keyed<String>,
        /// What kind of quantity it is.
        "class" => class: UnitClass,
        /// The currency of a sum of money, as in ISO 4217.
        "currency" => currency: Option<String>,
        /// What exactly is counted, in each language.
        #[schemars(default)]
        "definition" => definition: Keyed<String>,
    }
}

record! {
    /// A type of relation between entries.
    RelationRecord("a relation, {id, label, inverse_id, inverse_label, from, to}") {
        /// Its id, as in `relations` of an entry.
        "id" => id: Name,
        /// Its name in each language, from the side that is written.
        "label" => label: Keyed<String>,
        /// The id of the other direction; the same id if there is no direction.
        "inverse_id" => inverse_id: Name,
        /// The name of the other direction in each language.
        "inverse_label" => inverse_label: Keyed<String>,
        /// Kinds it may lead from.
        "from" => from: OneOrMany<Spanned<Kind>>,
        /// Kinds it may lead to.
        "to" => to: OneOrMany<Spanned<Kind>>,
        /// Whether following it may never lead back.
        "acyclic" => acyclic: Option<bool>,
        /// Whether what holds for two steps holds for one.
        "transitive" => transitive: Option<bool>,
    }
}

record! {
    /// A term of the glossary.
    GlossaryRecord("a glossary term, {id, names}") {
        /// Its id.
        "id" => id: Name,
        /// Its names in each language, the preferred first.
        "names" => names: Keyed<Vec<Spanned<String>>>,
        /// Names not to be used, in each language.
        #[schemars(default)]
        "forbidden" => forbidden: Keyed<Vec<String>>,
        /// `false` for an everyday word, whose names a translation need not use.
        "check" => check: Option<bool>,
        /// First day it was used.
        "from" => from: Option<Date>,
        /// Last day it was used.
        "until" => until: Option<Date>,
        /// What it means, in each language.
        #[schemars(default)]
        "definition" => definition: Keyed<String>,
    }
}

record! {
    /// A type or role.
    TypeRecord("a type, {id, label}") {
        /// Its id.
        "id" => id: Name,
        /// Its name in each language.
        "label" => label: Keyed<String>,
    }
}

record! {
    /// A status or stage.
    StateRecord("a state, {id, class, label}") {
        /// Its id.
        "id" => id: Name,
        /// What it comes to.
        "class" => class: StateClass,
        /// Its name in each language.
        "label" => label: Keyed<String>,
    }
}

record! {
    /// Types and states of a kind.
    KindTypes("{types, status or stage}") {
        /// The types of this kind.
        #[schemars(default)]
        "types" => types: Vec<TypeRecord>,
        /// The states of a policy.
        "status" => status: Option<Vec<StateRecord>>,
        /// The states of a project or platform.
        "stage" => stage: Option<Vec<StateRecord>>,
    }
}

record! {
    /// Types of a vocabulary's terms.
    TermTypes("{types, roles}") {
        /// The types.
        #[schemars(default)]
        "types" => types: Vec<TypeRecord>,
        /// The roles that an agency may play.
        #[schemars(default)]
        "roles" => roles: Vec<TypeRecord>,
    }
}

record! {
    /// `types.yaml`.
    TypesFile("{policy, project, platform, region, agency}") {
        /// Of policies.
        "policy" => policy: Option<KindTypes>,
        /// Of projects.
        "project" => project: Option<KindTypes>,
        /// Of platforms.
        "platform" => platform: Option<KindTypes>,
        /// Of regions.
        "region" => region: Option<TermTypes>,
        /// Of agencies.
        "agency" => agency: Option<TermTypes>,
    }
}
