//! Where topics and regions meet: the weave of the home page, the whole matrix, and its cells.

use super::{
    Fault, Sheet,
    frame::Frame,
    lists::{on_page, pager},
};
use crate::{
    model::vocabulary::{Taxonomy, TermId, Vocabulary},
    plan::{crossings::Pair, permalinks},
    render::view::{
        CrossingLink, CrossingView, CrumbView, MatrixView, WeaveCell, WeaveHead, WeaveRow, WeaveView,
    },
};

/// More regions than this do not fit beside the topics of the home page.
const MOST_ROWS: usize = 16;
/// A matrix of more topics than this shows the top-level ones only.
const MOST_COLUMNS: usize = 40;
/// A matrix of more regions than this shows the top-level ones only.
const MOST_REGIONS: usize = 400;

impl Sheet<'_> {
    pub(in crate::render) fn matrix(&self) -> Result<Vec<u8>, Fault> {
        let taxonomies = &self.desk.site.corpus.taxonomies;
        let topics = heads(taxonomies.get(Vocabulary::Topics), MOST_COLUMNS);
        let regions = heads(taxonomies.get(Vocabulary::Regions), MOST_REGIONS);
        let view = MatrixView {
            topics: topics.len(),
            regions: regions.len(),
            shortened: topics.len() < taxonomies.get(Vocabulary::Topics).terms.len()
                || regions.len() < taxonomies.get(Vocabulary::Regions).terms.len(),
            weave: self.weave_of(&topics, regions),
        };
        let title = self.words(self.lang, self.word("matrix"));
        let lead = self.word("matrix-lead").to_owned();
        let frame = Frame { menu: Some("matrix"), description: Some(lead), ..Frame::new(title) };
        self.draw("matrix.html", frame, &view, Vec::new())
    }

    /// Where topics and regions meet, as far as it fits on the home page; nothing if there is nothing
    /// to cross.
    pub(super) fn weave(&self) -> Option<WeaveView> {
        let topics = self.desk.site.corpus.taxonomies.get(Vocabulary::Topics);
        let columns = topics.roots().filter(|id| !topics.term(*id).entries.is_empty());
        self.weave_of(&columns.map(|id| (id, 0)).collect::<Vec<_>>(), self.weave_rows())
    }

    fn weave_of(&self, topics: &[(TermId, u8)], regions: Vec<(TermId, u8)>) -> Option<WeaveView> {
        if topics.is_empty() || regions.is_empty() {
            return None;
        }
        let corpus = &self.desk.site.corpus;
        let count = |vocabulary, id| corpus.term(vocabulary, id).entries.len();
        let columns = topics.iter().map(|(id, level)| WeaveHead {
            term: self.term_link(Vocabulary::Topics, *id),
            level: *level,
            count: count(Vocabulary::Topics, *id),
        });
        let rows = regions.into_iter().map(|(id, level)| WeaveRow {
            term: self.term_link(Vocabulary::Regions, id),
            level,
            count: count(Vocabulary::Regions, id),
            cells: topics.iter().map(|(topic, _)| self.weave_cell((*topic, id))).collect(),
        });
        Some(WeaveView { columns: columns.collect(), rows: rows.collect() })
    }

    fn weave_cell(&self, pair: Pair) -> WeaveCell {
        let count = self.desk.plan.crossings.entries(self.lang, pair).len();
        let href = (count > 0).then(|| self.crossing_href(pair, 1));
        WeaveCell { count, size: size(count), href }
    }

    fn crossing_href(&self, pair: Pair, page: usize) -> String {
        let corpus = &self.desk.site.corpus;
        let topic = corpus.term(Vocabulary::Topics, pair.0);
        permalinks::crossing(self.lang, topic, corpus.term(Vocabulary::Regions, pair.1), page)
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
        let mut rows: Vec<(TermId, u8)> = widest(regions).into_iter().map(|id| (id, 0)).collect();
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

    pub(in crate::render) fn crossing(
        &self,
        topic: TermId,
        region: TermId,
        page: usize,
    ) -> Result<Vec<u8>, Fault> {
        let corpus = &self.desk.site.corpus;
        let pair = (topic, region);
        let entries = self.desk.plan.crossings.entries(self.lang, pair);
        let parts = |vocabulary, id| corpus.term(vocabulary, id).children.iter().copied();
        let topics = parts(Vocabulary::Topics, topic);
        let regions = parts(Vocabulary::Regions, region);
        let narrower_topics = topics.map(|part| self.crossing_link((part, region), Vocabulary::Topics, part));
        let narrower_regions =
            regions.map(|part| self.crossing_link((topic, part), Vocabulary::Regions, part));
        let view = CrossingView {
            topic: self.term_link(Vocabulary::Topics, topic),
            region: self.term_link(Vocabulary::Regions, region),
            narrower_topics: narrower_topics.flatten().collect(),
            narrower_regions: narrower_regions.flatten().collect(),
            kinds: self.kind_counts(entries),
            total: entries.len(),
            items: Vec::new(),
            filter: self.filter(
                format!(
                    "{}&{}",
                    self.base(Vocabulary::Topics, topic),
                    self.base(Vocabulary::Regions, region)
                ),
                entries,
            ),
            pager: pager(page, entries.len(), |page| self.crossing_href(pair, page)),
        };
        let frame = self.crossing_frame(pair, page, &view);
        let lists = vec![("items", self.items(on_page(entries, page))?)];
        self.draw("crossing.html", frame, &view, lists)
    }

    /// A narrower crossing, if anything meets there.
    fn crossing_link(&self, pair: Pair, vocabulary: Vocabulary, part: TermId) -> Option<CrossingLink> {
        let count = self.desk.plan.crossings.entries(self.lang, pair).len();
        let label = self.term_link(vocabulary, part).label;
        (count > 0).then(|| CrossingLink { label, href: self.crossing_href(pair, 1), count })
    }

    fn crossing_frame(&self, pair: Pair, page: usize, view: &CrossingView) -> Frame {
        let values = [("topic", view.topic.label.text.as_str()), ("region", &view.region.label.text)];
        let mut title = self.words(self.lang, self.fill("crossing", &values));
        let step = |label: &_, href: &str| CrumbView { label: Clone::clone(label), href: href.to_owned() };
        let mut breadcrumb = vec![
            self.crumb("menu-matrix", permalinks::matrix(self.lang)),
            step(&view.topic.label, &view.topic.href),
            step(&view.region.label, &view.region.href),
        ];
        if page > 1 {
            breadcrumb.push(step(&title, &self.crossing_href(pair, 1)));
            title.text.push_str(&self.page_suffix(page));
        }
        Frame { breadcrumb, menu: Some("matrix"), ..Frame::new(title) }
    }
}

