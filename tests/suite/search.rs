//! What a reader finds: the search script asked about small sites, without a browser.

mod loose;
mod odd;

use crate::{
    built::{Built, crowded},
    site::Site,
};
use jingwei::{
    load::load,
    model::entry::Entry,
    pipeline::{Options, analyse},
    search::Index,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// Asks a published folder; one answer for each query.
fn ask(folder: &Path, requests: &Value) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node")
        .arg(root.join("tests/search/ask.mjs"))
        .arg(root.join("themes/default/assets/search-engine.js"))
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed, as tests/README.md asks");
    node.stdin.take().expect("a pipe").write_all(requests.to_string().as_bytes()).expect("it reads");
    let output = node.wait_with_output().expect("it ends");
    assert!(output.status.success(), "node failed");
    serde_json::from_slice(&output.stdout).expect("answers")
}

/// The addresses of the results of each query, in a language.
fn found(folder: &Path, lang: &str, queries: &[&str]) -> Vec<Vec<String>> {
    let requests: Vec<Value> =
        queries.iter().map(|query| json!([query, {"lang": lang, "size": 50}])).collect();
    ask(folder, &Value::from(requests)).iter().map(urls).collect()
}

fn urls(answer: &Value) -> Vec<String> {
    let results = answer["results"].as_array().unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(answer["total"].as_u64(), u64::try_from(results.len()).ok(), "{answer}");
    results.iter().map(|result| result["url"].as_str().expect("an address").to_owned()).collect()
}

/// The text of a piece of an answer, what is marked in brackets.
fn marked(pieces: &Value) -> String {
    let pieces = pieces.as_array().expect("pieces").iter().map(|piece| piece.as_str().expect("text"));
    pieces
        .enumerate()
        .map(|(n, piece)| if n % 2 == 1 { format!("[{piece}]") } else { piece.to_owned() })
        .collect()
}

/// The small site with an entry that has many names.
pub(crate) fn named_site() -> Site {
    site_with(
        "承接**非首**都功能[@source-x#P2]疏解。见 2022 年冬奥会与“4+N”。",
        "It takes over policies of relocation [@source-x#P2].",
    )
}

/// That site, published.
pub(crate) fn named() -> Built {
    Built::of(named_site().root(), None)
}

/// The same with an entry of these texts in both languages, published.
fn with_text(zh: &str, en: &str) -> Built {
    Built::of(site_with(zh, en).root(), None)
}

fn site_with(zh: &str, en: &str) -> Site {
    let original = format!(
        "---\ntitle: 乙市城市副中心\naliases: [副中心]\nsummary: 乙市的重庆路以东。\ntype: plan\ntopics: [transport]\n\
         regions: [region-a]\nagencies: [agency-a]\nstatus: {{value: in-force, cite: source-x#P2}}\nmade: 2018\npublished: 2018\n\
         former_names: [{{id: old, name: 首都新城, cite: source-x#P2}}]\n\
         unknown: {{doc_no: 来源未给出}}\ncite: [source-x#P2]\n---\n{zh}\n\n## 目标 {{#goal}}\n\n- 生态\n- 绿色\n"
    );
    let translation = format!(
        "---\ntitle: Sub-center of B\nsummary: East of Xiong’an Road.\ntranslation: {{status: reviewed}}\n---\n\
         {en}\n\n## Goals {{#goal}}\n\nA new area of water.\n"
    );
    Site::new().file("content/policies/sub.zh.md", &original).file("content/policies/sub.en.md", &translation)
}

const ZH: &str = "zh/policies/sub/";
const EN: &str = "en/policies/sub/";

#[test]
fn an_entry_is_found_by_every_name_however_it_is_typed() {
    let built = named();
    let queries = [
        "副中心",
        "fuzhongxin",
        "fzx",
        "FuZhong xin",
        "sub-center",
        "subcenter",
        "首都新城",
        "shouduxincheng",
    ];
    for (query, urls) in queries.iter().zip(found(&built.target(), "zh", &queries)) {
        assert_eq!(urls.first().map(String::as_str), Some(ZH), "{query}: {urls:?}");
    }
    for (query, urls) in ["副中心", "fzx"].iter().zip(found(&built.target(), "en", &["副中心", "fzx"]))
    {
        assert_eq!(urls.first().map(String::as_str), Some(EN), "{query} in the reader's language: {urls:?}");
    }
}

