//! Which parts of a translation still say what their original says.
//!
//! An original and a translation of it go in, as drafts; for each part - the words of the front matter
//! and every section - comes out whether the digest that the translation carries is that of the
//! original. Nothing is read, reported or written here: `check` makes findings of it, `render` makes
//! notices, `scaffold` writes digests, `cli` lists.
//!
//! Start with [`compare`]; [`parts`] says what a translation is to carry, [`survey`] looks at a
//! whole site, `difference.rs` tells two versions of a text apart, word by word.

mod difference;
mod survey;
mod words;

pub use difference::{Change, Sign, difference};
pub use survey::{Subject, Survey, TranslationState, count, survey};
pub use words::{Word, words};

use crate::{
    digest::Digest,
    input::Span,
    model::doc::{Event, Section, Tag},
    parse::{Draft, markdown::section_text},
};

/// The part that is the words of the front matter.
pub const WORDS: &str = "words";
/// The part that is the text before the first section.
pub const INTRO: &str = "intro";

/// A part of an original, as its translations carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `words`, `intro`, or the id of a section.
    pub id: String,
    /// The digest of its text.
    pub digest: Digest,
}

/// How a part of a translation stands to that of its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// The original is as it was when it was translated.
    Current,
    /// The original has changed since.
    Stale,
    /// The translation does not say which version of the original it was made from.
    Unstamped,
    /// The original no longer has the part.
    Gone,
}

impl Freshness {
    /// The word that a reader of a list sees.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Stale => "stale",
            Self::Unstamped => "unstamped",
            Self::Gone => "gone",
        }
    }
}

/// One part of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartState {
    /// `words`, `intro`, or the id of a section.
    pub id: String,
    /// How it stands to the original.
    pub freshness: Freshness,
    /// The digest that the translation carries, as written.
    pub stamped: Option<String>,
    /// The digest of the original's part; nothing if it is gone.
    pub digest: Option<Digest>,
    /// Where the translation carries its digest.
    pub key: Option<Span>,
}

/// The parts of an original: its words if it has any, then its sections in reading order.
///
/// The digest of the words is taken over one line for each, `key: text` and a line feed, in the order
/// of [`words`]; that of a section over its parsed text.
pub fn parts(original: &Draft) -> Vec<Part> {
    let words = words(&original.front);
    let mut parts = Vec::with_capacity(original.body.doc.sections.len() + 1);
    if !words.is_empty() {
        let text: String = words.iter().flat_map(|word| [&word.key, ": ", &word.text, "\n"]).collect();
        parts.push(Part { id: WORDS.to_owned(), digest: Digest::of(text.as_bytes()) });
    }
    let sections = original.body.doc.sections.iter();
    parts.extend(sections.map(|section| Part { id: section.id.clone(), digest: section.digest }));
    parts
}

/// How each part of a translation stands to its original.
///
/// A translation carries a digest for the words and for each section that it has itself: what it
/// lacks is missing, not unstamped. One that has words only is not asked for its sections. Nothing
/// comes out for a draft that is no translation.
pub fn compare(original: &Draft, translation: &Draft) -> Vec<PartState> {
    let Some(field) = translation.front.translation() else { return Vec::new() };
    let has_text = translation.signature.has_text;
    let parts = parts(original);
    let mut states = Vec::new();
    for part in &parts {
        let is_words = part.id == WORDS;
        let written = field.of.0.iter().find(|(key, _)| key.value == part.id);
        let is_asked = is_words || (has_text && section(translation, &part.id).is_some());
        let freshness = match written {
            None if is_asked => Freshness::Unstamped,
            Some((_, digest)) if is_words || has_text => freshness_of(digest, part.digest),
            _ => continue,
        };
        states.push(PartState {
            id: part.id.clone(),
            freshness,
            stamped: written.map(|(_, digest)| digest.clone()),
            digest: Some(part.digest),
            key: written.map(|(key, _)| key.span),
        });
    }
    let gone = field.of.0.iter().filter(|(key, _)| !parts.iter().any(|part| part.id == key.value));
    states.extend(gone.map(|(key, digest)| PartState {
        id: key.value.clone(),
        freshness: Freshness::Gone,
        stamped: Some(digest.clone()),
        digest: None,
        key: Some(key.span),
    }));
    states
}

fn freshness_of(written: &str, digest: Digest) -> Freshness {
    if written == digest.to_string() {
        return Freshness::Current;
    }
    if Digest::is_written(written) { Freshness::Stale } else { Freshness::Unstamped }
}

/// A section of a document by its id.
pub fn section<'a>(draft: &'a Draft, id: &str) -> Option<&'a Section> {
    draft.body.doc.sections.iter().find(|section| section.id == id)
}

/// Where a part stands: a section's heading, the first block of the `intro`, the opening fence for
/// the words.
pub fn place_of(draft: &Draft, id: &str) -> Option<Span> {
    if id == WORDS {
        return Some(draft.fence);
    }
    let doc = &draft.body.doc;
    let (event, span) = doc.events.get(section(draft, id)?.first)?;
    match event {
        Event::Start(Tag::Heading(heading)) => doc.headings.get(*heading).map(|heading| heading.span),
        _ => Some(*span),
    }
}

/// The text of a part, as its digest is taken over it: a line for each word of the front matter, one
/// line for a section; nothing if there is no such part.
pub fn text_of(draft: &Draft, id: &str) -> Option<Vec<Word>> {
    if id == WORDS {
        return Some(words(&draft.front));
    }
    let section = section(draft, id)?;
    Some(vec![Word { key: String::new(), text: section_text(&draft.body.doc, section) }])
}
