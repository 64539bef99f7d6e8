//! Indicators: the list of all, and the figures of one, series by series.

use super::{Fault, Sheet, frame::Frame, lists::pager};
use crate::{
    model::{
        choice::{Choice, ObservationState},
        entry::{EntryId, IndicatorId, Observation},
        lang::Lang,
        vocabulary::Vocabulary,
    },
    plan::{
        PAGE_SIZE,
        chronicle::{Figure, series},
        permalinks,
    },
    render::view::{
        CrumbView, FigureRow, IndicatorItem, IndicatorRow, IndicatorView, IndicatorsView, PromiseItem,
        SeriesView,
    },
};
use std::collections::BTreeSet;

/// Figures of one side in a row of the list.
const SHOWN: usize = 3;

impl Sheet<'_> {
    pub(in crate::render) fn indicators(&self, page: usize) -> Result<Vec<u8>, Fault> {
        let count = self.desk.site.corpus.indicators.len();
        let ids = (0..).map(IndicatorId).take(count).skip((page - 1) * PAGE_SIZE).take(PAGE_SIZE);
        let view = IndicatorsView {
            total: count,
            indicators: ids.map(|id| self.indicator_row(id)).collect(),
            pager: pager(page, count, |page| permalinks::indicators(self.lang, page)),
        };
        let title = self.words(self.lang, self.word("menu-indicators"));
        let mut frame = Frame { menu: Some("indicators"), ..Frame::new(title) };
        frame.description = Some(self.word("indicators-lead").to_owned());
        if page > 1 {
            frame.breadcrumb.push(self.crumb("menu-indicators", permalinks::indicators(self.lang, 1)));
            frame.title.text.push_str(&self.page_suffix(page));
        }
        self.draw("indicators.html", frame, &view, Vec::new())
    }

    fn indicator_row(&self, id: IndicatorId) -> IndicatorRow {
        let site = self.desk.site;
        let figures = self.desk.plan.chronicle.figures(id).iter().map(|figure| figure.observation(site));
        let (done, promised): (Vec<&Observation>, Vec<&Observation>) =
            figures.partition(|observation| observation.state == ObservationState::Actual);
        let first = |list: &[&Observation]| -> Vec<PromiseItem> {
            let items = list.iter().take(SHOWN).map(|one| self.observation(one));
            items.map(|item| PromiseItem { note: None, ..item }).collect()
        };
        IndicatorRow {
            indicator: self.indicator_item(id),
            promised: first(&promised),
            done: first(&done),
            more: promised.len().saturating_sub(SHOWN) + done.len().saturating_sub(SHOWN),
        }
    }

    fn indicator_item(&self, id: IndicatorId) -> IndicatorItem {
        let figures = self.desk.plan.chronicle.figures(id);
        let indicator = self.desk.site.corpus.indicator(id);
        let entries: BTreeSet<EntryId> = figures.iter().map(|figure| figure.entry).collect();
        IndicatorItem {
            label: self.translated(&indicator.label),
            href: permalinks::indicator(self.lang, indicator, 1),
            unit: self.translated(&indicator.unit),
            figures: figures.len(),
            entries: entries.len(),
        }
    }

    pub(in crate::render) fn indicator(&self, id: IndicatorId, page: usize) -> Result<Vec<u8>, Fault> {
        let site = self.desk.site;
        let indicator = site.corpus.indicator(id);
        let figures = self.desk.plan.chronicle.figures(id);
        let start = ((page - 1) * PAGE_SIZE).min(figures.len());
        let shown = &figures[start..(start + PAGE_SIZE).min(figures.len())];
        let same = |a: &Figure, b: &Figure| series(a.observation(site)) == series(b.observation(site));
        let view = IndicatorView {
            indicator: self.indicator_item(id),
            other_labels: self.other_indicator_labels(id),
            definition: indicator.definition.as_ref().map(|definition| self.translated(definition)),
            series: shown.chunk_by(same).map(|part| self.series_view(id, part)).collect(),
            pager: pager(page, figures.len(), |page| permalinks::indicator(self.lang, indicator, page)),
        };
        let link = self.indicator_link(indicator);
        let mut frame = Frame {
            menu: Some("indicators"),
            description: view.definition.as_ref().map(|definition| definition.text.clone()),
            breadcrumb: vec![self.crumb("menu-indicators", permalinks::indicators(self.lang, 1))],
            ..Frame::new(link.label.clone())
        };
        if page > 1 {
            frame.breadcrumb.push(link);
            frame.title.text.push_str(&self.page_suffix(page));
        }
        self.draw("indicator.html", frame, &view, Vec::new())
    }

    fn other_indicator_labels(&self, id: IndicatorId) -> Vec<CrumbView> {
        let indicator = self.desk.site.corpus.indicator(id);
        let label = |lang: &Lang| {
            let label = indicator.label.get(lang)?;
            let href = permalinks::indicator(lang, indicator, 1);
            Some(CrumbView { label: self.words(lang, label), href })
        };
        let languages = self.desk.site.config.languages.iter().filter(|lang| *lang != self.lang);
        languages.filter_map(label).collect()
    }

    /// The figures of one series that stand on this page, drawn to the scale of the whole series.
    fn series_view(&self, id: IndicatorId, part: &[Figure]) -> SeriesView {
        let site = self.desk.site;
        let all = self.desk.plan.chronicle.figures(id);
        let this = series(part[0].observation(site));
        let start = all.partition_point(|figure| series(figure.observation(site)) < this);
        let end = all.partition_point(|figure| series(figure.observation(site)) <= this);
        let observations = |figures: &[Figure]| -> Vec<&Observation> {
            figures.iter().map(|figure| figure.observation(site)).collect()
        };
        let (_, basis, region) = this;
        SeriesView {
            basis: self.basis(basis),
            region: region.map(|region| self.term_link(Vocabulary::Regions, region)),
            chart: self.bar_chart(
                site.corpus.indicator(id),
                &observations(part),
                &observations(&all[start..end]),
            ),
            rows: part.iter().map(|figure| self.figure_row(*figure)).collect(),
        }
    }

    fn figure_row(&self, figure: Figure) -> FigureRow {
        let observation = figure.observation(self.desk.site);
        let state = observation.state.as_str();
        FigureRow {
            state,
            state_label: self.word(&format!("observation-{state}")).to_owned(),
            value: self.value(observation),
            when: self.when(observation),
            entry: self.entry_link(figure.entry),
            note: observation.note.as_ref().map(|note| self.translated(note)),
            cites: self.cites(&observation.cite),
        }
    }

    /// An entry's title and page.
    pub(super) fn entry_link(&self, id: EntryId) -> CrumbView {
        let entry = self.desk.site.corpus.entry(id);
        let (lang, title) = entry.title(self.lang);
        CrumbView { label: self.words(lang, title), href: permalinks::entry(self.lang, entry) }
    }
}
