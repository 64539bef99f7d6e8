//! What can be taken along: what there is, in which files, and how the site is cited.

use super::{Fault, Sheet, frame::Frame};
use crate::{
    model::{entry::EntryId, vocabulary::Vocabulary},
    plan::{ReferenceFormat, has_references, permalinks},
    reference::Reference,
    render::view::{DataFile, DataList, DataView, SiteReference},
};

impl Sheet<'_> {
    pub(in crate::render) fn data(&self) -> Result<Vec<u8>, Fault> {
        let site = self.desk.site;
        let is_listed = |id: &EntryId| site.corpus.entry(*id).is_listed();
        let ids: Vec<EntryId> = site.corpus.entry_ids().filter(is_listed).collect();
        let all = self.desk.plan.order.sorted(site, self.lang, &ids);
        let view = DataView {
            kinds: self.kind_counts(&all),
            entries: all.len(),
            lists: self.data_lists(),
            files: self.data_files(&all),
            sitemap: site.config.base_url.is_some().then(|| "sitemap.xml".to_owned()),
            reference: self.site_reference(),
        };
        let title = self.words(self.lang, self.word("menu-data"));
        let frame = Frame {
            menu: Some("data"),
            description: Some(self.word("data-lead").to_owned()),
            ..Frame::new(title)
        };
        self.draw("data.html", frame, &view, Vec::new())
    }

    fn data_lists(&self) -> Vec<DataList> {
        let corpus = &self.desk.site.corpus;
        let list = |key: &str, href, count| DataList { label: self.word(key).to_owned(), href, count };
        let terms = |vocabulary: Vocabulary| {
            let key = format!("menu-{}", vocabulary.as_str());
            let count = corpus.taxonomies.get(vocabulary).terms.len();
            list(&key, permalinks::tree(self.lang, vocabulary), count)
        };
        let mut lists = Vocabulary::ALL.map(terms).to_vec();
        let indicators = permalinks::indicators(self.lang, 1);
        lists.push(list("menu-indicators", indicators, corpus.indicators.len()));
        lists.push(list("menu-sources", permalinks::sources(self.lang), corpus.sources.len()));
        lists
    }

    /// The files of references of every language: the page's first, then the others.
    fn data_files(&self, all: &[EntryId]) -> Vec<DataFile> {
        let site = self.desk.site;
        let others = site.config.languages.iter().filter(|lang| *lang != self.lang);
        let languages = [self.lang].into_iter().chain(others).filter(|lang| has_references(site, lang));
        let files = languages.flat_map(|lang| {
            let has_text = |id: &&EntryId| site.corpus.entry(**id).texts.get(lang).is_some();
            let count = all.iter().filter(has_text).count();
            ReferenceFormat::ALL.map(|format| {
                let href = permalinks::references(lang, format);
                DataFile {
                    name: href.rsplit('/').next().unwrap_or(&href).to_owned(),
                    href,
                    format: format.extension(),
                    lang: lang.as_str().to_owned(),
                    lang_name: site.locales.get(lang).name().to_owned(),
                    count,
                }
            })
        });
        files.collect()
    }

    fn site_reference(&self) -> SiteReference {
        let reference = Reference::of_site(self.desk.site, self.lang);
        let words = self.style_words();
        SiteReference {
            gbt7714: reference.gbt7714(words),
            apa: reference.apa(words),
            bibtex: reference.bibtex(),
            ris: reference.ris().replace('\r', ""),
        }
    }
}
