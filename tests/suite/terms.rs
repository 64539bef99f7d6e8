//! What the page of a term says of its entries.

use crate::{built::Built, site::sites};

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
fn an_entry_without_any_of_the_sections_has_no_row() {
    let html = page("en/regions/harbour-quarter/index.html");
    let table = html.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    assert_eq!(table.matches("<tr>").count(), 1);
    assert!(words(table).contains("A contract worth €86 million is to be signed by the end of 2024"));
    assert!(!words(table).contains("takes in 2,400 homes"), "text before the first heading is in no column");
}
