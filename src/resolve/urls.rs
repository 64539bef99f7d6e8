//! What an ordinary address in a text means.
//!
//! An address as written goes in, a [`UrlTarget`] comes out: another site, a heading of the same
//! text, a file that is published as it is, another text, or a fault. Nothing is followed over the
//! network, and whether a heading exists is not asked here: that takes the parsed texts.
//!
//! Start with [`resolve_url`].

use crate::{
    finding::nearest,
    input::{FilePath, FileRole, InputSet},
};

/// Where an address in a text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlTarget {
    /// Out of the site: `http`, `https`, `mailto` or `tel`; for an image also `data:image/`.
    External,
    /// A heading of the same text; empty for its top.
    Anchor(String),
    /// A file that is published as it is, by its path in the published site, without a `/` at its
    /// start: `assets/map.svg` from `content/assets`, `plan.pdf` from `static`.
    Asset(String),
    /// Another text of the content folder.
    Document {
        /// Its file.
        file: FilePath,
        /// A heading of it.
        anchor: Option<String>,
    },
    /// It could harm a reader.
    Unsafe(UrlFault),
    /// It means a picture or download that does not exist.
    Missing(UrlFault),
    /// It leads nowhere, or to what cannot be linked to in this way.
    Broken(UrlFault),
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlFault {
    /// One lower-case sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl UrlFault {
    fn new(message: String, help: &str) -> Self {
        Self { message, help: Some(help.to_owned()) }
    }
}

/// What a text of the site is linked to by; shown where an address is written instead.
const BY_ID: &str = "link to an entry or page by its id, as in `[[id]]` or `[[id#section|text]]`";

/// Schemes that run code or read the reader's own files.
const HARMFUL: [&str; 6] = ["javascript", "vbscript", "data", "file", "blob", "view-source"];

/// Says what an address means that is written in `file`.
///
/// Paths are looked up as written and with `%` sequences decoded; upper and lower case differ, as
/// they do on a web server.
pub fn resolve_url(inputs: &InputSet, file: &FilePath, url: &str, image: bool) -> UrlTarget {
    if let Some(bad) = url.chars().find(|c| c.is_control()) {
        let message = format!("the address holds the control character U+{:04X}", u32::from(bad));
        return UrlTarget::Unsafe(UrlFault::new(message, "write the address again without it"));
    }
    let url = url.trim();
    if let Some((scheme, rest)) = split_scheme(url) {
        return with_scheme(url, &scheme, rest, image);
    }
    if url.starts_with(['/', '\\']) && url[1..].starts_with(['/', '\\']) {
        let message = format!("`{url}` leads to whatever site has that name");
        return UrlTarget::Unsafe(UrlFault::new(
            message,
            "write the scheme too, as in `https://example.org/`",
        ));
    }
    if let Some(anchor) = url.strip_prefix('#')
        && !image
    {
        return UrlTarget::Anchor(decode(anchor));
    }
    within_site(inputs, file, url, image)
}

/// Whether a text is an address of the web in full.
pub fn is_web_address(url: &str) -> bool {
    let host = split_scheme(url).and_then(|(scheme, rest)| match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//"),
        _ => None,
    });
    host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}

