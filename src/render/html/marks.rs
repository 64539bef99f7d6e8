//! Marks words in running text: the `u` element with a class, for what readers are to look at.

use super::escape::escape_text;
use std::ops::Range;

/// Words to be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMark {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// What the style sheet knows it by.
    pub class: &'static str,
}

/// Writes a part of a text with what of its marks lies in it; the marks stand in order and apart.
pub fn write_marked(text: &str, part: Range<usize>, marks: &[TextMark], out: &mut String) {
    let mut written = part.start;
    for mark in marks {
        let (start, end) = (mark.range.start.max(written), mark.range.end.min(part.end));
        let (Some(before), Some(words)) = (text.get(written..start), text.get(start..end)) else { continue };
        if words.is_empty() {
            continue;
        }
        escape_text(before, out);
        out.extend(["<u class=\"", mark.class, "\">"]);
        escape_text(words, out);
        out.push_str("</u>");
        written = end;
    }
    escape_text(text.get(written..part.end).unwrap_or(""), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(part: Range<usize>, ranges: &[(usize, usize)]) -> String {
        let mark = |(start, end): &(usize, usize)| TextMark { range: *start..*end, class: "x" };
        let mut out = String::new();
        write_marked("3 < 4 km", part, &ranges.iter().map(mark).collect::<Vec<_>>(), &mut out);
        out
    }

    #[test]
    fn what_of_a_mark_lies_in_the_part_is_marked() {
        assert_eq!(marked(0..8, &[(4, 8)]), "3 &lt; <u class=\"x\">4 km</u>");
        assert_eq!(marked(2..5, &[(0, 3), (4, 8)]), "<u class=\"x\">&lt;</u> <u class=\"x\">4</u>");
        assert_eq!(marked(2..4, &[(0, 1), (5, 8)]), "&lt; ");
    }
}
