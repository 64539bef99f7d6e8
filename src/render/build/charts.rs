//! Bars of figures from a common zero, with a scale that ends at a round number.

use super::{Sheet, lines::broken};
use crate::{
    model::{
        choice::{Basis, Choice, ObservationState, Qualifier, UnitClass},
        decimal::Decimal,
        entry::{Entry, Observation, Quantity},
        vocabulary::{Indicator, Vocabulary},
    },
    plan::{
        chronicle::{series, within_series},
        permalinks,
    },
    render::view::{Bar, BarChart, CrumbView, LabelLine, SeriesChart, Tick},
};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// How much of the drawing's width the scale takes; the rest is for bars with an open end.
const SCALE_WIDTH: f64 = 94.0;
/// Most steps of a scale: more numbers than one above this do not fit on a phone.
const MOST_STEPS: u32 = 3;
/// Columns of text that fit beside each other on a small phone.
const LINE_WIDTH: usize = 34;
/// Pixels: the height of a line of text, of a bar, and the space around them.
const LINE: usize = 17;
const BAR: usize = 14;
const SPACE: usize = 8;

impl Sheet<'_> {
    /// A chart for each series of an entry that has two or more figures.
    pub(super) fn entry_charts(&self, entry: &Entry) -> Vec<SeriesChart> {
        let mut by_series: BTreeMap<_, Vec<&Observation>> = BTreeMap::new();
        for observation in &entry.observations {
            by_series.entry(series(observation)).or_default().push(observation);
        }
        let several = by_series.into_iter().filter(|(_, figures)| figures.len() > 1);
        several
            .map(|((indicator, basis, region), mut figures)| {
                figures.sort_by_key(|observation| within_series(observation));
                let indicator = self.desk.site.corpus.indicator(indicator);
                SeriesChart {
                    indicator: self.indicator_link(indicator),
                    basis: self.basis(basis),
                    region: region.map(|region| self.term_link(Vocabulary::Regions, region)),
                    chart: self.bar_chart(indicator, &figures, &figures),
                }
            })
            .collect()
    }

    pub(super) fn indicator_link(&self, indicator: &Indicator) -> CrumbView {
        let label = self.translated(&indicator.label);
        CrumbView { label, href: permalinks::indicator(self.lang, indicator, 1) }
    }

    /// What span of time figures speak of.
    pub(super) fn basis(&self, basis: Basis) -> String {
        self.word(&format!("basis-{}", basis.as_str())).to_owned()
    }

    /// Draws figures of one series to the scale of all of them.
    pub(super) fn bar_chart(
        &self,
        indicator: &Indicator,
        shown: &[&Observation],
        series: &[&Observation],
    ) -> BarChart {
        let scale = Scale::of(indicator, series);
        let mut bars: Vec<Bar> = shown.iter().map(|observation| self.bar(observation, &scale)).collect();
        let is_done = |observation: &&&Observation| observation.state == ObservationState::Actual;
        let done = series.iter().filter(is_done).count();
        if done == series.len() {
            bars.insert(0, self.missing_bar("promised", &scale));
        } else if done == 0 {
            bars.push(self.missing_bar("done", &scale));
        }
        let height = stack(&mut bars);
        let ticks: Vec<Tick> = scale.ticks.iter().map(|tick| self.tick(*tick, &scale)).collect();
        let ends = |tick: Option<&Tick>| tick.map_or_else(String::new, |tick| tick.label.clone());
        let unit = self.translated(&indicator.unit).text;
        let (from, to) = (ends(ticks.first()), ends(ticks.last()));
        BarChart {
            title: self.translated(&indicator.label),
            description: self.fill("chart-scale", &[("from", &from), ("to", &to), ("unit", &unit)]),
            bars,
            height,
            zero: percent(scale.at(0.0)),
            end: percent(SCALE_WIDTH),
            ticks,
        }
    }

    fn bar(&self, observation: &Observation, scale: &Scale) -> Bar {
        let (from, to) = ends(observation);
        let (zero, end) = (scale.at(0.0), scale.at(from.roughly()));
        let key = format!("observation-{}", observation.state.as_str());
        Bar {
            state: observation.state.as_str(),
            above: self.label(&key, &self.value(observation)),
            below: self.when(observation).map(|when| broken(&when, LINE_WIDTH)).unwrap_or_default(),
            top: 0,
            y: 0,
            start: percent(zero.min(end)),
            length: percent((zero - end).abs()),
            end: percent(end),
            open: observation.qualifier != Qualifier::Exact,
            below_zero: end < zero,
            reach: to.map(|to| percent(scale.at(to.roughly()))),
        }
    }

    /// The place of a bar for what no entry records: `promised` or `done`.
    fn missing_bar(&self, what: &str, scale: &Scale) -> Bar {
        let zero = scale.at(0.0);
        Bar {
            state: "missing",
            above: self.label(what, self.word("no-figure")),
            below: Vec::new(),
            top: 0,
            y: 0,
            start: percent(zero),
            length: percent(SCALE_WIDTH - zero),
            end: percent(SCALE_WIDTH),
            open: true,
            below_zero: false,
            reach: None,
        }
    }

    /// A name and a value in one line if they fit, else one below the other.
    fn label(&self, name: &str, value: &str) -> Vec<LabelLine> {
        let name = format!("{}{}", self.word(name), self.word("label-end"));
        if name.width() + value.width() <= LINE_WIDTH {
            return vec![LabelLine { name, value: value.to_owned() }];
        }
        let rest = broken(value, LINE_WIDTH);
        let rest = rest.into_iter().map(|value| LabelLine { value, ..LabelLine::default() });
        [LabelLine { name, ..LabelLine::default() }].into_iter().chain(rest).collect()
    }

    fn tick(&self, tick: Decimal, scale: &Scale) -> Tick {
        Tick { at: percent(scale.at(tick.roughly())), label: self.shared.locale.number(tick) }
    }
}

