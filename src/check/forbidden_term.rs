//! `forbidden-term`: names that the glossary tells not to use.

use super::{
    Subject,
    front_words::front_words,
    passages::{passages, set_apart},
};
use crate::{
    finding::{Finding, codes},
    input::Place,
    parse::Draft,
    resolve::wording::Wording,
};
use std::ops::Range;

/// Checks the text and the words of a document.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Some(wording) = subject.corpus.wordings.get(&draft.lang).filter(|wording| wording.forbids()) else {
        return;
    };
    for word in front_words(draft) {
        for (range, term) in forbidden(wording, word.text) {
            let place = word.place(subject.inputs, draft, &range);
            findings.push(finding(subject, draft, &word.text[range], term, place));
        }
    }
    let doc = &draft.body.doc;
    for passage in passages(doc, 0..doc.events.len()).iter().filter(|passage| !passage.is_quotation) {
        for (range, term) in forbidden(wording, &passage.text) {
            let place = Place::new(&draft.file, passage.span(&range));
            findings.push(finding(subject, draft, &passage.text[range], term, place));
        }
    }
}

/// The forbidden names in a text that are neither quoted nor part of a longer name.
fn forbidden(wording: &Wording, text: &str) -> Vec<(Range<usize>, usize)> {
    let comparable = wording.comparable(text);
    let mut found: Vec<_> = wording.forbidden(&comparable).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let names: Vec<Range<usize>> = wording.named(&comparable).map(|hit| hit.range).collect();
    found.retain(|(range, _)| !names.iter().any(|name| shields(name, range)));
    let quotations = set_apart(text);
    found
        .into_iter()
        .map(|(range, term)| (comparable.written(text, &range), term))
        .filter(|(range, _)| !quotations.iter().any(|at| at.start <= range.start && range.end <= at.end))
        .collect()
}

/// Whether a name of the site that is longer touches a forbidden one: that name is meant.
fn shields(name: &Range<usize>, forbidden: &Range<usize>) -> bool {
    name.len() > forbidden.len() && name.start < forbidden.end && forbidden.start < name.end
}

fn finding(subject: &Subject<'_>, draft: &Draft, written: &str, term: usize, place: Place) -> Finding {
    let term = &subject.corpus.glossary[term];
    let preferred = term.names.get(&draft.lang).and_then(|names| names.first());
    let message = format!("the glossary tells not to write `{written}`");
    let help = preferred.map(|name| format!("write `{name}` (`{}` in terms.yaml)", term.id));
    Finding::new(&codes::FORBIDDEN_TERM, place, message).maybe_help(help)
}
