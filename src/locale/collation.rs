//! The order of names, from CLDR.

use icu_collator::{
    CollatorBorrowed,
    options::{AlternateHandling, CollatorOptions},
};
use std::{cmp::Ordering, fmt};

/// The heading a name stands under in an index.
pub type IndexLetter = String;

/// Compares names as readers of a language expect them sorted.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
    /// Each letter with the string that sorts just before the first name under it.
    markers: Vec<(char, String)>,
}

impl Collation {
    /// The collation of a BCP 47 tag with its extensions, such as one that asks for a tailoring by
    /// sound; nothing if there is no such data. Punctuation does not count.
    pub fn new(tag: &str, letters: &str) -> Option<Self> {
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::Shifted);
        let locale: icu_locale_core::Locale = tag.parse().ok()?;
        let collator = CollatorBorrowed::try_new(locale.into(), options).ok()?;
        // CLDR tailorings for index characters place U+FDD0 and a letter at the start of its bucket.
        let markers = letters.chars().map(|letter| (letter, format!("\u{fdd0}{letter}"))).collect();
        Some(Self { collator, markers })
    }

    /// The order without a language.
    pub fn root() -> Self {
        Self::new("und-u-kn", "").expect("the root collation is always there")
    }

    /// Compares two names.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b)
    }

    /// The letter a name stands under; `#` for what begins with none.
    pub fn letter(&self, name: &str) -> IndexLetter {
        let first = name.chars().find(|c| c.is_alphanumeric());
        match first {
            Some(c) if c.is_numeric() && c.is_ascii() => "#".to_owned(),
            Some(c) if c.is_ascii_alphabetic() || self.markers.is_empty() => c.to_uppercase().collect(),
            _ => {
                let after = self
                    .markers
                    .partition_point(|(_, m)| self.collator.compare(m, name) != Ordering::Greater);
                after.checked_sub(1).map_or("#".to_owned(), |n| self.markers[n].0.to_string())
            }
        }
    }
}

impl fmt::Debug for Collation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collation").field("letters", &self.markers.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_names_stand_under_the_letter_of_their_sound() {
        let collation = Collation::new("zh-u-co-pinyin-kn", "ABCDEFGHJKLMNOPQRSTWXYZ").expect("data");
        assert_eq!(collation.letter("重庆"), "C");
        assert_eq!(collation.letter("《北京》"), "B");
        assert_eq!(collation.letter("4+N"), "#");
        assert_eq!(collation.compare("第9号", "第732号"), Ordering::Less);
    }

    #[test]
    fn without_index_letters_the_first_letter_counts() {
        let collation = Collation::root();
        assert_eq!(collation.letter("“élan"), "É");
    }
}
