//! Which offers of a tender to accept together, and how many places of each (M14.12).
//!
//! A search over bundles of offers on one set of futures. Each round weighs every bundle that is one step from the best
//! one so far: an offer more behind those accepted, one fewer, another volume of one, one in another's place. It ends
//! where no step is better.

use super::Aim;
use super::offer::job;
use super::volume::worst_average;
use crate::cohort::{Bundle, Lot, VolumeLine, Volumes};
use crate::ensemble::{Spread, Table, Task};
use crate::scenario::{Block, Checked};
use crate::worker::Job;
use std::rc::Rc;

/// Most offers that are weighed together.
pub const MOST: usize = 40;
/// Volumes of an offer that are weighed, at most.
const LEVELS: u32 = 5;
/// Most steps in which one offer takes the place of another.
const EXCHANGES: usize = 200;
/// Pounds a year by which a step must be better.
const BETTER: f64 = 1.0;
/// Most rounds; each improves the bundle by a step.
const ROUNDS: u32 = 80;

/// An offer of a tender: a block with as many places as the council likes, between two bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Tender {
    /// Its name, terms and catchment, taken as signed; its volume does not count.
    pub block: Block,
    /// Fewest places that can be bought.
    pub least: u32,
    /// Most places that can be bought.
    pub most: u32,
}

impl Tender {
    /// The volumes that are weighed: from the fewest to the most places, evenly.
    pub fn levels(&self) -> Vec<u32> {
        let (least, most) = (self.least.max(1), self.most.max(self.least.max(1)));
        let steps = (most - least).min(LEVELS - 1);
        let mut levels: Vec<u32> =
            (0..=steps).map(|step| least + (most - least) * step / steps.max(1)).collect();
        levels.dedup();
        levels
    }
}

/// What a set of offers may come to at most and at least; pounds a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Most that all their bills come to on average.
    pub budget: Option<f64>,
    /// Least that is saved on average in the worst 1 in 20 futures; below 0 for what may be lost.
    pub worst: Option<f64>,
}

/// What is asked: offers, on top of the blocks of a scenario.
#[derive(Clone, PartialEq)]
pub struct Ground {
    /// The scenario, whose own blocks choose their pupils first.
    pub scenario: Rc<Checked>,
    /// The offers.
    pub tenders: Rc<Vec<Tender>>,
    /// Whose money counts, and how cautiously.
    pub aim: Aim,
    /// What the set may come to.
    pub limits: Limits,
}

/// What a bundle comes to; pounds a year of its longest term.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weighed {
    /// Saved on average.
    pub saving: f64,
    /// Saved on average in the worst 1 in 20 futures.
    pub worst: f64,
    /// Share of the futures, from 0 to 1, in which it costs more than spot prices.
    pub loses: f64,
    /// All bills on average.
    pub bill: f64,
    /// All bills on average, had nobody given a discount.
    pub list: f64,
    /// What bundles are weighed by.
    pub score: f64,
}

impl Weighed {
    fn keeps(&self, limits: Limits) -> bool {
        limits.budget.is_none_or(|most| self.bill <= most)
            && limits.worst.is_none_or(|least| self.worst >= least)
    }
}

impl Ground {
    /// The offers as candidates: each has the chance that a block behind the scenario's own would have.
    fn volumes(&self) -> Volumes {
        let held = self.scenario.blocks.len();
        let blocks = self.tenders.iter().enumerate();
        Volumes::new(&self.scenario, blocks.map(|(at, tender)| (&tender.block, held + at, vec![])), held)
    }

    /// The longest term of any offer, in years: what a year's figures are parts of.
    pub fn years(&self) -> f64 {
        let volumes = self.volumes();
        (0..self.tenders.len()).map(|at| volumes.running(at).len()).max().unwrap_or(0).max(1) as f64
    }

    /// A job that weighs bundles.
    pub fn job(&self, bundles: Vec<Bundle>, futures: u32) -> Job {
        job(&self.scenario, Task::Bundles(self.volumes(), bundles), futures)
    }

