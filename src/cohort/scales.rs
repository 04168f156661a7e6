//! Weighs the candidates of [`Volumes`] in one future after another (M14.1, M14.12).

use super::compiled::Compiled;
use super::ledger::{BLOCKS, spot_way, way_of};
use super::money::Money;
use super::parameters::{BlockTerms, Parameters};
use super::plans::{NewBlock, places};
use super::pupil::Pupil;
use super::refill::{odd_place, vacancies};
use super::review::{Agreed, Review};
use super::volumes::{Bundle, Candidate, Lot, VolumeLine, Volumes};
use crate::chance::Future;
use crate::contracts::{LOT_A, settle};
use crate::field::Age;

/// A pupil who matches a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    /// The order in which pupils are taken: the pupil's own turn, then the position among the arrivals.
    rank: (u64, u32),
    district: u16,
    /// The January in which the pupil is first missing.
    end: u8,
    /// The first January in which the pupil is 16 or over.
    older: u8,
    /// The spot way that the pupil would have had without the block.
    way: u8,
}

/// The pupils who match, and the arithmetic that weighs the volumes of one future after another.
#[derive(Clone, Debug)]
pub(super) struct Scales<'a> {
    volumes: &'a Volumes,
    /// Who matches, by candidate and step, in the order in which they are taken.
    matches: Vec<Vec<Match>>,
    /// How many needs there are.
    needs: usize,
    /// Prices by year of the candidate's term.
    prices: Vec<YearPrices>,
    /// Who is seated where everybody who matches is, by year of the term.
    everybody: Vec<Seated>,
    /// Who is seated at a volume, by year of the term.
    seated: Vec<Seated>,
    /// Who leaves, and who comes to be 16, by year of the term.
    changes: Vec<Seated>,
    /// The number from 0 to 1 that is added to the places to refill, by step.
    odd: Vec<f64>,
    /// The seats of those who match, by step.
    seats: Vec<Vec<Seat>>,
    /// How many were let in at a volume, by year of the term.
    admitted: Vec<usize>,
    /// The terms of each candidate in the present future, where bundles are weighed.
    known: Vec<Option<Known>>,
    /// The candidates that have been put in, in order.
    stack: Vec<Placed>,
    /// The pupils taken by the candidates that have been put in, by step and position among the arrivals.
    taken: Vec<Vec<bool>>,
}

/// The terms of a candidate in a future, with the prices and pupils that follow from them.
#[derive(Clone, Debug)]
struct Known {
    terms: BlockTerms,
    prices: Vec<YearPrices>,
    odd: Vec<f64>,
}

/// A candidate of a bundle, with the results of all up to it.
#[derive(Clone, Debug)]
struct Placed {
    lot: Lot,
    /// The sums of this candidate and all those before it, by [`VolumeLine`].
    sums: [f64; VolumeLine::COUNT],
    /// The pupils whom it takes: step and position.
    takes: Vec<(usize, u32)>,
}

/// Pounds a year and pupil in one year of a candidate's term.
#[derive(Clone, Copy, Debug)]
struct YearPrices {
    /// The price in each spot way.
    spot: [f64; BLOCKS],
    /// The price of a place of the candidate.
    block: f64,
}

/// The place that a matching pupil takes up.
#[derive(Clone, Copy, Debug)]
struct Seat {
    /// The spot way that the pupil would have had without the block.
    way: u8,
    /// The year of the term in which the pupil is first missing.
    end: u8,
    /// The year of the term from which the pupil is 16 or over.
    older: u8,
    /// Pounds a year saved in transport, if carried.
    fare: f64,
}

/// Pupils in the places of a candidate: how many by spot way, and the pounds a year that those under 16
/// and over would save in transport, were all carried.
type Seated = [f64; BLOCKS + 2];
/// The position of the transport of pupils under 16.
const UNDER: usize = BLOCKS;
/// The position of the transport of pupils of 16 and over.
const OVER: usize = BLOCKS + 1;
/// The age from which a pupil is carried to school less often.
const OLDER: u8 = 16;

/// How many pupils are seated.
fn pupils(seated: &Seated) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
    let pupils = seated[..BLOCKS].iter().sum::<f64>() as u32;
    pupils
}

