//! The index of names and the glossary, as a reader finds them on finished pages.

use crate::{
    built::repository,
    reader::{Pages, all, target, text, within},
    site::{Site, sites},
};
use jingwei::{model::lang::Lang, plan::permalinks};
use scraper::{ElementRef, Html};
use std::{collections::BTreeMap, fmt::Write as _};

impl Pages {
    /// The permalinks below a folder.
    fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let pages = self.files.keys().filter_map(|path| path.strip_suffix("index.html"));
        pages.filter(move |permalink| permalink.starts_with(folder))
    }

    /// Every name of a language's index with where it leads, over all of its pages.
    fn names(&self, lang: &Lang) -> Vec<(String, String)> {
        let index = permalinks::names(lang, None);
        let mut names = Vec::new();
        for permalink in self.below(&index) {
            for item in all(&self.page(permalink), ".names li") {
                names.extend(of_item(item));
            }
        }
        names
    }
}

/// The name of an item with each page it leads to.
fn of_item(item: ElementRef<'_>) -> Vec<(String, String)> {
    let links = within(item, "a");
    let aside = within(item, ".quiet").first().copied().map(text).unwrap_or_default();
    let name = text(item).strip_suffix(&aside).expect("the name comes first").trim().to_owned();
    links.into_iter().map(|link| (name.clone(), target(link))).collect()
}

/// The names under each letter of the first part of a page.
fn letters(page: &Html) -> BTreeMap<String, Vec<String>> {
    let groups = all(page, ".by-letter");
    let mut letters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for group in groups {
        let id = all(page, ".by-letter > :is(h2, h3)");
        assert!(!id.is_empty());
        let letter = text(within(group, "h2, h3")[0]);
        let names = within(group, ".names li").into_iter().map(|item| of_item(item).remove(0).0);
        letters.entry(letter).or_default().extend(names);
    }
    letters
}

fn has(letters: &BTreeMap<String, Vec<String>>, letter: &str, name: &str) -> bool {
    letters.get(letter).is_some_and(|names| names.iter().any(|known| known == name))
}

/// The base site, whose project has so many names.
fn with_aliases(zh: &str, en: &str) -> Site {
    let put = |site: Site, lang: &str, aliases: &str| {
        let path = format!("content/projects/line-x.{lang}.md");
        let file = std::fs::read_to_string(site.path(&path)).expect("a file");
        let kept: String = file.lines().filter(|line| !line.starts_with("aliases:")).fold(
            String::new(),
            |mut text, line| {
                writeln!(text, "{line}").expect("text");
                text
            },
        );
        site.file(&path, &kept.replacen("---\n", &format!("---\naliases: [{aliases}]\n"), 1))
    };
    put(put(Site::new(), "zh", zh), "en", en)
}

#[test]
fn names_stand_under_the_letter_of_their_sound_their_sort_key_or_their_base_letter() {
    let site = with_aliases(
        "重庆线, {name: 长江线, sort: 常江线}, {name: 长城线, sort: chang cheng xian}, 9号线",
        "École Line, 4+N Line, “Quoted” Line",
    );
    let pages = Pages::of(site.root());
    let chinese = letters(&pages.page("zh/index/"));
    for name in ["重庆线", "长江线", "长城线"] {
        assert!(has(&chinese, "C", name), "{name}: {chinese:?}");
    }
    let under: Vec<&String> =
        chinese["C"].iter().filter(|name| ["重庆线", "长江线"].contains(&name.as_str())).collect();
    assert_eq!(under, ["长江线", "重庆线"], "chang comes before chong");
    assert!(has(&chinese, "0–9", "9号线") && has(&chinese, "0–9", "4+N Line"), "{chinese:?}");
    let english = letters(&pages.page("en/index/"));
    assert!(has(&english, "E", "École Line") && has(&english, "Q", "“Quoted” Line"), "{english:?}");
    assert!(has(&english, "C", "重庆线"), "the names of other languages have their own letters");
}

