//! The command line: arguments in, exit codes out.
//!
//! Each command is one file with one function. Findings are the data of `check` (standard output)
//! and talk everywhere else (standard error). Nothing below this module prints or exits.
//!
//! Exit codes: 0 clean, 1 findings that forbid publishing, 2 wrong use or could not run.

mod build;
mod check;
mod explain;
mod init;
mod new;
mod progress;
mod record;
mod report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod stamp;
mod status;

use crate::{
    load,
    parse::Front,
    pipeline::{Options, analyse},
    site::Site,
};
use clap::{Parser, Subcommand, ValueEnum};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Checks and publishes a knowledge base of policies, projects and platforms.
#[derive(Debug, Parser)]
#[command(name = "jingwei", version, about, long_about = None, max_term_width = 100)]
struct Arguments {
    /// The site's folder; the nearest upwards with a `jingwei.toml` if left out
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a new site in two languages, to be filled
    Init(init::Init),
    /// Makes the files of an entry, a page or a source, with every field explained
    New(new::New),
    /// Reports everything that is wrong with the content, all findings in one run
    Check(check::Check),
    /// Checks the content and publishes it to a folder
    Build(build::Build),
    /// Shows the site while it is written, on this computer only
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    /// Lists translations: missing, stale with the words that changed, unstamped, current
    Status(status::Status),
    /// Records, after review, that a translation matches its original
    Stamp(stamp::Stamp),
    /// Adds new addresses and source paragraphs to the ledger of what was published
    Record(record::Record),
    /// Prints the manual of one kind of finding, or lists all kinds
    Explain(explain::Explain),
    /// Prints the JSON Schema of the files that authors write, for editors
    Schema(schema::Schema),
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the source line and how to mend it
    #[default]
    Human,
    /// One line a finding
    Short,
    /// One JSON object a line
    Json,
    /// Annotations for GitHub Actions
    Github,
}

/// Why a command did not end well.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// There are findings that forbid publishing; they have been printed.
    #[error("findings")]
    Findings,
    /// The command could not run.
    #[error("{0}")]
    CouldNotRun(String),
}

impl Failure {
    /// Makes any error into one that says the command could not run.
    fn could_not_run(error: impl std::fmt::Display) -> Self {
        Self::CouldNotRun(error.to_string())
    }
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not mistakes.
            let wrong_use = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if wrong_use { 2 } else { 0 });
        }
    };
    let root = arguments.root.as_deref();
    let result = match &arguments.command {
        Command::Init(init) => init.run(),
        Command::New(new) => new.run(root),
        Command::Check(check) => check.run(root),
        Command::Build(build) => build.run(root),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve.run(root),
        Command::Status(status) => status.run(root),
        Command::Stamp(stamp) => stamp.run(root),
        Command::Record(record) => record.run(root),
        Command::Explain(explain) => explain.run(),
        Command::Schema(schema) => schema.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Findings) => ExitCode::from(1),
        Err(Failure::CouldNotRun(message)) => {
            report::complain(&message);
            ExitCode::from(2)
        }
    }
}

/// The folder that the program was called in.
#[expect(clippy::disallowed_methods, reason = "paths that a reader types begin where the reader stands")]
fn current_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(Failure::could_not_run)
}

/// The site's folder: the one named, else the nearest upwards that has a site file.
fn site_root(root: Option<&Path>) -> Result<PathBuf, Failure> {
    let current = current_folder()?;
    let root = match root {
        Some(root) => current.join(root),
        None => crate::load::find_root(&current).map_err(Failure::could_not_run)?,
    };
    Ok(root.components().collect())
}

/// What the content of a site means, for commands that ask about it.
fn content_site(root: &Path, drafts: bool) -> Result<Site, Failure> {
    let loaded = load::load(root).map_err(Failure::could_not_run)?;
    let analysis = analyse(loaded, &Options { drafts, ..Options::default() }, None);
    analysis.site.ok_or_else(|| {
        Failure::CouldNotRun(format!("`{}` cannot be read: `jingwei check` says why", load::SITE_FILE))
    })
}

/// Says how many texts are left out of what a command looks at.
fn note_unreadable(site: &Site) {
    let is_broken = |front: &Front| matches!(front, Front::Broken { .. } | Front::Unread);
    let count = site.drafts.documents.values().filter(|draft| is_broken(&draft.front)).count();
    if count > 0 {
        let files = if count == 1 {
            "1 file cannot be read and is"
        } else {
            &format!("{count} files cannot be read and are")
        };
        report::say(&format!("note: {files} left out; `jingwei check` says why"));
    }
}
