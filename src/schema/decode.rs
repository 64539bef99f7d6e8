//! From a tree of values to typed records, reporting everything on the way.
//!
//! A record is declared with `record!`, which makes the type, its reader and its JSON Schema from
//! one list of fields. Reading never stops at the first mistake: every wrong key and value of a file
//! is reported in one run, and what could be read is kept. Serde's derive is not used here because
//! it ends at the first error.
//!
//! Start with [`Decode`].

pub use super::reading::Reading;

use super::node::{Node, NodeValue};
use crate::{
    finding::{Finding, codes, nearest},
    input::{Span, Spanned},
    model::{
        choice::Choice,
        date::{Date, Period, When},
        decimal::Decimal,
        doc::SourceRef,
    },
};
use std::borrow::Cow;

/// A type that can be read from a value.
pub trait Decode: Sized {
    /// Reads the value; reports and returns nothing if it cannot be read.
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self>;

    /// The value of a field that is absent; nothing if the field is required.
    fn absent() -> Option<Self> {
        None
    }
}

impl Decode for String {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        if let NodeValue::Text(text) = node.value {
            return Some(text);
        }
        reading.wrong_type(&node, "text");
        None
    }
}

impl<T: Choice> Decode for T {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let span = node.span;
        let text = String::decode(node, reading)?;
        let value = T::parse(&text);
        if value.is_none() {
            reading.unknown_value(&text, span, T::WHAT, T::WORDS);
        }
        value
    }
}

impl Decode for bool {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        if let NodeValue::Bool(value) = node.value {
            return Some(value);
        }
        reading.wrong_type(&node, "`true` or `false`");
        None
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let span = node.span;
        T::decode(node, reading).map(|value| Self::new(value, span))
    }

    fn absent() -> Option<Self> {
        T::absent().map(|value| Self::new(value, Span::default()))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        T::decode(node, reading).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let NodeValue::List(items) = node.value else {
            reading.wrong_type(&node, "a list");
            return None;
        };
        let flow = reading.source(node.span).starts_with('[')
            || reading.text.get(node.span.start as usize..).is_some_and(|rest| rest.starts_with('['));
        let is_whole = |item: &Node, reading: &mut Reading<'_>| !(flow && has_wide_comma(item, reading));
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            if is_whole(&item, reading) {
                all.extend(T::decode(item, reading));
            }
        }
        Some(all)
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// `[甲，乙]` is one item to YAML: the comma between items is the ASCII one.
fn has_wide_comma(item: &Node, reading: &mut Reading<'_>) -> bool {
    let source = reading.source(item.span);
    let found = matches!(item.value, NodeValue::Text(_))
        && !source.starts_with(['"', '\''])
        && source.contains('\u{ff0c}');
    if found {
        let finding = Finding::at(
            &codes::TEXT_CUT_AT_COMMA,
            reading.file,
            item.span,
            format!("`{source}` is one item: a full-width comma does not part items"),
        );
        reading.report(finding.help("part items with `, `; put the text in double quotes if it is one item"));
    }
    found
}

/// One value or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        if matches!(node.value, NodeValue::List(_)) {
            return Vec::decode(node, reading).map(Self);
        }
        T::decode(node, reading).map(|item| Self(vec![item]))
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}

/// A map whose keys are the author's, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed<T>(pub Vec<(Spanned<String>, T)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Keyed<T> {
    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }
}

impl<T: Decode> Decode for Keyed<T> {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let NodeValue::Map(pairs) = node.value else {
            reading.wrong_type(&node, "a map");
            return None;
        };
        let pairs = without_repeated(pairs, reading);
        let mut kept = Vec::new();
        for (key, value) in pairs {
            if cut_at_comma(&key, &value, reading) {
                continue;
            }
            if let Some(value) = T::decode(value, reading) {
                kept.push((key, value));
            }
        }
        Some(Self(kept))
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}

/// Text in one language, or in each.
#[derive(Clone, Debug, PartialEq)]
pub enum Localized {
    /// One text for every language.
    Same(String),
    /// A text a language.
    Each(Keyed<String>),
}

impl Decode for Localized {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        if matches!(node.value, NodeValue::Map(_)) {
            return Keyed::decode(node, reading).map(Self::Each);
        }
        String::decode(node, reading).map(Self::Same)
    }
}

