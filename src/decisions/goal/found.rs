//! Finds where along a way a goal is met (M14.4).

use super::trial::{Setting, Trial, Way};
use super::{Goal, Means};

/// The answer to a goal: whether it is met already, is out of reach, or is met at a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The present setting already meets the target.
    Met,
    /// No setting within the bounds meets the target; this is the best one.
    OutOfReach(Trial),
    /// This setting meets the target. Chance alone could move it between the two settings of `between`, where these lie
    /// within the bounds.
    Found {
        /// The setting that meets the target, interpolated between neighbouring trials.
        setting: Setting,
        /// The settings that would meet the target if every chance were 1.96 standard errors higher, and if it were as
        /// much lower.
        between: (Setting, Setting),
    },
}

/// The result of a search for a goal by one means.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The means: one lever or two.
    pub means: Means,
    /// The trial of the present setting.
    pub present: Trial,
    /// The way that was searched. It ends where the target is best met.
    pub way: Way,
    /// The trials along the way, in its order.
    pub along: Vec<Trial>,
    /// Whether the goal is met ever more often the further the lever goes. Where it is not, the way ends at the best
    /// setting within the bounds.
    pub is_steady: bool,
    /// The answer to the goal.
    pub answer: Answer,
}

impl Found {
    /// Reads the answer from the trials along the whole of a way, in its order, and from the trial of the present
    /// setting. Returns `None` where there are no trials.
    pub fn of(goal: &Goal, means: Means, present: Trial, way: &Way, along: Vec<Trial>) -> Option<Found> {
        let left: Vec<f64> = along.iter().map(|trial| trial.left).collect();
        let best = along.iter().min_by(|a, b| a.left.total_cmp(&b.left))?;
        let (first, last) = (along.first()?, along.last()?);
        // Chance may move two neighbouring trials by half the width of the interval at the best trial.
        let noise = 0.5 * (best.between.1 - best.between.0).abs();
        let is_close = |end: &Trial| end.left - best.left <= noise;
        let (better, worse) = if last.left <= first.left { (last, first) } else { (first, last) };
        let (from, to) = if is_close(better) {
            (worse, better)
        } else {
            // The best trial lies within the way: the search approaches it from the side of the present setting.
            let is_before = way.share(&present.setting) <= way.share(&best.setting);
            (if is_before { first } else { last }, best)
        };
        let way = Way { from: from.setting.clone(), to: to.setting.clone() };
        let is_steady = is_close(better) && goes_one_way(&left, noise);
        let mut places: Vec<(f64, &Trial)> =
            along.iter().map(|trial| (way.share(&trial.setting), trial)).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let on_the_way: Vec<(f64, &Trial)> =
            places.into_iter().filter(|(share, _)| (-1e-9..=1.0 + 1e-9).contains(share)).collect();
        let meets = |left: fn(&Trial) -> f64| {
            crossing(&on_the_way.iter().map(|(share, trial)| (*share, left(trial))).collect::<Vec<_>>())
        };
        let answer = if present.chance >= goal.target {
            Answer::Met
        } else if let Some(at) = meets(|trial| trial.left) {
            let (kind, unkind) = (meets(|trial| trial.between.0), meets(|trial| trial.between.1));
            let between = (way.at(kind.unwrap_or(0.0)), way.at(unkind.unwrap_or(1.0)));
            Answer::Found { setting: way.at(at), between }
        } else {
            Answer::OutOfReach(to.clone())
        };
        Some(Found { means, present, way, along, is_steady, answer })
    }

    /// The setting that the answer names: the one that meets the target, or the best one. `None` where the target is
    /// met already.
    pub fn setting(&self) -> Option<&Setting> {
        match &self.answer {
            Answer::Met => None,
            Answer::OutOfReach(best) => Some(&best.setting),
            Answer::Found { setting, .. } => Some(setting),
        }
    }
}

/// Whether the values rise throughout or fall throughout, apart from steps no larger than `noise`.
fn goes_one_way(values: &[f64], noise: f64) -> bool {
    let furthest = |sign: f64| {
        let mut highest = f64::NEG_INFINITY;
        values.iter().fold(0.0_f64, |most, value| {
            highest = highest.max(sign * value);
            most.max(highest - sign * value)
        })
    };
    furthest(1.0).min(furthest(-1.0)) <= noise
}

/// The share of the way at which the shortfall first falls to 0. Chance may put neighbours in the wrong order, so they
/// are pooled first until the shortfall only falls (isotonic regression by pooling adjacent violators).
fn crossing(along: &[(f64, f64)]) -> Option<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &(_, value) in along {
        pools.push((value, 1));
        while let [.., before, last] = pools[..]
            && before.0 < last.0
        {
            let count = before.1 + last.1;
            let mean = (before.0 * before.1 as f64 + last.0 * last.1 as f64) / count as f64;
            pools.truncate(pools.len() - 2);
            pools.push((mean, count));
        }
    }
    let falling: Vec<f64> =
        pools.iter().flat_map(|&(value, count)| std::iter::repeat_n(value, count)).collect();
    let first = falling.iter().position(|&value| value <= 0.0)?;
    if first == 0 {
        return Some(along[0].0);
    }
    let ((x0, _), (x1, _)) = (along[first - 1], along[first]);
    let (y0, y1) = (falling[first - 1], falling[first]);
    Some(if y0 > y1 { x0 + (x1 - x0) * y0 / (y0 - y1) } else { x1 })
}

