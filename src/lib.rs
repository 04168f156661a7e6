//! The Sufficiency Planner: Monte Carlo planning of placements in independent and non-maintained
//! special schools (INMSS), in the browser.
//!
//! # The house
//! A scenario flows down one road, and nothing flows back but a new scenario:
//!
//! 1. [`field`]: the words of the field as types: ages, Januaries, academic years.
//!    [`json`]: a tree of JSON, read with the place of what will not do.
//!    [`program`]: which version and build of the planner this is.
//! 2. [`chance`]: random numbers with addresses, and quantile curves; the same on every platform.
//! 3. [`scenario`]: what a planner may say, the checks on all of it, and the levers over it.
//! 4. [`shelf`]: the scenarios that a planner keeps, by name; undo; how a browser stores them.
//!    [`deck`]: the slides of a meeting, in the same storage.
//! 5. [`contracts`] and [`high_needs`]: the sums of prices, blocks and the budget, free of chance.
//! 6. [`cohort`]: a checked scenario compiled to flat arrays, and one future run over them.
//! 7. [`ensemble`]: many futures: batches that merge in any order, exact percentiles, convergence.
//! 8. [`worker`]: who runs which futures: schedule, messages, the pool of browser workers.
//! 9. [`decisions`]: questions asked of a scenario and its futures.
//! 10. [`council`]: what is known of a council and is no part of the model: the national record, and the baseline,
//!     plan, report and map of its own where there are any.
//! 11. [`england`]: England's councils in earlier years, and how well forecasts of them hold.
//! 12. [`evidence`]: what stands behind the figures: every assumption, the back-test, what the model leaves out.
//! 13. [`exchange`]: files and tables out to other programs and in from them.
//! 14. [`words`] and [`picture`]: numbers as plain English, charts as geometry; [`sentences`]: what all of it says.
//! 15. `app` (feature `browser`): the Yew page. It shows ensembles and edits the scenario.
//!
//! Everything above `app` is plain Rust and is tested natively. `src/main.rs` mounts the page,
//! `src/bin/worker.rs` is one background worker, `examples/headless.rs` runs the same engine from
//! a terminal, `xtask` installs, builds, serves and checks it all. The model and its sources are
//! in `docs/model.md`.
//!
//! # The engine in five lines
//! ```
//! use sufficiency_planner::{cohort::{Compiled, Detail, Measure, Scope}, ensemble::Ensemble, scenario::Scenario};
//!
//! let kent = Scenario::kent().check().expect("the published baseline is sound");
//! let model = Compiled::new(&kent, Detail::Main);
//! let ensemble = Ensemble::run(&model, kent.horizon.opening_january, 2026, 500);
//! let january_2030 = ensemble.tally(Measure::Stock, 5, Scope::County);
//! assert!(january_2030.percentile(0.1) < january_2030.percentile(0.9));
//! ```

#[cfg(feature = "browser")]
pub mod app;
pub mod chance;
pub mod cohort;
pub mod contracts;
pub mod council;
pub mod decisions;
pub mod deck;
pub mod england;
pub mod ensemble;
pub mod evidence;
pub mod exchange;
pub mod field;
pub mod high_needs;
pub mod json;
pub mod picture;
pub mod program;
pub mod scenario;
pub mod sentences;
pub mod shelf;
pub mod words;
pub mod worker;
