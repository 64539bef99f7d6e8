//! The figures of a document, statement by statement.
//!
//! A statement is a sentence, a list item, a table row, a definition or a footnote; a citation covers
//! the one it stands in, and directly after its closing mark it covers that one. Code and quotations
//! inside citations are not read.
//!
//! Start with [`Passages::read`].

use super::{Figure, NameIndex, Reader};
use crate::{
    input::Span,
    model::{
        doc::{Doc, Event, Tag, TagEnd},
        lang::Lang,
    },
};
use std::ops::Range;

/// In place of what is no text: a citation, code, a mark of a footnote.
const HOLE: char = '\u{fffc}';

/// What kind of text a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sentences, items, rows, definitions, footnotes.
    Prose,
    /// A heading, the head of a table or what is defined: it names and states nothing.
    Heading,
    /// Words of somebody else, set apart as such.
    Quotation,
}

/// A statement with its figures.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its section, an index into [`Doc::sections`].
    pub section: usize,
    /// What it is.
    pub role: Role,
    /// Its figures, with their places in the file.
    pub figures: Vec<Figure>,
    /// The citations that cover it, indices into [`Doc::citations`].
    pub citations: Vec<usize>,
    /// Footnotes that it refers to.
    pub footnotes: Vec<Box<str>>,
    /// The footnote that it is.
    pub footnote: Option<Box<str>>,
    /// The statement that a list item or table row goes on from, an index into [`Passages::statements`].
    pub lead: Option<usize>,
}

/// What a document says in figures.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    /// The statements with figures, and items and footnotes with citations, in the order in which they end.
    pub statements: Vec<Statement>,
}

impl Passages {
    /// Reads a document; figures inside names are marked.
    pub fn read(doc: &Doc, lang: &Lang, reader: &Reader, names: &NameIndex) -> Self {
        let mut gathering = Gathering {
            doc,
            lang,
            reader,
            names,
            done: Vec::new(),
            open: Vec::new(),
            quoted: 0,
            lead: None,
            lists: Vec::new(),
            hidden: 0,
        };
        for (section, range) in doc.sections.iter().map(|section| section.first..section.end).enumerate() {
            for (event, span) in &doc.events[range] {
                gathering.event(event, *span, section);
            }
        }
        Self { statements: gathering.done }
    }
}

/// Text under way to statements.
#[derive(Default)]
struct Piece {
    text: String,
    /// Where pieces of `text` stand in the file: offset here, offset there, whether they run on alike.
    places: Vec<(usize, Span, bool)>,
    citations: Vec<(usize, usize)>,
    footnotes: Vec<(usize, Box<str>)>,
    footnote: Option<Box<str>>,
    section: usize,
    is_heading: bool,
    /// Whether it is one statement, however many sentences it has.
    is_whole: bool,
    lead: Option<usize>,
}

struct Gathering<'a> {
    doc: &'a Doc,
    lang: &'a Lang,
    reader: &'a Reader,
    names: &'a NameIndex,
    done: Vec<Statement>,
    open: Vec<Piece>,
    quoted: usize,
    /// The last statement of the paragraph just before.
    lead: Option<usize>,
    /// The statements that the open lists and tables go on from.
    lists: Vec<Option<usize>>,
    /// How many open elements are not text: code blocks, raw HTML.
    hidden: usize,
}

