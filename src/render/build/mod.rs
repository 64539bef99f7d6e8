//! Makes views: from a corpus and a plan to what a template may see.
//!
//! A [`Desk`] holds what all pages share, a [`Sheet`] what one page knows of itself. Each file here
//! builds the views of one kind of page.

mod body;
mod charts;
mod columns;
mod compare;
mod coverage;
mod data;
mod entry;
mod facets;
mod facts;
mod frame;
mod gaps;
mod glossary;
mod graph;
mod home;
mod indicators;
mod lines;
mod lists;
mod matrix;
mod metadata;
mod names;
mod notes;
mod pages;
mod passage;
mod portable;
mod promises;
mod record;
mod search;
mod sources;
mod stale;
mod summary;
mod terms;
mod tiles;
mod timeline;
mod translations;
mod users;

use super::view::{CiteView, DateView, EntrySummary, TermLink, Words};
use crate::{
    finding::Finding,
    freshness::Survey,
    locale::Locale,
    model::{
        date::Date,
        entry::EntryId,
        lang::{Lang, Translated},
        source::ParagraphId,
        vocabulary::{TermId, Vocabulary},
    },
    output::OutputPath,
    plan::{Grouped, PageKind, Plan, permalinks},
    site::Site,
    theme::Theme,
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use tera::{Context, Value};

/// What is wrong with a template that a page is drawn by.
pub(super) type Fault = Box<Finding>;

/// What all pages share.
pub(super) struct Desk<'a> {
    pub(super) site: &'a Site,
    pub(super) plan: &'a Plan,
    pub(super) theme: &'a Theme,
    languages: BTreeMap<Lang, Shared>,
    /// The state of every translation, asked for when it is first needed.
    survey: OnceLock<Survey>,
}

/// What the pages of one language share.
struct Shared {
    locale: Arc<Locale>,
    /// The translations in the order of their list, by their places in the survey.
    translations: OnceLock<Grouped<usize>>,
    site: Value,
    /// The summary of each entry, made when it is first needed.
    summaries: Slots,
    /// Each entry as an item of a list.
    items: Parts,
    /// Each entry as a row of a term's columns.
    rows: Parts,
    /// Who uses the terms of the glossary.
    users: OnceLock<users::Users>,
}

/// A value for each entry.
type Slots = Vec<OnceLock<Value>>;

/// Lists stand less deep than this: `<lang>/<vocabulary>/<term>/page/<n>/`.
const DEPTHS: usize = 8;

/// Each entry as a part of many pages, drawn when it is first needed, by the depth of the page: the
/// links in it begin with the way to the root.
struct Parts {
    count: usize,
    depths: [OnceLock<Slots>; DEPTHS],
}

impl Parts {
    fn new(count: usize) -> Self {
        Self { count, depths: Default::default() }
    }

    fn get(
        &self,
        depth: usize,
        id: EntryId,
        draw: impl FnOnce() -> Result<Value, Fault>,
    ) -> Result<Value, Fault> {
        let slot = &self.depths[depth.min(DEPTHS - 1)].get_or_init(|| slots(self.count))[id.0 as usize];
        match slot.get() {
            Some(part) => Ok(part.clone()),
            None => draw().map(|part| slot.get_or_init(|| part).clone()),
        }
    }
}

fn slots(count: usize) -> Slots {
    (0..count).map(|_| OnceLock::new()).collect()
}

impl<'a> Desk<'a> {
    /// Prepares what all pages share.
    pub(super) fn new(site: &'a Site, plan: &'a Plan, theme: &'a Theme) -> Self {
        let count = site.corpus.entries.len();
        let mut desk = Self { site, plan, theme, languages: BTreeMap::new(), survey: OnceLock::new() };
        for lang in &site.config.languages {
            let shared = Shared {
                locale: site.locales.get(lang),
                translations: OnceLock::new(),
                site: Value::from_serializable(&desk.site_view(lang)),
                summaries: slots(count),
                items: Parts::new(count),
                rows: Parts::new(count),
                users: OnceLock::new(),
            };
            desk.languages.insert(lang.clone(), shared);
        }
        desk
    }

    /// Begins a page.
    pub(super) fn sheet(&'a self, lang: &'a Lang, kind: &'a PageKind, path: &'a OutputPath) -> Sheet<'a> {
        let shared = self.languages.get(lang).expect("pages are planned in the site's languages only");
        Sheet { desk: self, shared, lang, kind, root: path.root(), path }
    }

    /// Draws a template with what every page has.
    fn draw(
        &self,
        template: &str,
        lang: &Lang,
        root: &str,
        page: Value,
        view: Value,
    ) -> Result<Vec<u8>, Fault> {
        let mut context = Context::new();
        context.insert("lang", lang.as_str());
        let direction = self.languages.get(lang).map_or("ltr", |shared| shared.locale.direction());
        context.insert("direction", direction);
        context.insert("root", root);
        if let Some(shared) = self.languages.get(lang) {
            context.insert_value("site", self.linked(shared.site.clone()));
        }
        context.insert_value("page", self.linked(page));
        context.insert_value("view", self.linked(view));
        self.theme.draw(template, &context)
    }
}

