//! Sites for tests that look at finished files: where they are, and what becomes of them.
//!
//! [`Built::of`] publishes a site through the library into a folder of its own. [`crowded`] writes
//! a site that is large enough for several pages of a list, with texts missing in one language.

use jingwei::{
    load::load,
    pipeline::{Analysis, Options, analyse, draw_all},
    publish::{MANIFEST_NAME, Stage},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Where sites of the tests say that they are published: below a path, as it is often so.
pub(crate) const BASE_URL: &str = "https://example.org/a/b/";

/// The repository, whose own content is the largest site there is.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The repository's own site and every small one of the tests that can be published.
pub(crate) fn sites() -> Vec<PathBuf> {
    let small = fs::read_dir(repository().join("tests/sites")).into_iter().flatten();
    let mut sites: Vec<_> = small.map(|entry| entry.expect("a folder").path()).collect();
    sites.retain(|site| site.join("jingwei.toml").is_file() && publishable(site));
    sites.sort();
    sites.insert(0, repository().to_owned());
    sites
}

fn publishable(site: &Path) -> bool {
    !analyse(load(site).expect("a site"), &Options::default(), None).report.has_errors()
}

/// A site that has been published.
pub(crate) struct Built {
    folder: TempDir,
    /// What it was made from.
    pub(crate) analysis: Analysis,
}

impl Built {
    /// Publishes the site in a folder; with an address, in place of its own.
    pub(crate) fn of(root: &Path, base_url: Option<&str>) -> Self {
        Self::with(root, &Options { base_url: base_url.map(str::to_owned), ..Options::default() })
    }

    /// Publishes the site in a folder as the caller decides.
    pub(crate) fn with(root: &Path, options: &Options) -> Self {
        let loaded = load(root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
        let analysis = analyse(loaded, options, None);
        let (Some(site), Some(ready)) = (&analysis.site, &analysis.ready) else {
            panic!("{} cannot be published", root.display());
        };
        let folder = tempfile::tempdir().expect("a folder");
        let stage = Stage::begin(&folder.path().join("public"), &[]).expect("a stage");
        draw_all(site, ready, &stage, || ()).expect("every page can be drawn");
        stage.commit().expect("published");
        Self { folder, analysis }
    }

    /// The published folder.
    pub(crate) fn target(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Every published file but the manifest, by its path with `/`.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = files(&self.target());
        files.remove(MANIFEST_NAME);
        files
    }
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.expect("the folder can be listed");
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder).expect("it is below");
            let name = below.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

/// Entries of a kind in the crowded site: more than two pages of a list hold.
pub(crate) const CROWD: usize = 120;

/// A site in two languages with many entries of one kind; every third has no translation.
pub(crate) fn crowded() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let full = folder.path().join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("it can be made");
        fs::write(full, text).expect("it can be written");
    };
    for (path, text) in CROWDED_FILES {
        put(path, text);
    }
    for number in 1..=CROWD {
        let mut text = format!(
            "---\ntitle: Work {number:03}\nsummary: Work number {number:03}.\ntype: works\n\
             topics: [roads]\nregions: [town]\nagencies: [council]\nstage: planned\n\
             unknown: {{period: Not given}}\nrelations: {{implements: plan}}\ncite: [report#P2]\n"
        );
        if number == 1 {
            text.push_str("redirect_from: [old-work]\n");
        }
        write!(text, "---\nThe report names it [@report#P2].\n\n## Details {{#details}}\n\nSee [[plan]].\n")
            .expect("text grows");
        put(&format!("content/projects/work-{number:03}.en.md"), &text);
        if number % 3 != 0 {
            let translation = format!(
                "---\ntitle: Ouvrage {number:03}\nsummary: L'ouvrage numéro {number:03}.\n\
                 unknown: {{period: Non précisé}}\ntranslation: {{status: reviewed}}\n---\n\
                 Le rapport le nomme [@report#P2].\n\n## Détails {{#details}}\n\nVoir [[plan]].\n"
            );
            put(&format!("content/projects/work-{number:03}.fr.md"), &translation);
        }
    }
    folder
}

const CROWDED_FILES: &[(&str, &str)] = &[
    (
        "jingwei.toml",
        "[site]\ntitle = { en = \"Town works\", fr = \"Travaux\" }\nlanguages = [\"en\", \"fr\"]\n\n\
         [rules]\nsection-mismatch = \"allow\"\nunstamped-translation = \"allow\"\n",
    ),
    (
        "content/vocabulary/topics.yaml",
        "- {id: works, label: {en: Works, fr: Travaux}}\n\
         - {id: roads, label: {en: Roads, fr: Routes}, parent: works}\n",
    ),
    ("content/vocabulary/regions.yaml", "- {id: town, label: {en: Town, fr: Ville}, type: city}\n"),
    (
        "content/vocabulary/agencies.yaml",
        "- {id: council, label: {en: Council, fr: Conseil}, type: office}\n",
    ),
    ("content/vocabulary/indicators.yaml", "[]\n"),
    ("content/vocabulary/terms.yaml", "[]\n"),
    (
        "content/vocabulary/relations.yaml",
        "- {id: implements, label: {en: Implements, fr: Met en œuvre}, inverse_id: implemented-by, \
         inverse_label: {en: Implemented by, fr: Mis en œuvre par}, from: [project], to: [policy]}\n",
    ),
    (
        "content/vocabulary/types.yaml",
        "policy:\n  types: [{id: plan, label: {en: Plan, fr: Plan}}]\n\
         project:\n  types: [{id: works, label: {en: Works, fr: Travaux}}]\n\
         platform:\n  types: [{id: centre, label: {en: Centre, fr: Centre}}]\n\
         region:\n  types: [{id: city, label: {en: City, fr: Ville}}]\n\
         agency:\n  types: [{id: office, label: {en: Office, fr: Service}}]\n  \
         roles: [{id: lead, label: {en: Lead, fr: Chef de file}}]\n",
    ),
    (
        "content/policies/plan.fr.md",
        "---\ntitle: Plan de la ville\nsummary: Ce que la ville construit.\ntype: plan\ntopics: [works]\n\
         regions: [town]\nagencies: [council]\nstatus: in-force\n\
         unknown: {made: Non précisé, published: Non précisé, doc_no: Non précisé}\ncite: [report#P2]\n---\n\
         Le plan est en français [@report#P2 \"plan of works\"].\n",
    ),
    ("content/pages/about.en.md", "---\ntitle: About\n---\nOnly in English.\n"),
    ("content/pages/home.en.md", "---\ntitle: Town works\n---\nWelcome.\n"),
    ("content/regions/town.en.md", "---\nsummary: The town, told in English only.\ncite: report#P1\n---\n"),
    (
        "seeds/report.en.txt",
        "---\ntitle: Report\npublished: 2019-05-14\nlabels: {fr: Rapport}\n---\n\n# Report\n\n\
         There is a plan of works.\n",
    ),
];
