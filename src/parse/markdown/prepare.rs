//! Puts stand-ins where Markdown must not see what the author wrote, and knows the way back.
//!
//! A stand-in is made of noncharacters (U+FDD0 to U+FDEF), which Unicode keeps for a program's own
//! use: Markdown takes them for letters. Four things get one:
//!
//! 1. a citation as a whole, so that nothing inside or after it is markup;
//! 2. the bracket of a malformed citation, so that it stays text;
//! 3. an empty place beside `*`, `**` or `~~` where CJK punctuation would keep them from working;
//! 4. a noncharacter of the author's own, so that nobody can forge the other three.
//!
//! Where text was replaced is kept as a list of edits: offsets map back exactly, and running text is
//! cut out of what the author wrote. Strings that the Markdown reader made (codes, addresses,
//! titles) go through [`Prepared::restore`]. Start with [`prepare`].

use super::characters::{is_cjk, is_cjk_punctuation, is_punctuation};
use super::citations::{Malformed, read_citation};
use super::{Feature, MarkdownOptions};
use crate::input::{Span, Spanned};
use crate::model::doc::Citation;
use std::{borrow::Cow, cell::Cell, ops::Range};

/// An empty place that Markdown takes for a letter.
const MARK: char = '\u{FDD1}';
/// A citation; its index follows.
const CITATION: char = '\u{FDD2}';
/// The bracket of a malformed citation.
const BRACKET: char = '\u{FDD3}';
/// A noncharacter of the author's own; its index in the block follows.
const OWN: char = '\u{FDD4}';
/// A citation with a comma of ours before it.
const CITATION_AFTER_COMMA: char = '\u{FDD5}';
/// Says that the comma that follows is ours.
const COMMA_FOLLOWS: char = '\u{FDD6}';
/// The digit 0 of an index in base 16.
const DIGIT: u32 = 0xFDE0;
/// The first of the noncharacters.
const FIRST: u32 = 0xFDD0;
/// The byte that all of them begin with, in UTF-8; full-width forms do too.
const LEAD: u8 = 0xEF;

/// A text ready for the Markdown reader.
pub(super) struct Prepared<'a> {
    /// What the author wrote.
    pub(super) source: &'a str,
    /// What the Markdown reader sees.
    pub(super) text: Cow<'a, str>,
    /// All citations, also those that turn out to stand in code.
    pub(super) citations: Vec<Spanned<Citation>>,
    /// All malformed citations, also those that turn out to stand in code.
    pub(super) malformed: Vec<Malformed>,
    edits: Vec<Edit>,
    /// Where each citation stands in the source.
    places: Vec<Range<usize>>,
    last_passed: Cell<usize>,
}

/// A place where the two texts differ.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// The range in [`Prepared::text`].
    prepared: Range<usize>,
    /// The range in [`Prepared::source`].
    pub(super) source: Range<usize>,
    pub(super) kind: EditKind,
}

/// What stands at an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EditKind {
    /// A citation, by index.
    Citation(usize),
    /// The bracket of a malformed citation, by index.
    Malformed(usize),
    /// Nothing that a reader of the text would see.
    Hidden,
}

/// Makes a text ready.
pub(super) fn prepare(source: &str, base: usize, options: MarkdownOptions) -> Prepared<'_> {
    let mut builder = Builder {
        source,
        base,
        citations: options.has(Feature::Citations),
        han: options.has(Feature::HanRepairs),
        text: String::new(),
        copied: 0,
        result: Prepared {
            source,
            text: Cow::Borrowed(source),
            citations: Vec::new(),
            malformed: Vec::new(),
            edits: Vec::new(),
            places: Vec::new(),
            last_passed: Cell::new(0),
        },
    };
    if builder.citations || builder.han {
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|&b| IS_OF_INTEREST[usize::from(b)]) {
            at = builder.visit(at + found);
        }
    }
    builder.finish()
}

static IS_OF_INTEREST: [bool; 256] = {
    let mut table = [false; 256];
    table[b'*' as usize] = true;
    table[b'~' as usize] = true;
    table[b'[' as usize] = true;
    table[LEAD as usize] = true;
    table
};

struct Builder<'a> {
    source: &'a str,
    base: usize,
    citations: bool,
    han: bool,
    text: String,
    copied: usize,
    result: Prepared<'a>,
}

