//! Breaks text into lines for drawings, which have no line breaks of their own.

use unicode_width::UnicodeWidthStr;

/// Breaks a text into lines of so many columns: between words where it has some, else into equal
/// parts. A Han character takes two columns.
pub(super) fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut parts = parts(word, width).into_iter();
        match (lines.last_mut(), parts.next()) {
            (Some(line), Some(part)) if line.width() + 1 + part.width() <= width => {
                line.push(' ');
                line.push_str(&part);
            }
            (_, part) => lines.extend(part),
        }
        lines.extend(parts);
    }
    lines
}

/// A word, or its parts of equal length where it is too long for a line.
fn parts(word: &str, width: usize) -> Vec<String> {
    let count = word.width().div_ceil(width).max(1);
    let characters: Vec<char> = word.chars().collect();
    let length = characters.len().div_ceil(count).max(1);
    characters.chunks(length).map(|part| part.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_between_words_or_into_equal_parts() {
        assert_eq!(broken("Beijing city sub-center", 13), ["Beijing city", "sub-center"]);
        assert_eq!(broken("北京城市副中心", 13), ["北京城市", "副中心"]);
        assert_eq!(broken("石家庄市", 13), ["石家庄市"]);
        assert_eq!(broken("", 13), [""; 0]);
    }
}
