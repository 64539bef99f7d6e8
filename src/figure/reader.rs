//! One pass over a text, from one figure to the next.
//!
//! Start with [`Reader::read`].

use super::{
    Figure, FigureValue, Force, Quantity, Unit,
    compile::Lexicon,
    date::Years,
    number::{digit, end_of_code},
    quantity::QuantityRead,
    words::is_spaced,
};
use crate::{
    input::Span,
    locale::LocaleData,
    model::{choice::UnitClass, date::Date, decimal::Decimal},
};
use std::ops::Range;

/// Reads the figures of texts in one language.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
}

impl Reader {
    /// Makes the reader of a language; nothing if its data has no figures.
    pub fn new(locale: &LocaleData) -> Option<Self> {
        Lexicon::new(locale).map(|lexicon| Self { lexicon })
    }

    /// The figures of a text in reading order, their spans within the text.
    ///
    /// `published` is the day that relative dates count from; without it they are passed over, and a
    /// month without a year belongs to the year that its sentence has named.
    pub fn read(&self, text: &str, published: Option<Date>) -> Vec<Figure> {
        let mut found = Vec::new();
        let mut walk = Walk { reader: self, text, published, named: None, named_at: 0 };
        let mut at = 0;
        let bytes = text.as_bytes();
        let mut in_word = false;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte < 128 {
                let c = char::from(byte);
                if (in_word && c.is_ascii_alphabetic()) || !self.lexicon.starts.has(c, &text[at..]) {
                    in_word = c.is_ascii_alphanumeric();
                    at += 1;
                    continue;
                }
                let end = walk.figure_at(at, &mut found);
                in_word = end.is_none();
                at = end.unwrap_or(at + 1);
            } else {
                let Some(c) = text[at..].chars().next() else { break };
                let is_start = self.lexicon.starts.has(c, &text[at..]) && !(in_word && is_spaced(c));
                let end = if is_start { walk.figure_at(at, &mut found) } else { None };
                in_word = end.is_none() && is_spaced(c);
                at = end.unwrap_or(at + c.len_utf8());
            }
        }
        found
    }

    /// The unit that a word or symbol means, if it is one.
    pub fn unit(&self, word: &str) -> Option<Unit> {
        let (found, length) = self.lexicon.units.longest(word)?;
        // A classifier may be followed by what is counted; a measure is the whole word.
        let is_whole = length == word.len() || found.unit.class == UnitClass::Count;
        is_whole.then(|| Unit::clone(&found.unit))
    }

    /// Whether counts of this language have classifiers, so that two of them can be compared by these.
    pub fn has_classifiers(&self) -> bool {
        !self.lexicon.whole_words
    }

    /// Where the sentences of a text end: after the mark that ends one, and what closes with it.
    pub fn sentence_ends(&self, text: &str) -> Vec<usize> {
        let ends = &self.lexicon.sentence_ends;
        let mut found = Vec::new();
        for (at, c) in text.char_indices() {
            if !ends.contains(c) || (c == '.' && !self.is_full_stop(text, at)) {
                continue;
            }
            let closing = |c: &char| {
                matches!(
                    c,
                    '"' | '\''
                        | '\u{201d}'
                        | '\u{2019}'
                        | ')'
                        | '\u{ff09}'
                        | '\u{bb}'
                        | '\u{300d}'
                        | '\u{300f}'
                ) || ends.contains(*c)
            };
            let after = at + c.len_utf8();
            let end = after + text[after..].chars().take_while(closing).map(char::len_utf8).sum::<usize>();
            if found.last().is_none_or(|last| *last < end) {
                found.push(end);
            }
        }
        found
    }

    /// A full stop that ends a sentence: not within a number or word, not after an abbreviation, not
    /// before a word that goes on in lower case.
    fn is_full_stop(&self, text: &str, at: usize) -> bool {
        let before = &text[..at];
        let after = &text[at + 1..];
        let mut rest = after.chars();
        let next = rest.next();
        let next_word = after.trim_start().chars().next();
        let is_inside = next.is_some_and(|c| c.is_alphanumeric() || c == ',');
        let is_short = self.lexicon.abbreviations.length_before(before).is_some();
        let goes_on = next.is_some_and(char::is_whitespace) && next_word.is_some_and(char::is_lowercase);
        !is_inside && !is_short && !goes_on
    }
}

