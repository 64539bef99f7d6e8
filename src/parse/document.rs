//! An entry, a page or the prose of a term: front matter and text.

use super::markdown::{MarkdownOptions, parse_markdown};
use crate::{
    digest::Digest,
    finding::{Finding, codes},
    input::{FilePath, Span},
    model::{
        choice::Kind,
        doc::{Doc, LinkTarget, SourceRef},
        lang::Lang,
        vocabulary::Vocabulary,
    },
    schema::{
        decode::{Decode, Reading},
        front_matter::{EntryFront, PageFront, TermFront, TranslationField, TranslationFront, allows},
        node::{Node, NodeValue, parse_yaml},
    },
};
use std::collections::BTreeSet;

/// What the folder of a document makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// An entry of a kind.
    Entry(Kind),
    /// The prose of a term.
    Term(Vocabulary),
    /// A page.
    Page,
}

impl Folder {
    /// The folder of this name below `content`.
    pub fn of(name: &str) -> Option<Self> {
        let term = || Vocabulary::ALL.into_iter().find(|v| v.as_str() == name).map(Self::Term);
        let page = || (name == "pages").then_some(Self::Page);
        Kind::of_folder(name).map(Self::Entry).or_else(term).or_else(page)
    }
}

/// The front matter of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Front {
    /// An entry in its original language.
    Entry(Box<EntryFront>),
    /// An entry in another language.
    Translation(Box<TranslationFront>),
    /// A page.
    Page(Box<PageFront>),
    /// The prose of a term.
    Term(Box<TermFront>),
    /// It could not be read; the file is known, and whether it calls itself a translation.
    Broken {
        /// Whether it has the key `translation`; nothing if that cannot be told.
        translation: Option<bool>,
    },
    /// No more is known of the file than that it is there.
    Unread,
}

impl Front {
    /// Whether the file is a translation.
    pub fn is_translation(&self) -> bool {
        match self {
            Self::Broken { translation } => *translation == Some(true),
            _ => self.translation().is_some(),
        }
    }

    /// What it says of itself as a translation; nothing if it is none.
    pub fn translation(&self) -> Option<&TranslationField> {
        match self {
            Self::Translation(front) => Some(&front.translation),
            Self::Page(page) => page.translation.as_ref(),
            Self::Term(term) => term.translation.as_ref(),
            Self::Entry(_) | Self::Broken { .. } | Self::Unread => None,
        }
    }

    /// Whether it may be the front matter of an original or of a translation, as far as one can tell.
    pub fn is_unsure(&self) -> bool {
        matches!(self, Self::Broken { translation: None } | Self::Unread)
    }
}

/// What others may ask of a document: everything but its running text.
///
/// Two texts with the same signature mean the same to every other file, so an edit that keeps it
/// needs no resolving.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The front matter's text: spans of facts are good as long as it is the same.
    pub front_text: Digest,
    /// Where the front matter begins, since all places in it follow from that.
    pub fence: Span,
    /// Anchors of headings with their levels, in reading order.
    pub headings: Vec<(u8, String)>,
    /// Where the text leads.
    pub links: BTreeSet<LinkTarget>,
    /// What it cites.
    pub citations: BTreeSet<SourceRef>,
    /// Whether there is any text.
    pub has_text: bool,
}

/// The running text of a document.
#[derive(Clone, Debug)]
pub struct Body {
    /// The text.
    pub doc: Doc,
    /// Where it begins in the file.
    pub start: usize,
}

/// One document as written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its file.
    pub file: FilePath,
    /// What its folder makes of it.
    pub folder: Folder,
    /// The id in its file name.
    pub id: String,
    /// The language in its file name.
    pub lang: Lang,
    /// Its front matter.
    pub front: Front,
    /// Where the opening fence stands: the place of what is missing.
    pub fence: Span,
    /// What others may ask of it.
    pub signature: Signature,
    /// Its text.
    pub body: Body,
    /// What is wrong with it as far as the file alone can tell.
    pub findings: Vec<Finding>,
    /// Fields of the front matter in which something was found.
    pub faulty_fields: Vec<String>,
}

/// A file parted at its fences.
pub(super) struct Parts<'a> {
    /// The opening fence.
    pub fence: Span,
    /// The YAML between the fences.
    pub yaml: &'a str,
    /// Where the YAML begins.
    pub yaml_start: usize,
    /// Where the rest begins.
    pub body_start: usize,
}

/// Parts a file at its `---` lines; a byte order mark and CRLF line ends are fine.
pub(super) fn split(text: &str) -> Result<Parts<'_>, (Span, &'static str)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text[start..].split_inclusive('\n').next().unwrap_or("");
    let fence = Span::new(start, start + first.trim_end().len());
    if first.trim_end() != "---" {
        let line = Span::new(start, start + first.trim_end().len());
        return Err((line, "the file does not begin with `---`"));
    }
    let yaml_start = start + first.len();
    let mut at = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok(Parts { fence, yaml: &text[yaml_start..at], yaml_start, body_start: at + line.len() });
        }
        at += line.len();
    }
    Err((fence, "the front matter is not closed by a second `---`"))
}

/// The front matter of a file as a tree with places in the file; nothing if it has none or it is no
/// YAML. For those who change a file and keep the rest of it as it is.
pub fn front_matter(text: &str) -> Option<Node> {
    let parts = split(text).ok()?;
    parse_yaml(parts.yaml, parts.yaml_start).ok()
}

