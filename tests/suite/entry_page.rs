//! What the page of an entry gives besides its text: cited paragraphs, the drawing of its relations,
//! references, the history of its files, and the way to its file.

use crate::{
    built::{Built, crowded, repository, sites},
    reader::page,
    site::Site,
};
use jingwei::{model::entry::EntryId, plan::permalinks};
use scraper::{Html, Selector};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// The text or an attribute of every element that a selector finds.
fn all(document: &Html, selector: &str, attribute: Option<&str>) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a good selector");
    let found = document.select(&selector);
    match attribute {
        Some(name) => found.filter_map(|element| element.attr(name)).map(str::to_owned).collect(),
        None => found.map(|element| element.text().collect()).collect(),
    }
}

#[test]
fn every_mark_of_a_page_has_its_paragraph_on_the_page_once_and_in_the_words_of_the_source() {
    let mut marks = 0;
    for root in sites() {
        let built = Built::of(&root, None);
        let site = built.analysis.site.as_ref().expect("a site");
        let sources: Vec<String> = site
            .corpus
            .sources
            .iter()
            .flat_map(|source| &source.paragraphs)
            .map(|paragraph| paragraph.text.clone())
            .collect();
        for (entry, lang) in
            site.corpus.entries.iter().flat_map(|e| site.config.languages.iter().map(move |lang| (e, lang)))
        {
            let permalink = permalinks::entry(lang, entry);
            let page = page(&built, &permalink);
            let notes = all(&page, ".note", Some("id"));
            let unique: BTreeSet<_> = notes.iter().collect();
            assert_eq!(unique.len(), notes.len(), "{permalink}: a paragraph stands twice");
            let named: BTreeSet<_> =
                all(&page, "a.cite[data-preview]", Some("data-preview")).into_iter().collect();
            assert_eq!(all(&page, "a.cite:not([data-preview])", None), Vec::<String>::new(), "{permalink}");
            for name in &named {
                assert!(unique.contains(name), "{permalink}: no paragraph {name}");
            }
            for text in all(&page, ".note-text", None) {
                let shown = text.trim_matches('\u{2026}');
                assert!(sources.iter().any(|source| source.contains(shown)), "{permalink}: {text}");
            }
            marks += named.len();
        }
    }
    assert!(marks > 100, "{marks}");
}

#[test]
fn quoted_words_are_marked_in_their_paragraph_and_no_others() {
    let site = Site::new();
    let built = Built::of(site.root(), None);
    let marked = all(&page(&built, "zh/projects/line-x/"), ".note mark", None);
    assert_eq!(marked, ["已开工建设"]);
    assert!(all(&page(&built, "zh/policies/plan-x/"), ".note mark", None).is_empty());
}

#[test]
fn a_long_paragraph_is_cut_around_what_is_quoted_and_leads_to_the_whole() {
    let words: String = (0..200).map(|n| ["第", &n.to_string(), "句话说的是别的事。"].concat()).collect();
    let site = Site::new();
    let seed = fs::read_to_string(site.path("seeds/source-x.zh.txt")).expect("the source");
    let long = seed.replacen("已开工建设", &format!("{words}已开工建设{words}"), 1);
    assert_ne!(seed, long);
    let site = site.file("seeds/source-x.zh.txt", &long);
    let page = page(&Built::of(site.root(), None), "en/projects/line-x/");
    let shown = all(&page, "[id='_source-x-P3'] .note-text", None).concat();
    assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("已开工建设"), "{shown}");
    assert!(shown.chars().count() < 800, "{shown}");
    let link = all(&page, "[id='_source-x-P3'] a", None).concat();
    assert!(link.starts_with("Read the whole paragraph"), "{link}");
}

