//! Goal seek: what one lever or two must be for the High Needs Block to break even, or for placements
//! to stay at or below a number, as often as a planner wants, within bounds that the planner believes.
//!
//! It goes in three rounds, each a few scenarios on the same chance: the corners of the bounds say
//! which way is better; a path from one end to the other says roughly where the target is met; a
//! closer look there says where, and how uncertain that is.

use super::Estimate;
use super::breakeven::{bears_on_balance, bears_on_placements, columns};
use crate::chance::{P975, QuantileCurve};
use crate::cohort::{Compiled, Detail, Headline, Measure, Scope, Settings};
use crate::decisions::Savings;
use crate::ensemble::{Gathered, Spread, Table, Task};
use crate::field::January;
use crate::scenario::{Checked, Lever, Scenario};
use crate::worker::Job;
use std::rc::Rc;

/// A lever and the values between which it may go, as shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Which.
    pub lever: Lever,
    /// The lowest value believed.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

/// What must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The High Needs Block breaks even in the year of the agreement.
    Balance,
    /// The county's placements are at or below a number in a January.
    Placements {
        /// The January: one after the opening January.
        january: January,
        /// The most pupils that may be placed then.
        at_most: u32,
    },
}

impl Wanted {
    /// Whether a lever bears on it.
    pub fn bears(self, lever: Lever) -> bool {
        match self {
            Wanted::Balance => bears_on_balance(lever),
            Wanted::Placements { .. } => bears_on_placements(lever),
        }
    }

    /// By how much a future holds it, in pounds or pupils; negative where it does not. `figure` is the
    /// balance of the future, or its placements.
    fn margin(self, figure: f64) -> f64 {
        match self {
            Wanted::Balance => figure,
            Wanted::Placements { at_most, .. } => f64::from(at_most) - figure,
        }
    }

    /// The figure that it is about at a setting of a sweep, one a future: balances in pounds, or pupils.
    fn figures(self, table: &Table, setting: usize) -> Vec<f64> {
        match self {
            Wanted::Balance => table.values(setting).to_vec(),
            Wanted::Placements { .. } => table.counts(setting).iter().copied().map(f64::from).collect(),
        }
    }
}

/// What is sought.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What must hold.
    pub wanted: Wanted,
    /// How often it must hold, as a share of the futures.
    pub target: f64,
    /// One lever or two.
    pub reaches: Vec<Reach>,
}

impl Goal {
    /// Whether other savings alone are to bring balance: then [`Savings`] have the answer, and nothing more
    /// need be run.
    pub fn is_of_savings(&self) -> bool {
        self.wanted == Wanted::Balance
            && matches!(self.reaches[..], [Reach { lever: Lever::OtherSavings, .. }])
    }
}

/// Values of the levers, in the order of the goal.
pub type Setting = Vec<f64>;

/// What came of a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The setting.
    pub setting: Setting,
    /// Share of its futures in which what is wanted holds.
    pub chance: f64,
    /// Its standard error.
    pub error: f64,
    /// The middle balance, in pounds, or the middle number of placements.
    pub middle: f64,
    /// What more a year would make the block break even as often as wanted, in pounds, or how many
    /// fewer pupils would make placements low enough as often; negative where less would do.
    pub left: f64,
}

impl Trial {
    /// Half the width within which the chance of 19 of 20 repeats with other seeds would stay.
    pub fn margin(&self) -> f64 {
        Estimate { value: self.chance, standard_error: self.error }.margin()
    }
}

/// Futures of each scenario in the three rounds.
const FUTURES: [u32; 3] = [400, 800, 2_500];
/// Settings on the path, and in the closer look.
const PATH: u32 = 13;
const CLOSER: u32 = 9;
/// Settings at which the chance of balance is told where it is known at each of them.
const ALONG: u32 = 31;

/// A straight way from one setting to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Where it begins.
    pub from: Setting,
    /// Where it ends: the better end.
    pub to: Setting,
}

