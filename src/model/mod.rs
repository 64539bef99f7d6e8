//! What the content means: the nouns of a knowledge base.
//!
//! Plain data without behaviour of a step: nothing here reads files, reports findings or writes
//! pages, and nothing derives serialisation. `README.md` beside this file is the glossary.

pub mod doc;
