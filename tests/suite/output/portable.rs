//! A site whose links name files.

use super::BASE_URL;
use crate::built::{Built, crowded, sites};
use jingwei::pipeline::Options;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

/// Every address that a page names for a browser to follow or to load.
fn addresses(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let all = Selector::parse("[href], [src], [action], meta[http-equiv=refresh]").expect("a selector");
    let of = |element: scraper::ElementRef<'_>| {
        let refresh = element.attr("content").and_then(|content| content.split_once("url="));
        let address = ["href", "src", "action"]
            .iter()
            .find_map(|name| element.attr(name))
            .or(refresh.map(|(_, url)| url));
        address.unwrap_or_default().to_owned()
    };
    document.select(&all).map(of).collect()
}

/// The file that an address means to a browser that has no server: exactly the path that is named.
fn file_at(page: &str, address: &str) -> String {
    let base = url::Url::parse(&format!("file:///site/{page}")).expect("a URL");
    let url = base.join(address).expect("a URL");
    let path: Vec<u8> = percent_decode(url.path());
    let path = String::from_utf8(path).expect("text");
    path.strip_prefix("/site/").unwrap_or(&path).to_owned()
}

fn percent_decode(path: &str) -> Vec<u8> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).expect("a digit");
        decoded.push(match byte {
            b'%' => u8::try_from(hex(bytes.next()) * 16 + hex(bytes.next())).expect("a byte"),
            byte => byte,
        });
    }
    decoded
}

#[test]
fn every_link_of_a_portable_site_names_a_file() {
    let crowd = crowded();
    let roots = sites().into_iter().chain([crowd.path().to_owned()]);
    for root in roots {
        for base_url in [None, Some(BASE_URL.to_owned())] {
            let built = Built::with(&root, &Options { portable: true, base_url, ..Options::default() });
            let files = built.files();
            let mut faults = Vec::new();
            let mut followed = 0;
            for (page, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
                for address in addresses(&String::from_utf8_lossy(bytes)) {
                    let is_absolute = address.split('/').next().is_some_and(|start| start.contains(':'));
                    if is_absolute || address.starts_with('#') {
                        continue;
                    }
                    followed += 1;
                    let file = file_at(page, &address);
                    if !files.contains_key(&file) {
                        faults.push(format!("{page}: `{address}` is `{file}`"));
                    }
                }
            }
            assert!(followed > 50);
            faults.truncate(20);
            assert!(faults.is_empty(), "{}:\n{}", root.display(), faults.join("\n"));
        }
    }
}

#[test]
fn a_portable_site_differs_in_links_only() {
    let site = crowded();
    let published = |portable| {
        let options = Options { portable, base_url: Some(BASE_URL.to_owned()), ..Options::default() };
        Built::with(site.path(), &options).files()
    };
    let (plain, portable) = (published(false), published(true));
    let named =
        regex::Regex::new(r#"((?:href="|action="|url=)(?:\.\./|[^":]+/)*)index\.html"#).expect("a pattern");
    // The search reads scripts where it cannot fetch.
    let of_search =
        regex::Regex::new(r#" data-portable|<script src="[^"]*search-folder[^"]*" defer></script>"#);
    let of_search = of_search.expect("a pattern");
    for (name, bytes) in plain.iter().filter(|(name, _)| !name.starts_with("search/")) {
        let of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let back = of_search.replace_all(&of(&portable[name]), "").into_owned();
        let back = named.replace_all(&back, "$1").into_owned();
        // The page for what is not there begins elsewhere, and what has to be fetched is left out.
        let differs = name == "404.html" || of(bytes).contains("data-list=");
        assert!(differs || back == of(bytes), "{name}");
    }
    let of_index = |files: &BTreeMap<String, Vec<u8>>| -> BTreeSet<String> {
        let names = files.keys().filter(|name| name.starts_with("search/"));
        names.map(|name| name.strip_suffix(".js").unwrap_or(name).to_owned()).collect()
    };
    assert!(plain.contains_key("search/index.json") && portable.contains_key("search/index.json.js"));
    assert_eq!(of_index(&portable), of_index(&plain), "each file of the search is a script");
    assert!(of_absolute(&portable["en/index.html"]), "absolute addresses stay as they are");
}

fn of_absolute(page: &[u8]) -> bool {
    String::from_utf8_lossy(page).contains(&format!("<link rel=\"canonical\" href=\"{BASE_URL}en/\">"))
}
