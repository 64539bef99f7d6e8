//! Entries as the filter of lists reads them.
//!
//! Entries of a site go in, in the order of a list; JSON comes out that holds what they can be chosen
//! by and, if asked for, what their rows say. Names and texts of the content stand in it; words and
//! shapes of the interface stand in the page, so that a theme keeps them. Repeated texts are written
//! once and named by their place.
//!
//! ```json
//! {"kinds": ["policies"], "states": ["in-force"], "topics": [["rail", "Rail", null]], "regions": [],
//!  "agencies": [], "types": ["Plan"], "dates": ["May 2019"],
//!  "entries": [[0, 0, [0], [], [], [2018], "plan-x", "Plan X", "What it is.", 0, 0]]}
//! ```
//!
//! An entry is its kind, state, topics, regions, agencies and years, then its id, title, summary, type
//! and the day its state is known for. A term is its id, its label and the place of the next broader
//! one, which stands before it. A text in another language than the page is a pair of text and tag.
//!
//! Start with [`json`].

use crate::{
    locale::Locale,
    model::{
        choice::Kind,
        entry::{Entry, EntryId},
        lang::{Lang, Translated},
        vocabulary::{TermId, Vocabulary},
    },
    plan::facets,
    site::Site,
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How much of each entry is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What it can be chosen by, for a page that already has its row.
    Facets,
    /// All that its row says.
    Rows,
}

/// Writes entries in the order given; the text holds no `<` and can stand in a page as it is.
pub fn json(site: &Site, lang: &Lang, entries: &[EntryId], extent: Extent) -> String {
    let trees = Vocabulary::ALL.map(|vocabulary| Tree::of(site, vocabulary, entries));
    let mut writer = Writer {
        site,
        lang,
        locale: site.locales.get(lang),
        states: Phrases::default(),
        types: Phrases::default(),
        dates: Phrases::default(),
    };
    let rows: Vec<Value> = entries.iter().map(|id| writer.entry(*id, &trees, extent)).collect();
    let [topics, regions, agencies] = trees.map(|tree| tree.written(site, lang));
    let mut all = json!({
        "kinds": Kind::ALL.map(Kind::folder),
        "states": writer.states.all,
        "topics": topics,
        "regions": regions,
        "agencies": agencies,
        "entries": rows,
    });
    if extent == Extent::Rows {
        all["types"] = json!(writer.types.all);
        all["dates"] = json!(writer.dates.all);
    }
    all.to_string().replace('<', "\\u003c")
}

/// Texts, each written once.
#[derive(Default)]
struct Phrases {
    all: Vec<Value>,
    places: BTreeMap<String, usize>,
}

impl Phrases {
    fn place(&mut self, phrase: &Value) -> usize {
        let next = self.all.len();
        let place = *self.places.entry(phrase.to_string()).or_insert(next);
        if place == next {
            self.all.push(phrase.clone());
        }
        place
    }
}

/// The terms of a vocabulary that entries are under, and the broader ones, each after its parent.
struct Tree {
    vocabulary: Vocabulary,
    terms: Vec<TermId>,
    places: BTreeMap<TermId, usize>,
}

impl Tree {
    fn of(site: &Site, vocabulary: Vocabulary, entries: &[EntryId]) -> Self {
        let taxonomy = site.corpus.taxonomies.get(vocabulary);
        let own = entries.iter().flat_map(|id| terms(site.corpus.entry(*id), vocabulary));
        let own: BTreeSet<TermId> = own.collect();
        let mut used: BTreeSet<TermId> = own.iter().flat_map(|id| taxonomy.ancestors(*id)).collect();
        used.extend(own);
        let mut terms = Vec::new();
        let mut rest: Vec<TermId> = taxonomy.roots().collect();
        rest.reverse();
        while let Some(id) = rest.pop() {
            if used.contains(&id) {
                terms.push(id);
                rest.extend(taxonomy.term(id).children.iter().rev());
            }
        }
        let places = terms.iter().copied().zip(0..).collect();
        Self { vocabulary, terms, places }
    }

    fn written(&self, site: &Site, lang: &Lang) -> Vec<Value> {
        let term = |id: &TermId| {
            let term = site.corpus.term(self.vocabulary, *id);
            let parent = term.parent.and_then(|parent| self.places.get(&parent));
            json!([term.id, translated(lang, &term.label), parent])
        };
        self.terms.iter().map(term).collect()
    }
}

/// The terms that an entry is put under itself.
fn terms(entry: &Entry, vocabulary: Vocabulary) -> Vec<TermId> {
    match vocabulary {
        Vocabulary::Topics => entry.topics.clone(),
        Vocabulary::Regions => entry.regions.clone(),
        Vocabulary::Agencies => entry.agencies.iter().map(|part| part.agency).collect(),
    }
}

struct Writer<'a> {
    site: &'a Site,
    lang: &'a Lang,
    locale: Arc<Locale>,
    states: Phrases,
    types: Phrases,
    dates: Phrases,
}

impl Writer<'_> {
    fn entry(&mut self, id: EntryId, trees: &[Tree; 3], extent: Extent) -> Value {
        let entry = self.site.corpus.entry(id);
        let kind = Kind::ALL.iter().position(|kind| *kind == entry.kind);
        let mut fields = vec![json!(kind), json!(self.states.place(&json!(entry.state.id)))];
        for tree in trees {
            let places = terms(entry, tree.vocabulary);
            fields.push(places.iter().filter_map(|id| tree.places.get(id).copied()).collect());
        }
        fields.push(facets::years(entry).into_iter().collect());
        if extent == Extent::Rows {
            let (title_lang, title) = entry.title(self.lang);
            let (summary_lang, summary) = entry.summary(self.lang);
            let date = entry.state.as_of.map(|date| json!(self.locale.date(date)));
            fields.extend([
                json!(entry.id),
                words(self.lang, title_lang, title),
                words(self.lang, summary_lang, summary),
                json!(self.types.place(&translated(self.lang, &entry.entry_type.1))),
                json!(date.map(|date| self.dates.place(&date))),
            ]);
        }
        Value::from(fields)
    }
}

fn translated(page: &Lang, text: &Translated<String>) -> Value {
    let (lang, text) = text.or_original(page);
    words(page, lang, text)
}

fn words(page: &Lang, lang: &Lang, text: &str) -> Value {
    if page == lang { json!(text) } else { json!([text, lang.as_str()]) }
}
