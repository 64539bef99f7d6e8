//! The site's choices, with defaults applied.
//!
//! The text of `jingwei.toml` goes in, a [`Config`] comes out. Paths and languages are settled here;
//! nothing later asks what was left out. Nothing is read from the environment.

use crate::{
    finding::{Finding, Level, Levels, codes, nearest},
    input::{FilePath, Spanned},
    model::{choice::History, date::Date, lang::Lang},
    schema::{
        decode::{Decode, Keyed, Localized, Reading},
        node::parse_toml,
        site::SiteFile,
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// A text for each language of the site.
pub type SiteText = BTreeMap<Lang, String>;

/// The site's choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The title in each language.
    pub title: SiteText,
    /// Where the site is published, with a `/` at its end.
    pub base_url: Option<String>,
    /// Whether links name files, so that pages open from a folder; the command line says so, not the
    /// site file.
    pub portable: bool,
    /// What stands for now, in place of the latest day in the content; the environment says so.
    pub now: Option<Date>,
    /// The languages, the default first; never empty.
    pub languages: Vec<Lang>,
    /// The folder below `themes`.
    pub theme: Option<Spanned<String>>,
    /// Who publishes the site.
    pub publisher: SiteText,
    /// The licence of the content.
    pub licence: SiteText,
    /// Where to write to.
    pub contact: SiteText,
    /// Where to mend a file.
    pub edit_url: Option<String>,
    /// Where to report an error.
    pub report_url: Option<String>,
    /// Whether names are linked by themselves.
    pub autolink: bool,
    /// Whether raw HTML is kept, sanitised.
    pub raw_html: bool,
    /// Where the history of pages comes from.
    pub history: History,
    /// The columns of a term's page.
    pub columns: Vec<Column>,
    /// The levels of findings that differ from their codes'.
    pub levels: Levels,
}

/// A column of a term's page: what the entries' sections of one id say, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The id of the section.
    pub section: String,
    /// The heading; the theme's own word if empty.
    pub label: SiteText,
}

/// The sections that every entry may have, and the theme has headings for.
const USUAL_SECTIONS: [&str; 3] = ["targets", "progress", "next"];

impl Config {
    /// The language of readers who asked for none.
    pub fn default_lang(&self) -> &Lang {
        &self.languages[0]
    }
}

/// Settles the site's choices; nothing if the file says too little to go on.
pub fn settle(file: &FilePath, text: &Arc<str>) -> (Option<Config>, Vec<Finding>) {
    let mut reading =
        Reading::new(file, text, crate::input::Span::new(0, text.lines().next().map_or(0, str::len)));
    let site = match parse_toml(text) {
        Ok(node) => SiteFile::decode(node, &mut reading),
        Err(error) => {
            reading.syntax_error(&error);
            None
        }
    };
    let config = site.and_then(|site| settle_site(site, &mut reading));
    (config, reading.findings)
}

fn settle_site(site: SiteFile, reading: &mut Reading<'_>) -> Option<Config> {
    let languages = settle_languages(&site.site.languages, reading)?;
    let base_url = site.site.base_url.and_then(|url| settle_url(&url, reading));
    let levels = settle_levels(&site.rules.0, reading);
    let columns = settle_columns(site.columns, &languages, reading);
    let text = |text: Option<Localized>, reading: &mut Reading<'_>| {
        text.map_or_else(SiteText::new, |text| settle_text(text, &languages, reading))
    };
    let title = settle_text(site.site.title, &languages, reading);
    let content = site.content;
    let option = |pick: fn(&crate::schema::site::ContentSection) -> Option<bool>, default| {
        content.as_ref().and_then(pick).unwrap_or(default)
    };
    let (edit_url, report_url) = site.repository.map_or((None, None), |r| (r.edit_url, r.report_url));
    let web = |url: Option<Spanned<String>>, reading: &mut Reading<'_>| {
        url.filter(|url| check_web(url, reading)).map(|url| url.value)
    };
    Some(Config {
        title,
        base_url,
        portable: false,
        now: None,
        theme: site.site.theme,
        publisher: text(site.site.publisher, reading),
        licence: text(site.site.licence, reading),
        contact: text(site.site.contact, reading),
        edit_url: web(edit_url, reading),
        report_url: web(report_url, reading),
        autolink: option(|c| c.autolink, true),
        raw_html: option(|c| c.raw_html, false),
        history: content.as_ref().and_then(|c| c.history).unwrap_or(History::None),
        columns,
        levels,
        languages,
    })
}

fn settle_languages(written: &Spanned<Vec<Spanned<String>>>, reading: &mut Reading<'_>) -> Option<Vec<Lang>> {
    let mut languages: Vec<Lang> = Vec::new();
    for tag in &written.value {
        let lang = Lang::new(&tag.value);
        if !Lang::is_well_formed(&tag.value) {
            let message = format!("`{}` is not a language tag", tag.value);
            let finding = Finding::at(&codes::UNKNOWN_VALUE, reading.file, tag.span, message);
            reading.report(finding.help("write a BCP 47 tag such as `en`, `fr` or `zh-Hant`"));
        } else if languages.contains(&lang) {
            let message = format!("`{}` stands here twice", tag.value);
            reading.report(Finding::at(&codes::DUPLICATE_KEY, reading.file, tag.span, message));
        } else {
            languages.push(lang);
        }
    }
    if languages.is_empty() {
        let finding = Finding::at(
            &codes::MISSING_FIELD,
            reading.file,
            written.span,
            "a site has at least one language",
        );
        reading.report(finding.help("write languages = [\"en\"]"));
        return None;
    }
    Some(languages)
}