impl<'a> Builder<'a> {
    /// Looks at the byte at `at`; gives the offset to go on from.
    fn visit(&mut self, at: usize) -> usize {
        let bytes = self.source.as_bytes();
        match bytes[at] {
            b'[' if self.citations && bytes.get(at + 1) == Some(&b'@') => self.visit_citation(at),
            b'[' => at + 1,
            LEAD => self.visit_noncharacter(at),
            mark => {
                let end = at + bytes[at..].iter().take_while(|&&b| b == mark).count();
                if self.han && (mark == b'*' || end - at == 2) && !is_escaped(self.source, at) {
                    self.visit_run(at..end);
                }
                end
            }
        }
    }

    fn visit_citation(&mut self, at: usize) -> usize {
        if is_escaped(self.source, at) {
            return at + 2;
        }
        match read_citation(self.source, at, self.base) {
            Ok((citation, end)) => {
                let index = self.result.citations.len();
                self.replace(at..end, EditKind::Citation(index), |text| {
                    // `_` opens and closes only beside punctuation, which the bracket was.
                    let bytes = self.source.as_bytes();
                    if at > 0 && bytes[at - 1] == b'_' {
                        text.extend([',', CITATION_AFTER_COMMA]);
                    } else {
                        text.push(CITATION);
                    }
                    push_index(text, index);
                    if bytes.get(end) == Some(&b'_') {
                        text.extend([COMMA_FOLLOWS, ',']);
                    }
                });
                let span = Span::new(at, end).shifted(self.base);
                self.result.citations.push(Spanned::new(citation, span));
                self.result.places.push(at..end);
                end
            }
            Err(malformed) => {
                let index = self.result.malformed.len();
                self.replace(at..at + 1, EditKind::Malformed(index), |text| text.push(BRACKET));
                self.result.malformed.push(malformed);
                at + 2
            }
        }
    }

    fn visit_noncharacter(&mut self, at: usize) -> usize {
        let Some(c) = self.source[at..].chars().next() else { return at + 1 };
        if matches!(c, '\u{FDD0}'..='\u{FDEF}') {
            self.replace(at..at + c.len_utf8(), EditKind::Hidden, |text| {
                text.push(OWN);
                push_index(text, (u32::from(c) - FIRST) as usize);
            });
        }
        at + c.len_utf8()
    }

    /// Puts a mark between a run of `*` or `~` and the punctuation on one side of it when a letter
    /// stands on the other, so that the run opens or closes as an author of CJK text expects.
    fn visit_run(&mut self, run: Range<usize>) {
        let (Some(before), Some(after)) = (self.before(run.start), self.after(run.end)) else { return };
        let is_letter = |c: char| !is_punctuation(c) && !c.is_whitespace();
        let fits = |letter: char, other: char| {
            is_letter(letter) && is_punctuation(other) && (is_cjk(letter) || is_cjk_punctuation(other))
        };
        if fits(before, after) {
            self.replace(run.end..run.end, EditKind::Hidden, |text| text.push(MARK));
        } else if fits(after, before) {
            self.replace(run.start..run.start, EditKind::Hidden, |text| text.push(MARK));
        }
    }

    /// The character before `at`; a citation counts as a letter that takes any side.
    fn before(&self, at: usize) -> Option<char> {
        if self.result.places.last().is_some_and(|place| place.end == at) {
            return Some('\u{4e00}');
        }
        self.source[..at].chars().next_back()
    }

    /// The character after `at`, likewise.
    fn after(&self, at: usize) -> Option<char> {
        let rest = &self.source[at..];
        if self.citations && rest.starts_with("[@") && read_citation(self.source, at, 0).is_ok() {
            return Some('\u{4e00}');
        }
        rest.chars().next()
    }

    fn replace(&mut self, range: Range<usize>, kind: EditKind, write: impl FnOnce(&mut String)) {
        if self.text.is_empty() {
            self.text.reserve(self.source.len() + self.source.len() / 8);
        }
        self.text.push_str(&self.source[self.copied..range.start]);
        let start = self.text.len();
        write(&mut self.text);
        self.copied = range.end;
        self.result.edits.push(Edit { prepared: start..self.text.len(), source: range, kind });
    }

    fn finish(mut self) -> Prepared<'a> {
        if !self.result.edits.is_empty() {
            self.text.push_str(&self.source[self.copied..]);
            self.result.text = Cow::Owned(self.text);
        }
        self.result
    }
}

