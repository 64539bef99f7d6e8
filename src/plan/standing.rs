//! Whether a page counts for itself, where it is looked for: by search engines and in the sitemap.
//!
//! Takes a page and the site; returns its [`Standing`]. Its canonical address, its twins in other
//! languages, whether search engines leave it out, and whether it is in the sitemap all follow from
//! that, so that they cannot disagree. Nothing is planned or drawn here.
//!
//! Start with [`PageKind::standing`].

use super::{Page, PageKind};
use crate::{
    model::{
        entry::TextFile,
        lang::{Lang, Translated},
    },
    site::Site,
};

/// What a page counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Itself: its address is canonical, it names its twins, and the sitemap has it.
    Own,
    /// The page at a permalink, most of which it repeats: that one is canonical.
    Repeats(String),
    /// Nothing that anyone looks for: search engines are asked to leave it out.
    Hidden,
}

impl Page {
    /// What the page counts as.
    pub fn standing(&self, site: &Site) -> Standing {
        match self {
            Self::Choice => Standing::Own,
            Self::NotFound => Standing::Hidden,
            Self::In(lang, kind) => kind.standing(site, lang),
        }
    }
}

impl PageKind {
    /// What the page counts as in a language. A fallback repeats the page of the original; two texts
    /// side by side repeat what stands for their entry in that language. What was withdrawn is hidden.
    pub fn standing(&self, site: &Site, lang: &Lang) -> Standing {
        match self {
            Self::Entry(id) if !site.corpus.entry(*id).is_listed() => Standing::Hidden,
            Self::Compare(id) => {
                let entry = Self::Entry(*id);
                match entry.standing(site, lang) {
                    Standing::Own => Standing::Repeats(entry.permalink(site, lang)),
                    other => other,
                }
            }
            _ => match self.texts(site) {
                Some(texts) if texts.get(lang).is_none() => {
                    Standing::Repeats(self.permalink(site, texts.original()))
                }
                _ => Standing::Own,
            },
        }
    }

    /// The languages in which the page stands for itself, in the order of the site.
    pub fn twins<'a>(&self, site: &'a Site) -> Vec<&'a Lang> {
        let languages = site.config.languages.iter();
        languages.filter(|lang| self.is_made_in(lang) && self.standing(site, lang) == Standing::Own).collect()
    }

    /// The texts that the page shows one of, where it shows a text.
    pub fn texts<'a>(&self, site: &'a Site) -> Option<&'a Translated<TextFile>> {
        match self {
            Self::Entry(id) => Some(&site.corpus.entry(*id).texts),
            Self::Prose(index) => Some(&site.corpus.pages[*index].texts),
            _ => None,
        }
    }

    /// Whether a language has the page: each has letters of its own.
    fn is_made_in(&self, lang: &Lang) -> bool {
        match self {
            Self::Glossary(Some(leaf)) | Self::Names(Some(leaf)) => leaf.lang == *lang,
            _ => true,
        }
    }
}
