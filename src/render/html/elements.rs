//! The elements that are more than a tag: links, images, code, tables, alerts, footnotes.

use super::escape::{escape_address, escape_attribute, escape_text, is_unsafe_address};
use super::marks::write_marked;
use super::writer::Writer;
use super::{Anchor, RawHtml, Style};
use crate::model::doc::{Alert, Alignment, Event, Tag, TagEnd};
use crate::render::highlight::highlight;
use std::{fmt, fmt::Write, mem, ops::Range};

impl<'a> Writer<'a> {
    fn is_plain(&self) -> bool {
        self.options.style == Style::CommonMark
    }

    /// Appends on a line of its own.
    pub(super) fn line(&mut self, text: &str) {
        self.end_line();
        self.out.push_str(text);
    }

    pub(super) fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    pub(super) fn print(&mut self, text: fmt::Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = self.out.write_fmt(text);
    }

    /// Appends a label as an attribute, with its number, unless it is empty.
    fn label(&mut self, label: &str, number: usize) {
        if !label.is_empty() {
            escape_attribute("aria-label", &label.replace("{n}", &number.to_string()), &mut self.out);
        }
    }

    pub(super) fn text(&mut self, text: &str, index: usize) {
        let mut written = 0;
        let linker = self.linker;
        let marks = linker.marks(index);
        if self.links.is_empty() {
            for mention in linker.mentions(index) {
                let name = mention.range.clone();
                if text.get(name.clone()).is_none() || text.get(written..name.start).is_none() {
                    continue;
                }
                write_marked(text, written..name.start, marks, &mut self.out);
                self.anchor("a", "href", &mention.anchor, false);
                self.out.push('>');
                write_marked(text, name.clone(), marks, &mut self.out);
                self.out.push_str("</a>");
                written = name.end;
            }
        }
        write_marked(text, written..text.len(), marks, &mut self.out);
    }

    /// Writes a start tag up to its `>`, with the address unless it is unsafe.
    fn anchor(&mut self, element: &str, name: &str, anchor: &Anchor<'_>, is_image: bool) {
        self.out.push('<');
        self.out.push_str(element);
        if !is_unsafe_address(&anchor.href, is_image) {
            self.out.extend([" ", name, "=\""]);
            escape_address(&anchor.href, &mut self.out);
            self.out.push('"');
        }
    }

    fn attributes(&mut self, title: &str, anchor: &Anchor<'_>) {
        if !title.is_empty() {
            escape_attribute("title", title, &mut self.out);
        }
        for (name, value) in &anchor.attributes {
            escape_attribute(name, value, &mut self.out);
        }
    }

    pub(super) fn link(&mut self, target: usize, title: &str, index: usize) {
        let linker = self.linker;
        let meant = &self.doc.links[target].value;
        let anchor = linker.link(target, meant);
        // A link within a link, which only a mixture of both kinds of link can be, is only words.
        let anchor = anchor.filter(|_| !self.links.contains(&true));
        self.links.push(anchor.is_some());
        if let Some(anchor) = anchor {
            self.anchor("a", "href", &anchor, false);
            self.attributes(title, &anchor);
            self.out.push('>');
        }
        if matches!(self.doc.events.get(index + 1), Some((Event::End(TagEnd::Link), _)))
            && !matches!(meant, crate::model::doc::LinkTarget::Url(_))
        {
            escape_text(&linker.name(meant), &mut self.out);
        }
    }