/// Whether a text is an address of the web.
fn is_web_address(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>".contains(c))
}

/// A base URL with `/` at its end, or why it cannot be one.
///
/// # Errors
/// It is no address of the web, or has a query or a fragment.
pub fn normal_base_url(url: &str) -> Result<String, String> {
    if !is_web_address(url) {
        return Err(format!("`{url}` is not an address of the web"));
    }
    if url.contains(['?', '#']) {
        return Err("a base URL has no query and no fragment".to_owned());
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}

/// Whether an address is one of the web; reports it if not.
fn check_web(url: &Spanned<String>, reading: &mut Reading<'_>) -> bool {
    let good = is_web_address(&url.value);
    if !good {
        let message = format!("`{}` is not an address of the web", url.value);
        report_url(message, url, reading);
    }
    good
}

fn report_url(message: String, url: &Spanned<String>, reading: &mut Reading<'_>) {
    let finding = Finding::at(&codes::UNKNOWN_VALUE, reading.file, url.span, message);
    reading.report(finding.help("write it in full, as in `https://example.org/kb/`"));
}

fn settle_url(url: &Spanned<String>, reading: &mut Reading<'_>) -> Option<String> {
    match normal_base_url(&url.value) {
        Ok(url) => Some(url),
        Err(message) => {
            report_url(message, url, reading);
            None
        }
    }
}

fn settle_text(text: Localized, languages: &[Lang], reading: &mut Reading<'_>) -> SiteText {
    match text {
        Localized::Same(text) => languages.iter().map(|lang| (lang.clone(), text.clone())).collect(),
        Localized::Each(texts) => {
            let mut settled = SiteText::new();
            for (tag, text) in texts.0 {
                if languages.iter().any(|lang| lang.as_str() == tag.value) {
                    settled.insert(Lang::new(&tag.value), text);
                } else {
                    let message = format!("`{}` is not a language of this site", tag.value);
                    let finding = Finding::at(&codes::UNDECLARED_LANGUAGE, reading.file, tag.span, message);
                    reading.report(finding.help("add it to `languages`, or leave this text out"));
                }
            }
            if let Some(first) = languages.iter().find_map(|lang| settled.get(lang).cloned()) {
                for lang in languages {
                    settled.entry(lang.clone()).or_insert_with(|| first.clone());
                }
            }
            settled
        }
    }
}

/// The columns in the order written, which a TOML reader does not keep.
fn settle_columns(
    mut written: Keyed<Localized>,
    languages: &[Lang],
    reading: &mut Reading<'_>,
) -> Vec<Column> {
    if written.0.is_empty() {
        let usual = USUAL_SECTIONS.iter();
        return usual.map(|id| Column { section: (*id).to_owned(), label: SiteText::new() }).collect();
    }
    written.0.sort_by_key(|(id, _)| id.span.range().start);
    let columns = written.0.into_iter();
    columns
        .map(|(id, label)| Column { section: id.value, label: settle_text(label, languages, reading) })
        .collect()
}

fn settle_levels(rules: &[(Spanned<String>, Spanned<String>)], reading: &mut Reading<'_>) -> Levels {
    let mut levels = Levels::new();
    for (name, level) in rules {
        let Some(code) = codes::find(&name.value) else {
            let message = format!("there is no code `{}`", name.value);
            let near = nearest(&name.value, codes::ALL.iter().map(|code| code.name));
            let finding = Finding::at(&codes::UNKNOWN_CODE, reading.file, name.span, message);
            reading.report(finding.maybe_help(near.map(|near| format!("did you mean `{near}`?"))));
            continue;
        };
        match Level::parse(&level.value) {
            Some(level) => drop(levels.insert(code.name, level)),
            None => reading.unknown_value(&level.value, level.span, "a level", &["allow", "warn", "error"]),
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> (Option<Config>, Vec<String>) {
        let (config, findings) = settle(&FilePath::from("jingwei.toml"), &Arc::from(text));
        (config, findings.iter().map(|f| format!("{}: {}", f.code.name, f.message)).collect())
    }

    #[test]
    fn defaults_fill_what_is_left_out() {
        let (config, findings) =
            settled("[site]\ntitle = 'T'\nlanguages = ['en', 'fr']\nbase_url = 'https://x.org/a'\n");
        let config = config.expect("a config");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(config.base_url.as_deref(), Some("https://x.org/a/"));
        assert!(config.autolink && !config.raw_html);
        assert_eq!(config.title[&Lang::new("fr")], "T");
    }

    #[test]
    fn columns_stand_in_the_order_written() {
        let text = "[site]\ntitle = 'T'\nlanguages = ['en']\n[columns]\nplan = 'Planned'\ndone = 'Done'\n";
        let (config, findings) = settled(text);
        assert!(findings.is_empty(), "{findings:?}");
        let sections: Vec<String> =
            config.expect("a config").columns.into_iter().map(|column| column.section).collect();
        assert_eq!(sections, ["plan", "done"]);
    }

    #[test]
    fn every_mistake_is_reported_in_one_run() {
        let text = "[site]\ntitle = {en = 'T', de = 'D'}\nlanguages = ['en']\nbase_url = 'x.org'\nfoo = 1\n\
                    [rules]\ndead-lnk = 'warn'\norphan = 'no'\ndead-link = 'loud'\n";
        let (_, findings) = settled(text);
        assert_eq!(findings.len(), 6, "{findings:#?}");
    }
}
