//! Reads what a template may see from the sources of the views, where each field is explained.
//!
//! The files are formatted by rustfmt and hold nothing but plain data, so lines are enough: a line that
//! is none of those known here is a failure, never passed over.
//!
//! Start with [`read_views`].

use std::{fs, path::Path};

/// A type that templates see.
#[derive(Debug)]
pub(super) struct View {
    pub(super) name: String,
    /// What it is.
    pub(super) about: String,
    pub(super) fields: Vec<Field>,
}

/// A field of a [`View`].
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    /// The type as Rust writes it.
    pub(super) kind: String,
    pub(super) about: String,
}

/// Every view, `mod.rs` first, the files in order.
pub(super) fn read_views(folder: &Path) -> Vec<View> {
    let entries = fs::read_dir(folder).expect("the views");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort_by_key(|path| (!path.ends_with("mod.rs"), path.clone()));
    let texts = files.iter().map(|path| fs::read_to_string(path).expect("a source is text"));
    texts.flat_map(|text| views(&text)).collect()
}

/// The views of one file.
pub(super) fn views(text: &str) -> Vec<View> {
    assert!(!text.contains("#[serde"), "a view is seen under the names that stand here");
    let mut views: Vec<View> = Vec::new();
    let mut about = String::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.trim();
        if let Some(words) = line.strip_prefix("///") {
            if !about.is_empty() {
                about.push(' ');
            }
            about.push_str(words.trim());
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let (name, end) = rest.split_once(' ').expect("a name and a brace");
            let name = name.split('<').next().unwrap_or_default().to_owned();
            views.push(View { name, about: std::mem::take(&mut about), fields: Vec::new() });
            is_open = end == "{";
            assert!(is_open, "a view has named fields: {line}");
        } else if line == "}" {
            is_open = false;
        } else if is_open {
            let field = line.strip_prefix("pub ").and_then(|rest| rest.strip_suffix(','));
            let (name, kind) = field.and_then(|rest| rest.split_once(": ")).expect(line);
            let field = Field { name: name.into(), kind: kind.into(), about: std::mem::take(&mut about) };
            views.last_mut().expect("a view is open").fields.push(field);
        } else {
            // Derives, imports and modules say nothing to a template; another shape of type would.
            assert!(!line.starts_with("pub enum") && !line.starts_with("pub type"), "{line}");
        }
    }
    views
}

impl View {
    /// The templates whose view it is, and what they draw, from "View of `x.html`: what it draws."
    pub(super) fn draws(&self) -> Option<(Vec<&str>, &str)> {
        let rest = self.about.strip_prefix("View of ")?;
        let (templates, what) = rest.split_once(": ").expect("`View of` a template`: ` what it draws");
        let what = what.split(". ").next().unwrap_or(what).trim_end_matches('.');
        Some((templates.split('`').filter(|part| part.ends_with(".html")).collect(), what))
    }
}

#[test]
fn the_shape_of_a_view_is_read() {
    let text = "/// View of `a.html` and `b.html`: all\n/// there is.\n#[derive(Clone)]\npub struct A<E> {\n    \
                /// How many.\n    pub total: usize,\n    /// Of [`B`].\n    pub list: Vec<E>,\n}\n";
    let views = views(text);
    assert_eq!(views[0].draws(), Some((vec!["a.html", "b.html"], "all there is")));
    let fields: Vec<_> = views[0].fields.iter().map(|f| (&*f.name, &*f.kind, &*f.about)).collect();
    assert_eq!(fields, [("total", "usize", "How many."), ("list", "Vec<E>", "Of [`B`].")]);
}
