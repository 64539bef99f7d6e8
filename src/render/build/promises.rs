//! Promised and done: milestones and figures side by side.

use super::Sheet;
use crate::{
    model::{
        choice::{Basis, Choice, MilestoneState, ObservationState},
        date::When,
        entry::{Entry, IndicatorId, Milestone, Observation, Quantity},
        vocabulary::Vocabulary,
    },
    plan::permalinks,
    render::view::{PromiseItem, PromiseRow, Words},
};

impl Sheet<'_> {
    /// One row for each indicator and region, then one for each milestone.
    pub(super) fn promises(&self, entry: &Entry) -> Vec<PromiseRow> {
        let mut rows = Vec::new();
        let mut seen = Vec::new();
        for observation in &entry.observations {
            let series = (observation.indicator, observation.region);
            if !seen.contains(&series) {
                seen.push(series);
                let same = entry.observations.iter().filter(|o| (o.indicator, o.region) == series);
                rows.push(self.series(observation.indicator, same));
            }
        }
        rows.extend(entry.milestones.iter().map(|milestone| self.milestone(milestone)));
        rows
    }

    fn series<'o>(
        &self,
        indicator: IndicatorId,
        observations: impl Iterator<Item = &'o Observation>,
    ) -> PromiseRow {
        let (done, promised): (Vec<_>, Vec<_>) =
            observations.partition(|observation| observation.state == ObservationState::Actual);
        let items = |list: Vec<&Observation>| list.into_iter().map(|o| self.observation(o)).collect();
        let indicator = self.desk.site.corpus.indicator(indicator);
        PromiseRow {
            kind: "observation",
            label: self.translated(&indicator.label),
            href: Some(permalinks::indicator(self.lang, indicator, 1)),
            promised: items(promised),
            done: items(done),
        }
    }

    /// A figure, with the time and the region it is for.
    pub(super) fn observation(&self, observation: &Observation) -> PromiseItem {
        let expected = observation.state == ObservationState::Expected;
        PromiseItem {
            state: observation.state.as_str(),
            state_label: expected.then(|| self.word("observation-expected").to_owned()),
            value: Some(self.value(observation)),
            when: self.when(observation),
            region: observation.region.map(|region| self.term_link(Vocabulary::Regions, region)),
            note: observation.note.as_ref().map(|note| self.translated(note)),
            cites: self.cites(&observation.cite),
        }
    }

    /// The figure with its unit, as exact as the source puts it.
    pub(super) fn value(&self, observation: &Observation) -> String {
        let locale = &self.shared.locale;
        let indicator = self.desk.site.corpus.indicator(observation.indicator);
        let number = match observation.value {
            Quantity::One(value) => locale.number(value),
            Quantity::Range(from, to) => {
                self.fill("range", &[("from", &locale.number(from)), ("to", &locale.number(to))])
            }
        };
        let unit = indicator.unit.or_original(self.lang).1;
        // A sign such as `%` or `‰` is set closer to its number than a word is.
        let is_word = unit.chars().any(char::is_alphabetic);
        let key = if is_word { "value-with-unit" } else { "value-with-symbol" };
        let value = self.fill(key, &[("value", &number), ("unit", unit)]);
        // Some languages put the word between number and unit.
        let parts = [("value", value.as_str()), ("number", &number), ("unit", unit)];
        self.fill(&format!("qualifier-{}", observation.qualifier.as_str()), &parts)
    }

    /// When a figure was or is to be reached, as its basis has it.
    pub(super) fn when(&self, observation: &Observation) -> Option<String> {
        let cumulative = observation.basis == Basis::Cumulative;
        if let Some(due) = observation.due {
            let key = if cumulative { "when-cumulative-due" } else { "when-due" };
            return Some(match self.when_text(due) {
                Some(date) => self.fill(key, &[("date", &date)]),
                None => self.word("date-not-given").to_owned(),
            });
        }
        if let Some(period) = observation.period {
            return Some(self.fill("when-period", &[("period", &self.period(period))]));
        }
        let key = if cumulative { "when-cumulative" } else { "when-as-of" };
        observation.as_of.map(|date| self.fill(key, &[("date", &self.date(date).text)]))
    }

    fn when_text(&self, when: When) -> Option<String> {
        match when {
            When::Date(date) => Some(self.date(date).text),
            When::Period(period) => Some(self.period(period)),
            When::Unknown => None,
        }
    }

    fn milestone(&self, milestone: &Milestone) -> PromiseRow {
        let label: Words = self.translated(&milestone.text);
        let labelled = matches!(milestone.state, MilestoneState::Missed | MilestoneState::Cancelled);
        let date = self.when_text(milestone.date);
        let item = PromiseItem {
            state: milestone.state.as_str(),
            state_label: labelled
                .then(|| self.word(&format!("milestone-{}", milestone.state.as_str())).to_owned()),
            value: None,
            when: Some(date.unwrap_or_else(|| self.word("date-not-given").to_owned())),
            region: None,
            note: None,
            cites: self.cites(&milestone.cite),
        };
        let (promised, done) = match milestone.state {
            MilestoneState::Actual => (Vec::new(), vec![item]),
            _ => (vec![item], Vec::new()),
        };
        PromiseRow { kind: "milestone", label, href: None, promised, done }
    }
}
