//! Which feeds there are, and what is new in them.
//!
//! Takes the corpus and the order of titles; returns, for each language, the entries with the newest
//! first. A feed takes the first of those it is about, so that a site of many entries and terms
//! sorts once a language.
//!
//! An entry is as new as its text: the day of its last change, where the site keeps a history. Without
//! one it is as new as what it knows: the latest of the days its state and figures are known for, of
//! milestones that were reached, of the comparison with its sources, and of its being made, published
//! or established; else the day its newest source was published. What is only promised does not
//! count.
//!
//! Start with [`News::of`].

use super::{Planner, order::Order, permalinks};
use crate::{
    model::{
        choice::{Kind, MilestoneState},
        date::Date,
        entry::{Entry, EntryId, Fact},
        lang::Lang,
        vocabulary::{TermId, Vocabulary},
    },
    site::Site,
    theme::Theme,
};
use rayon::prelude::*;
use std::{cmp::Reverse, collections::BTreeMap};

/// Entries in one feed.
pub const FEED_SIZE: usize = 50;

/// The name of a feed's file, beside the page that it follows.
const FILE_NAME: &str = "feed.xml";

/// What a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole site.
    Site,
    /// The entries of a kind.
    Kind(Kind),
    /// The entries under a term.
    Term(Vocabulary, TermId),
}

impl FeedOf {
    /// The permalink of the page that shows the same.
    pub fn page(self, site: &Site, lang: &Lang) -> String {
        match self {
            Self::Site => permalinks::home(lang),
            Self::Kind(kind) => permalinks::index(lang, kind, 1),
            Self::Term(vocabulary, term) => {
                permalinks::term(lang, vocabulary, site.corpus.term(vocabulary, term), 1)
            }
        }
    }

    /// The permalink of the feed.
    pub fn permalink(self, site: &Site, lang: &Lang) -> String {
        self.page(site, lang) + FILE_NAME
    }
}

/// A feed in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// The language.
    pub lang: Lang,
    /// What it follows.
    pub of: FeedOf,
    /// Its title.
    pub title: String,
}

/// The order of entries by how new they are.
#[derive(Debug, Default)]
pub struct News {
    by_lang: BTreeMap<Lang, Newest>,
    /// What stands for now.
    now: Option<Date>,
}

/// The order in one language.
#[derive(Debug, Default)]
struct Newest {
    /// The entries that have a text in the language, the newest first.
    entries: Vec<EntryId>,
    /// The place of every entry in that order; those that have none come last.
    ranks: Vec<usize>,
    /// How new every entry is.
    dates: Vec<Option<Date>>,
}

impl News {
    /// Finds out how new each entry is, and sorts.
    pub(super) fn of(site: &Site, order: &Order) -> Self {
        let by_lang: BTreeMap<Lang, Newest> = site
            .config
            .languages
            .par_iter()
            .map(|lang| (lang.clone(), Newest::of(site, lang, order)))
            .collect();
        let latest = by_lang.values().flat_map(|newest| newest.dates.iter().copied().flatten()).max();
        Self { by_lang, now: site.config.now.or(latest) }
    }

    /// The newest entries of a feed: those that have a text in its language, at most [`FEED_SIZE`].
    pub fn newest(&self, site: &Site, lang: &Lang, of: FeedOf) -> Vec<EntryId> {
        let Some(newest) = self.by_lang.get(lang) else { return Vec::new() };
        let FeedOf::Term(vocabulary, term) = of else {
            let is_of = |id: &&EntryId| match of {
                FeedOf::Kind(kind) => site.corpus.entry(**id).kind == kind,
                _ => true,
            };
            return newest.entries.iter().filter(is_of).take(FEED_SIZE).copied().collect();
        };
        let rank = |id: &EntryId| newest.ranks[id.0 as usize];
        let mut entries = site.corpus.term(vocabulary, term).entries.clone();
        entries.retain(|id| rank(id) < newest.entries.len());
        entries.sort_by_key(rank);
        entries.truncate(FEED_SIZE);
        entries
    }

