//! Reads a site's folder.
//!
//! A folder goes in; an [`InputSet`] with the text of every file comes out, and findings for files
//! that cannot be read or do not belong. Nothing is parsed, and apart from `publish`, `scaffold` and
//! the opening of a theme nothing else in the program reads the disk.
//!
//! Start with [`load`]; [`reload`] reads again only what changed.
#![expect(clippy::disallowed_methods, reason = "this is the one door through which files come in")]

mod classify;
mod history;

pub use classify::classify;
pub use history::NoHistory;

use crate::{
    finding::{Finding, codes},
    input::{FilePath, FileRole, InputFile, InputSet, Place, Span},
};
use rayon::prelude::*;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use walkdir::WalkDir;

/// The folders below a site's root that are read.
pub const FOLDERS: [&str; 4] = ["content", "seeds", "themes", "static"];
/// The name of the site file.
pub const SITE_FILE: &str = "jingwei.toml";
/// Text files larger than this are not content.
const LARGEST_TEXT: u64 = 64 << 20;

/// Why a folder could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no site file.
    #[error("there is no `{SITE_FILE}` in `{}` or above it: run `jingwei init DIR` to make a site, or name one with `--root`", .0.display())]
    NoSite(PathBuf),
    /// The folder cannot be listed.
    #[error("cannot list `{}`: {source}", .path.display())]
    Walk {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: walkdir::Error,
    },
}

/// What was read, and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The site's folder.
    pub root: PathBuf,
    /// The files.
    pub inputs: InputSet,
    /// Findings about files as such, in the order of paths.
    pub findings: Vec<Finding>,
}

/// The nearest folder upwards from `start` that holds a site file.
pub fn find_root(start: &Path) -> Result<PathBuf, LoadError> {
    start
        .ancestors()
        .find(|folder| folder.join(SITE_FILE).is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| LoadError::NoSite(start.to_path_buf()))
}

/// Reads every file of the site at `root`, in parallel.
pub fn load(root: &Path) -> Result<Loaded, LoadError> {
    if !root.join(SITE_FILE).is_file() {
        return Err(LoadError::NoSite(root.to_path_buf()));
    }
    let mut found = vec![(FilePath::from(SITE_FILE), false)];
    for folder in FOLDERS {
        walk(root, folder, &mut found)?;
    }
    let read: Vec<_> = found.into_par_iter().map(|(path, link)| read_one(root, path, link)).collect();
    let mut loaded = Loaded { root: root.to_path_buf(), ..Loaded::default() };
    for (path, result) in read {
        loaded.take(path, result);
    }
    loaded.findings.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(loaded)
}

/// Reads again the files among `changed` (absolute paths), and keeps all others as they were.
///
/// Folders among `changed` are walked; a path that is gone is dropped.
pub fn reload(previous: &Loaded, changed: &[PathBuf]) -> Result<Loaded, LoadError> {
    let root = previous.root.as_path();
    let mut loaded = previous.clone();
    let mut found = Vec::new();
    for path in changed {
        let Some(below) = relative(root, path).filter(|below| belongs(below)) else { continue };
        loaded.forget(&below);
        match fs::symlink_metadata(path) {
            // One of the site's folders may be a link, as it may for `load`.
            Ok(data) if data.is_dir() || FOLDERS.contains(&below.as_str()) => walk(root, &below, &mut found)?,
            Ok(data) => found.push((FilePath::new(below), data.is_symlink())),
            Err(_) => {}
        }
    }
    found.sort();
    found.dedup();
    let read: Vec<_> = found.into_par_iter().map(|(path, link)| read_one(root, path, link)).collect();
    for (path, result) in read {
        loaded.take(path, result);
    }
    loaded.miss_site_file();
    loaded.findings.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(loaded)
}

impl Loaded {
    /// Says that the site file is gone, which a reload does not refuse as a load does.
    fn miss_site_file(&mut self) {
        let file = FilePath::from(SITE_FILE);
        let is_known = |finding: &Finding| finding.place.file == file;
        if !self.inputs.files.contains_key(&file) && !self.findings.iter().any(is_known) {
            let finding = Finding::new(&codes::UNREADABLE_FILE, Place::start_of(&file), "is gone");
            self.findings.push(finding.help("put it back: without it the folder is no site"));
        }
    }

    fn take(&mut self, path: FilePath, result: Result<Option<InputFile>, Box<Finding>>) {
        match result {
            Ok(Some(file)) => drop(self.inputs.files.insert(path, file)),
            Ok(None) => {}
            Err(finding) => {
                self.findings.push(*finding);
                if let Some(role) = classify::meant_role(&path) {
                    self.inputs.files.insert(path, InputFile::unread(role));
                }
            }
        }
    }

    /// Drops a file, or everything in a folder.
    fn forget(&mut self, below: &str) {
        let folder = format!("{below}/");
        let files = &mut self.inputs.files;
        let start = FilePath::new(folder.as_str());
        let inside = files.range(start..).take_while(|(path, _)| path.as_str().starts_with(&folder));
        let mut gone: Vec<FilePath> = inside.map(|(path, _)| path.clone()).collect();
        gone.push(FilePath::from(below));
        for path in &gone {
            files.remove(path);
        }
        self.findings.retain(|finding| {
            let file = finding.place.file.as_str();
            file != below && !file.starts_with(&folder)
        });
    }
}

