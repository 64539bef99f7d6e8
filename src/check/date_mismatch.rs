//! `date-mismatch`: dates that cannot all be right.
//!
//! A milestone's date and the date in its text, in any language; a result and the publication of the
//! sources that report it; dates of one entry that follow each other. Dates are compared for what is
//! certain: a year and a day within it contradict nothing.

use super::{
    Subject,
    passages::set_apart,
    written_dates::{WrittenDate, may_agree, written_dates},
};
use crate::{
    finding::{Finding, codes},
    input::{Place, Span, Spanned},
    model::{
        choice::{MilestoneState, ObservationState, StateClass},
        date::{Date, When},
        entry::Entry,
        source::{ParagraphId, Source},
    },
    parse::{Draft, Front},
    schema::front_matter::{EntryFront, state_field},
};

/// Checks the dates of an entry, or of the words of its translation.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Some(entry) = subject.corpus.find_entry(&draft.id).map(|id| subject.corpus.entry(id)) else { return };
    check_texts(subject, draft, entry, findings);
    if let Front::Entry(front) = &draft.front {
        check_order(draft, front, findings);
        check_sources(subject, draft, front, entry, findings);
    }
}

fn at(draft: &Draft, span: Span, message: String) -> Finding {
    Finding::at(&codes::DATE_MISMATCH, &draft.file, span, message)
}

/// A milestone's text names the time of its date, if it names any.
fn check_texts(subject: &Subject<'_>, draft: &Draft, entry: &Entry, findings: &mut Vec<Finding>) {
    for word in super::front_words::front_words(draft) {
        let milestone = entry.milestones.iter().find(|milestone| milestone.id == word.key);
        let Some(milestone) = milestone.filter(|_| word.field == "milestones") else { continue };
        let dates = loose_dates(subject, draft, word.text);
        if dates.is_empty() || dates.iter().any(|written| may_agree(written.date, milestone.date)) {
            continue;
        }
        let (When::Date(_) | When::Period(_)) = milestone.date else { continue };
        let place = word.place(subject.inputs, draft, &dates[0].range);
        let written = &word.text[dates[0].range.clone()];
        let message =
            format!("the text of `{}` says `{written}`, its date is {}", milestone.id, shown(milestone.date));
        let original = subject.drafts.documents.get(&entry.place.file);
        let date = original.and_then(|original| match &original.front {
            Front::Entry(front) => front.milestones.iter().find(|field| field.id.value == milestone.id),
            _ => None,
        });
        let finding = Finding::new(&codes::DATE_MISMATCH, place, message);
        let finding = match date {
            Some(field) => finding.also(Place::new(&entry.place.file, field.date.span), "the date"),
            None => finding,
        };
        findings.push(finding.help("correct the one that the source does not say"));
    }
}

fn shown(when: When) -> String {
    match when {
        When::Date(date) => date.to_string(),
        When::Period(period) => period.to_string(),
        When::Unknown => "unknown".to_owned(),
    }
}

/// The dates of a text that are its own: not quoted, no part of a name, no bound such as `before 2020`.
fn loose_dates(subject: &Subject<'_>, draft: &Draft, text: &str) -> Vec<WrittenDate> {
    let locale = subject.locales.get(&draft.lang);
    let data = locale.data.as_ref();
    let mut dates = written_dates(text, data.map(|data| &data.dates));
    if dates.is_empty() {
        return dates;
    }
    let mut masked = set_apart(text);
    if let Some(wording) = subject.corpus.wordings.get(&draft.lang) {
        let comparable = wording.comparable(text);
        masked.extend(wording.named(&comparable).map(|hit| comparable.written(text, &hit.range)));
    }
    dates.retain(|written| {
        let range = &written.range;
        let is_masked = masked.iter().any(|mask| mask.start <= range.start && range.end <= mask.end);
        let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
        let is_bound = data.is_some_and(|data| {
            let before = before.to_lowercase();
            data.relative.before_date.iter().any(|word| before.ends_with(word.as_str()))
                || data.relative.after_date.iter().any(|word| after.starts_with(word.as_str()))
        });
        !is_masked && !is_bound
    });
    dates
}

