//! `orphan-entry`: entries that no other entry leads to.
//!
//! Lists and the pages of topics, regions and agencies lead to every entry; what is asked here is
//! whether a reader of another entry comes to know of this one. A relation counts from both sides,
//! since both pages show it.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    model::entry::EntryId,
};

/// Looks at every entry that is published.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let corpus = subject.corpus;
    // A single entry has no other.
    if corpus.entries.len() < 2 {
        return;
    }
    for (entry, id) in corpus.entries.iter().zip((0..).map(EntryId)) {
        let index = id.0 as usize;
        let has_relations = corpus.graph.edges.get(index).is_some_and(|edges| !edges.is_empty());
        let is_mentioned = corpus.graph.mentions.get(index).is_some_and(|from| !from.is_empty());
        if entry.withdrawn.is_some() || has_relations || is_mentioned {
            continue;
        }
        let message = format!("no other entry leads to `{}`", entry.id);
        let finding = Finding::new(&codes::ORPHAN_ENTRY, entry.place.clone(), message);
        findings.push(finding.help("relate it to another entry, or link it where it is spoken of"));
    }
}
