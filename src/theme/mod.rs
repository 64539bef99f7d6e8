//! Templates, interface words and assets.
//!
//! The built-in theme is embedded in the program; files of the site's own `themes/<name>/` take the
//! place of its files one by one, and its templates stay in reach below `default/`. What comes out is
//! a [`Theme`] that can draw any template, or findings that say what is wrong with a template or which
//! words are missing. Nothing here knows what a page shows.
//!
//! Start with [`Theme::new`].

mod assets;
mod scripts;
mod unused;
mod words;

pub use assets::Asset;
pub use words::Words;

use crate::{
    config::Config,
    digest::Digest,
    finding::{Finding, codes, nearest},
    input::{FilePath, FileRole, InputSet, Place, Span},
    locale::Locales,
    model::lang::Lang,
};
use include_dir::{Dir, DirEntry, include_dir};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};
use tera::{Kwargs, State, Tera, TeraResult, Value};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
/// The theme of a site that names none.
const DEFAULT_NAME: &str = "default";
/// Below it stand the built-in templates, also those that the site has its own in place of.
const BUILT_IN: &str = "default/";
/// A style sheet that the built-in theme does not have and links after its own.
pub const CUSTOM_STYLE: &str = "custom.css";

/// Templates, words and assets, ready for drawing.
pub struct Theme {
    tera: Tera,
    /// Where the site's own templates stand.
    own: BTreeMap<String, FilePath>,
    /// Interface words by language.
    pub words: Arc<Words>,
    /// Files of the theme, named by their content.
    pub assets: Vec<Asset>,
    /// Changes when any file of the theme does.
    pub digest: Digest,
    /// What is odd about the theme and keeps no page from being drawn.
    pub findings: Vec<Finding>,
}

/// One file of a theme: its text or bytes, and where it stands if it is the site's own.
struct ThemeFile<'a> {
    bytes: &'a [u8],
    file: Option<&'a FilePath>,
}

/// The files of a theme, the site's over the built-in ones.
type ThemeFiles<'a> = BTreeMap<String, ThemeFile<'a>>;

impl Theme {
    /// Puts a theme together; `binary` reads a file of the site that is no text.
    pub fn new(
        inputs: &InputSet,
        config: &Config,
        locales: &Locales,
        binary: impl Fn(&FilePath) -> Option<Vec<u8>>,
    ) -> Result<Self, Vec<Finding>> {
        let name = config.theme.as_ref().map_or(DEFAULT_NAME, |name| &name.value);
        let loaded = own_binaries(inputs, name, binary);
        let files = files(inputs, config, name, &loaded)?;
        let findings = unused::unused(&files, config);
        let words = Words::new(&words_files(&files), &own_templates(&files), config, locales);
        let words = Arc::new(words.map_err(|faults| [faults, findings.clone()].concat())?);
        let assets = assets::assets(files.iter().filter_map(|(path, file)| {
            path.strip_prefix("assets/").map(|path| (path.to_owned(), published_bytes(path, file)))
        }));
        let tera = templates(&files, words.clone(), published(&assets))
            .map_err(|finding| [vec![*finding], findings.clone()].concat())?;
        let mut all = Vec::new();
        for (path, file) in &files {
            all.extend_from_slice(path.as_bytes());
            all.extend_from_slice(Digest::of(file.bytes).to_string().as_bytes());
        }
        let own = files.iter().filter_map(|(path, file)| {
            Some((path.strip_prefix("templates/")?.to_owned(), file.file?.clone()))
        });
        Ok(Self { tera, own: own.collect(), words, assets, digest: Digest::of(&all), findings })
    }

    /// Where an asset of the theme is published.
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.name == name)
    }

    /// Draws a template.
    ///
    /// # Errors
    /// A template that asks for what is not there; the message names the template and line.
    pub fn draw(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Box<Finding>> {
        let mut page = Vec::with_capacity(1 << 14);
        let drawn = self.tera.render_to(template, context, &mut page);
        drawn.map_err(|error| Box::new(fault(&error, template, |name| self.own.get(name).cloned())))?;
        Ok(page)
    }

    /// Whether the site has templates of its own, which may ask for what no view holds.
    pub fn has_own_templates(&self) -> bool {
        !self.own.is_empty()
    }
}

