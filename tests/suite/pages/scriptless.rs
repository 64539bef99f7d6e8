//! Without scripts, everything is in reach: by links alone, and with no control that does nothing.
//!
//! Start with [`every_page_is_reached_from_home_by_links_alone`].

use super::{assert_none, browser::Browser};
use crate::built::{Built, crowded, sites};
use jingwei::plan::{Item, Standing};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Controls in sight that do nothing unless a script listens.
const DEAD: &str = "[...document.querySelectorAll('button, input, select, textarea, [onclick], a:not([href])')]
    .filter(e => e.checkVisibility() && !e.closest('form[action]') && !e.matches('[popovertarget], :disabled'))
    .map(e => e.outerHTML.slice(0, 80)).join('\\n')";

/// The controls of the open page that do nothing without scripts.
pub(super) async fn dead_controls(browser: &Browser) -> impl Iterator<Item = String> {
    let dead = browser.inspect(DEAD).await;
    let lines: Vec<String> =
        dead.lines().map(|line| format!("without scripts, `{line}` does nothing")).collect();
    lines.into_iter()
}

/// The pages that links lead to from the root, however far.
fn reached(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let link = Regex::new(r#"<a [^>]*?href="([^"]+)""#).expect("a good pattern");
    let base = Url::parse("https://x/").expect("an address");
    let mut reached = BTreeSet::new();
    let mut next = vec!["index.html".to_owned()];
    while let Some(path) = next.pop() {
        let Some(page) = files.get(&path).filter(|_| !reached.contains(&path)) else { continue };
        let here = base.join(&path).expect("a path");
        let text = String::from_utf8_lossy(page);
        for found in link.captures_iter(&text) {
            let Ok(to) = here.join(&found[1].replace("&amp;", "&")) else { continue };
            if to.host_str() == base.host_str() {
                let file = to.path().trim_start_matches('/');
                let index = file.is_empty() || file.ends_with('/');
                next.push(if index { format!("{file}index.html") } else { file.to_owned() });
            }
        }
        reached.insert(path);
    }
    reached
}

fn lost_pages(built: &Built) -> Vec<String> {
    let reached = reached(&built.files());
    let plan = &built.analysis.ready.as_ref().expect("a site that can be drawn").plan;
    let site = built.analysis.site.as_ref().expect("a site");
    // Nothing is to lead to the error page, nor must anything lead to what was withdrawn.
    let is_open = |item: &Item| matches!(item, Item::Page(page) if page.standing(site) != Standing::Hidden);
    let lost = plan.items.iter().filter(|(path, item)| is_open(item) && !reached.contains(path.as_str()));
    lost.map(|(path, _)| format!("no link leads to {}", path.as_str())).collect()
}

#[test]
fn every_page_is_reached_from_home_by_links_alone() {
    let crowd = crowded();
    let roots = sites().into_iter().chain([crowd.path().to_owned()]);
    let faults: Vec<_> = roots.flat_map(|root| lost_pages(&Built::of(&root, None))).collect();
    assert_none(&faults);
}

#[test]
fn a_page_without_a_link_to_it_is_found() {
    let page = |links: &str| format!("<p>{links}</p>").into_bytes();
    let files = [
        ("index.html", page("<a href=\"a/\">a</a>")),
        ("a/index.html", page("<a class=x href=\"../b.html?q=1#c\">b</a><a href=\"https://y/d.html\">d</a>")),
        ("b.html", page("")),
        ("d.html", page("")),
    ];
    let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
    assert_eq!(reached(&files).into_iter().collect::<Vec<_>>(), ["a/index.html", "b.html", "index.html"]);
}
