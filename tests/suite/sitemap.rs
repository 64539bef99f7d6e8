//! The sitemap keeps to the schema of its protocol, and so does a list of sitemaps.
//!
//! `xmllint` reads what the program wrote; the schemas stand in `tests/schemas`. Which addresses
//! must be in it is the matter of `site_integrity`.

use crate::built::{BASE_URL, Built, crowded, repository};
use jingwei::{
    export::export,
    plan::{Item, Sitemap},
};
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// What `xmllint` has against a text, read by a schema of `tests/schemas`; nothing if it is valid.
fn faults(schema: &str, xml: &[u8]) -> Option<String> {
    let schema = repository().join("tests/schemas").join(schema);
    let mut child = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("xmllint: {error}; `apt-get install libxml2-utils`"));
    child.stdin.take().unwrap().write_all(xml).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // 3 is a text that is not valid, 1 one that is no XML; all else is a fault of ours.
    match output.status.code() {
        Some(0) => None,
        Some(1 | 3) => Some(said),
        _ => panic!("xmllint: {said}; is there `npm ci` in tests/ to do?"),
    }
}

fn sitemap(built: &Built) -> String {
    String::from_utf8(built.files()["sitemap.xml"].clone()).unwrap()
}

#[test]
fn the_sitemap_of_a_site_is_valid() {
    let crowd = crowded();
    for root in [repository(), crowd.path()] {
        let text = sitemap(&Built::of(root, Some(BASE_URL)));
        assert!(text.matches("<xhtml:link").count() > 20, "twins are part of what is looked at");
        assert_eq!(faults("sitemap.xsd", text.as_bytes()), None);
    }
}

#[test]
fn a_list_of_sitemaps_is_valid() {
    let crowd = crowded();
    let built = Built::of(crowd.path(), Some(BASE_URL));
    let (site, ready) = (built.analysis.site.as_ref().unwrap(), built.analysis.ready.as_ref().unwrap());
    let list = export(site, &ready.plan, &Item::Sitemap(Sitemap::Index(2))).unwrap();
    let text = String::from_utf8(list).unwrap();
    assert!(text.contains(&format!("<loc>{BASE_URL}sitemap-1.xml</loc>")), "{text}");
    assert_eq!(faults("siteindex.xsd", text.as_bytes()), None);
}

#[test]
fn what_is_no_sitemap_is_found() {
    let crowd = crowded();
    let text = sitemap(&Built::of(crowd.path(), Some(BASE_URL)));
    for (old, new) in [
        ("<loc>", "<lok>"),
        ("</loc>", "</loc><changefreq>often</changefreq>"),
        ("rel=\"alternate\"", "rel=\"twin\""),
        ("hreflang=\"fr\"", "hreflang=\"français\""),
        ("</urlset>", ""),
        ("sitemap/0.9", "sitemap/0.84"),
    ] {
        assert!(text.contains(old), "{old}");
        let broken = text.replacen(old, new, 1);
        assert!(faults("sitemap.xsd", broken.as_bytes()).is_some(), "{old} -> {new}");
    }
    let list = "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>";
    assert!(faults("siteindex.xsd", list.as_bytes()).is_some());
}
