//! The pages for those who work on the content or take it elsewhere, and the files of the latter.

use super::{
    Item, Page, PageKind, Planner, ReferenceFormat, gaps::GapClass, has_references, has_translations, pages,
    permalinks,
};
use crate::model::lang::Lang;

impl Planner<'_> {
    /// Plans them in a language; `translations` is how many there are in all.
    pub(super) fn put_for_editors(&mut self, lang: &Lang, translations: usize) {
        let (site, gaps) = (self.site, self.gaps);
        let mut put = |permalink: String, kind: PageKind| {
            self.put_page(&permalink, Page::In(lang.clone(), kind), None);
        };
        if has_translations(site) {
            for page in 1..=pages(translations) {
                put(permalinks::translations(lang, page), PageKind::Translations(page));
            }
        }
        put(permalinks::gaps(lang), PageKind::Gaps);
        for class in GapClass::ALL {
            for page in 1..=gaps.list(lang, class).pages() {
                put(permalinks::gap_list(lang, class, page), PageKind::GapList(class, page));
            }
        }
        put(permalinks::data(lang), PageKind::Data);
        if has_references(site, lang) {
            for format in ReferenceFormat::ALL {
                let path = permalinks::references(lang, format);
                self.put(&path, Item::References(lang.clone(), format), None);
            }
        }
    }
}
