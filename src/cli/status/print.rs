//! The list of translations, for people and for programs.

use super::changes::{Changed, Originals};
use crate::{
    freshness::{Change, Freshness, PartState, Sign, TranslationState},
    model::choice::Choice,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Characters shown of unchanged text before and after a change.
const AROUND: usize = 24;

/// By language: how many there are in each state, then all that are not current.
pub(super) fn human(states: &[TranslationState], originals: &mut Originals<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let has_stale = states.iter().any(|state| state.as_str() == "stale");
    for (lang, of_lang) in by_language(states) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("{lang}: {}", counts(&of_lang)));
        for state in TranslationState::STATES.iter().filter(|state| **state != "current") {
            let of_state: Vec<_> = of_lang.iter().filter(|one| one.as_str() == *state).collect();
            if of_state.is_empty() {
                continue;
            }
            lines.push(format!("\n  {state}"));
            for one in of_state {
                describe(one, originals, &mut lines);
            }
        }
    }
    if lines.is_empty() {
        lines.push("there is nothing to translate".to_owned());
    } else if has_stale && !originals.have_history() {
        lines.push(String::new());
        lines.push("The words that changed are known only where git has the whole history.".to_owned());
    }
    lines
}

fn describe(state: &TranslationState, originals: &mut Originals<'_>, lines: &mut Vec<String>) {
    let Some(file) = &state.file else {
        lines.push(format!("    {}  from {}", state.name, state.original));
        return;
    };
    let status = state.status.map_or("", Choice::as_str);
    lines.push(format!("    {file}  {status}"));
    for part in state.parts.iter().filter(|part| part.freshness != Freshness::Current) {
        let place = originals.place(&state.original, &part.id);
        let place = place.map_or(state.original.to_string(), |(file, line)| format!("{file}:{line}"));
        lines.push(format!("      {} {}  {place}", part.freshness.as_str(), part.id));
        for changed in originals.changes(&state.original, part).into_iter().flatten() {
            lines.push(format!("        {}", marked(&changed)));
        }
    }
}

/// `summary: A line of [-90-]{+92+} km ...`.
fn marked(changed: &Changed) -> String {
    let mut text = String::new();
    if !changed.key.is_empty() {
        text.push_str(&changed.key);
        text.push_str(": ");
    }
    let last = changed.words.len().saturating_sub(1);
    for (index, change) in changed.words.iter().enumerate() {
        match change.sign {
            Sign::Same => text.push_str(&cut(&change.text, index > 0, index < last)),
            Sign::Removed => text.push_str(&format!("[-{}-]", change.text)),
            Sign::Added => text.push_str(&format!("{{+{}+}}", change.text)),
        }
    }
    text
}

/// What is near a change: the beginning of a text that stands after one, the end of one before it.
fn cut(text: &str, after_change: bool, before_change: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (head, tail) = (if after_change { AROUND } else { 0 }, if before_change { AROUND } else { 0 });
    if characters.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let head: String = characters[..head].iter().collect();
    let tail: String = characters[characters.len() - tail..].iter().collect();
    format!("{head}…{tail}")
}

/// One line a translation: language, state, file or id, the parts that are not current.
pub(super) fn short(states: &[TranslationState]) -> Vec<String> {
    let line = |state: &TranslationState| {
        let parts: Vec<&str> = not_current(state).map(|part| part.id.as_str()).collect();
        let file = state.file.as_ref().map_or(state.name.as_str(), |file| file.as_str());
        let parts = if parts.is_empty() { String::new() } else { format!(" {}", parts.join(",")) };
        format!("{} {} {file}{parts}", state.lang, state.as_str())
    };
    states.iter().map(line).collect()
}

/// One object a translation, then one a language with the counts.
pub(super) fn json(states: &[TranslationState], originals: &mut Originals<'_>) -> Vec<String> {
    let mut lines: Vec<String> = states.iter().map(|state| object(state, originals).to_string()).collect();
    for (lang, of_lang) in by_language(states) {
        let mut counts = json!({ "type": "language", "lang": lang, "translations": of_lang.len() });
        for state in TranslationState::STATES {
            counts[state] = count(&of_lang, state).into();
        }
        lines.push(counts.to_string());
    }
    lines
}

fn object(state: &TranslationState, originals: &mut Originals<'_>) -> Value {
    let part = |part: &PartState, originals: &mut Originals<'_>| {
        let changes = originals.changes(&state.original, part);
        json!({
            "id": part.id,
            "state": part.freshness.as_str(),
            "stamped": part.stamped,
            "digest": part.digest.map(|digest| digest.to_string()),
            "original_line": originals.place(&state.original, &part.id).map(|(_, line)| line),
            "changes": changes.map(|all| all.iter().map(changed_object).collect::<Vec<_>>()),
        })
    };
    json!({
        "type": "translation",
        "name": state.name,
        "lang": state.lang.as_str(),
        "state": state.as_str(),
        "status": state.status.map(Choice::as_str),
        "file": state.file.as_ref().map(crate::input::FilePath::as_str),
        "original": state.original.as_str(),
        "parts": state.parts.iter().map(|one| part(one, originals)).collect::<Vec<_>>(),
    })
}

fn changed_object(changed: &Changed) -> Value {
    let word = |change: &Change| {
        let sign = match change.sign {
            Sign::Same => "same",
            Sign::Removed => "removed",
            Sign::Added => "added",
        };
        json!({ "sign": sign, "text": change.text })
    };
    json!({ "field": changed.key, "words": changed.words.iter().map(word).collect::<Vec<_>>() })
}

fn not_current(state: &TranslationState) -> impl Iterator<Item = &PartState> {
    state.parts.iter().filter(|part| part.freshness != Freshness::Current)
}

/// The languages in the order of the list, which is that of the site.
fn by_language(states: &[TranslationState]) -> Vec<(&str, Vec<&TranslationState>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut all: BTreeMap<&str, Vec<&TranslationState>> = BTreeMap::new();
    for state in states {
        let lang = state.lang.as_str();
        if !order.contains(&lang) {
            order.push(lang);
        }
        all.entry(lang).or_default().push(state);
    }
    order.into_iter().map(|lang| (lang, all.remove(lang).unwrap_or_default())).collect()
}

fn count(states: &[&TranslationState], name: &str) -> usize {
    states.iter().filter(|state| state.as_str() == name).count()
}

/// `3 current, 1 stale, 0 unstamped, 2 missing`.
fn counts(states: &[&TranslationState]) -> String {
    let counts =
        TranslationState::STATES.iter().rev().map(|state| format!("{} {state}", count(states, state)));
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_near_a_change_is_shown_of_long_texts() {
        let long = "0123456789".repeat(10);
        assert_eq!(cut(&long, true, true), "012345678901234567890123…678901234567890123456789");
        assert_eq!(cut(&long, false, true), "…678901234567890123456789");
        assert_eq!(cut(&long, true, false), "012345678901234567890123…");
        assert_eq!(cut("short", true, true), "short");
    }
}
