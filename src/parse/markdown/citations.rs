//! The grammar of a citation: `[@source#P25 "words" => "words here"; @other#P4]`.
//!
//! Works on the text as written, before anything is Markdown. Whether the source exists and the
//! words stand in it is not asked here.
//!
//! Start with [`read_citation`].

use crate::finding::{Finding, codes};
use crate::input::{FilePath, Span, Spanned};
use crate::model::doc::{Citation, CitedParagraph, SourceRef};
use std::ops::Range;

/// How many bytes of a malformed citation are shown when its end is not plain.
const SHOWN: usize = 160;

/// A `[@` that does not go on as a citation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// From the bracket to where reading stopped, or to the closing bracket if that is near.
    range: Range<usize>,
    problem: Problem,
}

/// What is wrong with a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    NoSource,
    NoParagraph,
    BadParagraph,
    EmptyQuotation,
    OpenQuotation,
    SecondQuotation,
    NoDerivation,
    NoAt,
    Unexpected,
    NotClosed,
}

impl Problem {
    fn label(self) -> &'static str {
        match self {
            Self::NoSource => "no source is named",
            Self::NoParagraph => "no paragraph is named",
            Self::BadParagraph => "this is no paragraph number",
            Self::EmptyQuotation => "the quotation is empty",
            Self::OpenQuotation => "the quotation does not end",
            Self::SecondQuotation => "a second quotation",
            Self::NoDerivation => "no quotation on both sides of `=>`",
            Self::NoAt => "a reference begins with `@`",
            Self::Unexpected => "this does not belong into a citation",
            Self::NotClosed => "the bracket is not closed",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::NoSource | Self::NoParagraph => {
                "write the source and the paragraph, as in `[@source#P25]`, or `\\[@` for the plain characters"
            }
            Self::BadParagraph => "write `#P` and a number from 1, as in `[@source#P25]`",
            Self::EmptyQuotation => "write the quoted words between the quotation marks, or leave both out",
            Self::OpenQuotation => {
                "close the quotation with the kind of mark that opens it, as in `[@source#P25 \"words\"]`"
            }
            Self::SecondQuotation => {
                "repeat the reference for each quotation, as in `[@source#P25 \"one\"; @source#P25 \"two\"]`"
            }
            Self::NoDerivation => {
                "write both in quotation marks, as in `[@source#P25 \"words\" => \"words here\"]`"
            }
            Self::NoAt => "write `;` and `@` before each further reference, as in `[@a#P1; @b#P4]`",
            Self::Unexpected => {
                "put quoted words in quotation marks and `; @` between references, as in `[@a#P1 \"words\"; @b#P4]`"
            }
            Self::NotClosed => "end the citation with `]`, or write `\\[@` for the plain characters",
        }
    }
}

impl Malformed {
    /// The finding for it, in a file whose body starts at `base`.
    pub(super) fn finding(&self, file: &FilePath, base: usize) -> Finding {
        let span = Span::from(self.range.clone()).shifted(base);
        let message = format!("this citation is not complete: {}", self.problem.label());
        Finding::at(&codes::MALFORMED_CITATION, file, span, message)
            .label(self.problem.label())
            .help(self.problem.help())
    }
}

/// Reads the citation whose `[@` stands at `start`; gives it and the offset after its `]`.
///
/// A citation may run over a line end, never over a blank line or the fence of a code block.
pub(super) fn read_citation(text: &str, start: usize, base: usize) -> Result<(Citation, usize), Malformed> {
    let mut reader = Reader { text, at: start + 1, base };
    reader.citation().map(|citation| (citation, reader.at)).map_err(|problem| {
        let near = text.as_bytes()[start..].iter().take(SHOWN).take_while(|&&b| b != b'\n');
        let closing = near.enumerate().find(|(_, b)| **b == b']').map_or(0, |(at, _)| start + at + 1);
        Malformed { range: start..closing.max(reader.at), problem }
    })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    base: usize,
}

