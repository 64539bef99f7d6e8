//! How the pages of all entries in one language are cited, in one file.

use crate::{model::lang::Lang, plan::ReferenceFormat, reference::Reference, site::Site};

/// The references of every entry that has a text in the language, in the order of ids.
pub(super) fn references(site: &Site, lang: &Lang, format: ReferenceFormat) -> String {
    let mut text = String::new();
    for id in site.corpus.entry_ids() {
        let entry = site.corpus.entry(id);
        if !entry.is_listed() || entry.texts.get(lang).is_none() {
            continue;
        }
        let reference = Reference::of(site, lang, id);
        match format {
            ReferenceFormat::Bibtex => {
                // An empty line between entries is for people; programs need none.
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&reference.bibtex());
            }
            ReferenceFormat::Ris => text.push_str(&reference.ris()),
        }
    }
    text
}
