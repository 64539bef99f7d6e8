//! `status-conflict`: a status or stage agrees with the milestones, figures and dates beside it.
//!
//! Compared by class and with the day for which the state is known; no rule reads the clock. Dates
//! are compared for what is certain: a year and a day within it contradict nothing.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    input::{Place, Span, Spanned},
    model::{
        choice::{Choice, MilestoneState, ObservationState, StateClass},
        date::{Date, When},
        entry::State,
    },
    parse::{Draft, Front},
    schema::front_matter::{EntryFront, state_field},
};

/// Checks the facts of an entry.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let (Front::Entry(front), Some(entry)) = (&draft.front, subject.corpus.find_entry(&draft.id)) else {
        return;
    };
    let entry = subject.corpus.entry(entry);
    let Some(as_of) = entry.state.as_of else { return };
    let written = front.status.as_ref().or(front.stage.as_ref());
    let field = state_field(entry.kind);
    let place = written.map_or(draft.fence, |state| state.value.0.value.span);
    let side = Side { draft, state: &entry.state, as_of, field, place };
    findings.extend(side.milestones(front));
    findings.extend(side.observations(front));
    findings.extend(side.dates(front));
}

/// The state, against which all else is compared.
struct Side<'a> {
    draft: &'a Draft,
    state: &'a State,
    as_of: Date,
    field: &'static str,
    place: Span,
}

impl Side<'_> {
    fn finding(&self, span: Span, message: String, help: &str) -> Finding {
        let (name, as_of) = (&self.state.id, self.as_of);
        let state = Place::new(&self.draft.file, self.place);
        Finding::at(&codes::STATUS_CONFLICT, &self.draft.file, span, message)
            .also(state, format!("{name} as of {as_of}"))
            .help(help)
    }

    fn is_before(&self, date: Date) -> bool {
        date.last_day() < self.as_of.first_day()
    }

    fn is_after(&self, date: Date) -> bool {
        date.first_day() > self.as_of.last_day()
    }

    fn milestones(&self, front: &EntryFront) -> Vec<Finding> {
        use MilestoneState::{Actual, Planned};
        use StateClass::{Active, Done, Ended, Proposed};
        let (id, field) = (&self.state.id, self.field);
        let mut findings = Vec::new();
        for milestone in &front.milestones {
            let Some(date) = last_date(milestone.date.value) else { continue };
            let name = &milestone.id.value;
            match (self.state.class, milestone.state.value) {
                (Done, Planned) if self.is_before(date) => findings.push(self.finding(
                    milestone.state.span,
                    format!("the {field} is `{id}`, and `{name}` of {date} is still planned"),
                    "say what became of it: `actual`, `missed` or `cancelled`",
                )),
                (Ended, Planned) if self.is_after(date) => findings.push(self.finding(
                    milestone.state.span,
                    format!("the {field} is `{id}`, and `{name}` is still planned for {date}"),
                    "what is over has no plans: `cancelled`, or correct the state",
                )),
                (Proposed | Active | Ended, Actual) if self.is_after(date) => findings.push(self.finding(
                    milestone.date.span,
                    format!("`{name}` was reached on {date}, after the day for which `{id}` is known"),
                    "a newer source is at hand: bring the state and its `as_of` up to date",
                )),
                _ => {}
            }
        }
        findings
    }

    /// What is over has no later results.
    fn observations(&self, front: &EntryFront) -> Vec<Finding> {
        if self.state.class != StateClass::Ended {
            return Vec::new();
        }
        let actual = front.observations.iter().filter(|o| o.state.value == ObservationState::Actual);
        let dated = actual.filter_map(|observation| {
            let start = observation
                .period
                .as_ref()
                .and_then(|period| period.value.start.map(|start| Spanned::new(start, period.span)));
            start.or_else(|| observation.as_of.clone())
        });
        dated
            .filter(|date| self.is_after(date.value))
            .map(|date| {
                let (id, state) = (&self.state.id, ObservationState::Actual.as_str());
                let message = format!("the {} is `{id}`, and a later figure is `{state}`", self.field);
                self.finding(date.span, message, "correct the date, or the state and its `as_of`")
            })
            .collect()
    }

    /// What has not begun has no beginning, and what runs has no end behind it.
    fn dates(&self, front: &EntryFront) -> Vec<Finding> {
        use StateClass::{Active, Done, Ended, Proposed};
        let class = self.state.class;
        let begins = [("in_force", &front.in_force), ("established", &front.established)];
        let mut findings = Vec::new();
        let mut report = |date: &Spanned<Date>, name: &str, relation: &str| {
            let message = format!(
                "the {} is `{}`, and `{name}` is {relation} the day for which that is known",
                self.field, self.state.id
            );
            findings.push(self.finding(date.span, message, "correct the date, or the state and its `as_of`"));
        };
        for (name, date) in begins.into_iter().filter_map(|(name, date)| Some((name, date.as_ref()?))) {
            match class {
                Proposed if self.is_before(date.value) => report(date, name, "before"),
                // A rule may be issued before it is in force; what is over was in force.
                Done | Ended if self.is_after(date.value) => report(date, name, "after"),
                Active if name == "established" && self.is_after(date.value) => report(date, name, "after"),
                _ => {}
            }
        }
        if let Some(ends) = front.ends.as_ref().filter(|ends| class == Active && self.is_before(ends.value)) {
            report(ends, "ends", "before");
        }
        let start = front
            .period
            .as_ref()
            .and_then(|period| period.value.start.map(|start| Spanned::new(start, period.span)));
        if let Some(start) = start.filter(|start| class == Done && self.is_after(start.value)) {
            report(&start, "period", "after");
        }
        findings
    }
}

fn last_date(when: When) -> Option<Date> {
    when.sort_date()
}
