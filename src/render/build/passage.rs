//! What of a long paragraph is worth reading at once.
//!
//! A paragraph and the places that matter go in; out come the parts to show, in order. Nothing here
//! knows where the text comes from.
//!
//! Start with [`passage`].

use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A paragraph no wider than this, in columns of a terminal, is shown whole: some 700 Han characters,
/// 230 words of English. No rule finds the sentence that a figure rests on every time, and a proof with
/// that sentence cut out proves nothing; only what is longer than a paragraph should be is cut.
const MOST: usize = 1400;

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its words.
    Plain(Range<usize>),
    /// Words that were quoted.
    Quoted(Range<usize>),
    /// Something that is left out.
    Gap,
}

/// Parts a paragraph into what is quoted and what is not, and leaves out of a long one what stands
/// far from the place that matters: the first quoted words, else the first of `hints` that it has,
/// else its beginning.
pub(super) fn passage(text: &str, quoted: &[Range<usize>], hints: &[&str], sentence_ends: &str) -> Vec<Part> {
    let shown = if text.width() <= MOST {
        0..text.len()
    } else {
        let hinted = hints.iter().filter(|hint| !hint.is_empty()).find_map(|hint| text.find(hint));
        let point = quoted.iter().map(|range| range.start).min().or(hinted).unwrap_or(0);
        around(text, point, sentence_ends)
    };
    let mut parts = Vec::new();
    if shown.start > 0 {
        parts.push(Part::Gap);
    }
    let mut at = shown.start;
    for range in apart(quoted) {
        let range = range.start.max(at)..range.end.min(shown.end);
        if range.start < range.end {
            plain(at..range.start, &mut parts);
            at = range.end;
            parts.push(Part::Quoted(range));
        }
    }
    plain(at..shown.end, &mut parts);
    if shown.end < text.len() {
        parts.push(Part::Gap);
    }
    parts
}

fn plain(range: Range<usize>, parts: &mut Vec<Part>) {
    if range.start < range.end {
        parts.push(Part::Plain(range));
    }
}

/// Ranges in order, those that touch or overlap as one.
fn apart(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted = ranges.to_vec();
    sorted.sort_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in sorted {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// The sentence at a place, and as many around it as there is room for; the later ones come first,
/// since a text reads on.
fn around(text: &str, point: usize, ends: &str) -> Range<usize> {
    let sentences = sentences(text, ends);
    let here = sentences.iter().position(|sentence| sentence.end > point).unwrap_or(0);
    let (mut first, mut last) = (here, here);
    let mut shown = sentences[here].clone();
    if text[shown.clone()].width() > MOST {
        return cut(text, point, &shown);
    }
    loop {
        let fits = |range: &Range<usize>| text[range.clone()].width() <= MOST;
        let after = sentences.get(last + 1).map(|next| shown.start..next.end).filter(fits);
        if let Some(wider) = after {
            last += 1;
            shown = wider;
            continue;
        }
        let before = first.checked_sub(1).map(|n| sentences[n].start..shown.end).filter(fits);
        let Some(wider) = before else { return shown };
        first -= 1;
        shown = wider;
    }
}

/// As much of a sentence that is too long as there is room for, the place itself a third of the way.
fn cut(text: &str, point: usize, sentence: &Range<usize>) -> Range<usize> {
    let (mut start, mut width) = (point, 0);
    for (at, c) in text[sentence.start..point].char_indices().rev() {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width > MOST / 3 {
            break;
        }
        start = sentence.start + at;
    }
    let mut end = start;
    width = 0;
    for (at, c) in text[start..sentence.end].char_indices() {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width > MOST {
            break;
        }
        end = start + at + c.len_utf8();
    }
    start..end
}

/// The sentences of a text, without gaps. A sign of ASCII ends one only before white space, since it
/// also stands in numbers and names; closing quotation marks and brackets belong to what they close.
fn sentences(text: &str, ends: &str) -> Vec<Range<usize>> {
    let is_closing =
        |c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | '」' | '』' | ')' | '）' | ']' | '】' | '》');
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        if !ends.contains(c) && c != '\n' {
            continue;
        }
        while let Some((at, c)) = chars.next_if(|(_, c)| is_closing(*c) || ends.contains(*c)) {
            end = at + c.len_utf8();
        }
        let is_open = c.is_ascii_punctuation() && chars.peek().is_some_and(|(_, next)| !next.is_whitespace());
        if !is_open {
            sentences.push(start..end);
            start = end;
        }
    }
    if start < text.len() || sentences.is_empty() {
        sentences.push(start..text.len());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, quoted: &[&str], names: &[&str]) -> String {
        let at = |words: &&str| text.find(words).map(|at| at..at + words.len()).expect("it stands there");
        let quoted: Vec<_> = quoted.iter().map(at).collect();
        let parts = passage(text, &quoted, names, ".!?。");
        let part = |part: Part| match part {
            Part::Plain(range) => text[range].to_owned(),
            Part::Quoted(range) => format!("<{}>", &text[range]),
            Part::Gap => "…".to_owned(),
        };
        parts.into_iter().map(part).collect()
    }

    #[test]
    fn a_short_paragraph_stands_whole_with_what_is_quoted() {
        assert_eq!(shown("One two. Three four.", &["two", "Three"], &[]), "One <two>. <Three> four.");
        assert_eq!(shown("One two three.", &["One two", "two three"], &[]), "<One two three>.");
        assert_eq!(shown("", &[], &[]), "");
    }

    /// Sentences of thirty characters, numbered.
    fn long() -> String {
        (100..300).map(|n| ["Sentence number ", &n.to_string(), " is so long. "].concat()).collect()
    }

    #[test]
    fn a_long_paragraph_is_cut_to_whole_sentences_around_what_is_quoted() {
        let text = long();
        let shown = shown(&text, &["number 250"], &["number 120"]);
        assert!(shown.contains("<number 250>") && !shown.contains("number 120"), "{shown}");
        assert!(shown.starts_with("… Sentence") && shown.len() < 1460, "{shown}");
    }

    #[test]
    fn without_a_quotation_the_name_counts_and_without_a_name_the_beginning() {
        let text = long();
        assert!(shown(&text, &[], &["nowhere", "number 240"]).contains("number 240"));
        let start = shown(&text, &[], &["nowhere"]);
        assert!(start.starts_with("Sentence number 100") && start.ends_with("so long.…"), "{start}");
    }

    #[test]
    fn a_sentence_without_end_is_cut_around_the_place() {
        let text = format!("{}here{}", "之".repeat(900), "乎".repeat(900));
        let shown = shown(&text, &["here"], &[]);
        assert!(shown.starts_with("…之") && shown.ends_with("乎…") && shown.contains("<here>"));
        assert!(shown.chars().count() < 710, "{}", shown.chars().count());
    }

    #[test]
    fn points_in_numbers_end_no_sentence_and_closing_marks_belong_to_theirs() {
        let parts = |text: &str| -> Vec<String> {
            sentences(text, ".!?。").into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(parts("It is 5.6 km. “Yes.” No"), ["It is 5.6 km.", " “Yes.”", " No"]);
        assert_eq!(parts("一。“二。”三"), ["一。", "“二。”", "三"]);
    }
}
