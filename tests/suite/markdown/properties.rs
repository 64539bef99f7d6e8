//! What must hold for any text.

use super::{PlainLinker, parse};
use jingwei::model::doc::Event;
use jingwei::parse::markdown::{MarkdownOptions, parse_markdown};
use jingwei::render::html::{HtmlOptions, RawHtml, plain_text, write_html};
use proptest::prelude::*;

/// Texts made of what Markdown and Jingwei give a meaning to, in any order.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "甲",
        "乙。",
        "“",
        "”",
        "\"",
        "（",
        "word",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "[",
        "]",
        "[@",
        "[@a#P1]",
        "[@a#P1 \"x",
        "[@b#P20 “引文”]",
        "=>",
        "; @",
        "[[",
        "]]",
        "|",
        "[[x|",
        "(",
        ")",
        ":",
        "!",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<b>",
        "<script>",
        "&amp;",
        "&",
        "\\",
        "- ",
        "> ",
        "> [!NOTE]\n",
        "## ",
        "{#x}",
        "[^1]",
        "[^1]: ",
        "- [x] ",
        "|-|-|\n",
        "\n: ",
        "    ",
        "\t",
        "---\n",
        "\0",
        "\u{feff}",
        "\u{fdd1}",
        "\u{fdd2}",
        "\u{fde0}",
        "\u{fdd6},",
        "한국",
        "e\u{301}",
        "https://a.b/",
        "1. ",
        "😀",
    ]);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic_and_all_places_are_in_the_text(text in any_text()) {
        let base = 7;
        let file = format!("{}{text}", " ".repeat(base));
        let (doc, findings) = parse_markdown(&"x.md".into(), &text, base, &MarkdownOptions::default());
        let spans = doc.events.iter().map(|(_, span)| *span)
            .chain(doc.links.iter().map(|link| link.span))
            .chain(doc.citations.iter().map(|citation| citation.span))
            .chain(doc.headings.iter().map(|heading| heading.span))
            .chain(findings.iter().map(|finding| finding.place.span));
        for span in spans {
            prop_assert!(span.start as usize >= base);
            prop_assert!(file.get(span.range()).is_some(), "{span:?}");
        }
    }

    #[test]
    fn starts_and_ends_are_balanced(text in any_text()) {
        let (doc, _) = parse(&text);
        let mut depth = 0_i32;
        for (event, _) in &doc.events {
            depth += match event {
                Event::Start(_) => 1,
                Event::End(_) => -1,
                _ => 0,
            };
            prop_assert!(depth >= 0);
        }
        prop_assert_eq!(depth, 0);
    }

    #[test]
    fn running_text_stands_in_the_file_as_it_reads(text in any_text()) {
        let (doc, _) = parse(&text);
        for (event, span) in &doc.events {
            if let Event::Text(words) = event
                && span.range().len() == words.len()
                && !words.contains('\u{fffd}')
            {
                prop_assert_eq!(&text[span.range()], &**words);
            }
        }
    }

    #[test]
    fn every_text_can_be_written(text in any_text()) {
        let (doc, _) = parse(&text);
        plain_text(&doc, 0..doc.events.len());
        for raw_html in [RawHtml::Escape, RawHtml::Sanitise] {
            let options = HtmlOptions { raw_html, ..HtmlOptions::default() };
            let page = write_html(&doc, 0..doc.events.len(), &PlainLinker, &options);
            prop_assert!(!page.contains("<script"), "{page}");
            for section in &doc.sections {
                write_html(&doc, section.first..section.end, &PlainLinker, &options);
            }
        }
    }

    #[test]
    fn a_citation_keeps_its_quotation(
        before in "[甲a *_“”。]{0,6}",
        quote in "[^\\s\"“”\\[][^\"“”\\[\\r\\n]{0,20}",
        after in "[乙b *_（:]{0,6}",
    ) {
        let text = format!("字{before}[@a#P1 \"{quote}\"]{after}");
        let (doc, findings) = parse(&text);
        prop_assert_eq!(findings, []);
        prop_assert_eq!(doc.citations.len(), 1);
        let found = doc.citations[0].value.references[0].quote.as_ref();
        prop_assert_eq!(found.map(|words| words.value.as_str()), Some(quote.as_str()));
    }
}
