//! Searches for the setting that meets a goal: tries settings of one lever or two on the same futures (M14.4).

use super::found::Found;
use super::trial::{Setting, Trial, Way};
use super::{Figure, Goal, Means};
use crate::chance::QuantileCurve;
use crate::cohort::{Compiled, Detail, Settings};
use crate::ensemble::{Gathered, Task};
use crate::scenario::{Checked, Lever, Scenario};
use crate::worker::Job;
use std::rc::Rc;

/// The number of futures of each setting.
pub const FUTURES: u32 = 2_000;
/// The number of settings along each way.
const ALONG: u32 = 9;
/// The number of futures below which a search gives no answer yet.
const FIRST: usize = 200;

/// A goal, and the scenarios in which it is sought.
#[derive(Clone, PartialEq)]
pub struct Ground {
    /// The scenario in which the goal is sought.
    pub scenario: Rc<Checked>,
    /// The scenario that gives its range to a lever without one of its own.
    pub published: Rc<Checked>,
    /// The goal.
    pub goal: Goal,
}

/// The values of some levers; `None` for a lever that stays as it is.
type Tried = Vec<Option<f64>>;

impl Ground {
    /// The scenario with the levers of some means at a setting, fixed there where the goal takes it as achieved.
    pub fn with_setting(&self, means: &Means, setting: &Setting) -> Scenario {
        let mut changed = (**self.scenario).clone();
        for (reach, value) in means.iter().zip(setting) {
            self.set(&mut changed, reach.lever, *value);
        }
        changed
    }

    fn set(&self, scenario: &mut Scenario, lever: Lever, value: f64) {
        lever.set(scenario, &self.published, value);
        if self.goal.is_achieved {
            let central = lever.read(scenario).central;
            // The value in use is within its own bounds.
            let _fixed = lever.set_range(scenario, central, central);
        }
    }

    /// Whether both goals are about the same figure, so that the same futures answer both. Their numbers, sides and
    /// chances may differ.
    pub fn shares_futures(&self, other: &Ground) -> bool {
        let (one, two) = (&self.goal, &other.goal);
        one.wanted.figure == two.wanted.figure
            && one.is_achieved == two.is_achieved
            && self.scenario == other.scenario
            && self.published == other.published
    }

    /// The setting of the scenario itself.
    pub fn present(&self, means: &Means) -> Setting {
        means.iter().map(|reach| reach.lever.read(&self.scenario).central).collect()
    }

    fn curve(&self, lever: Lever, value: Option<f64>) -> QuantileCurve {
        let Some(value) = value else { return lever.assumption(&self.scenario).amount.curve() };
        let mut changed = (**self.scenario).clone();
        self.set(&mut changed, lever, value);
        lever.assumption(&changed).amount.curve()
    }

    fn model(&self) -> Compiled {
        Compiled::new(&self.scenario, Detail::Main)
    }

    fn try_out(&self, levers: &[Lever], tried: &[Tried], futures: u32) -> Option<Job> {
        let at = self.goal.wanted.figure.position(&self.scenario)?;
        let (model, counts, headlines) = self.goal.wanted.figure.columns(self.model(), at)?;
        let curves = |values: &Tried| {
            levers.iter().zip(values).map(|(&lever, value)| self.curve(lever, *value)).collect()
        };
        let curves: Vec<Vec<QuantileCurve>> = tried.iter().map(curves).collect();
        let task = Task::Sweep { settings: Settings::new(levers, &curves), counts, headlines };
        let opening = self.scenario.horizon.opening_january;
        Some(Job::new(model, opening, self.scenario.run.seed, futures, task))
    }

    /// The goal's figure at each setting in each future that has come. `None` before the first future.
    fn figures(&self, levers: &[Lever], tried: &[Tried], job: &Job) -> Option<Vec<Vec<f64>>> {
        let figure = self.goal.wanted.figure;
        let at = figure.position(&self.scenario)?;
        let table = job.gathered(0).and_then(Gathered::table).filter(|table| table.futures() > 0)?;
        let model = matches!(figure, Figure::Deficit(..)).then(|| self.model());
        let contributed = self.scenario.agreed_year().map_or(0, |year| year + 1);
        let terms = |others: &[(Lever, QuantileCurve)]| {
            let futures = 0..u32::try_from(table.futures()).unwrap_or(u32::MAX);
            let of = |model: &Compiled| {
                model.deficit_terms(contributed, others, self.scenario.run.seed, futures.clone())
            };
            model.as_ref().map_or_else(Vec::new, of)
        };
        // Most levers leave the terms of the deficit alone.
        let own = terms(&[]);
        let of = |(place, values): (usize, &Tried)| {
            let others = levers.iter().zip(values).filter(|(lever, _)| {
                model.is_some()
                    && matches!(
                        lever,
                        Lever::OpeningDeficit | Lever::Contributions | Lever::GrantShare | Lever::GrantChance
                    )
            });
            let others: Vec<(Lever, QuantileCurve)> =
                others.map(|(&lever, value)| (lever, self.curve(lever, *value))).collect();
            if others.is_empty() {
                figure.values(table, place, at, &own)
            } else {
                figure.values(table, place, at, &terms(&others))
            }
        };
        Some(tried.iter().enumerate().map(of).collect())
    }

