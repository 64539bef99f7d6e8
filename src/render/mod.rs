//! Draws what was planned.
//!
//! One planned item, the site, the plan and the theme go in; the bytes of one file come out. Drawing
//! is a pure function: it reads no file, asks no clock and reports nothing about the content, since
//! everything it needs was settled before. Pages may be drawn in any order and in parallel.
//!
//! Start with [`Renderer::draw`]; `build/entry.rs` makes the richest page.

mod build;
pub mod highlight;
pub mod html;
pub mod view;

use crate::{
    finding::Finding,
    input::FilePath,
    output::OutputPath,
    plan::{Item, Page, PageKind, Plan},
    site::Site,
    theme::Theme,
};
use build::Desk;

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file of the site.
    File(FilePath),
    /// Something that `export` writes.
    Exported,
}

/// A page that a template cannot draw.
#[derive(Clone, Debug, thiserror::Error)]
#[error("cannot draw `{path}`: {}", .finding.message)]
pub struct DrawError {
    /// The page.
    pub path: String,
    /// What is wrong with the template.
    pub finding: Box<Finding>,
}

/// Draws the items of one plan.
pub struct Renderer<'a> {
    desk: Desk<'a>,
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    pub fn new(site: &'a Site, plan: &'a Plan, theme: &'a Theme) -> Self {
        Self { desk: Desk::new(site, plan, theme) }
    }

    /// Draws the item at a path.
    ///
    /// # Errors
    /// A template of the site that asks for what no view has.
    pub fn draw(&self, path: &OutputPath, item: &Item) -> Result<Drawn, DrawError> {
        let drawn = match item {
            Item::Page(Page::Choice) => self.desk.choice(),
            Item::Page(Page::NotFound) => self.desk.not_found(),
            Item::Page(Page::In(lang, kind)) => {
                let sheet = self.desk.sheet(lang, kind, path);
                match kind {
                    PageKind::Home => sheet.home(),
                    PageKind::Prose(index) => sheet.prose_page(*index),
                    PageKind::Index(of, page) => sheet.index(*of, None, *page),
                    PageKind::Facet(of, facet, page) => sheet.index(*of, Some(facet), *page),
                    PageKind::Entry(id) => sheet.entry(*id),
                    PageKind::Tree(vocabulary) => sheet.tree(*vocabulary),
                    PageKind::Term(vocabulary, term, page) => sheet.term(*vocabulary, *term, *page),
                    PageKind::Matrix => sheet.matrix(),
                    PageKind::Crossing(topic, region, page) => sheet.crossing(*topic, *region, *page),
                    PageKind::Timeline(page) => sheet.timeline(*page),
                    PageKind::Indicators(page) => sheet.indicators(*page),
                    PageKind::Indicator(id, page) => sheet.indicator(*id, *page),
                    PageKind::Sources => sheet.sources(),
                    PageKind::Source(id) => sheet.source(*id),
                    PageKind::Coverage(id) => sheet.coverage(*id),
                    PageKind::Compare(id) => sheet.compare(*id),
                    PageKind::Glossary(leaf) => sheet.glossary(leaf.as_ref()),
                    PageKind::Names(leaf) => sheet.names(leaf.as_ref()),
                    PageKind::Translations(page) => sheet.translations(*page),
                    PageKind::Gaps => sheet.gaps(),
                    PageKind::GapList(class, page) => sheet.gap_list(*class, *page),
                    PageKind::Data => sheet.data(),
                    PageKind::Search => sheet.search(),
                }
            }
            Item::Redirect(to) => self.desk.redirect(path, to),
            Item::ThemeAsset(index) => return Ok(Drawn::Bytes(self.desk.theme.assets[*index].bytes.clone())),
            Item::Copy(file) => return Ok(Drawn::File(file.clone())),
            Item::Sitemap(_)
            | Item::Feed(_)
            | Item::Robots
            | Item::Search
            | Item::Reference(..)
            | Item::References(..)
            | Item::Listing(_) => {
                return Ok(Drawn::Exported);
            }
        };
        drawn.map(Drawn::Bytes).map_err(|finding| DrawError { path: path.as_str().to_owned(), finding })
    }
}
