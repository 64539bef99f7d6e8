//! A text as a row of tokens: characters of scripts without spaces, and words of all others.
//!
//! A folded text goes in, its tokens come out, with what stands between them. Words follow UAX #29
//! in what browsers and the builder can both do exactly: runs of letters, marks and digits, an
//! apostrophe between letters, a point or comma between digits. What a language does to its words
//! (endings, elided articles) is language data. The search script has the same rules.
//!
//! Start with [`tokens`].

use super::fold::{Class, class_of};
use crate::locale::SearchData;

/// The shortest rest that an ending may leave of a word, in characters.
const SHORTEST_STEM: usize = 3;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A character of a script without spaces.
    Character(char),
    /// A word, with its ending replaced.
    Word(&'a str),
    /// Something between two tokens that keeps them apart.
    Gap,
}

/// Calls `take` with each token of a folded text.
///
/// White space between a word and a character is none: `2022 年` and `2022年` are the same.
pub(super) fn tokens(text: &str, rules: Option<&SearchData>, mut take: impl FnMut(Token<'_>)) {
    let mut before: Option<Class> = None;
    let mut between: Option<Class> = None;
    let mut word = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let class = class_of(c);
        let length = match class {
            Class::Word => word_length(rest),
            _ => c.len_utf8(),
        };
        let (this, after) = rest.split_at(length);
        rest = after;
        match class {
            Class::Mark => between = Some(Class::Mark),
            Class::Space => between = between.or(Some(Class::Space)),
            Class::Unspaced | Class::Word => {
                let apart = match (before, between) {
                    (None, _) | (_, None) => false,
                    (Some(before), Some(Class::Space)) => before == class,
                    _ => true,
                };
                if apart {
                    take(Token::Gap);
                }
                if class == Class::Unspaced {
                    take(Token::Character(c));
                } else {
                    take_word(this, rules, &mut word, &mut take);
                }
                (before, between) = (Some(class), None);
            }
        }
    }
}

/// The length in bytes of the word at the start of a text.
fn word_length(text: &str) -> usize {
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(plain).is_none_or(|next| next.is_ascii() && !b"'.,".contains(next)) {
        return plain;
    }
    let mut previous = '\0';
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if class_of(c) != Class::Word {
            let next = characters.peek().map_or('\0', |(_, next)| *next);
            let joins = match c {
                '\'' => previous.is_alphabetic() && next.is_alphabetic() && class_of(next) == Class::Word,
                '.' | ',' => previous.is_numeric() && next.is_numeric() && class_of(next) == Class::Word,
                _ => false,
            };
            if !joins {
                return at;
            }
        }
        previous = c;
    }
    text.len()
}

fn take_word(written: &str, rules: Option<&SearchData>, word: &mut String, take: &mut impl FnMut(Token<'_>)) {
    let mut written = written;
    if let Some(rules) = rules
        && let Some((article, noun)) = written.split_once('\'')
        && rules.elided.iter().any(|elided| elided == article)
    {
        take(Token::Word(article));
        take(Token::Gap);
        written = noun;
    }
    word.clear();
    normal_word(written, rules, word);
    take(Token::Word(word));
}

/// Writes a word as the index has it: without its ending, without apostrophes and the commas that
/// group digits.
fn normal_word(written: &str, rules: Option<&SearchData>, out: &mut String) {
    let endings = rules.map_or(&[][..], |rules| &rules.endings);
    let last = written.as_bytes().last();
    let fits = |ending: &str| {
        // Most endings are told apart by their last byte alone.
        let stem = ending
            .as_bytes()
            .last()
            .is_none_or(|byte| Some(byte) == last)
            .then(|| written.strip_suffix(ending))?;
        stem.filter(|stem| stem.chars().count() >= SHORTEST_STEM)
    };
    let found = endings.iter().find_map(|(ending, other)| Some((fits(ending)?, other.as_str())));
    let (stem, ending) = found.unwrap_or((written, ""));
    stem.split(['\'', ',']).for_each(|part| out.push_str(part));
    out.push_str(ending);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold::fold;
    use proptest::prelude::*;

    fn row(text: &str, rules: Option<&SearchData>) -> String {
        let (mut folded, mut row) = (String::new(), String::new());
        fold(text, &mut folded);
        tokens(&folded, rules, |token| match token {
            Token::Character(c) => row.push_str(&format!("{c}|")),
            Token::Word(word) => row.push_str(&format!("{word}|")),
            Token::Gap => row.push_str("_|"),
        });
        row
    }

    #[test]
    fn characters_stand_alone_and_words_whole() {
        assert_eq!(row("2022年冬奥会", None), "2022|年|冬|奥|会|");
        assert_eq!(row("雄安、新区 a", None), "雄|安|_|新|区|a|");
        assert_eq!(row("“4+N” PM2.5; 1,200 km", None), "4|_|n|_|pm2.5|_|1200|_|km|");
        assert_eq!(row("sub-center", None), row("sub center", None));
    }

    #[test]
    fn white_space_between_a_word_and_a_character_is_none() {
        assert_eq!(row("2022 年 A 区", None), row("2022年A区", None));
        assert_ne!(row("雄 安", None), row("雄安", None));
    }

    #[test]
    fn endings_and_elided_articles_are_language_data() {
        let english = SearchData {
            endings: [("'s", ""), ("ies", "y"), ("s", "")].map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
            ..SearchData::default()
        };
        assert_eq!(row("Policies' Beijing's areas as", Some(&english)), "policy|_|beijing|_|area|_|as|");
        let french = SearchData { elided: vec!["l".to_owned()], ..SearchData::default() };
        assert_eq!(row("l'économie", Some(&french)), "l|_|economie|");
        assert_eq!(row("Xiong'an", None), "xiongan|");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,30}") {
            let row = row(&text, None);
            prop_assert!(!row.starts_with("_|") && !row.ends_with("_|_|") && !row.contains("_|_|"));
        }
    }
}
