//! The index of names: all of them on one page, or the letters there and a page for each.

use super::{Fault, Sheet, frame::Frame, lists::pager_of};
use crate::{
    model::{choice::Choice as _, lang::Lang},
    plan::{
        letters::{Group, Leaf, LeafAddress, Lettered},
        names::{Name, NameRole, NameTarget, NamesPart},
        permalinks,
    },
    render::view::{LetterLink, NameGroup, NameItem, NameTargetView, NamesPartView, NamesView, Words},
};
use std::ops::Range;

/// Letters of other scripts in the row of letters; with more, only the first is there.
const MOST_INITIALS: usize = 40;

impl Sheet<'_> {
    pub(in crate::render) fn names(&self, address: Option<&LeafAddress>) -> Result<Vec<u8>, Fault> {
        let parts = self.desk.plan.names.parts(self.lang);
        let title = self.words(self.lang, self.word("menu-index"));
        let mut frame = Frame { menu: Some("index"), ..Frame::new(title) };
        frame.description = Some(self.word("names-lead").to_owned());
        let total = parts.iter().map(NamesPart::len).sum();
        let is_split = parts.iter().any(|part| !part.letters.leaves.is_empty());
        let found = address.and_then(|address| {
            let part = parts.iter().find(|part| part.lang == *address.part.as_ref().unwrap_or(self.lang))?;
            Some((part, part.letters.leaf(&address.segment, address.page)?))
        });
        let Some((part, leaf)) = found else {
            let parts = parts.iter().map(|part| self.names_part(part, 0..part.len(), None)).collect();
            let view = NamesView { total, is_split, letter: None, parts, pager: None };
            return self.draw("names.html", frame, &view, Vec::new());
        };
        let letter = heading(&part.letters, leaf);
        let view = NamesView {
            total,
            is_split,
            letter: Some(letter.clone()),
            parts: vec![self.names_part(part, leaf.items.clone(), Some(leaf))],
            pager: Some(pager_of(leaf.page, leaf.pages, |page| self.names_page(part, &leaf.segment, page))),
        };
        if part.lang != *self.lang {
            frame.title.text.push_str(&format!(" · {}", view.parts[0].language.text));
        }
        self.title_leaf(&mut frame, ("menu-index", permalinks::names(self.lang, None)), &letter, leaf.page);
        self.draw("names.html", frame, &view, Vec::new())
    }

    /// How many names the index has, and its letters in the page's language.
    pub(super) fn names_letters(&self) -> (usize, Vec<LetterLink>) {
        let parts = self.desk.plan.names.parts(self.lang);
        let own = parts.iter().find(|part| part.lang == *self.lang);
        let letters = own.map(|part| self.names_part(part, 0..part.len(), None).letters);
        (parts.iter().map(NamesPart::len).sum(), letters.unwrap_or_default())
    }

    /// Tells the page of a letter from the others, and leads up to the whole.
    pub(super) fn title_leaf(&self, frame: &mut Frame, up: (&str, String), letter: &str, page: usize) {
        frame.breadcrumb.push(self.crumb(up.0, up.1));
        frame.title.text.push_str(&format!(" · {letter}"));
        if page > 1 {
            frame.title.text.push_str(&self.page_suffix(page));
        }
    }

    fn names_page(&self, part: &NamesPart, segment: &str, page: usize) -> String {
        let other = (part.lang != *self.lang).then(|| part.lang.clone());
        let address = LeafAddress { lang: self.lang.clone(), part: other, segment: segment.to_owned(), page };
        permalinks::names(self.lang, Some(&address))
    }

    fn names_part(&self, part: &NamesPart, shown: Range<usize>, leaf: Option<&Leaf>) -> NamesPartView {
        let locale = self.desk.site.locales.get(&part.lang);
        let is_other = part.lang != *self.lang;
        // Anchors of one part are not those of another.
        let prefix = if is_other { format!("_{}", part.lang) } else { String::new() };
        let group = |group: Group| NameGroup {
            id: format!("{prefix}{}", group.letter.anchor()),
            letter: group.letter.text(),
            names: self.name_items(part, group.items),
        };
        let of_segment = |segment: &str| -> usize {
            let groups = part.letters.groups.iter().filter(|group| group.letter.segment() == segment);
            groups.map(|group| group.items.len()).sum()
        };
        let has_groups = leaf.is_some() || part.letters.leaves.is_empty();
        NamesPartView {
            tag: part.lang.as_str().to_owned(),
            language: self.words(&part.lang, locale.name()),
            is_other,
            total: leaf.map_or(part.len(), |leaf| of_segment(&leaf.segment)),
            letters: self.letter_links(&part.lang, &part.letters, leaf, |group| {
                let anchor = format!("#{prefix}{}", group.letter.anchor());
                part.letters.leaf_of(group.items.start).map_or_else(
                    || permalinks::names(self.lang, None) + &anchor,
                    |first| {
                        self.names_page(part, &first.segment, first.page)
                            + anchor_within(first, group, &anchor)
                    },
                )
            }),
            groups: if has_groups { part.letters.groups_in(&shown).map(group).collect() } else { Vec::new() },
        }
    }

    /// Every letter of a language, and what else there is in a list.
    pub(super) fn letter_links(
        &self,
        lang: &Lang,
        list: &Lettered,
        leaf: Option<&Leaf>,
        href: impl Fn(&Group) -> String,
    ) -> Vec<LetterLink> {
        let locale = self.desk.site.locales.get(lang);
        let known: Vec<_> = locale.collation().letters().collect();
        let link = |group: &Group| LetterLink {
            text: group.letter.text(),
            href: Some(href(group)),
            count: group.items.len(),
            current: leaf
                .is_some_and(|leaf| leaf.items.start < group.items.end && group.items.start < leaf.items.end),
        };
        let of_letter = |letter| list.groups.iter().find(|group| group.letter == letter);
        let mut links: Vec<LetterLink> = known
            .iter()
            .map(|letter| {
                let empty = || LetterLink { text: letter.text(), href: None, count: 0, current: false };
                of_letter(*letter).map_or_else(empty, link)
            })
            .collect();
        let others: Vec<&Group> = list.groups.iter().filter(|group| !known.contains(&group.letter)).collect();
        let most = if others.len() > MOST_INITIALS { 1 } else { others.len() };
        links.extend(others.into_iter().take(most).map(link));
        links
    }

    /// The names of a range, those that are written alike as one.
    fn name_items(&self, part: &NamesPart, places: Range<usize>) -> Vec<NameItem> {
        let mut items: Vec<NameItem> = Vec::new();
        for name in places.map(|place| self.desk.plan.names.name(part, place)) {
            let target = self.name_target_view(name);
            match items.last_mut().filter(|last| last.name.text == name.text) {
                Some(last) => last.targets.push(target),
                None => items.push(NameItem {
                    name: self.words(&part.lang, name.text.as_str()),
                    targets: vec![target],
                }),
            }
        }
        items
    }

    fn name_target_view(&self, name: &Name) -> NameTargetView {
        let (href, main, what) = self.name_target(name.target);
        let former = match name.role {
            NameRole::Former(until) => Some(match until {
                Some(date) => {
                    let until = self.fill("until", &[("date", &self.date(date).text)]);
                    format!("{}{}{until}", self.word("name-former"), self.word("list-separator"))
                }
                None => self.word("name-former").to_owned(),
            }),
            NameRole::Main | NameRole::Other => None,
        };
        NameTargetView { of: Some(main).filter(|main| main.text != name.text), href, what, former }
    }

    /// The page of what a name leads to, what it is called there, and what it is.
    fn name_target(&self, target: NameTarget) -> (String, Words, String) {
        let corpus = &self.desk.site.corpus;
        match target {
            NameTarget::Entry(id) => {
                let link = self.entry_link(id);
                (
                    link.href,
                    link.label,
                    self.word(&format!("kind-{}", corpus.entry(id).kind.as_str())).to_owned(),
                )
            }
            NameTarget::Term(vocabulary, id) => {
                let link = self.term_link(vocabulary, id);
                (link.href, link.label, self.word(&format!("term-{}", vocabulary.as_str())).to_owned())
            }
            NameTarget::Indicator(id) => {
                let link = self.indicator_link(corpus.indicator(id));
                (link.href, link.label, self.word("indicator").to_owned())
            }
            NameTarget::Source(id) => {
                let link = self.source_link(id);
                (link.href, link.title, self.word("name-source").to_owned())
            }
            NameTarget::Glossary(term) => {
                let link = self.glossary_link(term);
                (link.href, link.label, self.word("name-term").to_owned())
            }
        }
    }
}

/// The letter of a page, or all that share it from the first to the last.
pub(super) fn heading(list: &Lettered, leaf: &Leaf) -> String {
    let letters: Vec<String> = list
        .groups
        .iter()
        .map(|group| group.letter)
        .filter(|letter| letter.segment() == leaf.segment)
        .map(crate::locale::IndexLetter::text)
        .collect();
    match &letters[..] {
        [first, .., last] => format!("{first}–{last}"),
        _ => letters.concat(),
    }
}

/// The anchor of a group that does not begin its page.
pub(super) fn anchor_within<'a>(leaf: &Leaf, group: &Group, anchor: &'a str) -> &'a str {
    if leaf.items.start == group.items.start { "" } else { anchor }
}
