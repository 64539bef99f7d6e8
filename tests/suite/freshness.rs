//! What keeps translations and published things as they should be: `status`, `stamp`, `record`, the
//! notices on pages.

use crate::{
    built::{BASE_URL, Built, repository, sites},
    site::Site,
};
use jingwei::{
    ledger::{AddressState, Ledger},
    load::load,
    pipeline::{Options, analyse},
};
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

const LINE: &str = "content/projects/line-x.en.md";
const LINE_ZH: &str = "content/projects/line-x.zh.md";

fn jingwei(site: &Site, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
    command.current_dir(site.root()).stdin(Stdio::null()).args(arguments).output().expect("the program runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs the program, asks for its exit code, and returns its data and its talk.
fn run(site: &Site, arguments: &[&str], code: i32) -> (String, String) {
    let output = jingwei(site, arguments);
    let (data, talk) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{data}{talk}");
    (data, talk)
}

fn read(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).expect(path)
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=T", "-c", "user.email=t@example.org"]).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

/// The small site with every translation stamped, in a repository if asked for.
fn stamped(in_repository: bool) -> Site {
    let site = Site::new();
    run(&site, &["stamp", "--unstamped"], 0);
    if in_repository {
        git(site.root(), &["init", "--quiet"]);
        git(site.root(), &["add", "."]);
        git(site.root(), &["commit", "--quiet", "--message", "first"]);
    }
    site
}

#[test]
fn status_shows_the_words_that_changed_since_the_translation() {
    let site = stamped(true);
    let (data, _) = run(&site, &["status"], 0);
    assert_eq!(
        data,
        "en: 3 current, 0 stale, 0 unstamped, 2 missing\n\n  missing\n    park-x  from content/platforms/park-x.zh.md\n    topic:rail  from content/topics/rail.zh.md\n"
    );
    // Two changes later, and once under another name, the words are still found.
    let site = site.edit(LINE_ZH, "计划全线开通", "计划2019年9月全线开通");
    git(site.root(), &["mv", LINE_ZH, "content/projects/line-y.zh.md"]);
    git(site.root(), &["commit", "--quiet", "--all", "--message", "second"]);
    git(site.root(), &["mv", "content/projects/line-y.zh.md", LINE_ZH]);
    let site = site.edit(LINE_ZH, "summary: 连接甲市与乙市的铁路。", "summary: 连接甲市与丙市的铁路。");
    git(site.root(), &["commit", "--quiet", "--all", "--message", "third"]);
    let (data, _) = run(&site, &["status", "line-x"], 0);
    for line in [
        "en: 0 current, 1 stale, 0 unstamped, 0 missing",
        "    content/projects/line-x.en.md  reviewed",
        "      stale words  content/projects/line-x.zh.md:1",
        "        summary: 连接甲市与[-乙-]{+丙+}市的铁路。",
        "      stale progress  content/projects/line-x.zh.md:21",
        "        进展 计划{+2019年9月+}全线开通 @source-x#P3 。",
    ] {
        assert!(data.lines().any(|found| found == line), "{line}\nin\n{data}");
    }
    assert!(!data.contains("intro"), "what did not change is not shown: {data}");
    let (data, _) = run(&site, &["status", "line-x", "--format", "short"], 0);
    assert_eq!(data, format!("en stale {LINE} words,progress\n"));
    let (data, _) = run(&site, &["status", "line-x", "--format", "json"], 0);
    let object: serde_json::Value = serde_json::from_str(data.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&object["state"], &object["status"]), (&"stale".into(), &"reviewed".into()));
    assert_eq!(object["parts"][0]["changes"][0]["words"][1]["text"], "乙");
    assert_eq!(object["parts"][1]["state"], "current");
}

#[test]
fn without_the_whole_history_nothing_is_said_of_the_words() {
    let changed = |site: Site| site.edit(LINE_ZH, "计划全线开通", "计划2019年9月全线开通");
    let site = changed(stamped(false));
    // A repository further up knows nothing of the site.
    let (data, _) = run(&site, &["status", "line-x"], 0);
    assert!(data.contains("stale progress") && !data.contains("{+"), "{data}");

    let whole = stamped(true);
    git(whole.root(), &["commit", "--quiet", "--allow-empty", "--message", "second"]);
    let shallow = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", whole.root().display());
    git(shallow.path(), &["clone", "--quiet", "--depth", "1", &from, "site"]);
    let root = shallow.path().join("site");
    let text = fs::read_to_string(root.join(LINE_ZH)).expect("a file");
    fs::write(root.join(LINE_ZH), text.replace("计划全线开通", "计划2019年9月全线开通")).expect("written");
    let root = root.to_string_lossy().into_owned();
    let (data, _) = run(&whole, &["status", "line-x", "--root", &root], 0);
    assert!(data.contains("stale progress") && !data.contains("{+"), "{data}");
    assert!(data.contains("only where git has the whole history"), "{data}");
}

#[test]
fn a_stamp_changes_what_was_reviewed_and_nothing_else() {
    let site = stamped(false).edit(LINE_ZH, "计划全线开通", "计划2019年9月全线开通").edit(
        LINE_ZH,
        "title: 示例城际铁路",
        "title: 示例城际线",
    );
    let before = read(&site, LINE);
    let (data, _) = run(&site, &["stamp", "line-x", "progress"], 0);
    assert_eq!(data, format!("{LINE}: progress\n"));
    let after = read(&site, LINE);
    let differ: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!((differ.len(), before.lines().count()), (1, after.lines().count()));
    assert!(differ[0].1.starts_with("  of: {words: b3-"), "{differ:?}");
    assert!(run(&site, &["status", "line-x", "--format", "short"], 0).0.ends_with("line-x.en.md words\n"));
    run(&site, &["stamp", "line-x"], 0);
    assert!(run(&site, &["status", "line-x", "--format", "short"], 0).0.starts_with("en current"));
    let (data, talk) = run(&site, &["stamp", "line-x"], 0);
    assert!(data.is_empty() && talk.contains("nothing to stamp"), "{talk}");
}

#[cfg(unix)]
#[test]
fn a_stamped_file_keeps_its_line_ends_its_mark_and_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new();
    let text = format!("\u{feff}{}", read(&site, LINE).replace('\n', "\r\n"));
    let site = site.file(LINE, &text);
    let mode = |site: &Site| fs::metadata(site.path(LINE)).expect("a file").permissions().mode() & 0o777;
    fs::set_permissions(site.path(LINE), fs::Permissions::from_mode(0o640)).expect("set");
    run(&site, &["stamp", "line-x"], 0);
    let after = read(&site, LINE);
    assert_eq!(mode(&site), 0o640);
    let kept: String = after.split_inclusive('\n').filter(|line| !line.contains("  of: {")).collect();
    assert_eq!(kept, text);
    assert!(after.split_inclusive('\n').all(|line| line.ends_with("\r\n") || !line.ends_with('\n')));
    let left: Vec<_> = fs::read_dir(site.path("content/projects")).expect("a folder").collect();
    assert_eq!(left.len(), 2, "nothing else is left in the folder");
}

