//! What else a build can write: compressed forms, links for a folder, feeds, data for search engines.

mod feeds;
mod metadata;
mod portable;

use crate::built::{crowded, files};
use std::{
    collections::BTreeMap,
    fs,
    io::Read as _,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const BASE_URL: &str = "https://example.org/a/b/";

/// Builds with the program itself, into a folder below the site's own.
fn run(root: &Path, target: &str, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jingwei"))
        .current_dir(root)
        .args(["build", "--output", target])
        .args(options)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn build(root: &Path, target: &str, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = run(root, target, options);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files(&root.join(target))
}

/// The crowded site with files of its own that are large, small, and no text.
fn with_files() -> TempDir {
    let site = crowded();
    let put = |path: &str, bytes: &[u8]| {
        fs::create_dir_all(site.path().join("static")).expect("a folder");
        fs::write(site.path().join("static").join(path), bytes).expect("a file");
    };
    put("large.csv", "year,value\n2019,1\n".repeat(200).as_bytes());
    put("small.csv", b"year,value\n");
    put("large.png", &[0; 4096]);
    site
}

fn unpack(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let read = match name.rsplit('.').next() {
        Some("gz") => flate2::read::GzDecoder::new(bytes).read_to_end(&mut unpacked),
        _ => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut unpacked),
    };
    read.unwrap_or_else(|error| panic!("{name}: {error}"));
    unpacked
}

fn is_form(name: &str) -> bool {
    name.ends_with(".gz") || name.ends_with(".br")
}

#[test]
fn compressed_forms_hold_what_their_files_hold_and_vanish_with_the_option() {
    let site = with_files();
    let all = build(site.path(), "out", &["--precompress", "--base-url", BASE_URL]);
    let forms: Vec<_> = all.keys().filter(|name| is_form(name)).collect();
    for name in &forms {
        let file = &name[..name.len() - 3];
        assert!(unpack(name, &all[*name]) == all[file], "{name} holds something else");
        assert!(all[*name].len() < all[file].len(), "{name} is no smaller");
    }
    for file in ["en/index.html", "sitemap.xml", "large.csv"] {
        for ending in ["gz", "br"] {
            assert!(all.contains_key(&format!("{file}.{ending}")), "{file}.{ending} is missing");
        }
    }
    for file in ["small.csv", "large.png", "robots.txt", ".jingwei-manifest"] {
        assert!(all.contains_key(file) && !all.contains_key(&format!("{file}.gz")), "{file}.gz");
    }
    let manifest = String::from_utf8(all[".jingwei-manifest"].clone()).expect("text");
    assert!(forms.iter().all(|name| manifest.contains(&format!(" {name}\n"))));
    let plain = build(site.path(), "out", &["--base-url", BASE_URL]);
    assert!(!plain.keys().any(|name| is_form(name)));
    assert!(plain.iter().all(|(name, bytes)| name == ".jingwei-manifest" || all[name] == *bytes));
}

#[test]
fn compressed_forms_are_the_same_with_one_thread_and_with_four() {
    let site = with_files();
    let one = build(site.path(), "one", &["--precompress", "--jobs", "1"]);
    assert!(one == build(site.path(), "four", &["--precompress", "--jobs", "4"]));
}

#[test]
fn a_file_of_the_site_where_a_compressed_form_goes_is_refused_by_name() {
    let site = with_files();
    fs::write(site.path().join("static/large.csv.gz"), "mine").expect("a file");
    for _ in 0..4 {
        let output = run(site.path(), "out", &["--precompress"]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            said.contains("`large.csv.gz` is a file of the site") && said.contains("`large.csv`"),
            "{said}"
        );
    }
    assert_eq!(build(site.path(), "out", &[])["large.csv.gz"], b"mine");
}
