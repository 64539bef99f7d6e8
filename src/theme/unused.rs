//! Files of the site's theme that change nothing.
//!
//! The files of a theme go in, a finding for each that no page will show comes out: one that takes the
//! place of no built-in file and that no other file of the theme names. No file is left out for it.
//!
//! Start with [`unused`].

use super::{CUSTOM_STYLE, DEFAULT, ThemeFile, ThemeFiles};
use crate::{
    config::Config,
    finding::{Finding, codes, nearest},
    input::Place,
};

/// Finds the site's own files that nothing uses.
pub(super) fn unused(files: &ThemeFiles<'_>, config: &Config) -> Vec<Finding> {
    let own = files.iter().filter_map(|(path, file)| Some((path, file, file.file?)));
    let unused = own.filter(|(path, file, _)| !is_used(path, file, files, config));
    unused
        .map(|(path, _, place)| {
            let message = format!("no page shows `{path}` of the theme");
            Finding::new(&codes::UNUSED_THEME_FILE, Place::start_of(place), message).help(help(path, config))
        })
        .collect()
}

fn is_used(path: &str, file: &ThemeFile<'_>, files: &ThemeFiles<'_>, config: &Config) -> bool {
    if DEFAULT.get_file(path).is_some() {
        return true;
    }
    match path.split_once('/') {
        Some(("templates", name)) => {
            text(file).contains("endcomponent") || is_named(name, "templates/", path, files)
        }
        Some(("words", name)) => config.languages.iter().any(|lang| speaks(name, lang.as_str())),
        Some(("assets", name)) => name == CUSTOM_STYLE || is_named(name, "", path, files),
        Some(_) => false,
        None => is_paper(path),
    }
}

fn text<'a>(file: &ThemeFile<'a>) -> &'a str {
    std::str::from_utf8(file.bytes).unwrap_or("")
}

/// Whether another of the site's own files in a folder of the theme names it.
fn is_named(name: &str, folder: &str, path: &str, files: &ThemeFiles<'_>) -> bool {
    let mut others = files
        .iter()
        .filter(|(other, file)| file.file.is_some() && other.starts_with(folder) && other.as_str() != path);
    others.any(|(_, file)| text(file).contains(name))
}

/// Whether a table of words is that of a language, or of the language that its tag begins with.
fn speaks(name: &str, lang: &str) -> bool {
    let Some(tag) = name.strip_suffix(".toml") else { return false };
    lang.strip_prefix(tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Whether a file at the top of a theme is one for people, such as a licence.
fn is_paper(name: &str) -> bool {
    name.rsplit_once('.').is_none_or(|(_, ending)| matches!(ending, "md" | "txt"))
}

fn help(path: &str, config: &Config) -> String {
    let mut known = Vec::new();
    let mut folders = vec![&DEFAULT];
    while let Some(folder) = folders.pop() {
        known.extend(folder.files().filter_map(|file| file.path().to_str()).map(str::to_owned));
        folders.extend(folder.dirs());
    }
    known.push(format!("assets/{CUSTOM_STYLE}"));
    known.extend(config.languages.iter().map(|lang| format!("words/{lang}.toml")));
    let below = format!("templates/{path}");
    if known.contains(&below) {
        return format!("did you mean `{below}`?");
    }
    match nearest(path, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "a file is used if it has the name of a built-in one, or if another of the theme names it".into()
        }
    }
}
