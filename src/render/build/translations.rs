//! The state of every translation, those that need work first.

use super::{Fault, Sheet, frame::Frame, lists::pager};
use crate::{
    freshness::{Freshness, INTRO, PartState, Subject, Survey, TranslationState, WORDS, survey},
    model::{
        choice::{Choice, Kind, TranslationStatus},
        lang::Lang,
        vocabulary::Vocabulary,
    },
    plan::{Grouped, PageKind, permalinks},
    render::view::{
        CountsRow, CrumbView, LanguageCounts, PartView, TranslationGroup, TranslationRow, TranslationsView,
        Words,
    },
};

/// The parts of a survey that are counted by themselves.
const SORTS: [Sort; 5] =
    [Sort::Entry(Kind::ALL[0]), Sort::Entry(Kind::ALL[1]), Sort::Entry(Kind::ALL[2]), Sort::Page, Sort::Term];

/// How far a translation can be trusted, the most first.
const TRUST: [TranslationStatus; 4] = [
    TranslationStatus::Official,
    TranslationStatus::Reviewed,
    TranslationStatus::Unreviewed,
    TranslationStatus::Machine,
];

/// What kind of text a translation is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Entry(Kind),
    Page,
    Term,
}

impl Sort {
    fn of(subject: Subject) -> Self {
        match subject {
            Subject::Entry(kind, _) => Self::Entry(kind),
            Subject::Page(_) => Self::Page,
            Subject::Term(..) => Self::Term,
        }
    }
}

/// What a translation is listed under: its state if it needs work, else its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Due(usize),
    Current(Sort),
}

impl Group {
    fn of(state: &TranslationState) -> Self {
        let place = TranslationState::STATES.iter().position(|name| *name == state.as_str());
        match place {
            Some(place) if is_due(state) => Self::Due(place),
            _ => Self::Current(Sort::of(state.subject)),
        }
    }
}

fn is_due(state: &TranslationState) -> bool {
    state.as_str() != "current"
}

