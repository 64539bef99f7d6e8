//! The new site while it is written.
//!
//! [`Stage`] is a folder beside the target that takes files from many threads and ends in one of
//! two ways: [`Stage::commit`] makes it the site, dropping it removes it. The target is not touched
//! before that.
//!
//! Start with [`Stage::begin`].

use super::{
    FileRecord, MANIFEST_NAME, Manifest, PublishError, Published,
    claims::Claims,
    compress::{self, Effort},
    io_error,
    lock::Lock,
    manifest,
    swap::{OldSite, Places, SwapMethod, swap},
    target::{Target, remove_tree},
};
use crate::{digest::Digest, output::OutputPath};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A site that is being written and that nobody sees yet.
///
/// While it lives, no other process can publish to the same target.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    target: Target,
    method: SwapMethod,
    record: Mutex<Record>,
    effort: Option<Effort>,
    committed: bool,
    // Dropped last, when the folder is gone.
    _lock: Lock,
}

#[derive(Debug)]
struct Record {
    claims: Claims,
    manifest: Manifest,
}

impl Stage {
    /// Checks that `target` may be replaced, removes what killed builds left, and opens a stage.
    ///
    /// A target may be missing, empty, or made by jingwei with nothing added to it. It is never a
    /// symbolic link, and it never is or holds one of the `protected` paths: the site's root and
    /// other folders that the site is made from.
    pub fn begin(target: &Path, protected: &[PathBuf]) -> Result<Self, PublishError> {
        let target = Target::settle(target, protected)?;
        let lock = Lock::take(&target.lock_path(), &target.path)?;
        target.clean()?;
        target.check_maker()?;
        let folder = target.staging_path();
        fs::create_dir(&folder).map_err(io_error("create", &folder))?;
        let record = Record { claims: Claims::holding(MANIFEST_NAME), manifest: Manifest::default() };
        Ok(Self {
            folder,
            target,
            method: SwapMethod::of_system(),
            record: Mutex::new(record),
            effort: None,
            committed: false,
            _lock: lock,
        })
    }

    /// Adds compressed forms beside the files that are written from now on: `x.css.gz` and
    /// `x.css.br` for `x.css`, where it is text and large enough.
    #[must_use]
    pub fn precompressing(mut self, effort: Effort) -> Self {
        self.effort = Some(effort);
        self
    }

