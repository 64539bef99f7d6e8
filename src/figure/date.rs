//! Dates: years, months, days, parts of years, in any order that the language has them in, and spans.
//!
//! A date is a cluster of elements with nothing or a little glue between them, each sort once. Years
//! that are told from the year of the text ("next year") are resolved against the day it was published;
//! where that is not known they are passed over.
//!
//! Start with [`Lexicon::date`].

use super::{
    compile::{Lexicon, YearPart},
    number::{NumberRead, blank, digit},
};
use crate::model::{
    date::{Date, Period},
    decimal::Decimal,
};

/// What stands at a place where a date might begin.
pub(super) struct DateRead {
    /// The date; nothing if its year is not known. Without a year of its own it may be two dates: that
    /// of the year last named, and that of the year of publication.
    pub(super) periods: Vec<Period>,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether the year is taken from before, not from here.
    pub(super) borrowed: bool,
    /// The last year that is written here.
    pub(super) year: Option<i16>,
    /// Whether it is a bare number.
    pub(super) bare: bool,
}

/// The years that a date without one, or with one told from another, may rest on.
#[derive(Clone, Copy)]
pub(super) struct Years {
    /// The last one that the sentence has named.
    pub(super) named: Option<i16>,
    /// The one that the text was published in.
    pub(super) published: Option<i16>,
}

/// One element of a date.
#[derive(Clone, Copy, Debug)]
enum Element {
    Year {
        from: i16,
        to: i16,
        bare: bool,
    },
    Relative(i16),
    Month(i8, i8),
    Day(i8, i8),
    Part(YearPart),
    /// A day with its month and year.
    Whole(Date),
}

/// The elements of one date.
#[derive(Clone, Copy, Debug, Default)]
struct Cluster {
    year: Option<(i16, i16)>,
    relative: Option<i16>,
    month: Option<(i8, i8)>,
    day: Option<(i8, i8)>,
    bare: bool,
    /// Whether it may stand without a year.
    alone: bool,
    count: usize,
    end: usize,
}

impl Cluster {
    /// Takes an element in; false if there is one of its sort.
    fn take(&mut self, element: Element) -> bool {
        let is_new = match element {
            Element::Year { .. } | Element::Relative(_) => self.year.is_none() && self.relative.is_none(),
            Element::Month(..) => self.month.is_none(),
            Element::Day(..) => self.day.is_none(),
            Element::Part(part) => self.month.is_none() && part.months.is_some(),
            Element::Whole(_) => self.count == 0,
        };
        if !is_new {
            return false;
        }
        match element {
            Element::Year { from, to, bare } => {
                self.year = Some((from, to));
                self.bare = bare;
            }
            Element::Relative(by) => self.relative = Some(by),
            Element::Month(from, to) => {
                self.month = Some((from, to));
                self.alone = true;
            }
            Element::Day(from, to) => self.day = Some((from, to)),
            Element::Part(part) => {
                self.month = part.months;
                self.alone |= part.alone;
            }
            Element::Whole(date) => {
                self.year = Some((date.year, date.year));
                self.month = date.month.map(|month| (month, month));
                self.day = date.day.map(|day| (day, day));
            }
        }
        self.count += 1;
        true
    }

    fn has_year(&self) -> bool {
        self.year.is_some() || self.relative.is_some()
    }

    fn start(&self, year: i16) -> Date {
        Date { year, month: self.month.map(|m| m.0), day: self.day.map(|d| d.0) }
    }

    fn finish(&self, year: i16) -> Date {
        Date { year, month: self.month.map(|m| m.1), day: self.day.map(|d| d.1) }
    }
}

