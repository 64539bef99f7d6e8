//! The same content gives the same bytes, whoever builds it, where and when.

use crate::built::{Built, crowded, files, repository};
use jingwei::{load::load, pipeline::Options};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
};
use walkdir::WalkDir;

type Files = BTreeMap<String, Vec<u8>>;

const FOLDERS: [&str; 4] = ["content", "seeds", "themes", "static"];

/// Copies a site; the files are made in the order of their names or the other way round, since some
/// disks list a folder in the order in which it was filled.
fn copy(from: &Path, to: &Path, backwards: bool) {
    let below = FOLDERS.iter().map(|folder| from.join(folder)).filter(|folder| folder.is_dir());
    let mut paths: Vec<_> = below
        .flat_map(|folder| WalkDir::new(folder).sort_by_file_name())
        .map(|entry| entry.expect("the site can be listed"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .chain([from.join("jingwei.toml")])
        .collect();
    if backwards {
        paths.reverse();
    }
    for path in paths {
        let target = to.join(path.strip_prefix(from).expect("it is below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("it can be made");
        fs::copy(&path, target).expect("it can be copied");
    }
}

/// Builds with the program itself, in another world.
fn build(root: &Path, jobs: &str, world: &[(&str, &str)]) -> Files {
    let target = tempfile::tempdir().expect("a folder");
    let output = target.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_jingwei"))
        .args(["build", "--jobs", jobs, "--base-url", "https://example.org/", "--output"])
        .arg(&output)
        .arg("--root")
        .arg(root)
        .envs(world.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    files(&output)
}

fn assert_same(what: &str, one: &Files, other: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other), "{what}: other files");
    let different: Vec<_> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(different.is_empty(), "{what}: {different:?} differ");
}

#[test]
fn threads_time_zone_language_and_folder_change_no_byte() {
    let plain = build(repository(), "1", &[]);
    assert!(plain.len() > 100);
    assert_same("many threads", &plain, &build(repository(), "8", &[]));
    let world = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "C"),
        ("LANGUAGE", "fr"),
        ("HOME", "/nonexistent"),
        ("COLUMNS", "20"),
    ];
    assert_same("another time and language", &plain, &build(repository(), "2", &world));
    for backwards in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("a folder, 另一个");
        copy(repository(), &root, backwards);
        assert_same("another folder", &plain, &build(&root, "2", &[]));
    }
}

#[test]
fn the_same_site_has_the_same_manifest_twice() {
    let site = crowded();
    let (first, second) = (files(&Built::of(site.path(), None).target()), Built::of(site.path(), None));
    assert_same("twice", &first, &files(&second.target()));
}

#[test]
fn a_run_that_keeps_what_it_knew_finds_the_same_as_one_that_begins_anew() {
    use jingwei::pipeline::analyse;
    let site = crowded();
    let options = Options::default();
    let first = analyse(load(site.path()).expect("a site"), &options, None);
    let page = site.path().join("content/pages/about.en.md");
    fs::write(&page, "---\ntitle: About\n---\nSee [[nowhere]] and [[plan]].\n").expect("it can be written");
    let anew = analyse(load(site.path()).expect("a site"), &options, None);
    let kept = analyse(load(site.path()).expect("a site"), &options, Some(&first));
    let lines = |report: &jingwei::finding::Report| format!("{:?}", report.iter().collect::<Vec<_>>());
    assert_eq!(lines(&kept.report), lines(&anew.report));
    assert_eq!(kept.work.parsed, 1, "only what changed is parsed again");
    let plans = [&kept, &anew].map(|run| run.ready.as_ref().map(|ready| ready.plan.items.clone()));
    assert_eq!(plans[0], plans[1]);
}
