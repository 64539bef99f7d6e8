//! Reads each file by itself.
//!
//! Texts go in; [`Drafts`] come out: what every author wrote, with spans, and what is wrong with it
//! as far as one file can tell. Parsing cannot fail, sees one file at a time, and never asks whether
//! what a file names exists.
//!
//! Start with [`parse`]; [`document`] is one file.

pub mod document;
pub mod markdown;
pub mod names;
pub mod phrases;
pub mod source;
pub mod vocabulary;

pub use document::{Body, Draft, Folder, Front, Signature};

use crate::{
    finding::Finding,
    input::{FilePath, FileRole, InputFile, InputSet},
    model::doc::Doc,
};
use rayon::prelude::*;
use source::SourceDraft;
use std::{collections::BTreeMap, sync::Arc};
use vocabulary::VocabularyDraft;

/// What every file says, by path.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// Entries, pages and prose of terms.
    pub documents: BTreeMap<FilePath, Arc<Draft>>,
    /// Sources.
    pub sources: BTreeMap<FilePath, Arc<SourceDraft>>,
    /// Vocabularies.
    pub vocabularies: BTreeMap<FilePath, Arc<VocabularyDraft>>,
}

enum Parsed {
    Document(Arc<Draft>),
    Source(Arc<SourceDraft>),
    Vocabulary(Arc<VocabularyDraft>),
}

/// Parses every file in parallel; a file whose text is that of `previous` is taken from it.
pub fn parse(inputs: &InputSet, previous: Option<(&InputSet, &Drafts)>) -> Drafts {
    let parsed: Vec<(FilePath, Parsed)> = inputs
        .files
        .par_iter()
        .filter_map(|(path, file)| {
            let kept = previous.and_then(|(old, drafts)| keep(path, file, old, drafts));
            kept.or_else(|| parse_file(path, file)).map(|parsed| (path.clone(), parsed))
        })
        .collect();
    let mut drafts = Drafts::default();
    for (path, parsed) in parsed {
        match parsed {
            Parsed::Document(draft) => drop(drafts.documents.insert(path, draft)),
            Parsed::Source(draft) => drop(drafts.sources.insert(path, draft)),
            Parsed::Vocabulary(draft) => drop(drafts.vocabularies.insert(path, draft)),
        }
    }
    drafts
}

fn keep(path: &FilePath, file: &InputFile, old: &InputSet, drafts: &Drafts) -> Option<Parsed> {
    let before = old.files.get(path)?;
    let same_text = Arc::ptr_eq(&before.text, &file.text) || before.text == file.text;
    if !same_text || before.unread != file.unread || before.role != file.role {
        return None;
    }
    let document = drafts.documents.get(path).cloned().map(Parsed::Document);
    document
        .or_else(|| drafts.sources.get(path).cloned().map(Parsed::Source))
        .or_else(|| drafts.vocabularies.get(path).cloned().map(Parsed::Vocabulary))
}

fn parse_file(path: &FilePath, file: &InputFile) -> Option<Parsed> {
    match &file.role {
        FileRole::Document { folder, id, lang } => Folder::of(folder).map(|folder| {
            Parsed::Document(Arc::new(if file.unread {
                document::unread_document(path, folder, id, lang)
            } else {
                document::parse_document(path, &file.text, folder, id, lang)
            }))
        }),
        FileRole::Source { id, lang } => Some(Parsed::Source(Arc::new(if file.unread {
            source::unread_source(path, id, lang)
        } else {
            source::parse_source(path, &file.text, id, lang)
        }))),
        FileRole::Vocabulary(name) if file.unread => {
            Some(Parsed::Vocabulary(Arc::new(vocabulary::unread_vocabulary(path, name))))
        }
        FileRole::Vocabulary(name) => {
            vocabulary::parse_vocabulary(path, &file.text, name).map(Arc::new).map(Parsed::Vocabulary)
        }
        _ => None,
    }
}

impl Drafts {
    /// What is wrong with the files, each by itself.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let documents = self.documents.values().flat_map(|draft| &draft.findings);
        let sources = self.sources.values().flat_map(|draft| &draft.findings);
        documents.chain(sources).chain(self.vocabularies.values().flat_map(|draft| &draft.findings))
    }

    /// How many drafts are not those of an earlier run.
    pub fn new_since(&self, old: Option<&Self>) -> usize {
        let Some(old) = old else {
            return self.documents.len() + self.sources.len() + self.vocabularies.len();
        };
        count_new(&self.documents, &old.documents)
            + count_new(&self.sources, &old.sources)
            + count_new(&self.vocabularies, &old.vocabularies)
    }

    /// Whether no front matter and no vocabulary changed, and so no name.
    pub fn same_names(&self, other: &Self) -> bool {
        self.documents.len() == other.documents.len()
            && self.vocabularies == other.vocabularies
            && self.documents.iter().zip(&other.documents).all(|((a, x), (b, y))| {
                a == b
                    && (Arc::ptr_eq(x, y)
                        || (x.signature.front_text == y.signature.front_text
                            && x.signature.fence == y.signature.fence))
            })
    }

    /// The parsed text of a file.
    pub fn doc(&self, file: &FilePath) -> Option<&Doc> {
        self.documents.get(file).map(|draft| &draft.body.doc)
    }
}

fn count_new<T>(new: &BTreeMap<FilePath, Arc<T>>, old: &BTreeMap<FilePath, Arc<T>>) -> usize {
    new.iter().filter(|(path, draft)| old.get(*path).is_none_or(|known| !Arc::ptr_eq(known, draft))).count()
}
