//! The walk over the events of a text.

use super::escape::escape_text;
use super::footnotes::Footnotes;
use super::raw::RawTags;
use super::{HtmlOptions, Linker, RawHtml};
use crate::model::doc::{Alignment, Doc, Event, Tag, TagEnd};
use std::ops::Range;

/// Writes one text.
pub(super) struct Writer<'a> {
    pub(super) doc: &'a Doc,
    pub(super) linker: &'a dyn Linker,
    pub(super) options: &'a HtmlOptions<'a>,
    pub(super) footnotes: Footnotes,
    pub(super) out: String,
    /// How many elements of the text are open.
    pub(super) depth: usize,
    pub(super) raw: RawTags,
    /// The level of the open heading.
    pub(super) heading_level: u8,
    /// For each open quotation, whether it is an alert.
    pub(super) alerts: Vec<bool>,
    /// For each open link, whether it is written as one.
    pub(super) links: Vec<bool>,
    /// Citations in a link; they follow it, since a link cannot hold another.
    pub(super) waiting: Vec<usize>,
    /// The columns of the open table, the next cell, and whether the body has begun.
    pub(super) columns: &'a [Alignment],
    pub(super) cell: usize,
    pub(super) is_body: bool,
    pub(super) tables: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(doc: &'a Doc, linker: &'a dyn Linker, options: &'a HtmlOptions<'a>) -> Self {
        Self {
            doc,
            linker,
            options,
            footnotes: Footnotes::of(doc),
            out: String::new(),
            depth: 0,
            raw: RawTags::default(),
            heading_level: 0,
            alerts: Vec::new(),
            links: Vec::new(),
            waiting: Vec::new(),
            columns: &[],
            cell: 0,
            is_body: false,
            tables: 0,
        }
    }

    /// Writes a range and the footnotes that belong after it.
    pub(super) fn write(mut self, range: Range<usize>) -> String {
        let range = range.start.min(self.doc.events.len())..range.end.min(self.doc.events.len());
        self.out.reserve(expected_length(self.doc, &range));
        self.write_events(range.clone());
        self.raw.close(0, &mut self.out);
        self.write_footnotes(&range);
        self.out
    }

    pub(super) fn write_events(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = match &self.doc.events[index].0 {
                Event::Start(Tag::FootnoteDefinition(_)) => self.doc.end_of(index, range.end),
                Event::Start(Tag::Image { target, title }) => {
                    let end = self.doc.end_of(index, range.end);
                    self.image(*target, title, index + 1..end);
                    end
                }
                Event::Start(Tag::CodeBlock { language, .. }) => {
                    let end = self.doc.end_of(index, range.end);
                    self.code_block(language.as_deref(), index + 1..end);
                    end
                }
                event => {
                    self.event(event, index);
                    index + 1
                }
            };
        }
    }

    fn event(&mut self, event: &'a Event, index: usize) {
        match event {
            // No element of the page: what raw HTML opens in it may be closed in a later one.
            Event::Start(Tag::HtmlBlock) => self.end_line(),
            Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(tag) => {
                self.start(tag, index);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.raw.close(self.depth, &mut self.out);
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag);
            }
            _ if self.raw.is_dropping() && !matches!(event, Event::InlineHtml(_) | Event::Html(_)) => {}
            Event::Text(text) => self.text(text, index),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape_text(code, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::Html(html) => self.html_block(html),
            Event::InlineHtml(html) => match self.options.raw_html {
                RawHtml::Escape => escape_text(html, &mut self.out),
                RawHtml::Sanitise => self.raw.write(html, self.depth, false, &mut self.out),
                RawHtml::Verbatim => self.out.push_str(html),
            },
            Event::FootnoteReference(label) => self.footnote_mark(label, index),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br />\n"),
            Event::Rule => self.line("<hr />\n"),
            Event::TaskMarker(done) => self.task_box(*done),
            Event::Citation(citation) if self.links.contains(&true) => self.waiting.push(*citation),
            Event::Citation(citation) => self.citation(*citation),
        }
    }

    fn start(&mut self, tag: &'a Tag, index: usize) {
        match tag {
            Tag::Paragraph => self.line("<p>"),
            Tag::Heading(heading) => self.heading(*heading),
            Tag::BlockQuote(kind) => {
                self.alerts.push(kind.is_some());
                match kind {
                    Some(kind) => self.alert(*kind),
                    None => self.line("<blockquote>\n"),
                }
            }
            Tag::List(None) => self.line("<ul>\n"),
            Tag::List(Some(1)) => self.line("<ol>\n"),
            Tag::List(Some(first)) => {
                self.end_line();
                self.print(format_args!("<ol start=\"{first}\">\n"));
            }
            Tag::Item if self.is_task(index) => self.line("<li class=\"task\">"),
            Tag::Item => self.line("<li>"),
            Tag::DefinitionList => self.line("<dl>\n"),
            Tag::DefinitionListTitle => self.line("<dt>"),
            Tag::DefinitionListDefinition => self.line("<dd>"),
            Tag::Table(columns) => self.table(columns),
            Tag::TableHead => {
                self.cell = 0;
                self.is_body = false;
                self.out.push_str("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.cell = 0;
                if !self.is_body {
                    self.out.push_str("<tbody>\n");
                }
                self.is_body = true;
                self.out.push_str("<tr>\n");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { target, title } => self.link(*target, title, index),
            // `write_events` takes these as a whole.
            Tag::CodeBlock { .. } | Tag::FootnoteDefinition(_) | Tag::Image { .. } | Tag::HtmlBlock => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading => {
                let level = self.heading_level;
                self.print(format_args!("</h{level}>\n"));
            }
            TagEnd::BlockQuote => {
                let is_alert = self.alerts.pop().unwrap_or_default();
                self.line(if is_alert { "</aside>\n" } else { "</blockquote>\n" });
            }
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.out.push_str("</tr>\n</thead>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out.push_str(if self.is_body { "</td>\n" } else { "</th>\n" });
                self.cell += 1;
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::HtmlBlock | TagEnd::CodeBlock | TagEnd::FootnoteDefinition | TagEnd::Image => {}
        }
    }
}

/// A little more than what the events span in the file, so that the page rarely has to grow.
fn expected_length(doc: &Doc, range: &Range<usize>) -> usize {
    let spans = &doc.events[range.clone()];
    let start = spans.first().map_or(0, |(_, span)| span.start);
    let end = spans.last().map_or(0, |(_, span)| span.end);
    let written = end.saturating_sub(start) as usize;
    written + written / 2 + 64
}
