//! The frame of every page: menu, way up, twins, links for search engines.

use super::{Desk, Sheet, words_in};
use crate::{
    config::SiteText,
    model::{
        choice::Kind,
        lang::{Lang, Translated},
        vocabulary::Vocabulary,
    },
    plan::{Item, PageKind, Standing, feeds::FeedOf, has_translations, permalinks},
    render::view::{
        AlternateView, CrumbView, FeedView, LanguageView, MenuItem, PageView, SearchFiles, SiteView,
        TwinView, Words,
    },
    theme::CUSTOM_STYLE,
};

/// What a builder says of its page's frame.
pub(super) struct Frame {
    /// The title.
    pub(super) title: Words,
    /// One sentence for search engines.
    pub(super) description: Option<String>,
    /// The way up, the home page and this page left out.
    pub(super) breadcrumb: Vec<CrumbView>,
    /// The menu item it belongs to.
    pub(super) menu: Option<&'static str>,
    /// The file that holds its text.
    pub(super) file: Option<String>,
}

impl Frame {
    /// A page right below the home page.
    pub(super) fn new(title: Words) -> Self {
        Self { title, description: None, breadcrumb: Vec::new(), menu: None, file: None }
    }
}

impl Desk<'_> {
    /// What the pages of a language share.
    pub(super) fn site_view(&self, lang: &Lang) -> SiteView {
        let config = &self.site.config;
        let word = |key: &str| self.theme.words.text(lang, key).to_owned();
        let text = |texts: &SiteText| texts.get(lang).map(|text| words_in(lang, lang, text));
        let item = |group, id: &str, href| MenuItem {
            id: id.to_owned(),
            group,
            label: word(&format!("menu-{id}")),
            href,
        };
        let kinds = Kind::ALL.map(|kind| item(1, kind.folder(), permalinks::index(lang, kind, 1)));
        let trees = Vocabulary::ALL.map(|v| item(2, v.as_str(), permalinks::tree(lang, v)));
        let pages = self.site.corpus.pages.iter().filter(|page| page.id != "home");
        let asset = |name: &str| self.theme.asset(name).map(|asset| asset.path.clone()).unwrap_or_default();
        SiteView {
            title: text(&config.title).unwrap_or_else(|| words_in(lang, lang, "")),
            languages: config.languages.iter().map(|lang| self.language_view(lang)).collect(),
            menu: kinds
                .into_iter()
                .chain(trees)
                .chain([
                    item(2, "matrix", permalinks::matrix(lang)),
                    item(3, "timeline", permalinks::timeline(lang, 1)),
                    item(3, "indicators", permalinks::indicators(lang, 1)),
                    item(3, "sources", permalinks::sources(lang)),
                    item(4, "glossary", permalinks::glossary(lang, None)),
                    item(4, "index", permalinks::names(lang, None)),
                    item(4, "search", permalinks::search(lang)),
                ])
                .collect(),
            pages: pages
                .map(|page| {
                    let title = page.words.or_original(lang).1.title.clone().unwrap_or_default();
                    MenuItem {
                        id: page.id.clone(),
                        group: 3,
                        label: title,
                        href: permalinks::page(lang, page),
                    }
                })
                .collect(),
            editors: self.editors_menu(lang),
            publisher: text(&config.publisher),
            licence: text(&config.licence),
            contact: text(&config.contact),
            style: asset("site.css"),
            custom_style: self.theme.asset(CUSTOM_STYLE).map(|asset| asset.path.clone()),
            cite_script: asset("cite.js"),
            filter_script: asset("filter.js"),
            icon: asset("favicon.svg"),
            home: permalinks::home(lang),
            search: SearchFiles {
                href: permalinks::search(lang),
                script: asset("search.js"),
                engine_script: asset("search-engine.js"),
                folder_script: config.portable.then(|| asset("search-folder.js")),
            },
            portable: config.portable,
            feed: self.feed_view(lang, FeedOf::Site),
        }
    }

    fn editors_menu(&self, lang: &Lang) -> Vec<MenuItem> {
        let item = |id: &str, href| MenuItem {
            id: id.to_owned(),
            group: 3,
            label: self.theme.words.text(lang, &format!("menu-{id}")).to_owned(),
            href,
        };
        let translations = has_translations(self.site);
        let translations = translations.then(|| item("translations", permalinks::translations(lang, 1)));
        let others = [item("gaps", permalinks::gaps(lang)), item("data", permalinks::data(lang))];
        translations.into_iter().chain(others).collect()
    }

    pub(super) fn language_view(&self, lang: &Lang) -> LanguageView {
        LanguageView {
            tag: lang.as_str().to_owned(),
            name: self.site.locales.get(lang).name().to_owned(),
            href: permalinks::home(lang),
        }
    }

    /// A feed, if there is one.
    fn feed_view(&self, lang: &Lang, of: FeedOf) -> Option<FeedView> {
        let href = of.permalink(self.site, lang);
        match self.plan.items.get(href.as_str())? {
            Item::Feed(feed) => Some(FeedView { title: feed.title.clone(), href }),
            _ => None,
        }
    }

    /// What the site is about, in a sentence of a language: the summary of the home page, else the
    /// site's title.
    pub(super) fn about(&self, lang: &Lang) -> &str {
        let home = self.site.corpus.find_page("home");
        let summary = home.and_then(|page| page.words.get(lang)?.summary.as_deref());
        summary.or_else(|| self.site.config.title.get(lang).map(String::as_str)).unwrap_or_default()
    }

    /// The absolute address of the page that counts, for the page at a permalink; none for one that
    /// does not count at all.
    pub(super) fn canonical(&self, permalink: &str, standing: &Standing) -> Option<String> {
        match standing {
            Standing::Own => self.absolute(permalink),
            Standing::Repeats(other) => self.absolute(other),
            Standing::Hidden => None,
        }
    }

    /// The absolute address of a permalink, if the site has an address.
    pub(super) fn absolute(&self, permalink: &str) -> Option<String> {
        self.site.config.base_url.as_ref().map(|base| format!("{base}{permalink}"))
    }
}

