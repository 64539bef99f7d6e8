//! Finished pages in a real browser: what readers see, reach and hear.
//!
//! Every page type of the repository's own site is opened in each language, and the pages that its
//! content does not have come from the crowded site. Pages are served below a path, under a strict
//! content policy; nothing is fetched from outside.
//!
//! Start with [`Room`], which a test enters to find a server, a browser and the pages.

mod browser;
mod filter;
mod folder;
mod keyboard;
mod paper;
mod preview;
mod reader;
mod scriptless;
mod search;
mod server;

use crate::built::{Built, crowded, repository};
use browser::Browser;
use jingwei::{
    model::{
        lang::Lang,
        vocabulary::{Term, Vocabulary},
    },
    plan::{gaps::GapClass, letters::LeafAddress, permalinks},
};
use paper::faults_of_paper;
use scriptless::dead_controls;
use serde_json::Value;
use server::Server;
use std::fs;

const OWN: &str = "/a/b/";
const CROWDED: &str = "/crowded/";
/// A small site whose entries have targets and results that can be compared.
const COMPARED: &str = "/compared/";
/// A small phone (and 400 % zoom on a desk), a phone, a desk, a wide desk.
const WIDTHS: [u32; 4] = [320, 360, 1280, 1920];

/// The term of a vocabulary with most entries.
fn fullest(built: &Built, vocabulary: Vocabulary) -> &Term {
    let corpus = &built.analysis.site.as_ref().expect("a site").corpus;
    corpus.taxonomies.get(vocabulary).terms.iter().max_by_key(|term| term.entries.len()).expect("a term")
}

/// The page of the names under C, those of another language if one is named.
fn letter_page(lang: &Lang, part: Option<&str>) -> LeafAddress {
    LeafAddress { lang: lang.clone(), part: part.map(Lang::new), segment: "c".to_owned(), page: 1 }
}

/// One page of each type, in each language: paths below the server.
fn pages(own: &Built) -> Vec<String> {
    let site = own.analysis.site.as_ref().expect("a site");
    let corpus = &site.corpus;
    let richest = corpus
        .entries
        .iter()
        .max_by_key(|entry| entry.milestones.len() + entry.observations.len() + entry.cite.len())
        .expect("an entry");
    let below = |folder: &str, permalink: &str| format!("{folder}{permalink}").split_off(1);
    let mut pages = vec![below(OWN, ""), below(OWN, "404.html")];
    let first = site.config.default_lang();
    let lists = own.analysis.ready.as_ref().expect("a plan").plan.facets.of_kind(first, richest.kind);
    // The first is by status, the last by year.
    let list = |at: usize| &lists[at.min(lists.len() - 1)];
    for lang in &site.config.languages {
        let mut put = |permalink: String| pages.push(below(OWN, &permalink));
        put(permalinks::home(lang));
        put(permalinks::index(lang, richest.kind, 1));
        for (facet, _) in [list(0), list(usize::MAX)] {
            put(permalinks::facet(lang, richest.kind, facet, 1));
        }
        put(permalinks::entry(lang, richest));
        put(permalinks::compare(lang, richest));
        for vocabulary in Vocabulary::ALL {
            put(permalinks::tree(lang, vocabulary));
            put(permalinks::term(lang, vocabulary, fullest(own, vocabulary), 1));
        }
        put(permalinks::matrix(lang));
        let (topic, region) = (fullest(own, Vocabulary::Topics), fullest(own, Vocabulary::Regions));
        put(permalinks::crossing(lang, topic, region, 1));
        put(permalinks::timeline(lang, 1));
        put(permalinks::timeline(lang, 2));
        put(permalinks::indicators(lang, 1));
        corpus.indicators.iter().take(1).for_each(|one| put(permalinks::indicator(lang, one, 1)));
        put(permalinks::glossary(lang, None));
        put(permalinks::names(lang, None));
        let page = |part: Option<&str>| permalinks::names(lang, Some(&letter_page(lang, part)));
        put(page(None));
        site.config
            .languages
            .iter()
            .filter(|other| *other != lang)
            .for_each(|other| put(page(Some(other.as_str()))));
        put(permalinks::translations(lang, 1));
        put(permalinks::gaps(lang));
        [GapClass::Facts, GapClass::Results].into_iter().for_each(|c| put(permalinks::gap_list(lang, c, 1)));
        put(permalinks::data(lang));
        put(permalinks::search(lang));
        put(permalinks::sources(lang));
        corpus.sources.iter().take(1).for_each(|source| put(permalinks::source(lang, source)));
        corpus
            .pages
            .iter()
            .filter(|page| page.id != "home")
            .for_each(|page| put(permalinks::page(lang, page)));
    }
    assert!(pages.len() >= 2 + 10 * site.config.languages.len(), "{first}: {pages:?}");
    for path in [
        "fr/projects/work-003/",
        "en/compare/projects/work-001/",
        "en/policies/plan/",
        "fr/about/",
        "en/projects/page/2/",
        "fr/projects/status/planned/page/2/",
        "fr/translations/",
    ] {
        pages.push(below(CROWDED, path));
    }
    for path in ["fr/policies/warm-homes-programme/", "en/indicators/homes-renovated/"] {
        pages.push(below(COMPARED, path));
    }
    pages
}