impl<'a> Scales<'a> {
    pub(super) fn new(volumes: &'a Volumes, model: &Compiled) -> Scales<'a> {
        Scales {
            volumes,
            matches: vec![Vec::new(); volumes.counts()],
            needs: model.shape.needs,
            prices: Vec::new(),
            everybody: Vec::new(),
            seated: Vec::new(),
            changes: Vec::new(),
            odd: vec![0.0; volumes.steps],
            seats: vec![Vec::new(); volumes.steps],
            admitted: Vec::new(),
            known: Vec::new(),
            stack: Vec::new(),
            taken: vec![Vec::new(); volumes.steps],
        }
    }

    /// Begins a future.
    pub(super) fn begin(&mut self) {
        self.matches.iter_mut().for_each(Vec::clear);
    }

    /// Whether a block of the scenario that takes pupils leaves none of them for the candidates.
    pub(super) fn comes_first(&self, block: u8) -> bool {
        usize::from(block) < self.volumes.behind
    }

    /// A pupil who arrives at a step without a tribunal, and has not been taken; `end` is the step in which
    /// it is first missing.
    pub(super) fn note(&mut self, step: usize, position: u32, pupil: Pupil, age: Age, end: usize) {
        let (cell, phase) = (pupil.cell(), age.phase());
        #[allow(clippy::cast_possible_truncation)] // few districts, years and channels
        let found = Match {
            rank: (pupil.turn(), position),
            district: (cell / self.needs) as u16,
            end: end as u8,
            older: (step + OLDER.saturating_sub(u8::from(age)) as usize) as u8,
            way: way_of(step, spot_way(pupil.spot())) as u8,
        };
        for &index in &self.volumes.by_cell[cell] {
            let candidate = &self.volumes.candidates[usize::from(index)];
            let runs = candidate.last.is_some_and(|last| (candidate.block.first..=last).contains(&step));
            if runs && candidate.block.phases[phase as usize] {
                self.matches[usize::from(index) * self.volumes.steps + step].push(found);
            }
        }
    }

    /// Writes the results of each candidate at each of its volumes, and the number of pupils who would fill it.
    pub(super) fn weigh(&mut self, money: &Money, future: Future, counts: &mut [u32], figures: &mut [f64]) {
        let steps = self.volumes.steps;
        let mut figures = figures.chunks_exact_mut(VolumeLine::COUNT);
        counts.fill(0);
        self.matches.iter_mut().for_each(|matches| matches.sort_unstable());
        let mut terms = BlockTerms::default();
        for (index, (candidate, counts)) in
            self.volumes.candidates.iter().zip(counts.chunks_exact_mut(steps)).enumerate()
        {
            let figures = figures.by_ref().take(candidate.volumes.len());
            let Some(last) = candidate.last else {
                figures.for_each(|figures| figures.fill(0.0));
                continue;
            };
            if !candidate.as_before {
                terms = Parameters::block_terms(&candidate.block, future, candidate.terms);
                self.set_prices(candidate, terms, money, last);
                for (step, odd) in self.odd.iter_mut().enumerate() {
                    *odd = odd_place(future, candidate.terms, step);
                }
            }
            if self.volumes.if_awarded && !terms.is_awarded {
                figures.for_each(|figures| figures.fill(0.0));
                continue;
            }
            self.set_seats(index, candidate, money);
            let first = candidate.block.first;
            self.seat(first..last + 1, |_, _, all| all);
            std::mem::swap(&mut self.everybody, &mut self.seated);
            for (count, seated) in counts[first..=last].iter_mut().zip(&self.everybody) {
                *count = pupils(seated);
            }
            for ((figures, places), &volume) in figures.zip(&candidate.places).zip(&candidate.volumes) {
                if let Some(review) = candidate.review {
                    let bought = self.seat_reviewed(&candidate.block, last, (review, volume), terms.refill);
                    settle_years(first, &bought, terms, &self.prices, &self.seated, money, figures);
                    continue;
                }
                let places = &places[..=last];
                let all_fit = self.all_fit(first, places, terms.refill);
                if !all_fit {
                    let odd = std::mem::take(&mut self.odd);
                    self.seat(first..last + 1, |still, step, all| {
                        let before = if step > first { places[step - 1] } else { 0 };
                        vacancies(still, before, places[step], terms.refill, odd[step]).min(all)
                    });
                    self.odd = odd;
                }
                let seated = if all_fit { &self.everybody } else { &self.seated };
                settle_years(first, places, terms, &self.prices, seated, money, figures);
            }
        }
    }

    /// Writes the results of some bundles, by bundle and [`VolumeLine`]: each candidate takes pupils from those who
    /// match it and whom the candidates before it in its bundle leave (M14.12). The common beginning of neighbouring
    /// bundles is worked out once.
    pub(super) fn weigh_bundles(
        &mut self,
        money: &Money,
        future: Future,
        bundles: &[Bundle],
        figures: &mut [f64],
    ) {
        self.known.clear();
        self.known.resize(self.volumes.candidates.len(), None);
        self.stack.clear();
        self.taken.iter_mut().for_each(Vec::clear);
        self.matches.iter_mut().for_each(|matches| matches.sort_unstable());
        for (bundle, figures) in bundles.iter().zip(figures.chunks_exact_mut(VolumeLine::COUNT)) {
            let same = self.stack.iter().zip(bundle).take_while(|(placed, lot)| placed.lot == **lot).count();
            while self.stack.len() > same {
                for (step, position) in self.stack.pop().map(|placed| placed.takes).unwrap_or_default() {
                    self.taken[step][position as usize] = false;
                }
            }
            for &lot in &bundle[same..] {
                self.put(lot, money, future);
            }
            figures
                .copy_from_slice(&self.stack.last().map_or([0.0; VolumeLine::COUNT], |placed| placed.sums));
        }
    }

    /// Adds a candidate to those that have been put in.
    fn put(&mut self, lot: Lot, money: &Money, future: Future) {
        let before = self.stack.last().map_or([0.0; VolumeLine::COUNT], |placed| placed.sums);
        let mut placed = Placed { lot, sums: before, takes: Vec::new() };
        let index = usize::from(lot.candidate);
        let candidate = &self.volumes.candidates[index];
        let known = self.known[index].take().unwrap_or_else(|| {
            let Some(last) = candidate.last else {
                return Known { terms: BlockTerms::default(), prices: Vec::new(), odd: Vec::new() };
            };
            let terms = Parameters::block_terms(&candidate.block, future, candidate.terms);
            self.set_prices(candidate, terms, money, last);
            let odd = (0..self.volumes.steps).map(|step| odd_place(future, candidate.terms, step)).collect();
            Known { terms, prices: self.prices.clone(), odd }
        });
        if let Some(last) = candidate.last
            && lot.volume > 0
            && (known.terms.is_awarded || !self.volumes.if_awarded)
        {
            let first = candidate.block.first;
            let bought: Vec<u32> =
                candidate.block.ramp[..=last].iter().map(|&share| places(lot.volume, share)).collect();
            self.set_seats(index, candidate, money);
            self.seat(first..last + 1, |still, step, all| {
                let before = if step > first { bought[step - 1] } else { 0 };
                vacancies(still, before, bought[step], known.terms.refill, known.odd[step]).min(all)
            });
            let mut sums = [0.0; VolumeLine::COUNT];
            settle_years(first, &bought, known.terms, &known.prices, &self.seated, money, &mut sums);
            placed.sums.iter_mut().zip(sums).for_each(|(sum, own)| *sum += own);
            for (step, &count) in (first..=last).zip(&self.admitted) {
                let matches = &self.matches[index * self.volumes.steps + step];
                let taken = &mut self.taken[step];
                let free = matches.iter().map(|found| found.rank.1).filter(|at| !is_taken(taken, *at));
                let free: Vec<u32> = free.take(count).collect();
                for position in free {
                    if taken.len() <= position as usize {
                        taken.resize(position as usize + 1, false);
                    }
                    taken[position as usize] = true;
                    placed.takes.push((step, position));
                }
            }
        }
        self.known[index] = Some(known);
        self.stack.push(placed);
    }

    /// Sets the prices of each year of a candidate's term (M7.4).
    fn set_prices(&mut self, candidate: &Candidate, terms: BlockTerms, money: &Money, last: usize) {
        let (first, path) = (candidate.block.first, money.prices());
        let signed = (1.0 - terms.discount) * path.joined(first)[LOT_A];
        let prices = (first..=last).zip(path.block(signed, first, terms.indexation));
        self.prices.clear();
        self.prices.extend(prices.map(|(step, block)| YearPrices { spot: path.spot(step), block }));
    }

    /// Sets the seats of those who match a candidate, in the order in which they are taken.
    fn set_seats(&mut self, index: usize, candidate: &Candidate, money: &Money) {
        let steps = self.volumes.steps;
        let matches = &self.matches[index * steps..][..steps];
        let Candidate { block, .. } = candidate;
        for ((matches, seats), taken) in matches.iter().zip(&mut self.seats).zip(&self.taken) {
            seats.clear();
            #[allow(clippy::cast_possible_truncation)] // few years
            let first = block.first as u8;
            seats.extend(matches.iter().filter(|found| !is_taken(taken, found.rank.1)).map(|found| Seat {
                way: found.way,
                end: found.end - first,
                older: found.older - first,
                fare: money.fare_saved(found.district.into(), found.way.into(), block.near_home),
            }));
        }
    }

    /// Whether a volume has room for everybody who matches, in every year.
    fn all_fit(&self, first: usize, places: &[u32], refill: f64) -> bool {
        let mut before = 0;
        places[first..]
            .iter()
            .zip(&self.everybody)
            .zip(self.seats[first..].iter().zip(&self.odd[first..]))
            .all(|((&places, seated), (seats, &odd))| {
                // Where everybody is seated, those still there are last year's pupils who have not left.
                #[allow(clippy::cast_possible_truncation)] // a count
                let still = pupils(seated) - seats.len() as u32;
                let fits = seats.len() <= vacancies(still, before, places, refill, odd);
                before = places;
                fits
            })
    }

    /// Seats those who match a block whose places are reviewed each September (M14.14), and gives the places by step.
    fn seat_reviewed(
        &mut self,
        block: &NewBlock,
        last: usize,
        (review, volume): (Review, u32),
        refill: f64,
    ) -> Vec<u32> {
        let first = block.first;
        let mut bought = vec![0; last + 1];
        let mut agreed = Agreed::new(review, volume);
        let mut occupied = 0;
        let odd = std::mem::take(&mut self.odd);
        self.seat(first..last + 1, |still, step, all| {
            let mut before = 0;
            if step > first {
                agreed.review(occupied, block.ramp[step - 1]);
                before = bought[step - 1];
            }
            bought[step] = places(agreed.in_force(), block.ramp[step]);
            let count = vacancies(still, before, bought[step], refill, odd[step]).min(all);
            #[allow(clippy::cast_possible_truncation)] // a count
            let new = count as u32;
            occupied = still + new;
            count
        });
        self.odd = odd;
        bought
    }

    /// Seats those who match, year by year, where `admits` says how many of them are let in, by how
    /// many are still there, the step and how many match.
    fn seat(&mut self, steps: std::ops::Range<usize>, mut admits: impl FnMut(u32, usize, usize) -> usize) {
        let Scales { seated, changes, seats, admitted, .. } = self;
        admitted.clear();
        changes.clear();
        changes.resize(steps.len(), Seated::default());
        seated.clear();
        let mut now = Seated::default();
        for (year, step) in steps.enumerate() {
            now.iter_mut().zip(changes[year]).for_each(|(now, change)| *now += change);
            let count = admits(pupils(&now), step, seats[step].len());
            admitted.push(count);
            for seat in &seats[step][..count] {
                let [way, end, older] = [seat.way, seat.end, seat.older].map(usize::from);
                now[way] += 1.0;
                now[if older <= year { OVER } else { UNDER }] += seat.fare;
                if let Some(leaving) = changes.get_mut(end) {
                    leaving[way] -= 1.0;
                    leaving[if older < end { OVER } else { UNDER }] -= seat.fare;
                }
                if (year + 1..end).contains(&older)
                    && let Some(growing) = changes.get_mut(older)
                {
                    growing[UNDER] -= seat.fare;
                    growing[OVER] += seat.fare;
                }
            }
            seated.push(now);
        }
    }
}

/// Whether somebody at a position among the arrivals is taken.
fn is_taken(taken: &[bool], position: u32) -> bool {
    taken.get(position as usize).is_some_and(|is| *is)
}

/// Settles a volume in each of its years, and writes what it comes to over all of them (M14.1): the saving is what its
/// pupils would have paid on the spot market less the bill.
fn settle_years(
    first: usize,
    places: &[u32],
    terms: BlockTerms,
    prices: &[YearPrices],
    seated: &[Seated],
    money: &Money,
    figures: &mut [f64],
) {
    let mut lines = [0.0; VolumeLine::COUNT];
    for ((step, &places), (seated, YearPrices { spot, block: price })) in
        places.iter().enumerate().skip(first).zip(seated.iter().zip(prices))
    {
        if places == 0 {
            continue;
        }
        let occupied: f64 = seated[..BLOCKS].iter().sum();
        let spot: f64 = seated.iter().zip(spot).map(|(count, price)| count * price).sum();
        let bill = settle(*price, occupied, f64::from(places), terms.void_share, terms.minimum_occupancy);
        let list = if terms.discount < 1.0 { bill.cost / (1.0 - terms.discount) } else { spot };
        let mut put = |line: VolumeLine, value: f64| lines[line as usize] += value;
        put(VolumeLine::Saving, spot - bill.cost);
        let [under, over] = money.carried(step);
        put(VolumeLine::Transport, under * seated[UNDER] + over * seated[OVER]);
        put(VolumeLine::VoidCost, bill.void_cost);
        put(VolumeLine::SpotCost, spot);
        put(VolumeLine::ListCost, list);
        put(VolumeLine::Occupied, occupied);
    }
    figures.copy_from_slice(&lines);
}