impl Way {
    /// The setting at a share of the way.
    pub fn at(&self, share: f64) -> Setting {
        self.from.iter().zip(&self.to).map(|(from, to)| from + share * (to - from)).collect()
    }

    /// How far along a setting lies.
    fn share(&self, setting: &Setting) -> f64 {
        let lengths = self.from.iter().zip(&self.to).zip(setting);
        let along = lengths.max_by(|a, b| (a.0.1 - a.0.0).abs().total_cmp(&(b.0.1 - b.0.0).abs()));
        along.map_or(
            0.0,
            |((from, to), value)| if (to - from).abs() > 0.0 { (value - from) / (to - from) } else { 0.0 },
        )
    }
}

/// The answer to a goal.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// As things are the target is met already.
    Met,
    /// No setting within the bounds meets it; this is the best one.
    OutOfReach(Trial),
    /// This setting meets it. Chance alone could move it between the two others, where these lie
    /// within the bounds.
    Found {
        /// The setting, worked out between neighbouring trials.
        setting: Setting,
        /// Where the target would be met if chance was kind, and where if it was not.
        between: (Setting, Setting),
    },
}

/// What has been found out about a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// As things are.
    pub present: Trial,
    /// The way along which settings were tried.
    pub way: Way,
    /// What came of them.
    pub along: Vec<Trial>,
    /// The answer.
    pub answer: Answer,
}

/// The scenario with the levers of a goal at a setting.
pub fn with_setting(scenario: &Checked, published: &Scenario, goal: &Goal, setting: &Setting) -> Scenario {
    let mut changed = (**scenario).clone();
    for (reach, value) in goal.reaches.iter().zip(setting) {
        reach.lever.set(&mut changed, published, *value);
    }
    changed
}

/// The setting of the scenario itself.
pub fn present(scenario: &Checked, goal: &Goal) -> Setting {
    goal.reaches.iter().map(|reach| reach.lever.read(scenario).central).collect()
}

/// What a goal is sought in.
#[derive(Clone, PartialEq)]
pub struct Ground {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// What a lever without a range of its own takes its range from.
    pub published: Rc<Checked>,
    /// What is sought.
    pub goal: Goal,
}

impl Ground {
    /// A job that tries settings with so many futures each; none where the year of what is wanted is
    /// not within the horizon.
    pub fn try_out(&self, settings: &[Setting], futures: u32) -> Option<Job> {
        let opening = self.scenario.horizon.opening_january;
        let model = Compiled::new(&self.scenario, Detail::Main);
        let (model, counts, headlines) = match self.goal.wanted {
            Wanted::Balance => {
                let year = self.scenario.agreed_year()?;
                let model = model.until(year + 1);
                let headlines = columns(model.shape(), &[Headline::Balance(year)]);
                (model, Vec::new(), headlines)
            }
            Wanted::Placements { january, .. } => {
                let years = usize::from(january.0.checked_sub(opening.0)?);
                let model = (years > 0).then(|| model.until(years))?;
                let stock = model.shape().column(Measure::Stock, years, Scope::County)?;
                (model, vec![u32::try_from(stock).ok()?], Vec::new())
            }
        };
        let levers: Vec<Lever> = self.goal.reaches.iter().map(|reach| reach.lever).collect();
        let curves = |setting: &Setting| {
            let changed = with_setting(&self.scenario, &self.published, &self.goal, setting);
            levers.iter().map(|lever| lever.assumption(&changed).amount.curve()).collect()
        };
        let curves: Vec<Vec<QuantileCurve>> = settings.iter().map(curves).collect();
        let task = Task::Sweep { settings: Settings::new(&levers, &curves), counts, headlines };
        Some(Job::new(model, opening, self.scenario.run.seed, futures, task))
    }