    pub(super) fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.out.push_str("</a>");
        }
        if !self.links.contains(&true) {
            for citation in mem::take(&mut self.waiting) {
                self.citation(citation);
            }
        }
    }

    pub(super) fn citation(&mut self, index: usize) {
        self.linker.citation(index, &self.doc.citations[index].value, &mut self.out);
    }

    /// Writes an image; the events in `content` are its text alternative.
    pub(super) fn image(&mut self, target: usize, title: &str, content: Range<usize>) {
        let linker = self.linker;
        let anchor = linker.image(target, &self.doc.links[target].value);
        let alternative = self.alternative(content.clone());
        match anchor {
            None => escape_text(&alternative, &mut self.out),
            Some(anchor) => {
                self.anchor("img", "src", &anchor, true);
                escape_attribute("alt", &alternative, &mut self.out);
                self.attributes(title, &anchor);
                if !self.is_plain() {
                    self.out.push_str(" loading=\"lazy\"");
                }
                self.out.push_str(" />");
            }
        }
        for index in content {
            if let Event::Citation(citation) = self.doc.events[index].0 {
                if self.links.contains(&true) {
                    self.waiting.push(citation);
                } else {
                    self.citation(citation);
                }
            }
        }
    }

    fn alternative(&self, content: Range<usize>) -> String {
        let mut words = String::new();
        for (event, _) in &self.doc.events[content] {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        words
    }

    pub(super) fn code_block(&mut self, language: Option<&str>, content: Range<usize>) {
        let doc = self.doc;
        self.line(if self.is_plain() { "<pre><code" } else { "<pre tabindex=\"0\"><code" });
        if let Some(language) = language {
            self.out.push_str(" class=\"language-");
            escape_text(language, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        for (event, _) in &doc.events[content] {
            let Event::Text(code) = event else { continue };
            let coloured = language.filter(|_| !self.is_plain()).and_then(|name| highlight(name, code));
            match coloured {
                Some(html) => self.out.push_str(&html),
                None => escape_text(code, &mut self.out),
            }
        }
        self.out.push_str("</code></pre>\n");
    }

    pub(super) fn html_block(&mut self, html: &str) {
        match self.options.raw_html {
            RawHtml::Verbatim => self.out.push_str(html),
            RawHtml::Sanitise => {
                self.raw.write(html, self.depth, true, &mut self.out);
                self.end_line();
            }
            RawHtml::Escape => {
                self.out.push_str("<p>");
                escape_text(html.trim_end(), &mut self.out);
                self.out.push_str("</p>\n");
            }
        }
    }

    pub(super) fn heading(&mut self, index: usize) {
        let heading = &self.doc.headings[index].value;
        self.heading_level = heading.level;
        self.end_line();
        self.print(format_args!("<h{}", heading.level));
        if heading.level > 1 && !self.is_plain() {
            self.out.extend([" id=\"", self.options.id_prefix]);
            escape_text(&heading.id, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    pub(super) fn alert(&mut self, kind: Alert) {
        let (class, place) = match kind {
            Alert::Note => ("note", 0),
            Alert::Tip => ("tip", 1),
            Alert::Important => ("important", 2),
            Alert::Warning => ("warning", 3),
            Alert::Caution => ("caution", 4),
        };
        self.end_line();
        self.print(format_args!("<aside class=\"alert {class}\">\n"));
        let title = self.options.labels.alerts[place];
        if !title.is_empty() {
            self.out.push_str("<p class=\"alert-title\">");
            escape_text(title, &mut self.out);
            self.out.push_str("</p>\n");
        }
    }

    /// Whether the item that starts at `index` begins with a box.
    pub(super) fn is_task(&self, index: usize) -> bool {
        let after = |by: usize| self.doc.events.get(index + by).map(|(event, _)| event);
        match after(1) {
            Some(Event::Start(Tag::Paragraph)) => matches!(after(2), Some(Event::TaskMarker(_))),
            next => matches!(next, Some(Event::TaskMarker(_))),
        }
    }

    pub(super) fn task_box(&mut self, done: bool) {
        self.out.push_str("<input type=\"checkbox\" disabled=\"\"");
        if done {
            self.out.push_str(" checked=\"\"");
        }
        let labels = &self.options.labels;
        self.label(if done { labels.done } else { labels.open }, 0);
        self.out.push_str(" /> ");
    }

    pub(super) fn table(&mut self, columns: &'a [Alignment]) {
        self.columns = columns;
        self.tables += 1;
        self.end_line();
        if !self.is_plain() {
            self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
            self.label(self.options.labels.table, self.tables);
            self.out.push_str(">\n");
        }
        self.out.push_str("<table>\n");
    }

    pub(super) fn end_table(&mut self) {
        self.out.push_str(if self.is_body { "</tbody>\n</table>\n" } else { "</table>\n" });
        self.is_body = false;
        if !self.is_plain() {
            self.out.push_str("</div>\n");
        }
    }

    pub(super) fn table_cell(&mut self) {
        self.out.push_str(if self.is_body { "<td" } else { "<th scope=\"col\"" });
        self.out.push_str(match self.columns.get(self.cell) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
    }

    pub(super) fn footnote_mark(&mut self, label: &str, index: usize) {
        let Some((number, note)) = self.footnotes.find(label) else { return };
        let prefix = self.options.id_prefix;
        let mark = format!(
            "<a href=\"#{prefix}fn-{}\" id=\"{prefix}{}\" role=\"doc-noteref\">{number}</a>",
            note.slug,
            note.mark_id(index)
        );
        // A link cannot hold another, so a mark in one is only its number.
        if self.links.contains(&true) {
            self.print(format_args!("<sup class=\"footnote-mark\">{number}</sup>"));
        } else {
            self.out.extend(["<sup class=\"footnote-mark\">", &mark, "</sup>"]);
        }
    }

    /// Writes the footnotes that belong after a range.
    pub(super) fn write_footnotes(&mut self, range: &Range<usize>) {
        let notes: Vec<_> = self
            .footnotes
            .after(range)
            .map(|(number, note)| {
                let marks: Vec<_> = note.marks.iter().map(|&mark| note.mark_id(mark)).collect();
                (number, note.slug.clone(), note.content.clone(), marks)
            })
            .collect();
        let Some((first, ..)) = notes.first() else { return };
        let first = *first;
        self.line("<section class=\"footnotes\"");
        // Without a name it is no landmark: a page may have many parts of texts, each with its own.
        if !self.options.labels.footnotes.is_empty() {
            self.out.push_str(" role=\"doc-endnotes\"");
            self.label(self.options.labels.footnotes, first);
        }
        self.out.push_str(">\n<ol");
        if first > 1 {
            self.print(format_args!(" start=\"{first}\""));
        }
        self.out.push_str(">\n");
        let mut expected = first;
        for (number, slug, content, marks) in notes {
            self.print(format_args!("<li id=\"{}fn-{slug}\"", self.options.id_prefix));
            if number != expected {
                self.print(format_args!(" value=\"{number}\""));
            }
            expected = number + 1;
            self.out.push_str(">\n");
            self.write_events(content);
            self.raw.close(0, &mut self.out);
            self.back_links(number, &marks);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    /// Writes the links back to the marks, into the last paragraph if one ends the footnote.
    fn back_links(&mut self, number: usize, marks: &[String]) {
        if marks.is_empty() {
            return;
        }
        if self.out.ends_with("</p>\n") {
            self.out.truncate(self.out.len() - "</p>\n".len());
        } else {
            self.line("<p>");
        }
        for id in marks {
            let prefix = self.options.id_prefix;
            self.print(format_args!(
                " <a href=\"#{prefix}{id}\" class=\"footnote-back\" role=\"doc-backlink\""
            ));
            self.label(self.options.labels.back, number);
            self.out.push_str(">↩</a>");
        }
        self.out.push_str("</p>\n");
    }
}
