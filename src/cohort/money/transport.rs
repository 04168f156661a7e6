//! The cost of carrying pupils to school (M8), which the General Fund pays and which is never in the High Needs
//! balance.

use super::super::compiled::Compiled;
use super::super::ledger::{BLOCKS, Ledger, channel};
use super::super::parameters::Parameters;
use super::super::shape::{Measure, Shape};
use crate::field::Channel;
use crate::scenario::Lever;

/// The number of journeys with different fares: to a placement on the framework, to one off it, and to one near home.
const JOURNEYS: usize = 3;
/// The journey to a placement near home.
const NEAR: usize = 2;

/// The journey of a pupil placed through a channel, unless the place is near home.
fn journey(channel: Channel) -> usize {
    usize::from(channel == Channel::OffFramework)
}

/// Transport of one future.
#[derive(Clone, Debug)]
pub(super) struct Transport {
    shape: Shape,
    /// Pounds a year of a pupil carried in the year of the published rates, by district and journey.
    fares: Vec<[f64; JOURNEYS]>,
    /// Pupils by journey and district: under 16, and of 16 and over.
    travel: [Vec<[u32; 2]>; JOURNEYS],
    /// Share carried, from 0 to 1: under 16, and of 16 and over.
    eligible: [f64; 2],
    /// Growth of the rates, a share a year.
    growth: f64,
    /// The growth since the published rates times the share carried, by step: under 16, and of 16 and over.
    carried: Vec<[f64; 2]>,
    /// Pounds by step, laid out as the scopes of [`Measure::Transport`].
    pub(super) cost: Vec<f64>,
}

impl Transport {
    pub(super) fn new(shape: Shape) -> Transport {
        let steps = shape.years + 1;
        Transport {
            shape,
            fares: vec![[0.0; JOURNEYS]; shape.districts],
            travel: std::array::from_fn(|_| vec![[0; 2]; shape.districts]),
            eligible: [0.0; 2],
            growth: 0.0,
            carried: vec![[0.0; 2]; steps],
            cost: vec![0.0; steps * shape.scopes(Measure::Transport)],
        }
    }

    /// Works out the fares of a future: `min(cap, fixed + rate x road kilometres)`.
    pub(super) fn begin(&mut self, model: &Compiled, parameters: &Parameters) {
        let get = |lever| parameters.get(lever);
        let cost = |straight: f64| {
            let road = straight * get(Lever::TransportRoad);
            (get(Lever::TransportFixed) + get(Lever::TransportKm) * road).min(get(Lever::TransportCap))
        };
        let local = get(Lever::TransportLocal) / get(Lever::TransportRoad);
        let out_share = get(Lever::OutOfDistrict);
        let schools = model.framework.school.iter();
        for (fares, (&out, &school)) in self.fares.iter_mut().zip(model.kilometres_out.iter().zip(schools)) {
            let (local, out) = (cost(local), cost(out.max(local)));
            let mixed = out_share * out + (1.0 - out_share) * local;
            // Framework pupils of a district without a framework school all travel.
            *fares = [if school { mixed } else { out }, mixed, local];
        }
        self.eligible = [get(Lever::EligibleUnder16), get(Lever::Eligible16)];
        self.growth = get(Lever::TransportGrowth);
    }

    /// The growth since the published rates times the share carried, at a step: under 16, and of 16 and over.
    pub(super) fn carried(&self, step: usize) -> [f64; 2] {
        self.carried[step]
    }

    /// Pounds a year, before [`Transport::carried`], that a pupil of a district saves by a place of a block
    /// instead of a spot channel.
    pub(super) fn fare_saved(&self, district: usize, spot: usize, near_home: bool) -> f64 {
        let fares = self.fares[district];
        fares[journey(channel(spot))] - fares[if near_home { NEAR } else { journey(Channel::Block) }]
    }

    /// Costs the transport of the pupils whom the ledger counted last.
    pub(super) fn cost_year(&mut self, model: &Compiled, ledger: &Ledger, step: usize) {
        let shape = self.shape;
        // Rates are those of step 1, the year of the published ones.
        let rise = 1.0 + self.growth;
        let growth = if step == 0 { 1.0 / rise } else { (1..step).fold(1.0, |factor, _| factor * rise) };
        let carried = self.eligible.map(|share| growth * share);
        self.carried[step] = carried;
        self.travel.iter_mut().for_each(|districts| districts.fill([0; 2]));
        for (way, (counts, older)) in ledger.cells().zip(ledger.older()).enumerate() {
            let near = way.checked_sub(BLOCKS).is_some_and(|block| model.blocks[block].near_home);
            let journey = if near { NEAR } else { journey(channel(way)) };
            let districts = counts.chunks_exact(shape.needs).zip(older);
            for (travel, (needs, &older)) in self.travel[journey].iter_mut().zip(districts) {
                travel[0] += needs.iter().sum::<u32>() - older;
                travel[1] += older;
            }
        }
        let width = shape.scopes(Measure::Transport);
        let row = &mut self.cost[step * width..][..width];
        let (county, rest) = row.split_at_mut(1);
        let (districts, areas) = rest.split_at_mut(shape.districts.min(rest.len()));
        county[0] = 0.0;
        for (district, fares) in self.fares.iter().enumerate() {
            let pupils = self.travel.each_ref().map(|travel| travel[district].map(f64::from));
            let cost: f64 = pupils
                .iter()
                .zip(fares)
                .map(|([younger, older], fare)| fare * (younger * carried[0] + older * carried[1]))
                .sum();
            county[0] += cost;
            if let Some(sum) = districts.get_mut(district) {
                *sum = cost;
            }
        }
        for (area, members) in areas.iter_mut().zip(&model.areas) {
            *area = members.iter().map(|&district| districts[district]).sum();
        }
    }
}
