//! The program as its users meet it: words in, exit codes and streams out.

use crate::built::{crowded, files, repository};
use std::{
    fs,
    io::Read as _,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The program, with nothing of the caller's that could change what it says.
fn jingwei(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
    command.current_dir(folder).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "CI", "GITHUB_ACTIONS"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    jingwei(folder).args(arguments).output().expect("the program runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}"))
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

/// Writes a file of a site.
fn put(site: &TempDir, path: &str, text: &str) {
    fs::write(site.path().join(path), text).expect("it can be written");
}

const PAGE: &str = "content/pages/about.en.md";

/// A site with an error at a known place.
fn with_error() -> TempDir {
    let site = crowded();
    put(&site, PAGE, "---\ntitle: About\n---\nSee [[nowhere]].\n");
    site
}

/// A site with a warning and no error.
fn with_warning() -> TempDir {
    let site = with_error();
    let text = fs::read_to_string(site.path().join("jingwei.toml")).expect("the site file");
    put(&site, "jingwei.toml", &format!("{text}dead-link = \"warn\"\n"));
    site
}

#[test]
fn a_clean_site_ends_with_0_and_says_so_once() {
    let site = crowded();
    let output = run(site.path(), &["check"]);
    assert_eq!(code(&output), 0, "{output:?}");
    assert_eq!(said(&output.stdout) + &said(&output.stderr), "no findings\n");
}

#[test]
fn the_repository_itself_is_clean() {
    let output = run(repository(), &["check", "--deny-warnings", "--format", "short"]);
    assert_eq!((code(&output), said(&output.stdout)), (0, String::new()), "{output:?}");
}

#[test]
fn a_site_with_an_error_ends_with_1() {
    let site = with_error();
    assert_eq!(code(&run(site.path(), &["check"])), 1);
    assert_eq!(code(&run(site.path(), &["build"])), 1);
}

#[test]
fn warnings_end_with_1_only_where_they_are_denied() {
    let site = with_warning();
    let output = run(site.path(), &["check", "--format", "short"]);
    assert_eq!(code(&output), 0);
    assert!(said(&output.stdout).contains("warning[dead-link]"), "{output:?}");
    assert_eq!(code(&run(site.path(), &["check", "--deny-warnings"])), 1);
    assert_eq!(code(&run(site.path(), &["build", "--deny-warnings"])), 1);
    assert!(!site.path().join("public").exists(), "nothing is published then");
    assert_eq!(code(&run(site.path(), &["build"])), 0);
}

#[test]
fn wrong_use_ends_with_2_and_says_why_on_standard_error() {
    let site = crowded();
    for (arguments, why) in [
        (&["chek"][..], "check"),
        (&[], "Usage"),
        (&["check", "--nothing"], "--nothing"),
        (&["check", "--format", "prose"], "short"),
        (&["build", "--jobs", "many"], "--jobs"),
        (&["build", "--base-url", "example"], "--base-url"),
        (&["build", "--base-url", "ftp://example.org/"], "--base-url"),
        (&["build", "--base-url", "https://example.org/?a"], "--base-url"),
        (&["check", "--root", "/nowhere/at/all"], "jingwei.toml"),
    ] {
        let output = run(site.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {output:?}");
        assert_eq!(said(&output.stdout), "", "{arguments:?}");
        assert!(said(&output.stderr).contains(why), "{arguments:?}: {}", said(&output.stderr));
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn help_and_version_are_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [&["--help"][..], &["--version"], &["build", "--help"]] {
        let output = run(folder.path(), arguments);
        assert_eq!((code(&output), said(&output.stderr)), (0, String::new()), "{arguments:?}");
        assert!(!output.stdout.is_empty());
    }
}

#[test]
fn without_a_site_the_help_says_how_to_make_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &["check"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output.stderr).contains("jingwei init"), "{output:?}");
}

#[test]
fn the_site_is_found_from_a_folder_inside_it_and_by_name() {
    let site = crowded();
    assert_eq!(code(&run(&site.path().join("content/pages"), &["check"])), 0);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let root = site.path().to_str().expect("a path");
    assert_eq!(code(&run(elsewhere.path(), &["check", "--root", root])), 0);
    assert_eq!(code(&run(elsewhere.path(), &["--root", root, "build"])), 0);
    assert!(site.path().join("public/index.html").is_file(), "`public` stands in the site");
}

#[test]
fn findings_are_printed_in_every_format() {
    let site = with_error();
    let of = |format: &str| {
        let output = run(site.path(), &["check", "--format", format]);
        assert_eq!(code(&output), 1, "{format}");
        assert_eq!(said(&output.stderr), "", "{format}: findings are the data of `check`");
        said(&output.stdout)
    };
    let short = of("short");
    assert!(short.starts_with(&format!("{PAGE}:4:5: error[dead-link]: ")), "{short}");
    assert_eq!(short.lines().count(), 1, "{short}");
    for line in of("json").lines() {
        let finding: serde_json::Value = serde_json::from_str(line).expect("a JSON object on each line");
        assert_eq!(finding["code"], "dead-link", "{finding}");
    }
    let annotation = of("github");
    assert!(annotation.starts_with(&format!("::error file={PAGE},line=4")), "{annotation}");
    let human = of("human");
    assert!(human.contains("dead-link") && human.contains("nowhere") && human.contains(PAGE), "{human}");
    assert!(!human.contains('\u{1b}'), "no colour where nobody looks");
}

#[test]
fn colour_is_shown_where_it_is_forced_and_never_where_it_is_unwanted() {
    let site = with_error();
    let with = |name: &str| {
        let output = jingwei(site.path()).args(["check"]).env(name, "1").output().expect("it runs");
        said(&output.stdout)
    };
    assert!(with("CLICOLOR_FORCE").contains('\u{1b}'));
    assert!(!with("NO_COLOR").contains('\u{1b}'));
}

#[test]
fn findings_of_a_build_are_talk_and_nothing_is_published() {
    let site = with_error();
    let output = run(site.path(), &["build"]);
    assert_eq!((code(&output), said(&output.stdout)), (1, String::new()));
    assert!(said(&output.stderr).contains("dead-link"), "{output:?}");
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_build_with_errors_leaves_the_published_site_as_it_was() {
    let site = crowded();
    assert_eq!(code(&run(site.path(), &["build"])), 0);
    let before = files(&site.path().join("public"));
    assert!(before.len() > CROWDED_AT_LEAST);
    put(&site, PAGE, "---\ntitle: About\n---\nSee [[nowhere]].\n");
    assert_eq!(code(&run(site.path(), &["build"])), 1);
    assert!(before == files(&site.path().join("public")));
    put(&site, PAGE, "---\ntitle: About us\n---\nSee [[plan]].\n");
    assert_eq!(code(&run(site.path(), &["build"])), 0);
    assert!(before != files(&site.path().join("public")));
}

/// The crowded site has at least a page for each entry in each language.
const CROWDED_AT_LEAST: usize = 2 * crate::built::CROWD;

#[test]
fn a_folder_that_jingwei_did_not_make_is_refused_and_stays_as_it_is() {
    let site = crowded();
    let foreign = site.path().join("thesis");
    fs::create_dir(&foreign).expect("a folder");
    fs::write(foreign.join("chapter.txt"), "years of work").expect("a file");
    let output = run(site.path(), &["build", "--output", "thesis"]);
    assert_eq!(code(&output), 2, "{output:?}");
    assert!(said(&output.stderr).contains("thesis"), "{output:?}");
    let left = files(&foreign);
    assert_eq!(left.len(), 1);
    assert_eq!(left["chapter.txt"], b"years of work");
}

#[test]
fn the_folders_that_the_site_is_made_from_are_never_replaced() {
    let site = crowded();
    let before = files(site.path());
    for target in [".", "content", "seeds", ".."] {
        assert_eq!(code(&run(site.path(), &["build", "--output", target])), 2, "{target}");
    }
    assert!(before == files(site.path()));
}

#[test]
fn an_output_is_named_from_where_the_reader_stands() {
    let site = crowded();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let root = site.path().to_str().expect("a path");
    let output = run(elsewhere.path(), &["build", "--root", root, "--output", "here"]);
    assert_eq!(code(&output), 0, "{output:?}");
    assert!(elsewhere.path().join("here/index.html").is_file());
    assert!(!site.path().join("public").exists());
}

#[test]
fn an_address_on_the_command_line_takes_the_place_of_the_sites() {
    let site = crowded();
    let output = run(site.path(), &["build", "--base-url", "https://example.org/kb"]);
    assert_eq!(code(&output), 0);
    assert!(!said(&output.stderr).contains("without `base_url`"), "{output:?}");
    let page = fs::read_to_string(site.path().join("public/en/index.html")).expect("the home page");
    assert!(page.contains("href=\"https://example.org/kb/en/\""));
    let output = run(site.path(), &["build"]);
    assert!(said(&output.stderr).contains("without `base_url`"), "{output:?}");
}

#[test]
fn drafts_are_published_only_where_they_are_asked_for() {
    let site = crowded();
    put(&site, PAGE, "---\ntitle: About\ndraft: true\n---\nNot yet.\n");
    let page = site.path().join("public/en/about/index.html");
    assert_eq!(code(&run(site.path(), &["build"])), 0);
    assert!(!page.exists());
    assert_eq!(code(&run(site.path(), &["build", "--drafts"])), 0);
    assert!(page.exists());
}

#[test]
fn a_reader_who_has_heard_enough_is_no_failure() {
    let site = crowded();
    for number in 1..=CROWDED_AT_LEAST {
        let path = format!("content/pages/page-{number}.en.md");
        let text = format!("---\ntitle: P\n---\n{}\n", "See [[nowhere]]. ".repeat(20));
        put(&site, &path, &text);
    }
    let mut child = jingwei(site.path())
        .args(["check", "--format", "short"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut first = [0; 64];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut first).expect("a first line");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((code(&output), said(&output.stderr)), (1, String::new()));
}
