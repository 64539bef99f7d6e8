//! Entries: the facts of the original, the words of every language.

use super::{
    Corpus, Settings,
    identities::{Group, Identities, id_fault},
    lookup::Lookup,
};
use crate::{
    finding::{Finding, codes},
    input::{Place, Spanned},
    model::{
        choice::Choice as _,
        choice::{Basis, Kind, ObservationState, Qualifier, StateClass},
        date::Date,
        entry::{
            AgencyPart, Entry, EntryId, EntryWords, Fact, FormerName, IndicatorId, Milestone, Observation,
            Quantity, State, TextFile, Withdrawn,
        },
        lang::{Lang, Translated},
        source::ParagraphId,
        vocabulary::Vocabulary,
    },
    parse::Front,
    schema::{
        decode::Keyed,
        front_matter::{
            Alias, EntryFront, ObservationField, StateField, TranslationFront, Value, expected, state_field,
        },
    },
};
use std::collections::BTreeMap;

/// Puts the entries into the corpus, in the order of their ids.
pub(super) fn resolve_entries(
    identities: &Identities<'_>,
    settings: &Settings<'_>,
    corpus: &mut Corpus,
    findings: &mut Vec<Finding>,
) {
    let mut entries = Vec::new();
    for (kind, group) in &identities.entries {
        let Front::Entry(front) = &group.original.front else { continue };
        if front.draft == Some(true) && !settings.drafts {
            continue;
        }
        let lookup = Lookup { corpus, file: &group.original.file, findings };
        entries.push(EntryBinder { kind: *kind, group, front, lookup }.bind());
    }
    for entry in entries {
        let id = EntryId(u32::try_from(corpus.entries.len()).unwrap_or(u32::MAX));
        corpus.entry_ids.insert(entry.id.clone(), id);
        corpus.entries.push(entry);
    }
}

struct EntryBinder<'a> {
    kind: Kind,
    group: &'a Group<'a>,
    front: &'a EntryFront,
    lookup: Lookup<'a>,
}

