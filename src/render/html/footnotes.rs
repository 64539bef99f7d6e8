//! Numbers the footnotes of a text and names their ids.

use crate::model::doc::{Doc, Event, Tag, TagEnd};
use std::{collections::BTreeMap, fmt::Write, ops::Range};

/// The footnotes of a text, in the order of their first marks.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<Footnote>,
    by_label: BTreeMap<String, usize>,
}

/// One footnote.
#[derive(Debug)]
pub(super) struct Footnote {
    /// For ids: the label with everything but letters, digits, `-` and `_` spelled out.
    pub(super) slug: String,
    /// The events between its start and its end.
    pub(super) content: Range<usize>,
    /// The events at which its marks stand.
    pub(super) marks: Vec<usize>,
    /// The event at which the first mark in the body stands: its own, or, if only other footnotes
    /// mention it, that of the first of these. Nothing if no mark leads to it.
    pub(super) first: Option<usize>,
}

impl Footnotes {
    /// Collects them from all of a text.
    pub(super) fn of(doc: &Doc) -> Self {
        let mut definitions = definitions(doc);
        if definitions.is_empty() {
            return Self::default();
        }
        let mut footnotes = Self::default();
        let inside = |event: usize, all: &[(String, Range<usize>)]| {
            all.iter().any(|(_, content)| content.contains(&event))
        };
        for (index, label) in marks(doc, 0..doc.events.len()) {
            if !inside(index, &definitions) {
                footnotes.add_mark(&key(label), index, index, &definitions);
            }
        }
        // A footnote may mention others; these follow, and theirs after them.
        let mut next = 0;
        while let Some(note) = footnotes.notes.get(next) {
            let (content, first) = (note.content.clone(), note.first);
            for (index, label) in marks(doc, content) {
                footnotes.add_mark(&key(label), index, first.unwrap_or(index), &definitions);
            }
            next += 1;
        }
        definitions.retain(|(label, _)| !footnotes.by_label.contains_key(label));
        for (label, content) in definitions {
            footnotes.add(&label, content, None);
        }
        footnotes
    }

    fn add_mark(&mut self, label: &str, event: usize, first: usize, definitions: &[(String, Range<usize>)]) {
        let index = self.by_label.get(label).copied().or_else(|| {
            let (label, content) = definitions.iter().find(|(name, _)| name == label)?;
            Some(self.add(label, content.clone(), Some(first)))
        });
        if let Some(index) = index {
            self.notes[index].marks.push(event);
        }
    }

    fn add(&mut self, label: &str, content: Range<usize>, first: Option<usize>) -> usize {
        let index = *self.by_label.entry(label.to_owned()).or_insert(self.notes.len());
        if index == self.notes.len() {
            self.notes.push(Footnote { slug: slug(label), content, marks: Vec::new(), first });
        }
        index
    }

    /// The footnote that a label names, with its number from 1.
    pub(super) fn find(&self, label: &str) -> Option<(usize, &Footnote)> {
        let index = *self.by_label.get(&key(label))?;
        Some((index + 1, &self.notes[index]))
    }

    /// The footnotes to be written after a range, with their numbers. One without a mark stands
    /// where it was written, so that no words are lost.
    pub(super) fn after(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Footnote)> {
        let is_here = |note: &Footnote| range.contains(&note.first.unwrap_or(note.content.start));
        self.notes.iter().enumerate().filter(move |(_, note)| is_here(note)).map(|(i, note)| (i + 1, note))
    }
}

impl Footnote {
    /// The id of the mark at an event, or of the first one.
    pub(super) fn mark_id(&self, event: usize) -> String {
        match self.marks.iter().position(|&mark| mark == event) {
            None | Some(0) => format!("fnref-{}", self.slug),
            // No slug holds a dot followed by a hyphen, so this is nobody else's.
            Some(place) => format!("fnref-{}.-{}", self.slug, place + 1),
        }
    }
}

/// Definitions with their labels; where two have the same, the first counts.
fn definitions(doc: &Doc) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut open = Vec::new();
    for (index, (event, _)) in doc.events.iter().enumerate() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => open.push((key(label), index + 1)),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, start)) = open.pop() {
                    found.push((label, start..index));
                }
            }
            _ => {}
        }
    }
    found
}

fn marks(doc: &Doc, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let start = range.start;
    doc.events[range].iter().enumerate().filter_map(move |(index, (event, _))| match event {
        Event::FootnoteReference(label) => Some((start + index, &**label)),
        _ => None,
    })
}

/// Labels are the same whatever the case they are written in.
fn key(label: &str) -> String {
    label.to_lowercase()
}

fn slug(label: &str) -> String {
    let mut slug = String::with_capacity(label.len());
    for c in label.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_') {
            slug.push(c);
        } else {
            // Writing into a string cannot fail.
            let _ = write!(slug, ".{:x}.", u32::from(c));
        }
    }
    slug
}