impl Sheet<'_> {
    /// The state of every translation; the same list that `status` prints.
    pub(super) fn survey(&self) -> &Survey {
        self.desk.survey.get_or_init(|| survey(self.desk.site))
    }

    /// How many translations are missing or out of date.
    pub(super) fn due_translations(&self) -> usize {
        self.survey().translations.iter().filter(|state| is_due(state)).count()
    }

    pub(in crate::render) fn translations(&self, page: usize) -> Result<Vec<u8>, Fault> {
        let all = &self.survey().translations;
        let list = self.shared.translations.get_or_init(|| self.list(all));
        let parts = list.on_page(page).into_iter();
        let groups = parts.map(|part| TranslationGroup {
            id: format!("_group-{}", part.index + 1),
            label: self.group_label(Group::of(&all[part.items[0]])),
            due: is_due(&all[part.items[0]]),
            count: part.count,
            rows: part.items.iter().map(|place| self.translation_row(&all[*place])).collect(),
        });
        let view = TranslationsView {
            total: all.len(),
            due: self.due_translations(),
            groups: groups.collect(),
            languages: if page == 1 { self.language_counts(all) } else { Vec::new() },
            pager: pager(page, all.len(), |page| permalinks::translations(self.lang, page)),
        };
        let title = self.words(self.lang, self.word("menu-translations"));
        let mut frame = Frame { menu: Some("translations"), ..Frame::new(title) };
        frame.description = Some(self.word("translations-lead").to_owned());
        if page > 1 {
            frame.breadcrumb.push(self.crumb("menu-translations", permalinks::translations(self.lang, 1)));
            frame.title.text.push_str(&self.page_suffix(page));
        }
        self.draw("translations.html", frame, &view, Vec::new())
    }

    /// What needs most work first; then by kind, by title and by language.
    fn list(&self, all: &[TranslationState]) -> Grouped<usize> {
        let languages = &self.desk.site.config.languages;
        let mut places: Vec<usize> = (0..all.len()).collect();
        places.sort_by_cached_key(|place| {
            let state = &all[*place];
            let title = match state.subject {
                Subject::Entry(_, id) => self.desk.plan.order.rank(self.lang, id),
                _ => None,
            };
            let lang = languages.iter().position(|lang| *lang == state.lang);
            (Group::of(state), Sort::of(state.subject), title, state.subject, lang)
        });
        Grouped::new(places, |place| Group::of(&all[*place]))
    }

    fn group_label(&self, group: Group) -> String {
        match group {
            Group::Due(place) => self.state_label(TranslationState::STATES[place]),
            Group::Current(sort) => self.fill("translations-current", &[("kind", &self.sort_label(sort))]),
        }
    }

    fn state_label(&self, state: &str) -> String {
        self.word(&format!("translation-state-{state}")).to_owned()
    }

    /// The kind of a text in words, plural.
    fn sort_label(&self, sort: Sort) -> String {
        match sort {
            Sort::Entry(kind) => self.kinds_label(kind),
            Sort::Page => self.word("translations-pages").to_owned(),
            Sort::Term => self.word("translations-terms").to_owned(),
        }
    }

    fn language_counts(&self, all: &[TranslationState]) -> Vec<LanguageCounts> {
        let languages = self.desk.site.config.languages.iter();
        let counts = languages.map(|lang| {
            let of_lang: Vec<_> = all.iter().filter(|state| state.lang == *lang).collect();
            let row = |label: String, sort: Option<Sort>| {
                let is_meant = |sort| move |state: &&&TranslationState| Sort::of(state.subject) == sort;
                let meant: Vec<_> = match sort {
                    Some(sort) => of_lang.iter().filter(is_meant(sort)).copied().collect(),
                    None => of_lang.clone(),
                };
                counts_row(label, sort.is_none(), &meant)
            };
            let rows = SORTS.iter().map(|sort| row(self.sort_label(*sort), Some(*sort)));
            let sum = row(self.word("translations-sum").to_owned(), None);
            LanguageCounts {
                tag: lang.as_str().to_owned(),
                name: self.language_name(lang),
                rows: rows.filter(|row| row.total > 0).chain([sum]).collect(),
            }
        });
        counts.filter(|counts| counts.rows.iter().any(|row| row.total > 0)).collect()
    }

    fn language_name(&self, lang: &Lang) -> String {
        self.desk.site.locales.get(lang).name().to_owned()
    }

    fn translation_row(&self, state: &TranslationState) -> TranslationRow {
        let page = self.page_of(state.subject);
        let original = self.original_of(state.subject);
        let href = page.permalink(self.desk.site, &state.lang);
        let title = self.title_of(state.subject);
        let not_current = state.parts.iter().filter(|part| part.freshness != Freshness::Current);
        let file = state.file.as_ref();
        TranslationRow {
            kind: (is_due(state) || Sort::of(state.subject) == Sort::Term)
                .then(|| self.subject_label(state.subject)),
            lang: state.lang.as_str().to_owned(),
            lang_name: self.language_name(&state.lang),
            original: CrumbView {
                label: self.words(original, self.language_name(original)),
                href: page.permalink(self.desk.site, original),
            },
            state: state.as_str(),
            state_label: self.state_label(state.as_str()),
            trust: state.status.map(|status| self.word(&trust_key(status)).to_owned()),
            parts: not_current.map(|part| self.part_view(state, part, &href)).collect(),
            compare: file.and_then(|_| self.compared(state)),
            edit: file.and_then(|file| self.edit_link(file.as_str(), &title.text)),
            title,
            href,
        }
    }

    /// The page of the translation's language, which shows that translation beside the original.
    fn compared(&self, state: &TranslationState) -> Option<String> {
        let Subject::Entry(_, id) = state.subject else { return None };
        let entry = self.desk.site.corpus.entry(id);
        entry.is_translated().then(|| permalinks::compare(&state.lang, entry))
    }

    fn page_of(&self, subject: Subject) -> PageKind {
        match subject {
            Subject::Entry(_, id) => PageKind::Entry(id),
            // The introduction of the home page has no other page.
            Subject::Page(index) if self.desk.site.corpus.pages[index].id == "home" => PageKind::Home,
            Subject::Page(index) => PageKind::Prose(index),
            Subject::Term(vocabulary, id) => PageKind::Term(vocabulary, id, 1),
        }
    }

    fn original_of(&self, subject: Subject) -> &Lang {
        let corpus = &self.desk.site.corpus;
        match subject {
            Subject::Entry(_, id) => corpus.entry(id).texts.original(),
            Subject::Page(index) => corpus.pages[index].texts.original(),
            Subject::Term(vocabulary, id) => {
                let prose = corpus.term(vocabulary, id).prose.as_ref();
                prose.map_or(self.lang, |prose| prose.files.original())
            }
        }
    }

    fn title_of(&self, subject: Subject) -> Words {
        let corpus = &self.desk.site.corpus;
        match subject {
            Subject::Entry(_, id) => {
                let (lang, title) = corpus.entry(id).title(self.lang);
                self.words(lang, title)
            }
            Subject::Page(index) => {
                let page = &corpus.pages[index];
                let (lang, words) = page.words.or_original(self.lang);
                self.words(lang, words.title.as_ref().unwrap_or(&page.id))
            }
            Subject::Term(vocabulary, id) => self.translated(&corpus.term(vocabulary, id).label),
        }
    }

    /// The kind of one text in words.
    fn subject_label(&self, subject: Subject) -> String {
        let key = match subject {
            Subject::Entry(kind, _) => format!("kind-{}", kind.as_str()),
            Subject::Page(_) => "translations-page".to_owned(),
            Subject::Term(Vocabulary::Topics, _) => "term-topics".to_owned(),
            Subject::Term(Vocabulary::Regions, _) => "term-regions".to_owned(),
            Subject::Term(Vocabulary::Agencies, _) => "term-agencies".to_owned(),
        };
        self.word(&key).to_owned()
    }

    /// A part by the heading that the translation has for it, else the original.
    fn part_view(&self, state: &TranslationState, part: &PartState, page: &str) -> PartView {
        let plain = |key| PartView { label: self.words(self.lang, self.word(key)), href: None };
        if part.id == WORDS {
            return plain("stale-words");
        }
        if part.id == INTRO {
            return plain("stale-intro");
        }
        let drafts = &self.desk.site.drafts.documents;
        let heading = |file| {
            let draft = drafts.get(file)?;
            let headings = &draft.body.doc.headings;
            let found =
                headings.iter().find(|heading| heading.value.level == 2 && heading.value.id == part.id)?;
            Some(self.words(&draft.lang, &found.value.text))
        };
        let own = state.file.as_ref().and_then(heading);
        PartView {
            href: own.is_some().then(|| format!("{page}#{}", part.id)),
            label: own
                .or_else(|| heading(&state.original))
                .unwrap_or_else(|| self.words(self.lang, &part.id)),
        }
    }
}

fn trust_key(status: TranslationStatus) -> String {
    format!("trust-{}", status.as_str())
}

fn counts_row(label: String, is_sum: bool, states: &[&TranslationState]) -> CountsRow {
    let count =
        |is_meant: &dyn Fn(&TranslationState) -> bool| states.iter().filter(|state| is_meant(state)).count();
    CountsRow {
        label,
        is_sum,
        states: TranslationState::STATES.map(|name| count(&|state| state.as_str() == name)).to_vec(),
        trust: TRUST.map(|status| count(&|state| state.status == Some(status))).to_vec(),
        total: states.len(),
    }
}
