//! How much a phrase says about a document: one small number for each posting.
//!
//! The places of a phrase in a document go in, a level comes out that holds everything BM25 needs but
//! the rarity of the phrase, which the reader's query decides: the frequency in the text against its
//! length (k1 1.2, b 0.75), what a summary adds, and what a name adds, which is more the more of the
//! name the phrase is. Only arithmetic that gives the same bits on every machine is used.
//!
//! Start with [`Impacts::level`].

use super::stream::Span;

/// How many levels there are.
pub(super) const LEVELS: u32 = 32;
/// What the lowest level stands for.
const LOWEST: f32 = 0.2;
/// How much more each level stands for than the one below.
const STEP: f32 = 1.115;
/// What a phrase in the text counts beside one in a name.
const IN_TEXT: f32 = 0.6;
/// What a phrase in the summary adds.
const IN_SUMMARY: f32 = 0.5;

/// Measures phrases in the documents of a site.
#[derive(Debug)]
pub(super) struct Impacts {
    /// For each document what the length of its text, against the mean of its language, adds to a frequency.
    lengths: Vec<f32>,
    /// The lowest value of each level.
    levels: Vec<f32>,
    /// For the first bits of a value from the lowest on the level of the least value that has them.
    first: Vec<u8>,
}

/// The first bits of a positive value: values that share them differ by less than a level.
fn first_bits(value: f32) -> usize {
    (value.to_bits() >> 18) as usize
}

impl Impacts {
    /// Looks at the lengths of all documents.
    pub(super) fn of(spans: &[Span], languages: usize) -> Self {
        let means = (0..languages).map(|lang| {
            let own = spans.iter().filter(|span| span.lang == lang);
            let (count, sum) = own.fold((0.0, 0.0), |(count, sum), span| (count + 1.0, sum + length(span)));
            if count > 0.0 { (sum / count).max(1.0) } else { 1.0 }
        });
        let means: Vec<f32> = means.collect();
        let added = |span: &Span| 1.2 * (0.25 + 0.75 * length(span) / means[span.lang]);
        let lengths = spans.iter().map(added).collect();
        let mut value = LOWEST;
        let levels = (0..LEVELS).map(|_| {
            let level = value;
            value *= STEP;
            level
        });
        let levels: Vec<f32> = levels.collect();
        let (mut level, mut first) = (0, Vec::new());
        for bits in (LOWEST.to_bits() >> 18)..=(value.to_bits() >> 18) {
            while levels.get(level + 1).is_some_and(|next| *next <= f32::from_bits(bits << 18)) {
                level += 1;
            }
            first.push(u8::try_from(level).unwrap_or(u8::MAX));
        }
        Self { lengths, levels, first }
    }

    /// The level of a phrase of so many places that stands at `places` of the row, in the document of
    /// that number.
    pub(super) fn level(&self, number: usize, span: &Span, places: &[u32], phrase: u32) -> u32 {
        let mut name = 0.0_f32;
        let mut summary = 0.0_f32;
        let head = places.iter().take_while(|at| **at < span.body).count();
        for at in &places[..head] {
            if *at >= span.summary {
                summary = IN_SUMMARY;
            } else if let Some(found) = span.names.iter().rev().find(|found| found.start <= *at) {
                // A break ends each name.
                let share = as_f32(phrase) / as_f32(found.length - 1);
                name = name.max(found.weight * share.sqrt());
            }
        }
        let count = as_f32(u32::try_from(places.len() - head).unwrap_or(u32::MAX));
        let text = count * 2.2 / (count + self.lengths[number]);
        let value = (text * IN_TEXT + summary) * span.weight + name;
        self.level_of(value)
    }

    fn level_of(&self, value: f32) -> u32 {
        if value < LOWEST {
            return 0;
        }
        let Some(level) = self.first.get(first_bits(value) - first_bits(LOWEST)) else { return LEVELS - 1 };
        let next = usize::from(*level) + 1;
        u32::from(*level) + u32::from(self.levels.get(next).is_some_and(|next| *next <= value))
    }
}

fn length(span: &Span) -> f32 {
    as_f32(span.length)
}

#[expect(clippy::cast_precision_loss, reason = "lengths far beyond 16 million tokens do not occur")]
fn as_f32(number: u32) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::{super::stream::NameSpan, *};

    /// A document with names of 5 and 2 tokens, a summary of 9 and a text of 100.
    fn span() -> Span {
        let names = vec![
            NameSpan { start: 0, length: 6, weight: 3.0 },
            NameSpan { start: 6, length: 3, weight: 2.4 },
        ];
        Span {
            lang: 0,
            subject: 0,
            weight: 1.0,
            start: 0,
            summary: 9,
            body: 19,
            end: 120,
            length: 101,
            names,
        }
    }

    #[test]
    fn a_name_says_more_than_a_summary_and_a_summary_more_than_a_text() {
        let (span, impacts) = (span(), Impacts::of(&[span()], 1));
        let level = |places: &[u32], phrase| impacts.level(0, &span, places, phrase);
        let whole_alias = level(&[6], 2);
        assert!(whole_alias > level(&[0], 2), "the whole of a name says more than a part of the title");
        assert!(level(&[0], 2) > level(&[20, 30, 40], 2));
        assert!(level(&[9, 20], 2) > level(&[20], 2));
        assert!(level(&[20, 30, 40], 2) > level(&[20], 2));
        assert!(level(&[0, 6, 9, 20, 30], 5) < LEVELS);
    }

    #[test]
    fn every_value_has_the_highest_level_that_it_reaches() {
        let impacts = Impacts::of(&[span()], 1);
        for value in (0..u16::MAX).map(|n| f32::from(n) / 4096.0) {
            let reached = impacts.levels.iter().filter(|level| **level <= value).count();
            assert_eq!(impacts.level_of(value) as usize, reached.saturating_sub(1), "{value}");
        }
    }

    #[test]
    fn a_short_text_that_holds_a_phrase_says_more_than_a_long_one() {
        let (short, mut long) = (span(), span());
        long.length = 981;
        let impacts = Impacts::of(&[short.clone(), long.clone()], 1);
        assert!(impacts.level(0, &short, &[20], 2) > impacts.level(1, &long, &[20], 2));
    }
}
