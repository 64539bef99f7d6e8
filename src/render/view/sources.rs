//! What the templates of sources may see.
//!
//! Start with [`SourceView`].

use super::{CrumbView, EntrySummary, SourceLink, Words};
use serde::Serialize;

/// View of `sources.html`: all sources.
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// All sources.
    pub sources: Vec<SourceLink>,
}

/// View of `source.html`: a source, paragraph by paragraph, with who cites it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// The source.
    pub source: SourceLink,
    /// Where it was published.
    pub url: Option<String>,
    /// Who may do what with it.
    pub rights: Option<Words>,
    /// The language it is written in.
    pub lang: String,
    /// How many entries cite it.
    pub citing: usize,
    /// How many of its paragraphs are cited.
    pub cited: usize,
    /// The page that says what of it is used.
    pub coverage: String,
    /// The paragraphs in order.
    pub paragraphs: Vec<ParagraphView>,
}

/// A paragraph of a source.
#[derive(Clone, Debug, Serialize)]
pub struct ParagraphView {
    /// The anchor: `P25`.
    pub id: String,
    /// 1 to 6 for a heading, 0 for text.
    pub heading: u8,
    /// The text as published.
    pub text: String,
    /// The entries that cite it.
    pub cited_by: Vec<EntrySummary>,
}

/// View of `coverage.html`: what the entries use of a source, and what they do not.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// The source.
    pub source: SourceLink,
    /// How many of its paragraphs are cited.
    pub cited: usize,
    /// How many figures and dates it has, where they can be read.
    pub figures: usize,
    /// How many of them stand in an entry that cites their paragraph.
    pub used: usize,
    /// The paragraphs in order.
    pub rows: Vec<CoverageRow>,
}

/// A paragraph of a source.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageRow {
    /// Its number: `P25`.
    pub id: String,
    /// Where it stands.
    pub href: String,
    /// Its first words.
    pub opening: Words,
    /// Whether it is a heading.
    pub heading: bool,
    /// How many entries cite it.
    pub citing: usize,
    /// Why none does, if someone said so.
    pub reason: Option<Words>,
    /// Its figures and dates in order.
    pub figures: Vec<UsedFigure>,
}

/// A figure or date of a paragraph.
#[derive(Clone, Debug, Serialize)]
pub struct UsedFigure {
    /// As the paragraph writes it.
    pub text: Words,
    /// The entries in which it stands.
    pub entries: Vec<CrumbView>,
    /// Why it stands in none, if someone said so.
    pub reason: Option<Words>,
}
