//! What a template may see of the drawing of an entry and what it stands in relation to.
//!
//! Places are in units of the drawing, from its upper left; texts are broken into lines that fit.
//!
//! Start with [`GraphView`].

use serde::Serialize;

/// An entry and its relations, drawn: a thread that runs down stands for the entry, on both sides of
/// it what is related to it, by type.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GraphView {
    /// The drawing's width.
    pub width: u32,
    /// The drawing's height.
    pub height: u32,
    /// How far from the left the thread runs.
    pub thread: u32,
    /// Where it begins.
    pub top: u32,
    /// Where the entry's name is anchored: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The entry's name in lines.
    pub title: Vec<GraphLine>,
    /// The language of the name, where it is not the page's.
    pub lang: Option<String>,
    /// The types of relations.
    pub groups: Vec<GraphGroup>,
}

/// One type of relation with those that stand in it.
#[derive(Clone, Debug, Serialize)]
pub struct GraphGroup {
    /// The relation in words, as its arrow runs.
    pub label: GraphLine,
    /// The language of these words, where it is not the page's.
    pub lang: Option<String>,
    /// `to` if the relation leads from this entry to the others, `from` if the other way, `both` if
    /// its sides are the same.
    pub direction: &'static str,
    /// Whether it stands on the left.
    pub left: bool,
    /// The entries; a single sum where they are too many.
    pub nodes: Vec<GraphNode>,
}

/// An entry at the other end of a relation, or the number of those that are.
#[derive(Clone, Debug, Serialize)]
pub struct GraphNode {
    /// Where the line runs.
    pub y: u32,
    /// Where the line ends, before the mark.
    pub end: u32,
    /// The middle of the mark.
    pub mark: u32,
    /// Its name in lines.
    pub lines: Vec<GraphLine>,
    /// The language of the name, where it is not the page's.
    pub lang: Option<String>,
    /// Where it leads: a path below the root, or an anchor of this page for a sum.
    pub href: String,
    /// How many entries a sum stands for; 0 for an entry.
    pub sum: usize,
    /// `policy`, `project` or `platform`; empty for a sum.
    pub kind: &'static str,
    /// What the state comes to.
    pub class: &'static str,
    /// The state.
    pub state: String,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphLine {
    /// Where it is anchored.
    pub x: u32,
    /// Its base line.
    pub y: u32,
    /// The text.
    pub text: String,
}
