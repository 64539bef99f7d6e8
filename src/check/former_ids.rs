//! `duplicate-id`, `invalid-id`: the old ids of an entry lead to it alone.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    input::Place,
    parse::Front,
    resolve::id_fault,
};
use std::collections::BTreeMap;

/// Checks every `redirect_from`.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<&str, Place> = BTreeMap::new();
    for draft in subject.drafts.documents.values() {
        let Front::Entry(front) = &draft.front else { continue };
        for old in &front.redirect_from.0 {
            let id = old.value.as_str();
            let place = Place::new(&draft.file, old.span);
            if let Some(fault) = id_fault(id) {
                let finding = Finding::new(&codes::INVALID_ID, place, fault);
                findings.push(finding.help("write the old id alone, without folder, language or ending"));
            } else if subject.corpus.known_ids.contains(id) {
                let message = format!("`{id}` is an entry or page of this site, not an old id");
                let finding = Finding::new(&codes::DUPLICATE_ID, place, message);
                findings.push(finding.help("delete it, or rename the file that has the id now"));
            } else if let Some(first) = first.get(id) {
                let message = format!("the old id `{id}` is given twice");
                let finding = Finding::new(&codes::DUPLICATE_ID, place, message);
                findings.push(finding.also(first.clone(), "first here").help("an address leads to one page"));
            } else {
                first.insert(id, place);
            }
        }
    }
}
