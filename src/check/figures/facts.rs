//! The facts of front matter against the paragraphs that they cite.

use super::{
    Subject,
    support::Support,
    words::{or_entry, references},
};
use crate::{
    figure::{Exactness, Figure, FigureValue, Force, Quantity, Unit},
    finding::Finding,
    input::{Place, Span},
    model::{
        choice::{Qualifier, UnitClass},
        date::{Date, Period, When},
        decimal::Decimal,
        vocabulary::Indicator,
    },
    parse::{Draft, Front},
    schema::front_matter::{Cite, EntryFront, ObservationField, Value},
};
use std::sync::Arc;

/// Checks the facts of an entry's original.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Front::Entry(front) = &draft.front else { return };
    let facts = Facts { subject, draft, front };
    findings.extend(facts.dates());
    for field in &front.observations {
        findings.extend(facts.observation(field));
    }
}

struct Facts<'a, 's> {
    subject: &'a Subject<'s>,
    draft: &'a Draft,
    front: &'a EntryFront,
}

/// Which dates beside those of the paragraphs will do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Allowing {
    /// None.
    Nothing,
    /// The day on which a cited source was published, also as the end of a span.
    Publication,
    /// That day, or its month or year.
    TimeOfPublication,
}

impl Facts<'_, '_> {
    fn support(&self, cite: &Cite) -> Option<Support<'_>> {
        Support::of(self.subject, references(or_entry(cite, self.front)), &self.draft.lang)
    }

    /// The dates of the entry, its state, its milestones and former names.
    fn dates(&self) -> Vec<Finding> {
        let front = self.front;
        let mut found = Vec::new();
        let mut add = |name: &str, period: Period, span: Span, cite: &Cite, allowing: Allowing| {
            found.extend(self.date(name, period, span, cite, allowing));
        };
        let single = |date: Date| Period { start: Some(date), end: Some(date) };
        for (name, date, allowing) in [
            ("made", &front.made, Allowing::Nothing),
            ("published", &front.published, Allowing::TimeOfPublication),
            ("in_force", &front.in_force, Allowing::Nothing),
            ("ends", &front.ends, Allowing::Nothing),
            ("established", &front.established, Allowing::Nothing),
        ] {
            if let Some(date) = date {
                add(name, single(date.value), date.span, &front.cite, allowing);
            }
        }
        if let Some(period) = &front.period {
            add("period", period.value, period.span, &front.cite, Allowing::Publication);
        }
        for (name, state) in [("status", &front.status), ("stage", &front.stage)] {
            if let Some(state) = state
                && let Some(date) = state.value.0.as_of
            {
                add(
                    &format!("{name} as of"),
                    single(date),
                    state.span,
                    &state.value.0.cite,
                    Allowing::TimeOfPublication,
                );
            }
        }
        for milestone in &front.milestones {
            if let Some(period) = period_of(milestone.date.value) {
                add("date", period, milestone.date.span, &milestone.cite, Allowing::Nothing);
            }
        }
        for former in &front.former_names {
            if let Some(until) = former.until {
                add("until", single(until), former.name.span, &former.cite, Allowing::Nothing);
            }
        }
        found
    }

    fn date(
        &self,
        name: &str,
        period: Period,
        span: Span,
        cite: &Cite,
        allowing: Allowing,
    ) -> Option<Finding> {
        let support = self.support(cite)?;
        let figure = Figure { span, value: FigureValue::Date { period, bare: false }, force: Force::Stated };
        let is_held = support.holds(&figure)
            || allowing != Allowing::Nothing && support.holds_until_published(period)
            || allowing == Allowing::TimeOfPublication
                && period.end.is_some_and(|date| support.is_published(date));
        (!is_held).then(|| {
            let place = Place::new(&self.draft.file, span);
            support.finding(place, &format!("{name}: {period}"), &figure)
        })
    }

    fn observation(&self, field: &ObservationField) -> Vec<Finding> {
        let cite = &field.cite.value;
        let mut found = Vec::new();
        if let Some(figure) = observed(self.subject, self.draft, field)
            && let Some(support) = self.support(cite)
            && !support.holds_stated(&figure)
        {
            let written = written(self.subject, self.draft, field);
            found.push(support.finding(Place::new(&self.draft.file, field.value.span), &written, &figure));
        }
        let mut add = |name: &str, period: Period, span: Span, allowing: Allowing| {
            found.extend(self.date(name, period, span, cite, allowing));
        };
        if let Some(date) = &field.as_of {
            add(
                "as_of",
                Period { start: Some(date.value), end: Some(date.value) },
                date.span,
                Allowing::TimeOfPublication,
            );
        }
        if let Some(period) = &field.period {
            add("period", period.value, period.span, Allowing::Publication);
        }
        if let Some(due) = &field.due
            && let Some(period) = period_of(due.value)
        {
            add("due", period, due.span, Allowing::Nothing);
        }
        found
    }
}

