//! Ways to narrow a list: lists by one value, and the filter.

use super::Sheet;
use crate::{
    listing::{self, Extent},
    model::{
        choice::{Choice, Kind, StateClass},
        date::Date,
        entry::{EntryId, State},
        vocabulary::{TermId, Vocabulary},
    },
    plan::{FILTER_FROM, PAGE_SIZE, facets::Facet, permalinks},
    render::view::{FacetLink, FacetsView, FilterState, FilterView, StateView, Words},
    schema::front_matter::state_field,
};

impl Sheet<'_> {
    /// The lists of a kind, with the one that a page shows.
    pub(super) fn facets(&self, kind: Kind, shown: Option<&Facet>) -> FacetsView {
        let plan = self.desk.plan;
        let link = |label, state, facet: Option<&Facet>, count| FacetLink {
            label,
            state,
            href: facet.map_or_else(
                || permalinks::index(self.lang, kind, 1),
                |facet| permalinks::facet(self.lang, kind, facet, 1),
            ),
            count,
            current: facet == shown,
        };
        let all = self.words(self.lang, self.word("facet-all"));
        let mut view = FacetsView {
            all: link(all, None, None, plan.order.of_kind(self.lang, kind).len()),
            field: state_field(kind),
            states: Vec::new(),
            years: Vec::new(),
            shown: shown.map(|facet| match facet {
                Facet::Status(_) => "status",
                Facet::Year(_) => "year",
            }),
        };
        for (facet, entries) in plan.facets.of_kind(self.lang, kind) {
            let state = self.facet_state(kind, facet);
            let label = self.facet_label(kind, facet);
            let links = if state.is_some() { &mut view.states } else { &mut view.years };
            links.push(link(label, state, Some(facet), entries.len()));
        }
        view
    }

    /// A value in words.
    pub(super) fn facet_label(&self, kind: Kind, facet: &Facet) -> Words {
        match facet {
            Facet::Status(_) => self.facet_state(kind, facet).map(|state| state.label).unwrap_or_default(),
            Facet::Year(Some(year)) => {
                let date = Date { year: *year, month: None, day: None };
                self.words(self.lang, self.shared.locale.date(date))
            }
            Facet::Year(None) => self.words(self.lang, self.word("facet-no-year")),
        }
    }

    /// A value as a state, if it is one.
    pub(super) fn facet_state(&self, kind: Kind, facet: &Facet) -> Option<StateView> {
        let Facet::Status(id) = facet else { return None };
        let types = self.desk.site.corpus.types.states.get(&kind);
        let known = types.and_then(|types| types.iter().find(|state| state.id == *id));
        let state = State {
            id: id.clone(),
            class: known.map_or(StateClass::Unknown, |state| state.class),
            label: known.and_then(|state| state.label.clone()),
            as_of: None,
            cite: Vec::new(),
        };
        Some(self.state_view(kind, &state))
    }

    /// The filter of a list whose entries have `base` in common; none for a list seen at a glance.
    pub(super) fn filter(&self, base: String, entries: &[EntryId]) -> Option<FilterView> {
        if entries.len() < FILTER_FROM {
            return None;
        }
        let site = self.desk.site;
        let fits = entries.len() <= PAGE_SIZE;
        // The entries of several pages have to be fetched, which nobody can do in a folder.
        if site.config.portable && !fits {
            return None;
        }
        let data = fits.then(|| listing::json(site, self.lang, entries, Extent::Facets));
        let mut kinds = self.kind_counts(entries);
        kinds.retain(|kind| kind.count > 0);
        let of_kinds = Kind::ALL.into_iter().filter(|kind| kinds.iter().any(|of| of.kind == kind.as_str()));
        let states = of_kinds.clone().flat_map(|kind| self.filter_states(kind)).collect();
        let mut of_kinds = of_kinds;
        let field = match (of_kinds.next(), of_kinds.next()) {
            (Some(only), None) => state_field(only),
            _ => state_field(Kind::Policy),
        };
        let href = (!fits).then(|| permalinks::listing(self.lang));
        Some(FilterView { href, data, base, field, kinds, states })
    }

    fn filter_states(&self, kind: Kind) -> Vec<FilterState> {
        let lists = self.desk.plan.facets.of_kind(self.lang, kind).iter();
        lists
            .filter_map(|(facet, _)| {
                Some(FilterState {
                    kind: kind.as_str(),
                    kind_label: self.kind_label(kind),
                    folder: kind.folder(),
                    state: self.facet_state(kind, facet)?,
                })
            })
            .collect()
    }

    /// A term as a part of what the entries of a list have in common.
    pub(super) fn base(&self, vocabulary: Vocabulary, id: TermId) -> String {
        format!("{}={}", vocabulary.singular(), self.desk.site.corpus.term(vocabulary, id).id)
    }
}

/// A kind, and perhaps a value, as what the entries of a list have in common.
pub(super) fn base_of(kind: Kind, facet: Option<&Facet>) -> String {
    let folder = kind.folder();
    match facet {
        None => format!("kind={folder}"),
        Some(facet) => format!("kind={folder}&{}", facet.segments().replace('/', "=")),
    }
}
