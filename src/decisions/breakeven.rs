//! Finds whether, when and by how much the High Needs Block misses its balance, and what moves the balance (M14.3).

use crate::cohort::{Compiled, Detail, Headline, Shape};
use crate::ensemble::{Ensemble, Gathered, Table, Task};
use crate::high_needs::Movement;
use crate::scenario::{Amount, Checked, Scenario};
use crate::worker::Job;

/// The futures around the middle one that the waterfall averages, by rank: the middle tenth.
const MIDDLE: (f64, f64) = (0.45, 0.55);

/// How many futures miss the balance, and when it is first reached (M14.3).
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The share of the futures whose shortfall in the year of the agreement is larger than each of some sums, evenly
    /// spaced from the smallest to the largest, in pounds.
    pub curve: Vec<(f64, f64)>,
    /// The share of the futures whose first year in balance is each financial year of the horizon.
    pub first: Vec<f64>,
    /// The share of the futures that are in balance in no year of the horizon.
    pub never: f64,
}

impl Outlook {
    /// Reads the outlook from an ensemble; none where the year of the agreement is not simulated, or no future is there
    /// yet.
    pub fn of(ensemble: &Ensemble) -> Option<Outlook> {
        /// The number of steps of the curve.
        const STEPS: u32 = 60;
        let shape = ensemble.shape();
        let year = shape.agreed_year.filter(|_| ensemble.futures() > 0)?;
        let years = shape.years;
        let balances = ensemble.spread(Headline::Balance(year));
        let beyond = |shortfall: f64| 1.0 - balances.share_from(-shortfall);
        let values = balances.values();
        let (least, most) = (-values[values.len() - 1], -values[0]);
        let step = (most - least) / f64::from(STEPS);
        let n = f64::from(ensemble.futures());
        let mut first = vec![0.0; years];
        let mut reached = vec![false; ensemble.futures() as usize];
        for (year, share) in first.iter_mut().enumerate() {
            for (reached, balance) in reached.iter_mut().zip(ensemble.values(Headline::Balance(year))) {
                if !*reached && balance >= 0.0 {
                    *reached = true;
                    *share += 1.0 / n;
                }
            }
        }
        Some(Outlook {
            curve: (0..=STEPS)
                .map(|place| least + f64::from(place) * step)
                .map(|shortfall| (shortfall, beyond(shortfall)))
                .collect(),
            never: reached.iter().filter(|reached| !**reached).count() as f64 / n,
            first,
        })
    }
}

/// A cause of the movement from the gap of the base year to the balance of the year of the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The gap of the base year.
    Gap,
    /// Growth of the grant.
    Grant,
    /// Growth of all other spending.
    OtherSpending,
    /// The change in the number of pupils, at the prices of the second year.
    Pupils,
    /// Price rises after the second year.
    Prices,
    /// The Localities Model.
    Localities,
    /// New SRP and state special places.
    LocalProvision,
    /// Block contracts.
    Blocks,
    /// Other savings.
    OtherSavings,
}

impl Cause {
    /// All causes, in the order in which they are shown.
    pub const ALL: [Cause; 9] = [
        Cause::Gap,
        Cause::Grant,
        Cause::OtherSpending,
        Cause::Pupils,
        Cause::Prices,
        Cause::Localities,
        Cause::LocalProvision,
        Cause::Blocks,
        Cause::OtherSavings,
    ];
}

/// The number of scenarios in which one cause after another is switched on; the last one is the scenario itself.
const CHAIN: usize = 5;

/// The scenario with the first `on` of prices, Localities Model, local provision and blocks switched on, and the rest
/// switched off.
fn with_causes(scenario: &Checked, on: usize) -> Scenario {
    let mut s = (**scenario).clone();
    let off = Amount::Fixed(0.0);
    if on < 4 {
        s.blocks.iter_mut().for_each(|block| block.volume = 0);
    }
    if on < 3 {
        s.local_provision.srp_places.amount = off;
        s.local_provision.srp_openings.clear();
        s.local_provision.schools.clear();
    }
    if on < 2 {
        s.localities.effect.amount = off;
    }
    if on < 1 {
        let prices = &mut s.prices;
        for price in [
            &mut prices.uplift,
            &mut prices.uplift_swing,
            &mut prices.joiner_premium,
            &mut prices.fee_process,
            &mut prices.fee_process_included,
            &mut prices.band_chance,
        ] {
            price.amount = off;
        }
    }
    s
}

