//! Draws what a request asks for.
//!
//! A [`View`] and the path of a request go in, a [`Reply`] comes out. Pages are drawn here and now;
//! what the preview adds to them is added to their finished bytes, so that the renderer never knows
//! for whom it draws. Nothing waits here for the network.
//!
//! Start with [`reply`].

use super::{
    address::{Found, OWN, find, media_type},
    panel,
    state::{Good, View},
};
use crate::{
    export::export,
    load,
    output::OutputPath,
    plan::Item,
    render::{Drawn, Renderer},
};
use std::fs::File;

/// HTML files that are passed on get the script up to this size; larger ones are streamed.
const LARGEST_PAGE: u64 = 8 << 20;

/// An answer, without what every answer has.
#[derive(Debug)]
pub(super) struct Reply {
    /// The status of HTTP.
    pub(super) status: u16,
    /// The media type.
    pub(super) media_type: &'static str,
    /// Where to ask instead.
    pub(super) location: Option<String>,
    /// What is sent.
    pub(super) body: Body,
}

/// The content of an answer.
#[derive(Debug)]
pub(super) enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// So many bytes of a file.
    File(File, u64),
}

impl Reply {
    fn new(status: u16, media_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { status, media_type, location: None, body: Body::Bytes(bytes.into()) }
    }

    /// A page that is kept up to date.
    fn page(status: u16, view: &View, html: impl Into<Vec<u8>>, section: &str) -> Self {
        let script = format!("<script src=\"{OWN}live.js\" data-view=\"{}\" defer></script>\n", view.name);
        Self::new(status, media_type(".html"), with(html.into(), &format!("{section}{script}")))
    }

    /// A page that says why there is no other.
    fn failure(status: u16, view: &View, title: &str, message: &str) -> Self {
        Self::page(status, view, panel::failure(title, message), "")
    }
}

/// Answers a request for a path, with the part after `?` if there is one.
pub(super) fn reply(view: &View, path: &str, query: Option<&str>) -> Reply {
    let Some(good) = &view.good else {
        return Reply::page(503, view, view.panel.page(), "");
    };
    let plan = &good.ready.plan;
    let base = good.site.config.base_url.as_deref().and_then(|url| url.splitn(4, '/').nth(3));
    if let Some(reply) = searched(good, path, base.unwrap_or("")) {
        return reply;
    }
    match find(plan, path, base.unwrap_or("")) {
        Found::File(file) => planned(view, good, &file, 200),
        Found::Folder => {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            let location = Some(format!("{path}/{query}"));
            Reply { location, ..Reply::new(308, media_type(".txt"), "") }
        }
        Found::Wrong => Reply::failure(400, view, "No address", path),
        Found::Nothing => match OutputPath::new("404.html") {
            Ok(file) if plan.items.contains_key(&file) => planned(view, good, &file, 404),
            _ => Reply::failure(404, view, "Nothing is here", path),
        },
    }
}

/// Answers with a file of the search index, if it is one. Their names are known only when the index is
/// made, so nothing else waits for it.
fn searched(good: &Good, path: &str, base: &str) -> Option<Reply> {
    let path = path.strip_prefix('/')?;
    let below = path.strip_prefix(base.trim_matches('/')).map_or(path, |rest| rest.trim_start_matches('/'));
    let file = [path, below].into_iter().find(|path| path.starts_with("search/"))?;
    let bytes =
        good.ready.search(&good.site).file(&good.site, &good.ready.plan, &OutputPath::new(file).ok()?)?;
    Some(Reply::new(200, media_type(file), bytes))
}

/// Answers with a file of the plan.
fn planned(view: &View, good: &Good, path: &OutputPath, status: u16) -> Reply {
    let Some(item) = good.ready.plan.items.get(path) else {
        return Reply::failure(404, view, "Nothing is here", path.as_str());
    };
    // What all pages share is made anew for each: the lists in it fill only as far as one page
    // needs them, so this costs no more than keeping them would.
    let renderer = Renderer::new(&good.site, &good.ready.plan, &good.ready.theme);
    let media_type = media_type(path.as_str());
    match renderer.draw(path, item) {
        Ok(Drawn::Bytes(bytes)) if is_page(item) => Reply::page(status, view, bytes, &view.panel.section()),
        Ok(Drawn::Bytes(bytes)) => Reply::new(status, media_type, bytes),
        Ok(Drawn::Exported) => {
            let bytes = export(&good.site, &good.ready.plan, item).unwrap_or_default();
            Reply::new(status, media_type, bytes)
        }
        Ok(Drawn::File(file)) => match load::open(&good.root, &file) {
            Some((file, size)) if media_type.starts_with("text/html") && size <= LARGEST_PAGE => {
                passed_on_page(view, file, size, status)
            }
            Some((file, size)) => {
                Reply { body: Body::File(file, size), ..Reply::new(status, media_type, "") }
            }
            None => Reply::failure(404, view, "This file is gone", file.as_str()),
        },
        Err(error) => Reply::failure(500, view, "This page cannot be drawn", &error.to_string()),
    }
}

fn is_page(item: &Item) -> bool {
    matches!(item, Item::Page(_) | Item::Redirect(_))
}

fn passed_on_page(view: &View, file: File, size: u64, status: u16) -> Reply {
    use std::io::Read;
    let mut html = Vec::new();
    match file.take(size).read_to_end(&mut html) {
        Ok(_) => Reply::page(status, view, html, &view.panel.section()),
        Err(error) => Reply::failure(404, view, "This file cannot be read", &error.to_string()),
    }
}

/// Puts markup before the last `</body>`, or at the end of a page that has none.
fn with(mut html: Vec<u8>, addition: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let last = html.windows(END.len()).rposition(|end| end.eq_ignore_ascii_case(END));
    let at = last.unwrap_or(html.len());
    html.splice(at..at, addition.bytes());
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addition_stands_at_the_end_of_the_body() {
        let html = |text: &str| String::from_utf8(with(text.into(), "+")).expect("text");
        assert_eq!(html("<body>a</body></html>"), "<body>a+</body></html>");
        assert_eq!(html("<pre></body></pre></BODY>"), "<pre></body></pre>+</BODY>");
        assert_eq!(html("a"), "a+");
    }
}