#[test]
fn the_drawing_has_every_relation_or_its_sum() {
    let built = Built::of(repository(), None);
    let site = built.analysis.site.as_ref().expect("a site");
    let lang = site.config.default_lang();
    let mut sums = 0;
    for (entry, id) in site.corpus.entries.iter().zip((0..).map(EntryId)) {
        let permalink = permalinks::entry(lang, entry);
        let page = page(&built, &permalink);
        let edges = &site.corpus.graph.edges[id.0 as usize];
        let nodes = all(&page, ".graph svg a", Some("href"));
        assert_eq!(edges.is_empty(), nodes.is_empty(), "{permalink}");
        assert!(nodes.len() <= 24, "{permalink}: {}", nodes.len());
        let (sum, single): (Vec<_>, Vec<_>) = nodes.into_iter().partition(|href| href.starts_with('#'));
        let lists = all(&page, ".relations > div", Some("id"));
        assert!(sum.iter().all(|href| lists.contains(&href[1..].to_owned())), "{permalink}: {sum:?}");
        assert!(!sum.is_empty() || single.len() == edges.len(), "{permalink}");
        sums += sum.len();
    }
    assert!(sums > 0, "no entry has so many relations that they are summed up");
}

#[test]
fn references_stand_beside_every_page_of_its_own_text_and_say_what_the_page_says() {
    let folder = crowded();
    let built = Built::of(folder.path(), Some("https://example.org/kb/"));
    let files = built.files();
    assert!(files.contains_key("en/projects/work-003/cite.bib"));
    assert!(!files.contains_key("fr/projects/work-003/cite.bib"), "a fallback is not cited");
    let page = |permalink: &str| page(&built, permalink);
    let shown = all(&page("fr/projects/work-002/"), "[data-reference]", None);
    assert_eq!(
        shown[0],
        "Travaux. Ouvrage 002[EB/OL]. [date de consultation]. https://example.org/kb/fr/projects/work-002/"
    );
    assert_eq!(shown[1], "Travaux. (s. d.). Ouvrage 002. https://example.org/kb/fr/projects/work-002/");
    let file = |name: &str| String::from_utf8(files[name].clone()).expect("text");
    assert_eq!(shown[2], file("fr/projects/work-002/cite.bib"));
    assert_eq!(shown[3], file("fr/projects/work-002/cite.ris").replace("\r\n", "\n"));
    let fallback = all(&page("fr/projects/work-003/"), "[data-reference]", None);
    assert!(fallback[1].ends_with("https://example.org/kb/en/projects/work-003/"), "{}", fallback[1]);
}

