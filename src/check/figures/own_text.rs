//! `figure-mismatch`: places of one file that should say the same.
//!
//! An observation and the text of its entry may rest on one paragraph. The value of an observation may stand in the paragraph and be that of something else. A text that
//! gives another figure of the same unit from the same paragraph, which no observation gives, shows
//! it. A text that only leaves figures out shows nothing. In the same way the title is compared with
//! each of the other names.

use super::{
    Placed, Subject,
    facts::{observed, written},
    not_in_source::{cited, derived, is_derived},
    support::Support,
    words::{references, words_of},
};
use crate::{
    check::texts::Texts,
    figure::{Figure, Force, Quantity, nearest},
    finding::{Finding, codes},
    input::Place,
    model::source::ParagraphId,
    parse::{Draft, Front},
};

/// Compares the observations of an entry's original with its text.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    check_names(subject, draft, findings);
    check_observations(subject, draft, findings);
}

fn check_names(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let original = Texts::of(subject, draft).and_then(|texts| texts.original_draft(subject));
    let all = original.map(|original| words_of(draft, original)).unwrap_or_default();
    let Some(names) = all.iter().find(|words| !words.others.is_empty()) else { return };
    let (title, _) = names.figures(subject, draft);
    if title.is_empty() {
        return;
    }
    for other in names.other_names(subject, draft) {
        for (ours, theirs) in swapped(&other, &title) {
            let (a, b) = (ours.written(subject), theirs.written(subject));
            let message = format!("this name has `{a}`, the title `{b}`");
            let finding = Finding::new(&codes::FIGURE_MISMATCH, ours.place.clone(), message)
                .also(theirs.place.clone(), "in the title");
            findings.push(finding.help("let all names of the entry say the same"));
        }
    }
}

/// Quantities of one list that the other does not have, each with one of the other that stands in its place.
pub(super) fn swapped<'a>(ours: &'a [Placed], theirs: &'a [Placed]) -> Vec<(&'a Placed, &'a Placed)> {
    let only = |list: &'a [Placed], other: &[Placed]| -> Vec<&'a Placed> {
        let is_known = |placed: &Placed| other.iter().any(|known| known.figure.same(&placed.figure));
        let is_said = |placed: &&Placed| placed.figure.force != Force::Loose && !is_known(placed);
        list.iter().filter(is_said).collect()
    };
    let mut left = only(theirs, ours);
    let mut found = Vec::new();
    for placed in only(ours, theirs) {
        let Some(quantity) = placed.figure.quantity() else { continue };
        let is_near = |other: &&Placed| {
            other.figure.quantity().is_some_and(|other| other.unit.is_comparable(&quantity.unit))
        };
        if let Some(index) = left.iter().position(is_near) {
            found.push((placed, left.remove(index)));
        }
    }
    found
}

fn check_observations(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
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
        if here.iter().any(|said| said.same(figure)) || !support.holds_stated(figure) {
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
        // A name may be made of the very figure.
        let is_demand = |figure: &&Figure| {
            figure.force != Force::Loose && figure.quantity().is_some() && is_quoted(figure)
        };
        let figures = statement.figures.iter().filter(is_demand);
        found.extend(figures.map(|figure| (figure, ids.clone())));
    }
    found
}
