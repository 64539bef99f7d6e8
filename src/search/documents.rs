//! What can be found: entries, terms, glossary terms, pages, sources and their paragraphs.
//!
//! The site goes in. A [`Subject`] is one thing that is shown as one result, whatever languages it
//! has; a [`Document`] is its text in one of them. Only texts of their own are documents: nothing
//! that stands in for a missing translation, and nothing that was withdrawn. No HTML is read.
//!
//! Start with [`subjects`], then [`document`].

use crate::{
    model::{
        choice::Choice,
        date::Date,
        doc::Doc,
        entry::{Entry, EntryId, EntryWords, Fact},
        lang::Lang,
        source::{ParagraphId, SourceId},
        vocabulary::{TermId, Vocabulary},
    },
    plan::Plan,
    render::html::plain_text_with_names,
    site::Site,
};

/// One result, in all its languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A policy, project or platform.
    Entry(EntryId),
    /// A topic, region or agency.
    Term(Vocabulary, TermId),
    /// A term of the glossary.
    Glossary(usize),
    /// A text of `content/pages`.
    Page(usize),
    /// A source as a whole.
    Source(SourceId),
    /// A paragraph of a source.
    Paragraph(ParagraphId),
}

/// The text of a subject in one language.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Document {
    /// What it is: a kind of entry, `topic`, `term`, `page`, `source`, `paragraph` ...
    pub(super) kind: &'static str,
    /// Its address below the folder of a language.
    pub(super) path: String,
    /// What to call it.
    pub(super) title: String,
    /// Its names, the title among them, with what a name is worth and its language.
    pub(super) names: Vec<(String, f32, Lang)>,
    /// Its summary.
    pub(super) summary: String,
    /// Its text: for each section the anchor, and blocks on lines of their own.
    pub(super) sections: Vec<(String, String)>,
    /// Its date, if it has one.
    pub(super) date: Option<Date>,
}

/// What the title is worth as a name; see `impact.rs`.
const TITLE: f32 = 3.0;
/// What another name in the same language is worth.
const ALIAS: f32 = 2.4;
/// What a name in another language is worth.
const FOREIGN: f32 = 1.4;

/// Everything that can be found: the entries first, the newest first, so that a list of results in
/// the order of subjects is one in the order of dates; the paragraphs of sources last.
pub(super) fn subjects(site: &Site) -> Vec<Subject> {
    let corpus = &site.corpus;
    let mut entries: Vec<EntryId> = corpus.entry_ids().filter(|id| corpus.entry(*id).is_listed()).collect();
    let date = |id: &EntryId| date_of(corpus.entry(*id)).map(Date::first_day);
    entries.sort_by(|a, b| date(b).cmp(&date(a)).then_with(|| a.cmp(b)));
    let mut subjects: Vec<Subject> = entries.into_iter().map(Subject::Entry).collect();
    for vocabulary in Vocabulary::ALL {
        let terms = corpus.taxonomies.get(vocabulary).terms.len();
        subjects.extend((0..).take(terms).map(|n| Subject::Term(vocabulary, TermId(n))));
    }
    subjects.extend((0..corpus.glossary.len()).map(Subject::Glossary));
    subjects.extend((0..corpus.pages.len()).map(Subject::Page));
    let mut sources: Vec<SourceId> = (0..).take(corpus.sources.len()).map(SourceId).collect();
    let published = |id: &SourceId| corpus.source(*id).published.map(Date::first_day);
    sources.sort_by(|a, b| published(b).cmp(&published(a)).then_with(|| a.cmp(b)));
    subjects.extend(sources.iter().map(|id| Subject::Source(*id)));
    subjects.extend(sources.iter().flat_map(|id| {
        let numbers = (1..).take(corpus.source(*id).paragraphs.len());
        numbers.map(|number| Subject::Paragraph(ParagraphId { source: *id, number }))
    }));
    subjects
}

/// The languages that texts are written in: the site's, then those of sources alone.
pub(super) fn languages(site: &Site) -> Vec<Lang> {
    let mut languages = site.config.languages.clone();
    for source in &site.corpus.sources {
        if !languages.contains(&source.lang) {
            languages.push(source.lang.clone());
        }
    }
    languages
}

/// What a subject is, as in its documents, and its date.
pub(super) fn described(site: &Site, subject: Subject) -> (&'static str, Option<Date>) {
    match subject {
        Subject::Entry(id) => (site.corpus.entry(id).kind.as_str(), date_of(site.corpus.entry(id))),
        Subject::Term(vocabulary, _) => (vocabulary.singular(), None),
        Subject::Glossary(_) => ("term", None),
        Subject::Page(_) => ("page", None),
        Subject::Source(id) => ("source", site.corpus.source(id).published),
        Subject::Paragraph(id) => ("paragraph", site.corpus.source(id.source).published),
    }
}

