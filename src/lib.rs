//! Jingwei.

pub mod digest;
pub mod input;

pub mod finding;
pub mod model;
