//! Originals and translations side by side, section by section.

use super::{Subject, texts::Texts};
use crate::{
    freshness::{Freshness, INTRO, PartState, compare},
    input::{Place, Span},
    model::doc::{Event, Section, Tag},
    parse::Draft,
};
use rayon::prelude::*;

/// A translation with its original.
pub(super) struct Pair<'a> {
    /// What it was translated from.
    pub original: &'a Draft,
    /// The translation.
    pub translation: &'a Draft,
    /// The parts of the two, and whether each is as it was when it was translated.
    pub parts: Vec<PartState>,
}

/// Every translation whose original can be read.
pub(super) fn pairs<'a>(subject: &Subject<'a>) -> Vec<Pair<'a>> {
    let documents: Vec<&'a Draft> = subject.drafts.documents.values().map(|draft| &**draft).collect();
    let translations = documents.into_par_iter().filter(|draft| draft.front.is_translation());
    let pair = |translation: &'a Draft| {
        let original = Texts::of(subject, translation)?.original_draft(subject)?;
        let parts = || compare(original, translation);
        (original.file != translation.file).then(|| Pair { original, translation, parts: parts() })
    };
    translations.filter_map(pair).collect()
}

impl<'a> Pair<'a> {
    /// The sections that both have and that are current: the original's and the translation's.
    pub(super) fn sections(&self) -> impl Iterator<Item = (&'a Section, &'a Section)> {
        let (original, translation) = (self.original, self.translation);
        let theirs = original.body.doc.sections.iter();
        theirs.filter(|section| is_shared(original, section) && self.is_current(&section.id)).filter_map(
            move |section| {
                let mut ours = translation.body.doc.sections.iter();
                let twin = ours.find(|twin| twin.id == section.id && is_shared(translation, twin))?;
                Some((section, twin))
            },
        )
    }

    /// Whether a part is as it was when it was translated, as far as the translation says.
    pub(super) fn is_current(&self, part: &str) -> bool {
        !self.parts.iter().any(|known| known.id == part && known.freshness == Freshness::Stale)
    }
}

/// Whether a section's id is the same in every language: its author wrote it, or it is the text
/// before the first heading.
fn is_shared(draft: &Draft, section: &Section) -> bool {
    match draft.body.doc.events.get(section.first) {
        Some((Event::Start(Tag::Heading(heading)), _)) if section.id != INTRO => {
            draft.body.doc.headings.get(*heading).is_some_and(|heading| heading.value.explicit)
        }
        _ => section.id == INTRO,
    }
}

/// The first line of a section: its heading, or the beginning of its text.
pub(super) fn first_line(draft: &Draft, section: &Section) -> Place {
    let events = draft.body.doc.events.get(section.first..section.end).unwrap_or(&[]);
    let text = || events.iter().find(|(event, _)| matches!(event, Event::Text(_))).map(|(_, span)| *span);
    let span = match events.first() {
        Some((Event::Start(Tag::Heading(_)), span)) => Some(*span),
        _ => text(),
    };
    Place::new(&draft.file, span.unwrap_or(Span::default()))
}
