//! `relative-date`: words that mean another time or place on the day they are read.
//!
//! An absolute date or place beside such a word fixes it. What counts as beside differs: a year in
//! brackets fixes `this year`, a year earlier in the sentence fixes `the second half of the year`.

use super::{
    Subject,
    front_words::front_words,
    passages::{passages, set_apart},
    written_dates::years,
};
use crate::{
    finding::{Finding, codes},
    input::Place,
    parse::{Draft, Folder},
    resolve::wording::{Relative, Wording},
};
use std::ops::Range;

/// Between a word and the year after it that fixes it: `of `.
const LONGEST_LINK: usize = 6;

/// Checks the text and the words of a document.
pub(super) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Some(wording) = subject.corpus.wordings.get(&draft.lang) else { return };
    let locale = subject.locales.get(&draft.lang);
    let Some(data) = &locale.data else { return };
    let finder = Finder { wording, sentence_ends: &data.sentence_ends };
    let is_page = draft.folder == Folder::Page;
    for word in front_words(draft).into_iter().filter(|_| !is_page) {
        for (range, kind) in finder.loose(word.text) {
            let place = word.place(subject.inputs, draft, &range);
            findings.push(finding(&word.text[range], kind, place));
        }
    }
    let doc = &draft.body.doc;
    // A page speaks of the site itself, unless it rests on a source.
    let passages = passages(doc, 0..doc.events.len());
    for passage in passages.iter().filter(|passage| !passage.is_quotation && (!is_page || passage.cites)) {
        for (range, kind) in finder.loose(&passage.text) {
            let place = Place::new(&draft.file, passage.span(&range));
            findings.push(finding(&passage.text[range], kind, place));
        }
    }
}

fn finding(written: &str, kind: Relative, place: Place) -> Finding {
    let (message, help) = match kind {
        Relative::Date => (
            format!("`{written}` is another time for each who reads it"),
            "write the year, counted from the day on which the source was published",
        ),
        Relative::Part => (format!("`{written}` has no year"), "write the year before it"),
        Relative::Present => (
            format!("`{written}` is another time for each who reads it"),
            "write the date for which it is known, or leave the word out",
        ),
        Relative::Place => {
            (format!("`{written}` is another place for each who reads it"), "write the name of the place")
        }
    };
    Finding::new(&codes::RELATIVE_DATE, place, message).help(help)
}

struct Finder<'a> {
    wording: &'a Wording,
    sentence_ends: &'a str,
}

impl Finder<'_> {
    /// The relative words of a text that nothing fixes, none twice for words that follow each other.
    fn loose(&self, text: &str) -> Vec<(Range<usize>, Relative)> {
        let mut found = self.wording.relative(text);
        if found.is_empty() {
            return found;
        }
        let quotations = set_apart(text);
        let within =
            |range: &Range<usize>, outer: &Range<usize>| outer.start <= range.start && range.end <= outer.end;
        let comparable = self.wording.comparable(text);
        let names: Vec<Range<usize>> =
            self.wording.named(&comparable).map(|hit| comparable.written(text, &hit.range)).collect();
        let in_name =
            |range: &Range<usize>| names.iter().any(|name| name.len() > range.len() && within(range, name));
        found.retain(|(range, _)| {
            !quotations.iter().any(|outer| within(range, outer))
                && !in_name(range)
                && !self.is_capital(text, range)
        });
        let mut end = usize::MAX;
        found.retain(|(range, kind)| {
            let follows = range.start == end;
            let fixed = self.is_fixed(text, range, *kind);
            end = range.end;
            !follows && !fixed
        });
        found
    }

    /// Whether a single word has a capital that no sentence gives it, as part of a name has.
    fn is_capital(&self, text: &str, range: &Range<usize>) -> bool {
        let word = &text[range.clone()];
        let begins = self.last_sentences(&text[..range.start], 1).chars().all(|c| !c.is_alphanumeric());
        word.starts_with(char::is_uppercase) && !word.contains(char::is_whitespace) && !begins
    }

    fn is_fixed(&self, text: &str, range: &Range<usize>, kind: Relative) -> bool {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        match kind {
            Relative::Place => in_brackets(before, after, |_| true),
            Relative::Date => in_brackets(before, after, |beside| !years(beside).is_empty()),
            Relative::Part => {
                let sentence = self.last_sentences(before, 2);
                !years(sentence).is_empty()
                    || self.wording.same_year.find(sentence).next().is_some()
                    || is_followed_by_year(after)
            }
            Relative::Present => {
                let sentence = self.last_sentences(before, 1);
                let as_of = self.wording.as_of.find(sentence).next();
                as_of.is_some_and(|hit| !years(&sentence[hit.range.end..]).is_empty())
                    || in_brackets(before, after, |beside| !years(beside).is_empty())
            }
        }
    }

    /// The last few sentences of a text, the open one among them.
    fn last_sentences<'t>(&self, text: &'t str, count: usize) -> &'t str {
        let ends = text.char_indices().rev().filter(|(at, c)| {
            let next = text[at + c.len_utf8()..].chars().next();
            // A point between letters or digits ends nothing.
            self.sentence_ends.contains(*c) && (!c.is_ascii() || next.is_none_or(char::is_whitespace))
        });
        let mut starts = ends.map(|(at, c)| at + c.len_utf8());
        &text[starts.nth(count - 1).unwrap_or(0)..]
    }
}

/// Whether a word stands in brackets right after something that fixes it, or has that in brackets
/// right after it.
fn in_brackets(before: &str, after: &str, fixes: impl Fn(&str) -> bool) -> bool {
    let before = before.trim_end();
    let after = after.trim_start();
    let opened = before.strip_suffix(['(', '\u{ff08}']);
    let closed = after.starts_with([')', '\u{ff09}']);
    let outside = opened.filter(|_| closed).map(|outside| {
        let near = outside.char_indices().rev().nth(14).map_or(0, |(at, _)| at);
        outside[near..].trim_end()
    });
    let inside =
        after.strip_prefix(['(', '\u{ff08}']).and_then(|inside| inside.split([')', '\u{ff09}']).next());
    outside.is_some_and(|text| !text.is_empty() && fixes(text)) || inside.is_some_and(fixes)
}

fn is_followed_by_year(after: &str) -> bool {
    let near: String = after.chars().take(LONGEST_LINK + 4).collect();
    !years(&near).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_beside_a_word_fix_it() {
        let fixed = |text: &str, word: &str| {
            let at = text.find(word).expect("the word");
            in_brackets(&text[..at], &text[at + word.len()..], |beside| !years(beside).is_empty())
        };
        assert!(fixed("今年（2018年）计划", "今年"));
        assert!(fixed("2018年(今年)计划", "今年"));
        assert!(!fixed("2018年计划，今年完成", "今年"));
        assert!(!fixed("今年（计划）", "今年"));
    }
}