#[test]
fn a_part_of_a_text_is_found_across_markup_and_not_across_blocks() {
    let built = named();
    let queries = ["非首都功能疏解", "首都", "2022年冬奥会", "4+N", "“生态绿色”", "能疏", "都能"];
    let found = found(&built.target(), "zh", &queries);
    for (query, urls) in
        queries.iter().zip(&found).filter(|(query, _)| !["“生态绿色”", "都能"].contains(query))
    {
        assert!(urls.iter().any(|url| url.starts_with(ZH)), "{query}: {urls:?}");
    }
    assert!(found[4].is_empty() && found[6].is_empty(), "{found:?}");
}

#[test]
fn words_are_found_by_other_endings_by_their_beginnings_and_with_a_letter_wrong() {
    let built = named();
    let queries = [
        "policy",
        "policies",
        "relocat",
        "xiongan",
        "Xiong'an",
        "xionggan",
        "\"areas of water\"",
        "\"water area\"",
    ];
    let found = found(&built.target(), "en", &queries);
    for (query, urls) in queries.iter().zip(&found).take(7) {
        assert!(urls.iter().any(|url| url.starts_with(EN)), "{query}: {urls:?}");
    }
    assert!(found[7].is_empty(), "{found:?}");
}

#[test]
fn two_languages_of_an_entry_are_one_result() {
    let built = named();
    for urls in found(&built.target(), "en", &["乙市", "b", "2018"]) {
        let mut entries: Vec<&str> = urls.iter().map(|url| &url[3..]).collect();
        entries.sort_unstable();
        let all = entries.len();
        entries.dedup();
        assert_eq!(entries.len(), all, "{urls:?}");
    }
}

#[test]
fn an_excerpt_shows_what_was_asked_and_leads_to_its_section() {
    let built = named();
    let answers = ask(
        &built.target(),
        &json!([["生态", {"lang": "zh"}], ["都功能疏", {"lang": "zh"}], ["areas", {"lang": "en"}]]),
    );
    let result = |answer: &Value, start: &str| {
        let results = answer["results"].as_array().expect("results");
        results
            .iter()
            .find(|one| one["url"].as_str().is_some_and(|url| url.starts_with(start)))
            .expect("it is found")
            .clone()
    };
    let ecology = result(&answers[0], ZH);
    assert_eq!(ecology["url"], format!("{ZH}#goal"));
    assert_eq!(marked(&ecology["excerpt"]), "[生态]");
    assert!(marked(&result(&answers[1], ZH)["excerpt"]).contains("承接非首[都功能疏]解"));
    assert_eq!(marked(&result(&answers[2], EN)["excerpt"]), "A new [area] of water.");
}

#[test]
fn paragraphs_of_sources_and_terms_are_results_and_fallbacks_and_withdrawn_entries_are_none() {
    let site = Site::new();
    let text = fs::read_to_string(site.path("seeds/source-x.zh.txt")).expect("the source");
    let paragraph =
        text.rsplit("\n\n").find(|part| part.chars().count() > 6).expect("a paragraph").trim().to_owned();
    let words: String = paragraph.chars().filter(|c| *c >= '一').take(6).collect();
    let site = site.edit(
        "content/platforms/park-x.zh.md",
        "summary:",
        "withdrawn: {date: 2020, reason: 有误}\nsummary:",
    );
    let built = Built::of(site.root(), None);
    let found = found(&built.target(), "en", &[&words, "park", "甲市", "某规划"]);
    assert!(found[0].iter().any(|url| url.starts_with("en/sources/source-x/#P")), "{words}: {found:?}");
    assert!(found.iter().flatten().all(|url| !url.contains("park-x")), "{found:?}");
    assert!(found[2].iter().any(|url| url.contains("/regions/region-a/")), "{found:?}");
}

