//! What block contracts would come to at other volumes, from the futures there are.
//!
//! Who matches a block, in which order, and what each pupil would cost without it is the pupil's own
//! chance and does not depend on the volume. So one future answers for every volume: the pupils who
//! match are noted as they come, and each volume takes its own from them afterwards, by the rules
//! by which a block fills. The answer for a volume is that of a future simulated with it.

use super::compiled::Compiled;
use super::ledger::SPOT;
use super::money::Money;
use super::parameters::{BlockTerms, Parameters};
use super::plans::{NewBlock, new_block, places};
use super::pupil::Pupil;
use crate::chance::Future;
use crate::contracts::settle;
use crate::field::Phase;
use crate::scenario::{Block, BlockKind, Checked};
use serde::{Deserialize, Serialize};

/// A block contract and the volumes at which it is weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Candidate {
    block: NewBlock,
    /// The block of the scenario, by position, whose chance its uncertain terms share.
    terms: u32,
    volumes: Vec<u32>,
    /// The last step in which it runs; none where it never does.
    last: Option<usize>,
}

/// What is kept of a candidate at one volume, over its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeLine {
    /// Saved against spot prices, in pounds.
    Saving,
    /// Saved in transport, in pounds: the General Fund's.
    Transport,
    /// Paid for empty places, in pounds; in [`VolumeLine::Saving`] already.
    VoidCost,
    /// What its pupils would cost at spot prices, in pounds.
    SpotCost,
    /// What all of it would cost without any discount, in pounds.
    ListCost,
    /// Places filled, added up over its years.
    Occupied,
}

impl VolumeLine {
    /// How many lines there are.
    pub const COUNT: usize = 6;
}

/// Block contracts to be weighed, each as if awarded and the only one besides those that the scenario
/// puts in front of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Volumes {
    candidates: Vec<Candidate>,
    /// Candidates of each cell.
    by_cell: Vec<Vec<u16>>,
    /// How many blocks of the scenario choose their pupils first.
    behind: usize,
    /// Steps of a record, the opening one included.
    steps: usize,
}

impl Volumes {
    /// Blocks, each with the position of the block of the scenario whose chance its terms share, and
    /// the volumes at which it is weighed. The first `behind` blocks of the scenario choose first.
    /// Conversions are left out: they take no joiners.
    pub fn new<'a>(
        scenario: &Checked,
        blocks: impl IntoIterator<Item = (&'a Block, usize, Vec<u32>)>,
        behind: usize,
    ) -> Volumes {
        let candidates: Vec<Candidate> = blocks
            .into_iter()
            .filter(|(block, ..)| block.kind == BlockKind::NewPlaces)
            .map(|(block, terms, volumes)| {
                let block = new_block(scenario, block);
                let last = block.ramp.iter().rposition(|&share| share > 0.0);
                Candidate { block, terms: u32::try_from(terms).unwrap_or(0), volumes, last }
            })
            .collect();
        let cells = scenario.districts.list.len() * scenario.needs.list.len();
        let takers = |cell: usize| {
            let takes = (0_u16..).zip(&candidates).filter(move |(_, candidate)| candidate.block.cells[cell]);
            takes.map(|(index, _)| index).collect()
        };
        Volumes {
            by_cell: (0..cells).map(takers).collect(),
            behind,
            steps: usize::from(scenario.horizon.years) + 1,
            candidates,
        }
    }

    /// How many years the futures have to run for it.
    pub fn years(&self) -> usize {
        self.candidates.iter().filter_map(|candidate| candidate.last).max().unwrap_or(0).max(1)
    }

    /// Steps of its counts, the opening one included.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The volumes of each candidate.
    pub fn volumes(&self) -> impl Iterator<Item = &[u32]> {
        self.candidates.iter().map(|candidate| candidate.volumes.as_slice())
    }

    /// Counts of a future: pupils whom each candidate would have if it took all who match, by
    /// candidate and step.
    pub fn counts(&self) -> usize {
        self.candidates.len() * self.steps
    }

    /// Figures of a future: by candidate, volume and [`VolumeLine`].
    pub fn figures(&self) -> usize {
        self.volumes().map(<[u32]>::len).sum::<usize>() * VolumeLine::COUNT
    }

    /// Places bought by a candidate over its term, added up over its years, at each of its volumes.
    pub fn place_years(&self, candidate: usize) -> Vec<u32> {
        let Candidate { block, volumes, .. } = &self.candidates[candidate];
        let of = |&volume: &u32| block.ramp.iter().map(|&share| places(volume, share)).sum();
        volumes.iter().map(of).collect()
    }