    /// What each bundle of such a job comes to.
    pub fn weighed(&self, table: &Table) -> Vec<Weighed> {
        let years = self.years();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64 / years;
        let of = |bundle: usize| {
            let line = |line: VolumeLine| table.values(bundle * VolumeLine::COUNT + line as usize);
            let lines = line(VolumeLine::Saving).iter().zip(line(VolumeLine::Transport));
            let savings = lines.map(|(&saved, &carried)| self.aim.purse.counted(saved, carried) / years);
            let spread = Spread::new(savings.collect());
            let (saving, worst) = (spread.mean(), worst_average(spread.values()));
            let losing = spread.values().iter().take_while(|saving| **saving < 0.0).count();
            Weighed {
                saving,
                worst,
                loses: losing as f64 / spread.futures().max(1) as f64,
                bill: mean(line(VolumeLine::SpotCost)) - mean(line(VolumeLine::Saving)),
                list: mean(line(VolumeLine::ListCost)),
                score: (1.0 - self.aim.caution) * saving + self.aim.caution * worst,
            }
        };
        (0..table.columns() / VolumeLine::COUNT).map(of).collect()
    }

    /// Each offer by itself at each of its volumes: the bundles of the first round.
    fn alone(&self) -> Vec<Bundle> {
        self.lots().map(|lot| vec![lot]).collect()
    }

    fn lots(&self) -> impl Iterator<Item = Lot> {
        (0..).zip(self.tenders.iter()).flat_map(|(candidate, tender)| {
            tender.levels().into_iter().map(move |volume| Lot { candidate, volume })
        })
    }

    /// From each offer by itself at each volume: those worth having, each at its best volume, the best first, as far
    /// as they share no pupils.
    fn apart(&self, alone: &[Bundle], weighed: &[Weighed]) -> Bundle {
        let mut lots: Vec<(f64, Lot)> = alone
            .iter()
            .zip(weighed)
            .filter_map(|(bundle, one)| Some((one.score, *bundle.first()?)))
            .collect();
        lots.retain(|(score, _)| *score > BETTER);
        lots.sort_by(|one, other| other.0.total_cmp(&one.0));
        let block = |lot: &Lot| &self.tenders[usize::from(lot.candidate)].block;
        let mut apart = Bundle::new();
        for (_, lot) in lots {
            // An offer overlaps itself, so that only its best volume is taken.
            if apart.iter().all(|other| !block(other).overlaps(block(&lot))) {
                apart.push(lot);
            }
        }
        apart
    }

    /// The bundles one step from a bundle.
    fn steps(&self, from: &Bundle) -> Vec<Bundle> {
        let is_in = |lot: &Lot| from.iter().any(|other| other.candidate == lot.candidate);
        let mut steps: Vec<Bundle> = Vec::new();
        // Those that begin as the bundle does come first, and cost little.
        for lot in self.lots().filter(|lot| !is_in(lot)) {
            steps.push([&from[..], &[lot]].concat());
        }
        let exchange = |at: usize, with: Lot| {
            let mut other = from.clone();
            other[at] = with;
            other
        };
        for at in (0..from.len()).rev() {
            for lot in self.lots().filter(|lot| lot.candidate == from[at].candidate && *lot != from[at]) {
                steps.push(exchange(at, lot));
            }
            let mut fewer = from.clone();
            fewer.remove(at);
            steps.push(fewer);
        }
        // Offers take their pupils in turn, so that the same ones in another order are another bundle.
        for at in 1..from.len() {
            let mut other = from.clone();
            other.swap(at - 1, at);
            steps.push(other);
        }
        let others: Vec<Lot> = self.lots().filter(|lot| !is_in(lot)).collect();
        if from.len() * others.len() <= EXCHANGES {
            for at in (0..from.len()).rev() {
                steps.extend(others.iter().map(|lot| exchange(at, *lot)));
                steps.extend(others.iter().map(|lot| [&from[..at], &[*lot], &from[at..]].concat()));
            }
        }
        steps
    }
}

/// A search under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// The best bundle so far that keeps the limits.
    pub best: Bundle,
    /// What it comes to.
    pub weighed: Weighed,
    /// Bundles weighed so far of which no other saves more and has a better worst 1 in 20, by what they save.
    pub frontier: Vec<(Weighed, Bundle)>,
    /// Offers that are each worth having alone and share no pupils, for the second round to begin from.
    start: Bundle,
    /// How many rounds there were.
    pub rounds: u32,
    /// Whether no step is better.
    pub is_done: bool,
}

impl Search {
    /// The same with the best so far as its answer.
    #[must_use]
    pub fn ended(&self) -> Search {
        Search { is_done: true, ..self.clone() }
    }

    /// The bundles of the next round.
    pub fn bundles(&self, ground: &Ground) -> Vec<Bundle> {
        match self.rounds {
            0 => ground.alone(),
            1 if self.start.len() > 1 => [vec![self.start.clone()], ground.steps(&self.best)].concat(),
            _ => ground.steps(&self.best),
        }
    }

