//! The state of every translation of a site.

use super::{Freshness, PartState, compare};
use crate::{
    input::FilePath,
    model::{
        choice::{Kind, TranslationStatus},
        entry::EntryId,
        lang::{Lang, Translated},
        vocabulary::{TermId, Vocabulary},
    },
    parse::{Draft, Folder},
    site::Site,
};
use std::collections::BTreeSet;

/// What can be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An entry of a kind.
    Entry(Kind, EntryId),
    /// A text of `content/pages`, an index into the corpus' pages.
    Page(usize),
    /// The prose of a term.
    Term(Vocabulary, TermId),
}

/// One translation, or one that is not there.
#[derive(Clone, Debug)]
pub struct TranslationState {
    /// What it is a translation of.
    pub subject: Subject,
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
    /// The states in the order in which they are shown: what needs most work first.
    pub const STATES: [&str; 4] = ["missing", "unstamped", "stale", "current"];

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
    subject: Subject,
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
    let state = |pair: Pair<'_, '_>| state(pair.text, pair.lang, pair.original, pair.translation);
    Survey { translations: pairs(site, &texts).map(state).collect() }
}

/// How many translations [`survey`] finds, without looking into them.
pub fn count(site: &Site) -> usize {
    pairs(site, &texts(site)).count()
}

/// An original, and the translation of it into one language if it is there.
struct Pair<'t, 's> {
    text: &'t Text<'s>,
    lang: &'s Lang,
    original: &'s Draft,
    translation: Option<&'s Draft>,
}

fn pairs<'t, 's>(site: &'s Site, texts: &'t [Text<'s>]) -> impl Iterator<Item = Pair<'t, 's>> {
    // A file that cannot be read is not missing.
    let documents = site.drafts.documents.values();
    let known: BTreeSet<(Folder, &str, &Lang)> =
        documents.map(|draft| (draft.folder, draft.id.as_str(), &draft.lang)).collect();
    let draft = |file: &FilePath| site.drafts.documents.get(file).map(|draft| &**draft);
    let of_lang = move |(lang, text): (&'s Lang, &'t Text<'s>)| {
        let file = text.files.iter().find(|(other, _)| *other == lang).map(|(_, file)| *file);
        let (original, translation) = (draft(text.original.1)?, file.and_then(draft));
        let is_missed = !text.withdrawn && !known.contains(&(text.folder, text.id, lang));
        (translation.is_some() || is_missed).then_some(Pair { text, lang, original, translation })
    };
    let languages = site.config.languages.iter();
    let all = languages.flat_map(move |lang| {
        texts.iter().filter(move |text| text.original.0 != lang).map(move |text| (lang, text))
    });
    all.filter_map(of_lang)
}

fn state(text: &Text<'_>, lang: &Lang, original: &Draft, translation: Option<&Draft>) -> TranslationState {
    TranslationState {
        subject: text.subject,
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
    for (entry, id) in corpus.entries.iter().zip((0..).map(EntryId)) {
        let named = (Subject::Entry(entry.kind, id), entry.id.clone());
        let one = text(named, Folder::Entry(entry.kind), &entry.id, &entry.texts, |t| &t.file);
        all.push(Text { withdrawn: !entry.is_listed(), ..one });
    }
    for (index, page) in corpus.pages.iter().enumerate() {
        let named = (Subject::Page(index), page.id.clone());
        all.push(text(named, Folder::Page, &page.id, &page.texts, |t| &t.file));
    }
    for vocabulary in Vocabulary::ALL {
        for (term, id) in corpus.taxonomies.get(vocabulary).terms.iter().zip((0..).map(TermId)) {
            let Some(prose) = &term.prose else { continue };
            let name = format!("{}:{}", vocabulary.singular(), term.id);
            let named = (Subject::Term(vocabulary, id), name);
            all.push(text(named, Folder::Term(vocabulary), &term.id, &prose.files, |file| file));
        }
    }
    all
}

fn text<'a, T>(
    (subject, name): (Subject, String),
    folder: Folder,
    id: &'a str,
    texts: &'a Translated<T>,
    file: impl Fn(&'a T) -> &'a FilePath,
) -> Text<'a> {
    let (lang, original) = texts.or_original(texts.original());
    Text {
        subject,
        name,
        folder,
        id,
        original: (lang, file(original)),
        files: texts.iter().map(|(lang, text)| (lang, file(text))).collect(),
        withdrawn: false,
    }
}
