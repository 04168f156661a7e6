//! Skeleton.
pub mod chance;
pub mod cohort;
pub mod ensemble;
pub mod field;
pub mod scenario;
pub mod worker;
