//! `bidi-control`: invisible characters that turn the text around them.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    input::{FileRole, Span},
};

/// Looks through every text that reaches readers, front matter and vocabularies included.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (path, file) in &subject.inputs.files {
        let is_read = matches!(
            file.role,
            FileRole::Config | FileRole::Document { .. } | FileRole::Vocabulary(_) | FileRole::Source { .. }
        );
        // All of them begin with the same byte in UTF-8, which few texts hold at all.
        if !is_read || !file.text.as_bytes().contains(&0xe2) {
            continue;
        }
        for (at, c) in file.text.char_indices().filter(|(_, c)| turns_text(*c)) {
            let span = Span::new(at, at + c.len_utf8());
            let message = format!("U+{:04X} changes the direction of the text after it", u32::from(c));
            let finding = Finding::at(&codes::BIDI_CONTROL, path, span, message);
            findings.push(finding.label("an invisible character").help("delete it"));
        }
    }
}

/// Embeddings, overrides and isolates (Unicode Standard Annex 9, section 2). Marks without an end
/// such as U+200E turn nothing but what is beside them, and texts written from right to left need them.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
