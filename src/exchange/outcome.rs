//! A scenario with its futures in every breakdown, for files.

use super::suppress::{LEAST, suppress, suppress_list};
use crate::cohort::{Compiled, Detail, Measure, Scope};
use crate::ensemble::{Ensemble, Summary};
use crate::field::{Band, Channel, Phase};
use crate::program::PROGRAM;
use crate::results::BlockOutcome;
use crate::scenario::{Checked, Problem, Scenario};
use crate::words;
use serde::{Deserialize, Serialize};

/// The page's request for results in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// The kind of file.
    pub form: Form,
    /// The scenario, as the text of its file.
    pub scenario: String,
    /// The other scenarios of the shelf, as texts too.
    pub others: Vec<String>,
    /// The digest that the page shows once its run is complete.
    pub digest: Option<String>,
    /// Today's date, as 2026-11-26.
    pub date: String,
    /// The share of the placements that are in non-maintained special schools, 0 to 1, for a form that asks; none
    /// where it is not entered.
    pub non_maintained: Option<f64>,
}

/// A kind of file of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// One long table of every result, for any program.
    Csv,
    /// A workbook of assumptions, results, blocks and scenarios.
    Workbook,
    /// The placements and spending that a DSG management plan asks for.
    DsgPlan,
    /// The forecasts that the school capacity survey asks for.
    Scap,
    /// The data tables that a local SEND reform plan asks for.
    ReformPlan,
}

/// A scenario with its futures.
pub struct Outcome {
    /// The scenario.
    pub scenario: Checked,
    /// Its futures, in full detail.
    pub ensemble: Ensemble,
    /// The date of the file, as 2026-11-26.
    pub date: String,
}

impl Outcome {
    /// Runs the futures of the scenario.
    ///
    /// # Errors
    /// Sentences, where the scenario cannot be read or is invalid, or its futures are not those of the page.
    pub fn of(wanted: &Wanted) -> Result<Outcome, Vec<String>> {
        let outcome = Outcome::run(&wanted.scenario, &wanted.date, u32::MAX)?;
        if wanted.digest.as_ref().is_some_and(|shown| *shown != outcome.digest()) {
            return Err(vec![
                "The futures run for the file are not those on the page, so nothing was written. \
                 Reload the page, which may be older than the rest, and try again."
                    .into(),
            ]);
        }
        Ok(outcome)
    }

    /// Runs the futures of a scenario, at most `most`.
    ///
    /// # Errors
    /// Sentences, where the scenario cannot be read or is invalid.
    pub fn run(scenario: &str, date: &str, most: u32) -> Result<Outcome, Vec<String>> {
        let mut scenario = Scenario::from_json(scenario).map_err(|error| vec![format!("{error}.")])?;
        scenario.run.futures = scenario.run.futures.min(most);
        let scenario =
            scenario.check().map_err(|problems| problems.iter().map(Problem::message).collect::<Vec<_>>())?;
        let model = Compiled::new(&scenario, Detail::Full);
        let run = scenario.run;
        let ensemble = Ensemble::run(&model, scenario.horizon.opening_january, run.seed, run.futures);
        Ok(Outcome { scenario, ensemble, date: date.to_owned() })
    }

    /// The digest of the futures.
    pub fn digest(&self) -> String {
        self.ensemble.digest().map(|digest| digest.to_string()).unwrap_or_default()
    }

    /// The source of the figures and how they can be run again, as names and values.
    pub fn provenance(&self) -> Vec<(String, String)> {
        let run = self.scenario.run;
        let facts = [
            ("Scenario", self.scenario.name.clone()),
            ("Description", self.scenario.note.clone().unwrap_or_default()),
            ("Starting point", self.scenario.opening.base.label(self.scenario.council()).to_owned()),
            ("Seed", run.seed.to_string()),
            ("Futures", run.futures.to_string()),
            ("Digest of the futures", self.digest()),
            ("Made by", PROGRAM.to_owned()),
            ("Made on", words::long_date(&self.date)),
            (
                "To run it again",
                "Open the scenario’s file in the planner with the same seed and futures: the same digest \
                 proves the same figures. All assumptions are listed with their sources."
                    .into(),
            ),
            (
                "What it is",
                "Model output, not a forecast of any child’s placement. A percentile is a result of the \
                 simulation: p10 has 1 future in 10 below it, p50 is the middle one. Percentiles do not add \
                 up; each total has its own."
                    .into(),
            ),
            (
                "Small counts",
                format!(
                    "Opening counts of pupils under {LEAST}, and those from which they could be worked out, are \
                     hidden and marked c. Percentiles of later years are no counts of children and stand as they are."
                ),
            ),
        ];
        facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The results of each block, in the scenario's order.
    pub fn blocks(&self) -> impl Iterator<Item = BlockOutcome<'_>> {
        BlockOutcome::all(&self.ensemble, &self.scenario)
    }

    /// The distribution of a count over the futures.
    pub fn stock(&self, january: usize, scope: Scope) -> Summary {
        self.ensemble.tally(Measure::Stock, january, scope).into()
    }

    /// The scopes whose opening count is hidden. Only the opening count is of real children.
    pub fn hidden(&self) -> Vec<Scope> {
        let shape = self.ensemble.shape();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
        let count = |scope: Scope| self.stock(0, scope).mean.round() as u32;
        let mut hidden = Vec::new();
        let mut note = |scopes: Vec<Scope>, shown: &[Option<u32>]| {
            hidden.extend(scopes.into_iter().zip(shown).filter(|(_, shown)| shown.is_none()).map(|(p, _)| p));
        };

        let cells: Vec<Scope> = (0..shape.cells())
            .map(|cell| Scope::Cell { district: cell / shape.needs, need: cell % shape.needs })
            .collect();
        let counts: Vec<u32> = cells.iter().map(|&cell| count(cell)).collect();
        let table = suppress(shape.needs, &counts);
        note(cells, &table.cells);
        note((0..shape.districts).map(Scope::District).collect(), &table.rows);
        note((0..shape.needs).map(Scope::Need).collect(), &table.columns);
        note(vec![Scope::County], &[table.total]);

        let list = |scopes: Vec<Scope>| {
            let counts: Vec<u32> = scopes.iter().map(|&scope| count(scope)).collect();
            (scopes, suppress_list(&counts).0)
        };
        // Bands divide the phases, so that each phase is a total.
        for phase in Phase::ALL {
            let within = Band::ALL.into_iter().filter(|band| band.phase() == phase);
            let (scopes, shown) = list(within.map(Scope::Band).collect());
            note(scopes, &shown);
        }
        for (scopes, shown) in [
            list(Phase::ALL.map(Scope::Phase).to_vec()),
            list(Channel::ALL.map(Scope::Channel).to_vec()),
            // Areas may overlap, so that no total shows what they share.
            list((0..shape.areas).map(Scope::Area).collect()),
        ] {
            note(scopes, &shown);
        }
        hidden
    }
}
