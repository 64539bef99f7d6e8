//! Writes `docs/theme-reference.md` from the theme and the views: templates, components, views, words,
//! colours and sizes. The test fails where the file is another; `UPDATE=1` writes it anew.
//!
//! Start with [`reference`].

use super::views::{View, read_views};
use crate::built::repository;
use jingwei::{
    load::load,
    pipeline::{Options, analyse},
    plan::Item,
};
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const FILE: &str = "docs/theme-reference.md";
/// A site that has a page of most types; its addresses are the examples.
const EXAMPLES: &str = "tests/sites/warm-homes";

const OPENING: &str = "# What a theme can use

Written by a test from the built-in theme and the program (`UPDATE=1 cargo test theming`); how to use it
is told in [themes.md](themes.md).

- [Templates](#templates)
- [Components](#components)
- [What a template sees](#what-a-template-sees)
- [Words](#words)
- [Colours, sizes and faces](#colours-sizes-and-faces)
";

/// A template of the built-in theme.
struct Template {
    name: String,
    text: String,
}

impl Template {
    /// The comment at its head.
    fn about(&self) -> String {
        let rest = self.text.strip_prefix("{#-").unwrap_or_default();
        plain(rest.split("-#}").next().unwrap_or_default())
    }

    fn blocks(&self) -> String {
        let block = Regex::new(r"\{%-? block ([a-z_]+)").expect("a good pattern");
        let names = block.captures_iter(&self.text).map(|found| format!("`{}`", &found[1]));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Each component with its arguments and the comment before it.
    fn components(&self) -> Vec<(String, String, String)> {
        let component = Regex::new(r"(?s)(?:\{#- ([^#]*?) -#\}\s*)?\{% component ([a-z_.]+)\(([^)]*)\)")
            .expect("a good pattern");
        let all = component.captures_iter(&self.text).map(|found| {
            let about = found.get(1).map_or_else(String::new, |about| plain(about.as_str()));
            (found[2].to_owned(), found[3].to_owned(), about)
        });
        all.collect()
    }
}

/// A text in one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn templates() -> Vec<Template> {
    let folder = repository().join("themes/default/templates");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("templates").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let template = |path: &Path| Template {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        text: fs::read_to_string(path).expect("a template"),
    };
    files.iter().map(|path| template(path)).collect()
}

/// The shortest address of a page that each template draws.
fn addresses() -> BTreeMap<&'static str, String> {
    let loaded = load(&repository().join(EXAMPLES)).expect("a site");
    let analysis = analyse(loaded, &Options::default(), None);
    let ready = analysis.ready.as_ref().expect("a site that can be drawn");
    let mut shortest: BTreeMap<&str, String> = BTreeMap::new();
    for (path, item) in &ready.plan.items {
        let template = match item {
            Item::Page(page) => page.template(),
            _ => continue,
        };
        let address = path.as_str().trim_end_matches("index.html");
        let known = shortest.entry(template).or_insert_with(|| address.to_owned());
        if address.len() < known.len() {
            address.clone_into(known);
        }
    }
    shortest
}

fn heading_link(name: &str) -> String {
    format!("[`{name}`](#{})", name.to_lowercase())
}

fn templates_part(templates: &[Template], views: &[View], addresses: &BTreeMap<&str, String>) -> String {
    let mut part = String::from(
        "\n## Templates\n\nPages, with the address of one in a small site and the view that it is drawn from:\n\n\
         | template | draws | such as | view | blocks |\n|---|---|---|---|---|\n",
    );
    let mut pieces = String::new();
    for template in templates {
        let drawn = views.iter().find_map(|view| {
            let (names, what) = view.draws()?;
            names.contains(&template.name.as_str()).then_some((view, what))
        });
        let (name, blocks) = (&template.name, template.blocks());
        let Some((view, what)) = drawn else {
            assert!(
                !addresses.contains_key(name.as_str()),
                "{name} draws a page: begin the comment of its view with \"View of `{name}`: \""
            );
            pieces.push_str(&format!("| `{name}` | {} | {blocks} |\n", template.about()));
            continue;
        };
        let address = addresses.get(name.as_str()).map(|address| format!("`/{address}`")).unwrap_or_default();
        let view = heading_link(&view.name);
        part.push_str(&format!("| `{name}` | {what} | {address} | {view} | {blocks} |\n"));
    }
    part.push_str(
        "\nPieces that pages are put together from:\n\n| template | holds | blocks |\n|---|---|---|\n",
    );
    part + &pieces
}

fn components_part(templates: &[Template]) -> String {
    let mut part = String::from(
        "\n## Components\n\nCalled by name from any template: `{{ <ui.date date={entry.state.as_of} /> }}`. An \
         argument with `=` may be left out; `lang` and `root` are taken from the page.\n\n\
         | component | arguments | stands in | is |\n|---|---|---|---|\n",
    );
    for template in templates {
        for (name, arguments, about) in template.components() {
            let given: Vec<_> =
                arguments.split(", ").filter(|one| !one.starts_with('@') && !one.is_empty()).collect();
            let given = given.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
            part.push_str(&format!("| `{name}` | {given} | `{}` | {about} |\n", template.name));
        }
    }
    part
}

/// A type as someone who writes templates calls it.
fn type_words(kind: &str, known: &BTreeSet<&str>) -> String {
    let inside = |open: &str| kind.strip_prefix(open).and_then(|rest| rest.strip_suffix('>'));
    if let Some(kind) = inside("Option<") {
        return format!("{} or null", type_words(kind, known));
    }
    if let Some(kind) = inside("Vec<") {
        return format!("list of {}", type_words(kind, known));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "u16" | "u32" | "u64" | "i32" | "i64" => "number".to_owned(),
        // The one view that is used for one kind of thing only.
        "E" => heading_link("EntrySummary"),
        other => {
            let name = other.split('<').next().unwrap_or(other);
            assert!(known.contains(name), "what is a template to make of `{kind}`?");
            heading_link(name)
        }
    }
}

/// Names of other views become links.
fn linked(about: &str) -> String {
    let name = Regex::new(r"\[`(?:super::)?([A-Za-z]+)`\]").expect("a good pattern");
    name.replace_all(about, |found: &regex::Captures<'_>| heading_link(&found[1])).replace('|', "\\|")
}

fn views_part(views: &[View]) -> String {
    let known: BTreeSet<&str> = views.iter().map(|view| view.name.as_str()).collect();
    let mut part = format!(
        "\n## What a template sees\n\n| name | type | meaning |\n|---|---|---|\n\
         | `lang` | text | The language of the page, a BCP 47 tag. |\n\
         | `direction` | text | How it is written: `ltr` or `rtl`. |\n\
         | `root` | text | The way from the page to the site's root; every path of the site is written after it. |\n\
         | `site` | {} | What every page of one language shares. |\n\
         | `page` | {} | What the frame of the page needs to know. |\n\
         | `view` | by template | What the page shows; see the table of templates. |\n\n\
         A value that is absent is null, never a missing name; dates and numbers are set in the page's language.\n",
        heading_link("SiteView"),
        heading_link("PageView"),
    );
    for view in views {
        part.push_str(&format!("\n### {}\n\n{}\n\n", view.name, linked(&view.about)));
        part.push_str("| name | type | meaning |\n|---|---|---|\n");
        for field in &view.fields {
            assert!(!field.about.is_empty(), "{}.{} says nothing of itself", view.name, field.name);
            let kind = type_words(&field.kind, &known);
            part.push_str(&format!("| `{}` | {kind} | {} |\n", field.name, linked(&field.about)));
        }
    }
    part
}

fn words_part() -> String {
    let text = fs::read_to_string(repository().join("themes/default/words/en.toml")).expect("words");
    let mut part = String::from(
        "\n## Words\n\nThe keys of `words/<tag>.toml` with their English text; `{name}` is filled in. A word with two \
         texts has one for a single thing and one for several.\n",
    );
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            part.push_str(&format!("\n{heading}\n\n| key | English |\n|---|---|\n"));
            continue;
        }
        let (key, value) = line.split_once(" = ").expect(line);
        let word: toml::Value = toml::from_str::<toml::Table>(line).expect(line).remove(key).expect(key);
        let words = match &word {
            toml::Value::String(text) => text.clone(),
            forms => ["one", "other"].map(|form| forms[form].as_str().expect(value)).join(" / "),
        };
        part.push_str(&format!("| `{key}` | {} |\n", words.replace('|', "\\|")));
    }
    part
}

/// The properties that blocks of `:root` set, in order.
fn properties(css: &str) -> Vec<(String, String)> {
    let block = Regex::new(r"(?s):root \{(.*?)\}").expect("a good pattern");
    let property = Regex::new(r"(--[a-z0-9-]+): ([^;]+);").expect("a good pattern");
    let blocks = block.captures_iter(css).map(|found| found[1].to_owned()).collect::<String>();
    property.captures_iter(&blocks).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}

fn tokens_part() -> String {
    let css =
        fs::read_to_string(repository().join("themes/default/assets/site.css")).expect("the style sheet");
    let (light, rest) = css.split_once("@media (prefers-color-scheme: dark)").expect("a dark scheme");
    let (dark, rest) = rest.split_once("\n}\n").expect("its end");
    let faces = rest.split("@media").next().unwrap_or_default();
    let dark: BTreeMap<_, _> = properties(dark).into_iter().collect();
    let mut part = String::from(
        "\n## Colours, sizes and faces\n\nCustom properties of `site.css`; the rest of the style sheet uses no other \
         colours.\n\n| property | value | in the dark |\n|---|---|---|\n",
    );
    for (name, value) in properties(light).into_iter().chain(properties(faces)) {
        let dark = dark.get(&name).map(|value| format!("`{value}`")).unwrap_or_default();
        part.push_str(&format!("| `{name}` | `{value}` | {dark} |\n"));
    }
    part
}

fn reference() -> String {
    let (templates, views) = (templates(), read_views(&repository().join("src/render/view")));
    assert!(views.len() > 20 && templates.len() > 15);
    [
        OPENING.to_owned(),
        templates_part(&templates, &views, &addresses()),
        components_part(&templates),
        views_part(&views),
        words_part(),
        tokens_part(),
    ]
    .concat()
}

#[test]
fn the_reference_for_themes_says_what_the_program_has() {
    let path = repository().join(FILE);
    let written = reference();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).expect("it can be written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let first = there.lines().zip(written.lines()).find(|(old, new)| old != new);
    assert!(
        there == written,
        "{FILE} is out of date at {first:?}; write it anew with UPDATE=1 cargo test theming"
    );
}
