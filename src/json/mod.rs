//! JSON as a tree, and a reader that reports where it refuses a value.

mod read;
pub mod schema;
mod tree;
mod unreadable;
mod why;

pub use read::{MOST_REFUSALS, Read, Reader, parse, read_text, read_tree};
pub use tree::Json;
pub use unreadable::Unreadable;
pub use why::why;
