//! What the templates of the matrix and of its cells may see, and the weave of the home page.
//!
//! Start with [`WeaveView`].

use super::{FilterView, KindCount, Pager, TermLink, Words};
use serde::Serialize;

/// How many entries meet where: each topic is a thread that runs down, so a column; each region is
/// a thread that runs across, so a row.
#[derive(Clone, Debug, Serialize)]
pub struct WeaveView {
    /// The topics.
    pub columns: Vec<WeaveHead>,
    /// One row a region.
    pub rows: Vec<WeaveRow>,
}

/// A topic at the head of its column.
#[derive(Clone, Debug, Serialize)]
pub struct WeaveHead {
    /// The topic.
    pub term: TermLink,
    /// How far below the highest topics it stands; 0 for those.
    pub level: u8,
    /// Entries under it, each once.
    pub count: usize,
}

/// A region's row of the weave.
#[derive(Clone, Debug, Serialize)]
pub struct WeaveRow {
    /// The region.
    pub term: TermLink,
    /// How far below the highest regions of the weave it stands; 0 for those.
    pub level: u8,
    /// Entries under it, each once.
    pub count: usize,
    /// One cell a topic.
    pub cells: Vec<WeaveCell>,
}

/// Where a topic and a region meet.
#[derive(Clone, Debug, Serialize)]
pub struct WeaveCell {
    /// How many entries.
    pub count: usize,
    /// 0 to 4: none, 1-2, 3-7, 8-15, 16 and more.
    pub size: u8,
    /// The page of those entries; null where there are none.
    pub href: Option<String>,
}

/// View of `matrix.html`: topics by regions.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// The table; null if there is nothing to cross.
    pub weave: Option<WeaveView>,
    /// How many topics it shows.
    pub topics: usize,
    /// How many regions it shows.
    pub regions: usize,
    /// Whether narrower terms are left out because all would be too many.
    pub shortened: bool,
}

/// View of `crossing.html`: what a topic and a region have in common.
#[derive(Clone, Debug, Serialize)]
pub struct CrossingView {
    /// The topic.
    pub topic: TermLink,
    /// The region.
    pub region: TermLink,
    /// Where narrower topics meet the region.
    pub narrower_topics: Vec<CrossingLink>,
    /// Where the topic meets narrower regions.
    pub narrower_regions: Vec<CrossingLink>,
    /// How many entries of each kind.
    pub kinds: Vec<KindCount>,
    /// How many in all.
    pub total: usize,
    /// Those on this page, each as HTML: `item.html`, drawn with `entry`, an [`super::EntrySummary`].
    pub items: Vec<String>,
    /// The filter; null for a short list.
    pub filter: Option<FilterView>,
    /// The pages.
    pub pager: Pager,
}

/// A narrower crossing.
#[derive(Clone, Debug, Serialize)]
pub struct CrossingLink {
    /// The narrower term.
    pub label: Words,
    /// The page of the crossing.
    pub href: String,
    /// How many entries.
    pub count: usize,
}
