//! The whole program from outside, one module for each thing it promises.

#![expect(clippy::disallowed_methods, reason = "tests set up folders and look at what was written")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so by failing")]

mod bad_input;
mod cases;
mod markdown;
mod publish;
mod scaffold;
mod site;
mod sites;