impl Lexicon {
    /// Reads a date or a span of dates; nothing if none begins here.
    pub(super) fn date(&self, text: &str, start: usize, years: Years) -> Option<DateRead> {
        let first = self.cluster(text, start, None)?;
        let (last, end) = match self.second_date(text, start, &first) {
            Some(second) => (second, second.end),
            None => (first, first.end),
        };
        let is_whole = first.has_year() || last.has_year() || first.alone;
        if !is_whole || (first.day.is_some() && first.month.is_none() && last.month.is_none()) {
            return None;
        }
        let of = |cluster: &Cluster| -> Option<(i16, i16)> {
            let relative = || Some(years.published? + cluster.relative?).map(|year| (year, year));
            cluster.year.or_else(relative)
        };
        let written = first.has_year() || last.has_year();
        let named: Vec<(i16, i16)> = if written {
            of(&first).or_else(|| of(&last).filter(|_| !first.has_year())).into_iter().collect()
        } else {
            let published = years.published.filter(|published| years.named != Some(*published));
            years.named.into_iter().chain(published).map(|year| (year, year)).collect()
        };
        let mut first = first;
        if first.month.is_none() && first.day.is_some() {
            first.month = last.month;
        }
        let ends = |(from, to): (i16, i16)| (from, of(&last).map_or(to, |year| year.1));
        let period = |(from, to): (i16, i16)| {
            let (begin, finish) = (first.start(from), last.finish(to));
            // Two months of one year in the wrong order lie in two years, or are no span at all. Years in
            // the wrong order are a mistake that someone has to find.
            (begin.first_day() <= finish.last_day() || begin.year > finish.year)
                .then_some(Period { start: Some(begin), end: Some(finish) })
        };
        let periods = named.iter().copied().map(ends).filter_map(period).collect();
        let year = named.first().copied().filter(|_| written).map(|years| ends(years).1);
        let bare = first.bare && first.count == 1 && last.end == first.end;
        Some(DateRead { periods, end, borrowed: !written, year, bare })
    }

    /// The date that a span ends with, after a word of range or after "between ... and".
    fn second_date(&self, text: &str, start: usize, first: &Cluster) -> Option<Cluster> {
        let rest = &text[first.end..];
        let gap = blank(rest);
        let is_between = || self.between_dates.length_before(text[..start].trim_end()).is_some();
        let joined = self.ranges.length(&rest[gap..]);
        let length = joined.or_else(|| self.and_dates.length(&rest[gap..]).filter(|_| is_between()))?;
        let at = first.end + gap + length;
        let at = at + blank(text.get(at..)?);
        let second = self.cluster(text, at, Some(first))?;
        // "2018 to 2020" and "January to June": the second is of the sort of the first, or finer.
        let fits = if first.year.is_some() && first.month.is_none() && first.day.is_none() {
            second.has_year()
        } else {
            second.month.is_some() || second.day.is_some() && first.month.is_some()
        };
        let mut second = second;
        if second.month.is_none() {
            second.month = first.month;
        }
        fits.then_some(second)
    }

    fn cluster(&self, text: &str, start: usize, before: Option<&Cluster>) -> Option<Cluster> {
        let mut cluster = Cluster { end: start, ..Cluster::default() };
        let mut last: Option<Element> = before.filter(|b| b.month.is_some()).map(|_| Element::Month(1, 1));
        let mut at = start;
        while let Some((element, end)) = self.element(text, at, last) {
            if !cluster.take(element) {
                break;
            }
            cluster.end = end;
            last = Some(element);
            if let Some((part, end)) = self.part_of_year(text, element, end) {
                cluster.take(part);
                cluster.end = end;
            }
            let rest = &text[cluster.end..];
            // With nothing between, another element may follow only in scripts without spaces.
            if !self.whole_words && cluster.count < 4 && self.element(text, cluster.end, last).is_some() {
                at = cluster.end;
                continue;
            }
            let Some(glue) = self.glue.length(rest) else { break };
            at = cluster.end + glue;
        }
        (cluster.count > 0).then_some(cluster)
    }

    /// The end of a year where the word for "year" begins the word for its end.
    fn part_of_year(&self, text: &str, element: Element, end: usize) -> Option<(Element, usize)> {
        if !matches!(element, Element::Year { .. } | Element::Relative(_)) || self.whole_words {
            return None;
        }
        let start = text[..end].char_indices().next_back()?.0;
        let (part, length) = self.year_parts.longest(&text[start..])?;
        part.months.map(|_| (Element::Part(*part), start + length))
    }

