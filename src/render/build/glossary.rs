//! The glossary: every term with its names, its meaning, and who uses it.

use super::{
    Fault, Sheet,
    frame::Frame,
    lists::pager_of,
    names::{anchor_within, heading},
    users::{User, Users},
};
use crate::{
    model::lang::Lang,
    plan::{
        glossary::preferred,
        letters::{Group, LeafAddress},
        permalinks,
    },
    render::view::{CrumbView, GlossaryGroup, GlossaryItem, GlossaryView, Words},
};

/// Users of a term that are named; the rest are counted.
const USES_SHOWN: usize = 5;

impl Sheet<'_> {
    pub(in crate::render) fn glossary(&self, address: Option<&LeafAddress>) -> Result<Vec<u8>, Fault> {
        let glossary = self.desk.plan.glossaries.get(self.lang);
        let list = &glossary.letters;
        let leaf = address.and_then(|address| list.leaf(&address.segment, address.page));
        let shown = match leaf {
            Some(leaf) => leaf.items.clone(),
            None if list.leaves.is_empty() => 0..glossary.terms.len(),
            None => 0..0,
        };
        let users = self.users();
        let group = |group: Group| GlossaryGroup {
            id: group.letter.anchor(),
            letter: group.letter.text(),
            terms: glossary.terms[group.items].iter().map(|term| self.glossary_item(*term, users)).collect(),
        };
        let page_of = |segment: &str, page| {
            let (lang, segment) = (self.lang.clone(), segment.to_owned());
            permalinks::glossary(self.lang, Some(&LeafAddress { lang, part: None, segment, page }))
        };
        let letters = self.letter_links(self.lang, list, leaf, |group| {
            let anchor = format!("#{}", group.letter.anchor());
            list.leaf_of(group.items.start).map_or_else(
                || permalinks::glossary(self.lang, None) + &anchor,
                |first| page_of(&first.segment, first.page) + anchor_within(first, group, &anchor),
            )
        });
        let view = GlossaryView {
            total: glossary.terms.len(),
            letters,
            letter: leaf.map(|leaf| heading(list, leaf)),
            groups: list.groups_in(&shown).map(group).collect(),
            pager: leaf.map(|leaf| pager_of(leaf.page, leaf.pages, |page| page_of(&leaf.segment, page))),
        };
        let title = self.words(self.lang, self.word("menu-glossary"));
        let mut frame = Frame { menu: Some("glossary"), ..Frame::new(title) };
        frame.description = Some(self.word("glossary-lead").to_owned());
        if let (Some(leaf), Some(letter)) = (leaf, &view.letter) {
            let up = ("menu-glossary", permalinks::glossary(self.lang, None));
            self.title_leaf(&mut frame, up, letter, leaf.page);
        } else {
            let first = self.desk.site.corpus.glossary.first();
            frame.file = first.map(|term| term.place.file.to_string());
        }
        self.draw("glossary.html", frame, &view, Vec::new())
    }

    /// What a term is called in the page's language, and where it stands.
    pub(super) fn glossary_link(&self, term: usize) -> CrumbView {
        let record = &self.desk.site.corpus.glossary[term];
        let (lang, name) = preferred(record, self.lang);
        let page = self.desk.plan.glossaries.address(self.lang, term);
        CrumbView { label: self.words(lang, name), href: format!("{page}#{}", record.id) }
    }

    fn glossary_item(&self, term: usize, all_users: &Users) -> GlossaryItem {
        let record = &self.desk.site.corpus.glossary[term];
        let name = self.glossary_link(term).label;
        let languages = &self.desk.site.config.languages;
        let others = languages.iter().filter(|lang| *lang != self.lang);
        let all: Vec<&Lang> = std::iter::once(self.lang).chain(others).collect();
        let words = |lang: &Lang, names: &[String]| -> Vec<Words> {
            names.iter().map(|name| self.words(lang, name.as_str())).collect()
        };
        let names = |lang: &Lang| record.names.get(lang).map_or(&[][..], Vec::as_slice);
        let forbidden = |lang: &Lang| record.forbidden.get(lang).map_or(&[][..], Vec::as_slice);
        let lists = |of: &dyn Fn(&Lang) -> Vec<Words>| -> Vec<Vec<Words>> {
            all.iter().map(|lang| of(lang)).filter(|list| !list.is_empty()).collect()
        };
        let users = all_users.of(term);
        GlossaryItem {
            id: record.id.clone(),
            twins: all
                .iter()
                .filter_map(|lang| names(lang).first().map(|name| self.words(lang, name.as_str())))
                .filter(|twin| *twin != name)
                .collect(),
            name,
            definition: record.definition.as_ref().map(|definition| self.translated(definition)),
            allowed: lists(&|lang| words(lang, names(lang).get(1..).unwrap_or_default())),
            forbidden: lists(&|lang| words(lang, forbidden(lang))),
            period: match (record.from, record.until) {
                (None, None) => None,
                (Some(from), None) => Some(self.fill("period-from", &[("date", &self.date(from).text)])),
                (None, Some(until)) => Some(self.fill("period-until", &[("date", &self.date(until).text)])),
                (Some(from), Some(until)) => Some(
                    self.fill("range", &[("from", &self.date(from).text), ("to", &self.date(until).text)]),
                ),
            },
            uses: users.iter().take(USES_SHOWN).map(|user| self.user_link(*user)).collect(),
            more_uses: users.len().saturating_sub(USES_SHOWN),
        }
    }

    fn user_link(&self, user: User) -> CrumbView {
        match user {
            User::Entry(id) => self.entry_link(id),
            User::Term(vocabulary, id) => {
                let link = self.term_link(vocabulary, id);
                CrumbView { label: link.label, href: link.href }
            }
            User::Page(index) => {
                let page = &self.desk.site.corpus.pages[index];
                let (lang, words) = page.words.or_original(self.lang);
                CrumbView {
                    label: self.words(lang, words.title.clone().unwrap_or_else(|| page.id.clone())),
                    href: permalinks::page(self.lang, page),
                }
            }
        }
    }
}
