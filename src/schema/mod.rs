//! The written form: what an author may put in each file.
//!
//! Text goes in, typed records and findings come out; what a record means, and whether what it
//! names exists, is not decided here. The same records make the JSON Schema for editors.
//!
//! Start with `front_matter.rs` for the records, `decode.rs` for how they are read.

pub mod decode;
pub mod front_matter;
pub mod json;
pub mod node;
mod reading;
pub mod site;
pub mod source;
pub mod vocabulary;
