//! The search index: what a search in the browser reads, as static files.
//!
//! A resolved site goes in, an [`Index`] comes out: dictionaries, lists, and the texts that results
//! show. It is made from the parsed texts, never from HTML, and the same site gives the same bytes. A query
//! loads only the few files that it needs; `themes/default/assets/search-engine.js` reads them. Nothing
//! here knows a page or a language.
//!
//! Texts are folded (`fold.rs`) and cut into characters and words (`tokens.rs`); `stream.rs` holds them all
//! as one row; `grams.rs` decides which phrases the index holds, `lists.rs` writes where they stand,
//! `shards.rs` puts them into files. The form of the files is described in `README.md` beside this.
//!
//! Start with [`Index::of`].

mod bits;
mod documents;
mod facets;
mod fold;
mod folder;
mod grams;
mod impact;
mod lists;
mod manifest;
mod names;
mod shards;
mod stream;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;

use crate::{
    digest::Digest,
    model::lang::Lang,
    output::OutputPath,
    plan::{Plan, permalinks::SEARCH_INDEX},
    site::Site,
};
use documents::{Subject, languages, subjects};
use grams::{Grams, Limits};
use impact::Impacts;
use lists::{Draft, Lister, Places};
use rayon::prelude::*;
use shards::{Key, Shards, hash};
use std::collections::BTreeMap;
use stream::Stream;

/// When a phrase is too common to be answered from its own list of places.
const LIMITS: Limits = Limits { places: 1536, tokens: 8 };

/// The files of a search.
#[derive(Debug)]
pub struct Index {
    /// The folder of all files but the manifest, named by what is in them.
    folder: String,
    subjects: Vec<Subject>,
    entries: usize,
    languages: Vec<Lang>,
    files: BTreeMap<String, Vec<u8>>,
    /// Whether the files are scripts, for pages that are opened from a folder.
    portable: bool,
}

/// A file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
enum File {
    /// It is kept: its name.
    Kept(String),
    /// Texts in a language: the number of the file.
    Texts(usize, usize),
}

