//! Whole small sites in one, two and three languages, one of them made up, are clean.

use crate::site::{Site, check_folder, sites};
use jingwei::model::{date::Date, lang::Lang};
use std::path::Path;

#[test]
fn a_site_in_one_language_is_clean() {
    assert_eq!(check_folder(&sites().join("one-language")).short, "");
}

#[test]
fn a_site_in_english_and_french_is_clean() {
    assert_eq!(check_folder(&sites().join("english-french")).short, "");
}

#[test]
fn a_knowledge_base_on_another_subject_is_clean() {
    assert_eq!(check_folder(&sites().join("warm-homes")).short, "");
}

#[test]
fn a_site_in_three_languages_is_clean() {
    assert_eq!(check_folder(&sites().join("three-languages")).short, "");
}

#[test]
fn a_language_without_data_is_reported_once_and_one_with_a_data_file_not_at_all() {
    assert_eq!(
        check_folder(&sites().join("made-up-language")).short,
        "jingwei.toml:5:27: warning[unsupported-language]: \
         there is no language data for `qab`: dates, numbers and order are plain\n"
    );
}

#[test]
fn the_data_of_a_made_up_language_is_used() {
    let checked = check_folder(&sites().join("made-up-language"));
    let site = checked.analysis.site.expect("a site");
    let date = Date::parse("1902-04-03").expect("a date");
    assert_eq!(site.locales.get(&Lang::new("qaa")).date(date), "3 kvarar 1902");
    assert_eq!(site.locales.get(&Lang::new("qab")).date(date), "1902-04-03");
}

#[test]
fn the_words_of_a_made_up_language_are_checked_as_its_data_says() {
    let law = "content/policies/mill-law.qaa.md";
    let relative = |text: &str| {
        let site = Site::of("made-up-language").edit(law, "Isolar 12 molinar ha", text);
        site.check().count("relative-date")
    };
    assert_eq!(relative("Isolar nunar 12 molinar ha"), 1);
    assert_eq!(relative("Ista anar 12 molinar ha, dua parten anen 13"), 2);
    assert_eq!(relative("Til kvarar 1902 nunar 12 molinar ha, nunar e nunar"), 0);
}

#[test]
fn the_content_of_this_repository_is_clean() {
    assert_eq!(check_folder(Path::new(env!("CARGO_MANIFEST_DIR"))).short, "");
}

#[test]
fn the_figures_of_a_made_up_language_are_read_with_its_own_data() {
    let checked = Site::of("made-up-language")
        .edit("content/policies/mill-law.en.md", "has 12 mills", "has about 21 mills")
        .check();
    for expected in [
        "error[figure-mismatch]: `about 21` is `12` in the original\n",
        "error[figure-not-in-source]: `about 21` does not stand in `mill-law#P1`, which has `12`\n",
    ] {
        assert!(checked.short.contains(expected), "{}", checked.short);
    }
}
