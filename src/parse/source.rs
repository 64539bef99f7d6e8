//! A source document: front matter, then paragraphs of plain text.

use super::document::split;
use crate::{
    finding::{Finding, codes},
    input::{FilePath, Span},
    model::{lang::Lang, source::Paragraph},
    schema::{
        decode::{Decode, Reading},
        node::parse_yaml,
        source::SourceFront,
    },
};

/// One source as written.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceDraft {
    /// Its file.
    pub file: FilePath,
    /// The id in its file name.
    pub id: String,
    /// The language in its file name.
    pub lang: Lang,
    /// Its front matter; nothing if it cannot be read.
    pub front: Option<SourceFront>,
    /// `P1`, `P2` and so on.
    pub paragraphs: Vec<Paragraph>,
    /// What is wrong with it as far as the file alone can tell.
    pub findings: Vec<Finding>,
    /// Whether no more is known of it than that it is there.
    pub unread: bool,
}

/// A source of which no more is known than that it is there.
pub(super) fn unread_source(file: &FilePath, id: &str, lang: &str) -> SourceDraft {
    SourceDraft {
        file: file.clone(),
        id: id.to_owned(),
        lang: Lang::new(lang),
        front: None,
        paragraphs: Vec::new(),
        findings: Vec::new(),
        unread: true,
    }
}

/// Parses one source. The text is not Markdown: paragraphs are maximal runs of non-blank lines.
pub(super) fn parse_source(file: &FilePath, text: &str, id: &str, lang: &str) -> SourceDraft {
    let (front, body_start, mut findings) = match split(text) {
        Ok(parts) => {
            let mut reading = Reading::new(file, text, parts.fence);
            let front = match parse_yaml(parts.yaml, parts.yaml_start) {
                Ok(node) => SourceFront::decode(node, &mut reading),
                Err(error) => {
                    reading.syntax_error(&error);
                    None
                }
            };
            (front, parts.body_start, reading.findings)
        }
        Err((span, message)) => {
            let finding = Finding::at(&codes::FRONT_MATTER_SYNTAX, file, span, message);
            let help = "begin the file with a `---` line, the fields, and a `---` line";
            (None, text.len(), vec![finding.help(help)])
        }
    };
    let paragraphs = paragraphs(text, body_start);
    if paragraphs.is_empty() && front.is_some() {
        let end = Span::new(body_start.min(text.len()), body_start.min(text.len()));
        findings.push(Finding::at(&codes::MISSING_FIELD, file, end, "the source has no paragraph"));
    }
    let (file, id, lang) = (file.clone(), id.to_owned(), Lang::new(lang));
    SourceDraft { file, id, lang, front, paragraphs, findings, unread: false }
}

fn paragraphs(text: &str, start: usize) -> Vec<Paragraph> {
    let mut all = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if line.trim().is_empty() {
            all.extend(open.take().map(|span| paragraph(text, span)));
        } else {
            open = Some((open.map_or(at, |(start, _)| start), end));
        }
        at += line.len();
    }
    all.extend(open.map(|span| paragraph(text, span)));
    all
}

/// Leading `#`s make a heading; they are not part of its text.
fn paragraph(text: &str, (start, end): (usize, usize)) -> Paragraph {
    let raw = &text[start..end];
    let hashes = raw.bytes().take_while(|&b| b == b'#').count();
    let words = &raw[hashes..];
    let text: Vec<&str> = words.lines().map(str::trim).collect();
    Paragraph {
        heading: u8::try_from(hashes.min(6)).unwrap_or(6),
        text: text.join("\n"),
        span: Span::new(start, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_runs_of_lines_and_shown_as_written() {
        let text = "---\ntitle: T\n---\n\n# Head\r\n\r\none *not markup*\ntwo\n   \n\nthree";
        let draft = parse_source(&FilePath::from("seeds/s.en.txt"), text, "s", "en");
        let found: Vec<_> = draft.paragraphs.iter().map(|p| (p.heading, p.text.as_str())).collect();
        assert_eq!(found, [(1, "Head"), (0, "one *not markup*\ntwo"), (0, "three")]);
        assert!(draft.findings.is_empty());
    }
}
