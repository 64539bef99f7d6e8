//! Looking up what a name means, with a finding where it means nothing.

use super::{Corpus, first_of};
use crate::{
    config::Config,
    finding::{Code, Finding, codes, nearest},
    input::{FilePath, Span, Spanned},
    model::{
        doc::SourceRef,
        lang::{Lang, Translated},
        source::ParagraphId,
        vocabulary::{TermId, Vocabulary},
    },
    schema::{
        decode::{Keyed, OneOrMany},
        front_matter::Name,
    },
};
use std::collections::BTreeMap;

/// Looks names up for one file.
pub(super) struct Lookup<'a> {
    /// What is known so far.
    pub corpus: &'a Corpus,
    /// The file that asks.
    pub file: &'a FilePath,
    /// What was found.
    pub findings: &'a mut Vec<Finding>,
}

impl Lookup<'_> {
    /// Reports a name that means nothing, with the nearest that means something; `file` is the
    /// vocabulary that should have it. Where that cannot be read, no name in it is wrong.
    pub(super) fn report_unknown<'c>(
        &mut self,
        code: &'static Code,
        name: &Name,
        (what, file): (&str, Option<&str>),
        candidates: impl IntoIterator<Item = &'c str>,
    ) {
        if file.is_some_and(|file| self.corpus.unread_vocabularies.contains(file)) {
            return;
        }
        let near = nearest(&name.value, candidates);
        let place = file.map_or(String::new(), |file| format!(" (content/vocabulary/{file}.yaml)"));
        let message = format!("`{}` is no {what}{place}", name.value);
        let finding = Finding::at(code, self.file, name.span, message);
        self.findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
    }

    /// A term of a vocabulary.
    pub(super) fn term(&mut self, vocabulary: Vocabulary, name: &Name) -> Option<TermId> {
        let found = self.corpus.find_term(vocabulary, &name.value);
        if found.is_none() {
            let ids = self.corpus.taxonomies.get(vocabulary).by_id.keys().map(String::as_str);
            let what = (vocabulary.singular(), Some(vocabulary.as_str()));
            self.report_unknown(&codes::UNKNOWN_REFERENCE, name, what, ids);
        }
        found
    }

    /// Terms of a vocabulary, each once.
    pub(super) fn terms(&mut self, vocabulary: Vocabulary, names: &[Name]) -> Vec<TermId> {
        let mut found = Vec::new();
        for name in names {
            if let Some(term) = self.term(vocabulary, name)
                && !found.contains(&term)
            {
                found.push(term);
            }
        }
        found
    }

    /// A paragraph of a source.
    pub(super) fn paragraph(&mut self, reference: &Spanned<SourceRef>) -> Option<ParagraphId> {
        match self.corpus.find_paragraph(&reference.value) {
            Ok(found) => Some(found),
            Err(None) => None,
            Err(Some(fault)) => {
                let finding = Finding::at(fault.code, self.file, reference.span, fault.message);
                self.findings.push(finding.maybe_help(fault.help));
                None
            }
        }
    }

    /// Paragraphs, each once.
    pub(super) fn cite(&mut self, cite: &OneOrMany<Spanned<SourceRef>>) -> Vec<ParagraphId> {
        let mut found = Vec::new();
        for reference in &cite.0 {
            if let Some(paragraph) = self.paragraph(reference)
                && !found.contains(&paragraph)
            {
                found.push(paragraph);
            }
        }
        found
    }
}

/// Why a citation leads nowhere.
#[derive(Clone, Debug)]
pub struct CitationFault {
    /// `unknown-source` or `unknown-paragraph`.
    pub code: &'static Code,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Corpus {
    /// The paragraph that a citation means; no fault where its source is there and cannot be read.
    pub fn find_paragraph(&self, reference: &SourceRef) -> Result<ParagraphId, Option<CitationFault>> {
        let Some(id) = self.find_source(&reference.source) else {
            if self.known_sources.contains(&reference.source) {
                return Err(None);
            }
            let near = nearest(&reference.source, self.sources.iter().map(|source| source.id.as_str()));
            return Err(Some(CitationFault {
                code: &codes::UNKNOWN_SOURCE,
                message: format!("there is no source `{}` in `seeds`", reference.source),
                help: near.map(|near| format!("did you mean `{near}`?")),
            }));
        };
        let source = self.source(id);
        if source.paragraphs.is_empty() {
            return Err(None);
        }
        let number = reference.paragraph.unwrap_or(0);
        if source.paragraph(number).is_none() {
            let count = source.paragraphs.len();
            return Err(Some(CitationFault {
                code: &codes::UNKNOWN_PARAGRAPH,
                message: format!("`{}` has no paragraph {number}", reference.source),
                help: Some(format!("its paragraphs are P1 to P{count}")),
            }));
        }
        Ok(ParagraphId { source: id, number })
    }
}

/// Labels in several languages; a declared language without one is reported at `span`.
pub(super) fn labels(
    written: &Keyed<String>,
    config: &Config,
    file: &FilePath,
    span: Span,
    findings: &mut Vec<Finding>,
) -> Option<Translated<String>> {
    for lang in &config.languages {
        if written.get(lang.as_str()).is_none_or(|text| text.trim().is_empty()) {
            let message = format!("the label has no text in `{lang}`");
            let finding = Finding::at(&codes::MISSING_FIELD, file, span, message);
            findings.push(finding.help(format!("add `{lang}:` to the label")));
        }
    }
    translated(written, &config.languages)
}

/// Texts in several languages, the first declared one as original; nothing if there is none.
pub(super) fn translated<T: Clone>(written: &Keyed<T>, languages: &[Lang]) -> Option<Translated<T>> {
    let by_lang: BTreeMap<Lang, T> =
        written.0.iter().map(|(tag, text)| (Lang::new(&tag.value), text.clone())).collect();
    let (original, text) = first_of(&by_lang, languages)?;
    let mut result = Translated::new(original.clone(), text.clone());
    for (lang, text) in &by_lang {
        result.add(lang.clone(), text.clone());
    }
    Some(result)
}
