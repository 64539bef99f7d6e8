//! Pages that are opened from a folder, without a server.

use super::{Browser, assert_none, fullest, repository};
use crate::built::Built;
use jingwei::{model::vocabulary::Vocabulary, pipeline::Options, plan::permalinks};
use serde_json::Value;

/// Where a reader goes from a page, as the page names it, each place once.
const LINKS: &str = "[...new Set([...document.querySelectorAll('a[href]')]
    .map(a => new URL(a.getAttribute('href'), document.baseURI).href.split('#')[0]))]
    .filter(url => url.startsWith('file:'))";

#[tokio::test(flavor = "multi_thread")]
async fn a_portable_site_is_read_from_a_folder_by_double_click() {
    let own = Built::with(repository(), &Options { portable: true, ..Options::default() });
    let site = own.analysis.site.as_ref().expect("a site");
    let lang = site.config.default_lang();
    let entry = site.corpus.entries.first().expect("an entry");
    let topic = fullest(&own, Vocabulary::Topics);
    let pages = [
        String::new(),
        permalinks::home(lang),
        permalinks::entry(lang, entry),
        permalinks::term(lang, Vocabulary::Topics, topic, 1),
    ];
    let browser = Browser::start(None).await;
    let target = own.target().canonicalize().expect("a folder");
    let mut faults = Vec::new();
    for page in pages {
        let file = url::Url::from_file_path(target.join(&page).join("index.html")).expect("a path");
        browser.open(file.as_str()).await;
        let styled = "document.styleSheets.length > 0";
        assert_eq!(browser.ask(styled).await, Value::Bool(true), "{page}: the style sheet is loaded");
        let links = browser.ask(LINKS).await;
        let links: Vec<_> = links.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert!(!links.is_empty(), "{page} leads nowhere");
        for link in links {
            let path = url::Url::parse(link).expect("a URL").to_file_path().expect("a path");
            if !path.is_file() {
                faults.push(format!("{page}: {link} is no file"));
            }
        }
        faults.extend(browser.complaints().await.into_iter().map(|fault| format!("{page}: {fault}")));
    }
    // Two steps, as a reader takes them.
    let start = url::Url::from_file_path(target.join("index.html")).expect("a path");
    browser.open(start.as_str()).await;
    for step in ["main a[href]", "nav.menu a[href]"] {
        browser.ask(&format!("document.querySelector('{step}').click()")).await;
        assert!(browser.place().await.ends_with("/index.html"), "{step}");
        let heading = browser.ask("document.querySelector('h1').textContent.trim().length > 0").await;
        assert_eq!(heading, Value::Bool(true), "{step}: a page stands there");
    }
    browser.close().await;
    assert_none(&faults);
}
