//! `term-not-used`: where the original names a term of the glossary, its translation does so too.
//!
//! Good prose does not repeat a name in every sentence. So a name counts for the whole of its section;
//! the name of something larger counts for the terms within it; the subject of an entry needs no name
//! in its own text; and once a text has named a term, a word of that name will do in other sections.

use super::{
    Subject,
    aligned::{Pair, first_line},
    front_words::front_words,
    passages::{passages, set_apart},
};
use crate::{
    finding::{Finding, codes},
    freshness::WORDS,
    input::Place,
    model::{
        doc::{Doc, Event, LinkTarget, Section, Tag},
        lang::Lang,
        vocabulary::Vocabulary,
    },
    parse::{
        Folder, Front,
        names::is_spaced,
        phrases::{Comparable, Hit, longest},
    },
    resolve::wording::{Named, Wording},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Shorter words are too common to remind of a name.
const LEAST_LETTERS: usize = 4;
/// How many other words may stand between two words of a name.
const FREE_WORDS: usize = 2;
/// The longest ending that two forms of a word differ in.
const LONGEST_ENDING: usize = 3;

/// Compares a translation with its original.
pub(super) fn check(subject: &Subject<'_>, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
    if subject.corpus.glossary.iter().any(|term| term.checked) {
        let comparison = Comparison::new(subject, pair);
        findings.extend(comparison.and_then(Comparison::compare).into_iter().flatten());
    }
}

/// A translation under comparison.
struct Comparison<'a> {
    subject: &'a Subject<'a>,
    pair: &'a Pair<'a>,
    /// The wording of the original's language.
    theirs: &'a Wording,
    /// The wording of the translation's language.
    ours: &'a Wording,
}

/// What a section of the original asks for, and what its translation says.
struct Part {
    /// The terms that the original names, with where.
    asked: BTreeMap<usize, Place>,
    /// What the translation names or links.
    named: BTreeSet<Named>,
    /// The text of the translation.
    texts: Vec<Comparable>,
    /// Where a finding stands.
    place: Place,
}

impl<'a> Comparison<'a> {
    fn new(subject: &'a Subject<'a>, pair: &'a Pair<'a>) -> Option<Self> {
        let wordings = &subject.corpus.wordings;
        let theirs = wordings.get(&pair.original.lang)?;
        let ours = wordings.get(&pair.translation.lang)?;
        Some(Self { subject, pair, theirs, ours })
    }

    fn compare(self) -> Option<Vec<Finding>> {
        let sections = self.pair.sections().map(|(section, twin)| self.section(section, twin));
        let parts: Vec<Part> = self.words().into_iter().chain(sections).collect();
        if parts.iter().all(|part| part.asked.is_empty()) {
            return None;
        }
        let own: BTreeSet<usize> =
            self.own_name().into_iter().flat_map(|own| self.theirs.terms_in(own)).collect();
        let titles = self.titles();
        let mut findings = Vec::new();
        for part in &parts {
            for (term, place) in &part.asked {
                let elsewhere = || {
                    self.holds(&titles, *term) || parts.iter().any(|other| self.holds(&other.named, *term))
                };
                let used = self.holds(&part.named, *term)
                    || self.bends(part, *term)
                    || (own.contains(term) || self.reminds(part, *term)) && elsewhere();
                if !used {
                    findings.push(self.finding(*term, part, place));
                }
            }
        }
        Some(findings)
    }

    /// What the text is about.
    fn own_name(&self) -> Option<Named> {
        let (corpus, original) = (self.subject.corpus, self.pair.original);
        match original.folder {
            Folder::Entry(_) => corpus.find_entry(&original.id).map(Named::Entry),
            Folder::Term(vocabulary) => {
                corpus.find_term(vocabulary, &original.id).map(|term| Named::Term(vocabulary, term))
            }
            Folder::Page => None,
        }
    }

    /// The front matter of both, as far as both have the same words.
    fn words(&self) -> Option<Part> {
        let Pair { original, translation, .. } = self.pair;
        let mut part: Option<Part> = None;
        if !self.pair.is_current(WORDS) {
            return None;
        }
        let here = front_words(translation);
        for word in front_words(original) {
            let Some(twin) = here.iter().find(|twin| twin.is_twin(&word)) else { continue };
            let part = part.get_or_insert_with(|| Part {
                asked: BTreeMap::new(),
                named: BTreeSet::new(),
                texts: Vec::new(),
                place: twin.whole(translation),
            });
            for (term, range) in self.terms(word.text) {
                let place = || word.place(self.subject.inputs, original, &range);
                part.asked.entry(term).or_insert_with(place);
            }
            self.take(part, twin.text);
        }
        part
    }

