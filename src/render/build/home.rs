//! The home page: what this is, the whole at a glance, the newest.

use super::{Fault, Sheet, frame::Frame, later};
use crate::{
    model::{entry::EntryId, vocabulary::Vocabulary},
    render::view::{HomeView, ProseView, TreeNode},
};

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
        let view = HomeView {
            intro: self.intro(),
            kinds: self.kind_counts(&all),
            newest: later(),
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
        let newest = self.summary_values(&self.newest(&all));
        self.draw("home.html", frame, &view, vec![("newest", newest)])
    }

    fn intro(&self) -> Option<ProseView> {
        let page = self.desk.site.corpus.find_page("home")?;
        Some(self.page_prose(page))
    }

    /// The entries whose state is known for the latest days; among equals, the order of titles.
    fn newest(&self, all: &[EntryId]) -> Vec<EntryId> {
        let site = self.desk.site;
        let mut sorted = all.to_vec();
        sorted.sort_by_key(|id| std::cmp::Reverse(site.corpus.entry(*id).state.as_of));
        sorted.truncate(NEWEST);
        sorted
    }
}
