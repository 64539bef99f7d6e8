//! `unsupported-language`: languages of the site that the program has no data for.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    input::{FilePath, FileRole, Span},
    load::SITE_FILE,
    model::lang::Lang,
    schema::node::{Node, NodeValue, parse_toml},
};

/// Looks for the data of each language of the site.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let file = FilePath::from(SITE_FILE);
    for lang in &subject.config.languages {
        // A data file that cannot be read is reported for what is wrong with it.
        let has_file = || {
            let is_own = |role: &FileRole| matches!(role, FileRole::Locale(tag) if tag == lang.as_str());
            subject.inputs.files.values().any(|file| is_own(&file.role))
        };
        if subject.locales.get(lang).data.is_some() || has_file() {
            continue;
        }
        let text = subject.inputs.text(&file).map_or("", |text| text);
        let message = format!("there is no language data for `{lang}`: dates, numbers and order are plain");
        let finding = Finding::at(&codes::UNSUPPORTED_LANGUAGE, &file, span_of(text, lang), message);
        findings.push(finding.help(format!(
            "write `content/languages/{lang}.toml`, or set `unsupported-language = \"allow\"` in `[rules]`"
        )));
    }
}

/// Where the site file declares a language.
fn span_of(text: &str, lang: &Lang) -> Span {
    let site = parse_toml(text).ok().and_then(|root| child(root, "site"));
    let languages = site.and_then(|site| child(site, "languages")).map(|node| node.value);
    let tags = match languages {
        Some(NodeValue::List(tags)) => tags,
        _ => Vec::new(),
    };
    let is_tag = |node: &&Node| matches!(&node.value, NodeValue::Text(tag) if tag == lang.as_str());
    tags.iter().find(is_tag).map_or_else(Span::default, |node| node.span)
}

fn child(node: Node, key: &str) -> Option<Node> {
    let NodeValue::Map(pairs) = node.value else { return None };
    pairs.into_iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
}
