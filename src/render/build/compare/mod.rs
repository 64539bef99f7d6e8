//! The page that shows an original and a translation side by side, block by block.
//!
//! There is one for each entry that has a translation, in every language of the site. In the language
//! of a translation it shows that translation; in any other, the original's among them, the first one
//! in the order of the site's languages, and it leads to the pages that show the others. Both texts
//! stand on the pages of the entry, which count for search engines in place of these.
//!
//! Start with [`Sheet::compare`]; `words.rs` makes the rows of the front matter, `sections.rs` those of
//! the text, `blocks.rs` and `align.rs` decide what stands beside what, `figures.rs` says how it fares.

mod align;
mod blocks;
mod figures;
mod sections;
mod words;

use super::{Fault, Sheet, frame::Frame};
use crate::{
    check::{Subject, figures::sides::Comparison},
    freshness::{Freshness, PartState, compare},
    model::{
        choice::Choice,
        entry::{Entry, EntryId},
        lang::Lang,
    },
    parse::Draft,
    plan::permalinks,
    render::view::{
        CompareColumn, CompareDifference, ComparePart, CompareRow, CompareView, CrumbView, VerdictView, Words,
    },
};

/// Differences that are named above the table; the others are counted.
const MOST_DIFFERENCES: usize = 12;

/// The two texts of a page.
struct Texts<'a> {
    original: &'a Draft,
    translation: &'a Draft,
    /// Nothing where the figures of one of the languages cannot be read.
    comparison: Option<Comparison<'a, 'a>>,
    parts: Vec<PartState>,
    /// The entry's page in the language of this one: where links within the text lead.
    home: String,
}

impl Texts<'_> {
    /// How a part of the translation stands to the original; one that carries no digest, such as a
    /// section that it does not have, is out of date in nothing.
    fn freshness(&self, part: &str) -> Freshness {
        let known = self.parts.iter().find(|known| known.id == part);
        known.map_or(Freshness::Unstamped, |known| known.freshness)
    }
}

