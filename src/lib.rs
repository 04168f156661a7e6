//! Skeleton.
pub mod chance;
pub mod cohort;
pub mod field;
pub mod scenario;