/// Puts bars with their lines below each other; returns where they end.
fn stack(bars: &mut [Bar]) -> usize {
    let mut top = 0;
    for bar in bars {
        bar.top = top;
        bar.y = top + LINE * bar.above.len() + SPACE;
        top = bar.y + BAR + LINE * bar.below.len() + SPACE;
    }
    top
}

/// The value of a figure, or the two ends of its range.
fn ends(observation: &Observation) -> (Decimal, Option<Decimal>) {
    match observation.value {
        Quantity::One(value) => (value, None),
        Quantity::Range(from, to) => (from, Some(to)),
    }
}

fn percent(part: f64) -> String {
    format!("{part:.2}%")
}

/// From what to what the bars of a series are drawn.
struct Scale {
    low: f64,
    high: f64,
    ticks: Vec<Decimal>,
}

impl Scale {
    fn of(indicator: &Indicator, series: &[&Observation]) -> Self {
        let values = series.iter().map(|observation| ends(observation));
        let values = values.flat_map(|(from, to)| [Some(from), to]).flatten().map(Decimal::roughly);
        let (low, high) =
            values.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
        let is_share = indicator.class == UnitClass::Percent
            && series.iter().all(|observation| observation.basis != Basis::Change);
        let ticks = if is_share && low >= 0.0 && high <= 100.0 {
            ["0", "50", "100"].iter().filter_map(|tick| Decimal::parse(tick)).collect()
        } else {
            round_ticks(low, high, indicator.class == UnitClass::Count)
        };
        let end = |tick: Option<&Decimal>| tick.map_or(0.0, |tick| tick.roughly());
        Self { low: end(ticks.first()), high: end(ticks.last()), ticks }
    }

    /// Where a value stands, in percent of the drawing's width.
    fn at(&self, value: f64) -> f64 {
        if self.high <= self.low { 0.0 } else { (value - self.low) / (self.high - self.low) * SCALE_WIDTH }
    }
}

/// Marks at the multiples of 1, 2 or 5 times a power of ten, zero among them, that take in all values.
fn round_ticks(low: f64, high: f64, whole: bool) -> Vec<Decimal> {
    let first = if whole { 0 } else { -6 };
    let steps = (first..=36).flat_map(|power| [1, 2, 5].map(|factor| (factor, power)));
    for (factor, power) in steps {
        let step = f64::from(factor) * 10_f64.powi(power);
        let needed = |end: f64| (0..=MOST_STEPS).find(|n| f64::from(*n) * step >= end * (1.0 - 1e-9));
        let (Some(below), Some(above)) = (needed(-low), needed(high)) else { continue };
        if below + above > MOST_STEPS {
            continue;
        }
        let tick = |n: i64| {
            let zeros = "0".repeat(usize::try_from(power).unwrap_or(0));
            let down = u32::try_from(-power).unwrap_or(0);
            Decimal::parse(&format!("{}{zeros}", n * i64::from(factor))).map(|tick| tick.scaled_down(down))
        };
        return (-i64::from(below)..=i64::from(above.max(1))).filter_map(tick).collect();
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(low: f64, high: f64, whole: bool) -> Vec<String> {
        round_ticks(low, high, whole).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_scale_begins_at_zero_and_ends_at_the_next_round_number() {
        assert_eq!(ticks(0.0, 60_000.0, true), ["0", "20000", "40000", "60000"]);
        assert_eq!(ticks(0.0, 473.0, true), ["0", "200", "400", "600"]);
        assert_eq!(ticks(0.0, 0.03, false), ["0", "0.01", "0.02", "0.03"]);
        assert_eq!(ticks(0.0, 5.6e11, false), ["0", "200000000000", "400000000000", "600000000000"]);
    }

    #[test]
    fn things_are_counted_in_whole_numbers() {
        assert_eq!(ticks(0.0, 1.0, true), ["0", "1"]);
        assert_eq!(ticks(0.0, 0.0, true), ["0", "1"]);
    }

    #[test]
    fn values_below_zero_lengthen_the_scale_to_the_other_side() {
        assert_eq!(ticks(-15.2, 8.0, false), ["-20", "-10", "0", "10"]);
        assert_eq!(ticks(-3.0, 0.0, true).first().map(String::as_str), Some("-3"));
    }
}
