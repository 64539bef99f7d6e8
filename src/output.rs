//! Files of the published site, as values.
//!
//! [`OutputPath`] says where a file will stand below the published folder, [`Output`] adds its
//! bytes. Nothing here touches the disk, and no value of [`OutputPath`] can leave the folder.
//!
//! Start with [`OutputPath::new`].

use std::{borrow::Borrow, fmt, sync::Arc};
use unicode_normalization::UnicodeNormalization;

/// The longest segment that every file system in use can store, in bytes.
const SEGMENT_LIMIT: usize = 255;

/// Names that Windows keeps for devices, whatever their extension.
const DEVICE_NAMES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The path of a file below the published folder, such as `en/policies/x/index.html`.
///
/// Made of one or more segments with `/` between them, in NFC. No segment is empty, `.` or `..`,
/// none holds a character or has a name that some file system refuses, so joining it to a folder
/// always gives a file inside that folder, on every system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text is not an [`OutputPath`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutputPathError {
    /// The text is empty.
    #[error("the path of an output file is empty")]
    Empty,
    /// The path starts at the root of the file system.
    #[error("`{0}` starts with `/`; output paths start at the site")]
    Absolute(String),
    /// A segment is empty, `.` or `..`.
    #[error("`{0}` has an empty, `.` or `..` segment")]
    Step(String),
    /// A character that some file system refuses, or that separates segments on some.
    #[error("`{path}` holds the character {character:?}, which some systems do not allow in file names")]
    Character {
        /// The path.
        path: String,
        /// The character.
        character: char,
    },
    /// A segment that Windows keeps for a device or changes: `con`, `nul.txt`, `a.`, `a `.
    #[error("`{path}` holds the name `{segment}`, which Windows cannot store")]
    Reserved {
        /// The path.
        path: String,
        /// The segment.
        segment: String,
    },
    /// A segment of more than 255 bytes.
    #[error("`{path}` holds a name of {bytes} bytes; file systems allow 255")]
    TooLong {
        /// The path.
        path: String,
        /// The length of the segment.
        bytes: usize,
    },
}

impl OutputPath {
    /// Checks a path and brings it to NFC.
    pub fn new(path: &str) -> Result<Self, OutputPathError> {
        if path.is_empty() {
            return Err(OutputPathError::Empty);
        }
        if path.starts_with('/') {
            return Err(OutputPathError::Absolute(path.to_owned()));
        }
        let path: String = path.nfc().collect();
        for segment in path.split('/') {
            check_segment(&path, segment)?;
        }
        Ok(Self(path.into()))
    }

