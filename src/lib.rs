//! Jingwei.

pub mod digest;
pub mod input;
pub mod output;

pub mod finding;
pub mod locale;
pub mod model;
pub mod schema;

pub mod config;
pub mod load;

pub mod parse;

pub mod resolve;
pub mod site;

pub mod check;

pub mod theme;

pub mod plan;

pub mod render;

pub mod export;

pub mod publish;

pub mod pipeline;

pub mod scaffold;

pub mod cli;
