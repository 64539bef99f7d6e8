//! What all entries say of times and figures, gathered for the pages that show it together.
//!
//! Takes the corpus and the order of each language; returns milestones in the order of time and, for
//! each indicator, its figures series by series. Pages take slices of these lists, so that a site of
//! many entries sorts them once.
//!
//! Start with [`Chronicle::of`].

use super::order::Order;
use crate::{
    model::{
        choice::{Basis, ObservationState},
        date::Date,
        entry::{EntryId, IndicatorId, Milestone, Observation},
        lang::Lang,
        vocabulary::TermId,
    },
    site::Site,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A milestone: its entry, and its place among the milestones of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    index: usize,
}

impl Moment {
    /// The milestone.
    pub fn milestone(self, site: &Site) -> &Milestone {
        &site.corpus.entry(self.entry).milestones[self.index]
    }
}

/// A figure: its entry, and its place among the figures of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The entry.
    pub entry: EntryId,
    index: usize,
}

impl Figure {
    /// The figure.
    pub fn observation(self, site: &Site) -> &Observation {
        &site.corpus.entry(self.entry).observations[self.index]
    }
}

/// Figures that can be compared: of one indicator, basis and region.
pub type Series = (IndicatorId, Basis, Option<TermId>);

/// The series that a figure belongs to.
pub fn series(observation: &Observation) -> Series {
    (observation.indicator, observation.basis, observation.region)
}

/// The order within a series: what was promised before what was done, then by date.
pub fn within_series(observation: &Observation) -> (bool, bool, Option<Date>) {
    let date = observation
        .due
        .and_then(crate::model::date::When::sort_date)
        .or(observation.period.and_then(|period| period.end.or(period.start)))
        .or(observation.as_of);
    (observation.state == ObservationState::Actual, date.is_none(), date)
}

/// All milestones and all figures.
#[derive(Debug, Default)]
pub struct Chronicle {
    moments: BTreeMap<Lang, Vec<Moment>>,
    figures: Vec<Vec<Figure>>,
}

impl Chronicle {
    /// Gathers and sorts them.
    pub(super) fn of(site: &Site, order: &Order) -> Self {
        let ids: Vec<EntryId> =
            site.corpus.entry_ids().filter(|id| site.corpus.entry(*id).is_listed()).collect();
        let moments = site.config.languages.par_iter();
        let moments = moments.map(|lang| (lang.clone(), sort_moments(site, &order.sorted(site, lang, &ids))));
        Self { moments: moments.collect(), figures: sort_figures(site, &ids) }
    }

    /// The milestones in the order of time, those without a date last; among equals the order of
    /// titles.
    pub fn moments(&self, lang: &Lang) -> &[Moment] {
        self.moments.get(lang).map_or(&[], Vec::as_slice)
    }

    /// The figures of an indicator, series by series.
    pub fn figures(&self, indicator: IndicatorId) -> &[Figure] {
        self.figures.get(indicator.0 as usize).map_or(&[], Vec::as_slice)
    }
}

fn sort_moments(site: &Site, ordered: &[EntryId]) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for entry in ordered {
        let count = site.corpus.entry(*entry).milestones.len();
        moments.extend((0..count).map(|index| Moment { entry: *entry, index }));
    }
    moments.sort_by_key(|moment| {
        let date = moment.milestone(site).date.sort_date();
        (date.is_none(), date)
    });
    moments
}

fn sort_figures(site: &Site, ids: &[EntryId]) -> Vec<Vec<Figure>> {
    let mut figures: Vec<Vec<Figure>> = vec![Vec::new(); site.corpus.indicators.len()];
    for entry in ids {
        for (index, observation) in site.corpus.entry(*entry).observations.iter().enumerate() {
            figures[observation.indicator.0 as usize].push(Figure { entry: *entry, index });
        }
    }
    for list in &mut figures {
        list.sort_by_key(|figure| {
            let observation = figure.observation(site);
            (series(observation), within_series(observation))
        });
    }
    figures
}
