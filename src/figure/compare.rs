//! When two figures are the same, and when a text holds a figure.
//!
//! Start with [`holds`].

use super::{Figure, FigureValue, Force, Quantity, Unit};
use crate::model::{
    choice::UnitClass,
    date::{Date, Period},
    decimal::Decimal,
};

impl Figure {
    /// Whether two figures say the same: value, class of unit and exactness, or date and precision.
    pub fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (FigureValue::Quantity(a), FigureValue::Quantity(b)) => a.same(b),
            (FigureValue::Date { period: a, .. }, FigureValue::Date { period: b, .. }) => a == b,
            (FigureValue::Date { period, bare: true }, FigureValue::Quantity(quantity))
            | (FigureValue::Quantity(quantity), FigureValue::Date { period, bare: true }) => {
                is_year(*period, quantity)
            }
            _ => false,
        }
    }

    /// Whether it is one thing or one span of time, which another language may give by an article alone.
    pub fn is_one(&self) -> bool {
        self.quantity().is_some_and(|quantity| {
            quantity.from == Decimal::whole(1)
                && quantity.to.is_none()
                && matches!(quantity.unit.class, UnitClass::Count | UnitClass::Time)
        })
    }

    /// Whether both are one span of time, and not the same.
    pub fn is_other_span(&self, other: &Self) -> bool {
        let is_span = |figure: &Self| {
            figure.is_one()
                && figure.quantity().is_some_and(|quantity| quantity.unit.class == UnitClass::Time)
        };
        is_span(self) && is_span(other) && !self.same(other)
    }

    /// The ends of a range.
    fn ends(&self) -> Vec<Quantity> {
        let Some(range) = self.quantity() else { return Vec::new() };
        let end = |from: Decimal| Quantity { from, to: None, ..range.clone() };
        range.to.map_or_else(Vec::new, |to| vec![end(range.from), end(to)])
    }

    /// The quantity, if it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.value {
            FigureValue::Quantity(quantity) => Some(quantity),
            FigureValue::Date { .. } => None,
        }
    }
}

/// Whether a bare number that was read as a year is this count.
fn is_year(period: Period, quantity: &Quantity) -> bool {
    let year = period.start.map(|date| Decimal::whole(i64::from(date.year)));
    quantity.unit.class == UnitClass::Count && quantity.to.is_none() && year == Some(quantity.from)
}

impl Quantity {
    /// Whether two quantities are the same in value, class of unit and exactness.
    pub fn same(&self, other: &Self) -> bool {
        self.same_value(other) && self.exactness.agrees(other.exactness)
    }

    /// Whether two quantities are the same in value and class of unit.
    pub fn same_value(&self, other: &Self) -> bool {
        self.unit.is_comparable(&other.unit)
            && same_number(self.from, &self.unit, other.from, &other.unit)
            && match (self.to, other.to) {
                (None, None) => true,
                (Some(a), Some(b)) => same_number(a, &self.unit, b, &other.unit),
                _ => false,
            }
    }

    /// Whether classifiers of one language let two counts be counts of the same things.
    pub fn same_family(&self, other: &Self) -> bool {
        let (a, b) = (self.unit.family, other.unit.family);
        a == 0 || b == 0 || a == b
    }

    /// The value in the unit that it is converted to.
    fn approximate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "it only ranks what is near")]
        let (up, down) = (self.unit.factor.0 as f64, self.unit.factor.1 as f64);
        self.from.approximate() * up / down
    }
}

impl Unit {
    /// Whether values of two units can be compared.
    pub fn is_comparable(&self, other: &Self) -> bool {
        self.class == other.class && self.base == other.base
    }
}

/// Compares a times its factor with b times its own, without dividing.
fn same_number(a: Decimal, of_a: &Unit, b: Decimal, of_b: &Unit) -> bool {
    let product = |value: Decimal, up: i64, down: i64| {
        value.magnitude().times(Decimal::whole(up))?.times(Decimal::whole(down))
    };
    let left = product(a, of_a.factor.0, of_b.factor.1);
    left.is_some() && left == product(b, of_b.factor.0, of_a.factor.1)
}

