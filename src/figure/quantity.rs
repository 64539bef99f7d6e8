//! Quantities: a number with its unit and with the words that say how exact it is.
//!
//! Start with [`Lexicon::quantity`].

use super::{
    Exactness, Quantity, Unit,
    compile::{Lexicon, UnitWord},
    number::{Number, NumberRead, blank, digit, end_of_code},
    words::{is_spaced, is_unspaced},
};
use crate::model::{choice::UnitClass, decimal::Decimal};
use std::{ops::Range, sync::Arc};

/// What stands at a place where a quantity might begin.
pub(super) enum QuantityRead {
    /// A quantity; `loose` as in [`super::Force`], `bare` if nothing that is counted follows the number.
    Quantity { quantity: Quantity, span: Range<usize>, loose: bool, bare: bool },
    /// Nothing that counts; it ends here.
    Not(usize),
}

/// What follows a number.
struct After {
    unit: Arc<Unit>,
    end: usize,
    weak: bool,
    /// Whether a word for the unit stands there, not just any noun.
    is_named: bool,
    /// Whether it is joined to the number by a hyphen.
    is_hyphened: bool,
}

impl Lexicon {
    /// Reads a quantity; nothing if no number begins here.
    pub(super) fn quantity(&self, text: &str, start: usize) -> Option<QuantityRead> {
        let number = match self.number(text, start)? {
            NumberRead::Number(number) => number,
            NumberRead::Not(end) => return Some(QuantityRead::Not(end.max(start + 1))),
        };
        if self.is_ordinal(text, start, &number) {
            return Some(QuantityRead::Not(end_of_code(text, number.end)));
        }
        if let Some(read) = self.fraction(text, start, &number) {
            return Some(read);
        }
        let mut between = number.open;
        let mut last = number.end;
        if let Some((says, length)) = self.between.longest(&text[last..])
            && (self.whole_words || self.units.longest(text.get(last + length..)?).is_some())
        {
            between = between.or(*says);
            last += length;
        }
        let mut after = self.after_number(text, last, &number);
        let mut to = None;
        if let Some((second, second_after)) = self.second(text, &number, &after) {
            (after, to) = (second_after, Some(second));
        }
        if !after.is_named
            && text[after.end..].chars().next().is_some_and(is_spaced)
            && after.end == number.end
        {
            // Letters right behind digits make a code of them: 5G.
            return Some(QuantityRead::Not(end_of_code(text, after.end)));
        }
        let (begin, unit_before, said_before) = self.before_number(text, start, &number, &after);
        let is_money = unit_before.is_some();
        let unit = match unit_before {
            Some(unit) if after.unit.class == UnitClass::Count || after.unit.class == UnitClass::Money => {
                unit
            }
            _ => after.unit,
        };
        let (end, said_after) = self.exactness_after(text, after.end);
        let exactness = said_before.or(between).or(said_after).or_exact();
        let is_one = number.in_words && number.value < Decimal::whole(2) && to.is_none();
        // "One hour" may be a turn of phrase, "one-hour" measures.
        let is_one = is_one && !(after.is_hyphened && measures(&unit));
        let bare = after.weak && !is_money;
        let loose_number = bare && !self.is_total(text, start, &number);
        let loose = loose_number || is_one || number.is_magnitude;
        let quantity = Quantity { from: number.value, to, unit, exactness, noun: noun_at(text, after.end) };
        Some(QuantityRead::Quantity { quantity, span: begin..end, loose, bare })
    }