/// Where a test finds what it needs.
struct Room {
    server: Server,
    browser: Browser,
    pages: Vec<String>,
    languages: Vec<Lang>,
    own: Built,
    // Folders live as long as the room.
    _others: [Built; 2],
}

impl Room {
    async fn enter(script: Option<&str>) -> Self {
        let own = Built::of(repository(), Some(&format!("https://example.org{OWN}")));
        let crowd = crowded();
        let crowd = Built::of(crowd.path(), Some(&format!("https://example.org{CROWDED}")));
        let compared = Built::of(
            &repository().join("tests/sites/warm-homes"),
            Some(&format!("https://example.org{COMPARED}")),
        );
        let folders = vec![(OWN, own.target()), (CROWDED, crowd.target()), (COMPARED, compared.target())];
        let server = Server::start(folders).await;
        let languages = own.analysis.site.as_ref().expect("a site").config.languages.clone();
        let browser = Browser::start(script).await;
        Self { pages: pages(&own), server, browser, languages, own, _others: [crowd, compared] }
    }

    async fn open(&self, page: &str) {
        self.browser.open(&format!("{}{page}", self.server.address)).await;
    }

    /// The page of the entry with most to say, in a language.
    fn entry_page(&self, lang: &Lang) -> &str {
        let start = format!("{}{lang}/", &OWN[1..]);
        let is_entry = |page: &&String| {
            let below = page.strip_prefix(&start).unwrap_or_default();
            let kinds = ["policies/", "projects/", "platforms/"];
            // A list by status or year stands deeper than an entry.
            kinds.iter().any(|kind| below.strip_prefix(kind).is_some_and(|id| id.matches('/').count() == 1))
        };
        self.pages.iter().find(is_entry).expect("an entry among the pages")
    }

    async fn leave(self) {
        self.browser.close().await;
    }
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}\n", faults.len(), faults.join("\n"));
}

/// What sticks out at the right, deepest first in the page.
const TOO_WIDE: &str = "(() => {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return null;
    const out = [...document.querySelectorAll('body *')].filter(e =>
        e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'));
    return wide + ': ' + out.slice(-3).map(e => e.tagName + '.' + (e.getAttribute('class') || '')).join(' ');
})()";

/// Whether the open page is wider than its window, and by what.
async fn too_wide(browser: &Browser) -> Option<String> {
    let wide = browser.ask(TOO_WIDE).await;
    wide.as_str().map(|wide| format!("scrolls sideways, {wide}"))
}

