//! The words of a front matter in their canonical form.

use crate::{parse::Front, parse::markdown::collapsed, schema::front_matter::EntryFront};

/// A word of a front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The field, as `summary`; with the key of the item for words in lists, as `milestones.opening`.
    pub key: String,
    /// The text, in NFC and with its white space collapsed.
    pub text: String,
}

/// Everything in the front matter of an original that a translation says in its own words: one item
/// for each, in the order of the contract; within `unknown` and the lists in the order of their keys,
/// so that an original may sort its facts without making translations stale. Aliases keep their order.
///
/// `sort` is not among them, for an order is of one language only, and neither are notes of
/// observations without an `id`, which no translation can name.
pub fn words(front: &Front) -> Vec<Word> {
    let mut words = List(Vec::new());
    match front {
        Front::Entry(front) => words.entry(front),
        Front::Page(page) => {
            words.add("title", Some(&page.title.value));
            words.add("summary", page.summary.as_ref().map(|summary| &summary.value));
        }
        Front::Term(term) => words.add("summary", term.summary.as_ref().map(|summary| &summary.value)),
        Front::Translation(_) | Front::Broken { .. } | Front::Unread => {}
    }
    words.0
}

struct List(Vec<Word>);

impl List {
    fn add(&mut self, key: impl Into<String>, text: Option<&String>) {
        if let Some(text) = text {
            self.0.push(Word { key: key.into(), text: collapsed(text) });
        }
    }

    fn entry(&mut self, front: &EntryFront) {
        self.add("title", Some(&front.title.value));
        self.add("short_title", front.short_title.as_ref().map(|title| &title.value));
        for alias in &front.aliases {
            self.add("aliases", Some(&alias.name.value));
        }
        self.add("summary", Some(&front.summary.value));
        self.items("unknown", front.unknown.0.iter().map(|(key, reason)| (&key.value, reason)));
        self.items("milestones", front.milestones.iter().map(|item| (&item.id.value, &item.text.value)));
        let notes = front.observations.iter();
        let notes = notes.filter_map(|item| Some((&item.id.as_ref()?.value, item.note.as_ref()?)));
        self.items("observations", notes);
        self.items("former_names", front.former_names.iter().map(|item| (&item.id.value, &item.name.value)));
        self.add("withdrawn", front.withdrawn.as_ref().map(|withdrawn| &withdrawn.reason));
    }

    fn items<'a>(&mut self, field: &str, items: impl Iterator<Item = (&'a String, &'a String)>) {
        let mut items: Vec<_> = items.collect();
        items.sort();
        for (key, text) in items {
            self.add(format!("{field}.{key}"), Some(text));
        }
    }
}
