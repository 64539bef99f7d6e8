//! The content hash: BLAKE3, in the short form that front matter and file names carry.

use std::{
    fmt,
    io::{self, Read, Write},
};

/// The BLAKE3 digest of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Passes on everything that `from` gives, and returns its digest and its length in bytes.
    pub fn of_stream(from: &mut impl Read, to: &mut impl Write) -> io::Result<(Self, u64)> {
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => return Ok((Self(*hasher.finalize().as_bytes()), hasher.count())),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(&buffer[..read]);
            to.write_all(&buffer[..read])?;
        }
    }

    /// Reads 64 hex digits, as [`Digest::hex`] writes them.
    pub fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(|hash| Self(*hash.as_bytes()))
    }

    /// Whether a text has the written form: `b3-` and twelve lower-case hex digits.
    pub fn is_written(text: &str) -> bool {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        text.strip_prefix("b3-").is_some_and(|digits| digits.len() == 12 && digits.bytes().all(is_digit))
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
        assert!(Digest::is_written("b3-af1349b9f5f9"));
        assert!(
            ["b3-AF1349B9F5F9", "b3-af1349b9f5f", "af1349b9f5f9"]
                .iter()
                .all(|text| !Digest::is_written(text))
        );
    }

    #[test]
    fn a_stream_has_the_digest_of_its_bytes_and_arrives_whole() {
        let bytes = vec![7; 200_000];
        let mut arrived = Vec::new();
        let (digest, length) = Digest::of_stream(&mut bytes.as_slice(), &mut arrived).expect("memory");
        assert_eq!((digest, length), (Digest::of(&bytes), 200_000));
        assert!(arrived == bytes);
        assert_eq!(Digest::from_hex(&digest.hex(64)), Some(digest));
    }
}