impl Gathering<'_> {
    fn event(&mut self, event: &Event, span: Span, section: usize) {
        match event {
            Event::Start(tag) => self.start(tag, section),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.hidden == 0 => self.push(text, span, true),
            Event::SoftBreak | Event::HardBreak => self.push("\n", span, false),
            Event::Code(_) | Event::InlineHtml(_) => self.hole(span),
            Event::Citation(index) => {
                if let Some(piece) = self.open.last_mut() {
                    piece.citations.push((piece.text.len(), *index));
                }
                self.hole(span);
            }
            Event::FootnoteReference(name) => {
                if let Some(piece) = self.open.last_mut() {
                    piece.footnotes.push((piece.text.len(), name.clone()));
                }
                self.hole(span);
            }
            Event::Text(_) | Event::Html(_) | Event::Rule | Event::TaskMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag, section: usize) {
        let piece = Piece { section, ..Piece::default() };
        match tag {
            // A paragraph within an item or a note belongs to it.
            Tag::Paragraph => {
                if self.open.is_empty() {
                    self.open.push(piece);
                } else {
                    self.push("\n", Span::default(), false);
                }
            }
            Tag::Heading(_) | Tag::TableHead | Tag::DefinitionListTitle => {
                self.open.push(Piece { is_heading: true, is_whole: true, ..piece });
            }
            Tag::Item | Tag::TableRow => {
                let lead = self.lists.last().copied().flatten();
                self.open.push(Piece { is_whole: true, lead, ..piece });
            }
            Tag::DefinitionListDefinition => self.open.push(Piece { is_whole: true, ..piece }),
            Tag::FootnoteDefinition(name) => {
                self.open.push(Piece { is_whole: true, footnote: Some(name.clone()), ..piece });
            }
            Tag::List(_) | Tag::Table(_) => {
                // The text of an item stands before the list inside it.
                let outer = self.lists.last().copied().flatten();
                let lead = if self.open.is_empty() { self.lead } else { outer };
                self.lists.push(lead);
            }
            Tag::BlockQuote(None) => self.quoted += 1,
            Tag::CodeBlock { .. } | Tag::HtmlBlock => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.open.last().is_some_and(|piece| piece.is_whole) => {}
            TagEnd::Paragraph
            | TagEnd::Heading
            | TagEnd::TableHead
            | TagEnd::DefinitionListTitle
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => {
                if let Some(piece) = self.open.pop() {
                    self.finish(&piece);
                }
            }
            TagEnd::TableCell => self.push(" | ", Span::default(), false),
            TagEnd::List(_) | TagEnd::Table => drop(self.lists.pop()),
            TagEnd::BlockQuote => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, span: Span, is_place: bool) {
        let Some(piece) = self.open.last_mut() else { return };
        let runs_on = text.len() == span.range().len();
        if is_place {
            piece.places.push((piece.text.len(), span, runs_on));
        }
        piece.text.push_str(text);
    }

    fn hole(&mut self, span: Span) {
        self.push(HOLE.encode_utf8(&mut [0; 4]), span, false);
    }

    fn finish(&mut self, piece: &Piece) {
        let mut figures = self.reader.read(&piece.text, None);
        if figures.is_empty() && !piece.is_whole {
            self.lead = None;
            return;
        }
        self.names.mark(&mut figures, &piece.text, self.lang, None);
        let ends = if piece.is_whole { Vec::new() } else { self.sentence_ends(piece) };
        let mut start = 0;
        let mut last = None;
        for end in ends.into_iter().chain([piece.text.len()]) {
            if start < end {
                last = self.statement(piece, &figures, start..end);
            }
            start = end;
        }
        self.lead = last.filter(|_| !piece.is_whole);
    }

    /// Where sentences end, the citations right after their closing marks taken in.
    fn sentence_ends(&self, piece: &Piece) -> Vec<usize> {
        let mut ends = Vec::new();
        for mut end in self.reader.sentence_ends(&piece.text) {
            loop {
                let rest = &piece.text[end..];
                let gap = rest.len() - rest.trim_start().len();
                let Some((at, citation)) = piece.citations.iter().find(|(at, _)| *at == end + gap) else {
                    break;
                };
                // After a space, one with words in it opens the next sentence.
                let quotes = self.doc.citations[*citation].value.references.iter().any(|r| r.quote.is_some());
                if gap > 0 && quotes {
                    break;
                }
                end = at + HOLE.len_utf8();
            }
            ends.push(end);
        }
        ends.dedup();
        ends
    }

    /// Keeps what a statement says in figures; gives its place if there is any.
    fn statement(&mut self, piece: &Piece, figures: &[Figure], range: Range<usize>) -> Option<usize> {
        let is_here = |at: usize| range.contains(&at);
        let figures: Vec<Figure> = figures
            .iter()
            .filter(|figure| is_here(figure.span.start as usize))
            .map(|figure| Figure { span: place(&piece.places, figure.span), ..figure.clone() })
            .collect();
        let citations: Vec<usize> =
            piece.citations.iter().filter(|(at, _)| is_here(*at)).map(|(_, index)| *index).collect();
        let is_cited_part = !citations.is_empty() && (piece.lead.is_some() || piece.footnote.is_some());
        if figures.is_empty() && !is_cited_part {
            return None;
        }
        let role = match (piece.is_heading, self.quoted) {
            (true, _) => Role::Heading,
            (false, 0) => Role::Prose,
            (false, _) => Role::Quotation,
        };
        self.done.push(Statement {
            section: piece.section,
            role,
            figures,
            citations,
            footnotes: piece
                .footnotes
                .iter()
                .filter(|(at, _)| is_here(*at))
                .map(|(_, name)| name.clone())
                .collect(),
            footnote: piece.footnote.clone(),
            lead: piece.lead,
        });
        Some(self.done.len() - 1)
    }
}

/// Where a range of the joined text stands in the file.
fn place(places: &[(usize, Span, bool)], span: Span) -> Span {
    let of = |at: usize, is_end: bool| -> u32 {
        let before = |start: usize| if is_end { start < at } else { start <= at };
        let found = places.iter().rev().find(|(start, ..)| before(*start)).or_else(|| places.first());
        let Some((start, span, runs_on)) = found else { return 0 };
        if !runs_on {
            return if is_end { span.end } else { span.start };
        }
        let inside = u32::try_from(at.saturating_sub(*start)).unwrap_or(u32::MAX);
        span.start.saturating_add(inside).min(span.end)
    };
    let (start, end) = (of(span.start as usize, false), of(span.end as usize, true));
    Span { start, end: end.max(start) }
}