#[cfg(test)]
mod tests {
    use super::super::{Figure, Goal, Reach, Side, Wanted};
    use super::*;
    use crate::field::January;
    use crate::scenario::Lever;
    use proptest::prelude::*;

    const GOAL: Goal = Goal {
        wanted: Wanted { figure: Figure::Placements(January(2030)), side: Side::AtMost, value: 0.0 },
        target: 0.5,
        is_achieved: false,
    };

    /// Trials along a way from 0 to 1 that leave so much, each known to within `doubt`.
    fn trials(left: &[f64], doubt: f64) -> Vec<Trial> {
        let step = 1.0 / (left.len() - 1) as f64;
        let of = |(place, &left): (usize, &f64)| Trial {
            setting: vec![place as f64 * step],
            chance: if left > 0.0 { 0.2 } else { 0.8 },
            error: 0.01,
            middle: left,
            left,
            between: (left - doubt, left + doubt),
        };
        left.iter().enumerate().map(of).collect()
    }

    fn found(left: &[f64], doubt: f64, now: f64) -> Found {
        let reach = Reach { lever: Lever::Effect, low: 0.0, high: 1.0 };
        let present = Trial { setting: vec![now], ..trials(&[1.0, 1.0], doubt).remove(0) };
        Found::of(&GOAL, vec![reach], present, &Way::over(&reach), trials(left, doubt)).unwrap()
    }

    #[test]
    fn it_is_met_between_neighbours_and_what_chance_disordered_is_pooled() {
        let meets = |left: &[f64]| match found(left, 0.05, 0.0).answer {
            Answer::Found { setting, .. } => Some(setting[0]),
            _ => None,
        };
        assert_eq!(meets(&[6.0, 4.0, 2.0, -2.0, -6.0]), Some(0.625));
        assert_eq!(meets(&[6.0, 4.0, 2.0]), None);
        // 1.0 and 1.04 become 1.02 each; nothing is left 1.02 / 2.02 of the way from there to -1.
        let place = meets(&[2.0, 1.0, 1.04, -1.0, -2.0]).unwrap();
        assert!((place - (0.5 + 0.25 * 1.02 / 2.02)).abs() < 1e-12, "{place}");
        // The other way round the better end is the lowest value.
        let lower = found(&[-2.0, -1.0, 1.0, 2.0, 3.0], 0.1, 1.0);
        assert_eq!((lower.way.from[0], lower.way.to[0], lower.is_steady), (1.0, 0.0, true));
        let Answer::Found { setting, between } = lower.answer else { panic!() };
        assert!((setting[0] - 0.375).abs() < 1e-12 && between.0[0] > setting[0] && between.1[0] < setting[0]);
    }

    #[test]
    fn more_is_not_always_better_and_that_is_said() {
        // It is best at three quarters and worse again beyond.
        let curved = found(&[4.0, 2.0, 1.0, -1.0, 3.0], 0.1, 0.0);
        assert!(!curved.is_steady);
        assert_eq!(curved.way, Way { from: vec![0.0], to: vec![0.75] });
        let Answer::Found { setting, .. } = &curved.answer else { panic!("{curved:?}") };
        assert!((setting[0] - 0.625).abs() < 1e-12);
        // Where the target is out of reach, the answer is the best trial and not the end of the way.
        let Answer::OutOfReach(best) = found(&[4.0, 2.0, 1.5, 1.0, 3.0], 0.1, 0.0).answer else { panic!() };
        assert_eq!((best.setting[0], best.left), (0.75, 1.0));
        // From beyond the best place it is reached from there.
        assert_eq!(found(&[4.0, 2.0, 1.0, -1.0, 3.0], 0.1, 0.9).way.from, [1.0]);
        // What chance can do is no bend.
        assert!(found(&[4.0, 2.0, 1.0, -1.0, -0.95], 0.1, 0.0).is_steady);
    }

    proptest! {
        #[test]
        fn an_answer_lies_within_and_kinder_chance_meets_no_later(
            left in prop::collection::vec(-1.0..1.0_f64, 2..15),
        ) {
            let found = found(&left, 0.1, 0.0);
            if let Answer::Found { setting, between: (kind, unkind) } = &found.answer {
                let share = |setting: &Setting| found.way.share(setting);
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&share(setting)));
                prop_assert!(share(kind) <= share(setting) + 1e-9 && share(setting) <= share(unkind) + 1e-9);
            }
        }
    }
}
