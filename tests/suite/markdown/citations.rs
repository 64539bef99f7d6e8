//! Citations: recognised before Markdown, and never where they are not.

use super::{html, parse};
use jingwei::model::doc::Event;

/// Texts with a citation, and their pages.
const RECOGNISED: &[(&str, &str)] = &[
    ("甲[@a#P1]。", "<p>甲<cite>a#P1</cite>。</p>\n"),
    ("甲[@a#P1; @b#P4]", "<p>甲<cite>a#P1</cite><cite>b#P4</cite></p>\n"),
    // What follows is ordinary text.
    ("甲[@a#P1](乙)", "<p>甲<cite>a#P1</cite>(乙)</p>\n"),
    ("甲[@a#P1][乙]\n\n[乙]: /x", "<p>甲<cite>a#P1</cite><a href=\"/x\">乙</a></p>\n"),
    ("- [@a#P1]: 文字", "<ul>\n<li><cite>a#P1</cite>: 文字</li>\n</ul>\n"),
    ("[@a#P1]: 文字", "<p><cite>a#P1</cite>: 文字</p>\n"),
    // Nothing inside is markup.
    ("甲[@a#P1 \"*x* `y` <b> [z] | &amp;\"]*乙*", "<p>甲<cite>a#P1</cite><em>乙</em></p>\n"),
    ("*甲[@a#P1 \"x*\"]*", "<p><em>甲<cite>a#P1</cite></em></p>\n"),
    (
        "|甲|乙|\n|-|-|\n|一[@a#P1 \"x | y\"]|二|",
        "<table>\n<thead>\n<tr>\n<th scope=\"col\">甲</th>\n<th scope=\"col\">乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一<cite>a#P1</cite></td>\n<td>二</td>\n</tr>\n</tbody>\n</table>\n",
    ),
    // Emphasis that touches one.
    ("**重点。**[@a#P1]", "<p><strong>重点。</strong><cite>a#P1</cite></p>\n"),
    ("**重点[@a#P1]**后", "<p><strong>重点<cite>a#P1</cite></strong>后</p>\n"),
    ("a **\"word\"**[@a#P1].", "<p>a <strong>&quot;word&quot;</strong><cite>a#P1</cite>.</p>\n"),
    ("[@a#P1]**\"word\"** b", "<p><cite>a#P1</cite><strong>&quot;word&quot;</strong> b</p>\n"),
    ("a _word_[@a#P1] b", "<p>a <em>word</em><cite>a#P1</cite> b</p>\n"),
    ("[@a#P1]_word_ b", "<p><cite>a#P1</cite><em>word</em> b</p>\n"),
    ("_[@a#P1]_", "<p><em><cite>a#P1</cite></em></p>\n"),
    // Places in the text.
    ("## 甲[@a#P1] {#x}", "<h2>甲<cite>a#P1</cite></h2>\n"),
    ("[甲[@a#P1]乙](/x)丙", "<p><a href=\"/x\">甲乙</a><cite>a#P1</cite>丙</p>\n"),
    ("[[x|甲[@a#P1]]]", "<p><a href=\"to:x\">甲</a><cite>a#P1</cite></p>\n"),
    ("![甲[@a#P1]](/x)", "<p><img src=\"/x\" alt=\"甲\" /><cite>a#P1</cite></p>\n"),
    ("![@a#P1]", "<p>!<cite>a#P1</cite></p>\n"),
    ("\\\\[@a#P1]", "<p>\\<cite>a#P1</cite></p>\n"),
    ("[@a#P1][@b#P2]", "<p><cite>a#P1</cite><cite>b#P2</cite></p>\n"),
    ("&copy;[@a#P1]&copy;", "<p>©<cite>a#P1</cite>©</p>\n"),
];

