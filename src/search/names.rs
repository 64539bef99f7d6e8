//! Names as they are typed: without spaces and marks, and as they are read aloud.
//!
//! All names of all subjects go in, in every language; out come the texts that lead to a subject when a
//! reader types them or begins to: `subcenter`, `fuzhongxin`, `fzx`.
//!
//! Start with [`typed_names`].

use super::{
    documents::{Subject, names},
    fold::{Class, class_of, fold},
    shards::{Key, common, compare},
};
use crate::{locale::Reading, model::lang::Lang, site::Site};
use std::collections::{BTreeMap, BTreeSet};

/// More characters of a name are not typed to find it.
const LONGEST: usize = 32;
/// How many words a misspelt one is compared with.
const SPELT: usize = 20_000;
/// Fewer lead to too much.
const SHORTEST: usize = 2;

/// The texts that lead to subjects, with the subjects.
pub(super) fn typed_names(site: &Site, subjects: &[Subject]) -> BTreeMap<String, BTreeSet<u32>> {
    let mut readings: BTreeMap<&Lang, Option<Reading>> = BTreeMap::new();
    let mut typed: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (subject, number) in subjects.iter().zip(0..) {
        for (lang, name, sort) in names(site, *subject) {
            let reading = readings.entry(lang).or_insert_with(|| {
                let locale = site.locales.get(lang);
                locale.data.as_ref().and_then(|data| Reading::new(&data.search))
            });
            for text in typed_forms(name, sort, reading.as_ref()) {
                typed.entry(text).or_default().insert(number);
            }
        }
    }
    typed
}

/// The words that a misspelt one may stand for, in order: a digit says how much of the word before is kept
/// (in base 36), the rest follows. If there are too many, those of the most subjects stay.
pub(super) fn spelling(words: &[Key]) -> Vec<u8> {
    let is_word = |key: &&Key| {
        let length = key.text.chars().count();
        (4..=LONGEST).contains(&length) && key.text.chars().all(char::is_alphabetic)
    };
    let weight =
        |key: &Key| key.found.lists.iter().map(|list| list.count).sum::<usize>().max(2 * key.names.len());
    let mut known: Vec<(usize, &str)> =
        words.iter().filter(is_word).map(|key| (weight(key), &*key.text)).collect();
    known.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    known.truncate(SPELT);
    known.sort_unstable_by(|a, b| compare(a.1, b.1));
    let (mut out, mut before) = (String::new(), "");
    for (_, word) in known {
        let (kept, length) = common(before, word);
        let kept = kept.min(35);
        let length = if kept == 35 { 0 } else { length };
        let digit = u32::try_from(if length == 0 { 0 } else { kept })
            .ok()
            .and_then(|kept| char::from_digit(kept, 36));
        if !out.is_empty() {
            out.push('\n');
        }
        out.push(digit.unwrap_or('0'));
        out.push_str(&word[length..]);
        before = word;
    }
    out.into_bytes()
}

/// The ways to type a name; `sort` is read in place of it.
fn typed_forms(name: &str, sort: Option<&str>, reading: Option<&Reading>) -> Vec<String> {
    let mut forms = Vec::new();
    let squeezed = squeezed(name);
    if !squeezed.chars().any(|c| class_of(c) == Class::Unspaced) {
        forms.push(squeezed);
    } else if let Some(reading) = reading {
        for syllables in reading.of_name(sort.unwrap_or(name)) {
            let whole = syllables.concat();
            // The u with two dots is typed as v, or without the dots.
            forms.extend(whole.contains('ü').then(|| self::squeezed(&whole.replace('ü', "v"))));
            forms.push(self::squeezed(&whole));
            forms.push(self::squeezed(&initials(&syllables)));
        }
    }
    forms.iter_mut().for_each(|form| *form = form.chars().take(LONGEST).collect());
    forms.retain(|form| form.chars().count() >= SHORTEST);
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// The first letters of the syllables; numbers stay whole.
fn initials(syllables: &[String]) -> String {
    let initial = |syllable: &String| match syllable.chars().next() {
        Some(c) if c.is_numeric() => syllable.clone(),
        first => first.map(String::from).unwrap_or_default(),
    };
    syllables.iter().map(initial).collect()
}

/// A folded text without anything but letters and digits.
fn squeezed(text: &str) -> String {
    let mut folded = String::new();
    fold(text, &mut folded);
    folded.retain(|c| matches!(class_of(c), Class::Word | Class::Unspaced));
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{ReadingScheme, SearchData};

    fn forms(name: &str, sort: Option<&str>) -> Vec<String> {
        let data = SearchData { reading: Some(ReadingScheme::Pinyin), ..SearchData::default() };
        typed_forms(name, sort, Reading::new(&data).as_ref())
    }

    #[test]
    fn a_name_is_typed_by_its_reading_and_by_its_initials() {
        let forms = forms("副中心", None);
        for form in ["fuzhongxin", "fzx"] {
            assert!(forms.iter().any(|known| known == form), "{form}: {forms:?}");
        }
    }

    #[test]
    fn a_name_in_letters_is_typed_without_spaces_and_marks() {
        assert_eq!(forms("Xiong'an New Area", None), ["xiongannewarea"]);
        assert_eq!(forms("Sub-center", None), ["subcenter"]);
    }

    #[test]
    fn what_a_name_is_sorted_as_is_read_in_its_place() {
        let forms = forms("长江", Some("常江"));
        assert!(
            forms.contains(&"changjiang".to_owned()) && !forms.contains(&"zhangjiang".to_owned()),
            "{forms:?}"
        );
    }

    #[test]
    fn a_letter_that_keyboards_lack_may_be_typed_otherwise() {
        let forms = forms("绿心", None);
        assert!(["lvxin", "luxin"].iter().all(|form| forms.contains(&(*form).to_owned())), "{forms:?}");
    }
}