    /// The file that a web server sends for a permalink: `en/policies/x/` is
    /// `en/policies/x/index.html`, the empty permalink is `index.html`, and a permalink that names
    /// a file, such as `404.html`, is that file.
    pub fn from_permalink(permalink: &str) -> Result<Self, OutputPathError> {
        if permalink.is_empty() || permalink.ends_with('/') {
            Self::new(&format!("{permalink}index.html"))
        } else {
            Self::new(permalink)
        }
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as text that is shared, not copied.
    pub(crate) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// The address below the site, without `/` at its front: the path without a final
    /// `index.html`. Not percent-encoded.
    pub fn permalink(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// How many folders stand between the site and the file.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// What a link in this file starts with to count from the site: `../` for each folder.
    pub fn root(&self) -> String {
        "../".repeat(self.depth())
    }

    /// The folder of the file, without a final `/`; nothing for a file right in the site.
    pub fn folder(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(folder, _)| folder)
    }
}

fn check_segment(path: &str, segment: &str) -> Result<(), OutputPathError> {
    if matches!(segment, "" | "." | "..") {
        return Err(OutputPathError::Step(path.to_owned()));
    }
    if let Some(character) = segment.chars().find(|&c| is_refused(c)) {
        return Err(OutputPathError::Character { path: path.to_owned(), character });
    }
    if is_reserved(segment) {
        return Err(OutputPathError::Reserved { path: path.to_owned(), segment: segment.to_owned() });
    }
    if segment.len() > SEGMENT_LIMIT {
        return Err(OutputPathError::TooLong { path: path.to_owned(), bytes: segment.len() });
    }
    Ok(())
}

fn is_refused(character: char) -> bool {
    character.is_control() || matches!(character, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Whether Windows keeps the name for a device or drops its last character.
///
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_reserved(segment: &str) -> bool {
    if segment.ends_with(['.', ' ']) {
        return true;
    }
    let stem = segment.split('.').next().unwrap_or(segment).trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    // Windows also takes the superscript digits one to three for port numbers.
    let is_port = |number: &str| {
        matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    };
    DEVICE_NAMES.contains(&stem.as_str()) || port.is_some_and(is_port)
}

/// Lets a map of paths be asked with plain text; the order of paths is the order of their text.
impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// One file of the published site, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it stands.
    pub path: OutputPath,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Output {
    /// Joins a path and its bytes.
    pub fn new(path: OutputPath, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path, bytes: bytes.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(text: &str) -> OutputPath {
        OutputPath::new(text).expect("the path is a good one")
    }

    #[test]
    fn a_permalink_and_its_file_lead_to_each_other() {
        for (permalink, file) in
            [("", "index.html"), ("en/policies/x/", "en/policies/x/index.html"), ("404.html", "404.html")]
        {
            let path = OutputPath::from_permalink(permalink).expect("a good permalink");
            assert_eq!((path.as_str(), path.permalink()), (file, permalink));
        }
        assert_eq!(path("en/my-index.html").permalink(), "en/my-index.html");
    }

    #[test]
    fn the_root_is_as_far_up_as_the_file_is_deep() {
        assert_eq!((path("index.html").depth(), path("index.html").root().as_str()), (0, ""));
        assert_eq!((path("a/b/c.html").depth(), path("a/b/c.html").root().as_str()), (2, "../../"));
        assert_eq!(path("a/b/c.html").folder(), Some("a/b"));
        assert_eq!(path("c.html").folder(), None);
    }

    #[test]
    fn no_path_leaves_the_site() {
        for bad in ["../x", "a/../../x", "a/..", "./x", "a//b", "a/"] {
            assert_eq!(OutputPath::new(bad), Err(OutputPathError::Step(bad.to_owned())), "{bad}");
        }
        assert_eq!(OutputPath::new("/x"), Err(OutputPathError::Absolute("/x".to_owned())));
        assert_eq!(OutputPath::new(""), Err(OutputPathError::Empty));
        for bad in ["a\\b", "a\0b", "a\nb", "c:x", "a?b"] {
            assert!(matches!(OutputPath::new(bad), Err(OutputPathError::Character { .. })), "{bad:?}");
        }
    }

    #[test]
    fn names_that_windows_cannot_store_are_refused() {
        for bad in ["con", "a/NUL.html", "com1.txt", "LPT9", "lpt²", "a./b", "a /b", "con .txt"] {
            assert!(matches!(OutputPath::new(bad), Err(OutputPathError::Reserved { .. })), "{bad}");
        }
        for good in ["content.html", "com10", "com", "lpt0.txt", ".well-known/x", "console/x"] {
            assert!(OutputPath::new(good).is_ok(), "{good}");
        }
        let long = "字".repeat(86);
        assert!(matches!(OutputPath::new(&long), Err(OutputPathError::TooLong { bytes: 258, .. })));
    }

    #[test]
    fn decomposed_names_are_composed() {
        assert_eq!(path("assets/e\u{301}.png").as_str(), "assets/\u{e9}.png");
    }

    proptest! {
        #[test]
        fn a_path_that_is_taken_is_taken_again_unchanged(text in "[a-cé./ \\\\:\u{301}]{0,12}") {
            if let Ok(path) = OutputPath::new(&text) {
                prop_assert_eq!(OutputPath::new(path.as_str()), Ok(path.clone()));
                let normal = std::path::Path::new(path.as_str())
                    .components()
                    .all(|part| matches!(part, std::path::Component::Normal(_)));
                prop_assert!(normal);
            }
        }
    }
}