    /// The first round: as things are, then every corner of the bounds.
    pub fn corners(&self) -> Vec<Setting> {
        let mut corners = vec![Vec::new()];
        for reach in &self.goal.reaches {
            corners = corners
                .iter()
                .flat_map(|corner: &Setting| {
                    [reach.low, reach.high].map(|end| corner.iter().copied().chain([end]).collect())
                })
                .collect();
        }
        corners.insert(0, present(&self.scenario, &self.goal));
        corners
    }

    /// The way for the second round, from the trials of the first: for one lever from its worse end to
    /// its better, for two from things as they are to the best corner.
    pub fn way(&self, corners: &[Trial]) -> Option<Way> {
        let (present, corners) = corners.split_first()?;
        // Where it never holds at any of them the middle futures tell them apart.
        let middle = |trial: &Trial| self.goal.wanted.margin(trial.middle);
        let better =
            |a: &&Trial, b: &&Trial| a.chance.total_cmp(&b.chance).then(middle(a).total_cmp(&middle(b)));
        let best = corners.iter().max_by(better)?;
        let worst = corners.iter().min_by(better)?;
        let from = if self.goal.reaches.len() == 1 { worst } else { present };
        Some(Way { from: from.setting.clone(), to: best.setting.clone() })
    }

    /// The settings of the second round.
    pub fn path(&self, way: &Way) -> Vec<Setting> {
        evenly(way, 0.0, 1.0, PATH)
    }

    /// The settings of the third round: around the place where the second meets the target, or the
    /// best end where it does not; last of all things as they are, on the same futures.
    pub fn closer(&self, way: &Way, path: &[Trial]) -> Vec<Setting> {
        let step = 1.0 / f64::from(PATH - 1);
        let met = |luck: f64| meets(path, self.goal.target, luck);
        let (from, to) = match (met(0.0), self.goal.wanted) {
            (Some(place), Wanted::Balance) => (place - step, place + step),
            // Placements follow a lever so slowly that chance may reach further than a step.
            (Some(place), Wanted::Placements { .. }) => {
                (met(P975).unwrap_or(0.0).min(place - step), met(-P975).unwrap_or(1.0).max(place + step))
            }
            (None, _) => (1.0 - step, 1.0),
        };
        let mut settings = evenly(way, from.max(0.0), to.min(1.0), CLOSER);
        settings.push(present(&self.scenario, &self.goal));
        settings
    }

    /// The answer from all three rounds.
    pub fn answer(&self, present: &Trial, way: &Way, trials: &[Trial]) -> Option<Answer> {
        let target = self.goal.target;
        let best = trials.iter().max_by(|a, b| way.share(&a.setting).total_cmp(&way.share(&b.setting)))?;
        if present.chance >= target {
            return Some(Answer::Met);
        }
        let along: Vec<(f64, &Trial)> =
            trials.iter().map(|trial| (way.share(&trial.setting), trial)).collect();
        let place = |luck: f64| crossing(&along, target, luck);
        Some(match place(0.0) {
            None => Answer::OutOfReach(best.clone()),
            Some(at) => Answer::Found {
                setting: way.at(at),
                between: (way.at(place(P975).unwrap_or(0.0)), way.at(place(-P975).unwrap_or(1.0))),
            },
        })
    }
}

/// Goes through all three rounds here and now; none where the year of what is wanted is not within the
/// horizon.
#[cfg(not(target_arch = "wasm32"))]
pub fn seek(ground: &Ground) -> Option<Found> {
    let go = |settings: Vec<Setting>, round: usize| {
        let mut job = ground.try_out(&settings, futures(round))?;
        job.finish();
        Some(trials(&settings, &job, &ground.goal))
    };
    let way = ground.way(&go(ground.corners(), 0)?)?;
    let mut along = go(ground.path(&way), 1)?;
    let mut closer = go(ground.closer(&way, &along), 2)?;
    let present = closer.pop()?;
    let answer = ground.answer(&present, &way, &closer)?;
    along.append(&mut closer);
    Some(Found { present, way, along, answer })
}

