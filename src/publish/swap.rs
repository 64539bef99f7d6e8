//! The moment in which the new site takes the place of the old one.
//!
//! [`swap`] renames folders and nothing else; [`recover`] repairs what a build that was killed in
//! the middle of it left. Nothing here removes a site.
//!
//! Nothing is flushed to the disk by hand (`fsync`). What a process has written survives its death
//! in any case; only a machine that loses power could lose the last seconds of a site, and it is
//! made again from its content.
//!
//! Start with [`swap`].

use super::{PublishError, io_error};
use std::{fs, io, path::Path};

/// How two folders change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SwapMethod {
    /// In one step, or by two renames where the system has no such step.
    Exchange,
    /// The old one aside, then the new one in. For the moment between them there is no site.
    TwoRenames,
}

impl SwapMethod {
    /// The best that the system has.
    pub(super) fn of_system() -> Self {
        let knows_exchange = cfg!(any(target_os = "linux", target_os = "android", target_vendor = "apple"));
        if knows_exchange { Self::Exchange } else { Self::TwoRenames }
    }
}

/// Where the old site is after a swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OldSite {
    /// There was none.
    None,
    /// Where the new one was staged.
    Staged,
    /// At the place kept for it.
    Aside,
}

/// The three places that take part: all in one folder, so that renaming never copies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'a> {
    /// Where the new site was written.
    pub(super) staged: &'a Path,
    /// Where readers look.
    pub(super) target: &'a Path,
    /// Where the old site stands between two renames.
    pub(super) aside: &'a Path,
}

/// Puts the staged folder in the place of the target.
///
/// If it fails, the target is what it was; [`PublishError::Stranded`] is the one exception.
pub(super) fn swap(places: Places<'_>, method: SwapMethod) -> Result<OldSite, PublishError> {
    if !is_there(places.target)? {
        rename(places.staged, places.target)?;
        return Ok(OldSite::None);
    }
    if method == SwapMethod::Exchange
        && exchange(places.staged, places.target).map_err(io_error("replace", places.target))?
    {
        return Ok(OldSite::Staged);
    }
    set_aside(places)?;
    put_in(places)?;
    Ok(OldSite::Aside)
}

/// The first of the two renames.
fn set_aside(places: Places<'_>) -> Result<(), PublishError> {
    fs::rename(places.target, places.aside).map_err(io_error("replace", places.target))
}

/// The second of the two renames; puts the old site back if it fails.
fn put_in(places: Places<'_>) -> Result<(), PublishError> {
    let Places { staged, target, aside } = places;
    let Err(error) = fs::rename(staged, target) else { return Ok(()) };
    match fs::rename(aside, target) {
        Ok(()) => Err(io_error("replace", target)(error)),
        Err(_) => {
            Err(PublishError::Stranded { target: target.to_owned(), aside: aside.to_owned(), source: error })
        }
    }
}

/// Puts back an old site that a killed build left aside; says whether it did.
///
/// A build that swaps by two renames can be killed at three points:
///
/// 1. before the first: the target is there, nothing is aside;
/// 2. between them: no target, the old site is aside and goes back;
/// 3. after the second: the target is the new site, the old one aside is left over.
pub(super) fn recover(target: &Path, aside: &Path) -> Result<bool, PublishError> {
    if is_there(target)? || !is_there(aside)? {
        return Ok(false);
    }
    rename(aside, target).map(|()| true)
}

fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::rename(from, to).map_err(io_error("create", to))
}

fn is_there(path: &Path) -> Result<bool, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io_error("look at", path)(error)),
    }
}

/// Exchanges two folders in one step; says whether the system can.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // Old kernels do not know the call, some file systems do not know the flag, and some
        // sandboxes answer "not permitted" to calls that are not on their list. Where it is truly
        // not permitted, the two renames say so again.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP | Errno::PERM) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A folder with an old and a new site in it.
    struct Sites {
        _folder: tempfile::TempDir,
        staged: PathBuf,
        target: PathBuf,
        aside: PathBuf,
    }

    impl Sites {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let [staged, target, aside] = ["staged", "target", "aside"].map(|name| folder.path().join(name));
            for (path, text) in [(&staged, "new"), (&target, "old")] {
                fs::create_dir(path).expect("a folder");
                fs::write(path.join("page"), text).expect("a file");
            }
            Self { _folder: folder, staged, target, aside }
        }

        fn places(&self) -> Places<'_> {
            Places { staged: &self.staged, target: &self.target, aside: &self.aside }
        }

        /// What the site at each place says.
        fn pages(&self) -> [String; 3] {
            [&self.staged, &self.target, &self.aside]
                .map(|path| fs::read_to_string(path.join("page")).unwrap_or_else(|_| "nothing".to_owned()))
        }
    }

    #[test]
    fn two_renames_end_with_the_old_site_aside() {
        let sites = Sites::new();
        assert_eq!(swap(sites.places(), SwapMethod::TwoRenames).expect("swapped"), OldSite::Aside);
        assert_eq!(sites.pages(), ["nothing", "new", "old"]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn an_exchange_ends_with_the_old_site_staged() {
        let sites = Sites::new();
        let old = swap(sites.places(), SwapMethod::Exchange).expect("swapped");
        // A file system without the exchange, such as some containers have, takes the other way.
        let pages = match old {
            OldSite::Staged => ["old", "new", "nothing"],
            _ => ["nothing", "new", "old"],
        };
        assert_eq!(sites.pages(), pages);
    }

    #[test]
    fn the_first_site_needs_no_old_one() {
        let sites = Sites::new();
        fs::remove_dir_all(&sites.target).expect("removed");
        assert_eq!(swap(sites.places(), SwapMethod::Exchange).expect("swapped"), OldSite::None);
        assert_eq!(sites.pages(), ["nothing", "new", "nothing"]);
    }

    #[test]
    fn a_second_rename_that_fails_brings_the_old_site_back() {
        let sites = Sites::new();
        fs::remove_dir_all(&sites.staged).expect("removed");
        let error = swap(sites.places(), SwapMethod::TwoRenames).expect_err("nothing to put in");
        assert!(matches!(error, PublishError::Io { doing: "replace", .. }), "{error}");
        assert_eq!(sites.pages(), ["nothing", "old", "nothing"]);
    }

    #[test]
    fn a_site_that_cannot_be_brought_back_is_named() {
        let sites = Sites::new();
        fs::remove_dir_all(&sites.staged).expect("removed");
        fs::remove_dir_all(&sites.target).expect("removed");
        let error = put_in(sites.places()).expect_err("nothing to put in, nothing to put back");
        assert!(matches!(error, PublishError::Stranded { .. }), "{error}");
    }

    #[test]
    fn a_kill_between_the_renames_is_repaired() {
        let sites = Sites::new();
        set_aside(sites.places()).expect("set aside");
        assert_eq!(sites.pages(), ["new", "nothing", "old"]);
        assert!(recover(&sites.target, &sites.aside).expect("recovered"));
        assert_eq!(sites.pages(), ["new", "old", "nothing"]);
    }

    #[test]
    fn a_kill_after_the_renames_keeps_the_new_site() {
        let sites = Sites::new();
        swap(sites.places(), SwapMethod::TwoRenames).expect("swapped");
        assert!(!recover(&sites.target, &sites.aside).expect("nothing to do"));
        assert_eq!(sites.pages(), ["nothing", "new", "old"]);
    }
}
