//! The rows of the text: sections by their ids, and within a section block beside block.

use super::super::{Sheet, body::BodyLinker};
use super::{
    Texts,
    align::{Row, align},
    blocks::{Block, Marker, Shape, blocks},
    figures::{RowState, SectionFigures},
};
use crate::{
    freshness::{Freshness, INTRO},
    model::doc::{Doc, Event, Section},
    parse::Draft,
    render::{
        html::{HtmlOptions, write_html},
        view::{CompareCell, ComparePart, CompareRow},
    },
};
use std::{collections::BTreeSet, ops::Range};

/// The anchor of the words of the front matter.
pub(super) const WORDS_ID: &str = "_words";
/// The anchor of the text before the first section.
const INTRO_ID: &str = "_intro";

/// One text of a section: what is needed to write its blocks.
struct Side<'a> {
    draft: &'a Draft,
    blocks: Vec<Block>,
    linker: BodyLinker<'a>,
    prefix: &'static str,
}

impl Side<'_> {
    fn doc(&self) -> &Doc {
        &self.draft.body.doc
    }
}

impl Sheet<'_> {
    /// The sections of the original in its order, each beside that of the translation; what only the
    /// translation has stands after the section that it follows there.
    pub(super) fn section_parts(&self, texts: &Texts<'_>) -> Vec<ComparePart> {
        let (theirs, ours) = (&texts.original.body.doc.sections, &texts.translation.body.doc.sections);
        rows_of_sections(theirs, ours).into_iter().map(|row| self.section_part(texts, row)).collect()
    }

    fn section_part(&self, texts: &Texts<'_>, row: Row) -> ComparePart {
        let figures = match (&texts.comparison, row) {
            (Some(comparison), (Some(theirs), Some(ours))) => SectionFigures::of(comparison, theirs, ours),
            _ => SectionFigures::default(),
        };
        let (original, translation) = (texts.original, texts.translation);
        let left = row.0.map(|index| self.side(texts, original, index, &figures, true));
        let right = row.1.map(|index| self.side(texts, translation, index, &figures, false));
        let section = row.0.map(|index| &original.body.doc.sections[index]);
        let section = section.or(row.1.map(|index| &translation.body.doc.sections[index]));
        let id = section.map_or(INTRO, |section| section.id.as_str());
        let freshness = texts.freshness(id);
        let anchor = if id == INTRO { INTRO_ID } else { id };
        let none: &[Block] = &[];
        let (a, b) = (
            left.as_ref().map_or(none, |side| &side.blocks),
            right.as_ref().map_or(none, |side| &side.blocks),
        );
        let fit = |i: usize, j: usize| fit((&original.body.doc, &a[i]), (&translation.body.doc, &b[j]));
        let mut rows = Vec::new();
        let mut number = 0;
        for (i, j) in align(a.len(), b.len(), fit) {
            let pair = (i.map(|i| &a[i]), j.map(|j| &b[j]));
            let is_heading =
                rows.is_empty() && pair.0.or(pair.1).is_some_and(|b| b.shape == Shape::Heading(2));
            number += usize::from(!is_heading);
            let state = row_state(texts, &figures, freshness, pair);
            rows.push(CompareRow {
                id: (!is_heading).then(|| format!("_{}.{number}", anchor.trim_start_matches('_'))),
                heading: is_heading,
                label: if is_heading { format!("#{id}") } else { number.to_string() },
                state: state.name(),
                verdicts: self.verdicts(&state, is_heading),
                original: left.as_ref().zip(pair.0).map(|(side, block)| self.compare_cell(side, block)),
                translation: right.as_ref().zip(pair.1).map(|(side, block)| self.compare_cell(side, block)),
            });
        }
        ComparePart { id: anchor.to_owned(), stale: freshness == Freshness::Stale, rows }
    }

    fn side<'s>(
        &'s self,
        texts: &'s Texts<'_>,
        draft: &'s Draft,
        section: usize,
        figures: &SectionFigures,
        is_original: bool,
    ) -> Side<'s> {
        let doc = &draft.body.doc;
        let range = doc.sections[section].first..doc.sections[section].end;
        let marks = figures.marks(doc, range.clone(), is_original);
        let mut linker = self.linker(&draft.lang, &draft.file);
        linker.marks = marks;
        linker.home = Some(&texts.home);
        Side {
            draft,
            blocks: blocks(doc, range),
            linker,
            // Both texts have the same ids; the rows have them as they are.
            prefix: if is_original { "_o-" } else { "_t-" },
        }
    }

    fn compare_cell(&self, side: &Side<'_>, block: &Block) -> CompareCell {
        let mut options = HtmlOptions { id_prefix: side.prefix, ..self.html_options() };
        // Footnotes stand in many cells.
        options.labels.footnotes = "";
        let write = |range: &Range<usize>| write_html(side.doc(), range.clone(), &side.linker, &options);
        let (shape, level) = match block.shape {
            Shape::Heading(_) => ("heading", 0),
            Shape::Paragraph => ("paragraph", 0),
            Shape::Item(level) => ("item", level),
            Shape::Row(true) => ("head", 0),
            Shape::Row(false) => ("row", 0),
            Shape::Term => ("term", 0),
            Shape::Definition => ("definition", 0),
            Shape::Code => ("code", 0),
            Shape::Html => ("html", 0),
        };
        let marker = block.marker.map(|marker| match marker {
            Marker::Bullet => "\u{2022}".to_owned(),
            Marker::Number(number) => format!("{number}."),
        });
        let parts = block.cells.iter().map(write).collect();
        CompareCell {
            lang: side.draft.lang.to_string(),
            shape,
            level,
            quoted: block.is_quoted,
            marker,
            parts,
        }
    }
}

