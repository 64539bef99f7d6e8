//! The files of the index: dictionaries that say where lists are, and the lists.
//!
//! Phrases with their lists go in. Words and names stand in sorted dictionaries, so that a beginning
//! finds all that goes on; phrases and characters stand in dictionaries chosen by a hash of their first
//! two tokens, so that longer phrases stand with the shorter. Short lists stand in the dictionary itself,
//! the others in files of a few kilobytes, those of one dictionary together.
//!
//! Start with [`Shards::new`].

use super::{bits::write_varint, lists::Found};
use rayon::prelude::*;
use std::{cmp::Ordering, collections::HashMap};

/// The size of a dictionary file, in bytes.
const DICTIONARY: usize = 3 << 10;
/// A file of lists is full at this size, in bytes.
const LISTS: usize = 4 << 10;
/// A list of at most so many bytes stands in the dictionary.
const INLINE: usize = 40;

/// A phrase, word or name.
#[derive(Debug, Default)]
pub(super) struct Key {
    /// What is looked up.
    pub(super) text: Box<str>,
    /// Which dictionary of phrases it is in; of no use for words.
    pub(super) hash: u32,
    /// Whether it is split, so that its lists hold no places.
    pub(super) split: bool,
    /// Where it was found.
    pub(super) found: Found,
    /// The subjects that it is a name of.
    pub(super) names: Vec<u32>,
}

impl Key {
    /// Whether it stands in the dictionaries of words.
    pub(super) fn is_word(&self) -> bool {
        self.hash == 0
    }
}

/// The files.
#[derive(Debug, Default)]
pub(super) struct Shards {
    /// Dictionaries of phrases: `g<n>`.
    pub(super) phrases: Vec<Vec<u8>>,
    /// Dictionaries of words and names: `w<n>`.
    pub(super) words: Vec<Vec<u8>>,
    /// What each dictionary of words begins with, as short as will do.
    pub(super) firsts: Vec<String>,
    /// Lists: `l<n>`.
    pub(super) lists: Vec<Vec<u8>>,
}

