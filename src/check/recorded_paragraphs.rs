//! `source-changed`, `unrecorded`: paragraphs of sources are as they were when they were recorded.
//!
//! A paragraph that is put in or taken out moves all that follow; that is one finding, not one for
//! each of them.

use super::{Subject, ledger::Both};
use crate::{
    finding::{Finding, codes},
    input::{FilePath, Place, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// The paragraphs of a source by number: digest and place.
type Paragraphs<'a> = BTreeMap<u32, (&'a str, &'a Place)>;

/// Compares every source with the ledger.
pub(super) fn check(subject: &Subject<'_>, both: &Both, findings: &mut Vec<Finding>) {
    let (then, now) = (by_source(&both.then.paragraphs), by_source(&both.now.paragraphs));
    let none = Paragraphs::new();
    for source in then.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        // A source that cannot be read has been reported.
        let draft = subject.drafts.sources.values().find(|draft| draft.id == **source);
        if draft.is_some_and(|draft| draft.front.is_none()) {
            continue;
        }
        let (then, now) = (then.get(source).unwrap_or(&none), now.get(source).unwrap_or(&none));
        match (draft, then.values().next()) {
            (None, Some((_, place))) => findings.push(source_gone(source, then.len(), place)),
            (Some(draft), _) => {
                report_changes(subject, (source, &draft.file), then, now, findings);
                if both.asks_for_all {
                    findings.extend(unrecorded(source, then, now));
                }
            }
            (None, None) => {}
        }
    }
}

fn by_source(all: &BTreeMap<(String, u32), (String, Place)>) -> BTreeMap<&str, Paragraphs<'_>> {
    let mut sources: BTreeMap<&str, Paragraphs<'_>> = BTreeMap::new();
    for ((source, number), (digest, place)) in all {
        sources.entry(source).or_default().insert(*number, (digest, place));
    }
    sources
}

/// Consecutive paragraphs with the same fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    first: u32,
    last: u32,
    fate: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Its text stands so many paragraphs further on.
    Moved(i64),
    /// Another text stands in its place.
    Changed,
    /// Nothing stands in its place.
    Gone,
}

fn runs(then: &Paragraphs<'_>, now: &Paragraphs<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (number, (digest, _)) in then {
        if now.get(number).is_some_and(|(here, _)| here == digest) {
            continue;
        }
        let last = runs.last_mut().filter(|run| run.last + 1 == *number);
        let by = last.as_ref().and_then(|run| if let Fate::Moved(by) = run.fate { Some(by) } else { None });
        let fate = match moved(*number, digest, now, by) {
            Some(by) => Fate::Moved(by),
            None if now.contains_key(number) => Fate::Changed,
            None => Fate::Gone,
        };
        match last.filter(|run| run.fate == fate && fate != Fate::Changed) {
            Some(run) => run.last = *number,
            None => runs.push(Run { first: *number, last: *number, fate }),
        }
    }
    runs
}

/// By how much a paragraph has moved: as the one before it if that fits, else to the nearest place.
fn moved(number: u32, digest: &str, now: &Paragraphs<'_>, like_before: Option<i64>) -> Option<i64> {
    let by = |place: &u32| i64::from(*place) - i64::from(number);
    let places = now.iter().filter(|(_, (here, _))| *here == digest).map(|(place, _)| by(place));
    places.min_by_key(|by| (Some(*by) != like_before, by.abs()))
}

