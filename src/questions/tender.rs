//! Asks which offers of a tender to accept together: the rounds of the search, then what each offer is worth (M14.12).

use super::Question;
use crate::cohort::{Bundle, Lot};
use crate::decisions::tender::{Ground, Search, Weighed, Worth, accepted, beside, worths};
use crate::ensemble::{Gathered, Table, Task};
use crate::scenario::Block;
use crate::worker::Job;
use std::rc::Rc;

/// The largest number of futures of a round of the search: all bundles are weighed on the same ones.
const SEARCHED: u32 = 1_000;

fn table(job: &Job) -> Option<(&[Bundle], &Table)> {
    match (job.task(), job.gathered(0)) {
        (Task::Bundles(_, bundles), Some(Gathered::Table(table))) if table.is_complete() => {
            Some((bundles, table))
        }
        _ => None,
    }
}

/// The question what the bundles of the next round of a search do.
#[derive(Clone, PartialEq)]
pub struct TenderRound {
    /// The tender and the scenario.
    pub ground: Rc<Ground>,
    /// The search so far.
    pub search: Search,
}

impl Question for TenderRound {
    type Answer = Search;

    fn job(&self) -> Option<Job> {
        let bundles = self.search.bundles(&self.ground);
        (!bundles.is_empty())
            .then(|| self.ground.job(bundles, self.ground.scenario.run.futures.min(SEARCHED)))
    }

    fn read(&self, job: &Job) -> Option<Search> {
        let (bundles, table) = table(job)?;
        Some(self.search.after(&self.ground, bundles, &self.ground.weighed(table)))
    }
}

/// The question what a set of offers does, and what each offer is worth beside the others.
#[derive(Clone, PartialEq)]
pub struct TenderWorth {
    /// The tender with the offers of the set first, in the order in which they are accepted, so that each has the
    /// random numbers that it would have in the scenario.
    ground: Rc<Ground>,
    /// The set of offers.
    best: Bundle,
    /// The former position of each offer.
    order: Vec<usize>,
}

/// The results of a set of offers.
#[derive(Clone, Debug, PartialEq)]
pub struct TenderAnswer {
    /// The set as blocks, in the order in which they are accepted.
    pub blocks: Vec<Block>,
    /// The results of the set.
    pub whole: Weighed,
    /// What each offer is worth, in the order in which the offers were given.
    pub worths: Vec<Worth>,
}

impl TenderWorth {
    /// Asks about a set of offers.
    pub fn new(ground: &Ground, best: &Bundle) -> TenderWorth {
        let first = best.iter().map(|lot| usize::from(lot.candidate));
        let others =
            (0..ground.tenders.len()).filter(|at| best.iter().all(|lot| usize::from(lot.candidate) != *at));
        let order: Vec<usize> = first.chain(others).collect();
        let tenders = order.iter().map(|&at| ground.tenders[at].clone()).collect();
        let best = (0..).zip(best).map(|(candidate, lot)| Lot { candidate, ..*lot }).collect();
        TenderWorth { ground: Rc::new(Ground { tenders: Rc::new(tenders), ..ground.clone() }), best, order }
    }
}

impl Question for TenderWorth {
    type Answer = TenderAnswer;

    fn job(&self) -> Option<Job> {
        Some(self.ground.job(beside(&self.ground, &self.best), self.ground.scenario.run.futures))
    }