impl Sheet<'_> {
    /// The way up to a list: its name and address.
    pub(super) fn crumb(&self, key: &str, href: String) -> CrumbView {
        CrumbView { label: self.words(self.lang, self.word(key)), href }
    }

    pub(super) fn page_view(&self, mut frame: Frame) -> PageView {
        let site = self.desk.site;
        let home = self.crumb("menu-home", permalinks::home(self.lang));
        let mut breadcrumb = vec![home];
        breadcrumb.extend(std::mem::take(&mut frame.breadcrumb));
        if *self.kind == PageKind::Home {
            breadcrumb.clear();
        }
        if frame.description.is_none() {
            let values = [("title", frame.title.text.as_str()), ("about", self.desk.about(self.lang))];
            frame.description = Some(self.fill("description-of", &values));
        }
        let report_values =
            [("path", frame.file.as_deref().unwrap_or(self.path.as_str())), ("title", &frame.title.text)];
        let standing = self.standing();
        PageView {
            path: self.path.permalink().to_owned(),
            edit: frame.file.as_deref().and_then(|file| self.edit_link(file, &frame.title.text)),
            report: site.config.report_url.as_ref().map(|url| fill_address(url, &report_values)),
            canonical: self.desk.canonical(self.path.permalink(), &standing),
            social: Some(self.social(&frame)),
            linked_data: self.linked_data(&frame, &breadcrumb),
            alternates: self.alternates(&standing),
            twins: self.twins(),
            breadcrumb,
            menu: frame.menu.map(str::to_owned),
            noindex: standing == Standing::Hidden,
            description: frame.description,
            title: frame.title,
            feed: self.feed(),
        }
    }

    fn feed(&self) -> Option<FeedView> {
        let of = match self.kind {
            PageKind::Home => FeedOf::Site,
            PageKind::Index(kind, _) => FeedOf::Kind(*kind),
            PageKind::Term(vocabulary, term, _) => FeedOf::Term(*vocabulary, *term),
            _ => return None,
        };
        self.desk.feed_view(self.lang, of)
    }

    /// Where to mend a file, if the site says where.
    pub(super) fn edit_link(&self, file: &str, title: &str) -> Option<String> {
        let url = self.desk.site.config.edit_url.as_ref()?;
        Some(fill_address(url, &[("path", file), ("title", title)]))
    }

    /// What the page counts as for search engines.
    pub(super) fn standing(&self) -> Standing {
        self.kind.standing(self.desk.site, self.lang)
    }

    /// Real twins name each other; `x-default` is the default language's page, else the original's,
    /// and for the home page the choice of language.
    fn alternates(&self, standing: &Standing) -> Vec<AlternateView> {
        let site = self.desk.site;
        if *standing != Standing::Own || site.config.base_url.is_none() {
            return Vec::new();
        }
        let twins = self.kind.twins(site);
        let link = |hreflang: &str, permalink: &str| {
            self.desk.absolute(permalink).map(|url| AlternateView { hreflang: hreflang.to_owned(), url })
        };
        let mut links: Vec<AlternateView> =
            twins.iter().filter_map(|lang| link(lang.as_str(), &self.kind.permalink(site, lang))).collect();
        let default = if *self.kind == PageKind::Home {
            Some(String::new())
        } else {
            let default = site.config.default_lang();
            // A page that only one language has stands for itself.
            let original = self.kind.texts(site).map_or(self.lang, Translated::original);
            let lang = if twins.contains(&default) { default } else { original };
            Some(self.kind.permalink(site, lang))
        };
        links.extend(default.and_then(|permalink| link("x-default", &permalink)));
        links
    }

    fn twins(&self) -> Vec<TwinView> {
        let site = self.desk.site;
        let languages = &site.config.languages;
        if languages.len() < 2 {
            return Vec::new();
        }
        languages
            .iter()
            .map(|lang| TwinView {
                tag: lang.as_str().to_owned(),
                name: site.locales.get(lang).name().to_owned(),
                href: self.kind.permalink(site, lang),
                current: lang == self.lang,
                fallback: self.kind.texts(site).is_some_and(|texts| texts.get(lang).is_none()),
            })
            .collect()
    }
}

/// Fills placeholders of an address, percent-encoded as RFC 3986 has it; `/` stays.
fn fill_address(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut address = pattern.to_owned();
    for (name, value) in values {
        let mut encoded = String::new();
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
        address = address.replace(&format!("{{{name}}}"), &encoded);
    }
    address
}

/// The path of a server's base address, for pages that stand at no fixed depth.
pub(super) fn base_path(base_url: Option<&str>) -> String {
    let after_scheme = base_url.and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    let path = after_scheme.and_then(|rest| rest.find('/').map(|at| &rest[at..]));
    path.unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_filled_and_encoded() {
        let url = fill_address(
            "https://x.org/edit/{path}?t={title}",
            &[("path", "content/a.zh.md"), ("title", "甲 b")],
        );
        assert_eq!(url, "https://x.org/edit/content/a.zh.md?t=%E7%94%B2%20b");
    }

    #[test]
    fn the_base_path_is_that_of_the_address() {
        assert_eq!(base_path(Some("https://x.org/a/b/")), "/a/b/");
        assert_eq!(base_path(Some("https://x.org/")), "/");
        assert_eq!(base_path(None), "/");
    }
}
