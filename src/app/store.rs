//! The scenario kept in this browser. What is read from there is checked like any file.

use crate::scenario::Scenario;
use gloo::storage::{LocalStorage, Storage, errors::StorageError};

/// Versioned, so that a later form of the scenario never meets an older one unawares.
const KEY: &str = "sufficiency-planner/scenario/2";
/// Where a scenario that cannot be used is put aside.
const ASIDE: &str = "sufficiency-planner/scenario/2/aside";

/// The scenario kept here; none on a first visit.
///
/// # Errors
/// A sentence for the planner, where something is kept that is no scenario: it is put aside, so
/// that nothing is lost.
pub fn load() -> Result<Option<Scenario>, String> {
    let text: String = match LocalStorage::get(KEY) {
        Ok(text) => text,
        // Nothing kept, or storage that cannot be read at all; then saving will fail as quietly.
        Err(StorageError::KeyNotFound(_) | StorageError::JsError(_)) => return Ok(None),
        Err(StorageError::SerdeError(_)) => return Err(put_aside("it is not a scenario")),
    };
    let scenario = Scenario::from_json(&text).map_err(|error| put_aside(&error.to_string()))?;
    match scenario.check() {
        Ok(checked) => Ok(Some(checked.into_inner())),
        Err(problems) => {
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(put_aside(&all.join(" ")))
        }
    }
}

/// Keeps a scenario. A browser that will not keep it (private browsing, no room) loses nothing on
/// the page, so nothing is said.
pub fn save(scenario: &Scenario) {
    let _kept = LocalStorage::set(KEY, scenario.to_json());
}

fn put_aside(reason: &str) -> String {
    if let Some(raw) = LocalStorage::raw().get_item(KEY).ok().flatten() {
        let _kept = LocalStorage::raw().set_item(ASIDE, &raw);
    }
    format!(
        "The scenario kept in this browser could not be used, so the published baseline is shown. \
         It was put aside, not deleted. What was wrong: {reason}"
    )
}
