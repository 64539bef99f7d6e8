//! Numbers: digits with their separators, number words, and both together.
//!
//! Start with [`Lexicon::number`].

use super::{
    Exactness,
    compile::{Lexicon, NumberWord},
    words::is_spaced,
};
use crate::model::decimal::Decimal;

/// Longer runs of digits are codes, not numbers.
const MOST_DIGITS: usize = 15;

/// A number as it stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// The value, words for powers of ten included.
    pub(super) value: Decimal,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it is written in words alone.
    pub(super) in_words: bool,
    /// Whether it begins with a word that multiplies: "hundred".
    pub(super) begins_with_multiplier: bool,
    /// Whether it is one such word alone, and a large one: the name of an order of magnitude.
    pub(super) is_magnitude: bool,
    /// What it says of its exactness between number and power of ten.
    pub(super) open: Exactness,
}

/// What stands at a place where a number might begin.
#[derive(Clone, Debug)]
pub(super) enum NumberRead {
    /// A number.
    Number(Number),
    /// Something that looks like one; it ends here.
    Not(usize),
}

/// A run of digits.
pub(super) struct Digits {
    pub(super) value: Decimal,
    pub(super) end: usize,
}

/// The value of a digit, of either width.
pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '\u{ff10}'..='\u{ff19}' => u8::try_from(u32::from(c) - 0xff10).ok(),
        _ => None,
    }
}

/// How many digits a text begins with, and where they end.
fn run(text: &str) -> (usize, usize) {
    let mut count = 0;
    let mut end = 0;
    for c in text.chars() {
        if digit(c).is_none() {
            break;
        }
        count += 1;
        end += c.len_utf8();
    }
    (count, end)
}

