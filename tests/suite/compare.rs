//! The pages that show an original and a translation side by side.

use crate::{
    built::{BASE_URL, Built, sites},
    cases::sites_of,
    reader::{page, text, within},
    site::Site,
};
use jingwei::{
    freshness::{Freshness, compare},
    model::{entry::Entry, lang::Lang},
    plan::permalinks,
};
use scraper::Html;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

const ZH: &str = "content/projects/line-x.zh.md";
const EN: &str = "content/projects/line-x.en.md";
const PAGE: &str = "zh/compare/projects/line-x/";

/// A row as a reader sees it.
#[derive(Debug)]
struct Row {
    part: String,
    /// Name and verdicts.
    gutter: String,
    /// Language and words of the original, then of the translation.
    cells: [(String, String); 2],
}

fn rows(page: &Html) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in within(page.root_element(), "table.pairs tbody") {
        for row in within(part, "tr") {
            let cells: Vec<_> = within(row, "td")
                .into_iter()
                .map(|cell| (cell.attr("lang").unwrap_or("").to_owned(), text(cell)))
                .collect();
            rows.push(Row {
                part: part.attr("id").expect("an id").to_owned(),
                gutter: text(within(row, "th")[0]),
                cells: cells.try_into().expect("two cells"),
            });
        }
    }
    rows
}

/// The row of some words.
fn row<'a>(rows: &'a [Row], words: &str) -> &'a Row {
    let found: Vec<_> =
        rows.iter().filter(|row| row.cells.iter().any(|(_, cell)| cell.contains(words))).collect();
    let [row] = found[..] else { panic!("one row with {words} among {rows:#?}") };
    row
}

/// The small site, with what is tested here told but not forbidden.
fn told(site: Site) -> Site {
    let file = "jingwei.toml";
    let text = fs::read_to_string(site.path(file)).expect("the site file");
    let codes = ["figure-mismatch", "figure-not-in-source", "section-mismatch", "forbidden-term"];
    let rules: String = codes.map(|code| [code, " = \"warn\"\n"].concat()).concat();
    site.file(file, &format!("{text}{rules}"))
}

fn shown(site: Site, permalink: &str) -> (Html, Vec<Row>) {
    let site = told(site);
    let page = page(&Built::of(site.root(), None), permalink);
    let rows = rows(&page);
    (page, rows)
}

/// Every page of the kind, with its entry and the language of the page.
fn pages_of(built: &Built) -> Vec<(&Entry, &Lang, Html)> {
    let site = built.analysis.site.as_ref().expect("a site");
    let translated = site.corpus.entries.iter().filter(|entry| entry.is_translated());
    let all = translated.flat_map(|entry| site.config.languages.iter().map(move |lang| (entry, lang)));
    all.map(|(entry, lang)| (entry, lang, page(built, &permalinks::compare(lang, entry)))).collect()
}

#[test]
fn what_says_the_same_shares_a_row_and_each_cell_has_its_language() {
    let (page, rows) = shown(Site::new(), PAGE);
    for (zh, en) in [
        ("示例城际铁路", "Example Intercity Railway"),
        ("连接甲市与乙市的铁路。", "A railway that joins A and B."),
        ("全线开通", "Opening of the whole line"),
        ("铁路已开工", "Construction has begun"),
        ("进展", "Progress"),
        ("计划全线开通", "The whole line is to open"),
    ] {
        let found = rows.iter().any(|row| {
            let [(first, original), (second, translation)] = &row.cells;
            (first.as_str(), second.as_str()) == ("zh", "en")
                && original.starts_with(zh)
                && translation.starts_with(en)
        });
        assert!(found, "{zh} beside {en}: {rows:#?}");
    }
    let cites = within(page.root_element(), "table.pairs a.cite");
    assert!(
        cites.iter().all(|cite| cite.attr("href").is_some_and(|href| href.contains("sources/source-x/#P")))
    );
    assert!(cites.len() >= 4, "the marks of citations stay links");
    let section: Vec<_> = rows.iter().filter(|row| row.part == "progress").collect();
    assert!(section[0].gutter.starts_with("#progress"), "{section:#?}");
    assert!(section[1].gutter.starts_with('1'), "{section:#?}");
}

