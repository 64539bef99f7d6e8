//! `stale-translation`, `unstamped-translation`: a translation says which version of each section of
//! its original it was made from, and that is the version of today.

use super::{Subject, aligned::Pair};
use crate::{
    finding::{Finding, codes},
    freshness::{self, Freshness, PartState, WORDS},
    input::{Place, Span},
    parse::{Draft, Folder},
};

/// Compares the digests in a translation with its original.
pub(super) fn check(subject: &Subject<'_>, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
    let Pair { original, translation, parts } = pair;
    report_unstamped(subject, (original, translation), parts, findings);
    for part in parts {
        match part.freshness {
            Freshness::Stale => findings.push(stale(subject, original, translation, part)),
            Freshness::Gone => findings.push(gone(original, translation, part)),
            Freshness::Current | Freshness::Unstamped => {}
        }
    }
}

/// One finding for the whole file: what is not stamped is seldom a single section.
fn report_unstamped(
    subject: &Subject<'_>,
    (original, draft): (&Draft, &Draft),
    parts: &[PartState],
    findings: &mut Vec<Finding>,
) {
    let of_state = parts.iter().filter(|part| part.freshness == Freshness::Unstamped);
    let (without, malformed): (Vec<_>, Vec<_>) = of_state.partition(|part| part.stamped.is_none());
    if !without.is_empty() {
        let ids: Vec<String> = without.iter().map(|part| format!("`{}`", part.id)).collect();
        let place = Place::new(&draft.file, translation_line(subject, draft));
        let message = format!("there is no digest of the original's {}", ids.join(", "));
        let finding = Finding::new(&codes::UNSTAMPED_TRANSLATION, place, message)
            .also(Place::new(&original.file, original.fence), "the original")
            .help(format!("compare the two, then run `jingwei stamp {}`", name_of(draft)));
        findings.push(finding);
    }
    for part in malformed {
        let span = part.key.unwrap_or(draft.fence);
        let message = format!("what stands under `{}` is no digest", part.id);
        let finding = Finding::at(&codes::UNSTAMPED_TRANSLATION, &draft.file, span, message);
        let command = format!("jingwei stamp {} {}", name_of(draft), part.id);
        findings.push(finding.help(format!("digests are not written by hand: run `{command}`")));
    }
}

fn stale(subject: &Subject<'_>, original: &Draft, draft: &Draft, part: &PartState) -> Finding {
    let key = part.key.unwrap_or(draft.fence);
    let here = if part.id == WORDS { None } else { freshness::place_of(draft, &part.id) };
    let span = first_line(subject, draft, here.unwrap_or(key));
    let what = match part.id.as_str() {
        WORDS => "the words of the original's front matter have".to_owned(),
        freshness::INTRO => "the original's text before its first section has".to_owned(),
        id => format!("the section `{id}` of the original has"),
    };
    let message = format!("{what} changed since the translation was made");
    let mut finding = Finding::at(&codes::STALE_TRANSLATION, &draft.file, span, message);
    if let Some(there) = freshness::place_of(original, &part.id) {
        let place = Place::new(&original.file, first_line(subject, original, there));
        finding = finding.also(place, "changed here");
    }
    let name = name_of(draft);
    finding.help(format!(
        "`jingwei status {name}` shows what changed; mend the translation, then run `jingwei stamp {name} {}`",
        part.id
    ))
}

fn gone(original: &Draft, draft: &Draft, part: &PartState) -> Finding {
    let message = format!("the original no longer has a section `{}`", part.id);
    let span = part.key.unwrap_or(draft.fence);
    Finding::at(&codes::STALE_TRANSLATION, &draft.file, span, message)
        .also(Place::new(&original.file, original.fence), "the original")
        .help(format!(
            "delete the section here, too; `jingwei stamp {} {}` takes out its digest",
            name_of(draft),
            part.id
        ))
}

/// What the command line calls it.
fn name_of(draft: &Draft) -> String {
    match draft.folder {
        Folder::Term(vocabulary) => format!("{}:{}", vocabulary.singular(), draft.id),
        Folder::Entry(_) | Folder::Page => draft.id.clone(),
    }
}

/// Where the front matter calls itself a translation.
fn translation_line(subject: &Subject<'_>, draft: &Draft) -> Span {
    const KEY: &str = "translation";
    let text = subject.inputs.text(&draft.file).map_or("", |text| text);
    let front = text.get(..draft.body.start).unwrap_or("");
    let found = front.match_indices(KEY).find(|(at, _)| {
        front[..*at].ends_with('\n') && front[at + KEY.len()..].trim_start_matches(' ').starts_with(':')
    });
    found.map_or(draft.fence, |(at, key)| Span::new(at, at + key.len()))
}

/// A place without the lines after its first.
fn first_line(subject: &Subject<'_>, draft: &Draft, span: Span) -> Span {
    let text = subject.inputs.text(&draft.file).map_or("", |text| text);
    let shown = text.get(span.range()).and_then(|text| text.lines().next()).unwrap_or("");
    Span::new(span.range().start, span.range().start + shown.len())
}
