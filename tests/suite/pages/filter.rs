//! The filter of lists: what it shows, what the address says, what the keyboard does.

use super::{axe, broken_rules, reader::Reader};
use crate::{
    built::{Built, CROWD},
    facets::{at_port, stage, varied},
};
use serde_json::{Value, json};

/// A reader of a site with many entries that differ.
async fn enter(script: Option<&str>) -> Reader {
    let folder = varied();
    Reader::enter(Built::of(folder.path(), None), script).await
}

impl Reader {
    /// Opens the filter of the page, as a click on its name does.
    async fn open_filter(&self) {
        self.browser.ask("document.querySelector('.filter summary').click()").await;
        self.becomes("document.querySelector('.filter fieldset').disabled", json!(false)).await;
    }

    /// Chooses a value.
    async fn choose(&self, facet: &str, value: &str) {
        let script = format!(
            "(() => {{ const select = document.querySelector('.filter [name={facet}]');
                select.value = '{value}';
                select.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return select.value; }})()"
        );
        assert_eq!(self.browser.ask(&script).await, value, "{facet} offers it");
    }

    async fn shows(&self, numbers: &[usize]) {
        self.becomes(SHOWN, json!(numbers)).await;
    }
}

/// The numbers of the works whose rows can be seen.
const SHOWN: &str = "[...document.querySelectorAll('.entries > li')].filter(row => row.checkVisibility())
    .map(row => Number(row.querySelector('a').pathname.match(/(\\d+)\\/$/)[1]))";
/// The query of the address.
const QUERY: &str = "location.search";
/// How many entries were fetched for the filter, and from where.
const FETCHED: &str =
    "performance.getEntriesByType('resource').filter(e => e.name.endsWith('/entries.json')).length";
const COUNT: &str = "document.querySelector('.filter [role=status]').textContent";