/// Dates of one entry that follow each other.
fn check_order(draft: &Draft, front: &EntryFront, findings: &mut Vec<Finding>) {
    let withdrawn = front.withdrawn.as_ref().map(|withdrawn| Spanned::new(withdrawn.date, Span::default()));
    let fields = [
        ("made", &front.made),
        ("published", &front.published),
        ("in_force", &front.in_force),
        ("ends", &front.ends),
        ("established", &front.established),
        ("withdrawn", &withdrawn),
    ];
    let get =
        |name: &str| fields.iter().find(|(field, _)| *field == name).and_then(|(_, date)| date.as_ref());
    let order = [
        ("made", "published"),
        ("made", "ends"),
        ("in_force", "ends"),
        ("made", "withdrawn"),
        ("published", "withdrawn"),
        ("established", "withdrawn"),
    ];
    for (earlier, later) in order {
        let (Some(first), Some(second)) = (get(earlier), get(later)) else { continue };
        if second.value.last_day() < first.value.first_day() {
            let message = format!("`{later}` is {}, before `{earlier}`, {}", second.value, first.value);
            let span = if later == "withdrawn" { first.span } else { second.span };
            let finding = at(draft, span, message).help("correct one of the two");
            findings.push(match later {
                "withdrawn" => finding,
                _ => finding.also(Place::new(&draft.file, first.span), format!("`{earlier}`")),
            });
        }
    }
}

/// What has come about is reported afterwards: not by sources that are all older.
fn check_sources(
    subject: &Subject<'_>,
    draft: &Draft,
    front: &EntryFront,
    entry: &Entry,
    findings: &mut Vec<Finding>,
) {
    let mut report = |what: String, date: Date, span: Span, cite: &[ParagraphId]| {
        let cite = if cite.is_empty() { &entry.cite } else { cite };
        let Some(newest) = newest(subject, cite) else { return };
        let Some(published) = newest.published else { return };
        if date.first_day() <= published.last_day() {
            return;
        }
        let message = format!("{what} is of {date}, and the newest source it cites of {published}");
        let finding = at(draft, span, message).also(Place::start_of(&newest.file), "the newest source");
        findings.push(
            finding.help("correct the date, cite the source that reports it, or say that it is planned"),
        );
    };
    let state = front.status.as_ref().or(front.stage.as_ref());
    if let Some(date) = state.and_then(|state| state.value.0.as_of) {
        let span = state.map_or(draft.fence, |state| state.value.0.value.span);
        report(format!("the {}", state_field(entry.kind)), date, span, &entry.state.cite);
    }
    if entry.state.class != StateClass::Proposed {
        let fields =
            [("made", &front.made), ("published", &front.published), ("established", &front.established)];
        for (name, date) in fields.into_iter().filter_map(|(name, date)| Some((name, date.as_ref()?))) {
            report(format!("`{name}`"), date.value, date.span, &entry.cite);
        }
    }
    for field in front.milestones.iter().filter(|field| field.state.value == MilestoneState::Actual) {
        let cite = entry.milestones.iter().find(|milestone| milestone.id == field.id.value);
        if let (Some(milestone), Some(date)) = (cite, field.date.value.sort_date()) {
            report(format!("`{}`", milestone.id), date, field.date.span, &milestone.cite);
        }
    }
    for field in front.observations.iter().filter(|field| field.state.value == ObservationState::Actual) {
        let cite: Vec<ParagraphId> = field
            .cite
            .value
            .0
            .iter()
            .filter_map(|reference| subject.corpus.find_paragraph(&reference.value).ok())
            .collect();
        let end = field
            .period
            .as_ref()
            .and_then(|period| period.value.end.map(|end| Spanned::new(end, period.span)));
        for date in field.as_of.iter().chain(&end) {
            report("this figure".to_owned(), date.value, date.span, &cite);
        }
    }
}

/// The source published last; nothing if one of them has no date.
fn newest<'a>(subject: &Subject<'a>, cite: &[ParagraphId]) -> Option<&'a Source> {
    let mut sources: Vec<&Source> =
        cite.iter().map(|paragraph| subject.corpus.source(paragraph.source)).collect();
    sources.sort_by_key(|source| source.published.map(Date::last_day));
    let first = sources.first()?;
    first.published.and(sources.last().copied())
}
