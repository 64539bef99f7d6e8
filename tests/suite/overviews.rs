//! Matrix, timeline, indicators and tile map, as a reader finds them on finished pages.
//!
//! What the pages say is compared with the corpus, which is asked for nothing but entries and their
//! terms, milestones and figures.

use crate::{
    built::repository,
    reader::{Pages, all, target, text, within},
    site::{Site, sites},
};
use jingwei::{
    model::{
        choice::{Choice as _, MilestoneState},
        lang::Lang,
        vocabulary::Vocabulary,
    },
    plan::{PAGE_SIZE, permalinks},
};
use scraper::Html;
use std::{collections::BTreeMap, fmt::Write as _};

impl Pages {
    fn small(name: &str) -> Self {
        Self::of(&sites().join(name))
    }
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(text).collect()
}

#[test]
fn the_matrix_counts_what_a_topic_and_a_region_have_in_common_and_each_cell_lists_it() {
    let pages = Pages::of(repository());
    let corpus = &pages.site().corpus;
    let topics = &corpus.taxonomies.get(Vocabulary::Topics).terms;
    let regions = &corpus.taxonomies.get(Vocabulary::Regions).terms;
    for lang in pages.languages() {
        let matrix = pages.page(&permalinks::matrix(lang));
        let cells: BTreeMap<String, String> =
            all(&matrix, "td a").into_iter().map(|link| (target(link), text(link))).collect();
        let mut crossed = 0;
        for topic in topics {
            for region in regions {
                let both = topic.entries.iter().filter(|entry| region.entries.contains(entry));
                let count = both.clone().count();
                let permalink = permalinks::crossing(lang, topic, region, 1);
                assert_eq!(
                    cells.get(&permalink),
                    (count > 0).then(|| count.to_string()).as_ref(),
                    "{permalink}"
                );
                if count == 0 {
                    assert!(!pages.has(&permalink), "{permalink}");
                    continue;
                }
                crossed += 1;
                let mut listed = Vec::new();
                for number in 1..=count.div_ceil(PAGE_SIZE) {
                    let page = pages.page(&permalinks::crossing(lang, topic, region, number));
                    listed.extend(all(&page, ".entry-title a").into_iter().map(target));
                }
                let mut expected: Vec<String> =
                    both.map(|entry| permalinks::entry(lang, corpus.entry(*entry))).collect();
                listed.sort();
                expected.sort();
                assert_eq!(listed, expected, "{permalink}");
            }
        }
        assert_eq!(cells.len(), crossed);
        assert_eq!(all(&matrix, "thead th a").len(), topics.len(), "every topic has its column");
        assert_eq!(all(&matrix, "tbody th a").len(), regions.len(), "every region has its row");
    }
}

#[test]
fn the_cells_of_the_weave_on_the_home_page_lead_to_their_entries() {
    let pages = Pages::of(repository());
    for lang in pages.languages() {
        let home = pages.page(&permalinks::home(lang));
        let cells = all(&home, ".weave td a");
        assert!(cells.len() > 10);
        for cell in cells {
            let page = pages.page(&target(cell));
            let total = texts(&page, ".kind-counts li").remove(0);
            let digits: String = total.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(text(cell), digits, "{}", target(cell));
        }
    }
}

#[test]
fn the_way_up_from_a_cell_leads_to_its_topic_and_its_region() {
    let pages = Pages::small("warm-homes");
    let page = pages.page("fr/matrix/renovation/arden/");
    let crumbs: Vec<String> = all(&page, ".breadcrumb a").into_iter().map(target).collect();
    assert_eq!(crumbs, ["fr/", "fr/matrix/", "fr/topics/renovation/", "fr/regions/arden/"]);
    let twin = all(&page, ".languages a").into_iter().map(target).collect::<Vec<_>>();
    assert_eq!(twin, ["en/matrix/renovation/arden/"]);
    let narrower: Vec<String> = all(&page, ".crossings a").into_iter().map(target).collect();
    assert!(narrower.contains(&"fr/matrix/renovation/mill-street/".to_owned()), "{narrower:?}");
}

