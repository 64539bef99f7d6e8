//! What results show: titles, addresses and texts, in small files of their own.
//!
//! An entry has a file in each language, since a page of results asks for ten of them and nothing
//! else; what is short and many (terms, paragraphs of sources) is packed. Plain JSON, so that every
//! server compresses it.
//!
//! Start with [`written`].

use super::documents::{Document, Subject, document};
use crate::{model::lang::Lang, plan::Plan, site::Site};
use serde::Serialize;

/// Subjects other than entries that share a file.
pub(super) const PACK: usize = 8;

/// A document as a result shows it; one letter for each name, since the file is read for a few of
/// its words.
#[derive(Serialize)]
struct Shown<'a> {
    /// The kind.
    k: &'a str,
    /// The address below the folder of a language.
    u: &'a str,
    /// The title.
    t: &'a str,
    /// The other names.
    n: Vec<&'a str>,
    /// The languages of those names.
    l: Vec<&'a str>,
    /// The date.
    d: Option<String>,
    /// The summary.
    s: &'a str,
    /// The sections: anchor and text.
    b: Vec<(&'a str, &'a str)>,
}

/// A document as JSON.
pub(super) fn written(document: &Document) -> Vec<u8> {
    let sections = document.sections.iter().filter(|(_, text)| !text.is_empty());
    let shown = Shown {
        k: document.kind,
        u: &document.path,
        t: &document.title,
        n: document.names.iter().skip(1).map(|(name, ..)| name.as_str()).collect(),
        l: document.names.iter().skip(1).map(|(.., lang)| lang.as_str()).collect(),
        d: document.date.map(|date| date.to_string()),
        s: &document.summary,
        b: sections.map(|(anchor, text)| (anchor.as_str(), text.as_str())).collect(),
    };
    serde_json::to_vec(&shown).expect("writing into memory does not fail")
}

/// The number of the file that shows a subject, as the search script computes it.
#[cfg(test)]
pub(super) fn file_of(subject: usize, entries: usize) -> usize {
    if subject < entries { subject } else { entries + (subject - entries) / PACK }
}

/// How many files there are in a language.
pub(super) fn files(subjects: usize, entries: usize) -> usize {
    entries + (subjects - entries).div_ceil(PACK)
}

/// The content of a file: its documents by subject, `null` for one without a text in the language.
pub(super) fn file(
    (site, plan): (&Site, &Plan),
    subjects: &[Subject],
    entries: usize,
    lang: &Lang,
    file: usize,
) -> Vec<u8> {
    let range = match file.checked_sub(entries) {
        None => file..file + 1,
        Some(pack) => entries + pack * PACK..subjects.len().min(entries + (pack + 1) * PACK),
    };
    let mut out = vec![b'['];
    for subject in &subjects[range] {
        if out.len() > 1 {
            out.push(b',');
        }
        match document(site, plan, *subject, lang) {
            Some(document) => out.extend(written(&document)),
            None => out.extend(b"null"),
        }
    }
    out.push(b']');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_stands_in_one_file() {
        for (subjects, entries) in [(0, 0), (3, 3), (20, 3), (17, 1), (8, 0)] {
            let all: Vec<usize> = (0..subjects).map(|subject| file_of(subject, entries)).collect();
            assert!(all.windows(2).all(|pair| pair[1] - pair[0] <= 1));
            assert_eq!(all.last().map_or(0, |last| last + 1), files(subjects, entries));
        }
    }
}
