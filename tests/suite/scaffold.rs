//! What `init`, `new`, `explain` and `schema` leave behind, tried with the program itself.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

fn jingwei(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
    command.current_dir(folder).args(arguments).output().expect("the program runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs the program, asks for its exit code, and returns its data and its talk.
fn run(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = jingwei(folder, arguments);
    let (data, talk) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{data}{talk}");
    (data, talk)
}

/// A folder with a new site in `site`.
fn new_site() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["init", "site"], 0);
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it can be listed");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_new_site_has_no_findings_and_builds() {
    let folder = new_site();
    let site = folder.path().join("site");
    assert_eq!(names(folder.path()), ["site"], "nothing else is left behind");
    run(&site, &["check", "--deny-warnings"], 0);
    run(&site, &["build"], 0);
    for page in
        ["en/policies/valley-transport-plan", "fr/projects/north-tram", "en/platforms/mobility-centre"]
    {
        let text = fs::read_to_string(site.join("public").join(page).join("index.html")).expect(page);
        assert!(text.contains("transport-plan-2024"), "{page} names no source");
    }
    assert!(fs::read_to_string(site.join(".gitignore")).expect("a file").contains("/public/"));
}

#[test]
fn a_new_site_shows_what_an_entry_can_hold() {
    let folder = new_site();
    let read = |path: &str| fs::read_to_string(folder.path().join("site/content").join(path)).expect(path);
    let project = read("projects/north-tram.en.md");
    for part in ["relations:", "state: actual", "state: planned", "state: target", "unknown:", "[[", "[@"] {
        assert!(project.contains(part), "{part}");
    }
    assert!(read("policies/valley-transport-plan.fr.md").contains("\"the first choice"), "a quotation");
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.txt"), "mine").expect("written");
    let (_, talk) = run(folder.path(), &["init", "."], 2);
    assert!(talk.contains("not empty") && talk.contains("mine.txt"), "{talk}");
    let (_, talk) = run(folder.path(), &["init", "mine.txt"], 2);
    assert!(talk.contains("is a file"), "{talk}");
    assert_eq!(names(folder.path()), ["mine.txt"]);
}

#[test]
fn an_empty_folder_or_a_repository_without_files_becomes_a_site() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("made");
    run(folder.path(), &["init", "."], 0);
    run(folder.path(), &["check", "--deny-warnings"], 0);
    assert!(!names(folder.path()).iter().any(|name| name.starts_with(".jingwei-init")));
}

#[test]
fn check_asks_for_what_is_empty_in_a_new_entry() {
    let folder = new_site();
    let site = folder.path().join("site");
    for (word, below, asked) in [
        ("policy", "content/policies/fresh-a", &["title", "type", "made", "doc_no", "cite", "status"][..]),
        ("projects", "content/projects/fresh-b", &["title", "summary", "period", "agencies", "stage"]),
        ("platform", "content/platforms/fresh-c", &["title", "topics", "established", "regions"]),
        ("page", "content/pages/fresh-d", &["title", "summary"]),
    ] {
        let id = below.rsplit('/').next().expect("a name");
        let (files, _) = run(&site, &["new", word, id], 0);
        assert_eq!(files, format!("{below}.en.md\n{below}.fr.md\n"));
        let (findings, _) = run(&site, &["check", "--format", "short"], 1);
        let text = fs::read_to_string(site.join(format!("{below}.en.md"))).expect(below);
        for key in asked {
            let line = text.lines().position(|line| line == format!("{key}:")).expect(key) + 1;
            let place = format!("{below}.en.md:{line}:");
            assert!(findings.lines().any(|finding| finding.starts_with(&place)), "{place} in\n{findings}");
        }
        let other: Vec<_> = findings.lines().filter(|line| !line.contains(below)).collect();
        assert_eq!(other, [""; 0], "nothing else is wrong");
        fs::remove_file(site.join(format!("{below}.en.md"))).expect("removed");
        fs::remove_file(site.join(format!("{below}.fr.md"))).expect("removed");
    }
}

#[test]
fn a_new_source_is_asked_for_its_title_and_text() {
    let folder = new_site();
    let site = folder.path().join("site");
    let (files, _) = run(&site, &["new", "source", "report-a", "--lang", "fr"], 0);
    assert_eq!(files, "seeds/report-a.fr.txt\n");
    let path = site.join("seeds/report-a.fr.txt");
    let text = fs::read_to_string(&path).expect("it was written");
    run(&site, &["check"], 1);
    let filled = text.replace("title:\n", "title: T\n").replace("publisher:\n", "publisher: P\n");
    fs::write(&path, filled.replace("published:\n", "published: 2024-05\n")).expect("written");
    let (findings, _) = run(&site, &["check", "--format", "short"], 1);
    assert!(findings.contains("the source has no paragraph"), "{findings}");
}

#[test]
fn ids_that_are_taken_or_impossible_are_refused() {
    let folder = new_site();
    let site = folder.path().join("site");
    let before = names(&site.join("content/policies"));
    for (arguments, words) in [
        (&["new", "policy", "north-tram"][..], "is taken by `content/projects/north-tram.en.md`"),
        (&["new", "page", "north-tram"], "is taken by"),
        (&["new", "source", "transport-plan-2024"], "is taken by `seeds/"),
        (&["new", "policy", "My_Plan"], "is not an id"),
        (&["new", "policy", "search"], "own addresses"),
        (&["new", "policy", "con"], "Windows"),
        (&["new", "polcy", "plan"], "did you mean `policy`"),
        (&["new", "policy", "plan", "--lang", "xx"], "not a language of this site: en, fr"),
    ] {
        let (_, talk) = run(&site, arguments, 2);
        assert!(talk.contains(words), "{arguments:?}: {talk}");
    }
    assert_eq!(names(&site.join("content/policies")), before);
}

#[test]
fn a_new_entry_is_written_in_every_language_or_not_at_all() {
    let folder = new_site();
    let site = folder.path().join("site");
    // The second file cannot be made: a folder stands in its place, which `load` takes for none.
    fs::create_dir(site.join("content/policies/half.fr.md")).expect("made");
    run(&site, &["new", "policy", "half"], 2);
    assert!(!site.join("content/policies/half.en.md").exists());
}

#[test]
fn explain_prints_manuals_and_names_the_nearest_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let (manual, _) = run(folder.path(), &["explain", "dead-link"], 0);
    assert!(manual.starts_with("# dead-link\n") && manual.contains("## Instead"));
    let (list, _) = run(folder.path(), &["explain"], 0);
    assert_eq!(list.lines().count(), jingwei::finding::codes::ALL.len());
    let (_, talk) = run(folder.path(), &["explain", "dead-lnik"], 2);
    assert!(talk.contains("did you mean `dead-link`?"), "{talk}");
}

#[test]
fn schema_prints_one_or_writes_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, _) = run(folder.path(), &["schema", "policy"], 0);
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("it is JSON");
    assert_eq!(schema["properties"]["title"]["description"], "The name of the entry.");
    run(folder.path(), &["schema", "--output", "all"], 0);
    let (list, _) = run(folder.path(), &["schema"], 0);
    assert_eq!(names(&folder.path().join("all")).len(), list.lines().count());
    let (_, talk) = run(folder.path(), &["schema", "polcy"], 2);
    assert!(talk.contains("did you mean `policy`?"), "{talk}");
}
