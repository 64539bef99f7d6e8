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
/// Words have numbers from here on, above all characters, which have their code points.
const WORDS: u32 = 0x11_0000;
/// The bit of a token that says that something stands before it: punctuation, or white space between words. The
/// number stands above it.
const APART: u32 = 1;
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
    /// How many places it has, and one.
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
    /// How many places its text has.
    pub(super) length: u32,
    /// Its names.
    pub(super) names: Vec<NameSpan>,
}

/// All texts.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// Breaks, and characters and words, each with the bit of whether it stands apart.
    pub(super) tokens: Vec<u32>,
    gaps: Gaps,
    /// The documents: by language, then by subject.
    pub(super) spans: Vec<Span>,
    /// The words.
    pub(super) words: Vec<Box<str>>,
    /// The digest of all that results show.
    pub(super) texts: String,
}

/// How many gaps there are up to each token: a gap takes a place of its own, but no number of the row. A break is
/// more than a gap, so that no phrase with a gap joins across it.
#[derive(Debug, Default)]
struct Gaps {
    /// A bit for each token that stands apart, and for each break.
    apart: Vec<u64>,
    /// How many stand before each group of bits.
    before: Vec<u32>,
}

impl Gaps {
    fn of(tokens: &[u32]) -> Self {
        let mut gaps = Self::default();
        let mut count = 0;
        for tokens in tokens.chunks(64) {
            let is_apart = |token: u32| token & APART == APART || token == BREAK;
            let bits = tokens.iter().rev().fold(0, |bits, token| bits << 1 | u64::from(is_apart(*token)));
            gaps.apart.push(bits);
            gaps.before.push(count);
            count += bits.count_ones();
        }
        // The last document may end with a field that is empty.
        gaps.apart.push(0);
        gaps.before.push(count);
        gaps
    }

    /// How many tokens up to this one stand apart.
    fn up_to(&self, at: u32) -> u32 {
        let (group, bit) = (at as usize / 64, at % 64);
        self.before[group] + (self.apart[group] << (63 - bit)).count_ones()
    }
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
            stream.tokens.reserve_exact(parts.iter().map(|part| part.tokens.len()).sum());
            for part in parts {
                digests.push_str(&part.digests);
                stream.append(part, &mut numbers);
            }
        }
        stream.texts = Digest::of(digests.as_bytes()).hex(32);
        stream.gaps = Gaps::of(&stream.tokens);
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
        let number = |token: &u32| match number_of(*token).checked_sub(WORDS) {
            Some(word) => renumbered[word as usize] << 1 | token & APART,
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

    /// How many tokens are the same after the phrases of so many tokens that begin at some places, at most
    /// `most`.
    pub(super) fn common_after(&self, places: &[u32], tokens: usize, most: usize) -> usize {
        let after = |at: u32| &self.tokens[at as usize + tokens..];
        let Some((first, others)) = places.split_first() else { return 0 };
        let mut common = after(*first).iter().take(most).take_while(|token| **token != BREAK).count();
        for at in others {
            if common == 0 {
                break;
            }
            let pairs = after(*first)[..common].iter().zip(after(*at));
            common = pairs.take_while(|(a, b)| a == b).count();
        }
        common
    }

    /// How many places there are from one token to another.
    pub(super) fn places(&self, from: u32, to: u32) -> u32 {
        to - from + self.gaps.up_to(to) - self.gaps.up_to(from)
    }

    /// The place of each token within its document, with a range of its own for each field.
    pub(super) fn places_in<'a>(&'a self, span: &Span, all: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let place = |at: u32| at.wrapping_add(self.gaps.up_to(at));
        let (start, summary, body) = (place(span.start), place(span.summary), place(span.body));
        let to_summary = SUMMARY.max(summary - start).wrapping_sub(summary);
        let to_body = BODY.max(body - start + SUMMARY).wrapping_sub(body);
        let fields = (span.summary, span.body);
        all.iter().map(move |at| {
            let shift = match *at {
                at if at < fields.0 => 0_u32.wrapping_sub(start),
                at if at < fields.1 => to_summary,
                _ => to_body,
            };
            place(*at).wrapping_add(shift)
        })
    }

    /// Writes the phrase of so many tokens that begins at a place.
    pub(super) fn write(&self, at: u32, tokens: usize, out: &mut String) {
        for (n, token) in self.tokens[at as usize..][..tokens].iter().enumerate() {
            if n > 0 && token & APART == APART {
                out.push(' ');
            }
            match number_of(*token).checked_sub(WORDS) {
                Some(word) => out.push_str(&self.words[word as usize]),
                None => out.extend(char::from_u32(number_of(*token))),
            }
        }
    }

    /// Numbers without the room between the last character and the first word, in the same order: a
    /// function from each token, and how many there are at most.
    pub(super) fn dense(&self) -> (impl Fn(u32) -> usize, usize) {
        let numbers = self.tokens.iter().map(|token| number_of(*token));
        let characters = numbers.filter(|number| *number < WORDS).max().map_or(0, |last| last + 1);
        let dense = move |token: u32| match number_of(token).checked_sub(WORDS) {
            Some(word) => (characters + word) as usize,
            None => number_of(token) as usize,
        };
        (dense, characters as usize + self.words.len())
    }
}

/// The number of a token, whatever stands before it.
fn number_of(token: u32) -> u32 {
    token >> 1
}

/// Whether a token is a character.
pub(super) fn is_character(token: u32) -> bool {
    number_of(token) < WORDS
}

impl Part {
    fn add(&mut self, document: &Document, lang: usize, subject: u32, rules: Option<&SearchData>) {
        let mut folded = String::new();
        let start = self.here();
        let mut names = Vec::with_capacity(document.names.len());
        for (name, weight, _) in &document.names {
            let start = self.here();
            self.add_block(name, rules, &mut folded);
            let gaps = self.tokens[start as usize..].iter().map(|token| token & APART).sum::<u32>();
            names.push(NameSpan { start, length: self.here() - start + gaps, weight: *weight });
        }
        let summary = self.here();
        self.add_block(&document.summary, rules, &mut folded);
        let body = self.here();
        for (_, text) in &document.sections {
            text.split('\n').for_each(|block| self.add_block(block, rules, &mut folded));
        }
        // A text that is part of another document is worth less than that document.
        let weight = if matches!(document.kind, "paragraph") { 0.7 } else { 1.0 };
        let end = self.here();
        let gaps = self.tokens[body as usize..].iter().map(|token| token & APART).sum::<u32>();
        let length = end - body + gaps;
        self.spans.push(Span { lang, subject, weight, start, summary, body, end, length, names });
    }

    fn here(&self) -> u32 {
        u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)
    }

    fn add_block(&mut self, text: &str, rules: Option<&SearchData>, folded: &mut String) {
        folded.clear();
        fold(text, folded);
        let before = self.tokens.len();
        let mut apart = 0;
        tokens(folded, rules, |token| {
            let number = match token {
                Token::Gap => return apart = APART,
                Token::Character(c) => u32::from(c),
                Token::Word(word) => self.number(word),
            };
            self.tokens.push(number << 1 | std::mem::take(&mut apart));
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
                names: vec![(format!("name {subject}"), 3.0, Lang::new("en"))],
                summary: String::new(),
                sections: vec![(String::new(), text.clone())],
                date: None,
            };
            part.add(&document, 0, subject, None);
        }
        stream.append(part, &mut numbers);
        stream.gaps = Gaps::of(&stream.tokens);
        stream
    }
}
