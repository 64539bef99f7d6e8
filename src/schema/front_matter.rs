//! What an author may write between the `---` lines of a Markdown file or a source.
//!
//! The doc comments of fields are shown by editors, through the JSON Schema.

use super::{
    decode::{Decode, Keyed, OneOrMany, Reading, decode_short, record},
    node::{Node, NodeValue},
};
use crate::{
    input::Spanned,
    model::{
        choice::{Basis, Kind, MilestoneState, ObservationState, Qualifier, TranslationStatus},
        date::{Date, Period, When},
        decimal::Decimal,
        doc::SourceRef,
    },
};

/// A name as written: an id of an entry, term, indicator or source.
pub type Name = Spanned<String>;
/// Paragraphs that a fact rests on.
pub type Cite = OneOrMany<Spanned<SourceRef>>;

record! {
    /// The front matter of an entry in its original language: the facts, and the words of that language.
    EntryFront("the front matter of an entry, `key: value`") {
        /// The name of the entry.
        #[schemars(extend("examples" = ["Example Intercity Railway"]))]
        "title" => title: Spanned<String>,
        /// A shorter name for narrow places.
        #[schemars(extend("examples" = ["Example Intercity"]))]
        "short_title" => short_title: Option<Spanned<String>>,
        /// Other names; texts that use them are linked to this entry.
        #[schemars(default)]
        #[schemars(extend("examples" = [["Example line"]]))]
        "aliases" => aliases: Vec<Alias>,
        /// One or two sentences that say what it is; covered by `cite`.
        #[schemars(extend("examples" = ["An intercity railway that joins A and B."]))]
        "summary" => summary: Spanned<String>,
        /// What the title is sorted and read as, where the automatic order is wrong.
        #[schemars(extend("examples" = ["Example Intercity Railway"]))]
        "sort" => sort: Option<String>,
        /// A type of this kind, from `types.yaml`.
        #[schemars(extend("examples" = ["railway"]))]
        "type" => entry_type: Name,
        /// Topics, from `topics.yaml`.
        #[schemars(extend("examples" = [["rail"]]))]
        "topics" => topics: Vec<Name>,
        /// Regions, from `regions.yaml`.
        #[schemars(extend("examples" = [["region-a", "region-b"]]))]
        "regions" => regions: Vec<Name>,
        /// Agencies with the part they play, from `agencies.yaml`.
        #[schemars(extend("examples" = [[{"agency": "agency-a", "role": "lead"}]]))]
        "agencies" => agencies: Option<Vec<AgencyField>>,
        /// The status of a policy, with its date and source.
        #[schemars(extend("examples" = [
            {"value": "in-force", "as_of": "2018-07-25", "cite": "source-x#P22"}
        ]))]
        "status" => status: Option<Spanned<StateField>>,
        /// The stage of a project or platform, with its date and source.
        #[schemars(extend("examples" = [
            {"value": "planned", "as_of": "2018-07-25", "cite": "source-x#P25"}
        ]))]
        "stage" => stage: Option<Spanned<StateField>>,
        /// The day a policy was made.
        #[schemars(extend("examples" = ["2018-07-20"]))]
        "made" => made: Option<Spanned<Date>>,
        /// The day a policy was published.
        #[schemars(extend("examples" = ["2018-07-25"]))]
        "published" => published: Option<Spanned<Date>>,
        /// The day a policy came into force.
        #[schemars(extend("examples" = ["2018-08-01"]))]
        "in_force" => in_force: Option<Spanned<Date>>,
        /// The last day a policy is in force.
        #[schemars(extend("examples" = ["2020-12-31"]))]
        "ends" => ends: Option<Spanned<Date>>,
        /// The number of the document.
        #[schemars(extend("examples" = ["No. 12 of 2018"]))]
        "doc_no" => doc_no: Option<Spanned<String>>,
        /// The index number of the document.
        #[schemars(extend("examples" = ["X-2018-0012"]))]
        "index_no" => index_no: Option<Spanned<String>>,
        /// When it runs: a date or an interval.
        #[schemars(extend("examples" = ["2018/2020"]))]
        "period" => period: Option<Spanned<Period>>,
        /// The day a platform was established.
        #[schemars(extend("examples" = ["2018-05"]))]
        "established" => established: Option<Spanned<Date>>,
        /// Relations to other entries, by the id of the relation.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"implements": [{"to": "plan-x", "cite": "source-x#P16"}]}]))]
        "relations" => relations: Keyed<OneOrMany<RelationField>>,
        /// Events, promised or past.
        #[schemars(default)]
        #[schemars(extend("examples" = [
            [{"id": "opening", "date": "2019-09", "state": "planned",
            "text": "Opening of the whole line", "cite": "source-x#P25"}]
        ]))]
        "milestones" => milestones: Vec<MilestoneField>,
        /// Figures: targets and results.
        #[schemars(default)]
        #[schemars(extend("examples" = [
            [{"indicator": "length-km", "state": "actual", "value": 92.4, "qualifier": "about",
            "basis": "level", "as_of": "2018-06", "cite": "source-x#P25"}]
        ]))]
        "observations" => observations: Vec<ObservationField>,
        /// Facts that the sources do not give, each with the reason.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"cost": "Not given in the source"}]))]
        "unknown" => unknown: Keyed<String>,
        /// Addresses elsewhere that mean the same thing.
        #[schemars(default)]
        #[schemars(extend("examples" = [["https://www.wikidata.org/wiki/Q1"]]))]
        "same_as" => same_as: OneOrMany<Spanned<String>>,
        /// Ids this entry had before; their addresses lead here.
        #[schemars(default)]
        #[schemars(extend("examples" = [["old-id"]]))]
        "redirect_from" => redirect_from: OneOrMany<Name>,
        /// Names it once had.
        #[schemars(default)]
        #[schemars(extend("examples" = [
            [{"id": "first-name", "name": "Example Railway", "until": "2017-12-31",
            "cite": "source-x#P3"}]
        ]))]
        "former_names" => former_names: Vec<FormerNameField>,
        /// The day someone last compared the entry with its sources.
        #[schemars(extend("examples" = ["2018-08-01"]))]
        "checked" => checked: Option<Date>,
        /// Not published unless drafts are asked for.
        #[schemars(extend("examples" = [true]))]
        "draft" => draft: Option<bool>,
        /// The entry is withdrawn; its address stays, with a notice.
        #[schemars(extend("examples" = [
            {"date": "2019-01-01", "reason": "Merged with another entry", "see": "plan-x"}
        ]))]
        "withdrawn" => withdrawn: Option<WithdrawnField>,
        /// Findings that do not apply, each with the reason.
        #[schemars(default)]
        #[schemars(extend("examples" = [
            [{"code": "heading-order", "reason": "The order is that of the source"}]
        ]))]
        "allow" => allow: Vec<AllowField>,
        /// The paragraphs the entry rests on.
        #[schemars(extend("examples" = [["source-x#P16", "source-x#P25"]]))]
        "cite" => cite: Cite,
    }
}

