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
    pub(super) bytes: Vec<u8>,
    /// The best subjects, where the list is of a common phrase.
    pub(super) top: Vec<u8>,
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
    /// The places of all documents, one after the other.
    places: Vec<u32>,
    subjects: Vec<u32>,
}

/// One document of a list.
#[derive(Clone, Copy)]
struct Posting {
    subject: u32,
    level: u32,
    /// Where its places end.
    end: usize,
    /// How many there are.
    count: usize,
}

impl Draft {
    fn clear(&mut self) {
        self.postings.clear();
        self.places.clear();
    }

    fn add(&mut self, subject: u32, level: u32, places: impl Iterator<Item = u32>) {
        let before = self.places.len();
        self.places.extend(places);
        let end = self.places.len();
        self.postings.push(Posting { subject, level, end, count: end - before });
    }

    /// The differences of the places of a document.
    fn steps_of(&self, posting: &Posting) -> impl Iterator<Item = u32> + Clone {
        steps(self.places[posting.end - posting.count..posting.end].iter().copied())
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
    /// how many numbers it has with its gaps. The second value counts subjects over all languages.
    pub(super) fn lists(
        &self,
        all: &[u32],
        length: u32,
        places: Places,
        draft: &mut Draft,
    ) -> (Vec<List>, usize) {
        let mut lists = Vec::new();
        let mut lang = None;
        let mut rest = all;
        draft.subjects.clear();
        while let Some(first) = rest.first() {
            let span = self.span_of(*first);
            let here = rest.iter().position(|at| *at >= span.end).unwrap_or(rest.len());
            let (own, others) = rest.split_at(here);
            rest = others;
            if lang != Some(span.lang) {
                lists.extend(lang.map(|lang| written(lang, draft, places)));
                draft.clear();
                lang = Some(span.lang);
            }
            let level = self.impacts.level(span, own, length);
            let kept = if places == Places::Kept { own } else { &[] };
            draft.add(span.subject, level, kept.iter().map(|at| span.place(*at)));
            draft.subjects.push(span.subject);
        }
        lists.extend(lang.map(|lang| written(lang, draft, places)));
        draft.clear();
        if lists.len() > 1 {
            draft.subjects.sort_unstable();
            draft.subjects.dedup();
        }
        (lists, draft.subjects.len())
    }

    fn span_of(&self, at: u32) -> &Span {
        let first = self.pieces[(at / PIECE) as usize] as usize;
        let after = &self.stream.spans[first..];
        after.iter().find(|span| at < span.end).expect("every place of the row is in a document")
    }
}

fn written(lang: usize, draft: &Draft, places: Places) -> List {
    let mut top = Vec::new();
    if places == Places::Dropped {
        let mut best = draft.postings.clone();
        best.sort_unstable_by_key(|posting| (std::cmp::Reverse(posting.level), posting.subject));
        best.truncate(TOP);
        best.sort_unstable_by_key(|posting| posting.subject);
        top = packed(draft, &best, places);
    }
    List { lang, count: draft.postings.len(), bytes: packed(draft, &draft.postings, places), top }
}

/// The differences of numbers that grow, each less one; the first is kept as it is.
fn steps(numbers: impl Iterator<Item = u32> + Clone) -> impl Iterator<Item = u32> + Clone {
    numbers.scan(None, |before: &mut Option<u32>, number| {
        let step = before.map_or(number, |before| number - before - 1);
        *before = Some(number);
        Some(step)
    })
}

fn packed(draft: &Draft, postings: &[Posting], places: Places) -> Vec<u8> {
    let mut bits = BitWriter::default();
    let subjects = steps(postings.iter().map(|posting| posting.subject));
    let order = best_order(&subjects);
    let levels = postings.iter().map(|posting| posting.level);
    let (lowest, highest) = (levels.clone().min().unwrap_or(0), levels.max().unwrap_or(0));
    let width = u32::BITS - (highest - lowest).leading_zeros();
    bits.bits(order, 4);
    bits.bits(lowest, 5);
    bits.bits(width, 3);
    let mut place_order = 0;
    if places == Places::Kept {
        place_order = best_order(&postings.iter().flat_map(|posting| draft.steps_of(posting)));
        bits.bits(place_order, 4);
    }
    for (posting, step) in postings.iter().zip(subjects) {
        bits.golomb(step, order);
        bits.bits(posting.level - lowest, width);
        if places == Places::Kept {
            bits.golomb(u32::try_from(posting.count).unwrap_or(u32::MAX) - 1, 0);
            draft.steps_of(posting).for_each(|step| bits.golomb(step, place_order));
        }
    }
    bits.finish()
}

/// Numbers that grow, without levels or places: what the facets hold.
pub(super) fn packed_numbers(numbers: &[u32]) -> Vec<u8> {
    let mut bits = BitWriter::default();
    let numbers = steps(numbers.iter().copied());
    let order = best_order(&numbers);
    bits.bits(order, 4);
    numbers.for_each(|step| bits.golomb(step, order));
    bits.finish()
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
            let list = written(0, &draft, places);
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
