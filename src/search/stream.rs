//! All texts of the site as one long row of numbers: what the index is made from.
//!
//! Documents go in, language by language; each becomes its names, its summary and its blocks, with a
//! break after each, so that no phrase runs across two of them. Texts are read in parallel and only
//! their numbers are kept. Nothing is counted here.
//!
//! Start with [`Stream::of`].

use super::{
    documents::{Document, Subject, document},
    fold::fold,
    texts,
    tokens::{Token, tokens},
};
use crate::{digest::Digest, locale::SearchData, model::lang::Lang, plan::Plan, site::Site};
use rayon::prelude::*;
use std::collections::HashMap;

/// What no phrase runs across.
pub(super) const BREAK: u32 = 0;
/// Punctuation or white space between two tokens; it takes a place of its own.
pub(super) const GAP: u32 = 1;
/// Characters have their code point and this as their number.
const CHARACTERS: u32 = 2;
/// Words have numbers from here on, above all characters.
const WORDS: u32 = 0x20_0000;
/// Documents that are read together.
const TOGETHER: usize = 64;

/// Where the summary of every document begins, in places; names begin at 0.
pub(super) const SUMMARY: u32 = 1024;
/// Where the text of every document begins, in places.
pub(super) const BODY: u32 = 2048;

/// A name within the row.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameSpan {
    /// Where it begins.
    pub(super) start: u32,
    /// How many numbers it has.
    pub(super) length: u32,
    /// What it is worth.
    pub(super) weight: f32,
}

/// A document within the row.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// The language, an index.
    pub(super) lang: usize,
    /// The subject, an index.
    pub(super) subject: u32,
    /// What its text is worth beside that of an entry.
    pub(super) weight: f32,
    /// Where its names begin.
    pub(super) start: u32,
    /// Where its summary begins.
    pub(super) summary: u32,
    /// Where its text begins.
    pub(super) body: u32,
    /// Where it ends.
    pub(super) end: u32,
    /// Its names.
    pub(super) names: Vec<NameSpan>,
}

impl Span {
    /// The place of a number within the document, with a range of its own for each field.
    pub(super) fn place(&self, at: u32) -> u32 {
        if at < self.summary {
            at - self.start
        } else if at < self.body {
            at - self.summary + SUMMARY.max(self.summary - self.start)
        } else {
            at - self.body + BODY.max(self.body - self.start + SUMMARY)
        }
    }
}

/// All texts.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// Breaks, gaps, characters and words.
    pub(super) tokens: Vec<u32>,
    /// The documents: by language, then by subject.
    pub(super) spans: Vec<Span>,
    /// The words.
    pub(super) words: Vec<Box<str>>,
    /// The digest of all that results show.
    pub(super) texts: String,
}

/// Some documents, with words numbered by themselves.
#[derive(Default)]
struct Part {
    tokens: Vec<u32>,
    spans: Vec<Span>,
    words: Vec<Box<str>>,
    known: HashMap<Box<str>, u32>,
    digests: String,
}

impl Stream {
    /// Reads all documents.
    pub(super) fn of(site: &Site, plan: &Plan, subjects: &[Subject], languages: &[Lang]) -> Self {
        let mut stream = Self::default();
        let mut numbers: HashMap<Box<str>, u32> = HashMap::new();
        let mut digests = String::new();
        for (index, lang) in languages.iter().enumerate() {
            let locale = site.locales.get(lang);
            let rules = locale.data.as_ref().map(|data| &data.search);
            let parts: Vec<Part> = subjects
                .par_chunks(TOGETHER)
                .enumerate()
                .map(|(chunk, subjects)| {
                    let mut part = Part::default();
                    for (subject, number) in subjects.iter().zip((chunk * TOGETHER)..) {
                        if let Some(document) = document(site, plan, *subject, lang) {
                            part.digests.push_str(&Digest::of(&texts::written(&document)).hex(32));
                            part.add(&document, index, u32::try_from(number).unwrap_or(u32::MAX), rules);
                        }
                    }
                    part
                })
                .collect();
            for part in parts {
                digests.push_str(&part.digests);
                stream.append(part, &mut numbers);
            }
        }
        stream.texts = Digest::of(digests.as_bytes()).hex(32);
        stream
    }