#[test]
fn the_names_of_the_pages_language_come_first_and_all_others_carry_their_language() {
    let pages = Pages::of(with_aliases("重庆线", "École Line").root());
    for (lang, other) in [("zh", "en"), ("en", "zh")] {
        let page = pages.page(&format!("{lang}/index/"));
        let parts: Vec<&str> = all(&page, ".part > h2").iter().filter_map(|head| head.attr("id")).collect();
        assert_eq!(parts, [format!("_names-{lang}"), format!("_names-{other}")]);
        let lists = all(&page, ".part");
        let marked = format!(".names li > a > [lang={other}], .names li > [lang={other}]");
        assert_eq!(within(lists[0], &marked).len(), 0);
        assert_eq!(within(lists[1], &marked).len(), within(lists[1], ".names li").len());
    }
}

#[test]
fn a_letter_without_names_is_shown_and_leads_nowhere_and_every_other_leads_to_its_names() {
    let pages = Pages::of(repository());
    for lang in ["zh", "en"] {
        let mut links = 0;
        for permalink in pages.below(&format!("{lang}/index/")).chain([format!("{lang}/glossary/").as_str()])
        {
            let page = pages.page(permalink);
            let letters = all(&page, ".letters li");
            assert!(letters.len() >= 26, "{permalink}");
            for link in all(&page, ".letters a") {
                let href = target(link);
                let (to, anchor) = href.split_once('#').unwrap_or((&href, ""));
                let to = pages.page(to);
                assert!(
                    anchor.is_empty() || all(&to, &format!("[id='{anchor}']")).len() == 1,
                    "{permalink}: {href}"
                );
                let heads: Vec<String> = all(&to, ".by-letter > :is(h2, h3)").into_iter().map(text).collect();
                let letter = text(link);
                let letter = letter.split(' ').next().expect("a letter").to_owned();
                assert!(heads.contains(&letter), "{permalink}: {letter} leads to {heads:?}");
                links += 1;
            }
        }
        assert!(links > 40);
    }
    let page = pages.page("zh/index/");
    let empty: Vec<String> =
        all(&page, ".part:first-of-type .letters li > span").into_iter().map(text).collect();
    assert!(empty.contains(&"U".to_owned()) && empty.contains(&"V".to_owned()), "no sound: {empty:?}");
}

#[test]
fn every_name_of_every_listed_entry_stands_in_the_index_exactly_once() {
    for root in [repository().to_owned(), sites().join("base"), sites().join("three-languages")] {
        let pages = Pages::of(&root);
        let site = pages.site();
        for lang in &site.config.languages {
            let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
            for name in pages.names(lang) {
                *counts.entry(name).or_default() += 1;
            }
            assert!(counts.values().all(|count| *count == 1), "{lang}: a name stands twice");
            for entry in site.corpus.entries.iter().filter(|entry| entry.is_listed()) {
                let words = entry.words.iter().flat_map(|(_, words)| {
                    words.title.iter().chain(&words.short_title).chain(&words.aliases)
                });
                let former =
                    entry.former_names.iter().flat_map(|former| former.name.iter().map(|name| name.1));
                for name in words.chain(former) {
                    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
                    let key = (name, permalinks::entry(lang, entry));
                    assert!(counts.contains_key(&key), "{lang}: {key:?} is missing");
                }
            }
        }
    }
}

#[test]
fn a_former_name_says_so_and_a_withdrawn_entry_has_no_names() {
    let site = Site::new().edit(
        "content/projects/line-x.zh.md",
        "type: railway\n",
        "type: railway\nformer_names:\n  - {id: old, name: 旧线, until: 2018-05-01, cite: source-x#P3}\n",
    );
    let page = Pages::of(site.root()).page("zh/index/");
    let item = all(&page, ".names li").into_iter().map(text).find(|item| item.starts_with("旧线"));
    let item = item.expect("the former name");
    assert!(item.contains("曾用名、至2018年5月1日") && item.contains("见 "), "{item}");

    let site = Site::new().edit(
        "content/projects/line-x.zh.md",
        "type: railway\n",
        "type: railway\nwithdrawn: {date: 2020-01-01, reason: 重复}\n",
    );
    let pages = Pages::of(site.root());
    for lang in ["zh", "en"] {
        let names = pages.names(&Lang::new(lang));
        assert!(!names.is_empty() && names.iter().all(|(_, href)| !href.contains("/projects/line-x/")));
    }
}

