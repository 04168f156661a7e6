//! How many places to buy, and where (M14.10): the ladder of places of each block that might be bought, and what all
//! that is bought does together.

use super::volume::worst_average;
use super::{Estimate, Purse};
use crate::cohort::{VolumeLine, Volumes};
use crate::decisions::offer::Offer;
use crate::ensemble::{SUMS, Spread, Table};
use crate::scenario::Block;

/// The rule that a planner finds: every place that is filled in at least so many of 100 futures.
pub const USUAL: u32 = 80;

/// The places by which one volume of a block is larger than the one before it: one place, or a few of a large block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// Places bought with this rung and all below it.
    pub upto: u32,
    /// How often its places are filled: of the years of the block's term in all futures that award it the share, from
    /// 0 to 1, in which as many more places are filled.
    pub filled: f64,
    /// Pounds a year that its places save on average where the block is awarded; below 0 where they cost.
    pub saving: f64,
}

impl Rung {
    /// In how many of 100 futures it is filled, as it is shown and compared.
    pub fn of_100(&self) -> u32 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share
        let of_100 = (100.0 * self.filled).round().clamp(0.0, 100.0) as u32;
        of_100
    }
}

/// The places of a block that might be bought, from the first on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceLadder {
    /// Rung upon rung.
    pub rungs: Vec<Rung>,
}

impl PlaceLadder {
    /// The rungs bought by the rule “every place that is filled in at least so many of 100 futures”: from the first
    /// up to the one before the first that is not.
    pub fn bought(&self, least: u32) -> &[Rung] {
        let count = self.rungs.iter().take_while(|rung| rung.of_100() >= least).count();
        &self.rungs[..count]
    }

    /// Places bought by that rule.
    pub fn places(&self, least: u32) -> u32 {
        self.bought(least).last().map_or(0, |rung| rung.upto)
    }
}

/// The ladder of each candidate, from the sums of [`crate::ensemble::Task::VolumeSums`] over so many futures. The
/// volumes of each candidate ascend from 0.
pub fn ladders(volumes: &Volumes, sums: &[f64], futures: u32, purse: Purse) -> Vec<PlaceLadder> {
    let mut sums = sums.chunks_exact(SUMS);
    let futures = f64::from(futures.max(1));
    let ladder = |(candidate, grid): (usize, &[u32])| {
        let years = volumes.running(candidate).len().max(1) as f64;
        let bought = volumes.place_years(candidate);
        let mut before = [0.0; 3];
        let steps = grid.iter().zip(bought).zip(sums.by_ref());
        let rungs = steps.map(|((&upto, place_years), sums)| {
            let now = [f64::from(place_years), purse.counted(sums[0], sums[1]), sums[2]];
            let [places, saving, filled] = std::array::from_fn(|at| now[at] - before[at]);
            before = now;
            let filled = if places > 0.0 { filled / (futures * places) } else { 0.0 };
            Rung { upto, filled, saving: saving / (futures * years) }
        });
        PlaceLadder { rungs: rungs.collect::<Vec<_>>().into_iter().filter(|rung| rung.upto > 0).collect() }
    };
    volumes.volumes().enumerate().map(ladder).collect()
}

/// The rule that saves most on average, as the fewest of 100 futures in which a place must be filled; of equal ones
/// the strictest.
pub fn saves_most(ladders: &[PlaceLadder]) -> u32 {
    let saving = |least: u32| -> f64 {
        ladders.iter().flat_map(|ladder| ladder.bought(least)).map(|rung| rung.saving).sum()
    };
    let mut best = (100, saving(100));
    for least in (1..100).rev() {
        let saving = saving(least);
        if saving > best.1 {
            best = (least, saving);
        }
    }
    best.0
}

