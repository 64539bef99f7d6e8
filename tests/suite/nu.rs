//! The Nu HTML checker accepts every page, style sheet and picture of every site.
//!
//! The checker is the npm package `vnu-jar`; it runs on Debian's `default-jre-headless`. One run reads
//! all pages, and one page that is wrong, so that a checker that reads nothing is noticed.

use crate::built::{BASE_URL, Built, crowded, files, repository, sites};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What the checker does not know yet: CSS Anchor Positioning, which stands behind `@supports`.
const UNKNOWN: [&str; 4] = ["anchor-name", "position-anchor", "position-area", "position-try-fallbacks"];

/// A heading whose author says why it skips a level; `heading-order` is waived there.
const WAIVED: &str = "/en/projects/south-branch/index.html";

/// What the checker has against files, one line for each error.
fn errors(options: &[&str], paths: &[PathBuf]) -> Vec<String> {
    let jar = repository().join("tests/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "the checker is missing: run `npm ci` in tests/");
    let output = Command::new("java")
        // Its grammars go deep.
        .args(["-Xss4m", "-jar"])
        .arg(jar)
        .args(["--errors-only", "--exit-zero-always", "--stdout", "--format", "json"])
        .args(options)
        .args(paths)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("java: {error}; `apt-get install default-jre-headless`"));
    let said: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no report: {output:?}"));
    let text = |message: &Value, key: &str| message[key].as_str().unwrap_or_default().to_owned();
    let messages = said["messages"].as_array().expect("a list").iter();
    messages
        .map(|one| {
            let (url, what, extract) = (text(one, "url"), text(one, "message"), text(one, "extract"));
            format!("{url}:{}: {what} {extract}", one["lastLine"])
        })
        .collect()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} errors:\n{}\n", faults.len(), faults.join("\n"));
}

/// Publishes every site there is into folders beside each other.
fn publish(into: &Path) {
    let crowd = crowded();
    let mut roots = sites();
    roots.push(crowd.path().to_owned());
    for (number, root) in roots.iter().enumerate() {
        let built = Built::of(root, Some(BASE_URL));
        let folder = into.join(number.to_string());
        fs::rename(built.target(), folder).expect("both are in the same place");
    }
}

#[test]
fn the_checker_accepts_every_page_of_every_site() {
    let folder = tempfile::tempdir().unwrap();
    publish(folder.path());
    let pages = files(folder.path()).keys().filter(|path| path.ends_with(".html")).count();
    assert!(pages > 1000, "{pages} pages are few");

    let bad = "<!doctype html><html lang=en><title>Bad</title><p>A <div>block in</div> a line.</p>";
    fs::write(folder.path().join("bad.html"), bad).unwrap();
    let found = errors(&["--skip-non-html"], &[folder.path().to_owned()]);
    let (wanted, mut faults): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|line| line.contains("/bad.html:"));
    assert_eq!(wanted.len(), 1, "the bad page is found: {wanted:?}");
    faults.retain(|line| !(line.contains(WAIVED) && line.contains("skipping 1 heading level")));
    assert_none(&faults);
}

#[test]
fn the_checker_accepts_style_and_pictures() {
    let built = Built::of(&repository().join("tests/sites/base"), None);
    let assets = built.target().join("assets");
    let with = |ending: &str| -> Vec<PathBuf> {
        let names = files(&assets).into_keys().filter(|name| name.ends_with(ending));
        names.map(|name| assets.join(name)).collect()
    };
    let (styles, pictures) = (with(".css"), with(".svg"));
    assert!(!styles.is_empty() && !pictures.is_empty());

    let mut found = errors(&["--css"], &styles);
    let before = found.len();
    found.retain(|line| !UNKNOWN.iter().any(|name| line.contains(&format!("“{name}” doesn't exist"))));
    assert!(found.len() < before, "the checker has learnt {UNKNOWN:?}: the list can go");
    found.extend(errors(&["--svg"], &pictures));
    assert_none(&found);
}