/// What is wrong with a template, at its place; `own` finds the site's own file of a template.
fn fault(error: &tera::Error, template: &str, own: impl Fn(&str) -> Option<FilePath>) -> Finding {
    use tera::ErrorKind;
    let place = |name: &str, span: Span| {
        let built_in = || {
            let name = name.strip_prefix(BUILT_IN).unwrap_or(name);
            FilePath::new(format!("themes/{DEFAULT_NAME}/templates/{name}"))
        };
        Place::new(&own(name).unwrap_or_else(built_in), span)
    };
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (place(report.filename(), Span::from(report.span().range.clone())), report.message().to_string())
        }
        // Several wrong references come as one text without places.
        _ => (place(template, Span::default()), error.to_string()),
    };
    Finding::new(&codes::TEMPLATE_ERROR, place, message)
}

/// The bytes of an asset before it is named: the program's own scripts lose what only readers of the source need.
fn published_bytes<'a>(path: &str, file: &ThemeFile<'a>) -> Cow<'a, [u8]> {
    let built_in = DEFAULT.get_file(format!("assets/{path}"));
    let is_built_in = built_in.is_some_and(|built_in| built_in.contents() == file.bytes);
    match str::from_utf8(file.bytes) {
        Ok(script) if is_built_in && path.ends_with(".js") => {
            Cow::Owned(scripts::without_comments(script).into_bytes())
        }
        _ => Cow::Borrowed(file.bytes),
    }
}

fn own_binaries(
    inputs: &InputSet,
    name: &str,
    binary: impl Fn(&FilePath) -> Option<Vec<u8>>,
) -> BTreeMap<FilePath, Vec<u8>> {
    let own = inputs.files.iter().filter(|(_, file)| {
        matches!(&file.role, FileRole::Theme { theme, .. } if theme == name) && file.text.is_empty()
    });
    own.filter_map(|(path, _)| binary(path).map(|bytes| (path.clone(), bytes))).collect()
}

fn files<'a>(
    inputs: &'a InputSet,
    config: &Config,
    name: &str,
    binaries: &'a BTreeMap<FilePath, Vec<u8>>,
) -> Result<ThemeFiles<'a>, Vec<Finding>> {
    let mut files = ThemeFiles::new();
    embedded(&DEFAULT, &mut files);
    let mut known = vec![DEFAULT_NAME];
    let mut found = name == DEFAULT_NAME;
    for (path, file) in &inputs.files {
        let FileRole::Theme { theme, path: below } = &file.role else { continue };
        known.push(theme);
        if theme == name {
            found = true;
            let bytes = binaries.get(path).map_or(file.text.as_bytes(), Vec::as_slice);
            files.insert(below.clone(), ThemeFile { bytes, file: Some(path) });
        }
    }
    if found {
        return Ok(files);
    }
    let place = Place::new(
        &FilePath::from(crate::load::SITE_FILE),
        config.theme.as_ref().map_or_else(Span::default, |theme| theme.span),
    );
    let near = nearest(name, known.iter().copied());
    let finding =
        Finding::new(&codes::UNKNOWN_REFERENCE, place, format!("there is no folder `themes/{name}`"));
    Err(vec![finding.maybe_help(near.map(|near| format!("did you mean `{near}`?")))])
}

fn embedded(dir: &'static Dir<'static>, files: &mut ThemeFiles<'_>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => embedded(dir, files),
            DirEntry::File(file) => {
                let path: Vec<&str> = file.path().iter().filter_map(|part| part.to_str()).collect();
                files.insert(path.join("/"), ThemeFile { bytes: file.contents(), file: None });
            }
        }
    }
}

