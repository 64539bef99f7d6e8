//! The keyboard alone: it goes through everything on every page, in order, in sight, and out again.
//!
//! A script in the page notes each step, since asking after each would take minutes: what has the focus
//! and how it shows when it comes, where it stands when it goes.
//!
//! Start with [`the_keyboard_goes_through_every_page_in_order_in_sight_and_out_again`].

use super::{OWN, Room, assert_none, server::Server};
use crate::pages::browser::Browser;
use jingwei::model::lang::Lang;
use serde_json::Value;
use std::{fs, time::Duration};

const WIDTHS: [u32; 2] = [1280, 360];
/// A page with more steps is gone through in each language, but each at one of the widths.
const MANY: usize = 250;

/// Notes the steps of the focus.
const NOTE_STEPS: &str = "(() => {
    const steps = window.steps = [];
    const marked = e => {
        const { outlineStyle, outlineWidth } = getComputedStyle(e);
        const tile = e.querySelector('.tile'), line = tile && getComputedStyle(tile);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)
            || (line && line.stroke !== 'none' && parseFloat(line.strokeWidth) > 3);
    };
    const look = target => {
        const box = [...target.getClientRects()].find(box => box.width > 1 && box.height > 1);
        const x = box && (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
        const y = box && (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
        const over = box && document.elementFromPoint(x, y);
        return { over, seen: over && (over.contains(target) || target.contains(over)) };
    };
    // It comes into sight after it has the focus; what is only there with the focus is gone after.
    addEventListener('focusin', ({ target }) => steps.push({ target, shown: marked(target), ...look(target) }));
    addEventListener('focusout', ({ target }) => {
        const step = steps.at(-1);
        if (!step.seen) Object.assign(step, look(target));
    });
})();";

/// Gathers what the tabulator is to reach, in the order of the page; how many steps that takes at most.
const EXPECT: &str = "(() => {
    const all = document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, iframe, audio, video, [tabindex], [contenteditable]');
    window.expected = [...all].filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility(
        { visibilityProperty: true, contentVisibilityAuto: true }));
    // A mark of a citation opens a box with a link; the box itself may scroll.
    return expected.length + 2 * document.querySelectorAll('[data-preview]').length + 2;
})()";

/// What is wrong with the steps that were noted.
const JUDGE: &str = "(() => {
    const name = e => e.tagName.toLowerCase() + (e.id && '#' + e.id)
        + ' `' + (e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 40) + '`';
    const again = steps.findIndex((step, i) => i > 0 && step.target === steps[0].target);
    const way = again < 0 ? steps : steps.slice(0, again);
    const faults = [];
    const scrolls = e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight;
    const boxed = e => e.closest('.preview') || !e.isConnected;
    const known = new Set(expected);
    for (const step of way) {
        if (!known.has(step.target) && !boxed(step.target) && !scrolls(step.target))
            faults.push('goes to ' + name(step.target) + ', which nobody can see or use');
        if (boxed(step.target)) continue;
        if (!step.shown) faults.push('does not show on ' + name(step.target));
        if (!step.seen) faults.push('is out of sight on ' + name(step.target)
            + (step.over ? ', under ' + name(step.over) : ''));
    }
    const reached = way.map(step => step.target).filter(e => known.has(e));
    const wrong = expected.findIndex((e, i) => e !== reached[i]);
    if (wrong >= 0) faults.push('comes to ' + (reached[wrong] ? name(reached[wrong]) : 'an end') + ' in place of '
        + name(expected[wrong]) + ', step ' + (wrong + 1) + ' of ' + expected.length);
    // Past the last element the browser's own buttons follow, then the first element again.
    if (again < 0 && document.activeElement !== steps[0].target) faults.push('never leaves the page, last on ' + name(document.activeElement));
    return faults.slice(0, 8);
})()";

/// How many steps lead through the open page at most.
async fn steps(browser: &Browser) -> usize {
    let most = browser.ask(EXPECT).await.as_u64().expect("a number");
    usize::try_from(most).expect("not many")
}

async fn faults_of_steps(browser: &Browser, most: usize) -> Vec<String> {
    browser.tab(most).await;
    let faults = browser.ask(JUDGE).await;
    let faults = faults.as_array().expect("a list").iter().filter_map(Value::as_str);
    faults.map(|fault| format!("the focus {fault}")).collect()
}

/// Marks the regions that scroll; each with how.
const REGIONS: &str = "(() => {
    const auto = way => ['auto', 'scroll'].includes(way);
    window.regions = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()).flatMap(e => {
        const style = getComputedStyle(e);
        if (e.matches('.menu, .preview')) return [];
        const ways = [];
        if (auto(style.overflowX) && e.scrollWidth > e.clientWidth + 1) ways.push(['ArrowRight', 'scrollLeft']);
        if (auto(style.overflowY) && e.scrollHeight > e.clientHeight + 1) ways.push(['ArrowDown', 'scrollTop']);
        return ways.map(([key, side]) => ({ e, key, side }));
    });
    return regions.map(region => region.key);
})()";

