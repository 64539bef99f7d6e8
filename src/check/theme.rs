//! `unknown-reference`: the theme that the site file names exists.

use super::Subject;
use crate::{
    finding::{Finding, codes, nearest},
    input::{FilePath, FileRole},
    load::SITE_FILE,
};

/// The theme that is part of the program.
const BUILT_IN: &str = "default";

/// Checks `theme` in the site file.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(name) = &subject.config.theme else { return };
    let themes = || {
        let own = subject.inputs.files.values().filter_map(|file| match &file.role {
            FileRole::Theme { theme, .. } => Some(theme.as_str()),
            _ => None,
        });
        own.chain([BUILT_IN])
    };
    if !themes().any(|theme| theme == name.value) {
        let message = format!("there is no theme `{0}` in `themes/{0}`", name.value);
        let near = nearest(&name.value, themes()).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "leave `theme` out for the built-in one".to_owned());
        let file = FilePath::from(SITE_FILE);
        findings.push(Finding::at(&codes::UNKNOWN_REFERENCE, &file, name.span, message).help(help));
    }
}