#[test]
fn results_are_narrowed_counted_and_sorted_by_date() {
    let built = Built::of(crowded().path(), None);
    let answers = ask(
        &built.target(),
        &json!([
            ["report", {"lang": "en", "counts": true, "size": 5}],
            ["report", {"lang": "en", "filters": {"kind": ["project"]}, "size": 200}],
            ["report", {"lang": "en", "sort": "date", "size": 200}],
            ["report", {"lang": "en", "size": 200}],
        ]),
    );
    let total = |answer: &Value| answer["total"].as_u64().expect("a total");
    let kinds =
        answers[0]["counts"].as_array().expect("facets")[0]["values"].as_array().expect("values").clone();
    let projects = kinds
        .iter()
        .find(|kind| kind["id"] == "project")
        .map_or(0, |kind| kind["count"].as_u64().unwrap_or(0));
    assert_eq!(projects, total(&answers[1]));
    assert!(answers[1]["results"].as_array().expect("results").iter().all(|one| one["kind"] == "project"));
    assert_eq!(total(&answers[2]), total(&answers[3]));
    let dates: Vec<&str> = answers[2]["results"]
        .as_array()
        .expect("results")
        .iter()
        .filter(|one| one["kind"] != "paragraph")
        .filter_map(|one| one["date"].as_str())
        .collect();
    assert!(dates.windows(2).all(|pair| pair[0][..4] >= pair[1][..4]), "{dates:?}");
}

#[test]
fn pages_of_results_hold_each_result_once() {
    let built = Built::of(crowded().path(), None);
    let requests: Vec<Value> =
        (0..30).map(|page| json!(["report", {"lang": "en", "from": page * 10}])).collect();
    let answers = ask(&built.target(), &Value::from(requests));
    let mut ids: Vec<u64> = answers
        .iter()
        .flat_map(|answer| answer["results"].as_array().expect("results"))
        .map(|result| result["id"].as_u64().expect("a number"))
        .collect();
    let (all, total) = (ids.len(), answers[0]["total"].as_u64().expect("a total"));
    assert!(total > 10);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), u64::try_from(all).ok()), (all, Some(total)));
}

/// Fourteen pages with a word that is too common for its places to be kept; only one is called like it.
fn common() -> Built {
    let mut site = Site::new();
    for number in 1..=14 {
        let title = if number == 14 { "Zebras cross".to_owned() } else { format!("第{number}页") };
        let text = format!(
            "---\ntitle: {title}\n---\n{} 共页 {}\n",
            "zebra ".repeat(if number == 14 { 0 } else { 200 }),
            "x ".repeat(number * 40)
        );
        site = site.file(&format!("content/pages/page-{number}.zh.md"), &text);
        if number % 4 == 0 {
            let text = format!("---\ntitle: {title}\ntranslation: {{status: reviewed}}\n---\nA zebra. 页\n");
            site = site.file(&format!("content/pages/page-{number}.en.md"), &text);
        }
    }
    Built::of(site.root(), None)
}

fn ids(answer: &Value) -> Vec<u64> {
    let results = answer["results"].as_array().unwrap_or_else(|| panic!("{answer}"));
    results.iter().map(|result| result["id"].as_u64().expect("a number")).collect()
}

#[test]
fn the_first_page_of_a_common_phrase_agrees_with_the_following_ones() {
    let built = common();
    for (query, lang) in [("zebra", "zh"), ("zebra", "en"), ("zebra zebra", "zh"), ("页", "zh"), ("页", "en")]
    {
        let pages = [(0, 10), (10, 10), (0, 4), (4, 4), (0, 11), (0, 500)];
        let plain = pages.map(|(from, size)| json!([query, {"lang": lang, "from": from, "size": size}]));
        let dated = pages
            .map(|(from, size)| json!([query, {"lang": lang, "from": from, "size": size, "sort": "date"}]));
        for requests in [plain, dated] {
            let answers = ask(&built.target(), &json!(requests));
            let all = ids(&answers[5]);
            assert!(all.len() > 10, "{query}: {all:?}");
            for ((from, size), answer) in pages.iter().zip(&answers) {
                assert_eq!(answer["total"].as_u64(), u64::try_from(all.len()).ok(), "{query} {from}");
                let end = all.len().min(from + size);
                assert_eq!(ids(answer), all[*from..end], "{query} in {lang} from {from}");
            }
        }
    }
}

