//! The sitemap (sitemaps.org protocol 0.9), with the twins of each page in other languages.

use super::xml::document;
use crate::{
    plan::{Page, Plan, SITEMAP_SIZE},
    site::Site,
};
use quick_xml::{Writer, events::BytesText};
use std::io;

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
    ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
];

/// The list of the parts.
pub(super) fn index(site: &Site, parts: usize) -> Vec<u8> {
    let base = site.config.base_url.as_deref().unwrap_or_default();
    document("sitemapindex", &NAMESPACES, |writer| {
        for part in 0..parts {
            writer.create_element("sitemap").write_inner_content(|writer| {
                let url = format!("{base}sitemap-{part}.xml");
                writer.create_element("loc").write_text_content(BytesText::new(&url))?;
                Ok(())
            })?;
        }
        Ok(())
    })
}

/// One part: a run of pages in the order of their addresses.
pub(super) fn part(site: &Site, plan: &Plan, part: usize) -> Vec<u8> {
    let base = site.config.base_url.as_deref().unwrap_or_default();
    document("urlset", &NAMESPACES, |writer| {
        for (path, page) in plan.sitemap_pages(site).skip(part * SITEMAP_SIZE).take(SITEMAP_SIZE) {
            writer.create_element("url").write_inner_content(|writer| {
                let url = format!("{base}{}", path.permalink());
                writer.create_element("loc").write_text_content(BytesText::new(&url))?;
                write_twins(writer, site, page, base)
            })?;
        }
        Ok(())
    })
}

fn write_twins(writer: &mut Writer<Vec<u8>>, site: &Site, page: &Page, base: &str) -> io::Result<()> {
    let Page::In(_, kind) = page else { return Ok(()) };
    let twins = kind.twins(site);
    if twins.len() < 2 {
        return Ok(());
    }
    for lang in twins {
        let url = format!("{base}{}", kind.permalink(site, lang));
        writer
            .create_element("xhtml:link")
            .with_attribute(("rel", "alternate"))
            .with_attribute(("hreflang", lang.as_str()))
            .with_attribute(("href", url.as_str()))
            .write_empty()?;
    }
    Ok(())
}
