//! What the page of a term says of its entries.

use crate::{
    built::Built,
    site::{Site, sites},
};

/// The words of a page between its tags, with white space collapsed.
fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(path: &str) -> String {
    let built = Built::of(&sites().join("warm-homes"), None);
    String::from_utf8(built.files().remove(path).expect("the page")).expect("text")
}

#[test]
fn the_sections_of_a_topics_entries_stand_under_the_sites_own_headings() {
    let text = words(&page("en/topics/heating/index.html"));
    let headings = text.find("Promised for 2030 Done by the end of 2023 Planned for 2024");
    let heading = headings.expect("the headings, in the order of the site file");
    for said in [
        "The network is to be 18 kilometres long and to supply 4,500 homes",
        "7 km had been laid by the end of 2023",
        "In September 2024 the first 600 homes are to be connected",
    ] {
        assert!(text[heading..].contains(said), "{said}");
    }
}

#[test]
fn the_sections_of_narrower_terms_are_among_them_and_each_stands_once() {
    let text = words(&page("fr/topics/renovation/index.html"));
    assert!(text.contains("Promis pour 2030"));
    assert_eq!(
        text.matches("près de 9 800 ménages ont été payés").count(),
        1,
        "the grant is a narrower topic"
    );
}

#[test]
fn every_entry_has_a_row_and_one_without_any_of_the_sections_shows_its_summary() {
    let site = Site::of("warm-homes")
        .edit("content/policies/boiler-exit-rule.en.md", "## Results {#results}", "## Refusals {#refusals}")
        .edit("content/policies/boiler-exit-rule.fr.md", "## Résultats {#results}", "## Refus {#refusals}");
    let built = Built::of(site.root(), None);
    let html =
        String::from_utf8(built.files().remove("en/topics/heating/index.html").expect("it")).expect("text");
    let table = html.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    assert_eq!(table.matches("<tr>").count(), 3);
    let row = table.split("<tr>").find(|row| row.contains("boiler-exit-rule")).expect("its row");
    assert!(words(row).ends_with("No new oil boilers may be installed since 1 January 2023."), "{row}");
    assert!(!words(table).contains("refused 212 exemptions"), "no column has that section");
}
