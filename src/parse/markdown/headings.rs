//! Gives every heading its text and its anchor.

use crate::finding::{Finding, codes};
use crate::input::{FilePath, Place, Spanned};
use crate::model::doc::{Doc, Event, Heading, LinkTarget, Tag, TagEnd};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Ids of a translation's `of` that no heading may have.
const RESERVED: [&str; 2] = ["intro", "words"];

/// Fills in texts, and anchors where the author wrote none; reports written anchors that cannot be.
///
/// What the author wrote has the first choice: an anchor made from a text keeps clear of it.
pub(super) fn finish_headings(doc: &mut Doc, file: &FilePath, findings: &mut Vec<Finding>) {
    if doc.headings.is_empty() {
        return;
    }
    collect_texts(doc);
    let mut used: BTreeMap<String, u32> = RESERVED.iter().map(|&id| (id.to_owned(), 1)).collect();
    let mut written = BTreeMap::new();
    for heading in doc.headings.iter_mut().filter(|heading| heading.value.explicit) {
        claim_written(heading, &mut written, file, findings);
        used.insert(heading.value.id.clone(), 1);
    }
    for heading in doc.headings.iter_mut().filter(|heading| !heading.value.explicit) {
        heading.value.id = unique(anchor_of(&heading.value.text), &mut used);
    }
}

/// Reports a written anchor that is reserved or taken.
fn claim_written(
    heading: &Spanned<Heading>,
    written: &mut BTreeMap<String, Place>,
    file: &FilePath,
    findings: &mut Vec<Finding>,
) {
    let (id, place) = (&heading.value.id, Place::new(file, heading.span));
    if RESERVED.contains(&id.as_str()) {
        let finding = Finding::new(
            &codes::INVALID_ID,
            place.clone(),
            format!("`{id}` is reserved and cannot be the id of a heading"),
        );
        findings.push(finding.help("choose another id"));
    }
    if let Some(first) = written.get(id) {
        let finding = Finding::new(
            &codes::DUPLICATE_ID,
            place,
            format!("two headings of this text have the id `{id}`"),
        );
        findings.push(finding.also(first.clone(), "the first").help("give one of them another id"));
    } else {
        written.insert(id.clone(), place);
    }
}

fn collect_texts(doc: &mut Doc) {
    let mut open: Option<usize> = None;
    let mut text = String::new();
    for (index, (event, _)) in doc.events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading(heading)) => open = Some(*heading),
            Event::End(TagEnd::Heading) => {
                if let Some(heading) = open.take() {
                    text.trim().clone_into(&mut doc.headings[heading].value.text);
                }
                text.clear();
            }
            _ if open.is_none() => {}
            Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Link { target, .. }) => {
                let is_nameless = matches!(doc.events.get(index + 1), Some((Event::End(TagEnd::Link), _)));
                if is_nameless {
                    text.push_str(id_of(&doc.links[*target].value));
                }
            }
            _ => {}
        }
    }
}

/// The id that stands for a target as long as its name is not known.
pub(super) fn id_of(target: &LinkTarget) -> &str {
    match target {
        LinkTarget::Url(url) => url,
        LinkTarget::Entry { id, section } if id.is_empty() => section.as_deref().unwrap_or_default(),
        LinkTarget::Entry { id, .. } | LinkTarget::Term { id, .. } => id,
        LinkTarget::Source(reference) => &reference.source,
    }
}

/// Makes an anchor from a heading's text: letters and digits of any script, in lower case, and
/// hyphens between them.
pub(super) fn anchor_of(text: &str) -> String {
    let mut anchor = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            anchor.push(c);
        } else if (c == '-' || c.is_whitespace()) && !anchor.is_empty() && !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    anchor.truncate(anchor.trim_end_matches('-').len());
    if anchor.is_empty() { "section".to_owned() } else { anchor }
}

/// Makes an anchor unique by a number. `used` holds for each anchor the last number tried, so that a
/// text with a thousand equal headings does not try each of them a thousand times.
fn unique(anchor: String, used: &mut BTreeMap<String, u32>) -> String {
    let Some(last) = used.get(&anchor) else {
        used.insert(anchor.clone(), 1);
        return anchor;
    };
    let mut number = *last;
    let id = loop {
        number += 1;
        let id = format!("{anchor}-{number}");
        if !used.contains_key(&id) {
            break id;
        }
    };
    used.insert(anchor, number);
    used.insert(id.clone(), 1);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_keeps_letters_and_digits_of_any_script() {
        for (text, anchor) in [
            ("Goals and Targets", "goals-and-targets"),
            ("一、目标（2020）", "一目标2020"),
            ("A -- B!", "a-b"),
            ("Qu'est-ce que c'est", "quest-ce-que-cest"),
            ("E\u{301}tat", "\u{e9}tat"),
            ("？！", "section"),
        ] {
            assert_eq!(anchor_of(text), anchor);
        }
    }
}
