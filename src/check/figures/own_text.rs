//! `figure-mismatch`: an observation and the text of its entry, where both rest on one paragraph.
//!
//! The value of an observation may stand in the paragraph and be that of something else. A text that
//! gives another figure of the same unit from the same paragraph, which no observation gives, shows
//! it. A text that only leaves figures out shows nothing.

use super::{
    Subject,
    facts::{observed, written},
    not_in_source::{cited, derived, is_derived},
    support::Support,
    words::references,
};
use crate::{
    figure::{Figure, Quantity, nearest},
    finding::{Finding, codes},
    input::Place,
    model::source::ParagraphId,
    parse::{Draft, Front},
};

/// Compares the observations of an entry's original with its text.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Front::Entry(front) = &draft.front else { return };
    if front.observations.is_empty() {
        return;
    }
    let observations: Vec<_> = front
        .observations
        .iter()
        .filter_map(|field| {
            let support = Support::of(subject, references(&field.cite.value), &draft.lang)?;
            Some((field, observed(subject, draft, field)?, support))
        })
        .collect();
    let said = statements(subject, draft);
    for (field, figure, support) in &observations {
        let Some(quantity) = figure.quantity() else { continue };
        let near = |other: &Quantity| {
            other.unit.is_comparable(&quantity.unit) && other.unit.family == quantity.unit.family
        };
        let here: Vec<&Figure> = said
            .iter()
            .filter(|(said, ids)| said.quantity().is_some_and(near) && ids.iter().any(|id| support.has(*id)))
            .map(|(said, _)| *said)
            .collect();
        if here.iter().any(|said| said.same(figure)) || !support.holds(figure) {
            continue;
        }
        // Figures of the text that no observation gives.
        let left = here.into_iter().filter(|said| !observations.iter().any(|(_, known, _)| known.same(said)));
        if let Some(said) = nearest(left, figure) {
            let place = Place::new(&draft.file, field.value.span);
            let there = Place::new(&draft.file, said.span);
            let message = format!(
                "the observation gives `{}`, the text `{}` of the same paragraph",
                written(subject, draft, field),
                super::written(subject, &there)
            );
            let finding = Finding::new(&codes::FIGURE_MISMATCH, place, message).also(there, "in the text");
            findings.push(finding.help("let both say what the source says of this indicator"));
        }
    }
}

/// The figures that the text demands, each with the paragraphs that cover it.
fn statements<'a>(subject: &Subject<'a>, draft: &Draft) -> Vec<(&'a Figure, Vec<ParagraphId>)> {
    let Some(text) = subject.figures.text(&draft.file) else { return Vec::new() };
    let mut found = Vec::new();
    for statement in &text.statements {
        let Some(support) = Support::of(subject, cited(draft, statement), &draft.lang) else { continue };
        let ids: Vec<ParagraphId> = support.ids().collect();
        let derived = derived(subject, draft, statement);
        let is_quoted = |figure: &Figure| !derived.iter().any(|known| is_derived(known, figure));
        let is_demand = |figure: &&Figure| !figure.weak && figure.quantity().is_some() && is_quoted(figure);
        let figures = statement.figures.iter().filter(is_demand);
        found.extend(figures.map(|figure| (figure, ids.clone())));
    }
    found
}
