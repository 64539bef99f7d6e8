//! Writes into the folder of a site: the first files of a site, an entry, a page or a source, and the
//! two things that no author writes by hand, digests in translations and the ledger.
//!
//! A folder or an id goes in; files that an author goes on with come out, with every field explained
//! by the text that editors show, too. No file of an author's is ever overwritten; in a translation
//! only digests change. What cannot be written as a whole is not written at all.
//!
//! Start with [`init`]; [`new`](mod@new) is for one entry, `fields.rs` explains the fields, [`stamp()`]
//! is for translations.

mod digests;
mod fields;
mod init;
pub mod new;
mod record;
mod stamp;
mod write;

pub use init::init;
pub use record::{ChangedFact, Record, record};
pub use stamp::{Stamped, Which, stamp};
pub use write::write_schemas;

use crate::{config::Config, model::lang::Lang};
use std::path::{Path, PathBuf};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ScaffoldError {
    /// There is something at the place of a new site.
    #[error("`{}` is not empty: it holds `{holds}`; name a folder that does not exist yet", .folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// One thing in it.
        holds: String,
    },
    /// A file stands where the folder of a new site would.
    #[error("`{}` is a file: name a folder that does not exist yet", .0.display())]
    NotAFolder(PathBuf),
    /// The id breaks a rule, or is taken.
    #[error("{0}")]
    Id(String),
    /// The language is none of the site's.
    #[error("{0}")]
    Language(String),
    /// A translation cannot be stamped.
    #[error("{0}")]
    Stamp(String),
    /// The disk refuses.
    #[error("cannot write `{}`: {source}", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Says which file could not be written.
fn at(path: &Path) -> impl FnOnce(std::io::Error) -> ScaffoldError {
    let path = path.to_path_buf();
    move |source| ScaffoldError::Write { path, source }
}

/// The language of the site that has this tag.
fn known_language<'a>(config: &'a Config, tag: &str) -> Result<&'a Lang, ScaffoldError> {
    config.languages.iter().find(|lang| lang.as_str() == tag).ok_or_else(|| {
        let known: Vec<_> = config.languages.iter().map(Lang::as_str).collect();
        ScaffoldError::Language(format!("`{tag}` is not a language of this site: {}", known.join(", ")))
    })
}