#[test]
fn every_block_of_both_languages_stands_on_the_page_of_every_site_once() {
    for root in sites() {
        let built = Built::of(&root, None);
        let site = built.analysis.site.as_ref().expect("a site");
        for (entry, lang, page) in pages_of(&built) {
            let rows = rows(&page);
            let shown: BTreeSet<&str> =
                rows.iter().flat_map(|row| &row.cells).map(|(lang, _)| lang.as_str()).collect();
            let original = entry.texts.original().as_str();
            assert!(shown.contains(original), "{} in {lang}", entry.id);
            let own = entry.texts.get(lang).is_some();
            assert!(!own || shown.contains(lang.as_str()), "{} in {lang}: {shown:?}", entry.id);
            let draft = &site.drafts.documents[&entry.texts.get(entry.texts.original()).expect("it").file];
            let headings = draft.body.doc.headings.iter().map(|heading| heading.value.text.as_str());
            for heading in headings {
                let count = rows.iter().filter(|row| row.cells[0].1 == heading).count();
                assert!(count >= 1, "{}: {heading}", entry.id);
            }
            let numbers: Vec<usize> = within(page.root_element(), "table.pairs tr")
                .iter()
                .map(|row| within(*row, "td, th").len())
                .collect();
            assert!(numbers.iter().all(|cells| *cells == 3), "{}: {numbers:?}", entry.id);
        }
    }
}

#[test]
fn a_block_that_is_not_translated_stands_alone_and_the_rows_after_it_stay_together() {
    let site = Site::new().edit(
        ZH,
        "## 进展",
        "第二段没有译文[@source-x#P2]。\n\n- 一项[@source-x#P4]\n- 另一项[@source-x#P3]\n\n## 进展",
    );
    let site = site.edit(EN, "## Progress", "- the other item [@source-x#P3]\n\n## Progress");
    let (page, rows) = shown(site, PAGE);
    let alone = row(&rows, "第二段没有译文");
    assert_eq!(alone.cells[1], (String::new(), "未译".to_owned()), "{alone:#?}");
    assert!(alone.gutter.contains("未译"), "{alone:#?}");
    assert_eq!(row(&rows, "•一项").cells[1].1, "未译");
    assert!(row(&rows, "另一项").cells[1].1.contains("the other item"), "{rows:#?}");
    assert!(row(&rows, "计划全线开通").cells[1].1.starts_with("The whole line"));
    let notice = text(within(page.root_element(), ".notice")[0]);
    assert!(notice.contains("未译"), "{notice}");
}

#[test]
fn a_section_that_only_one_language_has_is_said_once_above_and_stands_in_its_place() {
    let site = Site::new().edit(ZH, "## 进展", "## 目标 {#targets}\n\n目标一。\n\n目标二。\n\n## 进展").edit(
        EN,
        "## Progress",
        "## Costs {#costs}\n\nNothing is known.\n\n## Progress",
    );
    let (page, rows) = shown(site, "en/compare/projects/line-x/");
    assert_eq!(row(&rows, "目标二").cells[1].1, "not translated");
    assert_eq!(row(&rows, "Nothing is known").cells[0].1, "not in the original");
    let parts: Vec<&str> = rows.iter().map(|row| row.part.as_str()).collect();
    let place = |part: &str| parts.iter().position(|known| *known == part).expect(part);
    assert!(place("_intro") < place("targets") && place("costs") < place("progress"));
    let named: Vec<_> = within(page.root_element(), ".notice li").into_iter().map(text).collect();
    assert_eq!(named, ["目标 not translated", "Costs not in the original"]);
}

