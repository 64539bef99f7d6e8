//! Files on disk, all of them or none.
#![expect(clippy::disallowed_methods, reason = "scaffold is a door through which files go out")]

use super::{ScaffoldError, at};
use crate::schema::json::schemas;
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
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
