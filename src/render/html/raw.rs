//! Keeps what is harmless of raw HTML.
//!
//! Markdown cuts raw HTML into pieces that are not whole elements: `<sub>`, text, `</sub>`, or a
//! `<details>` whose content is Markdown again. So it is sanitised tag by tag: each start tag is
//! rebuilt by `ammonia` alone, end tags are written only where an element is open, and everything
//! between tags is escaped. Whatever is made of the pieces, nothing but rebuilt tags and escaped
//! text comes out.
//!
//! Start with [`RawTags::write`].

use super::escape::escape_text;
use std::{collections::HashSet, sync::LazyLock};

/// Elements that may stand in running text.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp",
    "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "wbr",
];
/// Elements that may stand between blocks, besides those above.
const BLOCK: [&str; 23] = [
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];
/// Elements without content.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "wbr", "input"];
/// Elements that go with all that stands in them.
const DROPPED: [&str; 9] =
    ["script", "style", "iframe", "object", "template", "noscript", "textarea", "title", "svg"];

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(INLINE.into_iter().chain(BLOCK).collect())
        .generic_attributes(HashSet::from(["dir", "id", "lang", "title"]))
        .add_tag_attributes("a", ["href", "hreflang"])
        .add_tag_attributes("img", ["alt", "src", "width", "height"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("ol", ["start", "reversed"])
        .add_tag_attributes("col", ["span"])
        .add_tag_attributes("colgroup", ["span"])
        .add_tag_attributes("td", ["colspan", "headers", "rowspan"])
        .add_tag_attributes("th", ["abbr", "colspan", "headers", "rowspan", "scope"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The elements that raw HTML has opened, with the depth of the writer at which it did.
#[derive(Debug, Default)]
pub(super) struct RawTags {
    open: Vec<(&'static str, usize)>,
    /// The element that is being dropped with its content.
    dropping: Option<&'static str>,
}

impl RawTags {
    /// Writes a piece of raw HTML at a depth of the writer's own elements.
    pub(super) fn write(&mut self, html: &str, depth: usize, is_block: bool, out: &mut String) {
        let mut rest = html;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(piece_length(rest));
            rest = after;
            match tag_name(piece) {
                Some(name) => self.tag(piece, &name, depth, is_block, out),
                None if self.dropping.is_some() || piece.starts_with("<!") || piece.starts_with("<?") => {}
                None => write_text(piece, out),
            }
        }
    }

    /// Closes what raw HTML has opened at this depth or deeper.
    pub(super) fn close(&mut self, depth: usize, out: &mut String) {
        while let Some(&(name, at)) = self.open.last()
            && at >= depth
        {
            close_tag(name, out);
            self.open.pop();
        }
        if self.open.is_empty() {
            self.dropping = None;
        }
    }

    /// Whether what stands between two tags is being dropped.
    pub(super) fn is_dropping(&self) -> bool {
        self.dropping.is_some()
    }

    fn tag(&mut self, tag: &str, name: &str, depth: usize, is_block: bool, out: &mut String) {
        let is_end = tag.starts_with("</");
        if let Some(dropped) = self.dropping {
            if is_end && name == dropped {
                self.dropping = None;
            }
            return;
        }
        if let Some(dropped) = DROPPED.into_iter().find(|&dropped| dropped == name) {
            self.dropping = (!is_end && !tag.ends_with("/>")).then_some(dropped);
            return;
        }
        let mut allowed = INLINE.into_iter().chain(is_block.then_some(BLOCK).into_iter().flatten());
        let Some(name) = allowed.find(|&allowed| allowed == name) else { return };
        if is_end {
            self.end(name, depth, out);
        } else if let Some(start) = rebuild(tag, name) {
            out.push_str(&start);
            if !VOID.contains(&name) {
                self.open.push((name, depth));
            }
        }
    }

    /// Closes an element and those left open in it; an end without a start is dropped.
    fn end(&mut self, name: &str, depth: usize, out: &mut String) {
        let here = self.open.iter().rev().take_while(|(_, at)| *at == depth);
        let Some(inner) = here.clone().position(|(open, _)| *open == name) else { return };
        for (open, _) in self.open.drain(self.open.len() - inner - 1..).rev() {
            close_tag(open, out);
        }
    }
}

fn close_tag(name: &str, out: &mut String) {
    out.extend(["</", name, ">"]);
}

/// How far the tag, comment or text at the start reaches.
fn piece_length(html: &str) -> usize {
    if !html.starts_with('<') {
        return html.find('<').unwrap_or(html.len());
    }
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |at| at + 3);
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html[1..].find('<').map_or(html.len(), |at| at + 1)
}

fn tag_name(piece: &str) -> Option<String> {
    let inner = piece.strip_prefix('<')?.strip_suffix('>')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_name.then(|| name.to_ascii_lowercase())
}

/// Writes text between tags; its entities stay what they are.
fn write_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        escape_text(&rest[..at], out);
        rest = &rest[at..];
        let end = rest.find(';').filter(|&end| is_entity(&rest[1..end]));
        match end {
            Some(end) => out.push_str(&rest[..=end]),
            None => out.push_str("&amp;"),
        }
        rest = &rest[end.map_or(1, |end| end + 1)..];
    }
    escape_text(rest, out);
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() <= 32 && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Rebuilds a start tag with nothing but harmless attributes.
fn rebuild(tag: &str, name: &str) -> Option<String> {
    // Parts of a table vanish unless a table stands around them.
    let whole = match name {
        "tr" | "caption" | "colgroup" | "thead" | "tbody" => format!("<table>{tag}"),
        "col" => format!("<table><colgroup>{tag}"),
        "td" | "th" => format!("<table><tr>{tag}"),
        _ => tag.to_owned(),
    };
    let clean = SANITISER.clean(&whole).to_string();
    let opening = format!("<{name}");
    let (at, _) =
        clean.match_indices(&opening).find(|(at, _)| clean[at + opening.len()..].starts_with([' ', '>']))?;
    let start = &clean[at..];
    Some(start[..piece_length(start)].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(pieces: &[&str]) -> String {
        let mut tags = RawTags::default();
        let mut out = String::new();
        for piece in pieces {
            tags.write(piece, 0, true, &mut out);
        }
        tags.close(0, &mut out);
        out
    }

    #[test]
    fn harmless_elements_stay_and_are_closed() {
        for (pieces, html) in [
            (&["H<sub>", "2</sub>O"] as &[_], "H<sub>2</sub>O"),
            (&["<ruby lang=ja>字<rt>じ</rt></ruby>"], "<ruby lang=\"ja\">字<rt>じ</rt></ruby>"),
            (
                &["<details open><summary>x</summary>", "y"],
                "<details open=\"\"><summary>x</summary>y</details>",
            ),
            (
                &["<table><tr><td colspan=\"2\" onclick=x>", "a"],
                "<table><tr><td colspan=\"2\">a</td></tr></table>",
            ),
            (&["</b>a</i>"], "a"),
            (&["<b><i>a</b>c"], "<b><i>a</i></b>c"),
            (&["a &amp; b & c &lt;"], "a &amp; b &amp; c &lt;"),
        ] {
            assert_eq!(clean(pieces), html, "{pieces:?}");
        }
    }

    #[test]
    fn harmful_elements_and_attributes_go() {
        for (pieces, html) in [
            (&["<script>alert(1)</script>a"] as &[_], "a"),
            (&["<script>", "alert(1)", "</script>a"], "a"),
            (&["<style>p{}</style><form><button>x"], "x"),
            (&["<a href=\"javascript:x\" onclick=y>z</a>"], "<a rel=\"noopener noreferrer\">z</a>"),
            (&["<img src=x onerror=alert(1)>"], "<img src=\"x\">"),
            (&["<b title='\"><script>'>"], "<b title=\"&quot;&gt;&lt;script&gt;\"></b>"),
            (&["<!-- x --><?php y ?>a"], "a"),
            (&["<b", " onclick=x"], "&lt;b onclick=x"),
            (&["<svg><a href=x>y</a></svg>z"], "z"),
        ] {
            assert_eq!(clean(pieces), html, "{pieces:?}");
        }
    }
}
