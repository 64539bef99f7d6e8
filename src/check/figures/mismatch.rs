//! `figure-mismatch`: an original and its current translation say the same figures, section by section.

use super::{
    Placed, Subject,
    sides::{Compared, Comparison, Difference, Side},
};
use crate::{
    check::aligned::Pair,
    figure::{Figure, nearest},
    finding::{Finding, codes},
    freshness::WORDS,
    input::{Place, Span},
    parse::Draft,
};

/// Compares a translation with its original.
pub(in crate::check) fn check(subject: &Subject<'_>, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
    let Some(comparison) = Comparison::new(subject, pair.original, pair.translation) else { return };
    if pair.is_current(WORDS) {
        for (words, compared) in comparison.words() {
            report(&comparison, &compared, words.span(), findings);
        }
    }
    // A translation may hold the words of the front matter only.
    if !pair.translation.signature.has_text {
        return;
    }
    for (theirs, section) in pair.original.body.doc.sections.iter().enumerate() {
        let doc = &pair.translation.body.doc;
        let Some(ours) = doc.sections.iter().position(|other| other.id == section.id) else { continue };
        if pair.is_current(&section.id) {
            let start = doc.events.get(doc.sections[ours].first);
            let start = start.map_or(pair.translation.fence, |(_, span)| *span);
            report(&comparison, &comparison.section(theirs, ours), start, findings);
        }
    }
}

/// A finding for each difference; what is not said at all is reported where the words begin that
/// should say it.
fn report(comparison: &Comparison<'_, '_>, compared: &Compared, start: Span, findings: &mut Vec<Finding>) {
    let Comparison { subject, translation, .. } = comparison;
    for difference in &compared.differences {
        findings.push(match difference {
            Difference { here: Some(here), there } => {
                differs(comparison, here, there.as_ref(), &compared.there)
            }
            Difference { here: None, there: Some(there) } => {
                let message = format!("`{}` of the original is not said here", there.written(subject));
                let span = first_line(subject, translation, start);
                Finding::at(&codes::FIGURE_MISMATCH, &translation.file, span, message)
                    .also(there.place.clone(), "in the original")
                    .help("say it in both languages, or in neither")
            }
            Difference { here: None, there: None } => continue,
        });
    }
}

fn differs(
    comparison: &Comparison<'_, '_>,
    placed: &Placed,
    counterpart: Option<&Placed>,
    there: &Side,
) -> Finding {
    let Comparison { subject, original, .. } = comparison;
    let written = placed.written(subject);
    let finding = |message: String| Finding::new(&codes::FIGURE_MISMATCH, placed.place.clone(), message);
    if let Some(other) = counterpart {
        let message = format!("`{written}` is `{}` in the original", other.written(subject));
        let finding = finding(message).also(other.place.clone(), "in the original");
        return finding.help("let both languages say what the source says");
    }
    let demands: Vec<&Figure> = there.demands.iter().map(|known| &known.figure).collect();
    let near = nearest(demands.iter().copied(), &placed.figure);
    let near =
        near.and_then(|near| there.demands.iter().find(|known| std::ptr::eq(&raw const known.figure, near)));
    let finding = finding(format!("the original does not say `{written}`"));
    let finding = match near {
        Some(near) => finding.also(near.place.clone(), "the nearest figure there"),
        None => finding.also(Place::new(&original.file, original.fence), "the original"),
    };
    finding.help("say it in both languages, or in neither")
}

/// The first line of what begins at a span.
fn first_line(subject: &Subject<'_>, draft: &Draft, span: Span) -> Span {
    let text = subject.inputs.text(&draft.file).map_or("", |text| text);
    let start = span.range().start;
    let shown = text.get(span.range()).and_then(|shown| shown.lines().next()).unwrap_or("");
    Span::new(start, start + shown.trim_end().len())
}
