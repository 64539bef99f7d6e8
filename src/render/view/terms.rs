//! What the templates of vocabularies and their terms may see.
//!
//! Start with [`TermView`].

use super::{CrumbView, FilterView, KindCount, Pager, ProseView, TermLink, TileMap, Words};
use serde::Serialize;

/// View of `tree.html`: all terms of a vocabulary.
#[derive(Clone, Debug, Serialize)]
pub struct TreeView {
    /// `topics`, `regions` or `agencies`.
    pub vocabulary: &'static str,
    /// In words.
    pub label: String,
    /// How many terms.
    pub total: usize,
    /// The terms without a broader one.
    pub roots: Vec<TreeNode>,
    /// Regions with a place in the schematic map; null for other vocabularies and if none has one.
    pub tiles: Option<TileMap>,
}

/// A term with those below it.
#[derive(Clone, Debug, Serialize)]
pub struct TreeNode {
    /// The term.
    pub term: TermLink,
    /// Entries under it and its narrower terms, each once.
    pub count: usize,
    /// Narrower terms.
    pub children: Vec<TreeNode>,
}

/// View of `term.html`: a topic, region or agency, and the entries under it.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// `topics`, `regions` or `agencies`.
    pub vocabulary: &'static str,
    /// One of it, in words: "Topic".
    pub vocabulary_label: String,
    /// The term.
    pub term: TermLink,
    /// Its label in the other languages of the site, each with the page there.
    pub other_labels: Vec<CrumbView>,
    /// Other names in the page's language.
    pub alternatives: Vec<Words>,
    /// Its type in words.
    pub type_label: Option<Words>,
    /// Its code, as in GB/T 2260.
    pub code: Option<String>,
    /// Its prose.
    pub prose: Option<ProseView>,
    /// Narrower terms.
    pub narrower: Vec<TreeNode>,
    /// Where a region stands in the schematic map; only on the first page.
    pub tiles: Option<TileMap>,
    /// The columns of `rows`, in order.
    pub columns: Vec<ColumnView>,
    /// What the entries on this page say under each of the columns, each entry as HTML: `row.html`,
    /// drawn with `entry`, an [`EntrySummary`], and `cells`, a list of [`SectionCell`]. Empty if no entry
    /// has any of the sections; one that has none shows its summary.
    pub rows: Vec<String>,
    /// How many entries of each kind.
    pub kinds: Vec<KindCount>,
    /// How many in all.
    pub total: usize,
    /// Those on this page, each as HTML: `item.html`, drawn with `entry`, an [`EntrySummary`].
    pub items: Vec<String>,
    /// The filter; null for a short list.
    pub filter: Option<FilterView>,
    /// The pages.
    pub pager: Pager,
}

/// A column: one section of the entries, side by side.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// The id of the section.
    pub section: String,
    /// The heading.
    pub label: Words,
}

/// What an entry says under one column.
#[derive(Clone, Debug, Serialize)]
pub struct SectionCell {
    /// The column.
    pub column: ColumnView,
    /// The section on the entry's page; null if the entry has none.
    pub href: Option<String>,
    /// Its text as HTML; empty if the entry has none.
    pub html: String,
    /// The language of the text, only where it is not the page's.
    pub text_lang: Option<String>,
}
