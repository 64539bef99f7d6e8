//! Takes HTML comments out of raw HTML, so that a note to a colleague is never published.

use std::borrow::Cow;

/// What begins a comment.
pub(super) const OPENING: &str = "<!--";
/// What ends a comment.
pub(super) const CLOSING: &str = "-->";

/// Raw HTML without its comments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stripped<'a> {
    /// What is left.
    pub(super) text: Cow<'a, str>,
    /// Whether the last comment does not end in this text.
    pub(super) is_open: bool,
}

/// Takes all comments out of a piece of HTML. `<!-->` and `<!--->` are whole comments, as in HTML.
pub(super) fn strip_comments(html: &str) -> Stripped<'_> {
    let Some(first) = html.find(OPENING) else {
        return Stripped { text: Cow::Borrowed(html), is_open: false };
    };
    let mut text = html[..first].to_owned();
    let mut rest = &html[first..];
    loop {
        // The closing mark may share its hyphens with the opening one.
        let Some(end) = rest[2..].find(CLOSING) else {
            return Stripped { text: Cow::Owned(text), is_open: true };
        };
        rest = &rest[2 + end + CLOSING.len()..];
        let next = rest.find(OPENING).unwrap_or(rest.len());
        text.push_str(&rest[..next]);
        rest = &rest[next..];
        if rest.is_empty() {
            return Stripped { text: Cow::Owned(text), is_open: false };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_comments_stays() {
        for (html, text, is_open) in [
            ("<p>", "<p>", false),
            ("a<!-- x -->b<!---->c", "abc", false),
            ("a<!-->b<!--->c", "abc", false),
            ("a<!-- x", "a", true),
            ("a<!-- <!-- -->b", "ab", false),
        ] {
            assert_eq!(strip_comments(html), Stripped { text: text.into(), is_open }, "{html}");
        }
    }
}
