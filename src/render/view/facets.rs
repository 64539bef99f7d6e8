//! What templates may see of the ways to narrow a list: lists by one value, and the filter.
//!
//! Start with [`FacetsView`] and [`FilterView`].

use super::{KindCount, StateView, Words};
use serde::Serialize;

/// The lists of a kind by status and by year, with how many entries each has.
#[derive(Clone, Debug, Serialize)]
pub struct FacetsView {
    /// The list of all.
    pub all: FacetLink,
    /// What the state of this kind is called: `status` or `stage`.
    pub field: &'static str,
    /// By status or stage, as the vocabulary lists them.
    pub states: Vec<FacetLink>,
    /// By year, then without one.
    pub years: Vec<FacetLink>,
    /// The one shown: `status` or `year`; null where all are.
    pub shown: Option<&'static str>,
}

/// A list by one value.
#[derive(Clone, Debug, Serialize)]
pub struct FacetLink {
    /// The value in words.
    pub label: Words,
    /// The state, for its shape; null for others.
    pub state: Option<StateView>,
    /// Its first page.
    pub href: String,
    /// How many entries it has.
    pub count: usize,
    /// Whether this page is of that list.
    pub current: bool,
}

/// What the filter of a list needs; the script `filter.js` makes the filter out of it.
#[derive(Clone, Debug, Serialize)]
pub struct FilterView {
    /// The file with all entries, for a list of several pages; null if `data` has them.
    pub href: Option<String>,
    /// What the entries of a list of one page can be chosen by, as JSON that may stand in a page.
    pub data: Option<String>,
    /// What all entries of the list have in common, as the query of an address.
    pub base: String,
    /// What the state is called: `status` or `stage`; `status` where kinds meet.
    pub field: &'static str,
    /// The kinds of its entries.
    pub kinds: Vec<KindCount>,
    /// The states that its entries may have.
    pub states: Vec<FilterState>,
}

/// A state of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct FilterState {
    /// `policy`, `project` or `platform`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_label: String,
    /// The segment of the kind's addresses.
    pub folder: &'static str,
    /// The state.
    pub state: StateView,
}