impl Reader<'_> {
    fn citation(&mut self) -> Result<Citation, Problem> {
        let mut citation = Citation::default();
        loop {
            citation.references.push(self.reference()?);
            self.skip_space();
            if self.skip(";") {
                self.skip_space();
            } else if self.skip("]") {
                return Ok(citation);
            } else {
                return Err(self.unexpected());
            }
        }
    }

    fn unexpected(&self) -> Problem {
        match self.rest().chars().next() {
            None | Some('\n' | '\r') => Problem::NotClosed,
            Some('"' | '“') => Problem::SecondQuotation,
            Some('=') => Problem::NoDerivation,
            Some('@') => Problem::NoAt,
            Some(_) => Problem::Unexpected,
        }
    }

    fn reference(&mut self) -> Result<CitedParagraph, Problem> {
        let start = self.at;
        if !self.skip("@") {
            return Err(Problem::NoAt);
        }
        let source = self.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).to_owned();
        if source.is_empty() {
            return Err(Problem::NoSource);
        }
        if !self.skip("#") {
            return Err(Problem::NoParagraph);
        }
        if !self.skip("P") {
            return Err(Problem::BadParagraph);
        }
        let digits = self.take_while(|c| c.is_ascii_digit());
        let paragraph = digits.parse().ok().filter(|_| !digits.starts_with('0'));
        let paragraph = Some(paragraph.ok_or(Problem::BadParagraph)?);
        let target = Spanned::new(SourceRef { source, paragraph }, self.span(start..self.at));
        let quote = self.quotation()?;
        let derived = self.derived(quote.is_some())?;
        Ok(CitedParagraph { target, quote, derived })
    }

    fn derived(&mut self, has_quote: bool) -> Result<Option<Spanned<String>>, Problem> {
        let before = self.at;
        self.skip_space();
        if !self.skip("=>") {
            self.at = before;
            return Ok(None);
        }
        match self.quotation()? {
            Some(words) if has_quote => Ok(Some(words)),
            _ => Err(Problem::NoDerivation),
        }
    }

    /// Reads a quotation if one begins here. It ends at the first closing mark after which the
    /// citation can go on, so that the words may hold marks of the same kind, and brackets.
    fn quotation(&mut self) -> Result<Option<Spanned<String>>, Problem> {
        let before = self.at;
        self.skip_space();
        let closing = if self.skip("\"") {
            "\""
        } else if self.skip("“") {
            "”"
        } else {
            self.at = before;
            return Ok(None);
        };
        let start = self.at;
        let words = &self.rest()[..self.reach()];
        let end = words
            .match_indices(closing)
            .map(|(at, _)| start + at)
            .find(|end| self.goes_on_after(end + closing.len()))
            .ok_or(Problem::OpenQuotation)?;
        let words = &self.text[start..end];
        if words.trim().is_empty() {
            return Err(Problem::EmptyQuotation);
        }
        self.at = end + closing.len();
        Ok(Some(Spanned::new(words.to_owned(), self.span(start..end))))
    }

    /// How far a quotation that begins here may reach: another citation, a blank line or a fence
    /// shows that its end was forgotten.
    fn reach(&self) -> usize {
        let rest = self.rest();
        let limit = rest.find("[@").unwrap_or(rest.len());
        let mut end = 0;
        for line in rest[..limit].split_inclusive('\n') {
            if end > 0 && !is_continuation(line) {
                break;
            }
            end += line.len();
        }
        end
    }

    fn goes_on_after(&self, at: usize) -> bool {
        let mut ahead = Reader { text: self.text, at, base: self.base };
        ahead.skip_space();
        if ahead.skip(";") {
            ahead.skip_space();
            return ahead.rest().starts_with('@');
        }
        let rest = ahead.rest();
        rest.starts_with(']') || rest.starts_with("=>") || (ahead.at > at && rest.starts_with(['"', '“']))
    }

    /// Passes white space, and one line end if the next line goes on.
    fn skip_space(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}'));
        let rest = self.rest();
        let line_end = usize::from(rest.starts_with('\r'));
        if rest[line_end..].starts_with('\n') {
            let next = &rest[line_end + 1..];
            if is_continuation(next.split_inclusive('\n').next().unwrap_or_default()) {
                self.at += line_end + 1;
                self.take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}'));
            }
        }
    }

    fn skip(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        &self.text[start..self.at]
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::from(range).shifted(self.base)
    }
}

fn is_continuation(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("```") && !line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Citation, Problem> {
        read_citation(text, 0, 0).map(|(citation, _)| citation).map_err(|malformed| malformed.problem)
    }

    #[test]
    fn a_quotation_belongs_to_the_reference_before_it() {
        let citation = read("[@a#P1 \"一\"; @b#P4 “二”]").expect("it is complete");
        let quotes: Vec<_> =
            citation.references.iter().map(|r| r.quote.as_ref().map(|q| q.value.as_str())).collect();
        assert_eq!(quotes, [Some("一"), Some("二")]);
    }

    #[test]
    fn a_quotation_may_hold_marks_and_brackets() {
        let citation = read("[@a#P1 \"the \"big\" [1] plan; yes\"]").expect("it is complete");
        let quote = citation.references[0].quote.as_ref().expect("it has a quotation");
        assert_eq!(quote.value, "the \"big\" [1] plan; yes");
        assert_eq!(quote.span.range(), 8..31);
    }

    #[test]
    fn every_way_to_be_malformed_has_its_own_words() {
        for (text, problem) in [
            ("[@ a#P1]", Problem::NoSource),
            ("[@a]", Problem::NoParagraph),
            ("[@a#25]", Problem::BadParagraph),
            ("[@a#P0]", Problem::BadParagraph),
            ("[@a#P99999999999]", Problem::BadParagraph),
            ("[@a#P1 \"\"]", Problem::EmptyQuotation),
            ("[@a#P1 \"x]", Problem::OpenQuotation),
            ("[@a#P1 “x\"]", Problem::OpenQuotation),
            ("[@a#P1 \"x\n\ny\"]", Problem::OpenQuotation),
            ("[@a#P1 \"x [@b#P2 \"y\"]", Problem::OpenQuotation),
            ("[@a#P1 \"x\" \"y\"]", Problem::SecondQuotation),
            ("[@a#P1 => \"y\"]", Problem::NoDerivation),
            ("[@a#P1 \"x\" => y]", Problem::NoDerivation),
            ("[@a#P1; b#P2]", Problem::NoAt),
            ("[@a#P1；@b#P2]", Problem::Unexpected),
            ("[@a#P1 p. 3]", Problem::Unexpected),
            ("[@a#P1", Problem::NotClosed),
        ] {
            assert_eq!(read(text), Err(problem), "{text}");
        }
    }
}
