//! The `jingwei` program.

fn main() {}
