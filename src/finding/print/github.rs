//! Workflow commands, which GitHub shows as notes beside the lines of a change.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::{Finding, Level, Lines, harmless};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Writes one finding.
pub(super) fn print<'a>(
    level: Level,
    finding: &'a Finding,
    lines: &mut Lines<'a>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let positions = lines.positions(&finding.place);
    let (start, end) = (positions.start, positions.end);
    // GitHub drops the columns of a range over several lines, and some versions the note with them.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    writeln!(
        out,
        "::{} file={},line={},endLine={}{columns},title={}::{}",
        level.as_str(),
        escape_property(finding.place.file.as_str()),
        start.line,
        end.line,
        escape_property(finding.code.name),
        escape(&text(finding, lines)),
    )
}

/// The message with all that other formats show beside it; a note has one text only.
fn text<'a>(finding: &'a Finding, lines: &mut Lines<'a>) -> String {
    let mut text = finding.message.clone();
    if !finding.label.is_empty() {
        let _ = write!(text, "\n{}", finding.label);
    }
    for label in &finding.also {
        let start = lines.positions(&label.place).start;
        let _ = write!(text, "\n{}:{}:{}: {}", label.place.file, start.line, start.column, label.text);
    }
    if let Some(help) = &finding.help {
        let _ = write!(text, "\nhelp: {help}");
    }
    text
}

fn escape(text: &str) -> String {
    harmless(text).replace('%', "%25").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