/// What is known of a row.
fn row_state(
    texts: &Texts<'_>,
    figures: &SectionFigures,
    freshness: Freshness,
    pair: (Option<&Block>, Option<&Block>),
) -> RowState {
    let (theirs, ours) = (pair.0.map(Block::ranges), pair.1.map(Block::ranges));
    let (there, here) = (&texts.original.body.doc, &texts.translation.body.doc);
    let missing = |doc: &Doc, ranges: &Option<Vec<Range<usize>>>, is_original: bool| {
        ranges.as_ref().map(|ranges| figures.missing(doc, ranges, is_original)).unwrap_or_default()
    };
    let has_any = |doc: &Doc, ranges: &Option<Vec<Range<usize>>>, is_original: bool| {
        ranges.as_ref().is_some_and(|ranges| figures.has_any(doc, ranges, is_original))
    };
    let compared = |comparison: &crate::check::figures::sides::Comparison<'_, '_>| {
        let (Some(theirs), Some(ours)) = (&theirs, &ours) else { return true };
        comparison.part(theirs, ours).differences.is_empty()
    };
    RowState {
        sides: (pair.0.is_some(), pair.1.is_some()),
        freshness,
        lost: missing(there, &theirs, true),
        gained: missing(here, &ours, false),
        has_figures: has_any(there, &theirs, true) || has_any(here, &ours, false),
        agree: texts.comparison.as_ref().map(compared),
    }
}

/// Pairs sections by their ids.
fn rows_of_sections(theirs: &[Section], ours: &[Section]) -> Vec<Row> {
    let own: BTreeSet<&str> = theirs.iter().map(|section| section.id.as_str()).collect();
    let mut rows: Vec<Row> = Vec::new();
    // Sections of the translation up to here have a row, or wait for their twin.
    let mut next = 0;
    let added = |range: Range<usize>| {
        let alone = range.filter(|index| !own.contains(ours[*index].id.as_str()));
        alone.map(|index| (None, Some(index))).collect::<Vec<Row>>()
    };
    for (index, section) in theirs.iter().enumerate() {
        let twin = ours.iter().position(|other| other.id == section.id);
        if let Some(twin) = twin {
            rows.extend(added(next..twin.max(next)));
            next = next.max(twin + 1);
        }
        rows.push((Some(index), twin));
    }
    rows.extend(added(next..ours.len()));
    rows
}

/// How well two blocks go together: they cite the same paragraphs, or they do not.
fn fit(original: (&Doc, &Block), translation: (&Doc, &Block)) -> Option<i32> {
    let (a, b) = (original.1, translation.1);
    if a.shape != b.shape || a.is_quoted != b.is_quoted {
        return None;
    }
    let (theirs, ours) = (cited(original.0, a), cited(translation.0, b));
    let by_citations = match (theirs.is_empty(), ours.is_empty()) {
        (true, true) => 0,
        (true, false) | (false, true) => -1,
        _ if theirs == ours => 4,
        _ if theirs.is_disjoint(&ours) => -3,
        _ => 2,
    };
    let heading = |doc: &Doc, block: &Block| match doc.events.get(block.cells.first()?.start) {
        Some((Event::Start(crate::model::doc::Tag::Heading(index)), _)) => {
            doc.headings.get(*index).map(|heading| heading.value.id.clone())
        }
        _ => None,
    };
    let same_heading = heading(original.0, a).is_some_and(|id| heading(translation.0, b) == Some(id));
    Some(3 + by_citations + if same_heading { 4 } else { 0 })
}

/// The paragraphs that a block cites, as written.
fn cited(doc: &Doc, block: &Block) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (event, _) in block.cells.iter().flat_map(|range| &doc.events[range.clone()]) {
        if let Event::Citation(index) = event {
            let references = doc.citations.get(*index).into_iter().flat_map(|c| &c.value.references);
            found.extend(references.map(|reference| reference.target.value.to_string()));
        }
    }
    found
}
