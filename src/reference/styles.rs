//! References as people write them.

use super::Reference;
use crate::{locale::fill, model::date::Date};

/// What a style says in words, in the language of the page that shows it.
#[derive(Clone, Copy, Debug)]
pub struct StyleWords<'a> {
    /// Stands where whoever cites the page puts the day of reading it.
    pub accessed: &'a str,
    /// Stands for a date that is not known.
    pub no_date: &'a str,
    /// A date with `{y}`, `{month}` and `{d}`: a year, a month, a day.
    pub dates: [&'a str; 3],
    /// The names of the months, January first; empty where they are only numbered.
    pub months: &'a [String],
}

impl Reference {
    /// The reference in the Chinese national style, GB/T 7714-2015, 4.6 and 8: `Author. Title[EB/OL].
    /// (date of the change)[date of reading]. Address`.
    ///
    /// The day of reading is part of the style and nobody's to know but the reader's, so a word stands
    /// for it.
    pub fn gbt7714(&self, words: StyleWords<'_>) -> String {
        let mut text = format!("{}{}[EB/OL]. ", self.author_apart(), self.title);
        if let Some(date) = self.date {
            text.push_str(&format!("({date})"));
        }
        text.push_str(&format!("[{}].", words.accessed));
        self.with_address(text)
    }

    /// The reference in the style of the American Psychological Association, 7th edition, 10.16:
    /// `Author. (Year, Month day). Title. Site. Address`; a site that is its own author is not named
    /// twice.
    pub fn apa(&self, words: StyleWords<'_>) -> String {
        let date = self.date.map_or_else(|| words.no_date.to_owned(), |date| words.date(date));
        let author = self.author_apart();
        let title = ended(&self.title);
        let mut text = match author.as_str() {
            "" => format!("{title}({date}). "),
            _ => format!("{author}({date}). {title}"),
        };
        if self.site != self.author {
            text.push_str(&ended(&self.site));
        }
        self.with_address(text.trim_end().to_owned())
    }

    /// The author with a full stop; nothing where the work is its own author, whose name is the title.
    fn author_apart(&self) -> String {
        if self.author == self.title { String::new() } else { ended(&self.author) }
    }

    fn with_address(&self, mut text: String) -> String {
        if let Some(url) = &self.url {
            text.push(' ');
            text.push_str(url);
        }
        text
    }
}

impl StyleWords<'_> {
    fn date(&self, date: Date) -> String {
        let year = date.year.to_string();
        let Some(month) = date.month else { return fill(self.dates[0], &[("y", &year)]) };
        let name = usize::try_from(month - 1).ok().and_then(|index| self.months.get(index));
        let name = name.cloned().unwrap_or_else(|| month.to_string());
        let day = date.day.map(|day| day.to_string());
        let pattern = self.dates[if day.is_some() { 2 } else { 1 }];
        fill(pattern, &[("y", &year), ("month", &name), ("d", day.as_deref().unwrap_or(""))])
    }
}

/// A part of a reference with its full stop, unless it ends with a sign that stands for one.
fn ended(part: &str) -> String {
    let is_ended = part.ends_with(['.', '!', '?', '\u{3002}', '\u{ff01}', '\u{ff1f}']);
    format!("{part}{}", if is_ended { " " } else { ". " })
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    const WORDS: StyleWords<'_> = StyleWords {
        accessed: "date of access",
        no_date: "n.d.",
        dates: ["{y}", "{y}, {month}", "{y}, {month} {d}"],
        months: &[],
    };

    fn named(months: &[String]) -> StyleWords<'_> {
        StyleWords { months, ..WORDS }
    }

    #[test]
    fn the_national_style_has_the_day_of_the_change_and_leaves_room_for_that_of_reading() {
        let expected = "The Valley Register. Line X[EB/OL]. (2024-07-05)[date of access]. \
                        https://example.org/fr/projects/line-x/";
        assert_eq!(example().gbt7714(WORDS), expected);
    }

    #[test]
    fn apa_puts_the_year_first_and_names_the_site_once() {
        let months: Vec<String> =
            "January February March April May June July".split(' ').map(str::to_owned).collect();
        let expected =
            "The Valley Register. (2024, July 5). Line X. Valley. https://example.org/fr/projects/line-x/";
        assert_eq!(example().apa(named(&months)), expected);
        let own = Reference { site: "The Valley Register".to_owned(), url: None, ..example() };
        assert_eq!(own.apa(named(&months)), "The Valley Register. (2024, July 5). Line X.");
        let month = Reference { date: Date::parse("2024-07"), ..own };
        assert_eq!(month.apa(WORDS), "The Valley Register. (2024, 7). Line X.");
    }

    #[test]
    fn what_is_not_known_is_left_out_or_said_to_be_unknown() {
        let bare = Reference { date: None, url: None, ..example() };
        assert_eq!(bare.gbt7714(WORDS), "The Valley Register. Line X[EB/OL]. [date of access].");
        assert_eq!(bare.apa(WORDS), "The Valley Register. (n.d.). Line X. Valley.");
    }

    #[test]
    fn a_site_that_nobody_else_publishes_is_named_once() {
        let own = |text: &str| Reference {
            author: text.to_owned(),
            title: text.to_owned(),
            site: text.to_owned(),
            date: None,
            url: None,
            ..example()
        };
        assert_eq!(own("Valley").gbt7714(WORDS), "Valley[EB/OL]. [date of access].");
        assert_eq!(own("Valley").apa(WORDS), "Valley. (n.d.).");
    }

    #[test]
    fn a_full_stop_is_not_set_twice() {
        let reference =
            Reference { author: "Smith Inc.".to_owned(), title: "What next?".to_owned(), ..example() };
        assert!(reference.apa(WORDS).starts_with("Smith Inc. (2024, 7 5). What next? Valley. "));
        assert!(reference.gbt7714(WORDS).starts_with("Smith Inc. What next?[EB/OL]. "));
    }
}
