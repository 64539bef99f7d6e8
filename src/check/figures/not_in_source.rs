//! `figure-not-in-source`: every figure of a covered statement or fact stands in a paragraph that
//! covers it, by value, unit and exactness.

use super::{
    Placed, Subject, facts, own_text,
    support::Support,
    words::{references, words_of},
};
use crate::{
    check::texts::Texts,
    figure::{Figure, Quantity, Statement},
    finding::{Finding, codes},
    input::Place,
    model::{
        date::Date,
        decimal::Decimal,
        doc::{Event, LinkTarget, SourceRef, Tag, TagEnd},
    },
    parse::Draft,
};

/// Checks the text, the words and the facts of a document.
pub(in crate::check) fn check(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    facts::check(subject, draft, findings);
    if subject.figures.reader(&draft.lang).is_some() {
        check_text(subject, draft, findings);
        check_words(subject, draft, findings);
        own_text::check(subject, draft, findings);
    }
}

fn check_text(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let Some(text) = subject.figures.text(&draft.file) else { return };
    for statement in text.statements.iter().filter(|statement| !statement.citations.is_empty()) {
        check_derivations(subject, draft, statement, findings);
        if statement.figures.iter().all(|figure| !figure.is_stated()) {
            continue;
        }
        let Some(support) = Support::of(subject, cited(draft, statement), &draft.lang) else { continue };
        let missing: Vec<&Figure> =
            statement.figures.iter().filter(|figure| figure.is_stated() && !support.holds(figure)).collect();
        if missing.is_empty() {
            continue;
        }
        let derived = derived(subject, draft, statement);
        for figure in missing {
            if !derived.iter().any(|known| is_derived(known, figure)) && !is_in_name(subject, draft, figure) {
                let placed = Placed::new(&draft.file, figure);
                findings.push(support.finding(placed.place.clone(), &placed.written(subject), figure));
            }
        }
    }
}

/// The paragraphs that cover a statement.
pub(super) fn cited<'a>(draft: &'a Draft, statement: &'a Statement) -> impl Iterator<Item = &'a SourceRef> {
    let citations = statement.citations.iter().filter_map(|index| draft.body.doc.citations.get(*index));
    citations.flat_map(|citation| &citation.value.references).map(|reference| &reference.target.value)
}

/// The figures that a statement says are derived.
pub(super) fn derived(subject: &Subject<'_>, draft: &Draft, statement: &Statement) -> Vec<Figure> {
    let Some(reader) = subject.figures.reader(&draft.lang) else { return Vec::new() };
    let citations = statement.citations.iter().filter_map(|index| draft.body.doc.citations.get(*index));
    let references = citations.flat_map(|citation| &citation.value.references);
    references.filter_map(|r| r.derived.as_ref()).flat_map(|words| reader.read(&words.value, None)).collect()
}

/// Whether a figure is one that was derived, be it said with more or less exactness.
pub(super) fn is_derived(known: &Figure, figure: &Figure) -> bool {
    match (known.quantity(), figure.quantity()) {
        (Some(known), Some(figure)) => known.same_value(figure),
        _ => known.same(figure),
    }
}

/// Whether a figure stands in a link to an entry in whose names it stands, too.
fn is_in_name(subject: &Subject<'_>, draft: &Draft, figure: &Figure) -> bool {
    let doc = &draft.body.doc;
    let mut open = None;
    for (event, span) in &doc.events {
        match event {
            Event::Start(Tag::Link { target, .. }) => open = Some(*target),
            Event::End(TagEnd::Link) => open = None,
            Event::Text(_) if span.start <= figure.span.start && figure.span.end <= span.end => break,
            _ => {}
        }
    }
    let target = open.and_then(|target| doc.links.get(target)).map(|link| &link.value);
    let Some(LinkTarget::Entry { id, .. }) = target else { return false };
    let same_family = |known: &Figure| match (known.quantity(), figure.quantity()) {
        (Some(known), Some(figure)) => known.same_family(figure),
        _ => true,
    };
    let names = subject.figures.names.figures_of(id).iter();
    names.filter(|(lang, _)| *lang == draft.lang).any(|(_, known)| known.same(figure) && same_family(known))
}

