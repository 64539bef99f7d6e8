//! Draws what was planned.

pub mod highlight;
pub mod html;
pub mod view;
