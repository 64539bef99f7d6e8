//! Records in translations which version of their original they were compared with.

use super::{
    ScaffoldError,
    digests::{Wanted, with_digests},
    write::{Replacement, replace_all},
};
use crate::{
    finding::{Level, nearest},
    freshness::{Freshness, PartState, TranslationState, survey},
    input::FilePath,
    parse::Draft,
    site::Site,
};

/// What is to be stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The translations of one text: an id, or `topic:rail` for the prose of a term.
    One {
        /// Its name.
        name: String,
        /// Only these parts: sections, `intro`, `words`; all of them if there are none.
        parts: Vec<String>,
    },
    /// Whatever carries no digest yet; what is stale stays stale.
    Unstamped,
}

/// A file that has new digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The file.
    pub file: FilePath,
    /// The parts whose digest it carries now.
    pub parts: Vec<String>,
    /// The parts whose digest was taken out, since the original no longer has them.
    pub gone: Vec<String>,
}

/// Writes the digests of originals into their translations, and says in which files.
///
/// `lang` names the only language that counts. Only the lines of `translation.of` change.
///
/// # Errors
/// Nothing has the name, a part of it does not exist, a file of the text has errors, or the disk
/// refuses. Then nothing is written.
pub fn stamp(site: &Site, which: &Which, lang: Option<&str>) -> Result<Vec<Stamped>, ScaffoldError> {
    if let Some(tag) = lang {
        super::known_language(&site.config, tag)?;
    }
    let all = survey(site).translations;
    let of_lang = |state: &&TranslationState| lang.is_none_or(|lang| state.lang.as_str() == lang);
    let chosen: Vec<&TranslationState> = match which {
        Which::Unstamped => all.iter().filter(of_lang).collect(),
        Which::One { name, parts } => {
            refuse_unknown(site, &all, name, parts)?;
            all.iter().filter(|state| state.name == *name).filter(of_lang).collect()
        }
    };
    let mut changes: Vec<(Stamped, Replacement)> = Vec::new();
    for state in chosen {
        changes.extend(change(site, state, which)?);
    }
    let (stamped, replacements): (Vec<_>, Vec<_>) = changes.into_iter().unzip();
    replace_all(&replacements)?;
    Ok(stamped)
}

/// What is to be done to one translation, if anything.
fn change(
    site: &Site,
    state: &TranslationState,
    which: &Which,
) -> Result<Option<(Stamped, Replacement)>, ScaffoldError> {
    let Some(file) = &state.file else { return Ok(None) };
    let is_meant = |part: &&PartState| match which {
        Which::Unstamped => part.freshness == Freshness::Unstamped,
        Which::One { parts, .. } => parts.is_empty() || parts.contains(&part.id),
    };
    let meant = || state.parts.iter().filter(is_meant).filter(|part| part.freshness != Freshness::Current);
    if meant().next().is_none() {
        return Ok(None);
    }
    for file in [&state.original, file] {
        refuse_faulty(site, file)?;
    }
    let digest = |part: &PartState| part.digest.filter(|_| meant().any(|other| other.id == part.id));
    let existing = state.parts.iter().filter(|part| part.digest.is_some());
    let gone: Vec<&str> =
        meant().filter(|part| part.freshness == Freshness::Gone).map(|part| part.id.as_str()).collect();
    let wanted = Wanted { parts: existing.map(|part| (part.id.as_str(), digest(part))).collect(), gone };
    let old = site.loaded.inputs.text(file).cloned().unwrap_or_else(|| "".into());
    let new = with_digests(&old, &wanted).ok_or_else(|| {
        let message =
            format!("the front matter of `{file}` is laid out in a way that cannot be changed safely");
        ScaffoldError::Stamp(format!("{message}: write `translation:` in lines of its own"))
    })?;
    let written = wanted.parts.iter().filter(|(_, digest)| digest.is_some());
    let stamped = Stamped {
        file: file.clone(),
        parts: written.map(|(id, _)| (*id).to_owned()).collect(),
        gone: wanted.gone.iter().map(|id| (*id).to_owned()).collect(),
    };
    Ok(Some((stamped, Replacement { path: site.loaded.root.join(file.as_str()), old, new })))
}

fn refuse_unknown(
    site: &Site,
    all: &[TranslationState],
    name: &str,
    parts: &[String],
) -> Result<(), ScaffoldError> {
    let of_name: Vec<_> = all.iter().filter(|state| state.name == name).collect();
    if of_name.is_empty() {
        return Err(ScaffoldError::Stamp(unknown_name(site, all, name)));
    }
    if of_name.iter().all(|state| state.file.is_none()) {
        return Err(ScaffoldError::Stamp(format!("`{name}` has no translation yet")));
    }
    let known = || of_name.iter().flat_map(|state| &state.parts).map(|part| part.id.as_str());
    let Some(part) = parts.iter().find(|part| !known().any(|id| id == part.as_str())) else { return Ok(()) };
    let near = nearest(part, known()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let message = format!("no translation of `{name}` has a section `{part}` of its original{near}");
    Err(ScaffoldError::Stamp(message))
}

fn unknown_name(site: &Site, all: &[TranslationState], name: &str) -> String {
    let id = name.rsplit(':').next().unwrap_or(name);
    let of_term = |state: &&TranslationState| state.name.split_once(':').is_some_and(|(_, term)| term == id);
    if let Some(state) = all.iter().find(of_term) {
        return format!("there is no entry or page `{name}`; for the term write `{}`", state.name);
    }
    if let Some(draft) = site.drafts.documents.values().find(|draft| draft.id == id) {
        return format!(
            "`{}` cannot be stamped: it is not published, has no original, or cannot be read; `jingwei check` says why",
            draft.file
        );
    }
    match nearest(name, all.iter().map(|state| state.name.as_str())) {
        Some(near) => format!("there is no text `{name}`; did you mean `{near}`?"),
        None => format!("there is no text `{name}`"),
    }
}

/// A digest of a text with mistakes in it would be another as soon as they are mended.
fn refuse_faulty(site: &Site, file: &FilePath) -> Result<(), ScaffoldError> {
    let draft = site.drafts.documents.get(file);
    let is_faulty = |draft: &Draft| draft.findings.iter().any(|finding| finding.code.level == Level::Error);
    if draft.is_some_and(|draft| is_faulty(draft)) {
        return Err(ScaffoldError::Stamp(format!("`{file}` has errors; `jingwei check` says which")));
    }
    Ok(())
}