/// The hash that chooses a dictionary of phrases: FNV-1a over the UTF-16 code units.
pub(super) fn hash(text: &str) -> u32 {
    text.encode_utf16().fold(0x811C_9DC5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// Compares texts as the search script does: by UTF-16 code units.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

impl Shards {
    /// Packs phrases, and words that are sorted and each there once.
    pub(super) fn new(phrases: Vec<Key>, words: &[Key]) -> Self {
        let mut shards = Self::default();
        for keys in buckets(phrases) {
            let file = shards.dictionary(&keys);
            shards.phrases.push(file);
        }
        let mut rest = words;
        let mut before = "";
        while !rest.is_empty() {
            let mut size = 0;
            let full = |key: &Key| {
                size += inline_size(key);
                size > DICTIONARY
            };
            let count = rest.iter().position(full).unwrap_or(rest.len()).max(1);
            let (own, others) = rest.split_at(count);
            let file = shards.dictionary(own);
            shards.words.push(file);
            shards.firsts.push(shortest_after(before, &own[0].text));
            before = &own[count - 1].text;
            rest = others;
        }
        shards
    }

    fn dictionary(&mut self, keys: &[Key]) -> Vec<u8> {
        let mut out = Vec::with_capacity(DICTIONARY + DICTIONARY / 2);
        let mut before = "";
        let mut known = HashMap::new();
        for key in keys {
            let (kept, length) = common(before, &key.text);
            write_varint(kept, &mut out);
            write_varint(key.text.len() - length, &mut out);
            out.extend(&key.text.as_bytes()[length..]);
            before = &key.text;
            self.write_entry(key, &mut known, &mut out);
        }
        out
    }

    fn write_entry<'a>(
        &mut self,
        key: &'a Key,
        known: &mut HashMap<&'a [u8], (usize, usize)>,
        out: &mut Vec<u8>,
    ) {
        let languages = key.found.lists.iter().fold(0_usize, |mask, list| mask | 1 << list.lang);
        write_varint(usize::from(key.split) | usize::from(!key.names.is_empty()) << 1 | languages << 2, out);
        if !key.names.is_empty() {
            write_varint(key.names.len(), out);
            let mut before = 0;
            for subject in &key.names {
                write_varint((subject - before) as usize, out);
                before = *subject;
            }
        }
        if key.split {
            write_varint(key.found.subjects, out);
        }
        for list in &*key.found.lists {
            write_varint(list.count, out);
            if key.split {
                write_varint(list.top.len(), out);
                out.extend(&list.top);
            }
            if list.bytes.len() <= INLINE {
                write_varint(list.bytes.len() << 1, out);
                out.extend(&list.bytes);
                continue;
            }
            // A phrase often stands wherever a shorter one does.
            let (file, at) = *known.entry(&list.bytes).or_insert_with(|| self.keep(&list.bytes));
            write_varint(list.bytes.len() << 1 | 1, out);
            write_varint(file, out);
            write_varint(at, out);
        }
    }

    /// Adds a list to the files: which file, and where in it.
    fn keep(&mut self, list: &[u8]) -> (usize, usize) {
        if self.lists.last().is_none_or(|last| last.len() + list.len() / 2 > LISTS) {
            self.lists.push(Vec::new());
        }
        let file = self.lists.len() - 1;
        let at = self.lists[file].len();
        self.lists[file].extend(list);
        (file, at)
    }
}

/// Sorts phrases into dictionaries of about the size of one file.
fn buckets(phrases: Vec<Key>) -> Vec<Vec<Key>> {
    let size: usize = phrases.iter().map(inline_size).sum();
    let count = size.div_ceil(DICTIONARY);
    let mut buckets: Vec<Vec<Key>> = (0..count).map(|_| Vec::new()).collect();
    for key in phrases {
        buckets[key.hash as usize % count].push(key);
    }
    buckets.par_iter_mut().for_each(|bucket| bucket.sort_unstable_by(|a, b| compare(&a.text, &b.text)));
    buckets
}

/// About how many bytes of a dictionary a key takes.
fn inline_size(key: &Key) -> usize {
    let lists = key.found.lists.iter().map(|list| {
        let own = if list.bytes.len() <= INLINE { list.bytes.len() + 1 } else { 7 };
        own + 2 + list.top.len()
    });
    key.text.len() / 2 + 3 + 2 * key.names.len() + lists.sum::<usize>()
}

/// How much of the beginning two texts share, in UTF-16 code units and in bytes of the second.
pub(super) fn common(a: &str, b: &str) -> (usize, usize) {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    shared.fold((0, 0), |(units, bytes), (c, _)| (units + c.len_utf16(), bytes + c.len_utf8()))
}

/// The shortest beginning of a text that sorts after another text.
fn shortest_after(before: &str, text: &str) -> String {
    let shared = common(before, text).1;
    let next = text[shared..].chars().next().map_or(0, char::len_utf8);
    text[..shared + next].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_the_script_computes() {
        assert_eq!(hash(""), 0x811C_9DC5);
        assert_eq!(hash("a"), 0xE40C_292C);
        assert_ne!(hash("ab"), hash("ba"));
    }

    #[test]
    fn a_first_text_parts_two_dictionaries() {
        assert_eq!(shortest_after("", "beijing"), "b");
        assert_eq!(shortest_after("policy", "polity"), "polit");
        assert_eq!(shortest_after("poli", "policy"), "polic");
    }

    #[test]
    fn words_are_cut_into_dictionaries_in_order() {
        let words: Vec<Key> = (0..2000)
            .map(|n| Key { text: format!("w{n:05}").into(), names: vec![n], ..Key::default() })
            .collect();
        let shards = Shards::new(Vec::new(), &words);
        assert_eq!(shards.words.len(), shards.firsts.len());
        assert!(shards.words.len() > 1 && shards.words.iter().all(|file| file.len() <= DICTIONARY + 64));
        assert!(shards.firsts.windows(2).all(|pair| compare(&pair[0], &pair[1]).is_lt()));
    }
}
