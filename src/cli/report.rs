//! Findings and words for people on a terminal.

use super::Format;
use crate::{
    finding::{
        Finding, Levels, Report,
        print::{self, PrintOptions},
    },
    pipeline::Analysis,
};
use anstream::{AutoStream, ColorChoice};
use std::io::{self, IsTerminal, Write};

impl From<Format> for print::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Short => Self::Short,
            Format::Json => Self::Json,
            Format::Github => Self::Github,
        }
    }
}

/// Prints findings as data, to standard output.
pub(super) fn print_data(analysis: &Analysis, format: Format) -> io::Result<()> {
    let output = io::stdout();
    let color = AutoStream::choice(&output) != ColorChoice::Never;
    write_report(analysis, format, color, &mut io::BufWriter::new(output.lock()))
}

/// Prints findings as talk, to standard error.
pub(super) fn print_talk(analysis: &Analysis) -> io::Result<()> {
    let output = io::stderr();
    let color = AutoStream::choice(&output) != ColorChoice::Never;
    write_report(analysis, Format::Human, color, &mut io::BufWriter::new(output.lock()))
}

/// Prints one more finding as talk: a template that failed only when a page was drawn.
pub(super) fn print_finding(analysis: &Analysis, finding: Finding) -> io::Result<()> {
    let output = io::stderr();
    let options =
        PrintOptions { color: AutoStream::choice(&output) != ColorChoice::Never, ..Default::default() };
    let report = Report::new([finding], &Levels::new());
    let mut out = io::BufWriter::new(output.lock());
    print::print(&report, &analysis.loaded.inputs, print::Format::Human, &options, &mut out)?;
    out.flush()
}

fn write_report(analysis: &Analysis, format: Format, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let options = PrintOptions { color, ..PrintOptions::default() };
    let printed = print::print(&analysis.report, &analysis.loaded.inputs, format.into(), &options, out)
        .and_then(|()| out.flush());
    match printed {
        // A reader such as `head` may have heard enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints lines as data, to standard output.
pub(super) fn print_lines<T: std::fmt::Display>(lines: impl IntoIterator<Item = T>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = lines.into_iter().try_for_each(|line| writeln!(out, "{line}")).and_then(|()| out.flush());
    match printed {
        // A reader such as `head` may have heard enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Says why a command could not run.
pub(super) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}

/// Says something that is no data.
pub(super) fn say(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// Whether someone watches standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
