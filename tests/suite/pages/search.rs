//! The search as readers meet it: the field in the head of every page, and the page of results.

use super::{TOO_WIDE, axe, broken_rules, reader::Reader};
use crate::{
    built::{Built, crowded},
    search::{named, named_site},
    site::Site,
};
use jingwei::pipeline::Options;
use serde_json::{Value, json};
use std::{fs, path::Path};

/// A reader of the site with an entry that has many names.
async fn enter(script: Option<&str>) -> Reader {
    Reader::enter(named(), script).await
}

impl Reader {
    /// Types into a field, all at once.
    async fn type_into(&self, field: &str, text: &str) {
        let text = Value::from(text);
        let script = format!(
            "(() => {{ const field = document.querySelector('{field}');
                field.focus();
                field.value = {text};
                field.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }})()"
        );
        self.browser.ask(&script).await;
    }
}

const QUICK: &str = "#_quick-q";
/// The paths that the suggestions lead to, below the site.
const SUGGESTED: &str = "[...document.querySelectorAll('#_suggestions:not([hidden]) [role=option]')]
    .map(option => option.pathname.replace('/works/', '') + option.search)";
/// The paths that the results lead to, below the site.
const FOUND: &str = "[...document.querySelectorAll('#results:not([hidden]) > li h2 a')]
    .map(link => link.pathname.replace('/works/', ''))";
const STATUS: &str = "document.querySelector('.found [role=status]').textContent";
const HEIGHT: &str = "document.querySelector('#results').children.length";

