//! A site that has been read and resolved: what planning and drawing start from.

mod figures;

pub use figures::{Earlier, FigureIndex, Paragraphs};

use crate::{
    config::Config,
    load::{Loaded, NoHistory},
    locale::Locales,
    model::history::History,
    parse::Drafts,
    resolve::{Corpus, Mentions},
};
use std::sync::Arc;

/// What the content means, and what it was made from.
///
/// Cheap to clone; a preview keeps the last one that was good.
#[derive(Clone)]
pub struct Site {
    /// The files.
    pub loaded: Arc<Loaded>,
    /// The site's choices.
    pub config: Arc<Config>,
    /// The languages.
    pub locales: Arc<Locales>,
    /// What was written.
    pub drafts: Arc<Drafts>,
    /// The names found in each text.
    pub mentions: Arc<Mentions>,
    /// What it means.
    pub corpus: Arc<Corpus>,
    /// What it says in figures.
    pub figures: Arc<FigureIndex>,
    /// The changes of its files; empty unless the site asks for it, and why there is none if it does.
    pub history: Result<Arc<History>, NoHistory>,
}
