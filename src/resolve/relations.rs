//! How entries hang together: relations from both sides, mentions, citations.

use super::{Corpus, Mentions, identities::Identities, lookup::Lookup};
use crate::{
    finding::{Finding, codes},
    input::Place,
    model::{
        choice::{Choice, Kind},
        doc::LinkTarget,
        entry::{Entry, EntryId},
        source::ParagraphId,
    },
    parse::{Draft, Front},
    schema::front_matter::{CitedRelation, Name},
};
use std::collections::{BTreeMap, BTreeSet};

/// A relation as one entry sees it.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The type, an index into [`Corpus::relation_types`].
    pub relation: usize,
    /// Whether this entry stands on the inverse side.
    pub inverse: bool,
    /// The entry at the other end.
    pub to: EntryId,
    /// Whether this entry says so; else only the other one does.
    pub stated: bool,
    /// Where that is said.
    pub cite: Vec<ParagraphId>,
}

/// How entries hang together.
#[derive(Debug, Default)]
pub struct Graph {
    /// The relations of each entry, by type and then by the other entry.
    pub edges: Vec<Vec<Edge>>,
    /// The entries whose text names or links each entry.
    pub mentions: Vec<Vec<EntryId>>,
    /// The entries that cite each paragraph, anywhere.
    pub cited_by: BTreeMap<ParagraphId, Vec<EntryId>>,
    /// The paragraphs that each entry cites, anywhere.
    pub cites: Vec<BTreeSet<ParagraphId>>,
}

/// One relation with the sides that are written.
#[derive(Default)]
struct Stated {
    forward: Option<Side>,
    backward: Option<Side>,
}

struct Side {
    place: Place,
    cite: Vec<ParagraphId>,
}

/// Every relation by type and direction: from, to.
type Relations = BTreeMap<(usize, EntryId, EntryId), Stated>;

/// Joins the entries of the corpus.
pub(super) fn resolve_graph(
    identities: &Identities<'_>,
    mentions: &Mentions,
    corpus: &mut Corpus,
    findings: &mut Vec<Finding>,
) {
    let mut relations = Relations::new();
    for (_, group) in &identities.entries {
        // What was withdrawn says nothing any more, of itself or of others.
        let from = corpus.find_entry(group.id).filter(|from| corpus.entry(*from).is_listed());
        if let (Front::Entry(front), Some(from)) = (&group.original.front, from) {
            for (relation, targets) in &front.relations.0 {
                for target in &targets.0 {
                    state(corpus, group.original, from, (relation, &target.0), &mut relations, findings);
                }
            }
        }
    }
    report_sides(corpus, &relations, findings);
    report_cycles(corpus, &relations, findings);
    let count = corpus.entries.len();
    let mut graph = Graph { edges: edges(count, &relations, corpus), ..Graph::default() };
    graph.mentions = backlinks(identities, mentions, corpus);
    graph.cites = citations(identities, corpus);
    for (cites, id) in graph.cites.iter().zip((0..).map(EntryId)) {
        for paragraph in cites {
            graph.cited_by.entry(*paragraph).or_default().push(id);
        }
    }
    corpus.graph = graph;
}

/// Notes one written relation; the side of its type is found by the key it stands under.
fn state(
    corpus: &Corpus,
    draft: &Draft,
    from: EntryId,
    (relation, target): (&Name, &CitedRelation),
    relations: &mut Relations,
    findings: &mut Vec<Finding>,
) {
    let mut lookup = Lookup { corpus, file: &draft.file, findings };
    let found = corpus.relation_types.iter().enumerate().find_map(|(index, known)| {
        let forward = known.id == relation.value;
        (forward || known.inverse_id == relation.value).then_some((index, forward))
    });
    let Some((index, forward)) = found else {
        let ids = corpus.relation_types.iter().flat_map(|known| [known.id.as_str(), &known.inverse_id]);
        let what = ("relation", Some("relations"));
        lookup.report_unknown(&codes::UNKNOWN_REFERENCE, relation, what, ids);
        return;
    };
    let Some(to) = corpus.find_entry(&target.to.value) else {
        // A file that could not be read, or a draft, is no mistake of the one who names it.
        if corpus.known_ids.contains(&target.to.value) && corpus.find_page(&target.to.value).is_none() {
            return;
        }
        let ids = corpus.entries.iter().map(|entry| entry.id.as_str());
        lookup.report_unknown(&codes::UNKNOWN_REFERENCE, &target.to, ("entry", None), ids);
        return;
    };
    let cite = lookup.cite(&target.cite);
    let place = Place::new(&draft.file, target.to.span);
    if from == to {
        let message = format!("`{}` cannot stand in this relation to itself", target.to.value);
        findings.push(Finding::new(&codes::RELATION_CONTRADICTION, place, message));
        return;
    }
    let (a, b) = if forward { (from, to) } else { (to, from) };
    if !has_right_kinds(corpus, index, (a, b), &place, findings) {
        return;
    }
    // A symmetric relation has one direction, whoever writes it.
    let symmetric = corpus.relation_types[index].is_symmetric();
    let (key, forward) = if symmetric && a > b { ((index, b, a), false) } else { ((index, a, b), forward) };
    let stated = relations.entry(key).or_default();
    let side = if forward { &mut stated.forward } else { &mut stated.backward };
    side.get_or_insert(Side { place, cite });
}

