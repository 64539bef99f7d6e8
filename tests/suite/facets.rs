//! Lists by status and by year, and the entries that the filter of lists reads.
//!
//! What finished pages list is compared with the corpus; which years an entry belongs to is worked
//! out here once more, from the dates as they are written.

use crate::{
    built::{BASE_URL, CROWD, crowded, repository},
    reader::{Pages, all, target, text, within},
    site::{Site, sites},
};
use jingwei::{
    model::{
        choice::Kind,
        entry::{Entry, Fact},
        vocabulary::Vocabulary,
    },
    plan::{FILTER_FROM, PAGE_SIZE, permalinks},
};
use scraper::ElementRef;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use tempfile::TempDir;

/// The stage of an entry of [`varied`].
pub(crate) fn stage(number: usize) -> &'static str {
    ["completed", "under-construction", "planned", "planned"][number % 4]
}

/// Whether an entry of [`varied`] lies at the port, too.
pub(crate) fn at_port(number: usize) -> bool {
    number.is_multiple_of(5)
}

/// The crowded site with entries that differ: in stage, region and period.
pub(crate) fn varied() -> TempDir {
    let folder = crowded();
    let change = |path: &str, old: &str, new: &str| {
        let path = folder.path().join(path);
        let Ok(text) = fs::read_to_string(&path) else { return };
        assert!(text.contains(old), "{old} in {}", path.display());
        fs::write(path, text.replacen(old, new, 1)).expect("it can be written");
    };
    let town = "- {id: town, label: {en: Town, fr: Ville}, type: city}\n";
    let port = "- {id: port, label: {en: Port, fr: Port}, parent: town, type: city}\n";
    change("content/vocabulary/regions.yaml", town, &format!("{town}{port}"));
    change("seeds/report.en.txt", "a plan of works.", "a plan of works from 2018 to 2020.");
    for number in 1..=CROWD {
        let original = format!("content/projects/work-{number:03}.en.md");
        change(&original, "stage: planned", &format!("stage: {}", stage(number)));
        if at_port(number) {
            change(&original, "regions: [town]", "regions: [town, port]");
        }
        if number.is_multiple_of(6) {
            change(&original, "unknown: {period: Not given}", "period: 2018/2020");
            let translation = format!("content/projects/work-{number:03}.fr.md");
            change(&translation, "unknown: {period: Non précisé}\n", "");
        }
    }
    folder
}

impl Pages {
    /// What all pages of a list link, in order.
    fn listed(&self, permalink: &str) -> Vec<String> {
        let mut listed = Vec::new();
        for number in 1.. {
            let page = if number == 1 { permalink.to_owned() } else { format!("{permalink}page/{number}/") };
            if !self.has(&page) {
                break;
            }
            listed.extend(all(&self.page(&page), ".entry-title a").into_iter().map(target));
        }
        listed
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.site().corpus.entries.iter().filter(|entry| entry.is_listed())
    }
}

/// The years of dates as they are written: those of a span and all between.
fn years(entry: &Entry) -> BTreeSet<String> {
    let facts = entry.facts.iter().filter_map(|(_, fact)| match fact {
        Fact::Date(date) => Some(date.to_string()),
        Fact::Period(period) => Some(period.to_string()),
        Fact::Text(_) => None,
    });
    let milestones = entry.milestones.iter().filter_map(|milestone| match milestone.date {
        jingwei::model::date::When::Date(date) => Some(date.to_string()),
        jingwei::model::date::When::Period(period) => Some(period.to_string()),
        jingwei::model::date::When::Unknown => None,
    });
    let mut years = BTreeSet::new();
    for written in facts.chain(milestones) {
        let ends: Vec<u16> =
            written.split('/').filter_map(|date| date.split('-').next()?.parse().ok()).collect();
        let first = ends.iter().min().expect("a span has an end");
        let last = ends.iter().max().expect("a span has an end");
        years.extend((*first..=*last).map(|year| year.to_string()));
    }
    if years.is_empty() { BTreeSet::from(["unknown".to_owned()]) } else { years }
}

