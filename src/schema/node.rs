//! YAML and TOML as one tree with spans.
//!
//! Both readers end here, so that the rest of the schema is the same for front matter, vocabularies
//! and the site file. The tree keeps what was written: scalars carry their source text beside what
//! the reader took them for, maps keep order and repeated keys.
//!
//! Start with [`Node`]; [`parse_yaml`] and [`parse_toml`] make one.

use crate::input::{LineIndex, Span, Spanned};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The range in the file.
    pub span: Span,
    /// The value.
    pub value: NodeValue,
}

/// What a reader took a value for.
#[derive(Clone, Debug)]
pub enum NodeValue {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer or a decimal, as written.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, repeated keys included.
    Map(Vec<(Spanned<String>, Node)>),
}

impl NodeValue {
    /// What it is, for a message.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a truth value",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// Why a text is not YAML or TOML.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// Where the reader stopped.
    pub span: Span,
    /// What it says.
    pub message: String,
}

/// Reads YAML; `base` is where the text begins in its file.
///
/// Anchors, aliases, tags and several documents are refused: front matter needs none, and they make
/// small files expand without bound.
pub fn parse_yaml(text: &str, base: usize) -> Result<Node, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Node { span: Span::new(base, base), value: NodeValue::Map(Vec::new()) });
    }
    let options = serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::PassThrough,
        budget: serde_saphyr::budget! {
            max_nodes: 200_000,
            max_aliases: 0,
            max_anchors: 0,
            max_depth: 32,
            max_documents: 1,
        },
    };
    match serde_saphyr::from_str_with_options::<YamlNode>(text, options) {
        Ok(node) => Ok(node.into_node(text, base)),
        Err(error) => Err(yaml_error(&error, text, base)),
    }
}

fn yaml_error(error: &serde_saphyr::Error, text: &str, base: usize) -> SyntaxError {
    let rendered = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
    let message = rendered.rsplit_once(" at line ").map_or(rendered.clone(), |(head, _)| head.to_owned());
    let message = limit_breached(&message).map_or(message, str::to_owned);
    let span = error.location().map_or(0..0, |location| {
        let span = location.span();
        if let (Some(offset), Some(length)) = (span.byte_offset(), span.byte_len()) {
            let start = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
            return start..(start + usize::try_from(length).unwrap_or(0)).min(text.len());
        }
        // Scanner errors carry no byte offset, only a line and a column.
        let (line, column) = (location.line(), location.column());
        let as_usize = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let start = LineIndex::new(text).offset(as_usize(line), as_usize(column));
        start..text[start..].chars().next().map_or(start, |c| start + c.len_utf8())
    });
    SyntaxError { span: Span::from(span).shifted(base), message }
}

/// Which of the limits above a message of the reader speaks of, in words.
fn limit_breached(message: &str) -> Option<&'static str> {
    let (_, limit) = message.split_once("limits breached: ")?;
    Some(match limit.split([' ', '{']).next()? {
        "Anchors" | "Aliases" => "an anchor (`&`) or alias (`*`) is not allowed here",
        "Depth" => "lists and maps stand too deep within each other",
        "Documents" => "a second document begins here",
        _ => "this is too large to be read",
    })
}

struct YamlNode(serde_saphyr::Spanned<YamlValue>);

enum YamlValue {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<YamlNode>),
    Map(Vec<(serde_saphyr::Spanned<YamlKey>, YamlNode)>),
}

struct YamlKey(Option<String>);

impl YamlNode {
    fn into_node(self, text: &str, base: usize) -> Node {
        let range = range_of(&self.0);
        let source = text.get(range.clone()).unwrap_or("");
        let value = match self.0.value {
            YamlValue::Null => NodeValue::Null,
            YamlValue::Bool(value) => NodeValue::Bool(value),
            YamlValue::Number => NodeValue::Number(source.to_owned()),
            YamlValue::Text(value) => NodeValue::Text(value),
            YamlValue::List(items) => {
                NodeValue::List(items.into_iter().map(|item| item.into_node(text, base)).collect())
            }
            YamlValue::Map(pairs) => NodeValue::Map(
                pairs
                    .into_iter()
                    .map(|(key, value)| {
                        let range = range_of(&key);
                        let source = text.get(range.clone()).unwrap_or("").to_owned();
                        let key = key.value.0.unwrap_or(source);
                        (Spanned::new(key, Span::from(range).shifted(base)), value.into_node(text, base))
                    })
                    .collect(),
            ),
        };
        Node { span: Span::from(range).shifted(base), value }
    }
}