/// Decodes a record that may be written as one of its values alone.
pub(super) fn decode_short<T: Decode, V: Decode>(
    node: Node,
    reading: &mut Reading<'_>,
    of_value: impl FnOnce(V) -> T,
) -> Option<T> {
    if matches!(node.value, NodeValue::Map(_)) {
        return T::decode(node, reading);
    }
    V::decode(node, reading).map(of_value)
}

/// A value read from its text, numbers included, since YAML takes `2018` for one.
fn scalar_text(node: &Node) -> Option<Cow<'_, str>> {
    match &node.value {
        NodeValue::Text(text) | NodeValue::Number(text) => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

fn decode_scalar<T>(
    node: &Node,
    reading: &mut Reading<'_>,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let Some(text) = scalar_text(node) else {
        reading.wrong_type(node, expected);
        return None;
    };
    let value = parse(&text);
    if value.is_none() {
        let finding = Finding::at(
            &codes::WRONG_TYPE,
            reading.file,
            node.span,
            format!("`{}` is not {expected}", text.lines().next().unwrap_or("")),
        );
        reading.report(finding);
    }
    value
}

impl Decode for Date {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        // What has the form of a day and is none needs other words than what has another form.
        let is_day = |text: &str| {
            text.len() == 10
                && text.bytes().enumerate().all(|(at, b)| match at {
                    4 | 7 => b == b'-',
                    _ => b.is_ascii_digit(),
                })
        };
        let expected = match scalar_text(&node) {
            Some(text) if is_day(&text) => "a day of the calendar",
            _ => "a date (2018, 2018-07 or 2018-07-25)",
        };
        decode_scalar(&node, reading, expected, Date::parse)
    }
}

impl Decode for Period {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        decode_scalar(&node, reading, "a span of time (2018/2020, ../2018-06, 2018-07)", Period::parse)
    }
}

impl Decode for When {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        decode_scalar(&node, reading, "a date, a span of time or `unknown`", When::parse)
    }
}

impl Decode for Decimal {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let NodeValue::Number(_) = node.value else {
            reading.wrong_type(&node, "a number");
            return None;
        };
        decode_scalar(&node, reading, "a decimal number such as 1950 or 92.4", Decimal::parse)
    }
}

impl Decode for u16 {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        decode_scalar(&node, reading, "a small whole number", |text| text.parse().ok())
    }
}

impl Decode for SourceRef {
    fn decode(node: Node, reading: &mut Reading<'_>) -> Option<Self> {
        let Some(target) = scalar_text(&node).and_then(|text| SourceRef::parse(&text)) else {
            report_bad_reference(&node, reading);
            return None;
        };
        if target.paragraph.is_none() {
            report_missing_paragraph(&node, &target, reading);
            return None;
        }
        Some(target)
    }
}

fn report_bad_reference(node: &Node, reading: &mut Reading<'_>) {
    let Some(text) = scalar_text(node) else {
        return reading.wrong_type(node, "a paragraph such as `source#P25`");
    };
    let message = format!("`{}` is not a paragraph of a source", text.lines().next().unwrap_or(""));
    let help = match text.split_once('#') {
        Some((source, _)) if !source.is_empty() && !source.contains(char::is_whitespace) => {
            format!("write `{source}#P` and the number of the paragraph, from 1")
        }
        _ => {
            "write the source and the paragraph, as in `source#P25`; several stand in a list, `[a#P1, b#P4]`"
                .to_owned()
        }
    };
    let finding = Finding::at(&codes::MALFORMED_CITATION, reading.file, node.span, message);
    reading.report(finding.help(help));
}

