//! What readers are told of a translation: how far it can be trusted, and what of it is out of date.

use super::Sheet;
use crate::{
    freshness::{Freshness, INTRO, PartState, WORDS, compare},
    input::FilePath,
    model::{choice::Choice, lang::Translated},
    parse::Draft,
    render::view::StaleView,
};

impl Sheet<'_> {
    /// The draft of a text in the page's language.
    fn own_draft<T>(&self, texts: &Translated<T>, file: impl Fn(&T) -> &FilePath) -> Option<&Draft> {
        let file = file(texts.get(self.lang)?);
        self.desk.site.drafts.documents.get(file).map(|draft| &**draft)
    }

    /// How far a translation into the page's language can be trusted.
    pub(super) fn trust<T>(
        &self,
        texts: &Translated<T>,
        file: impl Fn(&T) -> &FilePath,
    ) -> Option<&'static str> {
        self.own_draft(texts, file)?.front.translation().map(|field| field.status.as_str())
    }

    /// The parts of a translation into the page's language whose original has changed since; `intro` is
    /// the anchor of the text before the first section, if it has one.
    pub(super) fn stale<T>(
        &self,
        texts: &Translated<T>,
        file: impl Fn(&T) -> &FilePath,
        intro: Option<&str>,
    ) -> Vec<StaleView> {
        let original = texts.get(texts.original()).map(&file);
        let original = original.and_then(|file| self.desk.site.drafts.documents.get(file));
        let (Some(original), Some(own)) = (original, self.own_draft(texts, &file)) else { return Vec::new() };
        let is_old = |part: &&PartState| matches!(part.freshness, Freshness::Stale | Freshness::Gone);
        let parts = compare(original, own);
        parts.iter().filter(is_old).filter_map(|part| self.stale_part(own, &part.id, intro)).collect()
    }

    fn stale_part(&self, own: &Draft, id: &str, intro: Option<&str>) -> Option<StaleView> {
        if id == WORDS {
            return Some(StaleView { label: self.word("stale-words").to_owned(), href: None });
        }
        if id == INTRO {
            return Some(StaleView {
                label: self.word("stale-intro").to_owned(),
                href: intro.map(str::to_owned),
            });
        }
        // A section that the translation has given up as well is nothing to tell of.
        let headings = &own.body.doc.headings;
        let heading = headings.iter().find(|heading| heading.value.level == 2 && heading.value.id == id)?;
        Some(StaleView { label: heading.value.text.clone(), href: Some(format!("#{id}")) })
    }
}
