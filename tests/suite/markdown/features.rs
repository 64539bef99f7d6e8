//! What a text may use beyond plain Markdown, and what is made of it.

use super::{PlainLinker, html, html_with, parse};
use jingwei::input::FilePath;
use jingwei::model::doc::Event;
use jingwei::parse::markdown::{MarkdownOptions, parse_markdown};
use jingwei::render::html::{HtmlOptions, Labels, RawHtml, plain_text, write_html};

fn site() -> HtmlOptions<'static> {
    let labels = Labels {
        table: "table {n}",
        footnotes: "notes",
        back: "back from {n}",
        done: "done",
        open: "open",
        alerts: ["Note", "Tip", "Important", "Warning", ""],
    };
    HtmlOptions { labels, ..HtmlOptions::default() }
}

#[test]
fn wiki_links_name_their_targets() {
    for (text, page) in [
        ("[[plan-x]]", "<a href=\"to:plan-x\">‹plan-x›</a>"),
        ("[[plan-x|该*规划*]]", "<a href=\"to:plan-x\">该<em>规划</em></a>"),
        ("[[plan-x|]]", "<a href=\"to:plan-x\">‹plan-x›</a>"),
        ("[[plan-x#目标|目标]]", "<a href=\"to:plan-x#%E7%9B%AE%E6%A0%87\">目标</a>"),
        ("[[#targets]]", "<a href=\"to:#targets\">‹#targets›</a>"),
        ("[[topic:rail]]", "<a href=\"to:topic:rail\">‹topic:rail›</a>"),
        ("[[source:x#P25]]", "<a href=\"to:source:x#P25\">‹source:x#P25›</a>"),
        ("[[https://a.b/c]]", "<a href=\"https://a.b/c\">https://a.b/c</a>"),
        ("`[[x]]` \\[[x]]", "<code>[[x]]</code> [[x]]"),
    ] {
        assert_eq!(html(text), format!("<p>{page}</p>\n"), "{text}");
    }
}

#[test]
fn a_bar_in_a_table_is_written_with_a_backslash() {
    let page = html("|a|\n|-|\n|[[x\\|甲]]|\n");
    assert!(page.contains("<td><a href=\"to:x\">甲</a></td>"), "{page}");
}

#[test]
fn a_link_without_words_has_no_events_between_its_ends() {
    let (doc, _) = parse("[[x]][[y|]]");
    let texts = doc.events.iter().filter(|(event, _)| matches!(event, Event::Text(_))).count();
    assert_eq!((texts, doc.links.len()), (0, 2));
}

#[test]
fn comments_are_never_published() {
    for text in [
        "a <!-- secret --> b",
        "<!-- secret -->",
        "<!-- secret\n\nsecret -->\n\nb",
        "<!-- open secret\n\nsecret",
        "a <!-- secret\n\nsecret\n\n- secret\n\nsecret --> b\n\nc",
        "<div>\n<!-- secret\n\nsecret\n\n-->\n\nb",
        "<div><!-- secret --></div>",
        "- a\n\n  <!-- secret -->\n- b",
        "> <!-- secret\n> secret -->",
    ] {
        let page = html(text);
        assert!(!page.contains("secret") && !page.contains("!--"), "{text:?}: {page}");
    }
    assert_eq!(html("甲\n\n<!-- x -->\n\n乙"), "<p>甲</p>\n<p>乙</p>\n");
    assert_eq!(html("a \\<!-- x"), "<p>a &lt;!-- x</p>\n");
    assert_eq!(html("`<!-- x -->`"), "<p><code>&lt;!-- x --&gt;</code></p>\n");
    let (doc, _) = parse("<!-- x -->");
    assert_eq!(doc.events, []);
}

#[test]
fn headings_have_anchors_of_their_own() {
    let (doc, findings) =
        parse("## Goals\n\n## Goals\n\n## 目标 `x` {#goals}\n\n### *一*、[甲](/b)[@a#P1]\n\n## Intro\n");
    let headings: Vec<_> = doc
        .headings
        .iter()
        .map(|heading| (heading.value.id.as_str(), heading.value.explicit, heading.value.text.as_str()))
        .collect();
    assert_eq!(
        headings,
        [
            ("goals-2", false, "Goals"),
            ("goals-3", false, "Goals"),
            ("goals", true, "目标 x"),
            ("一甲", false, "一、甲"),
            ("intro-2", false, "Intro"),
        ]
    );
    assert_eq!(findings, []);
}

#[test]
fn a_written_anchor_that_is_taken_or_reserved_is_reported() {
    let (_, findings) = parse("## a {#x}\n\n## b {#x}\n\n## c {#words}\n");
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, ["duplicate-id", "invalid-id"]);
}

