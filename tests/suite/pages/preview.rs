//! A cited paragraph beside its mark: by mouse, keyboard and finger, and without a script.

use super::{Room, axe, broken_rules};
use serde_json::Value;
use std::time::Duration;

/// The first mark in the running text of an entry.
const MARK: &str = "document.querySelector('.prose .cite[data-preview]')";
/// The box that is open, with what it says and where it is; null if there is none.
const BOX: &str = "(() => {
    const box = document.querySelector('.preview');
    if (!box) return null;
    const mark = document.querySelector('.cite.open'), of = e => e.getBoundingClientRect();
    const a = of(box), b = of(mark);
    return {
        text: box.querySelector('.note-text').textContent,
        inside: a.top >= 0 && a.left >= 0 && a.right <= innerWidth + .5 && a.bottom <= innerHeight + .5,
        clear: a.bottom <= b.top || b.bottom <= a.top,
        x: a.left + a.width / 2, y: a.top + 20,
    };
})()";

/// Longer than the script waits before it opens or closes the box.
async fn wait() {
    tokio::time::sleep(Duration::from_millis(700)).await;
}

/// Puts an element into the middle of the window; the place of its middle.
async fn place(room: &Room, element: &str) -> (f64, f64) {
    let place = format!(
        "(() => {{ const e = {element}; e.scrollIntoView({{ block: 'center' }});
            const box = e.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2]; }})()"
    );
    let place = room.browser.ask(&place).await;
    (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"))
}

/// The text of the paragraph that the first mark names.
async fn paragraph(room: &Room) -> Value {
    let note =
        format!("document.getElementById({MARK}.dataset.preview).querySelector('.note-text').textContent");
    room.browser.ask(&note).await
}

/// What the box is once it is as it should be; as it is if that takes longer than a busy machine does.
async fn settled(room: &Room, is_right: impl Fn(&Value) -> bool) -> Value {
    wait().await;
    let mut shown = room.browser.ask(BOX).await;
    for _ in 0..20 {
        if is_right(&shown) {
            break;
        }
        wait().await;
        shown = room.browser.ask(BOX).await;
    }
    shown
}

async fn open_box(room: &Room, how: &str) -> Value {
    let shown = settled(room, |shown| shown["inside"] == true && shown["clear"] == true).await;
    assert!(shown.is_object(), "{how}: no box");
    assert_eq!(shown["text"], paragraph(room).await, "{how}");
    assert_eq!(
        (&shown["inside"], &shown["clear"]),
        (&Value::Bool(true), &Value::Bool(true)),
        "{how}: {shown}"
    );
    shown
}

async fn no_box(room: &Room, why: &str) {
    assert_eq!(settled(room, Value::is_null).await, Value::Null, "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_shows_its_paragraph_under_the_mouse_until_escape_or_until_the_mouse_leaves() {
    let room = Room::enter(Some(&axe())).await;
    for lang in &room.languages {
        room.browser.width(1280).await;
        room.open(room.entry_page(lang)).await;
        let mark = place(&room, MARK).await;
        room.browser.point(mark).await;
        let shown = open_box(&room, "hover").await;
        let inside = (shown["x"].as_f64().expect("x"), shown["y"].as_f64().expect("y"));
        room.browser.point(inside).await;
        open_box(&room, "with the mouse in the box").await;
        assert_eq!(broken_rules(&room.browser).await, Vec::<String>::new(), "an open box");
        room.browser.point((5.0, 5.0)).await;
        no_box(&room, "the mouse has left").await;

        room.browser.point(mark).await;
        open_box(&room, "hover again").await;
        room.browser.press("Escape").await;
        room.browser.point((mark.0 + 1.0, mark.1)).await;
        no_box(&room, "escape closes it though the mouse is still there").await;
        assert_eq!(room.browser.complaints().await, Vec::<String>::new());
    }
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_opens_a_paragraph_reaches_the_link_in_it_and_closes_it() {
    let room = Room::enter(None).await;
    for width in [1280, 360] {
        room.browser.width(width).await;
        room.open(room.entry_page(&room.languages[0])).await;
        room.browser.press("Tab").await;
        place(&room, MARK).await;
        room.browser.ask(&format!("{MARK}.focus()")).await;
        open_box(&room, "focus").await;
        room.browser.press("Tab").await;
        wait().await;
        let link = room.browser.ask("document.querySelector('.preview a') === document.activeElement").await;
        assert_eq!(link, true, "the next step leads into the box");
        let same = format!("document.activeElement.href === {MARK}.href");
        assert_eq!(room.browser.ask(&same).await, true, "the link leads where the mark does");
        room.browser.press("Escape").await;
        no_box(&room, "escape").await;
        assert_eq!(room.browser.ask(&format!("document.activeElement === {MARK}")).await, true);
        room.browser.press("Tab").await;
        wait().await;
        assert_eq!(room.browser.ask(&format!("document.activeElement === {MARK}")).await, false);
    }
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_tap_shows_the_paragraph_and_the_second_goes_there() {
    let room = Room::enter(None).await;
    room.browser.width(360).await;
    let page = room.entry_page(&room.languages[0]);
    room.open(page).await;
    let before = room.browser.place().await;
    let mark = place(&room, MARK).await;
    room.browser.tap(mark).await;
    open_box(&room, "tap").await;
    assert_eq!(room.browser.place().await, before, "the first tap stays on the page");
    room.browser.tap((180.0, 5.0)).await;
    no_box(&room, "a tap elsewhere").await;
    let mark = place(&room, MARK).await;
    room.browser.tap(mark).await;
    open_box(&room, "tap again").await;
    let target = room.browser.ask(&format!("{MARK}.href")).await;
    room.browser.tap(mark).await;
    wait().await;
    assert_eq!(room.browser.place().await, target.as_str().expect("an address"));
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_script_the_paragraphs_stand_at_the_end_of_the_page() {
    let room = Room::enter(None).await;
    room.open(room.entry_page(&room.languages[0])).await;
    let (paragraph, mark) = (paragraph(&room).await, place(&room, MARK).await);
    room.browser.scripts(false).await;
    room.open(room.entry_page(&room.languages[0])).await;
    let text = room.browser.text().await;
    let words = paragraph.as_str().expect("a text").trim_matches('\u{2026}');
    assert!(text.contains(words), "{words}");
    room.browser.point(mark).await;
    wait().await;
    assert_eq!(room.browser.text().await, text, "nothing opens");
    room.browser.scripts(true).await;
    room.leave().await;
}
