//! What a page says of itself to programs: schema.org in JSON-LD, and Open Graph.
//!
//! Only pages that stand for themselves say anything, and only in absolute addresses: a fallback is
//! no work of its own, and without a base URL nothing has a name that holds elsewhere.
//!
//! The page of an entry is an `Article` about something. A policy is `Legislation` (a legal document,
//! enforceable or not); a project is a `Project`; a platform may be a place, a body or a service, so it
//! is a `Thing`. What the article rests on are its `citation`s.

use super::{Sheet, frame::Frame};
use crate::{
    model::{
        choice::Kind,
        entry::{Entry, EntryId, Fact},
        lang::Lang,
        source::SourceId,
        vocabulary::{TermId, Vocabulary},
    },
    plan::{PageKind, Standing, permalinks},
    render::view::{CrumbView, SocialView},
};
use serde_json::{Map, Value, json};

impl Sheet<'_> {
    /// What links to the page look like in other places.
    pub(super) fn social(&self, frame: &Frame) -> SocialView {
        let twins = self.kind.twins(self.desk.site).into_iter();
        let others = twins.filter(|lang| *lang != self.lang);
        SocialView {
            kind: if matches!(self.kind, PageKind::Entry(_) | PageKind::Prose(_)) {
                "article"
            } else {
                "website"
            },
            description: frame.description.clone(),
            locale: locale(self.lang),
            other_locales: others.map(locale).collect(),
        }
    }

    /// The page as JSON-LD, safe inside a `script` element; nothing where it has nothing to say.
    pub(super) fn linked_data(&self, frame: &Frame, breadcrumb: &[CrumbView]) -> Option<String> {
        if self.desk.site.config.base_url.is_none() || self.standing() != Standing::Own {
            return None;
        }
        let mut graph = Vec::new();
        match self.kind {
            PageKind::Home => graph.push(self.website(frame)),
            PageKind::Entry(id) => graph.push(self.article(*id)),
            _ => {}
        }
        graph.extend(self.breadcrumb_list(frame, breadcrumb));
        (!graph.is_empty())
            .then(|| escape(&json!({ "@context": "https://schema.org", "@graph": graph }).to_string()))
    }

    fn url_of(&self, permalink: &str) -> Value {
        self.desk.absolute(permalink).map_or(Value::Null, Value::from)
    }

    fn website(&self, frame: &Frame) -> Value {
        let home = self.url_of(&permalinks::home(self.lang));
        object([
            ("@type", "WebSite".into()),
            ("@id", home.clone()),
            ("url", home),
            ("name", frame.title.text.clone().into()),
            ("description", frame.description.clone().into()),
            ("inLanguage", self.lang.as_str().into()),
            ("publisher", self.publisher()),
            ("license", self.licence()),
        ])
    }

    fn article(&self, id: EntryId) -> Value {
        let (site, lang) = (self.desk.site, self.lang);
        let entry = site.corpus.entry(id);
        let url = self.url_of(&permalinks::entry(lang, entry));
        let original = entry.texts.original();
        let work = |lang: &Lang| json!({ "@id": self.url_of(&permalinks::entry(lang, entry)) });
        let twins = entry.texts.iter().map(|(lang, _)| lang).filter(|twin| *twin != lang);
        let (translations, source) = if lang == original {
            (twins.map(work).collect(), Value::Null)
        } else {
            (Vec::new(), work(original))
        };
        let home = self.url_of(&permalinks::home(lang));
        let title = site.config.title.get(lang);
        object([
            ("@type", "Article".into()),
            ("@id", url.clone()),
            ("url", url.clone()),
            ("mainEntityOfPage", url),
            ("headline", entry.title(lang).1.into()),
            ("description", entry.summary(lang).1.into()),
            ("inLanguage", lang.as_str().into()),
            ("dateModified", self.desk.plan.news.known_date(lang, id).map(|date| date.to_string()).into()),
            ("isPartOf", json!({ "@type": "WebSite", "@id": home, "name": title })),
            ("author", self.publisher()),
            ("publisher", self.publisher()),
            ("license", self.licence()),
            ("about", self.subject(entry)),
            ("keywords", self.term_names(Vocabulary::Topics, &entry.topics).into()),
            ("translationOfWork", source),
            ("workTranslation", translations.into()),
            ("citation", self.citations(id)),
        ])
    }

    /// What an article is about.
    fn subject(&self, entry: &Entry) -> Value {
        let fact = |wanted: &str| {
            let found = entry.facts.iter().find(|(name, _)| *name == wanted);
            found.map_or(Value::Null, |(_, fact)| match fact {
                Fact::Date(date) => date.to_string().into(),
                Fact::Period(period) => period.to_string().into(),
                Fact::Text(text) => text.clone().into(),
            })
        };
        let names = entry.words.or_original(self.lang).1;
        let others = names.short_title.iter().chain(&names.aliases).cloned().collect::<Vec<_>>();
        let places = self.term_names(Vocabulary::Regions, &entry.regions);
        let places: Vec<Value> =
            places.into_iter().map(|name| json!({ "@type": "Place", "name": name })).collect();
        let common = [
            ("name", entry.title(self.lang).1.into()),
            ("alternateName", others.into()),
            ("sameAs", entry.same_as.clone().into()),
        ];
        let own = match entry.kind {
            Kind::Policy => vec![
                ("@type", "Legislation".into()),
                ("legislationIdentifier", fact("doc_no")),
                ("legislationDate", fact("made")),
                ("datePublished", fact("published")),
                ("spatialCoverage", places.into()),
            ],
            Kind::Project => vec![("@type", "Project".into()), ("areaServed", places.into())],
            Kind::Platform => vec![("@type", "Thing".into())],
        };
        object(own.into_iter().chain(common))
    }

    fn citations(&self, id: EntryId) -> Value {
        let corpus = &self.desk.site.corpus;
        let mut sources: Vec<SourceId> =
            corpus.graph.cites[id.0 as usize].iter().map(|paragraph| paragraph.source).collect();
        sources.sort();
        sources.dedup();
        let cited = sources.into_iter().map(|id| {
            let source = corpus.source(id);
            object([
                ("@type", "CreativeWork".into()),
                ("@id", self.url_of(&permalinks::source(self.lang, source))),
                ("name", source.title.clone().into()),
                ("inLanguage", source.lang.as_str().into()),
                ("datePublished", source.published.map(|date| date.to_string()).into()),
                ("sameAs", source.url.clone().into()),
            ])
        });
        cited.collect::<Vec<_>>().into()
    }

    fn term_names(&self, vocabulary: Vocabulary, terms: &[TermId]) -> Vec<String> {
        let labels = terms.iter().map(|id| &self.desk.site.corpus.term(vocabulary, *id).label);
        labels.map(|label| label.or_original(self.lang).1.clone()).collect()
    }

    fn publisher(&self) -> Value {
        let config = &self.desk.site.config;
        let name = config.publisher.get(self.lang).or(config.title.get(self.lang));
        name.map_or(Value::Null, |name| json!({ "@type": "Organization", "name": name }))
    }

    /// An address, or a work that has a name.
    fn licence(&self) -> Value {
        match self.desk.site.config.licence.get(self.lang) {
            Some(licence) if licence.starts_with("https://") => licence.clone().into(),
            Some(licence) => json!({ "@type": "CreativeWork", "name": licence }),
            None => Value::Null,
        }
    }

    /// The way up with this page at its end.
    fn breadcrumb_list(&self, frame: &Frame, breadcrumb: &[CrumbView]) -> Option<Value> {
        if breadcrumb.is_empty() {
            return None;
        }
        let own = (&frame.title, self.kind.permalink(self.desk.site, self.lang));
        let steps = breadcrumb.iter().map(|crumb| (&crumb.label, crumb.href.clone())).chain([own]);
        let items: Vec<Value> = steps
            .zip(1..)
            .map(|((label, href), position)| {
                json!({
                    "@type": "ListItem", "position": position,
                    "name": label.text, "item": self.url_of(&href),
                })
            })
            .collect();
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
    }
}

