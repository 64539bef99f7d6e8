//! What an editor may write in `jingwei.toml`.

use super::decode::{Keyed, Localized, record};
use crate::{input::Spanned, model::choice::History};

record! {
    /// The site file.
    SiteFile("the site file") {
        /// What the site is.
        "site" => site: SiteSection,
        /// Where its texts are kept.
        "repository" => repository: Option<RepositorySection>,
        /// How texts are read.
        "content" => content: Option<ContentSection>,
        /// The columns of a term's page: a section's id, and the heading of the column in each language.
        #[schemars(default)]
        "columns" => columns: Keyed<Localized>,
        /// The level of each finding: `allow`, `warn` or `error`.
        #[schemars(default)]
        "rules" => rules: Keyed<Spanned<String>>,
    }
}

record! {
    /// What the site is.
    SiteSection("the [site] section") {
        /// The title, one for all languages or one each.
        "title" => title: Localized,
        /// The address it is published at, such as `https://example.org/kb/`.
        "base_url" => base_url: Option<Spanned<String>>,
        /// The languages as BCP 47 tags, the default first.
        "languages" => languages: Spanned<Vec<Spanned<String>>>,
        /// The folder below `themes`; the built-in theme if left out.
        "theme" => theme: Option<Spanned<String>>,
        /// Who publishes it.
        "publisher" => publisher: Option<Localized>,
        /// The licence of the content.
        "licence" => licence: Option<Localized>,
        /// Where to write to.
        "contact" => contact: Option<Localized>,
    }
}

record! {
    /// Where the texts are kept.
    RepositorySection("the [repository] section") {
        /// Where to mend a file; `{path}` stands for its path.
        "edit_url" => edit_url: Option<Spanned<String>>,
        /// Where to report an error; `{path}` and `{title}` stand for those of the page.
        "report_url" => report_url: Option<Spanned<String>>,
    }
}

record! {
    /// How texts are read.
    ContentSection("the [content] section") {
        /// Whether names of entries are linked by themselves; yes if left out.
        "autolink" => autolink: Option<bool>,
        /// Whether raw HTML is kept, sanitised; no if left out.
        "raw_html" => raw_html: Option<bool>,
        /// Where the history of pages comes from; `none` if left out.
        "history" => history: Option<History>,
    }
}
