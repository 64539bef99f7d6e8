//! The facts of an entry as rows.

use super::Sheet;
use crate::{
    model::{
        date::Period,
        entry::{Entry, Fact},
        vocabulary::{TermId, Vocabulary},
    },
    render::view::{FactItem, FactRow, Words},
};

impl Sheet<'_> {
    /// The rows in the order in which readers ask: what, when, who, where; then what is not known.
    pub(super) fn facts(&self, entry: &Entry) -> Vec<FactRow> {
        let mut rows: Vec<FactRow> = entry.facts.iter().map(|(key, fact)| self.fact(key, fact)).collect();
        if !entry.agencies.is_empty() {
            rows.push(self.row("agencies", self.agency_items(entry)));
        }
        rows.push(self.row("regions", self.term_items(Vocabulary::Regions, &entry.regions)));
        rows.push(self.row("topics", self.term_items(Vocabulary::Topics, &entry.topics)));
        if !entry.same_as.is_empty() {
            let items = entry.same_as.iter().map(|url| self.outside(url)).collect();
            rows.push(self.row("same_as", items));
        }
        rows.retain(|row| !row.items.is_empty());
        rows.extend(self.unknown_rows(entry));
        rows
    }

    fn row(&self, key: &str, items: Vec<FactItem>) -> FactRow {
        let label = self.fact_label(key).unwrap_or_else(|| key.to_owned());
        FactRow { key: key.to_owned(), label, items, unknown: Vec::new() }
    }

    /// The name of a fact in the page's language, if the theme has one.
    pub(super) fn fact_label(&self, key: &str) -> Option<String> {
        self.desk.theme.words.fact(self.lang, key).map(str::to_owned)
    }

    fn fact(&self, key: &str, fact: &Fact) -> FactRow {
        let text = match fact {
            Fact::Date(date) => self.date(*date).text,
            Fact::Period(period) => self.period(*period),
            Fact::Text(text) => text.clone(),
        };
        self.row(key, vec![Self::plain(self.words(self.lang, text))])
    }

    /// A span of time; an open end is put in words.
    pub(super) fn period(&self, period: Period) -> String {
        let text = self.shared.locale.period(period);
        match (period.start, period.end) {
            (None, Some(_)) => self.fill("period-until", &[("date", &text)]),
            (Some(_), None) => self.fill("period-from", &[("date", &text)]),
            _ => text,
        }
    }

    fn plain(text: Words) -> FactItem {
        FactItem { text, href: None, outside: false, role: None, cites: Vec::new() }
    }

    fn outside(&self, url: &str) -> FactItem {
        FactItem { outside: true, href: Some(url.to_owned()), ..Self::plain(self.words(self.lang, url)) }
    }

    fn term_items(&self, vocabulary: Vocabulary, terms: &[TermId]) -> Vec<FactItem> {
        let links = terms.iter().map(|term| self.term_link(vocabulary, *term));
        links.map(|link| FactItem { href: Some(link.href), ..Self::plain(link.label) }).collect()
    }

    fn agency_items(&self, entry: &Entry) -> Vec<FactItem> {
        let parts = entry.agencies.iter();
        parts
            .map(|part| {
                let link = self.term_link(Vocabulary::Agencies, part.agency);
                FactItem {
                    href: Some(link.href),
                    role: part.role.as_ref().map(|role| self.translated(role)),
                    cites: self.cites(&part.cite),
                    ..Self::plain(link.label)
                }
            })
            .collect()
    }

    /// What the sources do not give: a row for each fact that has a name, and one for all that only
    /// have a reason.
    fn unknown_rows(&self, entry: &Entry) -> Vec<FactRow> {
        let mut rows = Vec::new();
        let mut others = Vec::new();
        for (key, reason) in &entry.unknown {
            let reason = self.translated(reason);
            match self.fact_label(key) {
                Some(label) => {
                    rows.push(FactRow { key: key.clone(), label, items: Vec::new(), unknown: vec![reason] });
                }
                None => others.push(reason),
            }
        }
        if !others.is_empty() {
            let label = self.word("fact-unknown").to_owned();
            rows.push(FactRow { key: "unknown".to_owned(), label, items: Vec::new(), unknown: others });
        }
        rows
    }
}