/// The words of each language: the built-in table, then the site's own, which may name only some.
fn words_files<'a>(files: &'a ThemeFiles<'_>) -> Vec<words::WordsFile<'a>> {
    let mut all = Vec::new();
    for (path, file) in files {
        if let Some(tag) = path.strip_prefix("words/").and_then(|name| name.strip_suffix(".toml")) {
            let built_in = DEFAULT.get_file(path).and_then(include_dir::File::contents_utf8);
            if let (Some(text), Some(_)) = (built_in, file.file) {
                all.push(words::WordsFile { lang: Lang::new(tag), text, file: None });
            }
            let text = std::str::from_utf8(file.bytes).unwrap_or("");
            all.push(words::WordsFile { lang: Lang::new(tag), text, file: file.file.cloned() });
        }
    }
    all
}

/// The texts of the site's own templates.
fn own_templates<'a>(files: &'a ThemeFiles<'_>) -> Vec<&'a str> {
    let own = files.iter().filter(|(path, file)| path.starts_with("templates/") && file.file.is_some());
    own.filter_map(|(_, file)| std::str::from_utf8(file.bytes).ok()).collect()
}

/// The built-in templates below `default/`, and the site's own before them: a template or component
/// that is asked for by its name alone is the site's if it has one.
fn templates(
    files: &ThemeFiles<'_>,
    words: Arc<Words>,
    assets: BTreeMap<String, String>,
) -> Result<Tera, Box<Finding>> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN]).expect("there are no templates yet");
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.register_function("t", move |values: Kwargs, state: &State<'_>| word(&words, &values, state));
    tera.register_function("asset", move |values: Kwargs, _: &State<'_>| asset(&assets, &values));
    let mut built_in = ThemeFiles::new();
    embedded(&DEFAULT, &mut built_in);
    let own = files.iter().filter(|(_, file)| file.file.is_some()).map(|file| ("", file));
    let sources = built_in.iter().map(|file| (BUILT_IN, file)).chain(own);
    let sources: Vec<(String, &str)> = sources
        .filter_map(|(folder, (path, file))| {
            let name = path.strip_prefix("templates/")?;
            Some((format!("{folder}{name}"), std::str::from_utf8(file.bytes).unwrap_or("")))
        })
        .collect();
    let own = |template: &str| files.get(&format!("templates/{template}")).and_then(|f| f.file.cloned());
    tera.add_raw_templates(sources).map_err(|error| Box::new(fault(&error, "base.html", own)))?;
    Ok(tera)
}

/// Where each asset is published, by its name in the theme.
fn published(assets: &[Asset]) -> BTreeMap<String, String> {
    assets.iter().map(|asset| (asset.name.clone(), asset.path.clone())).collect()
}

/// The template function `asset(name="...")`: the path of a file of the theme, below the root.
fn asset(assets: &BTreeMap<String, String>, values: &Kwargs) -> TeraResult<Value> {
    let name: &str = values.must_get("name")?;
    assets.get(name).map(|path| Value::from(path.as_str())).ok_or_else(|| {
        let near = nearest(name, assets.keys().map(String::as_str));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        tera::Error::message(format!("the theme has no file `assets/{name}`{near}"))
    })
}

/// The template function `t(key="...", n=1, name="...")`.
fn word(words: &Words, values: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key: &str = values.must_get("key")?;
    let lang: &str = match values.get::<&str>("in")? {
        Some(lang) => lang,
        None => &state.get::<String>("lang")?.unwrap_or_default(),
    };
    let count = values.get::<u64>("n")?;
    let text = words
        .find(lang, key, count)
        .ok_or_else(|| tera::Error::message(format!("there is no interface word `{key}` in `{lang}`")))?;
    if !text.contains('{') {
        return Ok(Value::from(text));
    }
    let mut filled = text.to_owned();
    for (name, value) in values.iter() {
        let placeholder = format!("{{{name}}}");
        if filled.contains(&placeholder) {
            filled = filled.replace(&placeholder, &value.to_string());
        }
    }
    Ok(Value::from(filled))
}
