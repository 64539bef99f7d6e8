//! Atom feeds: what a feed reader is told.

use super::{BASE_URL, run};
use crate::built::{Built, crowded, files, repository};
use jingwei::{
    model::{lang::Lang, vocabulary::Vocabulary},
    plan::{feeds::FEED_SIZE, permalinks},
};
use quick_xml::{Reader, events::Event};
use std::{collections::BTreeSet, process::Command};

/// An element of a feed, as plain data.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// Reads a document; whatever is not well-formed fails.
    fn read(xml: &[u8]) -> Self {
        let mut reader = Reader::from_reader(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(start) => open.push(Self::begun(&start)),
                Event::Empty(start) => open.last_mut().expect("a parent").children.push(Self::begun(&start)),
                Event::End(_) => {
                    let done = open.pop().expect("it was opened");
                    open.last_mut().expect("a parent").children.push(done);
                }
                Event::Text(text) => {
                    open.last_mut().expect("a parent").text.push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        open.pop().expect("the document").children.pop().expect("a root")
    }

    fn begun(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| attribute.expect("an attribute"));
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.map(|one| (one.key.as_ref().to_owned(), one.value.to_string())).collect(),
            ..Self::default()
        }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The only child of a name.
    fn one(&self, name: &str) -> &Self {
        let found: Vec<_> = self.children.iter().filter(|child| child.name == name).collect();
        let [one] = found[..] else { panic!("{} {name} in {}", found.len(), self.name) };
        one
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn link(&self, rel: &str) -> &str {
        let links: Vec<_> = self.all("link").filter(|link| link.attribute("rel") == Some(rel)).collect();
        let [link] = links[..] else { panic!("{} links {rel}", links.len()) };
        link.attribute("href").expect("an address")
    }
}

fn is_moment(text: &str) -> bool {
    let pattern = regex::Regex::new(r"^\d{4}-\d{2}-\d{2}T00:00:00Z$").expect("a pattern");
    pattern.is_match(text)
}

/// Every feed of a site, by its path.
fn feeds(built: &Built) -> Vec<(String, Element)> {
    let files = built.files();
    let feeds = files.iter().filter(|(path, _)| path.ends_with("feed.xml"));
    feeds.map(|(path, bytes)| (path.clone(), Element::read(bytes))).collect()
}

#[test]
fn every_feed_has_what_atom_asks_for_and_leads_to_its_page() {
    let crowd = crowded();
    for root in [repository(), crowd.path()] {
        let built = Built::of(root, Some(BASE_URL));
        let files = built.files();
        let feeds = feeds(&built);
        assert!(feeds.len() > 6);
        let mut ids = BTreeSet::new();
        for (path, feed) in &feeds {
            assert_eq!(
                (feed.name.as_str(), feed.attribute("xmlns")),
                ("feed", Some("http://www.w3.org/2005/Atom"))
            );
            assert_eq!(feed.attribute("xml:lang"), path.split('/').next(), "{path}");
            assert!(ids.insert(feed.one("id").text.clone()), "{path}: its id is another's");
            assert_eq!(feed.link("self"), format!("{BASE_URL}{path}"));
            let page = feed.link("alternate").strip_prefix(BASE_URL).expect("it is of the site").to_owned();
            assert_eq!(format!("{page}feed.xml"), *path);
            let html = String::from_utf8_lossy(&files[&format!("{page}index.html")]).into_owned();
            assert!(
                html.contains("type=\"application/atom+xml\" title="),
                "{path}: the page does not name it"
            );
            assert!(html.matches("feed.xml\"").count() >= 2, "{path}: no reader sees it");
            assert!(!feed.one("title").text.is_empty() && !feed.one("author").one("name").text.is_empty());
            let entries: Vec<_> = feed.all("entry").collect();
            assert!((1..=FEED_SIZE).contains(&entries.len()), "{path}: {} entries", entries.len());
            let mut own = BTreeSet::new();
            for entry in &entries {
                let id = &entry.one("id").text;
                assert!(own.insert(id) && entry.link("alternate") == id, "{path}: {id}");
                let page = id.strip_prefix(BASE_URL).expect("it is of the site");
                let html = String::from_utf8_lossy(&files[&format!("{page}index.html")]).into_owned();
                assert!(
                    html.contains(&format!("<link rel=\"canonical\" href=\"{id}\">")),
                    "{path}: {id} falls back"
                );
                assert!(!entry.one("title").text.is_empty() && !entry.one("summary").text.is_empty());
                assert!(is_moment(&entry.one("updated").text), "{path}: {id}");
            }
            let dates: Vec<_> = entries.iter().map(|entry| entry.one("updated").text.as_str()).collect();
            assert!(dates.is_sorted_by(|a, b| a >= b), "{path}: the newest come first");
            assert_eq!(feed.one("updated").text, dates[0], "{path}");
        }
    }
}

#[test]
fn a_feed_holds_the_newest_entries_of_its_language_and_no_fallback() {
    let site = crowded();
    let built = Built::of(site.path(), Some(BASE_URL));
    let feeds = feeds(&built);
    let ids = |path: &str| -> Vec<&str> {
        let (_, feed) = feeds.iter().find(|(found, _)| found == path).expect(path);
        feed.all("entry").map(|entry| entry.one("id").text.as_str()).collect()
    };
    // Only the original of the plan is French; every third work is English only.
    assert!(!feeds.iter().any(|(path, _)| path == "en/policies/feed.xml"), "a feed of nothing");
    assert_eq!(ids("fr/policies/feed.xml"), [format!("{BASE_URL}fr/policies/plan/")]);
    let works = ids("fr/topics/works/feed.xml");
    assert_eq!(works.len(), FEED_SIZE);
    let third = |id: &str| (3..=120).step_by(3).any(|number| id.ends_with(&format!("work-{number:03}/")));
    assert!(!works.iter().any(|id| third(id)));
    assert!(ids("en/projects/feed.xml").iter().any(|id| third(id)));
    let corpus = &built.analysis.site.as_ref().expect("a site").corpus;
    for lang in [Lang::new("en"), Lang::new("fr")] {
        for term in &corpus.taxonomies.get(Vocabulary::Regions).terms {
            let own = term.entries.iter().filter(|id| corpus.entry(**id).texts.get(&lang).is_some()).count();
            let path = permalinks::term(&lang, Vocabulary::Regions, term, 1) + "feed.xml";
            assert_eq!(ids(&path).len(), own.min(FEED_SIZE), "{path}");
        }
    }
}

#[test]
fn without_an_address_there_are_no_feeds_and_the_build_says_so() {
    let site = crowded();
    let output = run(site.path(), "out", &[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("no feeds"));
    for (path, bytes) in files(&site.path().join("out")) {
        assert!(
            !path.ends_with("feed.xml") && !String::from_utf8_lossy(&bytes).contains("feed.xml"),
            "{path}"
        );
    }
}

#[test]
fn the_environment_says_when_a_feed_was_made() {
    let site = crowded();
    let build = |now: &str| {
        Command::new(env!("CARGO_BIN_EXE_jingwei"))
            .current_dir(site.path())
            .args(["build", "--output", "out", "--base-url", BASE_URL])
            .env("SOURCE_DATE_EPOCH", now)
            .output()
            .expect("the program runs")
    };
    assert!(build("1709251200").status.success());
    let feed = Element::read(&files(&site.path().join("out"))["en/feed.xml"]);
    assert_eq!(feed.one("updated").text, "2024-03-01T00:00:00Z");
    let wrong = build("yesterday");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("SOURCE_DATE_EPOCH"));
}
