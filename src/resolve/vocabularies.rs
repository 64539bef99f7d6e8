//! Vocabularies: hierarchies, types, and the entries under each term.

use super::{
    Corpus,
    identities::is_valid_id,
    lookup::{labels, translated},
    states,
};
use crate::{
    config::Config,
    finding::{Finding, codes, nearest},
    input::{FilePath, Place},
    model::{
        choice::Kind,
        entry::EntryId,
        lang::{Lang, Translated},
        vocabulary::{
            GlossaryTerm, Indicator, RelationType, StateType, Taxonomy, Term, TermId, Types, Vocabulary,
        },
    },
    parse::{
        Drafts,
        vocabulary::{Records, VocabularyDraft},
    },
    schema::{
        decode::Keyed,
        front_matter::Name,
        vocabulary::{GlossaryRecord, KindTypes, StateRecord, TermRecord, TermTypes, TypeRecord, TypesFile},
    },
};
use std::collections::{BTreeMap, BTreeSet};

struct Reader<'a> {
    config: &'a Config,
    file: &'a FilePath,
    findings: &'a mut Vec<Finding>,
    ids: BTreeMap<String, Place>,
    /// Whether `types.yaml` cannot be read.
    types_unread: bool,
}

impl Reader<'_> {
    /// Notes an id; false if it is malformed or taken.
    fn claim(&mut self, id: &Name) -> bool {
        let place = Place::new(self.file, id.span);
        if !is_valid_id(&id.value) {
            let message =
                format!("`{}` is not an id: use lower-case letters, digits and single hyphens", id.value);
            self.findings.push(Finding::new(&codes::INVALID_ID, place, message));
            return false;
        }
        if let Some(first) = self.ids.get(&id.value) {
            let finding =
                Finding::new(&codes::DUPLICATE_ID, place, format!("the id `{}` is used twice", id.value));
            self.findings.push(finding.also(first.clone(), "first here").help("rename one of the two"));
            return false;
        }
        self.ids.insert(id.value.clone(), place);
        true
    }

    fn labels(&mut self, id: &Name, written: &crate::schema::decode::Keyed<String>) -> Translated<String> {
        labels(written, self.config, self.file, id.span, self.findings)
            .unwrap_or_else(|| Translated::new(self.config.default_lang().clone(), id.value.clone()))
    }
}

/// Puts the vocabularies into the corpus: types first, since terms name them.
pub(super) fn resolve_vocabularies(
    drafts: &Drafts,
    config: &Config,
    corpus: &mut Corpus,
    findings: &mut Vec<Finding>,
) {
    let unread = drafts.vocabularies.values().filter(|draft| draft.records.is_none());
    corpus.unread_vocabularies = unread.map(|draft| draft.name.clone()).collect();
    let read = drafts.vocabularies.values().filter(|draft| draft.records.is_some());
    for draft in read {
        corpus.unread_vocabularies.remove(&draft.name);
    }
    let named =
        |name: &str| drafts.vocabularies.values().find(|draft| draft.name == name && draft.records.is_some());
    corpus.types = match named("types").map(|draft| (draft, &draft.records)) {
        Some((draft, Some(Records::Types(file)))) => {
            types(file, &mut reader(config, draft, corpus, findings))
        }
        _ => Types::default(),
    };
    for kind in Kind::ALL {
        corpus.types.states.entry(kind).or_insert_with(|| states::built_in(kind));
    }
    for vocabulary in Vocabulary::ALL {
        if let Some(draft) = named(vocabulary.as_str())
            && let Some(Records::Terms(records)) = &draft.records
        {
            let taxonomy =
                taxonomy(vocabulary, records, &corpus.types, &mut reader(config, draft, corpus, findings));
            *corpus.taxonomies.get_mut(vocabulary) = taxonomy;
        }
    }
    for draft in drafts.vocabularies.values() {
        let mut reader = reader(config, draft, corpus, findings);
        match &draft.records {
            Some(Records::Indicators(records)) => {
                for record in records.iter().filter(|record| reader.claim(&record.id)).collect::<Vec<_>>() {
                    corpus.indicators.push(Indicator {
                        id: record.id.value.clone(),
                        label: reader.labels(&record.id, &record.label),
                        unit: reader.labels(&record.id, &record.unit),
                        class: record.class,
                        currency: record.currency.clone(),
                        definition: translated(&record.definition, &config.languages),
                    });
                }
            }
            Some(Records::Relations(records)) => corpus.relation_types = relation_types(records, &mut reader),
            Some(Records::Glossary(records)) => {
                for record in records.iter().filter(|record| reader.claim(&record.id)).collect::<Vec<_>>() {
                    corpus.glossary.extend(glossary_term(record, config, reader.file));
                }
            }
            Some(Records::Terms(_) | Records::Types(_)) | None => {}
        }
    }
}

