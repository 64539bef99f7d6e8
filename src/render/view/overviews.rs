//! What the templates of the timeline and of indicators may see.
//!
//! Start with [`TimelineView`].

use super::{BarChart, CiteView, CrumbView, DateView, Pager, PromiseItem, TermLink, TimeChart, Words};
use serde::Serialize;

/// View of `timeline.html`: the milestones of all entries in time.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// How many milestones in all.
    pub total: usize,
    /// How many of them have no date.
    pub undated: usize,
    /// The whole at a glance; only on the first page, and only if there are milestones.
    pub chart: Option<TimeChart>,
    /// Those on this page.
    pub years: Vec<YearView>,
    /// The pages.
    pub pager: Pager,
}

/// The milestones of a year, or those without a date.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The anchor.
    pub id: String,
    /// The year in words.
    pub label: String,
    /// Those of which no month is known.
    pub moments: Vec<MomentView>,
    /// The months.
    pub months: Vec<MonthView>,
}

/// The milestones of a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// The anchor.
    pub id: String,
    /// The month in words.
    pub label: String,
    /// Its milestones.
    pub moments: Vec<MomentView>,
}

/// A milestone.
#[derive(Clone, Debug, Serialize)]
pub struct MomentView {
    /// When, as precisely as it is known.
    pub when: Option<DateView>,
    /// `planned`, `actual`, `missed` or `cancelled`.
    pub state: &'static str,
    /// The state in words.
    pub state_label: String,
    /// What happens.
    pub text: Words,
    /// The entry.
    pub entry: CrumbView,
    /// Where that is said.
    pub cites: Vec<CiteView>,
}

/// View of `indicators.html`: all indicators.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorsView {
    /// How many in all.
    pub total: usize,
    /// Those on this page.
    pub indicators: Vec<IndicatorRow>,
    /// The pages.
    pub pager: Pager,
}

/// A row of the list: what was promised beside what was done.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorRow {
    /// The indicator.
    pub indicator: IndicatorItem,
    /// The first targets and expectations.
    pub promised: Vec<PromiseItem>,
    /// The first results.
    pub done: Vec<PromiseItem>,
    /// How many figures its own page has besides.
    pub more: usize,
}

/// An indicator in the list.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorItem {
    /// Its label.
    pub label: Words,
    /// Its page.
    pub href: String,
    /// Its unit.
    pub unit: Words,
    /// How many figures there are.
    pub figures: usize,
    /// How many entries they come from.
    pub entries: usize,
}

/// View of `indicator.html`: the figures of one indicator.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorView {
    /// The indicator.
    pub indicator: IndicatorItem,
    /// Its label in the other languages of the site, each with the page there.
    pub other_labels: Vec<CrumbView>,
    /// What exactly is counted.
    pub definition: Option<Words>,
    /// The figures on this page, series by series.
    pub series: Vec<SeriesView>,
    /// The pages.
    pub pager: Pager,
}

/// Figures that can be compared: of one basis and region.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesView {
    /// What span of time they speak of, in words.
    pub basis: String,
    /// The region, if they speak of a part only.
    pub region: Option<TermLink>,
    /// The chart.
    pub chart: BarChart,
    /// The same figures in full.
    pub rows: Vec<FigureRow>,
}

/// A figure of an indicator.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRow {
    /// `target`, `expected` or `actual`.
    pub state: &'static str,
    /// The state in words.
    pub state_label: String,
    /// The figure with its unit, as exact as the source puts it.
    pub value: String,
    /// The date or period, in words.
    pub when: Option<String>,
    /// The entry that records it.
    pub entry: CrumbView,
    /// A remark.
    pub note: Option<Words>,
    /// Where it is said.
    pub cites: Vec<CiteView>,
}
