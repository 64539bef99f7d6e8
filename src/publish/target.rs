//! The folder that will be replaced, and whether it may be.
//!
//! [`Target`] settles the path once and gives the names that publishing uses beside it. It refuses
//! what jingwei did not make; it changes nothing but missing parent folders and leftovers of dead
//! builds.
//!
//! Start with [`Target::settle`], then [`Target::check_maker`].

use super::{
    PublishError, io_error,
    manifest::{Maker, maker_of},
    swap,
};
use std::{
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf, absolute},
};

/// A folder that a site may be published to.
#[derive(Debug)]
pub(super) struct Target {
    /// The folder; its parents are real folders, not links.
    pub(super) path: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Target {
    /// Finds the folder that a path means, and refuses what must never be replaced.
    pub(super) fn settle(path: &Path, protected: &[PathBuf]) -> Result<Self, PublishError> {
        // Collecting the parts drops a `/` at the end, which would make the system follow a link.
        let path: PathBuf = path.components().collect();
        let real = match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => return Err(PublishError::SymbolicLink(path)),
            Ok(metadata) if !metadata.is_dir() => return Err(PublishError::NotAFolder(path)),
            Ok(_) => fs::canonicalize(&path).map_err(io_error("look at", &path))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => real_path_of_missing(&path)?,
            Err(error) => return Err(io_error("look at", &path)(error)),
        };
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(PublishError::NoName(path));
        };
        let target = Self { parent: parent.to_owned(), name: name.to_owned(), path: real };
        target.check_protected(protected)?;
        target.check_mount()?;
        Ok(target)
    }

    /// Refuses a target that is, or holds, what the site is made from.
    fn check_protected(&self, protected: &[PathBuf]) -> Result<(), PublishError> {
        for path in protected {
            let real =
                fs::canonicalize(path).or_else(|_| absolute(path)).map_err(io_error("look at", path))?;
            if real.starts_with(&self.path) {
                let (target, protected) = (self.path.clone(), path.clone());
                return Err(PublishError::Protected { target, protected });
            }
        }
        Ok(())
    }

    /// Refuses a target that is on another disk than its parent: it cannot be renamed, and that
    /// should be said before the site is built, not after.
    fn check_mount(&self) -> Result<(), PublishError> {
        match (device(&self.path), device(&self.parent)) {
            (Ok(own), Ok(parents)) if own != parents => Err(PublishError::MountPoint(self.path.clone())),
            _ => Ok(()),
        }
    }

    /// Refuses a target that holds what jingwei did not write.
    pub(super) fn check_maker(&self) -> Result<(), PublishError> {
        let metadata = match fs::symlink_metadata(&self.path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(io_error("look at", &self.path)(error)),
        };
        if metadata.is_symlink() {
            return Err(PublishError::SymbolicLink(self.path.clone()));
        }
        if !metadata.is_dir() {
            return Err(PublishError::NotAFolder(self.path.clone()));
        }
        match maker_of(&self.path)? {
            Maker::Nobody | Maker::Jingwei => Ok(()),
            Maker::Others => Err(PublishError::Foreign(self.path.clone())),
            Maker::JingweiAndOthers(files) => {
                Err(PublishError::ForeignFiles { target: self.path.clone(), files })
            }
        }
    }

    /// The lock file of the target.
    pub(super) fn lock_path(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Where the old site stands between two renames.
    pub(super) fn aside_path(&self) -> PathBuf {
        self.beside("old")
    }

    /// Where this process writes the new site.
    pub(super) fn staging_path(&self) -> PathBuf {
        self.beside(&format!("staging-{}", std::process::id()))
    }

    /// A hidden name beside the target: `.public.jingwei-old` for `public`.
    fn beside(&self, what: &str) -> PathBuf {
        self.parent.join(self.hidden_name(what))
    }

    fn hidden_name(&self, what: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".jingwei-");
        name.push(what);
        name
    }

    /// Repairs and removes what builds that were killed have left. Only the holder of the lock may
    /// call this: the staging folder of a living build would be taken for a leftover.
    pub(super) fn clean(&self) -> Result<(), PublishError> {
        let aside = self.aside_path();
        swap::recover(&self.path, &aside)?;
        remove_tree(&aside)?;
        let prefix = self.hidden_name("staging-");
        for entry in fs::read_dir(&self.parent).map_err(io_error("read", &self.parent))? {
            let entry = entry.map_err(io_error("read", &self.parent))?;
            if is_staging_name(&entry.file_name(), &prefix) {
                remove_tree(&entry.path())?;
            }
        }
        Ok(())
    }
}

/// Whether a name is the prefix and a process id.
fn is_staging_name(name: &OsStr, prefix: &OsStr) -> bool {
    name.as_encoded_bytes()
        .strip_prefix(prefix.as_encoded_bytes())
        .is_some_and(|id| !id.is_empty() && id.iter().all(u8::is_ascii_digit))
}

/// Removes a folder and all below it; one that is not there is removed already. A link is removed,
/// not followed.
pub(super) fn remove_tree(path: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error("remove", path)(error)),
        _ => Ok(()),
    }
}

/// The real path of a folder that is not there yet; makes the folders above it.
fn real_path_of_missing(path: &Path) -> Result<PathBuf, PublishError> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(PublishError::NoName(path.to_owned()));
    };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    fs::create_dir_all(parent).map_err(io_error("create", parent))?;
    let parent = fs::canonicalize(parent).map_err(io_error("look at", parent))?;
    Ok(parent.join(name))
}

/// The number of the disk that a folder is on.
#[cfg(unix)]
fn device(path: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).map(|metadata| metadata.dev())
}

#[cfg(not(unix))]
fn device(_path: &Path) -> io::Result<u64> {
    Ok(0)
}
