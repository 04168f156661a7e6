//! Asks how many places to buy in each part and need, and what all of them do together (M14.10).

use super::block::weighed;
use super::{Offers, Question};
use crate::cohort::Volumes;
use crate::decisions::Purse;
use crate::decisions::offer::{COARSE, job, spread_out};
use crate::decisions::portfolio::{PlaceLadder, Together, bought, ladders, savings};
use crate::ensemble::{Gathered, Task};
use crate::scenario::{Block, Checked};
use crate::worker::Job;
use std::rc::Rc;

/// The largest number of futures behind a ladder: they give how often a place is filled to within 2 in 100.
const CLIMBED: u32 = 1_500;

/// The question how often each place of each offer is filled, and what it saves.
#[derive(Clone, PartialEq)]
pub struct Ladders {
    /// The offers.
    pub offers: Offers,
    /// Whose budget counts.
    pub purse: Purse,
}

impl Question for Ladders {
    /// One ladder for each offer.
    type Answer = Vec<PlaceLadder>;

    fn job(&self) -> Option<Job> {
        let Offers { scenario, offers, terms, behind } = &self.offers;
        let volumes = spread_out(scenario, offers, *terms, COARSE, *behind);
        Some(job(scenario, Task::VolumeSums(volumes), scenario.run.futures.min(CLIMBED)))
    }

    fn shares_futures(&self, other: &Ladders) -> bool {
        self.offers == other.offers
    }

    fn read(&self, job: &Job) -> Option<Vec<PlaceLadder>> {
        let (Task::VolumeSums(volumes), Some(Gathered::Sums(futures, sums))) = (job.task(), job.gathered(0))
        else {
            return None;
        };
        job.is_complete().then(|| ladders(volumes, sums, *futures, self.purse))
    }
}

/// The question what blocks do together that are added to a scenario, no two of which take the same pupils.
#[derive(Clone, PartialEq)]
pub struct Portfolio {
    /// The scenario, whose own blocks choose their pupils first.
    pub scenario: Rc<Checked>,
    /// The blocks, in the order in which they are added behind the scenario's own.
    pub blocks: Rc<Vec<Block>>,
    /// The groups to add up: the positions of the blocks in each.
    pub groups: Rc<Vec<Vec<usize>>>,
    /// Whose budget counts.
    pub purse: Purse,
}

impl Portfolio {
    /// Asks about what a rule buys of offers, of each alone and of all of it together: every place that is filled in at
    /// least so many of 100 futures. With it the position of each block among the offers.
    pub fn of_rule(
        offers: &Offers,
        ladders: &[PlaceLadder],
        least: u32,
        purse: Purse,
    ) -> (Vec<usize>, Portfolio) {
        let (at, blocks) = bought(&offers.offers, ladders, least, &offers.scenario.blocks);
        let all = (0..blocks.len()).collect();
        let scenario = offers.scenario.clone();
        (at, Portfolio { scenario, blocks: Rc::new(blocks), groups: Rc::new(vec![all]), purse })
    }
}

/// The results of blocks that are added to a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The results of the blocks of each group together.
    pub groups: Vec<Together>,
    /// The mean saving of each block alone, in pounds a year over all futures.
    pub each: Vec<f64>,
}

impl Question for Portfolio {
    type Answer = Added;

    fn job(&self) -> Option<Job> {
        if self.blocks.is_empty() {
            return None;
        }
        // Each block has the random numbers that it would have in the scenario.
        let held = self.scenario.blocks.len();
        let blocks = self.blocks.iter().enumerate();
        let blocks = blocks.map(|(place, block)| (block, held + place, vec![block.volume]));
        let volumes = Volumes::new(&self.scenario, blocks, held).if_awarded();
        Some(job(&self.scenario, Task::Volumes(volumes), self.scenario.run.futures))
    }

    fn shares_futures(&self, other: &Portfolio) -> bool {
        self.scenario == other.scenario && self.blocks == other.blocks
    }

