//! The run: what happens, in order, whoever asks.
//!
//! `check`, `build`, `serve` and the tests all go through [`analyse`]; the steps after it draw what
//! was planned. This is the only file that knows every step.
//!
//! A run may begin with what an earlier one found: files whose text is the same are not parsed
//! again, and as long as every signature is the same, nothing is resolved again.

mod before;
mod draw;

pub use draw::{BuildError, draw_all};

use crate::{
    check::{self, DocumentFindings, Subject},
    config::{self, Config},
    finding::{Finding, Level, Report, codes},
    input::{FilePath, FileRole, InputSet},
    load::{self, Loaded, NoHistory, SITE_FILE},
    locale::Locales,
    model::{choice, date::Date, history::History},
    parse::{Draft, Drafts, names::Names, parse},
    plan::{self, Item, Plan},
    render::Renderer,
    resolve::{self, Mentions, Settings},
    search::Index,
    site::{Earlier, FigureIndex, Site},
    theme::Theme,
};
use before::Before;
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

/// What the caller decides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Whether drafts count.
    pub drafts: bool,
    /// Where the site is published, in place of what the site file says.
    pub base_url: Option<String>,
    /// Whether the site is to be opened from a folder, without a server.
    pub portable: bool,
    /// What stands for now, in place of the latest day in the content.
    pub now: Option<Date>,
    /// Whether the site goes public: what is published is recorded in the ledger first.
    pub release: bool,
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
    search: Arc<OnceLock<Index>>,
}

impl Ready {
    /// The search index of the site, made when it is first asked for: `check` never does.
    pub fn search(&self, site: &Site) -> &Index {
        self.search.get_or_init(|| Index::of(site, &self.plan))
    }
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
    let loaded = Arc::new(loaded);
    let before = previous.and_then(Before::of);
    let inputs = &loaded.inputs;
    let (config, mut findings) = settle_config(&loaded, options);
    let Some(config) = config else { return Analysis::without_site(loaded, options, findings) };
    let locales = settle_locales(&config, inputs, &mut findings);

    let drafts = parse(inputs, before.map(|before| (before.inputs(), &*before.site.drafts)));
    let names = find_names(&drafts, before);
    let mentions = find_mentions(&config, &drafts, &names, before);

    let kept = before.filter(|b| b.means_the_same(options, &config, inputs, &drafts, &mentions));
    let (corpus, resolve_findings) = match kept {
        Some(before) => (before.site.corpus.clone(), before.memory.resolve_findings.clone()),
        None => {
            let settings = Settings { config: &config, locales: &locales, drafts: options.drafts };
            let (corpus, found) = resolve::resolve(&drafts, &mentions, &settings);
            (Arc::new(corpus), Arc::new(found))
        }
    };
    let figures = read_figures(inputs, &drafts, &names, &locales, before);
    let subject = Subject {
        inputs,
        config: &config,
        locales: &locales,
        drafts: &drafts,
        corpus: &corpus,
        figures: &figures,
    };
    let checked = kept.filter(|before| before.has_same_paths(inputs));
    let document_findings = check::check_documents(&subject, |path, draft| {
        checked.and_then(|before| before.keep_findings(path, draft))
    });
    findings.extend(names.findings.iter().chain(resolve_findings.iter()).cloned());
    findings.extend(drafts.findings().cloned());
    findings.extend(document_findings.values().flat_map(|found| found.iter().cloned()));
    findings.extend(check::check_site(&subject));
    let mut findings = check::suppress(&subject, findings);

    let history = find_history(&config, &loaded, before);
    let memory = Memory { names, resolve_findings, document_findings: Arc::new(document_findings) };
    let work = Work::of(&drafts, &memory, before, kept);
    let site = Site {
        loaded: loaded.clone(),
        config: Arc::new(config),
        locales,
        drafts: Arc::new(drafts),
        mentions: Arc::new(mentions),
        corpus,
        figures,
        history,
    };
    let ready = make_ready(&site, before, kept.is_some(), &mut findings);
    let report = Arc::new(Report::new(findings, &site.config.levels));
    let (options, memory) = (options.clone(), Some(memory));
    Analysis { loaded, report, site: Some(site), ready, work, options, memory }
}

impl Analysis {
    /// The end of a run whose site file cannot be read.
    fn without_site(loaded: Arc<Loaded>, options: &Options, findings: Vec<Finding>) -> Self {
        let report = Arc::new(Report::new(findings, &crate::finding::Levels::new()));
        let (options, work) = (options.clone(), Work::default());
        Self { loaded, report, site: None, ready: None, work, options, memory: None }
    }
}

