//! Colours code: language and code in, spans with classes out.
//!
//! The classes begin with `hl-` and the theme's style sheet gives them colours. Nothing here writes a
//! colour, and code in an unknown language stays as it is.
//!
//! Start with [`highlight`].

use crate::digest::Digest;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// What stands before every class.
pub const CLASS_PREFIX: &str = "hl-";

/// How many pieces of code are kept. A site has fewer; a preview that runs for days starts afresh.
const KEPT: usize = 2048;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
static DONE: Mutex<BTreeMap<Digest, Option<Arc<str>>>> = Mutex::new(BTreeMap::new());

/// Colours a piece of code as HTML; nothing if the language is unknown or has no colours.
///
/// A language is a name or file ending as in the info string of a code block. The first piece of a
/// language costs tens of milliseconds, a piece seen before nothing.
pub fn highlight(language: &str, code: &str) -> Option<Arc<str>> {
    let syntax = SYNTAXES.find_syntax_by_token(language).filter(|syntax| syntax.name != "Plain Text")?;
    let key = Digest::of(format!("{language}\0{code}").as_bytes());
    if let Some(done) = DONE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return done.clone();
    }
    // The lock is not held here: others may colour at the same time, even the same.
    let html = colour(syntax, code).map(Arc::from);
    let mut kept = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, html.clone());
    html
}

fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let style = ClassStyle::SpacedPrefixed { prefix: CLASS_PREFIX };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_code_gets_classes_and_keeps_its_text() {
        let html = highlight("json", "{\"键\": 1}\n").expect("JSON is known");
        assert!(html.contains("class=\"hl-"), "{html}");
        let text = regex::Regex::new("<[^>]*>").expect("the pattern is right").replace_all(&html, "");
        assert_eq!(text.replace("&quot;", "\""), "{\"键\": 1}\n");
        assert_eq!(highlight("json", "{\"键\": 1}\n"), Some(html));
    }

    #[test]
    fn unknown_and_plain_code_stays_as_it_is() {
        assert_eq!(highlight("no-such-language", "x"), None);
        assert_eq!(highlight("txt", "x"), None);
    }
}
