//! A run that begins with an earlier one does less and finds the same.

use jingwei::{
    export::export,
    input::FilePath,
    load::{Loaded, load, reload},
    output::OutputPath,
    pipeline::{Analysis, Options, analyse},
    render::{Drawn, Renderer},
};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The repository's own site in a folder of its own.
struct Workshop {
    folder: tempfile::TempDir,
    originals: BTreeMap<String, String>,
}

impl Workshop {
    fn new() -> Self {
        let loaded = load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let texts = loaded.inputs.files.iter().filter(|(path, _)| !path.as_str().starts_with("themes/"));
        let originals: BTreeMap<_, _> =
            texts.map(|(path, file)| (path.as_str().to_owned(), file.text.to_string())).collect();
        let workshop = Self { folder: tempfile::tempdir().unwrap(), originals };
        for (path, text) in &workshop.originals {
            workshop.write(path, text);
        }
        workshop
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    fn fresh(&self) -> Analysis {
        analyse(load(self.folder.path()).unwrap(), &Options::default(), None)
    }

    /// Changes a file and runs again.
    fn after(&self, before: &Analysis, path: &str, text: &str) -> Analysis {
        self.write(path, text);
        analyse(self.reloaded(&before.loaded, &[path]), &Options::default(), Some(before))
    }

    fn reloaded(&self, before: &Loaded, paths: &[&str]) -> Loaded {
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.path(path)).collect();
        reload(before, &paths).unwrap()
    }
}

