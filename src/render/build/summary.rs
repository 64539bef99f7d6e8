//! An entry in a list.

use super::Sheet;
use crate::{
    model::{
        choice::{Choice, Kind},
        entry::{EntryId, State},
        vocabulary::Vocabulary,
    },
    plan::permalinks,
    render::view::{EntrySummary, StateView, TermLink, Words},
    schema::front_matter::state_field,
};

impl Sheet<'_> {
    pub(super) fn summary(&self, id: EntryId) -> EntrySummary {
        let entry = self.desk.site.corpus.entry(id);
        let (title_lang, title) = entry.title(self.lang);
        let (summary_lang, summary) = entry.summary(self.lang);
        let links = |vocabulary, ids: &[_]| -> Vec<TermLink> {
            ids.iter().map(|id| self.term_link(vocabulary, *id)).collect()
        };
        let agencies: Vec<_> = entry.agencies.iter().map(|part| part.agency).collect();
        EntrySummary {
            id: entry.id.clone(),
            kind: entry.kind.as_str(),
            kind_label: self.kind_label(entry.kind),
            href: permalinks::entry(self.lang, entry),
            title: self.words(title_lang, title),
            name: self.name(id),
            summary: self.words(summary_lang, summary),
            type_label: self.translated(&entry.entry_type.1),
            state: self.state_view(entry.kind, &entry.state),
            topics: links(Vocabulary::Topics, &entry.topics),
            regions: links(Vocabulary::Regions, &entry.regions),
            agencies: links(Vocabulary::Agencies, &agencies),
        }
    }

    /// The short title of an entry, else its title.
    pub(super) fn name(&self, id: EntryId) -> Words {
        let entry = self.desk.site.corpus.entry(id);
        let (lang, words) = entry.words.or_original(self.lang);
        match &words.short_title {
            Some(short) => self.words(lang, short),
            None => {
                let (lang, title) = entry.title(self.lang);
                self.words(lang, title)
            }
        }
    }

    pub(super) fn kind_label(&self, kind: Kind) -> String {
        self.word(&format!("kind-{}", kind.as_str())).to_owned()
    }

    pub(super) fn kinds_label(&self, kind: Kind) -> String {
        self.word(&format!("kinds-{}", kind.as_str())).to_owned()
    }

    pub(super) fn state_view(&self, kind: Kind, state: &State) -> StateView {
        let key = format!("{}-{}", state_field(kind), state.id);
        let label = match &state.label {
            Some(label) => self.translated(label),
            None => self.words(self.lang, self.word_if_known(&key).unwrap_or(&state.id)),
        };
        StateView {
            id: state.id.clone(),
            class: state.class.as_str(),
            label,
            as_of: state.as_of.map(|date| self.date(date)),
            cites: self.plain_cites(&state.cite),
        }
    }
}
