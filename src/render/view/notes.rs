//! What a template may see of the paragraphs that a page cites.
//!
//! Start with [`NoteView`].

use super::{DateView, Words};
use serde::Serialize;

/// A paragraph that a page cites.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// The anchor on this page; marks name it in `data-preview`.
    pub id: String,
    /// What the reader sees: `P25`.
    pub label: String,
    /// The paragraph's address.
    pub href: String,
    /// The source's title.
    pub source: Words,
    /// When the source was published.
    pub published: Option<DateView>,
    /// The language of the paragraph, only where it is not the page's.
    pub lang: Option<String>,
    /// Whether nothing was left out.
    pub is_whole: bool,
    /// Its words.
    pub parts: Vec<NotePart>,
    /// Where it can be read by someone who has the page on paper; null if nobody said.
    pub address: Option<String>,
}

/// A run of a paragraph's words.
#[derive(Clone, Debug, Serialize)]
pub struct NotePart {
    /// The words; `…` where some are left out.
    pub text: String,
    /// Whether the entry quotes them.
    pub quoted: bool,
}