fn works(keep: impl Fn(usize) -> bool) -> Vec<usize> {
    (1..=CROWD).filter(|number| keep(*number)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_choices_show_what_has_both_on_all_pages_of_a_list_and_the_address_keeps_them() {
    let reader = enter(None).await;
    reader.open("en/projects/page/2/").await;
    let page: Vec<usize> = (51..=100).collect();
    reader.shows(&page).await;
    assert_eq!(reader.browser.ask(FETCHED).await, 0, "nothing is fetched before the filter is opened");
    reader.open_filter().await;
    assert_eq!(reader.browser.ask(FETCHED).await, 1);
    assert_eq!(reader.browser.ask(COUNT).await, "120 of 120 entries");
    reader.shows(&page).await;

    let port = works(at_port);
    let both = works(|number| at_port(number) && stage(number) == "completed");
    assert!(!both.is_empty() && both.len() < port.len());
    reader.choose("region", "port").await;
    reader.shows(&port).await;
    assert_eq!(reader.browser.ask(QUERY).await, "?region=port");
    reader.choose("status", "completed").await;
    reader.shows(&both).await;
    assert_eq!(reader.browser.ask(QUERY).await, "?region=port&status=completed");
    assert_eq!(reader.browser.ask(COUNT).await, format!("{} of 120 entries", both.len()));
    let twin = "document.querySelector('.languages a').search";
    assert_eq!(reader.browser.ask(twin).await, "?region=port&status=completed", "the twin shows the same");

    let address = reader.browser.place().await;
    reader.browser.open(&address).await;
    reader.shows(&both).await;
    assert_eq!(reader.browser.ask("document.querySelector('.filter [name=region]').value").await, "port");
    reader.browser.ask("history.back()").await;
    reader.shows(&port).await;
    assert_eq!(reader.browser.ask("document.querySelector('.filter [name=status]').value").await, "");
    reader.browser.ask("history.back()").await;
    reader.shows(&page).await;
    assert_eq!(reader.browser.ask(QUERY).await, "");
    reader.browser.ask("history.forward()").await;
    reader.shows(&port).await;
    reader.browser.ask("document.querySelector('.filter .clear').click()").await;
    reader.shows(&page).await;
    assert_eq!(reader.browser.ask("document.activeElement.localName").await, "summary");
    reader.open("fr/projects/?region=port&status=completed&year=2019").await;
    reader.shows(&works(|number| both.contains(&number) && number.is_multiple_of(6))).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_one_page_is_filtered_without_fetching_anything() {
    let reader = enter(None).await;
    reader.open("en/regions/port/").await;
    reader.shows(&works(at_port)).await;
    reader.open_filter().await;
    reader.choose("status", "planned").await;
    let planned = works(|number| at_port(number) && stage(number) == "planned");
    reader.shows(&planned).await;
    reader.choose("year", "2020").await;
    reader.shows(&works(|number| planned.contains(&number) && number.is_multiple_of(6))).await;
    assert_eq!(reader.browser.ask(QUERY).await, "?status=planned&year=2020");
    assert_eq!(reader.browser.ask(FETCHED).await, 0);
    reader.browser.ask("history.back()").await;
    reader.shows(&planned).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_drawn_says_what_the_row_of_a_page_says() {
    let reader = enter(None).await;
    // What is read, where links lead, and what is marked with its language.
    let rows = "Object.fromEntries([...document.querySelectorAll('.entries > li')]
        .filter(row => row.checkVisibility()).map(row => [row.querySelector('a').pathname, [
            row.innerText.replace(/\\s+/g, ' '),
            [...row.querySelectorAll('a')].map(a => a.pathname + a.textContent),
            [...row.querySelectorAll('[lang]')].map(e => e.lang + ': ' + e.innerText),
            row.querySelector('.mark').getAttribute('class') + row.querySelector('.mark').innerHTML,
        ]]))";
    for lang in ["en", "fr"] {
        reader.open(&format!("{lang}/projects/")).await;
        let written = reader.browser.ask(rows).await;
        assert_eq!(written.as_object().expect("rows").len(), 50);
        reader.open(&format!("{lang}/projects/?topic=roads")).await;
        reader.becomes("document.querySelectorAll('.entries > li').length", json!(100)).await;
        assert_eq!(reader.browser.ask(rows).await, written, "{lang}");
    }
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_of_the_filter_is_held_until_its_script_runs() {
    let reader = enter(None).await;
    let heights = "(() => { const filter = document.querySelector('.filter');
        const parts = document.createElement('template');
        parts.id = '_filter';
        filter.before(parts);
        const heights = [parts.offsetHeight, filter.offsetHeight];
        parts.remove();
        return heights; })()";
    for (width, page) in [(1280, "en/projects/"), (320, "fr/regions/port/")] {
        reader.browser.width(width).await;
        reader.open(page).await;
        let seen = reader.browser.ask(heights).await;
        assert!(seen[0].as_u64() > Some(30), "{page}: {seen}");
        assert_eq!(seen[0], seen[1], "{page} at {width}");
    }
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_page_of_results_is_shown_step_by_step() {
    let reader = enter(None).await;
    let planned = works(|number| stage(number) == "planned");
    assert!(planned.len() > 50);
    reader.open("en/projects/?status=planned").await;
    reader.shows(&planned[..50]).await;
    let more = "document.querySelector('.entries:not([hidden]) + button')";
    assert_eq!(reader.browser.ask(&format!("{more}.innerText")).await, "Show more");
    reader.browser.ask(&format!("{more}.click()")).await;
    reader.shows(&planned).await;
    let focus = "Number(document.activeElement.pathname.match(/(\\d+)\\/$/)[1])";
    assert_eq!(reader.browser.ask(focus).await, planned[50], "the reader goes on at the first new one");
    assert_eq!(reader.browser.ask(&format!("{more}.checkVisibility()")).await, false);
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_has_all_of_it_the_filter_says_what_to_leave_out() {
    let reader = enter(None).await;
    reader.open("en/projects/?region=port&status=no-such-state&year=2019").await;
    reader.shows(&[]).await;
    assert_eq!(reader.browser.ask(COUNT).await, "0 of 120 entries");
    let offers = "[...document.querySelectorAll('.nothing button')].map(button => button.innerText)";
    let without = format!("without “no-such-state”: {}", works(|number| number.is_multiple_of(30)).len());
    assert_eq!(reader.browser.ask(offers).await[0], without);
    reader.browser.ask("document.querySelector('.nothing button').click()").await;
    reader.shows(&works(|number| number.is_multiple_of(30))).await;
    assert_eq!(reader.browser.ask(QUERY).await, "?region=port&year=2019");
    assert_eq!(reader.browser.ask("document.activeElement.name").await, "status");
    assert_eq!(reader.browser.ask("document.querySelector('.nothing').checkVisibility()").await, false);
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_opens_the_filter_and_chooses() {
    let reader = enter(None).await;
    reader.open("en/projects/").await;
    let last = "[...document.querySelectorAll('.facets a')].pop().focus()";
    reader.browser.ask(last).await;
    reader.browser.press("Tab").await;
    assert_eq!(reader.browser.ask("document.activeElement.localName").await, "summary");
    reader.browser.press("Enter").await;
    reader.becomes("document.querySelector('.filter fieldset').disabled", json!(false)).await;
    reader.browser.press("Tab").await;
    assert_eq!(reader.browser.ask("document.activeElement.name").await, "status");
    // The states stand in the order of the vocabulary: planned comes first.
    reader.browser.press("ArrowDown").await;
    reader.becomes(QUERY, json!("?status=planned")).await;
    assert_eq!(reader.browser.ask("document.activeElement.name").await, "status", "the focus stays");
    reader.browser.press("ArrowDown").await;
    reader.becomes(QUERY, json!("?status=under-construction")).await;
    reader.shows(&works(|number| stage(number) == "under-construction")).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_no_control_is_shown_and_the_lists_by_one_value_are_there() {
    let reader = enter(None).await;
    reader.browser.scripts(false).await;
    for page in ["en/projects/?region=port", "en/regions/port/"] {
        reader.open(page).await;
        let text = reader.browser.text().await;
        assert!(text.contains("Work 005"), "{text}");
        for words in ["Filter this list", "Clear the filter", "Show more", "entries could not be fetched"] {
            assert!(!text.contains(words), "{page}: {words}");
        }
    }
    reader.open("en/projects/").await;
    assert!(reader.browser.text().await.contains("No year given"));
    reader.browser.scripts(true).await;
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_about_an_open_filter() {
    let reader = enter(Some(&axe())).await;
    for (width, scheme) in [(1280, "light"), (1280, "dark"), (320, "light")] {
        reader.browser.width(width).await;
        reader.browser.scheme(scheme).await;
        for query in ["region=port", "region=port&status=no-such-state"] {
            reader.open(&format!("fr/projects/?{query}")).await;
            reader.becomes("document.querySelector('.filter fieldset').disabled", json!(false)).await;
            let rules = broken_rules(&reader.browser).await;
            assert_eq!(rules, Vec::<String>::new(), "{query} {scheme} at {width}");
            assert_eq!(reader.browser.ask(super::TOO_WIDE).await, Value::Null, "{query} at {width}");
        }
    }
    reader.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_cannot_fetch_says_so_and_leaves_the_list() {
    let reader = enter(None).await;
    reader.open("en/projects/").await;
    let file = reader.built.target().join("en/entries.json");
    std::fs::remove_file(file).expect("it was there");
    reader.browser.ask("document.querySelector('.filter summary').click()").await;
    let said = format!("{COUNT}.startsWith('The entries could not be fetched')");
    reader.becomes(&said, json!(true)).await;
    reader.shows(&(1..=50).collect::<Vec<_>>()).await;
    assert_eq!(reader.server.take_missing(), ["/works/en/entries.json"]);
    reader.browser.complaints().await;
    reader.leave().await;
}
