//! Odd queries, and files that fail to load, are old or are gone.

use super::{ZH, ask, marked, named, urls, with_text};
use crate::{built::Built, site::Site};
use serde_json::{Value, json};
use std::fs;

#[test]
fn harmless_and_odd_queries_find_nothing_and_break_nothing() {
    let built = named();
    let long = "疏解".repeat(5000);
    let queries = [
        "",
        " ",
        "，。",
        "\"",
        "\"><img src=x onerror=alert(1)>",
        "\u{0}",
        "__proto__",
        "constructor",
        &long,
        "🙂",
        "a".repeat(9999).as_str(),
    ]
    .map(ToOwned::to_owned);
    let requests: Vec<Value> = queries.iter().map(|query| json!([query, {"lang": "zh"}])).collect();
    for (query, answer) in queries.iter().zip(ask(&built.target(), &Value::from(requests))) {
        assert!(answer["error"].is_null(), "{query:.40}: {answer}");
    }
}

#[test]
fn a_site_that_was_published_anew_meanwhile_is_searched_anew() {
    let (old, new) = (named(), Built::of(Site::new().root(), None));
    let folder = tempfile::tempdir().expect("a folder");
    let place = |built: &Built, name: &str| {
        fs::rename(built.target().join("search"), folder.path().join(name)).expect("it moves");
    };
    place(&old, "search");
    place(&new, "next");
    let answers = ask(
        folder.path(),
        &json!([["副中心", {"lang": "zh"}], {"remove": "search"}, {"rename": ["next", "search"]}, ["某规划", {"lang": "zh"}]]),
    );
    assert_eq!(urls(&answers[1]).first().map(String::as_str), Some("zh/policies/plan-x/"));
    assert_eq!(manifests(&answers[1]), 1);
}

/// How often the manifest was asked for.
fn manifests(answer: &Value) -> usize {
    let asked = answer["asked"].as_array().expect("files");
    asked.iter().filter(|file| *file == "search/index.json").count()
}

#[test]
fn an_old_manifest_from_a_cache_is_loaded_anew_once_and_a_site_that_is_gone_is_an_error() {
    let (old, new) = (named(), Built::of(Site::new().root(), None));
    let folder = tempfile::tempdir().expect("a folder");
    fs::rename(old.target().join("search"), folder.path().join("search")).expect("it moves");
    fs::rename(new.target().join("search"), folder.path().join("next")).expect("it moves");
    let manifest: Value =
        serde_json::from_slice(&fs::read(folder.path().join("search/index.json")).expect("the manifest"))
            .expect("JSON");
    let query = json!(["某规划", {"lang": "zh"}]);
    let answers = ask(
        folder.path(),
        &json!([
            {"cached": "search/index.json"}, {"remove": "search"}, {"rename": ["next", "search"]}, query,
            {"remove": "search"}, ["乙", {"lang": "zh"}],
        ]),
    );
    assert_eq!(urls(&answers[0]).first().map(String::as_str), Some("zh/policies/plan-x/"), "{manifest}");
    assert_eq!(manifests(&answers[0]), 2);
    assert!(answers[1]["error"].as_str().is_some_and(|error| error.contains("404")), "{}", answers[1]);
    assert!(answers[1]["asked"].as_array().expect("files").len() < 9, "{}", answers[1]);
}

#[test]
fn what_failed_to_load_is_tried_again_by_the_next_search() {
    let built = named();
    let query = json!(["非首都功能疏解", {"lang": "zh", "counts": true}]);
    let misspelt = json!(["fuzhongxim", {"lang": "zh"}]);
    let answers = ask(
        &built.target(),
        &json!([
            {"down": true}, query, {"down": false}, ["乙市", {"lang": "zh"}],
            {"down": true}, query, misspelt, {"down": false}, query, misspelt,
        ]),
    );
    for down in [0, 2, 3] {
        assert!(
            answers[down]["error"].as_str().is_some_and(|error| error.contains("down")),
            "{}",
            answers[down]
        );
    }
    for up in [1, 4, 5] {
        assert!(urls(&answers[up]).iter().any(|url| url.starts_with(ZH)), "{}", answers[up]);
    }
    assert!(manifests(&answers[2]) < 2, "it is not asked for again and again");
}

#[test]
fn texts_of_every_script_and_words_that_programs_know_are_found() {
    let built = with_text(
        "The __proto__ of a constructor, toString العاصمة الجديدة naïve nai\u{308}ve か\u{3099}く 🙂新城🙂 𠀀𠀁 half[@source-x#P2]。",
        "None [@source-x#P2].",
    );
    for (query, mark) in [
        ("__proto__", "[proto]"),
        ("constructor", "[constructor]"),
        ("tostring", "[toString]"),
        ("العاصمة الجديدة", "[العاصمة] [الجديدة]"),
        ("\u{202e}العاصمة\u{202c}", "[العاصمة]"),
        ("naïve", "[naïve] [nai\u{308}ve]"),
        ("naive", "[naïve] [nai\u{308}ve]"),
        ("がく", "[か\u{3099}く]"),
        ("新城🙂", "🙂[新城]🙂"),
        ("🙂新城", "🙂[新城]🙂"),
        ("𠀀𠀁", "[𠀀𠀁]"),
        ("\"𠀁", "𠀀[𠀁]"),
        ("\"half", "[half]"),
    ] {
        let answer = &ask(&built.target(), &json!([[query, {"lang": "zh"}]]))[0];
        let results = answer["results"].as_array().unwrap_or_else(|| panic!("{query}: {answer}"));
        assert_eq!(results.len(), 1, "{query}: {answer}");
        let excerpt = marked(&results[0]["excerpt"]);
        assert!(excerpt.contains(mark), "{query}: {excerpt}");
    }
}

#[test]
fn odd_filters_languages_and_halves_of_characters_find_nothing_and_break_nothing() {
    let built = named();
    let filters = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let mut requests = vec![
        json!(["乙市", {"lang": "zh", "counts": true, "filters": filters(r#"{"__proto__": ["x"]}"#)}]),
        json!(["乙市", {"lang": "zh", "counts": true, "filters": {"kind": ["__proto__", "constructor"]}}]),
        json!(["乙市", {"lang": "zh", "counts": true, "filters": {"hasOwnProperty": ["__proto__"]}}]),
    ];
    for units in
        [vec![0xD840], vec![0xDC00], vec![0xDC00, 0xD840], vec![0x64, 0xD840, 0x64], vec![0x22, 0xD840]]
    {
        requests.push(json!([units, {"lang": "zh"}]));
    }
    for query in ["。。。…！", "\"\"\"", "“”", "'", "𠀀", "\u{301}", "\u{200f}\u{200f}"] {
        requests.push(json!([query, {"lang": "zh", "counts": true}]));
    }
    let answers = ask(&built.target(), &Value::from(requests.clone()));
    for (request, answer) in requests.iter().zip(answers) {
        assert!(answer["error"].is_null() && answer["total"] == 0, "{request}: {answer}");
    }
    for lang in ["__proto__", "xx", ""] {
        let answer = &ask(&built.target(), &json!([["疏解", {"lang": lang}]]))[0];
        assert_eq!(urls(answer), [ZH], "{lang}");
    }
}