#[test]
fn languages_are_counted_and_chosen_and_what_has_no_results_is_left_out() {
    let built = named();
    let answers = ask(
        &built.target(),
        &json!([
            ["生态", {"lang": "zh", "counts": true}],
            ["2022", {"lang": "en", "counts": true, "filters": {"lang": ["zh"]}}],
            ["relocation", {"lang": "zh", "counts": true, "filters": {"lang": ["zh"]}}],
            ["b", {"lang": "zh", "counts": true, "filters": {"lang": ["en"], "kind": ["policy"]}}],
            ["fzx", {"lang": "zh", "filters": {"lang": ["en"]}}],
        ]),
    );
    let counts = |answer: &Value, name: &str| -> Vec<(String, u64)> {
        let facets = answer["counts"].as_array().unwrap_or_else(|| panic!("{answer}"));
        let facet = facets.iter().find(|facet| facet["name"] == name).expect("the facet");
        let values = facet["values"].as_array().expect("values").iter();
        values
            .map(|value| {
                (value["id"].as_str().expect("an id").to_owned(), value["count"].as_u64().expect("a number"))
            })
            .collect()
    };
    let total = |answer: &Value| answer["total"].as_u64().expect("a total");
    for facet in ["kind", "topic", "region", "agency", "year", "lang"] {
        assert!(counts(&answers[0], facet).iter().all(|(_, count)| *count > 0), "{facet}: {}", answers[0]);
    }
    assert_eq!(counts(&answers[0], "lang"), [("zh".to_owned(), total(&answers[0]))]);
    assert_eq!(urls(&answers[1]), [ZH], "a text in another language of the site");
    assert_eq!(
        counts(&answers[2], "lang"),
        [("zh".to_owned(), 0), ("en".to_owned(), 1)],
        "what was chosen stays"
    );
    assert_eq!((total(&answers[2]), total(&answers[3])), (0, 1));
    assert_eq!(urls(&answers[3]), [EN], "the language that was chosen is the one that is shown");
    assert_eq!(urls(&answers[4]), [EN], "a name leads to the text in the language that was chosen");
}

#[test]
fn characters_without_spaces_are_words_that_may_be_apart_and_an_unknown_word_is_left_out() {
    let built = named();
    let queries = ["副中心绿色", "首都新城冬奥会", "疏解 没有此词", "没有此词", "水区人湖"];
    let requests: Vec<Value> = queries.iter().map(|query| json!([query, {"lang": "zh"}])).collect();
    let answers = ask(&built.target(), &Value::from(requests));
    for (query, answer) in queries.iter().zip(&answers).take(2) {
        assert_eq!(
            urls(answer).first().map(|url| url.split('#').next()),
            Some(Some(ZH)),
            "{query}: {answer}"
        );
        assert_eq!(answer["used"], json!([]), "{query}");
    }
    assert_eq!(answers[2]["used"], json!([["没有此词", "疏解"]]), "{}", answers[2]);
    assert!(urls(&answers[2]).iter().any(|url| url.starts_with(ZH)));
    assert!(urls(&answers[3]).is_empty() && urls(&answers[4]).is_empty(), "{answers:?}");
}

