//! What a reader of a record carries along, and what it says about values that do not fit.

use super::node::{Node, NodeValue, SyntaxError};
use crate::{
    finding::{Finding, codes, nearest},
    input::{FilePath, Place, Span},
};

/// What a reader carries along: the file for places, the findings so far.
pub struct Reading<'a> {
    /// The file that is read.
    pub file: &'a FilePath,
    /// Its whole text.
    pub text: &'a str,
    /// What stands for the record as a whole, where something is missing in it.
    pub whole: Span,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The fields in which something was found.
    pub faulty_fields: Vec<String>,
}

impl<'a> Reading<'a> {
    /// Starts reading a file; `whole` is shown where a field of the outermost record is missing.
    pub fn new(file: &'a FilePath, text: &'a str, whole: Span) -> Self {
        Self { file, text, whole, findings: Vec::new(), faulty_fields: Vec::new() }
    }

    /// A finding at a span of the file.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The place of a span in the file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    /// What the file says at a span.
    pub fn source(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Reports a text that is not YAML or TOML at all, with help for the usual causes.
    pub fn syntax_error(&mut self, error: &SyntaxError) {
        let rest = self.text.get(error.span.start as usize..).unwrap_or("");
        let said = error.message.as_str();
        let help = match rest.chars().next() {
            _ if said.contains("mapping values are not allowed") => {
                Some("a text with `: ` in it stands in quotes, as in `title: \"Air: a plan\"`")
            }
            _ if said.contains("trailing content after") => Some(
                "text goes on after the closing quotation mark: double the mark inside, or use the other kind",
            ),
            _ if said.contains("expected key") => Some("the lines of one map begin in the same column"),
            _ if said.contains("found a tab") => Some("indent with spaces, not with tabs"),
            _ if error.message.starts_with("an anchor") => {
                Some("anchors and aliases are not allowed here: write the value out")
            }
            Some('@' | '`') => Some("a value cannot begin with this character: put it in double quotes"),
            Some('\t') => Some("indent with spaces, not with tabs"),
            Some('&' | '*') => Some("anchors and aliases are not allowed here: write the value out"),
            _ if rest.lines().next().is_some_and(|line| line.contains('：')) => {
                Some("a key is followed by `: `, an ASCII colon and a space")
            }
            _ => None,
        };
        let help = help.map(str::to_owned).or_else(|| self.open_bracket(error.span));
        let finding =
            Finding::at(&codes::FRONT_MATTER_SYNTAX, self.file, error.span, lower_first(&error.message));
        self.report(finding.maybe_help(help));
    }

    /// Names the line of the innermost bracket that is open at a place; brackets in quoted text count
    /// too, as a help may be wrong now and then.
    fn open_bracket(&self, span: Span) -> Option<String> {
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (number, line) in (1..).zip(self.text.get(..span.start as usize)?.lines()) {
            for c in line.chars() {
                match c {
                    '[' | '{' => open.push((number, line)),
                    ']' | '}' => drop(open.pop()),
                    _ => {}
                }
            }
        }
        let (number, line) = open.pop()?;
        Some(format!("a bracket that opens in line {number} is not closed: `{}`", line.trim()))
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type(&mut self, node: &Node, expected: &str) {
        let source = self.source(node.span).lines().next().unwrap_or("").trim();
        let finding = Finding::at(
            &codes::WRONG_TYPE,
            self.file,
            node.span,
            format!("expected {expected}, found {}", node.value.describe()),
        );
        let help = match (&node.value, expected) {
            (NodeValue::Number(_) | NodeValue::Bool(_), "text") => Some(format!(
                "YAML reads `{source}` as {}: write \"{source}\" in quotes",
                node.value.describe()
            )),
            (NodeValue::Null, _) => Some("write a value, or leave the key out".to_owned()),
            (NodeValue::Text(_), "a list") => Some(format!("write [{source}]")),
            (NodeValue::Text(_), "a number") => Some(
                "write the digits alone, as in 19500 or 92.4: no quotes, no unit, no grouping".to_owned(),
            ),
            _ => None,
        };
        self.report(finding.label(format!("this is {}", node.value.describe())).maybe_help(help));
    }

    /// Reports a value that is not among those allowed.
    pub fn unknown_value(&mut self, value: &str, span: Span, what: &str, allowed: &[&str]) {
        let help = match nearest(value, allowed.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", allowed.join(", ")),
        };
        let finding = Finding::at(&codes::UNKNOWN_VALUE, self.file, span, format!("`{value}` is not {what}"))
            .help(help);
        self.report(finding);
    }
}

/// A message that begins in lower case, as all messages do.
fn lower_first(message: &str) -> String {
    // `YAML` and the like stay as they are.
    if message.chars().nth(1).is_some_and(char::is_uppercase) {
        return message.to_owned();
    }
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
