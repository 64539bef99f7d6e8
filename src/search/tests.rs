//! What the index promises, and that the search script reads texts as the builder does.

use super::{
    fold::fold,
    grams::Limits,
    keys,
    lists::{Places, tests::read},
    shards::Key,
    stream::Stream,
    tokens::{Token, tokens},
};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
    process::{Command, Stdio},
};

/// A text's tokens, each with whether a gap stands before it.
fn row(text: &str) -> Vec<(String, bool)> {
    let (mut folded, mut row, mut apart) = (String::new(), Vec::new(), false);
    fold(text, &mut folded);
    tokens(&folded, None, |token| match token {
        Token::Gap => apart = true,
        Token::Character(c) => row.push((c.to_string(), std::mem::take(&mut apart))),
        Token::Word(word) => row.push((word.to_owned(), std::mem::take(&mut apart))),
    });
    row
}

fn written(row: &[(String, bool)]) -> String {
    let mut text = String::new();
    for (n, (token, apart)) in row.iter().enumerate() {
        text.push_str(if *apart && n > 0 { " " } else { "" });
        text.push_str(token);
    }
    text
}

/// Answers a query as the search script does: from phrases that cover it and their places.
fn answer(index: &BTreeMap<String, Key>, query: &[(String, bool)]) -> BTreeSet<u32> {
    let last = query.len() - 1;
    let mut covered = 0;
    let mut found: Option<BTreeSet<(u32, u32)>> = None;
    while covered <= last {
        let (mut from, mut to) = (covered, covered);
        let key = loop {
            let Some(key) = index.get(&written(&query[from..=to])) else { return BTreeSet::new() };
            if !key.split {
                break key;
            }
            if from == 0 && to == last {
                let list = &key.found.lists[0];
                return read(&list.bytes, list.count, Places::Dropped)
                    .into_iter()
                    .map(|(id, ..)| id)
                    .collect();
            }
            if to < last { to += 1 } else { from -= 1 }
        };
        let before = query[1..=from].iter().map(|(_, apart)| 1 + u32::from(*apart)).sum::<u32>();
        let list = &key.found.lists[0];
        let own = read(&list.bytes, list.count, Places::Kept).into_iter().flat_map(|(id, _, places)| {
            places.into_iter().filter_map(move |place| Some((id, place.checked_sub(before)?)))
        });
        let own: BTreeSet<(u32, u32)> = own.collect();
        found = Some(found.map_or(own.clone(), |found| found.intersection(&own).copied().collect()));
        covered = to + 1;
    }
    found.unwrap_or_default().into_iter().map(|(id, _)| id).collect()
}

fn index(texts: &[String], limits: Limits) -> BTreeMap<String, Key> {
    let (phrases, words) = keys(&Stream::of_texts(texts), 1, limits);
    phrases.into_iter().chain(words).map(|key| (key.text.to_string(), key)).collect()
}