    /// The steps in which a candidate runs.
    pub fn running(&self, candidate: usize) -> std::ops::Range<usize> {
        let Candidate { block, last, .. } = &self.candidates[candidate];
        last.map_or(0..0, |last| block.first..last + 1)
    }
}

/// A pupil who matches a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    /// Who comes first: the pupil's own rank, then the position among the arrivals.
    rank: (u64, u32),
    district: u16,
    /// The January in which the pupil is first missing.
    end: u8,
    /// The spot channel that the pupil would have had.
    spot: u8,
}

/// Notes who matches, and weighs the volumes of one future after the other.
#[derive(Clone, Debug)]
pub(super) struct Scales<'a> {
    volumes: &'a Volumes,
    /// By candidate and step, in the order in which they are taken.
    matches: Vec<Vec<Match>>,
    needs: usize,
}

/// Pupils in the places of a candidate: how many by spot channel, and the pounds a year that they
/// save in transport.
type Seated = [f64; SPOT + 1];

fn add(to: &mut Seated, seated: Seated, sign: f64) {
    to.iter_mut().zip(seated).for_each(|(to, part)| *to += sign * part);
}

impl<'a> Scales<'a> {
    pub(super) fn new(volumes: &'a Volumes, model: &Compiled) -> Scales<'a> {
        Scales { volumes, matches: vec![Vec::new(); volumes.counts()], needs: model.shape.needs }
    }

    /// Begins a future.
    pub(super) fn begin(&mut self) {
        self.matches.iter_mut().for_each(Vec::clear);
    }

    /// Whether a block of the scenario that takes pupils leaves none of them for the candidates.
    pub(super) fn comes_first(&self, block: u8) -> bool {
        usize::from(block) < self.volumes.behind
    }

    /// A pupil who arrives at a step without a tribunal, and has not been taken.
    pub(super) fn note(&mut self, step: usize, position: u32, pupil: Pupil, phase: Phase, spot: usize) {
        let cell = pupil.cell();
        #[allow(clippy::cast_possible_truncation)] // few districts, years and channels
        let found = Match {
            rank: (pupil.rank(), position),
            district: (cell / self.needs) as u16,
            end: pupil.end() as u8,
            spot: spot as u8,
        };
        for &index in &self.volumes.by_cell[cell] {
            let candidate = &self.volumes.candidates[usize::from(index)];
            let runs = candidate.last.is_some_and(|last| (candidate.block.first..=last).contains(&step));
            if runs && candidate.block.phases[phase as usize] {
                self.matches[usize::from(index) * self.volumes.steps + step].push(found);
            }
        }
    }

    /// Writes what each candidate comes to at each of its volumes, and how many would fill it.
    pub(super) fn weigh(&mut self, money: &Money, future: Future, counts: &mut [u32], figures: &mut [f64]) {
        let steps = self.volumes.steps;
        let mut figures = figures.chunks_exact_mut(VolumeLine::COUNT);
        counts.fill(0);
        for ((candidate, matches), counts) in self
            .volumes
            .candidates
            .iter()
            .zip(self.matches.chunks_exact_mut(steps))
            .zip(counts.chunks_exact_mut(steps))
        {
            let figures = figures.by_ref().take(candidate.volumes.len());
            let Some(last) = candidate.last else {
                figures.for_each(|figures| figures.fill(0.0));
                continue;
            };
            for year in matches.iter_mut() {
                year.sort_unstable();
            }
            let terms = Parameters::block_terms(&candidate.block, future, candidate.terms);
            let years = Years { candidate, terms, money, matches, last };
            let everybody = years.everybody();
            for (step, seated) in (candidate.block.first..=last).zip(&everybody) {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
                let count = seated[..SPOT].iter().sum::<f64>() as u32;
                counts[step] = count;
            }
            let prices = years.prices();
            for (figures, &volume) in figures.zip(&candidate.volumes) {
                let seated = years.fill(volume, &everybody);
                years.settle(volume, &prices, seated.as_deref().unwrap_or(&everybody), figures);
            }
        }
    }
}

/// The years of one candidate in one future.
struct Years<'a> {
    candidate: &'a Candidate,
    terms: BlockTerms,
    money: &'a Money,
    /// By step.
    matches: &'a [Vec<Match>],
    last: usize,
}