#[test]
fn sections_run_between_level_two_headings() {
    let (doc, _) = parse("前\n\n## 甲 {#a}\n\n### 乙\n\n文\n\n> ## 引\n\n## 丙 {#c}\n");
    let ids: Vec<_> = doc.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["intro", "a", "c"]);
    assert_eq!(doc.sections[0].first, 0);
    assert_eq!(doc.sections[2].end, doc.events.len());
    for pair in doc.sections.windows(2) {
        assert_eq!(pair[0].end, pair[1].first);
    }
    assert_eq!(parse("").0.sections.len(), 0);
    assert_eq!(parse("## 甲").0.sections.len(), 1);
}

fn digest(text: &str) -> String {
    parse(text).0.sections[0].digest.to_string()
}

#[test]
fn a_digest_does_not_depend_on_how_the_markup_is_spelled() {
    for (one, other) in [
        ("*甲* __b__", "_甲_ **b**"),
        ("* a\n* b", "- a\n- b"),
        ("Goals\n-----\ntext", "## Goals\n\ntext"),
        ("a\nb", "a b"),
        ("甲\n乙", "甲乙"),
        ("a&amp;b", "a\\&b"),
        ("caf\u{e9}", "cafe\u{301}"),
        ("甲[@a#P1;@b#P2]", "甲 [@a#P1;  @b#P2]"),
        ("甲[@a#P1 \"x\"]", "甲[@a#P1  “x”]"),
        ("a <!-- x -->b", "a b"),
        ("|a|b|\n|-|-|\n|c|d|", "a|b\n:-|-:\nc|d"),
        ("a\r\n\r\nb\r\n", "a\n\n\nb"),
    ] {
        assert_eq!(digest(one), digest(other), "{one:?} {other:?}");
    }
}

#[test]
fn a_digest_changes_with_the_words_and_citations() {
    for (one, other) in [
        ("甲", "乙"),
        ("甲", "甲[@a#P1]"),
        ("甲[@a#P1]", "甲[@a#P2]"),
        ("甲[@a#P1 \"x\"]", "甲[@a#P1 \"y\"]"),
        ("甲[@a#P1 \"x\"]", "甲[@a#P1 \"x\" => \"y\"]"),
        ("[[x]]", "[[y]]"),
        ("- [ ] a", "- [x] a"),
        ("a b", "ab"),
        ("a\n\nb", "ab"),
        ("`a`", "`b`"),
    ] {
        assert_ne!(digest(one), digest(other), "{one:?} {other:?}");
    }
}

#[test]
fn the_written_form_of_a_digest_is_stable() {
    // A change here makes every translation of every site stale.
    let expected = jingwei::digest::Digest::of("目标 A b @a#P1 原文 => x y 一 二".as_bytes()).to_string();
    assert_eq!(digest("## 目标\n\nA *b*[@a#P1 \"原文\" => \"x y\"]\n\n- 一\n- 二"), expected);
}

#[test]
fn spans_are_offsets_in_the_file() {
    let file = "---\nx\n---\n甲[@a#P1] [[b]]";
    let base = file.find('甲').expect("it is there");
    let (doc, _) = parse_markdown(&FilePath::from("x.md"), &file[base..], base, &MarkdownOptions::default());
    assert_eq!(&file[doc.citations[0].span.range()], "[@a#P1]");
    assert_eq!(&file[doc.citations[0].value.references[0].target.span.range()], "@a#P1");
    assert_eq!(&file[doc.links[0].span.range()], "[[b]]");
    assert_eq!(&file[doc.events[1].1.range()], "甲");
}

