//! `ledger-syntax`: the ledger of a site can be read, and the site still holds what it records.

use super::{Subject, recorded_addresses, recorded_paragraphs};
use crate::{
    finding::{Finding, Level, codes},
    ledger::Ledger,
};

/// What the ledger says, and what the site holds now.
pub(super) struct Both {
    /// What was recorded.
    pub(super) then: Ledger,
    /// What there is.
    pub(super) now: Ledger,
    /// Whether anybody wants to know what is not recorded yet.
    pub(super) asks_for_all: bool,
}

/// Compares the site with its ledger.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (then, faults) = Ledger::read(subject.inputs);
    findings.extend(faults);
    let unrecorded = &codes::UNRECORDED;
    let level = subject.config.levels.get(unrecorded.name).copied().unwrap_or(unrecorded.level);
    let asks_for_all = level != Level::Allow;
    if then == Ledger::default() && !asks_for_all {
        return;
    }
    let both = Both { then, now: Ledger::of(subject.corpus), asks_for_all };
    recorded_paragraphs::check(subject, &both, findings);
    recorded_addresses::check(subject, &both, findings);
}