#[test]
fn what_is_stale_is_not_stamped_unseen() {
    let site = stamped(false).edit(LINE_ZH, "计划全线开通", "计划2019年9月全线开通");
    let before = read(&site, LINE);
    let (data, _) = run(&site, &["stamp", "--unstamped"], 0);
    assert_eq!((data.as_str(), read(&site, LINE)), ("", before));
    let site = Site::new();
    let (_, talk) = run(&site, &["stamp", "--unstamped"], 0);
    assert!(talk.contains("nobody has compared them"), "{talk}");
}

#[test]
fn a_stamp_that_makes_no_sense_is_refused_and_writes_nothing() {
    let site = Site::new();
    let before = read(&site, LINE);
    for (arguments, words) in [
        (&["stamp", "line-y"][..], "did you mean `line-x`?"),
        (&["stamp", "line-x", "progres"], "did you mean `progress`?"),
        (&["stamp", "park-x"], "has no translation yet"),
        (&["stamp", "line-x", "--lang", "fr"], "not a language of this site: zh, en"),
        (&["stamp"], "required"),
        (&["stamp", "line-x", "--unstamped"], "cannot be used with"),
    ] {
        let (_, talk) = run(&site, arguments, 2);
        assert!(talk.contains(words), "{arguments:?}: {talk}");
    }
    let site = site.edit(LINE_ZH, "铁路已开工[@source-x#P3", "铁路已开工[@source-x #P3");
    let (_, talk) = run(&site, &["stamp", "line-x"], 2);
    assert!(talk.contains("has errors"), "{talk}");
    assert_eq!(read(&site, LINE), before);
    let site = site.file("jingwei.toml", "[site\n");
    run(&site, &["stamp", "line-x"], 2);
    run(&site, &["status"], 2);
}

#[test]
fn record_adds_and_changes_only_what_is_accepted() {
    const LEDGER: &str = "content/ledger.tsv";
    let site = Site::new();
    run(&site, &["check", "--release"], 1);
    run(&site, &["build", "--release"], 1);
    let (data, talk) = run(&site, &["record"], 0);
    assert!(
        data.contains("+ address\t/policies/plan-x/\tlive\n") && data.contains("+ 4 paragraphs of source-x")
    );
    assert!(talk.contains("11 addresses and 4 paragraphs added"), "{talk}");
    let first = read(&site, LEDGER);
    let mut sorted: Vec<_> = first.lines().collect();
    sorted.sort_unstable();
    assert_eq!(first.lines().collect::<Vec<_>>(), sorted);
    run(&site, &["check", "--release"], 0);
    run(&site, &["build", "--release"], 0);
    assert_eq!(run(&site, &["record"], 0).0, "");

    let site = site.edit("seeds/source-x.zh.txt", "涉及甲、乙两市", "覆盖甲、乙两市").edit(
        LINE_ZH,
        "cite: [source-x#P3]\n---",
        "redirect_from: [line-w]\ncite: [source-x#P3]\n---",
    );
    run(&site, &["check"], 1);
    let (data, _) = run(&site, &["record"], 1);
    assert!(data.contains("+ address\t/projects/line-w/\tmoved:line-x"), "{data}");
    assert!(
        data.contains("not recorded without --accept:\n- paragraph\tsource-x#P2\tb3-de857c26a989\n+ "),
        "{data}"
    );
    let line = "address\t/projects/line-w/\tmoved:line-x\n";
    assert_eq!(read(&site, LEDGER).replace(line, ""), first);
    run(&site, &["record", "--accept"], 0);
    run(&site, &["check", "--release"], 0);

    // Both sides of a merge, in whatever order, are put in order again.
    let text = read(&site, LEDGER);
    let reversed: String = text.lines().rev().flat_map(|line| [line, "\n"]).collect();
    let site = site.file(LEDGER, &reversed);
    run(&site, &["check"], 1);
    run(&site, &["record"], 0);
    assert_eq!(read(&site, LEDGER), text);
}

