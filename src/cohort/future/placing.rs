//! Who gets a place in a year, and which: the queue (M5.5), the blocks (M6.3), the channels (M6.1, M6.2).

use super::super::ledger::{BLOCKS, Placement, SPOT, Seat, row_of, spot_way};
use super::super::money::BlockJoiner;
use super::super::pupil::Limits;
use super::super::refill::{odd_place, vacancies};
use super::super::routes::threshold;
use super::{Queue, Simulator};
use crate::chance::Future;
use crate::field::Age;
use crate::scenario::Lever;

/// An arrival on whom nothing has been decided yet.
const NO_BLOCK: u8 = u8::MAX;
/// An arrival who finds no place and waits.
const WAITS: u8 = u8::MAX - 1;

impl Simulator<'_> {
    /// Founds the places of the opening year, by need: `opening pupils / occupancy`, and without limit where the
    /// occupancy is 0.
    pub(super) fn found_places(&mut self) {
        let occupancy = self.parameters.get(Lever::Occupancy);
        self.waited.fill(0);
        for (places, &pupils) in self.capacity.iter_mut().zip(&self.opening_needs) {
            *places = if occupancy > 0.0 { f64::from(pupils) / occupancy } else { f64::INFINITY };
        }
    }

    /// Decides who waits where places run out (M5.5). Those who have waited longest come first; who is directed by a
    /// tribunal is placed whatever the places. Places grow by a rate of their own, and by a share of those who waited
    /// the year before, for schools open where pupils are:
    ///
    /// ```text
    /// places(t) = places(t-1) x (1 + growth) + follows x waited(t-1)
    /// ```
    #[inline(never)]
    pub(super) fn queue(&mut self) {
        self.flows.waiting.fill(0);
        self.waiting_spots = [0; SPOT];
        self.taken.clear();
        self.taken.resize(self.arrivals.all().len(), NO_BLOCK);
        if self.parameters.get(Lever::Occupancy) <= 0.0 {
            return;
        }
        let growth = 1.0 + self.parameters.get(Lever::CapacityGrowth);
        let follows = self.parameters.get(Lever::CapacityFollows);
        for (places, waited) in self.capacity.iter_mut().zip(&mut self.waited) {
            *places = *places * growth + follows * f64::from(std::mem::take(waited));
        }
        for (queue, &stock) in self.queues.iter_mut().zip(&self.stock_needs) {
            *queue = Queue { stock, arriving: 0 };
        }
        add_needs(&self.flows.leavers, &mut self.queues, |queue, count| queue.stock -= count);
        add_needs(&self.flows.joiners, &mut self.queues, |queue, count| queue.arriving += count);
        for need in 0..self.queues.len() {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // never negative
            let places = self.capacity[need] as u32;
            let Queue { stock, arriving } = self.queues[need];
            let room = places.saturating_sub(stock);
            if arriving > room {
                self.queue_for(need, room as usize, arriving as usize);
            }
        }
    }

    /// Lets the arrivals of one need queue for `room` places: whoever is left over waits.
    fn queue_for(&mut self, need: usize, room: usize, arriving: usize) {
        // Tribunals first, then by years waited, then by the pupil's own rank.
        let need_of = &self.need_of;
        let arrivals = self.arrivals.in_cells(|cell| usize::from(need_of[cell]) == need);
        let candidates = arrivals.map(|(position, pupil)| {
            let rank = u64::from(u8::MAX - pupil.waited()) << 48 | pupil.rank();
            ((rank, position), !pupil.by_tribunal())
        });
        let ranked = chosen(&mut self.ranked, self.arrivals.all().len(), candidates);
        let room = room.saturating_sub(arriving - ranked.len());
        if room < ranked.len() {
            ranked.select_nth_unstable(room);
            for &(_, position) in &ranked[room..] {
                let pupil = self.arrivals.all()[position as usize];
                self.flows.waiting[pupil.cell()] += 1;
                self.waiting_spots[spot_way(pupil.spot())] += 1;
                self.waited[need] += 1;
                self.flows.joiners[pupil.cell()] -= 1;
                self.waiting.push(pupil.waiting());
                self.taken[position as usize] = WAITS;
            }
        }
    }

    /// Gives every joiner of the year a channel.
    #[inline(never)]
    pub(super) fn place(&mut self, future: Future, january: usize) {
        for block in 0..self.model.blocks.len() {
            self.fill_block(future, block, january);
        }
        let Simulator { ledger, arrivals, taken, rows, .. } = self;
        let rows = &rows[january];
        let mut entry = ledger.enter(january);
        for (pupil, &taken) in arrivals.all().iter().zip(&*taken) {
            let seat = rows[row_of(pupil.stays(), pupil.spot())];
            // No branch: a processor cannot predict who is taken.
            let seat = if taken == NO_BLOCK { seat } else { Seat::NOBODY };
            entry.place(seat, pupil.cell(), pupil.birth());
        }
        self.note_matches(january);
    }

    /// Notes who might have filled a block that is weighed (M14.1): arrivals without a tribunal who neither wait nor are
    /// taken by a block that comes first.
    fn note_matches(&mut self, january: usize) {
        let shape = self.model.shape;
        let Simulator { scales: Some(scales), ledger, arrivals, taken, .. } = self else { return };
        for ((position, pupil), &block) in (0_u32..).zip(arrivals.all()).zip(&*taken) {
            if pupil.by_tribunal() || block == WAITS || (block != NO_BLOCK && scales.comes_first(block)) {
                continue;
            }
            if let Some(age) = ledger.age(pupil.birth(), january) {
                let end = shape.first_missing(january, pupil.stays());
                scales.note(january, position, *pupil, age, end);
            }
        }
    }

    /// Sets what decides on the spot channel this year (M6.1, M6.2). Of tribunal placements a share 1 - u is on the
    /// framework, of the others `(c - tau (1 - u)) / (1 - tau)`, cut to between 0 and 1; nobody after its end.
    pub(super) fn set_limits(&mut self, january: usize) {
        let model = self.model;
        let now = model.framework.participation_now;
        let along = model.framework.participation_along[january];
        let share = now + along * (self.parameters.get(Lever::Participation) - now);
        let lot_a = threshold(self.parameters.get(Lever::LotA));
        let (others, by_tribunal) = if january < model.framework.until {
            // Participation is a share of all new placements. What tribunals place is decided by itself;
            // the others make up the rest, as far as they can.
            let tribunal = self.parameters.get(Lever::Tribunal).clamp(0.0, 1.0);
            let directed = 1.0 - self.parameters.get(Lever::TribunalOff);
            let others = if tribunal < 1.0 { (share - tribunal * directed) / (1.0 - tribunal) } else { 0.0 };
            (threshold(others), threshold(directed))
        } else {
            (0, 0)
        };
        for (limits, &reach) in self.limits.iter_mut().zip(&model.framework.reach) {
            *limits = if reach {
                Limits { others, by_tribunal, lot_a }
            } else {
                Limits { lot_a, ..Limits::default() }
            };
        }
    }

    /// Fills the free places of a block (M6.3) with the joiners that it takes, in the order of their own turns.
    #[inline(never)]
    fn fill_block(&mut self, future: Future, block: usize, january: usize) {
        let terms = self.parameters.blocks[block];
        let new = &self.model.blocks[block];
        let volume = new.volumes[january];
        if new.is_conversion || !terms.is_awarded || volume == 0 {
            return;
        }
        let still = self.ledger.still_in(BLOCKS + block, january);
        #[allow(clippy::cast_possible_truncation)] // few blocks
        let odd = odd_place(future, block as u32, january);
        let fill = vacancies(still, new.volumes[january - 1], volume, terms.refill, odd);
        let candidates = self.arrivals.in_cells(|cell| new.cells[cell]).map(|(position, pupil)| {
            let phase = self.ledger.age(pupil.birth(), january).map(Age::phase);
            let suits = phase.is_some_and(|phase| new.phases[phase as usize]);
            let is_free = self.taken[position as usize] == NO_BLOCK;
            ((pupil.turn(), position), suits & is_free & !pupil.by_tribunal())
        });
        let mut ranked = chosen(&mut self.ranked, self.arrivals.all().len(), candidates);
        if fill < ranked.len() {
            if fill > 0 {
                ranked.select_nth_unstable(fill - 1);
            }
            ranked = &mut ranked[..fill];
        }
        #[allow(clippy::cast_possible_truncation)] // few blocks
        for &(_, position) in &*ranked {
            self.taken[position as usize] = block as u8;
            let pupil = self.arrivals.all()[position as usize];
            let end = self.model.shape.first_missing(january, pupil.stays());
            self.money.note_block_joiner(january, BlockJoiner { block, spot: spot_way(pupil.spot()), end });
            let placement = Placement { cell: pupil.cell(), birth: pupil.birth(), way: BLOCKS + block, end };
            self.ledger.place(january, placement);
        }
    }
}

/// The chosen ones of at most `most` candidates. Each candidate is written, and written over by the next if it is not
/// chosen: no branch, because a processor cannot predict who is chosen.
fn chosen<T: Copy + Default>(
    room: &mut Vec<T>,
    most: usize,
    candidates: impl Iterator<Item = (T, bool)>,
) -> &mut [T] {
    if room.len() <= most {
        room.resize(most + 1, T::default());
    }
    let mut count = 0;
    for (candidate, is_chosen) in candidates {
        room[count] = candidate;
        count += usize::from(is_chosen);
    }
    &mut room[..count]
}

/// Adds up the counts of cells by need.
fn add_needs<T>(cells: &[u32], needs: &mut [T], add: impl Fn(&mut T, u32)) {
    for row in cells.chunks_exact(needs.len()) {
        needs.iter_mut().zip(row).for_each(|(need, &count)| add(need, count));
    }
}
