//! Originals and translations side by side, section by section.

use super::{Subject, texts::Texts};
use crate::{
    input::{Place, Span},
    model::doc::{Event, Section, Tag},
    parse::Draft,
};

/// A translation with its original.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    /// What it was translated from.
    pub original: &'a Draft,
    /// The translation.
    pub translation: &'a Draft,
}

/// Every translation whose original can be read.
pub(super) fn pairs<'a>(subject: &Subject<'a>) -> Vec<Pair<'a>> {
    let translations = subject.drafts.documents.values().filter(|draft| draft.front.is_translation());
    let pair = |translation: &'a Draft| {
        let original = Texts::of(subject, translation)?.original_draft(subject)?;
        (original.file != translation.file).then_some(Pair { original, translation })
    };
    translations.filter_map(|draft| pair(draft)).collect()
}

impl<'a> Pair<'a> {
    /// The sections that both have: the original's and the translation's.
    pub(super) fn sections(self) -> impl Iterator<Item = (&'a Section, &'a Section)> {
        let theirs = self.original.body.doc.sections.iter();
        theirs.filter(move |section| is_shared(self.original, section)).filter_map(move |section| {
            let mut ours = self.translation.body.doc.sections.iter();
            let twin = ours.find(|twin| twin.id == section.id && is_shared(self.translation, twin))?;
            is_current(self.original, self.translation, &section.id).then_some((section, twin))
        })
    }

    /// Whether the words of the front matter are those that were translated.
    pub(super) fn has_current_words(self) -> bool {
        is_current(self.original, self.translation, "words")
    }
}

/// Whether a section's id is the same in every language: its author wrote it, or it is the text
/// before the first heading.
fn is_shared(draft: &Draft, section: &Section) -> bool {
    match draft.body.doc.events.get(section.first) {
        Some((Event::Start(Tag::Heading(heading)), _)) if section.id != "intro" => {
            draft.body.doc.headings.get(*heading).is_some_and(|heading| heading.value.explicit)
        }
        _ => section.id == "intro",
    }
}

/// Whether a section of a translation was made from the section of the original as it is.
fn is_current(_original: &Draft, _translation: &Draft, _section: &str) -> bool {
    true
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
