//! Kent, the council that the planner opens with: its published baseline, and its report of 18 November 2025
//! (decision 25/00065) worked through figure by figure.
//!
//! [`report`] holds the report's figures, [`ceiling`] and [`plan`] work its contract values out again, `audit` says for
//! each figure whether it follows, and `story` arranges the audit in chapters.

mod audit;
pub mod ceiling;
mod counts;
mod events;
mod inconsistency;
pub mod plan;
mod publications;
mod reorganisation;
pub mod report;
mod story;
mod tiles;
mod words;

use super::{Decision, Facts, Plan, Report};
use crate::field::January;
use report::{CEILING, PLAN_START, REDUCED_VALUE};

/// The code of Kent.
pub const CODE: &str = "E10000016";

/// What is known of Kent beyond the national record.
pub static FACTS: Facts = Facts {
    baseline: Some(include_str!("../../../examples/scenarios/kent.json")),
    counts: &counts::COUNTS,
    publications: &publications::PUBLICATIONS,
    events: &events::EVENTS,
    words: &words::WORDS,
    district_names: &[
        ("shepway", "folkestone and hythe"),
        ("folkestone", "folkestone and hythe"),
        ("tonbridge", "tonbridge and malling"),
        ("t and m", "tonbridge and malling"),
        ("royal tunbridge wells", "tunbridge wells"),
    ],
    tile_map: Some(tiles::TILE_MAP),
    report: Some(Report {
        source: "Kent County Council, report to the Cabinet Committee of 18 November 2025 (decision 25/00065), figure \
                 by figure. DPS is the contract that the framework replaces. In the sums, £1 a year over eight years \
                 at 2% comes to 8.582969 where prices rise from year two, 8.754628 from year one, and 8.668374 with \
                 half a rise in year one.",
        ceiling: CEILING,
        reduced: REDUCED_VALUE,
        audit: story::story,
        inconsistencies: &inconsistency::INCONSISTENCIES,
    }),
    plan: Some(Plan {
        start: PLAN_START,
        end: plan::PLAN_FLOOR,
        // The academic year in which the plan begins, and that of the last contract year. The shape and the end year
        // are assumptions: the minutes give neither.
        from: January(2026),
        to: January(2034),
        source: "The council's Commissioning Plan has 1,172 pupils fall from 2025 to just over 900 (committee minutes, \
                 18 November 2025). The minutes give neither the year nor the exact end: 905 in January 2034, reached \
                 in equal steps, is an assumption.",
    }),
    reorganisation: Some(reorganisation::REORGANISATION),
    // 136 of 1,623 in January 2025 (SEN2, reporting year 2025); the other 1,487 are in independent special schools.
    non_maintained: Some(136.0 / 1_623.0),
    srp_decision: Some(Decision {
        name: "Kent’s decision 25/00085 of 4 December 2025",
        reference: "Kent decision 25/00085 (4 December 2025)",
        note: "The decision leaves SEMH out of SRPs. To admit it departs from policy.",
    }),
};
