//! The words of front matter that may hold figures, with their places and what covers them.
//!
//! Start with [`words_of`].

use super::{Placed, Subject, locate};
use crate::{
    input::{Place, Span, Spanned},
    model::doc::SourceRef,
    parse::{Draft, Front},
    schema::{
        decode::Keyed,
        front_matter::{Alias, Cite, EntryFront},
    },
};

/// Words of one meaning: those of a translation are compared with those under the same key.
pub(crate) struct Words<'a> {
    /// What they are, for messages and for pairing.
    pub(crate) key: (&'static str, Option<&'a str>),
    /// The paragraphs that cover them; nothing where none do.
    pub(super) cite: Option<&'a Cite>,
    /// The words themselves; nothing where a translation leaves them out.
    pub(crate) texts: Vec<(&'a str, Span)>,
    /// Whether only the entry's own names stand here, so that they hide no figure.
    is_name: bool,
    /// Words that need not be the same in every language.
    pub(crate) others: Vec<(&'a str, Span)>,
}

impl Words<'_> {
    /// Where the words begin.
    pub(super) fn span(&self) -> Span {
        self.texts.first().map_or_else(Span::default, |(_, span)| *span)
    }
}

/// The words of a file, under the keys of its original.
pub(crate) fn words_of<'a>(draft: &'a Draft, original: &'a Draft) -> Vec<Words<'a>> {
    match (&draft.front, &original.front) {
        (Front::Entry(front), _) => entry_words(front),
        (Front::Translation(front), Front::Entry(facts)) => {
            let mut found = vec![
                names(front.title.as_ref(), front.short_title.as_ref(), &front.aliases, &facts.cite),
                one("summary", front.summary.as_ref(), Some(&facts.cite)),
            ];
            found.extend(keyed("unknown", &front.unknown, |_| None));
            found.extend(keyed("milestones", &front.milestones, |id| {
                facts.milestones.iter().find(|m| m.id.value == id).map(|m| or_entry(&m.cite, facts))
            }));
            found.extend(keyed("observations", &front.observations, |id| {
                let is = |name: &Spanned<String>| name.value == id;
                facts.observations.iter().find(|o| o.id.as_ref().is_some_and(is)).map(|o| &o.cite.value)
            }));
            found.extend(keyed("former_names", &front.former_names, |id| {
                facts.former_names.iter().find(|f| f.id.value == id).map(|f| or_entry(&f.cite, facts))
            }));
            found
        }
        (Front::Term(front), Front::Term(facts)) => {
            vec![one("summary", front.summary.as_ref(), Some(&facts.cite))]
        }
        (Front::Page(front), _) => {
            vec![one("title", Some(&front.title), None), one("summary", front.summary.as_ref(), None)]
        }
        _ => Vec::new(),
    }
}

fn entry_words(front: &EntryFront) -> Vec<Words<'_>> {
    let mut found = vec![
        names(Some(&front.title), front.short_title.as_ref(), &front.aliases, &front.cite),
        one("summary", Some(&front.summary), Some(&front.cite)),
    ];
    found.extend(keyed("unknown", &front.unknown, |_| None));
    for milestone in &front.milestones {
        let text = (milestone.text.value.as_str(), milestone.text.span);
        found.push(plain(
            ("milestones", Some(&milestone.id.value)),
            Some(or_entry(&milestone.cite, front)),
            vec![text],
        ));
    }
    for field in &front.observations {
        if let Some(note) = &field.note {
            let id = field.id.as_ref().map(|id| id.value.as_str());
            let near = field.id.as_ref().map_or(field.indicator.span, |id| id.span);
            found.push(plain(("observations", id), Some(&field.cite.value), vec![(note, near)]));
        }
    }
    for former in &front.former_names {
        let name = (former.name.value.as_str(), former.name.span);
        found.push(plain(
            ("former_names", Some(&former.id.value)),
            Some(or_entry(&former.cite, front)),
            vec![name],
        ));
    }
    found
}

/// The paragraphs of a fact, else those of its entry.
pub(super) fn or_entry<'a>(cite: &'a Cite, front: &'a EntryFront) -> &'a Cite {
    if cite.0.is_empty() { &front.cite } else { cite }
}

fn names<'a>(
    title: Option<&'a Spanned<String>>,
    short: Option<&'a Spanned<String>>,
    aliases: &'a [Alias],
    cite: &'a Cite,
) -> Words<'a> {
    let pick = |word: &'a Spanned<String>| (word.value.as_str(), word.span);
    Words {
        key: ("title", None),
        cite: Some(cite),
        texts: title.into_iter().map(pick).collect(),
        is_name: true,
        others: short.into_iter().map(pick).chain(aliases.iter().map(|alias| pick(&alias.name))).collect(),
    }
}

fn one<'a>(key: &'static str, word: Option<&'a Spanned<String>>, cite: Option<&'a Cite>) -> Words<'a> {
    plain((key, None), cite, word.into_iter().map(|word| (word.value.as_str(), word.span)).collect())
}

fn plain<'a>(
    key: (&'static str, Option<&'a str>),
    cite: Option<&'a Cite>,
    texts: Vec<(&'a str, Span)>,
) -> Words<'a> {
    Words { key, cite, texts, is_name: false, others: Vec::new() }
}

fn keyed<'a>(
    key: &'static str,
    written: &'a Keyed<String>,
    cite: impl Fn(&str) -> Option<&'a Cite>,
) -> Vec<Words<'a>> {
    let words = written.0.iter();
    words.map(|(id, text)| plain((key, Some(&id.value)), cite(&id.value), vec![(text, id.span)])).collect()
}

impl Words<'_> {
    /// The figures of each of the other names.
    pub(super) fn other_names(&self, subject: &Subject<'_>, draft: &Draft) -> Vec<Vec<Placed>> {
        self.others.iter().map(|(text, span)| self.read(subject, draft, text, *span)).collect()
    }

    /// The figures of the words; those of other names are given apart.
    pub(super) fn figures(&self, subject: &Subject<'_>, draft: &Draft) -> (Vec<Placed>, Vec<Placed>) {
        let read = |list: &[(&str, Span)]| -> Vec<Placed> {
            list.iter().flat_map(|(text, span)| self.read(subject, draft, text, *span)).collect()
        };
        (read(&self.texts), read(&self.others))
    }

    /// The figures of one of the texts, each with its span in it.
    pub(crate) fn read(&self, subject: &Subject<'_>, draft: &Draft, text: &str, near: Span) -> Vec<Placed> {
        let figures = subject.figures;
        let Some(reader) = figures.reader(&draft.lang) else { return Vec::new() };
        let mut found = reader.read(text, None);
        let own = self.is_name.then_some(draft.id.as_str());
        figures.names.mark(&mut found, text, &draft.lang, own);
        let start = found.first().and_then(|_| locate(subject, &draft.file, near, text));
        let place = |figure: &crate::figure::Figure| match start {
            Some(start) => Place::new(&draft.file, figure.span.shifted(start)),
            None => Place::new(&draft.file, near),
        };
        found.into_iter().map(|figure| Placed { place: place(&figure), figure }).collect()
    }
}

/// The paragraphs that a list of references names, as far as they exist.
pub(super) fn references(cite: &Cite) -> impl Iterator<Item = &SourceRef> {
    cite.0.iter().map(|reference| &reference.value)
}