impl Sheet<'_> {
    pub(in crate::render) fn compare(&self, id: EntryId) -> Result<Vec<u8>, Fault> {
        let site = self.desk.site;
        let entry = site.corpus.entry(id);
        let original = entry.texts.original();
        let translations: Vec<&Lang> =
            site.config.languages.iter().filter(|lang| is_translation(entry, lang)).collect();
        let own = translations.iter().find(|lang| **lang == self.lang);
        let shown = own.or(translations.first()).map_or(original, |lang| *lang);
        let others = translations.iter().filter(|lang| **lang != shown);
        let subject = Subject::of(site);
        let parts = self.compare_parts(entry, &subject, original, shown);
        let mut differences = differences(&parts, |part| self.part_label(part));
        let more = differences.len().saturating_sub(MOST_DIFFERENCES);
        differences.truncate(MOST_DIFFERENCES);
        let (title_lang, title) = entry.title(self.lang);
        let view = CompareView {
            title: self.words(title_lang, title),
            other_titles: self.compared_titles(entry, [original, shown]),
            original: self.compare_column(entry, original),
            translation: self.compare_column(entry, shown),
            others: others.map(|lang| self.beside(entry, lang)).collect(),
            stale: parts.iter().filter(|part| part.stale).map(|part| self.stale_link(part)).collect(),
            differences,
            more,
            rows: parts.iter().flat_map(|part| &part.rows).filter(|row| !row.heading).count(),
            figures: [original, shown].iter().all(|lang| site.figures.reader(lang).is_some()),
            parts,
        };
        let heading = format!("{}{}{title}", self.word("compare"), self.word("label-end"));
        let folder = entry.kind.folder();
        let frame = Frame {
            breadcrumb: vec![
                self.crumb(&format!("menu-{folder}"), permalinks::index(self.lang, entry.kind, 1)),
                CrumbView { label: view.title.clone(), href: permalinks::entry(self.lang, entry) },
            ],
            menu: Some(folder),
            file: entry.texts.get(shown).map(|text| text.file.to_string()),
            ..Frame::new(self.words(self.lang, heading))
        };
        self.draw("compare.html", frame, &view, Vec::new())
    }

    /// Where an entry of the page's language is shown beside its translation, if it has one.
    pub(super) fn compare_href(&self, entry: &Entry) -> Option<String> {
        entry.is_translated().then(|| permalinks::compare(self.lang, entry))
    }

    fn compare_parts(
        &self,
        entry: &Entry,
        subject: &Subject<'_>,
        original: &Lang,
        shown: &Lang,
    ) -> Vec<ComparePart> {
        let draft = |lang: &Lang| {
            let file = &entry.texts.get(lang)?.file;
            subject.drafts.documents.get(file).map(|draft| &**draft)
        };
        let (Some(theirs), Some(ours)) = (draft(original), draft(shown)) else { return Vec::new() };
        let texts = Texts {
            original: theirs,
            translation: ours,
            comparison: Comparison::new(subject, theirs, ours),
            parts: compare(theirs, ours),
            home: permalinks::entry(self.lang, entry),
        };
        let mut parts = vec![self.words_part(subject, &texts)];
        parts.extend(self.section_parts(&texts));
        parts
    }

    fn compare_column(&self, entry: &Entry, lang: &Lang) -> CompareColumn {
        let text = entry.texts.get(lang);
        CompareColumn {
            tag: lang.to_string(),
            name: self.desk.site.locales.get(lang).name().to_owned(),
            href: permalinks::entry(lang, entry),
            authority: entry.authority() == lang,
            translation: text.and_then(|text| text.translation).map(Choice::as_str),
        }
    }

    fn compared_titles(&self, entry: &Entry, compared: [&Lang; 2]) -> Vec<CrumbView> {
        let other =
            compared.into_iter().filter(|lang| *lang != self.lang && *lang != entry.title(self.lang).0);
        other
            .filter_map(|lang| {
                let title = entry.words.get(lang)?.title.as_ref()?;
                Some(CrumbView { label: self.words(lang, title), href: permalinks::entry(lang, entry) })
            })
            .collect()
    }

    /// The page that shows another translation.
    fn beside(&self, entry: &Entry, lang: &Lang) -> CrumbView {
        let label = self.words(lang, self.desk.site.locales.get(lang).name());
        CrumbView { label, href: permalinks::compare(lang, entry) }
    }

    /// A part whose original has changed since it was translated.
    fn stale_link(&self, part: &ComparePart) -> CrumbView {
        CrumbView { label: self.part_label(part), href: format!("#{}", part.id) }
    }

    /// What a reader knows a part as.
    fn part_label(&self, part: &ComparePart) -> Words {
        let heading = part.rows.first().filter(|row| row.heading);
        let cells = heading.map(|row| [&row.translation, &row.original]).into_iter().flatten().flatten();
        let own = |cell: &&crate::render::view::CompareCell| cell.lang == self.lang.as_str();
        let cell = cells.clone().find(own).or(cells.clone().next());
        match cell {
            Some(cell) => Words {
                text: plain(&cell.parts.concat()),
                lang: (cell.lang != self.lang.as_str()).then(|| cell.lang.clone()),
            },
            None if part.id == sections::WORDS_ID => self.words(self.lang, self.word("stale-words")),
            None => self.words(self.lang, self.word("stale-intro")),
        }
    }
}

/// Whether a language has a text of the entry's that is not the original.
fn is_translation(entry: &Entry, lang: &Lang) -> bool {
    lang != entry.texts.original() && entry.texts.get(lang).is_some()
}

/// The words of a heading without its tags.
fn plain(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    let text = pieces.collect::<String>();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.trim().to_owned()
}

/// The rows in which the two texts differ; a section that only one of them has is named once.
fn differences(parts: &[ComparePart], label: impl Fn(&ComparePart) -> Words) -> Vec<CompareDifference> {
    let mut found = Vec::new();
    for part in parts {
        let is_alone = part.rows.first().is_some_and(|row| row.heading && row.state == "one-sided");
        let mut number = 0;
        for row in &part.rows {
            number += usize::from(!row.heading);
            if !matches!(row.state, "differs" | "one-sided") || is_alone && !row.heading {
                continue;
            }
            let is_word = part.id == sections::WORDS_ID;
            let label = if is_word { Words { text: row.label.clone(), lang: None } } else { label(part) };
            found.push(CompareDifference {
                href: format!("#{}", row.id.as_ref().unwrap_or(&part.id)),
                label,
                number: (!is_word && !row.heading).then_some(number),
                verdicts: faults(row),
            });
        }
    }
    found
}

/// What is the matter with a row, besides its being out of date.
fn faults(row: &CompareRow) -> Vec<VerdictView> {
    row.verdicts.iter().filter(|verdict| verdict.id != "stale").cloned().collect()
}