    fn section(&self, section: &Section, twin: &Section) -> Part {
        let Pair { original, translation, .. } = self.pair;
        let mut part = Part {
            asked: BTreeMap::new(),
            named: self.linked(&translation.body.doc, twin),
            texts: Vec::new(),
            place: first_line(translation, twin),
        };
        let theirs = passages(&original.body.doc, section.first..section.end);
        for passage in theirs.iter().filter(|passage| !passage.is_quotation) {
            for (term, range) in self.terms(&passage.text) {
                let place = || Place::new(&original.file, passage.span(&range));
                part.asked.entry(term).or_insert_with(place);
            }
        }
        for passage in passages(&translation.body.doc, twin.first..twin.end) {
            self.take(&mut part, &passage.text);
        }
        part
    }

    /// The terms that a text of the original names, unless a longer one holds them or they are part of
    /// something quoted.
    fn terms(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let comparable = self.theirs.comparable(text);
        let is_term =
            |hit: &Hit| self.theirs.owners(hit).iter().any(|named| matches!(named, Named::Glossary(_)));
        let hits = longest(self.theirs.name_hits(&comparable).filter(is_term).collect());
        if hits.is_empty() {
            return Vec::new();
        }
        let quotations = set_apart(text);
        // Marks around nothing but the name are no quotation.
        let in_quotation = |range: &Range<usize>| {
            let name = &text[range.clone()];
            quotations.iter().any(|quotation| {
                let inside = text[quotation.clone()].trim_matches(|c: char| !c.is_alphanumeric());
                quotation.start <= range.start && range.end <= quotation.end && inside.len() > name.len()
            })
        };
        let mut terms = Vec::new();
        for hit in &hits {
            let range = comparable.written(text, &hit.range);
            let asked = self.theirs.owners(hit).iter().filter_map(|named| match named {
                Named::Glossary(term) if self.is_asked(*term) => Some(*term),
                _ => None,
            });
            if !in_quotation(&range) {
                terms.extend(asked.map(|term| (term, range.clone())));
            }
        }
        terms
    }

    fn is_asked(&self, term: usize) -> bool {
        let term = &self.subject.corpus.glossary[term];
        term.checked && !names(&term.names, &self.pair.translation.lang).is_empty()
    }

    fn take(&self, part: &mut Part, text: &str) {
        let text = self.ours.comparable(text);
        part.named.extend(self.named_in(&text));
        part.texts.push(text);
    }

    /// What a section links to.
    fn linked(&self, doc: &Doc, section: &Section) -> BTreeSet<Named> {
        let corpus = self.subject.corpus;
        let events = doc.events.get(section.first..section.end).unwrap_or(&[]);
        let targets = events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { target, .. }) => Some(&doc.links[*target].value),
            _ => None,
        });
        let named = targets.filter_map(|target| match target {
            LinkTarget::Entry { id, .. } => corpus.find_entry(id).map(Named::Entry),
            LinkTarget::Term { vocabulary, id } if vocabulary == "term" => {
                corpus.glossary.iter().position(|term| term.id == *id).map(Named::Glossary)
            }
            LinkTarget::Term { vocabulary, id } => {
                let known = Vocabulary::find_singular(vocabulary)?;
                corpus.find_term(known, id).map(|term| Named::Term(known, term))
            }
            LinkTarget::Url(_) | LinkTarget::Source(_) => None,
        });
        named.collect()
    }

    /// What the titles of the translation name.
    fn titles(&self) -> BTreeSet<Named> {
        let texts = titles(&self.pair.translation.front).into_iter().map(|title| self.ours.comparable(title));
        texts.flat_map(|text| self.named_in(&text)).collect()
    }

    fn named_in(&self, text: &Comparable) -> Vec<Named> {
        self.ours.named(text).flat_map(|hit| hit.owners.iter().copied()).collect()
    }

    /// Whether a term is among what is named, or stands in the name of something that is.
    fn holds(&self, all: &BTreeSet<Named>, term: usize) -> bool {
        let holds = |named: &Named| self.theirs.terms_in(*named).any(|held| held == term);
        all.iter().any(|named| *named == Named::Glossary(term) || holds(named))
    }

    /// Whether a paragraph of the translation has all the longer words of a name, in whatever form and
    /// order: `joint control of air pollution` is there in `air pollution is jointly controlled`. Two
    /// words have to stand close together.
    fn bends(&self, part: &Part, term: usize) -> bool {
        let names = names(&self.subject.corpus.glossary[term].names, &self.pair.translation.lang);
        names.iter().any(|name| {
            let name = self.ours.comparable(name).text;
            let sought: Vec<&str> = words(&name).filter(|word| is_longer(word)).collect();
            let room = if sought.len() > 2 { usize::MAX } else { words(&name).count() + FREE_WORDS };
            sought.len() > 1 && part.texts.iter().any(|text| stand_within(&sought, &text.text, room))
        })
    }

    /// Whether a part of the translation has a word of a term's names, outside of other names.
    fn reminds(&self, part: &Part, term: usize) -> bool {
        let names = names(&self.subject.corpus.glossary[term].names, &self.pair.translation.lang);
        let reminders: Vec<String> =
            names.iter().flat_map(|name| reminders(&self.ours.comparable(name).text)).collect();
        part.texts.iter().any(|text| {
            let others = longest(self.ours.name_hits(text).collect());
            let in_other = |at: usize| others.iter().any(|other| other.range.contains(&at));
            let found =
                |reminder: &String| text.text.match_indices(reminder.as_str()).any(|(at, _)| !in_other(at));
            reminders.iter().any(found)
        })
    }

    fn finding(&self, term: usize, part: &Part, place: &Place) -> Finding {
        let term = &self.subject.corpus.glossary[term];
        let names = names(&term.names, &self.pair.translation.lang);
        let source = self.subject.inputs.text(&place.file).map_or("", |text| text);
        let written = source.get(place.span.range()).unwrap_or(&term.id);
        let message = format!("the original has `{written}` here, the translation no name of this term");
        let others: Vec<String> = names.iter().skip(1).map(|name| format!("`{name}`")).collect();
        let mut help = format!("write `{}`", names.first().map_or("", String::as_str));
        if !others.is_empty() {
            help.push_str(&format!(" (or {})", others.join(", ")));
        }
        help.push_str(&format!("; another good name belongs under `{}` in terms.yaml", term.id));
        Finding::new(&codes::TERM_NOT_USED, part.place.clone(), message)
            .also(place.clone(), "in the original")
            .help(help)
    }
}

