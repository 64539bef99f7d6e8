//! Source documents.

use super::{Corpus, identities::id_fault, lookup::labels};
use crate::{
    config::Config,
    finding::{Finding, codes},
    input::Place,
    model::{
        lang::Lang,
        source::{LeftOut, Source, SourceId},
    },
    parse::{Drafts, source::SourceDraft},
};
use std::collections::BTreeMap;

/// Puts the sources into the corpus, in the order of their ids.
pub(super) fn resolve_sources(
    drafts: &Drafts,
    config: &Config,
    corpus: &mut Corpus,
    findings: &mut Vec<Finding>,
) {
    let mut by_id: BTreeMap<&str, &SourceDraft> = BTreeMap::new();
    for draft in drafts.sources.values() {
        corpus.known_sources.insert(draft.id.clone());
        if draft.unread {
            continue;
        }
        let place = Place::start_of(&draft.file);
        if let Some(fault) = id_fault(&draft.id) {
            let finding = Finding::new(&codes::INVALID_ID, place.clone(), fault);
            findings.push(finding.help("rename the file: its name is `<id>.<lang>.txt`"));
        }
        if let Some(first) = by_id.get(draft.id.as_str()).copied() {
            // The longer one is kept, so that citations of it are not all reported too.
            if draft.paragraphs.len() > first.paragraphs.len() {
                by_id.insert(&draft.id, draft);
            }
            let message = format!("the source `{}` has two files", draft.id);
            let finding = Finding::new(&codes::DUPLICATE_ID, place, message);
            findings.push(
                finding
                    .also(Place::start_of(&first.file), "the other one")
                    .help("a source has one file, in the language it was published in"),
            );
        } else {
            by_id.insert(&draft.id, draft);
        }
    }
    for (id, draft) in by_id {
        // A source whose front matter is broken still has its paragraphs: citations of it are good.
        let mut source = source(draft, config);
        source.left_out = left_out(draft, config, findings);
        let place = SourceId(u32::try_from(corpus.sources.len()).unwrap_or(u32::MAX));
        corpus.source_ids.insert(id.to_owned(), place);
        corpus.sources.push(source);
    }
}

fn source(draft: &SourceDraft, config: &Config) -> Source {
    let front = draft.front.as_ref();
    let labels = front.map(|front| &front.labels.0).into_iter().flatten();
    let declared = |tag: &str| config.languages.iter().any(|lang| lang.as_str() == tag);
    Source {
        id: draft.id.clone(),
        lang: draft.lang.clone(),
        file: draft.file.clone(),
        title: front.map_or_else(|| draft.id.clone(), |front| front.title.value.clone()),
        labels: labels
            .filter(|(tag, _)| declared(&tag.value))
            .map(|(tag, text)| (Lang::new(&tag.value), text.clone()))
            .collect(),
        publisher: front.and_then(|front| front.publisher.clone()),
        published: front.and_then(|front| front.published),
        url: front.and_then(|front| front.url.as_ref().map(|url| url.value.clone())),
        rights: front.and_then(|front| front.rights.clone()),
        paragraphs: draft.paragraphs.clone(),
        left_out: Vec::new(),
    }
}

/// What no entry uses; words that do not stand in their paragraph are reported.
fn left_out(draft: &SourceDraft, config: &Config, findings: &mut Vec<Finding>) -> Vec<LeftOut> {
    let mut kept = Vec::new();
    for field in draft.front.iter().flat_map(|front| &front.left_out) {
        let written = &field.paragraph;
        let number = written.value.strip_prefix('P').and_then(|number| number.parse::<usize>().ok());
        let paragraph = number.and_then(|number| draft.paragraphs.get(number.checked_sub(1)?));
        let (Some(number), Some(paragraph)) = (number, paragraph) else {
            let message = format!("`{}` has no paragraph `{}`", draft.id, written.value);
            let finding = Finding::at(&codes::UNKNOWN_PARAGRAPH, &draft.file, written.span, message);
            findings.push(finding.help(format!("its paragraphs are P1 to P{}", draft.paragraphs.len())));
            continue;
        };
        if let Some(text) = field.text.as_ref().filter(|text| !paragraph.text.contains(&text.value)) {
            let message = format!("`{}` does not stand in {}", text.value, written.value);
            let finding = Finding::at(&codes::QUOTE_NOT_FOUND, &draft.file, text.span, message);
            findings.push(finding.also(Place::new(&draft.file, paragraph.span), "the paragraph"));
        }
        if let Some(reason) = labels(&field.reason, config, &draft.file, written.span, findings) {
            let text = field.text.as_ref().map(|text| text.value.clone());
            kept.push(LeftOut { number: u32::try_from(number).unwrap_or(u32::MAX), text, reason });
        }
    }
    kept
}
