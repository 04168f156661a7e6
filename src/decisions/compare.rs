//! Compares scenarios on the same futures: their differences future by future, and regret.

use super::estimate::Estimate;
use crate::ensemble::{Spread, Summary};

/// In which direction a figure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// More is better, as for a balance or a saving.
    MoreIsBetter,
    /// Less is better, as for a cost or the number of pupils who wait.
    LessIsBetter,
}

impl Sense {
    /// The figure with its sign turned where less is better, so that more is better.
    pub fn gain(self, value: f64) -> f64 {
        match self {
            Sense::MoreIsBetter => value,
            Sense::LessIsBetter => -value,
        }
    }
}

/// One scenario compared with the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The figure itself, in its own unit.
    pub summary: Summary,
    /// How it differs from the reference.
    pub difference: Difference,
    /// How far it is from the best of all the scenarios.
    pub regret: Regret,
}

/// A scenario less the reference, future by future, in the unit of the figure. For the reference itself it is exactly 0
/// in every future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The mean, with the standard error of the paired differences.
    pub mean: Estimate,
    /// 1 future in 10 differs by less.
    pub p10: f64,
    /// 1 future in 10 differs by more.
    pub p90: f64,
    /// The share of the futures in which the scenario is better than the reference.
    pub better: f64,
    /// The share of the futures in which the two are exactly the same. It is not divided between better and worse: a
    /// lever that affects nobody in a future changes nothing there, and that is worth saying.
    pub tied: f64,
    /// How many times as many futures the same standard error would take if the two did not share their random numbers:
    /// the sum of their variances over that of the difference. None where the difference does not vary.
    pub pairing: Option<f64>,
}

impl Difference {
    /// The share of the futures in which the scenario is worse than the reference.
    pub fn worse(&self) -> f64 {
        (1.0 - self.better - self.tied).max(0.0)
    }

    /// The difference seen from the other side: the reference less the scenario.
    #[must_use]
    pub fn turned(self) -> Difference {
        let mean = Estimate { value: -self.mean.value, ..self.mean };
        Difference { mean, p10: -self.p90, p90: -self.p10, better: self.worse(), ..self }
    }
}

/// The loss compared with choosing the best scenario with knowledge of the future: never below 0, in the unit of the
/// figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// The mean over the futures.
    pub mean: Estimate,
    /// 1 future in 10 has more.
    pub p90: f64,
    /// The share of the futures in which no other scenario is better.
    pub best: f64,
}

/// Compares scenarios by one figure, given its values in the same futures of the same seed. `reference` is the position
/// of the scenario with which the others are compared. None where there are no futures, where columns differ in length,
/// or where there is no such reference.
pub fn compare(scenarios: &[&[f64]], sense: Sense, reference: usize) -> Option<Vec<Compared>> {
    let against = *scenarios.get(reference)?;
    if against.is_empty() || scenarios.iter().any(|values| values.len() != against.len()) {
        return None;
    }
    let best: Vec<f64> = (0..against.len())
        .map(|future| {
            let gains = scenarios.iter().map(|values| sense.gain(values[future]));
            gains.fold(f64::NEG_INFINITY, f64::max)
        })
        .collect();
    let compared = scenarios.iter().map(|values| Compared {
        summary: Summary::from(&Spread::new(values.to_vec())),
        difference: difference(values, against, sense),
        regret: regret(values, &best, sense),
    });
    Some(compared.collect())
}

/// The scenario that does best on average, and the one to compare it with: the reference or, where that is the best,
/// the next best. `compared` has at least one entry.
pub fn best_and_next(reference: usize, compared: &[Compared]) -> (usize, usize) {
    // Of equal scenarios the reference counts as best, then the first.
    let least = |without: Option<usize>| {
        let others = [reference].into_iter().chain(0..compared.len()).filter(|&at| Some(at) != without);
        others.min_by(|&a, &b| compared[a].regret.mean.value.total_cmp(&compared[b].regret.mean.value))
    };
    let best = least(None).unwrap_or(reference);
    (best, if best == reference { least(Some(best)).unwrap_or(reference) } else { reference })
}

/// The difference between the best and the scenario it is compared with.
pub fn lead(best: usize, next: usize, reference: usize, compared: &[Compared]) -> Difference {
    if best == reference { compared[next].difference.turned() } else { compared[best].difference }
}

