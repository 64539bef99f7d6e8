//! Words of a language, found where a text has them.
//!
//! Takes pairs of words and what they mean; finds the longest that begins, or ends, at a place. Nothing
//! is split into words beforehand: in some scripts there are no spaces to split at.
//!
//! Start with [`Words::longest`].

use std::collections::BTreeMap;

/// How a word is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As it is written; a symbol of a unit is another in capitals.
    Kept,
    /// Without regard to ASCII capitals: a word may begin a sentence.
    Folded,
}

/// Words with what they mean.
#[derive(Debug)]
pub(super) struct Words<T> {
    /// By their first, or last, character in lower case; the longest first.
    by_edge: BTreeMap<char, Vec<(Box<str>, T)>>,
    case: Case,
    at_end: bool,
}

impl<T> Words<T> {
    /// Words that are looked for where they begin.
    pub(super) fn new(words: impl IntoIterator<Item = (String, T)>, case: Case) -> Self {
        Self::with_edge(words, case, false)
    }

    /// Words that are looked for where they end.
    pub(super) fn before(words: impl IntoIterator<Item = (String, T)>, case: Case) -> Self {
        Self::with_edge(words, case, true)
    }

    fn with_edge(words: impl IntoIterator<Item = (String, T)>, case: Case, at_end: bool) -> Self {
        let mut by_edge: BTreeMap<char, Vec<(Box<str>, T)>> = BTreeMap::new();
        for (word, value) in words {
            let edge = if at_end { word.chars().next_back() } else { word.chars().next() };
            if let Some(edge) = edge {
                by_edge.entry(edge.to_ascii_lowercase()).or_default().push((word.into(), value));
            }
        }
        for list in by_edge.values_mut() {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { by_edge, case, at_end }
    }

    /// The longest word that begins at the start of a text and, in a script with spaces, does not go on.
    pub(super) fn longest(&self, text: &str) -> Option<(&T, usize)> {
        debug_assert!(!self.at_end, "these words are looked for at their end");
        let first = text.chars().next()?;
        let list = self.by_edge.get(&first.to_ascii_lowercase())?;
        list.iter().find_map(|(word, value)| {
            let head = text.get(..word.len())?;
            (self.same(head, word) && !goes_on(head, &text[word.len()..])).then_some((value, word.len()))
        })
    }

    /// The longest word that ends at the end of a text and does not begin within another.
    pub(super) fn ending(&self, text: &str) -> Option<(&T, usize)> {
        debug_assert!(self.at_end, "these words are looked for at their beginning");
        let last = text.chars().next_back()?;
        let list = self.by_edge.get(&last.to_ascii_lowercase())?;
        list.iter().find_map(|(word, value)| {
            let start = text.len().checked_sub(word.len())?;
            let tail = text.get(start..)?;
            let before = &text[..start];
            (self.same(tail, word) && !goes_on(before, tail)).then_some((value, word.len()))
        })
    }

    fn same(&self, a: &str, b: &str) -> bool {
        match self.case {
            Case::Kept => a == b,
            Case::Folded => a.eq_ignore_ascii_case(b),
        }
    }
}

impl Words<()> {
    /// The length of the longest word that begins at the start of a text.
    pub(super) fn length(&self, text: &str) -> Option<usize> {
        self.longest(text).map(|((), length)| length)
    }

    /// The length of the longest word that ends at the end of a text.
    pub(super) fn length_before(&self, text: &str) -> Option<usize> {
        self.ending(text).map(|((), length)| length)
    }
}

/// Whether the edge of two pieces of text lies within a word.
pub(super) fn goes_on(before: &str, after: &str) -> bool {
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return false };
    is_spaced(a) && is_spaced(b) && !(a.is_numeric() || b.is_numeric())
}

/// Letters and digits of scripts that put spaces between words: all but Han and kana.
pub(super) fn is_spaced(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() && !is_unspaced(c)
}

/// Letters of scripts without spaces between words (Unicode line breaking classes ID and SA).
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(case: Case) -> Words<u8> {
        let list = [("more", 1), ("more than", 2), ("超", 3), ("超过", 4)];
        Words::new(list.map(|(word, value)| (word.to_owned(), value)), case)
    }

    #[test]
    fn the_longest_word_is_found_and_none_within_another() {
        let words = words(Case::Folded);
        assert_eq!(words.longest("More than 5"), Some((&2, 9)));
        assert_eq!(words.longest("more thanks"), Some((&1, 4)));
        assert_eq!(words.longest("moreover"), None);
        assert_eq!(words.longest("超过五"), Some((&4, 6)));
        assert_eq!(words.longest("超五"), Some((&3, 3)));
    }

    #[test]
    fn a_word_before_a_place_is_whole() {
        let words = Words::before([("over".to_owned(), 1)], Case::Folded);
        assert_eq!(words.ending("well, over"), Some((&1, 4)));
        assert_eq!(words.ending("moreover"), None);
    }
}
