//! Links that work without a server: a folder's page is named, as no server adds it.
//!
//! Views name pages by their permalinks, which end in `/`. Where a site is to be opened from a
//! folder, every value passes through [`Desk::linked`] on its way to a template, and the addresses
//! in running text through [`Desk::link`]: `en/policies/x/#P2` becomes `en/policies/x/index.html#P2`.

use super::Desk;
use std::borrow::Cow;
use tera::Value;

/// The fields of views that hold links below the site's root.
const LINKS: [&str; 6] = ["href", "previous", "next", "home", "coverage", "path"];

impl Desk<'_> {
    /// A value as a template sees it.
    pub(super) fn linked(&self, value: Value) -> Value {
        if self.site.config.portable { explicit(value) } else { value }
    }

    /// A link below the site's root, as running text has it.
    pub(super) fn link<'l>(&self, permalink: &'l str) -> Cow<'l, str> {
        let named = if self.site.config.portable { named(permalink) } else { None };
        named.map_or(Cow::Borrowed(permalink), Cow::Owned)
    }
}

/// A link with the page's file named, where it is a permalink that ends in a folder.
fn named(link: &str) -> Option<String> {
    let (path, fragment) = link.split_at(link.find('#').unwrap_or(link.len()));
    let is_outside = path.split('/').next().is_some_and(|start| start.contains(':'));
    (path.ends_with('/') && !is_outside).then(|| format!("{path}index.html{fragment}"))
}

/// A view in which every link names a file.
fn explicit(value: Value) -> Value {
    if let Some(list) = value.as_array() {
        return Value::from(list.iter().cloned().map(explicit).collect::<Vec<_>>());
    }
    if !value.is_map() {
        return value;
    }
    let mut map = value.into_map().unwrap_or_default();
    for (key, value) in &mut map {
        let is_link = key.as_str().is_some_and(|key| LINKS.contains(&key));
        match value.as_str().filter(|_| is_link).and_then(named) {
            Some(link) => *value = Value::from(link),
            None => *value = explicit(value.clone()),
        }
    }
    Value::from(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_folders_of_the_site_are_named() {
        assert_eq!(named("en/x/#P2").as_deref(), Some("en/x/index.html#P2"));
        assert_eq!(named("en/").as_deref(), Some("en/index.html"));
        for same in ["#P2", "", "en/x/cite.bib", "https://example.org/", "mailto:a@example.org"] {
            assert_eq!(named(same), None, "{same}");
        }
    }

    #[test]
    fn links_are_named_wherever_they_stand_in_a_view() {
        let view = serde_json::json!({"rows": [{"href": "en/x/", "label": "a/"}], "next": null});
        let value = explicit(Value::from_serializable(&view));
        let same = Value::from_serializable(
            &serde_json::json!({"rows": [{"href": "en/x/index.html", "label": "a/"}], "next": null}),
        );
        assert_eq!(value, same);
    }
}
