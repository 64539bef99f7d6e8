//! Decides every file of the site before one is drawn.
//!
//! Takes the corpus and the theme; returns the [`Plan`]: an ordered map from output path to what
//! stands there. Every address of the site is made here, in `permalinks.rs`. Nothing is drawn and
//! nothing is read; two things at one address become a finding.
//!
//! Start with [`plan`].

pub mod chronicle;
pub mod crossings;
mod editors;
pub mod facets;
pub mod feeds;
pub mod gaps;
pub mod glossary;
mod grouped;
pub mod letters;
pub mod names;
pub mod order;
mod page;
pub mod permalinks;
mod standing;

pub use grouped::Grouped;
pub use page::{Page, PageKind};
pub use standing::Standing;

use crate::{
    finding::{Finding, codes},
    input::{FilePath, FileRole, InputSet, Place},
    model::{
        choice::Kind,
        entry::{EntryId, IndicatorId},
        lang::Lang,
        source::SourceId,
        vocabulary::{TermId, Vocabulary},
    },
    output::OutputPath,
    site::Site,
    theme::Theme,
};
use chronicle::Chronicle;
use crossings::Crossings;
use facets::Facets;
use feeds::{Feed, News};
use gaps::Gaps;
use glossary::Glossaries;
use letters::{LeafAddress, Lettered};
use names::Names;
use order::Order;
use std::collections::BTreeMap;

/// Entries on one page of a list.
pub const PAGE_SIZE: usize = 50;
/// Entries in the shortest list that has a filter: a shorter one is seen at a glance.
pub const FILTER_FROM: usize = 10;
/// Addresses in one sitemap file; the protocol allows 50,000.
pub const SITEMAP_SIZE: usize = 40_000;

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A page, drawn by a template.
    Page(Page),
    /// An address that something had before; the permalink it has now.
    Redirect(String),
    /// The list of all addresses, whole or in parts.
    Sitemap(Sitemap),
    /// What is new, for feed readers.
    Feed(Feed),
    /// What robots may read.
    Robots,
    /// What a search reads first. Its other files are named by their content, so that they are known
    /// only when the index is made.
    Search,
    /// How an entry's page is cited, for programs.
    Reference(Lang, EntryId, ReferenceFormat),
    /// How the pages of all entries in a language are cited, for programs.
    References(Lang, ReferenceFormat),
    /// All entries in a language, for the filter of lists.
    Listing(Lang),
    /// A file of the theme, an index into [`Theme::assets`].
    ThemeAsset(usize),
    /// A file that is passed on.
    Copy(FilePath),
}

/// A format of references that is a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceFormat {
    /// `cite.bib`
    Bibtex,
    /// `cite.ris`
    Ris,
}

impl ReferenceFormat {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Bibtex, Self::Ris];

    /// The file, which stands beside the page.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Bibtex => "cite.bib",
            Self::Ris => "cite.ris",
        }
    }

    /// What the names of its files end in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::Ris => "ris",
        }
    }
}

/// A file of the sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sitemap {
    /// The only one.
    Whole,
    /// The list of parts.
    Index(usize),
    /// A part, from 0.
    Part(usize),
}

/// Every file of the site, by path.
#[derive(Debug, Default)]
pub struct Plan {
    /// What stands where.
    pub items: BTreeMap<OutputPath, Item>,
    /// The orders in which lists show things.
    pub order: Order,
    /// The entries that topics and regions have in common.
    pub crossings: Crossings,
    /// All milestones and figures.
    pub chronicle: Chronicle,
    /// How new each entry is.
    pub news: News,
    /// What the entries leave open.
    pub gaps: Gaps,
    /// The entries of each status and year.
    pub facets: Facets,
    /// The glossary in the order of each language.
    pub glossaries: Glossaries,
    /// Every name, by letter.
    pub names: Names,
}