fn period_of(when: When) -> Option<Period> {
    match when {
        When::Date(date) => Some(Period { start: Some(date), end: Some(date) }),
        When::Period(period) => Some(period),
        When::Unknown => None,
    }
}

/// The figure that an observation gives.
pub(super) fn observed(subject: &Subject<'_>, draft: &Draft, field: &ObservationField) -> Option<Figure> {
    let indicator = subject.corpus.indicators.iter().find(|known| known.id == field.indicator.value)?;
    let (factor, unit) = unit_of(subject, draft, indicator);
    let (from, to) = match field.value.value {
        Value::One(value) => (value, None),
        // A range that runs backwards is reported for that.
        Value::Range(from, to) if from > to => return None,
        Value::Range(from, to) => (from, Some(to)),
    };
    let scaled = |value: Decimal| value.times(factor);
    let to = match to {
        Some(to) => Some(scaled(to)?),
        None => None,
    };
    let quantity = Quantity {
        from: scaled(from)?,
        to,
        unit: Arc::new(unit),
        exactness: Exactness::of(field.qualifier.unwrap_or(Qualifier::Exact)),
        noun: None,
    };
    Some(Figure { span: field.value.span, value: FigureValue::Quantity(quantity), force: Force::Stated })
}

/// The unit of an indicator, and how many of it one step of the value is: a unit may hold a number
/// word, as "million dollars" does.
fn unit_of(subject: &Subject<'_>, draft: &Draft, indicator: &Indicator) -> (Decimal, Unit) {
    let (lang, word) = indicator.unit.or_original(&draft.lang);
    let read = subject.figures.reader(lang).and_then(|reader| {
        let spaced = [format!("1{word}"), format!("1 {word}")];
        spaced.iter().find_map(|text| {
            let figures = reader.read(text, None);
            let quantity = figures.first()?.quantity()?.clone();
            (quantity.unit.class == indicator.class).then(|| (quantity.from, Unit::clone(&quantity.unit)))
        })
    });
    read.unwrap_or_else(|| {
        let base = match (indicator.class, &indicator.currency) {
            (UnitClass::Count, _) => "",
            (UnitClass::Percent, _) => "%",
            (UnitClass::PercentagePoint, _) => "pp",
            (UnitClass::Money, Some(currency)) => currency,
            _ => word,
        };
        (Decimal::whole(1), Unit::named(indicator.class, base))
    })
}

/// An observation's value with its unit and exactness, for a message.
pub(super) fn written(subject: &Subject<'_>, draft: &Draft, field: &ObservationField) -> String {
    let indicator = subject.corpus.indicators.iter().find(|known| known.id == field.indicator.value);
    let unit = indicator.map_or("", |indicator| indicator.unit.or_original(&draft.lang).1.as_str());
    let value = match field.value.value {
        Value::One(value) => value.to_string(),
        Value::Range(from, to) => format!("{from} to {to}"),
    };
    let qualifier = field.qualifier.filter(|qualifier| *qualifier != Qualifier::Exact);
    let qualifier = qualifier
        .map_or(String::new(), |qualifier| format!(" ({})", crate::model::choice::Choice::as_str(qualifier)));
    format!("{value} {unit}{qualifier}")
}
