//! Postings: for a phrase and a language, the subjects that have it, how much it says about each, and
//! where it stands.
//!
//! The places of one phrase in the row of all texts go in, one [`List`] for each language comes out, in
//! few bits. The search script reads them.
//!
//! Start with [`Lister::lists`].

use super::{
    bits::{BitWriter, best_order},
    impact::Impacts,
    stream::{Span, Stream},
};
use std::{cmp::Reverse, sync::Arc};

/// How many of the best subjects of a common phrase stand where it is looked up: one page of results.
pub(super) const TOP: usize = 10;
/// The row is cut into pieces of so many numbers, to find the document of a place.
const PIECE: u32 = 64;

/// The postings of a phrase in a language.
#[derive(Debug, PartialEq)]
pub(super) struct List {
    /// The language, an index.
    pub(super) lang: usize,
    /// How many subjects there are.
    pub(super) count: usize,
    /// The subjects with their levels, and the places if they are kept.
    pub(super) bytes: Box<[u8]>,
    /// The best subjects, where the list is of a common phrase.
    pub(super) top: Box<[u8]>,
}

/// Where a phrase was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Its lists, by language; a longer phrase at the same places shares them.
    pub(super) lists: Arc<[List]>,
    /// How many subjects have it, over all languages, if no places are kept.
    pub(super) subjects: usize,
    /// Whether it stands in a name.
    pub(super) in_names: bool,
}

/// Whether a list says where in a text its phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// It does.
    Kept,
    /// It does not: longer phrases that hold this one do.
    Dropped,
}

/// Makes lists.
pub(super) struct Lister<'a> {
    stream: &'a Stream,
    impacts: &'a Impacts,
    /// The document in which each piece of the row begins.
    pieces: Vec<u32>,
}

/// The documents of a list while it is made. One serves many lists, since there are millions of them.
#[derive(Default)]
pub(super) struct Draft {
    postings: Vec<Posting>,
    /// The differences of the places of each document, one document after the other.
    steps: Vec<u32>,
    /// The subjects of all languages.
    subjects: Vec<u32>,
    best: Vec<Posting>,
    differences: Vec<u32>,
    bits: BitWriter,
}

/// One document of a list.
#[derive(Clone, Copy)]
struct Posting {
    subject: u32,
    level: u32,
    /// How many places it has.
    places: u32,
}

impl Draft {
    fn clear(&mut self) {
        self.postings.clear();
        self.steps.clear();
    }

    fn add(&mut self, subject: u32, level: u32, places: impl Iterator<Item = u32>) {
        let before = self.steps.len();
        self.steps.extend(differences(places));
        let places = u32::try_from(self.steps.len() - before).unwrap_or(u32::MAX);
        self.postings.push(Posting { subject, level, places });
    }
}

impl<'a> Lister<'a> {
    /// Prepares to find documents by places.
    pub(super) fn new(stream: &'a Stream, impacts: &'a Impacts) -> Self {
        let mut span = 0_usize;
        let pieces = (0..stream.tokens.len()).step_by(PIECE as usize).map(|at| {
            while stream.spans.get(span).is_some_and(|span| (span.end as usize) <= at) {
                span += 1;
            }
            u32::try_from(span).unwrap_or(u32::MAX)
        });
        Self { stream, impacts, pieces: pieces.collect() }
    }

    /// The lists of a phrase: `all` are the places of the row where it begins, in order, `length` is
    /// how many places it has with its gaps.
    #[expect(clippy::stable_sort_primitive, reason = "it merges the languages, each of which is in order")]
    pub(super) fn lists(&self, all: &[u32], length: u32, places: Places, draft: &mut Draft) -> Found {
        let mut lists = Vec::new();
        let mut lang = None;
        let mut rest = all;
        let mut in_names = false;
        draft.subjects.clear();
        while let Some(first) = rest.first() {
            let (number, span) = self.span_of(*first);
            let here = rest.iter().position(|at| *at >= span.end).unwrap_or(rest.len());
            let (own, others) = rest.split_at(here);
            rest = others;
            if lang != Some(span.lang) {
                lists.extend(lang.map(|lang| written(lang, draft, places)));
                draft.clear();
                lang = Some(span.lang);
            }
            in_names |= *first < span.summary;
            let level = self.impacts.level(number, span, own, length);
            let kept = if places == Places::Kept { own } else { &[] };
            draft.add(span.subject, level, self.stream.places_in(span, kept));
            if places == Places::Dropped {
                draft.subjects.push(span.subject);
            }
        }
        lists.extend(lang.map(|lang| written(lang, draft, places)));
        draft.clear();
        if lists.len() > 1 {
            draft.subjects.sort();
            draft.subjects.dedup();
        }
        Found { lists: lists.into(), subjects: draft.subjects.len(), in_names }
    }

    /// The document of a place, with its number.
    fn span_of(&self, at: u32) -> (usize, &Span) {
        let mut number = self.pieces[(at / PIECE) as usize] as usize;
        while at >= self.stream.spans[number].end {
            number += 1;
        }
        (number, &self.stream.spans[number])
    }
}

