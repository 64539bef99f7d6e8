//! `image-without-alt`: every image says in words what it shows.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    model::doc::{Event, Tag, TagEnd},
    parse::Draft,
};

/// Checks the text alternatives of images.
pub(super) fn check(_: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let events = &draft.body.doc.events;
    for (index, (event, span)) in events.iter().enumerate() {
        if matches!(event, Event::Start(Tag::Image { .. })) && !has_words(&events[index + 1..], TagEnd::Image)
        {
            let message = "the image has no text in place of it";
            let finding = Finding::at(&codes::IMAGE_WITHOUT_ALT, &draft.file, *span, message);
            findings.push(finding.help(
                "say what it shows, as in `![Map of the line](/assets/map.svg)`: some readers cannot see it",
            ));
        }
    }
}

/// Whether the events up to the end of an element hold anything that is read out.
pub(super) fn has_words(events: &[(Event, crate::input::Span)], end: TagEnd) -> bool {
    events.iter().map(|(event, _)| event).take_while(|event| **event != Event::End(end)).any(|event| {
        match event {
            Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
            // An image without words is reported by itself.
            Event::Citation(_) | Event::Start(Tag::Image { .. }) => true,
            _ => false,
        }
    })
}
