//! Pages of prose, and those outside the languages: the choice, the missing page, old addresses.

use super::{
    Desk, Fault, Sheet,
    frame::{Frame, base_path},
    words_in,
};
use crate::{
    model::{entry::Page, lang::Lang},
    output::OutputPath,
    plan::{self, Standing, permalinks},
    render::view::{AlternateView, ChoiceItem, ChoiceView, PageView, ProseView, RedirectView, Words},
};
use tera::Value;

impl Sheet<'_> {
    pub(in crate::render) fn prose_page(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let page = &self.desk.site.corpus.pages[index];
        let view = self.page_prose(page);
        let frame = Frame {
            description: view.summary.as_ref().map(|summary| summary.text.clone()),
            file: Some(page.texts.or_original(self.lang).1.file.to_string()),
            ..Frame::new(view.title.clone().unwrap_or_else(|| self.words(self.lang, &page.id)))
        };
        self.draw("page.html", frame, &view, Vec::new())
    }

    pub(super) fn page_prose(&self, page: &Page) -> ProseView {
        let body = self.body(&page.texts);
        let (lang, words) = page.words.or_original(self.lang);
        let text = |text: &Option<String>| text.as_ref().map(|text| self.words(lang, text));
        ProseView {
            title: text(&words.title),
            summary: text(&words.summary),
            body: body.html,
            text_lang: body.lang,
            fallback: body.fallback,
            translation: self.trust(&page.texts, |text| &text.file).filter(|_| !body.fallback),
            stale: self.stale(&page.texts, |text| &text.file, None),
            contents: body.contents,
            cites: Vec::new(),
        }
    }
}

impl Desk<'_> {
    /// The frame of a page that belongs to no language.
    fn bare_page(&self, title: Words, path: &str, standing: &Standing) -> PageView {
        PageView {
            path: path.to_owned(),
            title,
            description: None,
            canonical: self.canonical(path, standing),
            alternates: Vec::new(),
            twins: Vec::new(),
            breadcrumb: Vec::new(),
            menu: None,
            noindex: *standing == Standing::Hidden,
            edit: None,
            report: None,
            feed: None,
            social: None,
            linked_data: None,
        }
    }

    fn title(&self, lang: &Lang) -> String {
        self.site.config.title.get(lang).cloned().unwrap_or_default()
    }

    fn choices(&self) -> ChoiceView {
        let languages = self.site.config.languages.iter();
        let choices = languages
            .map(|lang| {
                let word = |key: &str| self.theme.words.text(lang, key).to_owned();
                ChoiceItem {
                    tag: lang.as_str().to_owned(),
                    name: self.site.locales.get(lang).name().to_owned(),
                    href: permalinks::home(lang),
                    title: self.title(lang),
                    not_found: word("not-found"),
                    not_found_help: word("not-found-help"),
                    go_home: word("go-home"),
                }
            })
            .collect();
        ChoiceView { choices }
    }

    pub(in crate::render) fn choice(&self) -> Result<Vec<u8>, Fault> {
        let lang = self.site.config.default_lang();
        let mut page = self.bare_page(
            words_in(lang, lang, self.title(lang)),
            "",
            &plan::Page::Choice.standing(self.site),
        );
        page.description = Some(self.about(lang).to_owned());
        let links = self.site.config.languages.iter().map(|lang| (lang.as_str(), permalinks::home(lang)));
        page.alternates = links
            .chain([("x-default", String::new())])
            .filter_map(|(tag, permalink)| {
                let url = self.absolute(&permalink)?;
                Some(AlternateView { hreflang: tag.to_owned(), url })
            })
            .collect();
        let view = Value::from_serializable(&self.choices());
        self.draw("choice.html", lang, "", Value::from_serializable(&page), view)
    }

    /// Shown at any address, so its links begin at the server's root; in a folder there is none.
    pub(in crate::render) fn not_found(&self) -> Result<Vec<u8>, Fault> {
        let lang = self.site.config.default_lang();
        let title = words_in(lang, lang, self.theme.words.text(lang, "not-found"));
        let page = self.bare_page(title, "404.html", &plan::Page::NotFound.standing(self.site));
        let config = &self.site.config;
        let root = if config.portable { String::new() } else { base_path(config.base_url.as_deref()) };
        let view = Value::from_serializable(&self.choices());
        self.draw("404.html", lang, &root, Value::from_serializable(&page), view)
    }

    pub(in crate::render) fn redirect(&self, path: &OutputPath, to: &str) -> Result<Vec<u8>, Fault> {
        let config = &self.site.config;
        let tag = to.split('/').next().unwrap_or("");
        let lang = config.languages.iter().find(|lang| lang.as_str() == tag).unwrap_or(config.default_lang());
        let corpus = &self.site.corpus;
        let id = to.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let title = corpus.find_entry(id).map_or_else(
            || words_in(lang, lang, id),
            |id| {
                let (in_lang, title) = corpus.entry(id).title(lang);
                words_in(lang, in_lang, title)
            },
        );
        let standing = Standing::Repeats(to.to_owned());
        // It says nothing but where the page is now.
        let page = PageView { noindex: true, ..self.bare_page(title.clone(), path.permalink(), &standing) };
        let view = Value::from_serializable(&RedirectView { href: to.to_owned(), title });
        self.draw("redirect.html", lang, &path.root(), Value::from_serializable(&page), view)
    }
}