    /// How new the text of an entry is; what stands for now if nothing is known.
    pub fn date(&self, lang: &Lang, id: EntryId) -> Date {
        self.known_date(lang, id).or(self.now).unwrap_or(Date { year: 1970, month: Some(1), day: Some(1) })
    }

    /// How new the text of an entry is, if that is known.
    pub fn known_date(&self, lang: &Lang, id: EntryId) -> Option<Date> {
        self.by_lang.get(lang).and_then(|newest| newest.dates.get(id.0 as usize).copied().flatten())
    }
}

impl Newest {
    fn of(site: &Site, lang: &Lang, order: &Order) -> Self {
        let corpus = &site.corpus;
        let dates: Vec<_> = corpus.entries.iter().map(|entry| date(site, lang, entry)).collect();
        let has_text = |id: &EntryId| {
            let entry = corpus.entry(*id);
            entry.is_listed() && entry.texts.get(lang).is_some()
        };
        let mut entries = order.sorted(site, lang, &corpus.entry_ids().filter(has_text).collect::<Vec<_>>());
        entries.sort_by_key(|id| Reverse(dates[id.0 as usize]));
        let mut ranks = vec![usize::MAX; corpus.entries.len()];
        for (rank, id) in entries.iter().enumerate() {
            ranks[id.0 as usize] = rank;
        }
        Self { entries, ranks, dates }
    }
}

/// How new a text is; see the head of this file.
fn date(site: &Site, lang: &Lang, entry: &Entry) -> Option<Date> {
    let text = entry.texts.get(lang)?;
    let changed = site.history.as_ref().ok().and_then(|history| Some(history.of([&text.file]).first()?.date));
    changed.or_else(|| last_known(entry)).or_else(|| {
        let sources = entry.cite.iter().map(|paragraph| site.corpus.source(paragraph.source));
        sources.filter_map(|source| source.published).max()
    })
}

/// The latest day that an entry knows something of.
fn last_known(entry: &Entry) -> Option<Date> {
    let facts = entry.facts.iter().filter_map(|(name, fact)| match fact {
        Fact::Date(date) if matches!(*name, "made" | "published" | "established") => Some(*date),
        _ => None,
    });
    let reached = entry.milestones.iter().filter(|milestone| milestone.state == MilestoneState::Actual);
    let figures = entry.observations.iter().filter_map(|observation| observation.as_of);
    let reached = reached.filter_map(|milestone| milestone.date.sort_date());
    facts.chain(reached).chain(figures).chain(entry.state.as_of).chain(entry.checked).max()
}

impl Planner<'_> {
    /// A feed stands beside every list that has an entry in its language; a feed needs addresses that
    /// hold everywhere, so without a base URL there are none.
    pub(super) fn put_feeds(&mut self, news: &News, theme: &Theme) {
        let site = self.site;
        if site.config.base_url.is_none() {
            return;
        }
        for lang in &site.config.languages {
            let site_title = site.config.title.get(lang).map_or("", String::as_str);
            let titled = |name: &str| format!("{site_title} · {name}");
            let mut feeds = vec![(FeedOf::Site, site_title.to_owned())];
            feeds.extend(Kind::ALL.map(|kind| {
                let key = format!("menu-{}", kind.folder());
                (FeedOf::Kind(kind), titled(theme.words.text(lang, &key)))
            }));
            for vocabulary in Vocabulary::ALL {
                let terms = site.corpus.taxonomies.get(vocabulary).terms.iter().zip((0..).map(TermId));
                feeds.extend(terms.map(|(term, id)| {
                    (FeedOf::Term(vocabulary, id), titled(term.label.or_original(lang).1))
                }));
            }
            for (of, title) in feeds {
                if !news.newest(site, lang, of).is_empty() {
                    let feed = Feed { lang: lang.clone(), of, title };
                    self.put(&of.permalink(site, lang), super::Item::Feed(feed), None);
                }
            }
        }
    }
}
