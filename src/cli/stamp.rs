//! `jingwei stamp`

use super::{Failure, content_site, note_unreadable, report, site_root};
use crate::scaffold::{Stamped, Which, stamp};
use std::path::Path;

/// Arguments of `stamp`.
#[derive(Debug, clap::Args)]
pub(super) struct Stamp {
    /// What has been reviewed: the id of an entry or page, or a term as in `topic:rail`
    #[arg(required_unless_present = "unstamped")]
    id: Option<String>,
    /// Only these parts of it: sections, `intro`, or `words` for the front matter
    #[arg(value_name = "SECTION")]
    sections: Vec<String>,
    /// Only the translation into this language
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Stamps whatever carries no digest yet, unseen; what is stale stays stale
    #[arg(long, conflicts_with = "id")]
    unstamped: bool,
}

/// What is said when translations are stamped that nobody has named.
const UNSEEN: &str = "warning: these translations now claim to match their originals as they are today, and nobody \
                      has compared them. That is right once, when a site begins to keep digests; from now on stamp \
                      what has been reviewed, one by one.";

impl Stamp {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let site = content_site(&site_root(root)?, true)?;
        let which = match &self.id {
            Some(name) => Which::One { name: name.clone(), parts: self.sections.clone() },
            None => {
                note_unreadable(&site);
                Which::Unstamped
            }
        };
        let stamped = stamp(&site, &which, self.lang.as_deref()).map_err(Failure::could_not_run)?;
        report::print_lines(stamped.iter().map(line)).map_err(Failure::could_not_run)?;
        match stamped.len() {
            0 => report::say("nothing to stamp: the digests are those of the originals"),
            _ if self.unstamped => report::say(UNSEEN),
            _ => {}
        }
        Ok(())
    }
}

/// `content/projects/line-x.en.md: words, intro; without cost`.
fn line(stamped: &Stamped) -> String {
    let gone = stamped.gone.join(", ");
    let gone = if gone.is_empty() { gone } else { format!("without {gone}") };
    let parts = [stamped.parts.join(", "), gone];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{}: {}", stamped.file, parts.join("; "))
}
