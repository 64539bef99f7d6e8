//! What an author may write between the `---` lines of a source.

use super::decode::{Keyed, record};
use crate::{input::Spanned, model::date::Date};

record! {
    /// The front matter of a source document.
    SourceFront("the front matter of a source, `key: value`") {
        /// The title as published.
        #[schemars(extend("examples" = ["Action Plan 2018-2020"]))]
        "title" => title: Spanned<String>,
        /// Who published it.
        #[schemars(extend("examples" = ["The city council"]))]
        "publisher" => publisher: Option<String>,
        /// When it was published.
        #[schemars(extend("examples" = ["2018-07-25"]))]
        "published" => published: Option<Date>,
        /// Where it was published.
        #[schemars(extend("examples" = ["https://example.org/plan-2018"]))]
        "url" => url: Option<Spanned<String>>,
        /// Who may do what with it.
        #[schemars(extend("examples" = ["Public domain"]))]
        "rights" => rights: Option<String>,
        /// The title in other languages.
        #[schemars(default)]
        #[schemars(extend("examples" = [{"en": "Action Plan 2018-2020"}]))]
        "labels" => labels: Keyed<String>,
    }
}
