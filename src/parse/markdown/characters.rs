//! Classes of characters that decide where emphasis may open and whether a line end is a space.

/// Whether a character is a letter or digit of a script that sets no spaces around emphasis: Han,
/// kana, bopomofo, Hangul and the full-width forms.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{303C}' | '\u{3040}'..='\u{30FF}'
        | '\u{3100}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'
        | '\u{FF66}'..='\u{FFDC}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a character is punctuation as CJK texts use it, the shared quotation marks included.
pub(super) fn is_cjk_punctuation(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303D}'
        | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
        | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2014}' | '\u{2026}' | '\u{00B7}')
}

/// Whether Markdown counts a character as punctuation, near enough for the neighbours of emphasis.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || is_cjk_punctuation(c)
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}'
            | '\u{2190}'..='\u{2BFF}' | '\u{00A1}'..='\u{00BF}')
}

/// Whether a line end beside this character is no space. Hangul sets spaces between words.
pub(super) fn joins_lines(c: char) -> bool {
    let hangul = matches!(c, '\u{AC00}'..='\u{D7FF}' | '\u{1100}'..='\u{11FF}' | '\u{FFA0}'..='\u{FFDC}');
    is_cjk(c) && !hangul || is_cjk_punctuation(c)
}
