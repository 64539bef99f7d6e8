//! A reader sees the old site or the new one, and nobody's files are lost.

use jingwei::{
    output::OutputPath,
    publish::{MANIFEST_NAME, Manifest, PublishError, Published, Stage},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

fn output(path: &str) -> OutputPath {
    OutputPath::new(path).expect("a good path")
}

fn publish(target: &Path, files: &[(&str, &str)]) -> Result<Published, PublishError> {
    let stage = Stage::begin(target, &[])?;
    for (path, text) in files {
        stage.write(&output(path), text.as_bytes())?;
    }
    stage.commit()
}

/// Every file and folder below a folder, by path, with the text of files.
fn tree(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(place) = waiting.pop() {
        for entry in fs::read_dir(&place).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("it is below").to_string_lossy().into_owned();
            if path.is_dir() {
                found.push((format!("{name}/"), String::new()));
                waiting.push(path);
            } else {
                found.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    found.sort();
    found
}

fn names(folder: &Path) -> BTreeSet<String> {
    tree(folder).into_iter().map(|(name, _)| name).collect()
}

fn workshop() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("public");
    (folder, target)
}

#[test]
fn the_new_site_replaces_the_old_one_whole() {
    let (folder, target) = workshop();
    publish(&target, &[("index.html", "old"), ("gone/index.html", "old")]).expect("published");
    let published =
        publish(&target, &[("index.html", "new"), ("a/b/index.html", "更新")]).expect("published");
    assert_eq!((published.files, published.bytes), (2, 9));
    assert_eq!(fs::read_to_string(target.join("a/b/index.html")).expect("the page"), "更新");
    let expected = [
        "public/",
        "public/.jingwei-manifest",
        "public/a/",
        "public/a/b/",
        "public/a/b/index.html",
        "public/index.html",
    ];
    assert_eq!(names(folder.path()), expected.map(str::to_owned).into());
}

#[test]
fn the_parents_of_a_target_are_made() {
    let (_folder, target) = workshop();
    let deep = target.join("not/yet/there/");
    assert_eq!(publish(&deep, &[("x", "x")]).expect("published").files, 1);
    assert!(deep.join("x").is_file());
}

#[test]
fn a_build_that_is_given_up_leaves_the_old_site() {
    let (folder, target) = workshop();
    publish(&target, &[("index.html", "old")]).expect("published");
    let before = tree(folder.path());
    let stage = Stage::begin(&target, &[]).expect("the target is ours");
    stage.write(&output("index.html"), b"new").expect("written");
    drop(stage);
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_kept() {
    let (folder, target) = workshop();
    fs::create_dir(&target).expect("a folder");
    fs::write(target.join("thesis.txt"), "years of work").expect("a file");
    let before = tree(folder.path());
    let error = publish(&target, &[("x", "x")]).expect_err("not ours");
    assert!(matches!(&error, PublishError::Foreign(path) if path.ends_with("public")));
    assert!(
        error.to_string().contains("was not made by jingwei; empty it, or choose another folder"),
        "{error}"
    );
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_manifest_of_somebody_else_does_not_make_a_folder_ours() {
    let (_folder, target) = workshop();
    fs::create_dir(&target).expect("a folder");
    fs::write(target.join(MANIFEST_NAME), "something else").expect("a file");
    assert!(matches!(publish(&target, &[]), Err(PublishError::Foreign(_))));
}

#[test]
fn files_added_to_our_folder_are_named_and_kept() {
    let (folder, target) = workshop();
    publish(&target, &[("a/index.html", "x")]).expect("published");
    fs::create_dir_all(target.join(".git/objects")).expect("a folder");
    fs::write(target.join("a/notes.txt"), "mine").expect("a file");
    let before = tree(folder.path());
    let error = publish(&target, &[("a/index.html", "y")]).expect_err("there are other files");
    assert!(
        matches!(&error, PublishError::ForeignFiles { files, .. } if files == &[".git", "a/notes.txt"]),
        "{error}"
    );
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn files_changed_or_removed_in_our_folder_are_written_anew() {
    let (_folder, target) = workshop();
    publish(&target, &[("a", "x"), ("b", "x")]).expect("published");
    fs::write(target.join("a"), "changed by hand").expect("a file");
    fs::remove_file(target.join("b")).expect("removed");
    fs::write(target.join(".DS_Store"), "a desktop was here").expect("a file");
    publish(&target, &[("a", "x"), ("b", "x")]).expect("published");
    assert_eq!(names(&target), [".jingwei-manifest", "a", "b"].map(str::to_owned).into());
    assert_eq!(fs::read_to_string(target.join("a")).expect("the file"), "x");
}

#[test]
fn an_empty_folder_is_taken() {
    let (_folder, target) = workshop();
    fs::create_dir(&target).expect("a folder");
    assert!(publish(&target, &[("x", "x")]).is_ok());
}

#[test]
#[cfg(unix)]
fn a_symbolic_link_is_refused_however_it_is_written() {
    let (folder, target) = workshop();
    let real = folder.path().join("real");
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, &target).expect("a link");
    for path in [target.clone(), target.join(""), folder.path().join("missing")] {
        if path.ends_with("missing") {
            std::os::unix::fs::symlink("nowhere", &path).expect("a link");
        }
        assert!(matches!(publish(&path, &[("x", "x")]), Err(PublishError::SymbolicLink(_))), "{path:?}");
    }
    assert_eq!(names(&real), BTreeSet::new());
}

#[test]
fn a_file_is_refused() {
    let (_folder, target) = workshop();
    fs::write(&target, "a file").expect("a file");
    assert!(matches!(publish(&target, &[]), Err(PublishError::NotAFolder(_))));
    assert!(matches!(Stage::begin(Path::new("/"), &[]), Err(PublishError::NoName(_))));
}

#[test]
fn the_site_itself_is_never_replaced() {
    let (folder, _) = workshop();
    let root = folder.path().join("site");
    fs::create_dir_all(root.join("content")).expect("folders");
    let protected = [root.clone(), root.join("content"), root.join("seeds")];
    for bad in ["site", "site/content", "site/content/../../site", "site/seeds", "."] {
        let begun = Stage::begin(&folder.path().join(bad), &protected);
        assert!(matches!(begun, Err(PublishError::Protected { .. })), "{bad}: {begun:?}");
    }
    assert!(Stage::begin(&root.join("public"), &protected).is_ok());
}

#[test]
fn what_killed_builds_left_is_removed_and_nothing_else() {
    let (folder, target) = workshop();
    publish(&target, &[("x", "x")]).expect("published");
    let make = |name: &str| fs::create_dir_all(folder.path().join(name).join("x")).expect("a folder");
    for name in [".public.jingwei-staging-12", ".public.jingwei-staging-4711", ".public.jingwei-old"] {
        make(name);
    }
    let kept = [".other.jingwei-staging-12", ".public.jingwei-staging-mine", ".public"];
    kept.iter().copied().for_each(make);
    publish(&target, &[("x", "x")]).expect("published");
    let tops: BTreeSet<_> = names(folder.path())
        .into_iter()
        .filter(|n| n.matches('/').count() == 1 && n.ends_with('/'))
        .collect();
    let mut expected: BTreeSet<String> = kept.map(|name| format!("{name}/")).into();
    expected.insert("public/".to_owned());
    assert_eq!(tops, expected);
}

#[test]
fn two_builds_of_one_target_exclude_each_other() {
    let (folder, target) = workshop();
    let first = Stage::begin(&target, &[]).expect("free");
    let error = Stage::begin(&target, &[]).expect_err("taken");
    assert!(error.to_string().contains("is being published by another jingwei"), "{error}");
    Stage::begin(&folder.path().join("elsewhere"), &[]).expect("another target is free");
    first.write(&output("x"), b"x").expect("the first is not disturbed");
    first.commit().expect("published");
    Stage::begin(&target, &[]).expect("free again");
}

#[test]
fn many_threads_write_one_site() {
    let (_folder, target) = workshop();
    let asset = target.with_file_name("asset");
    fs::write(&asset, "picture").expect("a file");
    let stage = Stage::begin(&target, &[]).expect("free");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (stage, asset) = (&stage, &asset);
            scope.spawn(move || {
                for page in 0..50 {
                    let text = format!("{thread} {page}");
                    stage
                        .write(&output(&format!("f{page}/g/{thread}.html")), text.as_bytes())
                        .expect("written");
                    stage.copy(&output(&format!("assets/f{page}/{thread}.png")), asset).expect("copied");
                }
            });
        }
    });
    let published = stage.commit().expect("published");
    assert_eq!(published.files, 800);
    let manifest = Manifest::parse(&fs::read_to_string(target.join(MANIFEST_NAME)).expect("it is there"));
    let manifest = manifest.expect("it is well formed");
    assert_eq!(manifest.bytes(), published.bytes);
    for (path, file) in manifest.files {
        let bytes = fs::read(target.join(path.as_str())).expect("every listed file is there");
        assert_eq!((file.size, file.digest), (bytes.len() as u64, jingwei::digest::Digest::of(&bytes)));
    }
}

#[test]
fn the_manifest_does_not_tell_when_or_in_what_order_files_were_written() {
    let (_folder, target) = workshop();
    let files = [("b", "2"), ("a/x", "1"), ("c", "3")];
    let first = publish(&target, &files).expect("published");
    let before = tree(&target);
    let reversed: Vec<_> = files.into_iter().rev().collect();
    let second = publish(&target, &reversed).expect("published");
    assert_eq!(tree(&target), before);
    assert_eq!(first.digest, second.digest);
    let third = publish(&target, &[("b", "2"), ("a/x", "1"), ("c", "4")]).expect("published");
    assert_ne!(first.digest, third.digest);
}

#[test]
fn a_path_that_is_taken_stops_the_build() {
    let (_folder, target) = workshop();
    let stage = Stage::begin(&target, &[]).expect("free");
    stage.write(&output("a/x.html"), b"").expect("written");
    let taken = [
        ("a/x.html", "twice"),
        ("A/y", "upper and lower case"),
        ("a", "a file and a folder"),
        (".jingwei-manifest", "twice"),
    ];
    for (path, reason) in taken {
        let error = stage.write(&output(path), b"").expect_err("taken");
        assert!(error.to_string().contains(reason), "{path}: {error}");
        let error = stage.copy(&output(path), Path::new("Cargo.toml")).expect_err("taken");
        assert!(error.to_string().contains(reason), "{path}: {error}");
    }
}

#[test]
fn a_failure_of_the_disk_names_the_file() {
    let (folder, target) = workshop();
    let stage = Stage::begin(&target, &[]).expect("free");
    let missing = folder.path().join("missing.png");
    let error = stage.copy(&output("a.png"), &missing).expect_err("there is no such file");
    assert!(error.to_string().contains("missing.png"), "{error}");
    let error = stage.copy(&output("b.png"), folder.path()).expect_err("a folder is no file");
    assert!(error.to_string().contains(&*folder.path().to_string_lossy()), "{error}");
    let staging = folder.path().join(format!(".public.jingwei-staging-{}", std::process::id()));
    fs::remove_dir_all(&staging).expect("removed");
    fs::write(&staging, "in the way").expect("a file");
    let error = stage.write(&output("c/d"), b"").expect_err("there is no folder to write to");
    assert!(error.to_string().contains("jingwei-staging"), "{error}");
    assert!(stage.commit().is_err());
    assert!(!target.exists());
}

#[test]
#[cfg(unix)]
fn permissions_are_those_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, target) = workshop();
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode();
    let (new_folder, new_file) = (folder.path().join("folder"), folder.path().join("file"));
    fs::create_dir(&new_folder).expect("a folder");
    fs::write(&new_file, "").expect("a file");
    let source = folder.path().join("source");
    fs::write(&source, "").expect("a file");
    fs::set_permissions(&source, fs::Permissions::from_mode(0o600)).expect("changed");
    let stage = Stage::begin(&target, &[]).expect("free");
    stage.copy(&output("a/x"), &source).expect("copied");
    stage.commit().expect("published");
    assert_eq!(mode(&target), mode(&new_folder));
    assert_eq!(mode(&target.join("a")), mode(&new_folder));
    assert_eq!(mode(&target.join("a/x")), mode(&new_file));
}