#[tokio::test(flavor = "multi_thread")]
async fn the_field_in_the_head_suggests_and_obeys_the_keyboard() {
    let reader = enter(None).await;
    reader.open("zh/policies/plan-x/").await;
    let loaded = "performance.getEntriesByType('resource').filter(e => /search-engine|\\/search\\/index/.test(e.name)).length";
    assert_eq!(reader.browser.ask(loaded).await, 0, "nothing is loaded before somebody searches");
    reader.type_into(QUICK, "fzx").await;
    reader.becomes(SUGGESTED, json!(["zh/policies/sub/"])).await;
    let combobox =
        "[...['role', 'aria-expanded', 'aria-controls', 'aria-autocomplete', 'aria-activedescendant']]
        .map(name => document.querySelector('#_quick-q').getAttribute(name))";
    assert_eq!(reader.browser.ask(combobox).await, json!(["combobox", "true", "_suggestions", "list", null]));
    assert_eq!(
        reader.browser.ask("document.querySelector('.quick [role=status]').textContent").await,
        "1 条建议"
    );

    reader.browser.press("ArrowDown").await;
    assert_eq!(
        reader.browser.ask(combobox).await,
        json!(["combobox", "true", "_suggestions", "list", "_suggestion-0"])
    );
    assert_eq!(
        reader.browser.ask("document.querySelector('[aria-selected=true]').id").await,
        "_suggestion-0"
    );
    reader.browser.press("Escape").await;
    assert_eq!(
        reader.browser.ask(combobox).await,
        json!(["combobox", "false", "_suggestions", "list", null])
    );
    assert_eq!(
        reader.browser.ask("document.querySelector('#_quick-q').value").await,
        "fzx",
        "what was typed stays"
    );
    reader.type_into(QUICK, "副中心").await;
    reader.becomes("document.querySelectorAll('#_suggestions mark').length > 0", json!(true)).await;
    reader.browser.press("ArrowDown").await;
    reader.browser.press("Enter").await;
    reader.becomes("location.pathname", json!("/works/zh/policies/sub/")).await;

    reader.type_into(QUICK, "2018").await;
    reader.becomes("document.querySelectorAll('#_suggestions [role=option]').length > 1", json!(true)).await;
    reader.browser.press("Enter").await;
    reader.becomes("location.pathname + location.search", json!("/works/zh/search/?q=2018")).await;
    reader.becomes(&format!("{HEIGHT} > 1"), json!(true)).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_stands_in_the_address_and_is_the_same_in_the_other_language() {
    let folder = crowded();
    let reader = Reader::enter(Built::of(folder.path(), None), None).await;
    reader.open("en/search/?q=report").await;
    reader.becomes(HEIGHT, json!(10)).await;
    let said = reader.browser.ask(STATUS).await;
    assert!(said.as_str().is_some_and(|said| said.contains("page 1 of ")), "{said}");
    let first = reader.browser.ask(FOUND).await;
    assert_eq!(reader.browser.ask("document.title.startsWith('report · ')").await, true);

    reader.browser.ask("document.querySelector('.pager [rel=next]').click()").await;
    reader.becomes("location.search", json!("?q=report&page=2")).await;
    reader.becomes("document.querySelector('#results').start", json!(11)).await;
    let second = reader.browser.ask(FOUND).await;
    assert_ne!(first, second);
    reader.becomes("document.querySelector('#results').contains(document.activeElement)", json!(true)).await;
    reader.browser.ask("history.back()").await;
    reader.becomes(FOUND, first.clone()).await;

    reader.browser.ask("document.querySelector('.searching summary').click()").await;
    reader.becomes("document.querySelector('[name=kind] [value=project]') !== null", json!(true)).await;
    let choose = "(() => { const select = document.querySelector('[name=kind]');
        select.value = 'project';
        select.dispatchEvent(new Event('change', { bubbles: true })); })()";
    reader.browser.ask(choose).await;
    reader.becomes("location.search", json!("?q=report&kind=project")).await;
    let only =
        "[...document.querySelectorAll('#results h2 a')].every(link => link.pathname.includes('/projects/'))";
    reader.becomes(only, json!(true)).await;
    let option = reader.browser.ask("document.querySelector('[name=kind]').selectedOptions[0].text").await;
    let count = reader.browser.ask(&format!("{STATUS}.match(/\\d+/)[0]")).await;
    assert_eq!(
        option,
        format!("Project ({})", count.as_str().expect("a number")),
        "facets count what they lead to"
    );
    assert_eq!(
        reader.browser.ask("document.querySelector('.languages a').search").await,
        "?q=report&kind=project"
    );

    // The same address shows the same, and the choices are in sight.
    let address = reader.browser.place().await;
    let shown = reader.browser.ask(FOUND).await;
    reader.browser.open(&address).await;
    reader.becomes(FOUND, shown).await;
    assert_eq!(reader.browser.ask("document.querySelector('.searching details').open").await, true);
    reader.browser.ask("document.querySelector('.searching .clear').click()").await;
    reader.becomes("location.search", json!("?q=report")).await;
    reader.becomes(FOUND, first).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn results_say_what_they_are_and_mark_what_was_asked() {
    let reader = enter(None).await;
    reader.open("en/search/?q=生态").await;
    reader.becomes(HEIGHT, json!(1)).await;
    let result = "(() => { const [result] = document.querySelectorAll('#results > li');
        const link = result.querySelector('h2 a');
        return [link.pathname + link.hash, link.textContent, result.querySelector('.quiet span').textContent,
            result.querySelector('.excerpt').lang, result.querySelector('.excerpt mark').textContent]; })()";
    assert_eq!(
        reader.browser.ask(result).await,
        json!(["/works/en/policies/sub/#goal", "Sub-center of B", "Policy", "zh", "生态"]),
        "what only the other language says is found, under the reader's title"
    );
    reader.open("en/policies/plan-x/").await;
    reader.type_into(QUICK, "副中心").await;
    let name = "[...document.querySelectorAll('#_suggestions .quiet [lang]')]
        .map(name => name.lang + ' ' + name.textContent)[0] ?? null";
    reader.becomes(name, json!("zh 乙市城市副中心")).await;
    reader.open("en/search/?q=xionggan").await;
    reader.becomes(&format!("{STATUS}.includes('“xionggan”')"), json!(true)).await;
    assert!(reader.browser.ask(FOUND).await.as_array().expect("a list").contains(&json!("en/policies/sub/")));
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_and_endless_queries_are_text_like_any_other() {
    let reader = enter(None).await;
    let hostile = "\"><img src=x onerror=document.title='broken'>";
    reader.browser.open(&reader.url("en/search/")).await;
    reader.type_into("#_q", hostile).await;
    reader.becomes(&format!("{STATUS}.includes('onerror')"), json!(true)).await;
    assert_eq!(reader.browser.ask("document.querySelectorAll('main img').length").await, 0);
    let address = reader.browser.place().await;
    reader.browser.open(&address).await;
    reader.becomes("document.querySelector('#_q').value", json!(hostile)).await;
    reader.becomes(&format!("{STATUS}.includes('onerror')"), json!(true)).await;
    for query in ["疏解".repeat(5000), "a".repeat(10_000), "% &%00 __proto__ 🙂".to_owned()] {
        reader.type_into("#_q", &query).await;
        reader.becomes(&format!("{STATUS}.length > 0 && location.search.length > 4"), json!(true)).await;
        reader.becomes("document.querySelector('.retry').checkVisibility()", json!(false)).await;
    }
    reader.open("en/").await;
    reader.type_into(QUICK, hostile).await;
    reader.becomes("document.querySelectorAll('#_suggestions [role=option]').length", json!(1)).await;
    assert_eq!(reader.browser.ask("document.querySelectorAll('header img').length").await, 0);
    assert_eq!(reader.browser.ask("window.forbidden").await, json!([]));
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_any_state_of_the_search() {
    let reader = enter(Some(&axe())).await;
    let settled = format!("{STATUS}.length > 0");
    for (width, scheme) in [(1280, "light"), (360, "dark"), (320, "light")] {
        reader.browser.width(width).await;
        reader.browser.scheme(scheme).await;
        for page in [
            "en/search/",
            "zh/search/?q=市",
            "en/search/?q=市&sort=date&kind=policy",
            "en/search/?q=xionggan",
            "zh/search/?q=没有这个",
            "en/search/?q=市&kind=no-such-kind",
        ] {
            reader.open(page).await;
            if page.contains('?') {
                reader.becomes(&settled, json!(true)).await;
            }
            let rules = broken_rules(&reader.browser).await;
            assert_eq!(rules, Vec::<String>::new(), "{page} {scheme} at {width}");
            assert_eq!(reader.browser.ask(TOO_WIDE).await, Value::Null, "{page} at {width}");
        }
        reader.open("zh/policies/plan-x/").await;
        reader.type_into(QUICK, "市").await;
        reader.becomes("document.querySelectorAll('#_suggestions mark').length > 1", json!(true)).await;
        reader.browser.press("ArrowDown").await;
        let rules = broken_rules(&reader.browser).await;
        assert_eq!(rules, Vec::<String>::new(), "suggestions {scheme} at {width}");
        assert_eq!(reader.browser.ask(TOO_WIDE).await, Value::Null, "suggestions at {width}");
    }
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_that_cannot_load_says_so_and_tries_again() {
    let reader = Reader::enter(named(), Some(&axe())).await;
    let (here, away) = (reader.built.target().join("search"), reader.built.target().join("away"));
    fs::rename(&here, &away).expect("it moves");
    reader.open("en/search/?q=副中心").await;
    let failed = "document.querySelector('.retry').checkVisibility()";
    reader.becomes(failed, json!(true)).await;
    assert!(reader.browser.text().await.contains("The search could not be loaded."));
    assert_eq!(broken_rules(&reader.browser).await, Vec::<String>::new());
    reader.server.take_missing();
    reader.browser.complaints().await;
    fs::rename(&away, &here).expect("it moves back");
    reader.browser.ask("document.querySelector('.retry').click()").await;
    reader.becomes(&format!("{FOUND}[0]"), json!("en/policies/sub/")).await;
    reader.becomes(failed, json!(false)).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_stays_open_while_the_site_is_published_anew_finds_what_is_new() {
    let reader = enter(None).await;
    reader.open("zh/search/?q=副中心").await;
    reader.becomes(&format!("{FOUND}[0]"), json!("zh/policies/sub/")).await;
    let new = Built::of(Site::new().root(), None);
    let here = reader.built.target().join("search");
    fs::remove_dir_all(&here).expect("it goes");
    fs::rename(new.target().join("search"), &here).expect("the new one comes");
    reader.type_into("#_q", "某规划").await;
    reader.becomes(&format!("{FOUND}[0]"), json!("zh/policies/plan-x/")).await;
    // The browser says that a file of the old index is gone; the reader is told nothing.
    assert!(reader.server.take_missing().iter().all(|path| path.starts_with("/works/search/")));
    reader.browser.complaints().await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_field_leads_to_the_index_of_names() {
    let reader = enter(None).await;
    reader.browser.scripts(false).await;
    reader.open("zh/policies/plan-x/").await;
    let action = reader.browser.inspect("document.querySelector('#_quick').action").await;
    assert_eq!(action, reader.url("zh/search/"));
    reader.open("zh/search/?q=副中心").await;
    let text = reader.browser.text().await;
    assert!(text.contains("JavaScript") && text.contains("名称索引"), "{text}");
    assert!(!text.contains("缩小范围"), "{text}");
    let letters = "[...document.querySelectorAll('main .letters a')].map(a => a.pathname).join()";
    assert!(reader.browser.inspect(letters).await.contains("/works/zh/index/"));
    reader.browser.scripts(true).await;
    reader.leave().await;
}

/// What the open page found, as files of a folder.
async fn files_found(reader: &super::Browser, folder: &Path) -> Vec<String> {
    let links = "[...document.querySelectorAll('#results h2 a')].map(link => link.href.split('#')[0])";
    let links = reader.ask(links).await;
    let links = links.as_array().expect("a list").iter().filter_map(Value::as_str);
    let files = links.map(|link| url::Url::parse(link).expect("a URL").to_file_path().expect("a path"));
    files
        .map(|file| {
            assert!(file.is_file(), "{}", file.display());
            file.strip_prefix(folder).expect("a file of the site").display().to_string()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portable_site_is_searched_in_its_folder() {
    let site = named_site();
    let built = Built::with(site.root(), &Options { portable: true, ..Options::default() });
    let target = built.target().canonicalize().expect("a folder");
    let browser = super::Browser::start(None).await;
    let page = |path: &str| url::Url::from_file_path(target.join(path)).expect("a path").to_string();
    browser.open(&format!("{}?q=fuzhongxin", page("zh/search/index.html"))).await;
    for _ in 0..100 {
        if browser.ask(HEIGHT).await != 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(
        files_found(&browser, &target).await.first().map(String::as_str),
        Some("zh/policies/sub/index.html")
    );
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
