//! Whatever stands in the folder is reported, with help, and nothing makes the program fall over.

use crate::site::{Site, check_folder, sites};
use jingwei::{
    finding::print::{Format, PrintOptions, print},
    input::FilePath,
    load::{Loaded, load},
    pipeline::{Analysis, Options, analyse},
};
use proptest::prelude::*;
use std::{fs, sync::LazyLock};

const LINE: &str = "content/projects/line-x.zh.md";

/// What is reported when one line of the project's front matter is written otherwise.
fn help_for(code: &str, old: &str, new: &str) -> String {
    Site::new().edit(LINE, old, new).check().help(code).to_owned()
}

#[test]
fn every_trap_of_yaml_has_its_own_help() {
    for (code, old, new, help) in [
        (
            "text-cut-at-comma",
            "text: 全线开通",
            "text: 全线开通,含机场段",
            "put the whole text in double quotes",
        ),
        (
            "text-cut-at-comma",
            "[region-a, region-b]",
            "[region-a，region-b]",
            "part items with `, `; put the text in double quotes if it is one item",
        ),
        (
            "malformed-citation",
            "\ncite: [source-x#P3]",
            "\ncite: source-x #P3",
            "` #` begins a comment: write `source-x#P3` without the space",
        ),
        (
            "malformed-citation",
            "\ncite: [source-x#P3]",
            "\ncite: [source-x#P2, source-x #P3]\n]",
            "` #` begins a comment: write `source-x#P3` without the space",
        ),
        (
            "front-matter-syntax",
            "\ncite: [source-x#P3]",
            "\ncite: @source-x#P3",
            "a value cannot begin with this character: put it in double quotes",
        ),
        (
            "wrong-type",
            "title: 示例城际铁路",
            "title: 2018",
            "YAML reads `2018` as a number: write \"2018\" in quotes",
        ),
        (
            "wrong-type",
            "title: 示例城际铁路",
            "title: true",
            "YAML reads `true` as a truth value: write \"true\" in quotes",
        ),
        ("duplicate-key", "type: railway", "type: railway\ntype: railway", "keep one of the two"),
        (
            "front-matter-syntax",
            "summary: 连接甲市",
            "summary：连接甲市",
            "a key is followed by `: `, an ASCII colon and a space",
        ),
        (
            "front-matter-syntax",
            "topics: [rail]",
            "topics: [rail",
            "a bracket that opens in line 5 is not closed: `topics: [rail`",
        ),
        (
            "front-matter-syntax",
            "topics: [rail]",
            "topics: &topics [rail]",
            "anchors and aliases are not allowed here: write the value out",
        ),
        (
            "wrong-type",
            "value: 92.4",
            "value: 92.4公里",
            "write the digits alone, as in 19500 or 92.4: no quotes, no unit, no grouping",
        ),
    ] {
        assert_eq!(help_for(code, old, new), help, "{new}");
    }
}

#[test]
fn a_wrong_name_is_shown_the_nearest_right_one() {
    for (code, old, new, help) in [
        ("unknown-reference", "topics: [rail]", "topics: [rial]", "did you mean `rail`?"),
        ("unknown-field", "summary:", "sumary:", "did you mean `summary`?"),
        ("unknown-value", "state: expected", "state: expcted", "did you mean `expected`?"),
        ("unknown-source", "cite: source-x#P2", "cite: source-z#P2", "did you mean `source-x`?"),
        ("unknown-paragraph", "cite: source-x#P2", "cite: source-x#P20", "its paragraphs are P1 to P4"),
        ("dead-link", "[[plan-x]]", "[[plan-z]]", "did you mean `plan-x`?"),
        ("dead-link", "[[plan-x]]", "[[../policies/plan-x.zh.md]]", "did you mean `plan-x`?"),
        ("dead-link", "[[plan-x]]", "[[rail]]", "did you mean `[[topic:rail]]`?"),
        ("dead-anchor", "[[plan-x]]", "[[plan-x#target]]", "did you mean `targets`?"),
        ("quote-not-found", "\"已开工建设\"", "\"已经开工建设\"", "the paragraph says: 已开工建设"),
        ("quote-not-found", "\"已开工建设\"", "\"示例园区\"", "these words stand in `source-x#P4`"),
    ] {
        let help_found = help_for(code, old, new);
        assert_eq!(help_found, help, "{new}");
    }
}

