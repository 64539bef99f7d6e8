//! A finished site: its pages, what they promise each other, and where they break the promise.

use super::page::Page;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A finished site.
#[derive(Clone, Default)]
pub(super) struct Site {
    /// Where it says that it is published.
    pub(super) base_url: Option<String>,
    /// Every file that is there.
    pub(super) files: BTreeSet<String>,
    /// The pages among them.
    pub(super) pages: BTreeMap<String, Page>,
    /// The addresses in the sitemap, with the twins that each names.
    pub(super) sitemap: BTreeMap<String, BTreeMap<String, String>>,
}

impl Site {
    /// Reads the files of a published folder.
    pub(super) fn read(files: &BTreeMap<String, Vec<u8>>, base_url: Option<&str>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("a page is UTF-8");
        let pages: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
        Self {
            base_url: base_url.map(str::to_owned),
            files: files.keys().cloned().collect(),
            pages: pages
                .into_par_iter()
                .map(|(path, bytes)| (path.clone(), Page::read(&text(bytes))))
                .collect(),
            sitemap: files
                .iter()
                .filter(|(path, _)| path.starts_with("sitemap") && path.ends_with(".xml"))
                .flat_map(|(_, bytes)| read_sitemap(&text(bytes)))
                .collect(),
        }
    }

    /// The absolute address of a page.
    pub(super) fn url(&self, path: &str) -> Option<String> {
        let base = self.base_url.as_ref()?;
        Some(format!("{base}{}", permalink(path)))
    }

    /// The file that an absolute address of the site stands for.
    fn file_of(&self, url: &str) -> Option<String> {
        let below = url.strip_prefix(self.base_url.as_ref()?)?;
        Some(if below.is_empty() || below.ends_with('/') {
            format!("{below}index.html")
        } else {
            below.to_owned()
        })
    }

    /// Everything that is wrong, sorted by page.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (path, page) in &self.pages {
            let mut say = |text: String| faults.push(format!("{path}: {text}"));
            page_faults(path, page, &mut say);
            self.link_faults(path, page, &mut say);
            self.twin_faults(path, page, &mut say);
        }
        self.sitemap_faults(&mut |text| faults.push(text));
        faults
    }

    fn link_faults(&self, path: &str, page: &Page, say: &mut impl FnMut(String)) {
        for link in &page.links {
            if is_outside(link) {
                continue;
            }
            let target = match self.resolve(path, link) {
                Ok(target) => target,
                Err(fault) => {
                    say(format!("{fault}: `{link}`"));
                    continue;
                }
            };
            let (file, fragment) = target;
            if !self.files.contains(&file) {
                say(format!("`{link}` leads to `{file}`, which is not there"));
            } else if let (Some(fragment), Some(there)) = (fragment, self.pages.get(&file))
                && !there.ids.contains(&fragment)
            {
                say(format!("`{link}` leads to an id that `{file}` does not have"));
            }
        }
    }

    /// The file and the id that a link leads to, as a browser works it out.
    fn resolve(&self, from: &str, link: &str) -> Result<(String, Option<String>), String> {
        let (address, fragment) = match link.split_once('#') {
            Some((address, fragment)) => (address, Some(decode(fragment)).filter(|id| !id.is_empty())),
            None => (link, None),
        };
        let address = address.split('?').next().unwrap_or_default();
        let below = if let Some(absolute) = address.strip_prefix('/') {
            // Only the page for what is not there stands at any depth.
            if from != "404.html" {
                return Err("begins at the server's root".to_owned());
            }
            let base = self.base_url.as_deref().unwrap_or("https://example.org/");
            let folder = base.splitn(4, '/').nth(3).unwrap_or_default();
            absolute.strip_prefix(folder).ok_or("leads out of the site's folder")?.to_owned()
        } else if from == "404.html" && !address.is_empty() {
            return Err("is relative on a page that stands anywhere".to_owned());
        } else {
            address.to_owned()
        };
        if address.is_empty() {
            return Ok((from.to_owned(), fragment));
        }
        let mut segments: Vec<&str> = from.split('/').collect();
        segments.pop();
        for segment in below.split('/') {
            match segment {
                "." => {}
                ".." => drop(segments.pop().ok_or("climbs out of the site")?),
                other => segments.push(other),
            }
        }
        let mut file = decode(&segments.join("/"));
        if file.is_empty() || file.ends_with('/') || below.ends_with("..") {
            file = format!("{}index.html", if file.is_empty() { String::new() } else { file });
        }
        Ok((file, fragment))
    }

    fn twin_faults(&self, path: &str, page: &Page, say: &mut impl FnMut(String)) {
        if self.base_url.is_none() {
            let absolute = page.canonical.iter().chain(page.alternates.values());
            absolute.for_each(|url| say(format!("`{url}` on a site without an address")));
            return;
        }
        if page.noindex && !page.redirect {
            if !page.canonical.is_empty() || !page.alternates.is_empty() {
                say("is no page of its own and names an address".to_owned());
            }
            return;
        }
        let [canonical] = &page.canonical[..] else {
            say(format!("has {} canonical addresses", page.canonical.len()));
            return;
        };
        match self.file_of(canonical).and_then(|file| self.pages.get(&file)) {
            Some(there) if there.canonical == page.canonical && !there.noindex => {}
            Some(_) => say(format!("the canonical address `{canonical}` does not stand for itself")),
            None => say(format!("the canonical address `{canonical}` leads nowhere")),
        }
        if Some(canonical) != self.url(path).as_ref() {
            if !page.alternates.is_empty() {
                say("stands for another page and names twins".to_owned());
            }
            if !page.redirect && !page.notice && !page.side_by_side {
                say("stands for another page and does not say so".to_owned());
            }
            return;
        }
        self.alternate_faults(path, page, say);
    }

    fn alternate_faults(&self, path: &str, page: &Page, say: &mut impl FnMut(String)) {
        if !page.alternates.contains_key("x-default") {
            say("names no x-default".to_owned());
        }
        if page.alternates.get(&page.lang) != self.url(path).as_ref() && path != "index.html" {
            say("does not name itself among its twins".to_owned());
        }
        for (lang, url) in &page.alternates {
            let Some((file, twin)) = self.file_of(url).and_then(|file| {
                let twin = self.pages.get(&file)?;
                Some((file, twin))
            }) else {
                say(format!("hreflang {lang}: `{url}` leads nowhere"));
                continue;
            };
            if lang != "x-default" && twin.lang != *lang {
                say(format!("hreflang {lang}: `{file}` is in {}", twin.lang));
            }
            // The choice of language names the homes, which name it back as x-default.
            if twin.alternates != page.alternates && path != "index.html" && file != "index.html" {
                say(format!("hreflang {lang}: `{file}` names other twins"));
            }
            if twin.canonical.first() != Some(url) {
                say(format!("hreflang {lang}: `{file}` stands for another page"));
            }
        }
    }

    fn sitemap_faults(&self, say: &mut impl FnMut(String)) {
        let own = |(path, page): (&String, &Page)| {
            let url = self.url(path)?;
            (page.canonical.contains(&url) && !page.noindex).then_some((url, page.alternates.clone()))
        };
        let expected: BTreeMap<_, _> = self.pages.iter().filter_map(own).collect();
        for url in expected.keys().filter(|url| !self.sitemap.contains_key(*url)) {
            say(format!("sitemap: `{url}` is missing"));
        }
        for (url, twins) in &self.sitemap {
            let Some(alternates) = expected.get(url) else {
                say(format!("sitemap: `{url}` is no page of its own"));
                continue;
            };
            let wrong = twins.iter().filter(|(lang, twin)| alternates.get(*lang) != Some(twin));
            wrong.for_each(|(lang, twin)| say(format!("sitemap: `{url}` has `{twin}` as {lang}")));
            // A page alone names no twins; the choice of language is said in its head only.
            let others = alternates.keys().filter(|lang| *lang != "x-default");
            if others.clone().count() > 1 && Some(url) != self.base_url.as_ref() {
                let missing = others.filter(|lang| !twins.contains_key(*lang));
                missing.for_each(|lang| say(format!("sitemap: `{url}` names no twin in {lang}")));
            }
        }
    }
}

