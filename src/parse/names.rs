//! Names of entries in running text.
//!
//! One automaton over all names of a language finds them all in one pass over a text, the longest
//! first. Names of vocabulary terms are in it too, without a target: they keep a shorter name inside
//! them from being linked.
//!
//! Start with [`Names::new`], then [`Names::mentions`].

use super::{Drafts, document::Front, vocabulary::Records};
use crate::{
    digest::Digest,
    finding::{Finding, codes},
    input::{Place, Spanned},
    model::{
        doc::{Doc, Event, LinkTarget, Tag, TagEnd},
        lang::{Lang, ListedName},
    },
    schema::front_matter::Alias,
};
use aho_corasick::{AhoCorasick, MatchKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

/// A name found in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The event of the text, an index into [`Doc::events`].
    pub event: usize,
    /// The range within that event's text.
    pub range: Range<usize>,
    /// The entry that has the name.
    pub entry: Arc<str>,
}

#[derive(Debug)]
struct LanguageNames {
    automaton: AhoCorasick,
    /// The entry of each pattern; nothing for names that only stand in the way.
    targets: Vec<Option<Arc<str>>>,
}

/// All names of a site, by language.
#[derive(Debug, Default)]
pub struct Names {
    languages: BTreeMap<Lang, LanguageNames>,
    /// Names that mean more than one entry.
    pub findings: Vec<Finding>,
    /// Changes when any name does.
    pub digest: Option<Digest>,
    /// Every name there is.
    pub listed: Vec<ListedName>,
}

type Owner = (Arc<str>, Place);
type Holders = BTreeSet<Option<Arc<str>>>;

#[derive(Default)]
struct Collected {
    owned: BTreeMap<Lang, BTreeMap<String, Vec<Owner>>>,
    /// Each with the entries that have it; nothing among them for a vocabulary.
    blocking: BTreeMap<Lang, BTreeMap<String, Holders>>,
}

impl Collected {
    /// Notes names of an entry that are not linked, or of a vocabulary.
    fn block(&mut self, lang: Lang, names: impl IntoIterator<Item = String>, entry: Option<&Arc<str>>) {
        let blocking = self.blocking.entry(lang).or_default();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            blocking.entry(name).or_default().insert(entry.cloned());
        }
    }
}

impl Names {
    /// Collects the names of all drafts.
    pub fn new(drafts: &Drafts) -> Self {
        let collected = collect(drafts);
        let mut names =
            Self { digest: Some(digest(&collected)), listed: listed(&collected), ..Self::default() };
        for (lang, owned) in &collected.owned {
            let mut patterns: Vec<&str> = Vec::new();
            let mut targets = Vec::new();
            for (name, owners) in owned {
                patterns.push(name);
                targets.push(names.owner(name, owners));
            }
            for name in collected.blocking.get(lang).into_iter().flat_map(BTreeMap::keys) {
                if !owned.contains_key(name) {
                    patterns.push(name);
                    targets.push(None);
                }
            }
            let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns);
            if let Ok(automaton) = built {
                names.languages.insert(lang.clone(), LanguageNames { automaton, targets });
            }
        }
        names
    }

    /// The one entry that has a name; reports a name of several.
    fn owner(&mut self, name: &str, owners: &[Owner]) -> Option<Arc<str>> {
        let (first, place) = owners.first()?;
        let Some((_, other)) = owners.iter().find(|(id, _)| id != first) else { return Some(first.clone()) };
        let message = format!("`{name}` is the name of more than one entry");
        let finding = Finding::new(&codes::AMBIGUOUS_NAME, other.clone(), message)
            .also(place.clone(), "also a name here")
            .help("tell the two apart: texts that use the name are linked to neither");
        self.findings.push(finding);
        None
    }

    /// The names in a text that lead to other entries: the first of each entry in a section, none
    /// inside links, code, headings and quotations, none that the section links already.
    pub fn mentions(&self, doc: &Doc, lang: &Lang, own: &str) -> Vec<Mention> {
        let Some(names) = self.languages.get(lang) else { return Vec::new() };
        let mut found = Vec::new();
        for section in &doc.sections {
            let range = section.first..section.end;
            let mut seen = linked(doc, range.clone());
            seen.insert(own.into());
            for event in open_text(doc, range) {
                let Event::Text(text) = &doc.events[event].0 else { continue };
                for hit in names.automaton.find_iter(text.as_ref()) {
                    let Some(entry) = &names.targets[hit.pattern().as_usize()] else { continue };
                    if stands_alone(text, hit.range()) && seen.insert(entry.clone()) {
                        found.push(Mention { event, range: hit.range(), entry: entry.clone() });
                    }
                }
            }
        }
        found
    }
}

/// The entries that a section links by itself.
fn linked(doc: &Doc, range: Range<usize>) -> BTreeSet<Arc<str>> {
    doc.events[range]
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { target, .. }) => match &doc.links[*target].value {
                LinkTarget::Entry { id, .. } => Some(id.as_str().into()),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// The text events of a range that may be linked.
fn open_text(doc: &Doc, range: Range<usize>) -> Vec<usize> {
    let mut closed = 0_usize;
    let mut open = Vec::new();
    for index in range {
        match &doc.events[index].0 {
            Event::Start(tag) if closes(tag) => closed += 1,
            Event::End(
                TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::Heading | TagEnd::BlockQuote,
            ) => closed = closed.saturating_sub(1),
            Event::Text(_) if closed == 0 => open.push(index),
            _ => {}
        }
    }
    open
}

fn closes(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock { .. } | Tag::Heading(_) | Tag::BlockQuote(_)
    )
}

