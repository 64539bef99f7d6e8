//! The running text of a document, a paragraph at a time, with the way back to the file.
//!
//! A passage is the text of one paragraph, heading, item or cell as a reader sees it, without markup,
//! citations and code. It knows what in it is quoted, and where in the file each of its words stands.
//!
//! Start with [`passages`].

use crate::{
    input::Span,
    model::doc::{Doc, Event, Tag, TagEnd},
};
use std::ops::Range;

/// What stands where code, pictures of text and the like were: no word goes across it.
const BREAK: char = '\u{fffc}';

/// Marks that open a quotation or a title, with those that close it.
const PAIRS: &[(char, char)] = &[
    ('\u{201c}', '\u{201d}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{ab}', '\u{bb}'),
    ('\u{300a}', '\u{300b}'),
    ('\u{300c}', '\u{300d}'),
    ('\u{300e}', '\u{300f}'),
    ('"', '"'),
];

/// One paragraph, heading, item or cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Passage {
    /// What a reader sees.
    pub text: String,
    /// Whether it stands in a quotation block.
    pub is_quotation: bool,
    /// Whether it rests on a source.
    pub cites: bool,
    /// Where each piece of the text begins, with its place in the file.
    pieces: Vec<(usize, Span)>,
}

impl Passage {
    /// The place in the file of a range of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let piece = self.pieces.iter().rposition(|(start, _)| *start <= range.start);
        let Some(index) = piece else { return Span::default() };
        let (start, span) = self.pieces[index];
        let end = self.pieces.get(index + 1).map_or(self.text.len(), |(start, _)| *start);
        // Only a piece as long as its span stands in the file as it reads.
        if end - start != span.range().len() {
            return span;
        }
        let at = span.range().start + range.start - start;
        Span::new(at, at + range.end.min(end) - range.start)
    }
}

/// The ranges of a text that are not its author's words: between quotation marks or the marks of a
/// title, the marks included, and addresses.
pub(super) fn set_apart(text: &str) -> Vec<Range<usize>> {
    let mut ranges = addresses(text);
    let mut from = 0;
    while let Some((open, closing)) = text[from..]
        .char_indices()
        .find_map(|(at, c)| PAIRS.iter().find(|(open, _)| *open == c).map(|(_, close)| (from + at, *close)))
    {
        let inside = open + text[open..].chars().next().map_or(1, char::len_utf8);
        match closing_at(text, inside, closing) {
            Some(end) => {
                ranges.push(open..end);
                from = end;
            }
            None => from = inside,
        }
    }
    ranges
}

/// Words with `://` in them.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>');
    let around = |(at, mark): (usize, &str)| {
        let start =
            text[..at].char_indices().rev().find(|(_, c)| is_end(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let end = text[at..].find(is_end).map_or(text.len(), |length| at + length.max(mark.len()));
        start..end
    };
    text.match_indices("://").map(around).collect()
}

/// The end of the quotation that begins at a place; an apostrophe within a word closes none.
fn closing_at(text: &str, from: usize, closing: char) -> Option<usize> {
    text[from..].char_indices().find_map(|(at, c)| {
        let end = from + at + c.len_utf8();
        let in_word = closing == '\u{2019}' && text[end..].chars().next().is_some_and(char::is_alphanumeric);
        (c == closing && !in_word).then_some(end)
    })
}

/// The passages of a range of events.
pub(super) fn passages(doc: &Doc, range: Range<usize>) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut open = Passage::default();
    let (mut quotations, mut code) = (0_usize, 0_usize);
    for (event, span) in &doc.events[range] {
        match event {
            Event::Start(Tag::CodeBlock { .. } | Tag::HtmlBlock) => code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => code = code.saturating_sub(1),
            _ if code > 0 => {}
            Event::Text(text) => {
                open.pieces.push((open.text.len(), *span));
                open.text.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => {
                open.pieces.push((open.text.len(), *span));
                open.text.push(' ');
            }
            Event::Code(_) | Event::InlineHtml(_) => {
                open.pieces.push((open.text.len(), *span));
                open.text.push(BREAK);
            }
            Event::Citation(_) => open.cites = true,
            Event::Start(tag) if !is_inline(tag) => {
                close(&mut all, &mut open, quotations > 0);
                quotations += usize::from(matches!(tag, Tag::BlockQuote(None)));
            }
            Event::End(end) if !is_inline_end(*end) => {
                close(&mut all, &mut open, quotations > 0);
                quotations = quotations.saturating_sub(usize::from(*end == TagEnd::BlockQuote));
            }
            _ => {}
        }
    }
    close(&mut all, &mut open, quotations > 0);
    all
}

fn close(all: &mut Vec<Passage>, open: &mut Passage, is_quotation: bool) {
    let passage = std::mem::take(open);
    if !passage.text.is_empty() {
        all.push(Passage { is_quotation, ..passage });
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_titles_and_addresses_are_set_apart() {
        let found =
            |text: &str| set_apart(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("文件的“本市”指《某规划》"), ["“本市”", "《某规划》"]);
        assert_eq!(found("says \"this year\" and \"now"), ["\"this year\""]);
        assert_eq!(found("see https://example.org/now now"), ["https://example.org/now"]);
        assert_eq!(found("it is Xi\u{2019}an\u{2019}s"), Vec::<String>::new());
        assert_eq!(found("a \u{2018}Xi\u{2019}an now\u{2019}."), ["\u{2018}Xi\u{2019}an now\u{2019}"]);
    }
}
