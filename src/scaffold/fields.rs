//! Front matter for an author to fill in, written from the schema of its file.
//!
//! The schema's descriptions become comments and its examples become what is shown behind them, so
//! that a field is explained in one place only: at its record in `schema`.

use crate::schema::json::schemas;
use serde_json::{Map, Value};
use std::fmt::Write;

/// How wide a comment may be.
const WIDTH: usize = 100;

/// What a new file has to say of one key.
struct Field {
    key: String,
    description: String,
    example: Value,
}

/// What stands behind a key in a new file.
pub(super) enum Start<'a> {
    /// Nothing yet: `check` asks for it.
    Empty,
    /// This.
    Value(&'a str),
    /// An example, as a comment: the key is optional.
    Example,
}

/// The front matter of a new file: each key of a schema with its explanation.
///
/// `intro` are lines of explanation that come first; `start` decides what stands behind a key.
pub(super) fn front_matter<'a>(
    schema: &str,
    intro: &[&str],
    start: impl Fn(&str) -> Option<Start<'a>>,
) -> String {
    let mut text = String::from("---\n");
    for line in intro {
        comment(&mut text, line);
    }
    for Field { key, description, example } in fields(schema) {
        let Some(start) = start(&key) else { continue };
        text.push('\n');
        comment(&mut text, &description);
        let line = match start {
            Start::Empty => {
                comment(&mut text, &format!("For example: {}", yaml(&example)));
                format!("{key}:")
            }
            Start::Value(value) => format!("{key}: {value}"),
            Start::Example => format!("# {key}: {}", yaml(&example)),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str("---\n");
    text
}

/// The keys that a schema requires.
pub(super) fn required(schema: &str) -> Vec<String> {
    let named = schemas().into_iter().find(|named| named.name == schema);
    let list = named.and_then(|named| named.schema.get("required").and_then(Value::as_array).cloned());
    list.unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Snippets for Visual Studio Code, which offers no schema within Markdown: each key of a front
/// matter with its example, offered where an author begins to write it.
pub(super) fn snippets() -> String {
    let mut all = Map::new();
    for named in schemas().iter().filter(|named| !named.whole) {
        for field in fields(named.name) {
            // `$` and `}` mean something in a snippet.
            let example = yaml(&field.example).replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
            let snippet = serde_json::json!({
                "scope": "markdown,plaintext",
                "prefix": field.key,
                "body": format!("{}: ${{1:{example}}}", field.key),
                "description": field.description,
            });
            all.insert(format!("{}: {}", named.name, field.key), snippet);
        }
    }
    format!("{:#}\n", Value::Object(all))
}

fn fields(schema: &str) -> Vec<Field> {
    let named = schemas().into_iter().find(|named| named.name == schema);
    let properties =
        named.and_then(|named| named.schema.get("properties").and_then(Value::as_object).cloned());
    let text = |value: &Value| value.get("description").and_then(Value::as_str).unwrap_or("").to_owned();
    let field = |(key, value): (String, Value)| Field {
        description: text(&value).replace('\n', " "),
        example: value.get("examples").and_then(|examples| examples.get(0)).cloned().unwrap_or(Value::Null),
        key,
    };
    properties.unwrap_or_default().into_iter().map(field).collect()
}

/// Adds a comment, in lines of no more than [`WIDTH`].
fn comment(text: &mut String, words: &str) {
    let mut width = WIDTH;
    for word in words.split(' ') {
        if width + word.len() + 1 > WIDTH {
            text.push_str(if text.ends_with('\n') { "#" } else { "\n#" });
            width = 1;
        }
        let _ = write!(text, " {word}");
        width += word.len() + 1;
    }
    text.push('\n');
}

/// A value as YAML in one line.
fn yaml(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        Value::Array(items) => format!("[{}]", items.iter().map(yaml).collect::<Vec<_>>().join(", ")),
        Value::Object(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| format!("{key}: {}", yaml(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Text without quotes where YAML takes it for text or where its reader takes a number as well.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && !text.ends_with([' ', ':'])
        && !text.contains([',', '[', ']', '{', '}', '"', '\''])
        && !text.contains(": ")
        && !text.contains(" #");
    if plain { text.to_owned() } else { Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_reads_as_an_editor_would_write_it() {
        let value =
            serde_json::json!([{"id": "a", "date": "2018-07", "n": 92.4, "text": "a, b", "cite": "s#P1"}]);
        assert_eq!(yaml(&value), "[{id: a, date: 2018-07, n: 92.4, text: \"a, b\", cite: s#P1}]");
        assert_eq!(yaml(&Value::from("- a")), "\"- a\"");
    }

    #[test]
    fn comments_are_wrapped() {
        let mut text = String::from("a: 1\n");
        comment(&mut text, "word ".repeat(30).trim_end());
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("# word")).count(), 2);
    }
}
