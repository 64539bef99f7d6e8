//! What the entries leave open: the classes with their counts, and the list of each.

use super::{Fault, Sheet, frame::Frame, lists::pager};
use crate::{
    model::{
        choice::Choice,
        date::When,
        entry::{Entry, EntryId},
        source::ParagraphId,
        vocabulary::Vocabulary,
    },
    plan::{
        Grouped,
        gaps::{Gap, GapClass, Silence},
        has_translations, permalinks,
    },
    render::view::{GapClassView, GapContents, GapGroup, GapListView, GapRow, GapsView, Words},
};

/// Groups that the contents of a list name; the others are few and far down.
const MOST_CONTENTS: usize = 24;
/// Characters shown of a paragraph.
const OPENING: usize = 60;

/// What a group of gaps is called, and the page of that if it has one.
type GroupName = (Words, Option<String>);

impl Sheet<'_> {
    pub(in crate::render) fn gaps(&self) -> Result<Vec<u8>, Fault> {
        let has_translations = has_translations(self.desk.site);
        let view = GapsView {
            classes: GapClass::ALL.map(|class| self.gap_class(class)).to_vec(),
            translations: has_translations.then(|| GapClassView {
                id: "translations".to_owned(),
                label: self.word("menu-translations").to_owned(),
                lead: self.word("gaps-translations-lead").to_owned(),
                href: permalinks::translations(self.lang, 1),
                count: self.due_translations(),
            }),
        };
        let title = self.words(self.lang, self.word("menu-gaps"));
        let frame = Frame {
            menu: Some("gaps"),
            description: Some(self.word("gaps-lead").to_owned()),
            ..Frame::new(title)
        };
        self.draw("gaps.html", frame, &view, Vec::new())
    }

    fn gap_class(&self, class: GapClass) -> GapClassView {
        let name = class.as_str();
        GapClassView {
            id: name.to_owned(),
            label: self.word(&format!("gaps-{name}")).to_owned(),
            lead: self.word(&format!("gaps-{name}-lead")).to_owned(),
            href: permalinks::gap_list(self.lang, class, 1),
            count: self.desk.plan.gaps.list(self.lang, class).count(),
        }
    }

    pub(in crate::render) fn gap_list(&self, class: GapClass, page: usize) -> Result<Vec<u8>, Fault> {
        let list = self.desk.plan.gaps.list(self.lang, class);
        let contents = if page == 1 { self.gap_contents(class, list) } else { Vec::new() };
        let groups = list.groups().count();
        let view = GapListView {
            class: self.gap_class(class),
            more: if contents.is_empty() { 0 } else { groups - contents.len() },
            contents,
            groups: list
                .on_page(page)
                .into_iter()
                .map(|part| {
                    let (label, href) = self.gap_group(class, part.items[0]);
                    GapGroup {
                        id: group_id(part.index),
                        label,
                        href,
                        count: part.count,
                        rows: part.items.iter().map(|gap| self.gap_row(*gap)).collect(),
                    }
                })
                .collect(),
            pager: pager(page, list.count(), |page| permalinks::gap_list(self.lang, class, page)),
        };
        let title = self.words(self.lang, &view.class.label);
        let mut frame = Frame {
            menu: Some("gaps"),
            description: Some(view.class.lead.clone()),
            breadcrumb: vec![self.crumb("menu-gaps", permalinks::gaps(self.lang))],
            ..Frame::new(title)
        };
        if page > 1 {
            let key = format!("gaps-{}", class.as_str());
            frame.breadcrumb.push(self.crumb(&key, permalinks::gap_list(self.lang, class, 1)));
            frame.title.text.push_str(&self.page_suffix(page));
        }
        self.draw("gap-list.html", frame, &view, Vec::new())
    }

    fn gap_contents(&self, class: GapClass, list: &Grouped<Gap>) -> Vec<GapContents> {
        let groups = list.groups().enumerate().take(MOST_CONTENTS);
        let contents = groups.map(|(index, gaps)| GapContents {
            label: self.gap_group(class, gaps[0]).0,
            href: format!(
                "{}#{}",
                permalinks::gap_list(self.lang, class, list.page_of(index)),
                group_id(index)
            ),
            count: gaps.len(),
        });
        let contents: Vec<_> = contents.collect();
        if contents.len() > 1 { contents } else { Vec::new() }
    }

    /// What the gaps of a group have in common, as its first one tells.
    fn gap_group(&self, class: GapClass, first: Gap) -> GroupName {
        let corpus = &self.desk.site.corpus;
        let plain = |text: String| (self.words(self.lang, text), None);
        match (class, first) {
            (GapClass::Leads, Gap::Entry(id)) => {
                let is_empty = corpus.entry(id).agencies.is_empty();
                plain(self.word(if is_empty { "gaps-no-agency" } else { "gaps-no-lead" }).to_owned())
            }
            (_, Gap::Fact(id, index)) => {
                let label = self.fact_label(&corpus.entry(id).unknown[index].0);
                plain(label.unwrap_or_else(|| self.word("gaps-other-facts").to_owned()))
            }
            (_, Gap::Milestone(id, _) | Gap::Entry(id)) => plain(self.kinds_label(corpus.entry(id).kind)),
            (_, Gap::Figure(id, index)) => {
                let indicator = corpus.indicator(corpus.entry(id).observations[index].indicator);
                (self.translated(&indicator.label), Some(permalinks::indicator(self.lang, indicator, 1)))
            }
            (_, Gap::Term(vocabulary, _)) => {
                let label = self.word(&format!("menu-{}", vocabulary.as_str())).to_owned();
                (self.words(self.lang, label), Some(permalinks::tree(self.lang, vocabulary)))
            }
            (_, Gap::Indicator(_, silence)) => {
                plain(self.word(&format!("gaps-silence-{}", silence.as_str())).to_owned())
            }
            (_, Gap::Paragraph(ParagraphId { source, .. })) => {
                let href = permalinks::coverage(self.lang, corpus.source(source));
                (self.source_link(source).title, Some(href))
            }
        }
    }

    fn gap_row(&self, gap: Gap) -> GapRow {
        let corpus = &self.desk.site.corpus;
        match gap {
            Gap::Fact(id, index) => {
                let reason = self.translated(&corpus.entry(id).unknown[index].1);
                GapRow { known: Some(reason), ..self.gap_of(id) }
            }
            Gap::Milestone(id, index) => self.open_milestone(id, corpus.entry(id), index),
            Gap::Figure(id, index) => self.open_figure(id, corpus.entry(id), index),
            Gap::Entry(id) => self.gap_of(id),
            Gap::Term(vocabulary, id) => {
                let link = self.term_link(vocabulary, id);
                row(link.label, link.href)
            }
            Gap::Indicator(id, silence) => {
                let indicator = corpus.indicator(id);
                let when = match silence {
                    Silence::Since { last, promised } => Some(self.fill(
                        "gaps-since",
                        &[("last", &self.date(last).text), ("promised", &self.date(promised).text)],
                    )),
                    Silence::Figures | Silence::Results => None,
                };
                let href = permalinks::indicator(self.lang, indicator, 1);
                GapRow { when, ..row(self.translated(&indicator.label), href) }
            }
            Gap::Paragraph(paragraph) => self.open_paragraph(paragraph),
        }
    }

    /// A gap of an entry, with nothing known of it.
    fn gap_of(&self, id: EntryId) -> GapRow {
        let link = self.entry_link(id);
        row(link.label, link.href)
    }

    fn open_milestone(&self, id: EntryId, entry: &Entry, index: usize) -> GapRow {
        let milestone = &entry.milestones[index];
        let date = match milestone.date {
            When::Date(date) => Some(self.date(date).text),
            When::Period(period) => Some(self.period(period)),
            When::Unknown => None,
        };
        let key = format!("milestone-{}", milestone.state.as_str());
        let state = self.word(&key);
        GapRow {
            known: Some(self.translated(&milestone.text)),
            when: Some(match date {
                Some(date) => self.fill("gaps-milestone", &[("state", state), ("date", &date)]),
                None => self.fill("gaps-milestone-undated", &[("state", state)]),
            }),
            cites: self.cites(&milestone.cite),
            ..self.gap_of(id)
        }
    }

    fn open_figure(&self, id: EntryId, entry: &Entry, index: usize) -> GapRow {
        let figure = &entry.observations[index];
        let region = figure.region.map(|region| self.term_link(Vocabulary::Regions, region).label.text);
        let when: Vec<String> = region.into_iter().chain(self.when(figure)).collect();
        GapRow {
            known: Some(self.words(self.lang, self.value(figure))),
            when: (!when.is_empty()).then(|| when.join(" · ")),
            cites: self.cites(&figure.cite),
            ..self.gap_of(id)
        }
    }

    fn open_paragraph(&self, paragraph: ParagraphId) -> GapRow {
        let source = self.desk.site.corpus.source(paragraph.source);
        let text = source.paragraph(paragraph.number).map_or("", |paragraph| &paragraph.text);
        let number = format!("P{}", paragraph.number);
        GapRow {
            known: Some(self.words(&source.lang, super::coverage::opening(text, OPENING))),
            ..row(
                self.words(self.lang, &number),
                format!("{}#{number}", permalinks::coverage(self.lang, source)),
            )
        }
    }
}

fn group_id(index: usize) -> String {
    format!("_group-{}", index + 1)
}

fn row(label: Words, href: String) -> GapRow {
    GapRow { label, href, known: None, when: None, cites: Vec::new() }
}
