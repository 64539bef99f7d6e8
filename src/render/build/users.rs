//! Who uses the terms of the glossary: the texts of a language, read once for all of its pages.

use super::Sheet;
use crate::{
    input::FilePath,
    model::{
        doc::{Event, LinkTarget, Tag},
        entry::EntryId,
        lang::{Lang, Translated},
        vocabulary::{TermId, Vocabulary},
    },
    parse::phrases::{Hit, longest},
    plan::glossary::Glossaries,
    render::html::plain_text,
    resolve::wording::{Named, Wording},
    site::Site,
};
use std::collections::BTreeSet;

/// What names a term in what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum User {
    /// An entry.
    Entry(EntryId),
    /// A topic, region or agency with a text.
    Term(Vocabulary, TermId),
    /// A text of `content/pages`.
    Page(usize),
}

/// The users of each term, as a language shows them.
#[derive(Debug, Default)]
pub(super) struct Users {
    by_term: Vec<Vec<User>>,
}

impl Users {
    /// The users of a term of the corpus' glossary: entries in the order of lists, then the rest.
    pub(super) fn of(&self, term: usize) -> &[User] {
        self.by_term.get(term).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, user: User, terms: BTreeSet<usize>) {
        for term in terms {
            self.by_term[term].push(user);
        }
    }
}

impl Sheet<'_> {
    /// The users of all terms in the page's language. It is found out when it is first asked for, by
    /// one thread: pages that wait for it must not be drawn by the thread they wait for.
    pub(super) fn users(&self) -> &Users {
        self.shared.users.get_or_init(|| self.find_users())
    }

    fn find_users(&self) -> Users {
        let (site, plan) = (self.desk.site, self.desk.plan);
        let corpus = &site.corpus;
        let reader = Reader { site, glossaries: &plan.glossaries };
        let mut users = Users { by_term: vec![Vec::new(); corpus.glossary.len()] };
        if corpus.glossary.is_empty() {
            return users;
        }
        let listed: Vec<EntryId> = corpus.entry_ids().filter(|id| corpus.entry(*id).is_listed()).collect();
        for id in plan.order.sorted(site, self.lang, &listed) {
            let entry = corpus.entry(id);
            let milestones = entry.milestones.iter().map(|milestone| milestone.text.or_original(self.lang));
            let milestones = milestones.map(|(lang, text)| (lang, text.as_str()));
            let words = [entry.title(self.lang), entry.summary(self.lang)].into_iter().chain(milestones);
            let (lang, text) = self.text_shown(&entry.texts);
            users.put(User::Entry(id), reader.terms(words, Some((lang, &text.file))));
        }
        for vocabulary in Vocabulary::ALL {
            let terms = corpus.taxonomies.get(vocabulary).terms.iter().zip((0..).map(TermId));
            for (term, id) in terms {
                let Some(prose) = &term.prose else { continue };
                let summary = prose.summary.iter().map(|summary| summary.or_original(self.lang));
                let summary = summary.map(|(lang, text)| (lang, text.as_str()));
                let file = self.file_shown(&prose.files);
                users.put(User::Term(vocabulary, id), reader.terms(summary, Some(file)));
            }
        }
        for (index, page) in corpus.pages.iter().enumerate() {
            let (lang, text) = self.text_shown(&page.texts);
            users.put(User::Page(index), reader.terms([], Some((lang, &text.file))));
        }
        users
    }

    fn file_shown<'t>(&self, files: &'t Translated<FilePath>) -> (&'t Lang, &'t FilePath) {
        files.or_original(self.lang)
    }
}

struct Reader<'a> {
    site: &'a Site,
    glossaries: &'a Glossaries,
}

impl Reader<'_> {
    /// The terms that some words and a text name or link.
    fn terms<'t>(
        &self,
        words: impl IntoIterator<Item = (&'t Lang, &'t str)>,
        text: Option<(&Lang, &FilePath)>,
    ) -> BTreeSet<usize> {
        let wordings = &self.site.corpus.wordings;
        let mut terms = BTreeSet::new();
        for (lang, words) in words {
            terms.extend(wordings.get(lang).into_iter().flat_map(|wording| named(wording, words)));
        }
        let doc = text.and_then(|(lang, file)| Some((lang, self.site.drafts.doc(file)?)));
        let Some((lang, doc)) = doc else { return terms };
        let plain = plain_text(doc, 0..doc.events.len());
        terms.extend(wordings.get(lang).into_iter().flat_map(|wording| named(wording, &plain)));
        for (event, _) in &doc.events {
            let Event::Start(Tag::Link { target, .. }) = event else { continue };
            match &doc.links[*target].value {
                LinkTarget::Term { vocabulary, id } if vocabulary == "term" => {
                    terms.extend(self.glossaries.find(id));
                }
                _ => {}
            }
        }
        terms
    }
}

/// The terms that a text names, those within longer names of terms left out.
fn named(wording: &Wording, text: &str) -> Vec<usize> {
    let comparable = wording.comparable(text);
    let is_term = |hit: &Hit| wording.owners(hit).iter().any(|named| matches!(named, Named::Glossary(_)));
    let hits = longest(wording.name_hits(&comparable).filter(is_term).collect());
    let owners = hits.iter().flat_map(|hit| wording.owners(hit));
    owners
        .filter_map(|named| match named {
            Named::Glossary(term) => Some(*term),
            Named::Entry(_) | Named::Term(..) => None,
        })
        .collect()
}
