//! The findings of a run, as they stand in a page of the preview.
//!
//! A report goes in, HTML comes out: a section at the foot of any page, or a page of its own where
//! there is nothing to show. The site's theme has no part in it.
//!
//! Start with [`Panel::new`].

use super::address::OWN;
use crate::{
    finding::{
        Level, Levels, Report,
        print::{Format, PrintOptions, print},
    },
    input::InputSet,
    pipeline::Analysis,
};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// How many bytes of a report stand in a page; the terminal shows all of it.
const LIMIT: usize = 48 << 10;

/// What a page says about the latest run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Panel {
    /// Findings that keep the latest state from being shown.
    pub(super) errors: usize,
    warnings: usize,
    lines: String,
    details: String,
}

impl Panel {
    /// Writes up the findings of a run, errors first.
    pub(super) fn new(analysis: &Analysis) -> Self {
        let (report, files) = (&analysis.report, &analysis.loaded.inputs);
        let (errors, warnings) = (only(report, Level::Error), only(report, Level::Warn));
        let both = |format| written(&errors, files, format) + &written(&warnings, files, format);
        Self {
            errors: report.count(Level::Error),
            warnings: report.count(Level::Warn),
            lines: both(Format::Short),
            details: both(Format::Human),
        }
    }

    /// The section for a page that shows the last good site.
    pub(super) fn section(&self) -> String {
        if self.errors + self.warnings == 0 {
            return String::new();
        }
        let (open, note) = if self.errors > 0 {
            (" open", "<span>You see the last state without errors.</span>")
        } else {
            ("", "")
        };
        format!(
            "<link rel=\"stylesheet\" href=\"{OWN}panel.css\">\n\
             <section id=\"_jingwei\" lang=\"en\" dir=\"ltr\" translate=\"no\" aria-label=\"Findings\">\
             <details{open}><summary><strong>{}</strong> {note}</summary>\n{}</details></section>\n",
            self.count(),
            self.text(),
        )
    }

    /// A page for a site that never was without errors.
    pub(super) fn page(&self) -> String {
        let count = self.count();
        let note = "There is no page to show yet. This page goes away when the errors are mended.";
        page(&count, &format!("<p>{note}</p>\n{}", self.text()))
    }

    /// `1 error, 2 warnings`.
    fn count(&self) -> String {
        let mut count = String::new();
        for (number, noun) in [(self.errors, "error"), (self.warnings, "warning")] {
            if number > 0 {
                let comma = if count.is_empty() { "" } else { ", " };
                let plural = if number == 1 { "" } else { "s" };
                let _ = write!(count, "{comma}{number} {noun}{plural}");
            }
        }
        count
    }

    fn text(&self) -> String {
        // A box that scrolls is reached with the keyboard only if it can have the focus.
        format!(
            "<pre tabindex=\"0\">{}</pre>\n<pre tabindex=\"0\">{}</pre>\n",
            escaped(&self.lines),
            escaped(&self.details)
        )
    }
}

/// A page that the preview makes itself.
pub(super) fn page(title: &str, content: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{OWN}panel.css\">\n</head>\n<body class=\"_jingwei\">\n\
         <main>\n<h1>{title}</h1>\n{content}</main>\n</body>\n</html>\n"
    )
}

/// A page about something that failed.
pub(super) fn failure(title: &str, message: &str) -> String {
    page(title, &format!("<pre tabindex=\"0\">{}</pre>\n", escaped(message)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The findings of one level.
fn only(report: &Report, level: Level) -> Report {
    let findings = || report.iter().filter(|(of, _)| *of == level);
    let levels: Levels = findings().map(|(of, finding)| (finding.code.name, *of)).collect();
    Report::new(findings().map(|(_, finding)| finding.clone()), &levels)
}

fn written(report: &Report, files: &InputSet, format: Format) -> String {
    if report.is_empty() {
        return String::new();
    }
    let mut paper = Paper::default();
    let options = PrintOptions { color: false, ..PrintOptions::default() };
    let cut = print(report, files, format, &options, &mut paper).is_err();
    let mut text = String::from_utf8_lossy(&paper.0).into_owned();
    if cut {
        text.push_str("...\n");
    }
    text
}

/// Holds [`LIMIT`] bytes, and refuses the line that would go beyond.
#[derive(Default)]
struct Paper(Vec<u8>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LIMIT {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        finding::{Finding, codes},
        input::{FilePath, Place},
    };

    fn report(count: usize) -> Report {
        let finding = |n| {
            let file = FilePath::new(format!("content/<{n}>.md"));
            Finding::new(&codes::UNREADABLE_FILE, Place::start_of(&file), "a < b")
        };
        Report::new((0..count).map(finding), &Levels::new())
    }

    #[test]
    fn a_report_of_any_length_fits_a_page() {
        let text = written(&report(5000), &InputSet::default(), Format::Short);
        assert!(text.len() <= LIMIT + 4 && text.ends_with("...\n"), "{}", text.len());
        let text = written(&report(3), &InputSet::default(), Format::Short);
        assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn findings_are_text_not_markup() {
        let lines = written(&report(1), &InputSet::default(), Format::Short);
        let panel = Panel { errors: 1, warnings: 0, lines, details: String::new() };
        assert!(!panel.section().contains("<0>") && panel.section().contains("&lt;0&gt;"));
        assert!(Panel::default().section().is_empty());
    }
}
