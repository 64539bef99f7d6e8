//! Puts a finished site in the place of the old one.
//!
//! Files go in through a [`Stage`], a folder beside the target; [`Stage::commit`] swaps it in as a
//! whole. A reader of the target sees the old site or the new one, never a mix, and a build that
//! fails or is killed leaves the old site. Only a folder that jingwei made is ever replaced.
//! Nothing here knows what the files mean.
//!
//! Start with [`Stage`]; `swap.rs` holds the one moment that matters.

#![expect(clippy::disallowed_methods, reason = "this is the gate through which the site is written")]

mod claims;
mod compress;
mod lock;
mod manifest;
mod stage;
mod swap;
mod target;

pub use compress::Effort;
pub use manifest::{FileRecord, MANIFEST_NAME, Manifest, ManifestError};
pub use stage::Stage;

use crate::digest::Digest;
use std::{
    io,
    path::{Path, PathBuf},
};

/// What a publication did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The folder, with symbolic links in its parents resolved.
    pub target: PathBuf,
    /// How many files it holds, not counting the manifest.
    pub files: usize,
    /// Their size together, in bytes.
    pub bytes: u64,
    /// The digest of the manifest: equal for equal sites.
    pub digest: Digest,
    /// The old site, where it could not be removed. The next build tries again.
    pub left_behind: Option<PathBuf>,
}

/// Why a site was not published. The old one stands.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Another process is publishing to the same target.
    #[error(
        "`{0}` is being published by another jingwei; wait for it, or choose another folder with `--output`"
    )]
    Busy(PathBuf),
    /// The target has no name of its own, such as `/` or `..` of a missing folder.
    #[error("`{0}` is not the name of a folder that can be replaced; choose another with `--output`")]
    NoName(PathBuf),
    /// The target is a symbolic link.
    #[error("`{0}` is a symbolic link and is not replaced; publish to the folder that it leads to")]
    SymbolicLink(PathBuf),
    /// The target is a file or another thing that is no folder.
    #[error("`{0}` is not a folder; remove it, or choose another folder with `--output`")]
    NotAFolder(PathBuf),
    /// Replacing the target would remove what the site is made from.
    #[error("{}; choose another folder with `--output`", holds(target, protected))]
    Protected {
        /// The target.
        target: PathBuf,
        /// What it holds.
        protected: PathBuf,
    },
    /// The target is where another disk is mounted, so that it cannot be renamed.
    #[error("a disk is mounted at `{0}`, so the folder cannot be swapped; publish to a folder inside it")]
    MountPoint(PathBuf),
    /// The target holds files and has no manifest.
    #[error(
        "`{0}` holds files and was not made by jingwei; empty it, or choose another folder with `--output`"
    )]
    Foreign(PathBuf),
    /// The target was made by jingwei, but somebody added files.
    #[error(
        "`{target}` holds files that jingwei did not write ({}); \
        move them away, or into `static/` if they belong to the site",
        list(files)
    )]
    ForeignFiles {
        /// The target.
        target: PathBuf,
        /// The first few of the files, below the target.
        files: Vec<String>,
    },
    /// The same path twice.
    #[error("`{0}` would be written twice")]
    Twice(String),
    /// A file of the site stands where the compressed form of another one goes.
    #[error(
        "`{form}` is a file of the site, and `--precompress` writes the compressed form of `{file}` there; \
        delete or rename the site's own file, or build without `--precompress`"
    )]
    CompressedTwice {
        /// Where the compressed form would stand.
        form: String,
        /// The file that it is of.
        file: String,
    },
    /// One path is both a file and a folder.
    #[error("`{0}` would be a file and a folder")]
    FileAndFolder(String),
    /// Two paths that some systems store as one.
    #[error(
        "`{first}` and `{second}` differ only in upper and lower case, which some systems do not tell apart"
    )]
    Collision {
        /// The path that sorts first.
        first: String,
        /// The other.
        second: String,
    },
    /// Nothing can be made beside the target.
    #[error("cannot write in `{folder}` ({source}): choose another folder with `--output`")]
    NotWritable {
        /// The folder that holds the target.
        folder: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
    /// The disk refused.
    #[error("could not {doing} `{path}`: {source}")]
    Io {
        /// What was tried: a verb that takes the path.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
    /// A file could not be copied; either side may be at fault.
    #[error("could not copy `{from}` to `{to}`: {source}")]
    Copy {
        /// The file that was read.
        from: PathBuf,
        /// The file that was written.
        to: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
    /// The swap failed half-way and could not be undone.
    #[error(
        "could not swap in the new site, and the old one is now `{aside}` instead of `{target}`: {source}"
    )]
    Stranded {
        /// Where the site should be.
        target: PathBuf,
        /// Where the old site is; the next build puts it back.
        aside: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
}

fn holds(target: &Path, protected: &Path) -> String {
    // Joining an empty name leaves a slash, which components do not show.
    let (whole, part) = (target.display(), protected.components().collect::<PathBuf>());
    if target.components().eq(part.components()) {
        return format!("`{whole}` is the site's own folder");
    }
    format!("`{whole}` holds `{}`, which the site is made from", part.display())
}

fn list(files: &[String]) -> String {
    files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ")
}

/// Makes an error of an answer of the system.
fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    let path = path.to_owned();
    move |source| PublishError::Io { doing, path, source }
}
