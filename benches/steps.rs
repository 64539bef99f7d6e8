//! Single steps, measured: `cargo bench`.
//!
//! Each works on the repository's own content, so the figures follow what editors write. For whole
//! builds of sites of any size there is `compare.py`.

use divan::{Bencher, black_box};
use jingwei::{
    input::FilePath,
    load::{self, Loaded},
    parse::markdown::{MarkdownOptions, parse_markdown},
    pipeline::{Analysis, Options, analyse},
    render::Renderer,
};
use std::path::Path;

fn main() {
    divan::main();
}

fn loaded() -> Loaded {
    load::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a site")
}

fn analysed() -> Analysis {
    analyse(loaded(), &Options::default(), None)
}

/// The longest Markdown text of the repository.
fn longest() -> (FilePath, String) {
    let loaded = loaded();
    let texts = loaded.inputs.files.iter().filter(|(path, _)| path.as_str().ends_with(".md"));
    let (path, file) = texts.max_by_key(|(_, file)| file.size).expect("there are entries");
    (path.clone(), file.text.to_string())
}

#[divan::bench]
fn load_the_repository(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| black_box(loaded()));
}

#[divan::bench]
fn parse_the_longest_text(bencher: Bencher<'_, '_>) {
    let (path, text) = longest();
    bencher.bench_local(|| black_box(parse_markdown(&path, &text, 0, &MarkdownOptions::default())));
}

#[divan::bench]
fn analyse_from_nothing(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(loaded).bench_local_values(|loaded| analyse(loaded, &Options::default(), None));
}

#[divan::bench]
fn analyse_with_nothing_changed(bencher: Bencher<'_, '_>) {
    let before = analysed();
    bencher
        .with_inputs(loaded)
        .bench_local_values(|loaded| analyse(loaded, &Options::default(), Some(&before)));
}

#[divan::bench]
fn draw_every_page(bencher: Bencher<'_, '_>) {
    let analysis = analysed();
    let (site, ready) = (analysis.site.expect("a site"), analysis.ready.expect("a plan"));
    bencher.bench_local(|| {
        let renderer = Renderer::new(&site, &ready.plan, &ready.theme);
        for (path, item) in &ready.plan.items {
            black_box(renderer.draw(path, item)).expect("it can be drawn");
        }
    });
}