/// Whether [`document`] gives a text.
pub(super) fn has_document(site: &Site, subject: Subject, lang: &Lang) -> bool {
    let corpus = &site.corpus;
    match subject {
        Subject::Entry(id) => corpus.entry(id).texts.get(lang).is_some(),
        Subject::Term(vocabulary, id) => corpus.term(vocabulary, id).label.get(lang).is_some(),
        Subject::Glossary(index) => {
            corpus.glossary[index].names.get(lang).is_some_and(|names| !names.is_empty())
        }
        Subject::Page(index) => corpus.pages[index].texts.get(lang).is_some(),
        Subject::Source(id) => {
            let source = corpus.source(id);
            *lang == source.lang || source.labels.contains_key(lang)
        }
        Subject::Paragraph(id) => {
            let source = corpus.source(id.source);
            *lang == source.lang && source.paragraph(id.number).is_some()
        }
    }
}

/// The text of a subject in a language; nothing if it has none of its own.
pub(super) fn document(site: &Site, plan: &Plan, subject: Subject, lang: &Lang) -> Option<Document> {
    match subject {
        Subject::Entry(id) => entry_document(site, id, lang),
        Subject::Term(vocabulary, id) => term_document(site, vocabulary, id, lang),
        Subject::Glossary(index) => glossary_document(site, plan, index, lang),
        Subject::Page(index) => page_document(site, index, lang),
        Subject::Source(id) => source_document(site, id, lang),
        Subject::Paragraph(id) => paragraph_document(site, id, lang),
    }
}

/// Every name of a subject with its language, and the text it is read as where that is another.
pub(super) fn names(site: &Site, subject: Subject) -> Vec<(&Lang, &str, Option<&str>)> {
    let corpus = &site.corpus;
    match subject {
        Subject::Entry(id) => {
            let entry = corpus.entry(id);
            let titled = entry.words.iter().flat_map(|(lang, words)| names_in(lang, words));
            let former = entry.former_names.iter().flat_map(|former| former.name.iter());
            titled.chain(former.map(|(lang, name)| (lang, name.as_str(), None))).collect()
        }
        Subject::Term(vocabulary, id) => {
            let term = corpus.term(vocabulary, id);
            let label = |(lang, label): (_, _)| {
                (lang, String::as_str(label), term.sort.get(lang).map(String::as_str))
            };
            let others =
                term.alternatives.iter().flat_map(|(lang, names)| names.iter().map(move |name| (lang, name)));
            term.label
                .iter()
                .map(label)
                .chain(others.map(|(lang, name)| (lang, name.as_str(), None)))
                .collect()
        }
        Subject::Glossary(index) => {
            let names = corpus.glossary[index].names.iter();
            names
                .flat_map(|(lang, names)| names.iter().map(move |name| (lang, name.as_str(), None)))
                .collect()
        }
        Subject::Page(index) => {
            corpus.pages[index].words.iter().flat_map(|(lang, words)| names_in(lang, words)).collect()
        }
        Subject::Source(id) => {
            let source = corpus.source(id);
            let labels = source.labels.iter().map(|(lang, label)| (lang, label.as_str(), None));
            labels.chain([(&source.lang, source.title.as_str(), None)]).collect()
        }
        Subject::Paragraph(_) => Vec::new(),
    }
}

fn names_in<'a>(
    lang: &'a Lang,
    words: &'a EntryWords,
) -> impl Iterator<Item = (&'a Lang, &'a str, Option<&'a str>)> {
    let title = words.title.iter().map(move |title| (lang, title.as_str(), words.sort.as_deref()));
    let others = words.short_title.iter().chain(&words.aliases);
    title.chain(others.map(move |name| (lang, name.as_str(), None)))
}

/// The names of a document: the title, then its others in its language, then those in other
/// languages; each text once.
fn weighed(site: &Site, subject: Subject, lang: &Lang, title: &str) -> Vec<(String, f32, Lang)> {
    let mut weighed = vec![(title.to_owned(), TITLE, lang.clone())];
    let all = names(site, subject);
    for own in [true, false] {
        for (other, name, _) in all.iter().filter(|(other, ..)| (*other == lang) == own) {
            if !weighed.iter().any(|(known, ..)| known == name) {
                weighed.push(((*name).to_owned(), if own { ALIAS } else { FOREIGN }, (*other).clone()));
            }
        }
    }
    weighed
}

/// The date by which an entry is sorted: when it was published, made, set up or begun, else the day
/// for which its state is known.
pub(super) fn date_of(entry: &Entry) -> Option<Date> {
    let fact = |name: &str| {
        entry.facts.iter().find(|(known, _)| *known == name).and_then(|(_, fact)| match fact {
            Fact::Date(date) => Some(*date),
            Fact::Period(period) => period.start.or(period.end),
            Fact::Text(_) => None,
        })
    };
    ["published", "made", "established", "period"].into_iter().find_map(fact).or(entry.state.as_of)
}

