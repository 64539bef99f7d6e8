//! The laws of the house, as far as a program can see them.
//!
//! What goes in is the repository itself: sources, manuals, READMEs. Each checker takes texts and
//! returns what is wrong with them, so that a test can show that it finds something.
//!
//! Start with `imports.rs`; `rust.rs` takes a source file apart.

mod imports;
mod readme;
mod rust;

use jingwei::finding::codes;
use regex::Regex;
use rust::{Source, line_of};
use std::{fs, path::Path};
use walkdir::WalkDir;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every Rust file below a folder of the repository.
fn rust_files(folder: &str) -> Vec<Source> {
    let top = repository().join(folder);
    let mut files = Vec::new();
    for entry in WalkDir::new(&top).sort_by_file_name() {
        let entry = entry.expect("the repository can be listed");
        if entry.path().extension().is_some_and(|ending| ending == "rs") {
            let below = entry.path().strip_prefix(&top).expect("it is below");
            let text = fs::read_to_string(entry.path()).expect("a source is text");
            files.push(Source::new(&below.to_string_lossy().replace('\\', "/"), &text));
        }
    }
    files
}

/// The program's files, without those that are tests as a whole.
fn sources() -> Vec<Source> {
    let mut files = rust_files("src");
    files.retain(|source| !source.path.ends_with("/tests.rs"));
    files
}

/// Words that say less than they seem to, or that belong in an issue instead.
const BANNED: &[&str] = &[
    r"\bTODO\b",
    r"\bFIXME\b",
    r"\bXXX\b",
    r"\bHACK\b",
    r"\btodo!",
    r"\bunimplemented!",
    r"\bdbg!",
    r"(?i)\b(now uses|used to be|was changed|previously)\b",
    r"(?i)\b(simply|obviously|basically|sorry|hopefully)\b",
    r"(?i)\bthis (function|method|struct) (is|will|does)\b",
    r"//[/!]? *[-=*#]{4,}",
];

/// Names of modules that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "types", "manager", "misc"];

/// The longest a file may be.
const MOST_LINES: usize = 500;

fn style_faults(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let path = &source.path;
    if !source.text.starts_with("//!") {
        faults.push(format!("{path}: does not open with `//!`"));
    }
    let lines = source.text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("{path}: has {lines} lines; stop at {MOST_LINES}"));
    }
    for word in BANNED {
        for found in Regex::new(word).expect("a good pattern").find_iter(&source.text) {
            let line = line_of(&source.text, found.start());
            faults.push(format!("{path}:{line}: `{}`", found.as_str()));
        }
    }
    for name in path.trim_end_matches(".rs").split('/').filter(|name| EMPTY_NAMES.contains(name)) {
        faults.push(format!("{path}: `{name}` is a name for anything"));
    }
    faults
}

/// Where a language or a place may be named: the data of languages, and the site that `init` makes.
const SPEAKS: &[&str] = &["locale", "scaffold"];

fn language_faults(source: &Source) -> Vec<String> {
    if source.module().is_some_and(|module| SPEAKS.contains(&module)) {
        return Vec::new();
    }
    let han = Regex::new(r"\p{Han}").expect("a good pattern");
    let names_a_language = |text: &str| matches!(text, "zh" | "en" | "fr" | "zh-Hans" | "zh-CN");
    source
        .literals
        .iter()
        .filter(|(_, text)| han.is_match(text) || names_a_language(text))
        .map(|(line, text)| format!("src/{}:{line}: `{text}` knows a language", source.path))
        .collect()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_source_opens_with_what_it_is_and_stays_short_and_plain() {
    let faults: Vec<_> = rust_files("src").iter().flat_map(style_faults).collect();
    assert_none(&faults);
}

#[test]
fn every_test_file_opens_with_what_it_is_and_stays_short() {
    let mut files = rust_files("tests");
    // This file names the words that it bans.
    files.retain(|source| source.path != "suite/tidy/mod.rs");
    assert!(!files.is_empty());
    let faults: Vec<_> = files.iter().flat_map(style_faults).collect();
    assert_none(&faults);
}

#[test]
fn a_careless_file_is_found() {
    let long = "\n".repeat(MOST_LINES + 1);
    let source = Source::new("a/utils.rs", &format!("fn f() {{ todo!() }} // TODO later{long}"));
    let faults = style_faults(&source);
    for part in ["`//!`", "lines", "`TODO`", "`todo!`", "`utils`"] {
        assert!(faults.iter().any(|fault| fault.contains(part)), "{part} in {faults:?}");
    }
}

#[test]
fn the_program_knows_no_language_and_no_place() {
    let faults: Vec<_> = sources().iter().flat_map(language_faults).collect();
    assert_none(&faults);
}

#[test]
fn a_language_in_the_code_is_found_and_one_in_a_test_is_not() {
    let of = |path: &str, text: &str| language_faults(&Source::new(path, text)).len();
    assert_eq!(of("plan.rs", "const A: &str = \"北京\";"), 1);
    assert_eq!(of("plan.rs", "fn f(c: char) -> bool { c == '年' }"), 1);
    assert_eq!(of("plan.rs", "fn f() { g(\"zh\") }"), 1);
    assert_eq!(of("plan.rs", "// 北京\nconst A: &str = \"。\";"), 0);
    assert_eq!(of("locale/format.rs", "const A: &str = \"年\";"), 0);
    assert_eq!(of("plan.rs", "#[cfg(test)]\nmod tests { const A: &str = \"zh\"; }"), 0);
}

#[test]
fn every_code_has_a_manual_with_four_parts() {
    for code in codes::ALL {
        // What stands between fences is an example, not a part.
        let outside = code.manual.split("```").step_by(2).flat_map(str::lines);
        let headings: Vec<_> = outside.filter(|line| line.starts_with('#')).collect();
        let title = format!("# {}", code.name);
        let fixed = ["## What it finds", "## Why it matters", "## Example", "## Instead"];
        assert_eq!(headings.first(), Some(&title.as_str()), "manual of {}", code.name);
        let parts: Vec<_> = headings.into_iter().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(parts, fixed, "manual of {}", code.name);
    }
}

#[test]
fn every_manual_belongs_to_a_code() {
    let folder = repository().join("src/finding/manual");
    for entry in fs::read_dir(folder).expect("the manuals") {
        let name = entry.expect("a manual").file_name().to_string_lossy().into_owned();
        let code = name.trim_end_matches(".md");
        assert!(codes::ALL.iter().any(|known| known.name == code), "no code for manual/{name}");
    }
}
