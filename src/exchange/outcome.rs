//! A scenario with its futures, in every breakdown, as files want them.

use crate::cohort::{Compiled, Detail};
use crate::ensemble::Ensemble;
use crate::scenario::{Checked, Problem, Scenario};
use crate::worker::message::VERSION;
use serde::{Deserialize, Serialize};

/// What the page says of the results that it wants in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// The scenario, as in its file.
    pub scenario: String,
    /// The digest that the page shows, once its run is complete.
    pub digest: Option<String>,
    /// Today, as 2026-11-26.
    pub date: String,
}

/// A scenario with its futures.
pub struct Outcome {
    /// The scenario.
    pub scenario: Checked,
    /// Its futures, in full detail.
    pub ensemble: Ensemble,
    /// When the file is made, as 2026-11-26.
    pub date: String,
}

impl Outcome {
    /// Runs the futures of the scenario.
    ///
    /// # Errors
    /// Where the scenario cannot be read or is unsound, or its futures are not those of the page; a
    /// sentence each.
    pub fn of(wanted: &Wanted) -> Result<Outcome, Vec<String>> {
        let scenario = Scenario::from_json(&wanted.scenario).map_err(|error| vec![format!("{error}.")])?;
        let scenario =
            scenario.check().map_err(|problems| problems.iter().map(Problem::told).collect::<Vec<_>>())?;
        let model = Compiled::new(&scenario, Detail::Full);
        let run = scenario.run;
        let ensemble = Ensemble::run(&model, scenario.horizon.opening_january, run.seed, run.futures);
        let outcome = Outcome { scenario, ensemble, date: wanted.date.clone() };
        if wanted.digest.as_ref().is_some_and(|shown| *shown != outcome.digest()) {
            return Err(vec![
                "The futures run for the file are not those on the page, so nothing was written. \
                 Reload the page, which may be older than the rest, and try again."
                    .into(),
            ]);
        }
        Ok(outcome)
    }

    /// The digest of the futures.
    pub fn digest(&self) -> String {
        self.ensemble.digest().map(|digest| digest.to_string()).unwrap_or_default()
    }

    /// Where the figures come from and how they are run again: a name and a value each.
    pub fn provenance(&self) -> Vec<(&'static str, String)> {
        let run = self.scenario.run;
        vec![
            ("Scenario", self.scenario.name.clone()),
            ("Description", self.scenario.note.clone().unwrap_or_default()),
            ("Seed", run.seed.to_string()),
            ("Futures", run.futures.to_string()),
            ("Digest of the futures", self.digest()),
            ("Sufficiency Planner", ["version ", VERSION].concat()),
            ("Made on", self.date.clone()),
        ]
    }
}
