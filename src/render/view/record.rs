//! What a template may see of a page as a work of its own.
//!
//! Start with [`ReferenceView`].

use super::DateView;
use serde::Serialize;

/// How a page is cited.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// In the style of GB/T 7714.
    pub gbt7714: String,
    /// In the style of the American Psychological Association.
    pub apa: String,
    /// As a BibTeX entry.
    pub bibtex: String,
    /// As an RIS record.
    pub ris: String,
    /// The file of the BibTeX entry.
    pub bibtex_file: String,
    /// The file of the RIS record.
    pub ris_file: String,
    /// The language of the page that is cited, where it is not this one's.
    pub lang: Option<String>,
}

/// The changes of a page's files.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The changes, the latest first.
    pub changes: Vec<ChangeView>,
    /// How many older ones there are.
    pub more: usize,
}

/// A change.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The day.
    pub date: DateView,
    /// What changed, in the words of whoever did it.
    pub message: String,
}
