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
    export::export,
    finding::{Finding, Report, codes},
    input::{FilePath, FileRole, InputSet},
    load::{self, Loaded, SITE_FILE},
    locale::Locales,
    parse::{Draft, Drafts, names::Names, parse},
    plan::{self, Plan},
    publish::{PublishError, Stage},
    render::{DrawError, Drawn, Renderer},
    resolve::{self, Mentions, Settings},
    site::Site,
    theme::Theme,
};
use rayon::prelude::*;
use std::{collections::BTreeMap, path::Path, sync::Arc};

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
    /// What will be drawn, and with what; nothing if the theme is at fault.
    pub ready: Option<Ready>,
    /// What this run did not take from the one before it.
    pub work: Work,
    options: Options,
    memory: Option<Memory>,
}

/// Everything that drawing needs besides the site.
#[derive(Clone)]
pub struct Ready {
    /// Templates, words and assets.
    pub theme: Arc<Theme>,
    /// Every file of the site.
    pub plan: Arc<Plan>,
    plan_findings: Arc<Vec<Finding>>,
}

/// What one run leaves for the next.
#[derive(Clone)]
struct Memory {
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
            ready: None,
            work: Work::default(),
            options: options.clone(),
            memory: None,
        };
    };
    if options.base_url.is_some() {
        config.base_url.clone_from(&options.base_url);
    }
    let before = previous.and_then(Before::of);
    let locales = locales(&config, &loaded.inputs, &mut findings);

    let drafts = parse(&loaded.inputs, before.map(|before| (&before.loaded.inputs, &*before.site.drafts)));
    let names = names(&drafts, before);
    let mentions = mentions(&config, &drafts, &names, before);

    let same_locales =
        before.is_some_and(|before| same_files(&before.loaded.inputs, &loaded.inputs, is_locale));
    let kept = before.filter(|before| {
        before.options == options
            && same_locales
            && *before.site.config == config
            && same_meaning(before.site, &drafts, &mentions)
    });
    let (corpus, resolve_findings) = match kept {
        Some(before) => (before.site.corpus.clone(), before.memory.resolve_findings.clone()),
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
    let same_paths =
        before.is_some_and(|before| before.loaded.inputs.files.keys().eq(loaded.inputs.files.keys()));
    let document_findings = check::check_documents(&subject, |path, draft| {
        kept.filter(|_| same_paths).and_then(|before| before.keep_findings(path, draft))
    });
    findings.extend(names.findings.iter().cloned());
    findings.extend(resolve_findings.iter().cloned());
    findings.extend(drafts.findings().cloned());
    findings.extend(document_findings.values().flat_map(|found| found.iter().cloned()));
    findings.extend(check::check_site(&subject));
    let mut findings = check::suppress(&subject, findings);

    let work = Work {
        parsed: drafts.new_since(before.map(|before| &*before.site.drafts)),
        resolved: kept.is_none(),
        checked: document_findings
            .iter()
            .filter(|(path, found)| {
                let old = kept.and_then(|before| before.memory.document_findings.get(*path));
                old.is_none_or(|old| !Arc::ptr_eq(old, found))
            })
            .count(),
    };
    let levels = config.levels.clone();
    let site = Site {
        config: Arc::new(config),
        locales,
        drafts: Arc::new(drafts),
        mentions: Arc::new(mentions),
        corpus,
    };
    let memory = Memory { names, resolve_findings, document_findings: Arc::new(document_findings) };
    let ready = ready(&loaded, &site, before, kept.is_some(), &mut findings);
    Analysis {
        report: Arc::new(Report::new(findings, &levels)),
        loaded: Arc::new(loaded),
        site: Some(site),
        ready,
        work,
        options: options.clone(),
        memory: Some(memory),
    }
}