/// Texts in which the same characters mean themselves.
const LITERAL: &[(&str, &str)] = &[
    ("\\[@a#P1]", "<p>[@a#P1]</p>\n"),
    ("`[@a#P1]`", "<p><code>[@a#P1]</code></p>\n"),
    ("`` `[@a#P1 \"x\"]_` ``", "<p><code>`[@a#P1 &quot;x&quot;]_`</code></p>\n"),
    ("`_[@a#P1]_`", "<p><code>_[@a#P1]_</code></p>\n"),
    ("`[@babel/core]`", "<p><code>[@babel/core]</code></p>\n"),
    (
        "```x [@a#P1]\n[@a#P1 \"y\n  z\"]\n[@b]\n```",
        "<pre><code class=\"language-x\">[@a#P1 &quot;y\n  z&quot;]\n[@b]\n</code></pre>\n",
    ),
    ("    [@a#P1]\n    [@b", "<pre><code>[@a#P1]\n[@b</code></pre>\n"),
    ("[x](/[@a#P1])", "<p><a href=\"/%5B@a#P1%5D\">x</a></p>\n"),
    ("[x](/y \"[@a#P1]_\")", "<p><a href=\"/y\" title=\"[@a#P1]_\">x</a></p>\n"),
    ("甲<b title=\"[@a#P1]\">", "<p>甲<b title=\"[@a#P1]\"></p>\n"),
];

#[test]
fn citations_are_recognised_before_markdown() {
    for (text, page) in RECOGNISED {
        assert_eq!(html(text), *page, "{text}");
        assert_eq!(parse(text).1, [], "{text}");
    }
}

#[test]
fn escaped_characters_and_code_are_literal() {
    for (text, page) in LITERAL {
        assert_eq!(html(text), *page, "{text}");
        let (doc, findings) = parse(text);
        assert_eq!((doc.citations.len(), findings), (0, Vec::new()), "{text}");
    }
}

#[test]
fn a_citation_in_a_comment_is_neither_shown_nor_reported() {
    for text in ["<!-- [@a#P1] [@b] -->", "甲<!-- [@a#P1] [@b] -->"] {
        let (doc, findings) = parse(text);
        assert_eq!((doc.citations.len(), findings), (0, Vec::new()), "{text}");
    }
}

#[test]
fn a_citation_keeps_its_parts_and_places() {
    let text = "甲[@a-b#P12 \"百万亩\" => “66,667 公顷”; @c#P3 \"x] y\"]乙";
    let (doc, findings) = parse(text);
    assert_eq!(findings, []);
    let citation = &doc.citations[0];
    assert_eq!(&text[citation.span.range()], &text["甲".len()..text.len() - "乙".len()]);
    let parts: Vec<_> = citation
        .value
        .references
        .iter()
        .flat_map(|reference| {
            let target = &text[reference.target.span.range()];
            let words = [&reference.quote, &reference.derived].into_iter().flatten();
            [target].into_iter().chain(words.map(|words| {
                assert_eq!(&text[words.span.range()], words.value);
                words.value.as_str()
            }))
        })
        .collect();
    assert_eq!(parts, ["@a-b#P12", "百万亩", "66,667 公顷", "@c#P3", "x] y"]);
}

#[test]
fn every_malformed_citation_is_reported_and_stays_text() {
    let text = "甲[@a#25]: 乙\n\n- [@b]: 丙[@c#P1 \"x]\n- `[@d]` [@e#P2] [@f](/g)\n";
    let (doc, findings) = parse(text);
    let places: Vec<_> = findings.iter().map(|finding| &text[finding.place.span.range()]).collect();
    assert_eq!(places, ["[@a#25]", "[@b]", "[@c#P1 \"x]", "[@f]"]);
    for finding in &findings {
        assert_eq!(finding.code.name, "malformed-citation");
        assert!(!finding.label.is_empty() && finding.help.is_some(), "{finding:?}");
    }
    assert_eq!(doc.citations.len(), 1);
    assert_eq!(
        html(text),
        "<p>甲[@a#25]: 乙</p>\n<ul>\n<li>[@b]: 丙[@c#P1 &quot;x]</li>\n\
         <li><code>[@d]</code> <cite>e#P2</cite> [@f](/g)</li>\n</ul>\n"
    );
}

#[test]
fn text_around_a_citation_keeps_its_place() {
    let text = "前**“甲”**[@a#P1]后**“乙”**尾\u{fdd2}\u{fde1}";
    let (doc, _) = parse(text);
    let words: Vec<_> = doc
        .events
        .iter()
        .filter_map(|(event, span)| match event {
            Event::Text(words) => {
                assert_eq!(&text[span.range()], &**words);
                Some(&**words)
            }
            _ => None,
        })
        .collect();
    assert_eq!(words, ["前", "“甲”", "后", "“乙”", "尾\u{fdd2}\u{fde1}"]);
}