/// The base site with one topic that has so many narrower ones.
fn many_topics(count: usize) -> Site {
    let mut topics = String::from("- {id: rail, label: {zh: 轨道, en: Rail}}\n");
    for n in 1..=count {
        writeln!(topics, "- {{id: part-{n}, label: {{zh: 分{n}, en: Part {n}}}, parent: rail}}")
            .expect("text");
    }
    topics.push_str("- {id: other, label: {zh: 其他, en: Other}}\n");
    Site::new().file("content/vocabulary/topics.yaml", &topics)
}

#[test]
fn a_matrix_of_more_than_forty_topics_shows_the_top_level_only_and_says_so() {
    let whole = Pages::of(many_topics(38).root());
    let page = whole.page("en/matrix/");
    assert_eq!((all(&page, "thead th a").len(), all(&page, ".notice").len()), (40, 0));

    let site = many_topics(39);
    let plan = std::fs::read_to_string(site.path("content/policies/plan-x.zh.md")).expect("a file");
    let topics = plan.lines().find(|line| line.starts_with("topics:")).expect("topics").to_owned();
    let site = site.edit("content/policies/plan-x.zh.md", &topics, "topics: [part-7]");
    let pages = Pages::of(site.root());
    let page = pages.page("en/matrix/");
    assert_eq!((all(&page, "thead th a").len(), all(&page, ".notice").len()), (1, 1), "other has no entry");
    let cell = all(&page, "td a").into_iter().map(target).next().expect("a cell");
    let below: Vec<String> = all(&pages.page(&cell), ".crossings a").into_iter().map(target).collect();
    assert!(below.iter().any(|link| link.contains("/matrix/part-7/")), "{cell}: {below:?}");
}

#[test]
fn milestones_stand_by_year_and_month_and_those_without_a_date_at_the_end() {
    let pages = Pages::of(
        Site::new()
            .edit(
                "content/projects/line-x.zh.md",
                "  - {id: opening, date: 2019-09, state: planned, text: 全线开通, cite: source-x#P3}\n",
                "  - {id: opening, date: 2019-09, state: planned, text: 全线开通, cite: source-x#P3}\n\
                 \x20 - {id: some-day, date: unknown, state: planned, text: 某一天, cite: source-x#P3}\n\
                 \x20 - {id: year, date: 2019, state: missed, text: 某一年, cite: source-x#P3}\n\
                 \x20 - {id: start, date: 2018-03-02, state: actual, text: 开工, cite: source-x#P3}\n",
            )
            .root(),
    );
    let page = pages.page("zh/timeline/");
    assert_eq!(texts(&page, ".moment-text"), ["开工P3", "某一年P3", "全线开通P3", "某一天P3"]);
    assert_eq!(texts(&page, "h2")[1..4], ["2018年", "2019年", "日期未给出"]);
    assert_eq!(texts(&page, "h3"), ["2018年3月", "2019年9月"]);
    assert_eq!(texts(&page, ".moment-when"), ["2018年3月2日", "2019年", "2019年9月", ""]);
    assert_eq!(texts(&page, ".moment-state"), ["实际", "未按期", "计划", "计划"]);
    let rows = texts(&page, ".numbers tbody tr");
    assert_eq!(rows, ["2018年010", "2019年101", "日期未给出100"], "planned, done, missed");
    // One solid bar, two hollow ones without and one with a stroke through it.
    assert_eq!((all(&page, ".times .fill").len(), all(&page, ".times .edge").len()), (1, 4));
    let links: Vec<String> = all(&page, ".numbers a").into_iter().map(target).collect();
    assert_eq!(links, ["zh/timeline/#_2018", "zh/timeline/#_2019", "zh/timeline/#_undated"]);
}

