//! The page of an entry.

use super::{Fault, Sheet, frame::Frame, graph::relation_anchor, later, with};
use crate::{
    model::{
        choice::{Choice, Kind},
        entry::{Entry, EntryId},
        source::ParagraphId,
    },
    plan::permalinks,
    render::view::{
        CrumbView, EntryView, FormerNameView, RelationFold, RelationGroup, RelationItem, SourceUse,
        WithdrawnView,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use tera::Value;

/// Relations of one type that stand open; more are folded by kind.
const UNFOLDED: usize = 12;

impl Sheet<'_> {
    pub(in crate::render) fn entry(&self, id: EntryId) -> Result<Vec<u8>, Fault> {
        let site = self.desk.site;
        let entry = site.corpus.entry(id);
        let body = self.body(&entry.texts);
        let words = entry.words.or_original(self.lang);
        let text = entry.texts.or_original(self.lang).1;
        let mut summary = self.summary(id);
        summary.state.cites = self.cites(&entry.state.cite);
        let view = EntryView {
            entry: summary,
            short_title: words.1.short_title.as_ref().map(|title| self.words(words.0, title)),
            other_titles: self.other_titles(entry),
            aliases: words.1.aliases.iter().map(|alias| self.words(words.0, alias)).collect(),
            former_names: self.former_names(entry),
            authority: self.desk.language_view(entry.authority()),
            translation: text.translation.filter(|_| !body.fallback).map(Choice::as_str),
            fallback: body.fallback,
            stale: self.stale(&entry.texts, |text| &text.file, Some("#_details")),
            compare: self.compare_href(entry),
            text_lang: body.lang,
            facts: self.facts(entry),
            promises: self.promises(entry),
            charts: self.entry_charts(entry),
            body: body.html,
            contents: body.contents,
            relations: Vec::new(),
            graph: self.graph(id),
            mentions: later(),
            sources: self.source_uses(&site.corpus.graph.cites[id.0 as usize]),
            notes: self.notes(id),
            history: self.history(entry),
            reference: self.reference(id),
            checked: entry.checked.map(|date| self.date(date)),
            withdrawn: self.withdrawn(entry),
        };
        let index =
            self.crumb(&format!("menu-{}", entry.kind.folder()), permalinks::index(self.lang, entry.kind, 1));
        let description = view.withdrawn.as_ref().map_or(&view.entry.summary, |notice| &notice.reason);
        let frame = Frame {
            description: Some(description.text.clone()),
            breadcrumb: vec![index],
            menu: Some(entry.kind.folder()),
            file: Some(text.file.as_str().to_owned()),
            ..Frame::new(view.entry.title.clone())
        };
        let mentions = self.summary_values(&self.unrelated_mentions(id));
        let lists = vec![("relations", self.relations(id)), ("mentions", mentions)];
        self.draw("entry.html", frame, &view, lists)
    }

    /// The title in the other languages that have one, each with the page there.
    fn other_titles(&self, entry: &Entry) -> Vec<CrumbView> {
        let languages = self.desk.site.config.languages.iter().filter(|lang| *lang != self.lang);
        languages
            .filter_map(|lang| {
                let title = entry.words.get(lang)?.title.as_ref()?;
                Some(CrumbView { label: self.words(lang, title), href: permalinks::entry(lang, entry) })
            })
            .collect()
    }

    fn former_names(&self, entry: &Entry) -> Vec<FormerNameView> {
        let former = entry.former_names.iter();
        former
            .map(|former| FormerNameView {
                name: self.translated(&former.name),
                until: former.until.map(|date| self.date(date)),
                cites: self.cites(&former.cite),
            })
            .collect()
    }

    fn withdrawn(&self, entry: &Entry) -> Option<WithdrawnView> {
        let withdrawn = entry.withdrawn.as_ref()?;
        let corpus = &self.desk.site.corpus;
        let see = withdrawn.see.as_ref().and_then(|id| corpus.find_entry(id)).map(|id| {
            let (lang, title) = corpus.entry(id).title(self.lang);
            let href = permalinks::entry(self.lang, corpus.entry(id));
            CrumbView { label: self.words(lang, title), href }
        });
        let (date, reason) = (self.date(withdrawn.date), self.translated(&withdrawn.reason));
        Some(WithdrawnView { date, reason, see })
    }

    /// Relations by type and side, in the order of the vocabulary, as values: summaries are shared
    /// with all other pages.
    fn relations(&self, id: EntryId) -> Value {
        let corpus = &self.desk.site.corpus;
        let mut groups: BTreeMap<(usize, bool), Vec<(Kind, Value)>> = BTreeMap::new();
        for edge in &corpus.graph.edges[id.0 as usize] {
            let item = RelationItem { entry: (), inverse: !edge.stated, cites: self.cites(&edge.cite) };
            let item = with(&item, [("entry", self.summary_value(edge.to))]);
            let kind = corpus.entry(edge.to).kind;
            groups.entry((edge.relation, edge.inverse)).or_default().push((kind, item));
        }
        let group = |relation: usize, inverse: bool| {
            let relation = &corpus.relation_types[relation];
            let (id, label) = if inverse {
                (&relation.inverse_id, &relation.inverse_label)
            } else {
                (&relation.id, &relation.label)
            };
            let (id, label) = (relation_anchor(id), self.translated(label));
            RelationGroup { id, label, items: Vec::new(), folds: Vec::new() }
        };
        let groups = groups.into_iter().map(|((relation, inverse), items)| {
            let (name, value) = if items.len() > UNFOLDED {
                ("folds", self.relation_folds(&items))
            } else {
                ("items", items.into_iter().map(|(_, item)| item).collect::<Vec<_>>())
            };
            with(&group(relation, inverse), [(name, Value::from(value))])
        });
        Value::from(groups.collect::<Vec<_>>())
    }

    /// Many relations of one type, a fold for each kind.
    fn relation_folds(&self, items: &[(Kind, Value)]) -> Vec<Value> {
        let of_kind =
            |kind: Kind| items.iter().filter(move |(of, _)| *of == kind).map(|(_, item)| item.clone());
        let fold = |kind: Kind| {
            let items: Vec<Value> = of_kind(kind).collect();
            let (label, count) = (self.kinds_label(kind), items.len());
            let fold = RelationFold { kind: kind.as_str(), label, count, items: Vec::new() };
            (count > 0).then(|| with(&fold, [("items", Value::from(items))]))
        };
        Kind::ALL.into_iter().filter_map(fold).collect()
    }

    /// Entries that name this one and stand in no relation to it.
    fn unrelated_mentions(&self, id: EntryId) -> Vec<EntryId> {
        let graph = &self.desk.site.corpus.graph;
        let related: BTreeSet<EntryId> = graph.edges[id.0 as usize].iter().map(|edge| edge.to).collect();
        let mentions = graph.mentions[id.0 as usize].iter().copied();
        let unrelated: Vec<EntryId> = mentions.filter(|other| !related.contains(other)).collect();
        self.desk.plan.order.sorted(self.desk.site, self.lang, &unrelated)
    }

    /// Paragraphs by source, in order.
    pub(super) fn source_uses<'p>(&self, cited: impl IntoIterator<Item = &'p ParagraphId>) -> Vec<SourceUse> {
        let mut uses: BTreeMap<_, Vec<ParagraphId>> = BTreeMap::new();
        for paragraph in cited {
            uses.entry(paragraph.source).or_default().push(*paragraph);
        }
        uses.into_iter()
            .map(|(source, paragraphs)| SourceUse {
                source: self.source_link(source),
                paragraphs: self.cites(&paragraphs),
            })
            .collect()
    }
}
