//! The figures of two texts beside each other: which are marked, and what is said of a row.
//!
//! What differs is decided where `figure-mismatch` decides it, in `check`; here it only becomes marks
//! and words. Of a part whose original has changed since, the report says just that and no more; here
//! its figures are marked as well, for they show what has changed.
//!
//! Start with [`SectionFigures::of`].

use super::super::Sheet;
use crate::{
    check::figures::sides::{Compared, Comparison},
    figure::Figure,
    freshness::Freshness,
    input::Span,
    model::doc::{Doc, Event},
    parse::Draft,
    render::{html::TextMark, view::VerdictView},
};
use std::{collections::BTreeMap, ops::Range};

/// The class of a figure that both sides say.
const SAID: &str = "figure";
/// The class of a figure that only one side says.
const MISSING: &str = "figure lost";

/// The class that a figure is marked with; nothing for one that is of no account to the other side.
pub(super) fn class_of(compared: &Compared, figure: &Figure, is_original: bool) -> Option<&'static str> {
    if compared.is_missing(figure, is_original) {
        return Some(MISSING);
    }
    compared.demands(figure).then_some(SAID)
}

/// A figure of a section that is marked.
struct Marked {
    span: Span,
    written: String,
    class: &'static str,
}

/// The marked figures of one section on both sides.
#[derive(Default)]
pub(super) struct SectionFigures {
    original: Vec<Marked>,
    translation: Vec<Marked>,
}

impl SectionFigures {
    /// Compares two sections, each an index into the sections of its text.
    pub(super) fn of(comparison: &Comparison<'_, '_>, theirs: usize, ours: usize) -> Self {
        let compared = comparison.section(theirs, ours);
        let of = |draft: &Draft, section: usize, is_original: bool| -> Vec<Marked> {
            let text = comparison.subject.figures.text(&draft.file);
            let statements = text.iter().flat_map(|text| &text.statements);
            let figures =
                statements.filter(|known| known.section == section).flat_map(|known| &known.figures);
            let marked = figures.filter_map(|figure| {
                let class = class_of(&compared, figure, is_original)?;
                Some(Marked {
                    span: figure.span,
                    written: written(&draft.body.doc, section, figure.span),
                    class,
                })
            });
            marked.collect()
        };
        Self {
            original: of(comparison.original, theirs, true),
            translation: of(comparison.translation, ours, false),
        }
    }

    fn side(&self, is_original: bool) -> &[Marked] {
        if is_original { &self.original } else { &self.translation }
    }

    /// The marks of one side, by the text event they stand in.
    pub(super) fn marks(&self, doc: &Doc, section: Range<usize>, is_original: bool) -> Marks {
        let marked = self.side(is_original);
        let mut marks = Marks::new();
        if marked.is_empty() {
            return marks;
        }
        for index in section {
            let (Event::Text(text), span) = &doc.events[index] else { continue };
            let mut here: Vec<TextMark> =
                marked.iter().filter_map(|known| mark(known, text, *span)).collect();
            here.sort_by_key(|mark| mark.range.start);
            if !here.is_empty() {
                marks.insert(index, here);
            }
        }
        marks
    }

    /// The figures of a block that the other side does not say, as they are written, each once.
    pub(super) fn missing(&self, doc: &Doc, ranges: &[Range<usize>], is_original: bool) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for known in self.in_block(doc, ranges, is_original).filter(|known| known.class == MISSING) {
            if !found.contains(&known.written) {
                found.push(known.written.clone());
            }
        }
        found
    }

    /// Whether a block has figures at all.
    pub(super) fn has_any(&self, doc: &Doc, ranges: &[Range<usize>], is_original: bool) -> bool {
        self.in_block(doc, ranges, is_original).next().is_some()
    }

    fn in_block<'m>(
        &'m self,
        doc: &'m Doc,
        ranges: &'m [Range<usize>],
        is_original: bool,
    ) -> impl Iterator<Item = &'m Marked> {
        let is_here = move |known: &&Marked| {
            let mut events = ranges.iter().flat_map(|range| &doc.events[range.clone()]);
            events.any(|(_, span)| span.start <= known.span.start && known.span.start < span.end)
        };
        self.side(is_original).iter().filter(is_here)
    }
}

