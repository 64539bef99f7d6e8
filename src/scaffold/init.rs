//! A new site: small, whole, in two languages, and without findings.
//!
//! Its files stand in `site/` beside this one and are embedded; the schemas and snippets for editors
//! come from the program's own records. The folder appears as a whole or not at all.
#![expect(clippy::disallowed_methods, reason = "scaffold is a door through which files go out")]

use super::{
    ScaffoldError, at,
    fields::snippets,
    write::{NewFile, move_content, write_new},
};
use crate::schema::json::schemas;
use include_dir::{Dir, include_dir};
use std::{fs, io, path::Path};

static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/site");
/// Where editors find the schemas.
const SCHEMA_FOLDER: &str = ".jingwei/schema";
/// Where Visual Studio Code finds the keys of front matter.
const SNIPPETS: &str = ".vscode/front-matter.code-snippets";

/// Makes a new site in a folder that does not exist, is empty, or holds nothing but a repository
/// without files; returns how many files it has.
///
/// # Errors
/// The folder holds something, or the disk refuses. Then nothing is left behind.
pub fn init(folder: &Path) -> Result<usize, ScaffoldError> {
    let exists = refuse_full(folder)?;
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(at(parent))?;
    // Beside the target and not in the system's folder for such things, which may be another disk.
    let beside = if exists { folder } else { parent };
    let stage = tempfile::Builder::new().prefix(".jingwei-init-").tempdir_in(beside).map_err(at(beside))?;
    let files = files();
    let made = stage.path().join("site");
    write_new(&made, &files)?;
    if exists {
        move_content(&made, folder)?;
    } else {
        fs::rename(&made, folder).map_err(at(folder))?;
    }
    Ok(files.len())
}

/// Says whether the folder exists; refuses one that holds anything of its owner's.
fn refuse_full(folder: &Path) -> Result<bool, ScaffoldError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(ScaffoldError::NotAFolder(folder.to_path_buf()));
        }
        Err(error) => return Err(at(folder)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(at(folder))?.file_name());
    }
    // A repository that was made first is where a site belongs.
    names.retain(|name| name != ".git");
    names.sort();
    match names.first() {
        None => Ok(true),
        Some(name) => Err(ScaffoldError::NotEmpty {
            folder: folder.to_path_buf(),
            holds: name.to_string_lossy().into_owned(),
        }),
    }
}

/// Every file of a new site.
fn files() -> Vec<NewFile> {
    let mut files = Vec::new();
    collect(&SITE, &mut files);
    for schema in schemas() {
        files.push((format!("{SCHEMA_FOLDER}/{}", schema.file_name()), schema.text()));
    }
    files.push((SNIPPETS.to_owned(), snippets()));
    files
}

fn collect(folder: &Dir<'_>, files: &mut Vec<NewFile>) {
    for file in folder.files() {
        let text = file.contents_utf8().expect("every file of the new site is text, as a test asks");
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        files.push((path.join("/"), text.to_owned()));
    }
    folder.dirs().for_each(|folder| collect(folder, files));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_a_new_file_names_is_written() {
        let files = files();
        let written = |name: &str| files.iter().any(|(path, _)| path == &format!("{SCHEMA_FOLDER}/{name}"));
        let mut named = 0;
        for (path, text) in files.iter().filter(|(path, _)| !path.starts_with(SCHEMA_FOLDER)) {
            for (_, rest) in
                text.match_indices(".jingwei/schema/").map(|(at, found)| text.split_at(at + found.len()))
            {
                let end = rest.find(".schema.json").expect(path) + ".schema.json".len();
                assert!(written(&rest[..end]), "{path} names {}", &rest[..end]);
                named += 1;
            }
        }
        assert!(named > 10, "{named}");
    }

    #[test]
    fn the_settings_name_the_schema_of_every_vocabulary() {
        let files = files();
        let (_, settings) = files.iter().find(|(path, _)| path == ".vscode/settings.json").expect("settings");
        for schema in schemas().iter().filter(|schema| schema.whole && schema.name != "site") {
            assert!(settings.contains(&schema.file_name()), "{}", schema.name);
        }
    }
}
