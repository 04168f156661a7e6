//! The changes that a planner makes besides moving levers: policy, dates, schools, the terms of the framework, blocks.

use super::{Amount, Block, BlockKind, BlockTerm, Control, GroupingEdit, Scenario, limits};
use crate::field::{January, Phase};

/// The description of [`Edit::SetBlocks`].
const SET: &str = "Blocks bought";
/// Begins the description of [`Edit::Buy`].
const BUYS: &str = "Purchase of ";

/// A change of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Whether SRPs admit the needs that policy excludes.
    SrpUnlocked(bool),
    /// The start date of the Localities Model in a district, by position.
    LocalitiesStart(usize, f64),
    /// The net number of new places of a planned school, by position.
    SchoolPlaces(usize, f64),
    /// The opening date of a planned school, by position; its whole range moves with it.
    SchoolOpens(usize, f64),
    /// The January whose placements the scenario starts from.
    OpeningJanuary(January),
    /// The number of extensions of the framework that are taken.
    Extensions(u8),
    /// The number of years after which the framework ends early; none to let it run its full length.
    BreakAfter(Option<u8>),
    /// Whether pupils may travel to a framework school in another district.
    TravelAllowed(bool),
    /// Whether the known prices are averages of financial years.
    PricesOfFinancialYears(bool),
    /// Adds a block with the terms of the first published block.
    AddBlock,
    /// Sets all blocks at once.
    SetBlocks(Vec<Block>),
    /// Adds a block behind the others.
    Buy(Box<Block>),
    /// Removes a block, by position.
    RemoveBlock(usize),
    /// Changes a block, by position.
    Block(usize, BlockEdit),
    /// Changes how districts are grouped into areas.
    Grouping(GroupingEdit),
    /// Resets a control to the published value.
    Reset(Control),
    /// Sets the rationale of a control.
    Explain(Control, String),
}

/// A change of a block.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockEdit {
    /// The name of the block.
    Name(String),
    /// What it buys.
    Kind(BlockKind),
    /// Whether it takes children of a district, by code.
    District(String, bool),
    /// All the districts whose children it takes.
    Districts(Vec<String>),
    /// Whether it takes a need, by code.
    Need(String, bool),
    /// Whether it takes pupils who enter in a phase.
    Phase(Phase, bool),
    /// The number of places.
    Volume(u32),
    /// The September in which it starts.
    Start(u16),
    /// The number of academic years it runs.
    Term(u8),
    /// The central value of one of its uncertain terms, in per cent; the range moves with it.
    Terms(BlockTerm, f64),
    /// The amount of one of its uncertain terms: a range, or a value that is the same in every future.
    Amount(BlockTerm, Amount),
    /// Whether the contract is treated as signed.
    Signed(bool),
    /// Whether its places are near the homes of its pupils.
    NearHome(bool),
}

/// Adds a name to a list or removes it.
fn toggle<T: PartialEq>(list: &mut Vec<T>, name: T, on: bool) {
    list.retain(|other| *other != name);
    if on {
        list.push(name);
    }
}

impl BlockEdit {
    fn apply(self, block: &mut Block, pattern: &Block) {
        match self {
            BlockEdit::Name(name) => block.name = name.trim().into(),
            BlockEdit::Kind(kind) => {
                block.kind = kind;
                if kind == BlockKind::Conversion {
                    // Pupils who are already placed may be of any phase.
                    block.phases.clear();
                }
            }
            BlockEdit::District(code, on) => toggle(&mut block.districts, code, on),
            BlockEdit::Districts(codes) => block.districts = codes,
            BlockEdit::Need(code, on) => toggle(&mut block.needs, code, on),
            BlockEdit::Phase(phase, on) => toggle(&mut block.phases, phase, on),
            BlockEdit::Volume(places) => block.volume = places,
            BlockEdit::Start(september) => block.start = september,
            BlockEdit::Term(years) => block.term = years,
            BlockEdit::Terms(term, percent) => term.set(block, pattern, percent),
            BlockEdit::Amount(term, amount) => {
                term.assumption_mut(block).amount = amount.within(&term.range());
            }
            BlockEdit::Signed(signed) => block.signed = signed,
            BlockEdit::NearHome(near) => block.near_home = near,
        }
    }
}