/// Whether some figures say what a figure says: it is among them, or a range is told by its ends
/// ("from 3 to 5"), or an end by its range.
pub fn says<'a, I: Iterator<Item = &'a Figure> + Clone>(text: &I, figure: &Figure) -> bool {
    let has = |figure: &Figure| text.clone().any(|known| known.same(figure));
    let FigureValue::Quantity(quantity) = &figure.value else { return has(figure) };
    let end = |value: Decimal| Figure {
        value: FigureValue::Quantity(Quantity { from: value, to: None, ..quantity.clone() }),
        ..*figure
    };
    has(figure)
        || match quantity.to {
            Some(to) => has(&end(quantity.from)) && has(&end(to)),
            None => text.clone().any(|known| known.ends().iter().any(|known| known.same(quantity))),
        }
}

/// Whether the figures of a text hold a figure that is taken from it.
///
/// A coarser date is held by a finer one, never the reverse, and a span by both of its ends.
/// `same_language` compares classifiers, too.
pub fn holds<'a, I>(text: &I, figure: &Figure, same_language: bool) -> bool
where
    I: Iterator<Item = &'a Figure> + Clone,
{
    match &figure.value {
        FigureValue::Quantity(quantity) => {
            if !text.clone().any(|known| known.same(figure)) {
                return says(text, figure);
            }
            let known = text.clone().filter(|known| known.same(figure));
            // A bare number is none of things that a word of its own counts.
            let is_bare = |known: &Figure, of: &Quantity| {
                known.force == Force::Loose && of.unit.family == 0 && quantity.unit.family != 0
            };
            let fits = |known: &&Figure| {
                known.quantity().is_none_or(|of| of.same_family(quantity) && !is_bare(known, of))
            };
            let mut of_family = known.clone().filter(fits);
            if !same_language {
                return known.count() > 0;
            }
            // The very thing, counted by the word for something else.
            let is_otherwise = |known: &Quantity| {
                quantity.noun.is_some() && known.noun == quantity.noun && !known.same_family(quantity)
            };
            of_family.next().is_some() && !known.filter_map(Figure::quantity).any(is_otherwise)
        }
        FigureValue::Date { period, .. } => {
            text.clone().any(|known| known.same(figure)) || holds_period(text, *period)
        }
    }
}

/// Whether the dates of a text hold a span of time: as a whole, or both of its ends.
pub fn holds_period<'a, I: Iterator<Item = &'a Figure> + Clone>(text: &I, period: Period) -> bool {
    let holds_end = |date: Date| {
        text.clone().any(|known| match known.value {
            FigureValue::Date { period, .. } => {
                period.start.is_some_and(|known| includes(date, known))
                    || period.end.is_some_and(|known| includes(date, known))
            }
            FigureValue::Quantity(_) => false,
        })
    };
    period.start.is_none_or(holds_end) && period.end.is_none_or(holds_end)
}

/// Whether a date is the same as another or a coarser one around it.
pub fn includes(coarse: Date, fine: Date) -> bool {
    coarse.year == fine.year
        && coarse.month.is_none_or(|month| fine.month == Some(month))
        && coarse.day.is_none_or(|day| fine.day == Some(day))
}

/// The figure of a text that differs least from another: of its sort if there is one, of its value
/// before all.
pub fn nearest<'a>(text: impl Iterator<Item = &'a Figure>, figure: &Figure) -> Option<&'a Figure> {
    let distance = |known: &Figure| -> Option<f64> {
        match (&known.value, &figure.value) {
            (FigureValue::Quantity(a), FigureValue::Quantity(b)) => {
                let (x, y) = (a.approximate().abs(), b.approximate().abs());
                let ratio = (x.max(1e-9) / y.max(1e-9)).ln().abs();
                let other_unit = if a.unit.is_comparable(&b.unit) { 0.0 } else { 20.0 };
                // The same number of another unit says more than another number of the same.
                let same_number = a.from == b.from && a.to == b.to;
                Some(if same_number { 0.01 + other_unit / 1e4 } else { 0.02 + ratio + other_unit })
            }
            (FigureValue::Date { period: a, .. }, FigureValue::Date { period: b, .. }) => {
                let days = |date: Option<Date>| {
                    date.map_or(0.0, |date| {
                        let (year, month, day) = date.first_day();
                        f64::from(year) * 372.0 + f64::from(month) * 31.0 + f64::from(day)
                    })
                };
                Some((days(a.start) - days(b.start)).abs() + (days(a.end) - days(b.end)).abs())
            }
            _ => None,
        }
    };
    text.filter_map(|known| distance(known).map(|far| (far + f64::from(u8::from(!known.is_stated())), known)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
