//! Which files make up which entry, page and term: ids, originals, translations.

use crate::{
    config::Config,
    finding::{Finding, codes, nearest},
    input::{Place, Span},
    model::{choice::Kind, lang::Lang, vocabulary::Vocabulary},
    parse::{Draft, Drafts, Folder, Front},
};
use std::collections::{BTreeMap, BTreeSet};

/// Segments that addresses need for themselves.
const RESERVED: [&str; 26] = [
    "404",
    "agencies",
    "assets",
    "compare",
    "data",
    "feed",
    "gaps",
    "glossary",
    "index",
    "indicators",
    "matrix",
    "page",
    "platforms",
    "policies",
    "projects",
    "regions",
    "robots",
    "search",
    "sitemap",
    "sources",
    "static",
    "status",
    "timeline",
    "topics",
    "translations",
    "year",
];

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The files of one entry, page or term.
pub(super) struct Group<'a> {
    /// The id.
    pub id: &'a str,
    /// The file without `translation`.
    pub original: &'a Draft,
    /// The others, by language.
    pub translations: BTreeMap<Lang, &'a Draft>,
}

/// Every group of files.
#[derive(Default)]
pub(super) struct Identities<'a> {
    /// Entries with their kinds, in the order of ids.
    pub entries: Vec<(Kind, Group<'a>)>,
    /// Pages, in the order of ids.
    pub pages: Vec<Group<'a>>,
    /// Prose of terms.
    pub terms: Vec<(Vocabulary, Group<'a>)>,
    /// Ids of entries and pages that exist as files.
    pub known: BTreeSet<String>,
}

/// Whether a text is an id: lower-case ASCII letters and digits, in words joined by single hyphens.
pub fn is_valid_id(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Why an id cannot be used; nothing if it can.
pub(crate) fn id_fault(id: &str) -> Option<String> {
    if !is_valid_id(id) {
        return Some(format!("`{id}` is not an id: use lower-case letters, digits and single hyphens"));
    }
    if RESERVED.contains(&id) {
        return Some(format!("`{id}` is a segment of the site's own addresses"));
    }
    DEVICES.contains(&id).then(|| format!("`{id}` is a device name on Windows"))
}

/// Entries and pages share one name space; each vocabulary has its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Site,
    Term(Vocabulary),
}

/// Groups the documents.
pub(super) fn identify<'a>(
    drafts: &'a Drafts,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Identities<'a> {
    let mut groups: BTreeMap<(Space, &str), Vec<&Draft>> = BTreeMap::new();
    for draft in drafts.documents.values() {
        let space = match draft.folder {
            Folder::Term(vocabulary) => Space::Term(vocabulary),
            Folder::Entry(_) | Folder::Page => Space::Site,
        };
        if draft.front != Front::Unread {
            report_name(draft, space, config, findings);
        }
        groups.entry((space, &draft.id)).or_default().push(draft);
    }
    // A file whose name is almost an id is reported for that; the files of that id do not miss it.
    let almost: BTreeSet<(Space, String)> =
        groups.keys().filter(|(_, id)| !is_valid_id(id)).map(|(space, id)| (*space, mended(id))).collect();
    let mut identities = Identities::default();
    identities
        .known
        .extend(almost.iter().filter(|(space, _)| *space == Space::Site).map(|(_, id)| id.clone()));
    for ((space, id), files) in groups {
        if space == Space::Site {
            identities.known.insert(id.to_owned());
        }
        let is_almost = almost.contains(&(space, id.to_owned()));
        let Some((folder, group)) = group(id, &files, is_almost, findings) else { continue };
        match folder {
            Folder::Entry(kind) => identities.entries.push((kind, group)),
            Folder::Page => identities.pages.push(group),
            Folder::Term(vocabulary) => identities.terms.push((vocabulary, group)),
        }
    }
    identities
}

/// The id that a text was probably meant to be.
fn mended(text: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    text.chars().map(kept).collect::<String>().split_whitespace().collect::<Vec<_>>().join("-")
}

fn report_name(draft: &Draft, space: Space, config: &Config, findings: &mut Vec<Finding>) {
    let place = Place::start_of(&draft.file);
    if space == Space::Site
        && let Some(fault) = id_fault(&draft.id)
    {
        let finding = Finding::new(&codes::INVALID_ID, place.clone(), fault);
        findings.push(finding.help("rename the file: its name is `<id>.<lang>.md`"));
    }
    if !config.languages.contains(&draft.lang) {
        let message = format!("`{}` is not a language of this site", draft.lang);
        let near = nearest(draft.lang.as_str(), config.languages.iter().map(Lang::as_str));
        let alike = config.languages.iter().find(|l| l.as_str().eq_ignore_ascii_case(draft.lang.as_str()));
        let help = match near {
            _ if let Some(alike) = alike => format!("rename it to `{}.{alike}.md`", draft.id),
            Some(near) => format!("did you mean `{}.{near}.md`? else add it to `languages`", draft.id),
            None => "add it to `languages` in `jingwei.toml`, or delete the file".to_owned(),
        };
        findings.push(Finding::new(&codes::UNDECLARED_LANGUAGE, place, message).help(help));
    }
}

fn start(draft: &Draft) -> Place {
    Place::new(&draft.file, draft.fence)
}

/// Makes a group of the files of an id; reports those that cannot belong to it.
///
/// A file of which nobody can tell whether it is an original is one only if there is no other, and
/// `is_almost` says that a misnamed file may be it.
fn group<'a>(
    id: &'a str,
    files: &[&'a Draft],
    is_almost: bool,
    findings: &mut Vec<Finding>,
) -> Option<(Folder, Group<'a>)> {
    let (unsure, sure): (Vec<&Draft>, Vec<&Draft>) =
        files.iter().copied().partition(|draft| draft.front.is_unsure());
    let (mut originals, mut translations): (Vec<&Draft>, Vec<&Draft>) =
        sure.into_iter().partition(|draft| !draft.front.is_translation());
    let others = if originals.is_empty() { &mut originals } else { &mut translations };
    others.extend(unsure);
    if originals.is_empty() {
        let first = translations.first().filter(|_| !is_almost)?;
        let message = format!("`{id}` has no original: every file of it is a translation");
        let finding = Finding::new(&codes::NO_ORIGINAL, start(first), message);
        findings.push(finding.help("delete `translation:` from the file that was written first"));
        return None;
    }
    // Where several files claim to be the original, the folder with most files of this id has it, and
    // in it one that could be read: so the file that is out of place is the one that is reported.
    let count = |draft: &Draft| files.iter().filter(|other| other.folder == draft.folder).count();
    let is_unread = |draft: &Draft| draft.front == Front::Unread;
    let is_broken = |draft: &Draft| matches!(draft.front, Front::Broken { .. });
    originals.sort_by_key(|draft| (std::cmp::Reverse(count(draft)), is_unread(draft), is_broken(draft)));
    let original = originals.remove(0);
    for other in originals.into_iter().filter(|other| !other.front.is_unsure()) {
        findings.push(second_original(id, original, other));
    }
    let mut by_lang: BTreeMap<Lang, &Draft> = BTreeMap::new();
    for draft in translations {
        let taken =
            if draft.lang == original.lang { Some(original) } else { by_lang.get(&draft.lang).copied() };
        if is_unread(draft) || (is_unread(original) && draft.folder == original.folder) {
            by_lang.entry(draft.lang.clone()).or_insert(draft);
        } else if draft.folder != original.folder {
            findings.push(duplicate(id, original, draft));
        } else if let Some(taken) = taken {
            findings.push(duplicate(id, taken, draft));
        } else {
            by_lang.insert(draft.lang.clone(), draft);
        }
    }
    Some((original.folder, Group { id, original, translations: by_lang }))
}

/// Two originals in one folder are one entry written twice; in two folders, two entries of one id.
fn second_original(id: &str, first: &Draft, second: &Draft) -> Finding {
    if first.folder != second.folder || first.lang == second.lang {
        return duplicate(id, first, second);
    }
    let message = format!("`{id}` has two originals: neither file is a translation");
    Finding::new(&codes::TWO_ORIGINALS, start(second), message)
        .also(start(first), "the other one")
        .help("add `translation: {status: unreviewed}` to the one that was translated")
}

fn duplicate(id: &str, first: &Draft, second: &Draft) -> Finding {
    Finding::new(&codes::DUPLICATE_ID, start(second), format!("the id `{id}` is used twice"))
        .also(Place::new(&first.file, Span::default()), "also used here")
        .help("ids are unique among all entries and pages: rename one of the files")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_free() {
        assert_eq!(id_fault("plan-2018-x"), None);
        for bad in ["", "Plan", "a--b", "-a", "a_b", "a.b", "京", "a/b", "..", "search", "con"] {
            assert!(id_fault(bad).is_some(), "{bad}");
        }
    }
}
