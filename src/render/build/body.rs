//! Running text: where its links lead, how its citations look.

use super::Sheet;
use crate::{
    input::FilePath,
    model::{
        doc::{Citation, Doc, Event, LinkTarget, Tag, TagEnd},
        entry::TextFile,
        lang::{Lang, Translated},
        vocabulary::Vocabulary,
    },
    plan::permalinks,
    render::{
        html::{
            Anchor, HtmlOptions, Labels, Linker, Mention, RawHtml, TextMark, escape_attribute, escape_text,
            write_html,
        },
        view::{ContentsItem, Words},
    },
    resolve::{
        Corpus,
        urls::{UrlTarget, resolve_url},
    },
};
use std::{borrow::Cow, collections::BTreeMap};

/// A text as a page shows it.
pub(super) struct BodyView {
    /// The HTML; empty if there is no text.
    pub(super) html: String,
    /// Headings of level 2 and 3.
    pub(super) contents: Vec<ContentsItem>,
    /// The language, where it is not the page's.
    pub(super) lang: Option<String>,
    /// Whether the original stands in for a missing translation.
    pub(super) fallback: bool,
}

impl Sheet<'_> {
    /// The text in the page's language, else the original.
    pub(super) fn body(&self, texts: &Translated<TextFile>) -> BodyView {
        let (lang, text) = self.text_shown(texts);
        self.body_of(lang, &text.file)
    }

    pub(super) fn body_of(&self, lang: &Lang, file: &FilePath) -> BodyView {
        let site = self.desk.site;
        let other = (lang != self.lang).then(|| lang.as_str().to_owned());
        let Some(doc) = site.drafts.doc(file) else {
            return BodyView {
                html: String::new(),
                contents: Vec::new(),
                fallback: other.is_some(),
                lang: other,
            };
        };
        let (linker, options) = (self.linker(lang, file), self.html_options());
        BodyView {
            html: write_html(doc, 0..doc.events.len(), &linker, &options),
            contents: contents(doc, other.as_deref()),
            fallback: other.is_some(),
            lang: other,
        }
    }

    fn labels(&self) -> Labels<'_> {
        let word = |key| self.word_if_known(key).unwrap_or("");
        Labels {
            table: word("text-table"),
            footnotes: word("text-footnotes"),
            back: word("text-footnote-back"),
            done: word("task-done"),
            open: word("task-open"),
            alerts: [
                word("alert-note"),
                word("alert-tip"),
                word("alert-important"),
                word("alert-warning"),
                word("alert-caution"),
            ],
        }
    }

    /// The text of one section as another page shows it, up to its first heading below level 2;
    /// nothing if the text has no such section.
    pub(super) fn excerpt(
        &self,
        texts: &Translated<TextFile>,
        section: &str,
        home: &str,
    ) -> Option<BodyView> {
        let (lang, text) = self.text_shown(texts);
        let doc = self.desk.site.drafts.doc(&text.file)?;
        let section = doc.sections.iter().find(|found| found.id == section)?;
        let is_heading = |index: &usize| matches!(doc.events[*index].0, Event::Start(Tag::Heading(_)));
        let first = (section.first..section.end)
            .find(|index| matches!(doc.events[*index].0, Event::End(TagEnd::Heading)))
            .map_or(section.first, |heading| heading + 1);
        let end = (first..section.end).find(is_heading).unwrap_or(section.end);
        let prefix = format!("{}-{}-", home.trim_end_matches('/').replace('/', "-"), section.id);
        let linker = BodyLinker { home: Some(home), ..self.linker(lang, &text.file) };
        let options = HtmlOptions { id_prefix: &prefix, ..self.html_options() };
        Some(BodyView {
            html: write_html(doc, first..end, &linker, &options),
            contents: Vec::new(),
            fallback: lang != self.lang,
            lang: (lang != self.lang).then(|| lang.as_str().to_owned()),
        })
    }

    pub(super) fn has_section(&self, texts: &Translated<TextFile>, section: &str) -> bool {
        let doc = self.desk.site.drafts.doc(&self.text_shown(texts).1.file);
        doc.is_some_and(|doc| doc.sections.iter().any(|found| found.id == section))
    }

    /// The text in the page's language, else the original; a translation that has only words so far
    /// shows the original's text.
    pub(super) fn text_shown<'t>(&self, texts: &'t Translated<TextFile>) -> (&'t Lang, &'t TextFile) {
        let (lang, text) = texts.or_original(self.lang);
        if self.desk.site.drafts.doc(&text.file).is_none_or(|doc| doc.events.is_empty()) {
            let original = texts.original();
            return (original, texts.get(original).unwrap_or(text));
        }
        (lang, text)
    }

    pub(super) fn linker<'s>(&'s self, lang: &'s Lang, file: &'s FilePath) -> BodyLinker<'s> {
        let (mentions, marks) = (self.mentions(file), BTreeMap::new());
        BodyLinker { sheet: self, file, text_lang: lang, mentions, marks, home: None }
    }

    pub(super) fn html_options(&self) -> HtmlOptions<'_> {
        let raw_html = if self.desk.site.config.raw_html { RawHtml::Sanitise } else { RawHtml::Escape };
        HtmlOptions { raw_html, labels: self.labels(), ..HtmlOptions::default() }
    }

    /// The names to link, by the event they stand in.
    fn mentions(&self, file: &FilePath) -> BTreeMap<usize, Vec<Mention>> {
        let site = self.desk.site;
        let mut by_event: BTreeMap<usize, Vec<Mention>> = BTreeMap::new();
        for mention in site.mentions.get(file).into_iter().flat_map(|found| found.iter()) {
            if let Some(id) = site.corpus.find_entry(&mention.entry) {
                let permalink = permalinks::entry(self.lang, site.corpus.entry(id));
                let anchor = Anchor::new(format!("{}{}", self.root, self.desk.link(&permalink)));
                by_event
                    .entry(mention.event)
                    .or_default()
                    .push(Mention { range: mention.range.clone(), anchor });
            }
        }
        by_event
    }
}

