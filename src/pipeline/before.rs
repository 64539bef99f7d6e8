//! What a run may keep of the run before it, and the conditions for each part.
//!
//! Every question here is "is all that this was made from as it was?"; what is kept on a yes is the
//! same value, so a run that begins with an earlier one and a fresh run cannot differ.

use super::{Analysis, Memory, Options, Ready};
use crate::{
    config::Config,
    finding::Finding,
    input::{FilePath, FileRole, InputSet},
    parse::{Draft, Drafts},
    resolve::Mentions,
    site::Site,
};
use std::sync::Arc;

/// The run before this one, if it came far enough to be of use.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) options: &'a Options,
    pub(super) site: &'a Site,
    pub(super) ready: Option<&'a Ready>,
    pub(super) memory: &'a Memory,
}

impl<'a> Before<'a> {
    pub(super) fn of(run: &'a Analysis) -> Option<Self> {
        let (site, memory) = (run.site.as_ref()?, run.memory.as_ref()?);
        Some(Self { options: &run.options, site, ready: run.ready.as_ref(), memory })
    }

    pub(super) fn keep_findings(&self, path: &FilePath, draft: &Arc<Draft>) -> Option<Arc<Vec<Finding>>> {
        let same = self.site.drafts.documents.get(path).is_some_and(|old| Arc::ptr_eq(old, draft));
        self.memory.document_findings.get(path).filter(|_| same).cloned()
    }

    /// The inputs of that run.
    pub(super) fn inputs(&self) -> &'a InputSet {
        &self.site.loaded.inputs
    }

    /// Whether all that a corpus is made from is as it was.
    pub(super) fn means_the_same(
        &self,
        options: &Options,
        config: &Config,
        inputs: &InputSet,
        drafts: &Drafts,
        mentions: &Mentions,
    ) -> bool {
        self.options == options
            && same_files(self.inputs(), inputs, is_locale)
            && *self.site.config == *config
            && same_meaning(self.site, drafts, mentions)
    }

    /// Whether the languages of the site and what is known of them are as they were.
    pub(super) fn has_same_languages(&self, inputs: &InputSet) -> bool {
        same_files(self.inputs(), inputs, is_locale)
    }

    /// Whether the files have the names they had: a text may link to one that came or went.
    pub(super) fn has_same_paths(&self, inputs: &InputSet) -> bool {
        self.inputs().files.keys().eq(inputs.files.keys())
    }

    /// Whether all that a theme is made from is as it was.
    pub(super) fn has_same_theme(&self, site: &Site) -> bool {
        self.site.config == site.config
            && same_files(self.inputs(), &site.loaded.inputs, |role| is_theme(role) || is_locale(role))
    }

    /// Whether the files that are passed on are those that were.
    pub(super) fn has_same_copies(&self, inputs: &InputSet) -> bool {
        same_files(self.inputs(), inputs, |role| !role.is_text())
    }
}

fn is_locale(role: &FileRole) -> bool {
    matches!(role, FileRole::Locale(_))
}

fn is_theme(role: &FileRole) -> bool {
    matches!(role, FileRole::Theme { .. })
}

/// Whether the files of a sort are the same, by name and text.
fn same_files(old: &InputSet, new: &InputSet, sort: impl Fn(&FileRole) -> bool) -> bool {
    let of_sort = |inputs: &InputSet| -> Vec<(FilePath, Arc<str>)> {
        let files = inputs.files.iter().filter(|(_, file)| sort(&file.role));
        files.map(|(path, file)| (path.clone(), file.text.clone())).collect()
    };
    of_sort(old) == of_sort(new)
}

/// Whether everything that `resolve` reads is as it was.
fn same_meaning(site: &Site, drafts: &Drafts, mentions: &Mentions) -> bool {
    let old = &site.drafts;
    let same_documents = old.documents.len() == drafts.documents.len()
        && old
            .documents
            .iter()
            .zip(&drafts.documents)
            .all(|((a, x), (b, y))| a == b && (Arc::ptr_eq(x, y) || x.signature == y.signature));
    let same_mentions = || {
        mentions.iter().all(|(path, found)| {
            site.mentions.get(path).is_some_and(|old| {
                Arc::ptr_eq(old, found) || old.iter().map(|m| &m.entry).eq(found.iter().map(|m| &m.entry))
            })
        })
    };
    same_documents
        && old.sources == drafts.sources
        && old.vocabularies == drafts.vocabularies
        && same_mentions()
}
