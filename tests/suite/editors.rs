//! The pages for editors and re-users, as they find them on finished sites: what needs translating,
//! what is still open, what can be taken along.

use crate::{
    built::{crowded, repository},
    reader::{Pages, all, target, text, within},
    site::Site,
};
use jingwei::{
    model::{choice::Kind, lang::Lang},
    plan::{PAGE_SIZE, ReferenceFormat, gaps::GapClass, permalinks},
};
use scraper::{ElementRef, Html};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::{Command, Stdio},
};

const STATES: [&str; 4] = ["missing", "unstamped", "stale", "current"];

impl Pages {
    /// All pages of a list, one after another.
    fn pages(&self, permalink: impl Fn(usize) -> String) -> Vec<Html> {
        let numbers = (1..).take_while(|number| self.has(&permalink(*number)));
        numbers.map(|number| self.page(&permalink(number))).collect()
    }
}

fn texts(element: ElementRef<'_>, selector: &str) -> Vec<String> {
    within(element, selector).into_iter().map(text).collect()
}

fn number(text: &str) -> usize {
    text.trim().parse().unwrap_or_else(|_| panic!("`{text}` is a number"))
}

/// What `status` says: the state of each translation, and the counts of each language.
fn status(root: &Path) -> (Vec<Value>, BTreeMap<String, BTreeMap<String, usize>>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
    let command = command.current_dir(root).stdin(Stdio::null()).args(["status", "--format", "json"]);
    let output = command.output().expect("the program runs");
    let lines = String::from_utf8(output.stdout).expect("text");
    let values: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let (translations, languages): (Vec<_>, Vec<_>) =
        values.into_iter().partition(|value| value["type"] == "translation");
    let counts = languages.iter().map(|value| {
        let count = |state: &&str| {
            ((*state).to_owned(), usize::try_from(value[*state].as_u64().expect("a count")).expect("small"))
        };
        (value["lang"].as_str().expect("a tag").to_owned(), STATES.iter().map(count).collect())
    });
    (translations, counts.collect())
}

/// The counts of the summary table, by language; its rows add up to its sums.
fn summary(page: &Html) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut counts = BTreeMap::new();
    for body in all(page, ".tally tbody") {
        let lang = within(body, ".head [lang]")[0];
        let rows: Vec<Vec<usize>> = within(body, "tr:not(.head)")
            .into_iter()
            .map(|row| texts(row, "td").iter().map(|cell| number(cell)).collect())
            .collect();
        let (sum, kinds) = rows.split_last().expect("a row of sums");
        for (column, total) in sum.iter().enumerate() {
            assert_eq!(kinds.iter().map(|row| row[column]).sum::<usize>(), *total, "column {column}");
        }
        assert_eq!(sum[..4].iter().sum::<usize>(), sum[4], "the states are all there are");
        let states = STATES.iter().zip(&sum[..4]).map(|(state, n)| ((*state).to_owned(), *n));
        counts.insert(lang.attr("lang").expect("a tag").to_owned(), states.collect());
    }
    counts
}

fn assert_agrees_with_status(root: &Path) -> Pages {
    let pages = Pages::of(root);
    let (translations, counts) = status(root);
    for lang in pages.languages() {
        let first = pages.page(&permalinks::translations(lang, 1));
        assert_eq!(summary(&first), counts, "{lang}");
        let list = pages.pages(|page| permalinks::translations(lang, page));
        assert_eq!(list.len(), translations.len().div_ceil(PAGE_SIZE).max(1));
        let rows: Vec<ElementRef<'_>> =
            list.iter().flat_map(|page| all(page, ".translations tbody tr")).collect();
        assert_eq!(rows.len(), translations.len(), "{lang}: every translation has one row");
        let compared =
            list.iter().flat_map(|page| all(page, ".translations a[href*='/compare/']")).map(target);
        for link in compared {
            assert!(pages.has(&link), "{link}");
        }
        let links: BTreeSet<String> = list
            .iter()
            .flat_map(|page| all(page, ".translations td:nth-child(2) > span > a[hreflang]:first-of-type"))
            .map(target)
            .collect();
        assert_eq!(links.len(), translations.len(), "{lang}: each row leads to a page of its own");
        assert!(links.iter().all(|link| pages.has(link)));
        let needs_work = |row: &ElementRef<'_>| !within(*row, ".stroke .dashes").is_empty();
        let due = rows.iter().filter(|row| needs_work(row)).count();
        assert!(rows[..due].iter().all(needs_work), "{lang}: what needs work comes first");
        assert_eq!(due, translations.iter().filter(|one| one["state"] != "current").count());
    }
    pages
}

