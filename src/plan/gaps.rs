//! What the entries leave open: the questions that a reader may ask and the site cannot answer yet.
//!
//! Takes the corpus and the order of each language; returns a list for each class of gaps, grouped by
//! what is not known. A gap says what no source reports or what nobody has recorded, and never that a
//! thing was not done. Nothing is judged against today's date, which no page knows.
//!
//! Start with [`Gaps::of`].

use super::{chronicle::Chronicle, grouped::Grouped, order::Order};
use crate::{
    model::{
        choice::{Kind, MilestoneState, ObservationState},
        date::{Date, When},
        entry::{Entry, EntryId, IndicatorId, Observation},
        lang::Lang,
        source::{ParagraphId, Source, SourceId},
        vocabulary::{TermId, Vocabulary},
    },
    site::Site,
    theme::Theme,
};
use rayon::prelude::*;
use std::{cmp::Reverse, collections::BTreeMap};

/// The role that names who leads, where a site has it among its roles.
const LEAD: &str = "lead";

/// What kind of question is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapClass {
    /// A fact that the source does not give, and an entry says so.
    Facts,
    /// A milestone without a date.
    Dates,
    /// A planned step of which no source reports what became.
    Plans,
    /// A target without a result.
    Results,
    /// A result without a target.
    Targets,
    /// An entry without a lead agency.
    Leads,
    /// An entry without a topic.
    Topics,
    /// An entry without a region.
    Regions,
    /// A topic, region or agency without an entry.
    Terms,
    /// An indicator of which nothing is reported, or nothing later.
    Indicators,
    /// A paragraph of a source that no entry cites.
    Paragraphs,
}

impl GapClass {
    /// All classes, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Facts,
        Self::Dates,
        Self::Plans,
        Self::Results,
        Self::Targets,
        Self::Leads,
        Self::Topics,
        Self::Regions,
        Self::Terms,
        Self::Indicators,
        Self::Paragraphs,
    ];

    /// Its segment in addresses, and the end of its words' keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Dates => "dates",
            Self::Plans => "plans",
            Self::Results => "results",
            Self::Targets => "targets",
            Self::Leads => "leads",
            Self::Topics => "topics",
            Self::Regions => "regions",
            Self::Terms => "terms",
            Self::Indicators => "indicators",
            Self::Paragraphs => "paragraphs",
        }
    }
}

/// An open question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A fact of an entry, by its place in [`Entry::unknown`].
    Fact(EntryId, usize),
    /// A milestone of an entry, by its place.
    Milestone(EntryId, usize),
    /// A figure of an entry, by its place.
    Figure(EntryId, usize),
    /// An entry as a whole.
    Entry(EntryId),
    /// A term.
    Term(Vocabulary, TermId),
    /// An indicator.
    Indicator(IndicatorId, Silence),
    /// A paragraph.
    Paragraph(ParagraphId),
}

/// What is not reported of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// No figure at all.
    Figures,
    /// No result, only what was promised or expected.
    Results,
    /// No result after the date of the last one, though something was promised for a later one.
    Since {
        /// The date of the last result.
        last: Date,
        /// The last date for which something was promised.
        promised: Date,
    },
}

impl Silence {
    /// Its name, which is the end of its words' keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Results => "results",
            Self::Since { .. } => "since",
        }
    }
}

/// All open questions, by language and class.
#[derive(Debug, Default)]
pub struct Gaps {
    lists: BTreeMap<(Lang, GapClass), Grouped<Gap>>,
    none: Grouped<Gap>,
}

impl Gaps {
    /// Gathers, sorts and groups them.
    pub(super) fn of(site: &Site, order: &Order, chronicle: &Chronicle, theme: &Theme) -> Self {
        let lists = site.config.languages.par_iter().flat_map_iter(|lang| {
            let finder = Finder { site, lang, order, chronicle, theme };
            GapClass::ALL.map(|class| ((lang.clone(), class), finder.list(class)))
        });
        Self { lists: lists.collect(), none: Grouped::default() }
    }

    /// The gaps of a class: in groups, and within them in the order of titles.
    pub fn list(&self, lang: &Lang, class: GapClass) -> &Grouped<Gap> {
        self.lists.get(&(lang.clone(), class)).unwrap_or(&self.none)
    }
}