#[test]
fn a_short_list_of_names_stands_on_one_page_and_a_long_one_has_pages_for_each_letter() {
    let short = Pages::of(Site::new().root());
    assert_eq!(short.below("zh/index/").count(), 1);
    let long = Pages::of(repository());
    let first = long.page("en/index/");
    assert!(all(&first, ".names li").is_empty(), "the first page has the letters alone");
    let counts: usize = all(&first, ".letters .count")
        .into_iter()
        .map(|count| text(count).parse::<usize>().expect("a number"))
        .sum();
    assert_eq!(counts, long.names(&Lang::new("en")).len());
    for permalink in long.below("en/index/") {
        assert!(permalink.is_ascii());
        // The letters of one language are not those of another: the switch leads to the whole.
        let page = long.page(permalink);
        let twin = all(&page, ".languages a").into_iter().map(target).collect::<Vec<_>>();
        assert_eq!(twin, ["zh/index/"], "{permalink}");
        assert!(all(&page, ".languages .falls-back").is_empty());
    }
}

/// So many terms, named in two languages.
fn terms(count: usize) -> String {
    let mut terms = String::new();
    for n in 0..count {
        let letter = ["北", "重", "天"][n % 3];
        writeln!(terms, "- {{id: term-{n}, names: {{zh: [{letter}词{n}], en: [Word {n}, Other {n}]}}}}")
            .expect("text");
    }
    terms
}

fn anchors_of_terms(pages: &Pages) {
    let site = pages.site();
    let glossaries = &pages.built.analysis.ready.as_ref().expect("a plan").plan.glossaries;
    for lang in &site.config.languages {
        let mut found: BTreeMap<String, Html> = BTreeMap::new();
        for (place, term) in site.corpus.glossary.iter().enumerate() {
            let permalink = glossaries.address(lang, place);
            let page = found.entry(permalink.clone()).or_insert_with(|| pages.page(&permalink));
            assert_eq!(all(page, &format!(".gloss[id='{}']", term.id)).len(), 1, "{permalink}#{}", term.id);
        }
    }
}

#[test]
fn the_anchor_of_every_term_resolves_on_one_page_and_on_many() {
    let own = Pages::of(repository());
    anchors_of_terms(&own);
    assert_eq!(own.below("zh/glossary/").count(), 1);
    let many = Pages::of(Site::new().file("content/vocabulary/terms.yaml", &terms(650)).root());
    anchors_of_terms(&many);
    let pages: Vec<&str> = many.below("zh/glossary/").collect();
    assert!(pages.contains(&"zh/glossary/b/page/2/") && pages.contains(&"zh/glossary/z/"), "{pages:?}");
    assert!(all(&many.page("zh/glossary/"), ".gloss").is_empty());
    let index = many.names(&Lang::new("zh"));
    assert!(index.contains(&("天词2".to_owned(), "zh/glossary/t/#term-2".to_owned())));
}

#[test]
fn a_link_to_a_term_leads_to_its_place_in_the_glossary_and_counts_as_a_use() {
    let terms = "- {id: trunk, names: {zh: [干线通道, 大通道], en: [trunk route]}, \
                 forbidden: {en: [main road]}, until: 2019-12-31, definition: {zh: 长途的路, en: A long way.}}\n";
    let path = "content/projects/line-x.zh.md";
    let site = Site::new().file("content/vocabulary/terms.yaml", terms);
    let text_of = std::fs::read_to_string(site.path(path)).expect("a file");
    let site = site.file(path, &format!("{text_of}\n见[[term:trunk]]与[[term:trunk|某词]]。\n"));
    let pages = Pages::of(site.root());
    let entry = pages.page("zh/projects/line-x/");
    let links: Vec<(String, String)> =
        all(&entry, "a[href*='/glossary/#']").into_iter().map(|link| (text(link), target(link))).collect();
    let to = "zh/glossary/#trunk".to_owned();
    assert_eq!(links, [("干线通道".to_owned(), to.clone()), ("某词".to_owned(), to)]);
    let glossary = pages.page("en/glossary/");
    let term = all(&glossary, "#trunk").into_iter().map(text).next().expect("the term");
    for part in ["trunk route", "干线通道", "A long way.", "大通道", "main road", "until December 31, 2019"]
    {
        assert!(term.contains(part), "{part} in {term}");
    }
    let users: Vec<String> = all(&pages.page("zh/glossary/"), "#trunk a").into_iter().map(target).collect();
    assert_eq!(users, ["zh/projects/line-x/"]);
}
