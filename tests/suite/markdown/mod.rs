//! The Markdown half: a body in, events, findings and HTML out.
//!
//! `commonmark` holds the examples of the specification, `citations` and `chinese` the two things
//! that most need their own cases, `features` the rest, `properties` what must hold for any text.

mod chinese;
mod citations;
mod commonmark;
mod features;
mod properties;

use jingwei::finding::Finding;
use jingwei::model::doc::{Citation, Doc, LinkTarget};
use jingwei::parse::markdown::{MarkdownOptions, parse_markdown};
use jingwei::render::html::{Anchor, HtmlOptions, Linker, write_html};
use std::{borrow::Cow, fmt::Write};

/// Links to addresses as they are, and shows every other target and every citation by its id.
pub(crate) struct PlainLinker;

impl Linker for PlainLinker {
    fn link(&self, _index: usize, target: &LinkTarget) -> Option<Anchor<'_>> {
        Some(Anchor::new(match target {
            LinkTarget::Url(url) => url.clone(),
            other => format!("to:{}", name(other)),
        }))
    }

    fn name(&self, target: &LinkTarget) -> Cow<'_, str> {
        format!("‹{}›", name(target)).into()
    }

    fn citation(&self, _index: usize, citation: &Citation, out: &mut String) {
        for reference in &citation.references {
            let target = &reference.target.value;
            let paragraph = target.paragraph.expect("a citation names a paragraph");
            write!(out, "<cite>{}#P{paragraph}</cite>", target.source).expect("a string takes all");
        }
    }
}

fn name(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Url(url) => url.clone(),
        LinkTarget::Entry { id, section: None } => id.clone(),
        LinkTarget::Entry { id, section: Some(section) } => format!("{id}#{section}"),
        LinkTarget::Term { vocabulary, id } => format!("{vocabulary}:{id}"),
        LinkTarget::Source(reference) => match reference.paragraph {
            Some(paragraph) => format!("source:{}#P{paragraph}", reference.source),
            None => format!("source:{}", reference.source),
        },
    }
}

pub(crate) fn parse(text: &str) -> (Doc, Vec<Finding>) {
    parse_markdown(&"content/pages/x.zh.md".into(), text, 0, &MarkdownOptions::default())
}

/// The HTML of a text with all features on and no additions for a site.
pub(crate) fn html(text: &str) -> String {
    html_with(text, &HtmlOptions::commonmark())
}

pub(crate) fn html_with(text: &str, options: &HtmlOptions<'_>) -> String {
    let (doc, _) = parse(text);
    write_html(&doc, 0..doc.events.len(), &PlainLinker, options)
}
