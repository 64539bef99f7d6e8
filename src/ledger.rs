//! What was ever published: the digest of every source paragraph, and every address.
//!
//! The text of `content/ledger.tsv` goes in and a [`Ledger`] comes out, with what is wrong in it; the
//! ledger of a site as it is now is made from its corpus. Nothing is written or compared here:
//! `check` compares the two, `scaffold` writes.
//!
//! Start with [`Ledger::of`]; [`Ledger::read`] is for the one that is kept.

use crate::{
    digest::Digest,
    finding::{Finding, codes},
    input::{FilePath, FileRole, InputSet, Place, Span, Spanned},
    model::{doc::SourceRef, vocabulary::Vocabulary},
    parse::markdown::collapsed,
    resolve::Corpus,
};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// Where the ledger stands in a site.
pub const LEDGER_FILE: &str = "content/ledger.tsv";

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressState {
    /// It shows what it is the address of.
    Live,
    /// It leads to the entry of this id.
    Moved(String),
    /// It says that the entry was withdrawn.
    Withdrawn,
}

impl AddressState {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "live" => Some(Self::Live),
            "withdrawn" => Some(Self::Withdrawn),
            _ => text.strip_prefix("moved:").filter(|id| is_segment(id)).map(|id| Self::Moved(id.to_owned())),
        }
    }
}

impl fmt::Display for AddressState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Live => f.write_str("live"),
            Self::Moved(id) => write!(f, "moved:{id}"),
            Self::Withdrawn => f.write_str("withdrawn"),
        }
    }
}

/// Facts about what was published, each with the place it comes from: a line of the ledger, or what
/// the site has now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The digest of each paragraph, by source and number.
    pub paragraphs: BTreeMap<(String, u32), (String, Place)>,
    /// The state of each address without its language, such as `/policies/plan-x/`.
    pub addresses: BTreeMap<String, (AddressState, Place)>,
}

impl Ledger {
    /// The ledger that a site keeps, with what is wrong in it; an empty one if it keeps none.
    pub fn read(inputs: &InputSet) -> (Self, Vec<Finding>) {
        let mut reader = Reader::default();
        let file = inputs.files.iter().find(|(_, file)| file.role == FileRole::Ledger && !file.unread);
        if let Some((path, file)) = file {
            reader.file(path, &file.text);
        }
        (reader.ledger, reader.findings)
    }

    /// What a site holds now. Drafts are not published, so they are not in it.
    ///
    /// Permanent are the addresses of entries, of pages other than the home page, of terms and of
    /// sources, and the former ones of entries. Lists, feeds and exports follow from these.
    pub fn of(corpus: &Corpus) -> Self {
        let mut ledger = Self::default();
        for source in &corpus.sources {
            for (paragraph, number) in source.paragraphs.iter().zip(1..) {
                let digest = Digest::of(collapsed(&paragraph.text).as_bytes()).to_string();
                let place = Place::new(&source.file, paragraph.span);
                ledger.paragraphs.insert((source.id.clone(), number), (digest, place));
            }
            ledger.put(
                format!("/sources/{}/", source.id),
                AddressState::Live,
                &Place::start_of(&source.file),
            );
        }
        for entry in corpus.entries.iter().filter(|entry| !entry.draft) {
            let address = |id: &str| format!("/{}/{id}/", entry.kind.folder());
            let state = match entry.withdrawn {
                Some(_) => AddressState::Withdrawn,
                None => AddressState::Live,
            };
            ledger.put(address(&entry.id), state, &entry.place);
            for old in &entry.redirect_from {
                ledger.put(address(old), AddressState::Moved(entry.id.clone()), &entry.place);
            }
        }
        for page in corpus.pages.iter().filter(|page| !page.draft && page.id != "home") {
            let file = &page.texts.or_original(page.texts.original()).1.file;
            ledger.put(format!("/{}/", page.id), AddressState::Live, &Place::start_of(file));
        }
        for vocabulary in Vocabulary::ALL {
            for term in &corpus.taxonomies.get(vocabulary).terms {
                let address = format!("/{}/{}/", vocabulary.as_str(), term.id);
                ledger.put(address, AddressState::Live, &term.place);
            }
        }
        ledger
    }

    fn put(&mut self, address: String, state: AddressState, place: &Place) {
        self.addresses.insert(address, (state, place.clone()));
    }

