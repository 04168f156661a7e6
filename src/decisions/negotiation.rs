//! What a block is worth at each discount that might be agreed (M14.11).
//!
//! What is paid is in proportion to 1 less the discount, and who fills the places does not hang on it: so the futures
//! of one discount answer for every other, each by a straight line.

use super::volume::{Sample, worst_average};
use super::{Aim, Purse};
use crate::cohort::Volumes;
use crate::ensemble::Table;

/// A block at an agreed discount and volume. Pounds are a year's of its term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deal {
    /// Saved on average where it is signed.
    pub saving: f64,
    /// Share of the futures, from 0 to 1, in which it costs more than spot prices.
    pub loses: f64,
}

/// A volume at each discount.
#[derive(Clone, Debug, PartialEq)]
pub struct DealRow {
    /// Places.
    pub volume: u32,
    /// By discount.
    pub deals: Vec<Deal>,
    /// The lowest discount at which the block is worth signing, as a share from 0 to 1; none where none is.
    pub lowest: Option<f64>,
}

/// A block's volumes against the discounts that might be agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Negotiation {
    /// Discounts, ascending, as shares from 0 to 1.
    pub discounts: Vec<f64>,
    /// By volume, ascending.
    pub rows: Vec<DealRow>,
}

/// Less than this is no loss: what comes out even may fall on either side by a rounding.
const PENNY: f64 = 0.01;

/// Within what of the lowest discount is found, where it must be searched for.
const CLOSE: f64 = 1e-4;

impl Negotiation {
    /// A candidate at these of its volumes and at these discounts, from what has come of its futures.
    pub fn read(
        volumes: &Volumes,
        candidate: usize,
        table: &Table,
        aim: Aim,
        (wanted, discounts): (&[u32], &[f64]),
    ) -> Negotiation {
        let years = volumes.running(candidate).len().max(1) as f64;
        let grid = volumes.volumes().nth(candidate).unwrap_or_default();
        let samples = Sample::all(volumes, candidate, table);
        let rows = grid.iter().zip(&samples).filter(|(volume, _)| wanted.contains(volume));
        let row = |(&volume, sample): (&u32, &Sample)| DealRow {
            volume,
            deals: discounts.iter().map(|&discount| deal(sample, aim.purse, discount, years)).collect(),
            lowest: lowest(sample, aim),
        };
        Negotiation { discounts: discounts.to_vec(), rows: rows.map(row).collect() }
    }
}

/// What a volume saves over its term in each future at a discount, in pounds: `spot cost - (1 - discount) x list cost`,
/// with the saving in transport where that counts.
fn savings<'a>(sample: &Sample<'a>, purse: Purse, discount: f64) -> impl Iterator<Item = f64> + use<'a> {
    let costs = sample.spot_cost.iter().zip(sample.list_cost).zip(sample.transport);
    costs.map(move |((spot, list), &carried)| purse.counted(spot - (1.0 - discount) * list, carried))
}

fn deal(sample: &Sample, purse: Purse, discount: f64, years: f64) -> Deal {
    let futures = sample.saving.len().max(1) as f64;
    let (mut sum, mut losing) = (0.0, 0_u32);
    for saving in savings(sample, purse, discount) {
        sum += saving;
        losing += u32::from(saving < -PENNY);
    }
    Deal { saving: sum / futures / years, loses: f64::from(losing) / futures }
}

