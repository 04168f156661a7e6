//! What has been published, to be set beside what the model gives: the census history, and the
//! council's report of 18 November 2025 (decision 25/00065) worked through figure by figure.
//!
//! [`report`] holds what the report says, [`ceiling`] and [`plan`] work its contract values out
//! again, and [`audit()`] says of each figure whether it follows.

mod audit;
pub mod ceiling;
mod finding;
mod inconsistency;
pub mod plan;
pub mod report;

pub use audit::audit;
pub use finding::{Finding, Quantity, Stated, Unit, Verdict};
pub use inconsistency::{Inconsistency, inconsistencies};

use crate::field::January;

/// Where [`INMSS_HISTORY`] comes from, as shown under a chart.
pub const HISTORY_SOURCE: &str =
    "Department for Education, Education, health and care plans, reporting year 2025 (SEN2)";

/// Pupils of Kent in independent and non-maintained special schools on the SEN2 census day
/// ([`HISTORY_SOURCE`]; Open Government Licence).
pub const INMSS_HISTORY: [(January, u32); 7] = [
    (January(2019), 891),
    (January(2020), 1_101),
    (January(2021), 1_286),
    (January(2022), 1_507),
    (January(2023), 1_559),
    (January(2024), 1_647),
    (January(2025), 1_623),
];
