//! JSON Schema (draft 2020-12) of every file, from the records that read them.

use super::{
    decode::{Keyed, Localized, OneOrMany},
    front_matter::{
        AgencyField, AgencyRole, Alias, CitedRelation, DatedState, EntryFront, PageFront, RangeField,
        RelationField, SortedAlias, StateField, TermFront, TranslationFront, Value, allows, state_field,
    },
    site::SiteFile,
    source::SourceFront,
    vocabulary::{GlossaryRecord, IndicatorRecord, RelationRecord, TermRecord, TypesFile},
};
use crate::{
    input::Spanned,
    model::{
        choice::{Choice, Kind},
        date::{Date, Period, When},
        decimal::Decimal,
        doc::SourceRef,
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use std::borrow::Cow;

/// The schema of one kind of file.
pub struct NamedSchema {
    /// Its name, such as `policy`.
    pub name: &'static str,
    /// The files it describes, as a glob below the site's folder.
    pub files: String,
    /// Whether the whole file is described, and not only what stands between its `---` lines.
    pub whole: bool,
    /// The schema.
    pub schema: Schema,
}

impl NamedSchema {
    /// The name of the file it is kept in, such as `policy.schema.json`.
    pub fn file_name(&self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// The schema as text.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.schema.as_value())
    }
}

/// The schemas of every file that editors write.
pub fn schemas() -> Vec<NamedSchema> {
    let mut all: Vec<NamedSchema> = Kind::ALL.into_iter().map(entry_schema).collect();
    let mut add = |name, files: &str, schema| {
        let whole = [".yaml", ".toml"].iter().any(|ending| files.ends_with(ending));
        all.push(NamedSchema { name, files: files.to_owned(), whole, schema });
    };
    add("translation", "content/*/**/*.*.md", schema_for!(TranslationFront));
    add("page", "content/pages/**/*.md", schema_for!(PageFront));
    add("term-prose", "content/{topics,regions,agencies}/**/*.md", schema_for!(TermFront));
    add("source", "seeds/**/*.txt", schema_for!(SourceFront));
    add("site", "jingwei.toml", schema_for!(SiteFile));
    add("terms-tree", "content/vocabulary/{topics,regions,agencies}.yaml", schema_for!(Vec<TermRecord>));
    add("indicators", "content/vocabulary/indicators.yaml", schema_for!(Vec<IndicatorRecord>));
    add("relations", "content/vocabulary/relations.yaml", schema_for!(Vec<RelationRecord>));
    add("glossary", "content/vocabulary/terms.yaml", schema_for!(Vec<GlossaryRecord>));
    add("types", "content/vocabulary/types.yaml", schema_for!(TypesFile));
    all
}

/// The schema of a kind: the record of all kinds without the fields of the others.
fn entry_schema(kind: Kind) -> NamedSchema {
    let mut schema = schema_for!(EntryFront);
    if let Some(properties) = schema.get_mut("properties").and_then(|p| p.as_object_mut()) {
        properties.retain(|key, _| allows(kind, key));
    }
    if let Some(required) = schema.get_mut("required").and_then(|r| r.as_array_mut()) {
        required.push(state_field(kind).into());
    }
    schema.insert("title".to_owned(), format!("An entry of kind {}", kind.as_str()).into());
    let files = format!("content/{}/**/*.md", kind.folder());
    NamedSchema { name: kind.as_str(), files, whole: false, schema }
}

macro_rules! text_or_record {
    ($($type:ty => $record:ty,)*) => {
        $(impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                format!("TextOr{}", <$record>::schema_name()).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                json_schema!({"anyOf": [{"type": "string"}, generator.subschema_for::<$record>()]})
            }
        })*
    };
}

macro_rules! pattern {
    ($($type:ty => $name:literal, $types:expr, $pattern:literal, $description:literal;)*) => {
        $(impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": $types, "pattern": $pattern, "description": $description})
            }
        })*
    };
}

text_or_record! {
    Alias => SortedAlias,
    AgencyField => AgencyRole,
    StateField => DatedState,
    RelationField => CitedRelation,
}

