//! The report for people: the lines of the file with what is wrong underlined.
//!
//! Drawing is left to `annotate-snippets`, which knows how wide a Han character is. This module
//! hands it only the lines that matter and only spans that are inside them, so that no span, text
//! or line end can make it fail.

use super::{Finding, Level, PrintOptions, Report, count};
use crate::input::{FilePath, InputSet, Place};
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level as Heading, Origin, Renderer, Snippet,
    normalize_untrusted_str,
};
use std::{
    borrow::Cow,
    io::{self, Write},
    ops::Range,
};

/// The least width that leaves room for text beside the line numbers.
const LEAST_WIDTH: usize = 40;

/// Writes a report and its summary.
pub(super) fn print(
    report: &Report,
    files: &InputSet,
    options: &PrintOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(LEAST_WIDTH));
    for (level, finding) in report.iter() {
        writeln!(out, "{}\n", renderer.render(&[group(*level, finding, files)]))?;
    }
    writeln!(out, "{}", summary(report))
}

/// The last line: `2 errors, 1 warning`.
fn summary(report: &Report) -> String {
    let counts = [(Level::Error, "error"), (Level::Warn, "warning")];
    let parts: Vec<_> = counts
        .into_iter()
        .map(|(level, noun)| (report.count(level), noun))
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

fn group<'a>(level: Level, finding: &'a Finding, files: &'a InputSet) -> Group<'a> {
    let heading = if level == Level::Error { Heading::ERROR } else { Heading::WARNING };
    let mut group = Group::with_title(heading.primary_title(&finding.message).id(finding.code.name));
    for element in elements(finding, files) {
        group = group.element(element);
    }
    if let Some(help) = &finding.help {
        group = group.element(Heading::HELP.message(normalize_untrusted_str(help)));
    }
    group
}

/// A place with what is said about it.
struct Mark<'a> {
    place: &'a Place,
    kind: AnnotationKind,
    label: &'a str,
}

/// One snippet for each file, the finding's own first.
fn elements<'a>(finding: &'a Finding, files: &'a InputSet) -> Vec<Element<'a>> {
    let own = Mark { place: &finding.place, kind: AnnotationKind::Primary, label: &finding.label };
    let mut by_file: Vec<(&FilePath, Vec<Mark<'a>>)> = vec![(&finding.place.file, vec![own])];
    for label in &finding.also {
        let mark = Mark { place: &label.place, kind: AnnotationKind::Context, label: &label.text };
        match by_file.iter_mut().find(|(file, _)| *file == &label.place.file) {
            Some((_, marks)) => marks.push(mark),
            None => by_file.push((&label.place.file, vec![mark])),
        }
    }
    by_file.into_iter().flat_map(|(file, marks)| file_elements(file, &marks, files)).collect()
}

fn file_elements<'a>(file: &'a FilePath, marks: &[Mark<'a>], files: &'a InputSet) -> Vec<Element<'a>> {
    let text = files.text(file).map_or("", |text| text.strip_prefix('\u{feff}').unwrap_or(text));
    let mark_bytes = files.text(file).map_or(0, |whole| whole.len() - text.len());
    let about_file = marks.iter().all(|mark| mark.label.is_empty() && mark.place.span.end == 0);
    if text.is_empty() || about_file {
        let labels = marks.iter().map(|mark| mark.label).filter(|label| !label.is_empty());
        let notes = labels.map(|label| Heading::NOTE.message(normalize_untrusted_str(label)).into());
        return std::iter::once(Origin::path(file.as_str()).into()).chain(notes).collect();
    }
    let spans: Vec<_> = marks.iter().map(|mark| span_in(text, mark.place, mark_bytes)).collect();
    let excerpt = Excerpt::around(text, &spans);
    let annotations = marks.iter().zip(spans).map(|(mark, span)| annotation(mark, &excerpt, span));
    let annotations: Vec<_> = annotations.collect();
    let snippet = Snippet::source(excerpt.text).path(file.as_str()).line_start(excerpt.line);
    vec![snippet.annotations(annotations).into()]
}

fn annotation<'a>(mark: &Mark<'a>, excerpt: &Excerpt<'_>, span: Range<usize>) -> Annotation<'a> {
    let span = span.start - excerpt.start..span.end - excerpt.start;
    let annotation = mark.kind.span(span);
    if mark.label.is_empty() { annotation } else { annotation.label(normalize_untrusted_str(mark.label)) }
}

/// The bytes of a place in a text that has lost `cut` bytes at its front; inside the text, and
/// between whole characters.
fn span_in(text: &str, place: &Place, cut: usize) -> Range<usize> {
    let range = place.span.range();
    let start = text.floor_char_boundary(range.start.saturating_sub(cut));
    let end = text.ceil_char_boundary(range.end.saturating_sub(cut)).max(start);
    start..end
}

/// The lines that hold some spans.
struct Excerpt<'a> {
    text: Cow<'a, str>,
    /// The offset of its first byte in the whole text.
    start: usize,
    /// The number of its first line, from 1.
    line: usize,
}

impl<'a> Excerpt<'a> {
    fn around(text: &'a str, spans: &[Range<usize>]) -> Self {
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
        let line = text[..start].matches('\n').count() + 1;
        // After the last line end there is one more line, which is empty. The printer knows of it
        // only if it ends as well.
        let is_after_last = last == text.len() && start < end && text.ends_with('\n');
        let lines = &text[start..end];
        let text = if is_after_last { Cow::Owned(format!("{lines}\n")) } else { Cow::Borrowed(lines) };
        Self { text, start, line }
    }
}
