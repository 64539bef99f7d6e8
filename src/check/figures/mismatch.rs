//! `figure-mismatch`: an original and its current translation say the same figures, section by section.

use super::{Placed, Subject, own_text::swapped, words::words_of};
use crate::{
    check::aligned,
    figure::{Figure, Role, nearest, says},
    finding::{Finding, codes},
    freshness::WORDS,
    input::{Place, Span},
    model::doc::{Doc, Event, LinkTarget, Section, Tag},
    parse::Draft,
};

/// Compares a translation with its original.
pub(in crate::check) fn check(
    subject: &Subject<'_>,
    aligned: &aligned::Pair<'_>,
    findings: &mut Vec<Finding>,
) {
    let (original, draft) = (aligned.original, aligned.translation);
    let can_read = |draft: &Draft| subject.figures.reader(&draft.lang).is_some();
    if can_read(original) && can_read(draft) {
        let pair = Pair { subject, original, draft, aligned };
        findings.extend(pair.words());
        findings.extend(pair.sections());
    }
}

struct Pair<'a, 's> {
    subject: &'a Subject<'s>,
    original: &'a Draft,
    draft: &'a Draft,
    aligned: &'a aligned::Pair<'a>,
}

/// What one side of a comparison says.
#[derive(Default)]
struct Side {
    /// What the other side has to say, too.
    demands: Vec<Placed>,
    /// What else meets a demand of the other side.
    others: Vec<Figure>,
}

impl Side {
    fn of(figures: &[Placed], others: &[Placed]) -> Self {
        let mut side = Self::default();
        figures.iter().for_each(|placed| side.add(placed.clone()));
        side.others.extend(others.iter().map(|placed| placed.figure.clone()));
        side
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> + Clone {
        self.demands.iter().map(|placed| &placed.figure).chain(&self.others)
    }

    fn has(&self, figure: &Figure) -> bool {
        says(&self.figures(), figure)
    }

    fn add(&mut self, placed: Placed) {
        if !placed.figure.is_stated() {
            self.others.push(placed.figure);
        } else if !self.demands.iter().any(|known| known.figure.same(&placed.figure)) {
            self.demands.push(placed);
        }
    }

    /// What this side demands and the other does not have. One thing may be "the" thing there, unless
    /// it is one hour here and one day there.
    fn missing_in(&self, other: &Self) -> Vec<Placed> {
        let may_be_silent =
            |figure: &Figure| figure.is_one() && !other.figures().any(|known| figure.is_other_span(known));
        let is_missing = |placed: &&Placed| !other.has(&placed.figure) && !may_be_silent(&placed.figure);
        self.demands.iter().filter(is_missing).cloned().collect()
    }
}

impl Pair<'_, '_> {
    fn words(&self) -> Vec<Finding> {
        if !self.aligned.is_current(WORDS) {
            return Vec::new();
        }
        let theirs = words_of(self.original, self.original);
        let mut found = Vec::new();
        for words in words_of(self.draft, self.original) {
            // Words without an id cannot be told apart, and no translation can name them.
            let Some(original) = theirs.iter().find(|original| original.key == words.key) else { continue };
            let (ours, mut our_names) = words.figures(self.subject, self.draft);
            let (theirs, mut their_names) = original.figures(self.subject, self.original);
            found.extend(self.compare(
                &Side::of(&ours, &our_names),
                &Side::of(&theirs, &their_names),
                words.span(),
            ));
            // Other names may differ from language to language, but not by a digit.
            our_names.extend(ours);
            their_names.extend(theirs);
            for (ours, theirs) in swapped(&our_names, &their_names) {
                let there = Side::of(&their_names, &[]);
                if words.others.is_empty() || found.iter().any(|known: &Finding| known.place == ours.place) {
                    continue;
                }
                found.push(self.differs(ours, Some(theirs), &there));
            }
        }
        found
    }

