//! The home page: what this is, the whole at a glance, the newest.

use super::{Fault, Sheet, frame::Frame, later};
use crate::{
    model::{
        entry::EntryId,
        vocabulary::{TermId, Vocabulary},
    },
    render::view::{HomeView, ProseView, TreeNode, WeaveCell, WeaveRow, WeaveView},
};

/// Entries under "newest".
const NEWEST: usize = 8;
/// More regions than this do not fit beside the topics.
const MOST_ROWS: usize = 16;

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

    /// Where topics and regions meet; nothing if there is nothing to cross.
    fn weave(&self) -> Option<WeaveView> {
        let corpus = &self.desk.site.corpus;
        let topics = corpus.taxonomies.get(Vocabulary::Topics);
        let columns: Vec<TermId> = topics.roots().filter(|id| !topics.term(*id).entries.is_empty()).collect();
        let rows = self.weave_rows();
        if columns.is_empty() || rows.is_empty() {
            return None;
        }
        let rows = rows
            .into_iter()
            .map(|(id, level)| {
                let here = &corpus.term(Vocabulary::Regions, id).entries;
                let count = |topic: &TermId| {
                    let entries = &topics.term(*topic).entries;
                    entries.iter().filter(|entry| here.binary_search(entry).is_ok()).count()
                };
                let cells = columns.iter().map(|topic| cell(count(topic))).collect();
                WeaveRow { term: self.term_link(Vocabulary::Regions, id), level, cells }
            })
            .collect();
        let columns = columns.iter().map(|id| self.term_link(Vocabulary::Topics, *id)).collect();
        Some(WeaveView { columns, rows })
    }

    /// The regions of the weave with their depth, in the order of the tree: as many levels as fit,
    /// and of the next one those with the most entries.
    /// A region that holds just what its only part holds is left out in favour of the part.
    fn weave_rows(&self) -> Vec<(TermId, u8)> {
        let regions = self.desk.site.corpus.taxonomies.get(Vocabulary::Regions);
        let used = |id: &TermId| !regions.term(*id).entries.is_empty();
        let parts = |id: TermId| -> Vec<TermId> {
            regions.term(id).children.iter().copied().filter(|child| used(child)).collect()
        };
        let mut level: Vec<TermId> = regions.roots().filter(|id| used(id)).collect();
        while let [only] = level[..] {
            let below = parts(only);
            if below.is_empty() {
                break;
            }
            level = below;
        }
        let mut rows: Vec<(TermId, u8)> = level.into_iter().map(|id| (id, 0)).collect();
        for depth in 0..3 {
            let mut wider = Vec::new();
            for (id, at) in &rows {
                wider.push((*id, *at));
                if *at == depth {
                    wider.extend(parts(*id).into_iter().map(|part| (part, depth + 1)));
                }
            }
            let is_full = wider.len() > MOST_ROWS;
            if is_full {
                // Of the level that does not fit, the regions with the most entries are shown.
                let mut parts: Vec<usize> = wider
                    .iter()
                    .filter(|(_, at)| *at > depth)
                    .map(|(id, _)| regions.term(*id).entries.len())
                    .collect();
                parts.sort_unstable_by(|a, b| b.cmp(a));
                let room = MOST_ROWS.saturating_sub(rows.len());
                let least = parts.get(room).map_or(0, |count| count + 1);
                wider.retain(|(id, at)| *at <= depth || regions.term(*id).entries.len() >= least);
            }
            rows = wider;
            if is_full {
                break;
            }
        }
        rows.truncate(MOST_ROWS);
        rows
    }
}

fn cell(count: usize) -> WeaveCell {
    let size = match count {
        0 => 0,
        1..=2 => 1,
        3..=7 => 2,
        8..=15 => 3,
        _ => 4,
    };
    WeaveCell { count, size }
}
