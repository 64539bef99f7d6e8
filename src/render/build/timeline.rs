//! Milestones in time: how many fall into each span, and the list by year and month.

use super::{Fault, Sheet, frame::Frame, lists::pager};
use crate::{
    model::{
        choice::{Choice, MilestoneState},
        date::{Date, Period, When},
    },
    plan::{PAGE_SIZE, chronicle::Moment, permalinks},
    render::view::{
        DateView, MomentView, MonthView, TimeBar, TimeChart, TimeColumn, TimeState, TimelineView, YearView,
    },
};

/// The states in the order of their bars.
const STATES: [MilestoneState; 4] =
    [MilestoneState::Planned, MilestoneState::Actual, MilestoneState::Missed, MilestoneState::Cancelled];
/// A span of more months than this is drawn by years.
const MOST_MONTHS: i32 = 24;
/// A span of more years than this is drawn by groups of years.
const MOST_YEARS: i32 = 30;
/// Years that may be drawn together.
const YEAR_STEPS: [i16; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/// The anchor of the milestones without a date.
const UNDATED: &str = "_undated";
/// Pixels: the width of a bar, the space beside it, the height of the highest, and of the lowest.
const BAR: (usize, usize, usize, usize) = (22, 8, 120, 4);
/// Pixels: the space above the highest bar, for its number.
const HEAD: usize = 24;
/// Pixels: the narrowest column that holds a year, and one that holds a month.
const COLUMNS: (usize, usize) = (72, 112);

impl Sheet<'_> {
    pub(in crate::render) fn timeline(&self, page: usize) -> Result<Vec<u8>, Fault> {
        let all = self.desk.plan.chronicle.moments(self.lang);
        let start = ((page - 1) * PAGE_SIZE).min(all.len());
        let shown = &all[start..(start + PAGE_SIZE).min(all.len())];
        let dated = all.partition_point(|moment| self.moment_date(*moment).is_some());
        let view = TimelineView {
            total: all.len(),
            undated: all.len() - dated,
            chart: (page == 1 && !all.is_empty()).then(|| self.time_chart(all, dated)),
            years: self.years(shown),
            pager: pager(page, all.len(), |page| permalinks::timeline(self.lang, page)),
        };
        let title = self.words(self.lang, self.word("menu-timeline"));
        let mut frame = Frame { menu: Some("timeline"), ..Frame::new(title) };
        frame.description = Some(self.word("timeline-lead").to_owned());
        if page > 1 {
            frame.breadcrumb.push(self.crumb("menu-timeline", permalinks::timeline(self.lang, 1)));
            frame.title.text.push_str(&self.page_suffix(page));
        }
        self.draw("timeline.html", frame, &view, Vec::new())
    }

    fn moment_date(&self, moment: Moment) -> Option<Date> {
        moment.milestone(self.desk.site).date.sort_date()
    }

    fn years(&self, shown: &[Moment]) -> Vec<YearView> {
        let year = |moment: &Moment| self.moment_date(*moment).map(|date| date.year);
        let month = |moment: &Moment| self.moment_date(*moment).and_then(|date| date.month);
        let views = |part: &[Moment]| part.iter().map(|moment| self.moment(*moment)).collect();
        let by_year = shown.chunk_by(|a, b| year(a) == year(b));
        by_year
            .map(|of_year| {
                let Some(date) = self.moment_date(of_year[0]) else {
                    let label = self.word("date-not-given").to_owned();
                    return YearView {
                        id: UNDATED.to_owned(),
                        label,
                        moments: views(of_year),
                        months: Vec::new(),
                    };
                };
                // A year without a month comes before its months.
                let known = of_year.partition_point(|moment| month(moment).is_none());
                let (whole, rest) = of_year.split_at(known);
                let by_month = rest.chunk_by(|a, b| month(a) == month(b));
                let months = by_month.map(|of_month| {
                    let date = Date { month: month(&of_month[0]), day: None, ..date };
                    MonthView { id: anchor(date), label: self.date(date).text, moments: views(of_month) }
                });
                let date = Date { year: date.year, month: None, day: None };
                YearView {
                    id: anchor(date),
                    label: self.date(date).text,
                    moments: views(whole),
                    months: months.collect(),
                }
            })
            .collect()
    }

    fn moment(&self, moment: Moment) -> MomentView {
        let milestone = moment.milestone(self.desk.site);
        let state = milestone.state.as_str();
        let when = match milestone.date {
            When::Date(date) => Some(self.date(date)),
            When::Period(period) => Some(DateView { iso: period.to_string(), text: self.period(period) }),
            When::Unknown => None,
        };
        MomentView {
            when,
            state,
            state_label: self.word(&format!("milestone-{state}")).to_owned(),
            text: self.translated(&milestone.text),
            entry: self.entry_link(moment.entry),
            cites: self.cites(&milestone.cite),
        }
    }

    fn time_chart(&self, all: &[Moment], dated: usize) -> TimeChart {
        let states = self.states(all);
        let dates: Vec<Date> = all.iter().filter_map(|moment| self.moment_date(*moment)).collect();
        let grain = Grain::of(&dates);
        let first = dates.first().map_or(0, |date| grain.number(*date));
        let last = dates.last().map_or(-1, |date| grain.number(*date));
        let mut spans: Vec<Span> = (first..=last).map(|number| Span::of(grain.span(number))).collect();
        let dated_moments = all[..dated].iter().zip(&dates).enumerate();
        for (index, (moment, date)) in dated_moments {
            let at = usize::try_from(grain.number(*date) - first).unwrap_or(0);
            spans[at].take(moment.milestone(self.desk.site).state, (index, Some(grain.heading(*date))));
        }
        if dated < all.len() {
            let mut undated = Span::default();
            for (moment, index) in all[dated..].iter().zip(dated..) {
                undated.take(moment.milestone(self.desk.site).state, (index, None));
            }
            spans.push(undated);
        }
        let most = spans.iter().flat_map(|span| span.counts).max().unwrap_or(1).max(1);
        let narrowest = if grain == Grain::Years(1) { COLUMNS.0 } else { COLUMNS.1 };
        let column = narrowest.max(states.len() * (BAR.0 + BAR.1) + 2 * BAR.1);
        let columns = spans.iter().zip(0..).map(|(span, n)| self.time_column(span, &states, n, column, most));
        TimeChart {
            step: grain.word(),
            columns: columns.collect(),
            width: spans.len() * column,
            column,
            base: HEAD + BAR.2,
            states: states.iter().map(|state| self.time_state(*state)).collect(),
        }
    }

    /// The states that occur.
    fn states(&self, all: &[Moment]) -> Vec<MilestoneState> {
        let occurs = |state: &MilestoneState| {
            all.iter().any(|moment| moment.milestone(self.desk.site).state == *state)
        };
        STATES.into_iter().filter(occurs).collect()
    }

    fn time_state(&self, state: MilestoneState) -> TimeState {
        let label = self.word(&format!("milestone-{}", state.as_str())).to_owned();
        TimeState { id: state.as_str(), label }
    }

    fn time_column(
        &self,
        span: &Span,
        states: &[MilestoneState],
        number: usize,
        width: usize,
        most: usize,
    ) -> TimeColumn {
        let bars = states.iter().zip(0..).map(|(state, n)| {
            let count = span.counts[place(*state)];
            let height = if count == 0 { 0 } else { (count * BAR.2 / most).max(BAR.3) };
            let used = states.len() * (BAR.0 + BAR.1) - BAR.1;
            let x = number * width + width.saturating_sub(used) / 2 + n * (BAR.0 + BAR.1);
            TimeBar { state: state.as_str(), count, x, height }
        });
        let href = span.start.map(|(index, date)| {
            let page = permalinks::timeline(self.lang, index / PAGE_SIZE + 1);
            format!("{page}#{}", date.map_or_else(|| UNDATED.to_owned(), anchor))
        });
        TimeColumn { label: self.span_label(span), undated: span.dates.is_none(), href, bars: bars.collect() }
    }

    fn span_label(&self, span: &Span) -> String {
        match span.dates {
            Some((first, last)) if first != last => {
                self.period(Period { start: Some(first), end: Some(last) })
            }
            Some((first, _)) => self.date(first).text,
            None => self.word("date-not-given").to_owned(),
        }
    }
}

