//! What is wrong with the content, as values.
//!
//! A [`Finding`] says what, where and how to mend it; a [`Report`] is all findings of a run, sorted
//! and with the levels of the site's configuration. Nothing here prints or exits: `print` turns a
//! report into text, `cli` decides what that means.
//!
//! Start with [`Finding`]; [`codes`] lists every code there is.

pub mod codes;
pub mod print;

use crate::input::{FilePath, Place, Span};
use std::{collections::BTreeMap, fmt};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not shown.
    Allow,
    /// Shown; the site is published all the same.
    Warn,
    /// Shown; nothing is published.
    Error,
}

impl Level {
    /// Reads `allow`, `warn` or `error`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "error" => Some(Self::Error),
            _ => None,
        }
    }

    /// The word a reader of a report sees.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of finding: its stable name, its level unless the site says otherwise, its manual.
#[derive(Debug)]
pub struct Code {
    /// Kebab-case; says what is wrong, not what to do.
    pub name: &'static str,
    /// The level without configuration.
    pub level: Level,
    /// The manual that `jingwei explain` prints, in Markdown.
    pub manual: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

/// A second place that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What stands there.
    pub text: String,
}

/// One thing that an author should mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind.
    pub code: &'static Code,
    /// Where.
    pub place: Place,
    /// What: one lower-case sentence without a full stop, names in backticks.
    pub message: String,
    /// What stands at the place; may be empty.
    pub label: String,
    /// Other places that belong to it.
    pub also: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Finding {
    /// Starts a finding; labels and help are added with the methods below.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, place, message: message.into(), label: String::new(), also: Vec::new(), help: None }
    }

    /// Starts a finding at a span of a file.
    pub fn at(code: &'static Code, file: &FilePath, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Place::new(file, span), message)
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says how to mend it, where that is known.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.also.push(Label { place, text: text.into() });
        self
    }
}

/// The levels of a site: what `[rules]` in `jingwei.toml` says, else each code's own.
pub type Levels = BTreeMap<&'static str, Level>;

/// All findings of one run that the site's levels let through, in the order of files and places.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<(Level, Finding)>,
}

impl Report {
    /// Sorts findings, gives each its level, drops the allowed and the repeated.
    pub fn new(findings: impl IntoIterator<Item = Finding>, levels: &Levels) -> Self {
        let level = |code: &Code| levels.get(code.name).copied().unwrap_or(code.level);
        let mut kept: Vec<_> =
            findings.into_iter().map(|f| (level(f.code), f)).filter(|(l, _)| *l != Level::Allow).collect();
        kept.sort_by(|(_, a), (_, b)| {
            (&a.place, a.code.name, &a.message).cmp(&(&b.place, b.code.name, &b.message))
        });
        kept.dedup();
        Self { findings: kept }
    }

    /// The findings with their levels.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &(Level, Finding)> {
        self.findings.iter()
    }

    /// How many findings have this level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|(l, _)| *l == level).count()
    }

    /// Whether any finding forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.count(Level::Error) > 0
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} errors, {} warnings", self.count(Level::Error), self.count(Level::Warn))
    }
}

/// The candidate nearest to a wrong name, if one is near enough to be meant.
///
/// Near means: at most a third of the characters differ (Damerau-Levenshtein), or one is the
/// beginning of the other.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    candidates
        .into_iter()
        .filter_map(|name| {
            let distance = strsim::damerau_levenshtein(wrong, name);
            let limit = length.max(name.chars().count()).div_ceil(3);
            let prefix = length >= 3 && (name.starts_with(wrong) || wrong.starts_with(name));
            (distance <= limit || prefix).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["bj-2018", "bj-2019-plan", "tj-2018"];
        assert_eq!(nearest("bj-208", names), Some("bj-2018"));
        assert_eq!(nearest("xyz", names), None);
        assert_eq!(nearest("区域", ["区域一", "机构"]), Some("区域一"));
    }
}
