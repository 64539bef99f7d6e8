//! `section-mismatch`: a translation has the sections of its original, in the same order.

use super::{Subject, aligned::Pair, heading_without_id::section_headings};
use crate::{
    finding::{Finding, codes},
    freshness,
    input::{Place, Spanned},
    model::doc::Heading,
    parse::Draft,
};

/// Compares a translation with its original.
pub(super) fn check(_: &Subject<'_>, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
    // A translation may hold the words of the front matter only.
    if pair.translation.signature.has_text {
        compare(pair.original, pair.translation, findings);
    }
}

fn compare(original: &Draft, draft: &Draft, findings: &mut Vec<Finding>) {
    let there: Vec<_> = section_headings(&original.body.doc).collect();
    let here: Vec<_> = section_headings(&draft.body.doc).collect();
    // Sections without an id cannot be paired; `heading-without-id` reports them.
    if there.iter().chain(&here).any(|heading| !heading.value.explicit) {
        return;
    }
    compare_intros(original, draft, findings);
    let has = |list: &[&Spanned<Heading>], id: &str| list.iter().any(|heading| heading.value.id == id);
    for heading in there.iter().filter(|heading| !has(&here, &heading.value.id)) {
        let message = format!("the section `{}` of the original is missing", heading.value.id);
        let finding = Finding::at(&codes::SECTION_MISMATCH, &draft.file, draft.fence, message)
            .also(Place::new(&original.file, heading.span), "the section")
            .help(format!("translate it under a heading with `{{#{}}}`", heading.value.id));
        findings.push(finding);
    }
    for heading in here.iter().filter(|heading| !has(&there, &heading.value.id)) {
        let message = format!("the original has no section `{}`", heading.value.id);
        let finding = Finding::at(&codes::SECTION_MISMATCH, &draft.file, heading.span, message)
            .also(Place::new(&original.file, original.fence), "the original")
            .help("give it the id of the section it translates, or delete it");
        findings.push(finding);
    }
    let ours = here.iter().filter(|heading| has(&there, &heading.value.id));
    let theirs = there.iter().filter(|heading| has(&here, &heading.value.id));
    if let Some((ours, theirs)) = ours.zip(theirs).find(|(ours, theirs)| ours.value.id != theirs.value.id) {
        let message =
            format!("the section `{}` stands where the original has `{}`", ours.value.id, theirs.value.id);
        let finding = Finding::at(&codes::SECTION_MISMATCH, &draft.file, ours.span, message)
            .also(Place::new(&original.file, theirs.span), "in the original")
            .help("put the sections into the order of the original");
        findings.push(finding);
    }
}

/// The text before the first section is a section without a heading.
fn compare_intros(original: &Draft, draft: &Draft, findings: &mut Vec<Finding>) {
    let place = |draft: &Draft| freshness::place_of(draft, freshness::INTRO);
    match (place(original), place(draft)) {
        (Some(there), None) => {
            let message = "the text that the original has before its first section is missing";
            let finding = Finding::at(&codes::SECTION_MISMATCH, &draft.file, draft.fence, message)
                .also(Place::new(&original.file, there), "the text")
                .help("translate it above the first heading");
            findings.push(finding);
        }
        (None, Some(here)) => {
            let message = "the original has no text before its first section";
            let finding = Finding::at(&codes::SECTION_MISMATCH, &draft.file, here, message)
                .also(Place::new(&original.file, original.fence), "the original")
                .help("move it into the section that it translates, or delete it");
            findings.push(finding);
        }
        _ => {}
    }
}