    /// Whether a number is a place in an order, or a part of a name.
    fn is_ordinal(&self, text: &str, start: usize, number: &Number) -> bool {
        let before = &text[..start];
        let mut last = before.chars().rev();
        let (previous, one_more) = (last.next(), last.next());
        let is_joined = previous.is_some_and(|c| is_spaced(c) || matches!(c, '_' | '#'))
            || previous.is_some_and(|c| matches!(c, '/' | '.' | ':'))
                && one_more.is_some_and(|c| digit(c).is_some())
            || previous.is_some_and(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '+'))
                && one_more.is_some_and(is_spaced);
        let rest = &text[number.end..];
        let mut next = rest.chars();
        let (follows, one_further) = (next.next(), next.next());
        let is_ratio = matches!(follows, Some(':' | '/' | '\u{ff1a}'))
            && one_further.is_some_and(|c| digit(c).is_some());
        let has_before =
            self.ordinal_before.length_before(before.trim_end_matches([' ', '\u{a0}'])).is_some();
        let has_after = || {
            let found = self.ordinal_after.length(rest);
            // A letter behind a word is no ordinal: "third" follows digits alone.
            found.is_some_and(|length| {
                !(number.in_words && rest[..length].starts_with(|c: char| c.is_ascii_alphabetic()))
            })
        };
        let is_vague =
            || number.begins_with_multiplier && self.vague.length_before(before.trim_end()).is_some();
        is_joined || is_ratio || has_before || has_after() || is_vague()
    }

    /// Whether digits without a noun give a number all the same: "bringing the total to 19,500", "of which
    /// 12 were new". Behind a capital they are a part of a name.
    fn is_total(&self, text: &str, start: usize, number: &Number) -> bool {
        if !self.whole_words
            || number.in_words
            || number.value < Decimal::whole(10) && number.value.scale() == 0
        {
            return false;
        }
        let word = text[..start].trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        let is_lower = word.chars().all(|c| c.is_lowercase() || matches!(c, ',' | '\u{2019}' | '\''));
        !word.is_empty() && is_lower && text[..start].ends_with(char::is_whitespace)
    }

    /// Parts of a whole: "two thirds", and the numerator after its denominator.
    fn fraction(&self, text: &str, start: usize, number: &Number) -> Option<QuantityRead> {
        let rest = &text[number.end..];
        if !self.parts.is_empty()
            && let Some(after) = rest.strip_prefix(self.parts.as_str())
        {
            let at = text.len() - after.len();
            let NumberRead::Number(numerator) = self.number(text, at)? else { return None };
            let hundreds = [(100, (1, 1)), (1000, (1, 10))];
            let percent = hundreds.into_iter().find(|(n, _)| Decimal::whole(*n) == number.value);
            let unit = match percent {
                Some((_, factor)) => Unit { factor, ..Unit::named(UnitClass::Percent, "%") },
                None => part_of(&number.value.to_string()),
            };
            return Some(self.fraction_read(text, start, number, numerator.end, numerator.value, unit));
        }
        let gap = rest.chars().next().filter(|c| c.is_whitespace() || *c == '-').map_or(0, char::len_utf8);
        let (parts, length) = self.fractions.longest(&rest[gap..]).filter(|_| gap > 0 && number.in_words)?;
        let end = number.end + gap + length;
        Some(self.fraction_read(text, start, number, end, number.value, part_of(&parts.to_string())))
    }

    fn fraction_read(
        &self,
        text: &str,
        start: usize,
        number: &Number,
        end: usize,
        value: Decimal,
        unit: Unit,
    ) -> QuantityRead {
        let after = After { unit: Arc::new(unit), end, weak: false, is_named: true, is_hyphened: false };
        let is_half = &*after.unit.base == "1/2";
        let (begin, _, before) = self.before_number(text, start, number, &after);
        let (end, said_after) = self.exactness_after(text, end);
        let exactness = before.or(said_after).or_exact();
        let quantity =
            Quantity { from: value, to: None, unit: after.unit, exactness, noun: noun_at(text, after.end) };
        QuantityRead::Quantity { quantity, span: begin..end, loose: is_half, bare: false }
    }

    /// The second end of a range, with what follows it.
    fn second(&self, text: &str, first: &Number, after: &After) -> Option<(Decimal, After)> {
        let from = if after.is_named { after.end } else { first.end };
        let rest = &text[from..];
        let gap = blank(rest);
        let length = self.ranges.length(&rest[gap..])?;
        let at = from + gap + length;
        let at = at + blank(text.get(at..)?);
        let NumberRead::Number(second) = self.number(text, at)? else { return None };
        if self.ordinal_after.length(&text[second.end..]).is_some() {
            return None;
        }
        let second_after = self.after_number(text, second.end, &second);
        let fits = second.value > first.value
            && (!after.is_named || second_after.is_named && *second_after.unit == *after.unit);
        fits.then_some((second.value, second_after))
    }

    /// The unit, the classifier or the noun after a number.
    fn after_number(&self, text: &str, end: usize, number: &Number) -> After {
        let rest = &text[end..];
        let bare = |end: usize| After {
            unit: self.count.clone(),
            end,
            weak: true,
            is_named: false,
            is_hyphened: false,
        };
        if let Some((word, length)) = self.unit_word(rest) {
            return named(word, end + length, number);
        }
        let space: usize = rest.chars().take_while(|c| c.is_whitespace()).take(2).map(char::len_utf8).sum();
        let hyphen = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))
            .map_or(0, char::len_utf8);
        let gap = space + if space == 0 { hyphen } else { 0 };
        let next = &rest[gap..];
        if gap > 0
            && let Some((word, length)) = self.unit_word(next)
        {
            let is_hyphened = space == 0;
            return After { is_hyphened, ..named(word, end + gap + length, number) };
        }
        if !self.whole_words || space == 0 {
            return bare(end);
        }
        After { weak: !self.is_noun(next), ..bare(end) }
    }

    fn unit_word(&self, text: &str) -> Option<(&UnitWord, usize)> {
        let (symbol, name) = (self.units.longest(text), self.unit_names.longest(text));
        if name.map(|(_, length)| length) > symbol.map(|(_, length)| length) { name } else { symbol }
    }

    /// Whether a text begins with a thing that is counted: a word that is none of the small ones, and
    /// none of those for the words of the text itself.
    pub(super) fn is_noun(&self, text: &str) -> bool {
        let is_word = |c: char| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}' | '-');
        if !text.starts_with(char::is_alphabetic) || self.not_nouns.length(text).is_some() {
            return false;
        }
        let mut rest = text;
        // "two names", "two different names".
        for _ in 0..2 {
            if self.not_counted.length(rest).is_some() {
                return false;
            }
            rest = rest.trim_start_matches(is_word);
            rest = rest.strip_prefix(' ').unwrap_or("");
            if self.not_nouns.length(rest).is_some() {
                break;
            }
        }
        true
    }

    /// What stands before a number: where the figure begins, its currency, its exactness.
    fn before_number(
        &self,
        text: &str,
        start: usize,
        number: &Number,
        after: &After,
    ) -> (usize, Option<Arc<Unit>>, Exactness) {
        let trimmed = |at: usize| text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}', '\n']);
        let mut begin = start;
        if number.begins_with_multiplier
            && let Some(length) = self.articles.length_before(trimmed(begin))
        {
            begin = trimmed(begin).len() - length;
        }
        let mut unit = None;
        if let Some((found, length)) = self.units_before.ending(trimmed(begin)) {
            unit = Some(found.clone());
            begin = trimmed(begin).len() - length;
        }
        let mut said = Exactness::NONE;
        if let Some((says, length)) = self.before.ending(trimmed(begin)) {
            let word = trimmed(begin).len() - length;
            if *says == Exactness::EXACT {
                return (begin, unit, said);
            }
            said = *says;
            let is_open = after.unit.class == UnitClass::Time
                && self
                    .open_before_time
                    .iter()
                    .any(|open| text[word..word + length].eq_ignore_ascii_case(open));
            if is_open {
                said = said.or(Exactness::EXACT);
            }
            begin = word;
        }
        (begin, unit, said)
    }

    /// The words after a unit that say how exact it is.
    fn exactness_after(&self, text: &str, end: usize) -> (usize, Exactness) {
        let rest = &text[end..];
        let gap = if self.whole_words { blank(rest) } else { 0 };
        match self.after.longest(&rest[gap..]) {
            Some((says, length)) if *says != Exactness::EXACT => (end + gap + length, *says),
            _ => (end, Exactness::NONE),
        }
    }

    /// Whether a bare number stands before a word that it belongs to, in a script without spaces.
    pub(super) fn is_beside_word(text: &str, end: usize) -> bool {
        text[end..].chars().next().is_some_and(is_unspaced)
    }
}

/// Whether a unit measures, rather than counts.
fn measures(unit: &Unit) -> bool {
    unit.class != UnitClass::Count
}

/// The beginning of a noun, in a script without spaces.
fn noun_at(text: &str, at: usize) -> Option<[char; 2]> {
    let mut chars = text[at..].chars().take(2).filter(|c| is_unspaced(*c));
    Some([chars.next()?, chars.next()?])
}

/// What a word for a unit says.
fn named(word: &UnitWord, end: usize, number: &Number) -> After {
    let weak = word.loose && number.in_words;
    After { unit: word.unit.clone(), end, weak, is_named: true, is_hyphened: false }
}

/// The unit of so many parts of a whole.
fn part_of(parts: &str) -> Unit {
    Unit::named(UnitClass::Other, &format!("1/{parts}"))
}