    /// Writes one file. Every path may be written once.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), PublishError> {
        self.write_alone(path, bytes)?;
        let Some(effort) = self.effort.filter(|_| compress::is_text(path.as_str())) else { return Ok(()) };
        for (ending, form) in compress::forms(bytes, effort) {
            // A name that is as long as names may be has no room for an ending.
            let Ok(path) = OutputPath::new(&format!("{path}{ending}")) else { continue };
            self.write_alone(&path, &form)?;
        }
        Ok(())
    }

    /// Takes a path for a file. Whether the compressed form of a file or a file of its name comes
    /// first depends on the threads; the answer does not.
    fn claim(&self, path: &OutputPath) -> Result<(), PublishError> {
        match self.record().claims.claim(path) {
            Err(PublishError::Twice(form)) if self.effort.is_some() => Err(match compress::file_of(&form) {
                Some(file) => PublishError::CompressedTwice { file: file.to_owned(), form },
                None => PublishError::Twice(form),
            }),
            answer => answer,
        }
    }

    fn write_alone(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), PublishError> {
        self.claim(path)?;
        let place = self.folder.join(path.as_str());
        self.create(&place)?.write_all(bytes).map_err(io_error("write", &place))?;
        self.note(path, FileRecord { size: bytes.len() as u64, digest: Digest::of(bytes) });
        Ok(())
    }

    /// Copies the bytes of one file, but not its permissions or its time.
    pub fn copy(&self, path: &OutputPath, source: &Path) -> Result<(), PublishError> {
        if self.effort.is_some() && compress::is_text(path.as_str()) {
            let bytes = fs::read(source).map_err(io_error("read", source))?;
            return self.write(path, &bytes);
        }
        self.claim(path)?;
        let mut from = File::open(source).map_err(io_error("read", source))?;
        let place = self.folder.join(path.as_str());
        let mut to = self.create(&place)?;
        let (digest, size) = Digest::of_stream(&mut from, &mut to).map_err(|error| PublishError::Copy {
            from: source.to_owned(),
            to: place,
            source: error,
        })?;
        self.note(path, FileRecord { size, digest });
        Ok(())
    }

    /// Makes the stage the site.
    ///
    /// The old site is removed after the swap. If that fails the new one stands all the same.
    pub fn commit(mut self) -> Result<Published, PublishError> {
        let manifest = std::mem::take(&mut self.record().manifest);
        let text = manifest::to_text(&manifest);
        let place = self.folder.join(MANIFEST_NAME);
        fs::write(&place, &text).map_err(io_error("write", &place))?;
        // Somebody may have put something there while the site was built.
        self.target.check_maker()?;
        let aside = self.target.aside_path();
        let places = Places { staged: &self.folder, target: &self.target.path, aside: &aside };
        let old = match swap(places, self.method)? {
            OldSite::None => None,
            OldSite::Staged => Some(self.folder.clone()),
            OldSite::Aside => Some(aside),
        };
        self.committed = true;
        Ok(Published {
            target: self.target.path.clone(),
            files: manifest.files.len(),
            bytes: manifest.bytes(),
            digest: Digest::of(text.as_bytes()),
            left_behind: old.filter(|path| remove_tree(path).is_err()),
        })
    }

    /// Creates a file, and its folders if they are missing: one attempt is cheaper than a record
    /// of folders that all threads would wait for.
    fn create(&self, place: &Path) -> Result<File, PublishError> {
        match File::create_new(place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = place.parent().unwrap_or(&self.folder);
                fs::create_dir_all(folder).map_err(io_error("create", folder))?;
                File::create_new(place).map_err(io_error("create", place))
            }
            answer => answer.map_err(io_error("create", place)),
        }
    }

    fn note(&self, path: &OutputPath, file: FileRecord) {
        self.record().manifest.files.insert(path.clone(), file);
    }

    /// The record. A thread that panicked cannot have left it half-changed in a way that matters:
    /// its panic ends the build.
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.committed {
            // What cannot be removed now is removed by the next build.
            let _ = remove_tree(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(target: &Path, text: &str, method: SwapMethod) -> Published {
        let mut stage = Stage::begin(target, &[]).expect("the target may be replaced");
        stage.method = method;
        let path = OutputPath::new("page").expect("a path");
        stage.write(&path, text.as_bytes()).expect("written");
        stage.commit().expect("published")
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn both_ways_of_swapping_leave_the_new_site_and_nothing_else() {
        for method in [SwapMethod::Exchange, SwapMethod::TwoRenames] {
            let folder = tempfile::tempdir().expect("a folder");
            let target = folder.path().join("public");
            for text in ["one", "two", "three"] {
                let published = publish(&target, text, method);
                assert_eq!(published.left_behind, None);
                assert_eq!(fs::read_to_string(target.join("page")).expect("the page"), text);
                assert_eq!(names(folder.path()), ["public"]);
            }
        }
    }

    #[test]
    fn a_build_killed_between_two_renames_is_repaired_by_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("public");
        publish(&target, "old", SwapMethod::TwoRenames);
        // What the dead build has left: the old site aside, its own in the stage.
        fs::rename(&target, folder.path().join(".public.jingwei-old")).expect("renamed");
        fs::create_dir(folder.path().join(".public.jingwei-staging-1")).expect("a folder");
        let stage = Stage::begin(&target, &[]).expect("repaired");
        assert_eq!(fs::read_to_string(target.join("page")).expect("the page"), "old");
        drop(stage);
        assert_eq!(names(folder.path()), ["public"]);
    }

    #[test]
    fn a_target_that_was_filled_during_the_build_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("public");
        let stage = Stage::begin(&target, &[]).expect("nothing there");
        fs::create_dir(&target).expect("a folder");
        fs::write(target.join("letter"), "mine").expect("a file");
        assert!(matches!(stage.commit(), Err(PublishError::Foreign(_))));
        assert_eq!(names(folder.path()), ["public"]);
        assert_eq!(names(&target), ["letter"]);
    }
}