/// Whether a match is a word of its own: in scripts that put spaces between words, a letter or
/// digit on both sides of its edge makes it a part of a longer word.
pub(super) fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let joined = |outside: Option<char>, inside: Option<char>| matches!((outside, inside), (Some(a), Some(b)) if is_spaced(a) && is_spaced(b));
    let name = &text[range.clone()];
    !joined(text[..range.start].chars().next_back(), name.chars().next())
        && !joined(text[range.end..].chars().next(), name.chars().next_back())
}

/// Letters and digits of scripts that put spaces between words: all but Han, kana and the scripts
/// of Southeast Asia (Unicode line breaking classes ID and SA).
pub(crate) fn is_spaced(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c,
            '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Entries that are withdrawn: no text is linked to a notice by itself.
fn withdrawn(drafts: &Drafts) -> BTreeSet<&str> {
    let is_withdrawn = |front: &Front| matches!(front, Front::Entry(front) if front.withdrawn.is_some());
    drafts
        .documents
        .values()
        .filter(|draft| is_withdrawn(&draft.front))
        .map(|draft| draft.id.as_str())
        .collect()
}

fn collect(drafts: &Drafts) -> Collected {
    let mut collected = Collected::default();
    let withdrawn = withdrawn(drafts);
    for draft in drafts.documents.values().filter(|draft| !withdrawn.contains(draft.id.as_str())) {
        let id: Arc<str> = draft.id.as_str().into();
        let names = collected.owned.entry(draft.lang.clone()).or_default();
        let mut own = |name: &Spanned<String>| {
            let place = Place::new(&draft.file, name.span);
            if name.value.chars().count() > 1 {
                names.entry(name.value.clone()).or_default().push((id.clone(), place));
            }
        };
        match &draft.front {
            Front::Entry(front) => {
                own(&front.title);
                front.short_title.iter().for_each(&mut own);
                front.aliases.iter().filter(|alias| alias.link).for_each(|alias| own(&alias.name));
                front.former_names.iter().for_each(|former| own(&former.name));
            }
            Front::Translation(front) => {
                front.title.iter().for_each(&mut own);
                front.short_title.iter().for_each(&mut own);
                front.aliases.iter().filter(|alias| alias.link).for_each(|alias| own(&alias.name));
                let former = &front.former_names.0;
                former.iter().for_each(|(key, name)| own(&Spanned::new(name.clone(), key.span)));
            }
            Front::Page(_) | Front::Term(_) | Front::Broken { .. } | Front::Unread => {}
        }
        let unlinked = aliases(&draft.front).iter().filter(|alias| !alias.link);
        let unlinked: Vec<String> = unlinked.map(|alias| alias.name.value.clone()).collect();
        collected.block(draft.lang.clone(), unlinked, Some(&id));
    }
    for draft in drafts.vocabularies.values() {
        match &draft.records {
            Some(Records::Glossary(terms)) => {
                for (lang, names) in terms.iter().flat_map(|term| &term.names.0) {
                    let names = names.iter().map(|name| name.value.clone());
                    collected.block(Lang::new(&lang.value), names, None);
                }
            }
            Some(Records::Terms(terms)) => {
                for term in terms {
                    term.label.0.iter().for_each(|(lang, label)| {
                        collected.block(Lang::new(&lang.value), [label.clone()], None);
                    });
                    term.alt.0.iter().for_each(|(lang, names)| {
                        collected.block(Lang::new(&lang.value), names.iter().cloned(), None);
                    });
                }
            }
            _ => {}
        }
    }
    collected
}

fn listed(collected: &Collected) -> Vec<ListedName> {
    let owned = collected.owned.iter().flat_map(|(lang, names)| {
        names.iter().flat_map(move |(name, owners)| {
            let name: Arc<str> = name.as_str().into();
            owners.iter().map(move |(entry, _)| ListedName {
                lang: lang.clone(),
                name: name.clone(),
                entry: Some(entry.clone()),
            })
        })
    });
    let blocking = collected.blocking.iter().flat_map(|(lang, names)| {
        names.iter().flat_map(move |(name, owners)| {
            let name: Arc<str> = name.as_str().into();
            owners.iter().map(move |entry| ListedName {
                lang: lang.clone(),
                name: name.clone(),
                entry: entry.clone(),
            })
        })
    });
    owned.chain(blocking).collect()
}

fn aliases(front: &Front) -> &[Alias] {
    match front {
        Front::Entry(front) => &front.aliases,
        Front::Translation(front) => &front.aliases,
        Front::Page(_) | Front::Term(_) | Front::Broken { .. } | Front::Unread => &[],
    }
}

fn digest(collected: &Collected) -> Digest {
    let mut text = String::new();
    for (lang, names) in &collected.owned {
        for (name, owners) in names {
            let ids: Vec<&str> = owners.iter().map(|(id, _)| id.as_ref()).collect();
            text.push_str(&format!("{lang}\t{name}\t{}\n", ids.join(" ")));
        }
    }
    for (lang, names) in &collected.blocking {
        for name in names.keys() {
            text.push_str(&format!("{lang}\t{name}\n"));
        }
    }
    Digest::of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_part_of_a_longer_word() {
        let alone = |text: &str, name: &str| {
            let start = text.find(name).expect("the name");
            stands_alone(text, start..start + name.len())
        };
        assert!(alone("the Line, at last", "Line"));
        assert!(!alone("the Lineage", "Line"));
        assert!(alone("建设某线工程", "某线"));
        assert!(alone("建设ABC工程", "ABC"));
        assert!(alone("(Line)", "Line"));
    }
}
