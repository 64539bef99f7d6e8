//! Jingwei.

pub mod digest;
pub mod input;

pub mod finding;
pub mod locale;
pub mod model;
pub mod schema;