#[test]
fn one_run_finds_every_mistake() {
    let checked = Site::new()
        .file("content/projects/broken.zh.md", "---\ntitle: [\n---\n")
        .file("content/vocabulary/extra.yaml", "")
        .bytes("content/pages/latin.zh.md", b"---\ntitle: \xe9\n---\n")
        .edit(LINE, "topics: [rail]", "topics: [rial]")
        .edit(LINE, "[[plan-x]]", "[[plan-z]] ![](x.png)")
        .check();
    for code in [
        "front-matter-syntax",
        "unexpected-file",
        "not-text",
        "unknown-reference",
        "dead-link",
        "dead-asset",
        "image-without-alt",
    ] {
        assert_eq!(checked.count(code), 1, "{code} in\n{}", checked.short);
    }
}

#[test]
fn an_empty_folder_is_no_site_and_an_empty_site_file_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(load(folder.path()).is_err());
    fs::write(folder.path().join("jingwei.toml"), "").expect("it can be written");
    assert_eq!(
        check_folder(folder.path()).short,
        "jingwei.toml:1:1: error[missing-field]: `site` is missing\n"
    );
    fs::write(folder.path().join("jingwei.toml"), "[site]\ntitle = 'T'\nlanguages = ['en']\n")
        .expect("written");
    assert_eq!(check_folder(folder.path()).short, "");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_waited_for() {
    let site = Site::new();
    let path = site.path("content/pages/pipe.zh.md");
    let _socket = std::os::unix::net::UnixListener::bind(&path).expect("a socket");
    let short = site.check().short;
    assert_eq!(
        short,
        "content/pages/pipe.zh.md:1:1: error[unreadable-file]: cannot be read: it is no regular file\n"
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_not_followed() {
    let elsewhere = Site::new();
    let site = Site::new();
    std::os::unix::fs::symlink(elsewhere.path("content/projects"), site.path("content/projects/more"))
        .expect("a link");
    std::os::unix::fs::symlink(elsewhere.path("content"), site.path("static")).expect("a link");
    assert_eq!(
        site.check().short,
        "content/projects/more:1:1: error[symbolic-link]: this is a symbolic link\n\
         static:1:1: error[symbolic-link]: this is a symbolic link\n"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new();
    let path = site.path("content/pages/about.zh.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("own file");
    // The superuser reads everything.
    if fs::read(&path).is_err() {
        let checked = site.check();
        assert_eq!(checked.count("unreadable-file"), 1, "{}", checked.short);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf_8_is_reported() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let site = Site::new();
    let name = OsStr::from_bytes(b"content/pages/caf\xe9.zh.md");
    fs::write(site.root().join(name), "---\ntitle: x\n---\n").expect("it can be written");
    assert_eq!(
        site.check().short,
        "content/pages/caf\u{fffd}.zh.md:1:1: error[unreadable-file]: cannot be read: its name is not UTF-8\n"
    );
}

#[test]
fn a_file_that_appears_mends_the_link_to_it() {
    let site = Site::new().edit(LINE, "[[plan-x]]", "![图](/assets/new.svg)");
    let first = site.check();
    assert_eq!(first.count("dead-asset"), 1, "{}", first.short);
    let site = site.file("content/assets/new.svg", "<svg/>");
    let loaded = load(site.root()).expect("a site");
    let second = analyse(loaded, &Options::default(), Some(&first.analysis));
    assert!(second.report.is_empty(), "{}", second.report);
}

/// The base site in memory.
static BASE: LazyLock<Loaded> = LazyLock::new(|| load(&sites().join("base")).expect("the base site"));

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 40] = [
    "\n",
    "\r\n",
    "---\n",
    ":",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    "|",
    ">",
    "&a ",
    "*a",
    "!!x ",
    "\t",
    "    ",
    "[[",
    "]]",
    "[@",
    "[@source-x#P3 \"",
    "[@source-x#P3 \"a\" => \"b\"]",
    "![](",
    "](",
    "<div>",
    "<!--",
    "-->",
    "```\n",
    "$",
    "\\",
    "\u{feff}",
    "\u{202e}",
    "京",
    "１",
    "\u{301}",
    "{#targets}",
    "2018-13-99",
];

/// One change of a text: at a place (in thousandths), drop so many bytes and put a piece there.
type Change = (usize, usize, usize);

fn mutate(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (place, length, piece) in changes {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let start = boundary(text.len() * place / 1000).unwrap_or(0);
        let end = boundary(start + length).unwrap_or(start).max(start);
        text.replace_range(start..end, PIECES[piece % PIECES.len()]);
    }
    text
}

/// The base site with one file's text replaced.
fn with(path: &FilePath, text: &str) -> Loaded {
    let mut loaded = BASE.clone();
    loaded.inputs.files.get_mut(path).expect("a file of the site").text = text.into();
    loaded
}

/// Runs the whole way on the base site with one file's text replaced.
fn run_with(path: &FilePath, text: &str) {
    let analysis = analyse(with(path, text), &Options::default(), None);
    for (_, finding) in analysis.report.iter() {
        let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|label| &label.place));
        for place in places {
            let text = analysis.loaded.inputs.text(&place.file).map_or("", |text| text);
            let range = place.span.range();
            assert!(text.get(range.clone()).is_some(), "{} at {range:?} of\n{text}", finding.code.name);
        }
    }
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let mut out = Vec::new();
        let options = PrintOptions::default();
        print(&analysis.report, &analysis.loaded.inputs, format, &options, &mut out).expect("a report");
    }
}

fn files() -> Vec<FilePath> {
    BASE.inputs.files.iter().filter(|(_, file)| file.role.is_text()).map(|(path, _)| path.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_with_mistakes_is_reported_within_itself(
        file in 0..100_usize,
        changes in proptest::collection::vec((0..1000_usize, 0..12_usize, 0..40_usize), 1..8),
    ) {
        let files = files();
        let path = &files[file % files.len()];
        let text = mutate(BASE.inputs.text(path).expect("its text"), &changes);
        run_with(path, &text);
    }

    #[test]
    fn a_run_that_begins_with_an_earlier_one_finds_the_same(
        file in 0..100_usize,
        changes in proptest::collection::vec((0..1000_usize, 0..12_usize, 0..40_usize), 1..4),
        more in proptest::collection::vec((0..1000_usize, 0..12_usize, 0..40_usize), 1..4),
    ) {
        let files = files();
        let path = &files[file % files.len()];
        let before = mutate(BASE.inputs.text(path).expect("its text"), &changes);
        let after = mutate(&before, &more);
        let first = analyse(with(path, &before), &Options::default(), None);
        let again = analyse(with(path, &after), &Options::default(), Some(&first));
        let fresh = analyse(with(path, &after), &Options::default(), None);
        let findings = |analysis: &Analysis| analysis.report.iter().cloned().collect::<Vec<_>>();
        prop_assert_eq!(findings(&again), findings(&fresh), "{}: from\n{}\nto\n{}", path, before, after);
    }

    #[test]
    fn a_text_of_anything_is_reported_within_itself(
        file in 0..100_usize,
        text in "(---\n)?[\\PC\n]{0,200}",
    ) {
        let files = files();
        run_with(&files[file % files.len()], &text);
    }

    #[test]
    fn bytes_of_anything_are_reported(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let checked = Site::new().bytes("content/pages/note.zh.md", &bytes).check();
        prop_assert!(!checked.short.is_empty());
    }
}
