//! `malformed-link`: every `[[` that an author wrote became a link.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    input::Span,
    model::doc::{Event, Tag, TagEnd},
    parse::Draft,
};

/// Checks running text for brackets of links that were never closed.
///
/// In a table a bar ends a cell, also within the brackets: such a link falls apart, and the cell
/// after the last column is dropped.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let source = subject.inputs.text(&draft.file).map_or("", |text| text);
    let mut code = false;
    let mut cell = false;
    for (event, span) in &draft.body.doc.events {
        match event {
            Event::Start(Tag::CodeBlock { .. }) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::TableCell) => cell = true,
            Event::End(TagEnd::TableCell) => cell = false,
            Event::Text(text) if !code && text.contains("[[") => {
                // Where a text is as long as its source, an escaped bracket can be told from a bare one.
                for (at, _) in source.get(span.range()).unwrap_or("").match_indices("[[") {
                    let start = span.start as usize + at;
                    if !source[..start].ends_with('\\') {
                        report(draft, start, cell, findings);
                    }
                }
            }
            _ => {}
        }
    }
}

fn report(draft: &Draft, start: usize, cell: bool, findings: &mut Vec<Finding>) {
    let place = Span::new(start, start + 2);
    let help = if cell {
        "a bar ends a cell: in a table write `[[id\\|text]]`; close the link with `]]`"
    } else {
        "write `[[id]]` or `[[id|text]]`; `\\[[` if the brackets are meant as they are"
    };
    let finding = Finding::at(&codes::MALFORMED_LINK, &draft.file, place, "this is not a whole link");
    findings.push(finding.help(help));
}
