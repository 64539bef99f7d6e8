//! Reads one file at a time into what its author wrote, with places; never sees a second file.
pub mod markdown;
