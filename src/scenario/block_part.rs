//! The parts of a block that have controls of their own.

use super::by_name::same;
use super::{Block, BlockTerm, Scenario};

/// A part of a block that a planner can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockPart {
    /// The number of places.
    Volume,
    /// What the block buys, and the phases it takes, which depend on that.
    Kind,
    /// The districts whose children it takes.
    Districts,
    /// The needs it takes.
    Needs,
    /// The September in which it starts.
    Start,
    /// The number of academic years it runs.
    Years,
    /// One of its uncertain terms.
    Term(BlockTerm),
    /// Whether the contract is treated as signed.
    Signed,
    /// Whether its places are near the homes of its pupils.
    NearHome,
}

impl BlockPart {
    /// Every part, in the order of the editor.
    pub fn all() -> impl Iterator<Item = BlockPart> {
        [
            BlockPart::Volume,
            BlockPart::Kind,
            BlockPart::Districts,
            BlockPart::Needs,
            BlockPart::Start,
            BlockPart::Years,
        ]
        .into_iter()
        .chain(BlockTerm::ALL.map(BlockPart::Term))
        .chain([BlockPart::Signed, BlockPart::NearHome])
    }

    /// The name of the control.
    pub fn label(self) -> &'static str {
        match self {
            BlockPart::Volume => "Places",
            BlockPart::Kind => "What it buys, and phases",
            BlockPart::Districts => "Districts",
            BlockPart::Needs => "Needs",
            BlockPart::Start => "Start",
            BlockPart::Years => "Years",
            BlockPart::Term(term) => term.label(),
            BlockPart::Signed => "Assume signed",
            BlockPart::NearHome => "Places near home",
        }
    }

    /// Whether this part is the same in two blocks.
    pub(super) fn is_as(self, block: &Block, other: &Block) -> bool {
        match self {
            BlockPart::Volume => block.volume == other.volume,
            BlockPart::Kind => block.kind == other.kind && block.phases == other.phases,
            BlockPart::Districts => is_same_set(&block.districts, &other.districts),
            BlockPart::Needs => is_same_set(&block.needs, &other.needs),
            BlockPart::Start => block.start == other.start,
            BlockPart::Years => block.term == other.term,
            BlockPart::Term(term) => term.assumption(block).is_alike(term.assumption(other)),
            BlockPart::Signed => block.signed == other.signed,
            BlockPart::NearHome => block.near_home == other.near_home,
        }
    }

    /// Copies this part from another block.
    pub(super) fn put(self, block: &mut Block, other: &Block) {
        match self {
            BlockPart::Volume => block.volume = other.volume,
            BlockPart::Kind => {
                block.kind = other.kind;
                block.phases.clone_from(&other.phases);
            }
            BlockPart::Districts => block.districts.clone_from(&other.districts),
            BlockPart::Needs => block.needs.clone_from(&other.needs),
            BlockPart::Start => block.start = other.start,
            BlockPart::Years => block.term = other.term,
            BlockPart::Term(term) => term.assumption_mut(block).clone_from(term.assumption(other)),
            BlockPart::Signed => block.signed = other.signed,
            BlockPart::NearHome => block.near_home = other.near_home,
        }
    }

    /// The block to reset this part to: the published block of the same name, or, for the terms of a new block, the
    /// pattern of new blocks.
    pub(super) fn published<'a>(
        self,
        scenario: &Scenario,
        index: usize,
        published: &'a Scenario,
    ) -> Option<&'a Block> {
        let pattern = || published.blocks.first().filter(|_| index < scenario.blocks.len());
        let other = same(&scenario.blocks, index, &published.blocks, |it| &it.name);
        other.or_else(|| if matches!(self, BlockPart::Term(_)) { pattern() } else { None })
    }
}

/// The order in which boxes were ticked makes no difference.
fn is_same_set(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}
