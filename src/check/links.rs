//! `dead-link`, `dead-anchor`, `unknown-reference`: links to entries, terms and sections lead somewhere.

use super::Subject;
use crate::{
    finding::{Finding, codes, nearest},
    input::{Place, Span},
    model::{doc::LinkTarget, vocabulary::Vocabulary},
    parse::Draft,
};

/// Checks the wiki-links of a text.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    for link in &draft.body.doc.links {
        match &link.value {
            LinkTarget::Entry { id, section } => {
                check_entry(subject, draft, (id, section.as_deref()), link.span, findings);
            }
            LinkTarget::Term { vocabulary, id } => {
                check_term(subject, draft, (vocabulary, id), link.span, findings);
            }
            LinkTarget::Source(reference) if reference.paragraph.is_some() => {
                if let Err(fault) = subject.corpus.find_paragraph(reference) {
                    let place = Place::new(&draft.file, link.span);
                    findings.push(Finding::new(fault.code, place, fault.message).maybe_help(fault.help));
                }
            }
            LinkTarget::Source(reference) => {
                if subject.corpus.find_source(&reference.source).is_none() {
                    let message = format!("there is no source `{}` in `seeds`", reference.source);
                    findings.push(Finding::at(&codes::UNKNOWN_SOURCE, &draft.file, link.span, message));
                }
            }
            LinkTarget::Url(_) => {}
        }
    }
}

fn check_entry(
    subject: &Subject<'_>,
    draft: &Draft,
    (id, section): (&str, Option<&str>),
    span: Span,
    findings: &mut Vec<Finding>,
) {
    let target = if id.is_empty() { &draft.id } else { id };
    if !id.is_empty() && !subject.corpus.known_ids.contains(id) {
        let near = nearest(id, subject.corpus.known_ids.iter().map(String::as_str));
        let finding =
            Finding::at(&codes::DEAD_LINK, &draft.file, span, format!("there is no entry or page `{id}`"));
        findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
        return;
    }
    let Some(section) = section else { return };
    let anchors = anchors(subject, target, draft);
    if !anchors.iter().any(|anchor| anchor == section) {
        let near = nearest(section, anchors.iter().map(String::as_str));
        let message = format!("`{target}` has no section `{section}`");
        let finding = Finding::at(&codes::DEAD_ANCHOR, &draft.file, span, message);
        findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
    }
}

/// The anchors of the text a reader of `draft`'s language sees at an id: its own language's file,
/// else the original's.
fn anchors(subject: &Subject<'_>, id: &str, draft: &Draft) -> Vec<String> {
    let same = |d: &&std::sync::Arc<Draft>| d.id == id && d.folder_is_addressed();
    let files: Vec<_> = subject.drafts.documents.values().filter(same).collect();
    let own = files.iter().find(|d| d.lang == draft.lang);
    let text = own.or_else(|| files.iter().find(|d| !d.front.is_translation()));
    text.map(|d| d.signature.headings.iter().map(|(_, id)| id.clone()).collect()).unwrap_or_default()
}

fn check_term(
    subject: &Subject<'_>,
    draft: &Draft,
    (vocabulary, id): (&str, &str),
    span: Span,
    findings: &mut Vec<Finding>,
) {
    let corpus = subject.corpus;
    let known = Vocabulary::ALL.into_iter().find(|known| known.singular() == vocabulary);
    let ids: Vec<&str> = match known {
        Some(known) => corpus.taxonomies.get(known).by_id.keys().map(String::as_str).collect(),
        None if vocabulary == "term" => corpus.glossary.iter().map(|term| term.id.as_str()).collect(),
        None => {
            let words = ["topic", "region", "agency", "term", "source"];
            let help = match nearest(vocabulary, words) {
                Some(near) => format!("did you mean `{near}:`?"),
                None => format!("write one of: {}", words.join(", ")),
            };
            let message = format!("there is no vocabulary `{vocabulary}`");
            findings.push(Finding::at(&codes::UNKNOWN_REFERENCE, &draft.file, span, message).help(help));
            return;
        }
    };
    if !ids.contains(&id) {
        let near = nearest(id, ids.iter().copied());
        let message = format!("there is no {vocabulary} `{id}`");
        let finding = Finding::at(&codes::UNKNOWN_REFERENCE, &draft.file, span, message);
        findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
    }
}