/// Headings of level 2 and 3 as a list.
fn contents(doc: &Doc, lang: Option<&str>) -> Vec<ContentsItem> {
    let mut items = Vec::new();
    let mut quoted = 0_usize;
    for (event, _) in &doc.events {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quoted += 1,
            Event::End(TagEnd::BlockQuote) => quoted = quoted.saturating_sub(1),
            Event::Start(Tag::Heading(index)) if quoted == 0 => {
                let heading = &doc.headings[*index].value;
                if matches!(heading.level, 2 | 3) {
                    items.push(ContentsItem {
                        id: heading.id.clone(),
                        text: Words { text: heading.text.clone(), lang: lang.map(str::to_owned) },
                        level: heading.level,
                    });
                }
            }
            _ => {}
        }
    }
    items
}

/// Where the links of a text lead, seen from a page.
pub(super) struct BodyLinker<'a> {
    sheet: &'a Sheet<'a>,
    file: &'a FilePath,
    /// The language the text is in.
    text_lang: &'a Lang,
    mentions: BTreeMap<usize, Vec<Mention>>,
    /// What to mark, by the event it stands in.
    pub(super) marks: BTreeMap<usize, Vec<TextMark>>,
    /// The permalink of the text's own page, if it is shown on another.
    pub(super) home: Option<&'a str>,
}

impl BodyLinker<'_> {
    fn corpus(&self) -> &Corpus {
        &self.sheet.desk.site.corpus
    }

    fn at(&self, permalink: &str, section: Option<&str>) -> Anchor<'static> {
        let fragment = section.map_or(String::new(), |section| format!("#{section}"));
        let link = self.sheet.desk.link(permalink);
        Anchor::new(format!("{}{link}{fragment}", self.sheet.root))
    }

    /// A place in the same text.
    fn here(&self, section: &str) -> Anchor<'static> {
        match self.home {
            Some(home) => self.at(home, Some(section)),
            None => Anchor::new(format!("#{section}")),
        }
    }

    fn entry_or_page(&self, id: &str) -> Option<String> {
        let lang = self.sheet.lang;
        let corpus = self.corpus();
        let entry = corpus.find_entry(id).map(|id| permalinks::entry(lang, corpus.entry(id)));
        entry.or_else(|| corpus.find_page(id).map(|page| permalinks::page(lang, page)))
    }
}