/// The anchor of a year or a month.
fn anchor(date: Date) -> String {
    format!("_{date}")
}

/// The place of a state's number in [`Span::counts`].
fn place(state: MilestoneState) -> usize {
    STATES.iter().position(|other| *other == state).unwrap_or(0)
}

/// The milestones of one span of time.
#[derive(Default)]
struct Span {
    /// Its first and last year or month; nothing for the milestones without a date.
    dates: Option<(Date, Date)>,
    counts: [usize; STATES.len()],
    /// The first of its milestones: its place in the list, and the year or month it stands under.
    start: Option<(usize, Option<Date>)>,
}

impl Span {
    fn of(dates: (Date, Date)) -> Self {
        Self { dates: Some(dates), ..Self::default() }
    }

    fn take(&mut self, state: MilestoneState, start: (usize, Option<Date>)) {
        self.counts[place(state)] += 1;
        self.start.get_or_insert(start);
    }
}

/// How long the spans of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Months,
    /// So many years.
    Years(i16),
}

impl Grain {
    /// Months where all dates have one and there are few, else as few years as fit.
    fn of(dates: &[Date]) -> Self {
        let length = |grain: Self| match (dates.first(), dates.last()) {
            (Some(first), Some(last)) => grain.number(*last) - grain.number(*first) + 1,
            _ => 0,
        };
        if dates.iter().all(|date| date.month.is_some()) && length(Self::Months) <= MOST_MONTHS {
            return Self::Months;
        }
        let fits = |step: &i16| length(Self::Years(*step)) <= MOST_YEARS;
        Self::Years(YEAR_STEPS.into_iter().find(fits).unwrap_or(YEAR_STEPS[YEAR_STEPS.len() - 1]))
    }

