//! `unsafe-link`, `dead-link`, `dead-anchor`, `dead-asset`: ordinary links and images lead somewhere,
//! and nowhere that could harm a reader.

use super::{Subject, links::missing_anchor};
use crate::{
    finding::{Code, Finding, codes},
    input::{FilePath, Span},
    model::doc::{Event, LinkTarget, Tag},
    parse::Draft,
    resolve::urls::{UrlFault, UrlTarget, resolve_url},
};

/// Checks the ordinary links and images of a text.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    for (event, _) in &draft.body.doc.events {
        let (target, is_image) = match event {
            Event::Start(Tag::Link { target, .. }) => (*target, false),
            Event::Start(Tag::Image { target, .. }) => (*target, true),
            _ => continue,
        };
        let link = &draft.body.doc.links[target];
        if let LinkTarget::Url(url) = &link.value {
            findings.extend(check_url(subject, draft, url, is_image, link.span));
        }
    }
}

fn check_url(subject: &Subject<'_>, draft: &Draft, url: &str, is_image: bool, span: Span) -> Option<Finding> {
    let fault = |code: &'static Code, fault: UrlFault| {
        Some(Finding::at(code, &draft.file, span, fault.message).maybe_help(fault.help))
    };
    match resolve_url(subject.inputs, &draft.file, url, is_image) {
        UrlTarget::External | UrlTarget::Asset(_) => None,
        // The specification of HTML knows `#` and `#top` as the top of every page.
        UrlTarget::Anchor(anchor) if anchor.is_empty() || anchor == "top" => None,
        UrlTarget::Anchor(anchor) => missing_anchor(draft, span, draft, &anchor),
        UrlTarget::Document { file, anchor } => check_document(subject, draft, &file, anchor, span),
        UrlTarget::Unsafe(found) => fault(&codes::UNSAFE_LINK, found),
        UrlTarget::Missing(found) => fault(&codes::DEAD_ASSET, found),
        UrlTarget::Broken(found) if is_image => fault(&codes::DEAD_ASSET, found),
        UrlTarget::Broken(found) => fault(&codes::DEAD_LINK, found),
    }
}

fn check_document(
    subject: &Subject<'_>,
    draft: &Draft,
    file: &FilePath,
    anchor: Option<String>,
    span: Span,
) -> Option<Finding> {
    let target = subject.drafts.documents.get(file)?;
    missing_anchor(draft, span, target, &anchor?)
}
