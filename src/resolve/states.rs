//! States of entries: the built-in ones, and those a site adds or names.

use crate::model::{
    choice::{Kind, StateClass},
    vocabulary::StateType,
};

/// The states that every site has, with their classes; the theme's words name them.
pub(super) fn built_in(kind: Kind) -> Vec<StateType> {
    use StateClass::{Active, Done, Ended, Proposed, Unknown};
    let states: &[(&str, StateClass)] = match kind {
        Kind::Policy => &[
            ("proposed", Proposed),
            ("in-force", Active),
            ("partly-in-force", Active),
            ("completed", Done),
            ("superseded", Ended),
            ("repealed", Ended),
            ("unknown", Unknown),
        ],
        Kind::Project => &[
            ("planned", Proposed),
            ("preparation", Proposed),
            ("under-construction", Active),
            ("topped-out", Active),
            ("completed", Done),
            ("operating", Done),
            ("cancelled", Ended),
            ("unknown", Unknown),
        ],
        Kind::Platform => &[
            ("planned", Proposed),
            ("established", Active),
            ("operating", Active),
            ("closed", Ended),
            ("unknown", Unknown),
        ],
    };
    states.iter().map(|(id, class)| StateType { id: (*id).to_owned(), class: *class, label: None }).collect()
}