/// What the report says of figures that only one language has: its language and the figure.
fn reported(built: &Built) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let of_code = |code: &str| code == "figure-mismatch";
    for (_, finding) in built.analysis.report.iter().filter(|(_, finding)| of_code(finding.code.name)) {
        let figures: Vec<&str> = finding.message.split('`').skip(1).step_by(2).collect();
        let own = finding.place.file.as_str().rsplit('.').nth(1).expect("a language").to_owned();
        let other = if own == "zh" { "en" } else { "zh" }.to_owned();
        match figures[..] {
            [one, two] if finding.message.ends_with("in the original") => {
                found.extend([(own, one.to_owned()), (other, two.to_owned())]);
            }
            [one] if finding.message.ends_with("is not said here") => {
                found.insert((other, one.to_owned()));
            }
            [one] => {
                found.insert((own, one.to_owned()));
            }
            _ => {}
        }
    }
    found
}

/// What the pages mark as said in one language only, in what is as it was when it was translated: of
/// the rest the report only says that it is out of date.
fn marked(built: &Built) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (_, _, page) in pages_of(built) {
        for cell in within(page.root_element(), "table.pairs tbody:not(.stale) td[lang]") {
            let lang = cell.attr("lang").expect("a language").to_owned();
            found.extend(within(cell, "u.lost").into_iter().map(|figure| (lang.clone(), text(figure))));
        }
    }
    found
}

#[test]
fn a_figure_is_marked_as_missing_exactly_when_check_reports_it() {
    let edits: [(&str, &str); 7] = [
        ("全长92公里。", "It is 92 km long."),
        ("全长92公里。", "It is 29 km long."),
        ("全长92公里，投资3亿元。", "It is 92 km long."),
        ("全长92公里。", "It is 92 km long and costs 300 million yuan."),
        ("共3座。\n\n全长92公里。", "It is 92 km long.\n\nThere are three stations."),
        ("共3座，2019年9月开通。", "There are 4 stations; it opens in October 2019."),
        ("- 甲：12个\n- 乙：13个", "- A: 12 parks\n- B: 14 parks"),
    ];
    let mut all: Vec<(String, Site)> = sites_of("figure-mismatch.md");
    for (zh, en) in edits {
        let site = Site::new().edit(ZH, "## 进展", &format!("{zh}\n\n## 进展"));
        all.push((en.to_owned(), site.edit(EN, "## Progress", &format!("{en}\n\n## Progress"))));
    }
    let mut count = 0;
    for (name, site) in all {
        let site = told(site);
        let built = Built::of(site.root(), None);
        let reported = reported(&built);
        assert_eq!(marked(&built), reported, "{name}");
        count += reported.len();
    }
    assert!(count >= 10, "{count} figures");
}

#[test]
fn the_verdict_names_the_figure_and_figures_that_agree_are_underlined_on_both_sides() {
    let site = Site::new().edit(ZH, "## 进展", "全长92公里，共3座。\n\n## 进展").edit(
        EN,
        "## Progress",
        "It is 92 km long.\n\n## Progress",
    );
    let (page, rows) = shown(site, PAGE);
    let found = row(&rows, "全长92公里");
    assert!(found.gutter.contains("缺数字：3座"), "{found:#?}");
    assert_eq!(found.cells[1].1, "It is 92 km long.");
    let said: Vec<_> =
        within(page.root_element(), "#_intro u.figure:not(.lost)").into_iter().map(text).collect();
    assert_eq!(said, ["92公里", "92 km"]);
    let notice = text(within(page.root_element(), ".notice")[0]);
    assert!(notice.contains("缺数字：3座"), "{notice}");
}

#[test]
fn a_figure_that_markup_divides_is_marked_and_named_as_it_reads() {
    let site = Site::new().edit(ZH, "## 进展", "共 **3** 座。\n\n## 进展").edit(
        EN,
        "## Progress",
        "There are some.\n\n## Progress",
    );
    let (page, rows) = shown(site, PAGE);
    assert!(row(&rows, "There are some").gutter.contains("缺数字：3 座"), "{rows:#?}");
    let marks: Vec<_> = within(page.root_element(), "#_intro u.lost").into_iter().map(text).collect();
    assert_eq!(marks, ["3", "座"]);
}