/// Decides the files of the site.
pub fn plan(site: &Site, inputs: &InputSet, theme: &Theme) -> (Plan, Vec<Finding>) {
    let order = Order::of(site);
    let (crossings, chronicle) = (Crossings::of(site, &order), Chronicle::of(site, &order));
    let news = News::of(site, &order);
    let gaps = Gaps::of(site, &order, &chronicle, theme);
    let facets = Facets::of(site, &order);
    let (glossaries, names) = (Glossaries::of(site), Names::of(site));
    let mut planner = Planner {
        site,
        gaps: &gaps,
        facets: &facets,
        crossings: &crossings,
        chronicle: &chronicle,
        glossaries: &glossaries,
        names: &names,
        items: BTreeMap::new(),
        folded: BTreeMap::new(),
        findings: Vec::new(),
    };
    planner.put_pages();
    planner.put_references();
    planner.put_listings();
    planner.put_redirects();
    planner.put_sitemap();
    planner.put_feeds(&news, theme);
    planner.put(&permalinks::search_index(site.config.portable), Item::Search, None);
    for (index, asset) in theme.assets.iter().enumerate() {
        planner.put(&asset.path, Item::ThemeAsset(index), None);
    }
    planner.put_files(inputs);
    let Planner { items, findings, .. } = planner;
    (Plan { items, order, crossings, chronicle, news, gaps, facets, glossaries, names }, findings)
}

struct Planner<'a> {
    site: &'a Site,
    gaps: &'a Gaps,
    crossings: &'a Crossings,
    chronicle: &'a Chronicle,
    facets: &'a Facets,
    glossaries: &'a Glossaries,
    names: &'a Names,
    items: BTreeMap<OutputPath, Item>,
    /// Paths without case, with what took them: some servers and disks do not tell case apart.
    folded: BTreeMap<String, (OutputPath, Option<Place>)>,
    findings: Vec<Finding>,
}

