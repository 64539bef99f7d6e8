//! The finished files of whole sites keep what they promise each other.
//!
//! What goes in are published folders: the repository's own content, the small sites of the tests
//! and a crowded one. Nothing is asked of the program but the corpus, which says what must be there.
//!
//! Start with `site.rs`; `page.rs` reads one page.

mod page;
mod site;

use crate::built::{BASE_URL, Built, CROWD, crowded, sites};
use jingwei::{
    model::{choice::Kind, entry::EntryId},
    plan::{PAGE_SIZE, permalinks},
};
use page::Page;
use site::Site;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

fn read(built: &Built, base_url: Option<&str>) -> Site {
    Site::read(&built.files(), base_url)
}

fn assert_none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}, {} faults:\n{}\n", faults.len(), faults.join("\n"));
}

/// Every promise that only the corpus knows of.
fn corpus_faults(built: &Built, site: &Site) -> Vec<String> {
    let model = built.analysis.site.as_ref().expect("a site");
    let corpus = &model.corpus;
    let mut faults = Vec::new();
    for lang in &model.config.languages {
        let page = |permalink: &str| site.pages.get(&format!("{permalink}index.html"));
        for (number, entry) in (0..).zip(&corpus.entries) {
            let permalink = permalinks::entry(lang, entry);
            let Some(own) = page(&permalink) else {
                faults.push(format!("{permalink}: the page of an entry is missing"));
                continue;
            };
            let original = entry.texts.original();
            let fallback = entry.texts.get(lang).is_none();
            if fallback {
                let url = site.url(&permalinks::entry(original, entry));
                if !own.notice || url.is_some_and(|url| own.canonical != [url]) {
                    faults.push(format!("{permalink}: a fallback without notice or original"));
                }
                if !own.body_langs.is_empty() && !own.body_langs.contains(original.as_str()) {
                    faults.push(format!("{permalink}: the text of a fallback is not marked {original}"));
                }
            } else if own.body_langs.iter().any(|body| body != lang.as_str()) {
                faults.push(format!("{permalink}: a text of its own is marked {:?}", own.body_langs));
            }
            for edge in &corpus.graph.edges[EntryId(number).0 as usize] {
                let other = permalinks::entry(lang, corpus.entry(edge.to));
                if !leads_to(own, &permalink, &other) {
                    faults.push(format!("{permalink}: a relation to {other} does not show"));
                }
            }
        }
        for source in &corpus.sources {
            let permalink = permalinks::source(lang, source);
            let ids: BTreeSet<_> = page(&permalink).map(|page| page.ids.iter().collect()).unwrap_or_default();
            let missing =
                (1..=source.paragraphs.len()).map(|n| format!("P{n}")).filter(|id| !ids.contains(id));
            faults.extend(missing.map(|id| format!("{permalink}: paragraph {id} is missing")));
        }
    }
    faults
}

/// Whether the main part of a page links another.
fn leads_to(page: &Page, from: &str, to: &str) -> bool {
    let link = format!("{}{to}", "../".repeat(from.matches('/').count()));
    page.main_links.contains(&link)
}

/// Publishes a site, and says what is wrong with it.
fn check(root: &Path, base_url: Option<&str>) -> (Site, Vec<String>) {
    let built = Built::of(root, base_url);
    let own = built.analysis.site.as_ref().and_then(|site| site.config.base_url.clone());
    let site = read(&built, own.as_deref());
    let mut faults = site.faults();
    faults.extend(corpus_faults(&built, &site));
    if own.is_some() != site.files.contains("sitemap.xml") {
        faults.push("a sitemap is there if the site has an address, and only then".to_owned());
    }
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    let faults = faults.iter().map(|fault| format!("{name}: {fault}")).collect();
    (site, faults)
}

#[test]
fn every_page_of_every_site_keeps_its_promises_with_an_address() {
    let faults: Vec<_> = sites().iter().flat_map(|root| check(root, Some(BASE_URL)).1).collect();
    assert_none("with an address", &faults);
}

#[test]
fn every_page_of_every_site_keeps_its_promises_as_it_is() {
    let faults: Vec<_> = sites().iter().flat_map(|root| check(root, None).1).collect();
    assert_none("as it is", &faults);
}

#[test]
fn texts_that_are_missing_fall_back_and_old_addresses_lead_on() {
    let folder = crowded();
    let (site, faults) = check(folder.path(), Some(BASE_URL));
    assert_none("a crowded site", &faults);
    let entry = |lang: &str, id: &str| &site.pages[&format!("{lang}/projects/{id}/index.html")];
    let url = |path: &str| format!("{BASE_URL}{path}");

    let fallback = entry("fr", "work-003");
    assert_eq!(fallback.canonical, [url("en/projects/work-003/")]);
    assert_eq!((fallback.notice, fallback.alternates.len()), (true, 0));
    assert!(fallback.body_langs.contains("en"), "{:?}", fallback.body_langs);
    assert!(!site.sitemap.contains_key(&url("fr/projects/work-003/")));
    assert!(site.sitemap.contains_key(&url("fr/projects/work-002/")));
    let alone: Vec<_> = entry("en", "work-003").alternates.keys().collect();
    assert_eq!(alone, ["en", "x-default"]);

    let plan = &site.pages["fr/policies/plan/index.html"];
    let default = plan.alternates.get("x-default");
    assert_eq!(default, Some(&url("fr/policies/plan/")), "the original, where the first language has none");

    let old = entry("en", "old-work");
    assert_eq!((old.redirect, old.noindex), (true, true));
    assert_eq!(old.canonical, [url("en/projects/work-001/")]);
}