/// What is marked, by the text event it stands in.
pub(super) type Marks = BTreeMap<usize, Vec<TextMark>>;

/// A figure as a reader sees it, without the signs of Markdown in it.
fn written(doc: &Doc, section: usize, figure: Span) -> String {
    let section = &doc.sections[section];
    let mut text = String::new();
    for (event, span) in &doc.events[section.first..section.end] {
        match event {
            Event::Text(words) => {
                text.push_str(covered(figure, words, *span).and_then(|range| words.get(range)).unwrap_or(""));
            }
            Event::SoftBreak | Event::HardBreak if figure.start < span.start && span.end < figure.end => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mark(known: &Marked, text: &str, span: Span) -> Option<TextMark> {
    let range = covered(known.span, text, span)?;
    text.get(range.clone()).map(|_| TextMark { range, class: known.class })
}

/// The part of a text that a figure covers.
fn covered(figure: Span, text: &str, span: Span) -> Option<Range<usize>> {
    let (start, end) = (figure.start.max(span.start), figure.end.min(span.end));
    if start >= end {
        return None;
    }
    // A text that is spelled otherwise in the file is covered as a whole or not at all.
    if text.len() == span.range().len() {
        return Some((start - span.start) as usize..(end - span.start) as usize);
    }
    let is_whole = figure.start <= span.start && span.end <= figure.end;
    is_whole.then_some(0..text.len())
}

/// What is known of a row before it is put in words.
pub(super) struct RowState {
    /// Which of original and translation are there.
    pub(super) sides: (bool, bool),
    /// How the part stands to its original.
    pub(super) freshness: Freshness,
    /// The original's figures that the translation does not say.
    pub(super) lost: Vec<String>,
    /// The translation's figures that the original does not say.
    pub(super) gained: Vec<String>,
    /// Whether one of the two has figures.
    pub(super) has_figures: bool,
    /// Whether the two blocks say the same figures; nothing if they cannot be read.
    pub(super) agree: Option<bool>,
}

impl RowState {
    /// What the row looks like.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self { sides: (true, true), lost, gained, freshness, .. } => {
                if !lost.is_empty() || !gained.is_empty() {
                    "differs"
                } else if *freshness == Freshness::Stale {
                    "stale"
                } else {
                    "fine"
                }
            }
            _ => "one-sided",
        }
    }
}

impl Sheet<'_> {
    /// What is to be said of a row; of a heading only what is the matter with it.
    pub(super) fn verdicts(&self, row: &RowState, is_heading: bool) -> Vec<VerdictView> {
        let plain = |id: &'static str| {
            let text = self.word(&format!("compare-{id}")).to_owned();
            VerdictView { id, text }
        };
        let with = |id: &'static str, figures: &[String]| {
            let figures = figures.join(self.word("list-separator"));
            let text = self.fill(&format!("compare-{id}"), &[("figures", &figures)]);
            VerdictView { id, text }
        };
        let mut verdicts = Vec::new();
        match row.sides {
            (true, false) => verdicts.push(plain("absent")),
            (false, true) => verdicts.push(plain("added")),
            _ => {}
        }
        // Of a block that nobody translated no figure is said.
        let is_pair = verdicts.is_empty();
        if is_pair && !row.lost.is_empty() {
            verdicts.push(with("lost", &row.lost));
        }
        if is_pair && !row.gained.is_empty() {
            verdicts.push(with("gained", &row.gained));
        }
        let is_fine = verdicts.is_empty();
        if row.freshness == Freshness::Stale {
            verdicts.push(plain("stale"));
        }
        if is_fine && !is_heading {
            verdicts.extend(match (row.agree, row.has_figures, row.freshness) {
                (None, ..) => Some(plain("unread")),
                (Some(true), true, _) => Some(plain("same")),
                (Some(false), true, _) => Some(plain("elsewhere")),
                (Some(_), false, Freshness::Current) => Some(plain("step")),
                (Some(_), false, Freshness::Stale) => None,
                (Some(_), false, _) => Some(plain("none")),
            });
        }
        verdicts
    }
}
