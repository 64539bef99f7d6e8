//! `jingwei new`

use super::{Failure, report, site_root};
use crate::{
    config,
    input::FilePath,
    load::{self, SITE_FILE},
    scaffold::new::{self, Subject},
};
use std::{path::Path, sync::Arc};

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// What it is: policy, project, platform, page or source
    #[arg(value_name = "KIND", value_parser = Subject::parse)]
    kind: Subject,
    /// Its id: lower-case letters, digits and hyphens; the same in every language and for ever
    id: String,
    /// The language of the original; the site's default if left out
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

impl New {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let root = site_root(root)?;
        let loaded = load::load(&root).map_err(Failure::could_not_run)?;
        let site_file = FilePath::from(SITE_FILE);
        let text = loaded.inputs.text(&site_file).cloned().unwrap_or_else(|| Arc::from(""));
        let (Some(config), _) = config::settle(&site_file, &text) else {
            let message = format!("`{SITE_FILE}` cannot be read: `jingwei check` says why");
            return Err(Failure::CouldNotRun(message));
        };
        let site = (&loaded.inputs, &config);
        let files = new::new(&root, site, (self.kind, &self.id), self.lang.as_deref());
        let files = files.map_err(Failure::could_not_run)?;
        let has_translations = files.len() > 1;
        report::print_lines(files).map_err(Failure::could_not_run)?;
        report::say("next: fill in what is empty; `jingwei check` asks for it");
        if has_translations {
            let id = &self.id;
            report::say(&format!("then, when a translation is done and compared: jingwei stamp {id}"));
        }
        Ok(())
    }
}
