//! `jingwei serve`

use super::{Failure, report, site_root};
use crate::{
    finding::Level,
    serve::{News, Run, Settings, serve},
};
use std::path::Path;

/// Arguments of `serve`.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// The port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4321)]
    port: u16,
    /// Opens the site in a browser
    #[arg(long)]
    open: bool,
    /// Shows drafts, too
    #[arg(long)]
    drafts: bool,
}

impl Serve {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let settings = Settings { root: site_root(root)?, port: self.port, drafts: self.drafts };
        let open = self.open;
        serve(&settings, move |news| tell(&news, open)).map_err(Failure::could_not_run)
    }
}

fn tell(news: &News<'_>, open: bool) {
    match news {
        News::Serving(address) => {
            report::say(&format!("serving {address} (Ctrl-C stops)"));
            if open && let Err(error) = opener::open_browser(address) {
                report::say(&format!("note: cannot open a browser: {error}"));
            }
        }
        News::First(run) => tell_run(run, "read"),
        News::Run(run) => tell_run(run, "changed"),
        News::Trouble(message) => report::say(&format!("warning: {message}")),
    }
}

fn tell_run(run: &Run<'_>, what: &str) {
    // What has been said is not said again with every file that is saved.
    if !run.same_findings && !run.analysis.report.is_empty() {
        // If nobody reads what is said here, the pages still show it.
        let _ = report::print_talk(run.analysis);
    }
    report::say(&summary(run, what));
}

/// `3 files changed, parsed 1, 12 ms, no findings`.
fn summary(run: &Run<'_>, what: &str) -> String {
    let report = &run.analysis.report;
    let findings: Vec<String> = [(Level::Error, "error"), (Level::Warn, "warning")]
        .into_iter()
        .filter(|(level, _)| report.count(*level) > 0)
        .map(|(level, noun)| count(report.count(level), noun))
        .collect();
    let findings = if findings.is_empty() { "no findings".to_owned() } else { findings.join(", ") };
    let millis = run.took.as_millis();
    format!("{} {what}, parsed {}, {millis} ms, {findings}", count(run.files, "file"), run.parsed)
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
