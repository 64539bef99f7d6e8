//! One JSON object a line for each finding.
//!
//! Lines and columns count from 1 and columns count characters; `start` and `end` are byte offsets
//! from 0; what is called an end is the position after the last character. Every key is always
//! there. The keys are part of what users rely on.

use super::{Finding, Level, Lines};
use crate::input::Place;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'a str,
    level: &'a str,
    #[serde(flatten)]
    place: PlaceJson<'a>,
    message: &'a str,
    label: &'a str,
    help: Option<&'a str>,
    also: Vec<LabelJson<'a>>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    label: &'a str,
}

/// Writes one finding.
pub(super) fn print<'a>(
    level: Level,
    finding: &'a Finding,
    lines: &mut Lines<'a>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let also = finding.also.iter();
    let json = FindingJson {
        code: finding.code.name,
        level: level.as_str(),
        place: place_json(&finding.place, lines),
        message: &finding.message,
        label: &finding.label,
        help: finding.help.as_deref(),
        also: also.map(|l| LabelJson { place: place_json(&l.place, lines), label: &l.text }).collect(),
    };
    serde_json::to_writer(&mut *out, &json)?;
    writeln!(out)
}

fn place_json<'a>(place: &'a Place, lines: &mut Lines<'a>) -> PlaceJson<'a> {
    let positions = lines.positions(place);
    PlaceJson {
        file: place.file.as_str(),
        line: positions.start.line,
        column: positions.start.column,
        end_line: positions.end.line,
        end_column: positions.end.column,
        start: place.span.start,
        end: place.span.end,
    }
}