#[test]
fn a_site_with_errors_is_not_recorded() {
    let site = Site::new().edit(LINE_ZH, "参见[[plan-x]]", "参见[[nowhere]]");
    let (_, talk) = run(&site, &["record"], 1);
    assert!(talk.contains("dead-link") && talk.contains("nothing was recorded"), "{talk}");
    assert!(!site.path("content/ledger.tsv").exists());
}

#[test]
fn every_address_of_the_ledger_is_a_page_in_each_language() {
    for root in sites() {
        let analysis = analyse(load(&root).expect("a site"), &Options::default(), None);
        let (site, ready) = (analysis.site.expect("a site"), analysis.ready.expect("a plan"));
        let planned = |path: &str| ready.plan.items.keys().any(|known| known.as_str() == path);
        let ledger = Ledger::of(&site.corpus);
        assert!(ledger.addresses.len() > 5, "{}", root.display());
        for address in ledger.addresses.keys() {
            for lang in &site.config.languages {
                assert!(
                    planned(&format!("{lang}{address}index.html")),
                    "{}: {lang}{address}",
                    root.display()
                );
            }
        }
    }
}

#[test]
fn what_is_withdrawn_has_a_notice_at_its_address_and_stands_nowhere_else() {
    let root = repository().join("tests/sites/one-language");
    let built = Built::of(&root, Some(BASE_URL));
    let corpus = &built.analysis.site.as_ref().expect("a site").corpus;
    let (state, _) = &Ledger::of(corpus).addresses["/projects/night-loans/"];
    assert_eq!(*state, AddressState::Withdrawn);
    let files = built.files();
    let text = |path: &str| said(&files[path]);
    let page = text("en/projects/night-loans/index.html");
    assert!(page.contains("Merged into the branch") && page.contains("north-branch"), "{page}");
    assert!(!page.contains("Lending after") && !page.contains("library-report"), "{page}");
    assert!(page.contains("noindex"), "{page}");
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        let is_own = path.contains("night-loans");
        assert!(is_own || !said(bytes).contains("night-loans"), "{path}");
    }
}

#[test]
fn readers_are_told_which_sections_are_older_than_their_original() {
    let site = stamped(false)
        .file(
            "content/topics/rail.en.md",
            "---\nsummary: Rail.\ntranslation: {status: machine, of: {words: b3-000000000000}}\n---\n",
        )
        .edit(LINE_ZH, "计划全线开通", "计划2019年9月全线开通")
        .edit("content/pages/about.zh.md", "本站的说明", "本站说明");
    let built = Built::of(site.root(), None);
    let files = built.files();
    let text = |path: &str| said(&files[path]);
    let line = text("en/projects/line-x/index.html");
    assert!(line.contains("Out of date here: <a href=\"#progress\">Progress</a></p>"), "{line}");
    assert!(text("en/about/index.html").contains("Out of date here: the text before the first section</p>"));
    let rail = text("en/topics/rail/index.html");
    assert!(
        rail.contains("Out of date here: title, summary and notes</p>") && rail.contains("made by a machine")
    );
    for path in ["zh/projects/line-x/index.html", "zh/about/index.html", "en/policies/plan-x/index.html"] {
        assert!(!text(path).contains("class=\"notice\""), "{path}");
    }
}

#[test]
fn what_is_withdrawn_is_stamped_like_all_else_and_missed_in_no_language() {
    let withdraw = |site: Site, path: &str, kind: &str| {
        let line = format!("type: {kind}\nwithdrawn: {{date: 2020-01-01, reason: 已合并}}\n");
        site.edit(path, &format!("type: {kind}\n"), &line)
    };
    let site = withdraw(stamped(false), "content/policies/plan-x.zh.md", "plan");
    let site = withdraw(site, "content/platforms/park-x.zh.md", "park");
    let short = |site: &Site| run(site, &["status", "--format", "short"], 0).0;
    assert!(short(&site).contains("en stale content/policies/plan-x.en.md words\n"), "the reason is a word");
    assert!(!short(&site).contains("park-x"), "{}", short(&site));
    run(&site, &["stamp", "plan-x"], 0);
    assert!(short(&site).contains("en current content/policies/plan-x.en.md\n"));
}