/// The lowest discount at which the score of an aim is not below 0. It rises with the discount in every future, so that
/// halving finds it.
fn lowest(sample: &Sample, aim: Aim) -> Option<f64> {
    let score = |discount: f64| {
        let mut all: Vec<f64> = savings(sample, aim.purse, discount).collect();
        let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
        if aim.caution <= 0.0 {
            return mean;
        }
        // The worst 1 in 20 are all that need be in order.
        let worst = all.len() / 20;
        all.select_nth_unstable_by(worst, f64::total_cmp).0.sort_unstable_by(f64::total_cmp);
        (1.0 - aim.caution) * mean + aim.caution * worst_average(&all)
    };
    let is_bought = sample.list_cost.iter().any(|list| *list > 0.0);
    if !is_bought || score(1.0) < 0.0 {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    if score(low) >= 0.0 {
        return Some(low);
    }
    while high - low > CLOSE {
        let middle = 0.5 * (low + high);
        if score(middle) < 0.0 { low = middle } else { high = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{BlockLine, Compiled, Detail, Headline};
    use crate::ensemble::{Ensemble, Gathered, Task};
    use crate::scenario::{Amount, Checked, Scenario};
    use crate::worker::Job;

    const AIM: Aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
    const FUTURES: u32 = 200;

    fn kent(edit: impl FnOnce(&mut Scenario)) -> Checked {
        let mut kent = Scenario::kent();
        kent.blocks[0].award.amount = Amount::Fixed(1.0);
        edit(&mut kent);
        kent.check().unwrap()
    }

    fn weighed(scenario: &Checked, grid: &[u32]) -> (Volumes, Table) {
        let volumes = Volumes::new(scenario, [(&scenario.blocks[0], 0, grid.to_vec())], 0);
        let model = Compiled::new(scenario, Detail::Main).until(volumes.years());
        let task = Task::Volumes(volumes.clone());
        let mut job = Job::new(model, scenario.horizon.opening_january, 3, FUTURES, task);
        job.finish();
        let Some(Gathered::Table(table)) = job.gathered(0) else { panic!("a table") };
        (volumes, table.clone())
    }

    /// Every cell is what an ordinary run of the scenario with that discount and volume comes to.
    #[test]
    fn one_set_of_futures_answers_for_every_discount() {
        let scenario = kent(|_| ());
        let (grid, discounts) = ([0, 10, 30], [0.0, 0.05, 0.14]);
        let (volumes, table) = weighed(&scenario, &grid);
        let card = Negotiation::read(&volumes, 0, &table, AIM, (&grid, &discounts));
        assert_eq!(card.rows.iter().map(|row| row.volume).collect::<Vec<_>>(), grid);
        for row in &card.rows {
            for (deal, &discount) in row.deals.iter().zip(&discounts) {
                let run = kent(|kent| {
                    kent.blocks[0].volume = row.volume;
                    kent.blocks[0].discount.amount = Amount::Fixed(discount);
                });
                let model = Compiled::new(&run, Detail::Main);
                let ensemble = Ensemble::run(&model, run.horizon.opening_january, 3, FUTURES);
                let line = Headline::Block(0, BlockLine::Saving);
                let savings: Vec<f64> = ensemble.values(line).collect();
                let mean = savings.iter().sum::<f64>() / f64::from(FUTURES) / f64::from(run.blocks[0].term);
                assert!((deal.saving - mean).abs() < 1e-6 * mean.abs().max(1.0), "{deal:?} {mean}");
                let lost = savings.iter().filter(|saving| **saving < -PENNY).count() as f64;
                assert!((deal.loses - lost / f64::from(FUTURES)).abs() < 1e-9, "{deal:?} {lost}");
            }
        }
    }

    #[test]
    fn the_lowest_discount_worth_signing_is_where_nothing_is_saved_and_caution_wants_more() {
        let scenario = kent(|_| ());
        let (volumes, table) = weighed(&scenario, &[0, 10, 20, 30]);
        let lowest = |caution, purse| {
            let aim = Aim { purse, caution, ..AIM };
            let card = Negotiation::read(&volumes, 0, &table, aim, (&[0, 10, 20, 30], &[0.1]));
            card.rows.into_iter().map(|row| row.lowest).collect::<Vec<_>>()
        };
        let found = lowest(0.0, Purse::HighNeeds);
        assert_eq!(found[0], None, "nothing is bought");
        let found: Vec<f64> = found.into_iter().flatten().collect();
        assert!(
            found.windows(2).all(|pair| pair[0] < pair[1]),
            "more places stand empty more often: {found:?}"
        );
        for (at, discount) in (1..).zip(&found) {
            let sample = Sample::all(&volumes, 0, &table)[at];
            let spot: f64 = sample.spot_cost.iter().sum();
            let list: f64 = sample.list_cost.iter().sum();
            // Where the places save without a discount, none is needed.
            assert!((discount - (1.0 - spot / list).max(0.0)).abs() < 2.0 * CLOSE, "{discount}");
        }
        let cautious: Vec<f64> = lowest(1.0, Purse::HighNeeds).into_iter().flatten().collect();
        assert!(
            cautious.iter().zip(&found).all(|(more, less)| more >= less) && cautious[2] > found[2],
            "{cautious:?} {found:?}"
        );
        assert!(
            lowest(0.0, Purse::Council)[3] < lowest(0.0, Purse::HighNeeds)[3],
            "near home transport is saved"
        );
    }
}
