//! JSON Schema (draft 2020-12) of every file, from the records that read them.

use super::{
    decode::{Keyed, Localized, OneOrMany},
    front_matter::{
        AgencyField, AgencyRole, Alias, CitedRelation, DatedState, EntryFront, PageFront, RangeField,
        RelationField, SortedAlias, SourceFront, StateField, TermFront, TranslationFront, Value, allows,
        state_field,
    },
    site::SiteFile,
    vocabulary::{GlossaryRecord, IndicatorRecord, RelationRecord, TermRecord, TypesFile},
};
use crate::{
    input::Spanned,
    model::{
        choice::Kind,
        date::{Date, Period, When},
        decimal::Decimal,
        doc::SourceRef,
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use std::borrow::Cow;

/// A file's schema and its name, such as `policy.schema.json`.
pub struct NamedSchema {
    /// The file name.
    pub name: String,
    /// The schema.
    pub schema: Schema,
}

/// The schemas of every file that editors write.
pub fn schemas() -> Vec<NamedSchema> {
    let mut all: Vec<NamedSchema> = Kind::ALL.into_iter().map(entry_schema).collect();
    let mut add = |name: &str, schema: Schema| {
        all.push(NamedSchema { name: format!("{name}.schema.json"), schema });
    };
    add("site", schema_for!(SiteFile));
    add("translation", schema_for!(TranslationFront));
    add("page", schema_for!(PageFront));
    add("term-prose", schema_for!(TermFront));
    add("source", schema_for!(SourceFront));
    add("terms-tree", schema_for!(Vec<TermRecord>));
    add("indicators", schema_for!(Vec<IndicatorRecord>));
    add("relations", schema_for!(Vec<RelationRecord>));
    add("glossary", schema_for!(Vec<GlossaryRecord>));
    add("types", schema_for!(TypesFile));
    all
}

/// The schema of a kind: the record of all kinds without the fields of the others.
fn entry_schema(kind: Kind) -> NamedSchema {
    use crate::model::choice::Choice;
    let mut schema = schema_for!(EntryFront);
    if let Some(properties) = schema.get_mut("properties").and_then(|p| p.as_object_mut()) {
        properties.retain(|key, _| allows(kind, key));
    }
    if let Some(required) = schema.get_mut("required").and_then(|r| r.as_array_mut()) {
        required.push(state_field(kind).into());
    }
    schema.insert("title".to_owned(), format!("An entry of kind {}", kind.as_str()).into());
    NamedSchema { name: format!("{}.schema.json", kind.as_str()), schema }
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
