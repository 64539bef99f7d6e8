//! Source documents, paragraph by paragraph.

use super::{
    date::Date,
    lang::{Lang, Translated},
};
use crate::input::{FilePath, Span};
use std::collections::BTreeMap;

/// A source's place among the sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A paragraph of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphId {
    /// The source.
    pub source: SourceId,
    /// Its number, from 1.
    pub number: u32,
}

/// A paragraph as published.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// 1 to 6 for a heading, 0 for text.
    pub heading: u8,
    /// The text; line ends within it are kept.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A source document.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// The language it is written in.
    pub lang: Lang,
    /// Its file.
    pub file: FilePath,
    /// The title as published.
    pub title: String,
    /// Its title in other languages.
    pub labels: BTreeMap<Lang, String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Where.
    pub url: Option<String>,
    /// Who may do what with it.
    pub rights: Option<String>,
    /// `P1`, `P2` and so on.
    pub paragraphs: Vec<Paragraph>,
    /// What no entry uses, and why.
    pub left_out: Vec<LeftOut>,
}

/// A paragraph, or words of one, that no entry uses.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The paragraph's number.
    pub number: u32,
    /// The words meant; nothing for the whole paragraph.
    pub text: Option<String>,
    /// Why, by language.
    pub reason: Translated<String>,
}

impl Source {
    /// A paragraph by its number.
    pub fn paragraph(&self, number: u32) -> Option<&Paragraph> {
        self.paragraphs.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}
