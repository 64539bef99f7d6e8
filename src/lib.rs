//! Jingwei.

pub mod digest;
pub mod input;

pub mod finding;
pub mod model;

pub mod parse;

pub mod render;
