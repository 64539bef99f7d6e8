//! Reads the text of an entry or page: Markdown in, a [`Doc`] and findings out.
//!
//! The Markdown reader is `pulldown-cmark`; around it stand what it does not know: citations, which
//! are taken out before it sees the text, links by id, and two repairs for Chinese. Nothing here
//! knows whether a cited source or a linked entry exists, and nothing can fail: what is no markup
//! is text.
//!
//! Start with [`parse_markdown`]. The text goes through `prepare` (stand-ins for what Markdown must
//! not see), `convert` (events with places in the file), `breaks`, `headings` and `sections`.

mod breaks;
mod characters;
mod citations;
mod comments;
mod convert;
mod headings;
mod links;
mod prepare;
mod sections;

pub use sections::{collapsed, section_text};

use crate::finding::Finding;
use crate::input::FilePath;
use crate::model::doc::Doc;
use pulldown_cmark::{Options, Parser};

/// What a text may use beyond plain Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// `[@source#P25]`.
    Citations,
    /// `[[entry]]`.
    WikiLinks,
    /// Tables of pipes.
    Tables,
    /// `[^1]`.
    Footnotes,
    /// `- [x]`.
    TaskLists,
    /// A term, and below it `: ` with its definition.
    DefinitionLists,
    /// `~~struck~~`.
    Strikethrough,
    /// `> [!NOTE]`.
    Alerts,
    /// `## Heading {#id}`.
    HeadingAttributes,
    /// Emphasis beside CJK punctuation, and no space from a line end between Han.
    HanRepairs,
    /// HTML comments vanish.
    DropComments,
}

/// The features that are on; the default is all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkdownOptions {
    on: u16,
}

impl Default for MarkdownOptions {
    fn default() -> Self {
        Self { on: u16::MAX }
    }
}

impl MarkdownOptions {
    /// Plain Markdown as `CommonMark` defines it, every feature off.
    pub fn commonmark() -> Self {
        Self { on: 0 }
    }

    /// Turns a feature on.
    #[must_use]
    pub fn with(self, feature: Feature) -> Self {
        Self { on: self.on | 1 << feature as u16 }
    }

    /// Turns a feature off.
    #[must_use]
    pub fn without(self, feature: Feature) -> Self {
        Self { on: self.on & !(1 << feature as u16) }
    }

    /// Whether a feature is on.
    pub fn has(self, feature: Feature) -> bool {
        self.on & (1 << feature as u16) != 0
    }

    fn reader_options(self) -> Options {
        // By name, never `all()`: formulas turn 价格$5和$6 into mathematics, and smart punctuation
        // takes the wrong side of a closing quotation mark after Han.
        [
            (Feature::WikiLinks, Options::ENABLE_WIKILINKS),
            (Feature::Tables, Options::ENABLE_TABLES),
            (Feature::Footnotes, Options::ENABLE_FOOTNOTES),
            (Feature::TaskLists, Options::ENABLE_TASKLISTS),
            (Feature::DefinitionLists, Options::ENABLE_DEFINITION_LIST),
            (Feature::Strikethrough, Options::ENABLE_STRIKETHROUGH),
            (Feature::Alerts, Options::ENABLE_GFM),
            (Feature::HeadingAttributes, Options::ENABLE_HEADING_ATTRIBUTES),
        ]
        .into_iter()
        .filter(|(feature, _)| self.has(*feature))
        .fold(Options::empty(), |all, (_, option)| all | option)
    }
}

/// Reads the body of a file.
///
/// `text` is the body and `base` the byte offset at which it starts in the file; all spans of the
/// result are offsets in the file. Findings are `malformed-citation`, and `duplicate-id` or
/// `invalid-id` for anchors that the author wrote.
pub fn parse_markdown(
    file: &FilePath,
    text: &str,
    base: usize,
    options: &MarkdownOptions,
) -> (Doc, Vec<Finding>) {
    let mut prepared = prepare::prepare(text, base, *options);
    let citations = std::mem::take(&mut prepared.citations);
    let malformed = std::mem::take(&mut prepared.malformed);
    let events = Parser::new_ext(&prepared.text, options.reader_options()).into_offset_iter();
    let converted = convert::convert(events, &prepared, citations, base, *options);
    let mut doc = converted.doc;
    if options.has(Feature::HanRepairs) {
        breaks::join_han_lines(&mut doc.events);
    }
    let mut findings: Vec<_> =
        converted.malformed.into_iter().map(|index| malformed[index].finding(file, base)).collect();
    headings::finish_headings(&mut doc, file, &mut findings);
    doc.sections = sections::sections(&doc);
    (doc, findings)
}