impl EntryBinder<'_> {
    fn bind(mut self) -> Entry {
        let front = self.front;
        self.report_absent();
        self.report_unknown_keys();
        let entry_type = self.entry_type();
        let cite = self.lookup.cite(&front.cite);
        let milestones = self.milestones();
        Entry {
            id: self.group.id.to_owned(),
            kind: self.kind,
            place: Place::new(&self.group.original.file, self.group.original.fence),
            texts: texts(self.group),
            words: self.words(),
            entry_type,
            topics: self.lookup.terms(Vocabulary::Topics, &front.topics),
            regions: self.lookup.terms(Vocabulary::Regions, &front.regions),
            agencies: self.agencies(),
            state: self.state(&cite),
            facts: facts(front),
            milestones,
            observations: front.observations.iter().filter_map(|field| self.observation(field)).collect(),
            unknown: self.unknown(),
            former_names: self.former_names(),
            same_as: front.same_as.0.iter().map(|url| url.value.clone()).collect(),
            redirect_from: self.old_ids(),
            checked: front.checked,
            draft: front.draft == Some(true),
            withdrawn: self.withdrawn(),
            cite,
        }
    }

    /// Reports a field that is not there; one that could not be read has been reported.
    fn missing(&mut self, key: &str, help: String) {
        if self.group.original.has_fault(key) {
            return;
        }
        let message = format!("`{key}` is missing");
        let original = self.group.original;
        let finding = Finding::at(&codes::MISSING_FIELD, &original.file, original.fence, message);
        self.lookup.findings.push(finding.help(help));
    }

    /// Expected fields stand in the front matter or, with the reason, in `unknown`.
    fn report_absent(&mut self) {
        let front = self.front;
        for key in expected(self.kind) {
            let here = match *key {
                "made" => front.made.is_some(),
                "published" => front.published.is_some(),
                "doc_no" => front.doc_no.is_some(),
                "period" => front.period.is_some(),
                "established" => front.established.is_some(),
                _ => front.agencies.is_some(),
            };
            let unknown = front.unknown.0.iter().find(|(name, _)| name.value == *key);
            match (here, unknown) {
                (false, None) => {
                    let help = format!("add `{key}:`, or say under `unknown:` why it is not known");
                    self.missing(key, help);
                }
                (true, Some((name, _))) => {
                    let message = format!("`{key}` is given, and it is said to be unknown");
                    let finding =
                        Finding::at(&codes::CONTRADICTION, &self.group.original.file, name.span, message);
                    self.lookup.findings.push(finding.help("delete one of the two"));
                }
                _ => {}
            }
        }
        let state = state_field(self.kind);
        let given = if self.kind == Kind::Policy { &front.status } else { &front.stage };
        if given.is_none() {
            self.missing(state, format!("add `{state}: {{value: unknown}}`, or what it is"));
        }
        for (list, key) in [(&front.topics, "topics"), (&front.regions, "regions")] {
            if list.is_empty() {
                self.missing(key, format!("name at least one: `{key}: [...]`"));
            }
        }
        if front.cite.0.is_empty() {
            self.missing("cite", "name the paragraphs it rests on: `cite: [source#P1]`".to_owned());
        }
    }

    /// Keys of a translation that its original does not have.
    fn report_unknown_keys(&mut self) {
        let front = self.front;
        let original = &self.group.original.file;
        for draft in self.group.translations.values() {
            let Front::Translation(translation) = &draft.front else { continue };
            let ids = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let lists: [(&str, &Keyed<String>, Vec<String>); 4] = [
                (
                    "unknown",
                    &translation.unknown,
                    ids(front.unknown.0.iter().map(|(k, _)| k.value.as_str()).collect()),
                ),
                (
                    "milestones",
                    &translation.milestones,
                    ids(front.milestones.iter().map(|m| m.id.value.as_str()).collect()),
                ),
                (
                    "observations",
                    &translation.observations,
                    ids(front
                        .observations
                        .iter()
                        .filter_map(|o| o.id.as_ref())
                        .map(|id| id.value.as_str())
                        .collect()),
                ),
                (
                    "former_names",
                    &translation.former_names,
                    ids(front.former_names.iter().map(|f| f.id.value.as_str()).collect()),
                ),
            ];
            for (list, written, known) in lists {
                if self.group.original.has_fault(list) {
                    continue;
                }
                for (key, _) in written.0.iter().filter(|(key, _)| !known.contains(&key.value)) {
                    let message = format!("the original has no `{}` under `{list}`", key.value);
                    let near = crate::finding::nearest(&key.value, known.iter().map(String::as_str));
                    let finding =
                        Finding::at(&codes::UNKNOWN_TRANSLATION_KEY, &draft.file, key.span, message)
                            .also(Place::start_of(original), "the original");
                    self.lookup
                        .findings
                        .push(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
                }
            }
        }
    }

    fn entry_type(&mut self) -> (String, Translated<String>) {
        let name = &self.front.entry_type;
        let known = self.lookup.corpus.types.entry_types.get(&self.kind);
        if let Some(label) = known.and_then(|known| known.get(&name.value)) {
            return (name.value.clone(), label.clone());
        }
        let what = format!("type of {}", self.kind.as_str());
        let ids: Vec<&str> = known.into_iter().flat_map(|known| known.keys().map(String::as_str)).collect();
        self.lookup.report_unknown(&codes::UNKNOWN_REFERENCE, name, (&what, Some("types")), ids);
        (name.value.clone(), Translated::new(self.group.original.lang.clone(), name.value.clone()))
    }

    fn words(&self) -> Translated<EntryWords> {
        let front = self.front;
        let original = EntryWords {
            title: Some(front.title.value.clone()),
            short_title: front.short_title.as_ref().map(|word| word.value.clone()),
            aliases: names(&front.aliases),
            alias_sorts: sorts(&front.aliases),
            summary: Some(front.summary.value.clone()),
            sort: front.sort.clone(),
        };
        let mut words = Translated::new(self.group.original.lang.clone(), original);
        for (lang, translation) in self.translations() {
            words.add(lang.clone(), translated_words(translation));
        }
        words
    }

    fn translations(&self) -> impl Iterator<Item = (&Lang, &TranslationFront)> {
        self.group.translations.iter().filter_map(|(lang, draft)| match &draft.front {
            Front::Translation(front) => Some((lang, front.as_ref())),
            _ => None,
        })
    }

    /// A text of the original with the texts that translations give under the same key.
    fn translated(
        &self,
        original: &str,
        pick: impl Fn(&TranslationFront) -> Option<&String>,
    ) -> Translated<String> {
        let mut text = Translated::new(self.group.original.lang.clone(), original.to_owned());
        for (lang, front) in self.translations() {
            if let Some(translation) = pick(front) {
                text.add(lang.clone(), translation.clone());
            }
        }
        text
    }

    fn agencies(&mut self) -> Vec<AgencyPart> {
        let mut parts = Vec::new();
        for field in self.front.agencies.iter().flatten() {
            let Some(agency) = self.lookup.term(Vocabulary::Agencies, &field.0.agency) else { continue };
            let role = field.0.role.as_ref().and_then(|name| {
                let roles = &self.lookup.corpus.types.roles;
                let label = roles.get(&name.value).cloned();
                if label.is_none() {
                    let ids: Vec<&str> = roles.keys().map(String::as_str).collect();
                    let what = ("role", Some("types"));
                    self.lookup.report_unknown(&codes::UNKNOWN_REFERENCE, name, what, ids);
                }
                label
            });
            parts.push(AgencyPart { agency, role, cite: self.lookup.cite(&field.0.cite) });
        }
        parts
    }

    fn state(&mut self, cite: &[ParagraphId]) -> State {
        let written = match self.kind {
            Kind::Policy => self.front.status.as_ref(),
            Kind::Project | Kind::Platform => self.front.stage.as_ref(),
        };
        let Some(Spanned { value: StateField(dated), .. }) = written else {
            return State {
                id: "unknown".to_owned(),
                class: StateClass::Unknown,
                label: None,
                as_of: None,
                cite: Vec::new(),
            };
        };
        let corpus = self.lookup.corpus;
        let states = corpus.types.states.get(&self.kind).map_or(&[][..], Vec::as_slice);
        let known = states.iter().find(|state| state.id == dated.value.value);
        if known.is_none() {
            let what = format!("{} of a {}", state_field(self.kind), self.kind.as_str());
            let ids = states.iter().map(|state| state.id.as_str());
            self.lookup.report_unknown(&codes::UNKNOWN_VALUE, &dated.value, (&what, None), ids);
        }
        let own = self.lookup.cite(&dated.cite);
        // A state is known for the day its source was published, unless the entry says otherwise.
        let published = |cite: &[ParagraphId]| cite.iter().find_map(|p| corpus.source(p.source).published);
        let as_of = dated.as_of.or_else(|| published(if own.is_empty() { cite } else { &own }));
        State {
            id: dated.value.value.clone(),
            class: known.map_or(StateClass::Unknown, |state| state.class),
            label: known.and_then(|state| state.label.clone()),
            as_of,
            cite: own,
        }
    }

    fn milestones(&mut self) -> Vec<Milestone> {
        let front = self.front;
        let mut seen: Vec<&Spanned<String>> = Vec::new();
        let mut all = Vec::new();
        for field in &front.milestones {
            self.claim_id(&mut seen, &field.id);
            all.push(Milestone {
                id: field.id.value.clone(),
                date: field.date.value,
                state: field.state.value,
                text: self.translated(&field.text.value, |front| front.milestones.get(&field.id.value)),
                cite: self.lookup.cite(&field.cite),
            });
        }
        all.sort_by(|a, b| (a.date.sort_date(), &a.id).cmp(&(b.date.sort_date(), &b.id)));
        all
    }

    /// Reports an id that another item of the same list has.
    fn claim_id<'s>(&mut self, seen: &mut Vec<&'s Spanned<String>>, id: &'s Spanned<String>) {
        if let Some(first) = seen.iter().find(|other| other.value == id.value) {
            let message = format!("the id `{}` is used twice in this list", id.value);
            let file = &self.group.original.file;
            let finding = Finding::at(&codes::DUPLICATE_ID, file, id.span, message);
            self.lookup.findings.push(finding.also(Place::new(file, first.span), "first here"));
        }
        seen.push(id);
    }

    fn observation(&mut self, field: &ObservationField) -> Option<Observation> {
        self.report_observation(field);
        let corpus = self.lookup.corpus;
        let found = corpus.indicators.iter().position(|i| i.id == field.indicator.value);
        let Some(index) = found else {
            let ids: Vec<&str> = corpus.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
            let what = ("indicator", Some("indicators"));
            self.lookup.report_unknown(&codes::UNKNOWN_REFERENCE, &field.indicator, what, ids);
            return None;
        };
        let note = field.note.as_ref().map(|note| {
            self.translated(note, |front| field.id.as_ref().and_then(|id| front.observations.get(&id.value)))
        });
        Some(Observation {
            indicator: IndicatorId(u32::try_from(index).unwrap_or(u32::MAX)),
            state: field.state.value,
            value: match field.value.value {
                Value::One(value) => Quantity::One(value),
                Value::Range(from, to) => Quantity::Range(from, to),
            },
            qualifier: field.qualifier.unwrap_or(Qualifier::Exact),
            basis: field.basis.unwrap_or(Basis::Level),
            as_of: field.as_of.as_ref().map(|date| date.value),
            period: field.period.as_ref().map(|period| period.value),
            due: field.due.as_ref().map(|due| due.value),
            region: field.region.as_ref().and_then(|name| self.lookup.term(Vocabulary::Regions, name)),
            note,
            cite: self.lookup.cite(&field.cite.value),
        })
    }

    fn report_observation(&mut self, field: &ObservationField) {
        let file = &self.group.original.file;
        let mut missing = |key: &str, why: &str| {
            let message = format!("an observation {why} has `{key}`");
            let finding = Finding::at(&codes::MISSING_FIELD, file, field.indicator.span, message);
            self.lookup.findings.push(finding.help(format!("add `{key}:`")));
        };
        if field.basis == Some(Basis::Period) && field.period.is_none() {
            missing("period", "of basis `period`");
        }
        if field.state.value == ObservationState::Target && field.due.is_none() {
            missing("due", "that is a target");
        }
        if field.cite.value.0.is_empty() {
            missing("cite", "rests on a paragraph and");
        }
        if let Value::Range(from, to) = field.value.value
            && from > to
        {
            let message = format!("the range begins at {from} and ends at {to}");
            let finding = Finding::at(&codes::CONTRADICTION, file, field.value.span, message);
            self.lookup.findings.push(finding.help("write the smaller end as `from`"));
        }
    }

    fn unknown(&self) -> Vec<(String, Translated<String>)> {
        let reasons = self.front.unknown.0.iter();
        reasons
            .map(|(key, reason)| {
                let text = self.translated(reason, |front| front.unknown.get(&key.value));
                (key.value.clone(), text)
            })
            .collect()
    }

    fn former_names(&mut self) -> Vec<FormerName> {
        let mut seen = Vec::new();
        let mut all = Vec::new();
        for field in &self.front.former_names {
            self.claim_id(&mut seen, &field.id);
            all.push(FormerName {
                name: self.translated(&field.name.value, |front| front.former_names.get(&field.id.value)),
                until: field.until,
                cite: self.lookup.cite(&field.cite),
            });
        }
        all
    }

    /// The old ids that can lead here; a rule reports the others.
    fn old_ids(&self) -> Vec<String> {
        let known = &self.lookup.corpus.known_ids;
        let ids = self.front.redirect_from.0.iter().map(|id| id.value.clone());
        ids.filter(|id| id_fault(id).is_none() && !known.contains(id)).collect()
    }

    fn withdrawn(&mut self) -> Option<Withdrawn> {
        let field = self.front.withdrawn.as_ref()?;
        let reason = self.translated(&field.reason, |front| front.withdrawn.as_ref());
        let see = field.see.as_ref().and_then(|name| {
            if self.lookup.corpus.known_ids.contains(&name.value) {
                return Some(name.value.clone());
            }
            let ids: Vec<&str> = self.lookup.corpus.known_ids.iter().map(String::as_str).collect();
            self.lookup.report_unknown(&codes::UNKNOWN_REFERENCE, name, ("entry", None), ids);
            None
        });
        Some(Withdrawn { date: field.date, reason, see })
    }
}