/// Puts the theme together and plans the site, or keeps what an earlier run made.
fn ready(
    loaded: &Loaded,
    site: &Site,
    before: Option<Before<'_>>,
    same_corpus: bool,
    findings: &mut Vec<Finding>,
) -> Option<Ready> {
    let old = before.and_then(|before| before.ready.map(|ready| (before, ready)));
    let same_theme = |before: &Before<'_>| {
        before.site.config == site.config
            && same_files(&before.loaded.inputs, &loaded.inputs, |role| is_theme(role) || is_locale(role))
    };
    let theme = match old {
        Some((before, ready)) if same_theme(&before) => ready.theme.clone(),
        _ => {
            let binary = |path: &FilePath| load::bytes(&loaded.root, path);
            match Theme::new(&loaded.inputs, &site.config, &site.locales, binary) {
                Ok(theme) => Arc::new(theme),
                Err(faults) => {
                    findings.extend(faults);
                    return None;
                }
            }
        }
    };
    let kept = old.filter(|(before, ready)| {
        same_corpus
            && Arc::ptr_eq(&ready.theme, &theme)
            && same_files(&before.loaded.inputs, &loaded.inputs, |role| !role.is_text())
    });
    let ready = match kept {
        Some((_, ready)) => ready.clone(),
        None => {
            let (plan, found) = plan::plan(site, &loaded.inputs, &theme);
            Ready { theme, plan: Arc::new(plan), plan_findings: Arc::new(found) }
        }
    };
    findings.extend(ready.plan_findings.iter().cloned());
    Some(ready)
}

fn is_locale(role: &FileRole) -> bool {
    matches!(role, FileRole::Locale(_))
}

fn is_theme(role: &FileRole) -> bool {
    matches!(role, FileRole::Theme { .. })
}

/// Whether the files of a sort are the same, by name and text.
fn same_files(old: &InputSet, new: &InputSet, sort: impl Fn(&FileRole) -> bool) -> bool {
    let of_sort = |inputs: &InputSet| -> Vec<(FilePath, Arc<str>)> {
        let files = inputs.files.iter().filter(|(_, file)| sort(&file.role));
        files.map(|(path, file)| (path.clone(), file.text.clone())).collect()
    };
    of_sort(old) == of_sort(new)
}

/// A build that could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A page that a template cannot draw.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The disk refuses, or the target is not ours.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Draws every planned file in parallel and hands each to the stage as soon as it is done, so that
/// the whole site never stands in memory; `drawn` is told of each.
///
/// # Errors
/// The first page that cannot be drawn or written; the stage is then to be dropped.
pub fn draw_all(
    root: &Path,
    site: &Site,
    ready: &Ready,
    stage: &Stage,
    drawn: impl Fn() + Sync,
) -> Result<(), BuildError> {
    let renderer = Renderer::new(site, &ready.plan, &ready.theme);
    ready.plan.items.par_iter().try_for_each(|(path, item)| {
        match renderer.draw(path, item)? {
            Drawn::Bytes(bytes) => stage.write(path, &bytes)?,
            Drawn::File(file) => stage.copy(path, &root.join(file.as_str()))?,
            Drawn::Exported => {
                let bytes = export(site, &ready.plan, item).unwrap_or_default();
                stage.write(path, &bytes)?;
            }
        }
        drawn();
        Ok(())
    })
}

/// The run before this one, if it came far enough to be of use.
#[derive(Clone, Copy)]
struct Before<'a> {
    loaded: &'a Loaded,
    options: &'a Options,
    site: &'a Site,
    ready: Option<&'a Ready>,
    memory: &'a Memory,
}

impl<'a> Before<'a> {
    fn of(run: &'a Analysis) -> Option<Self> {
        let (site, memory) = (run.site.as_ref()?, run.memory.as_ref()?);
        Some(Self { loaded: &run.loaded, options: &run.options, site, ready: run.ready.as_ref(), memory })
    }

    fn keep_findings(&self, path: &FilePath, draft: &Arc<Draft>) -> Option<Arc<Vec<Finding>>> {
        let same = self.site.drafts.documents.get(path).is_some_and(|old| Arc::ptr_eq(old, draft));
        self.memory.document_findings.get(path).filter(|_| same).cloned()
    }
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
fn names(drafts: &Drafts, before: Option<Before<'_>>) -> Arc<Names> {
    match before {
        Some(before) if before.site.drafts.same_names(drafts) => before.memory.names.clone(),
        _ => Arc::new(Names::new(drafts)),
    }
}

fn mentions(config: &Config, drafts: &Drafts, names: &Names, before: Option<Before<'_>>) -> Mentions {
    if !config.autolink {
        return Mentions::new();
    }
    let kept = |path: &FilePath, draft: &Arc<Draft>| {
        let before = before.filter(|before| before.memory.names.digest == names.digest)?;
        let site = before.site;
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
