//! Notices which files of the site change.
//!
//! Events of the file system go in, the set of changed paths comes out of the [`Inbox`] as soon as
//! someone asks for it: changes gather while nobody does. No file is read here, and the output
//! folder is never watched.
//!
//! Start with [`Watch::begin`].

use crate::input::FilePath;
use crate::load::{self, FOLDERS, SITE_FILE};
use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a file that is just being made, written or taken away is waited for: most programs write
/// a file anew in several steps, and what stands in between is nothing an author meant.
const WRITING: Duration = Duration::from_millis(20);
/// More changed paths than this are read as "everything".
const MANY: usize = 4000;

/// What changed since someone last asked.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files and folders that changed, came or went; absolute.
    pub(super) paths: BTreeSet<PathBuf>,
    /// Folders that came: files may stand in them that no event told of.
    pub(super) new_folders: BTreeSet<PathBuf>,
    /// Whether events were lost, so that anything may have changed.
    pub(super) all: bool,
    /// Whether a file among `paths` is known to be written to its end.
    complete: bool,
}

impl Changes {
    /// Whether nothing changed.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.all
    }

    fn add(&mut self, root: &Path, event: notify::Result<Event>) {
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            _ => {
                self.all = true;
                return;
            }
        };
        if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
            return;
        }
        for path in event.paths {
            self.add_path(root, path, event.kind);
        }
    }

    fn add_path(&mut self, root: &Path, path: PathBuf, kind: EventKind) {
        let Some(below) = path.strip_prefix(root).ok().and_then(Path::to_str) else { return };
        let top = below.split('/').next().unwrap_or("");
        if below != SITE_FILE && !FOLDERS.contains(&top) {
            return;
        }
        let is_folder = FOLDERS.contains(&below)
            || matches!(kind, EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder));
        match load::classify(&FilePath::from(below)) {
            // Editors keep their notes beside the files; they are nobody's content.
            Ok(None) if !is_folder => return,
            Ok(Some(_)) if !is_folder => self.complete |= ends_writing(kind),
            _ => {}
        }
        if is_folder && !matches!(kind, EventKind::Remove(_)) || brings(kind) {
            self.new_folders.insert(path.clone());
        }
        self.paths.insert(path);
        if self.paths.len() > MANY {
            self.all = true;
            self.paths.clear();
        }
    }
}

/// Whether a file is whole after the event.
fn ends_writing(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(AccessKind::Close(AccessMode::Write))) || brings(kind)
}

/// Whether something got its name by the event; it may be a folder.
fn brings(kind: EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both | RenameMode::Any)))
}

/// Where changes gather until they are asked for.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    changes: Mutex<Changes>,
    arrived: Condvar,
}

impl Inbox {
    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Takes what has gathered; waits for the first change, but no longer than until `deadline`.
    pub(super) fn take(&self, deadline: Option<Instant>) -> Changes {
        let mut changes = self.lock();
        while changes.is_empty() && deadline.is_none_or(|deadline| Instant::now() < deadline) {
            changes = self.wait(changes, deadline);
        }
        let grace = Instant::now() + WRITING;
        while !changes.is_empty() && !changes.complete && !changes.all && Instant::now() < grace {
            changes = self.wait(changes, Some(grace));
        }
        std::mem::take(&mut changes)
    }

    fn wait<'a>(
        &self,
        changes: MutexGuard<'a, Changes>,
        deadline: Option<Instant>,
    ) -> MutexGuard<'a, Changes> {
        match deadline {
            None => self.arrived.wait(changes).unwrap_or_else(PoisonError::into_inner),
            Some(deadline) => {
                let left = deadline.saturating_duration_since(Instant::now());
                self.arrived.wait_timeout(changes, left).unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, root: &Path, event: notify::Result<Event>) {
        self.lock().add(root, event);
        self.arrived.notify_all();
    }
}

/// The watch over a site's folders; ends when it is dropped.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

impl Watch {
    /// Begins to watch the site file and the folders of the site; changes go to `inbox`.
    ///
    /// `root` is free of symbolic links, since events name real paths.
    pub(super) fn begin(root: &Path, inbox: &Arc<Inbox>) -> notify::Result<Self> {
        let (place, inbox) = (root.to_path_buf(), inbox.clone());
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<Event>| inbox.add(&place, event))?;
        // The folder itself tells of the site file, and of folders that come and go.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        let mut watch = Self { watcher, root: root.to_path_buf() };
        for folder in FOLDERS {
            watch.renew(folder)?;
        }
        Ok(watch)
    }

    /// Watches those of the site's folders again that themselves came or went.
    pub(super) fn follow(&mut self, changes: &Changes) -> notify::Result<()> {
        let moved = |folder: &&str| changes.all || changes.paths.contains(&self.root.join(folder));
        let moved: Vec<&str> = FOLDERS.into_iter().filter(moved).collect();
        moved.into_iter().try_for_each(|folder| self.renew(folder))
    }

    fn renew(&mut self, folder: &str) -> notify::Result<()> {
        let path = self.root.join(folder);
        // A watch that went with its folder is gone already.
        let _ = self.watcher.unwatch(&path);
        match self.watcher.watch(&path, RecursiveMode::Recursive) {
            Err(error) if is_absent(&error) => Ok(()),
            other => other,
        }
    }
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(events: &[(EventKind, &str)]) -> Changes {
        let mut changes = Changes::default();
        for (kind, path) in events {
            changes.add(Path::new("/site"), Ok(Event::new(*kind).add_path(PathBuf::from(path))));
        }
        changes
    }

    const CREATED: EventKind = EventKind::Create(CreateKind::File);
    const WRITTEN: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
    const NAMED: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    #[test]
    fn only_files_of_the_site_count() {
        let seen = changes(&[
            (WRITTEN, "/site/public/index.html"),
            (WRITTEN, "/site/notes.md"),
            (WRITTEN, "/site/content/policies/.x.zh.md.swp"),
            (WRITTEN, "/elsewhere/content/policies/x.zh.md"),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), "/site/jingwei.toml"),
        ]);
        assert!(seen.is_empty(), "{seen:?}");
        let seen = changes(&[(WRITTEN, "/site/jingwei.toml"), (NAMED, "/site/static/.well-known/x")]);
        assert_eq!(seen.paths.len(), 2);
    }

    #[test]
    fn a_file_is_whole_when_it_is_closed_or_gets_its_name() {
        let page = "/site/content/policies/x.zh.md";
        assert!(!changes(&[(CREATED, page)]).complete);
        assert!(changes(&[(CREATED, page), (WRITTEN, page)]).complete);
        assert!(changes(&[(NAMED, page)]).complete);
        assert!(!changes(&[(WRITTEN, "/site/content/policies/x.zh.md.tmp")]).complete);
    }

    #[test]
    fn lost_events_mean_everything() {
        let mut seen = Changes::default();
        seen.add(Path::new("/site"), Ok(Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan)));
        assert!(seen.all);
        let many: Vec<String> = (0..=MANY).map(|n| format!("/site/content/policies/x{n}.zh.md")).collect();
        let many: Vec<_> = many.iter().map(|path| (WRITTEN, path.as_str())).collect();
        assert!(changes(&many).all);
    }
}