/// A term of the glossary; nothing for one without any name.
fn glossary_term(record: &GlossaryRecord, config: &Config, file: &FilePath) -> Option<GlossaryTerm> {
    let names = record.names.0.iter().map(|(tag, names)| {
        let names: Vec<String> = names.iter().map(|name| name.value.clone()).collect();
        (tag.clone(), names)
    });
    let forbidden = record.forbidden.0.iter();
    Some(GlossaryTerm {
        id: record.id.value.clone(),
        names: translated(&Keyed(names.collect()), &config.languages)?,
        forbidden: forbidden.map(|(tag, names)| (Lang::new(&tag.value), names.clone())).collect(),
        checked: record.check.unwrap_or(true),
        definition: translated(&record.definition, &config.languages),
        from: record.from,
        until: record.until,
        place: Place::new(file, record.id.span),
    })
}

fn reader<'a>(
    config: &'a Config,
    draft: &'a VocabularyDraft,
    corpus: &Corpus,
    findings: &'a mut Vec<Finding>,
) -> Reader<'a> {
    let types_unread = corpus.unread_vocabularies.contains("types");
    Reader { config, file: &draft.file, findings, ids: BTreeMap::new(), types_unread }
}

fn types(file: &TypesFile, reader: &mut Reader<'_>) -> Types {
    let mut types = Types::default();
    let kinds: [(Kind, &Option<KindTypes>); 3] =
        [(Kind::Policy, &file.policy), (Kind::Project, &file.project), (Kind::Platform, &file.platform)];
    for (kind, written) in kinds {
        let Some(written) = written else { continue };
        types.entry_types.insert(kind, named(&written.types, reader));
        let (states, other) = match kind {
            Kind::Policy => (&written.status, &written.stage),
            Kind::Project | Kind::Platform => (&written.stage, &written.status),
        };
        if let Some(misplaced) = other.as_ref().and_then(|states| states.first()) {
            let message = "a policy has a `status`, a project or platform a `stage`";
            reader.findings.push(Finding::at(&codes::UNKNOWN_FIELD, reader.file, misplaced.id.span, message));
        }
        if let Some(states) = states {
            types.states.insert(kind, state_types(states, reader));
        }
    }
    let terms: [(Vocabulary, &Option<TermTypes>); 2] =
        [(Vocabulary::Regions, &file.region), (Vocabulary::Agencies, &file.agency)];
    for (vocabulary, written) in terms {
        let Some(written) = written else { continue };
        types.term_types.insert(vocabulary, named(&written.types, reader));
        if vocabulary == Vocabulary::Agencies {
            types.roles = named(&written.roles, reader);
        }
    }
    types
}

fn named(records: &[TypeRecord], reader: &mut Reader<'_>) -> BTreeMap<String, Translated<String>> {
    reader.ids.clear();
    let mut all = BTreeMap::new();
    for record in records {
        if reader.claim(&record.id) {
            all.insert(record.id.value.clone(), reader.labels(&record.id, &record.label));
        }
    }
    all
}

fn state_types(records: &[StateRecord], reader: &mut Reader<'_>) -> Vec<StateType> {
    reader.ids.clear();
    let mut all = Vec::new();
    for record in records {
        if reader.claim(&record.id) {
            let label = Some(reader.labels(&record.id, &record.label));
            all.push(StateType { id: record.id.value.clone(), class: record.class, label });
        }
    }
    all
}

fn taxonomy(
    vocabulary: Vocabulary,
    records: &[TermRecord],
    types: &Types,
    reader: &mut Reader<'_>,
) -> Taxonomy {
    let mut taxonomy = Taxonomy::default();
    let mut kept: Vec<&TermRecord> = Vec::new();
    for record in records {
        if !reader.claim(&record.id) {
            continue;
        }
        let id = TermId(u32::try_from(kept.len()).unwrap_or(u32::MAX));
        taxonomy.by_id.insert(record.id.value.clone(), id);
        let term = term(vocabulary, record, types, reader);
        taxonomy.terms.push(term);
        kept.push(record);
    }
    bind_parents(&mut taxonomy, &kept, reader);
    taxonomy
}

