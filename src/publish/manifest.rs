//! The list of what was published, kept in the published folder itself.
//!
//! [`Manifest`] is written as the last file of a build, as the mark of a folder that jingwei made
//! and as what `verify` compares with. It holds no date, no program path and no order of writing,
//! so the same site gives the same manifest. Nothing here decides what may be replaced; `stage`
//! does.
//!
//! Start with [`Manifest`]; its text form is one line for each file.

use super::{PublishError, io_error};
use crate::{digest::Digest, output::OutputPath};
use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
    fs, io,
    ops::Bound,
    path::{Path, PathBuf},
};
use unicode_normalization::UnicodeNormalization;

/// The name of the manifest in the published folder.
pub const MANIFEST_NAME: &str = ".jingwei-manifest";

/// What the first line starts with, in every version.
const SIGNATURE: &str = "jingwei manifest ";

/// The version written after the signature.
const VERSION: &str = "1";

/// Files that a desktop adds to any folder it shows; they belong to nobody.
const DESKTOP_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What one published file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// Size in bytes.
    pub size: u64,
    /// Digest of the bytes.
    pub digest: Digest,
}

/// Every published file with its size and digest, but not the manifest itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The files, in the order of their paths.
    pub files: BTreeMap<OutputPath, FileRecord>,
}

/// Why a text is not a manifest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// The first line is not a manifest's.
    #[error("this is not a manifest of jingwei")]
    Signature,
    /// Another version of jingwei wrote it.
    #[error("the manifest has version {0}, this jingwei reads version {VERSION}")]
    Version(String),
    /// A line that is not `<digest> <size> <path>`; counts from 1.
    #[error("line {0} of the manifest is not `<digest> <size> <path>`")]
    Line(usize),
}

impl Manifest {
    /// Reads the text that [`Manifest`] displays.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let version = first.strip_prefix(SIGNATURE).ok_or(ManifestError::Signature)?;
        if version != VERSION {
            return Err(ManifestError::Version(version.to_owned()));
        }
        let files = rest
            .lines()
            .enumerate()
            .map(|(index, line)| parse_line(line).ok_or(ManifestError::Line(index + 2)))
            .collect::<Result<_, _>>()?;
        Ok(Self { files })
    }

    /// The size of all files together, in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.size).sum()
    }
}

fn parse_line(line: &str) -> Option<(OutputPath, FileRecord)> {
    let mut parts = line.splitn(3, ' ');
    let digest = Digest::from_hex(parts.next()?)?;
    let size = parts.next()?.parse().ok()?;
    let path = OutputPath::new(parts.next()?).ok()?;
    Some((path, FileRecord { size, digest }))
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{SIGNATURE}{VERSION}")?;
        for (path, file) in &self.files {
            writeln!(f, "{} {} {path}", file.digest.hex(64), file.size)?;
        }
        Ok(())
    }
}

/// The bytes of a manifest in its folder.
pub(super) fn to_text(manifest: &Manifest) -> String {
    let mut text = String::with_capacity(manifest.files.len() * 128);
    write!(text, "{manifest}").expect("writing to a string cannot fail");
    text
}

/// What a folder's contents say about who made it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Maker {
    /// The folder is empty, or holds nothing but what a desktop adds.
    Nobody,
    /// Jingwei, and nobody added anything.
    Jingwei,
    /// Jingwei, but it holds files that the manifest does not know; the first few of them.
    JingweiAndOthers(Vec<String>),
    /// Somebody else: there is no manifest.
    Others,
}

/// How many foreign files are worth naming in an error.
const NAMED_FILES: usize = 3;

