//! What comes from other programs and goes to them. Everything that comes is hostile until checked.

pub mod boundary;