/// Whether a relation joins the kinds it is for; reports it once if not.
fn has_right_kinds(
    corpus: &Corpus,
    index: usize,
    (from, to): (EntryId, EntryId),
    place: &Place,
    findings: &mut Vec<Finding>,
) -> bool {
    let relation = &corpus.relation_types[index];
    let (from, to) = (corpus.entry(from), corpus.entry(to));
    let allows = |from: Kind, to: Kind| relation.from.contains(&from) && relation.to.contains(&to);
    if allows(from.kind, to.kind) {
        return true;
    }
    let (side, allowed, entry) = if relation.from.contains(&from.kind) {
        ("to", &relation.to, to)
    } else {
        ("from", &relation.from, from)
    };
    let words: Vec<&str> = allowed.iter().map(|kind| kind.as_str()).collect();
    let message = format!(
        "`{}` leads {side} a {}, and `{}` is a {}",
        relation.id,
        words.join(" or a "),
        entry.id,
        entry.kind.as_str()
    );
    let help = if allows(to.kind, from.kind) && !relation.is_symmetric() {
        format!(
            "did you mean its other side? `{}` and `{}` name one relation",
            relation.id, relation.inverse_id
        )
    } else {
        "name an entry of that kind, or another relation".to_owned()
    };
    findings.push(Finding::new(&codes::WRONG_KIND, place.clone(), message).help(help));
    false
}

/// Both sides may be written; then they should cite the same.
fn report_sides(corpus: &Corpus, relations: &Relations, findings: &mut Vec<Finding>) {
    for ((index, from, to), stated) in relations {
        let relation = &corpus.relation_types[*index];
        if let (Some(a), Some(b)) = (&stated.forward, &stated.backward)
            && !a.cite.is_empty()
            && !b.cite.is_empty()
            && a.cite != b.cite
        {
            let message = format!(
                "`{}` and `{}` give different paragraphs for `{}`",
                corpus.entry(*from).id,
                corpus.entry(*to).id,
                relation.id
            );
            let finding = Finding::new(&codes::BOTH_SIDES_DISAGREE, a.place.clone(), message);
            findings.push(
                finding.also(b.place.clone(), "the other side").help("write the relation on one side only"),
            );
        }
        // Reported once, from the smaller end; acyclic relations are reported as cycles.
        let opposite = relations.get(&(*index, *to, *from));
        if let (false, false, true, Some(opposite)) =
            (relation.is_symmetric(), relation.acyclic, from < to, opposite)
        {
            let message = format!(
                "`{}` and `{}` say `{}` of each other",
                corpus.entry(*from).id,
                corpus.entry(*to).id,
                relation.id
            );
            let finding = Finding::new(&codes::RELATION_CONTRADICTION, stated.place().clone(), message);
            findings
                .push(finding.also(opposite.place().clone(), "the opposite").help("delete one of the two"));
        }
    }
}

impl Stated {
    fn place(&self) -> &Place {
        let side = self.forward.as_ref().or(self.backward.as_ref());
        &side.expect("a relation is noted with a side").place
    }
}

/// Reports each ring of an acyclic relation once.
fn report_cycles(corpus: &Corpus, relations: &Relations, findings: &mut Vec<Finding>) {
    for (index, relation) in corpus.relation_types.iter().enumerate().filter(|(_, r)| r.acyclic) {
        let mut next: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
        for (_, from, to) in relations.keys().filter(|(i, ..)| *i == index) {
            next.entry(*from).or_default().push(*to);
        }
        for ring in rings(&next) {
            let place = |n: usize| {
                let step = (index, ring[n], ring[(n + 1) % ring.len()]);
                relations.get(&step).expect("a ring is made of relations").place().clone()
            };
            let names: Vec<&str> = ring.iter().map(|id| corpus.entry(*id).id.as_str()).collect();
            let message =
                format!("`{}` leads in a ring: {} -> {}", relation.id, names.join(" -> "), names[0]);
            let mut finding = Finding::new(&codes::RELATION_CYCLE, place(0), message);
            for n in 1..ring.len() {
                finding = finding.also(place(n), "and here");
            }
            findings.push(finding.help("delete the step that is wrong"));
        }
    }
}

