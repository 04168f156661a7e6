//! What a future reports, and where each count stands in its record (M1, M12).

use crate::field::{Band, Channel, Phase};
use serde::{Deserialize, Serialize};

/// The dimensions of a scenario. A cell is a district and a need: cell = district x needs + need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// The number of Januaries after the opening one, from 1 to 15.
    pub years: usize,
    /// The number of districts.
    pub districts: usize,
    /// The number of needs.
    pub needs: usize,
    /// The number of reporting areas.
    pub areas: usize,
    /// The number of block contracts.
    pub blocks: usize,
    /// The financial year by which the agreement wants the balance, by position; none without an agreement, and where
    /// that year is beyond the last.
    pub agreed_year: Option<usize>,
    /// How far counts are broken down.
    pub detail: Detail,
}

/// How far the counts of a future are broken down. It changes nothing in the future itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// The stock in every breakdown, flows and costs for the county only: enough for the screens.
    Main,
    /// Everything also by district, need and area, and the stock by bands of ages, for files and reports.
    Full,
}

/// A count that a future reports for every year, in one or more scopes.
///
/// Stock is counted at the opening January and each one after; flows belong to the academic year
/// before one of the later Januaries; costs to the financial years that end in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Pupils placed in January.
    Stock,
    /// Pupils placed for the first time.
    Joiners,
    /// Pupils who have left since the January before.
    Leavers,
    /// Potential joiners, before any diversion.
    Potential,
    /// Potential joiners directed by a tribunal, or conceded.
    Tribunal,
    /// Potential joiners kept in mainstream by the Localities Model.
    Localities,
    /// Potential joiners placed in a specialist resource provision.
    Srp,
    /// Potential joiners placed in a state special school.
    StateSpecial,
    /// Pupils waiting for a place in January.
    Waiting,
    /// Places of a block that are filled in January.
    Occupied,
    /// Spending on placements, in [`COST_UNIT`]s.
    Cost,
    /// Spending on transport, in [`COST_UNIT`]s.
    Transport,
}

/// Costs are counted in whole tens of thousands of pounds, in every scope.
pub const COST_UNIT: f64 = 10_000.0;

/// Which of the county's pupils a count covers. A district, need, area or block is named by its position
/// in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All districts and needs.
    County,
    /// One district, all needs.
    District(usize),
    /// One need, all districts.
    Need(usize),
    /// One reporting area, all needs.
    Area(usize),
    /// Pupils of one phase now.
    Phase(Phase),
    /// Pupils of one band of ages now.
    Band(Band),
    /// Pupils placed through one channel.
    Channel(Channel),
    /// One block contract.
    Block(usize),
    /// One need in one district.
    Cell {
        /// The position of the district.
        district: usize,
        /// The position of the need.
        need: usize,
    },
}

/// The kinds of scope; a measure reports all scopes of some kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    County,
    District,
    Need,
    Area,
    Phase,
    Channel,
    Band,
    Block,
    Cell,
}

impl Measure {
    /// Every measure, in the order of the record.
    pub const ALL: [Measure; 12] = [
        Measure::Stock,
        Measure::Joiners,
        Measure::Leavers,
        Measure::Potential,
        Measure::Tribunal,
        Measure::Localities,
        Measure::Srp,
        Measure::StateSpecial,
        Measure::Waiting,
        Measure::Occupied,
        Measure::Cost,
        Measure::Transport,
    ];

