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
        #[schemars(extend("examples" = [{"es": "Plan de acción 2018-2020"}]))]
        "labels" => labels: Keyed<String>,
        /// What no entry uses, and why: it is shown on the source's coverage page.
        #[schemars(default)]
        #[schemars(extend("examples" = [[{"paragraph": "P2", "reason": {"en": "A greeting"}}]]))]
        "left_out" => left_out: Vec<LeftOutField>,
    }
}

record! {
    /// A paragraph, or words of one, that no entry uses.
    LeftOutField("what is left out, {paragraph, text, reason}") {
        /// The paragraph, such as `P2`.
        "paragraph" => paragraph: Spanned<String>,
        /// The words meant; the whole paragraph if left out.
        "text" => text: Option<Spanned<String>>,
        /// Why, in each language of the site.
        "reason" => reason: Keyed<String>,
    }
}