/// The documents that have a row of tokens within one line.
fn holders(texts: &[String], query: &[(String, bool)]) -> BTreeSet<u32> {
    let holds = |line: &str| {
        row(line).windows(query.len()).any(|part| {
            part.iter().zip(query).enumerate().all(|(n, (a, b))| a.0 == b.0 && (n == 0 || a.1 == b.1))
        })
    };
    texts.iter().zip(0..).filter(|(text, _)| text.split('\n').any(holds)).map(|(_, id)| id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Few different tokens and low limits, so that most phrases are split, some down to the longest.
    #[test]
    fn every_part_of_a_text_is_found_where_it_stands_and_nowhere_else(
        texts in prop::collection::vec("([甲乙丙]|[ab]{1,2}|[ ，\n]){0,40}", 1..8),
        places in 1..6_usize,
        longest in 2..5_usize,
        at in any::<prop::sample::Index>(),
        length in 1..12_usize,
    ) {
        let index = index(&texts, Limits { places, tokens: longest });
        let lines: Vec<Vec<(String, bool)>> =
            texts.iter().flat_map(|text| text.split('\n')).map(row).filter(|row| !row.is_empty()).collect();
        prop_assume!(!lines.is_empty());
        let line = at.get(&lines);
        for from in 0..line.len() {
            let query = &line[from..line.len().min(from + length)];
            prop_assert_eq!(answer(&index, query), holders(&texts, query), "{:?}", written(query));
        }
    }

    #[test]
    fn what_stands_nowhere_is_not_found(
        texts in prop::collection::vec("[甲乙丙丁]{0,12}", 1..5),
        query in "[甲乙丙丁]{1,6}",
        places in 1..4_usize,
    ) {
        let index = index(&texts, Limits { places, tokens: 3 });
        let found = answer(&index, &row(&query));
        let expected: BTreeSet<u32> =
            texts.iter().zip(0..).filter(|(text, _)| text.contains(&query)).map(|(_, id)| id).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn what_a_sign_parts_is_not_found_across_lines() {
    let texts = ["丙\n丙\n乙\n丙", "乙\n乙", "丙", "甲\n丙\nab，ab", "ab\nab "].map(ToOwned::to_owned);
    for places in 1..6 {
        let index = index(&texts, Limits { places, tokens: 2 });
        for query in ["ab，ab", "ab ab"].map(row) {
            assert_eq!(answer(&index, &query), holders(&texts, &query), "{places} {}", written(&query));
        }
    }
}

#[test]
fn no_list_with_places_is_longer_than_the_limit() {
    let texts: Vec<String> = (0..50).map(|n| format!("甲乙丙丁甲乙 word {n}")).collect();
    let index = index(&texts, Limits { places: 20, tokens: 9 });
    for key in index.values().filter(|key| !key.split) {
        let places = |list: &super::lists::List| {
            read(&list.bytes, list.count, Places::Kept).iter().map(|(.., places)| places.len()).sum::<usize>()
        };
        assert!(key.found.lists.iter().map(places).sum::<usize>() <= 20, "{}", key.text);
    }
    assert!(index["甲乙丙丁"].split && index["甲乙"].split);
}

#[test]
fn the_last_document_may_be_without_a_text() {
    for length in 0..130 {
        let index = index(&["甲".repeat(length), String::new()], Limits { places: 9, tokens: 3 });
        assert!(index.contains_key("name"), "{length}");
    }
}

/// Runs the search script's own functions in node: `code` gets `engine` and `input`, and returns.
fn in_script(code: &str, input: &str) -> String {
    let engine = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/assets/search-engine.js");
    let program = format!(
        "const {{ readFileSync }} = require('fs'); (0, eval)(readFileSync({engine:?}, 'utf8'));
         const engine = jingweiSearch('', null); const input = JSON.parse(readFileSync(0, 'utf8'));
         process.stdout.write(JSON.stringify((() => {{ {code} }})()));"
    );
    let mut node = Command::new("node")
        .args(["-e", &program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed, as tests/README.md asks");
    node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = node.wait_with_output().expect("it ends");
    assert!(output.status.success(), "node failed");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_script_folds_and_cuts_texts_as_the_builder_does() {
    let mut texts: Vec<String> = [
        "2022 年冬奥会（第24届）：“4+N”、PM2.5、1,200 km²。",
        "Xiong’an’s l'économie O'Neill a.b 3.a 1..2 5,a",
        "Straße ΟΔΟΣ Ünïcödé ﬁ ㎡ ①② Ⅳ ª º",
        "がギ゙カー々〇 ｶﾞ ไทยง่าย ລາວ ខ្មែរ မြန်မာ",
        "한국어 Ω Ж İı ẞ ǅ ١٢٣ ۱",
        "a\u{301}b e\u{327}\u{301} \u{1F600}x 𠀀𠀁 𝔸𝟘",
    ]
    .map(ToOwned::to_owned)
    .into();
    // Every character of the first planes that is likely in a text, between others.
    let blocks =
        [0x20..0x600_u32, 0xE00..0x1100, 0x1780..0x1800, 0x1E00..0x2100, 0x3000..0x3400, 0xFF00..0xFFF0];
    for c in blocks.into_iter().flatten().filter_map(char::from_u32) {
        texts.push(format!("a{c}1{c}乙 {c}"));
    }
    let input = serde_json::to_string(&texts).expect("text");
    // Node may be older than the newest characters; nobody can type them yet.
    let code = "return input.map(text => /\\p{Cn}/u.test(text) ? null : engine.tokens(engine.fold(text))
        .map(token => (token.gap ? '_' : '') + token.text).join('|'));";
    let rows: Vec<Option<String>> = serde_json::from_str(&in_script(code, &input)).expect("a list");
    let mut different = Vec::new();
    for (text, other) in texts.iter().zip(rows) {
        let own: Vec<String> = row(text)
            .iter()
            .map(|(token, apart)| format!("{}{token}", if *apart { "_" } else { "" }))
            .collect();
        if let Some(other) = other.filter(|other| own.join("|") != *other) {
            different.push(format!("{text:?}: {} here, {other} there", own.join("|")));
        }
    }
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}