fn page_faults(path: &str, page: &Page, say: &mut impl FnMut(String)) {
    if !page.charset_first {
        say("does not begin with its character set".to_owned());
    }
    if page.titles.len() != 1 || page.titles.iter().any(|title| title.trim().is_empty()) {
        say(format!("has the titles {:?}", page.titles));
    }
    if page.main_headings != 1 {
        say(format!("has {} main headings", page.main_headings));
    }
    let segment = path.split('/').next().unwrap_or_default();
    if path.contains('/') && page.lang != segment {
        say(format!("is marked as {}", page.lang));
    }
    let mut seen = BTreeSet::new();
    for id in &page.ids {
        if !seen.insert(id) {
            say(format!("has the id `{id}` twice"));
        }
        if id.is_empty() || id.contains(char::is_whitespace) {
            say(format!("has the id `{id}`"));
        }
    }
    page.inline.iter().for_each(|inline| say(format!("a strict content policy blocks {inline}")));
}

/// Whether an address names a scheme, and so another site.
fn is_outside(link: &str) -> bool {
    link.starts_with("//")
        || link.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
}

fn permalink(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(path)
}

/// Undoes percent-encoding (RFC 3986, section 2.1).
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |rest: &mut std::str::Bytes<'_>| {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
        };
        bytes.push(if byte == b'%' { hex(&mut rest).unwrap_or(byte) } else { byte });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The addresses of a sitemap, with their twins; none for a list of sitemaps.
fn read_sitemap(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let between = |text: &str, open: &str, close: &str| -> Option<String> {
        let (_, rest) = text.split_once(open)?;
        rest.split_once(close).map(|(inner, _)| inner.replace("&amp;", "&"))
    };
    let urls = xml.split("<url>").skip(1);
    urls.map(|block| {
        let twins = block
            .split("<xhtml:link")
            .skip(1)
            .filter_map(|link| Some((between(link, "hreflang=\"", "\"")?, between(link, "href=\"", "\"")?)));
        (between(block, "<loc>", "</loc>").expect("an address"), twins.collect())
    })
    .collect()
}
