//! `uncited-figure`: a figure in the text of an entry has a citation in its statement.

use super::{Placed, Subject};
use crate::{
    figure::{Passages, Role, Statement},
    finding::{Finding, codes},
    parse::{Draft, Folder},
};

/// Checks the text of an entry; pages and prose of terms may speak for themselves.
pub(in crate::check) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    if !matches!(draft.folder, Folder::Entry(_)) {
        return;
    }
    let Some(text) = subject.figures.text(&draft.file) else { return };
    for (index, statement) in text.statements.iter().enumerate() {
        if statement.role != Role::Prose || is_cited(text, index, statement) {
            continue;
        }
        if let Some(figure) = statement.figures.iter().find(|figure| figure.is_stated()) {
            let placed = Placed::new(&draft.file, figure);
            let message = format!("`{}` stands in a sentence without a citation", placed.written(subject));
            let finding = Finding::new(&codes::UNCITED_FIGURE, placed.place, message);
            findings.push(finding.help("name the paragraph that says so, as in `[@source#P25]`"));
        }
    }
}

/// Whether a statement is cited: by itself, by a footnote of its own, by what it leads in, or by what
/// leads it in.
fn is_cited(text: &Passages, index: usize, statement: &Statement) -> bool {
    let has_citation = |statement: &Statement| !statement.citations.is_empty();
    let leads_in = || text.statements.iter().any(|other| other.lead == Some(index) && has_citation(other));
    let led_in = || statement.lead.and_then(|lead| text.statements.get(lead)).is_some_and(has_citation);
    let noted = || {
        text.statements.iter().any(|other| {
            has_citation(other)
                && other.footnote.as_ref().is_some_and(|name| statement.footnotes.contains(name))
        })
    };
    has_citation(statement) || leads_in() || led_in() || noted()
}