    /// The name of the measure in a file.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Stock => "placements",
            Measure::Joiners => "joiners",
            Measure::Leavers => "leavers",
            Measure::Potential => "potential_joiners",
            Measure::Tribunal => "tribunal",
            Measure::Localities => "diverted_by_localities",
            Measure::Srp => "diverted_to_srp",
            Measure::StateSpecial => "diverted_to_state_special",
            Measure::Waiting => "waiting",
            Measure::Occupied => "block_occupied",
            Measure::Cost => "cost",
            Measure::Transport => "transport",
        }
    }

    /// The name of the measure where it stands alone.
    pub fn label(self) -> &'static str {
        match self {
            Measure::Stock => "Placements",
            Measure::Joiners => "Joined in the year",
            Measure::Leavers => "Left in the year",
            Measure::Potential => "Would join if nothing were done",
            Measure::Tribunal => "Directed by tribunal or conceded",
            Measure::Localities => "Kept in mainstream by the Localities Model",
            Measure::Srp => "Placed in an SRP instead",
            Measure::StateSpecial => "Placed in a state special school instead",
            Measure::Waiting => "Children waiting for a place",
            Measure::Occupied => "Places of a block that are filled",
            Measure::Cost => "Spending on placements",
            Measure::Transport => "Spending on transport",
        }
    }

    /// The name of the measure at the head of a narrow column.
    pub fn head(self) -> &'static str {
        match self {
            Measure::Stock => "Placed",
            Measure::Joiners => "Joined",
            Measure::Leavers => "Left",
            Measure::Potential => "Would join",
            Measure::Tribunal => "Tribunal",
            Measure::Localities => "Localities Model",
            Measure::Srp => "SRP",
            Measure::StateSpecial => "State special",
            Measure::Waiting => "Waiting",
            Measure::Occupied => "Filled",
            Measure::Cost => "Spending",
            Measure::Transport => "Transport",
        }
    }

    /// The kinds of scope that the measure reports, in the order of the record.
    fn kinds(self, detail: Detail) -> &'static [Kind] {
        use Kind::{Area, Band, Block, Cell, Channel, County, District, Need, Phase};
        match (self, detail) {
            (Measure::Stock, Detail::Main) => &[County, District, Need, Area, Phase, Channel, Cell],
            (Measure::Stock, Detail::Full) => &[County, District, Need, Area, Phase, Channel, Band, Cell],
            (Measure::Occupied, _) => &[Block],
            (Measure::Cost, Detail::Main) => &[County, Channel],
            (Measure::Cost, Detail::Full) => &[County, District, Need, Area, Phase, Channel],
            (Measure::Transport, Detail::Full) => &[County, District, Area],
            (_, Detail::Main) => &[County],
            (_, Detail::Full) => &[County, District, Need, Area],
        }
    }
}

impl Shape {
    /// How many cells there are: districts times needs.
    pub fn cells(self) -> usize {
        self.districts * self.needs
    }

    /// The January in which a pupil is first missing who is placed in `january` and stays on for `stays` years more; the
    /// one beyond the last where it outstays all.
    #[inline]
    pub(super) fn first_missing(self, january: usize, stays: usize) -> usize {
        (january + 1 + stays).min(self.years + 1)
    }

    /// How many Januaries there are, the opening one included.
    pub fn januaries(self) -> usize {
        self.years + 1
    }

    /// How many scopes of a kind there are.
    fn size(self, kind: Kind) -> usize {
        match kind {
            Kind::County => 1,
            Kind::District => self.districts,
            Kind::Need => self.needs,
            Kind::Area => self.areas,
            Kind::Phase => Phase::ALL.len(),
            Kind::Channel => Channel::ALL.len(),
            Kind::Band => Band::ALL.len(),
            Kind::Block => self.blocks,
            Kind::Cell => self.cells(),
        }
    }

    /// How many scopes a measure reports for each year.
    pub fn scopes(self, measure: Measure) -> usize {
        measure.kinds(self.detail).iter().map(|&kind| self.size(kind)).sum()
    }

    /// How many Januaries or years a measure reports.
    pub fn times(self, measure: Measure) -> usize {
        if measure == Measure::Stock { self.januaries() } else { self.years }
    }

    /// Where a measure begins in the record. Years follow each other, scopes within a year.
    pub fn begins(self, measure: Measure) -> usize {
        Measure::ALL
            .iter()
            .take_while(|&&other| other != measure)
            .map(|&other| self.times(other) * self.scopes(other))
            .sum()
    }

