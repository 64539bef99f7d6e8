//! Characters that mean something in HTML, and addresses that a page must not link.

use std::fmt::Write;

/// Appends text with `&`, `<`, `>` and `"` escaped and NUL replaced, as the Markdown specification asks.
///
/// What it writes may also stand in a double-quoted attribute.
pub fn escape_text(text: &str, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !IS_SPECIAL[usize::from(byte)] {
            continue;
        }
        out.push_str(&text[copied..at]);
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "\u{FFFD}",
        });
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

static IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0] = true;
    table
};

/// Appends ` name="value"`.
pub fn escape_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_text(value, out);
    out.push('"');
}

/// Appends an address for a double-quoted attribute: what may not stand in one is percent-encoded.
pub(super) fn escape_address(address: &str, out: &mut String) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.+!*(),%#@?=;:/$~".contains(&byte) => out.push(char::from(byte)),
            _ => {
                // Writing into a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// Whether following an address could run a program: `javascript:`, `vbscript:`, and `data:` unless
/// it is an image and stands where only images can.
///
/// Browsers pass over white space and control characters in a scheme, so these do not count here.
pub fn is_unsafe_address(address: &str, is_image: bool) -> bool {
    // None of the schemes comes near this length, however it is written.
    let mut scheme = String::with_capacity(16);
    let visible = |c: &char| !c.is_whitespace() && !c.is_control();
    for c in address.chars().filter(visible) {
        scheme.push(c.to_ascii_lowercase());
        if c == ':' || scheme.len() > 16 || matches!(c, '/' | '?' | '#') {
            break;
        }
    }
    match scheme.as_str() {
        "javascript:" | "vbscript:" => true,
        "data:" => {
            let start: String =
                address.chars().filter(visible).take(11).map(|c| c.to_ascii_lowercase()).collect();
            !(is_image && start == "data:image/")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_could_run_a_program_is_unsafe() {
        for unsafe_one in [
            "javascript:alert(1)",
            " JaVa\tScRiPt\n:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "data:image/svg+xml,x",
        ] {
            assert!(is_unsafe_address(unsafe_one, false), "{unsafe_one:?}");
        }
        for safe in ["https://example.org/javascript:x", "#javascript:", "/data:x", "mailto:a@b.c", "中文:x"]
        {
            assert!(!is_unsafe_address(safe, false), "{safe:?}");
        }
        assert!(!is_unsafe_address("data:image/png;base64,AAAA", true));
        assert!(is_unsafe_address("data:text/html,x", true));
    }

    #[test]
    fn special_characters_are_escaped() {
        let mut out = String::new();
        escape_text("a<b>&\"\0'中", &mut out);
        assert_eq!(out, "a&lt;b&gt;&amp;&quot;\u{FFFD}'中");
    }
}
