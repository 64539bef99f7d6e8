//! Makes two spellings of the same words equal: width, dashes, dots, quotation marks, white space.
//!
//! A text goes in, its folded form comes out; two texts whose folded forms are equal differ in
//! nothing that a reader would call a word or a figure. Nothing else is folded: upper and lower case
//! differ, and so do a raised and a plain digit.
//!
//! Start with [`fold`]; [`Folded`] also knows where each character stood.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text folded, with the way back to what was written.
#[derive(Clone, Debug)]
pub(crate) struct Folded {
    /// The text as written, in Unicode normalization form C.
    text: String,
    /// The folded characters, each with where it begins and ends in `text`.
    chars: Vec<(char, usize, usize)>,
}

/// Folds a text.
pub(crate) fn fold(text: &str) -> String {
    Folded::new(text).chars.iter().map(|(c, ..)| *c).collect()
}

impl Folded {
    /// Folds a text and keeps the places.
    pub(crate) fn new(text: &str) -> Self {
        let text: String = composable(text).nfc().collect();
        let mut chars: Vec<(char, usize, usize)> = Vec::with_capacity(text.len() / 2);
        let mut space: Option<usize> = None;
        for (at, written) in text.char_indices() {
            let c = fold_char(written);
            if c == ' ' {
                space = space.or(Some(at));
                continue;
            }
            let last = chars.last().map(|(c, ..)| *c);
            if let Some(space) = space.take()
                && (is_combining_mark(c) || last.is_some_and(needs_space) && needs_space(c))
            {
                chars.push((' ', space, at));
            }
            // A long dash is one dash or two.
            if c == '-' && last == Some('-') {
                continue;
            }
            chars.push((c, at, at + written.len_utf8()));
        }
        Self { text, chars }
    }

    /// The folded characters.
    pub(crate) fn chars(&self) -> impl ExactSizeIterator<Item = char> + Clone {
        self.chars.iter().map(|(c, ..)| *c)
    }

    /// What was written from one folded character up to another.
    pub(crate) fn written(&self, from: usize, to: usize) -> &str {
        let (Some((_, start, _)), Some((_, _, end))) =
            (self.chars.get(from), self.chars.get(to.wrapping_sub(1)))
        else {
            return "";
        };
        self.text.get(*start..*end).unwrap_or("")
    }
}

/// The characters that are seen, each in the form that others can be composed with.
///
/// Composition comes after this: what is folded later cannot join with the character beside it, so
/// that folding twice is folding once.
fn composable(text: &str) -> impl Iterator<Item = char> + '_ {
    // Soft hyphen, zero-width characters, joiners, byte order mark.
    let is_unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let mut seen = text.chars().filter(move |c| !is_unseen(c)).peekable();
    std::iter::from_fn(move || {
        let c = seen.next()?;
        Some(match c {
            '\u{ff01}'..='\u{ff5e}' if seen.peek().is_some_and(|next| combines(*next)) => narrow(c),
            // Half-width kana, Hangul and signs have one full-width form each.
            '\u{ff61}'..='\u{ffee}' => std::iter::once(c).nfkc().next().unwrap_or(c),
            _ => c,
        })
    })
}

/// Whether a character joins the one before it; the half-width sound marks do once they are widened.
fn combines(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// The ASCII character that a full-width one stands for.
fn narrow(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

/// A character's folded form.
fn fold_char(c: char) -> char {
    let folded = match c {
        _ if c.is_whitespace() => ' ',
        '\u{ff01}'..='\u{ff5e}' => narrow(c),
        _ => c,
    };
    match folded {
        '\u{3164}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{2500}' => '-',
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}' | '\u{387}' => '\u{b7}',
        '\u{22ef}' => '\u{2026}',
        '\u{301c}' => '~',
        '\''
        | '`'
        | '\u{b4}'
        | '\u{ab}'
        | '\u{bb}'
        | '\u{2018}'..='\u{201f}'
        | '\u{2032}'..='\u{2036}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{300c}'..='\u{300f}'
        | '\u{301d}'..='\u{301f}' => '"',
        other => other,
    }
}

/// Whether white space on both sides of a character parts words: letters and digits of all scripts
/// but Han and kana, where a line break or a typist's habit puts it.
fn needs_space(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c,
            '\u{2e80}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_the_same_words_are_equal() {
        for (a, b) in [
            ("投资３.２亿元（约）", "投资3.2亿元(约)"),
            ("2018—2020年", "2018-2020年"),
            ("环境——治理", "环境—治理"),
            ("“五纵两横”", "「五纵两横」"),
            ("中关村·贝壳", "中关村•贝壳"),
            ("1.95 万\n件", "1.95万件"),
            ("Xiong’an  New\nArea", "Xiong'an New Area"),
            ("e\u{301}tat", "\u{e9}tat"),
            ("A\u{a0}km ,", "A km,"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
    }

    #[test]
    fn other_words_and_figures_stay_apart() {
        for (a, b) in
            [("now here", "nowhere"), ("10²", "102"), ("Line", "line"), ("5 600", "5600"), ("约5", "近5")]
        {
            assert_ne!(fold(a), fold(b));
        }
    }

    #[test]
    fn the_way_back_gives_what_was_written() {
        let folded = Folded::new("共 ３.２ 亿元。");
        assert_eq!(folded.chars().collect::<String>(), "共3.2亿元。");
        assert_eq!(folded.written(1, 5), "３.２ 亿");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(
            text in "[\\PC\\s]{0,40}|[ \u{a0}\u{3000}a-z0-9京津·•・ｱﾞｶ\u{ffa1}\u{1100}\u{1161}Ａ\u{301}か\u{3099}'“”—–-]{0,30}"
        ) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