    /// The position of a count in the record; none where it is not reported.
    pub fn column(self, measure: Measure, time: usize, scope: Scope) -> Option<usize> {
        let (kind, index) = match scope {
            Scope::County => (Kind::County, 0),
            Scope::District(district) => (Kind::District, district),
            Scope::Need(need) => (Kind::Need, need),
            Scope::Area(area) => (Kind::Area, area),
            Scope::Phase(phase) => (Kind::Phase, phase as usize),
            Scope::Channel(channel) => (Kind::Channel, channel as usize),
            Scope::Band(band) => (Kind::Band, band as usize),
            Scope::Block(block) => (Kind::Block, block),
            Scope::Cell { district, need } if need < self.needs => (Kind::Cell, district * self.needs + need),
            Scope::Cell { .. } => return None,
        };
        if time >= self.times(measure) || index >= self.size(kind) {
            return None;
        }
        let kinds = measure.kinds(self.detail);
        let at = kinds.iter().position(|&other| other == kind)?;
        let before: usize = kinds[..at].iter().map(|&other| self.size(other)).sum();
        Some(self.begins(measure) + time * self.scopes(measure) + before + index)
    }

    /// How many counts the record of a future has.
    pub fn record(self) -> usize {
        Measure::ALL.iter().map(|&measure| self.times(measure) * self.scopes(measure)).sum()
    }

    /// The part of a record that holds a measure at a time, scope after scope.
    pub fn row(self, record: &[u32], measure: Measure, time: usize) -> &[u32] {
        let scopes = self.scopes(measure);
        &record[self.begins(measure) + time * scopes..][..scopes]
    }

    /// The stock of a January, by cell.
    pub fn stock(self, record: &[u32], january: usize) -> &[u32] {
        let row = self.row(record, Measure::Stock, january);
        &row[row.len() - self.cells()..]
    }

    /// The counts of a measure for the county, year by year.
    pub fn county(self, record: &[u32], measure: Measure) -> Vec<u32> {
        (0..self.times(measure)).map(|time| self.row(record, measure, time)[0]).collect()
    }
}

/// A sum that is kept for each future, in pounds unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Headline {
    /// Spending on placements, by financial year.
    Placements(usize),
    /// Spending on the alternatives, by financial year.
    Alternatives(usize),
    /// Spending on transport, by financial year.
    Transport(usize),
    /// In-year balance of the High Needs Block before contributions, by financial year.
    Balance(usize),
    /// Savings of blocks against spot prices, by financial year.
    BlockSaving(usize),
    /// How much better the balance is because children wait who are owed a place, by financial year: the cost of their
    /// placements less their cost while they wait.
    WaitSaving(usize),
    /// Placements times fee over the eight framework years, every placement included. Not a number where
    /// these are not all within the horizon.
    ContractValue,
    /// Placements through the framework, blocks among them, times fee over the eight framework years. Not a number where
    /// these are not all within the horizon.
    FrameworkSpend,
    /// Accumulated deficit at the end of the agreement's year, its contributions included. Not a number without an
    /// agreement, and where its year is not within the horizon.
    DeficitAgreement,
    /// Accumulated deficit at the end of the same year where a stability grant clears most of the deficit at 31 March
    /// 2026, and no contribution comes after it. Not a number where that is not one.
    DeficitGrant,
    /// Growth of the grant from the base year to the year of the agreement.
    GrantGrowth,
    /// Growth of all other spending, as a movement of the balance.
    OtherSpending,
    /// Change of spending on placements, as a movement of the balance.
    PlacementsChange,
    /// Change of spending on alternatives, as a movement of the balance.
    AlternativesChange,
    /// Other savings in the year of the agreement.
    OtherSavings,
    /// The in-year gap of the base year, positive where spending exceeds the grant.
    Gap,
    /// One line of one block.
    Block(usize, BlockLine),
}