/// The bytes of a file that is passed on; nothing if it is gone by now.
pub fn bytes(root: &Path, path: &FilePath) -> Option<Vec<u8>> {
    fs::read(root.join(path.as_str())).ok()
}

/// Opens a file that is passed on, and tells its size; nothing if it is gone by now.
pub fn open(root: &Path, path: &FilePath) -> Option<(fs::File, u64)> {
    let file = fs::File::open(root.join(path.as_str())).ok()?;
    let data = file.metadata().ok()?;
    data.is_file().then_some((file, data.len()))
}

/// The site's folder by its real name, free of symbolic links.
pub fn real_root(root: &Path) -> Result<PathBuf, LoadError> {
    root.canonicalize().map_err(|_| LoadError::NoSite(root.to_path_buf()))
}

/// Whether a path is the site file, or one of the site's folders or in it.
fn belongs(path: &str) -> bool {
    path == SITE_FILE || path.split('/').next().is_some_and(|top| FOLDERS.contains(&top))
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let segments: Option<Vec<_>> = below.iter().map(|segment| segment.to_str()).collect();
    segments.map(|segments| segments.join("/"))
}

fn walk(root: &Path, folder: &str, found: &mut Vec<(FilePath, bool)>) -> Result<(), LoadError> {
    let start = root.join(folder);
    match fs::symlink_metadata(&start) {
        Ok(data) if data.is_symlink() => {
            found.push((FilePath::new(folder), true));
            return Ok(());
        }
        Ok(_) => {}
        Err(_) => return Ok(()),
    }
    for entry in WalkDir::new(&start).follow_links(false) {
        let entry = entry.map_err(|source| LoadError::Walk { path: start.clone(), source })?;
        if !entry.file_type().is_dir() {
            let path = relative(root, entry.path()).unwrap_or_else(|| {
                // Such a path cannot be written down; its nearest spelling names no file.
                entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned()
            });
            found.push((FilePath::new(path), entry.path_is_symlink()));
        }
    }
    Ok(())
}

fn read_one(root: &Path, path: FilePath, link: bool) -> (FilePath, Result<Option<InputFile>, Box<Finding>>) {
    let result = read_role(root, &path, link).map_err(Box::new);
    (path, result)
}

fn read_role(root: &Path, path: &FilePath, link: bool) -> Result<Option<InputFile>, Finding> {
    let role = match classify(path) {
        Ok(Some(role)) => role,
        Ok(None) => return Ok(None),
        // A link to a folder has no name of a file.
        Err(_) if link => FileRole::Static(String::new()),
        Err(finding) => return Err(finding),
    };
    if link {
        let finding = Finding::new(&codes::SYMBOLIC_LINK, Place::start_of(path), "this is a symbolic link");
        return Err(finding.help("put the file itself here: a link may lead out of the site"));
    }
    let full = root.join(path.as_str());
    let unreadable = |error: &io::Error| {
        Finding::new(&codes::UNREADABLE_FILE, Place::start_of(path), format!("cannot be read: {error}"))
    };
    if path.as_str().contains(char::REPLACEMENT_CHARACTER) {
        return Err(unreadable(&io::Error::other("its name is not UTF-8")));
    }
    let data = fs::metadata(&full).map_err(|error| unreadable(&error))?;
    // A pipe or device would be waited for.
    if !data.is_file() {
        return Err(unreadable(&io::Error::other("it is no regular file")));
    }
    let size = data.len();
    if !role.is_text() || is_binary_theme_file(&role) {
        fs::File::open(&full).map_err(|error| unreadable(&error))?;
        return Ok(Some(InputFile { role, text: Arc::from(""), size, unread: false }));
    }
    if size > LARGEST_TEXT {
        let message = format!("is {size} bytes long; a text may have {LARGEST_TEXT}");
        return Err(Finding::new(&codes::UNREADABLE_FILE, Place::start_of(path), message));
    }
    let bytes = fs::read(&full).map_err(|error| unreadable(&error))?;
    let text = text_of(path, bytes)?;
    Ok(Some(InputFile { role, text: text.into(), size, unread: false }))
}

/// A theme may hold pictures and fonts; only its texts are read.
fn is_binary_theme_file(role: &FileRole) -> bool {
    let text_endings = [".html", ".xml", ".toml", ".css", ".js", ".svg", ".txt", ".md", ".json"];
    matches!(role, FileRole::Theme { path, .. } if !text_endings.iter().any(|end| path.ends_with(end)))
}

fn text_of(path: &FilePath, bytes: Vec<u8>) -> Result<String, Finding> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let valid = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        let line = valid.matches('\n').count() + 1;
        Finding::new(
            &codes::NOT_TEXT,
            Place::start_of(path),
            format!("is not UTF-8 in line {line}, byte {at}"),
        )
        .help("save the file as UTF-8")
    })?;
    match text.find('\0') {
        None => Ok(text),
        Some(at) => {
            let line = text[..at].matches('\n').count() + 1;
            let message = format!("has a NUL character in line {line}");
            let finding = Finding::at(&codes::NOT_TEXT, path, Span::new(at, at + 1), message);
            Err(finding.help("delete it; the file may not be a text at all"))
        }
    }
}
