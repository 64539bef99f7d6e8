//! Files on disk, all of them or none.
#![expect(clippy::disallowed_methods, reason = "scaffold is a door through which files go out")]

use super::{ScaffoldError, at};
use crate::schema::json::schemas;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

/// A file to be written: its path below a folder, its text.
pub(super) type NewFile = (String, String);

/// Writes files that do not exist yet; if one of them cannot be written, those before it are removed.
pub(super) fn write_new(folder: &Path, files: &[NewFile]) -> Result<(), ScaffoldError> {
    let mut written: Vec<PathBuf> = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        if let Err(error) = write_one(&path, text) {
            for path in &written {
                // The error that led here matters more than one on the way back.
                let _ = fs::remove_file(path);
            }
            return Err(error);
        }
        written.push(path);
    }
    Ok(())
}

fn write_one(path: &Path, text: &str) -> Result<(), ScaffoldError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    let mut file = File::create_new(path).map_err(at(path))?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written.map_err(at(path))
}

/// Writes the JSON Schemas of all files to a folder, in place of older ones; says what was written.
pub fn write_schemas(folder: &Path) -> Result<Vec<PathBuf>, ScaffoldError> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    let write = |path: PathBuf, text: String| {
        fs::write(&path, text).map_err(at(&path))?;
        Ok(path)
    };
    schemas().iter().map(|schema| write(folder.join(schema.file_name()), schema.text())).collect()
}

/// Moves everything in a folder into another, which is empty; if that fails half-way, moves it back.
pub(super) fn move_content(from: &Path, to: &Path) -> Result<(), ScaffoldError> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for entry in fs::read_dir(from).map_err(at(from))? {
        let name = entry.map_err(at(from))?.file_name();
        let (source, target) = (from.join(&name), to.join(&name));
        if let Err(error) = fs::rename(&source, &target) {
            for (source, target) in moved {
                let _ = fs::rename(target, source);
            }
            return Err(at(&target)(error));
        }
        moved.push((source, target));
    }
    Ok(())
}

/// A file whose text is to be another.
pub(super) struct Replacement {
    /// The file.
    pub(super) path: PathBuf,
    /// The text that it has; nothing is written over any other.
    pub(super) old: Arc<str>,
    /// The text that it is to have.
    pub(super) new: String,
}

/// Replaces the text of files, each in one step: whoever reads one meanwhile sees the old text or the
/// new. All new texts are on the disk before the first takes its place.
pub(super) fn replace_all(replacements: &[Replacement]) -> Result<(), ScaffoldError> {
    let mut ready = Vec::with_capacity(replacements.len());
    for replacement in replacements {
        let path = replacement.path.as_path();
        if fs::read(path).map_err(at(path))? != replacement.old.as_bytes() {
            let changed = io::Error::other("someone else has just written it; run the command again");
            return Err(at(path)(changed));
        }
        let permissions = fs::metadata(path).map_err(at(path))?.permissions();
        ready.push((beside(path, &replacement.new, Some(permissions)).map_err(at(path))?, path));
    }
    for (file, path) in ready {
        file.persist(path).map_err(|error| at(path)(error.error))?;
    }
    Ok(())
}

/// Writes a file that may exist or not, in one step.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), ScaffoldError> {
    let permissions = fs::metadata(path).ok().map(|data| data.permissions());
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    let file = beside(path, text, permissions).map_err(at(path))?;
    file.persist(path).map_err(|error| at(path)(error.error))?;
    Ok(())
}

/// A new file in the folder of another, whose name begins with a dot: nothing that reads the folder
/// meanwhile takes it for content.
fn beside(
    path: &Path,
    text: &str,
    permissions: Option<fs::Permissions>,
) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jingwei-");
    #[cfg(unix)]
    let mode = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    // As any new file: what the system's mask leaves of it.
    builder.permissions(mode);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file)
}