fn difference(values: &[f64], against: &[f64], sense: Sense) -> Difference {
    let futures = values.len() as f64;
    let differences = Spread::new(values.iter().zip(against).map(|(value, other)| value - other).collect());
    let variance = |values: &[f64]| Spread::new(values.to_vec()).sd().powi(2);
    let paired = differences.sd().powi(2);
    let count = |found: fn(f64) -> bool| {
        differences.values().iter().filter(|value| found(sense.gain(**value))).count() as f64
    };
    let better = count(|gain| gain > 0.0);
    Difference {
        mean: Estimate::mean(differences.values()),
        p10: differences.percentile(0.1),
        p90: differences.percentile(0.9),
        better: better / futures,
        tied: (futures - better - count(|gain| gain < 0.0)) / futures,
        pairing: (paired > 0.0).then(|| (variance(values) + variance(against)) / paired),
    }
}

fn regret(values: &[f64], best: &[f64], sense: Sense) -> Regret {
    let regrets =
        Spread::new(values.iter().zip(best).map(|(value, best)| best - sense.gain(*value)).collect());
    Regret {
        mean: Estimate::mean(regrets.values()),
        p90: regrets.percentile(0.9),
        best: 1.0 - regrets.share_from(f64::MIN_POSITIVE),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy::{each, normal, permuted};
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} against {b}");
    }

    /// Costs in four futures.
    const A: [f64; 4] = [10.0, 20.0, 30.0, 40.0];
    const B: [f64; 4] = [12.0, 20.0, 25.0, 46.0];
    const C: [f64; 4] = [11.0, 30.0, 24.0, 50.0];

    #[test]
    fn a_small_table_is_compared_as_by_hand() {
        let compared = compare(&[&A, &B, &C], Sense::LessIsBetter, 0).unwrap();
        let b = compared[1];
        close(b.summary.mean, 25.75);
        // Differences 2, 0, -5, 6.
        close(b.difference.mean.value, 0.75);
        close(b.difference.mean.standard_error, (62.75_f64 / 3.0 / 4.0).sqrt());
        close(b.difference.p10, -3.5);
        close(b.difference.p90, 4.8);
        close(b.difference.better, 0.25);
        close(b.difference.tied, 0.25);
        close(b.difference.worse(), 0.5);
        let scatter = |values: &[f64; 4]| {
            let mean = values.iter().sum::<f64>() / 4.0;
            values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
        };
        close(b.difference.pairing.unwrap(), (scatter(&A) + scatter(&B)) / 62.75);
        // The best are 10, 20, 24, 40: regrets 0, 0, 6, 0 and 2, 0, 1, 6 and 1, 10, 0, 10.
        let means: Vec<f64> = compared.iter().map(|scenario| scenario.regret.mean.value).collect();
        assert_eq!(means, [1.5, 2.25, 5.25]);
        close(compared[0].regret.p90, 4.2);
        close(compared[1].regret.best, 0.25);
    }

    #[test]
    fn the_sense_turns_better_into_worse_and_leaves_the_differences() {
        let of = |sense| compare(&[&A, &B], sense, 0).unwrap()[1];
        let (more, less) = (of(Sense::MoreIsBetter), of(Sense::LessIsBetter));
        close(more.difference.better, less.difference.worse());
        close(more.difference.mean.value, less.difference.mean.value);
        // The best are now 12, 20, 30, 46.
        close(more.regret.mean.value, 1.25);
    }

    #[test]
    fn a_scenario_compared_with_itself_differs_by_exactly_nothing() {
        let values = normal(1, 0, 1_000);
        for scenario in compare(&[&values, &values], Sense::LessIsBetter, 0).unwrap() {
            let zero = Estimate::default();
            let difference =
                Difference { mean: zero, p10: 0.0, p90: 0.0, better: 0.0, tied: 1.0, pairing: None };
            assert_eq!(scenario.difference, difference);
            assert_eq!(scenario.regret, Regret { mean: zero, p90: 0.0, best: 1.0 });
        }
    }

    #[test]
    fn pairing_is_worth_what_the_correlation_makes_it() {
        let [common, one, two] = [0, 1, 2].map(|column| normal(2, column, 20_000));
        let scenario = |own: &[f64]| each(&[&common, own], |x| 3.0 * x[0] + x[1]);
        let pairing = compare(&[&scenario(&one), &scenario(&two)], Sense::MoreIsBetter, 0).unwrap()[1]
            .difference
            .pairing
            .unwrap();
        // 2 x 10 / 2, known to about 1 in 100 from so many futures.
        assert!((pairing - 10.0).abs() < 0.4, "{pairing}");
    }

    #[test]
    fn what_does_not_fit_together_is_not_compared() {
        assert_eq!(compare(&[&A, &B[1..]], Sense::LessIsBetter, 0), None);
        assert_eq!(compare(&[&A, &B], Sense::LessIsBetter, 2), None);
        assert_eq!(compare(&[&[], &[]], Sense::LessIsBetter, 0), None);
        assert_eq!(compare(&[], Sense::LessIsBetter, 0), None);
        assert!(compare(&[&A[..1]], Sense::LessIsBetter, 0).is_some());
    }

    /// Two to six scenarios; whole tens, so that ties are common.
    fn scenarios() -> impl Strategy<Value = Vec<Vec<f64>>> {
        let value = (-20..20_i32).prop_map(|tens| f64::from(tens) * 10.0);
        (2..=6_usize, 1..60_usize).prop_flat_map(move |(count, futures)| {
            prop::collection::vec(prop::collection::vec(value.clone(), futures), count)
        })
    }

    fn slices(scenarios: &[Vec<f64>]) -> Vec<&[f64]> {
        scenarios.iter().map(Vec::as_slice).collect()
    }

    proptest! {
        #[test]
        fn two_scenarios_set_against_each_other_mirror_each_other(scenarios in scenarios()) {
            for sense in [Sense::MoreIsBetter, Sense::LessIsBetter] {
                let forth = compare(&slices(&scenarios), sense, 0).unwrap()[1].difference;
                let back = compare(&slices(&scenarios), sense, 1).unwrap()[0].difference;
                close(forth.mean.value, -back.mean.value);
                close(forth.mean.standard_error, back.mean.standard_error);
                close(forth.p10, -back.p90);
                close(forth.p90, -back.p10);
                close(forth.better, back.worse());
                close(forth.tied, back.tied);
                prop_assert_eq!(forth.pairing.is_some(), back.pairing.is_some());
                let turned = forth.turned();
                close(turned.mean.value, back.mean.value);
                close(turned.p10, back.p10);
                close(turned.better, back.better);
                close(turned.worse(), back.worse());
            }
        }

        #[test]
        fn somebody_has_no_regret_in_each_future_and_nobody_has_less(scenarios in scenarios()) {
            for sense in [Sense::MoreIsBetter, Sense::LessIsBetter] {
                for future in 0..scenarios[0].len() {
                    let one: Vec<&[f64]> = scenarios.iter().map(|values| &values[future..=future]).collect();
                    let regrets: Vec<f64> =
                        compare(&one, sense, 0).unwrap().iter().map(|found| found.regret.mean.value).collect();
                    prop_assert!(regrets.iter().all(|regret| *regret >= 0.0));
                    prop_assert!(regrets.iter().any(|regret| *regret <= 0.0));
                }
            }
        }

        #[test]
        fn the_order_of_the_futures_changes_nothing(scenarios in scenarios(), lot in any::<u64>()) {
            let mut order: Vec<usize> = (0..scenarios[0].len()).collect();
            order.sort_by_key(|&future| crate::chance::mix(lot.wrapping_add(future as u64)));
            let other: Vec<Vec<f64>> = scenarios.iter().map(|values| permuted(values, &order)).collect();
            let compared = |scenarios: &[Vec<f64>]| compare(&slices(scenarios), Sense::MoreIsBetter, 0);
            prop_assert_eq!(compared(&scenarios), compared(&other));
        }
    }

    fn compared(scenarios: &[&[f64]], reference: usize) -> Vec<Compared> {
        compare(scenarios, Sense::MoreIsBetter, reference).unwrap_or_default()
    }

    #[test]
    fn the_best_is_set_against_the_reference_or_the_next() {
        let (worse, middle, better) = ([-9.0, -9.5], [-5.0, -5.2], [-1.0, -1.1]);
        let of = |reference| best_and_next(reference, &compared(&[&middle, &worse, &better], reference));
        assert_eq!([of(0), of(1), of(2)], [(2, 0), (2, 1), (2, 0)]);
        let all = compared(&[&middle, &better], 1);
        let lead = lead(1, 0, 1, &all);
        assert!(lead.mean.value > 0.0 && lead.better >= 1.0, "the best leads whichever is the reference");
    }
}