/// The first level of terms, from the broadest on, that tells entries apart: a term that holds just
/// what its only part holds is left out in favour of the part.
fn widest(taxonomy: &Taxonomy) -> Vec<TermId> {
    let used = |id: &TermId| !taxonomy.term(*id).entries.is_empty();
    let mut level: Vec<TermId> = taxonomy.roots().filter(used).collect();
    while let [only] = level[..] {
        let below: Vec<TermId> = taxonomy.term(only).children.iter().copied().filter(used).collect();
        if below.is_empty() {
            break;
        }
        level = below;
    }
    level
}

/// The terms of one side of the matrix, in the order of the tree, with their level: all of them, or
/// the top-level ones if all are more than fit.
fn heads(taxonomy: &Taxonomy, most: usize) -> Vec<(TermId, u8)> {
    let top = widest(taxonomy);
    if taxonomy.terms.len() > most {
        return top.into_iter().map(|id| (id, 0)).collect();
    }
    let above = top.first().map_or(0, |id| taxonomy.ancestors(*id).len());
    let mut all = Vec::new();
    let mut rest: Vec<TermId> = taxonomy.roots().collect();
    rest.reverse();
    while let Some(id) = rest.pop() {
        let level = taxonomy.ancestors(id).len().saturating_sub(above);
        all.push((id, u8::try_from(level).unwrap_or(u8::MAX)));
        rest.extend(taxonomy.term(id).children.iter().rev());
    }
    all
}

/// How large the knot of so many entries is.
pub(super) fn size(count: usize) -> u8 {
    match count {
        0 => 0,
        1..=2 => 1,
        3..=7 => 2,
        8..=15 => 3,
        _ => 4,
    }
}