/// Whether two figures of an entry can be one promise and its result.
///
/// Less is asked than of one series: a result on another basis is a result, and to say that none is
/// reported would be wrong.
fn belong_together(a: &Observation, b: &Observation) -> bool {
    (a.indicator, a.region) == (b.indicator, b.region)
}

struct Finder<'a> {
    site: &'a Site,
    lang: &'a Lang,
    order: &'a Order,
    chronicle: &'a Chronicle,
    theme: &'a Theme,
}

impl Finder<'_> {
    fn list(&self, class: GapClass) -> Grouped<Gap> {
        match class {
            GapClass::Facts => self.facts(),
            GapClass::Dates => self.milestones(|entry, index| entry.milestones[index].date == When::Unknown),
            GapClass::Plans => {
                self.milestones(|entry, index| entry.milestones[index].state == MilestoneState::Planned)
            }
            GapClass::Results => {
                self.figures(ObservationState::Target, |other| other.state == ObservationState::Actual)
            }
            GapClass::Targets => {
                self.figures(ObservationState::Actual, |other| other.state != ObservationState::Actual)
            }
            GapClass::Leads => self.leads(),
            GapClass::Topics => self.entries(|entry| entry.topics.is_empty()),
            GapClass::Regions => self.entries(|entry| entry.regions.is_empty()),
            GapClass::Terms => self.terms(),
            GapClass::Indicators => self.indicators(),
            GapClass::Paragraphs => self.paragraphs(),
        }
    }

    /// The entries that are listed, by kind and title.
    fn all(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        let ids = Kind::ALL.into_iter().flat_map(|kind| self.order.of_kind(self.lang, kind));
        ids.map(|id| (*id, self.site.corpus.entry(*id)))
    }

    fn kind(&self, id: EntryId) -> Kind {
        self.site.corpus.entry(id).kind
    }

    /// By fact, those that most entries lack first; facts without a name come last, together.
    fn facts(&self) -> Grouped<Gap> {
        let mut found: Vec<(Option<&str>, Gap)> = Vec::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, entry) in self.all() {
            for (index, (key, _)) in entry.unknown.iter().enumerate() {
                let name = self.theme.words.fact(self.lang, key).map(|_| key.as_str());
                name.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
                found.push((name, Gap::Fact(id, index)));
            }
        }
        found.sort_by_key(|(name, _)| {
            (name.is_none(), Reverse(name.and_then(|name| counts.get(name)).copied()), *name)
        });
        let gaps = found.into_iter().map(|(_, gap)| gap).collect();
        Grouped::new(gaps, |gap| match gap {
            Gap::Fact(id, index) => {
                let key = &self.site.corpus.entry(*id).unknown[*index].0;
                self.theme.words.fact(self.lang, key).map(|_| key)
            }
            _ => None,
        })
    }

    fn milestones(&self, is_open: impl Fn(&Entry, usize) -> bool) -> Grouped<Gap> {
        let mut gaps = Vec::new();
        for (id, entry) in self.all() {
            let open = (0..entry.milestones.len()).filter(|index| is_open(entry, *index));
            gaps.extend(open.map(|index| Gap::Milestone(id, index)));
        }
        self.by_kind(gaps)
    }

    /// The figures of a state that no figure of the same entry answers, by indicator.
    fn figures(&self, state: ObservationState, answers: impl Fn(&Observation) -> bool) -> Grouped<Gap> {
        let mut found: Vec<(IndicatorId, Gap)> = Vec::new();
        for (id, entry) in self.all() {
            for (index, figure) in entry.observations.iter().enumerate() {
                let is_answered =
                    entry.observations.iter().any(|other| belong_together(figure, other) && answers(other));
                if figure.state == state && !is_answered {
                    found.push((figure.indicator, Gap::Figure(id, index)));
                }
            }
        }
        found.sort_by_key(|(indicator, _)| *indicator);
        let gaps = found.into_iter().map(|(_, gap)| gap).collect();
        Grouped::new(gaps, |gap| match gap {
            Gap::Figure(id, index) => Some(self.site.corpus.entry(*id).observations[*index].indicator),
            _ => None,
        })
    }

    /// Entries of which nobody is named, then those that name agencies, but none as the lead.
    fn leads(&self) -> Grouped<Gap> {
        let lead = self.site.corpus.types.roles.get(LEAD);
        let is_led = |entry: &Entry| entry.agencies.iter().any(|part| part.role.as_ref() == lead);
        let names_any = |id: EntryId| !self.site.corpus.entry(id).agencies.is_empty();
        let is_open = |entry: &Entry| entry.agencies.is_empty() || (lead.is_some() && !is_led(entry));
        let mut found: Vec<EntryId> =
            self.all().filter(|(_, entry)| is_open(entry)).map(|(id, _)| id).collect();
        found.sort_by_key(|id| names_any(*id));
        Grouped::new(found.into_iter().map(Gap::Entry).collect(), |gap| match gap {
            Gap::Entry(id) => names_any(*id),
            _ => false,
        })
    }

    fn entries(&self, is_open: impl Fn(&Entry) -> bool) -> Grouped<Gap> {
        let open = self.all().filter(|(_, entry)| is_open(entry));
        self.by_kind(open.map(|(id, _)| Gap::Entry(id)).collect())
    }

    fn by_kind(&self, gaps: Vec<Gap>) -> Grouped<Gap> {
        Grouped::new(gaps, |gap| match gap {
            Gap::Milestone(id, _) | Gap::Entry(id) => Some(self.kind(*id)),
            _ => None,
        })
    }

    fn terms(&self) -> Grouped<Gap> {
        let mut gaps = Vec::new();
        for vocabulary in Vocabulary::ALL {
            let terms = self.site.corpus.taxonomies.get(vocabulary).terms.iter().zip((0..).map(TermId));
            let open = terms.filter(|(term, _)| term.entries.is_empty());
            gaps.extend(open.map(|(_, id)| Gap::Term(vocabulary, id)));
        }
        Grouped::new(gaps, |gap| match gap {
            Gap::Term(vocabulary, _) => Some(*vocabulary),
            _ => None,
        })
    }

    fn indicators(&self) -> Grouped<Gap> {
        let ids = (0..).map(IndicatorId).take(self.site.corpus.indicators.len());
        let silent = |id| self.silence(id).map(|silence| Gap::Indicator(id, silence));
        let name = |gap: &Gap| match gap {
            Gap::Indicator(_, silence) => silence.as_str(),
            _ => "",
        };
        let mut gaps: Vec<Gap> = ids.filter_map(silent).collect();
        gaps.sort_by_key(name);
        Grouped::new(gaps, name)
    }

    fn silence(&self, id: IndicatorId) -> Option<Silence> {
        let figures = self.chronicle.figures(id).iter().map(|figure| figure.observation(self.site));
        let (done, promised): (Vec<_>, Vec<_>) =
            figures.partition(|figure| figure.state == ObservationState::Actual);
        if done.is_empty() {
            return Some(if promised.is_empty() { Silence::Figures } else { Silence::Results });
        }
        let last = |figures: &[&Observation]| {
            figures.iter().filter_map(|figure| date_of(figure)).max_by_key(|date| date.last_day())
        };
        let (last, promised) = (last(&done)?, last(&promised)?);
        (last.last_day() < promised.last_day()).then_some(Silence::Since { last, promised })
    }

    fn paragraphs(&self) -> Grouped<Gap> {
        let mut gaps = Vec::new();
        for (source, id) in self.site.corpus.sources.iter().zip((0..).map(SourceId)) {
            let numbers = (1..).zip(&source.paragraphs).filter(|(_, paragraph)| paragraph.heading == 0);
            let paragraphs = numbers.map(|(number, _)| ParagraphId { source: id, number });
            let is_open = |paragraph: &ParagraphId| {
                self.site.corpus.cited_by(*paragraph).is_empty() && !is_left_out(source, paragraph.number)
            };
            gaps.extend(paragraphs.filter(is_open).map(Gap::Paragraph));
        }
        Grouped::new(gaps, |gap| match gap {
            Gap::Paragraph(paragraph) => Some(paragraph.source),
            _ => None,
        })
    }
}

/// Whether someone said why no entry cites a paragraph.
fn is_left_out(source: &Source, number: u32) -> bool {
    source.left_out.iter().any(|left_out| left_out.number == number && left_out.text.is_none())
}

/// The last date that a figure speaks of.
fn date_of(figure: &Observation) -> Option<Date> {
    let due = figure.due.and_then(When::sort_date);
    let period = figure.period.and_then(|period| period.end.or(period.start));
    due.or(period).or(figure.as_of)
}
