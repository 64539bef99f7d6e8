//! What the template of an entry may see.
//!
//! Facts, promises and relations come as rows, in the order in which they are shown; nothing is left
//! for a template to sort or to look up.
//!
//! Start with [`EntryView`].

use super::{
    CiteView, CrumbView, DateView, EntrySummary, GraphView, HistoryView, LanguageView, NoteView,
    ReferenceView, SeriesChart, SourceLink, StaleView, TermLink, Words,
};
use serde::Serialize;

/// View of `entry.html`: a policy, project or platform.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The entry.
    pub entry: EntrySummary,
    /// Short title.
    pub short_title: Option<Words>,
    /// Its title in the other languages of the site, each with the page there.
    pub other_titles: Vec<CrumbView>,
    /// Other names.
    pub aliases: Vec<Words>,
    /// Names it once had.
    pub former_names: Vec<FormerNameView>,
    /// The language whose text counts.
    pub authority: LanguageView,
    /// How far the translation on this page can be trusted: `official`, `reviewed`, `unreviewed`,
    /// `machine`; null on the original's page and on a fallback.
    pub translation: Option<&'static str>,
    /// Whether the text is the original's because there is no translation.
    pub fallback: bool,
    /// What of the translation is older than its original; empty if nothing is.
    pub stale: Vec<StaleView>,
    /// The page that shows the original and a translation side by side; null if there is no translation.
    pub compare: Option<String>,
    /// The language of summary and text, only where it is not the page's.
    pub text_lang: Option<String>,
    /// The rows of the facts table; the names of the entry are not among them.
    pub facts: Vec<FactRow>,
    /// Promised and done, side by side.
    pub promises: Vec<PromiseRow>,
    /// The series of two or more figures among them, drawn.
    pub charts: Vec<SeriesChart>,
    /// The text as HTML; may be empty.
    pub body: String,
    /// The headings of the text.
    pub contents: Vec<ContentsItem>,
    /// Relations by type, inverse sides among them.
    pub relations: Vec<RelationGroup>,
    /// The same, drawn; null if there are none.
    pub graph: Option<GraphView>,
    /// Entries whose text names or links this one, without those in `relations`.
    pub mentions: Vec<EntrySummary>,
    /// The sources it rests on.
    pub sources: Vec<SourceUse>,
    /// The paragraphs it cites, each once.
    pub notes: Vec<NoteView>,
    /// The changes of its files; null if nobody keeps record.
    pub history: Option<HistoryView>,
    /// How the page is cited.
    pub reference: ReferenceView,
    /// The day someone last compared it with its sources.
    pub checked: Option<DateView>,
    /// Set when the entry is withdrawn; then nothing else of it is to be shown.
    pub withdrawn: Option<WithdrawnView>,
}

/// A name an entry once had.
#[derive(Clone, Debug, Serialize)]
pub struct FormerNameView {
    /// The name.
    pub name: Words,
    /// Until when.
    pub until: Option<DateView>,
    /// Where that is said.
    pub cites: Vec<CiteView>,
}

/// The notice of a withdrawn entry.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawnView {
    /// Since when.
    pub date: DateView,
    /// Why.
    pub reason: Words,
    /// What to read instead.
    pub see: Option<CrumbView>,
}

/// A row of the facts table.
#[derive(Clone, Debug, Serialize)]
pub struct FactRow {
    /// The fact's key, such as `regions`.
    pub key: String,
    /// The fact in words.
    pub label: String,
    /// The values; empty if unknown.
    pub items: Vec<FactItem>,
    /// Why it is unknown; several reasons where facts without a name of their own share the row.
    pub unknown: Vec<Words>,
}

/// A value of a fact.
#[derive(Clone, Debug, Serialize)]
pub struct FactItem {
    /// The value in words.
    pub text: Words,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether that is outside the site: a whole address, not a path.
    pub outside: bool,
    /// What part it plays, such as an agency's role.
    pub role: Option<Words>,
    /// Where it is said.
    pub cites: Vec<CiteView>,
}

/// One thing that was promised, done, or both.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseRow {
    /// `milestone` or `observation`.
    pub kind: &'static str,
    /// What it is: an indicator's label with its unit, or a milestone's text.
    pub label: Words,
    /// The page of the indicator; null for milestones.
    pub href: Option<String>,
    /// What was promised.
    pub promised: Vec<PromiseItem>,
    /// What was done.
    pub done: Vec<PromiseItem>,
}

/// One promise or one result.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseItem {
    /// `target`, `expected`, `actual`; `planned`, `missed`, `cancelled`.
    pub state: &'static str,
    /// The state in words, where it is not plain from the column.
    pub state_label: Option<String>,
    /// The figure with its unit; null for milestones.
    pub value: Option<String>,
    /// When, in words: a date, a period, "by 2020", "as of June 2018".
    pub when: Option<String>,
    /// Where, if the figure is for a part only.
    pub region: Option<TermLink>,
    /// A remark.
    pub note: Option<Words>,
    /// Where it is said.
    pub cites: Vec<CiteView>,
}

/// A heading of a text.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsItem {
    /// The anchor.
    pub id: String,
    /// The text.
    pub text: Words,
    /// 2 or 3.
    pub level: u8,
}

/// Relations of one type.
#[derive(Clone, Debug, Serialize)]
pub struct RelationGroup {
    /// The anchor of the group on the page.
    pub id: String,
    /// The relation in words, from this entry's side.
    pub label: Words,
    /// The entries at the other end, where they are few.
    pub items: Vec<RelationItem<EntrySummary>>,
    /// The same by kind, where they are many.
    pub folds: Vec<RelationFold>,
}

/// Many relations of one type, to entries of one kind: folded until a reader opens them.
#[derive(Clone, Debug, Serialize)]
pub struct RelationFold {
    /// The kind, as in [`EntrySummary`].
    pub kind: &'static str,
    /// The kind in words, of many.
    pub label: String,
    /// How many there are.
    pub count: usize,
    /// The entries at the other end.
    pub items: Vec<RelationItem<EntrySummary>>,
}

/// One relation; `E` is [`EntrySummary`].
#[derive(Clone, Debug, Serialize)]
pub struct RelationItem<E> {
    /// The entry at the other end.
    pub entry: E,
    /// Whether the other entry says so, not this one.
    pub inverse: bool,
    /// Where that is said.
    pub cites: Vec<CiteView>,
}

/// A source and the paragraphs used of it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceUse {
    /// The source.
    pub source: SourceLink,
    /// The paragraphs.
    pub paragraphs: Vec<CiteView>,
}