fn entry_document(site: &Site, id: EntryId, lang: &Lang) -> Option<Document> {
    let entry = site.corpus.entry(id);
    let text = entry.texts.get(lang)?;
    let title = entry.title(lang).1;
    let mut facts: Vec<&str> = Vec::new();
    facts.extend(entry.facts.iter().filter_map(|(_, fact)| match fact {
        Fact::Text(text) => Some(text.as_str()),
        _ => None,
    }));
    facts
        .extend(entry.milestones.iter().filter_map(|milestone| milestone.text.get(lang)).map(String::as_str));
    let notes = entry.observations.iter().filter_map(|observation| observation.note.as_ref()?.get(lang));
    facts.extend(notes.map(String::as_str));
    let mut sections = vec![(String::new(), facts.join("\n"))];
    sections.extend(sections_of(site, &text.file, lang));
    let (kind, date) = described(site, Subject::Entry(id));
    Some(Document {
        kind,
        path: format!("{}/{}/", entry.kind.folder(), entry.id),
        title: title.to_owned(),
        names: weighed(site, Subject::Entry(id), lang, title),
        summary: entry.summary(lang).1.to_owned(),
        sections,
        date,
    })
}

fn term_document(site: &Site, vocabulary: Vocabulary, id: TermId, lang: &Lang) -> Option<Document> {
    let term = site.corpus.term(vocabulary, id);
    let title = term.label.get(lang)?;
    let prose = term.prose.as_ref();
    let summary = prose.and_then(|prose| prose.summary.as_ref()?.get(lang)).cloned();
    let text = prose.and_then(|prose| prose.files.get(lang));
    let (kind, date) = described(site, Subject::Term(vocabulary, id));
    Some(Document {
        kind,
        path: format!("{}/{}/", vocabulary.as_str(), term.id),
        title: title.clone(),
        names: weighed(site, Subject::Term(vocabulary, id), lang, title),
        summary: summary.unwrap_or_default(),
        sections: text.map(|file| sections_of(site, file, lang)).unwrap_or_default(),
        date,
    })
}

fn glossary_document(site: &Site, plan: &Plan, index: usize, lang: &Lang) -> Option<Document> {
    let term = &site.corpus.glossary[index];
    let title = term.names.get(lang)?.first()?;
    let page = plan.glossaries.address(lang, index);
    let definition = term.definition.as_ref().and_then(|definition| definition.get(lang));
    let (kind, date) = described(site, Subject::Glossary(index));
    Some(Document {
        kind,
        path: format!("{}#{}", page.split_once('/').map_or("", |(_, path)| path), term.id),
        title: title.clone(),
        names: weighed(site, Subject::Glossary(index), lang, title),
        summary: definition.cloned().unwrap_or_default(),
        sections: Vec::new(),
        date,
    })
}

fn page_document(site: &Site, index: usize, lang: &Lang) -> Option<Document> {
    let page = &site.corpus.pages[index];
    let text = page.texts.get(lang)?;
    let words = page.words.or_original(lang).1;
    let title = words.title.as_deref().unwrap_or(&page.id);
    let (kind, date) = described(site, Subject::Page(index));
    Some(Document {
        kind,
        path: if page.id == "home" { String::new() } else { format!("{}/", page.id) },
        title: title.to_owned(),
        names: weighed(site, Subject::Page(index), lang, title),
        summary: words.summary.clone().unwrap_or_default(),
        sections: sections_of(site, &text.file, lang),
        date,
    })
}

fn source_document(site: &Site, id: SourceId, lang: &Lang) -> Option<Document> {
    let source = site.corpus.source(id);
    let title = if *lang == source.lang { &source.title } else { source.labels.get(lang)? };
    let (kind, date) = described(site, Subject::Source(id));
    Some(Document {
        kind,
        path: format!("sources/{}/", source.id),
        title: title.clone(),
        names: weighed(site, Subject::Source(id), lang, title),
        summary: source.publisher.clone().unwrap_or_default(),
        sections: Vec::new(),
        date,
    })
}

fn paragraph_document(site: &Site, id: ParagraphId, lang: &Lang) -> Option<Document> {
    let source = site.corpus.source(id.source);
    if source.lang != *lang {
        return None;
    }
    let (kind, date) = described(site, Subject::Paragraph(id));
    Some(Document {
        kind,
        path: format!("sources/{}/#P{}", source.id, id.number),
        title: format!("{} P{}", source.title, id.number),
        names: Vec::new(),
        summary: String::new(),
        sections: vec![(String::new(), source.paragraph(id.number)?.text.clone())],
        date,
    })
}

fn sections_of(site: &Site, file: &crate::input::FilePath, lang: &Lang) -> Vec<(String, String)> {
    let Some(draft) = site.drafts.documents.get(file) else { return Vec::new() };
    let doc: &Doc = &draft.body.doc;
    let text = |section: &crate::model::doc::Section| {
        plain_text_with_names(doc, section.first..section.end, &|target| {
            site.corpus.link_name(target, lang).unwrap_or_default().into()
        })
    };
    doc.sections.iter().map(|section| (section.id.clone(), text(section))).collect()
}
