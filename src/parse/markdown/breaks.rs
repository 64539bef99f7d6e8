//! Takes out the line ends that are no space: those between two Han characters.

use super::characters::joins_lines;
use crate::input::Span;
use crate::model::doc::{Event, Tag, TagEnd};

/// What stands beside a line end.
#[derive(Clone, Copy)]
enum Neighbour {
    Character(char),
    /// A link whose words the writer fills in; it goes with the other side.
    Name,
    /// Nothing, or something that keeps its distance.
    Other,
}

/// Drops each soft line end between two characters of a script without spaces. Citations and
/// footnote marks between them do not count, nor does emphasis.
pub(super) fn join_han_lines(events: &mut Vec<(Event, Span)>) {
    let mut before = Neighbour::Other;
    let mut dropped = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Text(text) | Event::Code(text) => {
                before = text.chars().next_back().map_or(before, Neighbour::Character);
            }
            Event::SoftBreak => {
                if are_joined(before, neighbour_after(&events[index + 1..])) {
                    dropped.push(index);
                }
            }
            Event::End(TagEnd::Link) if is_nameless(events, index) => before = Neighbour::Name,
            Event::Start(tag) if is_inline(tag) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            | Event::Citation(_)
            | Event::FootnoteReference(_) => {}
            _ => before = Neighbour::Other,
        }
    }
    if !dropped.is_empty() {
        let mut dropped = dropped.into_iter().peekable();
        let mut index = 0;
        events.retain(|_| {
            index += 1;
            dropped.next_if_eq(&(index - 1)).is_none()
        });
    }
}

fn are_joined(before: Neighbour, after: Neighbour) -> bool {
    match (before, after) {
        (Neighbour::Character(a), Neighbour::Character(b)) => joins_lines(a) && joins_lines(b),
        (Neighbour::Character(c), Neighbour::Name) | (Neighbour::Name, Neighbour::Character(c)) => {
            joins_lines(c)
        }
        _ => false,
    }
}

fn neighbour_after(events: &[(Event, Span)]) -> Neighbour {
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Text(text) | Event::Code(text) => {
                return text.chars().next().map_or(Neighbour::Other, Neighbour::Character);
            }
            Event::End(TagEnd::Link) if is_nameless(events, index) => return Neighbour::Name,
            Event::Start(tag) if is_inline(tag) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            | Event::Citation(_)
            | Event::FootnoteReference(_) => {}
            _ => return Neighbour::Other,
        }
    }
    Neighbour::Other
}

/// Whether the link that ends at `end` holds no events.
fn is_nameless(events: &[(Event, Span)], end: usize) -> bool {
    end > 0 && matches!(events[end - 1].0, Event::Start(Tag::Link { .. }))
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}
