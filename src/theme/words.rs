//! Interface words: one table a language, the same keys in each.

use crate::{
    config::Config,
    finding::{Finding, codes, nearest},
    input::{FilePath, Place, Spanned},
    locale::{Locale, Locales},
    model::lang::Lang,
    schema::node::{Node, NodeValue, parse_toml},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A word, or its forms for one and for other numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Plain(String),
    Counted { one: String, other: String },
}

/// The interface words of every language of the site.
#[derive(Debug)]
pub struct Words {
    tables: BTreeMap<Lang, (BTreeMap<String, Word>, Arc<Locale>)>,
}

/// A file of words.
pub(super) struct WordsFile<'a> {
    pub(super) lang: Lang,
    pub(super) text: &'a str,
    /// Where it stands, if it is the site's own.
    pub(super) file: Option<FilePath>,
}

impl Words {
    /// Reads the tables; a key that any table has, every language of the site must have.
    ///
    /// A key of the site's own that no built-in table has must stand in one of its `templates`.
    pub(super) fn new(
        files: &[WordsFile<'_>],
        templates: &[&str],
        config: &Config,
        locales: &Locales,
    ) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut read: BTreeMap<&Lang, BTreeMap<String, Word>> = BTreeMap::new();
        let of_program = files.iter().filter(|file| file.file.is_none());
        let built_in: BTreeSet<String> =
            of_program.flat_map(|file| read_words(file, &mut Vec::new())).map(|(key, _)| key.value).collect();
        for file in files {
            let words = read_words(file, &mut findings);
            let Some(path) = &file.file else {
                read.entry(&file.lang)
                    .or_default()
                    .extend(words.into_iter().map(|(key, word)| (key.value, word)));
                continue;
            };
            for (key, word) in words {
                if built_in.contains(&key.value) || templates.iter().any(|text| uses(text, &key.value)) {
                    read.entry(&file.lang).or_default().insert(key.value, word);
                } else {
                    findings.push(unknown_word(path, &key, &built_in));
                }
            }
        }
        let keys: BTreeSet<&String> = read.values().flat_map(BTreeMap::keys).collect();
        let mut tables = BTreeMap::new();
        for lang in &config.languages {
            let words = table(&read, lang);
            let missing: Vec<&str> =
                keys.iter().filter(|key| !words.contains_key(**key)).map(|key| key.as_str()).collect();
            if !missing.is_empty() {
                let own = files.iter().find(|file| file.lang == *lang).and_then(|file| file.file.as_ref());
                findings.push(missing_words(lang, own, &missing, config));
            }
            tables.insert(lang.clone(), (words, locales.get(lang)));
        }
        if findings.is_empty() { Ok(Self { tables }) } else { Err(findings) }
    }

    /// A word; with a count, the form for that number.
    pub fn find(&self, lang: &str, key: &str, count: Option<u64>) -> Option<&str> {
        let (words, locale) = self.tables.get(lang)?;
        Some(match words.get(key)? {
            Word::Plain(text) => text,
            Word::Counted { one, .. } if count.is_some_and(|n| locale.is_one(n)) => one,
            Word::Counted { other, .. } => other,
        })
    }

    /// A word that the program itself asks for; its key where there is no such word.
    pub fn text<'a>(&'a self, lang: &Lang, key: &'a str) -> &'a str {
        self.find(lang.as_str(), key, None).unwrap_or(key)
    }

    /// The name of a fact, such as `doc_no`, if the theme has one.
    pub fn fact(&self, lang: &Lang, key: &str) -> Option<&str> {
        self.find(lang.as_str(), &format!("fact-{}", key.replace('_', "-")), None)
    }

    /// A word with its placeholders filled.
    pub fn fill(&self, lang: &Lang, key: &str, values: &[(&str, &str)]) -> String {
        crate::locale::fill(self.text(lang, key), values)
    }
}

/// The words of one file; those that are none are reported and left out.
fn read_words(file: &WordsFile<'_>, findings: &mut Vec<Finding>) -> Vec<(Spanned<String>, Word)> {
    let path = path_of(&file.lang, file.file.as_ref());
    let node = match parse_toml(file.text) {
        Ok(node) => node,
        Err(error) => {
            findings.push(Finding::at(&codes::FRONT_MATTER_SYNTAX, &path, error.span, error.message));
            return Vec::new();
        }
    };
    let NodeValue::Map(pairs) = node.value else { return Vec::new() };
    let mut words = Vec::new();
    for (key, value) in pairs {
        let span = value.span;
        match word(value) {
            Some(word) => words.push((key, word)),
            None => {
                let message = "expected a text, or plural forms with `one` and `other`";
                let finding = Finding::at(&codes::WRONG_TYPE, &path, span, message);
                let help =
                    format!("write {} = \"...\" or {0} = {{one = \"...\", other = \"...\"}}", key.value);
                findings.push(finding.help(help));
            }
        }
    }
    words
}

fn word(node: Node) -> Option<Word> {
    let pairs = match node.value {
        NodeValue::Text(text) => return Some(Word::Plain(text)),
        NodeValue::Map(pairs) if pairs.len() == 2 => pairs,
        _ => return None,
    };
    let form = |name: &str| {
        pairs.iter().find(|(key, _)| key.value == name).and_then(|(_, node)| match &node.value {
            NodeValue::Text(text) => Some(text.clone()),
            _ => None,
        })
    };
    Some(Word::Counted { one: form("one")?, other: form("other")? })
}

/// Whether a template asks for a word.
fn uses(template: &str, key: &str) -> bool {
    template.contains(&format!("key=\"{key}\"")) || template.contains(&format!("key='{key}'"))
}

fn unknown_word(path: &FilePath, key: &Spanned<String>, known: &BTreeSet<String>) -> Finding {
    let message = format!("the theme uses no word `{}`", key.value);
    let finding = Finding::at(&codes::UNKNOWN_FIELD, path, key.span, message);
    finding.help(match nearest(&key.value, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "delete it, or use it in a template of the theme".to_owned(),
    })
}

/// The table of a tag, or of its longest beginning that has one (`zh-Hant` takes `zh`).
fn table(read: &BTreeMap<&Lang, BTreeMap<String, Word>>, lang: &Lang) -> BTreeMap<String, Word> {
    let mut words = BTreeMap::new();
    let mut tag = String::new();
    for part in lang.as_str().split('-') {
        if !tag.is_empty() {
            tag.push('-');
        }
        tag.push_str(part);
        if let Some(table) = read.get(&Lang::new(&tag)) {
            words.extend(table.clone());
        }
    }
    words
}

fn path_of(lang: &Lang, own: Option<&FilePath>) -> FilePath {
    own.cloned().unwrap_or_else(|| FilePath::new(format!("themes/default/words/{lang}.toml")))
}

fn missing_words(lang: &Lang, own: Option<&FilePath>, missing: &[&str], config: &Config) -> Finding {
    const SHOWN: usize = 8;
    let mut list = missing.iter().take(SHOWN).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    if missing.len() > SHOWN {
        list.push_str(&format!(" and {} more", missing.len() - SHOWN));
    }
    let theme = config.theme.as_ref().map_or("default", |theme| &theme.value);
    let file = format!("themes/{theme}/words/{lang}.toml");
    let message = format!("the interface has no words in `{lang}` for {list}");
    let place = Place::start_of(&own.cloned().unwrap_or_else(|| FilePath::from(crate::load::SITE_FILE)));
    Finding::new(&codes::MISSING_WORD, place, message).help(format!("give them in `{file}`"))
}