/// An object without what is null or empty.
fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let is_said = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let said = fields.into_iter().filter(|(_, value)| is_said(value));
    Value::Object(said.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// The tag as Open Graph writes it: language and territory, where the tag has one.
fn locale(lang: &Lang) -> String {
    let mut parts = lang.as_str().split('-');
    let language = parts.next().unwrap_or_default();
    let territory = parts.find(|part| part.len() == 2);
    territory.map_or_else(|| language.to_owned(), |territory| format!("{language}_{territory}"))
}

/// JSON that neither ends a `script` element nor opens a comment in it, and that is one line to every
/// reader. Strings alone hold these characters, where an escape means the same.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_it_stands_in() {
        let text = "</script><!-- & \u{2028}\u{2029} 政策";
        let escaped = escape(&json!({ "name": text }).to_string());
        assert!(!escaped.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        let read: Value = serde_json::from_str(&escaped).expect("JSON");
        assert_eq!(read["name"], text);
    }

    #[test]
    fn a_locale_has_the_territory_of_its_tag() {
        let written = ["fr", "pt-BR", "zh-Hant-TW"].map(|tag| locale(&Lang::new(tag)));
        assert_eq!(written, ["fr", "pt_BR", "zh_TW"]);
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let value = object([("name", "x".into()), ("url", Value::Null), ("sameAs", json!([]))]);
        assert_eq!(value, json!({ "name": "x" }));
    }
}