fn assert_every_entry_stands_where_it_belongs(pages: &Pages) {
    for lang in pages.languages() {
        for kind in Kind::ALL {
            let index = permalinks::index(lang, kind, 1);
            let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for entry in pages.entries().filter(|entry| entry.kind == kind) {
                let lists = years(entry).into_iter().map(|year| format!("{index}year/{year}/"));
                for list in lists.chain([format!("{index}status/{}/", entry.state.id)]) {
                    expected.entry(list).or_default().insert(permalinks::entry(lang, entry));
                }
            }
            let is_list = |path: &&String| {
                path.starts_with(&format!("{index}status/")) || path.starts_with(&format!("{index}year/"))
            };
            let there = pages.files.keys().filter(is_list).filter(|path| !path.contains("/page/"));
            let there: Vec<_> = there.map(|path| path.trim_end_matches("index.html")).collect();
            assert_eq!(there, expected.keys().collect::<Vec<_>>(), "{index}");
            let page = pages.page(&index);
            let links: BTreeMap<String, String> = all(&page, ".facets :is(dd, p)")
                .iter()
                .flat_map(|part| within(*part, "a"))
                .map(|link| {
                    let count = link.next_siblings().find_map(ElementRef::wrap).map(text);
                    (target(link), count.unwrap_or_default())
                })
                .collect();
            for (list, entries) in &expected {
                let listed = pages.listed(list);
                assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), *entries, "{list}");
                assert_eq!(listed.len(), entries.len(), "{list}: an entry stands twice");
                assert_eq!(links.get(list), Some(&entries.len().to_string()), "{index}: {list}");
            }
            assert_eq!(links[&index], pages.listed(&index).len().to_string(), "{index}: all");
        }
    }
}

#[test]
fn an_entry_stands_in_the_lists_of_its_status_and_years_and_in_no_other_and_counts_agree() {
    assert_every_entry_stands_where_it_belongs(&Pages::of(repository()));
    let folder = varied();
    let pages = Pages::of(folder.path());
    assert_every_entry_stands_where_it_belongs(&pages);
    assert_eq!(pages.listed("en/projects/year/2019/").len(), CROWD / 6);
    assert_eq!(pages.listed("en/projects/year/unknown/").len(), CROWD - CROWD / 6);
    assert!(pages.files.contains_key("fr/projects/status/planned/page/2/index.html"));
}

#[test]
fn the_lists_of_a_site_whose_entries_have_all_kinds_of_dates_agree_as_well() {
    assert_every_entry_stands_where_it_belongs(&Pages::of(&sites().join("warm-homes")));
}

#[test]
fn a_list_by_one_value_says_which_and_leads_to_all_and_to_its_neighbours() {
    let folder = varied();
    let pages = Pages::of(folder.path());
    let page = pages.page("en/projects/status/planned/");
    assert_eq!(text(all(&page, "h1")[0]), "Projects: Planned");
    assert_eq!(text(all(&page, "title")[0]), "Projects: Planned · Town works");
    let links: Vec<String> = all(&page, ".facets a").into_iter().map(target).collect();
    for expected in [
        "en/projects/",
        "en/projects/status/completed/",
        "en/projects/year/2018/",
        "en/projects/year/unknown/",
        "en/topics/",
        "en/regions/",
        "en/agencies/",
        "en/matrix/",
    ] {
        assert!(links.iter().any(|link| link == expected), "{expected} in {links:?}");
    }
    let current: Vec<String> = all(&page, ".facets [aria-current]").into_iter().map(target).collect();
    assert_eq!(current, ["en/projects/status/planned/"]);
    let second = pages.page("en/projects/status/planned/page/2/");
    let crumbs: Vec<String> = all(&second, ".breadcrumb a").into_iter().map(target).collect();
    assert_eq!(crumbs, ["en/", "en/projects/", "en/projects/status/planned/"]);
    let index = pages.page("fr/projects/page/2/");
    let current: Vec<String> = all(&index, ".facets [aria-current]").into_iter().map(target).collect();
    assert_eq!(current, ["fr/projects/"]);
}

#[test]
fn lists_by_one_value_have_twins_and_stand_in_the_sitemap() {
    let folder = varied();
    let pages = Pages::at(folder.path(), Some(BASE_URL));
    let sitemap = pages.file("sitemap.xml");
    for list in ["projects/status/planned/", "projects/status/planned/page/2/", "projects/year/unknown/"] {
        let block =
            sitemap.split("<url>").find(|block| block.contains(&format!("<loc>{BASE_URL}en/{list}<")));
        let block = block.unwrap_or_else(|| panic!("{list} is not in the sitemap"));
        let page = pages.page(&format!("fr/{list}"));
        for lang in ["en", "fr"] {
            let href = format!("{BASE_URL}{lang}/{list}");
            assert!(block.contains(&format!("hreflang=\"{lang}\" href=\"{href}\"")), "{block}");
            let link = format!("link[hreflang={lang}][href=\"{href}\"]");
            assert_eq!(all(&page, &link).len(), 1, "{list}: {link}");
        }
    }
}