impl Edit {
    /// What the edit changes, in a few words, for the history.
    pub fn what(&self, on: &Scenario) -> String {
        let one = |what: &str, index: &usize| format!("{what} {}", index + 1);
        match self {
            Edit::SrpUnlocked(_) => "Whom SRPs admit".into(),
            Edit::LocalitiesStart(..) => "Start of the Localities Model".into(),
            Edit::SchoolPlaces(school, _) => one("Places of special school", school),
            Edit::SchoolOpens(school, _) => one("Opening of special school", school),
            Edit::OpeningJanuary(_) => "First January".into(),
            Edit::Extensions(_) => "Extensions of the framework".into(),
            Edit::BreakAfter(_) => "Early end of the framework".into(),
            Edit::TravelAllowed(_) => "Travel to other districts".into(),
            Edit::PricesOfFinancialYears(_) => "Years that the known prices are of".into(),
            Edit::AddBlock => "New block".into(),
            Edit::SetBlocks(_) => SET.into(),
            Edit::Buy(block) => [BUYS, &block.name].concat(),
            Edit::RemoveBlock(block) => one("Removal of block", block),
            Edit::Block(block, BlockEdit::Volume(_)) => one("Places of block", block),
            Edit::Block(block, BlockEdit::Term(_)) => one("Years of block", block),
            Edit::Block(block, BlockEdit::Terms(term, _) | BlockEdit::Amount(term, _)) => {
                format!("{}, block {}", term.label(), block + 1)
            }
            Edit::Block(block, _) => one("Block", block),
            Edit::Grouping(edit) => edit.what(),
            Edit::Reset(control) => ["Reset of ", &control.label(on)].concat(),
            Edit::Explain(control, _) => ["Reason for ", &control.label(on)].concat(),
        }
    }

    /// Whether the description of an edit says that it set all blocks at once.
    pub fn sets_blocks(what: &str) -> bool {
        what == SET
    }

    /// The name of the block, where the description of an edit says that it added one.
    pub fn buys(what: &str) -> Option<&str> {
        what.strip_prefix(BUYS)
    }

    /// Whether the planner moves through many values on the way to the one that is wanted, as with a slider.
    pub fn is_movement(&self) -> bool {
        matches!(
            self,
            Edit::SchoolPlaces(..)
                | Edit::Explain(..)
                | Edit::Block(
                    _,
                    BlockEdit::Volume(_) | BlockEdit::Term(_) | BlockEdit::Terms(..) | BlockEdit::Amount(..)
                )
        )
    }

    /// Applies the edit to a scenario. A position that does not exist changes nothing.
    pub fn apply(self, scenario: &mut Scenario, published: &Scenario) {
        let local = &mut scenario.local_provision;
        match self {
            Edit::SrpUnlocked(unlocked) => local.srp_unlocked = unlocked,
            Edit::LocalitiesStart(district, date) => {
                if let Some(district) = scenario.districts.list.get_mut(district) {
                    district.localities_start = date;
                }
            }
            Edit::SchoolPlaces(school, places) => {
                if let Some(school) = local.schools.get_mut(school) {
                    school.places.amount =
                        Amount::stretched([school.places.amount], places).within(&limits::PLACES);
                }
            }
            Edit::SchoolOpens(school, date) => {
                if let Some(school) = local.schools.get_mut(school) {
                    school.opens.amount = school.opens.amount.shifted(date).within(&limits::YEAR);
                }
            }
            Edit::OpeningJanuary(january) => scenario.horizon.opening_january = january,
            Edit::Extensions(years) => scenario.framework.extensions = years,
            Edit::BreakAfter(years) => scenario.framework.break_after = years,
            Edit::TravelAllowed(allowed) => scenario.framework.travel_allowed = allowed,
            Edit::PricesOfFinancialYears(yes) => scenario.prices.of_financial_years = yes,
            Edit::AddBlock => add_block(scenario, published),
            Edit::SetBlocks(blocks) => scenario.blocks = blocks,
            Edit::Buy(block) => scenario.blocks.push(*block),
            Edit::RemoveBlock(index) => {
                if index < scenario.blocks.len() {
                    scenario.blocks.remove(index);
                }
            }
            Edit::Block(index, edit) => {
                if let (Some(block), Some(pattern)) =
                    (scenario.blocks.get_mut(index), published.blocks.first())
                {
                    edit.apply(block, pattern);
                }
            }
            Edit::Grouping(edit) => edit.apply(scenario),
            Edit::Reset(control) => control.reset(scenario, published),
            Edit::Explain(control, why) => {
                if let Some(rationale) = control.rationale_mut(scenario) {
                    *rationale = why;
                }
            }
        }
    }
}