impl Prepared<'_> {
    /// The range in the source that a range of the prepared text comes from.
    pub(super) fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        if self.edits.is_empty() {
            return range.clone();
        }
        let start = self.source_offset(range.start, |edit| edit.source.start);
        let end = self.source_offset(range.end, |edit| edit.source.end);
        start..end.max(start)
    }

    fn source_offset(&self, at: usize, inside: impl Fn(&Edit) -> usize) -> usize {
        let passed = self.passed(at);
        match self.edits.get(passed) {
            Some(edit) if edit.prepared.start < at => inside(edit),
            _ if passed == 0 => at,
            _ => {
                let edit = &self.edits[passed - 1];
                edit.source.end + (at - edit.prepared.end)
            }
        }
    }

    /// How many edits end at or before an offset. Offsets mostly rise by little, so the answer is
    /// first sought where the last one was.
    fn passed(&self, at: usize) -> usize {
        let ends_before = |index: usize| self.edits.get(index).is_some_and(|edit| edit.prepared.end <= at);
        let last = self.last_passed.get();
        let passed = if last > 0 && !ends_before(last - 1) {
            self.edits[..last].partition_point(|edit| edit.prepared.end <= at)
        } else if !ends_before(last) {
            return last;
        } else if !ends_before(last + 1) {
            last + 1
        } else {
            last + self.edits[last..].partition_point(|edit| edit.prepared.end <= at)
        };
        self.last_passed.set(passed);
        passed
    }

    /// The edits within a range of the prepared text.
    pub(super) fn edits_in(&self, range: &Range<usize>) -> &[Edit] {
        if self.edits.is_empty() {
            return &[];
        }
        let (first, end) = (self.passed(range.start), self.passed(range.end));
        self.edits.get(first..end).unwrap_or_default()
    }

    /// Puts what the author wrote back into a string that the Markdown reader made.
    pub(super) fn restore<'s>(&self, text: &'s str) -> Cow<'s, str> {
        let is_ours = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}');
        if self.edits.is_empty() || !text.as_bytes().contains(&LEAD) || !text.contains(is_ours) {
            return Cow::Borrowed(text);
        }
        let mut restored = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if !is_ours(c) {
                restored.push(c);
                continue;
            }
            let mut index = 0;
            while let Some(digit) = chars.next_if(|&c| matches!(c, '\u{FDE0}'..='\u{FDEF}')) {
                index = index << 4 | (u32::from(digit) - DIGIT) as usize;
            }
            match c {
                CITATION | CITATION_AFTER_COMMA => {
                    if c == CITATION_AFTER_COMMA && restored.ends_with(',') {
                        restored.pop();
                    }
                    restored.push_str(self.places.get(index).map_or("", |place| &self.source[place.clone()]));
                }
                BRACKET => restored.push('['),
                OWN => restored.extend(u32::try_from(index).ok().and_then(|i| char::from_u32(FIRST + i))),
                COMMA_FOLLOWS => drop(chars.next_if_eq(&',')),
                _ => {}
            }
        }
        Cow::Owned(restored)
    }
}

/// Writes an index with as many digits as it needs.
fn push_index(text: &mut String, index: usize) {
    let digits = (usize::BITS - index.leading_zeros()).div_ceil(4).max(1);
    for place in (0..digits).rev() {
        let digit = u32::try_from(index >> (4 * place) & 0xF).unwrap_or_default();
        text.extend(char::from_u32(DIGIT + digit));
    }
}

fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(source: &str) -> String {
        let prepared = prepare(source, 0, MarkdownOptions::default());
        assert_eq!(prepared.source_range(&(0..prepared.text.len())), 0..source.len());
        prepared.restore(&prepared.text).into_owned()
    }

    #[test]
    fn what_was_replaced_comes_back() {
        let many = "甲[@a#P1]".repeat(40);
        for source in [
            "plain",
            "前**“甲”**后[@a#P1 \"x]\"]_b_[@a#P2]_c_",
            "[@bad] \u{fdd1}\u{fdd2}\u{fde0}\u{fdef}",
            many.as_str(),
        ] {
            assert_eq!(round_trip(source), source);
        }
    }

    #[test]
    fn offsets_map_back_across_edits() {
        let source = "前**“甲”**后[@a#P1]尾";
        let prepared = prepare(source, 0, MarkdownOptions::default());
        let tail = prepared.text.find('尾').expect("the tail is kept");
        let expected = source.find('尾').expect("the tail is there");
        assert_eq!(prepared.source_range(&(tail..prepared.text.len())), expected..source.len());
    }
}
