//! Finished pages as a reader finds them.
//!
//! [`Pages`] publishes a site and opens its pages; [`all`] and [`within`] find the parts of one, of
//! which [`text`] and [`target`] say what they read and where they lead.

use crate::built::Built;
use jingwei::model::lang::Lang;
use scraper::{ElementRef, Html, Selector};
use std::{collections::BTreeMap, fs, path::Path};

/// A finished site whose pages can be asked for parts.
pub(crate) struct Pages {
    /// The site, and what it was made from.
    pub(crate) built: Built,
    /// Every published file, by its path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Pages {
    /// Publishes the site in a folder.
    pub(crate) fn of(root: &Path) -> Self {
        Self::at(root, None)
    }

    /// Publishes the site in a folder; with an address, in place of its own.
    pub(crate) fn at(root: &Path, base_url: Option<&str>) -> Self {
        let built = Built::of(root, base_url);
        Self { files: built.files(), built }
    }

    /// A published file that is text.
    pub(crate) fn file(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("{path} is not there"));
        std::str::from_utf8(bytes).expect("text")
    }

    /// Whether a page is there.
    pub(crate) fn has(&self, permalink: &str) -> bool {
        self.files.contains_key(&format!("{permalink}index.html"))
    }

    /// A page.
    pub(crate) fn page(&self, permalink: &str) -> Html {
        Html::parse_document(self.file(&format!("{permalink}index.html")))
    }

    /// What the pages were made from.
    pub(crate) fn site(&self) -> &jingwei::site::Site {
        self.built.analysis.site.as_ref().expect("a site")
    }

    /// The languages of the site.
    pub(crate) fn languages(&self) -> &[Lang] {
        &self.site().config.languages
    }
}

/// A page of a site, where not all files of the site are wanted.
pub(crate) fn page(built: &Built, permalink: &str) -> Html {
    let file = built.target().join(permalink).join("index.html");
    Html::parse_document(&fs::read_to_string(file).expect(permalink))
}

/// Every part of a page that a selector finds.
pub(crate) fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    within(page.root_element(), selector)
}

/// Every part of an element that a selector finds.
pub(crate) fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).expect("a good selector")).collect()
}

/// What an element reads, with white space collapsed.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a link of a page leads, below the root of the site.
pub(crate) fn target(link: ElementRef<'_>) -> String {
    link.attr("href").expect("a link").trim_start_matches("../").to_owned()
}
