//! The words of a text without any markup, for search, summaries and feeds.

use crate::model::doc::{Doc, Event, LinkTarget, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// Writes a range of a text's events as plain text.
///
/// Blocks stand on lines of their own and cells are parted by a space; citations, footnote marks and
/// raw HTML are left out, and so are links that were written without words.
pub fn plain_text(doc: &Doc, range: Range<usize>) -> String {
    plain_text_with_names(doc, range, &|_| Cow::Borrowed(""))
}

/// Writes plain text as [`plain_text`] does, with a name for each link that was written without words.
pub fn plain_text_with_names<'a>(
    doc: &'a Doc,
    range: Range<usize>,
    name: &dyn Fn(&'a LinkTarget) -> Cow<'a, str>,
) -> String {
    let mut out = String::new();
    let mut last_link = None;
    for (event, _) in &doc.events[range] {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => out.push(' '),
            Event::Start(Tag::Link { target, .. }) => {
                last_link = Some(*target);
                continue;
            }
            Event::End(TagEnd::Link) => {
                if let Some(target) = last_link {
                    out.push_str(&name(&doc.links[target].value));
                }
            }
            // A mark stands after a space that belongs to it.
            Event::Citation(_) => out.truncate(out.trim_end_matches(' ').len()),
            Event::Start(tag) if is_block(tag) => end_line(&mut out),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading
                | TagEnd::CodeBlock
                | TagEnd::Item
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => end_line(&mut out),
            _ => {}
        }
        last_link = None;
    }
    end_line(&mut out);
    out.truncate(out.trim_end().len());
    out
}

fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Image { .. }
            | Tag::Link { .. }
            | Tag::TableCell
    )
}

fn end_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}