/// What one page knows of itself.
pub(super) struct Sheet<'a> {
    desk: &'a Desk<'a>,
    shared: &'a Shared,
    lang: &'a Lang,
    kind: &'a PageKind,
    /// The way from the page to the site's root.
    root: String,
    path: &'a OutputPath,
}

/// Words with their language, where it is not the page's.
fn words_in(page: &Lang, lang: &Lang, text: impl Into<String>) -> Words {
    Words { text: text.into(), lang: (lang != page).then(|| lang.as_str().to_owned()) }
}

impl Sheet<'_> {
    fn words(&self, lang: &Lang, text: impl Into<String>) -> Words {
        words_in(self.lang, lang, text)
    }

    /// A text in the page's language, else in the original's.
    fn translated(&self, text: &Translated<String>) -> Words {
        let (lang, text) = text.or_original(self.lang);
        self.words(lang, text)
    }

    /// An interface word.
    fn word<'k>(&'k self, key: &'k str) -> &'k str {
        self.desk.theme.words.text(self.lang, key)
    }

    fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.desk.theme.words.fill(self.lang, key, values)
    }

    /// An interface word, if there is one.
    fn word_if_known(&self, key: &str) -> Option<&str> {
        self.desk.theme.words.find(self.lang.as_str(), key, None)
    }

    fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: self.shared.locale.date(date) }
    }

    fn term_link(&self, vocabulary: Vocabulary, id: TermId) -> TermLink {
        let term = self.desk.site.corpus.term(vocabulary, id);
        TermLink {
            id: term.id.clone(),
            label: self.translated(&term.label),
            href: permalinks::term(self.lang, vocabulary, term, 1),
        }
    }

    /// Marks of citations as this page has them.
    fn cites(&self, cite: &[ParagraphId]) -> Vec<CiteView> {
        self.noted(self.plain_cites(cite), cite)
    }

    /// Marks of citations as every page has them, for values that pages share.
    fn plain_cites(&self, cite: &[ParagraphId]) -> Vec<CiteView> {
        cite.iter().map(|paragraph| self.cite(*paragraph)).collect()
    }

    fn cite(&self, paragraph: ParagraphId) -> CiteView {
        let source = self.desk.site.corpus.source(paragraph.source);
        let (lang, title) = source
            .labels
            .get_key_value(self.lang)
            .map_or((&source.lang, &source.title), |(lang, label)| (lang, label));
        CiteView {
            label: format!("P{}", paragraph.number),
            href: format!("{}#P{}", permalinks::source(self.lang, source), paragraph.number),
            source: self.words(lang, title),
            note: None,
        }
    }

    /// The summary of an entry as a template value, made once for all pages of a language.
    fn summary_value(&self, id: EntryId) -> Value {
        let slot = &self.shared.summaries[id.0 as usize];
        slot.get_or_init(|| Value::from_serializable(&self.summary(id))).clone()
    }

    fn summary_values(&self, ids: &[EntryId]) -> Value {
        Value::from(ids.iter().map(|id| self.summary_value(*id)).collect::<Vec<_>>())
    }

    /// Entries as items of a list, each drawn once for all lists of its language and depth.
    fn items(&self, ids: &[EntryId]) -> Result<Value, Fault> {
        let items: Result<Vec<Value>, Fault> = ids.iter().map(|id| self.item(*id)).collect();
        items.map(Value::from)
    }

    fn item(&self, id: EntryId) -> Result<Value, Fault> {
        self.shared.items.get(self.path.depth(), id, || self.draw_part("item.html", id, None))
    }

    /// Draws an entry as a part of a page, with what else the part's template needs.
    fn draw_part(&self, template: &str, id: EntryId, more: Option<(&str, Value)>) -> Result<Value, Fault> {
        let mut context = Context::new();
        context.insert("lang", self.lang.as_str());
        context.insert("root", &self.root);
        context.insert_value("entry", self.desk.linked(self.summary_value(id)));
        if let Some((key, value)) = more {
            context.insert_value(key.to_owned(), self.desk.linked(value));
        }
        let html = self.desk.theme.draw(template, &context)?;
        Ok(Value::safe_string(&String::from_utf8_lossy(&html)))
    }

    /// Draws the page from its view; `lists` are put into the view as they are, so that summaries
    /// shared by many pages are not made again for each.
    fn draw<V: Serialize>(
        &self,
        template: &str,
        frame: frame::Frame,
        view: &V,
        lists: Vec<(&'static str, Value)>,
    ) -> Result<Vec<u8>, Fault> {
        let page = Value::from_serializable(&self.page_view(frame));
        self.desk.draw(template, self.lang, &self.root, page, with(view, lists))
    }
}

/// A view as a template value, with some of its fields put in as they are.
fn with<V: Serialize>(view: &V, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut map = Value::from_serializable(view).into_map().unwrap_or_default();
    map.extend(fields.into_iter().map(|(key, value)| (key.into(), value)));
    Value::from(map)
}

/// The shape of [`EntrySummary`] lists that are put in as shared values.
fn later() -> Vec<EntrySummary> {
    Vec::new()
}
