//! `unsafe-link`: addresses in front matter are addresses of the web.

use super::Subject;
use crate::{
    finding::{Finding, codes},
    input::{FilePath, Spanned},
    parse::Front,
    resolve::urls::is_web_address,
};

/// Checks `same_as` of entries and `url` of sources.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for draft in subject.drafts.documents.values() {
        if let Front::Entry(front) = &draft.front {
            for url in &front.same_as.0 {
                check_address(&draft.file, url, findings);
            }
        }
    }
    for draft in subject.drafts.sources.values() {
        if let Some(url) = draft.front.as_ref().and_then(|front| front.url.as_ref()) {
            check_address(&draft.file, url, findings);
        }
    }
}

fn check_address(file: &FilePath, url: &Spanned<String>, findings: &mut Vec<Finding>) {
    if !is_web_address(&url.value) {
        let message = format!("`{}` is not an address of the web", url.value);
        let finding = Finding::at(&codes::UNSAFE_LINK, file, url.span, message);
        findings.push(finding.help("write it in full, as in `https://example.org/page`"));
    }
}