#[test]
fn every_entry_stands_once_on_the_pages_of_a_list() {
    let folder = crowded();
    let site = read(&Built::of(folder.path(), None), None);
    for lang in ["en", "fr"] {
        for list in [format!("{lang}/{}/", Kind::Project.folder()), format!("{lang}/topics/roads/")] {
            let mut listed = BTreeMap::new();
            for number in 1..=CROWD.div_ceil(PAGE_SIZE) {
                let page = if number == 1 { list.clone() } else { format!("{list}page/{number}/") };
                let page = &site.pages[&format!("{page}index.html")];
                assert!(page.listed.len() <= PAGE_SIZE && !page.listed.is_empty(), "{list} {number}");
                for link in &page.listed {
                    *listed.entry(link.trim_start_matches("../").to_owned()).or_insert(0) += 1;
                }
            }
            assert_eq!(listed.len(), CROWD, "{list}");
            assert!(listed.values().all(|times| *times == 1), "{list}: {listed:?}");
        }
        let beyond = format!("{lang}/projects/page/{}/index.html", CROWD.div_ceil(PAGE_SIZE) + 1);
        assert!(!site.files.contains(&beyond));
    }
}

/// A small site without faults, to be broken in one place.
fn sound() -> BTreeMap<String, String> {
    let page = |lang: &str, body: &str| {
        let twins: String = [("en", "en/"), ("fr", "fr/"), ("x-default", "en/")]
            .map(|(lang, at)| format!("<link rel=alternate hreflang={lang} href={BASE_URL}{at}>"))
            .concat();
        format!(
            "<!doctype html><html lang={lang}><head><meta charset=\"utf-8\"><title>T</title>\
             <link rel=canonical href={BASE_URL}{lang}/>{twins}</head><body><h1 id=a>T</h1>{body}</body></html>"
        )
    };
    let url = |lang: &str| {
        let twin = |lang| format!("<xhtml:link hreflang=\"{lang}\" href=\"{BASE_URL}{lang}/\"/>");
        format!("<url><loc>{BASE_URL}{lang}/</loc>{}{}</url>", twin("en"), twin("fr"))
    };
    let sitemap = format!("<urlset>{}{}</urlset>", url("en"), url("fr"));
    [
        ("en/index.html", page("en", "<a href='../fr/#a'>fr</a>")),
        ("fr/index.html", page("fr", "<a href='../en/'>en</a>")),
        ("sitemap.xml", sitemap),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .into()
}

fn faults(files: &BTreeMap<String, String>) -> Vec<String> {
    let files = files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    Site::read(&files, Some(BASE_URL)).faults()
}

#[test]
fn a_page_that_counts_counts_for_itself() {
    let mut chained = sound();
    for (file, lang, other) in [("en/index.html", "en", "fr"), ("fr/index.html", "fr", "en")] {
        let canonical = |lang: &str| format!("rel=canonical href={BASE_URL}{lang}/");
        let text = chained.get_mut(file).expect("a file");
        *text = text.replacen(&canonical(lang), &canonical(other), 1);
    }
    let found = faults(&chained);
    assert!(found.iter().any(|fault| fault.contains("does not stand for itself")), "{found:?}");
}

#[test]
fn a_broken_promise_is_found() {
    assert_none("nothing is broken yet", &faults(&sound()));
    let english = format!("{BASE_URL}en/");
    let (own, other) = ["en", "fr"].map(|lang| format!("rel=canonical href={BASE_URL}{lang}/")).into();
    for (file, old, new, expected) in [
        ("en/index.html", "../fr/#a", "../fr/#b", "does not have"),
        ("en/index.html", "../fr/#a", "../de/", "not there"),
        ("en/index.html", "../fr/#a", "/fr/", "server's root"),
        ("en/index.html", "../fr/#a", "../../fr/", "climbs out"),
        ("en/index.html", "<h1 id=a>", "<h1 id=a><p id=a>", "twice"),
        ("en/index.html", "<h1 id=a>", "<h1 id=a style='x'>", "policy"),
        ("en/index.html", "<h1 id=a>T</h1>", "<p id=a>", "main headings"),
        ("en/index.html", "<html lang=en>", "<html lang=fr>", "marked as"),
        ("en/index.html", "<title>T</title>", "", "titles"),
        ("en/index.html", "<meta charset=\"utf-8\">", "", "character set"),
        ("en/index.html", "hreflang=fr ", "hreflang=de ", "names other twins"),
        ("en/index.html", "hreflang=x-default ", "hreflang=de ", "no x-default"),
        ("en/index.html", "rel=canonical", "rel=other", "canonical"),
        ("en/index.html", own.as_str(), other.as_str(), "names twins"),
        ("en/index.html", own.as_str(), other.as_str(), "does not say so"),
        ("fr/index.html", "<title>", "<meta name=robots content=noindex><title>", "names an address"),
        ("sitemap.xml", english.as_str(), "https://example.org/a/b/de/", "is missing"),
        ("sitemap.xml", "hreflang=\"fr\"", "hreflang=\"de\"", "names no twin in fr"),
    ] {
        let mut broken = sound();
        let text = broken.get_mut(file).expect("a file");
        assert!(text.contains(old), "{old}");
        *text = text.replacen(old, new, 1);
        let found = faults(&broken);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{old} -> {new}: {found:?}");
    }
}
