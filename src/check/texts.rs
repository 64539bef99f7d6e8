//! Which files hold one entry, page or prose of a term.

use super::Subject;
use crate::{
    input::FilePath,
    model::lang::{Lang, Translated},
    parse::{Draft, Folder},
};
use std::collections::BTreeMap;

/// The files of one entry, page or prose, by language.
pub(super) struct Texts<'a> {
    /// The language it was first written in.
    pub original: &'a Lang,
    /// Its files.
    pub files: BTreeMap<&'a Lang, &'a FilePath>,
}

impl<'a> Texts<'a> {
    /// The files that belong together with a document; nothing for one that is not published.
    pub(super) fn of(subject: &Subject<'a>, draft: &Draft) -> Option<Self> {
        match draft.folder {
            Folder::Entry(_) | Folder::Page => Self::of_id(subject, &draft.id),
            Folder::Term(vocabulary) => {
                let term = subject.corpus.find_term(vocabulary, &draft.id)?;
                let prose = subject.corpus.term(vocabulary, term).prose.as_ref()?;
                Some(Self::new(&prose.files, |file| file))
            }
        }
    }

    /// The files of an entry or page.
    pub(super) fn of_id(subject: &Subject<'a>, id: &str) -> Option<Self> {
        let corpus = subject.corpus;
        let entry = corpus.find_entry(id).map(|entry| &corpus.entry(entry).texts);
        let texts = entry.or_else(|| corpus.find_page(id).map(|page| &page.texts))?;
        Some(Self::new(texts, |text| &text.file))
    }

    fn new<T>(texts: &'a Translated<T>, file: impl Fn(&'a T) -> &'a FilePath) -> Self {
        Self {
            original: texts.original(),
            files: texts.iter().map(|(lang, text)| (lang, file(text))).collect(),
        }
    }

    /// The original as written.
    pub(super) fn original_draft(&self, subject: &Subject<'a>) -> Option<&'a Draft> {
        self.draft(subject, self.original)
    }

    /// What is written in a language.
    pub(super) fn draft(&self, subject: &Subject<'a>, lang: &Lang) -> Option<&'a Draft> {
        let file = self.files.get(lang)?;
        subject.drafts.documents.get(*file).map(|draft| &**draft)
    }

    /// The text that a reader of a language is shown: its own, else the original's.
    pub(super) fn shown(&self, subject: &Subject<'a>, lang: &Lang) -> Option<&'a Draft> {
        let own = self.draft(subject, lang).filter(|draft| draft.signature.has_text);
        own.or_else(|| self.original_draft(subject))
    }
}
