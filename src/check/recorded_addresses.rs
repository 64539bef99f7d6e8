//! `address-vanished`, `reused-id`, `unrecorded`: an address that was published answers for ever, and
//! as what it was.

use super::{Subject, ledger::Both};
use crate::{
    finding::{Finding, codes, nearest},
    input::Place,
    ledger::{AddressState, Ledger},
    model::{choice::Kind, vocabulary::Vocabulary},
    parse::Folder,
};

/// Compares the addresses of the site with the ledger.
pub(super) fn check(subject: &Subject<'_>, both: &Both, findings: &mut Vec<Finding>) {
    for (address, (state, recorded)) in &both.then.addresses {
        match both.now.addresses.get(address) {
            None if is_unreadable(subject, address) => {}
            None => findings.push(vanished(both, address, recorded)),
            Some((now, _)) if now == state => {}
            Some((now, place)) => {
                if let (AddressState::Moved(to), AddressState::Live) = (state, now) {
                    findings.push(reused(address, to, place, recorded));
                    continue;
                }
                if !both.asks_for_all {
                    continue;
                }
                let message = format!("`{address}` is recorded as `{state}` and is `{now}` now");
                let finding = Finding::new(&codes::UNRECORDED, place.clone(), message);
                findings.push(
                    finding.also(recorded.clone(), "recorded here").help("run `jingwei record --accept`"),
                );
            }
        }
    }
    if both.asks_for_all {
        for (address, (_, place)) in new_addresses(&both.then, &both.now) {
            let finding =
                Finding::new(&codes::UNRECORDED, place.clone(), format!("`{address}` is not recorded"));
            findings.push(finding.help("run `jingwei record`"));
        }
    }
}

fn new_addresses<'a>(
    then: &'a Ledger,
    now: &'a Ledger,
) -> impl Iterator<Item = (&'a String, &'a (AddressState, Place))> {
    now.addresses.iter().filter(|(address, _)| !then.addresses.contains_key(*address))
}

/// The folder of an address, empty for a page, and the id.
fn parts(address: &str) -> (&str, &str) {
    let inner = address.trim_matches('/');
    inner.rsplit_once('/').unwrap_or(("", inner))
}

/// Whether what has the address is there and cannot be read, which is reported elsewhere.
fn is_unreadable(subject: &Subject<'_>, address: &str) -> bool {
    let (folder, id) = parts(address);
    let corpus = subject.corpus;
    if folder == "sources" {
        return corpus.known_sources.contains(id);
    }
    if let Some(vocabulary) = Vocabulary::ALL.into_iter().find(|v| v.as_str() == folder) {
        let draft = subject.drafts.vocabularies.values().find(|draft| draft.name == folder);
        return corpus.unread_vocabularies.contains(vocabulary.as_str())
            || draft.is_some_and(|draft| !draft.findings.is_empty());
    }
    subject.drafts.documents.values().any(|draft| {
        let here = match draft.folder {
            Folder::Entry(kind) => kind.folder(),
            Folder::Page => "",
            Folder::Term(_) => return false,
        };
        let is_broken = draft.front.is_unsure() || matches!(draft.front, crate::parse::Front::Broken { .. });
        here == folder && draft.id == id && is_broken
    })
}

fn vanished(both: &Both, address: &str, recorded: &Place) -> Finding {
    let (folder, id) = parts(address);
    let new: Vec<&str> = new_addresses(&both.then, &both.now)
        .filter(|(_, (state, _))| *state == AddressState::Live)
        .map(|(address, _)| parts(address))
        .filter(|(other, _)| *other == folder)
        .map(|(_, id)| id)
        .collect();
    let help = if Kind::of_folder(folder).is_some() {
        let became = match (nearest(id, new.iter().copied()), new.as_slice()) {
            (Some(near), _) => format!("`{near}`"),
            (None, [only]) => format!("`{only}`"),
            _ => "what it has become".to_owned(),
        };
        format!(
            "if it was renamed, write `redirect_from: [{id}]` in {became}; if it is no longer to be read, put its \
             files back with `withdrawn: {{date: ..., reason: ...}}`"
        )
    } else {
        "put it back under its old id; readers have its address. If it has to go, `jingwei record --accept` gives the \
         address up"
            .to_owned()
    };
    let message = format!("nothing stands at `{address}` any more, and it has been published");
    Finding::new(&codes::ADDRESS_VANISHED, recorded.clone(), message).label("recorded here").help(help)
}

fn reused(address: &str, to: &str, place: &Place, recorded: &Place) -> Finding {
    let message = format!("`{address}` is the former address of `{to}`, and something else stands there now");
    Finding::new(&codes::REUSED_ID, place.clone(), message)
        .also(recorded.clone(), "recorded here")
        .help("give this one another id: an id is never used again, for readers follow old links to it")
}