    fn sections(&self) -> Vec<Finding> {
        // A translation may hold the words of the front matter only.
        if !self.draft.signature.has_text {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (number, section) in self.original.body.doc.sections.iter().enumerate() {
            let sections = &self.draft.body.doc.sections;
            let Some(own) = sections.iter().position(|other| other.id == section.id) else { continue };
            if !self.aligned.is_current(&section.id) {
                continue;
            }
            let mut there = self.side(self.original, number);
            let mut here = self.side(self.draft, own);
            if there.missing_in(&here).is_empty() && here.missing_in(&there).is_empty() {
                continue;
            }
            // What stands in quotations and in the names of linked entries may be said in words here.
            there.others.extend(self.shown(self.original, section));
            here.others.extend(self.shown(self.draft, &sections[own]));
            let start = self
                .draft
                .body
                .doc
                .events
                .get(sections[own].first)
                .map_or(self.draft.fence, |(_, span)| *span);
            found.extend(self.compare(&here, &there, start));
        }
        found
    }

    fn side(&self, draft: &Draft, section: usize) -> Side {
        let mut side = Side::default();
        let Some(text) = self.subject.figures.text(&draft.file) else { return side };
        for statement in text.statements.iter().filter(|statement| statement.section == section) {
            for figure in &statement.figures {
                let placed = Placed::new(&draft.file, figure);
                if statement.role == Role::Quotation {
                    side.others.push(placed.figure);
                } else {
                    side.add(placed);
                }
            }
        }
        side
    }

    /// Figures that a reader of a section sees without their standing in its text: those of quotations,
    /// and of the names of entries that links show.
    fn shown(&self, draft: &Draft, section: &Section) -> Vec<Figure> {
        let doc: &Doc = &draft.body.doc;
        let figures = self.subject.figures;
        let mut found = Vec::new();
        for (event, _) in &doc.events[section.first..section.end] {
            match event {
                Event::Start(Tag::Link { target, .. }) => {
                    if let Some(LinkTarget::Entry { id, .. }) = doc.links.get(*target).map(|link| &link.value)
                    {
                        found.extend(figures.names.figures_of(id).iter().map(|(_, figure)| figure.clone()));
                    }
                }
                Event::Citation(index) => {
                    for reference in doc.citations.get(*index).iter().flat_map(|c| &c.value.references) {
                        let source = self.subject.corpus.find_source(&reference.target.value.source);
                        let source = source.map(|id| self.subject.corpus.source(id));
                        if let (Some(source), Some(quote)) = (source, &reference.quote)
                            && let Some(reader) = figures.reader(&source.lang)
                        {
                            found.extend(reader.read(&quote.value, source.published));
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The differences of two sides; each pair of figures that stand for each other is reported once.
    fn compare(&self, here: &Side, there: &Side, start: Span) -> Vec<Finding> {
        let mut lost = there.missing_in(here);
        let mut found = Vec::new();
        for placed in here.missing_in(there) {
            let candidates: Vec<Figure> = lost.iter().map(|lost| lost.figure.clone()).collect();
            let near = nearest(candidates.iter(), &placed.figure);
            let near = near.and_then(|near| candidates.iter().position(|figure| std::ptr::eq(figure, near)));
            let counterpart = near.map(|index| lost.remove(index));
            found.push(self.differs(&placed, counterpart.as_ref(), there));
        }
        for placed in lost {
            let message = format!("`{}` of the original is not said here", placed.written(self.subject));
            let finding = Finding::at(
                &codes::FIGURE_MISMATCH,
                &self.draft.file,
                first_line(self.subject, self.draft, start),
                message,
            )
            .also(placed.place.clone(), "in the original");
            found.push(finding.help("say it in both languages, or in neither"));
        }
        found
    }

    fn differs(&self, placed: &Placed, counterpart: Option<&Placed>, there: &Side) -> Finding {
        let written = placed.written(self.subject);
        let finding = |message: String| Finding::new(&codes::FIGURE_MISMATCH, placed.place.clone(), message);
        if let Some(other) = counterpart {
            let message = format!("`{written}` is `{}` in the original", other.written(self.subject));
            let finding = finding(message).also(other.place.clone(), "in the original");
            return finding.help("let both languages say what the source says");
        }
        let demands: Vec<&Figure> = there.demands.iter().map(|known| &known.figure).collect();
        let near = nearest(demands.iter().copied(), &placed.figure);
        let near = near
            .and_then(|near| there.demands.iter().find(|known| std::ptr::eq(&raw const known.figure, near)));
        let finding = finding(format!("the original does not say `{written}`"));
        let finding = match near {
            Some(near) => finding.also(near.place.clone(), "the nearest figure there"),
            None => finding.also(Place::new(&self.original.file, self.original.fence), "the original"),
        };
        finding.help("say it in both languages, or in neither")
    }
}

/// The first line of what begins at a span.
fn first_line(subject: &Subject<'_>, draft: &Draft, span: Span) -> Span {
    let text = subject.inputs.text(&draft.file).map_or("", |text| text);
    let start = span.range().start;
    let shown = text.get(span.range()).and_then(|shown| shown.lines().next()).unwrap_or("");
    Span::new(start, start + shown.trim_end().len())
}