fn titles(front: &Front) -> Vec<&str> {
    match front {
        Front::Translation(front) => {
            let own = [&front.title, &front.short_title].into_iter().flatten();
            own.map(|title| title.value.as_str())
                .chain(front.aliases.iter().map(|alias| alias.name.value.as_str()))
                .collect()
        }
        Front::Page(front) => vec![&front.title.value],
        Front::Entry(_) | Front::Term(_) | Front::Broken { .. } | Front::Unread => Vec::new(),
    }
}

fn names<'a>(names: &'a crate::model::lang::Translated<Vec<String>>, lang: &Lang) -> &'a [String] {
    names.get(lang).map_or(&[], Vec::as_slice)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word is long enough to tell; in scripts that do not part words, none is.
fn is_longer(word: &str) -> bool {
    word.chars().all(is_spaced) && word.chars().count() >= LEAST_LETTERS
}

/// Whether so many words of a text that follow each other have a form of each word sought.
fn stand_within(sought: &[&str], text: &str, room: usize) -> bool {
    let words: Vec<&str> = words(text).collect();
    let room = room.min(words.len()).max(1);
    words.windows(room).any(|near| sought.iter().all(|word| near.iter().any(|other| is_form_of(word, other))))
}

/// Whether two words begin alike and differ in their ending at most.
fn is_form_of(word: &str, other: &str) -> bool {
    let shorter = word.chars().count().min(other.chars().count());
    let common = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    common >= LEAST_LETTERS.max(shorter.saturating_sub(LONGEST_ENDING))
}

/// What in a text brings a name to mind: its longer words, or where words are not set apart, the two
/// characters that it begins and ends with.
fn reminders(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = word.chars().collect();
        if chars.first().is_some_and(|c| is_spaced(*c)) {
            found.extend((chars.len() >= LEAST_LETTERS).then(|| word.to_owned()));
        } else if chars.len() > 2 {
            found.push(chars[..2].iter().collect());
            found.push(chars[chars.len() - 2..].iter().collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{is_form_of, reminders, stand_within};

    #[test]
    fn the_words_of_a_name_stand_close_together() {
        let name = ["million", "afforestation"];
        assert!(stand_within(&name, "one million mu of afforestation", 5));
        assert!(!stand_within(&name, "one million trees, and later more afforestation", 5));
        assert!(!stand_within(&name, "", 5));
    }

    #[test]
    fn forms_of_a_word_differ_in_their_ending() {
        assert!(is_form_of("relocating", "relocate") && is_form_of("jointly", "joint"));
        assert!(!is_form_of("coordinated", "integrated") && !is_form_of("capital", "capacity"));
    }

    #[test]
    fn a_short_form_holds_a_word_of_the_name() {
        assert_eq!(reminders("plan of the action"), ["plan", "action"]);
        assert_eq!(reminders("协同发展规划纲要"), ["协同", "纲要"]);
        assert_eq!(reminders("4+n"), Vec::<String>::new());
    }
}
