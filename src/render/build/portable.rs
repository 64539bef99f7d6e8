//! Links that work without a server: a folder's page is named, as no server adds it.
//!
//! Views name pages by their permalinks, which end in `/`. Where a site is to be opened from a
//! folder, every value passes through [`Desk::linked`] on its way to a template, and the addresses
//! in running text through [`Desk::link`]: `en/policies/x/#P2` becomes `en/policies/x/index.html#P2`.
//! Whatever is the permalink of a planned page is taken for a link, under whatever name it stands.

use super::Desk;
use std::borrow::Cow;
use tera::{Map, Value};

impl Desk<'_> {
    /// A value as a template sees it.
    pub(super) fn linked(&self, value: Value) -> Value {
        if self.site.config.portable {
            explicit(value, &|file| self.plan.items.contains_key(file))
        } else {
            value
        }
    }

    /// A link below the site's root, as running text has it.
    pub(super) fn link<'l>(&self, permalink: &'l str) -> Cow<'l, str> {
        let is_page = |file: &str| self.plan.items.contains_key(file);
        let named = if self.site.config.portable { named(permalink, &is_page) } else { None };
        named.map_or(Cow::Borrowed(permalink), Cow::Owned)
    }
}

/// A link with the page's file named, where it is the permalink of a page.
fn named(link: &str, is_page: &dyn Fn(&str) -> bool) -> Option<String> {
    let (path, fragment) = link.split_at(link.find('#').unwrap_or(link.len()));
    let file = path.ends_with('/').then(|| format!("{path}index.html")).filter(|file| is_page(file))?;
    Some(file + fragment)
}

/// A view in which every link names a file.
fn explicit(value: Value, is_page: &dyn Fn(&str) -> bool) -> Value {
    if let Some(list) = value.as_array() {
        return Value::from(list.iter().map(|item| explicit(item.clone(), is_page)).collect::<Vec<_>>());
    }
    if let Some(link) = value.as_str() {
        return named(link, is_page).map_or(value, Value::from);
    }
    if !value.is_map() {
        return value;
    }
    let map = value.into_map().unwrap_or_default();
    Value::from(map.into_iter().map(|(key, value)| (key, explicit(value, is_page))).collect::<Map>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_page(file: &str) -> bool {
        matches!(file, "en/index.html" | "en/x/index.html")
    }

    #[test]
    fn only_links_to_pages_of_the_site_are_named() {
        assert_eq!(named("en/x/#P2", &is_page).as_deref(), Some("en/x/index.html#P2"));
        assert_eq!(named("en/", &is_page).as_deref(), Some("en/index.html"));
        for same in ["#P2", "", "en/x/cite.bib", "https://example.org/en/x/", "either/", "and/or"] {
            assert_eq!(named(same, &is_page), None, "{same}");
        }
    }

    #[test]
    fn links_are_named_wherever_they_stand_in_a_view() {
        let view =
            serde_json::json!({"rows": [{"href": "en/x/", "label": "a/"}], "all": ["en/"], "next": null});
        let value = explicit(Value::from_serializable(&view), &is_page);
        let same = serde_json::json!({
            "rows": [{"href": "en/x/index.html", "label": "a/"}], "all": ["en/index.html"], "next": null,
        });
        assert_eq!(value, Value::from_serializable(&same));
    }
}
