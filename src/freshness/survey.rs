//! The state of every translation of a site.

use super::{Freshness, PartState, compare};
use crate::{
    input::FilePath,
    model::{
        choice::TranslationStatus,
        lang::{Lang, Translated},
        vocabulary::Vocabulary,
    },
    parse::{Draft, Folder},
    site::Site,
};
use std::collections::BTreeSet;

/// One translation, or one that is not there.
#[derive(Clone, Debug)]
pub struct TranslationState {
    /// What it is a translation of: an id, or `topic:rail` for the prose of a term.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The file of the original.
    pub original: FilePath,
    /// Its file; nothing if it is missing.
    pub file: Option<FilePath>,
    /// How far it can be trusted; nothing if it is missing.
    pub status: Option<TranslationStatus>,
    /// Its parts.
    pub parts: Vec<PartState>,
}

impl TranslationState {
    /// `missing`, else the worst state of its parts: `unstamped`, `stale` or `current`.
    pub fn as_str(&self) -> &'static str {
        let has = |freshness| self.parts.iter().any(|part| part.freshness == freshness);
        if self.file.is_none() {
            "missing"
        } else if has(Freshness::Unstamped) {
            "unstamped"
        } else if has(Freshness::Stale) || has(Freshness::Gone) {
            "stale"
        } else {
            "current"
        }
    }
}

/// The states, in the order of the site's languages and then of entries, pages and terms.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Every translation, the missing ones among them.
    pub translations: Vec<TranslationState>,
}

/// What can be translated: its name, its folder, its files.
struct Text<'a> {
    name: String,
    folder: Folder,
    id: &'a str,
    original: (&'a Lang, &'a FilePath),
    files: Vec<(&'a Lang, &'a FilePath)>,
    withdrawn: bool,
}

/// Looks at every translation of a site. What is withdrawn is not missed where it is not translated.
pub fn survey(site: &Site) -> Survey {
    let texts = texts(site);
    // A file that cannot be read is not missing.
    let documents = site.drafts.documents.values();
    let known: BTreeSet<(Folder, &str, &Lang)> =
        documents.map(|draft| (draft.folder, draft.id.as_str(), &draft.lang)).collect();
    let draft = |file: &FilePath| site.drafts.documents.get(file).map(|draft| &**draft);
    let mut survey = Survey::default();
    for lang in &site.config.languages {
        for text in texts.iter().filter(|text| text.original.0 != lang) {
            let file = text.files.iter().find(|(other, _)| *other == lang).map(|(_, file)| *file);
            let (Some(original), translation) = (draft(text.original.1), file.and_then(draft)) else {
                continue;
            };
            let is_missed = !text.withdrawn && !known.contains(&(text.folder, text.id, lang));
            if translation.is_none() && !is_missed {
                continue;
            }
            survey.translations.push(state(text, lang, original, translation));
        }
    }
    survey
}

fn state(text: &Text<'_>, lang: &Lang, original: &Draft, translation: Option<&Draft>) -> TranslationState {
    TranslationState {
        name: text.name.clone(),
        lang: lang.clone(),
        original: original.file.clone(),
        file: translation.map(|draft| draft.file.clone()),
        status: translation.and_then(|draft| draft.front.translation()).map(|field| field.status),
        parts: translation.map(|draft| compare(original, draft)).unwrap_or_default(),
    }
}

fn texts(site: &Site) -> Vec<Text<'_>> {
    let corpus = &site.corpus;
    let mut all = Vec::new();
    for entry in &corpus.entries {
        let one = text(entry.id.clone(), Folder::Entry(entry.kind), &entry.id, &entry.texts, |t| &t.file);
        all.push(Text { withdrawn: !entry.is_listed(), ..one });
    }
    for page in &corpus.pages {
        all.push(text(page.id.clone(), Folder::Page, &page.id, &page.texts, |t| &t.file));
    }
    for vocabulary in Vocabulary::ALL {
        for term in &corpus.taxonomies.get(vocabulary).terms {
            let Some(prose) = &term.prose else { continue };
            let name = format!("{}:{}", vocabulary.singular(), term.id);
            all.push(text(name, Folder::Term(vocabulary), &term.id, &prose.files, |file| file));
        }
    }
    all
}

fn text<'a, T>(
    name: String,
    folder: Folder,
    id: &'a str,
    texts: &'a Translated<T>,
    file: impl Fn(&'a T) -> &'a FilePath,
) -> Text<'a> {
    let (lang, original) = texts.or_original(texts.original());
    Text {
        name,
        folder,
        id,
        original: (lang, file(original)),
        files: texts.iter().map(|(lang, text)| (lang, file(text))).collect(),
        withdrawn: false,
    }
}
