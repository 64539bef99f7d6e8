//! Finite decimal numbers, exact and as precise as written.

use std::{cmp::Ordering, fmt};

/// A decimal number: `digits` divided by ten to the power `scale`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// Reads digits with an optional sign and decimal point, as in `-15.2`; no exponent.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
        let digits_only = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) || rest.ends_with('.') {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { digits: sign * digits, scale: u32::try_from(fraction.len()).ok()? })
    }

    /// The number divided by ten to the power `exponent`, without trailing zeros.
    #[must_use]
    pub fn scaled_down(self, exponent: u32) -> Self {
        let mut result = Self { digits: self.digits, scale: self.scale + exponent };
        while result.scale > 0 && result.digits % 10 == 0 {
            result.digits /= 10;
            result.scale -= 1;
        }
        result
    }

    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self { digits: i128::from(value), scale: 0 }
    }

    /// The product of two numbers; nothing if it has more than 38 digits.
    pub fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        let scale = self.scale.checked_add(other.scale).filter(|scale| *scale < 38)?;
        Some(Self { digits, scale })
    }

    /// The sum of two numbers; nothing if it has more than 38 digits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let wide =
            |n: Self| 10_i128.checked_pow(scale - n.scale).and_then(|power| n.digits.checked_mul(power));
        Some(Self { digits: wide(self)?.checked_add(wide(other)?)?, scale })
    }

    /// The number without its sign.
    #[must_use]
    pub fn magnitude(self) -> Self {
        Self { digits: self.digits.saturating_abs(), scale: self.scale }
    }

    /// The value as a floating-point number, for telling which of several numbers is nearest.
    pub fn approximate(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::MAX)
    }

    /// The part before and the digits after the decimal point, and whether it is below zero.
    pub fn parts(self) -> (bool, String, String) {
        let text = self.digits.unsigned_abs().to_string();
        let scale = self.scale as usize;
        let text = format!("{text:0>width$}", width = scale + 1);
        let (whole, fraction) = text.split_at(text.len() - scale);
        (self.digits < 0, whole.to_owned(), fraction.to_owned())
    }

    /// The number as nearly as a drawing needs it; never for text.
    pub fn roughly(self) -> f64 {
        self.to_string().parse().unwrap_or(0.0)
    }

    /// How many digits stand after the decimal point.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// Whether it is at least ten to the power `exponent`, the sign left aside.
    pub fn reaches(self, exponent: u32) -> bool {
        10_i128
            .checked_pow(exponent + self.scale)
            .is_some_and(|limit| self.digits.unsigned_abs() >= limit.unsigned_abs())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        let wide =
            |n: &Self| 10_i128.checked_pow(scale - n.scale).and_then(|factor| n.digits.checked_mul(factor));
        match (wide(self), wide(other)) {
            (Some(a), Some(b)) => a.cmp(&b),
            // Beyond 38 digits: whole parts decide, longer is larger.
            _ => (self.digits / 10_i128.pow(self.scale)).cmp(&(other.digits / 10_i128.pow(other.scale))),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (negative, whole, fraction) = self.parts();
        let sign = if negative { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for text in ["0", "92.4", "-15.2", "560000000000", "0.05", "1.10"] {
            assert_eq!(Decimal::parse(text).expect(text).to_string(), text);
        }
        for text in ["", ".5", "5.", "1e3", "1,000", "--1", "NaN"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse("1.10"), Decimal::parse("1.1"));
    }

    #[test]
    fn sums_and_products_are_exact_or_refused() {
        let of = |text| Decimal::parse(text).expect(text);
        assert_eq!(of("1.95").times(Decimal::whole(10_000)), Some(of("19500")));
        assert_eq!(of("0.1").plus(of("20")), Some(of("20.1")));
        let huge = of("99999999999999999999999999999999999999");
        assert_eq!(huge.times(huge), None);
        assert_eq!(huge.plus(huge), None);
        assert_eq!(of("-15.2").magnitude(), of("15.2"));
    }

    #[test]
    fn scaling_down_drops_zeros() {
        let value = Decimal::parse("19500").expect("a number");
        assert_eq!(value.scaled_down(4).to_string(), "1.95");
        assert!(value.reaches(4) && !value.reaches(5));
    }
}
