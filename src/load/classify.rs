//! What a file is, by where it stands.

use crate::{
    finding::{Finding, codes, nearest},
    input::{FilePath, FileRole, Place},
    model::{choice::Kind, lang::Lang, vocabulary::Vocabulary},
};

/// The vocabularies that have a file.
const VOCABULARY_FILES: [&str; 7] =
    ["topics", "regions", "agencies", "indicators", "relations", "terms", "types"];

/// Says what a file is; nothing for files that every folder may hold and nobody publishes.
pub fn classify(path: &FilePath) -> Result<Option<FileRole>, Finding> {
    let mut segments = path.as_str().split('/');
    let top = segments.next().unwrap_or("");
    let rest: Vec<&str> = segments.collect();
    let below = rest.join("/");
    if top == "static" {
        return Ok(Some(FileRole::Static(below)));
    }
    let name = path.file_name();
    if name.starts_with('.') || name.ends_with('~') || name == "README.md" {
        return Ok(None);
    }
    match (top, rest.as_slice()) {
        (crate::load::SITE_FILE, []) => Ok(Some(FileRole::Config)),
        ("content", ["ledger.tsv"]) => Ok(Some(FileRole::Ledger)),
        ("content", ["assets", ..]) => Ok(Some(FileRole::Asset(below["assets/".len()..].to_owned()))),
        ("content", ["vocabulary", file]) => vocabulary(path, file).map(Some),
        ("content", ["languages", file]) => match file.strip_suffix(".toml") {
            Some(tag) if Lang::is_well_formed(tag) => Ok(Some(FileRole::Locale(tag.to_owned()))),
            _ => Err(unexpected(path, "language data is called `<tag>.toml`")),
        },
        ("content", [folder, .., file]) => document(path, folder, file).map(Some),
        ("seeds", [.., file]) => source(path, file).map(Some),
        ("themes", [theme, _, ..]) => {
            Ok(Some(FileRole::Theme { theme: (*theme).to_owned(), path: rest[1..].join("/") }))
        }
        _ => Err(unexpected(path, "files belong in a folder of their kind")),
    }
}

/// What a file that cannot be used was meant to be; only for files that others may name.
pub(super) fn meant_role(path: &FilePath) -> Option<FileRole> {
    if let Ok(role) = classify(path) {
        let is_named = |role: &FileRole| {
            matches!(role, FileRole::Document { .. } | FileRole::Source { .. } | FileRole::Vocabulary(_))
        };
        return role.filter(is_named);
    }
    // The name is at fault, so the language is anybody's guess: `und` stands for none.
    let lang = "und".to_owned();
    let id = path.file_name().split('.').next().filter(|id| !id.is_empty())?.to_owned();
    let segments: Vec<&str> = path.as_str().split('/').collect();
    match segments.as_slice() {
        ["content", "vocabulary", _] => {
            nearest(&id, VOCABULARY_FILES).map(|name| FileRole::Vocabulary(name.to_owned()))
        }
        ["content", folder, .., _] => {
            let folders = folders();
            let folder = folders.iter().find(|known| *known == folder).copied();
            let folder = folder.or_else(|| nearest(segments[1], folders.iter().copied()))?.to_owned();
            Some(FileRole::Document { folder, id, lang })
        }
        ["seeds", .., _] => Some(FileRole::Source { id, lang }),
        _ => None,
    }
}

/// The folders of content that hold documents.
fn folders() -> Vec<&'static str> {
    let kinds = Kind::ALL.into_iter().map(Kind::folder);
    kinds.chain(Vocabulary::ALL.into_iter().map(Vocabulary::as_str)).chain(["pages"]).collect()
}

fn unexpected(path: &FilePath, help: &str) -> Finding {
    Finding::new(&codes::UNEXPECTED_FILE, Place::start_of(path), "this file does not belong here").help(help)
}