/// What the rule buys: the offer's position, and the block with its places, under a name that none of those `held`
/// has.
pub fn bought(
    offers: &[Offer],
    ladders: &[PlaceLadder],
    least: u32,
    held: &[Block],
) -> (Vec<usize>, Vec<Block>) {
    let places = offers.iter().zip(ladders).enumerate();
    places
        .map(|(at, (offer, ladder))| (at, offer, ladder.places(least)))
        .filter(|(.., volume)| *volume > 0)
        .map(|(at, offer, volume)| {
            let block = &offer.block;
            (at, Block { volume, name: free_name(&block.name, held), ..block.clone() })
        })
        .unzip()
}

/// A name, or the first with a number behind it that no block has.
fn free_name(name: &str, held: &[Block]) -> String {
    let is_free = |name: &String| held.iter().all(|block| block.name != *name);
    let numbered = (2..).map(|number: u32| format!("{name} ({number})"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// What some blocks do together, over all futures: one that is not awarded comes to nothing. Pounds are a year's of
/// their terms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Together {
    /// Places bought.
    pub places: u32,
    /// Saved on average.
    pub saving: Estimate,
    /// 1 future in 10 saves less.
    pub p10: f64,
    /// 1 future in 10 saves more.
    pub p90: f64,
    /// Saved on average in the worst 1 in 20 futures.
    pub worst: f64,
    /// Share of the futures, from 0 to 1, in which they cost more than spot prices.
    pub loses: f64,
    /// Paid for empty places on average.
    pub void_cost: f64,
}

/// What a candidate that is weighed at one volume saves in each future, in pounds a year of its term.
pub fn savings(
    volumes: &Volumes,
    table: &Table,
    purse: Purse,
    candidate: usize,
) -> impl Iterator<Item = f64> {
    let line = |line: VolumeLine| table.values(candidate * VolumeLine::COUNT + line as usize);
    let years = volumes.running(candidate).len().max(1) as f64;
    let lines = line(VolumeLine::Saving).iter().zip(line(VolumeLine::Transport));
    lines.map(move |(&saved, &carried)| purse.counted(saved, carried) / years)
}

impl Together {
    /// The candidates at these positions, each weighed at one volume and if awarded ([`Volumes::if_awarded`]).
    pub fn of(volumes: &Volumes, table: &Table, purse: Purse, members: &[usize]) -> Together {
        let places: Vec<u32> = volumes.volumes().flatten().copied().collect();
        let mut savings = vec![0.0; table.futures()];
        let mut together = Together::default();
        for &member in members {
            let years = volumes.running(member).len().max(1) as f64;
            together.places += places.get(member).copied().unwrap_or_default();
            let own = self::savings(volumes, table, purse, member);
            savings.iter_mut().zip(own).for_each(|(sum, saving)| *sum += saving);
            let empty = table.values(member * VolumeLine::COUNT + VolumeLine::VoidCost as usize);
            together.void_cost += Estimate::mean(empty).value / years;
        }
        let losing = savings.iter().filter(|saving| **saving < 0.0).count();
        let spread = Spread::new(savings);
        Together {
            saving: Estimate { value: spread.mean(), standard_error: spread.standard_error() },
            p10: spread.percentile(0.1),
            p90: spread.percentile(0.9),
            worst: worst_average(spread.values()),
            loses: losing as f64 / spread.futures().max(1) as f64,
            ..together
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};
    use crate::ensemble::{Gathered, Task};
    use crate::scenario::{Amount, Assumption, Checked, Scenario};
    use crate::worker::Job;

    const RUNGS: [(u32, f64, f64); 4] =
        [(1, 0.95, 900.0), (2, 0.804, 300.0), (3, 0.60, -200.0), (4, 0.7, 1.0)];

    fn ladder(rungs: &[(u32, f64, f64)]) -> PlaceLadder {
        let rungs = rungs.iter().map(|&(upto, filled, saving)| Rung { upto, filled, saving });
        PlaceLadder { rungs: rungs.collect() }
    }

    #[test]
    fn the_rule_buys_up_to_the_first_place_that_is_filled_too_seldom() {
        let ladder = ladder(&RUNGS);
        let places: Vec<u32> = [100, 95, 81, 80, 61, 60, 1].map(|least| ladder.places(least)).into();
        assert_eq!(places, [0, 1, 1, 2, 2, 4, 4], "the fourth is behind the third");
        assert_eq!(PlaceLadder::default().places(0), 0);
    }

    #[test]
    fn the_rule_that_saves_most_stops_where_places_begin_to_cost() {
        let other = ladder(&[(5, 0.85, 50.0), (10, 0.75, -400.0)]);
        // At 80: 900 + 300 + 50; a looser rule buys the other's second rung too, at 75.
        assert_eq!(saves_most(&[ladder(&RUNGS), other]), 80);
        assert_eq!(saves_most(&[ladder(&[(1, 0.5, -1.0)])]), 100, "none is bought");
    }

    /// Kent with one block of one district and need, whose terms are as agreed and whose empty places are all refilled.
    fn plain(discount: f64, volume: u32) -> (Checked, Block) {
        let mut kent = Scenario::kent();
        let fixed = |value| Assumption { amount: Amount::Fixed(value), ..kent.blocks[0].award.clone() };
        let block = Block {
            districts: vec![kent.districts.list[6].code.clone()],
            needs: vec![kent.needs.list[0].code.clone()],
            phases: Vec::new(),
            volume,
            ramp: vec![1.0],
            discount: fixed(discount),
            void_share: fixed(0.5),
            minimum_occupancy: fixed(1.0),
            refill: fixed(1.0),
            award: fixed(1.0),
            signed: false,
            ..kent.blocks[0].clone()
        };
        kent.blocks.clear();
        (kent.check().unwrap(), block)
    }

    const FUTURES: u32 = 200;

    fn run(scenario: &Checked, task: Task, years: usize) -> Gathered {
        let model = Compiled::new(scenario, Detail::Main).until(years);
        let mut job = Job::new(model, scenario.horizon.opening_january, 5, FUTURES, task);
        job.finish();
        job.gathered(0).unwrap().clone()
    }

    /// A block that refills every place is as full as its pupils allow: place n is filled in a year in which n pupils
    /// who match are there. So the ladder can be counted by hand from those who would fill a block without end.
    #[test]
    fn a_ladder_is_what_counting_the_pupils_gives() {
        let (scenario, block) = plain(0.1, 0);
        let grid: Vec<u32> = (0..=250).collect();
        let volumes = Volumes::new(&scenario, [(&block, 0, grid)], 0);
        let gathered = run(&scenario, Task::VolumeSums(volumes.clone()), volumes.years());
        let Gathered::Sums(futures, sums) = gathered else { panic!("sums") };
        let ladder = ladders(&volumes, &sums, futures, Purse::HighNeeds).remove(0);
        let counted = run(&scenario, Task::Volumes(volumes.clone()), volumes.years());
        let running = volumes.running(0);
        let years: Vec<&[u32]> = running.map(|step| counted.table().unwrap().counts(step)).collect();
        // Whoever finds a block full goes elsewhere and does not come back: so a place is filled no more often than as
        // many pupils would be there had all of them been seated.
        let there =
            |place: u32| years.iter().flat_map(|year| year.iter()).filter(|&&count| count >= place).count();
        let of_all = |count: usize| count as f64 / f64::from(FUTURES) / years.len() as f64;
        let most = years.iter().flat_map(|year| year.iter()).max().copied().unwrap();
        assert!(most < 250, "{most}");
        for rung in &ladder.rungs {
            assert!(rung.filled <= of_all(there(1)) + 1e-9 && rung.filled > -0.02, "{rung:?}");
            if rung.upto > most {
                assert!(rung.filled.abs() < 1e-12, "nobody is left for place {}", rung.upto);
            }
        }
        let filled: f64 = ladder.rungs.iter().map(|rung| rung.filled).sum();
        let all: u32 = years.iter().flat_map(|year| year.iter()).sum();
        assert!((filled - f64::from(all) / f64::from(FUTURES) / years.len() as f64).abs() < 1e-9, "{filled}");
    }
}
