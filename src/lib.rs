//! The Sufficiency Planner: Monte Carlo planning of placements in independent and non-maintained
//! special schools (INMSS), in the browser.
//!
//! # The house
//! The rooms from the bottom to the top. A room uses those above it in this list and none below it, which a test in
//! `xtask/src/arrows.rs` holds to the code. So a scenario flows down one road, and nothing flows back but a new
//! scenario. `docs/architecture.md` says what each room uses, what always holds, and how to add to it.
//!
//! The ground floor, which knows nothing of scenarios:
//!
//! 1. [`json`]: JSON as a tree, a reader that says where it refuses a value, and JSON Schemas.
//! 2. [`field`]: the terms of the field as types: ages, Januaries, academic and financial years.
//! 3. [`program`]: the version and the build of the planner.
//! 4. [`words`]: numbers, money, dates and quantities as plain English.
//! 5. [`council`]: what is known of a council and is not part of the model: the national record, and any baseline,
//!    counts, plan, report and map of its own.
//! 6. [`picture`]: charts and maps as geometry.
//! 7. [`chance`]: random numbers with addresses, and quantile curves; the same on every platform.
//! 8. [`contracts`] and [`high_needs`]: the arithmetic of prices, blocks and the budget, without chance.
//!
//! What a planner sets:
//!
//! 9. [`scenario`]: what a planner can set, the checks on all of it, and the levers over it.
//! 10. [`shelf`]: the scenarios that a planner keeps, by name; undo; how a browser stores them.
//! 11. [`deck`]: the slides of a meeting, in the same storage.
//!
//! What may happen:
//!
//! 12. [`cohort`]: a checked scenario compiled to flat arrays, and one future run over them.
//! 13. [`ensemble`]: many futures: batches that merge in any order, exact percentiles, convergence.
//! 14. [`worker`]: which worker runs which futures: schedule, messages, the pool of browser workers.
//! 15. [`decisions`]: methods that answer a planner's questions from a scenario and its futures.
//! 16. [`results`]: the figures of an ensemble, each worked out in one place for page, report and files.
//!
//! The evidence, and how everything is shown:
//!
//! 17. [`england`]: England's councils in earlier years, and how well forecasts of them hold.
//! 18. [`evidence`]: the evidence for the figures: every assumption, the back-test, what the model
//!     leaves out.
//! 19. [`questions`]: questions that need futures of their own: the job that runs them, and the answer read from it.
//! 20. [`sentences`]: sentences on figures, decisions and evidence.
//! 21. [`exchange`]: files and tables for other programs, and files from them.
//! 22. `app`, with the feature that builds it for a browser: the Yew page, which shows all this and edits the scenario.
//!
//! Every room but `app` is plain Rust and is tested natively. `src/main.rs` mounts the page,
//! `src/bin/worker.rs` is one background worker, `src/bin/clerk.rs` the worker that reads and makes files,
//! `examples/headless.rs` runs the same engine from a terminal, `xtask` installs, builds, serves and checks it
//! all. The model and its sources are in `docs/model.md`.
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

pub mod chance;
pub mod council;
pub mod field;
pub mod json;
pub mod picture;
pub mod program;
pub mod words;

pub mod contracts;
pub mod high_needs;

pub mod scenario;

pub mod deck;
pub mod shelf;

pub mod cohort;

pub mod ensemble;

pub mod results;

pub mod worker;

pub mod decisions;

pub mod england;

pub mod evidence;

pub mod questions;

pub mod sentences;

pub mod exchange;

#[cfg(feature = "browser")]
pub mod app;