    /// Every fact: its key, such as `address<TAB>/about/`, and what is said of it.
    pub fn facts(&self) -> BTreeMap<String, String> {
        let paragraphs = self.paragraphs.iter().map(|((source, number), (digest, _))| {
            (format!("paragraph\t{source}#P{number}"), digest.clone())
        });
        let addresses = self.addresses.iter();
        let addresses =
            addresses.map(|(address, (state, _))| (format!("address\t{address}"), state.to_string()));
        paragraphs.chain(addresses).collect()
    }

    /// The file that holds these facts: a line for each, in the order of its bytes.
    pub fn text_of(facts: &BTreeMap<String, String>) -> String {
        // A tab comes before all that may stand in a key, so lines are sorted as keys are.
        facts.iter().flat_map(|(key, value)| [key, "\t", value, "\n"]).collect()
    }
}

#[derive(Default)]
struct Reader {
    ledger: Ledger,
    findings: Vec<Finding>,
}

impl Reader {
    fn file(&mut self, path: &FilePath, text: &Arc<str>) {
        let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut last = "";
        let mut is_sorted = true;
        for whole in text[at..].split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let line = Spanned::new(line, Span::new(at, at + line.len()));
            at += whole.len();
            if let Err((span, message)) = self.line(path, &line) {
                self.report(path, span, message);
            } else if line.value < last && is_sorted {
                is_sorted = false;
                self.report(path, line.span, "this line belongs above the one before it".to_owned());
            }
            last = line.value;
        }
    }

    fn report(&mut self, path: &FilePath, span: Span, message: String) {
        let help = "the ledger is not written by hand: take the lines of both sides after a merge, and let \
                    `jingwei record` sort them";
        self.findings.push(Finding::at(&codes::LEDGER_SYNTAX, path, span, message).help(help));
    }

    fn line(&mut self, path: &FilePath, line: &Spanned<&str>) -> Result<(), (Span, String)> {
        let fields: Vec<Spanned<&str>> = fields(line);
        let [what, key, value] = fields.as_slice() else {
            let message =
                format!("a line has three fields with a tab between them, this one has {}", fields.len());
            return Err((line.span, message));
        };
        let place = Place::new(path, line.span);
        let twice = match what.value {
            "paragraph" => {
                let paragraph = SourceRef::parse(key.value).filter(|r| is_segment(&r.source));
                let Some((source, Some(number))) = paragraph.map(|r| (r.source, r.paragraph)) else {
                    return Err((key.span, format!("`{}` is no paragraph of a source", key.value)));
                };
                if !Digest::is_written(value.value) {
                    return Err((value.span, format!("`{}` is no digest", value.value)));
                }
                let fact = (value.value.to_owned(), place);
                self.ledger.paragraphs.insert((source, number), fact).is_some()
            }
            "address" => {
                if !is_address(key.value) {
                    return Err((key.span, format!("`{}` is no address without a language", key.value)));
                }
                let Some(state) = AddressState::parse(value.value) else {
                    let message = format!("`{}` is none of live, moved:<id>, withdrawn", value.value);
                    return Err((value.span, message));
                };
                self.ledger.addresses.insert(key.value.to_owned(), (state, place)).is_some()
            }
            other => return Err((what.span, format!("`{other}` is neither `paragraph` nor `address`"))),
        };
        if twice { Err((key.span, format!("`{}` is recorded twice", key.value))) } else { Ok(()) }
    }
}

fn fields<'a>(line: &Spanned<&'a str>) -> Vec<Spanned<&'a str>> {
    let mut at = line.span.range().start;
    let field = |text: &'a str| {
        let span = Span::new(at, at + text.len());
        at += text.len() + 1;
        Spanned::new(text, span)
    };
    line.value.split('\t').map(field).collect()
}

fn is_address(text: &str) -> bool {
    let inner = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    inner.is_some_and(|inner| inner.split('/').all(is_segment))
}

fn is_segment(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::InputFile;

    fn read(text: &str) -> (Ledger, Vec<String>) {
        let file = InputFile { role: FileRole::Ledger, text: text.into(), size: 0, unread: false };
        let inputs = InputSet { files: BTreeMap::from([(FilePath::from(LEDGER_FILE), file)]) };
        let (ledger, findings) = Ledger::read(&inputs);
        (ledger, findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = "address\t/about/\tlive\naddress\t/policies/a/\tmoved:b\naddress\t/policies/c/\twithdrawn\n\
                    paragraph\ts#P10\tb3-000000000000\nparagraph\ts#P2\tb3-af1349b9f5f9\n";
        let (ledger, messages) = read(text);
        assert_eq!(messages, [""; 0]);
        assert_eq!(Ledger::text_of(&ledger.facts()), text);
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(read(&windows).0.facts(), ledger.facts());
        assert_eq!(read(&windows).1, [""; 0]);
    }
}