#[test]
fn many_milestones_are_spread_over_pages_and_each_stands_once() {
    let mut milestones = String::from("milestones:\n");
    let total = 2 * PAGE_SIZE + 7;
    for n in 0..total {
        let (year, month) = (1990 + n / 3, n % 12 + 1);
        writeln!(
            milestones,
            "  - {{id: m{n}, date: {year}-{month:02}, state: actual, text: 第{n}件, cite: source-x#P3}}"
        )
        .expect("text");
    }
    let site = Site::new().edit(
        "content/projects/line-x.zh.md",
        "milestones:\n  - {id: opening, date: 2019-09, state: planned, text: 全线开通, cite: source-x#P3}\n",
        &milestones,
    );
    let site =
        site.edit("content/projects/line-x.en.md", "milestones: {opening: Opening of the whole line}\n", "");
    let pages = Pages::of(site.root());
    let mut seen = Vec::new();
    for number in 1..=3 {
        let page = pages.page(&permalinks::timeline(&Lang::new("zh"), number));
        assert!(all(&page, ".moments > li").len() <= PAGE_SIZE);
        assert_eq!(all(&page, ".times").len(), usize::from(number == 1));
        seen.extend(texts(&page, ".moment-text"));
    }
    assert_eq!(seen.len(), total);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), total);
    let first = pages.page("zh/timeline/");
    let counts = texts(&first, ".numbers tbody td");
    assert_eq!(counts.iter().map(|count| count.parse::<usize>().expect("a number")).sum::<usize>(), total);
    assert!(counts.len() <= 31, "36 years are drawn in groups");
    for link in all(&first, ".numbers a") {
        let (page, anchor) = link.attr("href").and_then(|href| href.split_once('#')).expect("an anchor");
        let page = pages.page(page.trim_start_matches("../"));
        assert_eq!(all(&page, &format!("[id='{anchor}']")).len(), 1, "{anchor}");
    }
}

#[test]
fn figures_over_a_period_and_cumulative_ones_are_never_in_one_series() {
    let pages = Pages::small("warm-homes");
    let page = pages.page("en/indicators/installers-trained/");
    assert_eq!(texts(&page, "section h2"), ["over a period", "cumulative"]);
    let tables: Vec<Vec<String>> = all(&page, "section table")
        .into_iter()
        .map(|table| within(table, "strong").into_iter().map(text).collect())
        .collect();
    assert_eq!(tables, [vec!["400 installers", "over 300 installers"], vec!["740 installers"]]);
}

#[test]
fn targets_and_results_of_all_entries_stand_side_by_side() {
    let pages = Pages::small("warm-homes");
    let page = pages.page("fr/indicators/homes-renovated/");
    let series = texts(&page, "section h2");
    assert_eq!(series, ["cumul", "cumul · Rue du Moulin"], "a part of the country is a series of its own");
    let rows = texts(&page, "section:first-of-type tbody tr");
    assert!(rows[0].starts_with("Chiffre9000 logements objectifP2"), "{rows:?}");
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.contains('P')), "each with its paragraph: {rows:?}");
    let titles = texts(&page, "svg title");
    assert_eq!(titles, ["Logements rénovés", "Logements rénovés"]);
    let bars = all(&page, "section:first-of-type .bars").remove(0);
    let count = |selector| within(bars, selector).len();
    assert_eq!((count(".hollow"), count(".fill")), (2, 1));
    // 14,200 of a scale that ends at 60,000, which is where the longer target ends.
    let width = |selector: &str| {
        within(bars, selector)
            .into_iter()
            .map(|rect| rect.attr("width").unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (width(".hollow"), width(".fill")),
        (vec!["14.10%".into(), "94.00%".into()], vec!["22.25%".into()])
    );
    let second = all(&page, "section:nth-of-type(2) .bars").remove(0);
    assert!(text(second).contains("Promis : non consigné"), "{}", text(second));
}

#[test]
fn the_list_of_indicators_shows_what_was_promised_beside_what_was_done() {
    let pages = Pages::small("warm-homes");
    let page = pages.page("en/indicators/");
    let row = all(&page, "tbody tr").remove(0);
    let promised = "9,000 homes in all, by 2027P2 60,000 homes in all, by 2030P3";
    let done =
        "14,200 homes in all, up to December 2023P4 1,150 homes in all, up to November 2023 Mill StreetP9";
    assert_eq!(text(row), format!("Homes renovated Promised {promised} Done {done}"));
    let corpus = &pages.site().corpus;
    assert_eq!(all(&page, "tbody tr").len(), corpus.indicators.len());
}

#[test]
fn an_entry_draws_only_series_of_two_figures_and_more() {
    let pages = Pages::small("warm-homes");
    let drawn = |permalink: &str| texts(&pages.page(permalink), ".series figcaption a");
    assert_eq!(
        drawn("en/policies/warm-homes-programme/"),
        ["Homes renovated", "Oil boilers replaced", "Cut in the heat demand of social housing"]
    );
    assert_eq!(drawn("en/platforms/saint-aubin-training-centre/"), ["Installers trained"], "the period only");
    assert!(drawn("en/policies/renovation-grant/").is_empty());
}