#[test]
fn footnotes_stand_in_the_cell_that_mentions_them_and_are_no_landmarks_of_their_own() {
    let site = Site::new().edit(ZH, "## 进展", "一句话[^a]。\n\n[^a]: 注文。\n\n## 进展").edit(
        EN,
        "## Progress",
        "A sentence[^a].\n\n[^a]: The note.\n\n## Progress",
    );
    let (page, rows) = shown(site, PAGE);
    let found = row(&rows, "A sentence");
    assert!(found.cells[0].1.contains("注文。") && found.cells[1].1.contains("The note."), "{found:#?}");
    assert_eq!(within(page.root_element(), "[role=doc-endnotes]").len(), 0);
    let ids = ["_o-fn-a", "_t-fn-a"].map(|id| within(page.root_element(), &format!("[id='{id}']")).len());
    assert_eq!(ids, [1, 1]);
}

#[test]
fn figures_in_another_block_of_the_section_are_no_mistake_but_said() {
    let site = Site::new()
        .edit(ZH, "## 进展", "一共3座[@source-x#P3]。\n\n全长92公里[@source-x#P4]。\n\n## 进展")
        .edit(
            EN,
            "## Progress",
            "Much [@source-x#P3].\n\nThree stations on 92 km [@source-x#P4].\n\n## Progress",
        );
    let (_, rows) = shown(site, PAGE);
    assert!(row(&rows, "一共3座").gutter.contains("数字在本节别处"), "{rows:#?}");
}

#[test]
fn a_section_that_changed_since_it_was_translated_is_named_and_its_rows_say_so() {
    for root in sites() {
        let built = Built::of(&root, None);
        let site = built.analysis.site.as_ref().expect("a site");
        for (entry, lang, page) in pages_of(&built) {
            let Some(own) = entry.texts.get(lang).filter(|_| entry.texts.original() != lang) else {
                continue;
            };
            let original = &entry.texts.get(entry.texts.original()).expect("an original").file;
            let (theirs, ours) = (&site.drafts.documents[original], &site.drafts.documents[&own.file]);
            let stale: BTreeSet<String> = compare(theirs, ours)
                .into_iter()
                .filter(|part| part.freshness == Freshness::Stale)
                .map(|part| match part.id.as_str() {
                    "words" | "intro" => format!("_{}", part.id),
                    id => id.to_owned(),
                })
                .collect();
            let marked: BTreeSet<String> = within(page.root_element(), "tbody.stale")
                .into_iter()
                .map(|part| part.attr("id").expect("an id").to_owned())
                .collect();
            assert_eq!(marked, stale, "{} in {lang}", entry.id);
        }
    }
    let digest = "b3-000000000000";
    let site = Site::new().edit(
        EN,
        "  status: reviewed",
        &format!("  status: reviewed\n  of: {{progress: {digest}}}"),
    );
    let (page, rows) = shown(site, PAGE);
    assert!(row(&rows, "计划全线开通").gutter.contains("译后原文有改动"), "{rows:#?}");
    assert!(!row(&rows, "铁路已开工").gutter.contains("译后原文有改动"), "{rows:#?}");
    let notice = within(page.root_element(), ".notice")[0];
    let link = within(notice, "a[href='#progress']")[0];
    assert_eq!(text(link), "进展");
}

#[test]
fn in_a_section_that_is_out_of_date_the_figures_show_what_changed() {
    let digest = "b3-000000000000";
    let site = Site::new()
        .edit(EN, "  status: reviewed", &format!("  status: reviewed\n  of: {{progress: {digest}}}"))
        .edit(ZH, "计划全线开通", "计划2019年9月全线开通");
    let (page, rows) = shown(site, PAGE);
    let gutter = &row(&rows, "计划2019年9月").gutter;
    assert!(gutter.contains("译后原文有改动") && gutter.contains("缺数字：2019年9月"), "{gutter}");
    assert_eq!(within(page.root_element(), "#progress u.lost").len(), 1);
}