/// Fields that only some kinds have.
const ONLY: &[(&str, &[Kind])] = &[
    ("status", &[Kind::Policy]),
    ("made", &[Kind::Policy]),
    ("published", &[Kind::Policy]),
    ("in_force", &[Kind::Policy]),
    ("ends", &[Kind::Policy]),
    ("doc_no", &[Kind::Policy]),
    ("index_no", &[Kind::Policy]),
    ("stage", &[Kind::Project, Kind::Platform]),
    ("established", &[Kind::Platform]),
];

/// Whether a field may stand in an entry of this kind.
pub fn allows(kind: Kind, key: &str) -> bool {
    ONLY.iter().find(|(name, _)| *name == key).is_none_or(|(_, kinds)| kinds.contains(&kind))
}

/// The field that holds the state of an entry.
pub fn state_field(kind: Kind) -> &'static str {
    if kind == Kind::Policy { "status" } else { "stage" }
}

/// Fields that an entry of this kind has, or names in `unknown` with the reason.
pub fn expected(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Policy => &["made", "published", "agencies", "doc_no"],
        Kind::Project => &["period", "agencies"],
        Kind::Platform => &["established", "agencies"],
    }
}

record! {
    /// An alias with the text it is sorted as, and whether running text is linked by it.
    SortedAlias("a name, or {name, sort, link}") {
        /// The name.
        "name" => name: Spanned<String>,
        /// What it is sorted and read as.
        "sort" => sort: Option<String>,
        /// `false` for a name too common to be linked wherever it stands; it is still found by search.
        "link" => link: Option<bool>,
    }
}

/// Another name of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The name.
    pub name: Spanned<String>,
    /// What it is sorted as, where the automatic order is wrong.
    pub sort: Option<String>,
    /// Whether it is linked where it stands in running text.
    pub link: bool,
}

