//! `missing-translation`: entries and pages that a language of the site has no file for.

use super::{Subject, texts::Texts};
use crate::{
    finding::{Finding, codes},
    input::Place,
    model::lang::Lang,
    parse::Folder,
};
use std::collections::BTreeSet;

/// Looks for each entry and page in each language.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let corpus = subject.corpus;
    let addressed =
        subject.drafts.documents.values().filter(|draft| !matches!(draft.folder, Folder::Term(_)));
    // A file that cannot be read is not missing.
    let files: BTreeSet<(&str, &Lang)> = addressed.map(|draft| (draft.id.as_str(), &draft.lang)).collect();
    let ids = corpus
        .entries
        .iter()
        .filter(|entry| entry.is_listed())
        .map(|entry| &entry.id)
        .chain(corpus.pages.iter().map(|page| &page.id));
    for id in ids {
        let Some(original) = Texts::of_id(subject, id).and_then(|texts| texts.original_draft(subject)) else {
            continue;
        };
        for lang in subject.config.languages.iter().filter(|lang| !files.contains(&(id.as_str(), *lang))) {
            let message = format!("`{id}` has no text in `{lang}`");
            let place = Place::new(&original.file, original.fence);
            findings.push(Finding::new(&codes::MISSING_TRANSLATION, place, message).help(format!(
                "write `{id}.{lang}.md` beside it; until then its page in `{lang}` shows the original, marked as such"
            )));
        }
    }
}