/// What other savings alone must be for a goal of theirs, from the futures of an ordinary run; none where
/// the goal is of something else.
pub fn of_savings(goal: &Goal, savings: &Savings, scenario: &Checked) -> Option<Found> {
    let [reach] = goal.reaches[..] else { return None };
    if !goal.is_of_savings() {
        return None;
    }
    let (target, futures) = (goal.target, savings.futures() as f64);
    let at = |shown: f64| trial(vec![shown], savings.balances(shown * savings.unit()), goal);
    let way = Way { from: vec![reach.low], to: vec![reach.high] };
    let along = evenly(&way, 0.0, 1.0, ALONG).into_iter().filter_map(|setting| at(setting[0])).collect();
    let present = at(present(scenario, goal)[0])?;
    let error = (target * (1.0 - target) / futures).sqrt();
    let least = |luck: f64| savings.least(target + luck * error) / savings.unit();
    let found = |least: f64| vec![least.clamp(reach.low, reach.high)];
    let answer = if present.chance >= target {
        Answer::Met
    } else if least(0.0) > reach.high {
        Answer::OutOfReach(at(reach.high)?)
    } else {
        let between = (found(least(-P975)), found(least(P975)));
        Answer::Found { setting: found(least(0.0)), between }
    };
    Some(Found { present, way, along, answer })
}

fn evenly(way: &Way, from: f64, to: f64, count: u32) -> Vec<Setting> {
    let step = (to - from) / f64::from(count - 1);
    (0..count).map(|place| way.at(from + f64::from(place) * step)).collect()
}

/// Futures of each setting of a round: 0, 1 or 2.
pub fn futures(round: usize) -> u32 {
    FUTURES[round.min(2)]
}

/// What came of a setting, from the balances or placements of its futures; none while there are none.
fn trial(setting: Setting, figures: Vec<f64>, goal: &Goal) -> Option<Trial> {
    let margins = Spread::new(figures.iter().map(|&figure| goal.wanted.margin(figure)).collect());
    let n = margins.futures() as f64;
    (n > 0.0).then(|| {
        let chance = margins.share_from(0.0);
        // A half is added on either side, so that none of the futures is not taken for certainty.
        let smoothed = (chance * n + 0.5) / (n + 1.0);
        Trial {
            setting,
            chance,
            error: (smoothed * (1.0 - smoothed) / n).sqrt(),
            middle: Spread::new(figures).percentile(0.5),
            left: -margins.percentile(1.0 - goal.target),
        }
    })
}

/// The trials of a job over settings, from the futures that have come; none before the first.
pub fn trials(settings: &[Setting], job: &Job, goal: &Goal) -> Vec<Trial> {
    let Some(table) = job.gathered(0).and_then(Gathered::table) else { return Vec::new() };
    let of =
        |(place, setting): (usize, &Setting)| trial(setting.clone(), goal.wanted.figures(table, place), goal);
    settings.iter().enumerate().filter_map(of).collect()
}

/// How often what is wanted holds at each of so many settings, from the futures that have come; none
/// before the first.
pub fn chances(settings: usize, job: &Job, wanted: Wanted) -> Option<Vec<f64>> {
    let table = job.gathered(0).and_then(Gathered::table).filter(|table| table.futures() > 0)?;
    let share = |place: usize| {
        let figures = wanted.figures(table, place);
        figures.iter().filter(|figure| wanted.margin(**figure) >= 0.0).count() as f64 / figures.len() as f64
    };
    Some((0..settings).map(share).collect())
}

/// The share of an even path at which the chance meets the target.
fn meets(path: &[Trial], target: f64, luck: f64) -> Option<f64> {
    let last = (path.len().max(2) - 1) as f64;
    let along: Vec<(f64, &Trial)> =
        path.iter().enumerate().map(|(place, trial)| (place as f64 / last, trial)).collect();
    crossing(&along, target, luck)
}