/// The rings of a graph, each once, found by following every path without recursion.
fn rings(next: &BTreeMap<EntryId, Vec<EntryId>>) -> Vec<Vec<EntryId>> {
    let mut done: BTreeSet<EntryId> = BTreeSet::new();
    let mut found = Vec::new();
    for &start in next.keys() {
        if done.contains(&start) {
            continue;
        }
        let mut path: Vec<(EntryId, usize)> = vec![(start, 0)];
        while let Some((at, step)) = path.last_mut() {
            let Some(&to) = next.get(at).and_then(|targets| targets.get(*step)) else {
                done.insert(*at);
                path.pop();
                continue;
            };
            *step += 1;
            if let Some(first) = path.iter().position(|(id, _)| *id == to) {
                found.push(path[first..].iter().map(|(id, _)| *id).collect());
            } else if !done.contains(&to) {
                path.push((to, 0));
            }
        }
    }
    found
}

fn edges(count: usize, relations: &Relations, corpus: &Corpus) -> Vec<Vec<Edge>> {
    let mut all: Vec<Vec<Edge>> = vec![Vec::new(); count];
    for ((relation, from, to), stated) in relations {
        let cite = |own: &Option<Side>, other: &Option<Side>| {
            own.as_ref().or(other.as_ref()).map(|side| side.cite.clone()).unwrap_or_default()
        };
        let symmetric = corpus.relation_types[*relation].is_symmetric();
        all[from.0 as usize].push(Edge {
            relation: *relation,
            inverse: false,
            to: *to,
            stated: stated.forward.is_some(),
            cite: cite(&stated.forward, &stated.backward),
        });
        all[to.0 as usize].push(Edge {
            relation: *relation,
            inverse: !symmetric,
            to: *from,
            stated: stated.backward.is_some(),
            cite: cite(&stated.backward, &stated.forward),
        });
    }
    for edges in &mut all {
        edges.sort_by_key(|edge| (edge.relation, edge.inverse, edge.to));
    }
    all
}

/// Every file of an entry that is listed.
fn files<'a>(
    identities: &'a Identities<'a>,
    corpus: &'a Corpus,
) -> impl Iterator<Item = (EntryId, &'a Draft)> {
    identities.entries.iter().flat_map(move |(_, group)| {
        let drafts = std::iter::once(group.original).chain(group.translations.values().copied());
        corpus
            .find_entry(group.id)
            .filter(|id| corpus.entry(*id).is_listed())
            .into_iter()
            .flat_map(move |id| drafts.clone().map(move |draft| (id, draft)))
    })
}

fn backlinks(identities: &Identities<'_>, mentions: &Mentions, corpus: &Corpus) -> Vec<Vec<EntryId>> {
    let mut all: Vec<BTreeSet<EntryId>> = vec![BTreeSet::new(); corpus.entries.len()];
    for (from, draft) in files(identities, corpus) {
        let linked = draft.signature.links.iter().filter_map(|target| match target {
            LinkTarget::Entry { id, .. } => corpus.find_entry(id),
            _ => None,
        });
        let named = mentions.get(&draft.file).into_iter().flat_map(|found| found.iter());
        let named = named.filter_map(|mention| corpus.find_entry(&mention.entry));
        for to in linked.chain(named).filter(|to| *to != from) {
            all[to.0 as usize].insert(from);
        }
    }
    all.into_iter().map(|entries| entries.into_iter().collect()).collect()
}

fn citations(identities: &Identities<'_>, corpus: &Corpus) -> Vec<BTreeSet<ParagraphId>> {
    let of_entry = |entry: &Entry| if entry.is_listed() { entry_citations(entry) } else { BTreeSet::new() };
    let mut all: Vec<BTreeSet<ParagraphId>> = corpus.entries.iter().map(of_entry).collect();
    for (id, draft) in files(identities, corpus) {
        let cited = draft.signature.citations.iter().filter_map(|c| corpus.find_paragraph(c).ok());
        all[id.0 as usize].extend(cited);
    }
    all
}

fn entry_citations(entry: &Entry) -> BTreeSet<ParagraphId> {
    let mut cited: BTreeSet<ParagraphId> = entry.cite.iter().chain(&entry.state.cite).copied().collect();
    cited.extend(entry.agencies.iter().flat_map(|part| &part.cite));
    cited.extend(entry.milestones.iter().flat_map(|milestone| &milestone.cite));
    cited.extend(entry.observations.iter().flat_map(|observation| &observation.cite));
    cited.extend(entry.former_names.iter().flat_map(|former| &former.cite));
    cited
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ring_is_found_once() {
        let id = EntryId;
        let next = BTreeMap::from([
            (id(0), vec![id(1)]),
            (id(1), vec![id(2)]),
            (id(2), vec![id(0), id(3)]),
            (id(3), vec![id(3)]),
            (id(4), vec![id(0)]),
        ]);
        assert_eq!(rings(&next), [vec![id(0), id(1), id(2)], vec![id(3)]]);
    }
}
