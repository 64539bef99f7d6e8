//! `citation-mismatch`: a section of a translation cites the paragraphs that its original cites.

use super::{
    Subject,
    aligned::{Pair, first_line},
};
use crate::{
    finding::{Finding, codes},
    input::{Place, Span},
    model::doc::{Doc, Event, Section, SourceRef},
};
use std::collections::BTreeMap;

/// Compares a translation with its original.
pub(super) fn check(subject: &Subject<'_>, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
    findings.extend(pair.sections().filter_map(|(section, twin)| compare(subject, pair, section, twin)));
}

fn compare(subject: &Subject<'_>, pair: &Pair<'_>, section: &Section, twin: &Section) -> Option<Finding> {
    let Pair { original, translation, .. } = pair;
    let theirs = cited(subject, &original.body.doc, section);
    let ours = cited(subject, &translation.body.doc, twin);
    let missing: Vec<_> = theirs.iter().filter(|(target, _)| !ours.contains_key(*target)).collect();
    let extra: Vec<_> = ours.iter().filter(|(target, _)| !theirs.contains_key(*target)).collect();
    let list = |targets: &[(&&SourceRef, &Span)]| {
        targets.iter().map(|(target, _)| format!("`{target}`")).collect::<Vec<_>>().join(", ")
    };
    let (message, help) = match (missing.is_empty(), extra.is_empty()) {
        (true, true) => return None,
        (false, true) => (
            format!("the section `{}` does not cite {}, as its original does", twin.id, list(&missing)),
            "cite it at the sentence that rests on it",
        ),
        (true, false) => (
            format!("the section `{}` cites {}, which its original does not", twin.id, list(&extra)),
            "cite what the original cites; if the original lacks it, add it there first",
        ),
        (false, false) => (
            format!(
                "the section `{}` cites {} where its original cites {}",
                twin.id,
                list(&extra),
                list(&missing)
            ),
            "compare the two: one of them names the wrong paragraph",
        ),
    };
    let place = match extra.first() {
        Some((_, span)) => Place::new(&translation.file, **span),
        None => first_line(translation, twin),
    };
    let there = match missing.first() {
        Some((_, span)) => Place::new(&original.file, **span),
        None => first_line(original, section),
    };
    Some(Finding::new(&codes::CITATION_MISMATCH, place, message).also(there, "in the original").help(help))
}

/// The paragraphs that a section cites, each with its first place; one that does not exist is reported
/// as such.
fn cited<'a>(subject: &Subject<'_>, doc: &'a Doc, section: &Section) -> BTreeMap<&'a SourceRef, Span> {
    let mut all = BTreeMap::new();
    for (event, _) in doc.events.get(section.first..section.end).unwrap_or(&[]) {
        let Event::Citation(citation) = event else { continue };
        for reference in &doc.citations[*citation].value.references {
            let target = &reference.target;
            if !matches!(subject.corpus.find_paragraph(&target.value), Err(Some(_))) {
                all.entry(&target.value).or_insert(target.span);
            }
        }
    }
    all
}