/// Where a chance that rises along the way first meets the target, `luck` standard errors above what
/// was counted. Chance may make neighbours change places: they are pooled first (isotonic regression
/// by pooling adjacent violators).
fn crossing(along: &[(f64, &Trial)], target: f64, luck: f64) -> Option<f64> {
    let mut order: Vec<(f64, f64)> =
        along.iter().map(|(place, trial)| (*place, trial.chance + luck * trial.error)).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &(_, value) in &order {
        pools.push((value, 1));
        while let [.., before, last] = pools[..]
            && before.0 > last.0
        {
            let count = before.1 + last.1;
            let mean = (before.0 * before.1 as f64 + last.0 * last.1 as f64) / count as f64;
            pools.truncate(pools.len() - 2);
            pools.push((mean, count));
        }
    }
    let rising: Vec<f64> =
        pools.iter().flat_map(|&(value, count)| std::iter::repeat_n(value, count)).collect();
    let first = rising.iter().position(|&value| value >= target)?;
    if first == 0 {
        return Some(order[0].0);
    }
    let ((x0, _), (x1, _)) = (order[first - 1], order[first]);
    let (y0, y1) = (rising[first - 1], rising[first]);
    Some(if y1 > y0 { x0 + (x1 - x0) * (target - y0) / (y1 - y0) } else { x1 })
}

