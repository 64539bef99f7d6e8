//! The one test binary: what the program promises, part by part.

mod markdown;
