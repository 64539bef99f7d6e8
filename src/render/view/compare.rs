//! What the template of a compare page may see: an original and a translation, row by row.
//!
//! Start with [`CompareView`].

use super::{CrumbView, Words};
use serde::Serialize;

/// View of `compare.html`: an original and a translation side by side, block by block.
#[derive(Clone, Debug, Serialize)]
pub struct CompareView {
    /// The title of the entry.
    pub title: Words,
    /// Its title in the other languages that are compared, each with the page there.
    pub other_titles: Vec<CrumbView>,
    /// The original.
    pub original: CompareColumn,
    /// The translation.
    pub translation: CompareColumn,
    /// The same original beside its other translations: their languages, and the pages.
    pub others: Vec<CrumbView>,
    /// The parts whose original has changed since they were translated, each with its anchor.
    pub stale: Vec<CrumbView>,
    /// Rows in which the two differ, at most as many as a reader takes in.
    pub differences: Vec<CompareDifference>,
    /// How many more there are.
    pub more: usize,
    /// How many rows there are, headings left out.
    pub rows: usize,
    /// Whether the figures of both languages could be read.
    pub figures: bool,
    /// The words, the text before the first section, and each section.
    pub parts: Vec<ComparePart>,
}

/// A column: a text in one language.
#[derive(Clone, Debug, Serialize)]
pub struct CompareColumn {
    /// BCP 47 tag.
    pub tag: String,
    /// The name of the language in itself.
    pub name: String,
    /// The page of the text.
    pub href: String,
    /// Whether it is the text that counts.
    pub authority: bool,
    /// How far the translation can be trusted; null for an original.
    pub translation: Option<&'static str>,
}

/// A row in which the two texts differ.
#[derive(Clone, Debug, Serialize)]
pub struct CompareDifference {
    /// The row's anchor on the page, such as `#targets`.
    pub href: String,
    /// The section, or what the row is.
    pub label: Words,
    /// The number of the row in its section; null for a whole section, and for words.
    pub number: Option<usize>,
    /// What is the matter.
    pub verdicts: Vec<VerdictView>,
}

/// A part of the text.
#[derive(Clone, Debug, Serialize)]
pub struct ComparePart {
    /// Its anchor; also the id of the section, unless it begins with `_`.
    pub id: String,
    /// Whether the original has changed since it was translated.
    pub stale: bool,
    /// The rows; the first of a section is its heading.
    pub rows: Vec<CompareRow>,
}

/// Two blocks that say the same, or one that has nobody beside it.
#[derive(Clone, Debug, Serialize)]
pub struct CompareRow {
    /// Its anchor; null for the heading of a section, which is that of its part.
    pub id: Option<String>,
    /// Whether it is the heading of a section.
    pub heading: bool,
    /// What the row is called: its number, or what the words are.
    pub label: String,
    /// `fine`, `stale`, `differs` or `one-sided`.
    pub state: &'static str,
    /// What is to be said of it.
    pub verdicts: Vec<VerdictView>,
    /// The original's block.
    pub original: Option<CompareCell>,
    /// The translation's block.
    pub translation: Option<CompareCell>,
}

/// What is to be said of a row.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictView {
    /// `same`, `step`, `none`, `elsewhere`, `unread`, `stale`, `absent`, `added`, `lost` or `gained`.
    pub id: &'static str,
    /// In words.
    pub text: String,
}

/// A block of one text.
#[derive(Clone, Debug, Serialize)]
pub struct CompareCell {
    /// Its language.
    pub lang: String,
    /// `name`, `words`, `heading`, `paragraph`, `item`, `row`, `head`, `term`, `definition`, `code` or
    /// `html`.
    pub shape: &'static str,
    /// For items, how many lists are around them; else 0.
    pub level: usize,
    /// Whether it is somebody else's words.
    pub quoted: bool,
    /// The sign before an item: its number, or `•`.
    pub marker: Option<String>,
    /// The block as HTML; a row of a table has one for each cell.
    pub parts: Vec<String>,
}
