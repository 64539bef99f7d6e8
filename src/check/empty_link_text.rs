//! `empty-link-text`: every link says where it leads.

use super::{Subject, image_without_alt::has_words};
use crate::{
    finding::{Finding, codes},
    model::doc::{Event, LinkTarget, Tag, TagEnd},
    parse::Draft,
};

/// Checks the words of ordinary links; a link by id without words shows the name of its target.
pub(super) fn check(_: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let doc = &draft.body.doc;
    for (index, (event, span)) in doc.events.iter().enumerate() {
        if let Event::Start(Tag::Link { target, .. }) = event
            && matches!(doc.links[*target].value, LinkTarget::Url(_))
            && !has_words(&doc.events[index + 1..], TagEnd::Link)
        {
            let finding = Finding::at(&codes::EMPTY_LINK_TEXT, &draft.file, *span, "the link has no words");
            findings.push(finding.help("write in the brackets where it leads"));
        }
    }
}
