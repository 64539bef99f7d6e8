//! The text of an entry, page or term as a flat list of events.
//!
//! The events are those of a Markdown reader with what Jingwei adds: links to entries, terms and
//! sources, citations, and names linked by themselves. Every event carries the span it came from,
//! so that whatever is found in a text later still has its place. Only `parse` makes a [`Doc`];
//! `render` writes it as HTML, checks read it.

use crate::input::{Span, Spanned};

/// A parsed text: events in reading order, starts and ends balanced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doc {
    /// The events with their spans in the file.
    pub events: Vec<(Event, Span)>,
    /// Targets of links, in reading order; [`Event::Start`] of a link refers to them by index.
    pub links: Vec<Spanned<LinkTarget>>,
    /// Citations, in reading order; [`Event::Citation`] refers to them by index.
    pub citations: Vec<Spanned<Citation>>,
    /// Headings, in reading order.
    pub headings: Vec<Spanned<Heading>>,
    /// Sections, in reading order; the first is `intro` if text stands before the first level-2 heading.
    pub sections: Vec<Section>,
}

impl Doc {
    /// The index after the end of the element that starts at an event, or `limit` if it ends later.
    pub fn end_of(&self, start: usize, limit: usize) -> usize {
        let mut depth = 0_usize;
        for (index, (event, _)) in self.events[start..limit].iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth <= 1 => return start + index + 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        limit
    }
}

/// One step through a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An element begins.
    Start(Tag),
    /// The innermost open element ends.
    End(TagEnd),
    /// Running text, unescaped.
    ///
    /// Neighbouring text is one event. If it is as long as its span, it stands in the file as it
    /// reads, so that an offset in it can be added to the span's start; only an entity such as
    /// `&amp;`, and code that is indented or quoted, has another length.
    Text(Box<str>),
    /// Code in running text.
    Code(Box<str>),
    /// Raw HTML between blocks; only a site that allows it keeps it, sanitised.
    Html(Box<str>),
    /// Raw HTML in running text.
    InlineHtml(Box<str>),
    /// A mark that leads to a footnote.
    FootnoteReference(Box<str>),
    /// A line end that is only a line end.
    SoftBreak,
    /// A line end that the author wants.
    HardBreak,
    /// A line across.
    Rule,
    /// The box of a task list item.
    TaskMarker(bool),
    /// `[@source#P1]`: an index into [`Doc::citations`].
    Citation(usize),
}

/// An element of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading: an index into [`Doc::headings`].
    Heading(usize),
    /// A quotation, with its kind if it is an alert.
    BlockQuote(Option<Alert>),
    /// A code block with the first word of its info string; indented code has none.
    CodeBlock {
        /// The info string's first word.
        language: Option<Box<str>>,
        /// Whether it was fenced.
        fenced: bool,
    },
    /// Raw HTML between blocks.
    HtmlBlock,
    /// A list with the number of its first item, if numbered.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// The text that a footnote mark leads to.
    FootnoteDefinition(Box<str>),
    /// A definition list.
    DefinitionList,
    /// What is defined.
    DefinitionListTitle,
    /// Its definition.
    DefinitionListDefinition,
    /// A table with the alignment of its columns.
    Table(Vec<Alignment>),
    /// The head row.
    TableHead,
    /// A body row.
    TableRow,
    /// A cell.
    TableCell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// A link: an index into [`Doc::links`].
    Link {
        /// The index.
        target: usize,
        /// The title; may be empty.
        title: Box<str>,
    },
    /// An image: an index into [`Doc::links`]; the events up to its end are the text alternative.
    Image {
        /// The index.
        target: usize,
        /// The title; may be empty.
        title: Box<str>,
    },
}

/// What ends with [`Event::End`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagEnd {
    /// See [`Tag::Paragraph`].
    Paragraph,
    /// See [`Tag::Heading`].
    Heading,
    /// See [`Tag::BlockQuote`].
    BlockQuote,
    /// See [`Tag::CodeBlock`].
    CodeBlock,
    /// See [`Tag::HtmlBlock`].
    HtmlBlock,
    /// See [`Tag::List`]; whether it was numbered.
    List(bool),
    /// See [`Tag::Item`].
    Item,
    /// See [`Tag::FootnoteDefinition`].
    FootnoteDefinition,
    /// See [`Tag::DefinitionList`].
    DefinitionList,
    /// See [`Tag::DefinitionListTitle`].
    DefinitionListTitle,
    /// See [`Tag::DefinitionListDefinition`].
    DefinitionListDefinition,
    /// See [`Tag::Table`].
    Table,
    /// See [`Tag::TableHead`].
    TableHead,
    /// See [`Tag::TableRow`].
    TableRow,
    /// See [`Tag::TableCell`].
    TableCell,
    /// See [`Tag::Emphasis`].
    Emphasis,
    /// See [`Tag::Strong`].
    Strong,
    /// See [`Tag::Strikethrough`].
    Strikethrough,
    /// See [`Tag::Link`].
    Link,
    /// See [`Tag::Image`].
    Image,
}

/// The kinds of alerts that GitHub knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the reader's system does.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// Where a link leads, as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkTarget {
    /// An ordinary link or image: an address, a path, or `#section`.
    Url(String),
    /// `[[entry]]` or `[[entry#section]]`; an empty entry means this text.
    Entry {
        /// The entry's id.
        id: String,
        /// The section.
        section: Option<String>,
    },
    /// `[[topic:x]]`, `[[region:x]]`, `[[agency:x]]`, `[[term:x]]` or another vocabulary's name.
    Term {
        /// The word before the colon.
        vocabulary: String,
        /// The term's id.
        id: String,
    },
    /// `[[source:x]]` or `[[source:x#P25]]`.
    Source(SourceRef),
}

/// `source#P25`: a source and, unless the whole is meant, a paragraph of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRef {
    /// The source's id.
    pub source: String,
    /// The paragraph's number, from 1.
    pub paragraph: Option<u32>,
}

impl SourceRef {
    /// Reads `source#P25`, or `source` alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (source, paragraph) = match text.split_once('#') {
            None => (text, None),
            Some((source, fragment)) => {
                let digits = fragment.strip_prefix('P')?;
                let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
                (source, Some(plain.then(|| digits.parse().ok())??))
            }
        };
        let named = !source.is_empty() && !source.contains(char::is_whitespace);
        named.then(|| Self { source: source.to_owned(), paragraph })
    }
}

impl std::fmt::Display for SourceRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source)?;
        self.paragraph.map_or(Ok(()), |paragraph| write!(f, "#P{paragraph}"))
    }
}

/// `[@a#P1; @b#P4 "words"]`: what a statement rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The paragraphs, in the order written.
    pub references: Vec<CitedParagraph>,
}

/// One reference of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedParagraph {
    /// The paragraph, with its place.
    pub target: Spanned<SourceRef>,
    /// Words that must stand in it, without the quotation marks, with their place.
    pub quote: Option<Spanned<String>>,
    /// What the quoted words come to in the statement, if it says so with `=>`.
    pub derived: Option<Spanned<String>>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor: as written in `{#id}`, else made from the text.
    pub id: String,
    /// Whether the author wrote the anchor.
    pub explicit: bool,
    /// The text without markup.
    pub text: String,
}

/// A run of text from one level-2 heading to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's anchor, or `intro`.
    pub id: String,
    /// The first event that belongs to it.
    pub first: usize,
    /// The event after its last.
    pub end: usize,
    /// The digest of its parsed text: white space collapsed, citations as `@source#Pn`.
    pub digest: crate::digest::Digest,
}
