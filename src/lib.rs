//! Jingwei.

pub mod digest;
pub mod input;

pub mod finding;
pub mod model;
pub mod output;

pub mod publish;
