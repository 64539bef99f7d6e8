//! Dates and numbers as a language writes them.

use super::{DateData, Locale, NumberData};
use crate::model::{
    date::{Date, Period},
    decimal::Decimal,
};

/// Replaces `{name}` placeholders of a pattern.
pub(crate) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = pattern.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

impl DateData {
    fn month_name(&self, month: i8) -> &str {
        let index = usize::try_from(month - 1).unwrap_or(0);
        self.months.get(index).map_or("", String::as_str)
    }
}

impl Locale {
    /// A date in words, as precise as it is known.
    pub fn date(&self, date: Date) -> String {
        let Some(data) = &self.data else { return date.to_string() };
        let dates = &data.dates;
        let year = date.year.to_string();
        let Some(month) = date.month else { return fill(&dates.year, &[("y", &year)]) };
        let name = dates.month_name(month);
        let m = month.to_string();
        match date.day {
            None => fill(&dates.month, &[("y", &year), ("m", &m), ("month", name)]),
            Some(day) => {
                let first = dates.first.as_ref().filter(|_| day == 1);
                let day = first.cloned().unwrap_or_else(|| day.to_string());
                fill(&dates.day, &[("y", &year), ("m", &m), ("month", name), ("d", &day)])
            }
        }
    }

    /// A span of time in words; an open end is left to the caller, who has the words for it.
    pub fn period(&self, period: Period) -> String {
        let (start, end) = match (period.start, period.end) {
            (Some(start), Some(end)) => (start, end),
            (Some(one), None) | (None, Some(one)) => return self.date(one),
            (None, None) => return String::new(),
        };
        if start == end {
            return self.date(start);
        }
        let Some(data) = &self.data else { return period.to_string() };
        let dates = &data.dates;
        let year = |date: Date| date.year.to_string();
        match (start.month, end.month, start.day, end.day) {
            (None, None, ..) => fill(&dates.year_range, &[("from", &year(start)), ("to", &year(end))]),
            (Some(m1), Some(m2), None, None) if start.year == end.year => fill(
                &dates.month_range,
                &[
                    ("y", &year(start)),
                    ("m1", &m1.to_string()),
                    ("m2", &m2.to_string()),
                    ("month1", dates.month_name(m1)),
                    ("month2", dates.month_name(m2)),
                ],
            ),
            _ => fill(&dates.range, &[("from", &self.date(start)), ("to", &self.date(end))]),
        }
    }

    /// A number with the language's separators, large round ones with the language's words.
    pub fn number(&self, value: Decimal) -> String {
        let Some(data) = &self.data else { return value.to_string() };
        let numbers = &data.numbers;
        // A word for a power of ten is used where it loses nothing and leaves few digits.
        let scale = numbers
            .scales
            .iter()
            .find(|scale| value.reaches(scale.power) && value.scaled_down(scale.power).scale() <= 2);
        match scale {
            Some(scale) => numbers.digits(value.scaled_down(scale.power)) + &scale.word,
            None => numbers.digits(value),
        }
    }
}

impl NumberData {
    fn digits(&self, value: Decimal) -> String {
        let (negative, whole, fraction) = value.parts();
        let mut text = if negative { "\u{2212}".to_owned() } else { String::new() };
        if self.group.is_empty() || whole.len() < self.group_from {
            text.push_str(&whole);
        } else {
            for (n, digit) in whole.chars().enumerate() {
                if n > 0 && (whole.len() - n).is_multiple_of(3) {
                    text.push_str(&self.group);
                }
                text.push(digit);
            }
        }
        if !fraction.is_empty() {
            text.push_str(&self.decimal);
            text.push_str(&fraction);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{locale::Locales, model::lang::Lang};
    use std::collections::BTreeMap;

    fn locale(tag: &str) -> std::sync::Arc<Locale> {
        let lang = Lang::new(tag);
        Locales::new(std::slice::from_ref(&lang), &BTreeMap::new()).0.get(&lang)
    }

    #[test]
    fn dates_follow_the_language() {
        let day = Date::parse("2018-07-25").expect("a date");
        assert_eq!(locale("zh").date(day), "2018年7月25日");
        assert_eq!(locale("en").date(day), "July 25, 2018");
        assert_eq!(locale("fr").date(day), "25 juillet 2018");
        assert_eq!(locale("xx").date(day), "2018-07-25");
        let first = Date::parse("2025-02-01").expect("a date");
        assert_eq!(locale("fr").date(first), "1er février 2025");
        assert_eq!(locale("en").date(first), "February 1, 2025");
    }

    #[test]
    fn periods_share_what_both_ends_share() {
        let period = |text| Period::parse(text).expect(text);
        assert_eq!(locale("zh").period(period("2018/2020")), "2018—2020年");
        assert_eq!(locale("zh").period(period("2018-01/2018-06")), "2018年1—6月");
        assert_eq!(locale("en").period(period("2018-01/2018-06")), "January–June 2018");
        assert_eq!(locale("en").period(period("2018-07-25/2019")), "July 25, 2018–2019");
    }

    #[test]
    fn numbers_follow_the_language() {
        let number = |text| Decimal::parse(text).expect(text);
        assert_eq!(locale("zh").number(number("560000000000")), "5600亿");
        assert_eq!(locale("zh").number(number("19500")), "1.95万");
        assert_eq!(locale("zh").number(number("1000")), "1000");
        assert_eq!(locale("en").number(number("560000000000")), "560 billion");
        assert_eq!(locale("en").number(number("19500")), "19,500");
        assert_eq!(locale("fr").number(number("92.4")), "92,4");
        assert_eq!(locale("xx").number(number("19500")), "19500");
    }
}
