//! Skeleton.
#[cfg(feature = "browser")]
pub mod app;
pub mod chance;
pub mod cohort;
pub mod ensemble;
pub mod field;
pub mod picture;
pub mod published;
pub mod scenario;
pub mod words;
pub mod worker;