#[test]
fn of_names_that_begin_as_was_typed_the_shortest_comes_first() {
    let name = |title: &str, id: &str| {
        let text = format!(
            "---\ntitle: {title}\nsummary: 乙市的工程。\ntype: plan\ntopics: [transport]\nregions: [region-a]\nagencies: [agency-a]\n\
             status: {{value: in-force, cite: source-x#P2}}\nunknown: {{doc_no: 来源未给出, made: 来源未给出, published: 来源未给出}}\n\
             cite: [source-x#P2]\n---\n承接首都功能[@source-x#P2]疏解。\n"
        );
        (format!("content/policies/{id}.zh.md"), text)
    };
    let site = [
        name("新机场高速公路进出场高架桥", "a-bridge"),
        name("新机场", "b-airport"),
        name("新机场空管工程", "c-control"),
    ]
    .into_iter()
    .fold(Site::new(), |site, (path, text)| site.file(&path, &text));
    let built = Built::of(site.root(), None);
    let queries = ["xinj", "xinjichang", "新机", "新机场"];
    for (query, urls) in queries.iter().zip(found(&built.target(), "zh", &queries)) {
        assert_eq!(urls.first().map(String::as_str), Some("zh/policies/b-airport/"), "{query}: {urls:?}");
        assert_eq!(urls.len(), if *query == "xinjichang" { 1 } else { 3 }, "{query}: {urls:?}");
    }
}

#[test]
fn what_is_found_in_another_language_is_shown_under_its_title_in_the_readers() {
    let built = named();
    let answers = ask(
        &built.target(),
        &json!([["生态", {"lang": "en"}], ["生态", {"lang": "en", "filters": {"lang": ["zh"]}}]]),
    );
    let shown = |answer: &Value| {
        let result = &answer["results"][0];
        (
            result["url"].clone(),
            marked(&result["title"]),
            result["lang"].clone(),
            result["excerpt_lang"].clone(),
        )
    };
    assert_eq!(
        shown(&answers[0]),
        (json!(format!("{EN}#goal")), "Sub-center of B".to_owned(), json!("en"), json!("zh"))
    );
    assert_eq!(shown(&answers[1]).0, json!(format!("{ZH}#goal")), "a language that is chosen is shown");
}

#[test]
fn a_word_that_is_nearly_a_name_and_another_word_must_both_be_there() {
    let built = named();
    let queries = ["fuzhongxim 疏解", "fuzhongxim 铁路", "(relocat)", "“relocation."];
    let answers = found(&built.target(), "zh", &queries);
    assert_eq!(answers, [vec![ZH.to_owned()], vec![], vec![ZH.to_owned()], vec![ZH.to_owned()]]);
    let used = ask(&built.target(), &json!([["fuzhongxim", {"lang": "zh"}]]));
    assert_eq!(used[0]["used"], json!([["fuzhongxim", "fuzhongxin"]]));
}

#[test]
fn the_index_is_the_same_whoever_makes_it() {
    let files = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let analysis = analyse(
                load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a site"),
                &Options::default(),
                None,
            );
            let site = analysis.site.as_ref().expect("a site");
            let plan = &analysis.ready.as_ref().expect("a plan").plan;
            let index = Index::of(site, plan);
            index.paths().map(|path| (path.clone(), index.file(site, plan, &path))).collect::<Vec<_>>()
        })
    };
    let one = files(1);
    assert!(one.len() > 100 && one.iter().all(|(_, bytes)| bytes.is_some()));
    assert!(one == files(5));
}

#[test]
fn what_is_called_as_the_query_comes_first() {
    let built = Built::of(Path::new(env!("CARGO_MANIFEST_DIR")), None);
    let site = built.analysis.site.as_ref().expect("a site");
    let titles = |entry: &Entry| -> Vec<(String, String)> {
        entry.texts.iter().map(|(lang, _)| (lang.to_string(), entry.title(lang).1.to_owned())).collect()
    };
    let queries: Vec<(String, String)> =
        site.corpus.entries.iter().filter(|entry| entry.is_listed()).flat_map(titles).collect();
    let requests: Vec<Value> = queries.iter().map(|(lang, title)| json!([title, {"lang": lang}])).collect();
    let answers = ask(&built.target(), &Value::from(requests));
    let first = |answer: &Value| marked(&answer["results"][0]["title"]).replace(['[', ']'], "");
    let lost: Vec<String> = queries
        .iter()
        .zip(&answers)
        .filter(|((_, title), answer)| first(answer) != *title)
        .map(|((_, title), answer)| format!("{title}: {}", first(answer)))
        .collect();
    assert!(
        queries.len() > 100 && lost.is_empty(),
        "{} of {}:\n{}",
        lost.len(),
        queries.len(),
        lost.join("\n")
    );
}
