//! What a template may see, and nothing more.
//!
//! Every page is drawn from `lang`, `root`, `site`, `page` and one `view` of the types below. A view
//! is plain data: links are paths below the site root (a template writes `{{ root }}{{ href }}`),
//! dates and numbers are already set in the page's language, and an absent value is null, never a
//! missing key. The builders in `build` make views from a corpus and a plan; a template
//! cannot reach past them.
//!
//! Start with [`EntryView`].

mod charts;
mod compare;
mod editors;
mod entry;
mod facets;
mod graph;
mod matrix;
mod names;
mod notes;
mod overviews;
mod record;
mod search;
mod sources;
mod terms;

pub use charts::{
    Bar, BarChart, LabelLine, SeriesChart, Tick, Tile, TileMap, TimeBar, TimeChart, TimeColumn, TimeState,
};
pub use compare::{
    CompareCell, CompareColumn, CompareDifference, ComparePart, CompareRow, CompareView, VerdictView,
};
pub use editors::{
    CountsRow, DataFile, DataList, DataView, GapClassView, GapContents, GapGroup, GapListView, GapRow,
    GapsView, LanguageCounts, PartView, SiteReference, TranslationGroup, TranslationRow, TranslationsView,
};
pub use matrix::{CrossingLink, CrossingView, MatrixView, WeaveCell, WeaveHead, WeaveRow, WeaveView};
pub use overviews::{
    FigureRow, IndicatorItem, IndicatorRow, IndicatorView, IndicatorsView, MomentView, MonthView, SeriesView,
    TimelineView, YearView,
};

pub use entry::{
    ContentsItem, EntryView, FactItem, FactRow, FormerNameView, PromiseItem, PromiseRow, RelationFold,
    RelationGroup, RelationItem, SourceUse, WithdrawnView,
};

pub use facets::{FacetLink, FacetsView, FilterState, FilterView};
pub use graph::{GraphGroup, GraphLine, GraphNode, GraphView};
pub use names::{
    GlossaryGroup, GlossaryItem, GlossaryView, LetterLink, NameGroup, NameItem, NameTargetView,
    NamesPartView, NamesView,
};
pub use notes::{NotePart, NoteView};
pub use record::{ChangeView, HistoryView, ReferenceView};
pub use search::{SearchFiles, SearchView};
pub use sources::{CoverageRow, CoverageView, ParagraphView, SourceView, SourcesView, UsedFigure};
pub use terms::{ColumnView, SectionCell, TermView, TreeNode, TreeView};

use serde::Serialize;

/// Text that may be in another language than the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The text, unescaped.
    pub text: String,
    /// Its language, only where it is not the page's.
    pub lang: Option<String>,
}

/// A date or a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// ISO 8601, as precise as it is known.
    pub iso: String,
    /// As the page's language writes it.
    pub text: String,
}

/// What every page of one language shares.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: Words,
    /// Every language of the site, the default first.
    pub languages: Vec<LanguageView>,
    /// The main menu.
    pub menu: Vec<MenuItem>,
    /// The pages of `content/pages`, for the foot of a page.
    pub pages: Vec<MenuItem>,
    /// The pages for editors and for those who take the data elsewhere, for the foot of a page.
    pub editors: Vec<MenuItem>,
    /// Who publishes the site.
    pub publisher: Option<Words>,
    /// The licence of the content.
    pub licence: Option<Words>,
    /// Where to write to.
    pub contact: Option<Words>,
    /// The style sheet's path.
    pub style: String,
    /// The script of lists that have a filter.
    pub filter_script: String,
    /// The path of `custom.css`, which comes after it; null if the theme has none.
    pub custom_style: Option<String>,
    /// The script of pages that cite: it shows paragraphs beside their marks, and copies references.
    pub cite_script: String,
    /// The path of the mark that browsers show in the tab.
    pub icon: String,
    /// Where the home page of this language stands.
    pub home: String,
    /// The feed of all entries; null without a base URL.
    pub feed: Option<FeedView>,
    /// The search, which every page has a field for.
    pub search: SearchFiles,
    /// Whether pages are opened from a folder, where a script cannot fetch a file: one that has to is
    /// to be left out. (The search is not: it reads scripts there.)
    pub portable: bool,
}

/// A language of the site.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    /// BCP 47 tag.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// Its home page.
    pub href: String,
}

