//! Every code there is, each with its level and its manual.
//!
//! The manual of a code is the file of its name in `manual/`; `jingwei explain` prints it. A test
//! asks for a case file of the same name in `tests/cases/`.

use super::{Code, Level};

macro_rules! codes {
    ($($name:ident = $text:literal, $level:ident;)*) => {
        $(
            #[doc = concat!("The code `", $text, "`.")]
            pub static $name: Code = Code {
                name: $text,
                level: Level::$level,
                manual: include_str!(concat!("manual/", $text, ".md")),
            };
        )*

        /// All codes, in the order of the families below.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    // Files as such.
    UNREADABLE_FILE = "unreadable-file", Error;
    NOT_TEXT = "not-text", Error;
    SYMBOLIC_LINK = "symbolic-link", Error;
    UNEXPECTED_FILE = "unexpected-file", Error;

    LEDGER_SYNTAX = "ledger-syntax", Error;

    // Front matter and schema.
    FRONT_MATTER_SYNTAX = "front-matter-syntax", Error;
    DUPLICATE_KEY = "duplicate-key", Error;
    UNKNOWN_FIELD = "unknown-field", Error;
    WRONG_TYPE = "wrong-type", Error;
    MISSING_FIELD = "missing-field", Error;
    UNKNOWN_VALUE = "unknown-value", Error;
    TEXT_CUT_AT_COMMA = "text-cut-at-comma", Error;
    CONTRADICTION = "contradicting-fields", Error;

    // Identities.
    INVALID_ID = "invalid-id", Error;
    DUPLICATE_ID = "duplicate-id", Error;
    ADDRESS_COLLISION = "address-collision", Error;
    ADDRESS_VANISHED = "address-vanished", Error;
    REUSED_ID = "reused-id", Error;
    UNRECORDED = "unrecorded", Allow;
    TWO_ORIGINALS = "two-originals", Error;
    NO_ORIGINAL = "no-original", Error;
    FACTS_IN_TRANSLATION = "facts-in-translation", Error;
    UNDECLARED_LANGUAGE = "undeclared-language", Error;
    UNSUPPORTED_LANGUAGE = "unsupported-language", Warn;

    // References and relations.
    UNKNOWN_REFERENCE = "unknown-reference", Error;
    WRONG_KIND = "wrong-kind", Error;
    RELATION_CYCLE = "relation-cycle", Error;
    RELATION_CONTRADICTION = "relation-contradiction", Error;
    BOTH_SIDES_DISAGREE = "both-sides-disagree", Warn;
    AMBIGUOUS_NAME = "ambiguous-name", Warn;

    // Links and anchors.
    DEAD_LINK = "dead-link", Error;
    MALFORMED_LINK = "malformed-link", Error;
    DEAD_ANCHOR = "dead-anchor", Error;
    DEAD_ASSET = "dead-asset", Error;
    ORPHAN_ENTRY = "orphan-entry", Allow;

    // Sources and quotations.
    UNKNOWN_SOURCE = "unknown-source", Error;
    UNKNOWN_PARAGRAPH = "unknown-paragraph", Error;
    MALFORMED_CITATION = "malformed-citation", Error;
    QUOTE_NOT_FOUND = "quote-not-found", Error;
    SOURCE_CHANGED = "source-changed", Error;

    // Figures.
    FIGURE_NOT_IN_SOURCE = "figure-not-in-source", Error;
    FIGURE_MISMATCH = "figure-mismatch", Error;
    UNCITED_FIGURE = "uncited-figure", Warn;

    // Translations.
    MISSING_TRANSLATION = "missing-translation", Allow;
    UNKNOWN_TRANSLATION_KEY = "unknown-translation-key", Error;
    HEADING_WITHOUT_ID = "heading-without-id", Error;
    SECTION_MISMATCH = "section-mismatch", Warn;
    STALE_TRANSLATION = "stale-translation", Warn;
    UNSTAMPED_TRANSLATION = "unstamped-translation", Error;
    CITATION_MISMATCH = "citation-mismatch", Warn;
    TERM_NOT_USED = "term-not-used", Warn;

    // What an entry says.
    FORBIDDEN_TERM = "forbidden-term", Error;
    RELATIVE_DATE = "relative-date", Warn;
    STATUS_CONFLICT = "status-conflict", Warn;
    DATE_MISMATCH = "date-mismatch", Error;

    // What could harm a reader.
    RAW_HTML = "raw-html", Error;
    UNSAFE_LINK = "unsafe-link", Error;
    BIDI_CONTROL = "bidi-control", Error;

    // Accessibility of what editors write.
    HEADING_ORDER = "heading-order", Warn;
    IMAGE_WITHOUT_ALT = "image-without-alt", Error;
    EMPTY_LINK_TEXT = "empty-link-text", Error;

    // Themes.
    TEMPLATE_ERROR = "template-error", Error;
    MISSING_WORD = "missing-word", Error;
    UNUSED_THEME_FILE = "unused-theme-file", Warn;

    // Silencing.
    UNUSED_SUPPRESSION = "unused-suppression", Warn;
    UNKNOWN_CODE = "unknown-code", Error;
}

/// The code of this name.
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_manual_has_the_same_parts_and_an_example() {
        for code in ALL {
            let name = code.name;
            let headings: Vec<_> = code.manual.lines().filter(|line| line.starts_with('#')).collect();
            let title = format!("# {name}");
            let expected = [&title, "## What it finds", "## Why it matters", "## Example", "## Instead"];
            // Lines of an example may begin with `#` too.
            let parts: Vec<_> = headings.into_iter().filter(|line| expected.contains(line)).collect();
            assert_eq!(parts, expected, "{name}");
            let (_, examples) = code.manual.split_once("## Example").expect("it was found above");
            let fences = examples.lines().filter(|line| line.starts_with("```")).count();
            assert!(fences >= 2 && fences.is_multiple_of(2), "{name} has {fences} fence lines");
            assert!(code.manual.ends_with('\n') && !code.manual.ends_with("\n\n"), "{name}");
            for pair in expected.windows(2) {
                let between = code.manual.split_once(pair[0]).and_then(|(_, rest)| rest.split_once(pair[1]));
                assert!(pair[0] == title || between.is_some_and(|(text, _)| text.len() > 10), "{name}");
            }
        }
    }

    #[test]
    fn every_code_is_found_by_its_name_and_only_once() {
        for code in ALL {
            assert_eq!(find(code.name), Some(*code));
            assert_eq!(ALL.iter().filter(|other| other.name == code.name).count(), 1, "{}", code.name);
        }
        assert_eq!(find("no-such-code"), None);
    }
}
