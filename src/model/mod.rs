//! What the content means: the nouns of a knowledge base.
//!
//! Plain data without behaviour of a step: nothing here reads files, reports findings or writes
//! pages, and nothing derives input or output. `README.md` beside this file is the glossary.

pub mod choice;
pub mod date;
pub mod decimal;
pub mod doc;
pub mod entry;
pub mod history;
pub mod lang;
pub mod source;
pub mod vocabulary;
