//! A vocabulary file: a list of records, or the types.

use crate::{
    digest::Digest,
    finding::Finding,
    input::{FilePath, Span},
    schema::{
        decode::{Decode, Reading},
        node::parse_yaml,
        vocabulary::{GlossaryRecord, IndicatorRecord, RelationRecord, TermRecord, TypesFile},
    },
};

/// What a vocabulary file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Records {
    /// Topics, regions or agencies.
    Terms(Vec<TermRecord>),
    /// Indicators.
    Indicators(Vec<IndicatorRecord>),
    /// Relations.
    Relations(Vec<RelationRecord>),
    /// The glossary.
    Glossary(Vec<GlossaryRecord>),
    /// Types, roles and states.
    Types(Box<TypesFile>),
}

/// One vocabulary file as written.
#[derive(Clone, Debug, PartialEq)]
pub struct VocabularyDraft {
    /// Its file.
    pub file: FilePath,
    /// Its name: `topics`, `terms` ...
    pub name: String,
    /// Its records; nothing if the file cannot be read at all.
    pub records: Option<Records>,
    /// The digest of its text: records are equal wherever they stand, and findings about them are not.
    pub digest: Digest,
    /// What is wrong with it as far as the file alone can tell.
    pub findings: Vec<Finding>,
}

/// Parses one vocabulary; nothing for a name that is none.
pub(super) fn parse_vocabulary(file: &FilePath, text: &str, name: &str) -> Option<VocabularyDraft> {
    let first_line = text.lines().next().map_or(0, str::len);
    let mut reading = Reading::new(file, text, Span::new(0, first_line));
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let records = match parse_yaml(&text[mark..], mark) {
        // A list has no fields of its own that could be missing.
        Ok(node) => {
            let empty = matches!(&node.value, crate::schema::node::NodeValue::Map(pairs) if pairs.is_empty());
            reading.whole = Span::default();
            match name {
                "types" => TypesFile::decode(node, &mut reading).map(Box::new).map(Records::Types),
                "indicators" => list(node, empty, &mut reading).map(Records::Indicators),
                "relations" => list(node, empty, &mut reading).map(Records::Relations),
                "terms" => list(node, empty, &mut reading).map(Records::Glossary),
                "topics" | "regions" | "agencies" => list(node, empty, &mut reading).map(Records::Terms),
                _ => return None,
            }
        }
        Err(error) => {
            reading.syntax_error(&error);
            None
        }
    };
    let findings = reading.findings;
    let digest = Digest::of(text.as_bytes());
    Some(VocabularyDraft { file: file.clone(), name: name.to_owned(), records, digest, findings })
}

/// A vocabulary of which no more is known than that it is there.
pub(super) fn unread_vocabulary(file: &FilePath, name: &str) -> VocabularyDraft {
    let (file, name, digest) = (file.clone(), name.to_owned(), Digest::of(b""));
    VocabularyDraft { file, name, records: None, digest, findings: Vec::new() }
}

/// An empty file is an empty list.
fn list<T: Decode>(
    node: crate::schema::node::Node,
    empty: bool,
    reading: &mut Reading<'_>,
) -> Option<Vec<T>> {
    if empty { Some(Vec::new()) } else { Vec::decode(node, reading) }
}