/// A figure that is kept of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockLine {
    /// Whether it was awarded: 1 or 0.
    Awarded,
    /// Pounds saved against spot prices over its term.
    Saving,
    /// Pounds paid for empty places over its term.
    VoidCost,
    /// Pounds paid for all of it over its term.
    Cost,
    /// Places filled, added up over its years.
    Occupied,
    /// Places bought, added up over its years.
    Volume,
}

impl BlockLine {
    /// Every line.
    pub const ALL: [BlockLine; 6] = [
        BlockLine::Awarded,
        BlockLine::Saving,
        BlockLine::VoidCost,
        BlockLine::Cost,
        BlockLine::Occupied,
        BlockLine::Volume,
    ];
}

/// The number of headlines that come once a financial year.
const YEARLY: usize = 6;
/// The number of headlines that come once a future.
const SINGLE: usize = 10;

impl Shape {
    /// How many headlines a future has.
    pub fn headlines(self) -> usize {
        YEARLY * self.years + SINGLE + self.blocks * BlockLine::ALL.len()
    }

    /// The position of a headline among those of a future.
    pub fn headline(self, headline: Headline) -> usize {
        let single = |index: usize| YEARLY * self.years + index;
        match headline {
            Headline::Placements(year) => year,
            Headline::Alternatives(year) => self.years + year,
            Headline::Transport(year) => 2 * self.years + year,
            Headline::Balance(year) => 3 * self.years + year,
            Headline::BlockSaving(year) => 4 * self.years + year,
            Headline::WaitSaving(year) => 5 * self.years + year,
            Headline::ContractValue => single(0),
            Headline::FrameworkSpend => single(1),
            Headline::DeficitAgreement => single(2),
            Headline::DeficitGrant => single(3),
            Headline::GrantGrowth => single(4),
            Headline::OtherSpending => single(5),
            Headline::PlacementsChange => single(6),
            Headline::AlternativesChange => single(7),
            Headline::OtherSavings => single(8),
            Headline::Gap => single(9),
            Headline::Block(block, line) => single(SINGLE) + block * BlockLine::ALL.len() + line as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_count_and_headline_has_a_place_of_its_own() {
        for detail in [Detail::Main, Detail::Full] {
            every_place_is_apart(Shape {
                years: 3,
                districts: 2,
                needs: 4,
                areas: 1,
                blocks: 2,
                agreed_year: None,
                detail,
            });
        }
    }

    fn every_place_is_apart(shape: Shape) {
        let mut scopes = vec![Scope::County, Scope::Area(0), Scope::Block(0), Scope::Block(1)];
        scopes.extend((0..2).map(Scope::District));
        scopes.extend((0..4).map(Scope::Need));
        scopes.extend(Phase::ALL.map(Scope::Phase));
        scopes.extend(Channel::ALL.map(Scope::Channel));
        scopes.extend(Band::ALL.map(Scope::Band));
        scopes.extend((0..8).map(|cell| Scope::Cell { district: cell / 4, need: cell % 4 }));
        let mut seen = HashSet::new();
        for measure in Measure::ALL {
            for time in 0..4 {
                for &scope in &scopes {
                    if let Some(column) = shape.column(measure, time, scope) {
                        assert!(column < shape.record() && seen.insert(column), "{measure:?} {scope:?}");
                    }
                }
            }
        }
        assert_eq!(seen.len(), shape.record());
        assert_eq!(shape.column(Measure::Stock, 0, Scope::District(2)), None);
        assert_eq!(shape.column(Measure::Cost, 3, Scope::County), None);
        let last = shape.headline(Headline::Block(1, BlockLine::Volume));
        assert_eq!(last + 1, shape.headlines());
        assert_eq!(shape.headline(Headline::Gap) + 1, shape.headline(Headline::Block(0, BlockLine::Awarded)));
        assert_eq!(shape.headline(Headline::WaitSaving(2)) + 1, shape.headline(Headline::ContractValue));
    }
}
