//! The sections of controls, and the section of each control.

use crate::scenario::{BlockPart, Control, Counts, Group};

/// A section, or a section within one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Section {
    /// The count to start from.
    Start,
    /// The levers of a group, with the controls that belong to them.
    Levers(Group),
    /// The further assumptions of a group.
    More(Group),
    /// The tables of counts that belong to the start, or to a group.
    Counts(Option<Group>),
    /// When the Localities Model starts, by district.
    Districts,
    /// Every block.
    Blocks,
    /// One block.
    Block(usize),
    /// Groupings of districts into areas.
    Areas,
    /// The number of futures and the seed.
    Run,
}

impl Section {
    /// The section of a control.
    pub fn of(control: Control) -> Section {
        match control {
            Control::Lever(lever) if lever.is_main() => Section::Levers(lever.group()),
            Control::Lever(lever) => Section::More(lever.group()),
            Control::Start => Section::Start,
            Control::Counts(counts) => Section::of_counts(counts),
            Control::LocalitiesStart(_) => Section::Districts,
            Control::SrpPolicy | Control::School(_) => Section::Levers(Group::LocalProvision),
            Control::Extensions | Control::BreakAfter | Control::Travel | Control::PriceYears => {
                Section::Levers(Group::Prices)
            }
            Control::Block(_, BlockPart::Volume) => Section::Blocks,
            Control::Block(block, _) => Section::Block(block),
            Control::Futures | Control::Seed => Section::Run,
        }
    }

    pub fn of_counts(counts: Counts) -> Section {
        match counts {
            Counts::Joiners | Counts::Leavers => Section::Counts(Some(Group::Demand)),
            Counts::Framework => Section::Counts(Some(Group::Prices)),
            _ => Section::Counts(None),
        }
    }

    /// The section that contains a section, if any.
    pub fn outer(self) -> Option<Section> {
        match self {
            Section::More(group) | Section::Counts(Some(group)) => Some(Section::Levers(group)),
            Section::Counts(None) => Some(Section::Start),
            Section::Districts => Some(Section::Levers(Group::Localities)),
            Section::Block(_) => Some(Section::Blocks),
            Section::Start | Section::Levers(_) | Section::Blocks | Section::Areas | Section::Run => None,
        }
    }
}