impl Years<'_> {
    fn steps(&self) -> std::ops::RangeInclusive<usize> {
        self.candidate.block.first..=self.last
    }

    fn seat(&self, found: Match) -> Seated {
        let mut seated = [0.0; SPOT + 1];
        seated[usize::from(found.spot)] = 1.0;
        let near = self.candidate.block.near_home;
        seated[SPOT] = self.money.fare_saved(found.district.into(), found.spot.into(), near);
        seated
    }

    /// Seats the first `count` who match at a step: those there now, and those who leave, by step.
    fn take(&self, step: usize, count: usize, now: &mut Seated, leaving: &mut [Seated]) {
        for &found in &self.matches[step][..count] {
            let seated = self.seat(found);
            add(now, seated, 1.0);
            if let Some(leaving) = leaving.get_mut(usize::from(found.end) - self.candidate.block.first) {
                add(leaving, seated, 1.0);
            }
        }
    }

    /// Who is seated in each year where everybody who matches is.
    fn everybody(&self) -> Vec<Seated> {
        self.seated(|_, _, all| all)
    }

    /// Who is seated in each year at a volume; none where that is everybody who matches.
    fn fill(&self, volume: u32, everybody: &[Seated]) -> Option<Vec<Seated>> {
        let first = self.candidate.block.first;
        // Where all are seated, those still there are those of last year who have not left.
        let mut all_fit = true;
        let mut before = 0;
        for step in self.steps() {
            let seated: f64 = everybody[step - first][..SPOT].iter().sum();
            #[allow(clippy::cast_precision_loss)] // far fewer than 2^52
            let arrived = self.matches[step].len() as f64;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
            let still = (seated - arrived) as u32;
            let places = self.places(volume, step);
            all_fit &= self.matches[step].len() <= self.vacancies(still, before, places);
            before = places;
        }
        if all_fit {
            return None;
        }
        Some(self.seated(|still, step, all| {
            let before = if step > first { self.places(volume, step - 1) } else { 0 };
            self.vacancies(still, before, self.places(volume, step)).min(all)
        }))
    }

    /// Who is seated in each year, where `admits` says how many of those who match are let in, by
    /// how many are still there, the step and how many match.
    fn seated(&self, admits: impl Fn(u32, usize, usize) -> usize) -> Vec<Seated> {
        let first = self.candidate.block.first;
        let mut leaving = vec![[0.0; SPOT + 1]; self.last - first + 1];
        let mut now = [0.0; SPOT + 1];
        let mut years = Vec::with_capacity(leaving.len());
        for step in self.steps() {
            add(&mut now, leaving[step - first], -1.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
            let still = now[..SPOT].iter().sum::<f64>() as u32;
            let count = admits(still, step, self.matches[step].len());
            self.take(step, count, &mut now, &mut leaving);
            years.push(now);
        }
        years
    }

    fn places(&self, volume: u32, step: usize) -> u32 {
        places(volume, self.candidate.block.ramp[step])
    }

    /// How many are let in: see [`vacancies`].
    fn vacancies(&self, still: u32, before: u32, places: u32) -> usize {
        vacancies(still, before, places, self.terms.refill)
    }

    /// Spot prices of joiners and the price of a place, by year.
    fn prices(&self) -> Vec<([f64; SPOT], f64)> {
        let block = &self.candidate.block;
        let path = self.money.prices();
        let signed = (1.0 - self.terms.discount) * path.joined(block.first)[0];
        let prices = path.block(signed, block.first, self.terms.indexation);
        self.steps().zip(prices).map(|(step, price)| (path.joined(step), price)).collect()
    }

    fn settle(&self, volume: u32, prices: &[([f64; SPOT], f64)], seated: &[Seated], figures: &mut [f64]) {
        figures.fill(0.0);
        let discount = self.terms.discount;
        for ((step, seated), (spot, price)) in self.steps().zip(seated).zip(prices) {
            let places = self.places(volume, step);
            if places == 0 {
                continue;
            }
            let occupied: f64 = seated[..SPOT].iter().sum();
            let spot: f64 = seated.iter().zip(spot).map(|(count, price)| count * price).sum();
            let (share, minimum) = (self.terms.void_share, self.terms.minimum_occupancy);
            let bill = settle(*price, occupied, f64::from(places), share, minimum);
            let mut put = |line: VolumeLine, value: f64| figures[line as usize] += value;
            put(VolumeLine::Saving, spot - bill.cost);
            put(VolumeLine::Transport, self.money.carried(step) * seated[SPOT]);
            put(VolumeLine::VoidCost, bill.void_cost);
            put(VolumeLine::SpotCost, spot);
            put(VolumeLine::ListCost, if discount < 1.0 { bill.cost / (1.0 - discount) } else { spot });
            put(VolumeLine::Occupied, occupied);
        }
    }
}

/// How many a block of so many places lets in, where `still` of its pupils are there: new places are
/// all on offer; of those that fell free, the share that is refilled in time.
pub(super) fn vacancies(still: u32, before: u32, places: u32, refill: f64) -> usize {
    let before = before.min(places);
    let fresh = places - before.max(still.min(places));
    let vacant = before.saturating_sub(still);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most the places
    let fill = fresh as usize + (refill * f64::from(vacant)).round() as usize;
    fill
}