/// What is wrong with the page that is open, besides how it looks and what axe finds.
async fn faults_of_open_page(browser: &Browser, server: &Server) -> Vec<String> {
    let forbidden = browser.ask("window.forbidden").await;
    let forbidden = forbidden.as_array().expect("a list").iter().filter_map(Value::as_str);
    let mut faults: Vec<_> = forbidden.map(|what| format!("does what its policy forbids: {what}")).collect();
    let asked = browser.ask("performance.getEntriesByType('resource').map(e => e.name)").await;
    let urls = asked.as_array().expect("a list").iter().filter_map(Value::as_str);
    let outside = urls.filter(|url| !url.starts_with(&server.address));
    faults.extend(outside.map(|url| format!("asks for {url}")));
    faults.extend(browser.complaints().await);
    faults.extend(server.take_missing().into_iter().map(|path| format!("{path} is missing")));
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_every_width_and_paper_complains_of_nothing_and_asks_nobody_else() {
    let room = Room::enter(None).await;
    let mut faults = Vec::new();
    for page in &room.pages {
        room.open(page).await;
        for width in WIDTHS {
            room.browser.width(width).await;
            faults.extend(too_wide(&room.browser).await.map(|fault| format!("{page} at {width}: {fault}")));
        }
        let mut found = faults_of_paper(&room.browser).await;
        found.extend(faults_of_open_page(&room.browser, &room.server).await);
        faults.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
    }
    room.leave().await;
    assert_none(&faults);
}

/// What the rules of axe are asked with: those for colours, since others do not change with them.
const COLOURS: &str = "['color-contrast', 'link-in-text-block']";
/// The rules that a page is held to.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

/// The script that asks axe for some rules and hands on what it says where one is broken.
fn axe_run(rules: &str) -> String {
    format!(
        "axe.run(document, {{ runOnly: {rules}, resultTypes: ['violations'] }})
            .then(result => done(result.violations.map(rule => rule.id + ' (' + rule.impact + '): ' + rule.help
                + '; ' + rule.nodes.length + ' times, first ' + rule.nodes[0].target.join(' ') + ': '
                + rule.nodes[0].any.concat(rule.nodes[0].all, rule.nodes[0].none)
                    .map(check => check.message).join(' ')
            )), error => done(['axe: ' + error]));"
    )
}

/// The source of axe, from the npm package `axe-core`.
fn axe() -> String {
    let path = repository().join("tests/node_modules/axe-core/axe.min.js");
    fs::read_to_string(path).expect("axe is there: run `npm ci` in tests/")
}

/// The rules that the open page breaks, with the first place of each.
async fn broken_rules(browser: &Browser) -> Vec<String> {
    broken(browser, RULES).await
}

async fn broken(browser: &Browser, rules: &str) -> Vec<String> {
    let found = browser.wait_for(&axe_run(rules)).await;
    found.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_page_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Bad</title><main><h1>Bad</h1>\
        <img src=/gone.png width=2000 height=9><p class=cut>words</p><a class=cite data-preview=n href=#>P1</a>\
        <link rel=stylesheet href=bad.css><script src=http://127.0.0.1:9/x.js></script>\
        <script>document.title = 'worse'</script></main>";
    fs::write(folder.path().join("index.html"), page).expect("a page");
    fs::write(folder.path().join("bad.css"), ".cut { width: 9px; overflow: hidden }").expect("a style sheet");
    let server = Server::start(vec![("/bad/", folder.path().to_owned())]).await;
    let browser = Browser::start(Some(&axe())).await;
    browser.width(360).await;
    browser.open(&format!("{}bad/", server.address)).await;
    let mut faults = faults_of_open_page(&browser, &server).await;
    faults.extend(too_wide(&browser).await);
    faults.extend(faults_of_paper(&browser).await);
    let faults = faults.join("\n");
    for part in [
        "scrolls sideways",
        "127.0.0.1:9",
        "/gone.png is missing",
        "Content Security Policy",
        "does what its policy forbids: script-src-elem inline",
        "paper cuts off IMG",
        "paper cuts off P.cut",
        "no note of the mark P1",
    ] {
        assert!(faults.contains(part), "{part} in {faults}");
    }
    let rules = broken_rules(&browser).await.join("\n");
    assert!(rules.contains("image-alt (critical)"), "{rules}");
    browser.close().await;
}

/// How pages are seen: at which width, with which wishes, and by which rules they are judged then.
type Sight = (u32, &'static [(&'static str, &'static str)], &'static str);

/// All of them.
const SIGHTS: [Sight; 6] = [
    (1280, &[("prefers-color-scheme", "light")], RULES),
    (1280, &[("prefers-color-scheme", "dark")], COLOURS),
    (1280, &[("prefers-contrast", "more"), ("prefers-reduced-motion", "reduce")], COLOURS),
    (360, &[("prefers-color-scheme", "dark")], COLOURS),
    (360, &[("prefers-color-scheme", "light")], RULES),
    (360, &[("prefers-color-scheme", "dark"), ("forced-colors", "active")], COLOURS),
];

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_page_in_any_colours() {
    let room = Room::enter(Some(&axe())).await;
    let mut faults = Vec::new();
    for page in &room.pages {
        for (number, (width, wishes, rules)) in SIGHTS.into_iter().enumerate() {
            room.browser.width(width).await;
            room.browser.media("screen", wishes).await;
            // Colours are forced while a page is laid out, not on one that stands.
            if number == 0 || wishes.iter().any(|(name, _)| *name == "forced-colors") {
                room.open(page).await;
            }
            let found = broken(&room.browser, rules).await;
            faults.extend(found.into_iter().map(|rule| format!("{page} at {width} {wishes:?}: {rule}")));
        }
    }
    room.leave().await;
    assert_none(&faults);
}

/// How bright the page is behind its text, from 0 to 255.
const BRIGHTNESS: &str = "(() => {
    const behind = [document.body, document.documentElement]
        .map(e => getComputedStyle(e).backgroundColor).find(color => color !== 'rgba(0, 0, 0, 0)');
    return Math.max(...(behind || 'rgb(127, 127, 127)').match(/\\d+/g).slice(0, 3).map(Number));
})()";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_dark_for_those_who_ask_for_it_and_whole_without_scripts() {
    let room = Room::enter(None).await;
    let lang = &room.languages[0];
    room.open(room.entry_page(lang)).await;
    room.browser.scheme("light").await;
    let light = room.browser.ask(BRIGHTNESS).await.as_u64();
    room.browser.scheme("dark").await;
    let dark = room.browser.ask(BRIGHTNESS).await.as_u64();
    assert!(light > Some(200) && dark < Some(60), "light {light:?}, dark {dark:?}");

    let mut faults = Vec::new();
    for page in &room.pages {
        room.browser.scripts(true).await;
        room.open(page).await;
        // Controls are made by scripts; what they act on is there without.
        let bare = "document.querySelectorAll('.filter').forEach(control => control.remove())";
        room.browser.ask(bare).await;
        let with = room.browser.text().await;
        room.browser.scripts(false).await;
        room.open(page).await;
        faults.extend(dead_controls(&room.browser).await.map(|dead| format!("{page}: {dead}")));
        // A page may say what it is like without scripts.
        let notes = "document.querySelectorAll('noscript').forEach(note => note.remove()), ''";
        room.browser.inspect(notes).await;
        let without = room.browser.text().await;
        if without.trim().len() < 20 {
            faults.push(format!("{page}: without scripts there is only `{without}`"));
        } else if with != without {
            faults.push(format!("{page}: without scripts the text is another one"));
        }
    }
    room.browser.scripts(true).await;
    room.leave().await;
    assert_none(&faults);
}

