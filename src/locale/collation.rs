//! The order of names, from CLDR, and the letters they stand under.

use super::IndexData;
use icu_collator::{
    CollatorBorrowed,
    options::{AlternateHandling, CollatorOptions, Strength},
};
use std::{cmp::Ordering, fmt};

/// The heading a name stands under in an index. Headings are ordered as they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexLetter {
    /// A letter of the index: its place among them, and the letter.
    Letter(usize, char),
    /// All names that begin with a digit.
    Digit,
    /// The first letter of a name in a script that the language has no index for.
    Initial(char),
    /// All names without any letter.
    Sign,
}

impl IndexLetter {
    /// What readers see.
    pub fn text(self) -> String {
        match self {
            Self::Letter(_, letter) | Self::Initial(letter) => letter.to_string(),
            Self::Digit => "0–9".to_owned(),
            Self::Sign => "#".to_owned(),
        }
    }

    /// Its segment of an address, in ASCII: `c`, `u416` for a letter that is not Latin, `0-9`, and
    /// `other` for all that the index has no letter for.
    pub fn segment(self) -> String {
        match self {
            Self::Letter(_, letter) if letter.is_ascii() => letter.to_ascii_lowercase().to_string(),
            Self::Letter(_, letter) => format!("u{:x}", u32::from(letter)),
            Self::Digit => "0-9".to_owned(),
            Self::Initial(_) | Self::Sign => "other".to_owned(),
        }
    }

    /// Its anchor on a page, of its own even where it shares the segment.
    pub fn anchor(self) -> String {
        match self {
            Self::Initial(letter) => format!("_u{:x}", u32::from(letter)),
            _ => format!("_{}", self.segment()),
        }
    }
}

/// Compares names as readers of a language expect them sorted.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
    /// The same order without case and accents.
    bases: CollatorBorrowed<'static>,
    /// The letters of the index, in order.
    letters: Vec<char>,
    /// How many of them are the alphabet; the others only have names by sound.
    alphabet: usize,
    /// The place of each letter with the string that sorts just before the first ideograph under it.
    markers: Vec<(usize, String)>,
}

impl Collation {
    /// The collation of a BCP 47 tag with its extensions, such as one that asks for a tailoring by
    /// sound; nothing if there is no such data. Punctuation does not count.
    pub fn new(tag: &str, index: &IndexData) -> Option<Self> {
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.alternate_handling = Some(AlternateHandling::Shifted);
            options.strength = strength;
            let locale: icu_locale_core::Locale = tag.parse().ok()?;
            CollatorBorrowed::try_new(locale.into(), options).ok()
        };
        let mut letters: Vec<char> = index.alphabet.chars().collect();
        let alphabet = letters.len();
        letters.extend(index.letters.chars().filter(|letter| !index.alphabet.contains(*letter)));
        // CLDR tailorings for index characters place U+FDD0 and a letter at the start of its bucket.
        let marker = |letter| Some((letters.iter().position(|known| *known == letter)?, marker(letter)));
        let markers = index.letters.chars().filter_map(marker).collect();
        Some(Self {
            collator: collator(None)?,
            bases: collator(Some(Strength::Primary))?,
            letters,
            alphabet,
            markers,
        })
    }

    /// The order without a language.
    pub fn root() -> Self {
        Self::new("und-u-kn", &IndexData::default()).expect("the root collation is always there")
    }

    /// Compares two names.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b)
    }

    /// Bytes that are ordered as the names are, for lists so long that comparing them pair by pair
    /// takes its time.
    pub fn key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::new();
        let Ok(()) = self.collator.write_sort_key_to(name, &mut key);
        key
    }

    /// The letters that an index shows even where no name stands under them.
    pub fn letters(&self) -> impl Iterator<Item = IndexLetter> {
        self.letters.iter().enumerate().map(|(place, letter)| IndexLetter::Letter(place, *letter))
    }

    /// The heading a name stands under. It agrees with the order of names, since letters are compared
    /// as names are.
    pub fn letter(&self, name: &str) -> IndexLetter {
        let Some((at, first)) = name.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
            return IndexLetter::Sign;
        };
        if first.is_numeric() {
            return IndexLetter::Digit;
        }
        let by_sound = || if is_ideograph(first) { self.sound(&name[at..]) } else { None };
        match self.base(first).or_else(by_sound) {
            Some(place) => IndexLetter::Letter(place, self.letters[place]),
            None => IndexLetter::Initial(first.to_uppercase().next().unwrap_or(first)),
        }
    }

    /// The letter of the alphabet that a letter is a form of, or that it stands behind, as `æ` behind
    /// `a`. What comes after the last letter is of another script.
    fn base(&self, letter: char) -> Option<usize> {
        let order = |other: char| compare_letters(&self.bases, other, letter);
        let alphabet = &self.letters[..self.alphabet];
        let after = alphabet.partition_point(|other| order(*other) != Ordering::Greater);
        let place = after.checked_sub(1)?;
        (after < alphabet.len() || order(alphabet[place]) == Ordering::Equal).then_some(place)
    }

    /// The letter of an ideograph's sound.
    fn sound(&self, name: &str) -> Option<usize> {
        let before = |marker: &str| self.collator.compare(marker, name) != Ordering::Greater;
        let after = self.markers.partition_point(|(_, marker)| before(marker));
        after.checked_sub(1).map(|n| self.markers[n].0)
    }
}

