//! `unused-suppression`, `unknown-code`: findings that an entry says do not apply.
//!
//! `allow` stands in the original and covers every file of the entry. It takes out findings of one
//! code, in one section if it names one, in lines that hold a text if it names one.

use super::Subject;
use crate::{
    finding::{Finding, codes, nearest},
    input::{FilePath, Place, Span},
    parse::{Draft, Folder, Front},
    schema::front_matter::AllowField,
};
use std::collections::BTreeMap;

/// What an entry may say does not apply to it. All others mean that something cannot be read, named,
/// found or trusted, and nobody's reason changes that.
pub static SILENCEABLE: &[&str] = &[
    "ambiguous-name",
    "bidi-control",
    "both-sides-disagree",
    "citation-mismatch",
    "contradicting-fields",
    "date-mismatch",
    "dead-anchor",
    "dead-asset",
    "dead-link",
    "empty-link-text",
    "figure-mismatch",
    "figure-not-in-source",
    "forbidden-term",
    "heading-order",
    "heading-without-id",
    "image-without-alt",
    "missing-translation",
    "orphan-entry",
    "quote-not-found",
    "relation-contradiction",
    "relative-date",
    "section-mismatch",
    "stale-translation",
    "status-conflict",
    "term-not-used",
    "uncited-figure",
    "unstamped-translation",
];

/// One `allow` with its entry.
struct Allowed<'a> {
    field: &'a AllowField,
    draft: &'a Draft,
    used: bool,
}

/// Takes out the findings that entries silence, and reports silencing that silences nothing.
pub fn suppress(subject: &Subject<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut faults = Vec::new();
    let mut by_id: BTreeMap<&str, Vec<Allowed<'_>>> = BTreeMap::new();
    for draft in subject.drafts.documents.values() {
        let Front::Entry(front) = &draft.front else { continue };
        for field in &front.allow {
            match code_fault(draft, field) {
                Some(fault) => faults.push(fault),
                None => by_id.entry(&draft.id).or_default().push(Allowed { field, draft, used: false }),
            }
        }
    }
    let mut kept: Vec<Finding> =
        findings.into_iter().filter(|finding| !takes(subject, &mut by_id, finding)).collect();
    kept.extend(faults);
    for allowed in by_id.values().flatten().filter(|allowed| !allowed.used) {
        let name = &allowed.field.code;
        let message = format!("`{}` is silenced here and does not occur", name.value);
        let finding = Finding::at(&codes::UNUSED_SUPPRESSION, &allowed.draft.file, name.span, message);
        let help = match (&allowed.field.section, &allowed.field.text) {
            (None, None) => "delete the whole item",
            _ => "delete the whole item, or correct its `section` and `text`",
        };
        kept.push(finding.help(help));
    }
    kept
}

fn code_fault(draft: &Draft, field: &AllowField) -> Option<Finding> {
    let name = &field.code;
    if SILENCEABLE.contains(&name.value.as_str()) {
        return None;
    }
    if codes::find(&name.value).is_some() {
        let message = format!("`{}` cannot be silenced", name.value);
        let finding = Finding::at(&codes::UNKNOWN_VALUE, &draft.file, name.span, message);
        return Some(
            finding.help("mend what it finds; `jingwei explain unused-suppression` says what can be"),
        );
    }
    let near = nearest(&name.value, SILENCEABLE.iter().copied());
    let message = format!("there is no code `{}`", name.value);
    let finding = Finding::at(&codes::UNKNOWN_CODE, &draft.file, name.span, message);
    Some(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))))
}

/// Whether an entry silences a finding; marks every `allow` that does.
fn takes(subject: &Subject<'_>, by_id: &mut BTreeMap<&str, Vec<Allowed<'_>>>, finding: &Finding) -> bool {
    let Some(draft) = subject.drafts.documents.get(&finding.place.file) else { return false };
    let Some(all) = by_id.get_mut(draft.id.as_str()) else { return false };
    if !matches!(draft.folder, Folder::Entry(_)) {
        return false;
    }
    let mut taken = false;
    for allowed in all.iter_mut().filter(|allowed| covers(subject, allowed.field, draft, finding)) {
        allowed.used = true;
        taken = true;
    }
    taken
}

fn covers(subject: &Subject<'_>, field: &AllowField, draft: &Draft, finding: &Finding) -> bool {
    field.code.value == finding.code.name
        && field.section.as_deref().is_none_or(|section| section == section_at(draft, finding.place.span))
        && field.text.as_deref().is_none_or(|text| lines_at(subject, &finding.place).contains(text))
}

/// The section that a place stands in; `words` for the front matter.
fn section_at(draft: &Draft, span: Span) -> &str {
    let doc = &draft.body.doc;
    if (span.start as usize) < draft.body.start {
        return "words";
    }
    let starts = |first: usize| doc.events.get(first).is_some_and(|(_, at)| at.start <= span.start);
    doc.sections.iter().rfind(|section| starts(section.first)).map_or("intro", |section| &section.id)
}

/// The whole lines that a place touches.
fn lines_at<'a>(subject: &Subject<'a>, place: &Place) -> &'a str {
    let inputs = subject.inputs;
    let text: &str = text_of(inputs, &place.file);
    let range = place.span.range();
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end =
        text.get(range.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| range.end + at);
    text.get(start..end).unwrap_or("")
}

fn text_of<'a>(inputs: &'a crate::input::InputSet, file: &FilePath) -> &'a str {
    inputs.text(file).map_or("", |text| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_silenced_exists_and_stands_in_the_manual() {
        for name in SILENCEABLE {
            assert!(codes::find(name).is_some(), "{name}");
            assert!(codes::UNUSED_SUPPRESSION.manual.contains(&format!("`{name}`")), "{name}");
        }
    }
}
