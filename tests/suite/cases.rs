//! Every kind of finding is shown by a file in `tests/cases`, which is read as documentation too.
//!
//! A `##` heading names a test. Each fence with a path after its first word is laid onto the base
//! site: as the whole file, or with `diff` as a change of it (`-` lines are replaced by the `+` lines
//! after them, `+` lines alone go to the end). `delete` removes a file, `hex` writes bytes, `link`
//! makes a symbolic link, `size` a file of so many bytes. The last fence, `findings`, is the whole
//! report. `UPDATE=1 cargo test cases` writes it anew.

use crate::site::Site;
use jingwei::finding::codes;
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A section of a document that is laid onto a site.
pub(crate) struct Case {
    /// Its heading.
    pub(crate) name: String,
    pub(crate) fences: Vec<Fence>,
}

/// What stands between two lines of backticks.
pub(crate) struct Fence {
    /// What the first line says after its backticks.
    pub(crate) info: String,
    pub(crate) text: String,
    /// The lines of the text in the case file.
    lines: std::ops::Range<usize>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The cases of a file, and the lines that it is made of.
pub(crate) fn read_cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), fences: Vec::new() });
        } else if line.starts_with("```") {
            let mark = &line[..line.len() - line.trim_start_matches('`').len()];
            let end = (at..lines.len()).find(|&end| lines[end] == mark).expect("the fence is closed");
            let text = lines[at..end].iter().flat_map(|line| [line, "\n"]).collect();
            let fence = Fence { info: line[mark.len()..].to_owned(), text, lines: at..end };
            cases.last_mut().expect("a `##` heading before a fence").fences.push(fence);
            at = end + 1;
        }
    }
    cases
}

/// Lays the text of a fence onto a site.
pub(crate) fn lay(site: Site, fence: &Fence) -> Site {
    let (kind, path) = fence.info.split_once(' ').unwrap_or((&fence.info, ""));
    match kind {
        "findings" => site,
        _ if path.is_empty() => panic!("a fence `{kind}` without a path"),
        "diff" => change(site, path, &fence.text),
        "delete" => site.without(path),
        "hex" => {
            let digits: Vec<u8> = fence.text.bytes().filter(u8::is_ascii_hexdigit).collect();
            let byte = |pair: &[u8]| {
                let pair = std::str::from_utf8(pair).expect("digits");
                u8::from_str_radix(pair, 16).expect("a byte")
            };
            site.bytes(path, &digits.chunks(2).map(byte).collect::<Vec<_>>())
        }
        "link" => {
            link(fence.text.trim(), &site.path(path));
            site
        }
        "size" => {
            let file = fs::File::create(site.path(path)).expect("it can be made");
            file.set_len(fence.text.trim().parse().expect("a size")).expect("it has room");
            site
        }
        _ => site.file(path, &fence.text),
    }
}

#[cfg(unix)]
fn link(target: &str, at: &Path) {
    std::os::unix::fs::symlink(target, at).expect("a link");
}

#[cfg(not(unix))]
fn link(target: &str, at: &Path) {
    std::os::windows::fs::symlink_file(target, at).expect("a link");
}

fn change(mut site: Site, path: &str, diff: &str) -> Site {
    let mut lines = diff.lines().peekable();
    let mut take = |sign: char| {
        let mut taken = String::new();
        while let Some(line) = lines.next_if(|line| line.starts_with(sign)) {
            taken.push_str(&line[1..]);
            taken.push('\n');
        }
        taken
    };
    loop {
        let (old, new) = (take('-'), take('+'));
        if old.is_empty() && new.is_empty() {
            break;
        }
        if old.is_empty() {
            let text = fs::read_to_string(site.path(path)).expect("the file is there");
            site = site.file(path, &format!("{text}{new}"));
        } else {
            site = site.edit(path, &old, &new);
        }
    }
    assert_eq!(lines.next(), None, "a line of a diff begins with `-` or `+`");
    site
}

/// Runs the cases of one file; gives its text as it should be, and what differs.
fn run(text: &str) -> (String, Vec<String>, BTreeSet<&'static str>) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut faults = Vec::new();
    let mut found = BTreeSet::new();
    for case in read_cases(text).iter().rev() {
        let Some((last, rest)) = case.fences.split_last().filter(|(last, _)| last.info == "findings") else {
            faults.push(format!("{}: the last fence is `findings`", case.name));
            continue;
        };
        let checked = rest.iter().fold(Site::new(), lay).check();
        found.extend(checked.analysis.report.iter().map(|(_, finding)| finding.code.name));
        if checked.short != last.text {
            faults.push(format!("{}\nexpected:\n{}found:\n{}", case.name, last.text, checked.short));
        }
        lines.splice(last.lines.clone(), checked.short.lines().map(str::to_owned));
    }
    (lines.join("\n") + "\n", faults, found)
}

/// The site of every case of a file, with the case's name.
pub(crate) fn sites_of(file: &str) -> Vec<(String, Site)> {
    let text = fs::read_to_string(folder().join(file)).expect("a case file");
    let site = |case: Case| (case.name, case.fences.iter().fold(Site::new(), lay));
    read_cases(&text).into_iter().map(site).collect()
}

#[test]
fn every_case_is_reported_as_it_says() {
    let update = std::env::var_os("UPDATE").is_some();
    let files: Vec<PathBuf> =
        fs::read_dir(folder()).expect("cases").map(|entry| entry.expect("a file").path()).collect();
    let all: Vec<(String, Vec<String>)> = files
        .par_iter()
        .map(|file| {
            let text = fs::read_to_string(file).expect("a case file");
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let (new, mut faults, found) = run(&text);
            if !found.contains(name.as_str()) {
                faults.push(format!("no case of this file reports `{name}`"));
            }
            if !text.starts_with(&format!("# {name}\n")) {
                faults.push("the title is the code".to_owned());
            }
            if update && new != text {
                fs::write(file, new).expect("it can be written");
            }
            (name, faults)
        })
        .collect();
    let faults: Vec<String> =
        all.iter().flat_map(|(name, faults)| faults.iter().map(move |f| format!("{name}: {f}"))).collect();
    assert!(faults.is_empty() || update, "{}", faults.join("\n\n"));
}

#[test]
fn every_code_has_a_case_file_and_every_case_file_a_code() {
    let names = |file: fs::DirEntry| file.path().file_stem().expect("a name").to_string_lossy().into_owned();
    let files: BTreeSet<String> =
        fs::read_dir(folder()).expect("cases").map(|entry| names(entry.expect("a file"))).collect();
    let codes: BTreeSet<String> = codes::ALL.iter().map(|code| code.name.to_owned()).collect();
    let missing: Vec<_> = codes.difference(&files).collect();
    let unknown: Vec<_> = files.difference(&codes).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "without a file: {missing:?}; of no code: {unknown:?}");
}