    fn read(&self, job: &Job) -> Option<Added> {
        let (volumes, table) = weighed(job)?;
        let of = |members: &Vec<usize>| Together::of(volumes, table, self.purse, members);
        let alone =
            |place| savings(volumes, table, self.purse, place).sum::<f64>() / table.futures().max(1) as f64;
        job.is_complete().then(|| Added {
            groups: self.groups.iter().map(of).collect(),
            each: (0..self.blocks.len()).map(alone).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{BlockLine, Compiled, Detail, Geography, Headline};
    use crate::decisions::offer::cells;
    use crate::decisions::portfolio::saves_most;
    use crate::ensemble::{Ensemble, Spread};
    use crate::scenario::Scenario;

    fn kent(futures: u32) -> Rc<Checked> {
        let mut kent = Scenario::kent();
        kent.run.futures = futures;
        Rc::new(kent.check().unwrap())
    }

    fn answer<Q: Question>(asked: &Q) -> Q::Answer {
        let mut job = asked.job().unwrap();
        job.finish();
        asked.read(&job).unwrap()
    }

    fn asked(scenario: &Rc<Checked>, purse: Purse) -> Ladders {
        let pattern = scenario.blocks.first().cloned().unwrap_or_else(|| Scenario::kent().blocks[0].clone());
        let cells = cells(scenario, &pattern, Geography::Districts);
        let offers = Rc::new(cells[..48].to_vec());
        let behind = scenario.blocks.len();
        Ladders { offers: Offers { scenario: scenario.clone(), offers, terms: 0, behind }, purse }
    }

    /// The sums of a portfolio are those of an ordinary run of the scenario with its blocks added, future by future.
    #[test]
    fn a_portfolio_comes_to_what_the_scenario_with_its_blocks_comes_to() {
        for signed in [false, true] {
            let kent = kent(300);
            let asked = asked(&kent, Purse::HighNeeds);
            let found = answer(&asked);
            let (at, mut blocks) = bought(&asked.offers.offers, &found, 80, &kent.blocks);
            assert!(blocks.len() > 12 && at.len() == blocks.len(), "{}", blocks.len());
            for block in &mut blocks {
                block.signed = signed;
            }
            let all: Vec<usize> = (0..blocks.len()).collect();
            let groups = Rc::new(vec![all, vec![0, 3]]);
            let purse = Purse::HighNeeds;
            let portfolio =
                Portfolio { scenario: kent.clone(), blocks: Rc::new(blocks.clone()), groups, purse };
            let together = answer(&portfolio);

            let mut with = (**kent).clone();
            with.blocks.extend(blocks.clone());
            let with = with.check().unwrap();
            let model = Compiled::new(&with, Detail::Main);
            let run = Ensemble::run(&model, with.horizon.opening_january, with.run.seed, 300);
            let held = kent.blocks.len();
            for (sum, members) in together.groups.iter().zip(portfolio.groups.iter()) {
                let mut savings = vec![0.0; 300];
                let (mut void_cost, mut places) = (0.0, 0);
                for &member in members {
                    let years = f64::from(blocks[member].term);
                    let line = |line| run.values(Headline::Block(held + member, line));
                    let saved = line(BlockLine::Saving);
                    savings.iter_mut().zip(saved).for_each(|(sum, saved)| *sum += saved / years);
                    void_cost += line(BlockLine::VoidCost).sum::<f64>() / 300.0 / years;
                    places += blocks[member].volume;
                }
                let lost = savings.iter().filter(|saving| **saving < 0.0).count() as f64 / 300.0;
                let spread = Spread::new(savings);
                let close =
                    |a: f64, b: f64| assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} against {b}");
                close(sum.saving.value, spread.mean());
                close(sum.p10, spread.percentile(0.1));
                close(sum.p90, spread.percentile(0.9));
                close(sum.void_cost, void_cost);
                close(sum.loses, lost);
                let worst = spread.values()[..15].iter().sum::<f64>() / 15.0;
                close(sum.worst, worst);
                assert_eq!(sum.places, places);
                assert!(sum.saving.value > 0.0 && sum.worst < sum.saving.value);
            }
            let each: f64 = together.each.iter().sum();
            assert!((each - together.groups[0].saving.value).abs() < 1e-6 * each.abs());
        }
    }

    /// Of three small cells every set of volumes is tried: the places that save are the best set there is, and the
    /// strictness that is said to save most does so among all.
    #[test]
    fn no_set_of_volumes_saves_more_than_the_places_that_save() {
        let kent = kent(300);
        let mut asked = asked(&kent, Purse::HighNeeds);
        let three: Vec<_> = [16, 20, 36].map(|at| asked.offers.offers[at].clone()).into();
        asked.offers.offers = Rc::new(three);
        let found = answer(&asked);
        let grids: Vec<Vec<u32>> =
            found.iter().map(|ladder| ladder.rungs.iter().map(|r| r.upto).collect()).collect();
        // All volumes on the same futures, as awarded: sets are sums, because no two take the same pupils.
        let saved: Vec<Vec<f64>> = (0..3)
            .map(|at| {
                let volumes = [vec![0], grids[at].clone()].concat();
                let ladder = &found[at];
                let upto = |volume: u32| ladder.rungs.iter().filter(move |rung| rung.upto <= volume);
                volumes.iter().map(|&volume| upto(volume).map(|rung| rung.saving).sum()).collect()
            })
            .collect();
        let mut best = f64::NEG_INFINITY;
        for a in &saved[0] {
            for b in &saved[1] {
                for c in &saved[2] {
                    best = best.max(a + b + c);
                }
            }
        }
        let by_rule = |least: u32| -> f64 {
            found.iter().flat_map(|ladder| ladder.bought(least)).map(|rung| rung.saving).sum()
        };
        let most = by_rule(saves_most(&found));
        assert!((1..=100).all(|least| by_rule(least) <= most));
        assert!(most > 0.97 * best && most <= best + 1e-6, "{most} of {best}");
        // A joint run of one such set is what its ladders say.
        let volumes: Vec<u32> = found.iter().map(|ladder| ladder.places(75)).collect();
        let offers = asked.offers.offers.iter().zip(&volumes);
        let signed: Vec<Block> =
            offers.map(|(offer, &volume)| Block { volume, signed: true, ..offer.block.clone() }).collect();
        let portfolio = Portfolio {
            scenario: kent.clone(),
            blocks: Rc::new(signed),
            groups: Rc::new(vec![vec![0, 1, 2]]),
            purse: Purse::HighNeeds,
        };
        let together = answer(&portfolio).groups[0];
        // Signed terms are certain, those of the ladder the pattern's: alike on average.
        let said = by_rule(75);
        assert!((together.saving.value - said).abs() < 0.25 * said, "{} {said}", together.saving.value);
    }

    #[test]
    fn the_groups_of_a_portfolio_ask_for_no_other_futures_and_nothing_bought_asks_for_none() {
        let kent = kent(100);
        let block = Rc::new(vec![kent.blocks[0].clone()]);
        let one = Portfolio {
            scenario: kent.clone(),
            blocks: block,
            groups: Rc::new(vec![vec![0]]),
            purse: Purse::Council,
        };
        let other = Portfolio { groups: Rc::new(vec![vec![]]), purse: Purse::HighNeeds, ..one.clone() };
        assert!(one.shares_futures(&other) && one != other);
        let none = Portfolio { blocks: Rc::default(), ..one };
        assert!(none.job().is_none() && !none.shares_futures(&other));
    }
}
