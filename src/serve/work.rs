//! Keeps what is shown in step with the files.
//!
//! Changed paths come out of the [`Inbox`]; a new [`View`] goes onto the [`Stage`]. Only what
//! changed is read and parsed again. A site with errors never takes the place of a good one.
//!
//! Start with [`Worker::work`].

use super::{
    News, Run,
    panel::Panel,
    state::{Good, Names, Signal, Stage, View},
    watch::{Changes, Inbox, Watch},
};
use crate::{
    input::{FilePath, FileRole, InputFile, InputSet},
    load::{self, FOLDERS, Loaded, SITE_FILE},
    pipeline::{Analysis, Options, analyse},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

/// When a folder came, it is looked at again after this time: files may have been put into it before
/// the watch over it began.
const SECOND_LOOK: Duration = Duration::from_millis(150);
/// A result that is already out of date is not shown, unless nothing was shown for this long.
const PATIENCE: Duration = Duration::from_millis(400);
/// Everything is read again at most this often, since reading itself may be what fills the queue of
/// events.
const REST: Duration = Duration::from_secs(2);

/// Does one run after the other.
pub(super) struct Worker<Talk> {
    pub(super) inbox: Arc<Inbox>,
    pub(super) watch: Watch,
    pub(super) stage: Arc<Stage>,
    pub(super) options: Options,
    pub(super) talk: Talk,
    names: Names,
    root: Arc<PathBuf>,
    /// The files as they were read last.
    loaded: Arc<Loaded>,
    /// The last run that came far enough to save work.
    base: Option<Analysis>,
    /// The latest run and what it is to be compared with.
    latest: Analysis,
    waiting: Waiting,
    second_looks: BTreeMap<PathBuf, Instant>,
    rested: Instant,
}

/// Paths to be read again.
struct Paths {
    /// Those that changed.
    named: Vec<PathBuf>,
    /// Those that may have changed.
    doubtful: Vec<PathBuf>,
}

/// What was done but not yet shown.
#[derive(Default)]
struct Waiting {
    since: Option<Instant>,
    files: BTreeSet<FilePath>,
    parsed: usize,
    took: Duration,
}

/// The first run: what is shown before anything changed.
pub(super) struct First {
    analysis: Analysis,
    names: Names,
    root: Arc<PathBuf>,
}

impl First {
    /// Reads and checks everything.
    pub(super) fn run(loaded: Loaded, options: &Options) -> Self {
        let root = Arc::new(loaded.root.clone());
        Self { analysis: analyse(loaded, options, None), names: Names::new(), root }
    }

    /// What was found.
    pub(super) fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// What is shown.
    pub(super) fn view(&mut self) -> View {
        let good = good(&self.root, &self.analysis);
        View { name: self.names.next(), good, panel: Panel::new(&self.analysis) }
    }
}

fn good(root: &Arc<PathBuf>, analysis: &Analysis) -> Option<Good> {
    let (Some(site), Some(ready)) = (&analysis.site, &analysis.ready) else { return None };
    let good = Good { root: root.clone(), site: site.clone(), ready: ready.clone() };
    (!analysis.report.has_errors()).then_some(good)
}

impl<Talk: Fn(News<'_>)> Worker<Talk> {
    /// Goes on from the first run.
    pub(super) fn new(
        first: First,
        (inbox, watch): (Arc<Inbox>, Watch),
        stage: Arc<Stage>,
        options: Options,
        talk: Talk,
    ) -> Self {
        Self {
            inbox,
            watch,
            stage,
            options,
            talk,
            names: first.names,
            root: first.root,
            loaded: first.analysis.loaded.clone(),
            base: first.analysis.site.is_some().then(|| first.analysis.clone()),
            latest: first.analysis,
            waiting: Waiting::default(),
            second_looks: BTreeMap::new(),
            rested: Instant::now(),
        }
    }

    /// Works for as long as the program runs.
    pub(super) fn work(mut self) {
        loop {
            let changes = self.inbox.take(self.second_looks.values().min().copied());
            let started = Instant::now();
            let paths = self.paths(changes, started);
            self.run(&paths, started);
            let Some(since) = self.waiting.since else { continue };
            if self.inbox.is_empty() || since.elapsed() >= PATIENCE {
                self.show();
            }
        }
    }

    /// What to read again: what changed, and folders whose second look is due.
    fn paths(&mut self, changes: Changes, now: Instant) -> Paths {
        if let Err(error) = self.watch.follow(&changes) {
            (self.talk)(News::Trouble(&error.to_string()));
        }
        if changes.all {
            if let Some(rest) = (self.rested + REST).checked_duration_since(now) {
                std::thread::sleep(rest);
            }
            self.rested = Instant::now();
            return Paths { named: Vec::new(), doubtful: self.everything() };
        }
        let due = self.second_looks.iter().filter(|(_, at)| **at <= now);
        let doubtful = due.map(|(path, _)| path.clone()).collect();
        self.second_looks.retain(|_, at| *at > now);
        for folder in changes.new_folders {
            self.second_looks.entry(folder).or_insert(now + SECOND_LOOK);
        }
        Paths { named: changes.paths.into_iter().collect(), doubtful }
    }

    fn everything(&self) -> Vec<PathBuf> {
        [SITE_FILE].iter().chain(&FOLDERS).map(|name| self.root.join(name)).collect()
    }

    /// Reads, parses and checks what changed; nothing is shown yet.
    fn run(&mut self, paths: &Paths, started: Instant) {
        let all: Vec<PathBuf> = paths.named.iter().chain(&paths.doubtful).cloned().collect();
        let loaded = match load::reload(&self.loaded, &all) {
            Ok(loaded) => loaded,
            Err(error) => {
                // The folder changed while it was read; the change that did it is on its way.
                (self.talk)(News::Trouble(&error.to_string()));
                let again = started + SECOND_LOOK;
                self.second_looks.extend(self.everything().into_iter().map(|path| (path, again)));
                return;
            }
        };
        let changed = changed(&self.loaded, &loaded, paths);
        if changed.is_empty() && loaded.findings == self.loaded.findings {
            return;
        }
        // Only the texts of a theme are compared from run to run.
        let is_unseen = |path: &FilePath| {
            let file = loaded.inputs.files.get(path).or_else(|| self.loaded.inputs.files.get(path));
            file.is_some_and(|file| matches!(file.role, FileRole::Theme { .. }) && file.text.is_empty())
        };
        let base = self.base.as_ref().filter(|_| !changed.iter().any(is_unseen));
        let analysis = analyse(loaded, &self.options, base);
        self.loaded = analysis.loaded.clone();
        if analysis.site.is_some() {
            self.base = Some(analysis.clone());
        }
        self.waiting.since.get_or_insert(started);
        self.waiting.files.extend(changed);
        self.waiting.parsed += analysis.work.parsed;
        self.waiting.took += started.elapsed();
        self.latest = analysis;
    }

    /// Shows the latest run, and says what it did.
    fn show(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let old = self.stage.view();
        let panel = Panel::new(&self.latest);
        let fresh = good(&self.root, &self.latest);
        let is_good = fresh.is_some();
        let name = self.names.next();
        let view = View { name, good: fresh.or_else(|| old.good.clone()), panel };
        let same_findings = view.panel == old.panel;
        let only_styles = is_good && same_findings && waiting.files.iter().all(|path| self.is_style(path));
        let signal = match (&old.good, &view.good) {
            (Some(old), Some(new)) if only_styles => {
                Signal::Style { name: view.name.clone(), sheets: renamed(old, new) }
            }
            _ => Signal::Reload,
        };
        self.stage.show(view, signal);
        (self.talk)(News::Run(&Run {
            analysis: &self.latest,
            files: waiting.files.len(),
            parsed: waiting.parsed,
            took: waiting.took,
            same_findings,
        }));
    }

    /// Whether a file is a style sheet of the theme.
    fn is_style(&self, path: &FilePath) -> bool {
        let Some(file) = self.loaded.inputs.files.get(path) else { return false };
        let FileRole::Theme { path, .. } = &file.role else { return false };
        let ending = path.rsplit_once('.').map(|(_, ending)| ending);
        path.starts_with("assets/") && ending == Some("css")
    }
}

/// The style sheets whose published names changed.
fn renamed(old: &Good, new: &Good) -> Vec<(String, String)> {
    let assets = &old.ready.theme.assets;
    let pairs = assets.iter().filter_map(|asset| Some((asset, new.ready.theme.asset(&asset.name)?)));
    pairs.filter(|(a, b)| a.path != b.path).map(|(a, b)| (a.path.clone(), b.path.clone())).collect()
}

/// The files at and below `paths` that are not what they were.
fn changed(old: &Loaded, new: &Loaded, paths: &Paths) -> BTreeSet<FilePath> {
    let mut changed = BTreeSet::new();
    let named = paths.named.iter().map(|path| (path, true));
    for (path, is_named) in named.chain(paths.doubtful.iter().map(|path| (path, false))) {
        let Some(below) = path.strip_prefix(&new.root).ok().and_then(|path| path.to_str()) else { continue };
        for inputs in [&old.inputs, &new.inputs] {
            changed.extend(at_and_below(inputs, below).filter(|path| {
                let (old, new) = (old.inputs.files.get(path), new.inputs.files.get(path));
                is_changed(old, new, is_named)
            }));
        }
    }
    changed
}

fn at_and_below(inputs: &InputSet, path: &str) -> impl Iterator<Item = FilePath> {
    let folder = format!("{path}/");
    let itself = inputs.files.get_key_value(&FilePath::from(path));
    let start = FilePath::new(folder.as_str());
    let below = inputs.files.range(start..).take_while(move |(path, _)| path.as_str().starts_with(&folder));
    itself.into_iter().chain(below).map(|(path, _)| path.clone())
}

/// Whether a file is not what it was. One that is only passed on has no text to compare: it counts
/// if an event named it, else by its size.
fn is_changed(old: Option<&InputFile>, new: Option<&InputFile>, is_named: bool) -> bool {
    match (old, new) {
        (Some(_), Some(new)) if new.text.is_empty() && is_named => true,
        (Some(old), Some(new)) => old.size != new.size || old.text != new.text,
        (old, new) => old.is_some() != new.is_some(),
    }
}
