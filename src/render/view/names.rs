//! Views of the lists that are parted by letters: the index of names and the glossary.

use super::{CrumbView, Pager, Words};
use serde::Serialize;

/// A letter to jump to.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLink {
    /// The letter.
    pub text: String,
    /// Where its items begin; null if there are none.
    pub href: Option<String>,
    /// How many items stand under it.
    pub count: usize,
    /// Whether this page is the letter's own.
    pub current: bool,
}

/// View of `names.html`: every name of the site, or those under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct NamesView {
    /// How many names there are in all.
    pub total: usize,
    /// Whether the page has the letters alone, and each letter pages of its own.
    pub is_split: bool,
    /// The letter, on a page of its own; null on the first page.
    pub letter: Option<String>,
    /// The names of each language, the page's first; one of them on the page of a letter.
    pub parts: Vec<NamesPartView>,
    /// The pages of the letter; null on the first page.
    pub pager: Option<Pager>,
}

/// The names in one language.
#[derive(Clone, Debug, Serialize)]
pub struct NamesPartView {
    /// BCP 47 tag.
    pub tag: String,
    /// The language's name in itself.
    pub language: Words,
    /// Whether it is another language than the page's.
    pub is_other: bool,
    /// How many names it has; on the page of a letter, how many the letter has.
    pub total: usize,
    /// Every letter of the language's index, and what else its names begin with.
    pub letters: Vec<LetterLink>,
    /// The names by letter; empty where each letter has pages of its own.
    pub groups: Vec<NameGroup>,
}

/// The names under a letter.
#[derive(Clone, Debug, Serialize)]
pub struct NameGroup {
    /// Its anchor.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// The names.
    pub names: Vec<NameItem>,
}

/// A name, with all that has it.
#[derive(Clone, Debug, Serialize)]
pub struct NameItem {
    /// The name.
    pub name: Words,
    /// What it names: one thing, or several of the same name.
    pub targets: Vec<NameTargetView>,
}

/// Something that a name leads to.
#[derive(Clone, Debug, Serialize)]
pub struct NameTargetView {
    /// Its page.
    pub href: String,
    /// What it is, in words: project, region, term ...
    pub what: String,
    /// What it is called in the page's language, where that is another name than this.
    pub of: Option<Words>,
    /// If it is not called so any more, until when: "former name, until 2018".
    pub former: Option<String>,
}

/// View of `glossary.html`: the terms of the glossary, or those under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// How many terms there are in all.
    pub total: usize,
    /// Every letter of the language's index, and what else terms begin with.
    pub letters: Vec<LetterLink>,
    /// The letter, on a page of its own; null on the first page.
    pub letter: Option<String>,
    /// The terms by letter; empty where each letter has pages of its own.
    pub groups: Vec<GlossaryGroup>,
    /// The pages of the letter; null on the first page.
    pub pager: Option<Pager>,
}

/// The terms under a letter.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryGroup {
    /// Its anchor.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// The terms.
    pub terms: Vec<GlossaryItem>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryItem {
    /// Its id, which is its anchor.
    pub id: String,
    /// The name that the page's language prefers.
    pub name: Words,
    /// The names that the other languages prefer.
    pub twins: Vec<Words>,
    /// What it means.
    pub definition: Option<Words>,
    /// Names that are also allowed, a list for each language, the page's first.
    pub allowed: Vec<Vec<Words>>,
    /// Names that are not to be used, a list for each language, the page's first.
    pub forbidden: Vec<Vec<Words>>,
    /// When it was used, if not always.
    pub period: Option<String>,
    /// Some of the entries, terms and pages that use it.
    pub uses: Vec<CrumbView>,
    /// How many more there are.
    pub more_uses: usize,
}