    fn append(&mut self, part: Part, numbers: &mut HashMap<Box<str>, u32>) {
        let renumbered: Vec<u32> = part
            .words
            .into_iter()
            .map(|word| match numbers.get(&word) {
                Some(number) => *number,
                None => {
                    let number = WORDS + u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                    self.words.push(word.clone());
                    numbers.insert(word, number);
                    number
                }
            })
            .collect();
        let offset = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
        let number = |token: &u32| match token.checked_sub(WORDS) {
            Some(word) => renumbered[word as usize],
            None => *token,
        };
        self.tokens.extend(part.tokens.iter().map(number));
        self.spans.extend(part.spans.into_iter().map(|mut span| {
            for at in [&mut span.start, &mut span.summary, &mut span.body, &mut span.end] {
                *at += offset;
            }
            span.names.iter_mut().for_each(|name| name.start += offset);
            span
        }));
    }

    /// The place after a token where the next of the same phrase stands, if there is one.
    pub(super) fn next(&self, at: u32) -> Option<u32> {
        match self.tokens[at as usize + 1] {
            BREAK => None,
            GAP => Some(at + 2),
            _ => Some(at + 1),
        }
    }

    /// Writes the phrase of so many tokens that begins at a place.
    pub(super) fn write(&self, at: u32, tokens: usize, out: &mut String) {
        let mut at = at;
        for count in 1..=tokens {
            let token = self.tokens[at as usize];
            match token.checked_sub(WORDS) {
                Some(word) => out.push_str(&self.words[word as usize]),
                None => out.extend(char::from_u32(token.wrapping_sub(CHARACTERS))),
            }
            if count == tokens {
                return;
            }
            let Some(next) = self.next(at) else { return };
            if next == at + 2 {
                out.push(' ');
            }
            at = next;
        }
    }

    /// Numbers without the room between the last character and the first word, in the same order: a
    /// function from each number, and how many there are at most.
    pub(super) fn dense(&self) -> (impl Fn(u32) -> usize, usize) {
        let characters = self.tokens.iter().filter(|token| **token < WORDS).max().map_or(0, |last| last + 1);
        let dense = move |token: u32| match token.checked_sub(WORDS) {
            Some(word) => (characters + word) as usize,
            None => token as usize,
        };
        (dense, characters as usize + self.words.len())
    }
}

/// Whether a number is that of a character.
pub(super) fn is_character(token: u32) -> bool {
    (CHARACTERS..WORDS).contains(&token)
}

impl Part {
    fn add(&mut self, document: &Document, lang: usize, subject: u32, rules: Option<&SearchData>) {
        let mut folded = String::new();
        let start = self.here();
        let mut names = Vec::with_capacity(document.names.len());
        for (name, weight) in &document.names {
            let start = self.here();
            self.add_block(name, rules, &mut folded);
            names.push(NameSpan { start, length: self.here() - start, weight: *weight });
        }
        let summary = self.here();
        self.add_block(&document.summary, rules, &mut folded);
        let body = self.here();
        for (_, text) in &document.sections {
            text.split('\n').for_each(|block| self.add_block(block, rules, &mut folded));
        }
        // A text that is part of another document is worth less than that document.
        let weight = if matches!(document.kind, "paragraph") { 0.7 } else { 1.0 };
        self.spans.push(Span { lang, subject, weight, start, summary, body, end: self.here(), names });
    }

    fn here(&self) -> u32 {
        u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)
    }

    fn add_block(&mut self, text: &str, rules: Option<&SearchData>, folded: &mut String) {
        folded.clear();
        fold(text, folded);
        let before = self.tokens.len();
        tokens(folded, rules, |token| {
            let number = match token {
                Token::Gap => GAP,
                Token::Character(c) => CHARACTERS + u32::from(c),
                Token::Word(word) => self.number(word),
            };
            self.tokens.push(number);
        });
        if self.tokens.len() > before {
            self.tokens.push(BREAK);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.known.get(word) {
            return *number;
        }
        let number = WORDS + u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.into());
        self.known.insert(word.into(), number);
        number
    }
}

#[cfg(test)]
impl Stream {
    /// The row of some texts in one language, each a document; its lines are blocks.
    pub(super) fn of_texts(texts: &[String]) -> Self {
        let (mut stream, mut part, mut numbers) = (Self::default(), Part::default(), HashMap::new());
        for (text, subject) in texts.iter().zip(0..) {
            let document = Document {
                kind: "page",
                path: String::new(),
                title: String::new(),
                names: vec![(format!("name {subject}"), 3.0)],
                summary: String::new(),
                sections: vec![(String::new(), text.clone())],
                date: None,
            };
            part.add(&document, 0, subject, None);
        }
        stream.append(part, &mut numbers);
        stream
    }
}