    fn element(&self, text: &str, at: usize, last: Option<Element>) -> Option<(Element, usize)> {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        if digit(first).is_some() {
            return self.numbered(text, at, last);
        }
        if let Some((month, length)) = self.months.longest(rest) {
            let end = at + length;
            // "January-June" is one element, so that the year after it is that of both.
            let gap = blank(&text[end..]);
            if let Some(range) = self.ranges.length(&text[end + gap..]) {
                let next = end + gap + range;
                let next = next + blank(&text[next..]);
                if let Some((to, length)) = self.months.longest(&text[next..]) {
                    return Some((Element::Month(*month, *to), next + length));
                }
            }
            return Some((Element::Month(*month, *month), end));
        }
        if let Some((by, length)) = self.relative.longest(rest) {
            return Some((Element::Relative(*by), at + length));
        }
        if let Some((part, length)) = self.year_parts.longest(rest) {
            return part.months.map(|_| (Element::Part(*part), at + length));
        }
        self.spelled(text, at)
    }

    /// A year of digits in words (two zero one eight), or a month in number words.
    fn spelled(&self, text: &str, at: usize) -> Option<(Element, usize)> {
        let value = |c: char| self.digits.iter().position(|d| *d == c);
        let mut year = 0_i16;
        let mut end = at;
        let mut count = 0;
        for c in text[at..].chars().take(4) {
            let Some(digit) = value(c) else { break };
            year = year * 10 + i16::try_from(digit).ok()?;
            end += c.len_utf8();
            count += 1;
        }
        if count == 4
            && let Some(length) = self.year_after.length(&text[end..])
        {
            return Some((Element::Year { from: year, to: year, bare: false }, end + length));
        }
        self.spelled_month(text, at)
    }

    fn spelled_month(&self, text: &str, at: usize) -> Option<(Element, usize)> {
        let NumberRead::Number(number) = self.number(text, at)? else { return None };
        let length = self.month_after.length(&text[number.end..])?;
        let month = (1..=12).find(|month| Decimal::whole(i64::from(*month)) == number.value)?;
        Some((Element::Month(month, month), number.end + length))
    }

    /// An element that begins with digits.
    fn numbered(&self, text: &str, at: usize, last: Option<Element>) -> Option<(Element, usize)> {
        let (from, digits, end) = plain(text, at)?;
        if let Some((date, end)) = iso(text, at) {
            return Some((Element::Whole(date), end));
        }
        let second = self.range_of_digits(text, end);
        if let Some((to, to_digits, to_end)) = second
            && let Some(element) = self.suffixed(text, (from, to), (digits, to_digits), to_end)
        {
            return Some(element);
        }
        if let Some(element) = self.suffixed(text, (from, from), (digits, digits), end) {
            return Some(element);
        }
        let is_year = |year: i16| (1900..2100).contains(&year);
        if digits == 4
            && is_year(from)
            && let Some((to, to_digits, to_end)) = second
            && !self.is_counted(text, to_end)
        {
            // "2018–20", but not "2018 to 20".
            let is_short = self.whole_words && to_digits == 2 && to_end - end <= 2 + '–'.len_utf8();
            let to = if is_short { from - from % 100 + to } else { to };
            if to_digits == 4 || is_short && to > from {
                return Some((Element::Year { from, to, bare: false }, to_end));
            }
        }
        // Four digits beside a month, or before anything but a noun, are a year, whichever it is.
        let after_month = matches!(last, Some(Element::Month(..)));
        let is_bare = self.whole_words && (1000..3000).contains(&from) && !self.is_counted(text, end);
        if digits == 4 && is_bare && (is_year(from) || after_month || !self.is_before_noun(text, end)) {
            return Some((Element::Year { from, to: from, bare: true }, end));
        }
        self.bare_day(text, at, last)
    }

