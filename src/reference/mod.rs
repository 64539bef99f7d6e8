//! How a page is cited.
//!
//! A site and one of its entries go in; out comes a [`Reference`], which writes itself in the formats
//! that authors of papers ask for: GB/T 7714 and APA for people, BibTeX and RIS for their programs.
//! Nothing is looked up while it is written, and no language is known here: what a style says in
//! words comes with [`StyleWords`].
//!
//! Start with [`Reference::of`].

mod files;
mod styles;

pub use styles::StyleWords;

use crate::{
    model::{date::Date, entry::EntryId, lang::Lang},
    plan::permalinks,
    site::Site,
};

/// An entry's page as something to cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What programs call it: ASCII letters, digits and hyphens.
    pub key: String,
    /// The language of the page.
    pub lang: Lang,
    /// Who publishes the site; the site itself if nobody is named.
    pub author: String,
    /// The title.
    pub title: String,
    /// The site's title.
    pub site: String,
    /// The day its text was last changed, if the site keeps a history.
    pub date: Option<Date>,
    /// The page's address, if the site has one.
    pub url: Option<String>,
}

impl Reference {
    /// The page of an entry in a language, or the original's page where the entry has no text in it.
    pub fn of(site: &Site, lang: &Lang, id: EntryId) -> Self {
        let entry = site.corpus.entry(id);
        let (lang, text) = entry.texts.or_original(lang);
        let config = &site.config;
        let title_of_site = config.title.get(lang).cloned().unwrap_or_default();
        let changes = site.history.as_ref().map(|history| history.of([&text.file])).unwrap_or_default();
        Self {
            key: format!("{}-{lang}", entry.id),
            author: config.publisher.get(lang).cloned().unwrap_or_else(|| title_of_site.clone()),
            title: entry.title(lang).1.to_owned(),
            date: changes.first().map(|change| change.date),
            url: config.base_url.as_ref().map(|base| format!("{base}{}", permalinks::entry(lang, entry))),
            site: title_of_site,
            lang: lang.clone(),
        }
    }

    /// The site as a whole, as its home page in a language shows it.
    ///
    /// It has no date: what is newest in it is nobody's to say without a clock.
    pub fn of_site(site: &Site, lang: &Lang) -> Self {
        let config = &site.config;
        let title = config.title.get(lang).cloned().unwrap_or_default();
        let author = config.publisher.get(lang).cloned().unwrap_or_else(|| title.clone());
        Self {
            key: format!("site-{lang}"),
            title,
            date: None,
            url: config.base_url.as_ref().map(|base| format!("{base}{}", permalinks::home(lang))),
            // A work is not named again as the work that it stands in.
            site: author.clone(),
            author,
            lang: lang.clone(),
        }
    }
}

#[cfg(test)]
pub(super) fn example() -> Reference {
    Reference {
        key: "line-x-fr".to_owned(),
        lang: Lang::new("fr"),
        author: "The Valley Register".to_owned(),
        title: "Line X".to_owned(),
        site: "Valley".to_owned(),
        date: Date::parse("2024-07-05"),
        url: Some("https://example.org/fr/projects/line-x/".to_owned()),
    }
}
