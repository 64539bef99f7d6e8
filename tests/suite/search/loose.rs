//! What is found of a sentence that is not quite as it stands in a text, and what is not.

use super::{EN, ZH, ask, found, marked, urls, with_text};
use crate::built::Built;
use serde_json::{Value, json};

/// A site with a text as newspapers quote it.
fn quoted() -> Built {
    with_text(
        "到二〇二五年，新区累计安置转移人口十万人，建成“四纵三横”高速公路网，完成造林四十七万亩，“4+N”格局形成[@source-x#P2]。",
        "By 2025 the new area had resettled a hundred thousand residents, completed its motorway ring and planted trees on 31,000 hectares [@source-x#P2].",
    )
}

#[test]
fn clauses_are_found_whatever_stands_between_them() {
    let built = quoted();
    let queries = [
        "到二〇二五年、新区累计安置转移人口十万人",
        "新区累计安置转移人口十万人 到二〇二五年",
        "新区累计安置转移人口十万人\n\n「四纵三横」高速公路网；完成造林",
        "十万人。完成",
        "（新区累计安置）『四纵三横』",
        "４＋Ｎ 格局形成，完成造林四十七万亩",
        "4+N格局",
    ];
    let requests: Vec<Value> = queries.iter().map(|query| json!([query, {"lang": "zh"}])).collect();
    for (query, answer) in queries.iter().zip(ask(&built.target(), &Value::from(requests))) {
        assert_eq!(urls(&answer), [ZH], "{query}");
        assert_eq!(answer["partial"], false, "{query}");
    }
}

#[test]
fn half_a_sentence_that_was_changed_is_found_and_is_said_to_be_a_part() {
    let built = quoted();
    let queries = [
        "新区累计安置移民人口十万余人，建成「四纵三横」公路网",
        "据报道，到二〇二五年新区累计安置转移人口十万人",
        "“新区累计安置转移人口十万人建成四纵三横高速公路网络”",
        "the new district had resettled a hundred thousand people, completed its motorway ring",
        "\"By 2025, the new district resettled hundred thousand residents” completed the motorway",
    ];
    let requests: Vec<Value> = queries.iter().map(|query| json!([query, {"lang": "en"}])).collect();
    let answers = ask(&built.target(), &Value::from(requests));
    for (n, (query, answer)) in queries.iter().zip(&answers).enumerate() {
        assert_eq!(urls(answer).first().map(String::as_str), Some(EN), "{query}: in the reader's language");
        assert_eq!(answer["results"][0]["excerpt_lang"], if n < 3 { "zh" } else { "en" }, "{query}");
        assert_eq!(answer["partial"], true, "{query}");
    }
    let excerpt = marked(&answers[0]["results"][0]["excerpt"]);
    assert!(excerpt.contains("[新区累计安置]转移人[口十万]人"), "pieces that touch are one mark: {excerpt}");
    assert!(excerpt.contains("“[四纵三横]”高速[公路网]"), "{excerpt}");
    let excerpt = marked(&answers[3]["results"][0]["excerpt"]);
    assert!(excerpt.contains("[motorway] [ring]"), "{excerpt}");
}

#[test]
fn a_sentence_about_something_else_finds_nothing() {
    let built = quoted();
    let queries = [
        "火星移民计划公布，航天员将于明年建成基地",
        "新区计划",
        "astronauts will land on the new distant planets during another decade",
        "海洋生物多样性保护公约缔约方大会在新区召开",
    ];
    for (query, urls) in queries.iter().zip(found(&built.target(), "zh", &queries)) {
        assert!(urls.is_empty(), "{query}: {urls:?}");
    }
}

#[test]
fn an_excerpt_is_from_where_most_of_the_query_stands() {
    let far = "铁路".to_owned() + &"其他事项另行安排。".repeat(30) + "铁路与公路在此相接[@source-x#P2]。";
    let built = with_text(&far, "None [@source-x#P2].");
    let answers = ask(&built.target(), &json!([["公路 铁路", {"lang": "zh"}]]));
    let excerpt = marked(&answers[0]["results"][0]["excerpt"]);
    assert!(excerpt.contains("[铁路]与[公路]在此相接"), "{excerpt}");
}

#[test]
fn a_long_query_loads_little() {
    let built = quoted();
    let sentence = "到二〇二五年，新区累计安置转移人口十万人，建成“四纵三横”高速公路网，完成造林四十七万亩。";
    let queries = [sentence.repeat(200), "疏解非首都功能".repeat(1500), "the new area ".repeat(800)];
    let requests: Vec<Value> = queries.iter().map(|query| json!([query, {"lang": "zh"}])).collect();
    for (query, answer) in queries.iter().zip(ask(&built.target(), &Value::from(requests))) {
        let loaded = answer["loaded"].as_array().expect("files").len();
        assert!(answer["error"].is_null() && loaded < 100, "{query:.40}: {loaded}");
    }
}