/// A job that runs the scenario with its causes switched on one after another; none where the year of the agreement is
/// not within the horizon.
pub fn causes(scenario: &Checked) -> Option<Job> {
    let year = scenario.agreed_year()?;
    let chain: Option<Vec<Compiled>> = (0..CHAIN)
        .map(|on| {
            let checked = with_causes(scenario, on).check().ok()?;
            Some(Compiled::new(&checked, Detail::Main).until(year + 1))
        })
        .collect();
    let chain = chain?;
    let shape = chain[0].shape();
    // Only the headlines of blocks have columns that differ between the scenarios, and they come last.
    let wanted = [
        Headline::Balance(year),
        Headline::Gap,
        Headline::GrantGrowth,
        Headline::OtherSpending,
        Headline::OtherSavings,
    ];
    let task = Task::Columns { counts: Vec::new(), headlines: columns(shape, &wanted) };
    let run = scenario.run;
    let opening = scenario.horizon.opening_january;
    let compile = move |on: u32| chain[on as usize].clone();
    Some(Job::of_many(u32::try_from(CHAIN).ok()?, compile, opening, run.seed, run.futures, task))
}

/// The columns of headlines, as a task takes them.
pub(super) fn columns(shape: Shape, headlines: &[Headline]) -> Vec<u32> {
    headlines.iter().map(|&headline| u32::try_from(shape.headline(headline)).unwrap_or(u32::MAX)).collect()
}

/// The positions of the futures around the middle one by balance. They represent the middle future wherever the page
/// shows what moves the balance.
fn middle(balances: &[f64]) -> Vec<usize> {
    let n = balances.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by(|a, b| balances[*a].total_cmp(&balances[*b]).then(a.cmp(b)));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
    let place = |level: f64| (level * n.saturating_sub(1) as f64).round() as usize;
    order[place(MIDDLE.0)..=place(MIDDLE.1)].to_vec()
}

/// What moves the balance of the year of the agreement in the middle futures, in pounds: the parts of [`fallen`],
/// with all causes that affect placements as one. None where that year is not simulated, or no future is there yet.
pub fn movement(ensemble: &Ensemble) -> Option<Movement> {
    let year = ensemble.shape().agreed_year.filter(|_| ensemble.futures() > 0)?;
    let values = |headline| ensemble.values(headline).collect::<Vec<f64>>();
    let middle = middle(&values(Headline::Balance(year)));
    let mean = |headline| {
        let values = values(headline);
        middle.iter().map(|&future| values[future]).sum::<f64>() / middle.len() as f64
    };
    Some(Movement {
        gap: -mean(Headline::Gap),
        grant: mean(Headline::GrantGrowth),
        other_spending: mean(Headline::OtherSpending),
        placements: mean(Headline::PlacementsChange),
        alternatives: mean(Headline::AlternativesChange),
        savings: mean(Headline::OtherSavings),
    })
}

/// What each cause adds to the balance in the middle futures, in pounds, in the order of [`Cause::ALL`], from a job of
/// [`causes`]; the sum is the balance. None before all of it has come.
pub fn fallen(job: &Job) -> Option<[f64; Cause::ALL.len()]> {
    let tables = (0..CHAIN).map(|on| job.gathered(u32::try_from(on).ok()?).and_then(Gathered::table));
    let tables: Option<Vec<&Table>> = tables.collect();
    job.is_complete().then(|| waterfall(&tables?)).flatten()
}