/// What has the focus, and how it shows.
const FOCUS: &str = "(() => {
    const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
    return {
        tag: it.tagName.toLowerCase(), class: it.className, text: it.innerText, href: it.getAttribute('href'),
        languages: !!it.closest('.languages'),
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    };
})()";

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_skips_to_the_text_and_changes_the_language() {
    let room = Room::enter(None).await;
    for width in [1280, 360] {
        room.browser.width(width).await;
        for (lang, other) in room.languages.iter().zip(room.languages.iter().rev()) {
            let page = room.entry_page(lang);
            room.open(page).await;
            room.browser.press("Tab").await;
            let first = room.browser.ask(FOCUS).await;
            assert_eq!(first["href"], "#_main", "{page} at {width}: the skip link comes first, {first}");
            assert_eq!(
                (&first["seen"], &first["marked"]),
                (&Value::Bool(true), &Value::Bool(true)),
                "{first}"
            );
            room.browser.press("Enter").await;
            assert_eq!(room.browser.ask("document.activeElement.id").await, "_main");

            room.open(page).await;
            let mut steps = Vec::new();
            loop {
                room.browser.press("Tab").await;
                let focus = room.browser.ask(FOCUS).await;
                assert_eq!(focus["seen"], true, "{page} at {width}: focus goes out of sight, {focus}");
                assert_eq!(focus["marked"], true, "{page} at {width}: focus does not show, {focus}");
                if focus["languages"] == true {
                    break;
                }
                steps.push(focus["text"].to_string());
                assert!(steps.len() < 20, "{page}: no language switch after {steps:?}");
            }
            room.browser.press("Enter").await;
            let twin = room.entry_page(other);
            let expected = format!("{}{twin}", room.server.address);
            for _ in 0..50 {
                if room.browser.place().await == expected {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            assert_eq!(room.browser.place().await, expected);
            assert_eq!(room.browser.ask("document.documentElement.lang").await, other.as_str());
        }
    }
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citation_leads_to_its_paragraph_which_is_marked() {
    let room = Room::enter(None).await;
    let corpus = &room.own.analysis.site.as_ref().expect("a site").corpus;
    assert!(!corpus.sources.is_empty());
    for lang in &room.languages {
        room.open(room.entry_page(lang)).await;
        let link = "[...document.querySelectorAll('main a[href*=\"/sources/\"]')].filter(a => a.hash).pop()";
        let paragraph = room.browser.ask(&format!("{link}.hash.slice(1)")).await;
        let before = room.browser.ask(&format!("{link}.href")).await;
        let href = before.as_str().expect("an address").to_owned();
        room.browser.open(&href).await;
        assert_eq!(room.browser.ask("document.querySelector(':target')?.id").await, paragraph);
        let seen = "(() => { const box = document.querySelector(':target').getBoundingClientRect();
            return box.top >= 0 && box.top < innerHeight; })()";
        assert_eq!(room.browser.ask(seen).await, true, "{href}: the paragraph is out of sight");
        let marked = "(() => { const look = e => { const s = getComputedStyle(e);
                return [s.backgroundColor, s.borderInlineStart, s.boxShadow, s.outline].join(); };
            const target = document.querySelector(':target');
            const plain = [...document.querySelectorAll('.' + target.className)].find(e => e !== target);
            const parts = e => [e, ...e.querySelectorAll('*')].map(look).slice(0, 4).join();
            return parts(target) !== parts(plain); })()";
        assert_eq!(room.browser.ask(marked).await, true, "{href}: the paragraph looks like any other");
    }
    room.leave().await;
}
