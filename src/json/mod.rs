//! JSON as a tree, and a reader that says where in it a value will not do.

mod read;
pub mod schema;
mod tree;
mod unreadable;

pub use read::{MOST_REFUSALS, Read, Reader, parse, read_text, read_tree};
pub use tree::Json;
pub use unreadable::Unreadable;