#[test]
fn the_translations_page_counts_what_status_counts() {
    assert_agrees_with_status(Site::of("three-languages").root());
    assert_agrees_with_status(Site::of("english-french").root());
    assert_agrees_with_status(crowded().path());
    assert_agrees_with_status(repository());
}

#[test]
fn a_stale_translation_stands_before_current_ones_with_its_sections_and_its_edit_link() {
    let site = Site::new().edit(
        "jingwei.toml",
        "[rules]",
        "[repository]\nedit_url = \"https://git.example/{path}\"\n\n[rules]",
    );
    let mut stamp = Command::new(env!("CARGO_BIN_EXE_jingwei"));
    stamp.current_dir(site.root()).args(["stamp", "--unstamped"]).output().expect("it runs");
    let site = site.edit("content/projects/line-x.zh.md", "计划全线开通", "计划全线按时开通");
    let pages = assert_agrees_with_status(site.root());
    let page = pages.page("zh/translations/");
    let row = all(&page, ".translations tbody tr")
        .into_iter()
        .find(|row| text(*row).contains("示例城际铁路"))
        .expect("the line");
    let links: Vec<String> = within(row, "a").into_iter().map(target).collect();
    assert!(links.contains(&"en/projects/line-x/#progress".to_owned()), "{links:?}");
    assert!(links.contains(&"https://git.example/content/projects/line-x.en.md".to_owned()), "{links:?}");
    assert!(links.contains(&"zh/projects/line-x/".to_owned()), "the original: {links:?}");
    assert!(links.contains(&"en/compare/projects/line-x/".to_owned()), "both: {links:?}");
}

#[test]
fn a_site_of_one_language_has_no_page_on_translations_and_no_link_to_one() {
    let pages = Pages::of(Site::of("one-language").root());
    for (path, bytes) in &pages.files {
        assert!(!path.contains("/translations/"), "{path}");
        assert!(!String::from_utf8_lossy(bytes).contains("/translations/"), "{path}");
    }
    assert_eq!(all(&pages.page(&permalinks::gaps(&pages.languages()[0])), ".open-classes h2").len(), 11);
}

/// The small site with a gap of every class.
fn with_every_gap() -> Site {
    Site::new()
        .edit("jingwei.toml", "[rules]", "[rules]\nmissing-field = \"allow\"")
        .edit("content/projects/line-x.zh.md", "date: 2019-09", "date: unknown")
        .edit(
            "content/projects/line-x.zh.md",
            "observations:\n",
            "observations:\n  - {indicator: stations, state: target, value: 3, basis: level, due: unknown, cite: source-x#P3}\n  \
             - {indicator: trains, state: actual, value: 3, basis: level, as_of: 2018, cite: source-x#P3}\n",
        )
        .edit("content/platforms/park-x.zh.md", "topics: [transport]\n", "")
        .edit("content/platforms/park-x.zh.md", "regions: [region-a]\n", "")
        .edit(
            "content/vocabulary/topics.yaml",
            "- {id: rail,",
            "- {id: air, label: {zh: 航空, en: Air}}\n- {id: rail,",
        )
        .edit(
            "content/vocabulary/indicators.yaml",
            "- {id: length-km",
            "- {id: stations, label: {zh: 车站, en: Stations}, unit: {zh: 座, en: stations}, class: count}\n\
             - {id: trains, label: {zh: 列车, en: Trains}, unit: {zh: 列, en: trains}, class: count}\n\
             - {id: length-km",
        )
        .edit("seeds/source-x.zh.txt", "示例园区已经设立", "另有一段。\n\n示例园区已经设立")
        .edit("content/platforms/park-x.zh.md", "cite: [source-x#P4]", "cite: [source-x#P5]")
        .edit("content/platforms/park-x.zh.md", "@source-x#P4", "@source-x#P5")
}