/// The same from the tables of the job. None while futures are missing.
fn waterfall(chain: &[&Table]) -> Option<[f64; Cause::ALL.len()]> {
    let [pupils, prices, localities, provision, whole] = chain else { return None };
    let n = whole.futures();
    if n == 0 || chain.iter().any(|table| table.futures() != n) {
        return None;
    }
    let middle = middle(whole.values(0));
    let mean = |values: &[f64]| middle.iter().map(|&f| values[f]).sum::<f64>() / middle.len() as f64;
    let (gap, grant, other, savings) =
        (-mean(whole.values(1)), mean(whole.values(2)), mean(whole.values(3)), mean(whole.values(4)));
    // Growth of other spending depends on the cost of placements in the base year, and so slightly on the causes. It is
    // shown as in the whole scenario, and every step is a difference.
    let balance = |table: &Table| mean(table.values(0)) - mean(table.values(3));
    let steps = [balance(pupils), balance(prices), balance(localities), balance(provision), balance(whole)];
    Some([
        gap,
        grant,
        other,
        steps[0] - gap - grant - savings,
        steps[1] - steps[0],
        steps[2] - steps[1],
        steps[3] - steps[2],
        steps[4] - steps[3],
        savings,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::January;

    fn kent(edit: impl FnOnce(&mut Scenario)) -> Checked {
        let mut kent = Scenario::kent();
        kent.run.futures = 400;
        edit(&mut kent);
        kent.check().unwrap()
    }

    fn ensemble(scenario: &Checked) -> Ensemble {
        Ensemble::run(&Compiled::new(scenario, Detail::Main), January(2025), 2026, 400)
    }

    #[test]
    fn shortfalls_are_exceeded_as_often_as_counted_and_years_sum_to_all_futures() {
        let scenario = kent(|kent| kent.high_needs.other_savings.amount = Amount::Fixed(70e6));
        let ensemble = ensemble(&scenario);
        let outlook = Outlook::of(&ensemble).unwrap();
        let balances: Vec<f64> = ensemble.values(Headline::Balance(2)).collect();
        for &(limit, share) in &outlook.curve {
            let counted = balances.iter().filter(|balance| **balance < -limit).count() as f64 / 400.0;
            assert!((share - counted).abs() < 1e-12, "{limit}");
        }
        assert!(outlook.curve.windows(2).all(|pair| pair[1].1 <= pair[0].1 && pair[1].0 > pair[0].0));
        assert!(outlook.curve[60].1 == 0.0 && outlook.curve[0].1 > 0.99);
        let sum: f64 = outlook.first.iter().sum();
        assert!((sum + outlook.never - 1.0).abs() < 1e-9);
        assert!(outlook.never < 1.0 && outlook.first[2] > 0.0, "{outlook:?}");
        // By hand, future by future.
        let by_hand = (0..400).filter(|&future| {
            let of = |year| ensemble.values(Headline::Balance(year)).nth(future).unwrap() >= 0.0;
            !of(0) && !of(1) && of(2)
        });
        assert!((outlook.first[2] - by_hand.count() as f64 / 400.0).abs() < 1e-9);
    }

    fn parts(scenario: &Checked) -> [f64; 9] {
        let mut job = causes(scenario).unwrap();
        job.finish();
        fallen(&job).unwrap()
    }

    #[test]
    fn the_waterfall_ends_at_the_middle_balance() {
        let scenario = kent(|kent| {
            kent.high_needs.other_savings.amount = Amount::Fixed(20e6);
            kent.blocks.iter_mut().for_each(|block| block.signed = true);
        });
        let parts = parts(&scenario);
        let middle = ensemble(&scenario).spread(Headline::Balance(2)).percentile(0.5);
        let sum: f64 = parts.iter().sum();
        assert!((sum - middle).abs() < 0.5e6, "{sum} against {middle}");
        let of = |cause: Cause| parts[cause as usize];
        assert!(of(Cause::Gap) < -50e6 && of(Cause::Grant) > 0.0 && of(Cause::Prices) < 0.0);
        assert!(of(Cause::OtherSpending) < 0.0 && of(Cause::OtherSavings) > 0.0);
    }

    #[test]
    fn causes_and_movement_tell_of_the_same_futures() {
        use Cause::{
            Blocks, Gap, Grant, LocalProvision, Localities, OtherSavings, OtherSpending, Prices, Pupils,
        };
        let scenario = kent(|kent| kent.high_needs.other_savings.amount = Amount::Fixed(20e6));
        let (parts, told) = (parts(&scenario), movement(&ensemble(&scenario)).unwrap());
        let of = |causes: &[Cause]| causes.iter().map(|&cause| parts[cause as usize]).sum::<f64>();
        for (causes, part) in [
            (&[Gap][..], told.gap),
            (&[Grant], told.grant),
            (&[OtherSpending], told.other_spending),
            (&[Pupils, Prices, Localities, LocalProvision, Blocks], told.placements + told.alternatives),
            (&[OtherSavings], told.savings),
        ] {
            assert!((of(causes) - part).abs() < 1.0, "{causes:?}: {} against {part}", of(causes));
        }
    }

    #[test]
    fn what_is_switched_off_adds_nothing() {
        let scenario = kent(|kent| {
            kent.blocks.clear();
            kent.localities.effect.amount = Amount::Fixed(0.0);
            kent.local_provision.srp_places.amount = Amount::Fixed(0.0);
            kent.local_provision.schools.clear();
        });
        let parts = parts(&scenario);
        for cause in [Cause::Localities, Cause::LocalProvision, Cause::Blocks, Cause::OtherSavings] {
            assert!(parts[cause as usize].abs() < 1e-6, "{cause:?}: {}", parts[cause as usize]);
        }
        assert!(causes(&kent(|kent| kent.horizon.years = 2)).is_none());
    }
}
