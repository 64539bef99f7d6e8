//! `heading-without-id`: sections of a text in several languages have an id that the languages share.

use super::{Subject, texts::Texts};
use crate::{
    finding::{Finding, codes},
    input::Spanned,
    model::doc::{Doc, Event, Heading, Tag},
    parse::Draft,
};

/// Checks the headings that begin sections.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Some(texts) = Texts::of(subject, draft).filter(|texts| texts.files.len() > 1) else { return };
    for heading in section_headings(&draft.body.doc).filter(|heading| !heading.value.explicit) {
        let message = format!("the section `{}` has no id", heading.value.text);
        let finding = Finding::at(&codes::HEADING_WITHOUT_ID, &draft.file, heading.span, message);
        let languages: Vec<&str> = texts.files.keys().map(|lang| lang.as_str()).collect();
        findings.push(finding.help(format!(
            "add `{{#id}}` at the end of the line, the same in every language ({})",
            languages.join(", ")
        )));
    }
}

/// The headings that begin sections; those inside quotations and lists begin none.
pub(super) fn section_headings(doc: &Doc) -> impl Iterator<Item = &Spanned<Heading>> {
    doc.sections.iter().filter_map(|section| match doc.events.get(section.first) {
        Some((Event::Start(Tag::Heading(heading)), _)) => {
            doc.headings.get(*heading).filter(|heading| heading.value.level == 2)
        }
        _ => None,
    })
}