/// The rows of every page of a class, and the numbers that its groups give.
fn listed(pages: &Pages, lang: &Lang, class: GapClass) -> (usize, BTreeMap<String, usize>) {
    let list = pages.pages(|page| permalinks::gap_list(lang, class, page));
    let mut groups = BTreeMap::new();
    let mut rows = 0;
    for page in &list {
        let here = all(page, ".open-list > li").len();
        assert!(here <= PAGE_SIZE, "{class:?}");
        rows += here;
        for heading in all(page, "main .part > h2[id^='_group']") {
            let count = number(&texts(heading, ".quiet").concat());
            groups.insert(heading.attr("id").expect("an id").to_owned(), count);
        }
    }
    (rows, groups)
}

/// The count of each class on the overview.
fn overview(pages: &Pages, lang: &Lang) -> BTreeMap<String, usize> {
    let page = pages.page(&permalinks::gaps(lang));
    let count = |item: ElementRef<'_>| {
        let link = within(item, "h2 a")[0];
        (target(link), number(&texts(item, ".open-count").concat()))
    };
    all(&page, ".open-classes > li").into_iter().map(count).collect()
}

fn assert_lists_hold_what_is_counted(pages: &Pages) {
    for lang in pages.languages() {
        let counts = overview(pages, lang);
        for class in GapClass::ALL {
            let count = counts[&permalinks::gap_list(lang, class, 1)];
            let (rows, groups) = listed(pages, lang, class);
            assert_eq!(rows, count, "{lang} {class:?}");
            assert_eq!(groups.values().sum::<usize>(), count, "{lang} {class:?}");
        }
    }
}

#[test]
fn every_class_of_gaps_appears_and_its_list_holds_as_many_as_are_counted() {
    let site = with_every_gap();
    let pages = Pages::of(site.root());
    assert_lists_hold_what_is_counted(&pages);
    let zh = &pages.languages()[0];
    let counts = overview(&pages, zh);
    let expected = [
        // `established` of the park and `doc_no` of the plan.
        (GapClass::Facts, 2),
        (GapClass::Dates, 1),
        (GapClass::Plans, 1),
        (GapClass::Results, 1),
        (GapClass::Targets, 1),
        // The line has a lead; the plan and the park name an agency without a role.
        (GapClass::Leads, 2),
        (GapClass::Topics, 1),
        (GapClass::Regions, 1),
        (GapClass::Terms, 1),
        // Stations have a target, the length a forecast, and nothing is reported of either.
        (GapClass::Indicators, 2),
        (GapClass::Paragraphs, 1),
    ];
    for (class, count) in expected {
        assert_eq!(counts[&permalinks::gap_list(zh, class, 1)], count, "{class:?}");
    }
    let paragraph = pages.page("zh/gaps/paragraphs/");
    let links: Vec<String> = all(&paragraph, ".open-list a").into_iter().map(target).collect();
    assert_eq!(links, ["zh/sources/source-x/coverage/#P4"]);
    assert!(text(all(&paragraph, ".open-list").remove(0)).contains("另有一段。"));
}

#[test]
fn the_gaps_of_large_sites_are_all_reachable_and_none_is_said_not_to_be_done() {
    for root in [crowded().path(), repository()] {
        let pages = Pages::of(root);
        assert_lists_hold_what_is_counted(&pages);
        let first = &pages.languages()[0];
        for lang in pages.languages() {
            assert_eq!(
                overview(&pages, lang).values().sum::<usize>(),
                overview(&pages, first).values().sum::<usize>()
            );
            let list = pages.pages(|page| permalinks::gap_list(lang, GapClass::Plans, page));
            let said = list.iter().flat_map(|page| all(page, "main")).map(text).collect::<String>();
            for word in ["not done", "未完成", "没有做", "non fait"] {
                assert!(!said.contains(word), "{lang}: {word}");
            }
        }
    }
}