/// Looks who made a folder.
///
/// A manifest of another version makes the folder jingwei's as a whole: what an older or newer
/// program wrote cannot be told from what was added.
pub(super) fn maker_of(folder: &Path) -> Result<Maker, PublishError> {
    let path = folder.join(MANIFEST_NAME);
    let bytes = match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => fs::read(&path).map_err(io_error("read", &path))?,
        Ok(_) => return Ok(Maker::Others),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let foreign = foreign_files(folder, &Manifest::default())?;
            return Ok(if foreign.is_empty() { Maker::Nobody } else { Maker::Others });
        }
        Err(error) => return Err(io_error("look at", &path)(error)),
    };
    match Manifest::parse(&String::from_utf8_lossy(&bytes)) {
        Ok(manifest) => {
            let foreign = foreign_files(folder, &manifest)?;
            Ok(if foreign.is_empty() { Maker::Jingwei } else { Maker::JingweiAndOthers(foreign) })
        }
        Err(ManifestError::Version(_)) => Ok(Maker::Jingwei),
        Err(ManifestError::Signature | ManifestError::Line(_)) => Ok(Maker::Others),
    }
}

/// The first few files below a folder that its manifest does not list, in the order of their
/// paths. A folder in which nothing is listed is named as a whole.
fn foreign_files(folder: &Path, manifest: &Manifest) -> Result<Vec<String>, PublishError> {
    let mut found = Vec::new();
    let mut waiting: Vec<(PathBuf, String)> = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(io_error("read", &folder))? {
            let entry = entry.map_err(io_error("read", &folder))?;
            let kind = entry.file_type().map_err(io_error("look at", &entry.path()))?;
            // Some systems give names back decomposed.
            let name: String = entry.file_name().to_string_lossy().nfc().collect();
            let path = format!("{prefix}{name}");
            if kind.is_dir() && leads_to_a_file(manifest, &path) {
                waiting.push((entry.path(), path + "/"));
            } else if !(kind.is_file() && is_expected(manifest, &path, &name)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found.truncate(NAMED_FILES);
    Ok(found)
}

fn leads_to_a_file(manifest: &Manifest, folder: &str) -> bool {
    let start = format!("{folder}/");
    let mut after = manifest.files.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded));
    after.next().is_some_and(|(path, _)| path.as_str().starts_with(&start))
}

fn is_expected(manifest: &Manifest, path: &str, name: &str) -> bool {
    path == MANIFEST_NAME || DESKTOP_FILES.contains(&name) || manifest.files.contains_key(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let record = |bytes: &[u8]| FileRecord { size: bytes.len() as u64, digest: Digest::of(bytes) };
        let file = |path: &str, bytes: &[u8]| (OutputPath::new(path).expect("a path"), record(bytes));
        let files = [file("b.html", b"b"), file("a/x y.html", b""), file("a-b/c", b"c")];
        Manifest { files: files.into() }
    }

    #[test]
    fn the_text_is_sorted_and_reads_back_as_it_was() {
        let text = to_text(&manifest());
        insta::assert_snapshot!(text, @r"
        jingwei manifest 1
        ea7aa1fc9efdbe106dbb70369a75e9671fa29d52bd55536711bf197477b8f021 1 a-b/c
        af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262 0 a/x y.html
        10e5cf3d3c8a4f9f3468c8cc58eea84892a22fdadbc1acb22410190044c1d553 1 b.html
        ");
        assert_eq!(Manifest::parse(&text), Ok(manifest()));
    }

    #[test]
    fn what_is_no_manifest_is_told_apart_from_a_later_one() {
        assert_eq!(Manifest::parse(""), Err(ManifestError::Signature));
        assert_eq!(Manifest::parse("jingwei manifest 2\n?"), Err(ManifestError::Version("2".to_owned())));
        assert_eq!(Manifest::parse("jingwei manifest 1\nx"), Err(ManifestError::Line(2)));
    }

    #[test]
    fn a_folder_leads_to_a_file_only_at_a_slash() {
        assert!(leads_to_a_file(&manifest(), "a"));
        assert!(leads_to_a_file(&manifest(), "a-b"));
        assert!(!leads_to_a_file(&manifest(), "b"));
        assert!(!leads_to_a_file(&manifest(), ".git"));
    }
}
