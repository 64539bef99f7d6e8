//! Files for programs: the sitemap, feeds, what robots may read, and references to pages.
//!
//! A planned item goes in, the bytes of one file come out; pure functions, as in `render`. One file
//! here for each format.

mod feed;
mod references;
mod sitemap;
mod xml;

use crate::{
    listing,
    model::{choice::Kind, lang::Lang},
    plan::{Item, Plan, ReferenceFormat, Sitemap},
    reference::Reference,
    site::Site,
};

/// Writes the item; nothing for items that are drawn or passed on.
pub fn export(site: &Site, plan: &Plan, item: &Item) -> Option<Vec<u8>> {
    match item {
        Item::Sitemap(Sitemap::Index(parts)) => Some(sitemap::index(site, *parts)),
        Item::Sitemap(Sitemap::Whole) => Some(sitemap::part(site, plan, 0)),
        Item::Sitemap(Sitemap::Part(part)) => Some(sitemap::part(site, plan, *part)),
        Item::Feed(item) => Some(feed::feed(site, plan, item)),
        Item::Robots => Some(robots(site)),
        Item::Reference(lang, id, format) => {
            let reference = Reference::of(site, lang, *id);
            let text = match format {
                ReferenceFormat::Bibtex => reference.bibtex(),
                ReferenceFormat::Ris => reference.ris(),
            };
            Some(text.into_bytes())
        }
        Item::References(lang, format) => Some(references::references(site, lang, *format).into_bytes()),
        Item::Listing(lang) => Some(entries(site, plan, lang)),
        _ => None,
    }
}

/// All entries in the order of lists: by kind, then by title.
fn entries(site: &Site, plan: &Plan, lang: &Lang) -> Vec<u8> {
    let all: Vec<_> = Kind::ALL.iter().flat_map(|kind| plan.order.of_kind(lang, *kind)).copied().collect();
    listing::json(site, lang, &all, listing::Extent::Rows).into_bytes()
}

/// `robots.txt` (RFC 9309): all may read everything; the sitemap is named if there is one.
fn robots(site: &Site) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &site.config.base_url {
        text.push_str(&format!("\nSitemap: {base}sitemap.xml\n"));
    }
    text.into_bytes()
}
