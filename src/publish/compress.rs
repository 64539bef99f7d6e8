//! Compressed forms beside the files, for servers that send them as they are.
//!
//! Takes the bytes of a file; returns its `.gz` and `.br`. The bytes of a compressed form depend on
//! the bytes of the file and on the [`Effort`] alone: no time, no name and no processor is in them.
//! Nothing here touches the disk.
//!
//! Start with [`forms`].

use brotli::enc::{BrotliEncoderParams, backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT};
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// Kinds of files that are text and so become much smaller. Images, fonts for the web, archives and
/// office files are compressed already, and what is not named here may be.
const TEXT: [&str; 20] = [
    "html",
    "htm",
    "css",
    "js",
    "mjs",
    "svg",
    "json",
    "jsonld",
    "geojson",
    "webmanifest",
    "xml",
    "txt",
    "md",
    "csv",
    "tsv",
    "bib",
    "ris",
    "ttl",
    "nt",
    "ics",
];

/// Smaller files fit into the first packet of an answer either way, in bytes.
const LEAST_BYTES: usize = 1024;

/// How much time is spent to make files smaller.
///
/// Measured on 91 pages of 15 kB: gzip makes 23 % of them; Brotli's quality 5 makes 20 % in 0.5 ms a
/// page, 9 hardly less in 8 ms, 11 makes 18 % in 17 ms. So there is no use for what lies between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As little as drawing the pages takes.
    Quick,
    /// Whatever makes the files smallest, for a site that goes public.
    Most,
}

impl Effort {
    fn brotli_quality(self) -> i32 {
        match self {
            Self::Quick => 5,
            Self::Most => 11,
        }
    }
}

/// The endings of compressed forms.
const ENDINGS: [&str; 2] = [".gz", ".br"];

/// The file whose compressed form may stand at a path, if it is such a path.
pub(super) fn file_of(path: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)).filter(|file| is_text(file))
}

/// Whether a file is worth compressing, by the ending of its name.
pub(super) fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending.to_ascii_lowercase().as_str()))
}

/// The compressed forms of a file, each with the ending of its name; none for a small file, and none
/// that is not smaller than the file.
pub(super) fn forms(bytes: &[u8], effort: Effort) -> Vec<(&'static str, Vec<u8>)> {
    if bytes.len() < LEAST_BYTES {
        return Vec::new();
    }
    let mut forms = ENDINGS.into_iter().zip([gzip(bytes), brotli(bytes, effort)]).collect::<Vec<_>>();
    forms.retain(|(_, form)| form.len() < bytes.len());
    forms
}

/// RFC 1952, without a name and a time. At level 9 the encoder does not use instructions that only
/// some processors have, which would change its choices.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::new(9));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing into memory does not fail")
}

/// RFC 7932. Told that it reads text and how much: without that, the highest quality makes some pages
/// larger than a lower one.
fn brotli(mut bytes: &[u8], effort: Effort) -> Vec<u8> {
    let parameters = BrotliEncoderParams {
        quality: effort.brotli_quality(),
        mode: BROTLI_MODE_TEXT,
        size_hint: bytes.len(),
        // The window holds the whole file, as far as decoders have to go.
        lgwin: bytes.len().ilog2().saturating_add(1).clamp(16, 22).try_into().unwrap_or(22),
        ..BrotliEncoderParams::default()
    };
    let mut form = Vec::new();
    let written = brotli::BrotliCompress(&mut bytes, &mut form, &parameters);
    written.expect("writing into memory does not fail");
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_hold_the_bytes_of_the_file() {
        let text = "Policies, projects and platforms. 政策、项目和平台。\n".repeat(500);
        for effort in [Effort::Quick, Effort::Most] {
            let forms = forms(text.as_bytes(), effort);
            let [(".gz", gz), (".br", br)] = &forms[..] else { panic!("two forms") };
            let mut read = String::new();
            flate2::read::GzDecoder::new(&gz[..]).read_to_string(&mut read).expect("gzip");
            assert!(read == text);
            read.clear();
            brotli::Decompressor::new(&br[..], 4096).read_to_string(&mut read).expect("brotli");
            assert!(read == text);
        }
    }

    #[test]
    fn a_gzip_form_holds_no_time_and_no_name() {
        let form = gzip(&[b'x'; 2000]);
        assert_eq!(form[3] & 0b1000, 0, "no name");
        assert_eq!(form[4..8], [0; 4], "no time");
    }

    #[test]
    fn what_is_small_or_does_not_shrink_has_no_form() {
        assert!(forms(&[b'x'; LEAST_BYTES - 1], Effort::Quick).is_empty());
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        });
        assert!(forms(&noise.take(4096).collect::<Vec<u8>>(), Effort::Quick).is_empty());
    }

    #[test]
    fn text_is_known_by_its_ending() {
        for path in ["en/index.html", "assets/site.abc.css", "A.SVG", "en/x/cite.bib"] {
            assert!(is_text(path) && file_of(&format!("{path}.br")) == Some(path), "{path}");
        }
        for path in ["a.png", "a.woff2", "html", "a.html.gz", "a.css/x"] {
            assert!(!is_text(path), "{path}");
        }
        assert_eq!(file_of("data.tar.gz"), None);
    }
}
