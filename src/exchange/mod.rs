//! What comes in from the council's own systems, and what may go out again.

pub mod suppress;