    /// A day without a word for it: beside the name of a month.
    fn bare_day(&self, text: &str, at: usize, last: Option<Element>) -> Option<(Element, usize)> {
        if !self.whole_words {
            return None;
        }
        let (from, digits, end) = plain(text, at)?;
        let (to, end) = match self.range_of_digits(text, end) {
            Some((to, 1..=2, end)) => (to, end),
            _ => (from, end),
        };
        let ordinal =
            self.ordinal_after.length(&text[end..]).filter(|_| text[end..].starts_with(char::is_alphabetic));
        let end = end + ordinal.unwrap_or(0);
        let (from, to) = (i8::try_from(from).ok()?, i8::try_from(to).ok()?);
        let is_day = digits <= 2 && (1..=31).contains(&from) && (1..=31).contains(&to);
        let after_month = matches!(last, Some(Element::Month(..))) && !self.is_counted(text, end);
        let gap = blank(&text[end..]);
        let before_month = || gap > 0 && self.months.longest(&text[end + gap..]).is_some();
        (is_day && (after_month || before_month())).then_some((Element::Day(from, to), end))
    }

    /// A word of range and the digits after it.
    fn range_of_digits(&self, text: &str, end: usize) -> Option<(i16, usize, usize)> {
        // "2017/2018" is two years, or one that begins within another.
        if let Some((to, digits @ 4, end)) = text[end..].strip_prefix('/').and_then(|_| plain(text, end + 1))
        {
            return Some((to, digits, end));
        }
        let gap = blank(&text[end..]);
        let length = self.ranges.length(&text[end + gap..])?;
        let at = end + gap + length;
        plain(text, at + blank(text.get(at..)?))
    }

    /// Digits with the word for year, month or day behind them.
    fn suffixed(
        &self,
        text: &str,
        (from, to): (i16, i16),
        (digits, to_digits): (usize, usize),
        end: usize,
    ) -> Option<(Element, usize)> {
        let rest = &text[end..];
        let gap = blank(rest);
        let after = &rest[gap..];
        if digits == 4
            && to_digits == 4
            && let Some(length) = self.year_after.length(after)
        {
            return Some((Element::Year { from, to, bare: false }, end + gap + length));
        }
        let small = |most: i8| {
            let (from, to) = (i8::try_from(from).ok()?, i8::try_from(to).ok()?);
            (digits <= 2 && to_digits <= 2 && from >= 1 && from <= to && to <= most).then_some((from, to))
        };
        if let Some(length) = self.month_after.length(after)
            && let Some((from, to)) = small(12)
        {
            return Some((Element::Month(from, to), end + gap + length));
        }
        let length = self.day_after.length(after)?;
        let (from, to) = small(31)?;
        Some((Element::Day(from, to), end + gap + length))
    }

    /// Whether a noun follows, so that a number may count it.
    fn is_before_noun(&self, text: &str, end: usize) -> bool {
        let rest = &text[end..];
        let gap = blank(rest);
        gap > 0 && self.is_noun(&rest[gap..])
    }

    /// Whether a unit of measure follows, so that the number before it is no year and no day.
    fn is_counted(&self, text: &str, end: usize) -> bool {
        let rest = &text[end..];
        let next = &rest[blank(rest)..];
        let mut chars = rest.chars();
        let has_fraction = chars.next().is_some_and(|c| self.decimal.contains(c))
            && chars.next().is_some_and(|c| digit(c).is_some());
        has_fraction
            || self.units.longest(next).is_some()
            || self.numbers.longest(next).is_some()
            || rest.chars().next().is_some_and(|c| super::words::is_spaced(c) || c == '%')
    }
}

/// `2018-07-25` (ISO 8601-1).
fn iso(text: &str, at: usize) -> Option<(Date, usize)> {
    let end = at + "2018-07-25".len();
    let date = Date::parse(text.get(at..end)?).filter(|date| date.day.is_some())?;
    let goes_on = text[end..].chars().next().is_some_and(|c| digit(c).is_some() || c == '-');
    (!goes_on).then_some((date, end))
}

/// A short run of digits without separators.
fn plain(text: &str, at: usize) -> Option<(i16, usize, usize)> {
    let mut value = 0_i16;
    let mut count = 0;
    let mut end = at;
    for c in text.get(at..)?.chars() {
        let Some(d) = digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(i16::from(d))?;
        count += 1;
        end += c.len_utf8();
    }
    (1..=4).contains(&count).then_some((value, count, end))
}
