//! Emphasis beside CJK punctuation, and line ends between Han.

use super::{html, parse};
use jingwei::model::doc::{Event, Tag};

/// Ordinary texts in which an author means emphasis; all but the first four stay literal without
/// the repair.
const EMPHASISED: [&str; 20] = [
    "这是**重点**，后面",
    "**重点：** 说明",
    "**“English”** after",
    "前，**“中文”**，后",
    "**“中文”**后面",
    "前面**“中文”**后面",
    "**中文。**后面",
    "**《数据安全法》**规定",
    "**中文（英文）**后",
    "这是**重点：**说明",
    "*“强调”*文字",
    "前~~“删除”~~后",
    "前**“中文”**。",
    "**第1条、**第2条",
    "**[链接](/a)**后",
    "**`code`**后",
    "**\"강조\"**입니다",
    "这是**“京津冀”**协同发展",
    "前*（注）*后",
    "见**“甲”**“乙”",
];

#[test]
fn emphasis_beside_cjk_punctuation_works() {
    for text in EMPHASISED {
        let (doc, _) = parse(text);
        let is_emphasis =
            |event: &Event| matches!(event, Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough));
        let found = doc.events.iter().filter(|(event, _)| is_emphasis(event)).count();
        assert_eq!(found, 1, "{text}: {:?}", doc.events);
        let page = html(text);
        assert!(!page.contains('*') && !page.contains('~'), "{text}: {page}");
    }
}

#[test]
fn a_repaired_text_keeps_every_place() {
    for text in EMPHASISED {
        let (doc, _) = parse(text);
        for (event, span) in &doc.events {
            if let Event::Text(words) = event {
                assert_eq!(&text[span.range()], &**words, "{text}");
            }
        }
    }
}

#[test]
fn what_is_no_emphasis_stays_as_it_is() {
    for (text, page) in [
        ("x**\"y\"**z", "<p>x**&quot;y&quot;**z</p>\n"),
        ("3~5年和7~9年", "<p>3~5年和7~9年</p>\n"),
        ("前\\**“甲”*后", "<p>前*<em>“甲”</em>后</p>\n"),
        ("`前**“甲”**后`", "<p><code>前**“甲”**后</code></p>\n"),
        ("    前**“甲”**后", "<pre><code>前**“甲”**后</code></pre>\n"),
        (
            "[x](/前**“甲”**后)",
            "<p><a href=\"/%E5%89%8D**%E2%80%9C%E7%94%B2%E2%80%9D**%E5%90%8E\">x</a></p>\n",
        ),
        ("价格$5和$6元", "<p>价格$5和$6元</p>\n"),
        ("他说\"中文\"，", "<p>他说&quot;中文&quot;，</p>\n"),
    ] {
        assert_eq!(html(text), page, "{text}");
    }
}

#[test]
fn a_line_end_is_a_space_only_where_the_script_sets_spaces() {
    for (text, page) in [
        ("甲\n乙", "甲乙"),
        ("甲，\n**乙**", "甲，<strong>乙</strong>"),
        ("**甲**\n（乙", "<strong>甲</strong>（乙"),
        ("甲[@a#P1]\n乙", "甲<cite>a#P1</cite>乙"),
        ("甲[@a#P1\n\"丙\"]乙", "甲<cite>a#P1</cite>乙"),
        ("见\n[[x]]\n等", "见<a href=\"to:x\">‹x›</a>等"),
        ("甲\n[[x]]", "甲<a href=\"to:x\">‹x›</a>"),
        ("see\n[[x]]\nand", "see\n<a href=\"to:x\">‹x›</a>\nand"),
        ("甲\nb", "甲\nb"),
        ("a\n乙", "a\n乙"),
        ("한\n국", "한\n국"),
        ("甲  \n乙", "甲<br />\n乙"),
        ("甲\n`x`", "甲\n<code>x</code>"),
    ] {
        assert_eq!(html(text), format!("<p>{page}</p>\n"), "{text:?}");
    }
}
