//! The content hash: BLAKE3, in the short form that front matter and file names carry.

use std::fmt;

/// The BLAKE3 digest of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The first `digits` hex digits, at most 64.
    pub fn hex(&self, digits: usize) -> String {
        let full = blake3::Hash::from_bytes(self.0).to_hex();
        full[..digits.min(64)].to_owned()
    }
}

/// `b3-` and twelve hex digits: the form written in front matter and in the ledger.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b3-{}", self.hex(12))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_form_is_short_and_stable() {
        assert_eq!(Digest::of(b"").to_string(), "b3-af1349b9f5f9");
    }
}
