//! The parts of a block that have controls of their own.

use super::by_name::same;
use super::{Block, BlockTerm, Scenario};

/// What can be said of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockPart {
    /// Places.
    Volume,
    /// What it buys, and the phases, which hang on that.
    Kind,
    /// Whose children it takes.
    Districts,
    /// Which needs it takes.
    Needs,
    /// The September in which it starts.
    Start,
    /// Academic years that it runs.
    Years,
    /// One of its terms.
    Term(BlockTerm),
    /// Whether it is taken as signed.
    Signed,
    /// Whether its places are near its pupils' homes.
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

    /// What it is called.
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

    /// Whether it stands as in another block.
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

    /// Puts it as it is in another block.
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

    /// The published block with the name of one, or for its terms the pattern of new ones.
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

/// Ticks say which, and not in which order they were made.
fn is_same_set(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}