/// Settings of a map over two levers: rows of the second, each with the first ascending.
pub fn map(goal: &Goal, side: u32) -> Vec<Setting> {
    let at = |reach: &Reach, place: u32| {
        reach.low + (reach.high - reach.low) * f64::from(place) / f64::from(side.max(2) - 1)
    };
    let [across, up] = &goal.reaches[..] else { return Vec::new() };
    (0..side).flat_map(|row| (0..side).map(move |column| vec![at(across, column), at(up, row)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Ensemble;
    use proptest::prelude::*;

    fn trials_of(chances: &[f64], error: f64) -> Vec<Trial> {
        let step = 1.0 / (chances.len() - 1) as f64;
        let of = |(place, &chance): (usize, &f64)| Trial {
            setting: vec![place as f64 * step],
            chance,
            error,
            middle: 0.0,
            left: 0.0,
        };
        chances.iter().enumerate().map(of).collect()
    }

    #[test]
    fn the_crossing_is_found_between_neighbours_and_pools_what_chance_disordered() {
        let meets = |chances: &[f64], target| meets(&trials_of(chances, 0.0), target, 0.0);
        assert_eq!(meets(&[0.0, 0.25, 0.5, 0.75, 1.0], 0.6), Some(0.6));
        assert_eq!(meets(&[0.0, 0.1, 0.2], 0.3), None);
        assert_eq!(meets(&[0.5, 0.6], 0.2), Some(0.0));
        // 0.5 and 0.3 become 0.4 each; 0.45 lies half-way from there to 0.5.
        let place = meets(&[0.0, 0.5, 0.3, 0.5, 0.9], 0.45).unwrap();
        assert!((place - (0.5 + 0.25 * 0.5)).abs() < 1e-12, "{place}");
        let lucky = super::meets(&trials_of(&[0.0, 0.5, 1.0], 0.1), 0.5, 1.0).unwrap();
        assert!((lucky - 0.4).abs() < 1e-12, "{lucky}");
    }

    fn ground(target: f64, reaches: Vec<Reach>) -> Ground {
        let kent = Scenario::kent();
        Ground {
            scenario: Rc::new(kent.clone().check().unwrap()),
            published: Rc::new(kent.check().unwrap()),
            goal: Goal { wanted: Wanted::Balance, target, reaches },
        }
    }

    /// All three rounds, as the screen goes through them.
    fn seek(ground: &Ground) -> (Trial, Answer) {
        let found = super::seek(ground).unwrap();
        (found.present, found.answer)
    }

    fn reach(lever: Lever, low: f64, high: f64) -> Reach {
        Reach { lever, low, high }
    }

    /// With savings certain and at once, each pound of them is a pound of the balance in every future:
    /// the answer is the percentile of the balance without them.
    #[test]
    fn savings_that_are_certain_are_found_to_be_what_is_left() {
        let mut ground = ground(0.7, vec![reach(Lever::OtherSavings, 0.0, 150.0)]);
        let mut certain = (**ground.scenario).clone();
        // A path that wanders leaves the balance in wide doubt, and so the answer.
        crate::england::as_before(&mut certain);
        certain.high_needs.other_savings_delay.amount = crate::scenario::Amount::Fixed(0.0);
        certain.high_needs.other_savings_from = 2026.25;
        certain.high_needs.other_savings.amount = crate::scenario::Amount::Fixed(1e6);
        ground.scenario = Rc::new(certain.check().unwrap());
        // The futures of the closer look, or chance would tell them apart.
        let mut job = ground.try_out(&[vec![0.0]], futures(2)).unwrap();
        job.finish();
        let without = trials(&[vec![0.0]], &job, &ground.goal).remove(0);
        let (_, answer) = seek(&ground);
        let Answer::Found { setting, between } = answer else { panic!("{answer:?}") };
        let wanted = without.left / 1e6;
        assert!((setting[0] - wanted).abs() < 0.6, "{} against {wanted}", setting[0]);
        assert!(between.0[0] < setting[0] && setting[0] < between.1[0] && between.1[0] - between.0[0] < 3.0);
    }

    /// The three rounds run every setting by itself and read between them; an ordinary run has it at once.
    #[test]
    fn other_savings_are_found_in_an_ordinary_run_as_by_trying_them_out() {
        for target in [0.3, 0.5] {
            let ground = ground(target, vec![reach(Lever::OtherSavings, 0.0, 150.0)]);
            let scenario = &ground.scenario;
            let model = Compiled::new(scenario, Detail::Main);
            let opening = scenario.horizon.opening_january;
            let run = |futures| Ensemble::run(&model, opening, scenario.run.seed, futures);
            let found = |futures| {
                let savings = Savings::of(&run(futures), scenario, &ground.published).unwrap();
                of_savings(&ground.goal, &savings, scenario).unwrap()
            };
            // On the futures of the closer look.
            let (_, tried) = seek(&ground);
            let Answer::Found { setting: tried, between } = tried else { panic!("{tried:?}") };
            let same = found(futures(2));
            let Answer::Found { setting, between: doubt } = &same.answer else { panic!("{same:?}") };
            assert!((setting[0] - tried[0]).abs() < 1.0, "{} against {}", setting[0], tried[0]);
            for (one, other) in [(&doubt.0, &between.0), (&doubt.1, &between.1)] {
                assert!((one[0] - other[0]).abs() < 2.0, "{doubt:?} against {between:?}");
            }
            // A setting tried out is what is said of it.
            let settings = [vec![0.0], vec![90.0], vec![150.0]];
            let mut job = ground.try_out(&settings, 500).unwrap();
            job.finish();
            let savings = Savings::of(&run(500), scenario, &ground.published).unwrap();
            for tried in trials(&settings, &job, &ground.goal) {
                let said = savings.balances(tried.setting[0] * savings.unit());
                let said = trial(tried.setting.clone(), said, &ground.goal).unwrap();
                assert!((said.chance - tried.chance).abs() < 1e-12, "{said:?} {tried:?}");
                assert!((said.middle - tried.middle).abs() < 1e-3 && (said.left - tried.left).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn what_placements_alone_cannot_reach_is_said_with_what_is_left() {
        let ground = ground(0.5, vec![reach(Lever::Effect, 0.0, 30.0), reach(Lever::SrpPlaces, 0.0, 800.0)]);
        let (present, answer) = seek(&ground);
        let Answer::OutOfReach(best) = answer else { panic!("{answer:?}") };
        assert!(best.chance < 0.05 && best.left > 30e6, "{best:?}");
        assert!(best.left < present.left, "the best corner leaves less");
        assert_eq!(best.setting, [30.0, 800.0]);
    }

    #[test]
    fn two_levers_move_together_from_where_they_are() {
        let goal = vec![reach(Lever::OtherSavings, 0.0, 150.0), reach(Lever::BudgetGrowth, 0.0, 8.0)];
        let ground = ground(0.5, goal);
        let (_, answer) = seek(&ground);
        let Answer::Found { setting, .. } = answer else { panic!("{answer:?}") };
        let from = present(&ground.scenario, &ground.goal);
        let share = |place: usize, to: f64| (setting[place] - from[place]) / (to - from[place]);
        assert!((share(0, 150.0) - share(1, 8.0)).abs() < 1e-9);
        // It does what it says.
        let mut job = ground.try_out(std::slice::from_ref(&setting), 4_000).unwrap();
        job.finish();
        let trial = trials(&[setting], &job, &ground.goal).remove(0);
        assert!((trial.chance - 0.5).abs() < 0.02, "{trial:?}");
    }

    #[test]
    fn a_target_met_already_needs_nothing() {
        let ground = ground(0.001, vec![reach(Lever::Gap, 0.0, 60.0)]);
        let mut easy = (**ground.scenario).clone();
        let published = Scenario::kent();
        Lever::Gap.set(&mut easy, &published, 0.0);
        Lever::BudgetGrowth.set(&mut easy, &published, 8.0);
        let ground = Ground { scenario: Rc::new(easy.check().unwrap()), ..ground };
        assert_eq!(seek(&ground).1, Answer::Met);
    }

    #[test]
    fn a_map_has_every_pair_of_values() {
        let goal = Goal {
            wanted: Wanted::Balance,
            target: 0.5,
            reaches: vec![reach(Lever::Gap, 0.0, 60.0), reach(Lever::Effect, 0.0, 30.0)],
        };
        let settings = map(&goal, 4);
        assert_eq!((settings.len(), &settings[0], &settings[15]), (16, &vec![0.0, 0.0], &vec![60.0, 30.0]));
        assert_eq!(settings[1], [20.0, 0.0]);
        assert_eq!(settings[4], [0.0, 10.0]);
    }

    /// Kent as it was before its joiners wandered, to hold placements at a number in January 2030.
    fn holding(at_most: u32, target: f64, reaches: Vec<Reach>) -> Ground {
        let mut ground = ground(target, reaches);
        let mut steady = (**ground.scenario).clone();
        crate::england::as_before(&mut steady);
        ground.scenario = Rc::new(steady.check().unwrap());
        ground.goal.wanted = Wanted::Placements { january: January(2030), at_most };
        ground
    }

    /// The placements of January 2030 in futures of the scenario run by itself, to its whole horizon.
    fn directly(ground: &Ground, setting: &Setting, futures: u32) -> Vec<f64> {
        let at = with_setting(&ground.scenario, &ground.published, &ground.goal, setting).check().unwrap();
        let model = Compiled::new(&at, Detail::Main);
        let ensemble = Ensemble::run(&model, at.horizon.opening_january, at.run.seed, futures);
        (0..futures).map(|future| f64::from(ensemble.county(future).unwrap()[5])).collect()
    }

    #[test]
    fn what_holds_placements_does_so_when_the_scenario_is_run_with_it() {
        let ground = holding(1_720, 0.5, vec![reach(Lever::Effect, 0.0, 60.0)]);
        let (now, answer) = seek(&ground);
        let Answer::Found { setting, between } = answer else { panic!("{answer:?}") };
        let (low, high) = (between.0[0].min(between.1[0]), between.0[0].max(between.1[0]));
        assert!(low < setting[0] && setting[0] < high && high - low < 15.0, "{setting:?} {between:?}");
        assert!(now.chance < 0.5 && now.left > 0.0, "{now:?}");
        let share = |value: f64| {
            let placed = directly(&ground, &vec![value], 2_500);
            placed.iter().filter(|&&pupils| pupils <= 1_720.0).count() as f64 / 2_500.0
        };
        let error = 0.5 / 2_500.0_f64.sqrt();
        let found = share(setting[0]);
        assert!((found - 0.5).abs() < 2.0 * error, "{found} with {setting:?}");
        assert!(share(low) < 0.5 + 2.0 * error && share(high) > 0.5 - 2.0 * error);
    }

    #[test]
    fn a_trial_of_placements_is_what_the_scenario_gives_by_itself() {
        let ground = holding(1_900, 0.7, vec![reach(Lever::Effect, 0.0, 30.0)]);
        let settings = [vec![0.0], vec![20.0]];
        let mut job = ground.try_out(&settings, 400).unwrap();
        job.finish();
        let tried = trials(&settings, &job, &ground.goal);
        for (setting, tried) in settings.iter().zip(&tried) {
            let placed = Spread::new(directly(&ground, setting, 400));
            let share = placed.values().iter().filter(|&&pupils| pupils <= 1_900.0).count() as f64 / 400.0;
            assert!((tried.chance - share).abs() < 1e-12, "{tried:?} against {share}");
            assert!((tried.middle - placed.percentile(0.5)).abs() < 1e-9, "{tried:?}");
            assert!((tried.left - (placed.percentile(0.7) - 1_900.0)).abs() < 1e-6, "{tried:?}");
        }
        assert_eq!(
            chances(2, &job, ground.goal.wanted).unwrap(),
            tried.iter().map(|trial| trial.chance).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_huge_number_of_placements_is_held_already() {
        let ground = holding(100_000, 0.99, vec![reach(Lever::Effect, 0.0, 30.0)]);
        let (now, answer) = seek(&ground);
        assert_eq!(answer, Answer::Met);
        assert!((now.chance - 1.0).abs() < 1e-12 && now.left < -90_000.0, "{now:?}");
    }

    #[test]
    fn placements_that_cannot_come_down_so_far_are_said_with_the_pupils_too_many() {
        let ground = holding(905, 0.7, vec![reach(Lever::Effect, 0.0, 20.0), reach(Lever::Growth, 0.0, 5.0)]);
        let (now, answer) = seek(&ground);
        let Answer::OutOfReach(best) = answer else { panic!("{answer:?}") };
        // Most of the effect and least of the growth.
        assert_eq!(best.setting, [20.0, 0.0]);
        assert!(best.chance < 0.01 && best.left > 100.0 && best.left < now.left, "{best:?} {now:?}");
        assert!((best.middle - 905.0 - best.left).abs() < 200.0, "{best:?}");
    }

    #[test]
    fn no_january_but_a_later_one_of_the_horizon_can_be_asked_about() {
        for (january, can) in [(2024, false), (2025, false), (2026, true), (2034, true), (2090, false)] {
            let mut ground = holding(1_784, 0.5, vec![reach(Lever::Effect, 0.0, 30.0)]);
            ground.goal.wanted = Wanted::Placements { january: January(january), at_most: 1_784 };
            assert_eq!(ground.try_out(&[vec![0.0]], 1).is_some(), can, "{january}");
        }
    }

    proptest! {
        #[test]
        fn a_crossing_lies_within_and_kinder_chance_meets_no_later(
            chances in prop::collection::vec(0.0..1.0_f64, 2..15),
            target in 0.0..1.0_f64,
        ) {
            let trials = trials_of(&chances, 0.05);
            let place = |luck| meets(&trials, target, luck);
            if let Some(at) = place(0.0) {
                prop_assert!((0.0..=1.0).contains(&at));
                let kind = place(1.0);
                prop_assert!(kind.is_some_and(|kind| kind <= at + 1e-12));
            }
        }
    }
}
