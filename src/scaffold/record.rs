//! Brings the ledger up to date with the site.

use super::{ScaffoldError, write::write_whole};
use crate::{
    ledger::{LEDGER_FILE, Ledger},
    site::Site,
};
use std::collections::{BTreeMap, BTreeSet};

/// A fact of the ledger that is another by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFact {
    /// What it is about, such as `address<TAB>/policies/plan-x/`.
    pub key: String,
    /// What was recorded.
    pub then: String,
    /// What there is; nothing if it is gone.
    pub now: Option<String>,
}

impl ChangedFact {
    /// The lines of the ledger, as a difference.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("- {}\t{}", self.key, self.then)];
        lines.extend(self.now.iter().map(|now| format!("+ {}\t{now}", self.key)));
        lines
    }
}

/// What `record` did, and what it left for the author to accept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Addresses that were added, with their state.
    pub addresses: Vec<(String, String)>,
    /// How many paragraphs of each source were added.
    pub paragraphs: BTreeMap<String, usize>,
    /// Facts that are others by now.
    pub changed: Vec<ChangedFact>,
    /// Whether those were written.
    pub accepted: bool,
}

/// Adds to the ledger of a site what it does not know yet; what is another by now is written only if
/// that is accepted. Nothing is written if nothing changes.
///
/// Whoever calls makes sure that the site has no errors: what cannot be read would be taken for gone.
/// As long as a source has changed, none of its paragraphs is added.
///
/// # Errors
/// The disk refuses. Then the ledger is as it was.
pub fn record(site: &Site, accept: bool) -> Result<Record, ScaffoldError> {
    let then = Ledger::read(&site.loaded.inputs).0.facts();
    let now = Ledger::of(&site.corpus).facts();
    let changed: Vec<ChangedFact> = then
        .iter()
        .filter(|(key, value)| now.get(*key) != Some(value))
        .map(|(key, then)| ChangedFact { key: key.clone(), then: then.clone(), now: now.get(key).cloned() })
        .collect();
    let waiting: BTreeSet<&str> =
        changed.iter().filter(|_| !accept).filter_map(|fact| source_of(&fact.key)).collect();
    let is_added =
        |key: &str| !then.contains_key(key) && !source_of(key).is_some_and(|source| waiting.contains(source));
    let mut record = Record { accepted: accept, ..Record::default() };
    let mut facts = if accept { BTreeMap::new() } else { then.clone() };
    for (key, value) in &now {
        if is_added(key) {
            match (source_of(key), key.split_once('\t')) {
                (Some(source), _) => *record.paragraphs.entry(source.to_owned()).or_default() += 1,
                (None, Some((_, address))) => record.addresses.push((address.to_owned(), value.clone())),
                (None, None) => {}
            }
        }
        if accept || is_added(key) {
            facts.insert(key.clone(), value.clone());
        }
    }
    drop(waiting);
    record.changed = changed;
    let text = Ledger::text_of(&facts);
    let path = site.loaded.root.join(LEDGER_FILE);
    let old = site.loaded.inputs.files.iter().find(|(path, _)| path.as_str() == LEDGER_FILE);
    if old.is_none_or(|(_, file)| *file.text != text) && !(old.is_none() && facts.is_empty()) {
        write_whole(&path, &text)?;
    }
    Ok(record)
}

/// The source of a paragraph; nothing for an address.
fn source_of(key: &str) -> Option<&str> {
    key.strip_prefix("paragraph\t")?.split('#').next()
}