#[test]
fn footnotes_stand_at_the_end_with_links_both_ways() {
    let page = html_with("甲[^注]乙[^注][^b]。\n\n[^b]: 二[^c]\n[^注]: 一\n[^c]: 三\n[^d]: 四\n", &site());
    for part in [
        "甲<sup class=\"footnote-mark\"><a href=\"#fn-注\" id=\"fnref-注\" role=\"doc-noteref\">1</a></sup>",
        "id=\"fnref-注.-2\" role=\"doc-noteref\">1</a>",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"notes\">\n<ol>\n<li id=\"fn-注\">\n<p>一 <a ",
        "<a href=\"#fnref-注\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"back from 1\">↩</a>",
        "<a href=\"#fn-c\" id=\"fnref-c\" role=\"doc-noteref\">3</a>",
        "<li id=\"fn-d\">\n<p>四</p>\n</li>\n</ol>\n</section>\n",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn footnotes_of_a_section_follow_it_and_keep_their_numbers() {
    let (doc, _) = parse("甲[^a]\n\n## 乙 {#b}\n\n丙[^c][^a]\n\n[^a]: 一\n\n[^c]: 二\n");
    let options = HtmlOptions { id_prefix: "en-", ..site() };
    let section = |index: usize| {
        let section = &doc.sections[index];
        write_html(&doc, section.first..section.end, &PlainLinker, &options)
    };
    assert!(section(0).contains("<li id=\"en-fn-a\">\n<p>一"), "{}", section(0));
    assert!(section(1).starts_with("<h2 id=\"en-b\">"));
    assert!(section(1).contains("<ol start=\"2\">\n<li id=\"en-fn-c\">"), "{}", section(1));
    assert!(!section(1).contains("<p>一"));
}

#[test]
fn the_additions_for_a_site_are_semantic() {
    for (text, page) in [
        (
            "|a|b|\n|:-|-:|\n|c|d|",
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"table 1\">\n<table>\n<thead>\n<tr>\n\
             <th scope=\"col\" class=\"left\">a</th>\n<th scope=\"col\" class=\"right\">b</th>\n</tr>\n</thead>\n\
             <tbody>\n<tr>\n<td class=\"left\">c</td>\n<td class=\"right\">d</td>\n</tr>\n</tbody>\n</table>\n</div>\n",
        ),
        (
            "> [!NOTE]\n> 甲",
            "<aside class=\"alert note\">\n<p class=\"alert-title\">Note</p>\n<p>甲</p>\n</aside>\n",
        ),
        (
            "> [!CAUTION]\n> > 甲",
            "<aside class=\"alert caution\">\n<blockquote>\n<p>甲</p>\n</blockquote>\n</aside>\n",
        ),
        (
            "- [x] 甲\n- [ ] 乙",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"done\" /> 甲</li>\n\
             <li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"open\" /> 乙</li>\n</ul>\n",
        ),
        ("甲\n: 乙", "<dl>\n<dt>甲</dt>\n<dd>乙</dd>\n</dl>\n"),
        ("~~甲~~", "<p><del>甲</del></p>\n"),
        (
            "![甲*乙*](/x.png \"t\")",
            "<p><img src=\"/x.png\" alt=\"甲乙\" title=\"t\" loading=\"lazy\" /></p>\n",
        ),
        ("```nothing\n<\n```", "<pre tabindex=\"0\"><code class=\"language-nothing\">&lt;\n</code></pre>\n"),
        ("# 甲\n\n## 乙", "<h1>甲</h1>\n<h2 id=\"乙\">乙</h2>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("<div>\nx", "<p>&lt;div&gt;\nx</p>\n"),
        ("a\0b", "<p>a\u{fffd}b</p>\n"),
    ] {
        assert_eq!(html_with(text, &site()), page, "{text}");
    }
    assert!(html_with("```rust\nfn x() {}\n```", &site()).contains("<span class=\"hl-"));
}

#[test]
fn unsafe_addresses_are_dropped() {
    for text in
        ["[x](javascript:alert(1))", "[x](<java\u{1}script:x>)", "[x](&#106;avascript:x)", "<vbscript:x>"]
    {
        assert!(html(text).contains("<a>"), "{}", html(text));
    }
    assert_eq!(html("![x](javascript:x)"), "<p><img alt=\"x\" /></p>\n");
    assert_eq!(html("![x](data:image/png,x)"), "<p><img src=\"data:image/png,x\" alt=\"x\" /></p>\n");
}

#[test]
fn raw_html_is_sanitised_across_markdown() {
    let options = HtmlOptions { raw_html: RawHtml::Sanitise, ..HtmlOptions::default() };
    for (text, page) in [
        ("H<sub onclick=x>2</sub>O", "<p>H<sub>2</sub>O</p>\n"),
        ("*<b>x*y", "<p><em><b>x</b></em>y</p>\n"),
        ("a <script>*b*</script> c", "<p>a <em></em> c</p>\n"),
        (
            "<details>\n<summary>甲</summary>\n\n- *乙*\n\n</details>\n\n丙",
            "<details>\n<summary>甲</summary>\n<ul>\n<li><em>乙</em></li>\n</ul>\n</details>\n<p>丙</p>\n",
        ),
        ("> <div>\n\n甲", "<blockquote>\n<div>\n</div>\n</blockquote>\n<p>甲</p>\n"),
    ] {
        assert_eq!(html_with(text, &options), page, "{text}");
    }
}

#[test]
fn plain_text_has_no_markup() {
    let (doc, _) =
        parse("## 甲 {#a}\n\n*乙*[@a#P1][^1] `c`\nd\n\n- e\n- f\n\n|g|h|\n|-|-|\n|i|j|\n\n[^1]: k\n");
    assert_eq!(plain_text(&doc, 0..doc.events.len()), "甲\n乙 c d\ne\nf\ng h\ni j\nk");
}