fn report_changes(
    subject: &Subject<'_>,
    (source, file): (&str, &FilePath),
    then: &Paragraphs<'_>,
    now: &Paragraphs<'_>,
    findings: &mut Vec<Finding>,
) {
    for run in runs(then, now) {
        let Some((_, recorded)) = then.get(&run.first) else { continue };
        let range = range(run.first, run.last);
        let (message, at) = match run.fate {
            Fate::Moved(by) => {
                let place = |number: u32| u32::try_from(i64::from(number) + by).unwrap_or(number);
                let (first, last) = (place(run.first), place(run.last));
                let stand = if run.first == run.last { "stands" } else { "stand" };
                (format!("{range} of `{source}` {stand} at {} now", self::range(first, last)), Some(first))
            }
            Fate::Changed => {
                (format!("{range} of `{source}` is not what it was when it was recorded"), Some(run.first))
            }
            Fate::Gone => (format!("{range} of `{source}` is gone"), None),
        };
        let place = at.and_then(|number| now.get(&number)).map(|(_, place)| first_line(subject, place));
        let finding = match place {
            Some(place) => Finding::new(&codes::SOURCE_CHANGED, place, message)
                .also((*recorded).clone(), "recorded here"),
            None => Finding::new(&codes::SOURCE_CHANGED, (*recorded).clone(), message)
                .also(Place::start_of(file), "the source"),
        };
        findings.push(finding.help(HELP));
    }
}

const HELP: &str = "a source stays as it was published: put the text back; if it was wrong here, mend what cites it, \
                    then run `jingwei record --accept`";

fn source_gone(source: &str, count: usize, recorded: &Place) -> Finding {
    let paragraphs = if count == 1 { "its paragraph" } else { "all its paragraphs" };
    let message = format!("the source `{source}` is gone, and {paragraphs} with it");
    Finding::new(&codes::SOURCE_CHANGED, recorded.clone(), message)
        .label("recorded from here on")
        .help("put its file back; if nothing cites it any more, `jingwei record --accept` forgets it")
}

fn unrecorded(source: &str, then: &Paragraphs<'_>, now: &Paragraphs<'_>) -> Option<Finding> {
    let mut missing = now.iter().filter(|(number, _)| !then.contains_key(number));
    let (number, (_, place)) = missing.next()?;
    let count = missing.count() + 1;
    let message = match count {
        1 => format!("P{number} of `{source}` is not recorded"),
        _ => format!("{count} paragraphs of `{source}` are not recorded, P{number} is the first"),
    };
    let place = Place::start_of(&place.file);
    Some(Finding::new(&codes::UNRECORDED, place, message).help("run `jingwei record`"))
}

/// `P3`, or `P3 to P9`.
fn range(first: u32, last: u32) -> String {
    if first == last { format!("P{first}") } else { format!("P{first} to P{last}") }
}

fn first_line(subject: &Subject<'_>, place: &Place) -> Place {
    let text = subject.inputs.text(&place.file).map_or("", |text| text);
    let range = place.span.range();
    let line = text.get(range.clone()).and_then(|text| text.lines().next()).unwrap_or("");
    Place::new(&place.file, Span::new(range.start, range.start + line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(then: &[&str], now: &[&str]) -> Vec<Run> {
        let place = Place::start_of(&FilePath::from("seeds/x.en.txt"));
        let then = (1..).zip(then).map(|(number, text)| (number, (*text, &place))).collect();
        let now = (1..).zip(now).map(|(number, text)| (number, (*text, &place))).collect();
        runs(&then, &now)
    }

    #[test]
    fn a_paragraph_put_in_is_one_finding_for_all_that_follow() {
        let run = |first, last, fate| Run { first, last, fate };
        assert_eq!(fates(&["a", "b", "c", "d"], &["a", "new", "b", "c", "d"]), [run(2, 4, Fate::Moved(1))]);
        assert_eq!(
            fates(&["a", "b", "c", "d"], &["a", "c", "d"]),
            [run(2, 2, Fate::Changed), run(3, 4, Fate::Moved(-1))]
        );
        assert_eq!(fates(&["a", "b", "c"], &["a"]), [run(2, 3, Fate::Gone)]);
        assert_eq!(
            fates(&["a", "b", "c"], &["x", "y", "c"]),
            [run(1, 1, Fate::Changed), run(2, 2, Fate::Changed)]
        );
        // Texts that stand several times, as headings do, move with their neighbours.
        assert_eq!(fates(&["h", "a", "h", "b"], &["new", "h", "a", "h", "b"]), [run(1, 4, Fate::Moved(1))]);
        assert_eq!(fates(&["a", "b"], &["a", "b", "c"]), []);
    }
}
