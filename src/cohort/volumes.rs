//! Block contracts that are weighed at other volumes, from the futures of a run (M14.1, M14.2). `scales.rs` weighs
//! them.
//!
//! Which pupils match a block, in which order, and what each would cost without it depend on the pupils' own chance and
//! not on the volume. So one future answers for every volume: the pupils who match are noted as they come, and each
//! volume takes its own from them afterwards, by the rules by which a block fills. The answer for a volume is that of a
//! future simulated with it.

use super::plans::{NewBlock, new_block, places};
use super::review::Review;
use crate::scenario::{Block, BlockKind, Checked};
use serde::{Deserialize, Serialize};

/// A block contract and the volumes at which it is weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Candidate {
    /// The block; its own volume plays no part.
    pub(super) block: NewBlock,
    /// The block of the scenario, by position, whose chance its uncertain terms share.
    pub(super) terms: u32,
    /// The volumes, in places.
    pub(super) volumes: Vec<u32>,
    /// Places on offer, by volume and step.
    pub(super) places: Vec<Vec<u32>>,
    /// The last step in which it runs; none where it never does.
    pub(super) last: Option<usize>,
    /// Whether its terms come out as those of the candidate before it, in every future.
    pub(super) as_before: bool,
    /// The terms on which its places are reviewed each September; none where they are fixed.
    pub(super) review: Option<Review>,
}

impl Candidate {
    /// Whether both have the same uncertain terms of the same chance.
    fn has_terms_of(&self, other: &Candidate) -> bool {
        let terms = |candidate: &Candidate| {
            let b = &candidate.block;
            let curves =
                [&b.discount, &b.void_share, &b.minimum_occupancy, &b.indexation, &b.refill, &b.award]
                    .map(Clone::clone);
            (candidate.terms, b.first, candidate.last, b.is_signed, curves)
        };
        terms(self) == terms(other)
    }
}

/// What is kept of a candidate at one volume, added up over its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeLine {
    /// Pounds saved against spot prices.
    Saving,
    /// Pounds saved in transport, which are the General Fund's.
    Transport,
    /// Pounds paid for empty places; [`VolumeLine::Saving`] is after them.
    VoidCost,
    /// Pounds that its pupils would cost at spot prices.
    SpotCost,
    /// Pounds that all of it would cost without any discount.
    ListCost,
    /// Places filled, added up over its years.
    Occupied,
}

impl VolumeLine {
    /// How many lines there are.
    pub const COUNT: usize = 6;
}

/// Block contracts to be weighed, each as if it were the only one besides those that the scenario puts in front of it,
/// and awarded unless it is said otherwise. Where no two of them take the same pupils, that is what all of them do
/// together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Volumes {
    pub(super) candidates: Vec<Candidate>,
    /// The candidates that take pupils of a cell, by cell.
    pub(super) by_cell: Vec<Vec<u16>>,
    /// How many blocks of the scenario choose their pupils first.
    pub(super) behind: usize,
    /// How many steps a record has, the opening one included.
    pub(super) steps: usize,
    /// Whether each comes to something only in the futures that award it.
    pub(super) if_awarded: bool,
}

impl Volumes {
    /// Candidates from blocks, each with the position of the block of the scenario whose chance its terms share, and
    /// the volumes at which it is weighed. The first `behind` blocks of the scenario choose first.
    /// Conversions are left out: they take no joiners.
    pub fn new<'a>(
        scenario: &Checked,
        blocks: impl IntoIterator<Item = (&'a Block, usize, Vec<u32>)>,
        behind: usize,
    ) -> Volumes {
        let mut candidates: Vec<Candidate> = blocks
            .into_iter()
            .filter(|(block, ..)| block.kind == BlockKind::NewPlaces)
            .map(|(block, terms, volumes)| {
                let block = new_block(scenario, block);
                let last = block.ramp.iter().rposition(|&share| share > 0.0);
                let at = |&volume| block.ramp.iter().map(|&share| places(volume, share)).collect();
                let places = volumes.iter().map(at).collect();
                let terms = u32::try_from(terms).unwrap_or(0);
                Candidate { block, terms, volumes, places, last, as_before: false, review: None }
            })
            .collect();
        for at in 1..candidates.len() {
            candidates[at].as_before = candidates[at].has_terms_of(&candidates[at - 1]);
        }
        let cells = scenario.districts.list.len() * scenario.needs.list.len();
        Volumes {
            by_cell: takers(&candidates, cells),
            behind,
            steps: usize::from(scenario.horizon.years) + 1,
            if_awarded: false,
            candidates,
        }
    }

    /// The same volumes, but each candidate counts only in the futures that award it: in the others all its figures are
    /// 0, as in a run of the scenario with it.
    #[must_use]
    pub fn if_awarded(mut self) -> Volumes {
        self.if_awarded = true;
        self
    }

    /// The same, and behind each candidate the same one with its places reviewed each September (M14.14), from the
    /// volumes as the first ones. Bundles of those have fixed places all the same.
    #[must_use]
    pub fn and_reviewed(mut self, review: Review) -> Volumes {
        let both = |candidate: Candidate| {
            let reviewed = Candidate { review: Some(review), as_before: true, ..candidate.clone() };
            [candidate, reviewed]
        };
        self.candidates = self.candidates.into_iter().flat_map(both).collect();
        self.by_cell = takers(&self.candidates, self.by_cell.len());
        self
    }

    /// The number of years that the futures have to run.
    pub fn years(&self) -> usize {
        self.candidates.iter().filter_map(|candidate| candidate.last).max().unwrap_or(0).max(1)
    }

    /// How many steps its counts have, the opening one included.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The volumes of each candidate.
    pub fn volumes(&self) -> impl Iterator<Item = &[u32]> {
        self.candidates.iter().map(|candidate| candidate.volumes.as_slice())
    }

    /// How many counts a future has: pupils whom each candidate would have if it took all who match, by
    /// candidate and step.
    pub fn counts(&self) -> usize {
        self.candidates.len() * self.steps
    }

    /// How many figures a future has: by candidate, volume and [`VolumeLine`].
    pub fn figures(&self) -> usize {
        self.volumes().map(<[u32]>::len).sum::<usize>() * VolumeLine::COUNT
    }

    /// Places bought by a candidate over its term, added up over its years, at each of its volumes.
    pub fn place_years(&self, candidate: usize) -> Vec<u32> {
        self.candidates[candidate].places.iter().map(|steps| steps.iter().sum()).collect()
    }

    /// The steps in which a candidate runs.
    pub fn running(&self, candidate: usize) -> std::ops::Range<usize> {
        let Candidate { block, last, .. } = &self.candidates[candidate];
        last.map_or(0..0, |last| block.first..last + 1)
    }
}

/// A candidate of [`Volumes`], by position, and how many places of it are bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The candidate.
    pub candidate: u16,
    /// Places.
    pub volume: u32,
}

/// Candidates that are bought together, in the order in which they choose their pupils.
pub type Bundle = Vec<Lot>;

/// The candidates that take pupils of a cell, by cell.
fn takers(candidates: &[Candidate], cells: usize) -> Vec<Vec<u16>> {
    let of = |cell: usize| {
        let takes = (0_u16..).zip(candidates).filter(move |(_, candidate)| candidate.block.cells[cell]);
        takes.map(|(index, _)| index).collect()
    };
    (0..cells).map(of).collect()
}
