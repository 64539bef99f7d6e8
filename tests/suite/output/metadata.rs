//! What pages say of themselves to programs.

use super::BASE_URL;
use crate::built::{Built, crowded, repository};
use scraper::{Html, Selector};
use serde_json::Value;
use std::collections::BTreeMap;

/// The terms of schema.org that pages use, each looked up at <https://schema.org/>.
const TYPES: [&str; 10] = [
    "Article",
    "BreadcrumbList",
    "CreativeWork",
    "Legislation",
    "ListItem",
    "Organization",
    "Place",
    "Project",
    "Thing",
    "WebSite",
];
const PROPERTIES: [&str; 30] = [
    "about",
    "alternateName",
    "areaServed",
    "author",
    "citation",
    "dateModified",
    "datePublished",
    "description",
    "headline",
    "inLanguage",
    "isPartOf",
    "item",
    "itemListElement",
    "keywords",
    "legislationDate",
    "legislationIdentifier",
    "license",
    "mainEntityOfPage",
    "name",
    "position",
    "publisher",
    "sameAs",
    "spatialCoverage",
    "translationOfWork",
    "url",
    "workTranslation",
    "@context",
    "@graph",
    "@id",
    "@type",
];

fn select(html: &str, selector: &str) -> Vec<(String, String)> {
    let document = Html::parse_document(html);
    let found = Selector::parse(selector).expect("a selector");
    let content = |element: scraper::ElementRef<'_>| element.attr("content").unwrap_or_default().to_owned();
    document.select(&found).map(|element| (element.text().collect(), content(element))).collect()
}

/// The JSON-LD of each page that has some.
fn data(built: &Built) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (path, bytes) in built.files().iter().filter(|(path, _)| path.ends_with(".html")) {
        let scripts = select(&String::from_utf8_lossy(bytes), "script[type='application/ld+json']");
        assert!(scripts.len() < 2, "{path}");
        for (text, _) in scripts {
            let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            all.insert(path.clone(), value);
        }
    }
    all
}

fn check_terms(path: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                assert!(PROPERTIES.contains(&name.as_str()), "{path}: {name}");
                match (name.as_str(), value) {
                    ("@type", Value::String(kind)) => {
                        assert!(TYPES.contains(&kind.as_str()), "{path}: {kind}");
                    }
                    ("@id" | "url" | "item", Value::String(url)) => {
                        assert!(url.starts_with(BASE_URL), "{path}: {name} is {url}");
                    }
                    ("@type" | "@id" | "url" | "item", _) => panic!("{path}: {name} is {value}"),
                    _ => check_terms(path, value),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| check_terms(path, item)),
        Value::Null => panic!("{path}: a value that is not known"),
        _ => {}
    }
}

#[test]
fn linked_data_uses_terms_of_schema_org_and_absolute_addresses() {
    let crowd = crowded();
    for root in [repository(), crowd.path()] {
        let all = data(&Built::of(root, Some(BASE_URL)));
        assert!(all.len() > 20);
        for (path, value) in &all {
            assert_eq!(value["@context"], "https://schema.org", "{path}");
            check_terms(path, value);
        }
    }
}

#[test]
fn an_entry_says_what_it_is_about_and_what_it_translates() {
    let site = crowded();
    let all = data(&Built::of(site.path(), Some(BASE_URL)));
    let work =
        |lang: &str, number: &str| &all[&format!("{lang}/projects/work-{number}/index.html")]["@graph"];
    let (original, translation) = (work("en", "001"), work("fr", "001"));
    let id = |lang: &str| format!("{BASE_URL}{lang}/projects/work-001/");
    assert_eq!(original[0]["@id"], id("en"));
    assert_eq!(original[0]["workTranslation"][0]["@id"], id("fr"));
    assert_eq!(translation[0]["translationOfWork"]["@id"], id("en"));
    assert_eq!(translation[0]["inLanguage"], "fr");
    assert_eq!(original[0]["about"]["@type"], "Project");
    assert_eq!(original[0]["citation"][0]["@id"], format!("{BASE_URL}en/sources/report/"));
    let steps = original[1]["itemListElement"].as_array().expect("a list");
    let places: Vec<_> = steps.iter().map(|step| step["item"].as_str().expect("an address")).collect();
    assert_eq!(places, [format!("{BASE_URL}en/"), format!("{BASE_URL}en/projects/"), id("en")]);
    assert_eq!(steps[2]["position"], 3);
    assert!(!all.contains_key("fr/projects/work-003/index.html"), "a fallback is no work of its own");
    assert_eq!(all["en/index.html"]["@graph"][0]["@type"], "WebSite");
}

#[test]
fn a_title_cannot_end_the_script_that_names_it() {
    let site = crowded();
    let file = site.path().join("content/projects/work-002.en.md");
    let text = std::fs::read_to_string(&file).expect("a file");
    let title = "A </script><script>alert(1)</script> & <!-- work";
    std::fs::write(&file, text.replace("title: Work 002", &format!("title: \"{title}\""))).expect("a file");
    let all = data(&Built::of(site.path(), Some(BASE_URL)));
    assert_eq!(all["en/projects/work-002/index.html"]["@graph"][0]["headline"], title);
}

#[test]
fn links_to_a_page_show_its_title_language_and_address_elsewhere() {
    let site = crowded();
    let page = |base_url: Option<&str>| {
        let files = Built::of(site.path(), base_url).files();
        String::from_utf8_lossy(&files["fr/projects/work-001/index.html"]).into_owned()
    };
    let (with, without) = (page(Some(BASE_URL)), page(None));
    let content = |html: &str, property: &str| -> Vec<String> {
        select(html, &format!("meta[property='{property}']"))
            .into_iter()
            .map(|(_, content)| content)
            .collect()
    };
    assert_eq!(content(&with, "og:title"), ["Ouvrage 001"]);
    assert_eq!(content(&with, "og:type"), ["article"]);
    assert_eq!(content(&with, "og:locale"), ["fr"]);
    assert_eq!(content(&with, "og:locale:alternate"), ["en"]);
    assert_eq!(content(&with, "og:url"), [format!("{BASE_URL}fr/projects/work-001/")]);
    assert!(content(&without, "og:url").is_empty() && !without.contains("ld+json"));
}
