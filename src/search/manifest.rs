//! The one file with a fixed name: what the search script has to know before anything else.
//!
//! Start with [`written`].

use super::{lists::TOP, stream, texts::PACK};
use crate::{locale::SearchData, model::lang::Lang, site::Site};
use serde::Serialize;
use std::collections::BTreeMap;

/// The form of the files; the script reads no other.
const VERSION: u32 = 1;

/// How much there is.
pub(super) struct Counts {
    /// Subjects.
    pub(super) subjects: usize,
    /// Entries, the first of the subjects.
    pub(super) entries: usize,
    /// Documents in each language.
    pub(super) documents: Vec<usize>,
    /// Dictionaries of phrases.
    pub(super) phrases: usize,
}

#[derive(Serialize)]
struct Manifest<'a> {
    version: u32,
    /// The folder of the other files, below the site's root.
    folder: &'a str,
    languages: Vec<&'a str>,
    /// The first so many languages are those of the site, the others those of sources alone.
    site_languages: usize,
    /// What each language does to its words.
    rules: BTreeMap<&'a str, SearchData>,
    subjects: usize,
    entries: usize,
    documents: &'a [usize],
    /// Subjects in a file of texts, after the entries.
    pack: usize,
    /// Subjects in the list of the best.
    top: usize,
    /// The place where summaries begin, and that of texts.
    fields: [u32; 2],
    /// How many tokens the longest phrase has.
    longest: usize,
    /// Dictionaries of phrases.
    phrases: usize,
    /// What each dictionary of words begins with.
    words: &'a [String],
}

/// Writes the manifest.
pub(super) fn written(
    site: &Site,
    languages: &[Lang],
    folder: &str,
    counts: &Counts,
    words: &[String],
) -> Vec<u8> {
    let rules = languages.iter().filter_map(|lang| {
        let rules = site.locales.get(lang).data.as_ref().map(|data| data.search.clone())?;
        Some((lang.as_str(), rules))
    });
    let manifest = Manifest {
        version: VERSION,
        folder,
        languages: languages.iter().map(Lang::as_str).collect(),
        site_languages: site.config.languages.len(),
        rules: rules.collect(),
        subjects: counts.subjects,
        entries: counts.entries,
        documents: &counts.documents,
        pack: PACK,
        top: TOP,
        fields: [stream::SUMMARY, stream::BODY],
        longest: super::LIMITS.tokens,
        phrases: counts.phrases,
        words,
    };
    serde_json::to_vec(&manifest).expect("writing into memory does not fail")
}