    fn read(&self, job: &Job) -> Option<TenderAnswer> {
        let (bundles, table) = table(job)?;
        let (whole, found) = worths(&self.ground, &self.best, bundles, &self.ground.weighed(table));
        let mut worths = found.clone();
        for (worth, &at) in found.into_iter().zip(&self.order) {
            worths[at] = worth;
        }
        Some(TenderAnswer { blocks: accepted(&self.ground, &self.best), whole, worths })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{BlockLine, Compiled, Detail, Headline};
    use crate::decisions::tender::{Limits, Tender};
    use crate::decisions::{Aim, Purse};
    use crate::ensemble::Ensemble;
    use crate::scenario::{Amount, Scenario};

    const FUTURES: u32 = 200;

    /// Three offers over pupils that they share in part, and one that nobody would want.
    fn ground(limits: Limits, caution: f64) -> Rc<Ground> {
        let mut kent = Scenario::kent();
        kent.run.futures = FUTURES;
        let code = |at: usize| kent.districts.list[at].code.clone();
        let offer = |name: &str, districts: Vec<String>, discount: f64, least: u32, most: u32| {
            let pattern = &kent.blocks[0];
            let mut block = Block { name: name.into(), districts, signed: true, ..pattern.clone() };
            block.needs = vec![kent.needs.list[0].code.clone()];
            block.discount.amount = Amount::Fixed(discount);
            Tender { block, least, most }
        };
        let tenders = vec![
            offer("Two districts", vec![code(0), code(6)], 0.12, 8, 20),
            offer("One of them", vec![code(6)], 0.16, 6, 12),
            offer("Next door", vec![code(0), code(1)], 0.10, 5, 10),
            offer("Too dear", vec![code(3)], 0.0, 10, 20),
        ];
        let aim = Aim { purse: Purse::HighNeeds, caution, void_limit: 0.0 };
        Rc::new(Ground { scenario: Rc::new(kent.check().unwrap()), tenders: Rc::new(tenders), aim, limits })
    }

    fn searched(ground: &Rc<Ground>) -> Search {
        let mut search = Search::default();
        while !search.is_done {
            let asked = TenderRound { ground: ground.clone(), search: search.clone() };
            let mut job = asked.job().unwrap();
            job.finish();
            search = asked.read(&job).unwrap();
        }
        search
    }

    /// Every set of offers, at every volume, in every order.
    fn every(ground: &Ground) -> Vec<Bundle> {
        let mut all: Vec<Bundle> = vec![Vec::new()];
        let mut at = 0;
        while at < all.len() {
            for (candidate, tender) in (0..).zip(ground.tenders.iter()) {
                if all[at].iter().all(|lot: &Lot| lot.candidate != candidate) {
                    for volume in tender.levels() {
                        all.push([&all[at][..], &[Lot { candidate, volume }]].concat());
                    }
                }
            }
            at += 1;
        }
        all
    }

    fn weighed(ground: &Ground, bundles: Vec<Bundle>) -> Vec<Weighed> {
        let mut job = ground.job(bundles, FUTURES);
        job.finish();
        ground.weighed(table(&job).unwrap().1)
    }

    #[test]
    fn the_search_finds_what_trying_every_set_finds() {
        for (limits, caution) in [
            (Limits::default(), 0.0),
            (Limits::default(), 0.6),
            (Limits { budget: Some(700_000.0), worst: None }, 0.0),
            (Limits { budget: None, worst: Some(-20_000.0) }, 0.0),
        ] {
            // Few volumes of each, or there are too many sets.
            let mut few = (*ground(limits, caution)).clone();
            let tenders =
                few.tenders.iter().map(|tender| Tender { most: tender.least + 1, ..tender.clone() });
            few.tenders = Rc::new(tenders.collect());
            let few = Rc::new(few);
            let all = every(&few);
            assert_eq!(all.len(), 1 + 8 + 48 + 192 + 384);
            let found = weighed(&few, all.clone());
            let keeps = |one: &&Weighed| {
                limits.budget.is_none_or(|most| one.bill <= most)
                    && limits.worst.is_none_or(|least| one.worst >= least)
            };
            let best = found.iter().filter(keeps).map(|one| one.score).fold(0.0, f64::max);
            let search = searched(&few);
            assert!(keeps(&&search.weighed));
            assert!(
                search.weighed.score > 0.98 * best && search.weighed.score <= best + 1e-6,
                "{search:?} {best}"
            );
            let single = (1..9).map(|at| found[at]).filter(|one| keeps(&one)).map(|one| one.score);
            assert!(search.weighed.score >= single.fold(0.0, f64::max));
            assert!(search.best.iter().all(|lot| lot.candidate != 3), "no discount, nothing to gain");
            // Along the frontier more is saved only where the worst is worse.
            let pairs = search.frontier.windows(2);
            assert!(
                pairs
                    .clone()
                    .all(|pair| pair[0].0.saving < pair[1].0.saving && pair[0].0.worst > pair[1].0.worst)
            );
        }
    }

    /// The sums of a set are those of an ordinary run with its blocks; its worths those of runs without each.
    #[test]
    fn a_set_comes_to_what_the_scenario_with_it_comes_to() {
        let ground = ground(Limits::default(), 0.0);
        let best: Bundle = vec![
            Lot { candidate: 1, volume: 12 },
            Lot { candidate: 0, volume: 14 },
            Lot { candidate: 2, volume: 8 },
        ];
        let asked = TenderWorth::new(&ground, &best);
        let mut job = asked.job().unwrap();
        job.finish();
        let answer = asked.read(&job).unwrap();
        assert_eq!(
            answer.blocks.iter().map(|block| block.name.as_str()).collect::<Vec<_>>(),
            ["One of them", "Two districts", "Next door"]
        );
        let run = |blocks: &[Block]| {
            let mut with = (**ground.scenario).clone();
            let held = with.blocks.len();
            with.blocks.extend(blocks.to_vec());
            let with = with.check().unwrap();
            let ensemble = Ensemble::run(
                &Compiled::new(&with, Detail::Main),
                with.horizon.opening_january,
                with.run.seed,
                FUTURES,
            );
            let of = |line: BlockLine| -> f64 {
                let all =
                    (held..held + blocks.len()).flat_map(|at| ensemble.values(Headline::Block(at, line)));
                all.sum::<f64>() / f64::from(FUTURES) / ground.years()
            };
            (of(BlockLine::Saving), of(BlockLine::Cost))
        };
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} against {b}");
        let (saving, cost) = run(&answer.blocks);
        close(answer.whole.saving, saving);
        close(answer.whole.bill, cost);
        // The last one chooses last: without it the others are as they were.
        let (without, _) = run(&answer.blocks[..2]);
        close(answer.worths[2].marginal, saving - without);
        // At the discount at which it turns, it is worth nothing.
        let turn = answer.worths[2].turns_at.unwrap();
        let mut turned = answer.blocks.clone();
        turned[2].discount.amount = Amount::Fixed(turn);
        let (even, _) = run(&turned);
        assert!((even - without).abs() < 1.0, "{even} {without} at {turn}");
        assert!(answer.worths[3].volume == 0 && answer.worths[3].marginal < 0.0);
        assert!(answer.worths[3].turns_at.unwrap() > 0.0, "it would have to give a discount");
        assert_eq!([1, 0, 2].map(|at| answer.worths[at].volume), [12, 14, 8]);
    }
}