impl Index {
    /// Makes the index of a site.
    pub fn of(site: &Site, plan: &Plan) -> Self {
        let (subjects, languages) = (subjects(site), languages(site));
        let entries = subjects.iter().filter(|subject| matches!(subject, Subject::Entry(_))).count();
        let stream = Stream::of(site, plan, &subjects, &languages);
        let texts = stream.texts.clone();
        let documents = languages
            .iter()
            .zip(0..)
            .map(|(_, lang)| stream.spans.iter().filter(|span| span.lang == lang).count());
        let documents: Vec<usize> = documents.collect();
        let (phrases, words) = keys(&stream, languages.len(), LIMITS);
        drop(stream);
        let words = with_names(words, site, &subjects);
        let shards = Shards::new(phrases, &words);
        let spelling = names::spelling(&words);
        drop(words);
        let (facets, packed) = facets::facets(site, &subjects, &languages);
        let mut files = BTreeMap::new();
        files.insert(
            "facets.json".to_owned(),
            serde_json::to_vec(&facets).expect("it is written into memory"),
        );
        files.insert("facets.bin".to_owned(), packed);
        files.insert("words.txt".to_owned(), spelling);
        let counts =
            manifest::Counts { subjects: subjects.len(), entries, documents, phrases: shards.phrases.len() };
        let firsts = shards.firsts;
        for (letter, all) in [("g", shards.phrases), ("w", shards.words), ("l", shards.lists)] {
            files.extend(all.into_iter().enumerate().map(|(n, file)| (format!("{letter}{n}.bin"), file)));
        }
        let digests: Vec<String> = files
            .iter()
            .map(|(name, bytes)| format!("{name} {}\n", Digest::of(bytes).hex(32)))
            .chain([texts])
            .collect();
        let folder = format!("search/{}", Digest::of(digests.concat().as_bytes()).hex(12));
        let manifest = manifest::written(site, &languages, &folder, &counts, &firsts);
        files.insert(String::new(), manifest);
        Self { folder, subjects, entries, languages, files, portable: site.config.portable }
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = OutputPath> {
        let kept = self.files.keys().map(|name| match name.as_str() {
            "" => SEARCH_INDEX.to_owned(),
            name => format!("{}/{name}", self.folder),
        });
        let texts = texts::files(self.subjects.len(), self.entries);
        let of_lang = move |lang: &Lang| {
            let folder = format!("{}/{lang}", self.folder);
            (0..texts).map(move |file| format!("{folder}/{file}.json"))
        };
        let all = kept.chain(self.languages.iter().flat_map(of_lang));
        let ending = if self.portable { folder::ENDING } else { "" };
        all.map(move |path| path + ending)
            .map(|path| OutputPath::new(&path).expect("letters, digits and tags are good in a path"))
    }

    /// The content of a file; nothing for a path that is none of [`Index::paths`].
    pub fn file(&self, site: &Site, plan: &Plan, path: &OutputPath) -> Option<Vec<u8>> {
        if !self.portable {
            return self.bytes(site, plan, path.as_str());
        }
        let path = path.as_str().strip_suffix(folder::ENDING)?;
        self.bytes(site, plan, path).map(|bytes| folder::script(path, &bytes))
    }

    fn bytes(&self, site: &Site, plan: &Plan, path: &str) -> Option<Vec<u8>> {
        match self.find(path)? {
            File::Kept(name) => self.files.get(&name).cloned(),
            File::Texts(lang, number) => {
                Some(texts::file((site, plan), &self.subjects, self.entries, &self.languages[lang], number))
            }
        }
    }

    fn find(&self, path: &str) -> Option<File> {
        if path == SEARCH_INDEX {
            return Some(File::Kept(String::new()));
        }
        let name = path.strip_prefix(&self.folder)?.strip_prefix('/')?;
        let Some((lang, number)) = name.split_once('/') else {
            return self.files.contains_key(name).then(|| File::Kept(name.to_owned()));
        };
        let lang = self.languages.iter().position(|known| known.as_str() == lang)?;
        let written = number.strip_suffix(".json")?;
        let number: usize = written.parse().ok()?;
        let is_one =
            number < texts::files(self.subjects.len(), self.entries) && number.to_string() == written;
        is_one.then_some(File::Texts(lang, number))
    }
}

/// All phrases with their lists: first those that are looked up by hash, then the words.
fn keys(stream: &Stream, languages: usize, limits: Limits) -> (Vec<Key>, Vec<Key>) {
    let impacts = Impacts::of(&stream.spans, languages);
    let lister = Lister::new(stream, &impacts);
    let (mut phrases, mut words): (Vec<Key>, Vec<Key>) = (Vec::new(), Vec::new());
    let mut grams = Some(Grams::first(stream, limits));
    // Where the phrases of the level before begin.
    let mut begin = 0;
    while let Some(level) = grams {
        // Characters come before words.
        let shorter = |phrase: usize| {
            phrases.get(begin + phrase).unwrap_or_else(|| &words[begin + phrase - phrases.len()])
        };
        let made = |draft: &mut Draft, phrase: usize| {
            let same = level.shorter[phrase].map(|number| shorter(number as usize));
            key(stream, &lister, &level, phrase, same, draft)
        };
        let mut all: Vec<Key> = (0..level.len()).into_par_iter().map_init(Draft::default, made).collect();
        begin = phrases.len();
        if level.tokens == 1 {
            words = all.split_off(all.partition_point(|key| !key.is_word()));
        }
        phrases.extend(all);
        grams = level.longer(stream, limits);
    }
    words.sort_unstable_by(|a, b| shards::compare(&a.text, &b.text));
    (phrases, words)
}

/// Makes a phrase; `same` is the one without the last token, if that stands at the same places.
fn key(
    stream: &Stream,
    lister: &Lister<'_>,
    level: &Grams,
    phrase: usize,
    same: Option<&Key>,
    draft: &mut Draft,
) -> Key {
    let all = level.places(phrase);
    let first = all[0];
    let mut text = String::new();
    let is_word = level.tokens == 1 && !stream::is_character(stream.tokens[first as usize]);
    stream.write(first, level.tokens.min(2), &mut text);
    let hash = if is_word { 0 } else { hash(&text) };
    text.clear();
    stream.write(first, level.tokens, &mut text);
    let split = level.split[phrase];
    let found = match same {
        // In a name, a longer phrase says more.
        Some(same) if same.split == split && !same.found.in_names => same.found.clone(),
        _ => {
            let places = if split { Places::Dropped } else { Places::Kept };
            let last = first + u32::try_from(level.tokens - 1).unwrap_or(0);
            lister.lists(all, stream.places(first, last) + 1, places, draft)
        }
    };
    Key { text: text.into(), hash, split, found, names: Vec::new() }
}

/// Adds the names to the words: what is both stands once.
fn with_names(words: Vec<Key>, site: &Site, subjects: &[Subject]) -> Vec<Key> {
    let mut names = names::typed_names(site, subjects);
    let mut all = words;
    for key in &mut all {
        key.names = names.remove(&*key.text).map(|own| own.into_iter().collect()).unwrap_or_default();
    }
    let others = names.into_iter().map(|(text, own)| Key {
        text: text.into(),
        names: own.into_iter().collect(),
        ..Key::default()
    });
    all.extend(others);
    all.sort_unstable_by(|a, b| shards::compare(&a.text, &b.text));
    all
}