/// The scheme in lower case and what follows its colon (RFC 3986, section 3.1).
fn split_scheme(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn with_scheme(url: &str, scheme: &str, rest: &str, image: bool) -> UrlTarget {
    match scheme {
        "http" | "https" if is_web_address(url) => UrlTarget::External,
        "http" | "https" => {
            let message = format!("`{url}` is not a complete address");
            UrlTarget::Broken(UrlFault::new(message, "write it in full, as in `https://example.org/page`"))
        }
        "mailto" | "tel" if !image && !rest.is_empty() => UrlTarget::External,
        "data" if image && rest.to_ascii_lowercase().starts_with("image/") => UrlTarget::External,
        _ if HARMFUL.contains(&scheme) => {
            let message = format!("an address that begins with `{scheme}:` can harm a reader");
            let help = if image {
                "put the picture into `content/assets` and link to `/assets/...`"
            } else {
                "link to an address of the web, or write the text without a link"
            };
            UrlTarget::Unsafe(UrlFault::new(message, help))
        }
        _ => {
            let message = format!("`{scheme}:` is no scheme that a site links to");
            UrlTarget::Unsafe(UrlFault::new(
                message,
                "links begin with `https:`, `http:`, `mailto:` or `tel:`",
            ))
        }
    }
}

fn within_site(inputs: &InputSet, file: &FilePath, url: &str, image: bool) -> UrlTarget {
    let (before, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
    let path = before.split('?').next().unwrap_or("");
    if path.is_empty() {
        let message = if url.is_empty() { "the address is empty".to_owned() } else { no_page(url) };
        return UrlTarget::Broken(UrlFault::new(message, BY_ID));
    }
    for path in [path.to_owned(), decode(path)] {
        let found = candidates(file, &path).into_iter().find_map(|at| lookup(inputs, &at));
        match found {
            Some(Found::Published(path)) => return UrlTarget::Asset(path),
            Some(Found::Text(file)) if !image => {
                let anchor = anchor.filter(|anchor| !anchor.is_empty()).map(decode);
                return UrlTarget::Document { file, anchor };
            }
            Some(Found::Text(_)) => {
                let message = format!("`{url}` is a text, not a picture");
                return UrlTarget::Missing(UrlFault::new(message, "link to it without the `!`"));
            }
            None => {}
        }
    }
    missing(inputs, file, url, &decode(path), image)
}

enum Found {
    Published(String),
    Text(FilePath),
}

/// Where a path may lead, in the order in which it is looked up.
fn candidates(file: &FilePath, path: &str) -> Vec<String> {
    if let Some(absolute) = path.strip_prefix('/') {
        return match absolute.strip_prefix("assets/") {
            Some(asset) => vec![format!("content/assets/{asset}"), format!("static/{absolute}")],
            None => vec![format!("static/{absolute}")],
        };
    }
    let mut all: Vec<String> = join(file, path).into_iter().collect();
    all.extend(path.strip_prefix("assets/").map(|asset| format!("content/assets/{asset}")));
    all
}

/// The path below the root that a relative path means in a file; nothing if it leads out of it.
fn join(file: &FilePath, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = file.as_str().split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

fn lookup(inputs: &InputSet, path: &str) -> Option<Found> {
    // A path with `..` in it names no file of the set.
    let (key, file) = inputs.files.get_key_value(&FilePath::from(path))?;
    match &file.role {
        FileRole::Asset(below) => Some(Found::Published(format!("assets/{below}"))),
        FileRole::Static(below) => Some(Found::Published(below.clone())),
        FileRole::Document { .. } => Some(Found::Text(key.clone())),
        _ => None,
    }
}

fn no_page(url: &str) -> String {
    format!("`{url}` leads to no text of this site")
}

fn missing(inputs: &InputSet, file: &FilePath, url: &str, path: &str, image: bool) -> UrlTarget {
    let is_asset = image || path.starts_with("/assets/") || path.starts_with("assets/");
    let joined = join(file, path);
    if is_asset || joined.as_deref().is_some_and(|at| at.starts_with("content/assets/")) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let message = format!("there is no file for `{url}` in `content/assets` or `static`");
        let help = near_asset(inputs, name).map(|near| format!("did you mean `/{near}`?"));
        let help = help.unwrap_or_else(|| "put the file into `content/assets`".to_owned());
        return UrlTarget::Missing(UrlFault { message, help: Some(help) });
    }
    match joined {
        None => UrlTarget::Broken(UrlFault::new(format!("`{url}` leads out of the site's folder"), BY_ID)),
        Some(at) if at.starts_with("seeds/") && inputs.files.contains_key(&FilePath::from(at.as_str())) => {
            let id = at["seeds/".len()..].split('.').next().unwrap_or("");
            let help = format!("link to a source by its id, as in `[[source:{id}#P1]]`");
            UrlTarget::Broken(UrlFault::new(format!("`{url}` is the file of a source"), &help))
        }
        Some(_) if is_text_file(path) => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let near = near_document(inputs, file, name).map(|near| format!("did you mean `{near}`?"));
            UrlTarget::Broken(UrlFault { message: no_page(url), help: near.or(Some(BY_ID.to_owned())) })
        }
        Some(_) => UrlTarget::Broken(UrlFault::new(no_page(url), BY_ID)),
    }
}

fn is_text_file(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md")
}

fn near_asset(inputs: &InputSet, name: &str) -> Option<String> {
    let published = |role: &FileRole| match role {
        FileRole::Asset(below) => Some(format!("assets/{below}")),
        FileRole::Static(below) => Some(below.clone()),
        _ => None,
    };
    let all: Vec<String> = inputs.files.values().filter_map(|file| published(&file.role)).collect();
    let name_of = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let names: Vec<String> = all.iter().map(|path| name_of(path)).collect();
    let near = nearest(&name.to_lowercase(), names.iter().map(String::as_str))?;
    all.iter().find(|path| name_of(path) == near).cloned()
}

/// The text whose file name is nearest, as a path relative to the file that links to it.
fn near_document(inputs: &InputSet, file: &FilePath, name: &str) -> Option<String> {
    let texts = || {
        let is_text = |role: &FileRole| matches!(role, FileRole::Document { .. });
        inputs.files.iter().filter(move |(_, file)| is_text(&file.role)).map(|(path, _)| path)
    };
    let near = nearest(name, texts().map(FilePath::file_name))?;
    let target = texts().find(|path| path.file_name() == near)?;
    let from: Vec<&str> = file.as_str().split('/').collect();
    let to: Vec<&str> = target.as_str().split('/').collect();
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len().saturating_sub(same + 1));
    Some(format!("{up}{}", to[same.min(to.len() - 1)..].join("/")))
}