/// The variable that makes the test below a build that goes on until it is killed.
const KILLED_TARGET: &str = "JINGWEI_TEST_KILLED_TARGET";

/// How many files each site of the test below has.
const KILLED_FILES: usize = 40;

/// Publishes site after site.
fn publish_until_killed(target: &Path) -> ! {
    for site in 0_u64.. {
        let stage = Stage::begin(target, &[]).expect("the target is ours");
        for file in 0..KILLED_FILES {
            let path = output(&format!("{}/{file}.html", file % 7));
            stage.write(&path, format!("{site}").as_bytes()).expect("written");
        }
        stage.commit().expect("published");
    }
    unreachable!("there are more numbers than moments")
}

#[test]
#[cfg(target_os = "linux")]
fn a_killed_build_leaves_a_whole_site() {
    // The process to be killed is this very test, started again.
    if let Some(target) = std::env::var_os(KILLED_TARGET) {
        publish_until_killed(Path::new(&target));
    }
    let (folder, target) = workshop();
    publish(&target, &[("0/0.html", "first")]).expect("published");
    for round in 0..12 {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "publish::a_killed_build_leaves_a_whole_site", "--nocapture"])
            .env(KILLED_TARGET, &target)
            .stdout(Stdio::null())
            .spawn()
            .expect("started");
        let first = fs::read_to_string(target.join("0/0.html")).expect("a site is there");
        let deadline = Instant::now() + Duration::from_secs(20);
        while fs::read_to_string(target.join("0/0.html")).is_ok_and(|text| text == first) {
            assert!(Instant::now() < deadline, "the build does not publish");
        }
        // Each round dies at another moment of the build.
        std::thread::sleep(Duration::from_micros(700 * round));
        child.kill().expect("killed");
        child.wait().expect("dead");
        let site: BTreeSet<_> = tree(&target)
            .into_iter()
            .filter(|(name, _)| !name.ends_with('/') && name != MANIFEST_NAME)
            .collect();
        let texts: BTreeSet<_> = site.iter().map(|(_, text)| text).collect();
        assert_eq!((site.len(), texts.len()), (KILLED_FILES, 1), "a mix of sites: {texts:?}");
    }
    drop(Stage::begin(&target, &[]).expect("the next build cleans up"));
    let beside: Vec<_> =
        names(folder.path()).into_iter().filter(|name| !name.starts_with("public/")).collect();
    assert_eq!(beside, Vec::<String>::new());
}
