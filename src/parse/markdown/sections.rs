//! Cuts a text into sections and gives each the digest that its translations must carry.
//!
//! The digest is taken over the *parsed* text: which marks make a word bold, where lines end and how
//! wide the gaps are do not change it; a changed word, citation, quotation or task does.

use super::headings::id_of;
use crate::digest::Digest;
use crate::model::doc::{CitedParagraph, Doc, Event, Section, Tag, TagEnd};
use std::{borrow::Cow, fmt::Write};
use unicode_normalization::UnicodeNormalization;

/// The text that a section's digest is taken over: one line, for people who ask what has changed.
pub fn section_text(doc: &Doc, section: &Section) -> String {
    Words::default().section(doc, section.first, section.end).into_owned()
}

/// A text with its white space collapsed, in NFC: what digests of words are taken over.
pub fn collapsed(text: &str) -> String {
    let mut words = Words::default();
    words.push(text);
    words.composed().into_owned()
}

/// The sections of a text whose headings are complete.
pub(super) fn sections(doc: &Doc) -> Vec<Section> {
    let mut starts = section_starts(doc);
    if starts.first().is_none_or(|(_, first)| *first > 0) && !doc.events.is_empty() {
        starts.insert(0, ("intro", 0));
    }
    let mut words = Words::default();
    let ends = starts.iter().skip(1).map(|(_, first)| *first).chain([doc.events.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&(id, first), end)| {
            let digest = Digest::of(words.section(doc, first, end).as_bytes());
            Section { id: id.to_owned(), first, end, digest }
        })
        .collect()
}

/// Level-2 headings with the event they stand at. One inside a quotation or a list begins no
/// section: it would cut the element in two.
fn section_starts(doc: &Doc) -> Vec<(&str, usize)> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    for (index, (event, _)) in doc.events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                if let Tag::Heading(heading) = tag
                    && depth == 0
                    && doc.headings[*heading].value.level == 2
                {
                    starts.push((doc.headings[*heading].value.id.as_str(), index));
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    starts
}

/// Text under way to a digest: its white space is collapsed as it arrives.
#[derive(Default)]
struct Words {
    text: String,
    /// Whether white space has been seen since the last piece.
    gap: bool,
    /// Whether a character has been seen that NFC might change.
    may_be_decomposed: bool,
}

impl Words {
    /// The text of some events of a document.
    fn section(&mut self, doc: &Doc, first: usize, end: usize) -> Cow<'_, str> {
        self.text.clear();
        self.gap = false;
        self.may_be_decomposed = false;
        for (index, (event, _)) in doc.events[first..end].iter().enumerate() {
            self.event(doc, event, doc.events.get(first + index + 1).map(|(next, _)| next));
        }
        self.composed()
    }

    /// What has arrived so far, in NFC.
    fn composed(&self) -> Cow<'_, str> {
        if self.may_be_decomposed { self.text.nfc().collect::<String>().into() } else { (&self.text).into() }
    }

    fn event(&mut self, doc: &Doc, event: &Event, next: Option<&Event>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.push(text);
            }
            Event::TaskMarker(done) => self.push_apart(if *done { "[x]" } else { "[ ]" }),
            Event::Citation(index) => {
                for reference in &doc.citations[*index].value.references {
                    self.push_reference(reference);
                }
            }
            Event::Start(Tag::Link { target, .. }) => {
                // A link without words shows the name of its target, so the target is its text.
                if matches!(next, Some(Event::End(TagEnd::Link))) {
                    self.push(id_of(&doc.links[*target].value));
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. })
            | Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
            )
            | Event::FootnoteReference(_) => {}
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Start(_) | Event::End(_) => {
                self.gap = true;
            }
        }
    }

    fn push_reference(&mut self, reference: &CitedParagraph) {
        let target = &reference.target.value;
        let mut written = format!("@{}", target.source);
        if let Some(paragraph) = target.paragraph {
            // Writing into a string cannot fail.
            let _ = write!(written, "#P{paragraph}");
        }
        self.push_apart(&written);
        if let Some(quote) = &reference.quote {
            self.push_apart(&quote.value);
        }
        if let Some(derived) = &reference.derived {
            self.push_apart("=>");
            self.push_apart(&derived.value);
        }
    }

    fn push_apart(&mut self, text: &str) {
        self.gap = true;
        self.push(text);
        self.gap = true;
    }

    fn push(&mut self, text: &str) {
        let mut from = 0;
        let mut at = 0;
        let bytes = text.as_bytes();
        while at < bytes.len() {
            if IS_PLAIN[usize::from(bytes[at])] {
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            if c.is_whitespace() {
                self.push_piece(&text[from..at]);
                self.gap = true;
                from = at + c.len_utf8();
            } else {
                self.may_be_decomposed |= !is_composed(c);
            }
            at += c.len_utf8();
        }
        self.push_piece(&text[from..]);
    }

    fn push_piece(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = false;
        self.text.push_str(piece);
    }
}

/// Bytes of which no white space and no character that NFC might change begins: ASCII but for white
/// space, the lead bytes of U+4000 to U+9FFF, and all bytes that follow a lead byte.
static IS_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte, 0x00..=0x08 | 0x0E..=0x1B | 0x21..=0x7F | 0x80..=0xBF | 0xE4..=0xE9);
        byte += 1;
    }
    table
};

/// Whether a character is the same in NFC wherever it stands: true for nearly all of any text.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}
