//! What each format looks like.

use super::*;
use crate::{
    finding::{Levels, codes},
    input::{FileRole, InputFile, Span},
};
use proptest::prelude::*;

fn input(files: &[(&str, &str)]) -> InputSet {
    let file = |text: &str| InputFile {
        unread: false,
        role: FileRole::Asset(String::new()),
        text: text.into(),
        size: text.len() as u64,
    };
    InputSet { files: files.iter().map(|(path, text)| ((*path).into(), file(text))).collect() }
}

/// The place of the first occurrence of some words in a file.
fn at(files: &InputSet, file: &str, words: &str) -> Place {
    let start =
        files.text(&file.into()).expect("the file is there").find(words).expect("the words are there");
    Place::new(&file.into(), Span::new(start, start + words.len()))
}

fn printed(files: &InputSet, findings: Vec<Finding>, format: Format) -> String {
    let report = Report::new(findings, &Levels::new());
    let mut out = Vec::new();
    print(&report, files, format, &PrintOptions::default(), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("reports are text")
}

const TEXT: &str = "title: 示例\nrelations:\n  part-of: [不存在的条目, plan-x]\nsummary: 概要\n";

fn example() -> (InputSet, Vec<Finding>) {
    let files = input(&[("a.zh.md", TEXT), ("b.zh.md", "title: 规划\n")]);
    let dead = Finding::new(
        &codes::UNKNOWN_REFERENCE,
        at(&files, "a.zh.md", "不存在的条目"),
        "no entry has the id `不存在的条目`",
    )
    .label("not an entry")
    .also(at(&files, "a.zh.md", "示例"), "in this entry")
    .also(at(&files, "b.zh.md", "规划"), "the nearest entry")
    .help("write `plan-y`");
    let sides = Finding::new(
        &codes::BOTH_SIDES_DISAGREE,
        at(&files, "a.zh.md", "plan-x"),
        "the two sides disagree: 50%",
    );
    (files, vec![sides, dead])
}

#[test]
fn people_see_the_words_underlined_however_wide_they_are() {
    let (files, findings) = example();
    insta::assert_snapshot!(printed(&files, findings, Format::Human), @r"
    error[unknown-reference]: no entry has the id `不存在的条目`
     --> a.zh.md:3:13
      |
    1 | title: 示例
      |        ---- in this entry
    2 | relations:
    3 |   part-of: [不存在的条目, plan-x]
      |             ^^^^^^^^^^^^ not an entry
      |
     ::: b.zh.md:1:8
      |
    1 | title: 规划
      |        ---- the nearest entry
      |
      = help: write `plan-y`

    warning[both-sides-disagree]: the two sides disagree: 50%
     --> a.zh.md:3:21
      |
    3 |   part-of: [不存在的条目, plan-x]
      |                           ^^^^^^

    1 error, 1 warning
    ");
}

#[test]
fn short_is_one_line_and_counts_characters() {
    let (files, mut findings) = example();
    findings[0].message.push_str("\nand more");
    insta::assert_snapshot!(printed(&files, findings, Format::Short), @r"
    a.zh.md:3:13: error[unknown-reference]: no entry has the id `不存在的条目`
    a.zh.md:3:21: warning[both-sides-disagree]: the two sides disagree: 50% and more
    ");
}

#[test]
fn json_has_every_place_in_characters_and_bytes() {
    let (files, findings) = example();
    insta::assert_snapshot!(printed(&files, findings, Format::Json), @r#"
    {"code":"unknown-reference","level":"error","file":"a.zh.md","line":3,"column":13,"end_line":3,"end_column":19,"start":37,"end":55,"message":"no entry has the id `不存在的条目`","label":"not an entry","help":"write `plan-y`","also":[{"file":"a.zh.md","line":1,"column":8,"end_line":1,"end_column":10,"start":7,"end":13,"label":"in this entry"},{"file":"b.zh.md","line":1,"column":8,"end_line":1,"end_column":10,"start":7,"end":13,"label":"the nearest entry"}]}
    {"code":"both-sides-disagree","level":"warning","file":"a.zh.md","line":3,"column":21,"end_line":3,"end_column":27,"start":57,"end":63,"message":"the two sides disagree: 50%","label":"","help":null,"also":[]}
    "#);
}

#[test]
fn notes_for_github_are_escaped() {
    let (files, mut findings) = example();
    findings[0].place.file = "a,b:50%.md".into();
    findings[0].place.span = Span::default();
    insta::assert_snapshot!(printed(&files, findings, Format::Github), @r"
    ::warning file=a%2Cb%3A50%25.md,line=1,endLine=1,col=1,endColumn=1,title=both-sides-disagree::the two sides disagree: 50%25
    ::error file=a.zh.md,line=3,endLine=3,col=13,endColumn=19,title=unknown-reference::no entry has the id `不存在的条目`%0Anot an entry%0Aa.zh.md:1:8: in this entry%0Ab.zh.md:1:8: the nearest entry%0Ahelp: write `plan-y`
    ");
}

#[test]
fn a_note_over_several_lines_has_no_columns() {
    let files = input(&[("a.md", TEXT)]);
    let finding = Finding::new(&codes::RAW_HTML, at(&files, "a.md", "示例\nrelations"), "two lines");
    let printed = printed(&files, vec![finding], Format::Github);
    assert_eq!(printed, "::error file=a.md,line=1,endLine=2,title=raw-html::two lines\n");
}

fn dead_link(file: &str, start: usize, end: usize) -> Finding {
    Finding::at(&codes::DEAD_LINK, &file.into(), Span::new(start, end), "leads nowhere").label("this")
}

#[test]
fn a_long_line_is_cut_around_the_words() {
    let sentence = "为贯彻落实协同发展战略。".repeat(40);
    let files = input(&[("a.md", &format!("{sentence}目标在此{sentence}"))]);
    let finding = dead_link("a.md", sentence.len(), sentence.len() + 12);
    insta::assert_snapshot!(printed(&files, vec![finding], Format::Human), @r"
    error[dead-link]: leads nowhere
     --> a.md:1:481
      |
    1 | ... 同发展战略。为贯彻落实协同发展战略。目标在此为贯彻落实协同发展战略。为贯彻落实协同发展战...
      |                                         ^^^^^^^^ this

    1 error
    ");
}

#[test]
fn line_ends_and_byte_order_marks_move_nothing() {
    let files = input(&[("a.md", "\u{feff}标题: 一\r\n正文\r\n")]);
    let findings = [(3, 9), (11, 14), (16, 22), (24, 24), (40, 50), (4, 5)];
    let findings = findings.map(|(start, end)| dead_link("a.md", start, end)).into();
    insta::assert_snapshot!(printed(&files, findings, Format::Human), @r"
    error[dead-link]: leads nowhere
     --> a.md:1:1
      |
    1 | 标题: 一
      | ^^^^ this

    error[dead-link]: leads nowhere
     --> a.md:1:1
      |
    1 | 标题: 一
      | ^^ this

    error[dead-link]: leads nowhere
     --> a.md:1:5
      |
    1 | 标题: 一
      |       ^^ this

    error[dead-link]: leads nowhere
     --> a.md:2:1
      |
    2 | 正文
      | ^^^^ this

    error[dead-link]: leads nowhere
     --> a.md:3:1
      |
    3 |
      | ^ this

    error[dead-link]: leads nowhere
     --> a.md:3:1
      |
    3 |
      | ^ this

    6 errors
    ");
}

#[test]
fn a_finding_about_a_file_shows_no_line_of_it() {
    let files = input(&[("empty.md", ""), ("a.md", TEXT)]);
    let mut findings: Vec<_> = ["empty.md", "unreadable.md"].map(|file| dead_link(file, 7, 9)).into();
    findings.push(
        Finding::new(&codes::NO_ORIGINAL, Place::start_of(&"a.md".into()), "no original").help("write one"),
    );
    insta::assert_snapshot!(printed(&files, findings.clone(), Format::Human), @r"
    error[no-original]: no original
    --> a.md
     = help: write one

    error[dead-link]: leads nowhere
    --> empty.md
     = note: this

    error[dead-link]: leads nowhere
    --> unreadable.md
     = note: this

    3 errors
    ");
    insta::assert_snapshot!(printed(&files, findings, Format::Short), @r"
    a.md:1:1: error[no-original]: no original
    empty.md:1:1: error[dead-link]: leads nowhere
    unreadable.md:1:1: error[dead-link]: leads nowhere
    ");
}

#[test]
fn the_summary_names_what_there_is() {
    let files = input(&[("a.md", TEXT)]);
    let last = |findings| printed(&files, findings, Format::Human).lines().last().map(str::to_owned);
    assert_eq!(last(vec![]).as_deref(), Some("no findings"));
    let two = vec![dead_link("a.md", 0, 1), dead_link("a.md", 1, 2)];
    assert_eq!(last(two).as_deref(), Some("2 errors"));
    assert_eq!(printed(&files, vec![], Format::Json), "");
}

#[test]
fn colours_are_used_only_when_asked_for() {
    let (files, findings) = example();
    let report = Report::new(findings, &Levels::new());
    for color in [false, true] {
        let mut out = Vec::new();
        let options = PrintOptions { color, ..PrintOptions::default() };
        print(&report, &files, Format::Human, &options, &mut out).expect("memory takes everything");
        assert_eq!(out.contains(&0x1b), color);
    }
}

#[test]
fn characters_that_would_change_the_terminal_are_not_passed_on() {
    let files = input(&[("a.md", "x\u{1b}[2Jy\u{202e}z\n")]);
    let finding =
        dead_link("a.md", 0, 9).help("\u{1b}[31m").also(Place::start_of(&"a.md".into()), "\u{202e}");
    let mut finding = finding.label("\u{1b}]0;");
    finding.message.push('\u{1b}');
    for format in [Format::Human, Format::Short, Format::Github, Format::Json] {
        let printed = printed(&files, vec![finding.clone()], format);
        assert!(!printed.contains('\u{1b}'), "{printed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_span_of_any_text_is_printed_at_its_line_and_column(
        text in "[aé字\u{1f469}\u{200d}\u{301}\t\r\n \u{202e}]{0,24}",
        spans in proptest::collection::vec((0_usize..90, 0_usize..90), 1..4),
        mark in any::<bool>(),
        width in 0_usize..60,
    ) {
        let text = if mark { format!("\u{feff}{text}") } else { text };
        let files = input(&[("a.md", &text), ("b.md", &text)]);
        let mut finding = dead_link("a.md", spans[0].0, spans[0].1);
        for (index, &(start, end)) in spans[1..].iter().enumerate() {
            let file = if index == 0 { "a.md" } else { "b.md" };
            finding = finding.also(Place::new(&file.into(), Span::new(start, end)), "also");
        }
        let report = Report::new([finding], &Levels::new());
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let mut out = Vec::new();
            let options = PrintOptions { color: false, width };
            print(&report, &files, format, &options, &mut out).expect("memory takes everything");
            let printed = String::from_utf8(out).expect("reports are text");
            let index = LineIndex::new(&text);
            let start = index.line_column(spans[0].0);
            let header = format!("--> a.md:{}:{}\n", start.line, start.column);
            let has_text = !text.trim_start_matches('\u{feff}').is_empty();
            prop_assert!(format != Format::Human || !has_text || printed.contains(&header), "{header}{printed}");
        }
    }
}