/// What is wrong with the regions of the open page that scroll by themselves.
async fn faults_of_regions(browser: &Browser) -> Vec<String> {
    let mut faults = Vec::new();
    let keys = browser.ask(REGIONS).await;
    for (number, key) in keys.as_array().expect("a list").iter().enumerate() {
        let name = format!("regions[{number}].e.className + ' ' + regions[{number}].key");
        let focused =
            format!("(regions[{number}].e.focus(), document.activeElement === regions[{number}].e)");
        if browser.ask(&focused).await != true {
            let name = browser.ask(&name).await;
            faults.push(format!("the region {name} scrolls and cannot have the focus"));
            continue;
        }
        browser.press(key.as_str().expect("a key")).await;
        let moved = format!(
            "const {{ e, side }} = regions[{number}]; const end = Date.now() + 2000;
            const look = () => e[side] > 0 || Date.now() > end ? done(e[side]) : setTimeout(look, 20); look();"
        );
        if browser.wait_for(&moved).await.as_f64() <= Some(0.0) {
            faults.push(format!("the region {} does not move", browser.ask(&name).await));
        }
    }
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_goes_through_every_page_in_order_in_sight_and_out_again() {
    let room = Room::enter(Some(NOTE_STEPS)).await;
    let mut faults = Vec::new();
    for (turn, width) in WIDTHS.into_iter().enumerate() {
        room.browser.width(width).await;
        for page in &room.pages {
            room.open(page).await;
            let most = steps(&room.browser).await;
            let in_turn = |lang: &Lang| page.starts_with(&format!("{}{lang}/", &OWN[1..]));
            let lang = room.languages.iter().position(in_turn).unwrap_or_default();
            let mut found = Vec::new();
            if most <= MANY || lang % WIDTHS.len() == turn {
                found = faults_of_steps(&room.browser, most).await;
            }
            found.extend(faults_of_regions(&room.browser).await);
            faults.extend(found.into_iter().map(|fault| format!("{page} at {width}: {fault}")));
        }
    }
    room.leave().await;
    assert_none(&faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_traps_hides_or_skips_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Bad</title>\
        <link rel=stylesheet href=bad.css><script src=bad.js defer></script>\
        <a href=#1>first</a> <a href=#2 class=plain>plain</a> <a href=#3 class=under>under</a>\
        <p class=over>over</p> <a href=#4 tabindex=1>early</a> <div class=wide><p>wide</p></div>\
        <input id=trap> <a href=#5>never</a>";
    let style = ":focus-visible { outline: 3px solid } .plain { outline: none } .under, .over { position: fixed; top: 90px; left: 0; margin: 0 }\
        .over { width: 9em; background: white } .wide { width: 50px; overflow: auto; -webkit-user-modify: read-only }\
        .wide p { width: 900px }";
    let script = "trap.onkeydown = event => { if (event.key === 'Tab') event.preventDefault(); };\
        document.querySelector('.wide').onkeydown = event => { if (event.key !== 'Tab') event.preventDefault(); };";
    for (name, text) in [("index.html", page), ("bad.css", style), ("bad.js", script)] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let server = Server::start(vec![("/bad/", folder.path().to_owned())]).await;
    let browser = Browser::start(Some(NOTE_STEPS)).await;
    browser.width(360).await;
    browser.open(&format!("{}bad/", server.address)).await;
    let most = steps(&browser).await;
    let found = faults_of_steps(&browser, most).await.join("\n");
    for part in [
        "does not show on a `plain`",
        "is out of sight on a `under`, under p",
        "comes to a `early` in place of a `first`, step 1 of",
        "never leaves the page, last on input#trap",
    ] {
        assert!(found.contains(part), "{part} in {found}");
    }
    let found = faults_of_regions(&browser).await.join("\n");
    assert!(found.contains("wide ArrowRight\" does not move"), "{found}");
    browser.close().await;
}

/// Whether the menu is open, and what has the focus.
const MENU: &str = "({
    open: document.querySelector('#_menu').matches(':popover-open'),
    button: document.activeElement.matches('.menu-button'),
    link: [...document.querySelectorAll('#_menu a')].indexOf(document.activeElement),
    links: document.querySelectorAll('#_menu a').length,
    seen: (() => { const box = document.activeElement.getBoundingClientRect();
        return box.height > 1 && box.top >= 0 && box.bottom <= innerHeight; })(),
})";

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_opens_the_menu_goes_through_it_and_closes_it() {
    let room = Room::enter(None).await;
    room.browser.width(360).await;
    for lang in &room.languages {
        room.open(room.entry_page(lang)).await;
        let mut state = room.browser.ask(MENU).await;
        for _ in 0..5 {
            if state["button"] == true {
                break;
            }
            room.browser.press("Tab").await;
            state = room.browser.ask(MENU).await;
        }
        assert_eq!((&state["button"], &state["open"]), (&true.into(), &false.into()), "{state}");
        room.browser.press("Enter").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(room.browser.ask(MENU).await["open"], true, "Enter opens the menu");
        for link in 0..state["links"].as_u64().expect("a number") {
            room.browser.press("Tab").await;
            state = room.browser.ask(MENU).await;
            assert_eq!((&state["link"], &state["seen"]), (&link.into(), &true.into()), "{state}");
        }
        room.browser.press("Escape").await;
        state = room.browser.ask(MENU).await;
        assert_eq!((&state["open"], &state["button"]), (&false.into(), &true.into()), "{state}");
    }
    room.leave().await;
}
