//! All examples of the `CommonMark` specification 0.31.2.
//!
//! They are read from the npm package `commonmark-spec`: `npm install` in `tests/`, or name its
//! `spec.txt` in `JINGWEI_COMMONMARK_SPEC`.

use super::PlainLinker;
use jingwei::parse::markdown::{MarkdownOptions, parse_markdown};
use jingwei::render::html::{HtmlOptions, write_html};
use std::{env, fs, path::PathBuf};

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// Examples whose page has a good reason to differ when all features are on.
const DIFFERENT: &[(usize, &str)] =
    &[(548, "`[[` opens a wiki link"), (559, "`[[` opens a wiki link"), (590, "`[[` opens a wiki link")];

fn examples() -> Vec<Example> {
    let path = env::var_os("JINGWEI_COMMONMARK_SPEC").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/commonmark-spec/spec.txt"),
        PathBuf::from,
    );
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "the CommonMark examples are not at {}: {error}; run `npm install` in tests/ or set \
             JINGWEI_COMMONMARK_SPEC to the spec.txt of commonmark-spec 0.31.2",
            path.display()
        )
    });
    let fence = "`".repeat(32);
    let (opening, closing) = (format!("{fence} example\n"), format!("\n{fence}\n"));
    text.split(opening.as_str())
        .skip(1)
        .enumerate()
        .map(|(index, block)| {
            let block = format!("\n{block}");
            let (body, _) = block.split_once(closing.as_str()).expect("an example is closed");
            let (markdown, html) =
                body.split_once("\n.\n").or(body.split_once("\n.")).expect("an example has two halves");
            let line = |text: &str| match text.strip_prefix('\n').unwrap_or(text) {
                "" => String::new(),
                text => format!("{text}\n").replace('→', "\t"),
            };
            Example { number: index + 1, markdown: line(markdown), html: line(html) }
        })
        .collect()
}

fn write(markdown: &str, options: MarkdownOptions) -> String {
    let (doc, _) = parse_markdown(&"x.md".into(), markdown, 0, &options);
    write_html(&doc, 0..doc.events.len(), &PlainLinker, &HtmlOptions::commonmark())
}

fn failures(examples: &[Example], options: MarkdownOptions) -> Vec<String> {
    examples
        .iter()
        .filter_map(|example| {
            let found = write(&example.markdown, options);
            let Example { number, markdown, html } = example;
            (found != *html)
                .then(|| format!("{number}: {markdown:?}\n  expected {html:?}\n  found    {found:?}"))
        })
        .collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the count is what a reader of the run looks for")]
fn every_example_passes_with_features_off() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let failures = failures(&examples, MarkdownOptions::commonmark());
    println!("{} of 652 examples pass with features off", 652 - failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
#[expect(clippy::print_stdout, reason = "the count is what a reader of the run looks for")]
fn examples_without_raw_html_pass_with_features_on() {
    let mut examples = examples();
    examples.retain(|example| !has_raw_html(&example.markdown));
    assert_eq!(examples.len(), 580);
    let (different, same): (Vec<_>, Vec<_>) =
        examples.into_iter().partition(|e| DIFFERENT.iter().any(|(number, _)| *number == e.number));
    let unexpected = failures(&same, MarkdownOptions::default());
    println!("{} of 580 examples pass with features on", same.len() - unexpected.len());
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    let expected = failures(&different, MarkdownOptions::default());
    assert_eq!(expected.len(), DIFFERENT.len(), "an example of the list passes: take it out");
}

/// Whether the reader finds raw HTML in a text.
fn has_raw_html(markdown: &str) -> bool {
    use jingwei::model::doc::Event;
    let (doc, _) = parse_markdown(&"x.md".into(), markdown, 0, &MarkdownOptions::commonmark());
    doc.events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
}
