//! A long list in groups, cut into pages.
//!
//! Items in their final order go in; pages ask for the part that is theirs, group by group, and for
//! where a group begins. Groups are found once, so that no page counts the whole list again.
//!
//! Start with [`Grouped::new`].

use super::{PAGE_SIZE, pages};
use std::ops::Range;

/// A list in groups, cut into pages.
#[derive(Clone, Debug)]
pub struct Grouped<T> {
    items: Vec<T>,
    groups: Vec<Range<usize>>,
}

/// A part of a group that stands on one page.
#[derive(Clone, Copy, Debug)]
pub struct GroupPart<'a, T> {
    /// Which group it is, from 0.
    pub index: usize,
    /// How many the whole group has.
    pub count: usize,
    /// Those on the page.
    pub items: &'a [T],
}

impl<T> Default for Grouped<T> {
    fn default() -> Self {
        Self { items: Vec::new(), groups: Vec::new() }
    }
}

impl<T> Grouped<T> {
    /// Groups neighbours that have the same key.
    pub fn new<K: PartialEq>(items: Vec<T>, key: impl Fn(&T) -> K) -> Self {
        let mut groups = Vec::new();
        let mut start = 0;
        for part in items.chunk_by(|a, b| key(a) == key(b)) {
            groups.push(start..start + part.len());
            start += part.len();
        }
        Self { items, groups }
    }

    /// How many items it has.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// How many pages it fills, one at least.
    pub fn pages(&self) -> usize {
        pages(self.items.len())
    }

    /// The groups in order, each with all its items.
    pub fn groups(&self) -> impl Iterator<Item = &[T]> {
        self.groups.iter().map(|range| &self.items[range.clone()])
    }

    /// The page on which a group begins, from 1.
    pub fn page_of(&self, group: usize) -> usize {
        self.groups.get(group).map_or(1, |range| range.start / PAGE_SIZE + 1)
    }

    /// What stands on a page, counted from 1.
    pub fn on_page(&self, page: usize) -> Vec<GroupPart<'_, T>> {
        let from = (page - 1) * PAGE_SIZE;
        let to = (from + PAGE_SIZE).min(self.items.len());
        let first = self.groups.partition_point(|range| range.end <= from);
        let groups = self.groups.iter().enumerate().skip(first).take_while(|(_, range)| range.start < to);
        let part = |(index, range): (usize, &Range<usize>)| GroupPart {
            index,
            count: range.len(),
            items: &self.items[range.start.max(from)..range.end.min(to)],
        };
        groups.map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_together_show_every_item_once_under_its_group() {
        let items: Vec<usize> = (0..2 * PAGE_SIZE + 7).collect();
        let group = |item: &usize| *item / 30;
        let list = Grouped::new(items.clone(), group);
        let mut shown = Vec::new();
        for page in 1..=list.pages() {
            for part in list.on_page(page) {
                assert!(part.items.iter().all(|item| group(item) == part.index));
                assert_eq!(part.count, items.iter().filter(|item| group(item) == part.index).count());
                shown.extend(part.items.iter().copied());
            }
        }
        assert_eq!(shown, items);
        assert_eq!((list.page_of(0), list.page_of(1), list.page_of(2)), (1, 1, 2));
    }

    #[test]
    fn an_empty_list_has_one_page_with_nothing_on_it() {
        let list = Grouped::new(Vec::new(), |item: &u8| *item);
        assert_eq!((list.pages(), list.count()), (1, 0));
        assert!(list.on_page(1).is_empty());
    }
}
