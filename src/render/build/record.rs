//! A page as a work of its own: how it is cited, and the record of its changes.

use super::Sheet;
use crate::{
    model::entry::{Entry, EntryId},
    plan::{ReferenceFormat, permalinks},
    reference::{Reference, StyleWords},
    render::view::{ChangeView, HistoryView, ReferenceView},
};

/// Changes that are shown; the others are counted.
const MOST_CHANGES: usize = 20;

impl Sheet<'_> {
    /// How the page of an entry is cited: the original's where this one only stands in for it.
    pub(super) fn reference(&self, id: EntryId) -> ReferenceView {
        let reference = Reference::of(self.desk.site, self.lang, id);
        let words = self.style_words();
        let page = permalinks::entry(&reference.lang, self.desk.site.corpus.entry(id));
        let file = |format: ReferenceFormat| format!("{page}{}", format.file_name());
        ReferenceView {
            gbt7714: reference.gbt7714(words),
            apa: reference.apa(words),
            bibtex: reference.bibtex(),
            ris: reference.ris().replace('\r', ""),
            bibtex_file: file(ReferenceFormat::Bibtex),
            ris_file: file(ReferenceFormat::Ris),
            lang: (reference.lang != *self.lang).then(|| reference.lang.as_str().to_owned()),
        }
    }

    /// What the styles of references say in words, in the page's language.
    pub(super) fn style_words(&self) -> StyleWords<'_> {
        StyleWords {
            accessed: self.word("cite-accessed"),
            no_date: self.word("cite-no-date"),
            dates: [self.word("cite-apa-year"), self.word("cite-apa-month"), self.word("cite-apa-day")],
            months: self.shared.locale.data.as_ref().map_or(&[][..], |data| &data.dates.months),
        }
    }

    /// The changes of the text that the page shows and of the original; nothing if nobody keeps
    /// record.
    pub(super) fn history(&self, entry: &Entry) -> Option<HistoryView> {
        let history = self.desk.site.history.as_ref().ok()?;
        let texts = &entry.texts;
        let shown = texts.or_original(self.lang).1;
        let original = texts.or_original(texts.original()).1;
        let changes = history.of([&shown.file, &original.file]);
        let view = |change: &&crate::model::history::Change| ChangeView {
            date: self.date(change.date),
            message: change.message.clone(),
        };
        (!changes.is_empty()).then(|| HistoryView {
            changes: changes.iter().take(MOST_CHANGES).map(view).collect(),
            more: changes.len().saturating_sub(MOST_CHANGES),
        })
    }
}