#[test]
fn an_entry_and_its_page_lead_to_each_other_in_every_language() {
    let site = Site::new();
    let built = Built::of(site.root(), None);
    for lang in ["zh", "en"] {
        let entry = page(&built, &format!("{lang}/projects/line-x/"));
        let links =
            within(entry.root_element(), &format!("a[href='../../../{lang}/compare/projects/line-x/']"));
        assert_eq!(links.len(), 1, "{lang}");
        let side = page(&built, &format!("{lang}/compare/projects/line-x/"));
        for to in ["zh", "en"] {
            let links =
                within(side.root_element(), &format!("main a[href='../../../../{to}/projects/line-x/']"));
            assert!(!links.is_empty(), "{lang} to {to}");
        }
    }
}

/// The languages and addresses of the links in the head that tell which page counts.
fn counting(page: &Html) -> Vec<(Option<&str>, &str)> {
    let links = within(page.root_element(), "head :is(link[rel=canonical], link[hreflang])");
    links.iter().map(|link| (link.attr("hreflang"), link.attr("href").expect("an address"))).collect()
}

#[test]
fn the_page_of_the_entry_counts_in_place_of_the_two_texts() {
    let site = Site::of("three-languages");
    let built = Built::of(site.root(), Some(BASE_URL));
    // Where the entry falls back to its original, that one counts.
    for (lang, counts) in [("fr", "fr"), ("zh", "zh"), ("en", "fr")] {
        let side = page(&built, &format!("{lang}/compare/projects/shore-power/"));
        let entry = format!("{BASE_URL}{counts}/projects/shore-power/");
        assert_eq!(counting(&side), [(None, entry.as_str())], "{lang}");
        assert_eq!(within(side.root_element(), "meta[name=robots]").len(), 0, "{lang}");
    }
    let sitemap = &built.files()["sitemap.xml"];
    assert!(!String::from_utf8_lossy(sitemap).contains("/compare/"), "it repeats what other pages say");
    let side = page(&Built::of(site.root(), None), "zh/compare/projects/shore-power/");
    assert_eq!(counting(&side), [], "without an address of the site");
}

#[test]
fn what_is_not_translated_and_a_site_in_one_language_have_none() {
    let site = Site::new();
    let built = Built::of(site.root(), None);
    let files = built.files();
    assert!(!files.contains_key("zh/compare/platforms/park-x/index.html"));
    let entry = String::from_utf8_lossy(&files["zh/platforms/park-x/index.html"]).into_owned();
    assert!(!entry.contains("/compare/"));
    let one = Built::of(Site::of("one-language").root(), None);
    assert!(one.files().keys().all(|path| !path.contains("compare")));
}

#[test]
fn with_three_languages_each_shows_its_own_translation_and_leads_to_the_others() {
    let site = Site::of("three-languages");
    let built = Built::of(site.root(), None);
    let languages = |lang: &str| -> BTreeMap<String, usize> {
        let page = page(&built, &format!("{lang}/compare/policies/harbour-act/"));
        let mut counts = BTreeMap::new();
        for row in rows(&page) {
            for (lang, _) in row.cells {
                *counts.entry(lang).or_insert(0) += 1;
            }
        }
        counts
    };
    let shown = |lang: &str| languages(lang).into_keys().collect::<Vec<_>>();
    assert_eq!(shown("zh"), ["en", "zh"]);
    assert_eq!(shown("fr"), ["en", "fr"]);
    assert_eq!(shown("en"), ["en", "fr"], "the first translation in the order of the site's languages");
    let english = page(&built, "en/compare/policies/harbour-act/");
    let other = within(english.root_element(), "main a[href='../../../../zh/compare/policies/harbour-act/']");
    assert_eq!(other.len(), 1);
}
