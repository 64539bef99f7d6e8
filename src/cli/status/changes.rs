//! What changed in an original since a translation of it was made.

use crate::{
    freshness::{Change, Freshness, PartState, Word, difference, parts, place_of, text_of},
    history::History,
    input::{FilePath, FileRole, InputFile, InputSet, LineIndex},
    parse::{Draft, parse},
    site::Site,
};
use std::{collections::BTreeMap, sync::Arc};

/// A word of the front matter, or a section, that is another by now.
pub(super) struct Changed {
    /// The field, as `summary`; empty for a section.
    pub(super) key: String,
    /// Its words, those of then and those of now.
    pub(super) words: Vec<Change>,
}

/// The originals of a site, and what they said before.
pub(super) struct Originals<'a> {
    site: &'a Site,
    history: Option<History>,
    /// The versions of each original, the newest first, as far as they have been asked for.
    versions: BTreeMap<FilePath, Versions>,
}

struct Versions {
    /// The versions that have not been read yet, the newest last.
    unread: Vec<crate::history::Version>,
    read: Vec<Arc<Draft>>,
}

impl<'a> Originals<'a> {
    pub(super) fn new(site: &'a Site) -> Self {
        Self { site, history: History::of(&site.loaded.root), versions: BTreeMap::new() }
    }

    /// Whether it can be known what originals said before.
    pub(super) fn have_history(&self) -> bool {
        self.history.is_some()
    }

    /// `file:line` of a part of an original.
    pub(super) fn place(&self, original: &FilePath, part: &str) -> Option<(String, usize)> {
        let draft = self.site.drafts.documents.get(original)?;
        let span = place_of(draft, part)?;
        let text = self.site.loaded.inputs.text(original)?;
        let line = LineIndex::new(text).line_column(span.range().start).line;
        Some((original.to_string(), line))
    }

    /// What is another in a part than the text that was translated; nothing if that text is unknown.
    pub(super) fn changes(&mut self, original: &FilePath, part: &PartState) -> Option<Vec<Changed>> {
        if !matches!(part.freshness, Freshness::Stale | Freshness::Gone) {
            return None;
        }
        let then = self.text_then(original, &part.id, part.stamped.as_ref()?)?;
        let now = self.site.drafts.documents.get(original).and_then(|draft| text_of(draft, &part.id));
        Some(compare(&then, &now.unwrap_or_default()))
    }

    /// The text of a part when it had a digest.
    fn text_then(&mut self, original: &FilePath, part: &str, digest: &str) -> Option<Vec<Word>> {
        let history = self.history.as_ref()?;
        let role = &self.site.loaded.inputs.files.get(original)?.role;
        let versions = self.versions.entry(original.clone()).or_insert_with(|| {
            let mut unread = history.versions(original.as_str());
            unread.reverse();
            Versions { unread, read: Vec::new() }
        });
        let had = |draft: &Draft| {
            parts(draft).iter().any(|known| known.id == part && known.digest.to_string() == digest)
        };
        if let Some(draft) = versions.read.iter().find(|draft| had(draft)) {
            return text_of(draft, part);
        }
        while let Some(version) = versions.unread.pop() {
            let draft = history.text(&version).and_then(|text| parse_one(original, role, &text));
            let Some(draft) = draft else { continue };
            let found = had(&draft).then(|| text_of(&draft, part));
            versions.read.push(draft);
            if let Some(found) = found {
                return found;
            }
        }
        None
    }
}

fn parse_one(file: &FilePath, role: &FileRole, text: &str) -> Option<Arc<Draft>> {
    let input = InputFile { role: role.clone(), text: text.into(), size: text.len() as u64, unread: false };
    let inputs = InputSet { files: BTreeMap::from([(file.clone(), input)]) };
    parse(&inputs, None).documents.remove(file)
}

/// The words that are others, in the order of now; those that are gone stand at the end.
fn compare(then: &[Word], now: &[Word]) -> Vec<Changed> {
    // Words that stand under the same key, such as aliases, are one text.
    let joined = |words: &[Word], key: &str| -> String {
        let of_key: Vec<&str> =
            words.iter().filter(|word| word.key == key).map(|word| word.text.as_str()).collect();
        of_key.join(", ")
    };
    let mut keys: Vec<&String> = Vec::new();
    for word in now.iter().chain(then) {
        if !keys.contains(&&word.key) {
            keys.push(&word.key);
        }
    }
    keys.into_iter()
        .map(|key| (key, joined(then, key), joined(now, key)))
        .filter(|(_, then, now)| then != now)
        .map(|(key, then, now)| Changed { key: key.clone(), words: difference(&then, &now) })
        .collect()
}