    /// A job that tries settings of some means with this number of futures each. `None` where the scenario does not
    /// know the goal's figure.
    pub fn job(&self, means: &Means, settings: &[Setting], futures: u32) -> Option<Job> {
        self.try_out(&levers(means), &whole(settings), futures)
    }

    /// The share of the futures, from 0 to 1, in which the condition holds at each setting of such a job. `None` before
    /// the first future.
    pub fn chances(&self, means: &Means, settings: &[Setting], job: &Job) -> Option<Vec<f64>> {
        let wanted = self.goal.wanted;
        let share = |figures: Vec<f64>| {
            figures.iter().filter(|figure| wanted.margin(**figure) >= 0.0).count() as f64
                / figures.len() as f64
        };
        let figures = self.figures(&levers(means), &whole(settings), job)?;
        Some(figures.into_iter().map(share).collect())
    }
}

fn levers(means: &Means) -> Vec<Lever> {
    means.iter().map(|reach| reach.lever).collect()
}

fn whole(settings: &[Setting]) -> Vec<Tried> {
    settings.iter().map(|setting| setting.iter().copied().map(Some).collect()).collect()
}

/// A search by several means for one goal, all on the same futures.
#[derive(Clone, PartialEq)]
pub struct Search {
    /// The goal and the scenario in which it is sought.
    pub ground: Rc<Ground>,
    /// The means: each is one lever or two.
    pub means: Vec<Means>,
}

impl Search {
    /// Every lever of the means, once.
    fn levers(&self) -> Vec<Lever> {
        let mut all: Vec<Lever> = Vec::new();
        for lever in self.means.iter().flatten().map(|reach| reach.lever) {
            if !all.contains(&lever) {
                all.push(lever);
            }
        }
        all
    }

    /// The ways that are searched for some means: the whole scale of one lever; for two levers, one way from the
    /// present setting to each corner of their bounds.
    fn ways(&self, means: &Means) -> Vec<Way> {
        if let [reach] = &means[..] {
            return vec![Way::over(reach)];
        }
        let mut corners = vec![Setting::new()];
        for reach in means {
            let longer = |corner: &Setting| {
                [reach.low, reach.high].map(|end| corner.iter().copied().chain([end]).collect::<Setting>())
            };
            corners = corners.iter().flat_map(longer).collect();
        }
        let from = self.ground.present(means);
        corners.into_iter().map(|to| Way { from: from.clone(), to }).collect()
    }

    /// The values of all levers to try: first those of the present setting, then those of each way of each means in
    /// turn.
    fn tried(&self) -> Vec<Tried> {
        let levers = self.levers();
        let mut all = vec![vec![None; levers.len()]];
        for means in &self.means {
            for setting in self.ways(means).iter().flat_map(|way| way.evenly(ALONG)) {
                let of = |lever: &Lever| {
                    means
                        .iter()
                        .zip(&setting)
                        .find(|(reach, _)| reach.lever == *lever)
                        .map(|(_, value)| *value)
                };
                all.push(levers.iter().map(of).collect());
            }
        }
        all
    }

    /// The job that runs the settings. `None` where the scenario does not know the goal's figure.
    pub fn job(&self) -> Option<Job> {
        self.ground.try_out(&self.levers(), &self.tried(), FUTURES)
    }

    /// The result for each of the means, from the futures that have come. `None` while fewer than 200 have come.
    pub fn read(&self, job: &Job) -> Option<Vec<Found>> {
        let goal = &self.ground.goal;
        let figures = self.ground.figures(&self.levers(), &self.tried(), job)?;
        let mut figures = figures.into_iter();
        let as_is = figures.next().filter(|as_is| as_is.len() >= FIRST || job.is_complete())?;
        let mut all = Vec::new();
        for means in &self.means {
            let present = Trial::of(self.ground.present(means), as_is.clone(), goal)?;
            let mut best: Option<(Way, Vec<Trial>)> = None;
            for way in self.ways(means) {
                let along: Option<Vec<Trial>> = way
                    .evenly(ALONG)
                    .into_iter()
                    .map(|setting| Trial::of(setting, figures.next()?, goal))
                    .collect();
                let along = along?;
                let end = |along: &[Trial]| along.last().map_or(f64::INFINITY, |trial| trial.left);
                if best.as_ref().is_none_or(|(_, before)| end(&along) < end(before)) {
                    best = Some((way, along));
                }
            }
            let (way, along) = best?;
            all.push(Found::of(goal, means.clone(), present, &way, along)?);
        }
        Some(all)
    }
}

/// Runs a search at once on the calling thread. Returns `None` where the scenario does not know the goal's figure.
#[cfg(not(target_arch = "wasm32"))]
pub fn seek(ground: &Rc<Ground>, means: &Means) -> Option<Found> {
    let search = Search { ground: ground.clone(), means: vec![means.clone()] };
    let mut job = search.job()?;
    job.finish();
    search.read(&job)?.pop()
}

/// The settings of a map over two levers, `side` values of each: rows by the second lever, each row by the first,
/// ascending.
pub fn map(means: &Means, side: u32) -> Vec<Setting> {
    let [across, up] = &means[..] else { return Vec::new() };
    let (across, up) = (Way::over(across).evenly(side), Way::over(up).evenly(side));
    up.iter().flat_map(|up| across.iter().map(move |across| vec![across[0], up[0]])).collect()
}
