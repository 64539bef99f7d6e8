//! `raw-html`: HTML in a text of a site that does not allow it.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    model::doc::Event,
    parse::Draft,
};

/// Reports each piece of HTML but the ends of elements whose start was reported.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    if subject.config.raw_html {
        return;
    }
    let mut opened: Vec<String> = Vec::new();
    for (event, span) in &draft.body.doc.events {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
        let name = element(html);
        if html.starts_with("</") && opened.contains(&name) {
            continue;
        }
        let shown = html.lines().next().unwrap_or("").trim();
        let finding = Finding::at(&codes::RAW_HTML, &draft.file, *span, format!("`{shown}` is raw HTML"));
        findings.push(finding.help(
            "write it in Markdown, write `&lt;` for a plain `<`, or allow it with `raw_html = true` in `jingwei.toml`",
        ));
        opened.push(name);
    }
}

/// The name of the element that a tag begins or ends.
fn element(html: &str) -> String {
    let name = html.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
