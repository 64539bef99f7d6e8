//! Lists of entries and their pages.

use super::{Fault, Sheet, facets::base_of, frame::Frame};
use crate::{
    model::{choice::Choice, choice::Kind, entry::EntryId},
    plan::{PAGE_SIZE, facets::Facet, pages, permalinks},
    render::view::{CrumbView, IndexView, KindCount, Pager, PagerLink},
};

impl Sheet<'_> {
    /// The entries of a kind: all, or those that have a value.
    pub(in crate::render) fn index(
        &self,
        kind: Kind,
        facet: Option<&Facet>,
        page: usize,
    ) -> Result<Vec<u8>, Fault> {
        let plan = self.desk.plan;
        let (entries, href): (_, Box<dyn Fn(usize) -> String>) = match facet {
            None => (
                plan.order.of_kind(self.lang, kind),
                Box::new(|page| permalinks::index(self.lang, kind, page)),
            ),
            Some(facet) => (
                plan.facets.entries(self.lang, kind, facet),
                Box::new(move |page| permalinks::facet(self.lang, kind, facet, page)),
            ),
        };
        let view = IndexView {
            kind: kind.as_str(),
            label: self.kinds_label(kind),
            value: facet.map(|facet| self.facet_label(kind, facet)),
            state: facet.and_then(|facet| self.facet_state(kind, facet)),
            facets: self.facets(kind, facet),
            filter: self.filter(base_of(kind, facet), entries),
            total: entries.len(),
            items: Vec::new(),
            pager: pager(page, entries.len(), &href),
        };
        let title = match &view.value {
            Some(value) => format!("{}{}{}", view.label, self.word("label-end"), value.text),
            None => view.label.clone(),
        };
        let title = self.words(self.lang, title);
        let mut frame = Frame { menu: Some(kind.folder()), ..Frame::new(title) };
        if page > 1 || facet.is_some() {
            let label = format!("menu-{}", kind.folder());
            frame.breadcrumb.push(self.crumb(&label, permalinks::index(self.lang, kind, 1)));
        }
        if page > 1 {
            frame.breadcrumb.extend(view.value.clone().map(|label| CrumbView { label, href: href(1) }));
            frame.title.text.push_str(&self.page_suffix(page));
        }
        let shown = self.items(on_page(entries, page))?;
        self.draw("index.html", frame, &view, vec![("items", shown)])
    }

    /// What tells the titles of a list's pages apart.
    pub(super) fn page_suffix(&self, page: usize) -> String {
        format!(" · {}", self.fill("pager-page", &[("page", &page.to_string())]))
    }

    /// How many of the entries are of each kind; they stand in the order of kinds.
    pub(super) fn kind_counts(&self, entries: &[EntryId]) -> Vec<KindCount> {
        let up_to = |kind: Kind| entries.partition_point(|id| self.desk.site.corpus.entry(*id).kind <= kind);
        let mut before = 0;
        Kind::ALL
            .into_iter()
            .map(|kind| {
                let count = up_to(kind) - std::mem::replace(&mut before, up_to(kind));
                KindCount {
                    kind: kind.as_str(),
                    folder: kind.folder(),
                    label: self.kinds_label(kind),
                    href: permalinks::index(self.lang, kind, 1),
                    count,
                }
            })
            .collect()
    }
}

/// The part of a list that stands on a page, counted from 1.
pub(super) fn on_page(entries: &[EntryId], page: usize) -> &[EntryId] {
    let start = ((page - 1) * PAGE_SIZE).min(entries.len());
    &entries[start..(start + PAGE_SIZE).min(entries.len())]
}

/// The links between the pages of a list: the first, the last, and two on each side of this one.
pub(super) fn pager(page: usize, count: usize, href: impl Fn(usize) -> String) -> Pager {
    pager_of(page, pages(count), href)
}

/// The links between so many pages.
pub(super) fn pager_of(page: usize, last: usize, href: impl Fn(usize) -> String) -> Pager {
    let mut links: Vec<PagerLink> = Vec::new();
    for number in 1..=last {
        if number == 1 || number == last || number.abs_diff(page) <= 2 {
            links.push(PagerLink { number, href: href(number), current: number == page });
        } else if links.last().is_some_and(|link| link.number != 0) {
            links.push(PagerLink { number: 0, href: String::new(), current: false });
        }
    }
    Pager {
        page,
        pages: last,
        previous: (page > 1).then(|| href(page - 1)),
        next: (page < last).then(|| href(page + 1)),
        links,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_pager_leaves_gaps() {
        let numbers = |page| -> Vec<usize> {
            pager(page, 20 * PAGE_SIZE, |n| n.to_string()).links.iter().map(|link| link.number).collect()
        };
        assert_eq!(numbers(1), [1, 2, 3, 0, 20]);
        assert_eq!(numbers(10), [1, 0, 8, 9, 10, 11, 12, 0, 20]);
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let pager = pager(1, 0, |n| n.to_string());
        assert_eq!((pager.pages, pager.next), (1, None));
    }
}