#[test]
fn every_region_with_a_place_is_a_tile_with_its_count() {
    let pages = Pages::of(repository());
    let corpus = &pages.site().corpus;
    let regions = &corpus.taxonomies.get(Vocabulary::Regions).terms;
    for lang in pages.languages() {
        let page = pages.page(&permalinks::tree(lang, Vocabulary::Regions));
        let tiles: BTreeMap<String, String> = all(&page, ".tiles a")
            .into_iter()
            .map(|tile| (target(tile), within(tile, "text").pop().map(text).unwrap_or_default()))
            .collect();
        let expected: BTreeMap<String, String> = regions
            .iter()
            .filter(|region| region.grid.is_some())
            .map(|region| {
                (permalinks::term(lang, Vocabulary::Regions, region, 1), region.entries.len().to_string())
            })
            .collect();
        assert_eq!(tiles, expected);
        let listed: Vec<String> = all(&page, ".tree a").into_iter().map(target).collect();
        assert!(tiles.keys().all(|tile| listed.contains(tile)), "the list is the map's equivalent");
        assert!(all(&pages.page(&permalinks::tree(lang, Vocabulary::Topics)), ".tiles").is_empty());
    }
}

#[test]
fn a_regions_page_marks_its_tile_or_those_within_it_or_the_one_around_it() {
    let pages = Pages::of(repository());
    let marked = |region: &str| -> Vec<String> {
        let page = pages.page(&format!("en/regions/{region}/"));
        let tiles = all(&page, ".tiles a:has(.marked)").into_iter().map(target);
        tiles.map(|href| href.rsplit('/').nth(1).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(marked("chengde"), ["chengde"]);
    assert_eq!(marked("wukesong"), ["haidian"]);
    assert!(
        marked("hebei").contains(&"xiongan".to_owned()) && !marked("hebei").contains(&"tianjin".to_owned())
    );
    let page = pages.page("en/regions/chengde/");
    let current: Vec<String> = all(&page, ".tiles a[aria-current]").into_iter().map(target).collect();
    assert_eq!(current, ["en/regions/chengde/"]);
}

#[test]
fn readers_find_the_overviews_in_the_menu_and_at_the_foot() {
    let pages = Pages::small("warm-homes");
    for lang in pages.languages() {
        let page = pages.page(&permalinks::sources(lang));
        for name in ["matrix", "timeline", "indicators"] {
            let href = format!("{lang}/{name}/");
            for place in [".menu a", ".site-footer a"] {
                let links: Vec<String> = all(&page, place).into_iter().map(target).collect();
                assert!(links.contains(&href), "{href} in {place}");
            }
            let own = pages.page(&href);
            assert_eq!(all(&own, ".menu a[aria-current='page']").into_iter().map(target).next(), Some(href));
        }
    }
}

#[test]
fn every_chart_has_a_title_and_a_description_and_its_numbers_in_a_table() {
    for name in ["warm-homes", "english-french", "one-language", "made-up-language"] {
        let pages = Pages::small(name);
        for path in pages.files.keys().filter(|path| path.ends_with(".html")) {
            let page = Html::parse_document(pages.file(path));
            for chart in all(&page, "svg[role='img']") {
                let parts = |selector| within(chart, selector).into_iter().map(text).collect::<String>();
                assert!(!parts("title").is_empty() && !parts("desc").is_empty(), "{path}");
                let table = texts(&page, "table").concat();
                for value in within(chart, ".strong") {
                    assert!(table.contains(&text(value)), "{path}: {} is in no table", text(value));
                }
            }
        }
    }
}

#[test]
fn the_states_of_milestones_are_those_of_the_chart() {
    let words =
        [MilestoneState::Planned, MilestoneState::Actual, MilestoneState::Missed, MilestoneState::Cancelled];
    assert_eq!(
        MilestoneState::WORDS,
        words.map(MilestoneState::as_str),
        "a new state needs a bar of its own"
    );
}