/// A text half read.
struct Walk<'a> {
    reader: &'a Reader,
    text: &'a str,
    published: Option<Date>,
    /// The last year named, and where.
    named: Option<i16>,
    named_at: usize,
}

impl Walk<'_> {
    /// Reads what begins at a place; gives where to go on, or nothing if no figure can begin there.
    fn figure_at(&mut self, at: usize, found: &mut Vec<Figure>) -> Option<usize> {
        let lexicon = &self.reader.lexicon;
        if let Some((start, end, says)) = self.idiom(at) {
            // A turn of phrase states no figure; a text in other words may state it.
            if !says.is_empty() {
                let in_other_words = self.reader.read(says, None).into_iter();
                found.extend(in_other_words.map(|figure| Figure {
                    span: Span::new(start, end),
                    force: Force::Loose,
                    ..figure
                }));
            } else if let Some(QuantityRead::Quantity { quantity, span, .. }) =
                lexicon.quantity(self.text, at)
                && span.end <= end
            {
                push(found, at, span, quantity, true);
            }
            return Some(end);
        }
        let c = self.text[at..].chars().next()?;
        let previous = self.text[..at].chars().next_back();
        if digit(c).is_some() && previous.is_some_and(|c| is_spaced(c) || matches!(c, '_' | '#')) {
            return Some(end_of_code(self.text, at).max(at + 1));
        }
        if let Some(date) = lexicon.date(self.text, at, self.years(at)) {
            if let Some(year) = date.year {
                (self.named, self.named_at) = (Some(year), date.end);
            }
            for period in date.periods {
                let span = Span::new(at, date.end);
                let loose = date.borrowed && self.published.is_none();
                let value = FigureValue::Date { period, bare: date.bare };
                found.push(Figure { span, value, force: force(loose) });
            }
            return Some(date.end);
        }
        match lexicon.quantity(self.text, at)? {
            QuantityRead::Not(end) => Some(self.floor(end.max(at + c.len_utf8()))),
            QuantityRead::Quantity { quantity, span, loose, bare } => {
                let end = span.end;
                // A bare word for a number says something only before a word of its own.
                let is_bare_word = bare
                    && quantity.unit == lexicon.count
                    && digit(c).is_none()
                    && (quantity.from < Decimal::whole(2)
                        || !lexicon.whole_words && !Lexicon::is_beside_word(self.text, end));
                if !is_bare_word {
                    push(found, at, span, quantity, loose);
                }
                Some(end)
            }
        }
    }

    fn floor(&self, end: usize) -> usize {
        let mut end = end.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end
    }

    fn years(&self, at: usize) -> Years {
        let between = self.text.get(self.named_at..at).unwrap_or("");
        let ends = &self.reader.lexicon.sentence_ends;
        let same_sentence = |_: &i16| !between.contains(|c| ends.contains(c));
        Years { named: self.named.filter(same_sentence), published: self.published.map(|date| date.year) }
    }

    /// The idiom whose number would be read here: where it begins and ends, and what it says.
    fn idiom(&self, at: usize) -> Option<(usize, usize, &str)> {
        let c = self.text[at..].chars().next()?;
        let idioms = self.reader.lexicon.idioms.get(&c.to_ascii_lowercase())?;
        idioms.iter().find_map(|idiom| {
            let start = at.checked_sub(idiom.before)?;
            let end = start + idiom.words.len();
            let same = self.text.get(start..end)?.eq_ignore_ascii_case(&idiom.words);
            let is_whole = !super::words::goes_on(&idiom.words, &self.text[end..]);
            (same && is_whole).then_some((start, end, &*idiom.says))
        })
    }
}

/// Adds a quantity; what stands before its number may have been taken by the figure before.
fn push(found: &mut Vec<Figure>, at: usize, span: Range<usize>, quantity: Quantity, loose: bool) {
    let floor = found.last().map_or(0, |figure| figure.span.end as usize);
    let span = Span::new(span.start.max(floor.min(at)), span.end);
    found.push(Figure { span, value: FigureValue::Quantity(quantity), force: force(loose) });
}

fn force(loose: bool) -> Force {
    if loose { Force::Loose } else { Force::Stated }
}
