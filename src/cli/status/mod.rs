//! `jingwei status`

mod changes;
mod print;

use super::{Failure, content_site, note_unreadable, report, site_root};
use crate::freshness::{TranslationState, survey};
use changes::Originals;
use clap::ValueEnum;
use std::path::Path;

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
pub(super) struct Status {
    /// Only this: the id of an entry or page, or a term as in `topic:rail`
    id: Option<String>,
    /// Only translations into this language
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Drafts count, too
    #[arg(long)]
    drafts: bool,
}

/// How the list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// By language, with the words that changed
    #[default]
    Human,
    /// One line a translation
    Short,
    /// One JSON object a line
    Json,
}

impl Status {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let root = site_root(root)?;
        let site = content_site(&root, self.drafts)?;
        let languages: Vec<_> = site.config.languages.iter().map(|lang| lang.as_str().to_owned()).collect();
        if let Some(lang) = self.lang.as_ref().filter(|lang| !languages.contains(lang)) {
            let known = languages.join(", ");
            return Err(Failure::CouldNotRun(format!("`{lang}` is not a language of this site: {known}")));
        }
        let is_meant = |state: &TranslationState| {
            self.id.as_ref().is_none_or(|id| state.name == *id)
                && self.lang.as_ref().is_none_or(|lang| state.lang.as_str() == lang)
        };
        let mut states = survey(&site).translations;
        states.retain(is_meant);
        if let (Some(id), true) = (&self.id, states.is_empty()) {
            let message = format!("there is no text `{id}` that is or can be translated");
            return Err(Failure::CouldNotRun(message));
        }
        note_unreadable(&site);
        let mut originals = Originals::new(&site);
        let lines = match self.format {
            Format::Human => print::human(&states, &mut originals),
            Format::Short => print::short(&states),
            Format::Json => print::json(&states, &mut originals),
        };
        report::print_lines(lines).map_err(Failure::could_not_run)
    }
}
