//! References as programs read them.

use super::Reference;

/// The names that every BibTeX style gives to the months.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Reference {
    /// A BibTeX entry: `@misc`, the type that every style has for what has no other, with the `url`
    /// that newer ones show.
    ///
    /// Names stand in a second pair of braces, so that no style takes an office for a person or turns
    /// capitals of a title into small letters. A day is left out: no field of the format holds it.
    pub fn bibtex(&self) -> String {
        let mut text = format!("@misc{{{},\n", self.key);
        let mut field = |name: &str, value: &str| text.push_str(&format!("  {name} = {value},\n"));
        field("author", &format!("{{{{{}}}}}", tex(&self.author)));
        field("title", &format!("{{{{{}}}}}", tex(&self.title)));
        if self.site != self.author {
            field("howpublished", &format!("{{{}}}", tex(&self.site)));
        }
        if let Some(date) = self.date {
            field("year", &format!("{{{}}}", date.year));
            let month = date.month.and_then(|month| MONTHS.get(usize::try_from(month - 1).ok()?));
            if let Some(month) = month {
                field("month", month);
            }
        }
        if let Some(url) = &self.url {
            field("url", &format!("{{{}}}", address(url)));
        }
        text.push_str("}\n");
        text
    }

    /// An RIS record: a tag of two letters, two spaces, a hyphen and a space in each line; lines end
    /// as the format asks, with carriage return and line feed. `ELEC` is a page of the web.
    pub fn ris(&self) -> String {
        let mut text = String::new();
        let mut line = |tag: &str, value: &str| {
            let value: Vec<&str> = value.split_whitespace().collect();
            text.push_str(&format!("{tag}  - {}\r\n", value.join(" ")));
        };
        line("TY", "ELEC");
        // The format forbids the asterisk in names of authors.
        line("AU", &self.author.replace('*', " "));
        line("TI", &self.title);
        if self.site != self.author {
            line("T2", &self.site);
        }
        line("PB", &self.author);
        if let Some(date) = self.date {
            let part = |part: Option<i8>| part.map_or(String::new(), |part| format!("{part:02}"));
            line("PY", &format!("{:04}", date.year));
            line("DA", &format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day)));
        }
        line("LA", self.lang.as_str());
        if let Some(url) = &self.url {
            line("UR", url);
        }
        line("ER", "");
        text
    }
}

/// A text for TeX: its ten special characters written as commands.
///
/// Braces too, since BibTeX counts those with a backslash before them as well.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address for `\url`, which takes all characters as they are but for braces and the backslash.
fn address(url: &str) -> String {
    url.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::model::date::Date;

    #[test]
    fn a_bibtex_entry_keeps_names_whole() {
        let expected = "@misc{line-x-fr,\n  author = {{The Valley Register}},\n  title = {{Line X}},\n  \
                        howpublished = {Valley},\n  year = {2024},\n  month = jul,\n  \
                        url = {https://example.org/fr/projects/line-x/},\n}\n";
        assert_eq!(example().bibtex(), expected);
    }

    #[test]
    fn special_characters_are_written_out_for_tex() {
        assert_eq!(
            tex("100% & #1 of $5_6 {a} ~ ^ \\b"),
            "100\\% \\& \\#1 of \\$5\\_6 \\textbraceleft{}a\\textbraceright{} \\textasciitilde{} \
             \\textasciicircum{} \\textbackslash{}b"
        );
        let title = "An open { brace, a closed } one".to_owned();
        let text = Reference { title, url: Some("https://x.org/a_b%20{c}".to_owned()), ..example() }.bibtex();
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        assert!(text.contains("url = {https://x.org/a_b%20%7Bc%7D}"));
    }

    #[test]
    fn an_ris_record_begins_with_its_type_and_ends_with_its_end() {
        let expected = "TY  - ELEC\r\nAU  - The Valley Register\r\nTI  - Line X\r\nT2  - Valley\r\n\
                        PB  - The Valley Register\r\nPY  - 2024\r\nDA  - 2024/07/05/\r\nLA  - fr\r\n\
                        UR  - https://example.org/fr/projects/line-x/\r\nER  - \r\n";
        assert_eq!(example().ris(), expected);
    }

    #[test]
    fn a_value_of_a_record_stays_in_its_line() {
        let reference = Reference {
            title: "Line X\nER  - ".to_owned(),
            author: "Roads * Rails".to_owned(),
            date: Date::parse("2024"),
            ..example()
        };
        let text = reference.ris();
        assert!(text.contains("TI  - Line X ER -\r\n") && text.matches("\r\nER  - ").count() == 1, "{text}");
        assert!(text.contains("AU  - Roads Rails\r\n"), "{text}");
        assert!(text.contains("DA  - 2024///\r\n"));
    }

    #[test]
    fn what_is_not_known_has_no_field() {
        let bare = Reference { date: None, url: None, ..example() };
        assert!(!bare.bibtex().contains("year") && !bare.bibtex().contains("url"));
        assert!(!bare.ris().contains("PY") && !bare.ris().contains("UR"));
    }
}