    /// The number of the span that a date falls into; numbers follow each other.
    fn number(self, date: Date) -> i32 {
        match self {
            Self::Months => i32::from(date.year) * 12 + i32::from(date.month.unwrap_or(1)) - 1,
            Self::Years(step) => i32::from(date.year.div_euclid(step)),
        }
    }

    /// The first and last year or month of a span.
    fn span(self, number: i32) -> (Date, Date) {
        let date = |year: i32, month: Option<i32>| Date {
            year: i16::try_from(year).unwrap_or(0),
            month: month.and_then(|month| i8::try_from(month).ok()),
            day: None,
        };
        match self {
            Self::Months => {
                let month = date(number.div_euclid(12), Some(number.rem_euclid(12) + 1));
                (month, month)
            }
            Self::Years(step) => {
                let step = i32::from(step);
                (date(number * step, None), date(number * step + step - 1, None))
            }
        }
    }

    /// The year or month under which a date stands in the list.
    fn heading(self, date: Date) -> Date {
        match self {
            Self::Months => Date { day: None, ..date },
            Self::Years(_) => Date { year: date.year, month: None, day: None },
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Months => "month",
            Self::Years(1) => "year",
            Self::Years(_) => "years",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grain(dates: &[&str]) -> Grain {
        Grain::of(&dates.iter().map(|date| Date::parse(date).expect(date)).collect::<Vec<_>>())
    }

    #[test]
    fn a_short_span_is_drawn_by_months_and_a_long_one_by_years() {
        assert_eq!(grain(&["2018-01", "2019-12-31"]), Grain::Months);
        assert_eq!(grain(&["2018-01", "2020-01"]), Grain::Years(1));
        assert_eq!(grain(&["1901", "2020"]), Grain::Years(5));
    }

    #[test]
    fn a_date_without_a_month_is_drawn_by_years() {
        assert_eq!(grain(&["2018", "2018-07"]), Grain::Years(1));
    }

    #[test]
    fn a_span_of_years_holds_its_years() {
        let grain = Grain::Years(5);
        let number = grain.number(Date::parse("2018-07").expect("a date"));
        let (first, last) = grain.span(number);
        assert_eq!((first.to_string().as_str(), last.to_string().as_str()), ("2015", "2019"));
    }
}
