//! Turns the events of the Markdown reader into those of a [`Doc`], with places in the file.
//!
//! Neighbouring pieces of running text become one event, citations are put back, comments vanish.
//! Start with [`convert`].

use super::comments::{CLOSING, OPENING, strip_comments};
use super::links::read_wiki_target;
use super::prepare::{EditKind, Prepared};
use super::{Feature, MarkdownOptions};
use crate::input::{Span, Spanned};
use crate::model::doc::{Alert, Alignment, Citation, Doc, Event, Heading, LinkTarget, Tag, TagEnd};
use pulldown_cmark as markdown;
use std::ops::Range;

/// What came out of a text.
pub(super) struct Converted {
    /// The events; sections and the anchors of headings are not yet there.
    pub(super) doc: Doc,
    /// The malformed citations that stand in running text, by index.
    pub(super) malformed: Vec<usize>,
}

/// Converts all events of a text.
pub(super) fn convert<'a>(
    events: impl Iterator<Item = (markdown::Event<'a>, Range<usize>)>,
    prepared: &Prepared<'_>,
    citations: Vec<Spanned<Citation>>,
    base: usize,
    options: MarkdownOptions,
) -> Converted {
    let mut converter = Converter {
        prepared,
        citations: citations.into_iter().map(Some).collect(),
        base,
        drop_comments: options.has(Feature::DropComments),
        may_hide: options.has(Feature::DropComments) && prepared.source.contains(OPENING),
        doc: Doc::default(),
        malformed: Vec::new(),
        pending: 0..0,
        gathered: None,
        is_nameless: false,
        skipping: 0,
        hidden_until: 0,
    };
    converter.doc.events.reserve(prepared.source.len() / 8 + 4);
    for (event, range) in events {
        let source = prepared.source_range(&range);
        converter.visit(event, &range, source);
    }
    converter.flush();
    Converted { doc: converter.doc, malformed: converter.malformed }
}

struct Converter<'a> {
    prepared: &'a Prepared<'a>,
    /// Each is taken when its stand-in turns up in running text.
    citations: Vec<Option<Spanned<Citation>>>,
    base: usize,
    drop_comments: bool,
    /// Whether a comment may begin in one block and end in another.
    may_hide: bool,
    doc: Doc,
    malformed: Vec<usize>,
    /// Running text as written that is not yet an event.
    pending: Range<usize>,
    /// The text of the open code or HTML block.
    gathered: Option<(String, Range<usize>)>,
    /// Whether the open link is written without words.
    is_nameless: bool,
    /// How many open elements are left out.
    skipping: usize,
    /// The end of a comment that began before, as an offset in the source.
    hidden_until: usize,
}

