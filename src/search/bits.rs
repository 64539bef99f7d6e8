//! Numbers in few bits: what postings and dictionaries are written with.
//!
//! Lists of numbers go in, bytes come out. [`BitWriter`] writes Exp-Golomb codes, which stay short
//! where most numbers are small and some are not; [`write_varint`] writes whole bytes. The search
//! script holds the readers; nothing here reads but the tests.
//!
//! Start with [`BitWriter::golomb`].

/// The largest order of an Exp-Golomb code that a list may name in its four bits.
const MOST_ORDER: u32 = 15;
/// For so few numbers all orders are tried.
const FEW: usize = 16;

/// Appends bits to bytes, the highest bit of a byte first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits that do not fill a byte yet, in the low end.
    waiting: u64,
    count: u32,
}

impl BitWriter {
    /// Writes the low `width` bits of a number, at most 32.
    pub(super) fn bits(&mut self, value: u32, width: u32) {
        if width == 0 {
            return;
        }
        self.waiting = (self.waiting << width) | u64::from(value) & ((1 << width) - 1);
        self.count += width;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push(u8::try_from((self.waiting >> self.count) & 0xFF).unwrap_or(0));
        }
    }

    /// Writes a number below 2^31 as an Exp-Golomb code of an order: zeros, as many as the number without
    /// its low `order` bits has digits to come, then the number.
    pub(super) fn golomb(&mut self, value: u32, order: u32) {
        let all = value + (1 << order);
        let digits = (all >> order).ilog2();
        // Together, if they fit beside what waits.
        if 2 * digits + 1 + order <= u32::BITS {
            return self.bits(all, 2 * digits + 1 + order);
        }
        self.bits(0, digits);
        self.bits(all, digits + 1 + order);
    }

    /// The bytes, the last one filled with zeros; the next ones begin anew.
    pub(super) fn finish(&mut self) -> Box<[u8]> {
        if self.count > 0 {
            self.bits(0, 8 - self.count);
        }
        let bytes = Box::from(&self.bytes[..]);
        self.bytes.clear();
        bytes
    }
}

/// The order in which the numbers take the fewest bits together.
pub(super) fn best_order(values: &[u32]) -> u32 {
    let sum: u64 = values.iter().map(|value| u64::from(*value)).sum();
    let middle = sum.checked_div(values.len() as u64).unwrap_or(0).checked_ilog2().unwrap_or(0);
    let cost = |order: u32| -> u32 { values.iter().map(|value| golomb_width(*value, order)).sum() };
    // The best order for many numbers lies near the logarithm of their mean.
    let near = if values.len() > FEW { 2 } else { MOST_ORDER };
    (middle.saturating_sub(near)..=(middle + 1).min(MOST_ORDER)).min_by_key(|order| cost(*order)).unwrap_or(0)
}

fn golomb_width(value: u32, order: u32) -> u32 {
    let digits = ((value >> order) + 1).ilog2();
    2 * digits + 1 + order
}

/// Writes a number in groups of seven bits, the lowest first; all bytes but the last have their high
/// bit set (LEB128).
pub(super) fn write_varint(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7F).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or(0));
}

#[cfg(test)]
pub(super) mod reader {
    //! Reads what the writers wrote, as the search script does.

    /// Takes bits from bytes.
    pub(in crate::search) struct BitReader<'a> {
        bytes: &'a [u8],
        at: usize,
    }

    impl<'a> BitReader<'a> {
        pub(in crate::search) fn new(bytes: &'a [u8]) -> Self {
            Self { bytes, at: 0 }
        }

        pub(in crate::search) fn bits(&mut self, width: u32) -> u32 {
            (0..width).fold(0, |value, _| {
                let bit = self.bytes[self.at / 8] >> (7 - self.at % 8) & 1;
                self.at += 1;
                value << 1 | u32::from(bit)
            })
        }

        pub(in crate::search) fn golomb(&mut self, order: u32) -> u32 {
            let mut digits = 0;
            while self.bits(1) == 0 {
                digits += 1;
            }
            let high = (1 << digits | self.bits(digits)) - 1;
            high << order | self.bits(order)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{reader::BitReader, *};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back_from_their_codes(values in prop::collection::vec(0..1_u32 << 30, 0..60), order in 0..16_u32) {
            let mut writer = BitWriter::default();
            for value in &values {
                writer.golomb(*value, order);
            }
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            for value in values {
                prop_assert_eq!(reader.golomb(order), value);
            }
        }

        #[test]
        fn varints_come_back(value in 0..usize::MAX >> 1) {
            let mut bytes = Vec::new();
            write_varint(value, &mut bytes);
            let read = bytes.iter().enumerate().fold(0, |sum, (n, byte)| sum | (*byte as usize & 0x7F) << (7 * n));
            prop_assert_eq!(read, value);
            prop_assert!(bytes.iter().rev().skip(1).all(|byte| byte & 0x80 != 0));
        }
    }

    #[test]
    fn the_best_order_is_no_worse_than_its_neighbours() {
        for values in [vec![0; 9], vec![1, 2, 3, 1000], vec![500, 700, 900], vec![3, 3, 4, 9, 12]] {
            let best = best_order(&values);
            let cost = |order| values.iter().map(|value| golomb_width(*value, order)).sum::<u32>();
            assert!((0..=15).all(|order| cost(best) <= cost(order)), "{values:?}: {best}");
        }
    }
}
