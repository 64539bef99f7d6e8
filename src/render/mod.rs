//! Writes what the content means as files of the site; never reports a finding.
pub mod highlight;
pub mod html;
