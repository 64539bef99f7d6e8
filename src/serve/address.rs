//! What a request asks for.
//!
//! The path of a request goes in; the file of the site it names comes out, or where to ask instead.
//! No path leads out of the site, since only planned files are ever found.
//!
//! Start with [`find`].

use crate::{
    output::{OutputPath, OutputPathError},
    plan::Plan,
};

/// Everything below is the preview's own: its script, its style, its events.
pub(super) const OWN: &str = "/__jingwei/";

/// Where a request leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// To this file of the plan.
    File(OutputPath),
    /// To a folder whose address ends in `/`.
    Folder,
    /// To nothing.
    Nothing,
    /// It is no address.
    Wrong,
}

/// Finds the planned file of a request's path, which is percent-encoded and begins with `/`.
///
/// `base` is the path at which the site will be published: the page for what is not there names
/// addresses below it, so they are good here, too.
pub(super) fn find(plan: &Plan, path: &str, base: &str) -> Found {
    let Some(path) = path.strip_prefix('/').and_then(decoded) else { return Found::Wrong };
    let found = find_permalink(plan, &path);
    let base = base.trim_matches('/');
    match path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/')) {
        Some(rest) if found == Found::Nothing && !base.is_empty() => find_permalink(plan, rest),
        _ => found,
    }
}

fn find_permalink(plan: &Plan, permalink: &str) -> Found {
    let file = match OutputPath::from_permalink(permalink) {
        Ok(file) => file,
        Err(OutputPathError::Step(_) | OutputPathError::Absolute(_) | OutputPathError::Character { .. }) => {
            return Found::Wrong;
        }
        Err(_) => return Found::Nothing,
    };
    if plan.items.contains_key(&file) {
        return Found::File(file);
    }
    let folder = OutputPath::from_permalink(&format!("{permalink}/"));
    match folder {
        Ok(folder) if plan.items.contains_key(&folder) => Found::Folder,
        _ => Found::Nothing,
    }
}

/// Decodes each segment of a path; nothing if it is no UTF-8, or if a segment holds a `/`.
fn decoded(path: &str) -> Option<String> {
    let segments: Option<Vec<String>> = path.split('/').map(decoded_segment).collect();
    segments.map(|segments| segments.join("/"))
}

fn decoded_segment(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let (high, low) = (digit()?, digit()?);
        bytes.push(high * 16 + low);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('/'))
}

/// Whether a `Host` header names this computer and our port.
///
/// A page of the web can have its own name lead to 127.0.0.1 and then read what answers there;
/// the name it has to send gives it away.
pub(super) fn is_own_host(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if !given.ends_with(']') => (name, given.parse().ok()),
        _ => (host, Some(80)),
    };
    let names = ["localhost", "127.0.0.1", "[::1]"];
    given == Some(port) && names.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// The media type of a file, by the ending of its name; texts are UTF-8.
pub(super) fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, end)| end);
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Item;

    fn plan(paths: &[&str]) -> Plan {
        let path = |path: &&str| (OutputPath::new(path).expect("a good path"), Item::Robots);
        Plan { items: paths.iter().map(path).collect(), ..Plan::default() }
    }

    fn found(path: &str) -> Found {
        find(&plan(&["index.html", "zh/政策/index.html", "a.txt", "a/index.html"]), path, "/kb/")
    }

    #[test]
    fn an_address_leads_to_its_file() {
        let file = |path: &str| Found::File(OutputPath::new(path).expect("a good path"));
        assert_eq!(found("/"), file("index.html"));
        assert_eq!(found("/zh/%E6%94%BF%e7%ad%96/"), file("zh/政策/index.html"));
        assert_eq!(found("/a.txt"), file("a.txt"));
        assert_eq!(found("/a/index.html"), file("a/index.html"));
        assert_eq!(found("/kb/a/"), file("a/index.html"));
        assert_eq!(found("/a"), Found::Folder);
        assert_eq!(found("/b"), Found::Nothing);
        assert_eq!(found("/a.txt/"), Found::Nothing);
    }

    #[test]
    fn no_address_leads_out() {
        let bad = [
            "/../a.txt",
            "/%2e%2e/a.txt",
            "/a/..%2f..%2fa.txt",
            "//a.txt",
            "/a%00",
            "/%ff",
            "/%4",
            "/a%5c..",
            "a",
            "",
        ];
        for bad in bad {
            assert_eq!(found(bad), Found::Wrong, "{bad}");
        }
    }

    #[test]
    fn only_names_of_this_computer_are_answered() {
        for good in ["localhost:4321", "127.0.0.1:4321", "[::1]:4321", "LOCALHOST:4321"] {
            assert!(is_own_host(good, 4321), "{good}");
        }
        for bad in
            ["example.org:4321", "localhost", "localhost:4322", "127.0.0.1.example.org:4321", "", "[::1]"]
        {
            assert!(!is_own_host(bad, 4321), "{bad}");
        }
        assert!(is_own_host("localhost", 80));
    }
}
