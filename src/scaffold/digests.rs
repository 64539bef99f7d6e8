//! Writes `translation.of` into the text of a file and keeps every other byte of it.
//!
//! The front matter is read as a tree with places, and only the places of digests are changed: what
//! is there keeps its quotes and comments, what is new takes the style of what stands around it.
//! The result is read again; if it does not say what it should, there is none.

use crate::{
    digest::Digest,
    input::Spanned,
    parse::document::front_matter,
    schema::node::{Node, NodeValue},
};
use std::ops::Range;

/// What `translation.of` is to hold.
pub(super) struct Wanted<'a> {
    /// Every part of the original in order, with the digest to be written; those without one are left
    /// as they are.
    pub(super) parts: Vec<(&'a str, Option<Digest>)>,
    /// Parts to be taken out.
    pub(super) gone: Vec<&'a str>,
}

/// A key and what stands under it.
type Pair = (Spanned<String>, Node);

/// A place and what is to stand there.
struct Edit {
    at: Range<usize>,
    with: String,
}

/// The text with the digests in it; nothing if they cannot be written without touching more.
pub(super) fn with_digests(text: &str, wanted: &Wanted<'_>) -> Option<String> {
    let before = front_matter(text)?;
    let translation = child(&before, "translation")?;
    let edits = match child(translation, "of") {
        Some(of) => Editor { text, wanted, pairs: pairs(of), of }.edits(translation)?,
        None => vec![new_list(text, translation, wanted)?],
    };
    let after = apply(text, edits);
    let tree = front_matter(&after)?;
    let is_right = same_but_digests(&before, &tree) && holds(&before, &tree, wanted);
    is_right.then_some(after)
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    // What is put in at a place stands before what is taken out from there on.
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut out = String::with_capacity(text.len() + 256);
    let mut from = 0;
    for edit in edits {
        out.push_str(text.get(from..edit.at.start).unwrap_or(""));
        out.push_str(&edit.with);
        from = edit.at.end;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

/// `of: {...}` where there is none: in the braces of `translation`, or in a line of its own.
fn new_list(text: &str, translation: &Node, wanted: &Wanted<'_>) -> Option<Edit> {
    let (key, value) = pairs(translation).last()?;
    let items: Vec<String> = wanted.parts.iter().filter_map(|part| item(*part)).collect();
    let list = format!("of: {{{}}}", items.join(", "));
    if is_flow(text, translation) {
        let at = value.span.range().end;
        return Some(Edit { at: at..at, with: format!(", {list}") });
    }
    let indent = indent_of(text, key)?;
    let line = line_at(text, value.span.range().end);
    Some(Edit { at: line.end..line.end, with: format!("{indent}{list}{}", line_end(text, &line)) })
}

fn item((id, digest): (&str, Option<Digest>)) -> Option<String> {
    digest.map(|digest| format!("{id}: {digest}"))
}

/// Changes an `of` that is there.
struct Editor<'a> {
    text: &'a str,
    wanted: &'a Wanted<'a>,
    pairs: &'a [Pair],
    of: &'a Node,
}

impl Editor<'_> {
    fn edits(&self, translation: &Node) -> Option<Vec<Edit>> {
        let mut edits: Vec<Edit> = Vec::new();
        for (id, digest) in &self.wanted.parts {
            let (Some(digest), Some((_, value))) = (digest, self.pair(id)) else { continue };
            let at = value.span.range();
            let quote = self.text.get(at.clone())?.chars().next().filter(|c| matches!(c, '"' | '\''));
            let quote = quote.map(String::from).unwrap_or_default();
            edits.push(Edit { at, with: format!("{quote}{digest}{quote}") });
        }
        if is_flow(self.text, self.of) {
            self.put_in_braces(&mut edits);
            self.take_from_braces(&mut edits);
        } else {
            self.put_lines(&mut edits)?;
            self.take_lines(translation, &mut edits)?;
        }
        Some(edits)
    }

    fn pair(&self, id: &str) -> Option<&Pair> {
        self.pairs.iter().find(|(key, _)| key.value == id)
    }

    fn is_gone(&self, pair: &Pair) -> bool {
        self.wanted.gone.contains(&pair.0.value.as_str())
    }

    fn kept(&self) -> Option<&Pair> {
        self.pairs.iter().find(|pair| !self.is_gone(pair))
    }

    /// What is to be put in, each with the pair that it stands behind.
    fn new_items(&self) -> Vec<(Option<&Pair>, String)> {
        let mut before = None;
        let mut items = Vec::new();
        for part in &self.wanted.parts {
            match self.pair(part.0) {
                Some(pair) => before = Some(pair),
                None => items.extend(item(*part).map(|item| (before, item))),
            }
        }
        items
    }

    fn put_in_braces(&self, edits: &mut Vec<Edit>) {
        let items = self.new_items();
        let Some((first, _)) = self.kept() else {
            let at = self.of.span.range().end;
            let list: Vec<String> = items.into_iter().map(|(_, item)| item).collect();
            edits.push(Edit { at: at..at, with: list.join(", ") });
            return;
        };
        for (before, item) in items {
            let (at, with) = match before {
                Some((_, value)) => (value.span.range().end, format!(", {item}")),
                None => (first.span.range().start, format!("{item}, ")),
            };
            edits.push(Edit { at: at..at, with });
        }
    }

    fn take_from_braces(&self, edits: &mut Vec<Edit>) {
        let last_kept = self.pairs.iter().rposition(|pair| !self.is_gone(pair));
        for (index, pair) in self.pairs.iter().enumerate().filter(|(_, pair)| self.is_gone(pair)) {
            let start = pair.0.span.range().start;
            let at = match (self.pairs.get(index + 1), last_kept) {
                // With the comma before it, for none may be left at the end.
                (_, Some(last)) if index > last => {
                    self.pairs[index - 1].1.span.range().end..pair.1.span.range().end
                }
                (Some(next), _) => start..next.0.span.range().start,
                (None, _) => start..pair.1.span.range().end,
            };
            edits.push(Edit { at, with: String::new() });
        }
    }

    fn put_lines(&self, edits: &mut Vec<Edit>) -> Option<()> {
        let first = self.pairs.first()?;
        let indent = indent_of(self.text, &first.0)?;
        for (before, item) in self.new_items() {
            let line = line_at(self.text, before.map_or(first.0.span, |(_, value)| value.span).range().end);
            let at = if before.is_some() { line.end } else { line.start };
            let with = format!("{indent}{item}{}", line_end(self.text, &line));
            edits.push(Edit { at: at..at, with });
        }
        Some(())
    }

    fn take_lines(&self, translation: &Node, edits: &mut Vec<Edit>) -> Option<()> {
        for pair in self.pairs.iter().filter(|pair| self.is_gone(pair)) {
            indent_of(self.text, &pair.0)?;
            let start = line_at(self.text, pair.0.span.range().start).start;
            let end = line_at(self.text, pair.1.span.range().end).end;
            edits.push(Edit { at: start..end, with: String::new() });
        }
        if self.kept().is_none() && self.new_items().is_empty() {
            let (key, _) = pairs(translation).iter().find(|(key, _)| key.value == "of")?;
            let line = line_at(self.text, key.span.range().start);
            edits.push(Edit { at: line, with: String::new() });
        }
        Some(())
    }
}

