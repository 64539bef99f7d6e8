//! What the search page and the search field of every page may see.

use super::LetterLink;
use serde::Serialize;

/// Where the search of a site stands.
#[derive(Clone, Debug, Serialize)]
pub struct SearchFiles {
    /// The search page.
    pub href: String,
    /// The script that asks and shows.
    pub script: String,
    /// The script that finds, loaded when somebody searches.
    pub engine_script: String,
    /// The script that reads files where nothing can be fetched; only in a portable site.
    pub folder_script: Option<String>,
}

/// View of `search.html`: the search page. What is found is drawn by a script.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The index of names, the way without scripts.
    pub names: String,
    /// How many names it has.
    pub total: usize,
    /// Its letters in the page's language.
    pub letters: Vec<LetterLink>,
}