/// Parses one document.
pub(super) fn parse_document(file: &FilePath, text: &str, folder: Folder, id: &str, lang: &str) -> Draft {
    let mut findings = Vec::new();
    let mut faulty_fields = Vec::new();
    let (front, fence, front_text, body_start) = match split(text) {
        Ok(parts) => {
            let mut reading = Reading::new(file, text, parts.fence);
            let front = read_front(&parts, folder, &mut reading);
            findings = reading.findings;
            faulty_fields = reading.faulty_fields;
            (front, parts.fence, parts.yaml, parts.body_start)
        }
        Err((span, message)) => {
            let finding = Finding::at(&codes::FRONT_MATTER_SYNTAX, file, span, message);
            findings.push(finding.help("begin the file with a `---` line, the fields, and a `---` line"));
            (Front::Broken { translation: None }, span, "", text.len())
        }
    };
    let (doc, text_findings) =
        parse_markdown(file, &text[body_start..], body_start, &MarkdownOptions::default());
    findings.extend(text_findings);
    Draft {
        file: file.clone(),
        folder,
        id: id.to_owned(),
        lang: Lang::new(lang),
        front,
        fence,
        signature: sign(&doc, front_text, fence),
        body: Body { doc, start: body_start },
        findings,
        faulty_fields,
    }
}

/// A document of which no more is known than that it is there.
pub(super) fn unread_document(file: &FilePath, folder: Folder, id: &str, lang: &str) -> Draft {
    let draft = parse_document(file, "", folder, id, lang);
    // An empty file that is read afterwards is not the same.
    let signature = Signature { front_text: Digest::of(b"\0"), ..draft.signature };
    Draft { front: Front::Unread, signature, findings: Vec::new(), ..draft }
}

fn sign(doc: &Doc, front_text: &str, fence: Span) -> Signature {
    let cited = doc.citations.iter().flat_map(|citation| &citation.value.references);
    Signature {
        front_text: Digest::of(front_text.as_bytes()),
        fence,
        headings: doc.headings.iter().map(|h| (h.value.level, h.value.id.clone())).collect(),
        links: doc.links.iter().map(|link| link.value.clone()).collect(),
        citations: cited.map(|reference| reference.target.value.clone()).collect(),
        has_text: !doc.events.is_empty(),
    }
}

fn read_front(parts: &Parts<'_>, folder: Folder, reading: &mut Reading<'_>) -> Front {
    let node = match parse_yaml(parts.yaml, parts.yaml_start) {
        Ok(node) => node,
        Err(error) => {
            reading.syntax_error(&error);
            let translation = parts.yaml.lines().any(|line| line.starts_with("translation:"));
            return Front::Broken { translation: translation.then_some(true) };
        }
    };
    let translation = has_key(&node, "translation");
    let read = match folder {
        Folder::Entry(_) if translation => {
            report_facts(&node, reading);
            TranslationFront::decode(without_facts(node), reading).map(Box::new).map(Front::Translation)
        }
        Folder::Entry(kind) => {
            report_foreign_fields(&node, kind, reading);
            EntryFront::decode(node, reading).map(Box::new).map(Front::Entry)
        }
        Folder::Page => PageFront::decode(node, reading).map(Box::new).map(Front::Page),
        Folder::Term(_) => TermFront::decode(node, reading).map(Box::new).map(Front::Term),
    };
    read.unwrap_or(Front::Broken { translation: Some(translation) })
}

fn keys(node: &Node) -> impl Iterator<Item = &crate::input::Spanned<String>> {
    let pairs = match &node.value {
        NodeValue::Map(pairs) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().map(|(key, _)| key)
}

fn has_key(node: &Node, name: &str) -> bool {
    keys(node).any(|key| key.value == name)
}

/// Whether a key of an entry is a fact, which only the original may hold.
fn is_fact(key: &str) -> bool {
    EntryFront::KEYS.contains(&key) && !TranslationFront::KEYS.contains(&key)
}

fn report_facts(node: &Node, reading: &mut Reading<'_>) {
    for key in keys(node).filter(|key| is_fact(&key.value)) {
        let message = format!("`{}` is a fact: it stands in the original only", key.value);
        let finding = Finding::at(&codes::FACTS_IN_TRANSLATION, reading.file, key.span, message);
        reading.report(finding.help("delete it here; a translation holds words only"));
    }
}

fn without_facts(mut node: Node) -> Node {
    if let NodeValue::Map(pairs) = &mut node.value {
        pairs.retain(|(key, _)| !is_fact(&key.value));
    }
    node
}

fn report_foreign_fields(node: &Node, kind: Kind, reading: &mut Reading<'_>) {
    use crate::model::choice::Choice;
    for key in keys(node).filter(|key| !allows(kind, &key.value)) {
        let message = format!("a {} has no field `{}`", kind.as_str(), key.value);
        let help = match key.value.as_str() {
            "status" => "did you mean `stage`?",
            "stage" => "did you mean `status`?",
            _ => "delete it, or move the entry to the folder of its kind",
        };
        let finding = Finding::at(&codes::UNKNOWN_FIELD, reading.file, key.span, message);
        reading.report(finding.help(help));
    }
}

impl Draft {
    /// Whether something in a field of the front matter was reported, so that what is missing of it
    /// is no news.
    pub fn has_fault(&self, field: &str) -> bool {
        self.faulty_fields.iter().any(|known| known == field)
    }

    /// Whether the document has a page under its own id: entries and pages do, prose of terms is
    /// shown on the term's page.
    pub fn folder_is_addressed(&self) -> bool {
        !matches!(self.folder, Folder::Term(_))
    }
}