fn range_of<T>(spanned: &serde_saphyr::Spanned<T>) -> std::ops::Range<usize> {
    let span = spanned.referenced.span();
    let as_usize = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let start = as_usize(span.byte_offset());
    start..start + as_usize(span.byte_len())
}

impl<'de> Deserialize<'de> for YamlNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_saphyr::Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for YamlValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

impl<'de> Deserialize<'de> for YamlKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A key such as `2018` or `on` is the text it was written as.
        deserializer.deserialize_any(ValueVisitor).map(|value| match value {
            YamlValue::Text(text) => Self(Some(text)),
            _ => Self(None),
        })
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = YamlValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<YamlValue, E> {
        Ok(YamlValue::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<YamlValue, E> {
        Ok(YamlValue::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<YamlValue, E> {
        Ok(YamlValue::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<YamlValue, E> {
        Ok(YamlValue::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<YamlValue, E> {
        Ok(YamlValue::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<YamlValue, E> {
        Ok(YamlValue::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<YamlValue, E> {
        Ok(YamlValue::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<YamlValue, E> {
        Ok(YamlValue::Text(value))
    }

    fn visit_unit<E>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Null)
    }

    fn visit_none<E>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<YamlValue, D::Error> {
        YamlValue::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<YamlValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(YamlValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<YamlValue, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = access.next_entry()? {
            pairs.push(pair);
        }
        Ok(YamlValue::Map(pairs))
    }
}

/// Reads TOML.
pub fn parse_toml(text: &str) -> Result<Node, SyntaxError> {
    match toml::de::DeTable::parse(text) {
        Ok(table) => {
            let span = Span::from(table.span());
            Ok(toml_table(table.into_inner(), span))
        }
        Err(error) => Err(SyntaxError {
            span: error.span().map_or_else(Span::default, Span::from),
            message: error.message().to_owned(),
        }),
    }
}

fn toml_table(table: toml::de::DeTable<'_>, span: Span) -> Node {
    let pairs = table
        .into_iter()
        .map(|(key, value)| {
            let place = Span::from(key.span());
            (Spanned::new(key.into_inner().into_owned(), place), toml_value(value))
        })
        .collect();
    Node { span, value: NodeValue::Map(pairs) }
}

fn toml_value(spanned: toml::Spanned<toml::de::DeValue<'_>>) -> Node {
    use toml::de::DeValue;
    let span = Span::from(spanned.span());
    let value = match spanned.into_inner() {
        DeValue::String(text) => NodeValue::Text(text.into_owned()),
        DeValue::Integer(number) => NodeValue::Number(number.as_str().to_owned()),
        DeValue::Float(number) => NodeValue::Number(number.as_str().to_owned()),
        DeValue::Boolean(value) => NodeValue::Bool(value),
        DeValue::Datetime(value) => NodeValue::Text(value.to_string()),
        DeValue::Array(items) => NodeValue::List(items.into_iter().map(toml_value).collect()),
        DeValue::Table(table) => return toml_table(table, span),
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_at(source: &str, span: Span) -> &str {
        &source[span.range()]
    }

    #[test]
    fn spans_are_exact_in_block_and_flow_style() {
        let source = "标题: 某计划\nlist: [甲, {to: 乙, cite: a#P1}]\nn: 92.40\n";
        let node = parse_yaml(source, 0).expect("valid");
        let NodeValue::Map(pairs) = &node.value else { panic!("a map") };
        assert_eq!(text_at(source, pairs[0].0.span), "标题");
        assert_eq!(text_at(source, pairs[0].1.span), "某计划");
        let NodeValue::List(items) = &pairs[1].1.value else { panic!("a list") };
        let NodeValue::Map(inner) = &items[1].value else { panic!("a map") };
        assert_eq!(text_at(source, inner[1].1.span), "a#P1");
        assert!(matches!(&pairs[2].1.value, NodeValue::Number(n) if n == "92.40"));
    }

    #[test]
    fn repeated_keys_are_kept() {
        let node = parse_yaml("a: 1\na: 2\n", 0).expect("valid");
        assert!(matches!(node.value, NodeValue::Map(pairs) if pairs.len() == 2));
    }

    #[test]
    fn an_anchor_is_refused() {
        assert!(parse_yaml("a: &x 1\nb: *x\n", 0).is_err());
    }

    #[test]
    fn a_scanner_error_has_a_place() {
        let error = parse_yaml("a: @x\n", 10).expect_err("invalid");
        assert_eq!(error.span.start, 13);
    }
}