#[test]
fn the_file_that_the_filter_fetches_has_every_entry_with_what_it_can_be_chosen_by() {
    let pages = Pages::of(repository());
    let corpus = &pages.site().corpus;
    for lang in pages.languages() {
        let file: Value = serde_json::from_str(pages.file(&permalinks::listing(lang))).expect("JSON");
        let place = |value: &Value| usize::try_from(value.as_u64().expect("a place")).expect("a place");
        let names = |list: &Value, vocabulary: &str| -> Vec<String> {
            let ids = list.as_array().expect("a list").iter();
            ids.map(|id| file[vocabulary][place(id)][0].as_str().expect("an id").to_owned()).collect()
        };
        let mut found = BTreeMap::new();
        for row in file["entries"].as_array().expect("entries") {
            let (kind, id) = (&file["kinds"][place(&row[0])], row[6].as_str().expect("an id"));
            let permalink = format!("{lang}/{}/{id}/", kind.as_str().expect("a folder"));
            assert!(found.insert(permalink.clone(), row).is_none(), "{permalink} stands twice");
        }
        assert_eq!(found.len(), pages.entries().count());
        for entry in pages.entries() {
            let row = found[&permalinks::entry(lang, entry)];
            let ids = |vocabulary, terms: Vec<_>| -> Vec<String> {
                terms.iter().map(|id| corpus.term(vocabulary, *id).id.clone()).collect()
            };
            assert_eq!(file["states"][place(&row[1])], entry.state.id.as_str());
            assert_eq!(names(&row[2], "topics"), ids(Vocabulary::Topics, entry.topics.clone()));
            assert_eq!(names(&row[3], "regions"), ids(Vocabulary::Regions, entry.regions.clone()));
            let agencies = entry.agencies.iter().map(|part| part.agency).collect();
            assert_eq!(names(&row[4], "agencies"), ids(Vocabulary::Agencies, agencies));
            let years: BTreeSet<String> = match row[5].as_array().expect("years").as_slice() {
                [] => BTreeSet::from(["unknown".to_owned()]),
                years => years.iter().map(Value::to_string).collect(),
            };
            assert_eq!(years, self::years(entry));
        }
        for vocabulary in Vocabulary::ALL {
            let terms = file[vocabulary.as_str()].as_array().expect("terms");
            for (number, term) in terms.iter().enumerate() {
                let known = corpus.taxonomies.get(vocabulary);
                let id = known.by_id[term[0].as_str().expect("an id")];
                let parent = term[2].as_u64().map(|_| place(&term[2]));
                let above = parent.map(|parent| terms[parent][0].as_str().expect("an id").to_owned());
                assert_eq!(above, known.term(id).parent.map(|parent| known.term(parent).id.clone()));
                assert!(parent.is_none_or(|parent| parent < number), "a term stands before its parent");
            }
        }
    }
}

#[test]
fn a_list_brings_its_filter_only_if_it_is_long_and_its_entries_only_if_they_fit_on_a_page() {
    let folder = varied();
    let pages = Pages::of(folder.path());
    for (list, count) in [("projects/", CROWD), ("regions/port/", CROWD / 5), ("policies/", 1)] {
        let page = pages.page(&format!("en/{list}"));
        let has = |selector: &str| all(&page, selector).len();
        let is_long = count >= FILTER_FROM;
        assert_eq!(has("template#_filter"), usize::from(is_long), "{list}");
        assert_eq!(
            has("head script[src]"),
            usize::from(is_long),
            "{list}: only what needs the script loads it"
        );
        assert_eq!(has("script#_entries"), usize::from(is_long && count <= PAGE_SIZE), "{list}");
        assert_eq!(has("template[data-list]"), usize::from(count > PAGE_SIZE), "{list}");
    }
    let small = Pages::of(Site::new().root());
    let fetched = small.files.keys().filter(|path| path.ends_with("entries.json"));
    assert_eq!(fetched.count(), 0, "no list of a small site has a second page");
}

#[test]
fn what_stands_in_a_page_for_the_filter_cannot_end_the_element_that_it_stands_in() {
    let label = "</script><b>Port & \\\"pier\\\"";
    let folder = varied();
    let regions = folder.path().join("content/vocabulary/regions.yaml");
    let yaml = fs::read_to_string(&regions).expect("the file is there");
    fs::write(&regions, yaml.replace("{en: Port, fr: Port}", &format!("{{en: \"{label}\", fr: Port}}")))
        .expect("it can be written");
    let pages = Pages::of(folder.path());
    let page = pages.page("en/regions/port/");
    let data: Value = serde_json::from_str(&text(all(&page, "#_entries")[0])).expect("JSON");
    assert_eq!(data["regions"][1][1], label.replace("\\\"", "\""));
    assert_eq!(data["entries"].as_array().expect("entries").len(), CROWD / 5);
}
