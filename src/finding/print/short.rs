//! One line for each finding: `file:line:column: level[code]: message`.
//!
//! The form that editors and `grep` understand. Labels, second places and help are left out.

use super::{Finding, Level, Lines, harmless};
use std::io::{self, Write};

/// Writes one finding.
pub(super) fn print<'a>(
    level: Level,
    finding: &'a Finding,
    lines: &mut Lines<'a>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let start = lines.positions(&finding.place).start;
    let (level, code) = (level.as_str(), finding.code.name);
    let line = format!(
        "{}:{}:{}: {level}[{code}]: {}",
        finding.place.file, start.line, start.column, finding.message
    );
    // A value quoted in the message may hold line ends.
    writeln!(out, "{}", harmless(&line).replace('\n', " "))
}