impl Converter<'_> {
    fn visit(&mut self, event: markdown::Event<'_>, range: &Range<usize>, source: Range<usize>) {
        use markdown::Event as From;
        if self.is_left_out(&event, &source) {
            return;
        }
        match event {
            From::Text(text) => self.text(&text, range, source),
            From::Html(html) if self.gathered.is_some() => self.gather(&html, source),
            From::Html(html) => self.push_restored(&html, source, Event::Html),
            From::InlineHtml(html) => {
                if !(self.drop_comments && html.starts_with(OPENING)) {
                    self.push_restored(&html, source, Event::InlineHtml);
                }
            }
            From::Code(code) => self.push_restored(&code, source, Event::Code),
            From::FootnoteReference(label) => self.push_restored(&label, source, Event::FootnoteReference),
            From::SoftBreak => self.push(Event::SoftBreak, source),
            From::HardBreak => self.push(Event::HardBreak, source),
            From::Rule => self.push(Event::Rule, source),
            From::TaskListMarker(done) => self.push(Event::TaskMarker(done), source),
            From::Start(tag) => self.start(tag, source),
            From::End(tag) => self.end(tag, source),
            From::InlineMath(text) | From::DisplayMath(text) => {
                self.push_restored(&text, source, Event::Text);
            }
        }
    }

    /// Leaves out what stands in a comment that an earlier block has opened: whole elements, or the
    /// pieces of an element that began before it.
    fn is_left_out(&mut self, event: &markdown::Event<'_>, source: &Range<usize>) -> bool {
        use markdown::Event as From;
        match event {
            From::Start(_) if self.skipping > 0 || source.start < self.hidden_until => {
                self.skipping += 1;
                true
            }
            From::End(_) if self.skipping > 0 => {
                self.skipping -= 1;
                true
            }
            From::End(_) => false,
            _ if self.skipping > 0 => true,
            From::Text(_) => source.end <= self.hidden_until,
            _ => source.start < self.hidden_until,
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>, source: Range<usize>) {
        if self.is_nameless {
            return;
        }
        if self.gathered.is_some() {
            self.gather(text, source);
            return;
        }
        if self.prepared.text[range.clone()] != *text {
            // An entity or the like: not what stands in the file.
            self.push_restored(text, source, Event::Text);
            return;
        }
        let mut rest = source;
        for edit in self.prepared.edits_in(range) {
            if edit.kind == EditKind::Hidden || edit.source.start < rest.start {
                continue;
            }
            self.written(rest.start..edit.source.start);
            rest.start = edit.source.start;
            let is_hidden = rest.start < self.hidden_until;
            match edit.kind {
                EditKind::Malformed(index) if !is_hidden => self.malformed.push(index),
                EditKind::Citation(index) => {
                    rest.start = edit.source.end;
                    if !is_hidden {
                        self.citation(index, edit.source.clone());
                    }
                }
                _ => {}
            }
        }
        self.written(rest);
    }

    fn citation(&mut self, index: usize, source: Range<usize>) {
        if let Some(citation) = self.citations.get_mut(index).and_then(Option::take) {
            self.doc.citations.push(citation);
            self.push(Event::Citation(self.doc.citations.len() - 1), source);
        }
    }

    /// Takes running text as it stands in the source, up to a comment that opens in it.
    fn written(&mut self, mut range: Range<usize>) {
        range.start = range.start.max(self.hidden_until.min(range.end));
        if range.is_empty() {
            return;
        }
        if self.pending.end != range.start {
            self.flush();
            self.pending.start = range.start;
        }
        let seen = self.pending.end;
        self.pending.end = range.end;
        if self.may_hide {
            // The opening mark may have arrived in pieces.
            self.hide_comment(seen.saturating_sub(OPENING.len() - 1));
        }
    }

    /// Finds a comment that opens in the running text from `from` on: one that goes past a blank
    /// line, which Markdown takes for text. All up to its end is left out.
    fn hide_comment(&mut self, from: usize) {
        let source = self.prepared.source;
        let start = (from.max(self.pending.start)..self.pending.end)
            .find(|&at| source.as_bytes()[at..self.pending.end].starts_with(OPENING.as_bytes()));
        let Some(start) = start else { return };
        let backslashes = source[..start].bytes().rev().take_while(|&b| b == b'\\').count();
        if backslashes % 2 == 1 {
            return;
        }
        if let Some(end) = source[start..].find(CLOSING) {
            self.hidden_until = start + end + CLOSING.len();
            self.pending.end = start;
        } else {
            // No later comment has an end either.
            self.may_hide = false;
        }
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = self.prepared.source[self.pending.clone()].into();
        let span = self.span(&self.pending);
        self.doc.events.push((Event::Text(text), span));
        self.pending = 0..0;
    }

    fn push(&mut self, event: Event, source: Range<usize>) {
        self.flush();
        let span = self.span(&source);
        self.doc.events.push((event, span));
    }

    fn push_restored(&mut self, text: &str, source: Range<usize>, event: impl FnOnce(Box<str>) -> Event) {
        let text = self.prepared.restore(text).into();
        self.push(event(text), source);
    }

    fn gather(&mut self, text: &str, source: Range<usize>) {
        let text = self.prepared.restore(text);
        if let Some((gathered, range)) = &mut self.gathered {
            if gathered.is_empty() {
                *range = source;
            } else {
                range.end = source.end;
            }
            gathered.push_str(&text);
        }
    }

    fn start(&mut self, tag: markdown::Tag<'_>, source: Range<usize>) {
        use markdown::Tag as From;
        let tag = match tag {
            From::Paragraph => Tag::Paragraph,
            From::Heading { level, id, .. } => Tag::Heading(self.add_heading(level as u8, id, &source)),
            From::BlockQuote(kind) => Tag::BlockQuote(kind.map(alert)),
            From::CodeBlock(kind) => {
                self.gathered = Some((String::new(), source.clone()));
                self.code_block(&kind)
            }
            From::HtmlBlock => {
                self.gathered = Some((String::new(), source.clone()));
                Tag::HtmlBlock
            }
            From::List(first) => Tag::List(first),
            From::Item => Tag::Item,
            From::FootnoteDefinition(label) => Tag::FootnoteDefinition(self.prepared.restore(&label).into()),
            From::DefinitionList => Tag::DefinitionList,
            From::DefinitionListTitle => Tag::DefinitionListTitle,
            From::DefinitionListDefinition => Tag::DefinitionListDefinition,
            From::Table(columns) => Tag::Table(columns.into_iter().map(alignment).collect()),
            From::TableHead => Tag::TableHead,
            From::TableRow => Tag::TableRow,
            From::TableCell => Tag::TableCell,
            From::Emphasis => Tag::Emphasis,
            From::Strong => Tag::Strong,
            From::Strikethrough => Tag::Strikethrough,
            From::Link { link_type, dest_url, title, .. } => {
                let target = self.add_link(link_type, &dest_url, &source);
                Tag::Link { target, title: self.prepared.restore(&title).into() }
            }
            From::Image { link_type, dest_url, title, .. } => {
                // Pictures are files, not entries: `![[map.png]]` is an address.
                self.is_nameless = matches!(link_type, markdown::LinkType::WikiLink { has_pothole: false });
                let target =
                    self.add_target(LinkTarget::Url(self.prepared.restore(&dest_url).into()), &source);
                Tag::Image { target, title: self.prepared.restore(&title).into() }
            }
            // Their options are never set.
            From::Superscript | From::Subscript | From::MetadataBlock(_) => return,
        };
        self.push(Event::Start(tag), source);
    }

    fn add_heading(&mut self, level: u8, id: Option<markdown::CowStr<'_>>, source: &Range<usize>) -> usize {
        let id = id.map(|id| self.prepared.restore(&id).into_owned()).filter(|id| !id.is_empty());
        let explicit = id.is_some();
        let heading = Heading { level, id: id.unwrap_or_default(), explicit, text: String::new() };
        self.doc.headings.push(Spanned::new(heading, self.span(source)));
        self.doc.headings.len() - 1
    }

    fn add_link(&mut self, kind: markdown::LinkType, written: &str, source: &Range<usize>) -> usize {
        let written = self.prepared.restore(written);
        let target = match kind {
            markdown::LinkType::WikiLink { has_pothole } => {
                let target = read_wiki_target(&written);
                // An address has no name but itself.
                self.is_nameless = !has_pothole && !matches!(target, LinkTarget::Url(_));
                target
            }
            markdown::LinkType::Email => LinkTarget::Url(format!("mailto:{written}")),
            _ => LinkTarget::Url(written.into_owned()),
        };
        self.add_target(target, source)
    }

    fn add_target(&mut self, target: LinkTarget, source: &Range<usize>) -> usize {
        self.doc.links.push(Spanned::new(target, self.span(source)));
        self.doc.links.len() - 1
    }

    fn code_block(&self, kind: &markdown::CodeBlockKind<'_>) -> Tag {
        match kind {
            markdown::CodeBlockKind::Indented => Tag::CodeBlock { language: None, fenced: false },
            markdown::CodeBlockKind::Fenced(info) => {
                let info = self.prepared.restore(info);
                Tag::CodeBlock { language: info.split_whitespace().next().map(Into::into), fenced: true }
            }
        }
    }

    fn end(&mut self, tag: markdown::TagEnd, source: Range<usize>) {
        use markdown::TagEnd as From;
        let tag = match tag {
            From::Paragraph => TagEnd::Paragraph,
            From::Heading(_) => TagEnd::Heading,
            From::BlockQuote(_) => TagEnd::BlockQuote,
            From::CodeBlock => {
                self.end_code_block();
                TagEnd::CodeBlock
            }
            From::HtmlBlock => {
                if !self.end_html_block(&source) {
                    return;
                }
                TagEnd::HtmlBlock
            }
            From::List(is_numbered) => TagEnd::List(is_numbered),
            From::Item => TagEnd::Item,
            From::FootnoteDefinition => TagEnd::FootnoteDefinition,
            From::DefinitionList => TagEnd::DefinitionList,
            From::DefinitionListTitle => TagEnd::DefinitionListTitle,
            From::DefinitionListDefinition => TagEnd::DefinitionListDefinition,
            From::Table => TagEnd::Table,
            From::TableHead => TagEnd::TableHead,
            From::TableRow => TagEnd::TableRow,
            From::TableCell => TagEnd::TableCell,
            From::Emphasis => TagEnd::Emphasis,
            From::Strong => TagEnd::Strong,
            From::Strikethrough => TagEnd::Strikethrough,
            From::Link => {
                self.is_nameless = false;
                TagEnd::Link
            }
            From::Image => {
                self.is_nameless = false;
                TagEnd::Image
            }
            From::Superscript | From::Subscript | From::MetadataBlock(_) => return,
        };
        self.push(Event::End(tag), source);
    }

    fn end_code_block(&mut self) {
        if let Some((code, source)) = self.gathered.take()
            && !code.is_empty()
        {
            self.push(Event::Text(code.into()), source);
        }
    }

    /// Writes what is left of an HTML block without its comments; gives whether anything is.
    fn end_html_block(&mut self, block: &Range<usize>) -> bool {
        let Some((html, source)) = self.gathered.take() else { return true };
        if !self.drop_comments {
            self.push(Event::Html(html.into()), source);
            return true;
        }
        let stripped = strip_comments(&html);
        if stripped.is_open {
            let text = self.prepared.source;
            let end = text[block.end..].find(CLOSING);
            self.hidden_until = end.map_or(text.len(), |at| block.end + at + CLOSING.len());
        }
        if stripped.text.trim().is_empty() {
            // Only the start of the block stands between the last event and this one.
            self.doc.events.pop();
            return false;
        }
        self.push(Event::Html(stripped.text.into()), source);
        true
    }

    fn span(&self, source: &Range<usize>) -> Span {
        Span::from(source.clone()).shifted(self.base)
    }
}

fn alert(kind: markdown::BlockQuoteKind) -> Alert {
    match kind {
        markdown::BlockQuoteKind::Note => Alert::Note,
        markdown::BlockQuoteKind::Tip => Alert::Tip,
        markdown::BlockQuoteKind::Important => Alert::Important,
        markdown::BlockQuoteKind::Warning => Alert::Warning,
        markdown::BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(column: markdown::Alignment) -> Alignment {
    match column {
        markdown::Alignment::None => Alignment::None,
        markdown::Alignment::Left => Alignment::Left,
        markdown::Alignment::Center => Alignment::Center,
        markdown::Alignment::Right => Alignment::Right,
    }
}