/// A link of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// What it leads to: `policies`, `topics`, a page's id ...
    pub id: String,
    /// Which group of the menu it belongs to: 1 entries, 2 indexes, 3 the rest, 4 what wide
    /// screens show at the foot only.
    pub group: u8,
    /// Its text.
    pub label: String,
    /// Its path.
    pub href: String,
}

/// What the frame of a page needs to know.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The page's own path, such as `zh/policies/x/`.
    pub path: String,
    /// The title, for the head and the tab.
    pub title: Words,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// Absolute address of the page that counts: this one, or the one that it repeats; null without a
    /// base URL, and where none counts.
    pub canonical: Option<String>,
    /// hreflang links, only between real twins, with `x-default`; empty without a base URL.
    pub alternates: Vec<AlternateView>,
    /// The same page in each language of the site.
    pub twins: Vec<TwinView>,
    /// The way up, the home page first, this page left out.
    pub breadcrumb: Vec<CrumbView>,
    /// The menu item this page belongs to.
    pub menu: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
    /// Where to mend this page's text.
    pub edit: Option<String>,
    /// Where to report an error.
    pub report: Option<String>,
    /// The feed of what the page lists; null where it lists no entries.
    pub feed: Option<FeedView>,
    /// What links to the page look like in other places; null on pages of no language.
    pub social: Option<SocialView>,
    /// The page as JSON-LD, escaped for a `script` element; null where it says nothing.
    pub linked_data: Option<String>,
}

/// A page as other places show it (Open Graph).
#[derive(Clone, Debug, Serialize)]
pub struct SocialView {
    /// `article` or `website`.
    pub kind: &'static str,
    /// One sentence.
    pub description: Option<String>,
    /// The language, with its territory if the tag has one: `fr`, `pt_BR`.
    pub locale: String,
    /// The other languages that the page exists in.
    pub other_locales: Vec<String>,
}

/// A link to a feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// The path of the feed.
    pub href: String,
    /// Its title.
    pub title: String,
}

/// An hreflang link.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    /// BCP 47 tag or `x-default`.
    pub hreflang: String,
    /// Absolute address.
    pub url: String,
}

/// This page in one language of the site.
#[derive(Clone, Debug, Serialize)]
pub struct TwinView {
    /// BCP 47 tag.
    pub tag: String,
    /// The language's name in itself.
    pub name: String,
    /// The page's path there.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether the text there falls back to the original.
    pub fallback: bool,
}

/// A step of the way up.
#[derive(Clone, Debug, Serialize)]
pub struct CrumbView {
    /// Its text.
    pub label: Words,
    /// Its path.
    pub href: String,
}

/// A term as a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermLink {
    /// The term's id.
    pub id: String,
    /// Its label.
    pub label: Words,
    /// Its page.
    pub href: String,
}

/// A citation as a link to the paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CiteView {
    /// What the reader sees: `P25`.
    pub label: String,
    /// The paragraph's address.
    pub href: String,
    /// The source's title.
    pub source: Words,
    /// Where the page shows the paragraph, if it does.
    pub note: Option<String>,
}

/// The status of a policy, or the stage of a project or platform.
#[derive(Clone, Debug, Serialize)]
pub struct StateView {
    /// The value's id.
    pub id: String,
    /// `proposed`, `active`, `done`, `ended` or `unknown`.
    pub class: &'static str,
    /// The value in words.
    pub label: Words,
    /// The day it is known for.
    pub as_of: Option<DateView>,
    /// Where that is said.
    pub cites: Vec<CiteView>,
}

/// An entry in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntrySummary {
    /// The entry's id.
    pub id: String,
    /// `policy`, `project` or `platform`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_label: String,
    /// The entry's page.
    pub href: String,
    /// Title.
    pub title: Words,
    /// Short title, else title: for narrow places.
    pub name: Words,
    /// Summary.
    pub summary: Words,
    /// The type in words.
    pub type_label: Words,
    /// Status or stage.
    pub state: StateView,
    /// Topics.
    pub topics: Vec<TermLink>,
    /// Regions.
    pub regions: Vec<TermLink>,
    /// Agencies, without their roles.
    pub agencies: Vec<TermLink>,
}

/// A source in a list.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLink {
    /// Its id.
    pub id: String,
    /// Its title in the page's language, if it has one.
    pub title: Words,
    /// Its title as published, where that is another.
    pub original_title: Option<Words>,
    /// Its page.
    pub href: String,
    /// Who published it.
    pub publisher: Option<Words>,
    /// When.
    pub published: Option<DateView>,
    /// Number of paragraphs.
    pub paragraphs: usize,
}

