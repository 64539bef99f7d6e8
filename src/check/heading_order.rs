//! `heading-order`: headings go down one level at a time, below the title of the page.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    parse::Draft,
};

/// Checks the levels of a text's headings.
pub(super) fn check(_: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    // The title of the entry is the heading of level 1.
    let mut before = 1;
    for heading in &draft.body.doc.headings {
        let level = heading.value.level;
        let fault = if level == 1 {
            let message =
                "a heading of level 1 in the text: the title of the page is the only one".to_owned();
            Some((message, "begin the line with `##`".to_owned()))
        } else if level > before + 1 {
            let above = if before == 1 { "the title".to_owned() } else { format!("one of level {before}") };
            let message = format!("a heading of level {level} right below {above}");
            Some((message, format!("begin the line with `{}`", "#".repeat(usize::from(before) + 1))))
        } else {
            None
        };
        if let Some((message, help)) = fault {
            let finding = Finding::at(&codes::HEADING_ORDER, &draft.file, heading.span, message);
            findings.push(finding.help(help));
        }
        before = level;
    }
}
