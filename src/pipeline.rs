//! The run: what happens, in order, whoever asks.
//!
//! `check`, `build`, `serve` and the tests all go through [`analyse`]; the steps after it draw what
//! was planned. This is the only file that knows every step.
//!
//! A run may begin with what an earlier one found: files whose text is the same are not parsed
//! again, and as long as every signature is the same, nothing is resolved again.

use crate::{
    check::{self, DocumentFindings, Subject},
    config::{self, Config},
    finding::{Finding, Report, codes},
    input::{FilePath, FileRole, InputSet},
    load::{Loaded, SITE_FILE},
    locale::Locales,
    parse::{Draft, Drafts, names::Names, parse},
    resolve::{self, Corpus, Mentions, Settings},
};
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// What the caller decides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Whether drafts count.
    pub drafts: bool,
    /// Where the site is published, in place of what the site file says.
    pub base_url: Option<String>,
}

/// A site's content, checked; the start of everything that is drawn.
#[derive(Clone)]
pub struct Analysis {
    /// The files.
    pub loaded: Arc<Loaded>,
    /// What was found, in the site's levels.
    pub report: Arc<Report>,
    /// What the content means; nothing if the site file cannot be read.
    pub site: Option<Site>,
    /// What this run did not take from the one before it.
    pub work: Work,
}

/// What the content means, and what it was made from.
#[derive(Clone)]
pub struct Site {
    /// The site's choices.
    pub config: Arc<Config>,
    /// The languages.
    pub locales: Arc<Locales>,
    /// What was written.
    pub drafts: Arc<Drafts>,
    /// The names found in each text.
    pub mentions: Arc<Mentions>,
    /// What it means.
    pub corpus: Arc<Corpus>,
    names: Arc<Names>,
    resolve_findings: Arc<Vec<Finding>>,
    document_findings: Arc<DocumentFindings>,
}

/// How much a run had to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Documents, sources and vocabularies parsed.
    pub parsed: usize,
    /// Whether the corpus was resolved.
    pub resolved: bool,
    /// Documents checked.
    pub checked: usize,
}

/// Finds out what a site's files mean and what is wrong with them.
pub fn analyse(loaded: Loaded, options: &Options, previous: Option<&Analysis>) -> Analysis {
    let site_file = FilePath::from(SITE_FILE);
    let text = loaded.inputs.text(&site_file).cloned().unwrap_or_else(|| Arc::from(""));
    let (config, mut findings) = config::settle(&site_file, &text);
    findings.extend(loaded.findings.iter().cloned());
    let Some(mut config) = config else {
        let report = Report::new(findings, &crate::finding::Levels::new());
        return Analysis {
            loaded: Arc::new(loaded),
            report: Arc::new(report),
            site: None,
            work: Work::default(),
        };
    };
    if options.base_url.is_some() {
        config.base_url.clone_from(&options.base_url);
    }
    let before = previous.and_then(|run| run.site.as_ref().map(|site| (run, site)));
    let locales = locales(&config, &loaded.inputs, &mut findings);

    let drafts = parse(&loaded.inputs, before.map(|(run, site)| (&run.loaded.inputs, &*site.drafts)));
    let names = names(&drafts, before.map(|(_, site)| site));
    let mentions = mentions(&config, &drafts, &names, before.map(|(_, site)| site));

    let same_site = |site: &Site| *site.config == config && same_meaning(site, &drafts, &mentions);
    let kept = before.map(|(_, site)| site).filter(|site| same_site(site));
    let (corpus, resolve_findings) = match kept {
        Some(site) => (site.corpus.clone(), site.resolve_findings.clone()),
        None => {
            let settings = Settings { config: &config, locales: &locales, drafts: options.drafts };
            let (corpus, found) = resolve::resolve(&drafts, &mentions, &settings);
            (Arc::new(corpus), Arc::new(found))
        }
    };

    let subject = Subject {
        inputs: &loaded.inputs,
        config: &config,
        locales: &locales,
        drafts: &drafts,
        corpus: &corpus,
    };
    // A text may link to a file that appeared or vanished.
    let same_files =
        before.is_some_and(|(run, _)| run.loaded.inputs.files.keys().eq(loaded.inputs.files.keys()));
    let document_findings = check::check_documents(&subject, |path, draft| {
        kept.filter(|_| same_files).and_then(|site| keep_findings(site, path, draft))
    });
    findings.extend(names.findings.iter().cloned());
    findings.extend(resolve_findings.iter().cloned());
    findings.extend(drafts.findings().cloned());
    findings.extend(document_findings.values().flat_map(|found| found.iter().cloned()));
    findings.extend(check::check_site(&subject));
    let findings = check::suppress(&subject, findings);

    let work = Work {
        parsed: drafts.new_since(before.map(|(_, site)| &*site.drafts)),
        resolved: kept.is_none(),
        checked: document_findings
            .iter()
            .filter(|(path, found)| {
                let old = kept.and_then(|site| site.document_findings.get(*path));
                old.is_none_or(|old| !Arc::ptr_eq(old, found))
            })
            .count(),
    };
    let report = Arc::new(Report::new(findings, &config.levels));
    let site = Site {
        config: Arc::new(config),
        locales,
        drafts: Arc::new(drafts),
        mentions: Arc::new(mentions),
        corpus,
        names,
        resolve_findings,
        document_findings: Arc::new(document_findings),
    };
    Analysis { loaded: Arc::new(loaded), report, site: Some(site), work }
}

