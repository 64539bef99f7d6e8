//! The home page: what this is, the whole at a glance, the newest.

use super::{Fault, Sheet, frame::Frame, later};
use crate::{
    model::{entry::EntryId, vocabulary::Vocabulary},
    render::view::{HomeView, ProseView, TreeNode},
};
use std::cmp::Reverse;

/// Entries under "newest".
const NEWEST: usize = 8;

impl Sheet<'_> {
    pub(in crate::render) fn home(&self) -> Result<Vec<u8>, Fault> {
        let site = self.desk.site;
        let listed = |id: &EntryId| site.corpus.entry(*id).is_listed();
        let ids: Vec<EntryId> = site.corpus.entry_ids().filter(listed).collect();
        let all = self.desk.plan.order.sorted(site, self.lang, &ids);
        let top = |vocabulary| -> Vec<TreeNode> {
            let roots = site.corpus.taxonomies.get(vocabulary).roots();
            roots.map(|id| TreeNode { children: Vec::new(), ..self.node(vocabulary, id) }).collect()
        };
        let newest = self.newest(&all);
        let mut days = newest.iter().map(|id| site.corpus.entry(*id).state.as_of);
        let day = days.next().flatten().filter(|day| days.all(|other| other == Some(*day)));
        let view = HomeView {
            intro: self.intro(),
            kinds: self.kind_counts(&all),
            newest: later(),
            newest_day: day.map(|day| self.date(day)),
            topics: top(Vocabulary::Topics),
            regions: top(Vocabulary::Regions).into_iter().filter(|node| node.count > 0).collect(),
            weave: self.weave(),
            sources: self.source_links(),
        };
        let title = site.config.title.get(self.lang).cloned().unwrap_or_default();
        let intro = view.intro.as_ref().and_then(|intro| intro.summary.as_ref());
        let frame = Frame {
            description: intro.map(|summary| summary.text.clone()),
            file: site
                .corpus
                .find_page("home")
                .map(|page| page.texts.or_original(self.lang).1.file.to_string()),
            ..Frame::new(self.words(self.lang, title))
        };
        let newest = self.summary_values(&newest);
        self.draw("home.html", frame, &view, vec![("newest", newest)])
    }

    fn intro(&self) -> Option<ProseView> {
        let page = self.desk.site.corpus.find_page("home")?;
        Some(self.page_prose(page))
    }

    /// The entries whose state is known for the latest days; among equals those that others lean on
    /// most, then the order of titles.
    fn newest(&self, all: &[EntryId]) -> Vec<EntryId> {
        let corpus = &self.desk.site.corpus;
        let leaning = |id: EntryId| {
            corpus.graph.edges[id.0 as usize].len() + corpus.graph.mentions[id.0 as usize].len()
        };
        let mut sorted = all.to_vec();
        sorted.sort_by_cached_key(|id| Reverse((corpus.entry(*id).state.as_of, leaning(*id))));
        sorted.truncate(NEWEST);
        sorted
    }
}
