//! `jingwei init`

use super::{Failure, report, site_root};
use crate::scaffold;
use std::path::PathBuf;

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder of the new site; it does not exist yet, or is empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Init {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let folder = site_root(Some(&self.folder))?;
        let files = scaffold::init(&folder).map_err(Failure::could_not_run)?;
        report::say(&format!("a new site of {files} files in `{}`", self.folder.display()));
        report::say(&format!("next: jingwei build --root {}", self.folder.display()));
        Ok(())
    }
}
