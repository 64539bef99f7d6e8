//! Which paths of the site are taken.
//!
//! A web server that runs on Linux tells `A` from `a`, the disk of a Mac or of Windows does not:
//! two such paths would give one file there and two here. [`Claims`] refuses the second, whether
//! it is a file or a folder, so that a site is the same wherever it is built. Nothing here touches
//! the disk.
//!
//! Start with [`Claims::claim`].

use super::PublishError;
use crate::output::OutputPath;
use std::{borrow::Cow, collections::HashMap, sync::Arc};
use unicode_normalization::UnicodeNormalization;

/// The paths that are taken, by the form in which a careless system sees them.
#[derive(Debug, Default)]
pub(super) struct Claims {
    by_folded: HashMap<Arc<str>, Claim>,
}

#[derive(Debug)]
struct Claim {
    exact: Arc<str>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

impl Claims {
    /// The claims of a site in which one file name is taken from the start. The name is in its
    /// folded form.
    pub(super) fn holding(name: &'static str) -> Self {
        let claim = Claim { exact: name.into(), kind: Kind::File };
        Self { by_folded: HashMap::from([(name.into(), claim)]) }
    }

    /// Takes a path for a file, and the folders above it.
    pub(super) fn claim(&mut self, path: &OutputPath) -> Result<(), PublishError> {
        let mut folder = path.folder();
        while let Some(name) = folder {
            // Where a folder is known, those above it are.
            if !self.take(name, Kind::Folder, || name.into())? {
                break;
            }
            folder = name.rsplit_once('/').map(|(above, _)| above);
        }
        self.take(path.as_str(), Kind::File, || path.shared()).map(|_| ())
    }

    /// Takes one path; says whether it is new. Only a folder may be taken again.
    fn take(&mut self, path: &str, kind: Kind, shared: impl Fn() -> Arc<str>) -> Result<bool, PublishError> {
        let folded = fold(path);
        let Some(known) = self.by_folded.get(&*folded) else {
            let exact = shared();
            let key = if *folded == *path { Arc::clone(&exact) } else { folded.into() };
            self.by_folded.insert(key, Claim { exact, kind });
            return Ok(true);
        };
        if *known.exact != *path {
            // Which of the two comes first depends on the threads; the message must not.
            let [first, second] =
                if *known.exact < *path { [&*known.exact, path] } else { [path, &known.exact] };
            return Err(PublishError::Collision { first: first.to_owned(), second: second.to_owned() });
        }
        match (known.kind, kind) {
            (Kind::Folder, Kind::Folder) => Ok(false),
            (Kind::File, Kind::File) => Err(PublishError::Twice(path.to_owned())),
            _ => Err(PublishError::FileAndFolder(path.to_owned())),
        }
    }
}

/// The form in which paths are compared: lower case of upper case, composed. Going through upper
/// case makes `ß` and `SS`, `ς` and `σ` the same, as the strictest systems have it.
fn fold(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    let upper = path.chars().flat_map(char::to_uppercase);
    Cow::Owned(upper.flat_map(char::to_lowercase).nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message of the last of several claims.
    fn claim(paths: &[&str]) -> String {
        let mut claims = Claims::default();
        let mut answer = Ok(());
        for path in paths {
            assert!(answer.is_ok(), "only the last path may be refused");
            answer = claims.claim(&OutputPath::new(path).expect("a good path"));
        }
        answer.map_or_else(|error| error.to_string(), |()| "taken".to_owned())
    }

    #[test]
    fn files_share_folders() {
        assert_eq!(claim(&["a/b/x", "a/b/y", "a/c/x", "a/x", "x", "字/x", "字/y"]), "taken");
    }

    #[test]
    fn a_path_is_written_once() {
        assert_eq!(claim(&["a/x", "a/x"]), "`a/x` would be written twice");
        assert_eq!(claim(&["e\u{301}", "\u{e9}"]), "`\u{e9}` would be written twice");
    }

    #[test]
    fn a_path_is_a_file_or_a_folder() {
        assert_eq!(claim(&["a", "a/x"]), "`a` would be a file and a folder");
        assert_eq!(claim(&["a/b/x", "a"]), "`a` would be a file and a folder");
    }

    #[test]
    fn paths_that_differ_in_case_are_refused_in_either_order() {
        let refused =
            "`a/X` and `a/x` differ only in upper and lower case, which some systems do not tell apart";
        assert_eq!(claim(&["a/X", "a/x"]), refused);
        assert_eq!(claim(&["a/x", "a/X"]), refused);
        assert!(claim(&["A/x", "a/y"]).starts_with("`A` and `a`"));
        assert!(claim(&["É", "e\u{301}"]).starts_with("`É` and `é`"));
        assert!(claim(&["straße", "STRASSE"]).starts_with("`STRASSE` and `straße`"));
    }
}
