//! An original and a translation beside each other: which figures each demands of the other.
//!
//! A pair of drafts goes in; for words of one meaning, and for sections of one id, comes out what each
//! side says in figures and how the two differ. `mismatch.rs` makes findings of the differences, the
//! pages that show both texts mark them; whether a part is to be compared at all is theirs to know.
//!
//! Start with [`Comparison`].

use super::{
    Placed, Subject,
    own_text::swapped,
    words::{Words, words_of},
};
use crate::{
    figure::{Figure, Role, nearest, says},
    input::Span,
    model::doc::{Event, LinkTarget, Tag},
    parse::Draft,
};
use std::ops::Range;

/// An original and a translation in languages whose figures can be read.
pub(crate) struct Comparison<'a, 's> {
    /// What is checked.
    pub(crate) subject: &'a Subject<'s>,
    /// The original.
    pub(crate) original: &'a Draft,
    /// The translation.
    pub(crate) translation: &'a Draft,
}

/// What two texts of one meaning say in figures.
#[derive(Default)]
pub(crate) struct Compared {
    /// The original's side.
    pub(crate) there: Side,
    /// The translation's side.
    pub(crate) here: Side,
    /// What only one of them says; two figures that stand for each other are one difference.
    pub(crate) differences: Vec<Difference>,
}

/// A figure that only one side says, or two that differ.
pub(crate) struct Difference {
    /// The translation's.
    pub(crate) here: Option<Placed>,
    /// The original's.
    pub(crate) there: Option<Placed>,
}

/// What one side of a comparison says.
#[derive(Default)]
pub(crate) struct Side {
    /// What the other side has to say, too.
    pub(crate) demands: Vec<Placed>,
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

    /// Whether the other side has to say a figure.
    fn demands(&self, figure: &Figure) -> bool {
        self.demands.iter().any(|known| known.figure.same(figure))
    }

