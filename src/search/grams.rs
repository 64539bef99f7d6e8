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

use super::stream::{BREAK, GAP, Stream, is_character};
use rayon::prelude::*;

/// The number of the phrase that begins at a place where none does.
const NONE: u32 = u32::MAX;
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
    /// For each phrase where its places end in `order`.
    pub(super) ends: Vec<u32>,
    /// For each phrase whether it is split.
    pub(super) split: Vec<bool>,
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
        ends[dense(GAP) + 1] = 0;
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut order = vec![0; *ends.last().unwrap_or(&0) as usize];
        let mut filled = ends.clone();
        for (token, at) in stream.tokens.iter().zip(0..) {
            if *token != BREAK && *token != GAP {
                let to = &mut filled[dense(*token)];
                order[*to as usize] = at;
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
        Self { tokens: 1, order, ends: kept, split }
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
    ///
    /// `numbers` holds a number for each place of the row and is filled anew.
    pub(super) fn longer(&self, stream: &Stream, limits: Limits, numbers: &mut Vec<u32>) -> Option<Self> {
        if !self.split.contains(&true) {
            return None;
        }
        numbers.clear();
        numbers.resize(stream.tokens.len(), NONE);
        for phrase in 0..self.len() {
            for at in self.places(phrase) {
                numbers[*at as usize] = u32::try_from(phrase).unwrap_or(NONE);
            }
        }
        let phrases: Vec<usize> = (0..self.len()).collect();
        let parts: Vec<(Vec<u32>, Vec<u32>)> = phrases
            .par_chunks(TOGETHER)
            .map(|phrases| {
                let (mut order, mut counts) = (Vec::new(), Vec::new());
                for phrase in phrases {
                    self.extend(stream, *phrase, numbers, &mut order, &mut counts);
                }
                (order, counts)
            })
            .collect();
        let mut longer =
            Self { tokens: self.tokens + 1, order: Vec::new(), ends: Vec::new(), split: Vec::new() };
        longer.order.reserve_exact(parts.iter().map(|(order, _)| order.len()).sum());
        let mut end = 0;
        for (order, counts) in parts {
            longer.order.extend(order);
            for count in counts {
                end += count;
                longer.ends.push(end);
                longer.split.push(longer.tokens < limits.tokens && count as usize > limits.places);
            }
        }
        Some(longer)
    }

    /// Finds the phrases that begin with this one and are one token longer, if they are wanted: when
    /// this one is split, or the one that is left without the first token.
    fn extend(
        &self,
        stream: &Stream,
        phrase: usize,
        numbers: &[u32],
        order: &mut Vec<u32>,
        counts: &mut Vec<u32>,
    ) {
        let is_split = self.split[phrase];
        let mut found: Vec<(u32, bool, u32)> = Vec::new();
        for at in self.places(phrase) {
            let (Some(after), Some((token, apart))) = (stream.next(*at), self.token_after(stream, *at))
            else {
                continue;
            };
            let rest = numbers[after as usize];
            if is_split || (rest != NONE && self.split[rest as usize]) {
                found.push((token, apart, *at));
            }
        }
        found.sort_unstable();
        for same in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            order.extend(same.iter().map(|(_, _, at)| *at));
            counts.push(u32::try_from(same.len()).unwrap_or(u32::MAX));
        }
    }

    /// The token after the phrase that begins at a place, and whether a gap stands before it.
    fn token_after(&self, stream: &Stream, at: u32) -> Option<(u32, bool)> {
        let mut last = at;
        for _ in 1..self.tokens {
            last = stream.next(last)?;
        }
        let next = stream.next(last)?;
        Some((stream.tokens[next as usize], next == last + 2))
    }
}