fn term(vocabulary: Vocabulary, record: &TermRecord, types: &Types, reader: &mut Reader<'_>) -> Term {
    let by_lang = |written: &[(Name, String)]| {
        written.iter().map(|(tag, text)| (Lang::new(&tag.value), text.clone())).collect()
    };
    let type_label = record.term_type.as_ref().and_then(|name| {
        let known = types.term_types.get(&vocabulary);
        let label = known.and_then(|known| known.get(&name.value)).cloned();
        if label.is_none() && !reader.types_unread {
            let near = nearest(&name.value, known.into_iter().flat_map(|k| k.keys().map(String::as_str)));
            let message =
                format!("there is no type `{}` of {} in types.yaml", name.value, vocabulary.as_str());
            let finding = Finding::at(&codes::UNKNOWN_REFERENCE, reader.file, name.span, message);
            reader.findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
        }
        label
    });
    Term {
        id: record.id.value.clone(),
        place: Place::new(reader.file, record.id.span),
        label: reader.labels(&record.id, &record.label),
        alternatives: record
            .alt
            .0
            .iter()
            .map(|(tag, names)| (Lang::new(&tag.value), names.clone()))
            .collect(),
        sort: by_lang(&record.sort.0),
        parent: None,
        children: Vec::new(),
        type_label,
        code: record.code.as_ref().map(|code| code.value.clone()),
        grid: record.grid.as_ref().and_then(|grid| grid_place(grid, reader)),
        prose: None,
        entries: Vec::new(),
    }
}

fn grid_place(grid: &crate::input::Spanned<Vec<u16>>, reader: &mut Reader<'_>) -> Option<(u16, u16)> {
    if let [column, row] = grid.value[..] {
        return Some((column, row));
    }
    let message = "a place in the tile map is `[column, row]`";
    reader.findings.push(Finding::at(&codes::WRONG_TYPE, reader.file, grid.span, message));
    None
}

/// Joins terms to their broader ones; a chain that leads back to itself is cut where it closes.
fn bind_parents(taxonomy: &mut Taxonomy, records: &[&TermRecord], reader: &mut Reader<'_>) {
    for (index, record) in (0..).zip(records) {
        let Some(name) = &record.parent else { continue };
        let child = TermId(index);
        let Some(&parent) = taxonomy.by_id.get(&name.value) else {
            let near = nearest(&name.value, taxonomy.by_id.keys().map(String::as_str));
            let message = format!("there is no term `{}` in this file", name.value);
            let finding = Finding::at(&codes::UNKNOWN_REFERENCE, reader.file, name.span, message);
            reader.findings.push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
            continue;
        };
        if parent == child || taxonomy.ancestors(parent).contains(&child) {
            let message = format!("`{}` is broader than itself", record.id.value);
            let finding = Finding::at(&codes::RELATION_CYCLE, reader.file, name.span, message);
            reader.findings.push(finding.help("a term's parents may not lead back to it"));
            continue;
        }
        taxonomy.terms[child.0 as usize].parent = Some(parent);
        taxonomy.terms[parent.0 as usize].children.push(child);
    }
}

fn relation_types(
    records: &[crate::schema::vocabulary::RelationRecord],
    reader: &mut Reader<'_>,
) -> Vec<RelationType> {
    let mut all = Vec::new();
    for record in records {
        let symmetric = record.id.value == record.inverse_id.value;
        if !reader.claim(&record.id) || (!symmetric && !reader.claim(&record.inverse_id)) {
            continue;
        }
        let kinds = |written: &crate::schema::decode::OneOrMany<crate::input::Spanned<Kind>>| {
            written.0.iter().map(|kind| kind.value).collect()
        };
        all.push(RelationType {
            id: record.id.value.clone(),
            label: reader.labels(&record.id, &record.label),
            inverse_id: record.inverse_id.value.clone(),
            inverse_label: reader.labels(&record.inverse_id, &record.inverse_label),
            from: kinds(&record.from),
            to: kinds(&record.to),
            acyclic: record.acyclic.unwrap_or(false),
            transitive: record.transitive.unwrap_or(false),
        });
    }
    all
}

/// Puts each entry under its terms and all broader ones, each once.
pub(super) fn gather_entries(corpus: &mut Corpus) {
    for vocabulary in Vocabulary::ALL {
        let mut under: Vec<BTreeSet<EntryId>> =
            vec![BTreeSet::new(); corpus.taxonomies.get(vocabulary).terms.len()];
        let listed = corpus.entries.iter().zip((0..).map(EntryId)).filter(|(entry, _)| entry.is_listed());
        for (entry, id) in listed {
            let own: Vec<TermId> = match vocabulary {
                Vocabulary::Topics => entry.topics.clone(),
                Vocabulary::Regions => entry.regions.clone(),
                Vocabulary::Agencies => entry.agencies.iter().map(|part| part.agency).collect(),
            };
            for term in own {
                under[term.0 as usize].insert(id);
                for broader in corpus.taxonomies.get(vocabulary).ancestors(term) {
                    under[broader.0 as usize].insert(id);
                }
            }
        }
        let terms = &mut corpus.taxonomies.get_mut(vocabulary).terms;
        for (term, entries) in terms.iter_mut().zip(under) {
            term.entries = entries.into_iter().collect();
        }
    }
}
