//! One form for all spellings of a text, and what its characters are to a search.
//!
//! A text goes in as written, comes out compatible (NFKC), in lower case and without the accents of
//! the Latin, Greek and Cyrillic letters, so that `Économie` is found by `economie` and `４＋Ｎ` by
//! `4+n`. Marks that make other letters (voiced kana, Thai vowels) stay. The search script folds a
//! query in the same steps. Nothing here knows a language.
//!
//! Start with [`fold`].

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_script::{Script, UnicodeScript};

/// Scripts that are written without spaces between words (`Script_Extensions` of Unicode).
///
/// The search script names the same ones in a regular expression.
const UNSPACED: [Script; 12] = [
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Yi,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
    Script::Tai_Le,
    Script::New_Tai_Lue,
    Script::Tai_Tham,
];

/// What a character is to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of a script without spaces: found by itself.
    Unspaced,
    /// A letter, mark or digit of a word.
    Word,
    /// White space.
    Space,
    /// Anything else.
    Mark,
}

/// Says what a folded character is.
pub(super) fn class_of(c: char) -> Class {
    match c {
        'a'..='z' | '0'..='9' | 'A'..='Z' => Class::Word,
        '\u{4E00}'..='\u{9FFF}' => Class::Unspaced,
        ' ' | '\n' | '\t' | '\r' => Class::Space,
        '\0'..='\x7F' => Class::Mark,
        _ if c.is_alphanumeric() || is_combining_mark(c) => {
            let scripts = c.script_extension();
            // A letter of every script, such as `ª`, is one of none that matters here.
            let is_unspaced = !scripts.is_common()
                && !scripts.is_inherited()
                && UNSPACED.iter().any(|script| scripts.contains_script(*script));
            if is_unspaced { Class::Unspaced } else { Class::Word }
        }
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Mark,
    }
}

/// Whether folding changes at most the case of a character, whatever stands beside it.
fn is_simple(c: char) -> bool {
    matches!(c, '\0'..='\x7F' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '—' | '“' | '”')
}

/// The ASCII character of a full-width one.
fn narrow(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// Folds a text and appends it.
pub(super) fn fold(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Most text is plain; normalising it would take longer than all the rest of the index.
        if is_simple(c) {
            let end = rest.find(|c| !is_simple(c)).unwrap_or(rest.len());
            let begin = out.len();
            out.push_str(&rest[..end]);
            out[begin..].make_ascii_lowercase();
            rest = &rest[end..];
            continue;
        }
        if let Some(other) = narrow(c) {
            out.push(other.to_ascii_lowercase());
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let end = rest.find(|c| is_simple(c) || narrow(c).is_some()).unwrap_or(rest.len());
        let lower = rest[..end].nfkd().flat_map(char::to_lowercase);
        let bare = lower.filter(|c| !matches!(c, '\u{300}'..='\u{36F}'));
        for c in bare.nfkc() {
            match c {
                'ß' => out.push_str("ss"),
                'ς' => out.push('σ'),
                '‘' | '’' | 'ʼ' => out.push('\''),
                _ => out.push(c),
            }
        }
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        fold(text, &mut out);
        out
    }

    #[test]
    fn spellings_of_a_text_become_one() {
        for (text, expected) in [
            ("Économie Œuvre", "economie œuvre"),
            ("４＋Ｎ（ＡＢ）", "4+n(ab)"),
            ("Straße ΟΔΟΣ", "strasse οδοσ"),
            ("Xiong’an", "xiong'an"),
            ("がギ", "がギ"),
            ("ﬁ ㎡ ①", "fi m2 1"),
            ("Ｅ\u{301}", "e"),
        ] {
            assert_eq!(folded(text), expected);
        }
    }

    #[test]
    fn scripts_without_spaces_are_told_by_their_property() {
        for c in "新々〇あアーไ".chars() {
            assert_eq!(class_of(c), Class::Unspaced, "{c}");
        }
        for c in "aé9한ж١ª".chars() {
            assert_eq!(class_of(c), Class::Word, "{c}");
        }
        for c in "，。+·".chars() {
            assert_eq!(class_of(c), Class::Mark, "{c}");
        }
    }

    proptest! {
        #[test]
        fn a_folded_text_stays_as_it_is(text in "\\PC{0,20}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn parts_are_folded_as_the_whole_is(text in "[一-龥a-zA-Z0-9 ，。（）é]{0,20}", at in 0..20_usize) {
            let at = text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(text.len());
            prop_assert_eq!(folded(&text[..at]) + &folded(&text[at..]), folded(&text));
        }
    }
}
