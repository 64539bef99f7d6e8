//! As much of Rust as the house rules need: where code, comments and literals are.
//!
//! [`Source::new`] takes a file apart; code keeps its place, so that a line number is right.

use std::fmt::Write as _;

/// A source file, taken apart.
pub(super) struct Source {
    /// The path below `src/`, such as `load/mod.rs`.
    pub(super) path: String,
    /// The text as it stands.
    pub(super) text: String,
    /// The code alone: comments and what literals hold are blank, test modules too.
    pub(super) code: String,
    /// String and character literals outside test modules, each with the line it begins in.
    pub(super) literals: Vec<(usize, String)>,
}

impl Source {
    /// Takes a file apart.
    pub(super) fn new(path: &str, text: &str) -> Self {
        let (code, literals) = split(text);
        let (code, tests) = without_tests(&code);
        let inside = |at: usize| tests.iter().any(|(start, end)| (*start..*end).contains(&at));
        let literals = literals
            .into_iter()
            .filter(|(at, _)| !inside(*at))
            .map(|(at, literal)| (line_of(text, at), literal))
            .collect();
        Self { path: path.to_owned(), text: text.to_owned(), code, literals }
    }

    /// The module of the crate that the file belongs to; nothing for `lib.rs` and `main.rs`.
    pub(super) fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next().unwrap_or_default();
        let module = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(module, "lib" | "main")).then_some(module)
    }

    /// How many modules deep the file is: 1 for `config.rs` and `load/mod.rs`.
    pub(super) fn depth(&self) -> usize {
        let segments = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { segments - 1 } else { segments }
    }
}

/// The line that a byte stands in, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Blanks comments and literals; the literals come out with the byte they begin at.
fn split(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, literal) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (block_comment(rest), None)
        } else if let Some((open, close)) = string_fences(rest, code.chars().next_back()) {
            let end = string_end(rest, open, &close);
            (end, Some(&rest[open..end.saturating_sub(close.len()).max(open)]))
        } else if let Some(end) = character(rest) {
            (end, Some(&rest[1..end - 1]))
        } else {
            let next = rest.chars().next().expect("there is a rest");
            code.push(next);
            at += next.len_utf8();
            continue;
        };
        literals.extend(literal.map(|literal| (at, literal.to_owned())));
        for next in rest[..length].chars() {
            // As many bytes as before, so that a place in the code is a place in the text.
            let blank = if next == '\n' { "\n" } else { &"   "[..next.len_utf8().min(3)] };
            let _ = write!(code, "{blank:<width$}", width = next.len_utf8());
        }
        at += length;
    }
    (code, literals)
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            let Some(next) = here.chars().next() else { return at };
            at += next.len_utf8();
        }
    }
}

/// The length of what opens a string here, and what closes it.
fn string_fences(rest: &str, before: Option<char>) -> Option<(usize, String)> {
    if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
        return None;
    }
    let prefix = rest.find(|c| !matches!(c, 'b' | 'c' | 'r')).filter(|length| *length <= 2)?;
    let raw = rest[..prefix].ends_with('r');
    let hashes = rest[prefix..].chars().take_while(|c| raw && *c == '#').count();
    let quote = prefix + hashes;
    rest[quote..].starts_with('"').then(|| (quote + 1, format!("\"{}", "#".repeat(hashes))))
}

/// Where a string ends, its closing fence included.
fn string_end(rest: &str, open: usize, close: &str) -> usize {
    let raw = rest[..open].contains('r');
    let mut at = open;
    while at < rest.len() {
        if rest[at..].starts_with(close) {
            return at + close.len();
        }
        let escaped = !raw && rest[at..].starts_with('\\');
        let mut next = rest[at..].chars();
        at += next.next().map_or(0, char::len_utf8);
        if escaped {
            at += next.next().map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

/// Where a character literal ends; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let escaped = inner.starts_with('\\');
    let from = if escaped { 2 } else { inner.chars().next()?.len_utf8() };
    if escaped {
        return inner.get(from..)?.find('\'').map(|end| 1 + from + end + 1);
    }
    inner[from..].starts_with('\'').then_some(1 + from + 1)
}

/// Blanks every item under `#[cfg(test)]`, and says where they were.
fn without_tests(code: &str) -> (String, Vec<(usize, usize)>) {
    let mut kept = code.to_owned();
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(test)]") {
        let start = from + found;
        let end = item_end(code, start);
        let blank: String = code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        kept.replace_range(start..end, &blank);
        ranges.push((start, end));
        from = end;
    }
    (kept, ranges)
}

/// The end of the item that begins here: a `;`, or the brace that closes its first one.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, next) in code[start..].char_indices() {
        match next {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return start + at + 1;
                }
            }
            ';' if depth == 0 => return start + at + 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn literals_comments_and_test_modules_are_no_code() {
    let text = r##"use crate::a; // crate::b
const S: &str = "crate::c \" 字"; const R: &str = r#"crate::d"#; const C: char = '"';
fn f<'a>(x: &'a str) { /* crate::e /* */ */ crate::g::h() }
#[cfg(test)]
mod tests { use crate::i; const T: &str = "測"; }
"##;
    let source = Source::new("x/mod.rs", text);
    let found: Vec<_> = source.code.match_indices("crate::").map(|(at, _)| &text[at + 7..at + 8]).collect();
    assert_eq!(found, ["a", "g"]);
    let literals: Vec<_> = source.literals.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(literals, [(2, "crate::c \\\" 字"), (2, "crate::d"), (2, "\"")]);
    assert_eq!((source.module(), source.depth()), (Some("x"), 1));
}
