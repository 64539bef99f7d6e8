//! The history of a site's files, asked of git in one run.

use super::Loaded;
use crate::{
    input::FilePath,
    model::{
        date::Date,
        history::{Change, History},
    },
};
use std::{path::Path, process::Command};

/// What begins a commit in the answer, and what stands between its day and its first line. Neither
/// can stand in a path or in a message's first line.
const COMMIT: char = '\u{1}';
const FIELD: char = '\u{2}';

/// Why there is no history of a site's files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoHistory {
    /// The program is not there.
    #[error("git cannot be run: {0}")]
    NoGit(String),
    /// Git refuses the folder.
    #[error("the site is in no git repository that can be read: {0}")]
    NoRepository(String),
    /// The repository has only its latest commits.
    #[error("the git repository is a shallow clone; fetch the whole of it (`git fetch --unshallow`)")]
    Shallow,
}

impl Loaded {
    /// Reads the commits that changed the files of `content`, merges left out.
    ///
    /// # Errors
    /// The history is not there or not whole. Half of it would be worse than none: the oldest commit
    /// of a shallow clone seems to have written everything.
    pub fn history(&self) -> Result<History, NoHistory> {
        let shallow = git(&self.root, &["rev-parse", "--is-shallow-repository"])?;
        if shallow.trim() != "false" {
            return Err(NoHistory::Shallow);
        }
        let format = format!("--format={COMMIT}%as{FIELD}%s");
        let log = ["log", "-z", "--relative", "--no-merges", "--no-renames", "--name-only", "--no-color"];
        let answer = git(&self.root, &[&log[..], &[&format, "--", "content"]].concat());
        match answer {
            Ok(answer) => Ok(read(&answer)),
            // A repository without a commit has a history; it is empty.
            Err(_) if git(&self.root, &["rev-parse", "--verify", "HEAD"]).is_err() => Ok(History::default()),
            Err(error) => Err(error),
        }
    }
}

/// What git answers. Settings of the user's own that would change the answer are overruled, and so
/// is a repository that the environment names, as it does within a hook.
fn git(root: &Path, arguments: &[&str]) -> Result<String, NoHistory> {
    let mut command = Command::new("git");
    command.current_dir(root).args(["--no-pager", "-c", "core.quotePath=false"]);
    command.args(["-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.showSignature=false"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command.args(arguments).output().map_err(|error| NoHistory::NoGit(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
        return Err(NoHistory::NoRepository(first.to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Reads what `git log -z --name-only` answers: the newest commit first, each with its files.
fn read(answer: &str) -> History {
    let mut history = History::default();
    for commit in answer.split(COMMIT).skip(1) {
        let (head, files) = commit.split_once('\0').unwrap_or((commit, ""));
        let Some((day, message)) = head.split_once(FIELD) else { continue };
        let Some(date) = Date::parse(day) else { continue };
        let files = files.trim_start_matches('\n').split('\0').filter(|file| !file.is_empty());
        let message = message.chars().filter(|c| !c.is_control()).collect();
        history.push(Change { date, message }, files.map(FilePath::from));
    }
    history
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_are_read_with_their_files() {
        let answer = "\u{1}2026-11-22\u{2}content: b\0\ncontent/a.en.md\0content/\u{e9}.md\0\u{1}\
                      2026-11-20\u{2}first \u{1b}[31mred\0\ncontent/a.en.md\0";
        let history = read(answer);
        let of = |file: &str| -> Vec<String> {
            let changes = history.of([&FilePath::from(file)]);
            changes.into_iter().map(|change| format!("{} {}", change.date, change.message)).collect()
        };
        assert_eq!(of("content/a.en.md"), ["2026-11-22 content: b", "2026-11-20 first [31mred"]);
        assert_eq!(of("content/\u{e9}.md"), ["2026-11-22 content: b"]);
        assert!(of("content").is_empty());
    }
}