    /// The search after a round.
    #[must_use]
    pub fn after(&self, ground: &Ground, bundles: &[Bundle], weighed: &[Weighed]) -> Search {
        let mut next = Search { rounds: self.rounds + 1, ..self.clone() };
        let kept = bundles.iter().zip(weighed).filter(|(_, weighed)| weighed.keeps(ground.limits));
        if self.rounds == 0 && ground.limits == Limits::default() {
            next.start = ground.apart(bundles, weighed);
        }
        let mut improved = false;
        for (bundle, weighed) in kept.clone() {
            if weighed.score > next.weighed.score + BETTER {
                (next.best, next.weighed, improved) = (bundle.clone(), *weighed, true);
            }
        }
        for (bundle, weighed) in kept {
            next.meet(bundle, *weighed);
        }
        next.is_done = !improved || next.rounds >= ROUNDS || ground.tenders.is_empty();
        next
    }

    /// Puts a bundle on the frontier, if it belongs there.
    fn meet(&mut self, bundle: &Bundle, weighed: Weighed) {
        let is_behind =
            |one: &Weighed, other: &Weighed| one.saving <= other.saving && one.worst <= other.worst;
        if weighed.saving <= 0.0 || self.frontier.iter().any(|(other, _)| is_behind(&weighed, other)) {
            return;
        }
        self.frontier.retain(|(other, _)| !is_behind(other, &weighed));
        let at = self.frontier.partition_point(|(other, _)| other.saving < weighed.saving);
        self.frontier.insert(at, (weighed, bundle.clone()));
    }
}

/// What one offer is worth beside the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Places of it in the set; 0 where it is not accepted.
    pub volume: u32,
    /// Pounds a year by which the set's average saving is higher with it than without, at that volume, or where it is
    /// not accepted at its best one.
    pub marginal: f64,
    /// The discount, as a share, at which that is nothing: below it an accepted offer leaves, above it another one
    /// enters. None where it has no bill.
    pub turns_at: Option<f64>,
}

/// The bundles that tell what each offer is worth beside a bundle: the bundle, its beginnings, it without each, it with
/// each of the others at each volume.
pub fn beside(ground: &Ground, best: &Bundle) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = (0..=best.len()).map(|upto| best[..upto].to_vec()).collect();
    let others = ground.lots().filter(|lot| best.iter().all(|other| other.candidate != lot.candidate));
    bundles.extend(others.map(|lot| [&best[..], &[lot]].concat()));
    bundles.extend((0..best.len()).rev().map(|at| {
        let mut without = best.clone();
        without.remove(at);
        without
    }));
    bundles
}

/// What the set comes to, and what each offer is worth beside the others, from the bundles of [`beside`].
pub fn worths(
    ground: &Ground,
    best: &Bundle,
    bundles: &[Bundle],
    weighed: &[Weighed],
) -> (Weighed, Vec<Worth>) {
    let whole = weighed.get(best.len()).copied().unwrap_or_default();
    let worth = |candidate: usize, tender: &Tender| {
        let discount = tender.block.discount.amount.central();
        let turn = |marginal: f64, list: f64| (list > 0.0).then(|| discount - marginal / list);
        let inside = best.iter().position(|lot| usize::from(lot.candidate) == candidate);
        if let Some(at) = inside {
            let own_list = weighed[at + 1].list - weighed[at].list;
            let marginal = whole.saving - weighed[weighed.len() - 1 - at].saving;
            return Worth { volume: best[at].volume, marginal, turns_at: turn(marginal, own_list) };
        }
        let added = bundles.iter().zip(weighed).skip(best.len() + 1);
        let added = added.filter(|(bundle, _)| {
            bundle.len() > best.len()
                && bundle.last().is_some_and(|lot| usize::from(lot.candidate) == candidate)
        });
        let at = |weighed: &Weighed| turn(weighed.saving - whole.saving, weighed.list - whole.list);
        let turns_at = added.clone().filter_map(|(_, weighed)| at(weighed)).reduce(f64::min);
        let marginal = added.map(|(_, weighed)| weighed.saving - whole.saving).reduce(f64::max);
        Worth { volume: 0, marginal: marginal.unwrap_or_default(), turns_at }
    };
    (whole, ground.tenders.iter().enumerate().map(|(at, tender)| worth(at, tender)).collect())
}

/// The blocks of a bundle, in the order in which they choose their pupils.
pub fn accepted(ground: &Ground, bundle: &Bundle) -> Vec<Block> {
    let block = |lot: &Lot| {
        let tender = ground.tenders.get(usize::from(lot.candidate))?;
        Some(Block { volume: lot.volume, ..tender.block.clone() })
    };
    bundle.iter().filter_map(block).collect()
}
