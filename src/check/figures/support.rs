//! What the cited paragraphs say in figures.
//!
//! Start with [`Support::of`].

use super::Subject;
use crate::{
    figure::{Figure, FigureValue, holds, includes, nearest},
    finding::{Finding, codes},
    input::Place,
    model::{
        date::{Date, Period},
        doc::SourceRef,
        lang::Lang,
        source::{Paragraph, ParagraphId, Source},
    },
};

/// A cited paragraph with its figures.
struct Cited<'a> {
    id: ParagraphId,
    source: &'a Source,
    paragraph: &'a Paragraph,
    figures: &'a [Figure],
    same_language: bool,
}

/// The paragraphs that cover a statement or a fact.
pub(super) struct Support<'a> {
    cited: Vec<Cited<'a>>,
}

impl<'a> Support<'a> {
    /// The paragraphs of some references; nothing if one of them does not exist or cannot be read, so
    /// that nobody can say what is missing.
    pub(super) fn of<'r>(
        subject: &Subject<'a>,
        references: impl Iterator<Item = &'r SourceRef>,
        lang: &Lang,
    ) -> Option<Self> {
        let mut cited: Vec<Cited<'a>> = Vec::new();
        for reference in references {
            let id = subject.corpus.find_paragraph(reference).ok()?;
            if cited.iter().any(|known| known.id == id) {
                continue;
            }
            let source = subject.corpus.source(id.source);
            let place = usize::try_from(id.number).ok()?.checked_sub(1)?;
            let figures = subject.figures.source(&source.file)?.get(place)?;
            let has_classifiers =
                || subject.figures.reader(lang).is_some_and(crate::figure::Reader::has_classifiers);
            cited.push(Cited {
                id,
                source,
                paragraph: source.paragraph(id.number)?,
                figures,
                same_language: source.lang == *lang && has_classifiers(),
            });
        }
        (!cited.is_empty()).then_some(Self { cited })
    }

    /// All figures of the paragraphs.
    fn figures(&self) -> impl Iterator<Item = &'a Figure> + Clone + '_ {
        self.cited.iter().flat_map(|cited| cited.figures)
    }

    /// Whether the paragraphs hold a figure.
    pub(super) fn holds(&self, figure: &Figure) -> bool {
        match figure.value {
            FigureValue::Quantity(_) => {
                self.cited.iter().any(|cited| holds(&cited.figures.iter(), figure, cited.same_language))
            }
            FigureValue::Date { period, .. } => {
                // What a text knows as of the day of publication, it knows from the whole source.
                let day = period.start.filter(|date| period.end == Some(*date) && date.day.is_some());
                holds(&self.figures(), figure, false) || day.is_some_and(|day| self.is_published(day))
            }
        }
    }

    /// Whether the paragraphs state a quantity: with its unit, not in a turn of phrase. One thing may be
    /// told by a turn of phrase.
    pub(super) fn holds_stated(&self, figure: &Figure) -> bool {
        self.cited.iter().any(|cited| {
            let stated = cited.figures.iter().filter(|known| known.is_stated() || figure.is_one());
            holds(&stated, figure, cited.same_language)
        })
    }

    /// Whether a span of time ends on the very day on which one of the sources was published, and begins
    /// with it or as the paragraphs say: a fact may be known for that day.
    pub(super) fn holds_until_published(&self, period: Period) -> bool {
        let ends_then =
            period.end.is_some_and(|end| self.cited.iter().any(|cited| cited.source.published == Some(end)));
        let starts = || {
            let start = Period { start: period.start, end: None };
            period.start == period.end || crate::figure::holds_period(&self.figures(), start)
        };
        ends_then && starts()
    }

    /// Whether one of the sources was published on a date, as far as that says.
    pub(super) fn is_published(&self, date: Date) -> bool {
        self.cited.iter().any(|cited| cited.source.published.is_some_and(|day| includes(date, day)))
    }

    /// Whether it has a paragraph.
    pub(super) fn has(&self, id: ParagraphId) -> bool {
        self.cited.iter().any(|cited| cited.id == id)
    }

    /// The paragraphs.
    pub(super) fn ids(&self) -> impl Iterator<Item = ParagraphId> + '_ {
        self.cited.iter().map(|cited| cited.id)
    }

    /// The finding for a figure that none of the paragraphs holds.
    pub(super) fn finding(&self, place: Place, written: &str, figure: &Figure) -> Finding {
        let names: Vec<String> = self.cited.iter().map(Cited::name).collect();
        let near = self.nearest(figure);
        let has = match &near {
            Some(near) if self.cited.len() == 1 => format!(", which has `{}`", near.text),
            Some(near) => format!("; {} has `{}`", near.paragraph, near.text),
            None => String::new(),
        };
        let message = format!("`{written}` does not stand in {}{has}", names.join(" or "));
        let finding =
            Finding::new(&codes::FIGURE_NOT_IN_SOURCE, place, message).label("not in the cited paragraph");
        let (also, text) = match near {
            Some(near) => (near.place, "the nearest figure"),
            None => {
                let first = &self.cited[0];
                (Place::new(&first.source.file, first.paragraph.span), "it has no such figure")
            }
        };
        finding
            .also(also, text)
            .help("correct the figure, or cite the paragraph that it stands in; say `\"words there\" => \"words here\"` in the citation if it is derived")
    }

    /// The nearest figure of the paragraphs.
    fn nearest(&self, figure: &Figure) -> Option<Near> {
        let near = nearest(self.figures(), figure)?;
        let cited = self.cited.iter().find(|cited| cited.figures.iter().any(|f| std::ptr::eq(f, near)))?;
        let text = cited.paragraph.text.get(near.span.range())?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Near { text, paragraph: cited.name(), place: cited.place(near) })
    }
}

/// A figure of a paragraph, for a message.
struct Near {
    text: String,
    paragraph: String,
    place: Place,
}

impl Cited<'_> {
    /// What a citation calls it.
    fn name(&self) -> String {
        format!("`{}#P{}`", self.source.id, self.id.number)
    }

    /// Where a figure of the paragraph stands: marks of a heading are in the file and not in the text.
    fn place(&self, figure: &Figure) -> Place {
        let span = self.paragraph.span;
        let before = span.range().len().saturating_sub(self.paragraph.text.len());
        let moved = figure.span.shifted(span.start as usize + before);
        Place::new(&self.source.file, if moved.end <= span.end { moved } else { span })
    }
}
