//! The changes of the site's files, and their days.

use super::date::Date;
use crate::input::FilePath;
use std::collections::{BTreeMap, BTreeSet};

/// One change, as whoever made it put it on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day.
    pub date: Date,
    /// The first line of the message.
    pub message: String,
}

/// The changes of the site's files; empty for a site that keeps none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The newest first.
    changes: Vec<Change>,
    /// The changes of each file, as indexes into `changes`.
    by_file: BTreeMap<FilePath, Vec<usize>>,
}

impl History {
    /// Puts a change after those that are known, so that it counts as older.
    pub fn push(&mut self, change: Change, files: impl IntoIterator<Item = FilePath>) {
        for file in files {
            self.by_file.entry(file).or_default().push(self.changes.len());
        }
        self.changes.push(change);
    }

    /// The changes that touched one file or more of these, each once, the latest day first.
    pub fn of<'a>(&self, files: impl IntoIterator<Item = &'a FilePath>) -> Vec<&Change> {
        let of_files = files.into_iter().filter_map(|file| self.by_file.get(file));
        let indexes: BTreeSet<usize> = of_files.flatten().copied().collect();
        let mut changes: Vec<&Change> = indexes.into_iter().map(|index| &self.changes[index]).collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.date));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(date: &str, message: &str) -> Change {
        Change { date: Date::parse(date).expect("a date"), message: message.to_owned() }
    }

    #[test]
    fn a_change_of_two_files_is_told_once_and_days_run_backwards() {
        let (a, b, c) = (FilePath::from("a"), FilePath::from("b"), FilePath::from("c"));
        let mut history = History::default();
        history.push(change("2020-01-01", "both"), [a.clone(), b.clone()]);
        history.push(change("2020-03-01", "written on a slow branch"), [a.clone()]);
        history.push(change("2019-01-01", "another"), [c]);
        let told: Vec<_> = history.of([&a, &b]).into_iter().map(|change| change.message.as_str()).collect();
        assert_eq!(told, ["written on a slow branch", "both"]);
    }
}
