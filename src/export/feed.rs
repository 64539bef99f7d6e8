//! An Atom feed (RFC 4287): the newest entries of a list, in one language.
//!
//! An entry is known by its page's address, which never changes. A date that is known to the month or
//! the year is written as its first day, since the format asks for a moment.

use super::xml::{document, text};
use crate::{
    model::{date::Date, entry::EntryId, lang::Lang},
    plan::{Plan, feeds::Feed, permalinks},
    site::Site,
};
use quick_xml::{Writer, events::BytesText};
use std::io;

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// Writes a feed.
pub(super) fn feed(site: &Site, plan: &Plan, feed: &Feed) -> Vec<u8> {
    let (lang, config) = (&feed.lang, &site.config);
    let address = |permalink: &str| absolute(site, permalink);
    let entries = plan.news.newest(site, lang, feed.of);
    let updated = config.now.or_else(|| entries.iter().map(|id| plan.news.date(lang, *id)).max());
    let (own, page) = (feed.of.permalink(site, lang), feed.of.page(site, lang));
    document("feed", &[("xmlns", NAMESPACE), ("xml:lang", lang.as_str())], |writer| {
        text(writer, "id", &address(&own))?;
        text(writer, "title", &feed.title)?;
        text(writer, "updated", &moment(updated.unwrap_or(EPOCH)))?;
        link(writer, "self", "application/atom+xml", &address(&own), None)?;
        link(writer, "alternate", "text/html", &address(&page), Some(lang))?;
        let title = config.title.get(lang).map_or("", String::as_str);
        writer.create_element("author").write_inner_content(|writer| {
            text(writer, "name", config.publisher.get(lang).map_or(title, String::as_str))?;
            text(writer, "uri", &address(&permalinks::home(lang)))
        })?;
        if let Some(licence) = config.licence.get(lang) {
            text(writer, "rights", licence)?;
        }
        entries.iter().try_for_each(|id| entry(writer, site, plan, lang, *id))
    })
}

/// The day of a feed of nothing.
const EPOCH: Date = Date { year: 1970, month: Some(1), day: Some(1) };

fn entry(writer: &mut Writer<Vec<u8>>, site: &Site, plan: &Plan, lang: &Lang, id: EntryId) -> io::Result<()> {
    let entry = site.corpus.entry(id);
    let page = absolute(site, &permalinks::entry(lang, entry));
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "id", &page)?;
        words(writer, "title", lang, entry.title(lang))?;
        text(writer, "updated", &moment(plan.news.date(lang, id)))?;
        link(writer, "alternate", "text/html", &page, Some(lang))?;
        let summary = entry.summary(lang);
        if summary.1.is_empty() { Ok(()) } else { words(writer, "summary", lang, summary) }
    })?;
    Ok(())
}

/// Words that fall back to the original say so.
fn words(
    writer: &mut Writer<Vec<u8>>,
    name: &str,
    page: &Lang,
    (lang, words): (&Lang, &str),
) -> io::Result<()> {
    if lang == page {
        return text(writer, name, words);
    }
    let element = writer.create_element(name).with_attribute(("xml:lang", lang.as_str()));
    element.write_text_content(BytesText::new(words)).map(|_| ())
}

fn link(
    writer: &mut Writer<Vec<u8>>,
    rel: &str,
    media: &str,
    href: &str,
    lang: Option<&Lang>,
) -> io::Result<()> {
    let mut element = writer.create_element("link").with_attributes([("rel", rel), ("type", media)]);
    if let Some(lang) = lang {
        element = element.with_attribute(("hreflang", lang.as_str()));
    }
    element.with_attribute(("href", href)).write_empty().map(|_| ())
}

fn absolute(site: &Site, permalink: &str) -> String {
    format!("{}{permalink}", site.config.base_url.as_deref().unwrap_or_default())
}

/// The first moment of a date (RFC 3339).
fn moment(date: Date) -> String {
    let (year, month, day) = date.first_day();
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_begins_where_it_is_known_from() {
        let written = |date: &str| moment(Date::parse(date).expect("a date"));
        assert_eq!(written("2018-07-25"), "2018-07-25T00:00:00Z");
        assert_eq!(written("2018-07"), "2018-07-01T00:00:00Z");
        assert_eq!(written("0987"), "0987-01-01T00:00:00Z");
    }
}