pattern! {
    Date => "Date", ["string", "integer"], "^\\d{4}(-\\d{2}(-\\d{2})?)?$", "A year, month or day (ISO 8601)";
    Period => "Period", ["string", "integer"], "^(\\.\\.|\\d{4}(-\\d{2}(-\\d{2})?)?)(/(\\.\\.|\\d{4}(-\\d{2}(-\\d{2})?)?))?$",
        "A span of time (ISO 8601); `..` for an open end";
    When => "When", ["string", "integer"], "^(unknown|[-./0-9]+)$", "A date, a span of time, or `unknown`";
    SourceRef => "SourceRef", "string", "^[a-z0-9-]+#P[1-9][0-9]*$", "A paragraph of a source, such as `source#P25`";
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({"anyOf": [item, {"type": "array", "items": item}]})
    }
}

impl<T: JsonSchema> JsonSchema for Keyed<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Keyed{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
    }
}

impl JsonSchema for Localized {
    fn schema_name() -> Cow<'static, str> {
        "Localized".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"anyOf": [{"type": "string"}, generator.subschema_for::<Keyed<String>>()]})
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number"})
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"anyOf": [{"type": "number"}, generator.subschema_for::<RangeField>()]})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        input::{FilePath, Span},
        schema::{
            decode::{Decode, Reading},
            node::parse_yaml,
        },
    };
    use serde_json::Value;

    /// The properties of the named schemas, with their names.
    fn properties() -> Vec<(String, Value)> {
        let described = ["policy", "project", "platform", "translation", "page", "term-prose", "source"];
        let all = schemas().into_iter().filter(|schema| described.contains(&schema.name));
        all.flat_map(|named| {
            let properties = named.schema.get("properties").and_then(Value::as_object).cloned();
            let properties = properties.expect("a record has properties");
            properties.into_iter().map(move |(key, value)| (format!("{}: {key}", named.name), value))
        })
        .collect()
    }

    #[test]
    fn every_key_of_a_front_matter_has_a_description_and_an_example() {
        for (name, property) in properties() {
            let description = property.get("description").and_then(Value::as_str).unwrap_or("");
            assert!(description.ends_with('.'), "{name} has no description");
            let examples = property.get("examples").and_then(Value::as_array);
            assert!(examples.is_some_and(|examples| !examples.is_empty()), "{name} has no example");
        }
    }

    fn mistakes<T: Decode>(keys: &[&str], schema: &str) -> Vec<String> {
        let named = schemas().into_iter().find(|named| named.name == schema).expect(schema);
        let file = FilePath::from("x.md");
        let mut found = Vec::new();
        for key in keys {
            let Some(property) = named.schema.get("properties").and_then(|all| all.get(key)) else {
                continue;
            };
            let text = format!("{{\"{key}\": {}}}", property["examples"][0]);
            let mut reading = Reading::new(&file, &text, Span::new(0, 1));
            let node = parse_yaml(&text, 0).expect("JSON is YAML");
            let _ = T::decode(node, &mut reading);
            let wrong = reading.findings.iter().filter(|finding| finding.code.name != "missing-field");
            found.extend(wrong.map(|finding| format!("{text}: {}", finding.message)));
        }
        found
    }

    #[test]
    fn every_example_is_one_that_may_be_written() {
        for kind in Kind::ALL {
            assert_eq!(mistakes::<EntryFront>(EntryFront::KEYS, kind.as_str()), Vec::<String>::new());
        }
        assert_eq!(mistakes::<TranslationFront>(TranslationFront::KEYS, "translation"), Vec::<String>::new());
        assert_eq!(mistakes::<PageFront>(PageFront::KEYS, "page"), Vec::<String>::new());
        assert_eq!(mistakes::<TermFront>(TermFront::KEYS, "term-prose"), Vec::<String>::new());
        assert_eq!(mistakes::<SourceFront>(SourceFront::KEYS, "source"), Vec::<String>::new());
    }

    #[test]
    fn a_schema_of_a_kind_leaves_out_the_fields_of_the_others() {
        let schema = entry_schema(Kind::Project).schema;
        let has = |key: &str| schema.get("properties").is_some_and(|all| all.get(key).is_some());
        assert!(has("stage") && !has("status") && !has("doc_no") && !has("established"));
        let required = schema.get("required").and_then(Value::as_array).expect("a list");
        assert!(required.iter().any(|key| key == "stage") && required.iter().any(|key| key == "cite"));
    }
}