impl Decode for Alias {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let SortedAlias { name, sort, link } =
            decode_short(node, reading, |name| SortedAlias { name, sort: None, link: None })?;
        Some(Self { name, sort, link: link.unwrap_or(true) })
    }
}

record! {
    /// An agency and the part it plays.
    AgencyRole("an agency, or {agency, role}") {
        /// The agency, from `agencies.yaml`.
        "agency" => agency: Name,
        /// Its role, from `types.yaml`.
        "role" => role: Option<Name>,
        /// The paragraphs that say so.
        #[schemars(default)]
        "cite" => cite: Cite,
    }
}

/// An agency of an entry: its id alone, or with its role.
#[derive(Clone, Debug, PartialEq)]
pub struct AgencyField(pub AgencyRole);

impl Decode for AgencyField {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let alone = |agency| AgencyRole { agency, role: None, cite: OneOrMany(Vec::new()) };
        decode_short(node, reading, alone).map(Self)
    }
}

record! {
    /// A status or stage with its date and source.
    DatedState("a state, or {value, as_of, cite}") {
        /// The value, from `types.yaml`.
        "value" => value: Name,
        /// The day it is known for; the day the cited source was published if left out.
        "as_of" => as_of: Option<Date>,
        /// The paragraphs that say so.
        #[schemars(default)]
        "cite" => cite: Cite,
    }
}

/// A status or stage: a value alone, or with its date and source.
#[derive(Clone, Debug, PartialEq)]
pub struct StateField(pub DatedState);

impl Decode for StateField {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let alone = |value| DatedState { value, as_of: None, cite: OneOrMany(Vec::new()) };
        decode_short(node, reading, alone).map(Self)
    }
}

record! {
    /// A related entry with its source.
    CitedRelation("an entry, or {to, cite}") {
        /// The entry at the other end.
        "to" => to: Name,
        /// The paragraphs that say so.
        #[schemars(default)]
        "cite" => cite: Cite,
    }
}

/// A related entry: its id alone, or with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationField(pub CitedRelation);

impl Decode for RelationField {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let alone = |to| CitedRelation { to, cite: OneOrMany(Vec::new()) };
        decode_short(node, reading, alone).map(Self)
    }
}

record! {
    /// An event, promised or past.
    MilestoneField("a milestone, {id, date, state, text, cite}") {
        /// Its id within the entry; translations give its text under it.
        "id" => id: Name,
        /// When: a date, an interval, or `unknown`.
        "date" => date: Spanned<When>,
        /// How far it has come.
        "state" => state: Spanned<MilestoneState>,
        /// What happens, in a few words.
        "text" => text: Spanned<String>,
        /// The paragraphs that say so.
        #[schemars(default)]
        "cite" => cite: Cite,
    }
}

record! {
    /// A range of values.
    RangeField("a number, or {from, to}") {
        /// The smaller end.
        "from" => from: Decimal,
        /// The larger end.
        "to" => to: Decimal,
    }
}

/// A figure: a number or a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// One number.
    One(Decimal),
    /// Between two numbers.
    Range(Decimal, Decimal),
}

impl Decode for Value {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        if matches!(node.value, NodeValue::Map(_)) {
            let range = RangeField::decode(node, reading)?;
            return Some(Self::Range(range.from, range.to));
        }
        Decimal::decode(node, reading).map(Self::One)
    }
}

record! {
    /// A figure: a target, or a result.
    ObservationField("an observation, {indicator, state, value, cite, ...}") {
        /// Its id within the entry, where a translation gives its note.
        "id" => id: Option<Name>,
        /// What is measured, from `indicators.yaml`.
        "indicator" => indicator: Name,
        /// Promised, reached or expected.
        "state" => state: Spanned<ObservationState>,
        /// The number in the indicator's unit, or {from, to}.
        "value" => value: Spanned<Value>,
        /// How exact it is, as the source puts it.
        "qualifier" => qualifier: Option<Qualifier>,
        /// What span of time it speaks of.
        "basis" => basis: Option<Basis>,
        /// The day it is known for (level, cumulative).
        "as_of" => as_of: Option<Spanned<Date>>,
        /// The span of time it covers (required for basis period).
        "period" => period: Option<Spanned<Period>>,
        /// When a target is due, or `unknown`.
        "due" => due: Option<Spanned<When>>,
        /// The region, if it speaks of a part only.
        "region" => region: Option<Name>,
        /// A remark.
        "note" => note: Option<String>,
        /// The paragraphs that say so.
        "cite" => cite: Spanned<Cite>,
    }
}