/// Adds a block for the whole county with the terms of the first published block and a new name.
fn add_block(scenario: &mut Scenario, published: &Scenario) {
    let Some(pattern) = published.blocks.first() else { return };
    // There are more candidates than blocks, so that one of them is free.
    let name = (1..=scenario.blocks.len() + 1)
        .map(|number| if number == 1 { "New block".into() } else { format!("New block {number}") })
        .find(|name| scenario.blocks.iter().all(|block| block.name != *name));
    scenario.blocks.push(Block {
        name: name.unwrap_or_default(),
        districts: Vec::new(),
        needs: Vec::new(),
        ..pattern.clone()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(edits: impl IntoIterator<Item = Edit>) -> Scenario {
        let published = Scenario::kent();
        let mut scenario = published.clone();
        for edit in edits {
            edit.apply(&mut scenario, &published);
        }
        scenario
    }

    #[test]
    fn every_edit_of_policy_and_dates_passes_the_checks() {
        let scenario = edited([
            Edit::SrpUnlocked(true),
            Edit::LocalitiesStart(3, 2027.67),
            Edit::SchoolPlaces(0, 180.0),
            Edit::SchoolOpens(1, 2029.67),
            Edit::Extensions(2),
            Edit::BreakAfter(Some(3)),
            Edit::TravelAllowed(false),
        ]);
        assert!((scenario.districts.list[3].localities_start - 2027.67).abs() < 1e-12);
        assert_eq!(scenario.local_provision.schools[0].places.amount, Amount::Fixed(180.0));
        let (low, high) = scenario.local_provision.schools[1].opens.amount.span();
        assert!((low - 2029.67).abs() < 1e-9 && (high - 2031.67).abs() < 1e-9, "{low} to {high}");
        assert_eq!(scenario.framework.end(), 2029);
        assert!(scenario.check().is_ok());
    }

    #[test]
    fn the_scenario_can_start_in_another_january() {
        let scenario = edited([Edit::OpeningJanuary(January(2026))]);
        assert_eq!(scenario.horizon.opening_january, January(2026));
        assert!(scenario.check().is_ok());
    }

    #[test]
    fn blocks_come_with_names_of_their_own_and_go() {
        let scenario = edited([Edit::AddBlock, Edit::AddBlock, Edit::AddBlock, Edit::RemoveBlock(3)]);
        let names: Vec<&str> = scenario.blocks.iter().skip(2).map(|block| block.name.as_str()).collect();
        assert_eq!(names, ["New block", "New block 3"]);
        let again = edited([Edit::AddBlock, Edit::RemoveBlock(2), Edit::RemoveBlock(9)]);
        assert_eq!(again, Scenario::kent());
        assert!(scenario.check().is_ok());
    }

    #[test]
    fn all_blocks_are_set_at_once_and_known_by_what_is_said_of_it() {
        let bought = vec![Scenario::kent().blocks[1].clone()];
        let edit = Edit::SetBlocks(bought.clone());
        assert!(Edit::sets_blocks(&edit.what(&Scenario::kent())));
        assert!(!Edit::sets_blocks(&Edit::AddBlock.what(&Scenario::kent())));
        assert_eq!(edited([edit]).blocks, bought);
    }

    #[test]
    fn a_block_is_bought_behind_the_others_and_known_by_what_is_said_of_it() {
        let block = Block { name: "Made-up".into(), ..Scenario::kent().blocks[1].clone() };
        let edit = Edit::Buy(Box::new(block.clone()));
        assert_eq!(Edit::buys(&edit.what(&Scenario::kent())), Some("Made-up"));
        assert_eq!(Edit::buys(&Edit::AddBlock.what(&Scenario::kent())), None);
        let kent = Scenario::kent();
        assert_eq!(edited([edit]).blocks, [&kent.blocks[..], &[block]].concat());
    }

    #[test]
    fn a_blocks_terms_keep_their_shape_and_come_back_from_nought() {
        let discount = |percent| Edit::Block(0, BlockEdit::Terms(BlockTerm::Discount, percent));
        let read = |scenario: &Scenario| BlockTerm::Discount.read(&scenario.blocks[0]);
        let doubled = read(&edited([discount(16.0)]));
        assert!((doubled.low - 6.0).abs() < 1e-9 && (doubled.high - 40.0).abs() < 1e-9, "{doubled:?}");
        assert!(read(&edited([discount(0.0)])).is_fixed());
        let back = read(&edited([discount(0.0), discount(8.0)]));
        assert!((back.low - 3.0).abs() < 1e-9 && (back.central - 8.0).abs() < 1e-9, "{back:?}");
        for term in BlockTerm::ALL {
            for percent in [0.0, 1.0, 50.0, 99.0, 100.0] {
                let scenario = edited([Edit::Block(1, BlockEdit::Terms(term, percent))]);
                let read = term.read(&scenario.blocks[1]).central;
                assert!((read - percent).abs() < 1e-9, "{term:?}: {read} is not {percent}");
                let checked = scenario.check();
                assert!(checked.is_ok(), "{term:?} at {percent}: {:?}", checked.err());
            }
        }
    }

    #[test]
    fn a_conversion_takes_every_phase_and_lists_toggle() {
        let block = |edit| Edit::Block(0, edit);
        let scenario = edited([
            block(BlockEdit::Kind(BlockKind::Conversion)),
            block(BlockEdit::District("E07000114".into(), false)),
            block(BlockEdit::Need("ASD".into(), true)),
            block(BlockEdit::Need("ASD".into(), true)),
            block(BlockEdit::Volume(30)),
            block(BlockEdit::Signed(true)),
        ]);
        let first = &scenario.blocks[0];
        assert!(first.phases.is_empty() && first.signed);
        assert_eq!(first.districts, ["E07000108"]);
        assert_eq!(first.needs, ["SEMH", "ASD"]);
        assert!(scenario.check().is_ok());
        let nameless = edited([block(BlockEdit::Name("  ".into()))]);
        assert!(nameless.check().unwrap_err()[0].to_string().starts_with("blocks[0].name"));
    }
}