impl Work {
    fn of(drafts: &Drafts, memory: &Memory, before: Option<Before<'_>>, kept: Option<Before<'_>>) -> Self {
        let is_new = |path: &FilePath, found: &Arc<Vec<Finding>>| {
            let old = kept.and_then(|before| before.memory.document_findings.get(path));
            old.is_none_or(|old| !Arc::ptr_eq(old, found))
        };
        Self {
            parsed: drafts.new_since(before.map(|before| &*before.site.drafts)),
            resolved: kept.is_none(),
            checked: memory.document_findings.iter().filter(|(path, found)| is_new(path, found)).count(),
        }
    }
}

fn settle_config(loaded: &Loaded, options: &Options) -> (Option<Config>, Vec<Finding>) {
    let file = FilePath::from(SITE_FILE);
    let text = loaded.inputs.text(&file).cloned().unwrap_or_else(|| Arc::from(""));
    let (mut config, mut findings) = config::settle(&file, &text);
    findings.extend(loaded.findings.iter().cloned());
    if let (Some(config), Some(base_url)) = (&mut config, &options.base_url) {
        config.base_url = Some(base_url.clone());
    }
    if let Some(config) = &mut config {
        config.portable = options.portable;
        config.now = options.now;
    }
    if let (Some(config), true) = (&mut config, options.release) {
        config.levels.insert(codes::UNRECORDED.name, Level::Error);
    }
    (config, findings)
}

fn settle_locales(config: &Config, inputs: &InputSet, findings: &mut Vec<Finding>) -> Arc<Locales> {
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
fn find_names(drafts: &Drafts, before: Option<Before<'_>>) -> Arc<Names> {
    match before {
        Some(before) if before.site.drafts.same_names(drafts) => before.memory.names.clone(),
        _ => Arc::new(Names::new(drafts)),
    }
}

fn find_mentions(config: &Config, drafts: &Drafts, names: &Names, before: Option<Before<'_>>) -> Mentions {
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

/// Figures are read again only in texts that changed, unless a name with figures did.
fn read_figures(
    inputs: &InputSet,
    drafts: &Drafts,
    names: &Names,
    locales: &Locales,
    before: Option<Before<'_>>,
) -> Arc<FigureIndex> {
    let earlier = before
        .filter(|before| before.has_same_languages(inputs))
        .map(|before| Earlier { drafts: &before.site.drafts, figures: &before.site.figures });
    Arc::new(FigureIndex::new(drafts, &names.listed, locales, earlier))
}

/// Asks for the history once: a preview keeps what its first run read.
fn find_history(
    config: &Config,
    loaded: &Loaded,
    before: Option<Before<'_>>,
) -> Result<Arc<History>, NoHistory> {
    match (config.history, before) {
        (choice, Some(before)) if before.site.config.history == choice => before.site.history.clone(),
        (choice::History::Git, _) => loaded.history().map(Arc::new),
        (choice::History::None, _) => Ok(Arc::default()),
    }
}

/// Puts the theme together and plans the site, or keeps what an earlier run made.
fn make_ready(
    site: &Site,
    before: Option<Before<'_>>,
    same_corpus: bool,
    findings: &mut Vec<Finding>,
) -> Option<Ready> {
    let inputs = &site.loaded.inputs;
    let old = before.and_then(|before| before.ready.map(|ready| (before, ready)));
    let theme = match old {
        Some((before, ready)) if before.has_same_theme(site) => ready.theme.clone(),
        _ => {
            let binary = |path: &FilePath| load::bytes(&site.loaded.root, path);
            match Theme::new(inputs, &site.config, &site.locales, binary) {
                Ok(theme) => Arc::new(theme),
                Err(faults) => {
                    findings.extend(faults);
                    return None;
                }
            }
        }
    };
    let kept = old.filter(|(before, ready)| {
        same_corpus && Arc::ptr_eq(&ready.theme, &theme) && before.has_same_copies(inputs)
    });
    let ready = match kept {
        // A text may have changed although the plan did not.
        Some((_, ready)) => Ready { search: Arc::default(), ..ready.clone() },
        None => {
            let (plan, found) = plan::plan(site, inputs, &theme);
            let (plan, plan_findings) = (Arc::new(plan), Arc::new(found));
            Ready { theme, plan, plan_findings, search: Arc::default() }
        }
    };
    findings.extend(ready.plan_findings.iter().chain(&ready.theme.findings).cloned());
    if ready.theme.has_own_templates() {
        findings.extend(proof(site, &ready));
    }
    Some(ready)
}

/// Draws the first page of each kind, to find templates of the site that ask for what no view holds
/// before anything is published.
fn proof(site: &Site, ready: &Ready) -> Vec<Finding> {
    let renderer = Renderer::new(site, &ready.plan, &ready.theme);
    let mut seen = BTreeSet::new();
    let first = ready.plan.items.iter().filter(|(_, item)| match item {
        Item::Page(page) => seen.insert(page.template()),
        Item::Redirect(_) => seen.insert("redirect.html"),
        _ => false,
    });
    first.filter_map(|(path, item)| renderer.draw(path, item).err()).map(|error| *error.finding).collect()
}
