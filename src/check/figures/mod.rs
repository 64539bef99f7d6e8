//! The rules about figures: what they share.
//!
//! A *demand* is a figure that has to stand elsewhere too: in a cited paragraph, in the other language.
//! Weak figures make no demand and meet them.
//!
//! Start with [`Placed`]; `not_in_source.rs`, `mismatch.rs` and `uncited.rs` are the rules, `sides.rs`
//! compares two languages.

mod facts;
pub(super) mod mismatch;
pub(super) mod not_in_source;
mod own_text;
pub(crate) mod sides;
mod support;
pub(super) mod uncited;
pub(crate) mod words;

use super::Subject;
use crate::{
    figure::Figure,
    input::{FilePath, Place, Span},
};

/// A figure with its place in a file.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// The figure.
    pub(crate) figure: Figure,
    /// Its place.
    pub(crate) place: Place,
}

impl Placed {
    /// A figure whose span is that in its file.
    pub(crate) fn new(file: &FilePath, figure: &Figure) -> Self {
        Self { figure: figure.clone(), place: Place::new(file, figure.span) }
    }

    /// The figure as it is written.
    pub(crate) fn written(&self, subject: &Subject<'_>) -> String {
        written(subject, &self.place)
    }
}

/// What stands at a place, on one line.
fn written(subject: &Subject<'_>, place: &Place) -> String {
    let text = subject.inputs.text(&place.file).map_or("", |text| text);
    let words = text.get(place.span.range()).unwrap_or("");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where words of front matter stand: from a place in it on, as far as they can be found.
fn locate(subject: &Subject<'_>, file: &FilePath, near: Span, words: &str) -> Option<usize> {
    let text = subject.inputs.text(file)?;
    let from = near.start as usize;
    text.get(from..)?.find(words).map(|at| from + at)
}