fn marker(letter: char) -> String {
    format!("\u{fdd0}{letter}")
}

fn compare_letters(collator: &CollatorBorrowed<'_>, a: char, b: char) -> Ordering {
    let (mut first, mut second) = ([0; 4], [0; 4]);
    collator.compare(a.encode_utf8(&mut first), b.encode_utf8(&mut second))
}

/// Characters of the blocks of unified and compatibility ideographs.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

impl fmt::Debug for Collation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collation").field("letters", &self.letters.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_sound() -> Collation {
        let index = IndexData { letters: "ABCDEFGHJKLMNOPQRSTWXYZ".to_owned(), ..IndexData::default() };
        Collation::new("zh-u-co-pinyin-kn", &index).expect("data")
    }

    fn letter(collation: &Collation, name: &str) -> String {
        collation.letter(name).text()
    }

    #[test]
    fn han_names_stand_under_the_letter_of_their_sound() {
        let collation = by_sound();
        assert_eq!(letter(&collation, "重庆"), "C");
        assert_eq!(letter(&collation, "《北京》"), "B");
        assert_eq!(letter(&collation, "+北京"), "B");
        assert_eq!(letter(&collation, "阿"), "A");
        assert_eq!(letter(&collation, "4+N"), "0–9");
        assert_eq!(collation.compare("第9号", "第732号"), Ordering::Less);
    }

    #[test]
    fn a_name_stands_under_the_letter_of_what_it_is_sorted_as() {
        let collation = by_sound();
        assert_eq!(letter(&collation, "长江"), "Z", "the automatic reading is wrong");
        assert_eq!(letter(&collation, "常江"), "C");
        assert_eq!(letter(&collation, "chang jiang"), "C");
    }

    #[test]
    fn latin_names_share_the_letters_of_sounds_and_other_scripts_do_not() {
        let collation = by_sound();
        assert_eq!(collation.letter("CRRC"), collation.letter("重庆"));
        assert_eq!(letter(&collation, "Urumqi"), "U", "no sound begins with it");
        assert_eq!(collation.letter("Ωmega"), IndexLetter::Initial('Ω'));
        assert_eq!(collation.letter("かな"), IndexLetter::Initial('か'));
    }

    #[test]
    fn an_accent_does_not_make_a_letter_of_its_own() {
        let collation = Collation::root();
        for (name, expected) in [
            ("“élan", "E"),
            ("École", "E"),
            ("œuvre", "O"),
            ("Ærø", "A"),
            ("Żary", "Z"),
            ("ärger", "A"),
            ("ＡＢ", "A"),
        ] {
            assert_eq!(letter(&collation, name), expected, "{name}");
        }
        assert_eq!(collation.letter("яма"), IndexLetter::Initial('Я'));
        assert_eq!(collation.letter("…"), IndexLetter::Sign);
        assert_eq!(letter(&collation, "９月"), "0–9");
    }

    #[test]
    fn an_alphabet_may_have_letters_after_the_latin_ones_or_none_of_them() {
        let index = |alphabet: &str| IndexData { alphabet: alphabet.to_owned(), letters: String::new() };
        let swedish = Collation::new("sv-u-kn", &index("ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ")).expect("data");
        assert_eq!(letter(&swedish, "Ärla"), "Ä");
        assert_eq!(letter(&swedish, "Élan"), "E");
        assert_eq!(swedish.letter("Östersjön").segment(), "ud6");
        let russian = Collation::new("ru-u-kn", &index("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")).expect("data");
        assert_eq!(letter(&russian, "ёлка"), "Е");
        assert_eq!(russian.letter("Latin"), IndexLetter::Initial('L'));
    }

    #[test]
    fn keys_are_ordered_as_names_are() {
        let collation = by_sound();
        let names = ["重庆", "第9号", "第732号", "北京", "Abc", "4+N", "《北京》城", "長江", "Ωmega"];
        for a in names {
            for b in names {
                assert_eq!(collation.key(a).cmp(&collation.key(b)), collation.compare(a, b), "{a} {b}");
            }
        }
    }

    #[test]
    fn letters_follow_each_other_as_their_names_do() {
        let collation = by_sound();
        let mut names = ["重庆", "北京", "天津", "曹妃甸", "安平", "张家口"];
        names.sort_by(|a, b| collation.compare(a, b));
        let letters: Vec<IndexLetter> = names.iter().map(|name| collation.letter(name)).collect();
        assert!(letters.is_sorted(), "{letters:?}");
    }
}