/// Computes again what a derivation says, where it only changes the unit.
fn check_derivations(
    subject: &Subject<'_>,
    draft: &Draft,
    statement: &Statement,
    findings: &mut Vec<Finding>,
) {
    for index in &statement.citations {
        let Some(citation) = draft.body.doc.citations.get(*index) else { continue };
        for reference in &citation.value.references {
            let (Some(quote), Some(derived)) = (&reference.quote, &reference.derived) else { continue };
            let Some(source) = subject.corpus.find_source(&reference.target.value.source) else { continue };
            let source = subject.corpus.source(source);
            let from = one_quantity(subject, &source.lang, &quote.value, source.published);
            let to = one_quantity(subject, &draft.lang, &derived.value, None);
            if let (Some(from), Some(to)) = (from, to)
                && let Some(fault) = conversion_fault(&from, &to)
            {
                let message = format!("`{}` does not come to `{}`: {fault}", quote.value, derived.value);
                let finding = Finding::at(&codes::FIGURE_NOT_IN_SOURCE, &draft.file, derived.span, message);
                findings.push(
                    finding
                        .also(Place::new(&draft.file, quote.span), "derived from this")
                        .help("correct the figure here and in the sentence"),
                );
            }
        }
    }
}

/// The one quantity of some words.
fn one_quantity(
    subject: &Subject<'_>,
    lang: &crate::model::lang::Lang,
    words: &str,
    published: Option<Date>,
) -> Option<Quantity> {
    let figures = subject.figures.reader(lang)?.read(words, published);
    match figures.as_slice() {
        [figure] if figure.is_stated() => figure.quantity().cloned(),
        _ => None,
    }
}

/// What is wrong with a quantity in another unit: the difference is more than rounding explains.
fn conversion_fault(from: &Quantity, to: &Quantity) -> Option<String> {
    let is_conversion = from.unit.is_comparable(&to.unit) && from.unit.factor != to.unit.factor;
    if !is_conversion || from.to.is_some() || to.to.is_some() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "rounding is asked for, not equality")]
    let ratio = |up: i64, down: i64| up as f64 / down as f64;
    let (a, b) = (from.unit.factor, to.unit.factor);
    let exact = from.from.approximate() * ratio(a.0, a.1) / ratio(b.0, b.1);
    let written = to.from.approximate();
    ((exact - written).abs() > last_place(to.from) / 2.0 * 1.000_001)
        .then(|| format!("it is {}", shortened(exact)))
}

/// The worth of the last digit of a number that is not a zero before the decimal point.
fn last_place(value: Decimal) -> f64 {
    let (_, whole, fraction) = value.parts();
    if !fraction.is_empty() {
        return 10_f64.powi(-i32::try_from(fraction.len()).unwrap_or(0));
    }
    let zeros = whole.len() - whole.trim_end_matches('0').len();
    10_f64.powi(i32::try_from(zeros.min(whole.len().saturating_sub(1))).unwrap_or(0))
}

fn shortened(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Checks the words of front matter against the paragraphs that cover them.
fn check_words(subject: &Subject<'_>, draft: &Draft, findings: &mut Vec<Finding>) {
    let texts = Texts::of(subject, draft);
    let Some(original) = texts.as_ref().and_then(|texts| texts.original_draft(subject)) else { return };
    for words in words_of(draft, original) {
        let Some(cite) = words.cite else { continue };
        let (figures, others) = words.figures(subject, draft);
        if figures.iter().chain(&others).all(|placed| !placed.figure.is_stated()) {
            continue;
        }
        let Some(support) = Support::of(subject, references(cite), &draft.lang) else { continue };
        for placed in figures.iter().chain(&others).filter(|placed| placed.figure.is_stated()) {
            if !support.holds(&placed.figure) {
                let finding = support.finding(placed.place.clone(), &placed.written(subject), &placed.figure);
                findings.push(finding);
            }
        }
    }
}
