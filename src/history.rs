//! What a file said before, from the history of the repository that it stands in.
//!
//! Asks the program `git`, and only for one file at a time; nothing else in the program does. Without
//! git, without a repository, or in a shallow one whose history is cut off, there is no [`History`],
//! and what would have been said of it is left out. Nothing of it enters a check or a build.
//!
//! Start with [`History::of`].

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How many versions of a file are looked at.
const MOST_VERSIONS: &str = "--max-count=500";

/// The history of a folder's files.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

/// One version of a file: a commit, and the path that the file had then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    commit: String,
    path: String,
}

impl History {
    /// The history of the repository that a folder stands in, if all of it is there.
    pub fn of(folder: &Path) -> Option<Self> {
        let history = Self { folder: folder.to_owned() };
        let answer = history.git(&["rev-parse", "--is-inside-work-tree", "--is-shallow-repository"])?;
        (answer.lines().collect::<Vec<_>>() == ["true", "false"]).then_some(history)
    }

    /// The versions of a file, the newest first, under whatever name; its path is below the folder.
    pub fn versions(&self, path: &str) -> Vec<Version> {
        // The settings of whoever runs this must not change what is answered, or run anything else.
        let mut list =
            vec!["-c", "log.showRoot=true", "log", "--follow", "--no-color", "--no-show-signature"];
        list.extend(["--no-relative", "--name-only", "--format=commit %H", MOST_VERSIONS, "--", path]);
        let answer = self.git(&list).unwrap_or_default();
        let mut versions = Vec::new();
        let mut commit = None;
        for line in answer.lines().filter(|line| !line.is_empty()) {
            if let Some(found) = line.strip_prefix("commit ") {
                commit = Some(found.to_owned());
            } else if let Some(commit) = commit.take() {
                versions.push(Version { commit, path: line.to_owned() });
            }
        }
        versions
    }

    /// The text that a file had in a version; nothing if it was no text, or was not there.
    pub fn text(&self, version: &Version) -> Option<String> {
        self.git(&["cat-file", "blob", &format!("{}:{}", version.commit, version.path)])
    }

    /// What git answers; nothing if it refuses or is not there.
    fn git(&self, arguments: &[&str]) -> Option<String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(["-c", "core.quotePath=false"]).args(arguments);
        // A hook that calls the program has these set, for another folder or index.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(name);
        }
        let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then_some(output.stdout).and_then(|text| String::from_utf8(text).ok())
    }
}
