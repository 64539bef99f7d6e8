//! `jingwei record`

use super::{Failure, report, site_root};
use crate::{
    finding::{Code, Level, codes},
    load,
    pipeline::{Options, analyse},
    scaffold,
};
use std::path::Path;

/// Arguments of `record`.
#[derive(Debug, clap::Args)]
pub(super) struct Record {
    /// Also writes what is another by now: changed paragraphs, moved and given-up addresses
    #[arg(long)]
    accept: bool,
}

/// Findings that are about the ledger itself.
const ABOUT_LEDGER: [&Code; 4] =
    [&codes::SOURCE_CHANGED, &codes::ADDRESS_VANISHED, &codes::REUSED_ID, &codes::UNRECORDED];

impl Record {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let loaded = load::load(&site_root(root)?).map_err(Failure::could_not_run)?;
        let analysis = analyse(loaded, &Options::default(), None);
        let is_other = |(level, finding): &&(Level, _)| {
            let finding: &crate::finding::Finding = finding;
            *level == Level::Error && !ABOUT_LEDGER.contains(&finding.code) && !is_only_order(finding)
        };
        let (Some(site), None) = (&analysis.site, analysis.report.iter().find(is_other)) else {
            report::print_talk(&analysis).map_err(Failure::could_not_run)?;
            report::say("nothing was recorded: what has errors is not published");
            return Err(Failure::Findings);
        };
        let record = scaffold::record(site, self.accept).map_err(Failure::could_not_run)?;
        report::print_lines(lines(&record)).map_err(Failure::could_not_run)?;
        report::say(&summary(&record));
        if record.changed.is_empty() || record.accepted { Ok(()) } else { Err(Failure::Findings) }
    }
}

/// Lines that are out of order are put in order.
fn is_only_order(finding: &crate::finding::Finding) -> bool {
    *finding.code == codes::LEDGER_SYNTAX && finding.message.contains("belongs above")
}

fn lines(record: &scaffold::Record) -> Vec<String> {
    let addresses = record.addresses.iter().map(|(address, state)| format!("+ address\t{address}\t{state}"));
    let count =
        |count: &usize| if *count == 1 { "1 paragraph".to_owned() } else { format!("{count} paragraphs") };
    let paragraphs =
        record.paragraphs.iter().map(|(source, number)| format!("+ {} of {source}", count(number)));
    let changed = record.changed.iter().flat_map(scaffold::ChangedFact::lines);
    let mut lines: Vec<String> = addresses.chain(paragraphs).collect();
    if !record.changed.is_empty() && !record.accepted {
        lines.push("not recorded without --accept:".to_owned());
    }
    lines.extend(changed);
    lines
}

fn summary(record: &scaffold::Record) -> String {
    let paragraphs: usize = record.paragraphs.values().sum();
    let changed = record.changed.len();
    let changed = match (changed, record.accepted) {
        (0, _) => String::new(),
        (_, true) => format!(", {changed} changed"),
        (_, false) => format!("; {changed} are others by now: mend the site, or accept them with --accept"),
    };
    if changed.is_empty() && record.addresses.is_empty() && paragraphs == 0 {
        return "nothing to record: the ledger is up to date".to_owned();
    }
    format!("{} addresses and {paragraphs} paragraphs added{changed}", record.addresses.len())
}
