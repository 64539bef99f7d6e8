//! `quote-not-found`, `unknown-source`, `unknown-paragraph`: what a citation in a text names exists,
//! and what it quotes stands there.

use super::{
    Subject,
    folding::{Folded, fold},
};
use crate::{
    finding::{Finding, codes},
    input::{Place, Spanned},
    model::{
        doc::{CitedParagraph, Doc, Event, Tag, TagEnd},
        source::{ParagraphId, Source},
    },
    parse::Draft,
};

/// A nearest run of words is looked for only in so many steps.
const MOST_STEPS: usize = 4_000_000;

/// Checks the citations of a text.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let doc = &draft.body.doc;
    for (index, (event, _)) in doc.events.iter().enumerate() {
        let Event::Citation(citation) = event else { continue };
        for reference in &doc.citations[*citation].value.references {
            match subject.corpus.find_paragraph(&reference.target.value) {
                Ok(paragraph) => check_quote(subject, draft, reference, paragraph, findings),
                Err(None) => {}
                Err(Some(fault)) => {
                    let place = Place::new(&draft.file, reference.target.span);
                    findings.push(Finding::new(fault.code, place, fault.message).maybe_help(fault.help));
                }
            }
            if let Some(derived) = &reference.derived {
                check_derived(draft, derived, &statement(doc, index), findings);
            }
        }
    }
}

fn check_quote(
    subject: &Subject<'_>,
    draft: &Draft,
    reference: &CitedParagraph,
    paragraph: ParagraphId,
    findings: &mut Vec<Finding>,
) {
    let source = subject.corpus.source(paragraph.source);
    let Some(quote) = &reference.quote else { return };
    let Some(cited) = source.paragraph(paragraph.number) else { return };
    let (words, text) = (Folded::new(&quote.value), Folded::new(&cited.text));
    if stands_in(&words, &text) {
        return;
    }
    let message = format!("`{}` does not say `{}`", reference.target.value, quote.value.replace('\n', " "));
    let finding = Finding::at(&codes::QUOTE_NOT_FOUND, &draft.file, quote.span, message)
        .label("quoted here")
        .also(Place::new(&source.file, cited.span), "the paragraph");
    findings.push(finding.help(help(source, &words, &text)));
}

/// The paragraph that says it, or what the cited one says instead.
fn help(source: &Source, words: &Folded, text: &Folded) -> String {
    let elsewhere =
        (1..).zip(&source.paragraphs).find(|(_, other)| stands_in(words, &Folded::new(&other.text)));
    if let Some((number, _)) = elsewhere {
        return format!("these words stand in `{}#P{number}`", source.id);
    }
    match nearest_run(words, text) {
        Some(near) => format!("the paragraph says: {}", near.trim()),
        None => "copy the words from the paragraph, or leave the quotation out".to_owned(),
    }
}

/// Whether folded words stand in a folded text, their outer figures whole.
fn stands_in(words: &Folded, text: &Folded) -> bool {
    let words: Vec<char> = words.chars().collect();
    let text: Vec<char> = text.chars().collect();
    !words.is_empty()
        && text
            .windows(words.len())
            .enumerate()
            .any(|(at, window)| window == words && !cuts_a_figure(&text, at, at + words.len()))
}

/// Whether a run begins or ends within a number: `56` does not stand in `156` or in `5.56`.
fn cuts_a_figure(text: &[char], start: usize, end: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    let point = |at: Option<usize>| at.and_then(|at| text.get(at)) == Some(&'.');
    let before = |n: usize| start.checked_sub(n);
    let at_start = digit(Some(start)) && (digit(before(1)) || point(before(1)) && digit(before(2)));
    let at_end = digit(end.checked_sub(1)) && (digit(Some(end)) || point(Some(end)) && digit(Some(end + 1)));
    at_start || at_end
}

