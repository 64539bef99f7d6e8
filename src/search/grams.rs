//! Which phrases the index holds: short ones, and longer ones where the short ones are common.
//!
//! A query is answered from lists of phrases that together cover it, so a list that is long makes
//! every query slow that needs it. Here no list with places is longer than a limit: a phrase that
//! occurs more often is *split* into all phrases that are one token longer, on either side, and those
//! that are still too common again. Every query then is a phrase of the index itself, or it is covered
//! by phrases below the limit: a token that stands in a split phrase also stands in the longer phrase
//! that reaches one token further into the query. Single characters are always split, so that every
//! pair of characters is a phrase.
//!
//! Nothing is written here. Start with [`Grams::first`], then [`Grams::longer`].

use super::stream::{BREAK, Stream, is_character};
use rayon::prelude::*;

/// Phrases that are made longer together.
const TOGETHER: usize = 256;

/// When a phrase is split.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The most places that a phrase may have.
    pub(super) places: usize,
    /// Phrases of so many tokens are never split, however common they are.
    pub(super) tokens: usize,
}

/// All phrases of one length.
#[derive(Debug)]
pub(super) struct Grams {
    /// How many tokens they have.
    pub(super) tokens: usize,
    /// The places at which they begin: those of one phrase together and in order.
    pub(super) order: Vec<u32>,
    /// The token after the phrase at each of these places, for phrases of one token.
    after: Vec<u32>,
    /// For each phrase where its places end in `order`.
    pub(super) ends: Vec<u32>,
    /// For each phrase whether it is split.
    pub(super) split: Vec<bool>,
    /// For each phrase the one without its last token, if that begins at the same places and nowhere else.
    pub(super) shorter: Vec<Option<u32>>,
    /// For each split phrase how many tokens follow it that are the same at all its places.
    follow: Vec<u8>,
}

/// Some phrases while they are found.
#[derive(Default)]
struct Part {
    order: Vec<u32>,
    counts: Vec<u32>,
    shorter: Vec<Option<u32>>,
    follow: Vec<u8>,
    found: Vec<u64>,
}

impl Grams {
    /// The phrases of one token.
    pub(super) fn first(stream: &Stream, limits: Limits) -> Self {
        let (dense, numbers) = stream.dense();
        let mut ends = vec![0_u32; numbers + 1];
        for token in &stream.tokens {
            ends[dense(*token) + 1] += 1;
        }
        ends[dense(BREAK) + 1] = 0;
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut order = vec![0; *ends.last().unwrap_or(&0) as usize];
        let mut after = order.clone();
        let mut filled = ends.clone();
        for (pair, at) in stream.tokens.windows(2).zip(0..) {
            if pair[0] != BREAK {
                let to = &mut filled[dense(pair[0])];
                order[*to as usize] = at;
                after[*to as usize] = pair[1];
                *to += 1;
            }
        }
        let mut kept = Vec::new();
        let mut split = Vec::new();
        for range in ends.windows(2).filter(|range| range[0] < range[1]) {
            kept.push(range[1]);
            let token = stream.tokens[order[range[0] as usize] as usize];
            split.push(is_character(token) || (range[1] - range[0]) as usize > limits.places);
        }
        let (shorter, follow) = (vec![None; split.len()], vec![0; split.len()]);
        Self { tokens: 1, order, after, ends: kept, split, shorter, follow }
    }

    /// The places of a phrase.
    pub(super) fn places(&self, phrase: usize) -> &[u32] {
        let start = if phrase == 0 { 0 } else { self.ends[phrase - 1] };
        &self.order[start as usize..self.ends[phrase] as usize]
    }

    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The phrases that are one token longer; none if none of these is split.
    pub(super) fn longer(&self, stream: &Stream, limits: Limits) -> Option<Self> {
        if !self.split.contains(&true) {
            return None;
        }
        // A bit for each place of the row at which a split phrase begins.
        let mut marks = vec![0_u64; stream.tokens.len().div_ceil(64)];
        for phrase in (0..self.len()).filter(|phrase| self.split[*phrase]) {
            self.places(phrase).iter().for_each(|at| marks[*at as usize / 64] |= 1 << (at % 64));
        }
        let phrases: Vec<usize> = (0..self.len()).collect();
        let parts: Vec<Part> = phrases
            .par_chunks(TOGETHER)
            .map(|phrases| {
                let mut part = Part::default();
                for phrase in phrases {
                    self.extend(stream, *phrase, limits, &marks, &mut part);
                }
                part.found = Vec::new();
                part
            })
            .collect();
        drop(marks);
        let mut longer = Self {
            tokens: self.tokens + 1,
            order: Vec::with_capacity(parts.iter().map(|part| part.order.len()).sum()),
            after: Vec::new(),
            ends: Vec::new(),
            split: Vec::new(),
            shorter: Vec::new(),
            follow: Vec::new(),
        };
        let mut end = 0;
        for part in parts {
            longer.order.extend(part.order);
            longer.shorter.extend(part.shorter);
            longer.follow.extend(part.follow);
            for count in part.counts {
                end += count;
                longer.ends.push(end);
                longer.split.push(longer.tokens < limits.tokens && count as usize > limits.places);
            }
        }
        Some(longer)
    }

    /// Finds the phrases that begin with this one and are one token longer, if they are wanted: when
    /// this one is split, or the one that is left without the first token.
    fn extend(&self, stream: &Stream, phrase: usize, limits: Limits, marks: &[u64], part: &mut Part) {
        let places = self.places(phrase);
        let number = u32::try_from(phrase).ok();
        if self.follow[phrase] > 0 {
            // All is known; looking at the row takes most of the time.
            part.order.extend_from_slice(places);
            part.counts.push(u32::try_from(places.len()).unwrap_or(u32::MAX));
            part.shorter.push(number);
            part.follow.push(self.follow[phrase] - 1);
            return;
        }
        let is_wanted = |at: u32| self.split[phrase] || marks[at as usize / 64] >> (at % 64) & 1 == 1;
        part.found.clear();
        let begin = self.ends[phrase] as usize - places.len();
        for (at, n) in places.iter().zip(begin..) {
            // The rest without the first token begins one place further.
            if is_wanted(*at + 1) {
                let known = self.after.get(n).copied();
                let token = known.unwrap_or_else(|| stream.tokens[*at as usize + self.tokens]);
                if token != BREAK {
                    part.found.push(u64::from(token) << 32 | u64::from(*at));
                }
            }
        }
        part.found.sort_unstable();
        for same in part.found.chunk_by(|a, b| a >> 32 == b >> 32) {
            let begin = part.order.len();
            part.order.extend(same.iter().map(|found| u32::try_from(found & 0xFFFF_FFFF).unwrap_or(0)));
            part.counts.push(u32::try_from(same.len()).unwrap_or(u32::MAX));
            part.shorter.push(number.filter(|_| same.len() == places.len()));
            let tokens = self.tokens + 1;
            let is_split = tokens < limits.tokens && same.len() > limits.places;
            let most = if is_split { limits.tokens - tokens } else { 0 };
            let follow = stream.common_after(&part.order[begin..], tokens, most);
            part.follow.push(u8::try_from(follow).unwrap_or(u8::MAX));
        }
    }
}