fn locales(config: &Config, inputs: &InputSet, findings: &mut Vec<Finding>) -> Arc<Locales> {
    let mut own: BTreeMap<String, &str> = BTreeMap::new();
    let mut files: BTreeMap<String, &FilePath> = BTreeMap::new();
    for (path, file) in &inputs.files {
        if let FileRole::Locale(tag) = &file.role {
            own.insert(tag.clone(), &file.text);
            files.insert(tag.clone(), path);
        }
    }
    let (locales, errors) = Locales::new(&config.languages, &own);
    for error in errors {
        if let Some(file) = files.get(&error.tag) {
            let span = error.range.into();
            findings.push(Finding::at(&codes::FRONT_MATTER_SYNTAX, file, span, error.message));
        }
    }
    Arc::new(locales)
}

/// The automaton is built again only when a name changed.
fn names(drafts: &Drafts, before: Option<&Site>) -> Arc<Names> {
    match before {
        Some(site) if site.drafts.same_names(drafts) => site.names.clone(),
        _ => Arc::new(Names::new(drafts)),
    }
}

fn mentions(config: &Config, drafts: &Drafts, names: &Arc<Names>, before: Option<&Site>) -> Mentions {
    if !config.autolink {
        return Mentions::new();
    }
    let kept = |path: &FilePath, draft: &Arc<Draft>| {
        let site = before.filter(|site| site.config.autolink && site.names.digest == names.digest)?;
        let same = site.drafts.documents.get(path).is_some_and(|old| Arc::ptr_eq(old, draft));
        site.mentions.get(path).filter(|_| same).cloned()
    };
    drafts
        .documents
        .par_iter()
        .map(|(path, draft)| {
            let find = || Arc::new(names.mentions(&draft.body.doc, &draft.lang, &draft.id));
            (path.clone(), kept(path, draft).unwrap_or_else(find))
        })
        .collect()
}

/// Whether everything that `resolve` reads is as it was.
fn same_meaning(site: &Site, drafts: &Drafts, mentions: &Mentions) -> bool {
    let old = &site.drafts;
    let same_documents = old.documents.len() == drafts.documents.len()
        && old
            .documents
            .iter()
            .zip(&drafts.documents)
            .all(|((a, x), (b, y))| a == b && (Arc::ptr_eq(x, y) || x.signature == y.signature));
    let same_mentions = || {
        mentions.iter().all(|(path, found)| {
            site.mentions.get(path).is_some_and(|old| {
                Arc::ptr_eq(old, found) || old.iter().map(|m| &m.entry).eq(found.iter().map(|m| &m.entry))
            })
        })
    };
    same_documents
        && old.sources == drafts.sources
        && old.vocabularies == drafts.vocabularies
        && same_mentions()
}

fn keep_findings(site: &Site, path: &FilePath, draft: &Arc<Draft>) -> Option<Arc<Vec<Finding>>> {
    let same = site.drafts.documents.get(path).is_some_and(|old| Arc::ptr_eq(old, draft));
    site.document_findings.get(path).filter(|_| same).cloned()
}
