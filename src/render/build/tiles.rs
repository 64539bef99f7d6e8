//! The schematic map of regions: one tile for each that has a place, no borders.

use super::{Sheet, lines::broken, matrix::size};
use crate::{
    model::vocabulary::{Taxonomy, TermId, Vocabulary},
    render::view::{Tile, TileMap},
};
use std::collections::BTreeSet;

/// Columns of text in one line of a tile; a Han character takes two.
const LINE_WIDTH: usize = 13;
/// Lines of text in a tile.
const MOST_LINES: usize = 3;
/// More columns or rows than this are drawn without the empty ones between.
const MOST_PLACES: usize = 60;
/// A map of more tiles than this is no help beside a single region.
const MOST_SMALL: usize = 120;

impl Sheet<'_> {
    /// The map of a vocabulary; with a term, small and for its page.
    pub(super) fn tile_map(&self, vocabulary: Vocabulary, here: Option<TermId>) -> Option<TileMap> {
        let taxonomy = self.desk.site.corpus.taxonomies.get(vocabulary);
        let placed = placed(taxonomy);
        if placed.is_empty() || here.is_some() && placed.len() > MOST_SMALL {
            return None;
        }
        let marked = here.map(|here| marked(taxonomy, &placed, here)).unwrap_or_default();
        let columns = Axis::of(placed.iter().map(|(_, place)| place.0));
        let rows = Axis::of(placed.iter().map(|(_, place)| place.1));
        let tile = |(id, place): &(TermId, (u16, u16))| {
            let term = self.term_link(vocabulary, *id);
            let count = taxonomy.term(*id).entries.len();
            Tile {
                column: columns.at(place.0),
                row: rows.at(place.1),
                lines: if here.is_none() { label_lines(&term.label.text) } else { Vec::new() },
                term,
                count,
                size: size(count),
                marked: marked.contains(id),
                current: here == Some(*id),
            }
        };
        let tiles = placed.iter().map(tile).collect();
        Some(TileMap { columns: columns.length(), rows: rows.length(), tiles })
    }
}

/// The terms that have a place; of several at one place, the first of the file.
fn placed(taxonomy: &Taxonomy) -> Vec<(TermId, (u16, u16))> {
    let mut taken = BTreeSet::new();
    let terms = taxonomy.terms.iter().zip((0..).map(TermId));
    terms.filter_map(|(term, id)| Some((id, term.grid?))).filter(|(_, place)| taken.insert(*place)).collect()
}

/// The tiles of a term and of all within it; where there are none, that of the next broader term.
fn marked(taxonomy: &Taxonomy, placed: &[(TermId, (u16, u16))], here: TermId) -> BTreeSet<TermId> {
    let ids = placed.iter().map(|(id, _)| *id);
    let within: BTreeSet<TermId> =
        ids.clone().filter(|id| *id == here || taxonomy.ancestors(*id).contains(&here)).collect();
    if !within.is_empty() {
        return within;
    }
    let above = taxonomy.ancestors(here).into_iter().rev();
    above.filter(|id| ids.clone().any(|placed| placed == *id)).take(1).collect()
}

/// A label in lines short enough for a tile.
fn label_lines(label: &str) -> Vec<String> {
    let mut lines = broken(label, LINE_WIDTH);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines[MOST_LINES - 1].push('…');
    }
    lines
}

/// The columns or the rows of a map.
enum Axis {
    /// From the first to the last.
    Whole(u16, u16),
    /// Only those that hold a tile.
    Used(Vec<u16>),
}

impl Axis {
    fn of(places: impl Iterator<Item = u16>) -> Self {
        let used: Vec<u16> = places.collect::<BTreeSet<u16>>().into_iter().collect();
        match (used.first(), used.last()) {
            (Some(first), Some(last)) if usize::from(last - first) < MOST_PLACES => {
                Self::Whole(*first, *last)
            }
            _ => Self::Used(used),
        }
    }

    fn at(&self, place: u16) -> usize {
        match self {
            Self::Whole(first, _) => usize::from(place - first),
            Self::Used(used) => used.partition_point(|other| *other < place),
        }
    }

    fn length(&self) -> usize {
        match self {
            Self::Whole(first, last) => usize::from(last - first) + 1,
            Self::Used(used) => used.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_far_places_leaves_out_what_is_empty() {
        let near = Axis::of([2, 5].into_iter());
        assert_eq!((near.length(), near.at(5)), (4, 3));
        let far = Axis::of([1, 60_000].into_iter());
        assert_eq!((far.length(), far.at(60_000)), (2, 1));
    }
}