/// Text with `%` sequences decoded; as it is where they are no UTF-8.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|hex| bytes[at] == b'%' && hex.is_ascii());
        let value = hex.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(from_hex);
        decoded.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn from_hex(digits: &str) -> Option<u8> {
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input::InputFile, load::classify};
    use proptest::prelude::*;

    fn inputs() -> InputSet {
        let paths = [
            "content/assets/maps/a b.svg",
            "content/assets/图.png",
            "content/projects/line-x.en.md",
            "content/policies/plan-x.en.md",
            "seeds/source-x.en.txt",
            "static/files/plan.pdf",
        ];
        let file = |path: &str| {
            let path = FilePath::from(path);
            let role = classify(&path).expect("a good path").expect("a role");
            (path, InputFile { role, text: "".into(), size: 0, unread: false })
        };
        InputSet { files: paths.into_iter().map(file).collect() }
    }

    fn resolved(url: &str, image: bool) -> UrlTarget {
        resolve_url(&inputs(), &FilePath::from("content/projects/line-x.en.md"), url, image)
    }

    #[test]
    fn an_address_means_what_its_form_says() {
        let asset = |path: &str| UrlTarget::Asset(path.to_owned());
        let text = |path: &str, anchor: Option<&str>| UrlTarget::Document {
            file: FilePath::from(path),
            anchor: anchor.map(str::to_owned),
        };
        for (url, target) in [
            ("https://example.org/a?b#c", UrlTarget::External),
            ("HTTP://例子.中国/", UrlTarget::External),
            ("mailto:a@example.org", UrlTarget::External),
            ("tel:+861000", UrlTarget::External),
            ("#%E7%9B%AE%E6%A0%87", UrlTarget::Anchor("目标".into())),
            ("#", UrlTarget::Anchor(String::new())),
            ("/assets/maps/a%20b.svg", asset("assets/maps/a b.svg")),
            ("assets/图.png?v=1", asset("assets/图.png")),
            ("../assets/图.png", asset("assets/图.png")),
            ("/files/plan.pdf#page=2", asset("files/plan.pdf")),
            ("../policies/plan-x.en.md", text("content/policies/plan-x.en.md", None)),
            ("line-x.en.md#cost", text("content/projects/line-x.en.md", Some("cost"))),
        ] {
            assert_eq!(resolved(url, false), target, "{url}");
        }
    }

    #[test]
    fn what_could_harm_a_reader_is_unsafe() {
        for url in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:x",
            "data:text/html,x",
            "data:image/png;base64,AA",
            "file:///etc/passwd",
            "//example.org/x",
            "\\\\example.org",
            "/\\example.org",
            "ftp://example.org",
            "c:\\plan.doc",
        ] {
            assert!(matches!(resolved(url, false), UrlTarget::Unsafe(_)), "{url}");
        }
        assert_eq!(resolved("data:image/png;base64,AA", true), UrlTarget::External);
    }

    #[test]
    fn what_leads_nowhere_says_what_to_write() {
        for (url, help) in [
            ("", BY_ID),
            ("/en/projects/line-x/", BY_ID),
            ("../foo", BY_ID),
            ("../../../etc/passwd", BY_ID),
            ("../../seeds/source-x.en.txt", "link to a source by its id, as in `[[source:source-x#P1]]`"),
            ("plan-x.en.md", "did you mean `../policies/plan-x.en.md`?"),
            ("https://", "write it in full, as in `https://example.org/page`"),
        ] {
            let UrlTarget::Broken(fault) = resolved(url, false) else { panic!("{url}") };
            assert_eq!(fault.help.as_deref(), Some(help), "{url}");
        }
        let UrlTarget::Missing(fault) = resolved("/assets/maps/A%20b.svg", true) else { panic!("missing") };
        assert_eq!(fault.help.as_deref(), Some("did you mean `/assets/maps/a b.svg`?"));
    }

    proptest! {
        #[test]
        fn no_address_is_too_strange(url in "\\PC{0,20}|[/.#%?:a-f\\\\]{0,12}", image: bool) {
            let _ = resolved(&url, image);
        }
    }
}
