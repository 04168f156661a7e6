//! The opening pupils of a future, and how long pupils stay (M2.2, M2.3, M3).

use super::super::ladder::RUNGS;
use super::super::ledger::row_of;
use super::super::pupil::Limits;
use super::super::routes::threshold;
use super::super::shares::apportion;
use super::Simulator;
use crate::chance::{Future, Purpose};
use crate::field::Age;
use crate::scenario::Lever;

impl Simulator<'_> {
    /// Fills in how long a pupil of each age stays (M3): it leaves at the end of each year with the hazard h of its age
    /// then, so that it stays on for more than n years with probability `(1 - h(a)) x ... x (1 - h(a + n))`.
    #[inline(never)]
    pub(super) fn fill_stays(&mut self) {
        let years = self.model.shape.years;
        let hazards = &self.parameters.hazards;
        for (age, ladder) in self.stays.iter_mut().take(Age::COUNT).enumerate() {
            let mut staying = 1.0;
            ladder.fill(hazards[age..].iter().take(years).map(|hazard| {
                staying *= 1.0 - hazard;
                1.0 - staying
            }));
        }
    }

    /// Places the opening stock (M2.2, M2.3): apportioned to the cells, each pupil with a channel (M6.1) and a leaving
    /// year.
    #[inline(never)]
    pub(super) fn open(&mut self, future: Future) {
        let model = self.model;
        let districts = model.districts.at_start(&self.parameters.districts);
        let needs = model.needs.at_start(&self.parameters.needs);
        for (row, district) in self.opening_shares.chunks_exact_mut(needs.len()).zip(districts) {
            for (share, need) in row.iter_mut().zip(needs) {
                *share = district * need;
            }
        }
        #[allow(clippy::cast_possible_truncation)] // within the limit on pupils
        let pupils = model.opening_ages.len() as u32;
        apportion(pupils, &self.opening_shares, &mut self.opening, &mut self.remainders);

        // The 33 bits that the stay leaves over: 17 for the framework, 16 for the lot.
        let lot_a = threshold(self.parameters.get(Lever::LotA));
        let mut words = future.address(Purpose::OpeningStay, 0, 0).words();
        let Simulator { ledger, stays, opening, rows, .. } = self;
        // The cells begin anywhere in the order of the ages: fixed shares would else give a cell the same ages
        // in every future.
        let ages = model.opening_ages.as_slice();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
        let start = (future.address(Purpose::OpeningOrder, 0, 0).uniform(0) * ages.len() as f64) as usize;
        let (before, after) = ages.split_at(start.min(ages.len()));
        let mut ages = after.iter().chain(before);
        let others = threshold(model.framework.opening_share);
        let limits = Limits { others, by_tribunal: others, lot_a };
        let birth = ledger.birth(0, 0);
        let mut entry = ledger.enter(0);
        for (cell, &count) in opening.iter().enumerate() {
            for (&age, word) in ages.by_ref().take(count as usize).zip(&mut words) {
                #[allow(clippy::cast_possible_truncation)] // 24, 16 and 16 bits
                let (stay, framework, lot) =
                    ((word >> 32) as u32, (word >> 16) as u32 & 0xFFFF, word as u32 & 0xFFFF);
                let stays = stays[usize::from(age) % RUNGS].at(stay);
                let spot = limits.flags(0, framework, lot) as usize;
                entry.place(rows[0][row_of(stays, spot)], cell, birth + usize::from(age));
            }
        }
        let needs = model.shape.needs;
        for (need, count) in self.opening_needs.iter_mut().enumerate() {
            *count = self.opening.iter().skip(need).step_by(needs).sum();
        }
    }
}
