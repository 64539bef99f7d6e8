//! What a finished page says about itself, read by a real HTML parser.

use scraper::{ElementRef, Html, Selector};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// A finished page, as plain data.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a plain observation")]
pub(super) struct Page {
    /// The language of the document.
    pub(super) lang: String,
    /// Whether the first thing in the head says that the text is UTF-8.
    pub(super) charset_first: bool,
    /// The titles; there is to be one.
    pub(super) titles: Vec<String>,
    /// Main headings; there is to be one.
    pub(super) main_headings: usize,
    /// Every id, as often as it stands there.
    pub(super) ids: Vec<String>,
    /// Where links, pictures, styles and scripts lead.
    pub(super) links: Vec<String>,
    /// Where links in the main part lead.
    pub(super) main_links: BTreeSet<String>,
    /// Titles of entries that the page lists: where they lead.
    pub(super) listed: Vec<String>,
    /// The addresses that the page names as its own.
    pub(super) canonical: Vec<String>,
    /// The same page in other languages, by `hreflang`.
    pub(super) alternates: BTreeMap<String, String>,
    /// Languages of running texts, where they differ from the page's.
    pub(super) body_langs: BTreeSet<String>,
    /// Whether a notice stands there.
    pub(super) notice: bool,
    /// Whether it shows two texts of other pages side by side.
    pub(super) side_by_side: bool,
    /// Whether search engines are asked to leave it alone.
    pub(super) noindex: bool,
    /// Whether it sends the reader on.
    pub(super) redirect: bool,
    /// What a strict content policy would block.
    pub(super) inline: Vec<String>,
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a good selector")
}

macro_rules! selectors {
    ($($name:ident = $text:literal;)*) => {
        $(static $name: LazyLock<Selector> = LazyLock::new(|| selector($text));)*
    };
}

selectors! {
    ALL = "*";
    MAIN_LINKS = "main a[href]";
    LISTED = ".entries .entry-title a[href]";
    HEAD = "head";
    BODIES = ".prose, .paragraph-text";
    NOTICE = ".notice";
    SIDE_BY_SIDE = "table.pairs";
}

impl Page {
    /// Reads a page.
    pub(super) fn read(html: &str) -> Self {
        let document = Html::parse_document(html);
        let mut page = Self {
            lang: document.root_element().attr("lang").unwrap_or_default().to_owned(),
            charset_first: document.select(&HEAD).next().is_some_and(|head| {
                let first = head.child_elements().next();
                first.and_then(|meta| meta.attr("charset")).is_some_and(|name| name == "utf-8")
            }),
            notice: document.select(&NOTICE).next().is_some(),
            side_by_side: document.select(&SIDE_BY_SIDE).next().is_some(),
            ..Self::default()
        };
        for element in document.select(&ALL) {
            page.take(element);
        }
        let href = |link: ElementRef<'_>| link.attr("href").unwrap_or_default().to_owned();
        page.main_links = document.select(&MAIN_LINKS).map(href).collect();
        page.listed = document.select(&LISTED).map(href).collect();
        page.body_langs =
            document.select(&BODIES).filter_map(|body| body.attr("lang")).map(str::to_owned).collect();
        page
    }

    fn take(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        let attribute = |name: &str| element.attr(name).unwrap_or_default().to_owned();
        self.ids.extend(element.attr("id").map(str::to_owned));
        match name {
            "title" if element.parent().is_some_and(|parent| parent.value().is_element()) => {
                let in_head = element.ancestors().filter_map(ElementRef::wrap);
                if in_head.clone().any(|parent| parent.value().name() == "head") {
                    self.titles.push(element.text().collect());
                }
            }
            "h1" => self.main_headings += 1,
            "meta" if attribute("name") == "robots" => {
                self.noindex = attribute("content").contains("noindex");
            }
            "meta" if attribute("http-equiv") == "refresh" => {
                self.redirect = true;
                let content = attribute("content");
                self.links.extend(content.split_once("url=").map(|(_, url)| url.to_owned()));
            }
            _ => {}
        }
        match (name, attribute("rel").as_str()) {
            ("link", "canonical") => self.canonical.push(attribute("href")),
            ("link", "alternate") if element.attr("hreflang").is_some() => {
                let taken = self.alternates.insert(attribute("hreflang"), attribute("href"));
                self.inline.extend(taken.map(|_| format!("hreflang {} twice", attribute("hreflang"))));
            }
            _ => {
                let addresses = ["href", "src", "action", "poster", "data", "xlink:href"];
                self.links.extend(addresses.iter().filter_map(|name| element.attr(name)).map(str::to_owned));
                let sets = element.attr("srcset").into_iter().flat_map(|set| set.split(','));
                self.links.extend(sets.filter_map(|part| part.split_whitespace().next()).map(str::to_owned));
            }
        }
        let data =
            name == "script" && ["application/ld+json", "application/json"].contains(&&*attribute("type"));
        if name == "style" || (name == "script" && element.attr("src").is_none() && !data) {
            self.inline.push(format!("inline {name}"));
        }
        let blocked = element.value().attrs().filter(|(name, _)| *name == "style" || name.starts_with("on"));
        self.inline.extend(blocked.map(|(attribute, _)| format!("{attribute} on {name}")));
    }
}

#[test]
fn a_page_is_read_as_a_browser_reads_it() {
    let page = Page::read(
        "<!doctype html><html lang=en><head><meta charset=\"utf-8\"><title>A &amp; B</title>\
         <link rel=canonical href=c><link rel=alternate hreflang=fr href=f></head><body>\
         <main><h1 id=x style='a:b'>A</h1><svg><title>no</title></svg><a href='y#z'>y</a></main>\
         <script>1</script><img src=i srcset='j 1x, k 2x' onload=1></body></html>",
    );
    assert_eq!((page.lang.as_str(), page.charset_first, page.main_headings), ("en", true, 1));
    assert_eq!((page.titles, page.ids), (vec!["A & B".to_owned()], vec!["x".to_owned()]));
    assert_eq!(page.links, ["y#z", "i", "j", "k"]);
    assert_eq!(page.inline, ["style on h1", "inline script", "onload on img"]);
}
