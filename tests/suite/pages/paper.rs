//! Pages on paper: nothing is cut off, and citations have become notes that say where to look.
//!
//! Print is emulated at the width of A4 within the margins of the style sheet, since what sticks out there
//! or is hidden there is missing on paper.
//!
//! Start with [`faults_of_paper`].

use super::browser::Browser;
use serde_json::Value;

/// A4 without margins of 16 mm, at 96 dots an inch. The matrix turns the page: 1032 without 12 mm.
const A4: u32 = 672;

/// What paper cuts off, and marks without a note.
const CUT_OFF: &str = "(() => {
    const name = e => e.tagName + (e.classList.length ? '.' + [...e.classList].join('.') : '');
    const faults = [];
    const all = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('.hidden, thead'));
    for (const e of all) {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (box.width > 1 && (box.right > (e.closest('.matrix') ? 1032 : innerWidth) + 1 || box.left < -1) && !e.closest('svg svg, g, defs'))
            faults.push('paper cuts off ' + name(e) + ' at ' + Math.round(box.right));
        else if (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1 && !(e instanceof SVGElement))
            faults.push('paper cuts off ' + name(e) + ', which is ' + e.scrollWidth + ' wide');
        else if (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1 && !(e instanceof SVGElement))
            faults.push('paper cuts off ' + name(e) + ', which is ' + e.scrollHeight + ' high');
    }
    for (const mark of document.querySelectorAll('[data-preview]')) {
        const note = document.getElementById(mark.dataset.preview);
        const words = note && note.checkVisibility() && note.innerText;
        if (!words || !words.includes(mark.textContent)) faults.push('no note of the mark ' + mark.textContent);
        else if (!/https?:/.test(words)) faults.push('the note of ' + mark.textContent + ' has no address');
    }
    for (const e of all.filter(e => e.matches('button, input, select, summary') && !e.closest('.prose')))
        faults.push('paper shows ' + name(e));
    return [...new Set(faults)].slice(0, 6);
})()";

/// What of the open page is wrong on paper; the window is as wide as a desk again afterwards.
pub(super) async fn faults_of_paper(browser: &Browser) -> Vec<String> {
    browser.width(A4).await;
    browser.media("print", &[]).await;
    let faults = browser.ask(CUT_OFF).await;
    browser.media("screen", &[]).await;
    browser.width(1280).await;
    faults.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