fn written(lang: usize, draft: &mut Draft, places: Places) -> List {
    let Draft { postings, steps, best, differences, bits, .. } = draft;
    let mut top = Box::default();
    if places == Places::Dropped {
        best.clear();
        best.extend_from_slice(postings);
        if best.len() > TOP {
            best.select_nth_unstable_by_key(TOP, |posting| (Reverse(posting.level), posting.subject));
            best.truncate(TOP);
        }
        best.sort_unstable_by_key(|posting| posting.subject);
        top = packed(best, None, differences, bits);
    }
    let kept = (places == Places::Kept).then_some(&steps[..]);
    List { lang, count: postings.len(), bytes: packed(postings, kept, differences, bits), top }
}

/// The differences of numbers that grow, each less one; the first is kept as it is.
fn differences(numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    numbers.scan(None, |before: &mut Option<u32>, number| {
        let step = before.map_or(number, |before| number - before - 1);
        *before = Some(number);
        Some(step)
    })
}

/// A list with or without the differences of the places of its documents.
fn packed(
    postings: &[Posting],
    steps: Option<&[u32]>,
    subjects: &mut Vec<u32>,
    bits: &mut BitWriter,
) -> Box<[u8]> {
    subjects.clear();
    subjects.extend(differences(postings.iter().map(|posting| posting.subject)));
    let order = best_order(subjects);
    let (lowest, highest) = postings.iter().fold((u32::MAX, 0), |(lowest, highest), posting| {
        (lowest.min(posting.level), highest.max(posting.level))
    });
    let width = u32::BITS - (highest - lowest).leading_zeros();
    bits.bits(order, 4);
    bits.bits(lowest, 5);
    bits.bits(width, 3);
    let place_order = steps.map(best_order);
    place_order.into_iter().for_each(|order| bits.bits(order, 4));
    let mut rest = steps.unwrap_or(&[]);
    for (posting, step) in postings.iter().zip(subjects) {
        bits.golomb(*step, order);
        bits.bits(posting.level - lowest, width);
        if let Some(order) = place_order {
            bits.golomb(posting.places - 1, 0);
            let (own, others) = rest.split_at(posting.places as usize);
            own.iter().for_each(|step| bits.golomb(*step, order));
            rest = others;
        }
    }
    bits.finish()
}

/// Numbers that grow, without levels or places: what the facets hold.
pub(super) fn packed_numbers(numbers: &[u32]) -> Vec<u8> {
    let mut bits = BitWriter::default();
    let steps: Vec<u32> = differences(numbers.iter().copied()).collect();
    let order = best_order(&steps);
    bits.bits(order, 4);
    steps.iter().for_each(|step| bits.golomb(*step, order));
    bits.finish().into()
}

#[cfg(test)]
pub(super) mod tests {
    use super::{super::bits::reader::BitReader, *};
    use proptest::prelude::*;

    /// Reads a list as the search script does: subject, level, places.
    pub(in crate::search) fn read(bytes: &[u8], count: usize, places: Places) -> Vec<(u32, u32, Vec<u32>)> {
        let mut bits = BitReader::new(bytes);
        let (order, lowest, width) = (bits.bits(4), bits.bits(5), bits.bits(3));
        let place_order = if places == Places::Kept { bits.bits(4) } else { 0 };
        let mut subject = u32::MAX;
        (0..count)
            .map(|_| {
                subject = subject.wrapping_add(bits.golomb(order) + 1);
                let level = lowest + bits.bits(width);
                let mut place = u32::MAX;
                let count = if places == Places::Kept { bits.golomb(0) + 1 } else { 0 };
                let step = |_| {
                    place = place.wrapping_add(bits.golomb(place_order) + 1);
                    place
                };
                (subject, level, (0..count).map(step).collect())
            })
            .collect()
    }

    proptest! {
        #[test]
        fn a_list_comes_back(
            postings in prop::collection::btree_map(0..20_000_u32, (0..32_u32, prop::collection::btree_set(0..9000_u32, 1..6)), 1..40),
            kept: bool,
        ) {
            let places = if kept { Places::Kept } else { Places::Dropped };
            let mut draft = Draft::default();
            let mut expected = Vec::new();
            for (subject, (level, all)) in &postings {
                let own: Vec<u32> = if kept { all.iter().copied().collect() } else { Vec::new() };
                draft.add(*subject, *level, own.iter().copied());
                expected.push((*subject, *level, own));
            }
            let list = written(0, &mut draft, places);
            prop_assert_eq!(read(&list.bytes, list.count, places), expected.clone());
            if !kept {
                let top = read(&list.top, list.count.min(TOP), places);
                let worst = top.iter().map(|(_, level, _)| *level).min();
                let better = expected.iter().filter(|(_, level, _)| Some(*level) > worst).count();
                prop_assert!(better <= top.len());
            }
        }
    }
}
