//! The files of a new entry, page or source, in every language of the site.
//!
//! The original has every key of its kind: what is required or expected is empty, so that `check`
//! asks for it; the rest stands as a comment with an example. Translations have the words only.

use super::{
    ScaffoldError,
    fields::{Start, front_matter, required},
    write::{NewFile, write_new},
};
use crate::{
    config::Config,
    finding::nearest,
    input::{FileRole, InputSet},
    model::{
        choice::{Choice, Kind},
        lang::Lang,
    },
    resolve::id_fault,
    schema::front_matter::{expected, state_field},
};
use std::path::Path;

/// What is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry of a kind.
    Entry(Kind),
    /// A page.
    Page,
    /// A source document.
    Source,
}

/// The folder of pages, and the other name of the subject.
const PAGES: &str = "pages";
/// The folder of sources.
const SEEDS: &str = "seeds";
/// Where the text begins, for authors who see a new file first.
const BODY: &str = "
<!-- The text, in Markdown. Name the paragraph behind each statement: [@source#P25], or with its words
[@source#P25 \"...\"]. Link entries and terms: [[plan-x]], [[topic:rail]]. Begin sections with `## Title {#id}`, with the
same id in every language. Comments like this one are not published. -->
";

impl Subject {
    /// The words that name one: kinds, their folders, pages and sources.
    pub fn words() -> Vec<&'static str> {
        let kinds = Kind::ALL.iter().flat_map(|kind| [kind.as_str(), kind.folder()]);
        kinds.chain(["page", PAGES, "source", "sources"]).collect()
    }

    /// Reads a kind, its folder, `page` or `source`.
    ///
    /// # Errors
    /// What it may have been meant to be.
    pub fn parse(word: &str) -> Result<Self, String> {
        match word {
            "page" | PAGES => return Ok(Self::Page),
            "source" | "sources" | SEEDS => return Ok(Self::Source),
            _ => {}
        }
        if let Some(kind) = Kind::parse(word).or_else(|| Kind::of_folder(word)) {
            return Ok(Self::Entry(kind));
        }
        Err(match nearest(word, Self::words()) {
            Some(near) => format!("there is no kind `{word}`; did you mean `{near}`?"),
            None => format!("there is no kind `{word}`: write {}, page or source", Kind::WORDS.join(", ")),
        })
    }

    fn path(self, id: &str, lang: &Lang) -> String {
        match self {
            Self::Entry(kind) => format!("content/{}/{id}.{lang}.md", kind.folder()),
            Self::Page => format!("content/{PAGES}/{id}.{lang}.md"),
            Self::Source => format!("{SEEDS}/{id}.{lang}.txt"),
        }
    }
}

/// Writes the files of a new subject below the site's folder, and returns their paths.
///
/// `lang` is the language of the original; the site's default if left out.
///
/// # Errors
/// The id breaks a rule or is taken, the language is none of the site's, or the disk refuses. Then
/// nothing is written.
pub fn new(
    root: &Path,
    (inputs, config): (&InputSet, &Config),
    (subject, id): (Subject, &str),
    lang: Option<&str>,
) -> Result<Vec<String>, ScaffoldError> {
    refuse_id(inputs, subject, id)?;
    let lang = original_language(config, lang)?;
    let files = files(config, subject, id, lang);
    write_new(root, &files)?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn refuse_id(inputs: &InputSet, subject: Subject, id: &str) -> Result<(), ScaffoldError> {
    if let Some(fault) = id_fault(id) {
        return Err(ScaffoldError::Id(fault));
    }
    // Entries and pages share one name space, sources have their own.
    let taken = inputs.files.iter().find(|(_, file)| match &file.role {
        FileRole::Document { folder, id: other, .. } => {
            subject != Subject::Source
                && other == id
                && (folder == PAGES || Kind::of_folder(folder).is_some())
        }
        FileRole::Source { id: other, .. } => subject == Subject::Source && other == id,
        _ => false,
    });
    match taken {
        None => Ok(()),
        Some((path, _)) => {
            let message = format!("the id `{id}` is taken by `{path}`; ids are never used twice");
            Err(ScaffoldError::Id(message))
        }
    }
}

fn original_language<'a>(config: &'a Config, lang: Option<&str>) -> Result<&'a Lang, ScaffoldError> {
    lang.map_or(Ok(config.default_lang()), |tag| super::known_language(config, tag))
}

fn files(config: &Config, subject: Subject, id: &str, original: &Lang) -> Vec<NewFile> {
    let translations = config.languages.iter().filter(|lang| *lang != original);
    match subject {
        Subject::Source => vec![(subject.path(id, original), source())],
        Subject::Page => {
            let file = |lang: &Lang, translated| (subject.path(id, lang), page(translated));
            std::iter::once(file(original, false)).chain(translations.map(|lang| file(lang, true))).collect()
        }
        Subject::Entry(kind) => {
            let first = (subject.path(id, original), entry(kind));
            let file = |lang: &Lang| (subject.path(id, lang), translation(kind));
            std::iter::once(first).chain(translations.map(file)).collect()
        }
    }
}

fn entry(kind: Kind) -> String {
    let asked = required(kind.as_str());
    let expected = expected(kind);
    let note = format!(
        "Instead of an empty {}, the reason why no source gives it may stand under `unknown`; then \
         delete the empty line.",
        expected.join(", ")
    );
    let intro = [
        "What is empty is to be filled in; `jingwei check` asks for it. What is behind a `#` is optional: \
         take the `#` away from what the sources give, and delete the rest.",
        &note,
    ];
    let text = front_matter(kind.as_str(), &intro, |key| {
        let asked =
            asked.iter().any(|name| name == key) || expected.contains(&key) || key == state_field(kind);
        Some(if asked { Start::Empty } else { Start::Example })
    });
    text + BODY
}

fn translation(kind: Kind) -> String {
    let asked = required(kind.as_str());
    let intro =
        ["A translation: the words of the original in this language, and nothing else. Facts stand in the \
         original only. Words that are left out fall back to the original's."];
    let text = front_matter("translation", &intro, |key| {
        Some(match key {
            "translation" => Start::Value(UNREVIEWED),
            _ if asked.iter().any(|name| name == key) => Start::Empty,
            _ => Start::Example,
        })
    });
    text + BODY
}

/// How a translation begins: made by a person, not yet checked.
const UNREVIEWED: &str = "{status: unreviewed}";

fn page(translated: bool) -> String {
    let text = front_matter("page", &[], |key| match key {
        "translation" => translated.then_some(Start::Value(UNREVIEWED)),
        "draft" => Some(Start::Example),
        _ => Some(Start::Empty),
    });
    text + BODY
}

fn source() -> String {
    let intro = [
        "The text of the document stands below the second `---`, exactly as published. It is no Markdown: a \
         blank line ends a paragraph, and paragraphs are P1, P2 and so on; `#` begins a heading, which is a \
         paragraph, too.",
    ];
    front_matter("source", &intro, |key| {
        let asked = matches!(key, "title" | "publisher" | "published");
        Some(if asked { Start::Empty } else { Start::Example })
    })
}