/// The files of a group with what is said of each translation.
pub(super) fn texts(group: &Group<'_>) -> Translated<TextFile> {
    let original = TextFile { file: group.original.file.clone(), translation: None };
    let mut texts = Translated::new(group.original.lang.clone(), original);
    for (lang, draft) in &group.translations {
        if let Some(translation) = draft.front.translation() {
            let translation = Some(translation.status);
            texts.add(lang.clone(), TextFile { file: draft.file.clone(), translation });
        }
    }
    texts
}

fn names(aliases: &[Alias]) -> Vec<String> {
    aliases.iter().map(|alias| alias.name.value.clone()).collect()
}

fn sorts(aliases: &[Alias]) -> BTreeMap<String, String> {
    let sort = |alias: &Alias| Some((alias.name.value.clone(), alias.sort.clone()?));
    aliases.iter().filter_map(sort).collect()
}

fn translated_words(front: &TranslationFront) -> EntryWords {
    EntryWords {
        title: front.title.as_ref().map(|word| word.value.clone()),
        short_title: front.short_title.as_ref().map(|word| word.value.clone()),
        aliases: names(&front.aliases),
        alias_sorts: sorts(&front.aliases),
        summary: front.summary.as_ref().map(|word| word.value.clone()),
        sort: front.sort.clone(),
    }
}

fn facts(front: &EntryFront) -> Vec<(&'static str, Fact)> {
    let date =
        |name, value: &Option<Spanned<Date>>| value.as_ref().map(|date| (name, Fact::Date(date.value)));
    let text = |name, value: &Option<Spanned<String>>| {
        value.as_ref().map(|text| (name, Fact::Text(text.value.clone())))
    };
    [
        front.period.as_ref().map(|period| ("period", Fact::Period(period.value))),
        date("made", &front.made),
        date("published", &front.published),
        date("established", &front.established),
        date("in_force", &front.in_force),
        date("ends", &front.ends),
        text("doc_no", &front.doc_no),
        text("index_no", &front.index_no),
    ]
    .into_iter()
    .flatten()
    .collect()
}
