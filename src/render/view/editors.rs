//! What the templates for editors and for those who take the data elsewhere may see.
//!
//! Start with [`TranslationsView`].

use super::{CiteView, CrumbView, KindCount, Pager, Words};
use serde::Serialize;

/// View of `translations.html`: the state of every translation.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationsView {
    /// How many translations there are or should be.
    pub total: usize,
    /// How many of them are missing or out of date.
    pub due: usize,
    /// The counts, by language; only on the first page.
    pub languages: Vec<LanguageCounts>,
    /// The translations on this page.
    pub groups: Vec<TranslationGroup>,
    /// The pages.
    pub pager: Pager,
}

/// How many translations into a language are in each state.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageCounts {
    /// BCP 47 tag.
    pub tag: String,
    /// The language's name in itself.
    pub name: String,
    /// By kind of text, those without any left out, then all together.
    pub rows: Vec<CountsRow>,
}

/// How many translations of one kind of text are in each state.
#[derive(Clone, Debug, Serialize)]
pub struct CountsRow {
    /// The kind in words.
    pub label: String,
    /// Whether the row is of all kinds together.
    pub is_sum: bool,
    /// Missing, unstamped, stale, current.
    pub states: Vec<usize>,
    /// Official, reviewed, unreviewed, made by a machine.
    pub trust: Vec<usize>,
    /// All.
    pub total: usize,
}

/// Translations that stand together: those in one state that need work, or those of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationGroup {
    /// The anchor.
    pub id: String,
    /// What they have in common.
    pub label: String,
    /// Whether they need work.
    pub due: bool,
    /// How many there are on all pages.
    pub count: usize,
    /// Those on this page.
    pub rows: Vec<TranslationRow>,
}

/// A translation, or one that is missing.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationRow {
    /// The title in the page's language.
    pub title: Words,
    /// The kind in words, where the group does not say it.
    pub kind: Option<String>,
    /// BCP 47 tag of the translation.
    pub lang: String,
    /// The name of that language in itself.
    pub lang_name: String,
    /// The page in that language.
    pub href: String,
    /// The original: the name of its language in itself, and its page.
    pub original: CrumbView,
    /// `missing`, `unstamped`, `stale` or `current`.
    pub state: &'static str,
    /// The same in words.
    pub state_label: String,
    /// How far it can be trusted, in words.
    pub trust: Option<String>,
    /// The parts that are not current: their headings, and their places if they have one.
    pub parts: Vec<PartView>,
    /// Where it stands beside its original, if there is such a page.
    pub compare: Option<String>,
    /// Where to mend the file.
    pub edit: Option<String>,
}

/// A part of a translation that is not current.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// What a reader knows it as.
    pub label: Words,
    /// Where it stands.
    pub href: Option<String>,
}

/// View of `gaps.html`: how many questions are open, by class.
#[derive(Clone, Debug, Serialize)]
pub struct GapsView {
    /// The classes.
    pub classes: Vec<GapClassView>,
    /// The page on translations, with how many of them need work; null if there is only one language.
    pub translations: Option<GapClassView>,
}

/// A class of open questions.
#[derive(Clone, Debug, Serialize)]
pub struct GapClassView {
    /// Its name: `facts`, `dates` ...
    pub id: String,
    /// What is open.
    pub label: String,
    /// What that means, in a sentence or two.
    pub lead: String,
    /// The list of them.
    pub href: String,
    /// How many there are.
    pub count: usize,
}

/// View of `gap-list.html`: the open questions of one class.
#[derive(Clone, Debug, Serialize)]
pub struct GapListView {
    /// The class.
    pub class: GapClassView,
    /// The groups with the places where they begin, the largest first; only on the first page, and
    /// only if there are several.
    pub contents: Vec<GapContents>,
    /// How many groups the contents leave out.
    pub more: usize,
    /// The questions on this page.
    pub groups: Vec<GapGroup>,
    /// The pages.
    pub pager: Pager,
}

/// Where a group of questions begins.
#[derive(Clone, Debug, Serialize)]
pub struct GapContents {
    /// What is not known.
    pub label: Words,
    /// The page and the anchor.
    pub href: String,
    /// How many there are.
    pub count: usize,
}

/// Questions that ask for the same.
#[derive(Clone, Debug, Serialize)]
pub struct GapGroup {
    /// The anchor.
    pub id: String,
    /// What is not known.
    pub label: Words,
    /// The page of that, if it has one.
    pub href: Option<String>,
    /// How many there are on all pages.
    pub count: usize,
    /// Those on this page.
    pub rows: Vec<GapRow>,
}

/// An open question.
#[derive(Clone, Debug, Serialize)]
pub struct GapRow {
    /// What it is asked of.
    pub label: Words,
    /// Where that stands.
    pub href: String,
    /// What is known: a reason, a promise, the first words of a paragraph.
    pub known: Option<Words>,
    /// When it was promised for, or until when it is reported.
    pub when: Option<String>,
    /// Where that is said.
    pub cites: Vec<CiteView>,
}

/// View of `data.html`: what can be taken along, and how it is cited.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The kinds with their counts.
    pub kinds: Vec<KindCount>,
    /// Entries in all.
    pub entries: usize,
    /// The vocabularies, the indicators and the sources, with their counts.
    pub lists: Vec<DataList>,
    /// The files of references.
    pub files: Vec<DataFile>,
    /// Whether there is a sitemap.
    pub sitemap: Option<String>,
    /// How the site is cited.
    pub reference: SiteReference,
}

/// A list of the site.
#[derive(Clone, Debug, Serialize)]
pub struct DataList {
    /// What it lists.
    pub label: String,
    /// Its page.
    pub href: String,
    /// How many.
    pub count: usize,
}

/// A file to take along.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// Its path.
    pub href: String,
    /// Its name.
    pub name: String,
    /// `bib` or `ris`.
    pub format: &'static str,
    /// BCP 47 tag of the pages it refers to.
    pub lang: String,
    /// The name of that language in itself.
    pub lang_name: String,
    /// How many references it has.
    pub count: usize,
}

/// How the site is cited.
#[derive(Clone, Debug, Serialize)]
pub struct SiteReference {
    /// In the style of GB/T 7714.
    pub gbt7714: String,
    /// In the style of the American Psychological Association.
    pub apa: String,
    /// As a BibTeX entry.
    pub bibtex: String,
    /// As an RIS record.
    pub ris: String,
}
