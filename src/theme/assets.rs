//! Files of a theme that are published under names made from their content.
//!
//! A name changes when the content does, so a host may tell browsers to keep a file for ever. Files
//! that name other files are rewritten first and named by their final bytes: pictures and fonts,
//! then style sheets, then scripts.

use crate::digest::Digest;
use std::{borrow::Cow, collections::BTreeMap};

/// A file of the theme as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its name in the theme: `site.css`.
    pub name: String,
    /// Where it is published: `assets/site.0123456789ab.css`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Names the files; a reference `url(name)` in a style sheet, in quotes or not, follows the name it got.
pub(super) fn assets<'a>(files: impl Iterator<Item = (String, Cow<'a, [u8]>)>) -> Vec<Asset> {
    let mut leaves = Vec::new();
    let mut sheets = Vec::new();
    for (name, bytes) in files {
        if name.ends_with(".css") { sheets.push((name, bytes)) } else { leaves.push((name, bytes)) }
    }
    let mut all: Vec<Asset> =
        leaves.into_iter().map(|(name, bytes)| named(name, bytes.into_owned())).collect();
    let published: BTreeMap<String, String> =
        all.iter().map(|asset| (asset.name.clone(), asset.path["assets/".len()..].to_owned())).collect();
    for (name, bytes) in sheets {
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for (leaf, path) in &published {
            for quote in ["", "\"", "'"] {
                let url = |name: &str| format!("url({quote}{name}{quote})");
                text = text.replace(&url(leaf), &url(path));
            }
        }
        all.push(named(name, text.into_bytes()));
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn named(name: String, bytes: Vec<u8>) -> Asset {
    let digest = Digest::of(&bytes).hex(12);
    let path = match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}.{digest}.{ending}"),
        None => format!("assets/{name}.{digest}"),
    };
    Asset { name, path, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_changes_its_name_when_a_picture_in_it_does() {
        let path = |picture: &'static [u8]| {
            let files: [(String, &[u8]); 2] =
                [("a.svg".into(), picture), ("site.css".into(), b"x{background:url(a.svg)}")];
            assets(files.into_iter().map(|(name, bytes)| (name, Cow::Borrowed(bytes))))
                .pop()
                .expect("the sheet")
                .path
        };
        assert_ne!(path(b"1"), path(b"2"));
    }
}
