//! Language tags, and words in several languages.

use std::{borrow::Borrow, collections::BTreeMap, fmt, sync::Arc};

/// A BCP 47 language tag, as the site writes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Makes a tag; [`Lang::is_well_formed`] says whether it can be one.
    pub fn new(tag: &str) -> Self {
        Self(tag.into())
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text has the shape of a tag: a language of two or three letters (ISO 639), then
    /// subtags of 1 to 8 letters or digits (RFC 5646, section 2.1).
    pub fn is_well_formed(tag: &str) -> bool {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or("");
        (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_alphabetic())
            && parts
                .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Something in one language at least, and in others where it exists.
///
/// Made by `resolve`; the language it was first written in always has a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Translated<T> {
    original: Lang,
    values: BTreeMap<Lang, T>,
}

impl<T> Translated<T> {
    /// Starts with the original.
    pub fn new(original: Lang, value: T) -> Self {
        Self { values: BTreeMap::from([(original.clone(), value)]), original }
    }

    /// Adds another language; the original is not replaced.
    pub fn add(&mut self, lang: Lang, value: T) {
        self.values.entry(lang).or_insert(value);
    }

    /// The language it was first written in.
    pub fn original(&self) -> &Lang {
        &self.original
    }

    /// The value in exactly this language.
    pub fn get(&self, lang: &Lang) -> Option<&T> {
        self.values.get(lang)
    }

    /// The value in this language, else the original, with the language it is in.
    pub fn or_original(&self, lang: &Lang) -> (&Lang, &T) {
        self.values
            .get_key_value(lang)
            .or_else(|| self.values.get_key_value(&self.original))
            .expect("`new` puts the original in and nothing takes values out")
    }

    /// Every language with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&Lang, &T)> {
        self.values.iter()
    }
}

/// A name as the content lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedName {
    /// Its language.
    pub lang: Lang,
    /// The name.
    pub name: Arc<str>,
    /// The entry that has it; nothing for a name of a vocabulary.
    pub entry: Option<Arc<str>>,
}