/// The ASCII character that a separator stands for; a wide one only beside wide digits.
fn separator(c: char, beside_wide: bool) -> char {
    match c {
        '\u{ff0c}' | '\u{ff0e}' if beside_wide => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Parts of a number that are added in the end.
#[derive(Default)]
struct Sum {
    parts: Vec<Decimal>,
    /// The last word that adds, if the last token was one.
    last_word: Option<i64>,
    after_multiplier: bool,
    /// Whether the last part is digits: what multiplies right behind them multiplies them, however many.
    after_digits: bool,
}

impl Sum {
    /// Whether a word may follow what has been read: "twenty" before "three", "hundred" before all.
    fn takes(&self, value: i64) -> bool {
        self.parts.is_empty()
            || self.after_multiplier
            || self.last_word.is_some_and(|last| {
                last == 0 || last >= 20 && (last % 10 == 0 && value < 10 || last % 20 == 0 && value < 20)
            })
    }

    fn add(&mut self, value: Decimal, word: Option<i64>) {
        self.parts.push(value);
        self.last_word = word;
        self.after_multiplier = false;
        self.after_digits = word.is_none();
    }

    /// Multiplies all that is smaller than the factor: `3 thousand 2 hundred` times a million.
    fn multiply(&mut self, factor: i64) -> Option<()> {
        let factor = Decimal::whole(factor);
        let mut smaller: Option<Decimal> = self.parts.pop_if(|_| self.after_digits);
        while let Some(part) = self.parts.pop_if(|part| *part < factor) {
            smaller = Some(smaller.map_or(Some(part), |sum| sum.plus(part))?);
        }
        self.parts.push(smaller.map_or(Some(factor), |sum| sum.times(factor))?);
        self.last_word = None;
        self.after_multiplier = true;
        self.after_digits = false;
        Some(())
    }

    fn total(&self) -> Option<Decimal> {
        self.parts.iter().try_fold(Decimal::whole(0), |sum, part| sum.plus(*part))
    }
}

impl Lexicon {
    /// Reads a number; nothing if none begins here.
    pub(super) fn number(&self, text: &str, start: usize) -> Option<NumberRead> {
        let mut sum = Sum::default();
        let mut open = Exactness::NONE;
        let mut in_words = true;
        let mut begins_with_multiplier = false;
        let mut at = start;
        if let Some(read) = self.digits(text, at) {
            let digits = match read {
                Ok(digits) => digits,
                Err(end) => return Some(NumberRead::Not(end)),
            };
            in_words = false;
            at = digits.end;
            sum.add(digits.value, None);
        }
        let mut is_broken = false;
        let mut count = 0;
        while let Some((word, end, says)) =
            self.number_token(text, at, sum.parts.is_empty(), sum.after_multiplier)
        {
            let fits = match word {
                NumberWord::Adds(value) => sum.takes(value),
                NumberWord::Multiplies(_) => true,
            };
            if !fits {
                // Without spaces the word cannot belong to anything else.
                is_broken |= !self.whole_words;
                if !is_broken {
                    break;
                }
            }
            begins_with_multiplier |= at == start && matches!(word, NumberWord::Multiplies(_));
            open = open.or(says);
            at = end;
            count += 1;
            match word {
                NumberWord::Adds(value) => sum.add(Decimal::whole(value), Some(value)),
                NumberWord::Multiplies(factor) => {
                    if sum.multiply(factor).is_none() {
                        return Some(NumberRead::Not(at));
                    }
                    if let Some(Ok(digits)) = self.digits(text, at).filter(|_| !self.whole_words) {
                        in_words = false;
                        at = digits.end;
                        sum.add(digits.value, None);
                    }
                }
            }
        }
        if sum.parts.is_empty() {
            return None;
        }
        if is_broken {
            return Some(NumberRead::Not(at));
        }
        let value = sum.total()?;
        let is_magnitude =
            begins_with_multiplier && count == 1 && !self.whole_words && value >= Decimal::whole(10_000);
        Some(NumberRead::Number(Number {
            value,
            end: at,
            in_words,
            begins_with_multiplier,
            is_magnitude,
            open,
        }))
    }

    /// The next word of a number, with what stands before it within the number.
    fn number_token(
        &self,
        text: &str,
        at: usize,
        is_first: bool,
        after_multiplier: bool,
    ) -> Option<(NumberWord, usize, Exactness)> {
        let rest = text.get(at..)?;
        if is_first {
            let (word, length) = self.numbers.longest(rest)?;
            return Some((*word, at + length, Exactness::NONE));
        }
        if let Some((word, length)) = self.numbers.longest(rest).filter(|_| !self.whole_words) {
            return Some((*word, at + length, Exactness::NONE));
        }
        if let Some((says, gap)) = self.between.longest(rest)
            && let Some((word @ NumberWord::Multiplies(_), length)) = self.numbers.longest(&rest[gap..])
        {
            return Some((*word, at + gap + length, *says));
        }
        let after = Some(()).filter(|()| after_multiplier).and_then(|()| self.and_numbers.length(rest));
        let gaps = [after, self.joiners.length(rest), Some(blank(rest))];
        for gap in gaps.into_iter().flatten().filter(|gap| *gap > 0) {
            let is_plain = rest[..gap].chars().count() == 1;
            let Some((word, length)) = self.numbers.longest(&rest[gap..]) else { continue };
            let joins = match word {
                NumberWord::Multiplies(_) => is_plain,
                NumberWord::Adds(_) => self.whole_words,
            };
            if joins {
                return Some((*word, at + gap + length, Exactness::NONE));
            }
        }
        None
    }

    /// Reads digits with their separators; the end of what is a code or a version instead.
    pub(super) fn digits(&self, text: &str, start: usize) -> Option<Result<Digits, usize>> {
        let (mut whole, mut length) = run(&text[start..]);
        if whole == 0 {
            return None;
        }
        let wide = text[start..].chars().next().is_some_and(|c| !c.is_ascii());
        let mut written: String =
            text[start..start + length].chars().filter_map(digit).map(|d| char::from(b'0' + d)).collect();
        let mut at = start + length;
        let first = whole;
        while let Some(c) = text[at..].chars().next().filter(|c| self.group.contains(separator(*c, wide))) {
            let group = at + c.len_utf8();
            (whole, length) = run(&text[group..]);
            if whole != 3 || first > 3 {
                break;
            }
            written
                .extend(text[group..group + length].chars().filter_map(digit).map(|d| char::from(b'0' + d)));
            at = group + length;
        }
        if let Some(c) = text[at..].chars().next().filter(|c| self.decimal.contains(separator(*c, wide))) {
            let fraction = at + c.len_utf8();
            let (count, length) = run(&text[fraction..]);
            if count > 0 {
                written.push('.');
                written.extend(
                    text[fraction..fraction + length].chars().filter_map(digit).map(|d| char::from(b'0' + d)),
                );
                at = fraction + length;
                let mut rest = text[at..].chars();
                if rest.next().is_some_and(|c| self.decimal.contains(c))
                    && rest.next().is_some_and(|c| digit(c).is_some())
                {
                    return Some(Err(end_of_code(text, at)));
                }
            }
        }
        if written.len() > MOST_DIGITS {
            return Some(Err(at));
        }
        Some(Decimal::parse(&written).map(|value| Digits { value, end: at }).ok_or(at))
    }
}

/// The length of one space at the start of a text; line ends and narrow spaces are spaces.
pub(super) fn blank(text: &str) -> usize {
    text.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
}

/// Where a code of letters, digits and dots ends.
pub(super) fn end_of_code(text: &str, start: usize) -> usize {
    let part = |c: &char| is_spaced(*c) || digit(*c).is_some() || matches!(c, '.' | '_');
    start + text[start..].chars().take_while(part).map(char::len_utf8).sum::<usize>()
}