record! {
    /// A name an entry once had.
    FormerNameField("a former name, {id, name, until, cite}") {
        /// Its id within the entry.
        "id" => id: Name,
        /// The name.
        "name" => name: Spanned<String>,
        /// The last day it was used.
        "until" => until: Option<Date>,
        /// The paragraphs that say so.
        #[schemars(default)]
        "cite" => cite: Cite,
    }
}

record! {
    /// Why and when an entry was withdrawn.
    WithdrawnField("{date, reason, see}") {
        /// Since when.
        "date" => date: Date,
        /// Why.
        "reason" => reason: String,
        /// What to read instead: an entry.
        "see" => see: Option<Name>,
    }
}

record! {
    /// A finding that does not apply here.
    AllowField("{code, section, text, reason}") {
        /// The code of the finding.
        "code" => code: Name,
        /// Only in this section.
        "section" => section: Option<String>,
        /// Only where this text stands in the line.
        "text" => text: Option<String>,
        /// Why it does not apply.
        "reason" => reason: String,
    }
}

record! {
    /// How a translation relates to its original.
    TranslationField("{status, of}") {
        /// How far it can be trusted.
        "status" => status: TranslationStatus,
        /// The digest of each section of the original it was made from, by section; `jingwei stamp`
        /// writes it after review.
        #[schemars(default)]
        "of" => of: Keyed<String>,
    }
}

record! {
    /// The front matter of a translation: words only.
    TranslationFront("the front matter of a translation, `key: value`") {
        /// The name of the entry in this language.
        #[schemars(extend("examples" = ["Example Intercity Railway"]))]
        "title" => title: Option<Spanned<String>>,
        /// A shorter name for narrow places.
        #[schemars(extend("examples" = ["Example Intercity"]))]
        "short_title" => short_title: Option<Spanned<String>>,
        /// Other names in this language.
        #[schemars(default)]
        #[schemars(extend("examples" = [["Example line"]]))]
        "aliases" => aliases: Vec<Alias>,
        /// The summary in this language.
        #[schemars(extend("examples" = ["An intercity railway that joins A and B."]))]
        "summary" => summary: Option<Spanned<String>>,
        /// What the title is sorted and read as, where the automatic order is wrong.
        #[schemars(extend("examples" = ["Example Intercity Railway"]))]
        "sort" => sort: Option<String>,
        /// Reasons for unknown facts, under the keys of the original.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"cost": "Not given in the source"}]))]
        "unknown" => unknown: Keyed<String>,
        /// Texts of milestones, under their ids.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"opening": "Opening of the whole line"}]))]
        "milestones" => milestones: Keyed<String>,
        /// Notes of observations, under their ids.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"length": "Without the branch to the airport"}]))]
        "observations" => observations: Keyed<String>,
        /// Former names, under their ids.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"first-name": "Example Railway"}]))]
        "former_names" => former_names: Keyed<String>,
        /// The reason of a withdrawal.
        #[schemars(extend("examples" = ["Merged with another entry"]))]
        "withdrawn" => withdrawn: Option<String>,
        /// How it relates to its original.
        #[schemars(extend("examples" = [{"status": "unreviewed"}]))]
        "translation" => translation: TranslationField,
    }
}

record! {
    /// The front matter of a page.
    PageFront("the front matter of a page, `key: value`") {
        /// The title of the page.
        #[schemars(extend("examples" = ["About this site"]))]
        "title" => title: Spanned<String>,
        /// One sentence that says what it is about.
        #[schemars(extend("examples" = ["What this site is and what it rests on."]))]
        "summary" => summary: Option<Spanned<String>>,
        /// Not published unless drafts are asked for.
        #[schemars(extend("examples" = [true]))]
        "draft" => draft: Option<bool>,
        /// Makes the file a translation.
        #[schemars(extend("examples" = [{"status": "unreviewed"}]))]
        "translation" => translation: Option<TranslationField>,
    }
}

record! {
    /// The front matter of the prose of a vocabulary term.
    TermFront("the front matter of a term, `key: value`") {
        /// One or two sentences about the term; covered by `cite`.
        #[schemars(extend("examples" = ["The valley is the smallest of the three regions."]))]
        "summary" => summary: Option<Spanned<String>>,
        /// The paragraphs it rests on.
        #[schemars(default)]
        #[schemars(extend("examples" = [["source-x#P3"]]))]
        "cite" => cite: Cite,
        /// Makes the file a translation.
        #[schemars(extend("examples" = [{"status": "unreviewed"}]))]
        "translation" => translation: Option<TranslationField>,
    }
}
