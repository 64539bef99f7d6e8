//! Calendar dates as precise as they are known, and spans of time (ISO 8601-1).

use std::{cmp::Ordering, fmt};

/// A year, a month or a day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year, 0 to 9999.
    pub year: i16,
    /// The month, 1 to 12, if known.
    pub month: Option<i8>,
    /// The day, if known; never without a month.
    pub day: Option<i8>,
}

impl Date {
    /// Reads `2018`, `2018-07` or `2018-07-25`; nothing else, and no day that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |d| d.map(Some))?;
        let narrow = |n: i16| i8::try_from(n).ok();
        let date = Self { year, month: month.and_then(narrow), day: day.and_then(narrow) };
        let exists = jiff::civil::Date::new(year, date.month.unwrap_or(1), date.day.unwrap_or(1)).is_ok();
        (parts.next().is_none() && exists).then_some(date)
    }

    /// The day, in UTC, that is so many seconds after 1970 began.
    pub fn of_seconds(seconds: i64) -> Option<Self> {
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        let day = time.to_zoned(jiff::tz::TimeZone::UTC).date();
        Self::parse(&day.to_string())
    }

    /// The first day it may mean, as numbers that compare.
    pub fn first_day(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may mean, as numbers that compare.
    pub fn last_day(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }
}

impl Ord for Date {
    /// By first day, the coarser first.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.year, self.month, self.day).cmp(&(other.year, other.month, other.day))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A span of time; at most one end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first date; nothing if the start is unknown.
    pub start: Option<Date>,
    /// The last date; nothing if it goes on.
    pub end: Option<Date>,
}

impl Period {
    /// Reads `2018/2020`, `../2018-06`, `2018/..`, or a single date, which begins and ends itself.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((start, end)) = text.split_once('/') else {
            return Date::parse(text).map(|date| Self { start: Some(date), end: Some(date) });
        };
        let side = |part: &str| if part == ".." { Some(None) } else { Date::parse(part).map(Some) };
        let period = Self { start: side(start)?, end: side(end)? };
        let in_order = match (period.start, period.end) {
            (Some(start), Some(end)) => start.first_day() <= end.last_day(),
            (None, None) => false,
            _ => true,
        };
        in_order.then_some(period)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(start), Some(end)) = (self.start, self.end)
            && start == end
        {
            return write!(f, "{start}");
        }
        match self.start {
            Some(start) => write!(f, "{start}/")?,
            None => f.write_str("../")?,
        }
        match self.end {
            Some(end) => write!(f, "{end}"),
            None => f.write_str(".."),
        }
    }
}

/// When something was or will be, or that nobody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A date.
    Date(Date),
    /// A span of time.
    Period(Period),
    /// Written as `unknown`.
    Unknown,
}

impl When {
    /// Reads a date, a span or the word `unknown`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "unknown" {
            return Some(Self::Unknown);
        }
        Date::parse(text).map(Self::Date).or_else(|| Period::parse(text).map(Self::Period))
    }

    /// The date that orders it among others, if any.
    pub fn sort_date(self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Period(period) => period.end.or(period.start),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_to_their_precision_and_written_back() {
        for text in ["2018", "2018-07", "2018-07-25", "2020-02-29"] {
            assert_eq!(Date::parse(text).expect(text).to_string(), text);
        }
        for text in ["18", "2018-7", "2018-13", "2019-02-29", "2018-07-25-1", "2018/07", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_are_days_of_utc() {
        assert_eq!(Date::of_seconds(0), Date::parse("1970-01-01"));
        assert_eq!(Date::of_seconds(1_709_251_199), Date::parse("2024-02-29"));
        assert_eq!(Date::of_seconds(1_709_251_200), Date::parse("2024-03-01"));
        assert_eq!(Date::of_seconds(i64::MAX), None);
    }

    #[test]
    fn periods_are_in_order_and_closed_on_one_side_at_least() {
        for text in ["2018/2020", "../2018-06", "2018/..", "2018-01/2018-06"] {
            assert_eq!(Period::parse(text).expect(text).to_string(), text);
        }
        for text in ["../..", "2020/2018", "2018-01", "2018//"] {
            assert!(Period::parse(text).is_none_or(|p| p.start == p.end), "{text}");
        }
    }
}
