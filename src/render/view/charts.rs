//! What the pieces that draw charts and maps may see.
//!
//! All geometry is settled here: lengths along a bar are percentages of the drawing's width, so that
//! its text keeps its size on any screen; everything else is in pixels of CSS.
//!
//! Start with [`BarChart`].

use super::{CrumbView, TermLink, Words};
use serde::Serialize;

/// The figures of one series as bars from a common zero.
#[derive(Clone, Debug, Serialize)]
pub struct BarChart {
    /// What is measured.
    pub title: Words,
    /// The scale in words.
    pub description: String,
    /// The bars, promises first.
    pub bars: Vec<Bar>,
    /// How far from the top the bars end.
    pub height: usize,
    /// Where zero stands.
    pub zero: String,
    /// Where the scale ends.
    pub end: String,
    /// The marks of the scale, zero among them.
    pub ticks: Vec<Tick>,
}

/// A bar of a [`BarChart`], or the place of one that is not recorded.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// `target`, `expected`, `actual`, or `missing` where the entries record none.
    pub state: &'static str,
    /// The lines above it: the state, and the figure with its unit or that it is missing.
    pub above: Vec<LabelLine>,
    /// The lines below it: when.
    pub below: Vec<String>,
    /// How far from the top its lines begin.
    pub top: usize,
    /// How far from the top the bar begins.
    pub y: usize,
    /// Where the bar begins, from the left.
    pub start: String,
    /// How long it is.
    pub length: String,
    /// Where its value stands: its far end from zero.
    pub end: String,
    /// Whether the source leaves the value open, as in "about" or "over".
    pub open: bool,
    /// Whether it runs to the left of zero.
    pub below_zero: bool,
    /// For a range, where it ends.
    pub reach: Option<String>,
}

/// A line of text above a bar.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LabelLine {
    /// What the figure is, or a part of it; may be empty.
    pub name: String,
    /// The figure, or a part of it; may be empty.
    pub value: String,
}

/// A mark of a scale.
#[derive(Clone, Debug, Serialize)]
pub struct Tick {
    /// Where.
    pub at: String,
    /// Its number.
    pub label: String,
}

/// A chart of one series of an entry.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesChart {
    /// The indicator and its page.
    pub indicator: CrumbView,
    /// What span of time the figures speak of, in words.
    pub basis: String,
    /// The region, if they speak of a part only.
    pub region: Option<TermLink>,
    /// The chart.
    pub chart: BarChart,
}

/// How many milestones fall into each span of time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeChart {
    /// `month`, `year` or `years`.
    pub step: &'static str,
    /// The states that occur, in order.
    pub states: Vec<TimeState>,
    /// The spans in order; milestones without a date last.
    pub columns: Vec<TimeColumn>,
    /// How wide the drawing is.
    pub width: usize,
    /// How wide a column is.
    pub column: usize,
    /// How far from the top the bars stand.
    pub base: usize,
}

/// A state of milestones.
#[derive(Clone, Debug, Serialize)]
pub struct TimeState {
    /// `planned`, `actual`, `missed` or `cancelled`.
    pub id: &'static str,
    /// In words.
    pub label: String,
}

/// A span of time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeColumn {
    /// The span in words.
    pub label: String,
    /// Whether it holds the milestones without a date.
    pub undated: bool,
    /// Where its milestones stand in the list; null if it has none.
    pub href: Option<String>,
    /// One bar a state.
    pub bars: Vec<TimeBar>,
}

/// The milestones of one state in one span of time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeBar {
    /// The state.
    pub state: &'static str,
    /// How many.
    pub count: usize,
    /// From the left.
    pub x: usize,
    /// How high; 0 for none.
    pub height: usize,
}

/// Regions as tiles; the places are schematic.
#[derive(Clone, Debug, Serialize)]
pub struct TileMap {
    /// How many columns.
    pub columns: usize,
    /// How many rows.
    pub rows: usize,
    /// The tiles, in the order of the list of regions.
    pub tiles: Vec<Tile>,
}

/// A region of a [`TileMap`].
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// The column, from 0.
    pub column: usize,
    /// The row, from 0.
    pub row: usize,
    /// The region.
    pub term: TermLink,
    /// Its label in lines short enough for a tile.
    pub lines: Vec<String>,
    /// Entries under it.
    pub count: usize,
    /// 0 to 4, as in the weave.
    pub size: u8,
    /// Whether it is the region of this page, lies in it, or holds it where nothing else does.
    pub marked: bool,
    /// Whether its page is this one.
    pub current: bool,
}