impl Linker for BodyLinker<'_> {
    fn link(&self, _: usize, target: &LinkTarget) -> Option<Anchor<'_>> {
        let lang = self.sheet.lang;
        match target {
            LinkTarget::Url(url) => self.url(url, false),
            LinkTarget::Entry { id, section } if id.is_empty() => {
                section.as_ref().map(|section| self.here(section))
            }
            LinkTarget::Entry { id, section } => {
                self.entry_or_page(id).map(|permalink| self.at(&permalink, section.as_deref()))
            }
            LinkTarget::Term { vocabulary, id } if vocabulary == "term" => {
                let term = self.sheet.desk.plan.glossaries.find(id)?;
                Some(Anchor::new(format!("{}{}", self.sheet.root, self.sheet.glossary_link(term).href)))
            }
            LinkTarget::Term { vocabulary, id } => {
                let vocabulary = Vocabulary::find_singular(vocabulary)?;
                let term = self.corpus().find_term(vocabulary, id)?;
                let term = self.corpus().term(vocabulary, term);
                Some(self.at(&permalinks::term(lang, vocabulary, term, 1), None))
            }
            LinkTarget::Source(reference) => {
                let source = self.corpus().find_source(&reference.source)?;
                let permalink = permalinks::source(lang, self.corpus().source(source));
                let paragraph = reference.paragraph.map(|number| format!("P{number}"));
                Some(self.at(&permalink, paragraph.as_deref()))
            }
        }
    }

    fn image(&self, index: usize, target: &LinkTarget) -> Option<Anchor<'_>> {
        match target {
            LinkTarget::Url(url) => self.url(url, true),
            _ => self.link(index, target),
        }
    }

    /// A name is part of the sentence that it stands in, so it is in the language of the text.
    fn name(&self, target: &LinkTarget) -> Cow<'_, str> {
        let name = self.corpus().link_name(target, self.text_lang);
        name.unwrap_or_else(|| written(target)).into()
    }

    fn citation(&self, _: usize, citation: &Citation, out: &mut String) {
        for (index, reference) in citation.references.iter().enumerate() {
            if index > 0 {
                // Marks that touch are one word to a browser; a long row of them must be able to break.
                out.push_str("<wbr>");
            }
            let Ok(paragraph) = self.corpus().find_paragraph(&reference.target.value) else { continue };
            let cite = self.sheet.cite(paragraph);
            if let Some(quote) = &reference.quote {
                let source = self.corpus().source(paragraph.source);
                out.push_str("<q");
                if source.lang != *self.text_lang {
                    escape_attribute("lang", source.lang.as_str(), out);
                }
                out.push('>');
                escape_text(&quote.value, out);
                out.push_str("</q>");
            }
            out.push_str("<a class=\"cite\"");
            if self.home.is_none() && self.sheet.has_notes() {
                escape_attribute("data-preview", &self.sheet.note_id(paragraph), out);
            }
            escape_attribute(
                "href",
                &format!("{}{}", self.sheet.root, self.sheet.desk.link(&cite.href)),
                out,
            );
            out.push('>');
            escape_text(&cite.label, out);
            out.push_str("</a>");
        }
    }

    fn mentions(&self, event: usize) -> &[Mention] {
        self.mentions.get(&event).map_or(&[], Vec::as_slice)
    }

    fn marks(&self, event: usize) -> &[TextMark] {
        self.marks.get(&event).map_or(&[], Vec::as_slice)
    }
}

impl BodyLinker<'_> {
    /// An ordinary address: of the web as it is, of the site's own files from its root.
    fn url(&self, url: &str, image: bool) -> Option<Anchor<'static>> {
        let site = self.sheet.desk.site;
        match resolve_url(&site.loaded.inputs, self.file, url, image) {
            UrlTarget::External => Some(Anchor::new(url.to_owned())),
            UrlTarget::Anchor(section) => Some(self.here(&section)),
            UrlTarget::Asset(path) => Some(self.at(&path, None)),
            UrlTarget::Document { file, anchor } => {
                let id = &site.drafts.documents.get(&file)?.id;
                self.entry_or_page(id).map(|permalink| self.at(&permalink, anchor.as_deref()))
            }
            UrlTarget::Unsafe(_) | UrlTarget::Missing(_) | UrlTarget::Broken(_) => None,
        }
    }
}

/// What an author sees of a target that has no name.
fn written(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Url(url) => url.clone(),
        LinkTarget::Entry { id, .. } => id.clone(),
        LinkTarget::Term { vocabulary, id } => format!("{vocabulary}:{id}"),
        LinkTarget::Source(reference) => reference.to_string(),
    }
}