fn pairs(node: &Node) -> &[Pair] {
    match &node.value {
        NodeValue::Map(pairs) => pairs,
        _ => &[],
    }
}

fn child<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    pairs(node).iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
}

/// Whether a map stands in braces; its span is the opening one.
fn is_flow(text: &str, map: &Node) -> bool {
    text.get(map.span.range()).is_some_and(|text| text.starts_with('{'))
}

/// What stands before a key in its line; nothing if that is more than white space.
fn indent_of<'a>(text: &'a str, key: &Spanned<String>) -> Option<&'a str> {
    let start = key.span.range().start;
    let indent = text.get(line_at(text, start).start..start)?;
    indent.chars().all(|c| c == ' ').then_some(indent)
}

/// The line that a place stands in, with its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end + 1);
    start..end
}

fn line_end(text: &str, line: &Range<usize>) -> &'static str {
    if text.get(line.clone()).is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
}

/// Whether two front matters say the same, `translation.of` left out.
fn same_but_digests(old: &Node, new: &Node) -> bool {
    let others = |node: &Node, name: &str| -> Vec<(String, String)> {
        let pairs = pairs(node).iter().filter(|(key, _)| key.value != name);
        pairs.map(|(key, value)| (key.value.clone(), plain(value))).collect()
    };
    let (Some(old_field), Some(new_field)) = (child(old, "translation"), child(new, "translation")) else {
        return false;
    };
    others(old, "translation") == others(new, "translation")
        && others(old_field, "of") == others(new_field, "of")
}

/// A value without its places.
fn plain(node: &Node) -> String {
    match &node.value {
        NodeValue::List(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(",")),
        NodeValue::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| format!("{:?}:{}", key.value, plain(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
        other => format!("{other:?}"),
    }
}

/// Whether `translation.of` holds what it should and nothing else.
fn holds(old: &Node, new: &Node, wanted: &Wanted<'_>) -> bool {
    let digests = |node: &Node| -> Vec<(String, String)> {
        let of = child(node, "translation").and_then(|field| child(field, "of"));
        let mut all: Vec<_> = of
            .map_or(&[][..], pairs)
            .iter()
            .map(|(key, value)| match &value.value {
                NodeValue::Text(text) => (key.value.clone(), text.clone()),
                other => (key.value.clone(), format!("{other:?}")),
            })
            .collect();
        all.sort();
        all
    };
    let mut expected = digests(old);
    expected.retain(|(id, _)| !wanted.gone.contains(&id.as_str()));
    for (id, digest) in &wanted.parts {
        let Some(digest) = digest else { continue };
        expected.retain(|(known, _)| known != id);
        expected.push(((*id).to_owned(), digest.to_string()));
    }
    expected.sort();
    expected == digests(new)
}

#[cfg(test)]
mod tests;
