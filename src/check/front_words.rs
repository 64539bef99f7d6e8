//! The words of the front matter: what readers are shown of it as text.
//!
//! Names (titles, aliases, former names) are not among them: a name is what it is.

use crate::{
    input::{InputSet, Place, Span, Spanned},
    parse::{Draft, Front},
    schema::decode::Keyed,
};
use std::ops::Range;

/// One text of the front matter.
pub(super) struct FrontWord<'a> {
    /// The field it stands in.
    pub field: &'static str,
    /// The key or id within the field; empty for a field of its own.
    pub key: &'a str,
    /// The text.
    pub text: &'a str,
    /// The text with its quotes, or the key it stands under.
    span: Span,
}

/// The words of a document's front matter.
pub(super) fn front_words(draft: &Draft) -> Vec<FrontWord<'_>> {
    let mut all = Vec::new();
    match &draft.front {
        Front::Entry(front) => {
            all.push(own("summary", &front.summary));
            all.extend(keyed("unknown", &front.unknown));
            all.extend(front.milestones.iter().map(|milestone| FrontWord {
                field: "milestones",
                key: &milestone.id.value,
                text: &milestone.text.value,
                span: milestone.text.span,
            }));
            all.extend(front.observations.iter().filter_map(|observation| {
                let key = observation.id.as_ref().map_or("", |id| &id.value);
                let span = observation.indicator.span;
                let text = observation.note.as_ref()?;
                Some(FrontWord { field: "observations", key, text, span })
            }));
        }
        Front::Translation(front) => {
            all.extend(front.summary.iter().map(|summary| own("summary", summary)));
            all.extend(keyed("unknown", &front.unknown));
            all.extend(keyed("milestones", &front.milestones));
            all.extend(keyed("observations", &front.observations));
        }
        Front::Page(front) => all.extend(front.summary.iter().map(|summary| own("summary", summary))),
        Front::Term(front) => all.extend(front.summary.iter().map(|summary| own("summary", summary))),
        Front::Broken { .. } | Front::Unread => {}
    }
    all
}

fn own<'a>(field: &'static str, text: &'a Spanned<String>) -> FrontWord<'a> {
    FrontWord { field, key: "", text: &text.value, span: text.span }
}

fn keyed<'a>(field: &'static str, texts: &'a Keyed<String>) -> impl Iterator<Item = FrontWord<'a>> {
    texts.0.iter().map(move |(key, text)| FrontWord { field, key: &key.value, text, span: key.span })
}

impl FrontWord<'_> {
    /// Whether it is the same text in another language.
    pub(super) fn is_twin(&self, other: &FrontWord<'_>) -> bool {
        self.field == other.field
            && self.key == other.key
            && (self.key.is_empty() == (self.field == "summary"))
    }

    /// The place of the whole text, or of the key it stands under.
    pub(super) fn whole(&self, draft: &Draft) -> Place {
        Place::new(&draft.file, self.span)
    }

    /// The place of a range of the text, as near as the file's own text can tell.
    pub(super) fn place(&self, inputs: &InputSet, draft: &Draft, range: &Range<usize>) -> Place {
        let source = inputs.text(&draft.file).map_or("", |text| text);
        let words = self.text.get(range.clone()).unwrap_or("");
        let start = self.span.range().start;
        // A key stands before its text, which may be longer in the file by quotes and breaks.
        let room = start + self.span.range().len() + 2 * self.text.len() + 200;
        let end = room.min(draft.body.start).min(source.len());
        let within = (start..=end).rev().find_map(|end| source.get(start..end)).unwrap_or("");
        let found = within.find(words).filter(|_| !words.is_empty());
        let span = found.map_or(self.span, |at| Span::new(start + at, start + at + words.len()));
        Place::new(&draft.file, span)
    }
}