/// Pages of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The path of the page before.
    pub previous: Option<String>,
    /// The path of the page after.
    pub next: Option<String>,
    /// First, last and the pages around this one.
    pub links: Vec<PagerLink>,
}

/// One page of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// Its number; 0 for a gap.
    pub number: usize,
    /// Its path; empty for a gap.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A kind with how many entries it has.
#[derive(Clone, Debug, Serialize)]
pub struct KindCount {
    /// `policy`, `project` or `platform`.
    pub kind: &'static str,
    /// The segment of its addresses.
    pub folder: &'static str,
    /// In words, plural.
    pub label: String,
    /// Its index.
    pub href: String,
    /// How many.
    pub count: usize,
}

/// A part of a translation whose original has changed since.
#[derive(Clone, Debug, Serialize)]
pub struct StaleView {
    /// What a reader knows it as: the heading of a section, "the introduction".
    pub label: String,
    /// Its anchor on the page, such as `#targets`; null for words that stand in many places.
    pub href: Option<String>,
}

/// View of `home.html`: the home page of a language.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The introduction, from `content/pages/home`.
    pub intro: Option<ProseView>,
    /// The kinds.
    pub kinds: Vec<KindCount>,
    /// The newest entries, by the date of their state.
    pub newest: Vec<EntrySummary>,
    /// The date of the state of all of these, where it is the same.
    pub newest_day: Option<DateView>,
    /// Top-level topics with their counts.
    pub topics: Vec<TreeNode>,
    /// Top-level regions with their counts, those without entries left out.
    pub regions: Vec<TreeNode>,
    /// Topics running down, regions running across.
    pub weave: Option<WeaveView>,
    /// The sources.
    pub sources: Vec<SourceLink>,
}

/// View of `page.html`: a text of `content/pages`. The introduction of the home page and the prose of a
/// term have the same shape.
#[derive(Clone, Debug, Serialize)]
pub struct ProseView {
    /// Title; null for a term's prose.
    pub title: Option<Words>,
    /// Summary.
    pub summary: Option<Words>,
    /// The text as HTML.
    pub body: String,
    /// Its language, only where it is not the page's.
    pub text_lang: Option<String>,
    /// Whether the text is the original's because there is no translation.
    pub fallback: bool,
    /// How far the translation can be trusted: `official`, `reviewed`, `unreviewed`, `machine`; null
    /// for an original and on a fallback.
    pub translation: Option<&'static str>,
    /// What of the translation is older than its original; empty if nothing is.
    pub stale: Vec<StaleView>,
    /// The headings.
    pub contents: Vec<ContentsItem>,
    /// Where the summary is said.
    pub cites: Vec<CiteView>,
}

/// View of `index.html`: all entries of a kind, or those with one value, page by page.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// `policy`, `project` or `platform`.
    pub kind: &'static str,
    /// The kind in words, plural.
    pub label: String,
    /// The value that all entries have; null where all of the kind are listed.
    pub value: Option<Words>,
    /// The value as a state, for its shape; null if it is none.
    pub state: Option<StateView>,
    /// The lists by status and year.
    pub facets: FacetsView,
    /// The filter; null for a short list.
    pub filter: Option<FilterView>,
    /// How many in all.
    pub total: usize,
    /// Those on this page, each as HTML: `item.html`, drawn with `entry`, an [`EntrySummary`].
    pub items: Vec<String>,
    /// The pages.
    pub pager: Pager,
}

/// View of `choice.html` and `404.html`: the choice of language at the root, and what a server shows where
/// nothing is.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// The site in each language, with the words of that language.
    pub choices: Vec<ChoiceItem>,
}

/// The site in one language.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceItem {
    /// BCP 47 tag.
    pub tag: String,
    /// The language's name in itself.
    pub name: String,
    /// The home page.
    pub href: String,
    /// The site's title in this language.
    pub title: String,
    /// The words "page not found".
    pub not_found: String,
    /// What to do about it.
    pub not_found_help: String,
    /// The words "to the home page".
    pub go_home: String,
}

/// View of `redirect.html`: an old address.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The path of the page it has become.
    pub href: String,
    /// That page's title.
    pub title: Words,
}
