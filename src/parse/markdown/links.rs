//! Reads what stands between `[[` and `]]` before the bar.

use crate::model::doc::{LinkTarget, SourceRef};

/// Reads the target of a wiki link.
///
/// What does not fit stays in the id, where it names nothing and is reported with its place.
pub(super) fn read_wiki_target(written: &str) -> LinkTarget {
    // In a table the bar is written `\|`, and the backslash arrives with the target.
    let written = written.strip_suffix('\\').unwrap_or(written).trim();
    if written.contains("://") || written.starts_with('/') {
        return LinkTarget::Url(written.to_owned());
    }
    match written.split_once(':') {
        Some(("source", source)) => LinkTarget::Source(read_source(source.trim())),
        Some((vocabulary, id)) if is_word(vocabulary) => {
            LinkTarget::Term { vocabulary: vocabulary.to_owned(), id: id.trim().to_owned() }
        }
        _ => {
            let (id, section) = written.split_once('#').unwrap_or((written, ""));
            let section = Some(section.trim().to_owned()).filter(|section| !section.is_empty());
            LinkTarget::Entry { id: id.trim().to_owned(), section }
        }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

fn read_source(written: &str) -> SourceRef {
    let paragraph = written
        .split_once("#P")
        .filter(|(_, digits)| !digits.starts_with(['0', '+']))
        .and_then(|(source, digits)| Some((source, digits.parse().ok()?)));
    match paragraph {
        Some((source, number)) => SourceRef { source: source.to_owned(), paragraph: Some(number) },
        None => SourceRef { source: written.to_owned(), paragraph: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_has_its_target() {
        let entry = |id: &str, section: Option<&str>| LinkTarget::Entry {
            id: id.to_owned(),
            section: section.map(ToOwned::to_owned),
        };
        let term = |vocabulary: &str, id: &str| LinkTarget::Term {
            vocabulary: vocabulary.to_owned(),
            id: id.to_owned(),
        };
        let source =
            |source: &str, paragraph| LinkTarget::Source(SourceRef { source: source.to_owned(), paragraph });
        for (written, target) in [
            ("plan-x", entry("plan-x", None)),
            (" plan-x\\", entry("plan-x", None)),
            ("plan-x#目标", entry("plan-x", Some("目标"))),
            ("#targets", entry("", Some("targets"))),
            ("plan-x#", entry("plan-x", None)),
            ("topic:rail", term("topic", "rail")),
            ("region:甲", term("region", "甲")),
            ("source:x", source("x", None)),
            ("source:x#P25", source("x", Some(25))),
            ("source:x#25", source("x#25", None)),
            ("source:x#P0", source("x#P0", None)),
            ("https://example.org/#a", LinkTarget::Url("https://example.org/#a".to_owned())),
        ] {
            assert_eq!(read_wiki_target(written), target, "{written}");
        }
    }
}
