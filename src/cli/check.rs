//! `jingwei check`

use super::{Failure, Format, report, site_root};
use crate::{
    finding::Level,
    load,
    pipeline::{Analysis, Options, analyse},
};
use std::path::Path;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Warnings count as errors
    #[arg(long)]
    deny_warnings: bool,
    /// Drafts count, too
    #[arg(long)]
    drafts: bool,
    /// What is not in the ledger yet is an error
    #[arg(long)]
    release: bool,
}

impl Check {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let root = site_root(root)?;
        let loaded = load::load(&root).map_err(Failure::could_not_run)?;
        let options = Options { drafts: self.drafts, release: self.release, ..Options::default() };
        let analysis = analyse(loaded, &options, None);
        report::print_data(&analysis, self.format).map_err(Failure::could_not_run)?;
        let verdict = verdict(&analysis, self.deny_warnings);
        leave(analysis);
        verdict
    }
}

/// Leaves what a run knows to the system: the program ends here, and taking a large site apart
/// piece by piece takes a fifth of the time that reading it did.
pub(super) fn leave(analysis: Analysis) {
    std::mem::forget(analysis);
}

/// Whether the findings let the site be published.
pub(super) fn verdict(analysis: &Analysis, deny_warnings: bool) -> Result<(), Failure> {
    let denied = deny_warnings && analysis.report.count(Level::Warn) > 0;
    if analysis.report.has_errors() || denied { Err(Failure::Findings) } else { Ok(()) }
}
