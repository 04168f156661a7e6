//! What a future writes into its record year by year (M1, M5.10): the stock of each January, and the flows before it.

use super::super::ledger::channel;
use super::super::money::Elsewhere;
use super::super::shape::{Detail, Measure};
use super::Simulator;
use crate::field::{Band, Channel, Phase};

impl Simulator<'_> {
    /// Writes the stock of a January in all its scopes, and costs the academic year.
    pub(super) fn note_stock(&mut self, january: usize, record: &mut [u32]) {
        let model = self.model;
        let shape = model.shape;
        let width = shape.scopes(Measure::Stock);
        let row = &mut record[self.begins[Measure::Stock as usize] + january * width..][..width];
        let (sums, cells) = row.split_at_mut(width - shape.cells());
        let bands = if shape.detail == Detail::Full { Band::ALL.len() } else { 0 };
        let (sums, bands) = sums.split_at_mut(sums.len() - bands);
        let (sums, channels) = sums.split_at_mut(sums.len() - Channel::ALL.len());
        let (sums, phases) = sums.split_at_mut(sums.len() - Phase::ALL.len());
        self.ledger.count(january);
        cells.fill(0);
        for counts in self.ledger.cells() {
            for (cell, count) in cells.iter_mut().zip(counts) {
                *cell += count;
            }
        }
        phases.fill(0);
        channels.fill(0);
        for (way, counts) in self.ledger.phases().iter().enumerate() {
            channels[channel(way) as usize] += counts.iter().sum::<u32>();
            for (phase, count) in phases.iter_mut().zip(counts) {
                *phase += count;
            }
        }
        self.ledger.bands(january, bands);
        model.add_up(cells, sums);
        self.stock_needs.copy_from_slice(&sums[1 + shape.districts..][..shape.needs]);
        let local_places = january.checked_sub(1).map_or([0.0; 2], |year| self.routes.open(year));
        let elsewhere = Elsewhere {
            alternatives: self.diverted.now(),
            in_local_places: self.diverted.in_local_places(),
            local_places,
            waiting: self.waiting_spots,
        };
        self.money.note_elsewhere(january, elsewhere);
        self.money.cost_year(model, &self.ledger, january);
        if let Some(kept) = &mut self.kept {
            kept.note(january, self.ledger.counted());
        }
    }

    /// Writes the flows of a year, and how full its blocks are.
    #[inline(never)]
    pub(super) fn note_flows(&mut self, year: usize, record: &mut [u32]) {
        let model = self.model;
        let shape = model.shape;
        let flows = &self.flows;
        let [localities, srp, special] = self.diverted.counts();
        for (measure, counts) in [
            (Measure::Joiners, flows.joiners.as_slice()),
            (Measure::Leavers, &flows.leavers),
            (Measure::Potential, &flows.potential),
            (Measure::Tribunal, &flows.tribunal),
            (Measure::Localities, localities),
            (Measure::Srp, srp),
            (Measure::StateSpecial, special),
            (Measure::Waiting, &flows.waiting),
        ] {
            let width = shape.scopes(measure);
            let row = &mut record[self.begins[measure as usize] + year * width..][..width];
            model.add_up(counts, row);
        }
        let width = shape.scopes(Measure::Occupied);
        let row = &mut record[self.begins[Measure::Occupied as usize] + year * width..][..width];
        row.copy_from_slice(self.money.occupied());
    }
}