/// `source #P25` loses its paragraph: to YAML, ` #` begins a comment.
fn report_missing_paragraph(node: &Node, target: &SourceRef, reading: &mut Reading<'_>) {
    let rest = reading.text.get(node.span.end as usize..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    let help = if line.starts_with([' ', '\t']) && line.trim_start().starts_with('#') {
        let fragment = line.trim_start().split([',', ']', '}']).next().unwrap_or("").trim();
        format!("` #` begins a comment: write `{}{fragment}` without the space", target.source)
    } else {
        format!("name the paragraph, as in `{}#P1`", target.source)
    };
    let finding = Finding::at(
        &codes::MALFORMED_CITATION,
        reading.file,
        node.span,
        format!("`{}` names no paragraph", target.source),
    );
    reading.report(finding.help(help));
}

/// The fields of a record while it is read.
pub struct Fields {
    pairs: Vec<(Spanned<String>, Option<Node>)>,
    whole: Span,
}

impl Fields {
    /// Takes a map apart; reports anything else.
    pub fn open(node: Node, reading: &mut Reading<'_>, what: &str) -> Option<Self> {
        let whole = if reading.whole == Span::default() { node.span } else { reading.whole };
        // Only the outermost record is shown by its fence; inner ones have places of their own.
        reading.whole = Span::default();
        let NodeValue::Map(pairs) = node.value else {
            reading.wrong_type(&node, what);
            return None;
        };
        let pairs = without_repeated(pairs, reading).into_iter().map(|(k, v)| (k, Some(v))).collect();
        Some(Self { pairs, whole })
    }

    /// Reads one field; an absent or unreadable one is what its type says, else nothing.
    pub fn take<T: Decode>(&mut self, key: &str, reading: &mut Reading<'_>) -> Option<T> {
        let found = self.pairs.iter_mut().find(|(name, _)| name.value == key).and_then(|(_, v)| v.take());
        let Some(node) = found else {
            let value = T::absent();
            if value.is_none() {
                let finding = Finding::at(
                    &codes::MISSING_FIELD,
                    reading.file,
                    self.whole,
                    format!("`{key}` is missing"),
                );
                reading.report(finding.help(format!("add `{key}:`")));
            }
            return value;
        };
        let before = reading.findings.len();
        let value = T::decode(node, reading);
        if reading.findings.len() > before {
            reading.faulty_fields.push(key.to_owned());
        }
        value.or_else(T::absent)
    }

    /// Reports every key that no field took.
    pub fn close(self, known: &[&str], reading: &mut Reading<'_>) {
        for (key, value) in self.pairs {
            let Some(value) = value else { continue };
            if cut_at_comma(&key, &value, reading) {
                continue;
            }
            let help = match nearest(&key.value, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            let finding = Finding::at(
                &codes::UNKNOWN_FIELD,
                reading.file,
                key.span,
                format!("there is no field `{}` here", key.value),
            );
            reading.report(finding.help(help));
        }
    }
}

fn without_repeated(
    pairs: Vec<(Spanned<String>, Node)>,
    reading: &mut Reading<'_>,
) -> Vec<(Spanned<String>, Node)> {
    let mut kept: Vec<(Spanned<String>, Node)> = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        if let Some((first, _)) = kept.iter().find(|(name, _)| name.value == key.value) {
            let first = reading.place(first.span);
            let finding = Finding::at(
                &codes::DUPLICATE_KEY,
                reading.file,
                key.span,
                format!("`{}` stands here twice", key.value),
            );
            reading.report(finding.also(first, "first here").help("keep one of the two"));
        } else {
            kept.push((key, value));
        }
    }
    kept
}

/// `{text: 甲,乙}` cuts the text at the comma and leaves `乙` as a key without a value.
fn cut_at_comma(key: &Spanned<String>, value: &Node, reading: &mut Reading<'_>) -> bool {
    let after = reading.text.get(key.span.end as usize..).unwrap_or("").trim_start();
    let cut = matches!(value.value, NodeValue::Null) && after.starts_with([',', '}']);
    if cut {
        let finding = Finding::at(
            &codes::TEXT_CUT_AT_COMMA,
            reading.file,
            key.span,
            format!("the text before `{}` ends at the comma", key.value),
        );
        reading.report(finding.label("read as a key of its own").help("put the whole text in double quotes"));
    }
    cut
}

/// Declares a record: a type, its reader and its JSON Schema.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident ($what:literal) { $($(#[$field_meta:meta])* $key:literal => $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* #[schemars(rename = $key)] pub $field: $type,)*
        }

        impl $name {
            /// The keys that may stand in it.
            pub const KEYS: &'static [&'static str] = &[$($key),*];
        }

        impl $crate::schema::decode::Decode for $name {
            fn decode(
                node: $crate::schema::node::Node,
                reading: &mut $crate::schema::decode::Reading<'_>,
            ) -> Option<Self> {
                let mut fields = $crate::schema::decode::Fields::open(node, reading, $what)?;
                $(let $field = fields.take::<$type>($key, reading);)*
                fields.close(Self::KEYS, reading);
                Some(Self { $($field: $field?,)* })
            }
        }
    };
}

pub(crate) use record;
