//! Compiles structured Markdown into a cross-linked site in several languages.
//!
//! [`cli::run`] is the whole program; [`pipeline::analyse`] is where reading its source begins.
#![doc = include_str!("README.md")]

pub mod digest;
pub mod input;
pub mod output;

pub mod finding;
pub mod model;
pub mod schema;

pub mod config;
pub mod load;
pub mod locale;

pub mod figure;

pub mod parse;

pub mod resolve;
pub mod site;

pub mod freshness;
pub mod ledger;

pub mod check;

pub mod theme;

pub mod plan;

pub mod reference;

pub mod listing;

pub mod render;

pub mod search;

pub mod export;

pub mod publish;

pub mod pipeline;

pub mod scaffold;

pub mod history;

#[cfg(feature = "serve")]
pub mod serve;

pub mod cli;
