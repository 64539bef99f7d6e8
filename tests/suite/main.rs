//! The test suite: whole behaviours, seen from outside.
#![expect(clippy::disallowed_methods, reason = "tests prepare folders and look at what came out")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so by failing")]

mod bad_input;
mod built;
mod cases;
mod cli;
mod compare;
mod determinism;
mod editors;
mod entry_page;
mod facets;
mod freshness;
mod hosting;
mod incremental;
mod markdown;
mod names;
mod nu;
mod output;
mod overviews;
mod pages;
mod publish;
mod reader;
mod scaffold;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod site_integrity;
mod sitemap;
mod sites;
mod terms;
mod theming;
mod tidy;
