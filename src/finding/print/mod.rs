//! Findings as text, for people and for programs.
//!
//! [`print`] writes a [`Report`] in one of several formats, one file each. Nothing here decides
//! what is found or what it means for the exit code, and nothing reads the disk: the lines that
//! are shown come from the [`InputSet`] that was checked.
//!
//! Start with [`print`]; `short.rs` is the shortest format.

mod github;
mod human;
mod json;
mod short;

use super::{Finding, Level, Report};
use crate::input::{FilePath, InputSet, LineColumn, LineIndex, Place};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The lines with what is wrong underlined, and a summary.
    #[default]
    Human,
    /// `file:line:column: level[code]: message`, one line each.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
}

/// How the report for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// Whether colours are used.
    pub color: bool,
    /// The width of the terminal in columns.
    pub width: usize,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self { color: false, width: 100 }
    }
}

/// Writes a report.
///
/// Errors are those of `out`. Findings whose file is not in `files`, or whose span is not in its
/// text, are shown without a line or at the nearest place that is there.
pub fn print(
    report: &Report,
    files: &InputSet,
    format: Format,
    options: &PrintOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::print(report, files, options, out),
        Format::Short => each(report, files, out, short::print),
        Format::Json => each(report, files, out, json::print),
        Format::Github => each(report, files, out, github::print),
    }
}

/// Writes the findings one by one.
fn each<'a>(
    report: &'a Report,
    files: &'a InputSet,
    out: &mut dyn Write,
    print: impl Fn(Level, &'a Finding, &mut Lines<'a>, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut lines = Lines::new(files);
    report.iter().try_for_each(|(level, finding)| print(*level, finding, &mut lines, out))
}

/// The first and the last position of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Positions {
    start: LineColumn,
    /// The position after the last character.
    end: LineColumn,
}

/// Finds positions in many files, and counts the lines of each file once.
struct Lines<'a> {
    files: &'a InputSet,
    counted: BTreeMap<&'a FilePath, LineIndex<'a>>,
}

impl<'a> Lines<'a> {
    fn new(files: &'a InputSet) -> Self {
        Self { files, counted: BTreeMap::new() }
    }

    /// Where a place is; a file without text has one position.
    fn positions(&mut self, place: &'a Place) -> Positions {
        let Self { files, counted } = self;
        let lines = counted
            .entry(&place.file)
            .or_insert_with(|| LineIndex::new(files.text(&place.file).map_or("", |text| text)));
        let range = place.span.range();
        let start = lines.line_column(range.start);
        Positions { start, end: lines.line_column(range.end.max(range.start)) }
    }
}

/// A text without characters that would act on a terminal or turn the text around it. Line ends
/// stay.
fn harmless(text: &str) -> String {
    let acts = |c: char| c.is_control() && c != '\n';
    // The characters with the Unicode property Bidi_Control.
    let turns = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if acts(c) || turns(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// A count with its noun: `1 error`, `2 errors`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests;