#[test]
fn a_site_may_say_why_a_paragraph_is_left_out_and_a_result_closes_its_target() {
    let site = with_every_gap().edit(
        "content/projects/line-x.zh.md",
        "observations:\n",
        "observations:\n  - {indicator: stations, state: actual, value: 3, basis: level, as_of: 2018, cite: source-x#P3}\n",
    );
    let pages = Pages::of(site.root());
    let counts = overview(&pages, &pages.languages()[0]);
    assert_eq!(counts["zh/gaps/results/"], 0);
    assert_eq!(counts["zh/gaps/targets/"], 1, "that result has a target");
    assert_eq!(counts["zh/gaps/indicators/"], 1);
}

/// The records of a file in a format.
fn records(text: &str, format: ReferenceFormat) -> usize {
    match format {
        ReferenceFormat::Bibtex => {
            let open = text.matches('{').count();
            assert_eq!(open, text.matches('}').count(), "braces are balanced");
            text.lines().filter(|line| line.starts_with("@misc{") && line.ends_with(',')).count()
        }
        ReferenceFormat::Ris => {
            let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
            for line in &lines {
                let tag = line.as_bytes();
                assert!(tag[..2].iter().all(u8::is_ascii_alphanumeric) && &tag[2..6] == b"  - ", "{line}");
            }
            let of = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
            assert_eq!(of("TY  - "), of("ER  - "));
            of("TY  - ")
        }
    }
}

#[test]
fn the_files_of_references_hold_every_entry_that_has_a_text_once() {
    for root in [crowded().path(), repository()] {
        let pages = Pages::of(root);
        let site = pages.site();
        for lang in pages.languages() {
            let with_text =
                site.corpus.entries.iter().filter(|e| e.is_listed() && e.texts.get(lang).is_some()).count();
            assert!(with_text > 0);
            let data = pages.page(&permalinks::data(lang));
            let links: Vec<String> = all(&data, ".files a").into_iter().map(target).collect();
            for format in ReferenceFormat::ALL {
                let path = permalinks::references(lang, format);
                let file = std::str::from_utf8(&pages.files[&path]).expect("UTF-8");
                assert_eq!(records(file, format), with_text, "{path}");
                assert!(links.contains(&path), "{path} in {links:?}");
            }
        }
    }
}

#[test]
fn the_data_page_promises_only_what_is_there() {
    for root in [Site::of("one-language"), Site::of("three-languages"), Site::of("base")] {
        let pages = Pages::of(root.root());
        let site = pages.site();
        for lang in pages.languages() {
            let page = pages.page(&permalinks::data(lang));
            for link in all(&page, "main a") {
                let path = target(link);
                let file = if path.ends_with('/') { format!("{path}index.html") } else { path };
                assert!(pages.files.contains_key(&file), "{file}");
            }
            let says_sitemap = text(all(&page, "main").remove(0)).contains("sitemap.xml");
            assert_eq!(says_sitemap, pages.files.contains_key("sitemap.xml"), "{lang}");
            let counts: Vec<usize> =
                all(&page, ".contents-table td").iter().map(|c| number(&text(*c))).collect();
            let of = |kind| site.corpus.entries.iter().filter(|e| e.kind == kind && e.is_listed()).count();
            assert_eq!(counts[..3], Kind::ALL.map(of), "{lang}");
        }
    }
}

#[test]
fn readers_find_these_pages_at_the_foot_and_not_in_the_menu() {
    let pages = Pages::of(Site::of("english-french").root());
    for lang in pages.languages() {
        let page = pages.page(&permalinks::home(lang));
        let links = |place| all(&page, place).into_iter().map(target).collect::<Vec<_>>();
        for name in ["translations", "gaps", "data"] {
            let href = format!("{lang}/{name}/");
            assert!(links(".site-footer a").contains(&href), "{href}");
            assert!(!links(".menu a").contains(&href), "{href}");
        }
    }
}
