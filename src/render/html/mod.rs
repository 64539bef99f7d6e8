//! Writes a [`Doc`] as HTML: events in, semantic elements out.
//!
//! Where links lead, what they are called, what a citation looks like and which names in running
//! text become links is asked of a [`Linker`]; every word that a reader sees or hears and no author
//! wrote comes from [`Labels`]. Nothing is looked up here and nothing is reported.
//!
//! Start with [`write_html`]; `writer` holds the walk over the events, `elements` what is
//! more than a tag.

mod elements;
mod escape;
mod footnotes;
mod marks;
mod plain;
mod raw;
mod writer;

pub use escape::{escape_attribute, escape_text, is_unsafe_address};
pub use marks::{TextMark, write_marked};
pub use plain::{plain_text, plain_text_with_names};

use crate::model::doc::{Citation, Doc, LinkTarget};
use std::{borrow::Cow, ops::Range};

/// What the writer asks while it writes one text.
///
/// All methods are called often and should only look up what was settled before.
pub trait Linker {
    /// Where the link [`Doc::links`]`[index]` leads; nothing leaves its words without a link.
    fn link(&self, index: usize, target: &LinkTarget) -> Option<Anchor<'_>>;

    /// Where the image [`Doc::links`]`[index]` is found; nothing leaves only its alternative text.
    fn image(&self, index: usize, target: &LinkTarget) -> Option<Anchor<'_>> {
        self.link(index, target)
    }

    /// What to call the target of a link that was written without words.
    fn name(&self, target: &LinkTarget) -> Cow<'_, str>;

    /// Writes the mark of the citation [`Doc::citations`]`[index]`. It never stands within a link.
    fn citation(&self, index: usize, citation: &Citation, out: &mut String);

    /// The names to link in the text event [`Doc::events`]`[event]`, in order and apart.
    fn mentions(&self, _event: usize) -> &[Mention] {
        &[]
    }

    /// What to mark in the text event [`Doc::events`]`[event]`, in order and apart.
    fn marks(&self, _event: usize) -> &[TextMark] {
        &[]
    }
}

/// The start of a link or image: its address and what else belongs into the tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor<'a> {
    /// The address, not escaped; an unsafe one is left out by the writer.
    pub href: Cow<'a, str>,
    /// Further attributes, as name and value, not escaped.
    pub attributes: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Anchor<'a> {
    /// An address without further attributes.
    pub fn new(href: impl Into<Cow<'a, str>>) -> Self {
        Self { href: href.into(), attributes: Vec::new() }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }
}

/// A name in running text that becomes a link by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the event's text.
    pub range: Range<usize>,
    /// The link.
    pub anchor: Anchor<'static>,
}

/// What becomes of raw HTML in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as the characters it was written with.
    #[default]
    Escape,
    /// Harmless elements are kept, with harmless attributes; all else is dropped.
    Sanitise,
    /// It is kept as it is. Only for text that is trusted as the program is, such as tests.
    Verbatim,
}

/// How much is added to the bare elements of Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Anchors on headings, regions around tables, coloured code, images loaded when they are seen.
    #[default]
    Site,
    /// Byte for byte what the Markdown specification shows.
    CommonMark,
}

/// How a text is written.
#[derive(Clone, Debug, Default)]
pub struct HtmlOptions<'a> {
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// How much is added.
    pub style: Style,
    /// Stands before every id that the writer makes, so that two texts can share a page.
    pub id_prefix: &'a str,
    /// The words that are not the author's.
    pub labels: Labels<'a>,
}

impl HtmlOptions<'_> {
    /// Byte for byte what the Markdown specification shows, raw HTML included.
    pub fn commonmark() -> Self {
        Self { raw_html: RawHtml::Verbatim, style: Style::CommonMark, ..Self::default() }
    }
}

/// Words that readers see or hear and no author wrote; `{n}` in them is replaced by a number.
/// An empty label is left out.
#[derive(Clone, Debug, Default)]
pub struct Labels<'a> {
    /// Names the region of a table; `{n}` counts the tables of the range.
    pub table: &'a str,
    /// Names the list of footnotes, which is a landmark then.
    pub footnotes: &'a str,
    /// Names the link from a footnote back to its mark; `{n}` is the footnote's number.
    pub back: &'a str,
    /// Names the box of a task that is done.
    pub done: &'a str,
    /// Names the box of a task that is not.
    pub open: &'a str,
    /// Titles of alerts, in the order note, tip, important, warning, caution.
    pub alerts: [&'a str; 5],
}

/// Writes a range of a text's events as HTML.
///
/// The range must hold whole elements: all events, those of a section, or those of one element.
/// Footnotes are numbered through the whole text; at the end of the range stand those whose first
/// mark is in it, wherever they were written.
pub fn write_html(doc: &Doc, range: Range<usize>, linker: &dyn Linker, options: &HtmlOptions<'_>) -> String {
    writer::Writer::new(doc, linker, options).write(range)
}
