//! How names in Han characters are read aloud: what readers type who have no other keyboard at hand.
//!
//! A name goes in, its readings come out, one syllable for each character. Which characters are read
//! otherwise in which words is language data; characters with several readings give several readings
//! of the name. Readings are for finding, never for sorting: [`Collation`](super::Collation) sorts.
//!
//! Start with [`Reading::of_name`].

use super::{ReadingScheme, SearchData};
use pinyin::ToPinyinMulti;
use std::collections::BTreeMap;

/// How many readings of a name are worth finding it by.
const MOST: usize = 6;

/// Reads the names of one language.
#[derive(Clone, Debug)]
pub struct Reading {
    words: BTreeMap<String, Vec<String>>,
    longest: usize,
}

/// A part of a name with the ways to read it, the likeliest first.
struct Part {
    readings: Vec<Vec<String>>,
}

impl Reading {
    /// The readings of a language; nothing if its data has no scheme.
    pub fn new(data: &SearchData) -> Option<Self> {
        let ReadingScheme::Pinyin = data.reading?;
        let syllables = |text: &String| text.split_whitespace().map(ToOwned::to_owned).collect();
        let words: BTreeMap<String, Vec<String>> =
            data.readings.iter().map(|(word, text)| (word.clone(), syllables(text))).collect();
        let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        Some(Self { words, longest })
    }

    /// The readings of a name, each a syllable for a character or a word of letters and digits.
    ///
    /// The likeliest comes first; in each of the others one part is read otherwise. A name without
    /// any character that has a reading has none.
    pub fn of_name(&self, name: &str) -> Vec<Vec<String>> {
        let (parts, is_read) = self.parts(name);
        if !is_read {
            return Vec::new();
        }
        let usual = |parts: &[Part]| -> Vec<String> {
            parts.iter().flat_map(|part| part.readings[0].iter().cloned()).collect()
        };
        let mut readings = vec![usual(&parts)];
        for (at, part) in parts.iter().enumerate() {
            for other in &part.readings[1..] {
                if readings.len() == MOST {
                    return readings;
                }
                let around = (usual(&parts[..at]), usual(&parts[at + 1..]));
                readings.push([around.0, other.clone(), around.1].concat());
            }
        }
        readings
    }

    fn parts(&self, name: &str) -> (Vec<Part>, bool) {
        let characters: Vec<char> = name.chars().collect();
        let (mut parts, mut is_read, mut at) = (Vec::new(), false, 0);
        while at < characters.len() {
            if let Some((length, syllables)) = self.word_at(&characters[at..]) {
                parts.push(Part { readings: vec![syllables.clone()] });
                (is_read, at) = (true, at + length);
                continue;
            }
            let c = characters[at];
            at += 1;
            if let Some(readings) = readings_of(c) {
                parts.push(Part { readings });
                is_read = true;
            } else if c.is_alphanumeric() {
                let start = at - 1;
                while characters.get(at).is_some_and(|c| c.is_alphanumeric() && readings_of(*c).is_none()) {
                    at += 1;
                }
                parts.push(Part { readings: vec![vec![characters[start..at].iter().collect()]] });
            }
        }
        (parts, is_read)
    }

    /// The longest word of the data that a text begins with.
    fn word_at(&self, text: &[char]) -> Option<(usize, &Vec<String>)> {
        (1..=self.longest.min(text.len())).rev().find_map(|length| {
            let word: String = text[..length].iter().collect();
            Some((length, self.words.get(&word)?))
        })
    }
}

fn readings_of(c: char) -> Option<Vec<Vec<String>>> {
    let mut readings: Vec<Vec<String>> = Vec::new();
    for reading in c.to_pinyin_multi()? {
        let syllable = vec![reading.plain().to_owned()];
        if !readings.contains(&syllable) {
            readings.push(syllable);
        }
    }
    (!readings.is_empty()).then_some(readings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(name: &str) -> Vec<String> {
        let readings = [("重庆", "chong qing"), ("重庆市", "chong qing shi")];
        let data = SearchData {
            reading: Some(ReadingScheme::Pinyin),
            readings: readings.map(|(word, text)| (word.to_owned(), text.to_owned())).into(),
            ..SearchData::default()
        };
        let reading = Reading::new(&data).expect("there is a scheme");
        reading.of_name(name).iter().map(|syllables| syllables.join(" ")).collect()
    }

    #[test]
    fn a_word_of_the_data_is_read_as_it_says() {
        assert_eq!(joined("重庆市"), ["chong qing shi"]);
        assert_eq!(joined("重庆4+N"), ["chong qing 4 N"]);
    }

    #[test]
    fn a_character_with_several_readings_gives_several() {
        let readings = joined("首都");
        assert!(readings.contains(&"shou du".to_owned()), "{readings:?}");
        assert!(readings.contains(&"shou dou".to_owned()), "{readings:?}");
        assert!(joined("中行长重都会").len() <= MOST);
    }

    #[test]
    fn a_name_without_such_characters_has_no_reading() {
        assert_eq!(joined("Xiong'an"), [""; 0]);
        assert_eq!(joined(""), [""; 0]);
    }
}