fn vocabulary(path: &FilePath, file: &str) -> Result<FileRole, Finding> {
    let stem = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml"));
    match stem {
        Some(name) if VOCABULARY_FILES.contains(&name) && file.ends_with(".yaml") => {
            Ok(FileRole::Vocabulary(name.to_owned()))
        }
        _ => {
            let near = nearest(stem.unwrap_or(file), VOCABULARY_FILES);
            let help = match near {
                Some(near) => format!("did you mean `{near}.yaml`?"),
                None => format!("vocabularies are {}, each with `.yaml`", VOCABULARY_FILES.join(", ")),
            };
            Err(unexpected(path, &help))
        }
    }
}

fn document(path: &FilePath, folder: &str, file: &str) -> Result<FileRole, Finding> {
    let folders = folders();
    if !folders.contains(&folder) {
        let help = match nearest(folder, folders.iter().copied()) {
            Some(near) => format!("did you mean `content/{near}`?"),
            None => format!("folders of content are {}, vocabulary, assets", folders.join(", ")),
        };
        return Err(unexpected(path, &help));
    }
    let (id, lang) = split_name(path, file, ".md")?;
    Ok(FileRole::Document { folder: folder.to_owned(), id, lang })
}

fn source(path: &FilePath, file: &str) -> Result<FileRole, Finding> {
    let (id, lang) = split_name(path, file, ".txt")?;
    Ok(FileRole::Source { id, lang })
}

/// Parts `<id>.<lang>.<ending>`.
fn split_name(path: &FilePath, file: &str, ending: &str) -> Result<(String, String), Finding> {
    let help = format!("the file is called `<id>.<lang>{ending}`, as in `example.en{ending}`");
    let stem = file.strip_suffix(ending).ok_or_else(|| unexpected(path, &help))?;
    match stem.rsplit_once('.') {
        Some((id, lang)) if Lang::is_well_formed(lang) => Ok((id.to_owned(), lang.to_owned())),
        _ => Err(unexpected(path, &help)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_place_says() {
        let role = |path: &str| classify(&FilePath::from(path)).expect(path);
        assert_eq!(role("jingwei.toml"), Some(FileRole::Config));
        assert_eq!(role("content/assets/a/b.png"), Some(FileRole::Asset("a/b.png".into())));
        assert_eq!(role("content/vocabulary/topics.yaml"), Some(FileRole::Vocabulary("topics".into())));
        assert_eq!(role("static/.well-known/x"), Some(FileRole::Static(".well-known/x".into())));
        assert_eq!(
            role("content/policies/2018/plan-x.zh-Hant.md"),
            Some(FileRole::Document {
                folder: "policies".into(),
                id: "plan-x".into(),
                lang: "zh-Hant".into()
            })
        );
        assert_eq!(role("content/policies/.plan.zh.md.swp"), None);
    }

    #[test]
    fn a_misnamed_file_is_known_by_what_it_was_meant_to_be() {
        let role = |path: &str| meant_role(&FilePath::from(path));
        let (folder, id, lang) = ("policies".to_owned(), "plan-x".to_owned(), "und".to_owned());
        let document = Some(FileRole::Document { folder, id: id.clone(), lang: lang.clone() });
        assert_eq!(role("content/policies/plan-x.md"), document);
        assert_eq!(role("content/policy/plan-x.zh.md"), document);
        assert_eq!(role("content/vocabulary/topic.yaml"), Some(FileRole::Vocabulary("topics".into())));
        assert_eq!(role("seeds/plan-x.md"), Some(FileRole::Source { id, lang }));
        assert_eq!(role("notes/plan-x.md"), None);
        assert_eq!(role("content/assets/x.png"), None);
    }

    #[test]
    fn a_stray_file_is_named_with_what_it_may_have_been() {
        let help = |path: &str| classify(&FilePath::from(path)).expect_err(path).help.expect("help");
        assert!(help("content/policy/x.zh.md").contains("content/policies"));
        assert!(help("content/vocabulary/topic.yaml").contains("topics.yaml"));
        assert!(help("content/policies/x.md").contains("<id>.<lang>.md"));
    }
}
