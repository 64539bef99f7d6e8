//! Long lists parted by letters: the groups of a list, and the pages that it is spread over.
//!
//! Takes the letter of each item of a sorted list; returns ranges of the list. A short list stands on
//! one page as a whole; of a long one each letter has pages of its own, called leaves, and the first
//! page has the letters alone.
//!
//! Start with [`Lettered::new`].

use crate::{locale::IndexLetter, model::lang::Lang};
use std::ops::Range;

/// Names the page of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafAddress {
    /// The language of the page; other languages have other letters.
    pub lang: Lang,
    /// The language of the names, where it is not the page's.
    pub part: Option<Lang>,
    /// The letter's segment of the address.
    pub segment: String,
    /// Which of the letter's pages it is, from 1.
    pub page: usize,
}

/// The items under a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The letter.
    pub letter: IndexLetter,
    /// The items, by their places in the list.
    pub items: Range<usize>,
}

/// A page of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its segment of the address.
    pub segment: String,
    /// Which of the letter's pages it is, from 1.
    pub page: usize,
    /// How many pages the letter has.
    pub pages: usize,
    /// The items, by their places in the list.
    pub items: Range<usize>,
}

/// A list parted by letters.
#[derive(Clone, Debug, Default)]
pub struct Lettered {
    /// The letters that have items, in order.
    pub groups: Vec<Group>,
    /// The pages; none if the whole list stands on one.
    pub leaves: Vec<Leaf>,
}

impl Lettered {
    /// Parts a list whose items have these letters, in the order of letters. If it is not to stand on
    /// one page, a leaf has at most `size` items.
    pub fn new(letters: &[IndexLetter], is_whole: bool, size: usize) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for part in letters.chunk_by(|a, b| a == b) {
            let start = groups.last().map_or(0, |group| group.items.end);
            groups.push(Group { letter: part[0], items: start..start + part.len() });
        }
        let mut leaves = Vec::new();
        // Letters that share an address share its pages; they stand beside each other.
        let shares = |a: &Group, b: &Group| a.letter.segment() == b.letter.segment();
        for run in groups.chunk_by(shares).filter(|_| !is_whole) {
            let items = run[0].items.start..run[run.len() - 1].items.end;
            let pages = items.len().div_ceil(size);
            leaves.extend((0..pages).map(|page| Leaf {
                segment: run[0].letter.segment(),
                page: page + 1,
                pages,
                items: items.start + page * size..(items.start + (page + 1) * size).min(items.end),
            }));
        }
        Self { groups, leaves }
    }

    /// The page an item stands on; nothing if all stand on one.
    pub fn leaf_of(&self, item: usize) -> Option<&Leaf> {
        let at = self.leaves.partition_point(|leaf| leaf.items.end <= item);
        self.leaves.get(at)
    }

    /// The page of a segment and a number.
    pub fn leaf(&self, segment: &str, page: usize) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.segment == segment && leaf.page == page)
    }

    /// The groups, as far as they stand in a range of the list.
    pub fn groups_in(&self, items: &Range<usize>) -> impl Iterator<Item = Group> {
        let items = items.clone();
        self.groups.iter().filter_map(move |group| {
            let shown = group.items.start.max(items.start)..group.items.end.min(items.end);
            (!shown.is_empty()).then_some(Group { letter: group.letter, items: shown })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters() -> Vec<IndexLetter> {
        let mut letters = vec![IndexLetter::Letter(0, 'A'); 5];
        letters.push(IndexLetter::Letter(2, 'C'));
        letters.extend([IndexLetter::Initial('Б'), IndexLetter::Initial('Я'), IndexLetter::Sign]);
        letters
    }

    #[test]
    fn a_whole_list_has_groups_and_no_leaves() {
        let list = Lettered::new(&letters(), true, 2);
        let groups: Vec<_> =
            list.groups.iter().map(|group| (group.letter.text(), group.items.clone())).collect();
        let texts: Vec<&str> = groups.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["A", "C", "Б", "Я", "#"]);
        assert_eq!(groups[1].1, 5..6);
        assert!(list.leaves.is_empty() && list.leaf_of(3).is_none());
    }

    #[test]
    fn the_leaves_of_a_long_list_hold_each_item_once() {
        let list = Lettered::new(&letters(), false, 2);
        let leaves: Vec<_> = list
            .leaves
            .iter()
            .map(|leaf| (leaf.segment.as_str(), leaf.page, leaf.pages, leaf.items.clone()))
            .collect();
        let expected = [
            ("a", 1, 3, 0..2),
            ("a", 2, 3, 2..4),
            ("a", 3, 3, 4..5),
            ("c", 1, 1, 5..6),
            ("other", 1, 2, 6..8),
            ("other", 2, 2, 8..9),
        ];
        assert_eq!(leaves, expected);
        assert_eq!(list.leaf_of(4), list.leaf("a", 3));
        assert_eq!(list.leaf_of(8), list.leaf("other", 2));
        let groups: Vec<Range<usize>> = list.groups_in(&(6..8)).map(|group| group.items).collect();
        assert_eq!(groups, [6..7, 7..8]);
    }
}
