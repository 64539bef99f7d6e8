//! Reads the finished corpus and the texts, and reports what is wrong.
//!
//! Takes a [`Subject`], changes nothing, returns findings. A rule is one file here with one function
//! and no memory; its manual is `finding/manual/<code>.md`, its examples are `tests/cases/<code>.md`.
//! A document rule sees one file at a time, so that a preview checks only what was edited.
//!
//! Start with [`DOCUMENT_RULES`]; `heading_order.rs` is the shortest full example.

mod aligned;
mod bidi_control;
mod citation_mismatch;
mod date_mismatch;
mod empty_link_text;
pub(crate) mod figures;
pub(crate) mod folding;
mod forbidden_term;
mod former_ids;
mod front_words;
mod heading_order;
mod heading_without_id;
mod image_without_alt;
mod ledger;
mod links;
mod malformed_link;
mod missing_translation;
mod orphan_entry;
mod passages;
mod quotations;
mod raw_html;
mod recorded_addresses;
mod recorded_paragraphs;
mod relative_date;
mod section_mismatch;
mod stale_translation;
mod status_conflict;
mod suppressions;
mod term_not_used;
mod texts;
mod unsafe_link;
mod unsupported_language;
mod urls;
mod written_dates;

pub use suppressions::{SILENCEABLE, suppress};

use crate::{
    config::Config,
    finding::Finding,
    input::{FilePath, InputSet, Span},
    locale::Locales,
    parse::{Draft, Drafts},
    resolve::Corpus,
    site::{FigureIndex, Site},
};
use aligned::Pair;
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// What is checked.
pub struct Subject<'a> {
    /// The files, for assets and for the text around a place.
    pub inputs: &'a InputSet,
    /// The site's choices.
    pub config: &'a Config,
    /// The languages.
    pub locales: &'a Locales,
    /// What was written.
    pub drafts: &'a Drafts,
    /// What it means.
    pub corpus: &'a Corpus,
    /// What it says in figures.
    pub figures: &'a FigureIndex,
}

impl<'a> Subject<'a> {
    /// A site that has been read and resolved.
    pub fn of(site: &'a Site) -> Self {
        Self {
            inputs: &site.loaded.inputs,
            config: &site.config,
            locales: &site.locales,
            drafts: &site.drafts,
            corpus: &site.corpus,
            figures: &site.figures,
        }
    }
}

/// A rule about one document.
pub type DocumentRule = fn(&Subject<'_>, &Draft, &mut Vec<Finding>);
/// A rule about a translation and its original.
type TranslationRule = fn(&Subject<'_>, &Pair<'_>, &mut Vec<Finding>);
/// A rule about the site as a whole.
pub type SiteRule = fn(&Subject<'_>, &mut Vec<Finding>);

/// Every rule about one document.
pub static DOCUMENT_RULES: &[DocumentRule] = &[
    links::check,
    urls::check,
    quotations::check,
    raw_html::check,
    heading_order::check,
    heading_without_id::check,
    image_without_alt::check,
    empty_link_text::check,
    malformed_link::check,
    forbidden_term::check,
    relative_date::check,
    status_conflict::check,
    date_mismatch::check,
    figures::not_in_source::check,
    figures::uncited::check,
];

/// Every rule about the site as a whole.
pub static SITE_RULES: &[SiteRule] = &[
    unsupported_language::check,
    former_ids::check,
    unsafe_link::check,
    missing_translation::check,
    orphan_entry::check,
    ledger::check,
    bidi_control::check,
];

/// Every rule about a translation and its original.
static TRANSLATION_RULES: &[TranslationRule] = &[
    section_mismatch::check,
    stale_translation::check,
    citation_mismatch::check,
    term_not_used::check,
    figures::mismatch::check,
];

/// The findings of each document.
pub type DocumentFindings = BTreeMap<FilePath, Arc<Vec<Finding>>>;

/// Checks every document in parallel; `keep` gives the findings of one that is as it was.
pub fn check_documents(
    subject: &Subject<'_>,
    keep: impl Fn(&FilePath, &Arc<Draft>) -> Option<Arc<Vec<Finding>>> + Sync,
) -> DocumentFindings {
    subject
        .drafts
        .documents
        .par_iter()
        .map(|(path, draft)| {
            let findings = keep(path, draft).unwrap_or_else(|| Arc::new(check_document(subject, draft)));
            (path.clone(), findings)
        })
        .collect()
}

fn check_document(subject: &Subject<'_>, draft: &Draft) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in DOCUMENT_RULES {
        rule(subject, draft, &mut findings);
    }
    // The span of a block takes in the line end after it, which is nothing to look at.
    let text = subject.inputs.text(&draft.file).map_or("", |text| text);
    for finding in &mut findings {
        let span = &mut finding.place.span;
        if let Some(shown) = text.get(span.range()) {
            *span = Span::new(span.range().start, span.range().start + shown.trim_end().len());
        }
    }
    findings
}

/// Checks the site as a whole, and every translation beside its original in parallel.
pub fn check_site(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in SITE_RULES {
        rule(subject, &mut findings);
    }
    let compared: Vec<Vec<Finding>> =
        aligned::pairs(subject).par_iter().map(|pair| check_pair(subject, pair)).collect();
    findings.extend(compared.into_iter().flatten());
    findings
}

fn check_pair(subject: &Subject<'_>, pair: &Pair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in TRANSLATION_RULES {
        rule(subject, pair, &mut findings);
    }
    findings
}
