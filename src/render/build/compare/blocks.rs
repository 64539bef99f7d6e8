//! A section as a list of blocks: what can stand beside its twin in another language.
//!
//! A block is the smallest thing that an author writes as one: a heading, a paragraph, an item without
//! the list inside it, a row of a table, a term, a definition. Footnotes belong to the block that first
//! mentions them. Nothing is written here and no language is known.
//!
//! Start with [`blocks`].

use crate::model::doc::{Doc, Event, Tag, TagEnd};
use std::{collections::BTreeSet, ops::Range};

/// What a block is. Only blocks of one shape stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading of a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A paragraph of a list item, with how many lists are around it.
    Item(usize),
    /// A row of a table; whether it is the head.
    Row(bool),
    /// What is defined.
    Term,
    /// A definition.
    Definition,
    /// Code.
    Code,
    /// Raw HTML.
    Html,
}

/// The sign before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet.
    Bullet,
    /// Its number.
    Number(u64),
}

/// A block of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// What it is.
    pub(super) shape: Shape,
    /// Whether it is somebody else's words.
    pub(super) is_quoted: bool,
    /// The sign before it.
    pub(super) marker: Option<Marker>,
    /// Its events; a row of a table has a run of events for each cell.
    pub(super) cells: Vec<Range<usize>>,
    /// The events of the footnotes that it is the first to mention.
    pub(super) notes: Vec<Range<usize>>,
}

impl Block {
    /// All its events, those of its footnotes among them.
    pub(super) fn ranges(&self) -> Vec<Range<usize>> {
        self.cells.iter().chain(&self.notes).cloned().collect()
    }
}

/// The blocks of a run of whole elements, in reading order.
pub(super) fn blocks(doc: &Doc, range: Range<usize>) -> Vec<Block> {
    let mut walk = Walk {
        doc,
        limit: range.end,
        found: Vec::new(),
        lists: Vec::new(),
        inside: Vec::new(),
        quoted: 0,
        marker: None,
        mentioned: BTreeSet::new(),
    };
    let mut index = range.start;
    while index < range.end {
        index = walk.step(index);
    }
    walk.found
}

struct Walk<'a> {
    doc: &'a Doc,
    limit: usize,
    found: Vec<Block>,
    /// The numbers of the next items of the open lists.
    lists: Vec<Option<u64>>,
    /// The open items, terms and definitions.
    inside: Vec<Shape>,
    quoted: usize,
    /// The sign of an item that has no block yet.
    marker: Option<Marker>,
    /// Footnotes that have a block.
    mentioned: BTreeSet<String>,
}

impl Walk<'_> {
    /// Takes what begins at an event; gives the event after it.
    fn step(&mut self, index: usize) -> usize {
        let doc = self.doc;
        match &doc.events[index].0 {
            Event::Start(tag) => self.start(tag, index),
            Event::End(tag) => {
                self.end(*tag);
                index + 1
            }
            Event::Rule => index + 1,
            _ => self.run(index),
        }
    }

    fn start(&mut self, tag: &Tag, index: usize) -> usize {
        let end = self.end_of(index);
        match tag {
            Tag::Heading(heading) => {
                let level = self.doc.headings.get(*heading).map_or(2, |heading| heading.value.level);
                self.add_one(Shape::Heading(level), index..end);
                return end;
            }
            Tag::Paragraph => {
                let shape = self.inside.last().copied().unwrap_or(Shape::Paragraph);
                self.add_one(shape, index..end);
                return end;
            }
            Tag::CodeBlock { .. } | Tag::HtmlBlock => {
                let is_code = !matches!(tag, Tag::HtmlBlock);
                self.add_one(if is_code { Shape::Code } else { Shape::Html }, index..end);
                return end;
            }
            Tag::TableHead | Tag::TableRow => {
                let cells = self.cells(index + 1..end);
                self.add(Shape::Row(matches!(tag, Tag::TableHead)), cells);
                return end;
            }
            Tag::FootnoteDefinition(label) if self.is_mentioned(label) => return end,
            Tag::List(first) => self.lists.push(*first),
            Tag::Item => {
                let number = self.lists.last_mut().and_then(Option::as_mut);
                self.marker = Some(number.map_or(Marker::Bullet, |number| {
                    *number += 1;
                    Marker::Number(*number - 1)
                }));
                self.inside.push(Shape::Item(self.lists.len()));
            }
            Tag::DefinitionListTitle => self.inside.push(Shape::Term),
            Tag::DefinitionListDefinition => self.inside.push(Shape::Definition),
            Tag::BlockQuote(_) => self.quoted += 1,
            Tag::FootnoteDefinition(_) | Tag::DefinitionList | Tag::Table(_) => {}
            // Running text that stands in an item without a paragraph around it.
            _ => return self.run(index),
        }
        index + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => {
                self.marker = None;
                self.inside.pop();
            }
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => drop(self.inside.pop()),
            TagEnd::BlockQuote => self.quoted = self.quoted.saturating_sub(1),
            _ => {}
        }
    }

    /// Takes running text up to the next block or the end of what it stands in.
    fn run(&mut self, start: usize) -> usize {
        let mut index = start;
        while index < self.limit {
            index = match &self.doc.events[index].0 {
                Event::Start(tag) if is_inline(tag) => self.end_of(index),
                Event::Start(_) | Event::End(_) | Event::Rule => break,
                _ => index + 1,
            };
        }
        self.add_one(self.inside.last().copied().unwrap_or(Shape::Paragraph), start..index);
        index
    }

    fn cells(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let is_cell = |index: &usize| matches!(self.doc.events[*index].0, Event::Start(Tag::TableCell));
        range.filter(is_cell).map(|index| index + 1..self.end_of(index) - 1).collect()
    }

    fn add_one(&mut self, shape: Shape, range: Range<usize>) {
        self.add(shape, vec![range]);
    }

    fn add(&mut self, shape: Shape, cells: Vec<Range<usize>>) {
        let notes = self.notes(&cells);
        let (is_quoted, marker) = (self.quoted > 0, self.marker.take());
        self.found.push(Block { shape, is_quoted, marker, cells, notes });
    }

    /// The footnotes that a block mentions and none did before it, and those that they mention.
    fn notes(&mut self, cells: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut notes: Vec<Range<usize>> = Vec::new();
        let mut waiting: Vec<Range<usize>> = cells.to_vec();
        while let Some(range) = waiting.pop() {
            for (event, _) in &self.doc.events[range] {
                let Event::FootnoteReference(label) = event else { continue };
                if self.mentioned.insert(label.to_lowercase())
                    && let Some(note) = self.definition(label)
                {
                    notes.push(note.clone());
                    waiting.push(note);
                }
            }
        }
        notes
    }

    fn definition(&self, label: &str) -> Option<Range<usize>> {
        let is_it = |event: &Event| matches!(event, Event::Start(Tag::FootnoteDefinition(known)) if known.to_lowercase() == label.to_lowercase());
        let start = self.doc.events.iter().position(|(event, _)| is_it(event))?;
        Some(start..self.doc.end_of(start, self.doc.events.len()))
    }

    /// Whether a mark anywhere in the text leads to a footnote.
    fn is_mentioned(&self, label: &str) -> bool {
        let is_mark = |event: &Event| matches!(event, Event::FootnoteReference(known) if known.to_lowercase() == label.to_lowercase());
        self.doc.events.iter().any(|(event, _)| is_mark(event))
    }

    fn end_of(&self, start: usize) -> usize {
        self.doc.end_of(start, self.limit)
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