/// What each address of the site shows.
fn drawn(analysis: &Analysis) -> BTreeMap<OutputPath, String> {
    let (Some(site), Some(ready)) = (&analysis.site, &analysis.ready) else { return BTreeMap::new() };
    let renderer = Renderer::new(site, &ready.plan, &ready.theme);
    let draw = |(path, item)| {
        let shown = match renderer.draw(path, item) {
            Ok(Drawn::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(Drawn::File(file)) => format!("the file {file}"),
            Ok(Drawn::Exported) => format!("{:?}", export(site, &ready.plan, item)),
            Err(error) => error.to_string(),
        };
        (path.clone(), shown)
    };
    ready.plan.items.iter().map(draw).collect()
}

fn assert_same(incremental: &Analysis, fresh: &Analysis) {
    let texts = |analysis: &Analysis| -> Vec<_> {
        let files = analysis.loaded.inputs.files.iter();
        files.map(|(path, file)| (path.clone(), file.role.clone(), file.text.clone())).collect()
    };
    assert_eq!(texts(incremental), texts(fresh));
    let findings = |analysis: &Analysis| analysis.report.iter().cloned().collect::<Vec<_>>();
    assert_eq!(findings(incremental), findings(fresh));
    let (again, anew) = (drawn(incremental), drawn(fresh));
    assert_eq!(again.keys().collect::<Vec<_>>(), anew.keys().collect::<Vec<_>>());
    for (path, shown) in &again {
        assert!(*shown == anew[path], "`{path}` is drawn in another way:\n{shown}\n\n{}", anew[path]);
    }
}

const ABOUT: &str = "content/pages/about.en.md";

#[test]
fn an_edit_of_the_text_resolves_nothing_and_checks_one_file() {
    let workshop = Workshop::new();
    let before = workshop.fresh();
    let text = workshop.read(ABOUT) + "\nOne more sentence.\n";
    let after = workshop.after(&before, ABOUT, &text);
    assert_eq!((after.work.parsed, after.work.resolved, after.work.checked), (1, false, 1));
    assert_same(&after, &workshop.fresh());
    let page = OutputPath::new("en/about/index.html").unwrap();
    assert!(drawn(&after)[&page].contains("One more sentence."));
}

#[test]
fn a_new_link_resolves() {
    let workshop = Workshop::new();
    let before = workshop.fresh();
    let text = workshop.read(ABOUT) + "\n[[beijing-new-airport]]\n";
    let after = workshop.after(&before, ABOUT, &text);
    assert_eq!((after.work.parsed, after.work.resolved), (1, true));
    assert_same(&after, &workshop.fresh());
}

#[test]
fn a_new_name_in_the_text_resolves() {
    let workshop = Workshop::new();
    let before = workshop.fresh();
    let text = workshop.read(ABOUT) + "\nIt reaches Caofeidian Demonstration Zone.\n";
    let after = workshop.after(&before, ABOUT, &text);
    assert_eq!((after.work.parsed, after.work.resolved), (1, true));
    assert_same(&after, &workshop.fresh());
}

#[test]
fn an_edit_of_the_front_matter_resolves() {
    let workshop = Workshop::new();
    let before = workshop.fresh();
    let text = workshop.read(ABOUT).replacen("title: ", "title: All ", 1);
    let after = workshop.after(&before, ABOUT, &text);
    assert_eq!((after.work.parsed, after.work.resolved), (1, true));
    assert_same(&after, &workshop.fresh());
}

#[test]
fn a_file_saved_as_it_was_is_not_parsed() {
    let workshop = Workshop::new();
    let before = workshop.fresh();
    let after = workshop.after(&before, ABOUT, &workshop.read(ABOUT));
    assert_eq!((after.work.parsed, after.work.resolved, after.work.checked), (0, false, 0));
}

#[test]
fn language_data_of_the_sites_own_sorts_lists_anew() {
    let workshop = Workshop::new();
    let before = workshop.fresh();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locale/data/zh.toml");
    let data = fs::read_to_string(shipped).unwrap();
    let data: Vec<&str> = data.lines().filter(|line| !line.starts_with("collation")).collect();
    let data = format!("collation = \"und\"\n{}\n", data.join("\n"));
    let after = workshop.after(&before, "content/languages/zh.toml", &data);
    assert_same(&after, &workshop.fresh());
    let list = OutputPath::new("zh/projects/index.html").unwrap();
    assert_ne!(drawn(&before)[&list], drawn(&after)[&list]);
}

/// One thing an author may do to a file.
#[derive(Clone, Debug)]
enum Edit {
    Append(&'static str),
    Push(&'static str),
    Retitle,
    Cut(prop::sample::Index),
    Delete,
    Restore,
    CopyOf(prop::sample::Index),
    Site(&'static str, &'static str),
    Own(&'static str, &'static str),
    Rename,
}

fn edit() -> impl Strategy<Value = Edit> {
    let texts = [
        "\nOne sentence more.\n",
        "\n另一句话，见北京新机场。\n",
        "\n[[beijing-new-airport]] and [[nowhere]]\n",
        "\n## A heading {#extra}\n\nText.[@bj-2018#P4]\n",
        "\n[@nothing#P1] [[about#no-section]]\n",
        "\n![picture](/assets/a.png) [file](/hello.txt)\n",
    ];
    let tops = ["\nA first paragraph.\n\n", "\n", "## First {#first}\n\n"];
    let site =
        [("autolink = true", "autolink = false"), ("[\"zh\", \"en\"]", "[\"en\", \"zh\"]"), ("[site]", "[")];
    let own = [
        ("content/assets/a.png", "not a picture"),
        ("static/hello.txt", "hello"),
        ("content/languages/en.toml", "name = 1"),
        ("content/pages/stray.txt", "stray"),
        ("themes/default/assets/site.css", "a{}"),
        ("themes/default/templates/page.html", "{{ page.title.text }}"),
        ("themes/default/templates/page.html", "{% if %}"),
    ];
    prop_oneof![
        4 => prop::sample::select(texts.to_vec()).prop_map(Edit::Append),
        2 => prop::sample::select(tops.to_vec()).prop_map(Edit::Push),
        2 => Just(Edit::Retitle),
        1 => any::<prop::sample::Index>().prop_map(Edit::Cut),
        1 => Just(Edit::Delete),
        3 => Just(Edit::Restore),
        1 => any::<prop::sample::Index>().prop_map(Edit::CopyOf),
        1 => prop::sample::select(site.to_vec()).prop_map(|(from, to)| Edit::Site(from, to)),
        2 => prop::sample::select(own.to_vec()).prop_map(|(path, text)| Edit::Own(path, text)),
        1 => Just(Edit::Rename),
    ]
}

/// Does the edit, and names the paths it touched.
fn apply(workshop: &Workshop, edit: &Edit, chosen: prop::sample::Index) -> Vec<String> {
    let paths: Vec<&str> = workshop.originals.keys().map(String::as_str).collect();
    let path = *chosen.get::<&str>(&paths);
    let is_site = path == "jingwei.toml";
    let text = workshop.read(path);
    let text = match edit {
        Edit::Append(more) => text + more,
        Edit::Push(more) => text.replacen("\n---\n", &format!("\n---\n{more}"), 1),
        Edit::Retitle => text.replacen("title: ", "title: New ", 1),
        Edit::Cut(at) => {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([0]).collect();
            text[..*at.get(&ends)].to_owned()
        }
        Edit::Restore => workshop.originals[path].clone(),
        Edit::CopyOf(other) => workshop.read(other.get::<&str>(&paths)),
        Edit::Site(from, to) => {
            workshop.write("jingwei.toml", &workshop.originals["jingwei.toml"].replace(from, to));
            return vec!["jingwei.toml".to_owned()];
        }
        Edit::Own(path, text) => {
            // What is there goes; what is not, comes.
            match fs::remove_file(workshop.path(path)) {
                Ok(()) => {}
                Err(_) => workshop.write(path, text),
            }
            return vec![(*path).to_owned()];
        }
        Edit::Delete | Edit::Rename if is_site => return Vec::new(),
        Edit::Delete => {
            let _ = fs::remove_file(workshop.path(path));
            return vec![path.to_owned()];
        }
        Edit::Rename => {
            let (folder, name) = path.rsplit_once('/').unwrap();
            let new = format!("{folder}/new-{name}");
            let _ = fs::rename(workshop.path(path), workshop.path(&new));
            // The folder is named in place of the files in it.
            return vec![folder.to_owned()];
        }
    };
    workshop.write(path, &text);
    vec![path.to_owned()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_after_any_edits_finds_what_a_fresh_run_finds(
        edits in prop::collection::vec((edit(), any::<prop::sample::Index>()), 1..8)
    ) {
        let workshop = Workshop::new();
        let mut last = workshop.fresh();
        let mut base = last.clone();
        for (edit, chosen) in &edits {
            let paths = apply(&workshop, edit, *chosen);
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let loaded = workshop.reloaded(&last.loaded, &paths);
            last = analyse(loaded, &Options::default(), Some(&base));
            if last.site.is_some() {
                base = last.clone();
            }
        }
        assert_same(&last, &workshop.fresh());
    }
}

#[test]
fn a_folder_that_goes_takes_its_files_along() {
    let workshop = Workshop::new();
    let before = load(workshop.folder.path()).unwrap();
    fs::rename(workshop.path("content/pages"), workshop.path("content/page")).unwrap();
    let after = workshop.reloaded(&before, &["content/pages", "content/page"]);
    assert!(!after.inputs.files.contains_key(&FilePath::from(ABOUT)));
    let fresh = load(workshop.folder.path()).unwrap();
    assert_eq!(after.findings, fresh.findings);
    let pages = fs::read_dir(workshop.path("content/page")).unwrap().count();
    assert_eq!(after.findings.len(), pages, "each of them is out of place");
}
