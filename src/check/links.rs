//! `dead-link`, `dead-anchor`, `unknown-reference`: links by id lead to entries, pages, terms, sources
//! and sections that exist.

use super::{Subject, texts::Texts};
use crate::{
    finding::{Finding, codes, nearest},
    input::Span,
    model::{
        doc::{LinkTarget, SourceRef},
        vocabulary::Vocabulary,
    },
    parse::Draft,
};

/// Checks the links by id of a text.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    for link in &draft.body.doc.links {
        match &link.value {
            LinkTarget::Entry { id, section } => {
                check_entry(subject, draft, (id, section.as_deref()), link.span, findings);
            }
            LinkTarget::Term { vocabulary, id } => {
                check_term(subject, draft, (vocabulary, id), link.span, findings);
            }
            LinkTarget::Source(reference) => check_source(subject, draft, reference, link.span, findings),
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
    if !id.is_empty() && !subject.corpus.known_ids.contains(id) {
        let finding =
            Finding::at(&codes::DEAD_LINK, &draft.file, span, format!("there is no entry or page `{id}`"));
        findings.push(finding.help(help_for_id(subject, id)));
        return;
    }
    let Some(section) = section else { return };
    // What cannot be read or is a draft has no page whose sections could be missing.
    let target = match id {
        "" => Some(draft),
        _ => Texts::of_id(subject, id).and_then(|texts| texts.shown(subject, &draft.lang)),
    };
    if let Some(target) = target {
        findings.extend(missing_anchor(draft, span, target, section));
    }
}

/// What an id that names nothing may have meant.
fn help_for_id(subject: &Subject<'_>, id: &str) -> String {
    let corpus = subject.corpus;
    let vocabulary = Vocabulary::ALL.into_iter().find(|known| corpus.find_term(*known, id).is_some());
    if let Some(vocabulary) = vocabulary {
        return format!("did you mean `[[{}:{id}]]`?", vocabulary.singular());
    }
    if corpus.find_source(id).is_some() {
        return format!("did you mean `[[source:{id}]]`?");
    }
    // A path to a file, as other programs write links.
    let name = id.rsplit('/').next().unwrap_or(id);
    let name = name.strip_suffix(".md").map_or(name, |stem| stem.split('.').next().unwrap_or(stem));
    let near = nearest(name, corpus.known_ids.iter().map(String::as_str));
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the id, or write the text without a link".to_owned(),
    }
}

/// A finding if a text has no heading of this anchor.
pub(super) fn missing_anchor(draft: &Draft, span: Span, target: &Draft, anchor: &str) -> Option<Finding> {
    let anchors = || target.signature.headings.iter().map(|(_, id)| id.as_str());
    if anchors().any(|known| known == anchor) {
        return None;
    }
    let message = if target.file == draft.file {
        format!("this text has no section `{anchor}`")
    } else {
        format!("`{}` has no section `{anchor}`", target.id)
    };
    let help = match nearest(anchor, anchors()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if target.signature.headings.is_empty() => Some("it has no sections at all".to_owned()),
        None => Some(format!("its sections are {}", anchors().collect::<Vec<_>>().join(", "))),
    };
    Some(Finding::at(&codes::DEAD_ANCHOR, &draft.file, span, message).maybe_help(help))
}

fn check_source(
    subject: &Subject<'_>,
    draft: &Draft,
    reference: &SourceRef,
    span: Span,
    findings: &mut Vec<Finding>,
) {
    if reference.paragraph.is_none() && subject.corpus.find_source(&reference.source).is_some() {
        return;
    }
    let Err(Some(fault)) = subject.corpus.find_paragraph(reference) else { return };
    // What is no `#P1` stays in the source's name.
    let fragment = reference.source.split_once('#').filter(|_| reference.paragraph.is_none());
    let help = fragment.map(|(source, _)| format!("name a paragraph as in `[[source:{source}#P1]]`"));
    let finding = Finding::at(fault.code, &draft.file, span, fault.message);
    findings.push(finding.maybe_help(fault.help).maybe_help(help));
}

fn check_term(
    subject: &Subject<'_>,
    draft: &Draft,
    (vocabulary, id): (&str, &str),
    span: Span,
    findings: &mut Vec<Finding>,
) {
    let corpus = subject.corpus;
    let known = Vocabulary::find_singular(vocabulary);
    let near = match known {
        Some(known) => {
            let ids = &corpus.taxonomies.get(known).by_id;
            if ids.contains_key(id) {
                return;
            }
            nearest(id, ids.keys().map(String::as_str))
        }
        None if vocabulary == "term" => {
            let ids = || corpus.glossary.iter().map(|term| term.id.as_str());
            if ids().any(|known| known == id) {
                return;
            }
            nearest(id, ids())
        }
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
    let file = known.map_or("terms", Vocabulary::as_str);
    if corpus.unread_vocabularies.contains(file) {
        return;
    }
    let message = format!("there is no {vocabulary} `{id}` in content/vocabulary/{file}.yaml");
    let finding = Finding::at(&codes::UNKNOWN_REFERENCE, &draft.file, span, message);
    findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
}
