//! Many phrases looked for in one pass over a text, as whole words.
//!
//! A list of phrases goes in, [`Phrases`] comes out and finds all of them, those inside longer ones
//! too; upper and lower case are the same. [`Comparable`] is a text made ready to be compared word
//! by word: spellings that name the same thing are the same in it, and it knows where each stood.
//! Nothing here knows what a phrase is for.
//!
//! Start with [`Phrases::find`].

use super::names::{is_spaced, stands_alone};
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A phrase found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub range: Range<usize>,
    /// Which it is: its place in the list.
    pub phrase: usize,
}

/// Phrases that are looked for together.
#[derive(Debug, Default)]
pub struct Phrases {
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    /// Takes a list of phrases; an empty one is never found.
    pub fn new<P: AsRef<str>>(phrases: &[P]) -> Self {
        if phrases.iter().all(|phrase| phrase.as_ref().is_empty()) {
            return Self::default();
        }
        let phrases = phrases.iter().map(AsRef::as_ref);
        Self { automaton: AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok() }
    }

    /// Every phrase in a text, those within longer ones too, by their ends.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let automaton = self.automaton.iter();
        automaton
            .flat_map(move |automaton| automaton.find_overlapping_iter(text))
            .map(|hit| Hit { range: hit.range(), phrase: hit.pattern().as_usize() })
            .filter(move |hit| !hit.range.is_empty() && stands_alone(text, hit.range.clone()))
    }
}

/// The longest of some hits, from left to right, none that touches an earlier one.
pub fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end), hit.phrase));
    let mut end = 0;
    hits.retain(|hit| {
        let apart = hit.range.start >= end;
        if apart {
            end = hit.range.end;
        }
        apart
    });
    hits
}

/// An ending of words, and what stands in its place when words are compared.
pub type Ending = (String, String);

/// A text in which spellings of the same words are equal: upper and lower case, wide and narrow
/// characters, hyphens and spaces, and the endings that the language data names. Quotation marks
/// around words are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparable {
    /// The text to compare.
    pub text: String,
    /// Where each byte of it stood.
    places: Vec<u32>,
    /// The length of the text it was made from.
    end: u32,
}

impl Comparable {
    /// Makes a text ready.
    pub fn new(text: &str, endings: &[Ending]) -> Self {
        let mut made = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
            end: u32::try_from(text.len()).unwrap_or(u32::MAX),
        };
        let mut word = 0;
        for (at, c) in text.char_indices() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            match plain(c) {
                Plain::Dropped => {}
                Plain::Gap => {
                    made.end_word(word, endings);
                    if !made.text.ends_with(' ') {
                        made.push(' ', at);
                    }
                    word = made.text.len();
                }
                Plain::Sign(c) => {
                    made.end_word(word, endings);
                    made.push(c, at);
                    word = made.text.len();
                }
                Plain::Letter(c) => c.to_lowercase().for_each(|c| made.push(c, at)),
            }
        }
        made.end_word(word, endings);
        made
    }

    fn push(&mut self, c: char, at: u32) {
        self.text.push(c);
        self.places.resize(self.text.len(), at);
    }

    /// Puts the ending of a word right.
    fn end_word(&mut self, start: usize, endings: &[Ending]) {
        let word = &self.text[start..];
        let Some((from, to)) =
            endings.iter().find(|(from, _)| word.len() > from.len() && word.ends_with(from))
        else {
            return;
        };
        let kept = self.text.len() - from.len();
        let at = self.places.get(kept).copied().unwrap_or(self.end);
        self.text.truncate(kept);
        self.places.truncate(kept);
        to.chars().for_each(|c| self.push(c, at));
    }

    /// The range of the text it was made from, which is given once more.
    pub fn written(&self, text: &str, range: &Range<usize>) -> Range<usize> {
        let at = |index: usize| self.places.get(index).map_or(text.len(), |place| *place as usize);
        let last = range.end.checked_sub(1).map_or(0, at);
        // Endings were cut off; the rest of a word belongs to it.
        let mut rest = text.get(last..).unwrap_or("").chars();
        let Some(c) = rest.next() else { return at(range.start)..last };
        let ending: usize =
            rest.take_while(|next| is_spaced(c) && is_spaced(*next)).map(char::len_utf8).sum();
        at(range.start)..last + c.len_utf8() + ending
    }
}

enum Plain {
    /// It makes no difference.
    Dropped,
    /// It parts words.
    Gap,
    /// It stands for itself and ends a word.
    Sign(char),
    /// It is part of a word.
    Letter(char),
}

fn plain(c: char) -> Plain {
    match c {
        'a'..='z' | '\u{4e00}'..='\u{9fff}' => Plain::Letter(c),
        // Soft hyphen, characters without width, quotation marks and title marks.
        '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'
        | '\u{feff}'
        | '"'
        | '\u{ab}'
        | '\u{bb}'
        | '\u{201c}'..='\u{201f}'
        | '\u{300a}'..='\u{300f}' => Plain::Dropped,
        '\u{2018}' | '\u{2019}' => Plain::Sign('\''),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Plain::Gap,
        '\u{2022}' | '\u{2027}' | '\u{30fb}' | '\u{ff65}' => Plain::Sign('\u{b7}'),
        '\u{ff01}'..='\u{ff5e}' => plain(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)),
        _ if c.is_whitespace() => Plain::Gap,
        _ if c.is_alphanumeric() => Plain::Letter(c),
        _ => Plain::Sign(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endings() -> Vec<Ending> {
        [("ies", "y"), ("ss", "ss"), ("s", "")].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()
    }

    #[test]
    fn spellings_of_the_same_name_are_equal() {
        let same = |a: &str, b: &str| {
            assert_eq!(Comparable::new(a, &endings()).text, Comparable::new(b, &endings()).text, "{a}");
        };
        same("High-Tech Parks", "high tech park");
        same("Xiong\u{2019}an", "Xiong'an");
        same("“散乱污”企业", "散乱污企业");
        same("基地（正定）", "基地(正定)");
        same("cities", "city");
        assert_ne!(Comparable::new("pass", &endings()).text, Comparable::new("pas", &endings()).text);
    }

    #[test]
    fn what_was_compared_is_found_where_it_stood() {
        let text = "The “two”  cities grow";
        let made = Comparable::new(text, &endings());
        let start = made.text.find("two city").expect("it is there");
        assert_eq!(&text[made.written(text, &(start..start + "two city".len()))], "two”  cities");
        let text = "“三城一区”建设";
        let made = Comparable::new(text, &[]);
        assert_eq!(&text[made.written(text, &(0..12))], "三城一区");
    }

    #[test]
    fn phrases_are_found_as_whole_words_within_longer_ones_too() {
        let phrases = Phrases::new(&["city", "sub center", "city sub center", "规划", "规划纲要"]);
        let found = |text: &str| phrases.find(text).map(|hit| hit.phrase).collect::<Vec<_>>();
        assert_eq!(found("a City sub center"), [0, 2, 1]);
        assert_eq!(found("a citysub centers"), Vec::<usize>::new());
        assert_eq!(found("《规划纲要》"), [3, 4]);
        assert!(Phrases::new(&[""]).find("x").next().is_none());
    }

    #[test]
    fn the_longest_of_hits_that_touch_is_taken() {
        let hit = |range: Range<usize>, phrase| Hit { range, phrase };
        let hits = vec![hit(0..4, 0), hit(5..9, 1), hit(0..9, 2), hit(9..12, 3)];
        assert_eq!(longest(hits), [hit(0..9, 2), hit(9..12, 3)]);
    }
}
