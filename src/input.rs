//! Files in memory, and places in them.
//!
//! [`InputSet`] holds what `load` read, by path; [`Span`] is a byte range in one file and
//! [`Place`] a span with its file. Nothing here reads the disk or knows what a file means.
//!
//! Start with [`Place`]; every finding carries one.

use std::{collections::BTreeMap, fmt, ops::Range, sync::Arc};

/// A file's path below the site root, with `/` between segments on every system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// Makes a path from its text; `\` is not translated.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&str> for FilePath {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

/// A byte range in one file's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Makes a span; positions past 4 GiB are cut off, `load` refuses such files.
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: cut(start), end: cut(end) }
    }

    /// The same place as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span moved `by` bytes to the right.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value with the span it was written at.
///
/// Two of them are equal when the values are: the same words moved by a line are the same words.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Changes the value and keeps the place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

/// A span in a named file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FilePath,
    /// The range in it.
    pub span: Span,
}

impl Place {
    /// Joins a file and a span.
    pub fn new(file: &FilePath, span: Span) -> Self {
        Self { file: file.clone(), span }
    }

    /// The very start of a file, for what concerns the file as a whole.
    pub fn start_of(file: &FilePath) -> Self {
        Self::new(file, Span::default())
    }
}

/// What a file's place in the folder says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// `jingwei.toml`.
    Config,
    /// An entry, a page or the prose of a term: `content/<folder>/**/<id>.<lang>.md`.
    Document {
        /// The folder right below `content`.
        folder: String,
        /// The file name up to the language.
        id: String,
        /// The language tag in the file name.
        lang: String,
    },
    /// A vocabulary: `content/vocabulary/<name>.yaml`.
    Vocabulary(String),
    /// A source document: `seeds/<id>.<lang>.txt`.
    Source {
        /// The source's id.
        id: String,
        /// The language tag in the file name.
        lang: String,
    },
    /// What was ever published: `content/ledger.tsv`.
    Ledger,
    /// Language data of the site's own: `content/languages/<tag>.toml`.
    Locale(String),
    /// A file of the site's theme: `themes/<name>/<path>`.
    Theme {
        /// The theme's folder.
        theme: String,
        /// The path below it.
        path: String,
    },
    /// Published under `/assets/`: `content/assets/<path>`.
    Asset(String),
    /// Published as it is: `static/<path>`.
    Static(String),
}

impl FileRole {
    /// Whether the program looks into the file, or only passes it on.
    pub fn is_text(&self) -> bool {
        !matches!(self, Self::Asset(_) | Self::Static(_))
    }
}

/// One file as `load` found it.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// What the file is.
    pub role: FileRole,
    /// Its text; empty for assets and static files, which are copied from the disk.
    pub text: Arc<str>,
    /// Size in bytes.
    pub size: u64,
    /// Whether the file is there and its text could not be read, or its name is not quite what its
    /// role says. That is reported already, and what it would have said is missed nowhere else.
    pub unread: bool,
}

impl InputFile {
    /// A file of which no more is known than that it is there.
    pub fn unread(role: FileRole) -> Self {
        Self { role, text: "".into(), size: 0, unread: true }
    }
}

/// Every file of a site, by path.
#[derive(Clone, Debug, Default)]
pub struct InputSet {
    /// The files; the order is the order of their paths.
    pub files: BTreeMap<FilePath, InputFile>,
}

impl InputSet {
    /// The text of a file, or nothing if there is no such file.
    pub fn text(&self, path: &FilePath) -> Option<&Arc<str>> {
        self.files.get(path).map(|file| &file.text)
    }
}

/// Finds lines and columns in one text.
///
/// Lines and columns count from 1; a column is a Unicode scalar value, so a Han character counts
/// as one, as editors count it.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
}

impl<'a> LineIndex<'a> {
    /// Notes where each line of `text` starts.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line and column of a byte offset; an offset inside a character means its start.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= at) - 1;
        let column = self.text[self.starts[line]..at].chars().filter(|&c| c != '\u{feff}').count() + 1;
        LineColumn { line: line + 1, column }
    }

    /// The byte offset of a line and column; past the end of the text, its length.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else { return self.text.len() };
        self.text[start..]
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let index = LineIndex::new("甲乙\n丙x");
        assert_eq!(index.line_column(3), LineColumn { line: 1, column: 2 });
        assert_eq!(index.line_column(10), LineColumn { line: 2, column: 2 });
        assert_eq!(index.offset(2, 2), 10);
        assert_eq!(index.offset(9, 9), 11);
    }
}
