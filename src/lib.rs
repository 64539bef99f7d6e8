//! Jingwei.

pub mod digest;
pub mod input;

pub mod finding;
pub mod locale;
pub mod model;
pub mod schema;

pub mod check;
pub mod config;
pub mod load;
pub mod parse;
pub mod pipeline;
pub mod resolve;
