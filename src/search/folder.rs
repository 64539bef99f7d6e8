//! Files of the index as scripts, for pages that are opened from a folder.
//!
//! A file goes in, a script comes out that `themes/default/assets/search-folder.js` loads: where nothing
//! can be fetched, scripts still can be. Nothing else here knows of it.
//!
//! Start with [`script`].

use base64::{Engine as _, prelude::BASE64_STANDARD};

/// What the name of such a file ends in, after its own.
pub(super) const ENDING: &str = ".js";

/// A script that keeps a file's bytes under its path.
pub(super) fn script(path: &str, bytes: &[u8]) -> Vec<u8> {
    format!("jingweiFiles[\"{path}\"]=\"{}\"\n", BASE64_STANDARD.encode(bytes)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_holds_a_file_as_base64() {
        assert_eq!(script("search/a/w0.bin", b"\x00\xff"), b"jingweiFiles[\"search/a/w0.bin\"]=\"AP8=\"\n");
    }
}
