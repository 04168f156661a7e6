//! One background worker.
fn main() {}
