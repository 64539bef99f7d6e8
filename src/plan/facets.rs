//! Lists of the entries of a kind by one thing alone: by status, and by year.
//!
//! Takes the corpus and the order of each language; returns the values that entries have, and the
//! entries of each. Topics, regions and agencies have pages of their own. Which years an entry
//! belongs to is decided here, in [`years`], for these lists and for the filter alike.
//!
//! Start with [`Facets::of`].

use super::order::Order;
use crate::{
    model::{
        choice::Kind,
        date::{Date, Period, When},
        entry::{Entry, EntryId, Fact},
        lang::Lang,
    },
    site::Site,
};
use std::collections::{BTreeMap, BTreeSet};

/// The word that stands for the year of entries that name none.
pub const NO_YEAR: &str = "unknown";
/// The longest span, in years, that puts an entry under all its years; of a longer one the ends count.
const LONGEST_SPAN: i16 = 100;

/// A value that entries of a kind have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The id of a status, or of a stage.
    Status(String),
    /// A year, or that none is given.
    Year(Option<i16>),
}

impl Facet {
    /// The segments of its address below that of the kind.
    pub fn segments(&self) -> String {
        match self {
            Self::Status(id) => format!("status/{id}"),
            Self::Year(year) => format!("year/{}", year_id(*year)),
        }
    }
}

/// A year as addresses have it: four digits, or [`NO_YEAR`].
pub fn year_id(year: Option<i16>) -> String {
    year.map_or_else(|| NO_YEAR.to_owned(), |year| format!("{year:04}"))
}

/// The years that an entry belongs to; empty if it names none.
///
/// These are the years of its own dates: made, published, established, in force, ended; every year of
/// its period; and those of its milestones, kept or not. The day that its status is known for says
/// when a source was written, and figures are counted at dates of their own, so neither is asked. Of a
/// span with an open end the other end counts.
pub fn years(entry: &Entry) -> BTreeSet<i16> {
    let mut years = BTreeSet::new();
    for (_, fact) in &entry.facts {
        match fact {
            Fact::Date(date) => years.extend([date.year]),
            Fact::Period(period) => years.extend(years_of(*period)),
            Fact::Text(_) => {}
        }
    }
    for milestone in &entry.milestones {
        match milestone.date {
            When::Date(date) => years.extend([date.year]),
            When::Period(period) => years.extend(years_of(period)),
            When::Unknown => {}
        }
    }
    years
}

fn years_of(period: Period) -> Vec<i16> {
    let year = |date: Date| date.year;
    match (period.start.map(year), period.end.map(year)) {
        (Some(start), Some(end)) if end - start <= LONGEST_SPAN => (start..=end).collect(),
        (start, end) => start.into_iter().chain(end).collect(),
    }
}

/// A value with the entries that have it.
pub type FacetList = (Facet, Vec<EntryId>);

/// The lists of every kind, in the order of each language.
#[derive(Debug, Default)]
pub struct Facets {
    lists: BTreeMap<(Lang, Kind), Vec<FacetList>>,
}

impl Facets {
    /// Gathers the lists.
    pub(super) fn of(site: &Site, order: &Order) -> Self {
        let kinds = |lang: &Lang| Kind::ALL.map(|kind| (lang.clone(), kind));
        let all = site.config.languages.iter().flat_map(kinds);
        let lists = all.map(|(lang, kind)| {
            let list = gather(site, kind, order.of_kind(&lang, kind));
            ((lang, kind), list)
        });
        Self { lists: lists.collect() }
    }

    /// The values that entries of a kind have, each with its entries in order: states as the
    /// vocabulary lists them, then years, then no year; the same values in every language.
    pub fn of_kind(&self, lang: &Lang, kind: Kind) -> &[FacetList] {
        self.lists.get(&(lang.clone(), kind)).map_or(&[], Vec::as_slice)
    }

    /// The entries of a kind that have a value, in order.
    pub fn entries(&self, lang: &Lang, kind: Kind, facet: &Facet) -> &[EntryId] {
        let found = self.of_kind(lang, kind).iter().find(|(of, _)| of == facet);
        found.map_or(&[], |(_, entries)| entries)
    }
}

fn gather(site: &Site, kind: Kind, ordered: &[EntryId]) -> Vec<FacetList> {
    let mut lists: BTreeMap<Facet, Vec<EntryId>> = BTreeMap::new();
    for id in ordered {
        let entry = site.corpus.entry(*id);
        let years = years(entry);
        let none = years.is_empty().then_some(None);
        let years = years.into_iter().map(Some).chain(none).map(Facet::Year);
        for facet in years.chain([Facet::Status(entry.state.id.clone())]) {
            lists.entry(facet).or_default().push(*id);
        }
    }
    let states = site.corpus.types.states.get(&kind).map_or(&[][..], Vec::as_slice);
    let place = |facet: &Facet| match facet {
        Facet::Status(id) => (0, states.iter().position(|state| state.id == *id), None),
        Facet::Year(year) => (1 + u8::from(year.is_none()), None, *year),
    };
    let mut lists: Vec<FacetList> = lists.into_iter().collect();
    lists.sort_by_key(|(facet, _)| place(facet));
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_in_all_its_years_a_very_long_one_at_its_ends_an_open_one_at_one() {
        let years = |text: &str| years_of(Period::parse(text).expect("a period"));
        assert_eq!(years("2016-12/2019"), [2016, 2017, 2018, 2019]);
        assert_eq!(years("2018"), [2018]);
        assert_eq!(years("0001/2018"), [1, 2018]);
        assert_eq!(years("../2018-06"), [2018]);
        assert_eq!(years("2018/.."), [2018]);
    }

    #[test]
    fn addresses_have_four_digits_or_say_that_no_year_is_known() {
        assert_eq!(Facet::Year(Some(987)).segments(), "year/0987");
        assert_eq!(Facet::Year(None).segments(), "year/unknown");
        assert_eq!(Facet::Status("planned".to_owned()).segments(), "status/planned");
    }
}