/// Runs git in a folder, as somebody and at a fixed time.
fn git(folder: &Path, arguments: &[&str], day: &str) {
    let status = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"])
        .args(["-c", "init.defaultBranch=main", "-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", format!("{day}T23:30:00+09:00"))
        .env("GIT_COMMITTER_DATE", format!("{day}T23:30:00+09:00"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("git runs");
    assert!(status.success(), "git {arguments:?}");
}

/// A site below the root of a repository, with three commits.
fn with_history() -> tempfile::TempDir {
    let folder = crowded();
    let root = folder.path();
    let settings = fs::read_to_string(root.join("jingwei.toml")).expect("the site file");
    fs::write(root.join("jingwei.toml"), format!("{settings}\n[content]\nhistory = \"git\"\n"))
        .expect("written");
    git(root, &["init", "-q"], "2024-01-01");
    git(root, &["add", "."], "2024-01-01");
    git(root, &["commit", "-qm", "all of <it>"], "2024-01-01");
    for (day, lang, message) in [("2024-02-01", "en", "the original"), ("2024-03-01", "fr", "la traduction")]
    {
        let file = root.join(format!("content/projects/work-001.{lang}.md"));
        let text = fs::read_to_string(&file).expect("the text");
        fs::write(&file, format!("{text}\n{message}\n")).expect("it can be written");
        git(root, &["commit", "-qam", &format!("{message}\n\nmore words")], day);
    }
    folder
}

/// Builds with the program itself; the published folder, and what was said.
fn build(root: &Path) -> (tempfile::TempDir, String) {
    let target = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_jingwei"))
        .arg("build")
        .arg("--output")
        .arg(target.path().join("public"))
        .arg("--root")
        .arg(root)
        // As within a hook of another repository.
        .env("GIT_DIR", "/nonexistent")
        .env("TZ", "Pacific/Kiritimati")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{said}");
    (target, said)
}

fn changes(target: &tempfile::TempDir, permalink: &str) -> Vec<String> {
    let file = target.path().join("public").join(permalink).join("index.html");
    let page = Html::parse_document(&fs::read_to_string(file).expect("the page"));
    let (days, words) = (
        all(&page, "[aria-labelledby=_history] dt time", Some("datetime")),
        all(&page, "[aria-labelledby=_history] dd", None),
    );
    days.into_iter().zip(words).map(|(day, words)| format!("{day} {words}")).collect()
}

#[test]
fn a_page_tells_the_changes_of_its_text_and_of_the_original() {
    let folder = with_history();
    let (target, said) = build(folder.path());
    assert!(!said.contains("history"), "{said}");
    let (original, first) = ("2024-02-01 the original", "2024-01-01 all of <it>");
    assert_eq!(changes(&target, "en/projects/work-001/"), [original, first]);
    assert_eq!(changes(&target, "fr/projects/work-001/"), ["2024-03-01 la traduction", original, first]);
    assert_eq!(changes(&target, "fr/projects/work-002/"), [first]);
    let reference =
        fs::read_to_string(target.path().join("public/fr/projects/work-001/cite.ris")).expect("a file");
    assert!(reference.contains("DA  - 2024/03/01/"), "{reference}");
}

#[test]
fn without_a_whole_repository_there_is_no_history_and_one_note() {
    let folder = with_history();
    let other = tempfile::tempdir().expect("a folder");
    let clone = other.path().join("clone");
    let from = format!("file://{}", folder.path().display());
    git(other.path(), &["clone", "-q", "--depth", "1", &from, "clone"], "2024-04-01");
    let (target, said) = build(&clone);
    assert_eq!(said.matches("note: no page has a change history: ").count(), 1, "{said}");
    assert!(said.contains("shallow clone"), "{said}");
    assert!(changes(&target, "en/projects/work-001/").is_empty());

    fs::remove_dir_all(clone.join(".git")).expect("it was there");
    let (target, said) = build(&clone);
    assert_eq!(said.matches("note: no page has a change history: ").count(), 1, "{said}");
    assert!(changes(&target, "en/projects/work-001/").is_empty());
}

#[test]
fn every_page_with_a_file_leads_to_it_and_every_page_takes_reports() {
    let folder = crowded();
    let settings = fs::read_to_string(folder.path().join("jingwei.toml")).expect("the site file");
    let more = "[repository]\nedit_url = \"https://example.org/edit/{path}\"\n\
                report_url = \"https://example.org/report?at={path}\"\n";
    fs::write(folder.path().join("jingwei.toml"), format!("{settings}\n{more}")).expect("written");
    let built = Built::of(folder.path(), None);
    for (permalink, file) in [
        ("en/", "content/pages/home.en.md"),
        ("fr/about/", "content/pages/about.en.md"),
        ("en/projects/work-001/", "content/projects/work-001.en.md"),
        ("fr/projects/work-003/", "content/projects/work-003.en.md"),
        ("en/regions/town/", "content/regions/town.en.md"),
        ("en/topics/roads/", "content/vocabulary/topics.yaml"),
        ("en/topics/", "content/vocabulary/topics.yaml"),
        ("en/sources/report/", "seeds/report.en.txt"),
        ("en/sources/report/coverage/", "seeds/report.en.txt"),
    ] {
        let links = all(&page(&built, permalink), ".tools a", Some("href"));
        let expected =
            [format!("https://example.org/edit/{file}"), format!("https://example.org/report?at={file}")];
        assert_eq!(links, expected, "{permalink}");
    }
    let listing = all(&page(&built, "en/projects/"), ".tools a", Some("href"));
    assert_eq!(listing, ["https://example.org/report?at=en/projects/index.html"]);
}
