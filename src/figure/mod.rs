//! Figures in running text: quantities with their units, and dates.
//!
//! A text and what is known of its language go in ([`Reader`], made from the table `[figures]` of a
//! language data file); [`Figure`]s come out, each with its place, its value in numbers and its unit, so
//! that `1.95万件` and `19,500 applications` are the same. Two figures are compared by [`Figure::same`],
//! a figure and the text it is taken from by [`holds`]. Nothing here knows a language, reads a file or
//! reports anything.
//!
//! Start with [`Figure`]; `reader.rs` walks through a text, `quantity.rs` and `date.rs` read what it
//! meets, `passages.rs` does so for a whole document.

mod compare;
mod compile;
mod date;
mod names;

mod number;
mod passages;

mod quantity;
mod reader;
#[cfg(test)]
mod tests;
mod words;

pub use compare::{holds, holds_period, includes, nearest, says};
pub use names::NameIndex;
pub use passages::{Passages, Role, Statement};

pub use reader::Reader;

use crate::input::Span;
use crate::model::{
    choice::{Qualifier, UnitClass},
    date::Period,
    decimal::Decimal,
};
use std::sync::Arc;

/// A quantity or a date, as a text gives it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Where it stands, words of exactness and unit included.
    pub span: Span,
    /// What it says.
    pub value: FigureValue,
    /// How much it counts.
    pub force: Force,
}

/// How much a figure counts. Every figure can stand for one of another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// It states something: other texts that say the same must have it, too.
    Stated,
    /// It is a part of a name. Another text may name the thing otherwise.
    Named,
    /// A turn of phrase, a number of nothing. Another text may do without it.
    Loose,
}

impl Figure {
    /// Whether other texts must have it.
    pub fn is_stated(&self) -> bool {
        self.force == Force::Stated
    }
}

/// What a figure says.
#[derive(Clone, Debug)]
pub enum FigureValue {
    /// How much.
    Quantity(Quantity),
    /// When: both ends are given; a single date begins and ends itself.
    Date {
        /// The date, or the span of time.
        period: Period,
        /// Whether it is a bare number that may be a count as well: "2018".
        bare: bool,
    },
}

/// A number, or a range of numbers, of a unit.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number, or the smaller end.
    pub from: Decimal,
    /// The larger end of a range.
    pub to: Option<Decimal>,
    /// The unit that both are counted in.
    pub unit: Arc<Unit>,
    /// How exact it is.
    pub exactness: Exactness,
    /// The beginning of what is counted, in a script without spaces.
    pub noun: Option<[char; 2]>,
}

/// What numbers are counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The class: only within one class are numbers compared.
    pub class: UnitClass,
    /// The unit that values are converted to: a symbol, a currency, nothing for counts.
    pub base: Box<str>,
    /// How many of it one is, as a fraction.
    pub factor: (i64, i64),
    /// For counts, the family of the classifier; 0 where any will do.
    pub family: u8,
}

impl Unit {
    /// Things that are counted, whatever they are.
    pub fn count() -> Self {
        Self { class: UnitClass::Count, base: "".into(), factor: (1, 1), family: 0 }
    }

    /// A unit of which no more is known than its symbol.
    pub fn named(class: UnitClass, base: &str) -> Self {
        Self { class, base: base.into(), factor: (1, 1), family: 0 }
    }
}

/// How exact a quantity is: one qualifier, or several where a word leaves that open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exactness(u8);

impl Exactness {
    /// As it stands.
    pub const EXACT: Self = Self(1);

    /// No qualifier at all; joined with others only.
    const NONE: Self = Self(0);

    /// One qualifier.
    pub fn of(qualifier: Qualifier) -> Self {
        Self(1 << qualifier as u8)
    }

    /// Either of two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether two may mean the same.
    pub fn agrees(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn or_exact(self) -> Self {
        if self == Self::NONE { Self::EXACT } else { self }
    }
}