    fn add(&mut self, placed: Placed) {
        if !placed.figure.is_stated() {
            self.others.push(placed.figure);
        } else if !self.demands(&placed.figure) {
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

impl Compared {
    fn of(there: Side, here: Side) -> Self {
        let mut lost = there.missing_in(&here);
        let mut differences = Vec::new();
        for placed in here.missing_in(&there) {
            let candidates: Vec<Figure> = lost.iter().map(|lost| lost.figure.clone()).collect();
            let near = nearest(candidates.iter(), &placed.figure);
            let near = near.and_then(|near| candidates.iter().position(|figure| std::ptr::eq(figure, near)));
            let counterpart = near.map(|index| lost.remove(index));
            differences.push(Difference { here: Some(placed), there: counterpart });
        }
        differences.extend(lost.into_iter().map(|lost| Difference { here: None, there: Some(lost) }));
        Self { there, here, differences }
    }

    /// Whether a figure of one side is not said on the other. A difference is found once, and holds for
    /// every time that the side says the figure with the same force.
    pub(crate) fn is_missing(&self, figure: &Figure, is_original: bool) -> bool {
        let side = |difference: &'_ Difference| -> bool {
            let placed = if is_original { &difference.there } else { &difference.here };
            let is_it = |placed: &Placed| placed.figure.same(figure) && placed.figure.force == figure.force;
            placed.as_ref().is_some_and(is_it)
        };
        self.differences.iter().any(side)
    }

    /// Whether one of the sides demands of the other that it says a figure.
    pub(crate) fn demands(&self, figure: &Figure) -> bool {
        self.there.demands(figure) || self.here.demands(figure)
    }
}

impl<'a, 's> Comparison<'a, 's> {
    /// Begins; nothing if the figures of one of the languages cannot be read.
    pub(crate) fn new(subject: &'a Subject<'s>, original: &'a Draft, translation: &'a Draft) -> Option<Self> {
        let can_read = |draft: &Draft| subject.figures.reader(&draft.lang).is_some();
        (can_read(original) && can_read(translation)).then_some(Self { subject, original, translation })
    }

    /// The words of the translation that the original has, too, each compared.
    pub(crate) fn words(&self) -> Vec<(Words<'a>, Compared)> {
        let theirs = words_of(self.original, self.original);
        let mut all = Vec::new();
        for words in words_of(self.translation, self.original) {
            // Words without an id cannot be told apart, and no translation can name them.
            let Some(original) = theirs.iter().find(|original| original.key == words.key) else { continue };
            let (ours, mut our_names) = words.figures(self.subject, self.translation);
            let (theirs, mut their_names) = original.figures(self.subject, self.original);
            let mut compared = Compared::of(Side::of(&theirs, &their_names), Side::of(&ours, &our_names));
            // Other names may differ from language to language, but not by a digit.
            our_names.extend(ours);
            their_names.extend(theirs);
            for (ours, theirs) in swapped(&our_names, &their_names) {
                let known = compared.differences.iter().filter_map(|difference| difference.here.as_ref());
                let is_known = known.into_iter().any(|known| known.place == ours.place);
                if !words.others.is_empty() && !is_known {
                    let (here, there) = (Some(ours.clone()), Some(theirs.clone()));
                    compared.differences.push(Difference { here, there });
                }
            }
            all.push((words, compared));
        }
        all
    }

    /// Compares two sections, each an index into the sections of its text.
    pub(crate) fn section(&self, theirs: usize, ours: usize) -> Compared {
        let of = |draft: &Draft, section: usize| {
            let section = &draft.body.doc.sections[section];
            section.first..section.end
        };
        let (theirs_all, ours_all) = (of(self.original, theirs), of(self.translation, ours));
        let text = |draft: &Draft, section: usize| self.side(draft, |at, _| at == section);
        let (there, here) = (text(self.original, theirs), text(self.translation, ours));
        self.with_shown(there, here, &[theirs_all], &[ours_all])
    }

    /// Compares parts of two texts, each given by its events.
    pub(crate) fn part(&self, theirs: &[Range<usize>], ours: &[Range<usize>]) -> Compared {
        let text = |draft: &Draft, ranges: &[Range<usize>]| {
            let places: Vec<Range<u32>> = ranges.iter().map(|range| place_of(draft, range)).collect();
            self.side(draft, |_, span| places.iter().any(|place| place.contains(&span.start)))
        };
        let (there, here) = (text(self.original, theirs), text(self.translation, ours));
        self.with_shown(there, here, theirs, ours)
    }

    /// Compares two sides; if they differ, what stands in quotations and in the names of linked entries
    /// counts, too, for it may be said in words on the other side.
    fn with_shown(
        &self,
        mut there: Side,
        mut here: Side,
        theirs: &[Range<usize>],
        ours: &[Range<usize>],
    ) -> Compared {
        if !there.missing_in(&here).is_empty() || !here.missing_in(&there).is_empty() {
            there.others.extend(self.shown(self.original, theirs));
            here.others.extend(self.shown(self.translation, ours));
        }
        Compared::of(there, here)
    }

    /// What a text says in the figures that are picked by their section and place.
    fn side(&self, draft: &Draft, pick: impl Fn(usize, Span) -> bool) -> Side {
        let mut side = Side::default();
        let Some(text) = self.subject.figures.text(&draft.file) else { return side };
        for statement in &text.statements {
            for figure in statement.figures.iter().filter(|figure| pick(statement.section, figure.span)) {
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

    /// Figures that a reader sees without their standing in the text: those of quotations, and of the
    /// names of entries that links show.
    fn shown(&self, draft: &Draft, ranges: &[Range<usize>]) -> Vec<Figure> {
        let (doc, figures) = (&draft.body.doc, self.subject.figures);
        let mut found = Vec::new();
        for (event, _) in ranges.iter().flat_map(|range| &doc.events[range.clone()]) {
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
}

/// Where a run of events stands in its file.
fn place_of(draft: &Draft, range: &Range<usize>) -> Range<u32> {
    let spans = draft.body.doc.events[range.clone()].iter().map(|(_, span)| span);
    let start = spans.clone().map(|span| span.start).min().unwrap_or(0);
    start..spans.map(|span| span.end).max().unwrap_or(start)
}
