//! Pages, and the prose of terms.

use super::{
    Corpus, Settings,
    entries::texts,
    identities::{Group, Identities},
    lookup::Lookup,
};
use crate::{
    finding::{Finding, codes, nearest},
    input::Place,
    model::{
        entry::{EntryWords, Page},
        lang::Translated,
        vocabulary::Prose,
    },
    parse::Front,
};

/// Puts the pages into the corpus, in the order of their ids.
pub(super) fn resolve_pages(identities: &Identities<'_>, settings: &Settings<'_>, corpus: &mut Corpus) {
    for group in &identities.pages {
        let Front::Page(front) = &group.original.front else { continue };
        let draft = front.draft == Some(true);
        if draft && !settings.drafts {
            continue;
        }
        corpus.page_ids.insert(group.id.to_owned(), corpus.pages.len());
        corpus.pages.push(Page {
            id: group.id.to_owned(),
            words: page_words(group),
            texts: texts(group),
            draft,
        });
    }
}

fn words_of(front: &Front) -> Option<EntryWords> {
    let Front::Page(front) = front else { return None };
    let summary = front.summary.as_ref().map(|summary| summary.value.clone());
    Some(EntryWords { title: Some(front.title.value.clone()), summary, ..EntryWords::default() })
}

fn page_words(group: &Group<'_>) -> Translated<EntryWords> {
    let original = words_of(&group.original.front).unwrap_or_default();
    let mut words = Translated::new(group.original.lang.clone(), original);
    for (lang, draft) in &group.translations {
        if let Some(translation) = words_of(&draft.front) {
            words.add(lang.clone(), translation);
        }
    }
    words
}

/// Gives terms their prose.
pub(super) fn resolve_prose(identities: &Identities<'_>, corpus: &mut Corpus, findings: &mut Vec<Finding>) {
    for (vocabulary, group) in &identities.terms {
        let Some(term) = corpus.find_term(*vocabulary, group.id) else {
            let is_unread = corpus.unread_vocabularies.contains(vocabulary.as_str());
            if is_unread || group.original.front == Front::Unread {
                continue;
            }
            let ids = corpus.taxonomies.get(*vocabulary).by_id.keys().map(String::as_str);
            let near = nearest(group.id, ids);
            let message = format!("there is no {} `{}`", vocabulary.singular(), group.id);
            let place = Place::new(&group.original.file, group.original.fence);
            let finding = Finding::new(&codes::UNKNOWN_REFERENCE, place, message);
            findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
            continue;
        };
        let Front::Term(front) = &group.original.front else { continue };
        let mut lookup = Lookup { corpus, file: &group.original.file, findings };
        let cite = lookup.cite(&front.cite);
        let mut summary = front
            .summary
            .as_ref()
            .map(|summary| Translated::new(group.original.lang.clone(), summary.value.clone()));
        for (lang, draft) in &group.translations {
            if let (Some(summary), Front::Term(front)) = (&mut summary, &draft.front)
                && let Some(translation) = &front.summary
            {
                summary.add(lang.clone(), translation.value.clone());
            }
        }
        let files = texts(group);
        let mut paths = Translated::new(files.original().clone(), group.original.file.clone());
        for (lang, text) in files.iter() {
            paths.add(lang.clone(), text.file.clone());
        }
        let term = &mut corpus.taxonomies.get_mut(*vocabulary).terms[term.0 as usize];
        term.prose = Some(Prose { summary, files: paths, cite });
    }
}
