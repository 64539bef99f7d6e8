//! The guide to themes: its examples work, and its reference says what the program has.
//!
//! What goes in is `docs/themes.md`. The fences of a section with a path after their first word are laid
//! onto a small site, which is then published; a fence with a path below `public/` shows lines of a
//! finished page, in order, where `…` stands for anything.
//!
//! Start with [`every_example_of_the_guide_works`].

mod reference;
mod views;

use crate::{
    built::{Built, repository},
    cases::{Case, Fence, lay, read_cases},
    site::Site,
};
use std::fs;

/// The site that the examples are laid onto.
const SITE: &str = "warm-homes";
/// The title of the section whose site is left half translated.
const UNFINISHED: &str = "Another language";

/// The sections of the guide; fences in lists are indented.
fn sections() -> Vec<Case> {
    let guide = fs::read_to_string(repository().join("docs/themes.md")).expect("the guide");
    let lines = guide.lines().map(|line| line.strip_prefix("   ").unwrap_or(line));
    read_cases(&lines.flat_map(|line| [line, "\n"]).collect::<String>())
}

/// Does what a fence says to the site; the lines that are to come out are for later.
fn apply(site: Site, fence: &Fence) -> Site {
    if fence.info == "sh" {
        return fence.text.lines().fold(site, copy);
    }
    match fence.info.split_once(' ') {
        Some((_, path)) if !path.starts_with("public/") => lay(site, fence),
        _ => site,
    }
}

/// Runs `cp <file of the repository> <file of the site>`.
fn copy(site: Site, command: &str) -> Site {
    let words: Vec<_> = command.split(' ').collect();
    let ["cp", from, to] = words[..] else { panic!("what does `{command}` do?") };
    let text = fs::read_to_string(repository().join(from)).expect("the file to copy");
    site.file(to, &text)
}

/// What a page lacks of the lines that are shown of it.
fn missing_lines(page: &str, shown: &str) -> Option<String> {
    let mut rest = page;
    for line in shown.lines() {
        let starts_anywhere = line.starts_with('…');
        for part in line.split('…').filter(|part| !part.is_empty()) {
            let Some(at) = rest.find(part) else { return Some(format!("`{part}` in\n{rest}")) };
            rest = &rest[at + part.len()..];
        }
        // A line that is shown whole is a line.
        if !starts_anywhere && !line.is_empty() && line.ends_with('>') && !rest.starts_with('\n') {
            return Some(format!("the end of a line after `{line}`, not `{rest:.40}`"));
        }
    }
    None
}

fn faults_of(section: &Case) -> Vec<String> {
    let site = Site::of(SITE).edit("jingwei.toml", "[site]\n", "[site]\ntheme = \"mine\"\n");
    let site = site.file("themes/mine/LICENSE", "Free.\n");
    let site = section.fences.iter().fold(site, apply);
    let mut faults = Vec::new();
    let found = site.check().short;
    if found.contains(": error[") {
        return vec![format!("{}: {found}", section.name)];
    }
    if section.name != UNFINISHED && !found.is_empty() {
        faults.push(format!("{}: {found}", section.name));
    }
    let files = Built::of(site.root(), None).files();
    for fence in &section.fences {
        let Some((_, path)) = fence.info.split_once(" public/") else { continue };
        let page = files.get(path).unwrap_or_else(|| panic!("{}: no {path}", section.name));
        let page = String::from_utf8_lossy(page);
        if let Some(missing) = missing_lines(&page, &fence.text) {
            faults.push(format!("{}: {path} lacks {missing}", section.name));
        }
    }
    faults
}

#[test]
fn every_example_of_the_guide_works() {
    let sections = sections();
    let shown = sections.iter().flat_map(|section| &section.fences);
    assert!(
        shown.filter(|fence| fence.info.contains(" public/")).count() >= 8,
        "the guide shows what comes out"
    );
    let faults: Vec<_> = sections.iter().filter(|one| !one.fences.is_empty()).flat_map(faults_of).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_line_that_does_not_come_out_is_found() {
    let page = "<p>one</p>\n<p class=x>two</p> three\n";
    assert_eq!(missing_lines(page, "<p>one</p>\n<p class=…>two</p>…\n"), None);
    assert!(missing_lines(page, "<p>two</p>\n").is_some());
    assert!(missing_lines(page, "…two\n<p>one</p>\n").is_some());
    assert!(missing_lines(page, "<p class=x>two</p>\n").is_some());
}

#[test]
fn a_site_that_copies_a_template_whole_keeps_the_others() {
    let copied =
        fs::read_to_string(repository().join("themes/default/templates/entry.html")).expect("it is there");
    let plain = Built::of(Site::of(SITE).root(), None).files();
    let site = Site::of(SITE).file("themes/default/templates/entry.html", &copied);
    assert_eq!(site.check().short, "");
    assert_eq!(Built::of(site.root(), None).files(), plain);
}

#[test]
fn a_file_of_the_theme_that_is_not_there_is_a_finding_at_the_template() {
    let template = "{% extends \"default/base.html\" %}\n{% block head %}{{ asset(name=\"cita.js\") }}{% endblock head %}\n";
    let checked = Site::of(SITE).file("themes/default/templates/base.html", template).check();
    let expected = "themes/default/templates/base.html:2:20: error[template-error]: the theme has no file `assets/cita.js`; \
                    did you mean `cite.js`?\n";
    assert!(checked.short.starts_with(expected), "{}", checked.short);
}

#[test]
fn a_file_that_changes_nothing_is_found_with_the_one_that_was_meant() {
    let help = |path: &str| {
        let checked = Site::of(SITE).file(path, "{% extends \"default/entry.html\" %}\n").check();
        checked.help("unused-theme-file").to_owned()
    };
    for (wrong, meant) in [
        ("templates/entri.html", "did you mean `templates/entry.html`?"),
        ("entry.html", "did you mean `templates/entry.html`?"),
        ("template/entry.html", "did you mean `templates/entry.html`?"),
    ] {
        assert_eq!(help(&format!("themes/default/{wrong}")), meant);
    }
}
