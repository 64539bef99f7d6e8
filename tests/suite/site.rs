//! Builds small sites in a folder of their own and checks them.
//!
//! [`Site::new`] is the bilingual site in `tests/sites/base`; a test lays its files onto it.

use jingwei::{
    finding::print::{Format, PrintOptions, print},
    load::load,
    pipeline::{Analysis, Options, analyse},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Where the sites of the tests are kept.
pub(crate) fn sites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

/// A site on disk that is gone after the test.
pub(crate) struct Site {
    folder: TempDir,
}

/// A site with what was found in it.
pub(crate) struct Checked {
    /// The run.
    pub(crate) analysis: Analysis,
    /// The report, one line for each finding.
    pub(crate) short: String,
}

impl Site {
    /// The small bilingual site.
    pub(crate) fn new() -> Self {
        Self::of("base")
    }

    /// One of the sites in `tests/sites`.
    pub(crate) fn of(name: &str) -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a folder") };
        copy(&sites().join(name), site.root());
        site
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where a file of the site is.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file that may be no text.
    pub(crate) fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let full = self.path(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("it can be made");
        fs::write(full, bytes).expect("it can be written");
        self
    }

    /// Removes a file.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).expect("the file was there");
        self
    }

    /// Changes a text that stands once in a file.
    pub(crate) fn edit(self, path: &str, old: &str, new: &str) -> Self {
        let text = fs::read_to_string(self.path(path)).expect("the file is there");
        assert_eq!(text.matches(old).count(), 1, "`{old}` stands once in {path}");
        self.file(path, &text.replacen(old, new, 1))
    }

    /// Finds out what is wrong with it.
    pub(crate) fn check(&self) -> Checked {
        check_folder(self.root())
    }
}

/// Checks a site where it is.
pub(crate) fn check_folder(root: &Path) -> Checked {
    let loaded = load(root).expect("a site");
    let analysis = analyse(loaded, &Options::default(), None);
    let mut short = Vec::new();
    let options = PrintOptions::default();
    print(&analysis.report, &analysis.loaded.inputs, Format::Short, &options, &mut short).expect("a report");
    Checked { short: String::from_utf8(short).expect("a report is text"), analysis }
}

impl Checked {
    /// The help of the only finding of a code.
    pub(crate) fn help(&self, code: &str) -> &str {
        let of_code: Vec<_> =
            self.analysis.report.iter().filter(|(_, finding)| finding.code.name == code).collect();
        let [(_, finding)] = of_code[..] else { panic!("one {code} among:\n{}", self.short) };
        finding.help.as_deref().unwrap_or("")
    }

    /// How many findings of a code there are.
    pub(crate) fn count(&self, code: &str) -> usize {
        self.analysis.report.iter().filter(|(_, finding)| finding.code.name == code).count()
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("it can be made");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}
