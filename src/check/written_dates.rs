//! Dates in a text: years, and months and days as the language writes them or in ISO 8601.
//!
//! Only what is sure to be a date is read; a date in another form counts by its year alone.

use crate::{
    locale::DateData,
    model::date::{Date, When},
    parse::names::is_spaced,
};
use std::ops::Range;

const ISO: [&str; 2] = ["{y}-{m}-{d}", "{y}-{m}"];

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    /// Where it stands.
    pub range: Range<usize>,
    /// The date, as precise as it is written.
    pub date: Date,
}

/// The dates of a text, from left to right; the two years of `2018-2020` are none.
pub(super) fn written_dates(text: &str, language: Option<&DateData>) -> Vec<WrittenDate> {
    let own = language.into_iter().flat_map(|data| {
        let days = std::iter::once(&data.day).chain(&data.also);
        days.chain([&data.month]).map(String::as_str)
    });
    let formats: Vec<&str> = own.chain(ISO).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let inside = text[..at].chars().next_back().is_some_and(|before| is_spaced(before) && is_spaced(c));
        let read = |format: &&str| read_format(text, at, format, language);
        match formats.iter().find_map(read).filter(|_| !inside) {
            Some(written) => {
                at = written.range.end;
                found.push(written);
            }
            None => at += c.len_utf8(),
        }
    }
    let all = years(text);
    for (at, year) in &all {
        let range = *at..at + 4;
        let is_read = found.iter().any(|written| written.range.start <= *at && *at < written.range.end);
        let joined = |from: usize, to: usize| {
            text.get(from..to).is_some_and(|between| between.chars().all(is_dash) && !between.is_empty())
        };
        let is_joined = all.iter().any(|(other, _)| joined(other + 4, *at) || joined(range.end, *other));
        if !is_read && !is_joined {
            found.push(WrittenDate { range, date: Date { year: *year, month: None, day: None } });
        }
    }
    found.sort_by_key(|written| written.range.start);
    found
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '~' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff5e}')
}

/// Reads a date in one format at a place.
fn read_format(text: &str, at: usize, format: &str, language: Option<&DateData>) -> Option<WrittenDate> {
    let (mut year, mut month, mut day) = (None, None, None);
    let (mut rest, mut format) = (&text[at..], format);
    while let Some((literal, after)) = format.split_once('{') {
        let (name, next) = after.split_once('}')?;
        rest = rest.strip_prefix(literal)?;
        format = next;
        match name {
            "y" => (year, rest) = number(rest, 4..=4)?,
            "m" => (month, rest) = number(rest, 1..=2)?,
            "d" => match language.and_then(|data| rest.strip_prefix(data.first.as_deref()?)) {
                Some(after) => (day, rest) = (Some(1), after),
                None => (day, rest) = number(rest, 1..=2)?,
            },
            "month" => {
                let names = language?.months.iter().zip(1..);
                let (name, index) =
                    names.filter(|(name, _)| begins_with(rest, name)).max_by_key(|(name, _)| name.len())?;
                (month, rest) = (Some(index), &rest[name.len()..]);
            }
            _ => return None,
        }
    }
    rest = rest.strip_prefix(format)?;
    let narrow = |part: Option<i16>| part.map(i8::try_from).transpose().ok();
    let date = Date { year: year?, month: narrow(month)?, day: narrow(day)? };
    let range = at..text.len() - rest.len();
    // Only a date of the calendar is one; digits that go on are another number.
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit());
    (!goes_on && date.month.is_some())
        .then(|| Date::parse(&date.to_string()))
        .flatten()
        .map(|date| WrittenDate { range, date })
}

fn begins_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.to_lowercase() == name.to_lowercase())
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<(Option<i16>, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = length.contains(&digits).then(|| text[..digits].parse().ok())??;
    Some((Some(value), &text[digits..]))
}

/// The years of a text with their places: runs of four digits that are part of no other number.
pub(super) fn years(text: &str) -> Vec<(usize, i16)> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let point = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b'.' | b','));
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let end = at + length;
        let before = |n: usize| at.checked_sub(n);
        let in_number = point(before(1)) && digit(before(2)) || point(Some(end)) && digit(Some(end + 1));
        if length == 4 && !in_number {
            let year = text[at..end].parse().ok().filter(|year| (1000..3000).contains(year));
            found.extend(year.map(|year| (at, year)));
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether two may mean the same day; nothing is known of an unknown one.
pub(super) fn may_agree(date: Date, when: When) -> bool {
    let (start, end) = match when {
        When::Date(other) => (Some(other), Some(other)),
        When::Period(period) => (period.start, period.end),
        When::Unknown => (None, None),
    };
    start.is_none_or(|start| start.first_day() <= date.last_day())
        && end.is_none_or(|end| date.first_day() <= end.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{locale::Locales, model::lang::Lang};
    use std::collections::BTreeMap;

    fn read(lang: &str, text: &str) -> Vec<String> {
        let lang = Lang::new(lang);
        let locale = Locales::new(std::slice::from_ref(&lang), &BTreeMap::new()).0.get(&lang);
        let dates = locale.data.as_ref().map(|data| &data.dates);
        written_dates(text, dates).into_iter().map(|written| written.date.to_string()).collect()
    }

    #[test]
    fn dates_are_read_as_the_language_writes_them() {
        assert_eq!(read("zh", "2019年9月15日开通，2020年扩建"), ["2019-09-15", "2020"]);
        assert_eq!(
            read("en", "opened on 5 september 2019, again in October 2020"),
            ["2019-09-05", "2020-10"]
        );
        assert_eq!(read("fr", "le 1er mai 2019"), ["2019-05-01"]);
        assert_eq!(read("xx", "2019-09 and 2019-10-02"), ["2019-09", "2019-10-02"]);
        assert_eq!(read("en", "July 25, 2018"), ["2018-07-25"]);
    }

    #[test]
    fn what_may_be_something_else_is_no_date() {
        assert_eq!(read("zh", "2018-2020年计划，2018—2020年"), Vec::<String>::new());
        assert_eq!(read("en", "12019, 2,019 and 1.2019"), Vec::<String>::new());
        assert_eq!(read("zh", "2019年13月"), ["2019"]);
    }

    #[test]
    fn a_coarse_date_agrees_with_the_finer_one_in_it() {
        let date = |text| Date::parse(text).expect("a date");
        let when = |text| When::parse(text).expect("a time");
        assert!(may_agree(date("2019"), when("2019-09")) && may_agree(date("2019-09"), when("2018/2020")));
        assert!(!may_agree(date("2019-10"), when("2019-09")) && !may_agree(date("2021"), when("2018/2020")));
        assert!(may_agree(date("2015"), when("../2018")) && may_agree(date("2015"), When::Unknown));
    }
}
