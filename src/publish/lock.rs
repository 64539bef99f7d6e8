//! Keeps two builds of one target apart.
//!
//! [`Lock`] is an advisory lock on a file beside the target. The system drops it with the process
//! that holds it, so a killed build locks nothing, and whoever holds it knows that every staging
//! folder of the target belongs to a build that is dead.
//!
//! Start with [`Lock::take`].

use super::{PublishError, io_error};
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The right to publish to one target. Ends when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`, or says that `target` is busy.
    pub(super) fn take(path: &Path, target: &Path) -> Result<Self, PublishError> {
        loop {
            let file = File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)
                .map_err(|source| not_writable(path, source))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(target.to_owned())),
                Err(TryLockError::Error(error)) => return Err(io_error("lock", path)(error)),
            }
            // The holder before us removes the file as it leaves. If that happened after we had
            // opened it, our lock is on a file that nobody else will find.
            if is_at(&file, path).map_err(io_error("look at", path))? {
                return Ok(Self { path: path.to_owned(), _file: file });
            }
        }
    }
}

fn not_writable(path: &Path, source: io::Error) -> PublishError {
    PublishError::NotWritable { folder: path.parent().unwrap_or(path).to_owned(), source }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held, see `take`. Elsewhere the file stays, as it cannot be told
        // there whether an open file still has its name.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_by_one_and_leaves_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let first = Lock::take(&path, Path::new("public")).expect("nobody holds it");
        let second = Lock::take(&path, Path::new("public"));
        assert!(matches!(second, Err(PublishError::Busy(target)) if target == Path::new("public")));
        drop(first);
        assert!(!path.exists());
        Lock::take(&path, Path::new("public")).expect("it was given back");
    }

    #[test]
    fn many_threads_never_hold_it_together() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        let Ok(_lock) = Lock::take(&path, Path::new("public")) else { continue };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        taken.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
    }
}