/// The run of a text that differs least from some words, if at least half of it is the same.
///
/// Sellers' algorithm: the edit distance where the text may begin and end anywhere.
fn nearest_run<'a>(words: &Folded, text: &'a Folded) -> Option<&'a str> {
    let (length, size) = (words.chars().len(), text.chars().len());
    if length.saturating_mul(size) > MOST_STEPS {
        return None;
    }
    let text_chars: Vec<char> = text.chars().collect();
    // For each end in the text: the distance of the best run that ends there, and where it begins.
    let mut row: Vec<(usize, usize)> = (0..=size).map(|at| (0, at)).collect();
    for (count, word) in (1..).zip(words.chars()) {
        let mut diagonal = row[0];
        row[0] = (count, 0);
        for at in 1..=size {
            let same = usize::from(text_chars[at - 1] != word);
            let replaced = (diagonal.0 + same, diagonal.1);
            let dropped = (row[at].0 + 1, row[at].1);
            let added = (row[at - 1].0 + 1, row[at - 1].1);
            diagonal = row[at];
            row[at] = replaced.min(dropped).min(added);
        }
    }
    let (end, (distance, start)) = row.into_iter().enumerate().min_by_key(|(_, best)| best.0)?;
    let (start, end) = whole_words(&text_chars, start, end);
    (distance * 2 <= length).then(|| text.written(start, end))
}

/// Widens a run to the ends of the words and numbers it begins and ends in.
fn whole_words(text: &[char], mut start: usize, mut end: usize) -> (usize, usize) {
    let joined = |a: usize, b: usize| text[a].is_ascii_alphanumeric() && text[b].is_ascii_alphanumeric();
    while start > 0 && start < text.len() && joined(start - 1, start) {
        start -= 1;
    }
    while end > 0 && end < text.len() && joined(end - 1, end) {
        end += 1;
    }
    (start, end)
}

/// The right side of a derivation is what the statement says.
fn check_derived(draft: &Draft, derived: &Spanned<String>, statement: &str, findings: &mut Vec<Finding>) {
    let words = Folded::new(&derived.value);
    if !stands_in(&words, &Folded::new(statement)) {
        let message = format!("the sentence does not say `{}`", derived.value.replace('\n', " "));
        let finding = Finding::at(&codes::QUOTE_NOT_FOUND, &draft.file, derived.span, message);
        findings.push(finding.label("derived, and not here").help(
            "write after `=>` the words of the sentence that rest on the quotation, as they stand there",
        ));
    }
}

/// The text of the paragraph, item, row or heading that a citation stands in.
fn statement(doc: &Doc, citation: usize) -> String {
    let begins = |event: &Event| matches!(event, Event::Start(tag) if is_block(tag));
    let ends = |event: &Event| matches!(event, Event::End(tag) if is_block_end(*tag));
    let first = doc.events[..citation].iter().rposition(|(event, _)| begins(event)).map_or(0, |at| at + 1);
    let rest = &doc.events[citation..];
    let last = rest.iter().position(|(event, _)| ends(event) || begins(event)).unwrap_or(rest.len());
    let mut text = String::new();
    for (event, _) in &doc.events[first..citation + last] {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
    }
    fold(&text)
}

fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading(_)
            | Tag::Item
            | Tag::TableRow
            | Tag::TableHead
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::FootnoteDefinition(_)
            | Tag::BlockQuote(_)
            | Tag::List(_)
    )
}

fn is_block_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote
            | TagEnd::List(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, text: &str) -> bool {
        stands_in(&Folded::new(words), &Folded::new(text))
    }

    #[test]
    fn a_quotation_holds_whole_figures() {
        assert!(found("56亿元", "总投资56亿元"));
        assert!(!found("56亿元", "总投资156亿元"));
        assert!(!found("56亿元", "总投资5.56亿元"));
        assert!(!found("2018", "20181"));
        assert!(found("2018", "于2018，2019年"));
        assert!(found("in 2018.", "built in 2018. Then"));
        assert!(!found("", "x") && !found("\u{200b}", "x"));
    }

    #[test]
    fn an_altered_quotation_is_shown_what_the_paragraph_says() {
        let near =
            |words: &str, text: &str| nearest_run(&Folded::new(words), &Folded::new(text)).map(str::to_owned);
        let text = "其中，混凝土结构、钢网架结构封顶，航站楼开工。";
        assert_eq!(near("混凝土结构、钢结构封顶", text).as_deref(), Some("混凝土结构、钢网架结构封顶"));
        assert_eq!(
            near("construction was started", "and construction has started by now").as_deref(),
            Some("construction has started")
        );
        assert_eq!(near("北京大兴国际机场", text), None);
        assert_eq!(near("x", ""), None);
    }
}