impl Planner<'_> {
    /// Puts an item at a path; `place` is the file it comes from.
    fn put(&mut self, path: &str, item: Item, place: Option<Place>) {
        let path = match OutputPath::new(path) {
            Ok(path) => path,
            Err(error) => {
                let place = place.unwrap_or_else(|| Place::start_of(&FilePath::from(crate::load::SITE_FILE)));
                let message = format!("cannot be published: {error}");
                self.findings.push(Finding::new(&codes::ADDRESS_COLLISION, place, message));
                return;
            }
        };
        let folded = path.as_str().to_lowercase();
        if let Some((taken, other)) = self.folded.get(&folded) {
            let file = place.clone().or_else(|| other.clone());
            let file = file.unwrap_or_else(|| Place::start_of(&FilePath::from(crate::load::SITE_FILE)));
            let holder = match other {
                Some(other) if *taken == path => format!("`{}`", other.file),
                Some(other) => format!("`{taken}` of `{}`", other.file),
                None => format!("jingwei's own `{taken}`"),
            };
            let message = format!("the address `{path}` is already taken by {holder}");
            let mut finding = Finding::new(&codes::ADDRESS_COLLISION, file, message);
            if let (Some(other), Some(_)) = (other, &place) {
                finding = finding.also(other.clone(), "from here");
            }
            // What no file stands for, jingwei writes itself.
            let help = match (&place, other) {
                (Some(own), None) => {
                    format!("delete or rename `{}`: jingwei writes `{taken}` itself", own.file)
                }
                _ => "rename one of the two".to_owned(),
            };
            self.findings.push(finding.help(help));
            return;
        }
        self.folded.insert(folded, (path.clone(), place));
        self.items.insert(path, item);
    }

    fn put_page(&mut self, permalink: &str, page: Page, place: Option<Place>) {
        self.put(&format!("{permalink}index.html"), Item::Page(page), place);
    }

    fn put_pages(&mut self) {
        self.put_page("", Page::Choice, None);
        self.put("404.html", Item::Page(Page::NotFound), None);
        let translations = crate::freshness::count(self.site);
        for lang in &self.site.config.languages {
            self.put_lang(lang);
            self.put_overviews(lang);
            self.put_lettered(lang);
            self.put_for_editors(lang, translations);
        }
    }

    fn put_lang(&mut self, lang: &Lang) {
        let (corpus, facets) = (&self.site.corpus, self.facets);
        let mut put = |permalink: String, kind: PageKind, place: Option<Place>| {
            self.put_page(&permalink, Page::In(lang.clone(), kind), place);
        };
        put(permalinks::home(lang), PageKind::Home, None);
        for kind in Kind::ALL {
            let count = corpus.entries.iter().filter(|entry| entry.kind == kind && entry.is_listed()).count();
            for page in 1..=pages(count) {
                put(permalinks::index(lang, kind, page), PageKind::Index(kind, page), None);
            }
            for (facet, entries) in facets.of_kind(lang, kind) {
                for page in 1..=pages(entries.len()) {
                    let permalink = permalinks::facet(lang, kind, facet, page);
                    put(permalink, PageKind::Facet(kind, facet.clone(), page), None);
                }
            }
        }
        for (entry, id) in corpus.entries.iter().zip((0..).map(EntryId)) {
            let place = Some(entry.place.clone());
            put(permalinks::entry(lang, entry), PageKind::Entry(id), place.clone());
            if entry.is_translated() {
                put(permalinks::compare(lang, entry), PageKind::Compare(id), place);
            }
        }
        for vocabulary in Vocabulary::ALL {
            put(permalinks::tree(lang, vocabulary), PageKind::Tree(vocabulary), None);
            for (term, id) in corpus.taxonomies.get(vocabulary).terms.iter().zip((0..).map(TermId)) {
                for page in 1..=pages(term.entries.len()) {
                    let permalink = permalinks::term(lang, vocabulary, term, page);
                    put(permalink, PageKind::Term(vocabulary, id, page), Some(term.place.clone()));
                }
            }
        }
        put(permalinks::search(lang), PageKind::Search, None);
        put(permalinks::sources(lang), PageKind::Sources, None);
        for (source, id) in corpus.sources.iter().zip((0..).map(SourceId)) {
            let place = Some(Place::start_of(&source.file));
            put(permalinks::source(lang, source), PageKind::Source(id), place.clone());
            put(permalinks::coverage(lang, source), PageKind::Coverage(id), place);
        }
        for (index, page) in corpus.pages.iter().enumerate().filter(|(_, page)| page.id != "home") {
            let place = page.texts.or_original(lang).1;
            put(permalinks::page(lang, page), PageKind::Prose(index), Some(Place::start_of(&place.file)));
        }
    }

    /// References stand beside every page that has a text of its own; a fallback is not cited.
    fn put_references(&mut self) {
        for (entry, id) in self.site.corpus.entries.iter().zip((0..).map(EntryId)) {
            for (lang, _) in entry.texts.iter() {
                for format in ReferenceFormat::ALL {
                    let path = format!("{}{}", permalinks::entry(lang, entry), format.file_name());
                    let item = Item::Reference(lang.clone(), id, format);
                    self.put(&path, item, Some(entry.place.clone()));
                }
            }
        }
    }

    /// What the filter of long lists reads stands once for each language; a list of one page brings
    /// it along.
    fn put_listings(&mut self) {
        if self.site.corpus.entries.iter().filter(|entry| entry.is_listed()).count() <= PAGE_SIZE {
            return;
        }
        for lang in &self.site.config.languages {
            self.put(&permalinks::listing(lang), Item::Listing(lang.clone()), None);
        }
    }

    /// The pages that show what all entries have in common: places, times, figures.
    fn put_overviews(&mut self, lang: &Lang) {
        let (site, crossings, chronicle) = (self.site, self.crossings, self.chronicle);
        let mut put = |permalink: String, kind: PageKind, place: Option<Place>| {
            self.put_page(&permalink, Page::In(lang.clone(), kind), place);
        };
        put(permalinks::matrix(lang), PageKind::Matrix, None);
        for pair in crossings.pairs() {
            for page in 1..=pages(crossings.entries(lang, pair).len()) {
                let kind = PageKind::Crossing(pair.0, pair.1, page);
                let place = site.corpus.term(Vocabulary::Topics, pair.0).place.clone();
                put(kind.permalink(site, lang), kind, Some(place));
            }
        }
        for page in 1..=pages(chronicle.moments(lang).len()) {
            put(permalinks::timeline(lang, page), PageKind::Timeline(page), None);
        }
        let indicators = &site.corpus.indicators;
        for page in 1..=pages(indicators.len()) {
            put(permalinks::indicators(lang, page), PageKind::Indicators(page), None);
        }
        for (indicator, id) in indicators.iter().zip((0..).map(IndicatorId)) {
            for page in 1..=pages(chronicle.figures(id).len()) {
                put(permalinks::indicator(lang, indicator, page), PageKind::Indicator(id, page), None);
            }
        }
    }

    /// The glossary and the index of names, and the pages of their letters.
    fn put_lettered(&mut self, lang: &Lang) {
        let (site, glossaries, names) = (self.site, self.glossaries, self.names);
        let mut put =
            |kind: PageKind| self.put_page(&kind.permalink(site, lang), Page::In(lang.clone(), kind), None);
        let addresses = |part: Option<&Lang>, letters: &Lettered| -> Vec<LeafAddress> {
            let address = |leaf: &letters::Leaf| LeafAddress {
                lang: lang.clone(),
                part: part.cloned(),
                segment: leaf.segment.clone(),
                page: leaf.page,
            };
            letters.leaves.iter().map(address).collect()
        };
        put(PageKind::Glossary(None));
        for leaf in addresses(None, &glossaries.get(lang).letters) {
            put(PageKind::Glossary(Some(leaf)));
        }
        put(PageKind::Names(None));
        for part in names.parts(lang) {
            let other = Some(&part.lang).filter(|part| *part != lang);
            for leaf in addresses(other, &part.letters) {
                put(PageKind::Names(Some(leaf)));
            }
        }
    }

    fn put_redirects(&mut self) {
        for entry in &self.site.corpus.entries {
            for old in &entry.redirect_from {
                for lang in &self.site.config.languages {
                    let from = permalinks::entry_id(lang, entry.kind, old);
                    let to = permalinks::entry(lang, entry);
                    self.put(&format!("{from}index.html"), Item::Redirect(to), Some(entry.place.clone()));
                }
            }
        }
    }

    fn put_sitemap(&mut self) {
        self.put("robots.txt", Item::Robots, None);
        if self.site.config.base_url.is_none() {
            return;
        }
        let pages = self.items.values().filter(|item| matches!(item, Item::Page(_))).count();
        let parts = pages.div_ceil(SITEMAP_SIZE);
        if parts <= 1 {
            self.put("sitemap.xml", Item::Sitemap(Sitemap::Whole), None);
            return;
        }
        self.put("sitemap.xml", Item::Sitemap(Sitemap::Index(parts)), None);
        for part in 0..parts {
            self.put(&format!("sitemap-{part}.xml"), Item::Sitemap(Sitemap::Part(part)), None);
        }
    }

    fn put_files(&mut self, inputs: &InputSet) {
        for (path, file) in &inputs.files {
            let target = match &file.role {
                FileRole::Asset(below) => format!("assets/{below}"),
                FileRole::Static(below) => below.clone(),
                _ => continue,
            };
            self.put(&target, Item::Copy(path.clone()), Some(Place::start_of(path)));
        }
    }
}

/// Whether the site has more than one language, and so a page on its translations.
pub fn has_translations(site: &Site) -> bool {
    site.config.languages.len() > 1
}

/// Whether any entry has a page to cite in a language.
pub fn has_references(site: &Site, lang: &Lang) -> bool {
    site.corpus.entries.iter().any(|entry| entry.is_listed() && entry.texts.get(lang).is_some())
}

/// How many pages a list has: one at least, so that every list has an address.
pub fn pages(count: usize) -> usize {
    count.div_ceil(PAGE_SIZE).max(1)
}

impl Plan {
    /// The pages of the sitemap, in order: those that stand for themselves.
    pub fn sitemap_pages<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = (&'a OutputPath, &'a Page)> {
        self.items.iter().filter_map(|(path, item)| match item {
            Item::Page(page) if page.standing(site) == Standing::Own => Some((path, page)),
            _ => None,
        })
    }
}
