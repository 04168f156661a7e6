//! Gathers what the Plan screen and the report show of an ensemble, each time new futures have come.

use super::figures::county;
use super::{Figures, Money};
use crate::cohort::{COST_UNIT, Measure, Scope};
use crate::ensemble::{Convergence, Ensemble, Summary};
use crate::field::January;
use crate::scenario::{Checked, Horizon};
use std::rc::Rc;

/// The Januaries that cards, sentences and explanations report, where they are within the horizon.
const REPORTED: [January; 2] = [January(2030), January(2034)];
/// The measures that explain a change of placements, in the order of their table.
pub const BEHIND: [Measure; 8] = [
    Measure::Joiners,
    Measure::Leavers,
    Measure::Potential,
    Measure::Tribunal,
    Measure::Localities,
    Measure::Srp,
    Measure::StateSpecial,
    Measure::Waiting,
];

/// Everything on the Plan screen and in the report that depends on the futures.
#[derive(Clone, PartialEq)]
pub struct View {
    /// The last January of the council's plan that is simulated, and the share of futures, from 0 to 1, with no more
    /// pupils placed than the plan has then.
    pub plan_reached: Option<(January, f64)>,
    /// The scenario that was run.
    pub scenario: Rc<Checked>,
    /// The county's placements by January.
    pub county: Vec<(u16, Summary)>,
    /// The cards of placements.
    pub cards: Vec<Card>,
    /// A table for each January after the opening one.
    pub tables: Vec<Table>,
    /// The placements of the districts and the areas at each January after the opening one.
    pub parts: Vec<Parts>,
    /// Spending, balance and blocks.
    pub money: Money,
    /// The measures that explain each January after the opening one.
    pub behind: Vec<Behind>,
    /// The sampling error that the number of futures leaves.
    pub convergence: Convergence,
    /// The digest of the whole run, once it is complete.
    pub digest: Option<String>,
}

/// The county's placements at one January.
#[derive(Clone, PartialEq)]
pub struct Card {
    /// The January.
    pub january: January,
    /// The placements.
    pub figures: Figures,
    /// The share of the futures, from 0 to 1, with more placements than at the start.
    pub above: f64,
}

/// Placements by district and need at one January; the last column is all needs, the last row the
/// county.
#[derive(Clone, PartialEq)]
pub struct Table {
    /// The January.
    pub january: January,
    /// Summaries by row and column.
    pub rows: Vec<Vec<Summary>>,
}

/// Placements of districts and areas at one January, each with the change since the start.
#[derive(Clone, PartialEq)]
pub struct Parts {
    /// The January.
    pub january: January,
    /// Placements and their change, by scope.
    figures: Vec<(Scope, [Summary; 2])>,
}

impl Parts {
    /// The placements of a district, an area or the county, or their change since the start.
    pub fn summary(&self, scope: Scope, is_change: bool) -> Option<Summary> {
        let found = self.figures.iter().find(|(other, _)| *other == scope);
        found.map(|(_, figures)| figures[usize::from(is_change)])
    }
}

/// The flows of the year before a January, and the pupils who wait then.
#[derive(Clone, PartialEq)]
pub struct Behind {
    /// The January.
    pub january: January,
    /// The share of the futures, from 0 to 1, in which places run out, so that children wait.
    pub runs_out: f64,
    /// One summary for each measure of [`BEHIND`].
    pub counts: [Summary; BEHIND.len()],
    /// Spending on transport in the financial year that ends then, in pounds.
    pub transport: Summary,
}

impl Behind {
    /// The summary of one measure.
    pub fn summary(&self, measure: Measure) -> Option<&Summary> {
        BEHIND.iter().position(|other| *other == measure).map(|index| &self.counts[index])
    }
}

impl View {
    /// The first and the last January.
    pub fn span(&self) -> (u16, u16) {
        (self.county[0].0, self.county[self.county.len() - 1].0)
    }

    /// Makes the view of an ensemble; `None` while it has no futures. `published` is the baseline.
    pub fn of(ensemble: &Ensemble, scenario: Rc<Checked>, published: &Checked) -> Option<View> {
        if ensemble.futures() == 0 {
            return None;
        }
        let shape = ensemble.shape();
        let placements = (0..shape.januaries())
            .map(|index| (ensemble.january(index).0, county(ensemble, Measure::Stock, index)))
            .collect();
        let behind = (0..shape.years)
            .map(|year| Behind {
                january: ensemble.january(year + 1),
                runs_out: ensemble.tally(Measure::Waiting, year, Scope::County).share_above(0),
                counts: BEHIND.map(|measure| county(ensemble, measure, year)),
                transport: county(ensemble, Measure::Transport, year).scaled(COST_UNIT),
            })
            .collect();
        let plan = scenario.council().facts().plan.and_then(|plan| {
            plan.by_january().rev().find_map(|(january, pupils)| {
                let index = ensemble.index_of(january).filter(|&index| index > 0)?;
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count of pupils
                let above = ensemble.tally(Measure::Stock, index, Scope::County).share_above(pupils as u32);
                Some((january, 1.0 - above))
            })
        });
        Some(View {
            plan_reached: plan,
            county: placements,
            cards: cards(ensemble, &scenario),
            tables: (1..shape.januaries()).map(|index| table(ensemble, index)).collect(),
            parts: (1..shape.januaries()).map(|index| parts(ensemble, index)).collect(),
            money: Money::of(ensemble, &scenario, published),
            behind,
            convergence: ensemble.convergence(),
            digest: ensemble.digest().map(|digest| digest.to_string()),
            scenario,
        })
    }
}

/// The reported Januaries as numbers of years after the opening one, ascending: those of [`REPORTED`] within the
/// horizon, or else the last one.
pub fn reported(horizon: Horizon) -> Vec<usize> {
    let last = usize::from(horizon.years);
    let after = |january: &January| january.0.checked_sub(horizon.opening_january.0).map(usize::from);
    let within: Vec<usize> =
        REPORTED.iter().filter_map(after).filter(|year| (1..=last).contains(year)).collect();
    if within.is_empty() { vec![last] } else { within }
}

fn cards(ensemble: &Ensemble, scenario: &Checked) -> Vec<Card> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked: whole
    let opening = scenario.opening.pupils.amount.central() as u32;
    reported(scenario.horizon)
        .into_iter()
        .map(|index| {
            let tally = ensemble.tally(Measure::Stock, index, Scope::County);
            Card {
                january: ensemble.january(index),
                figures: Figures::of_tally(tally, 1.0),
                above: tally.share_above(opening),
            }
        })
        .collect()
}

fn table(ensemble: &Ensemble, index: usize) -> Table {
    let shape = ensemble.shape();
    let summary = |scope| Summary::from(ensemble.tally(Measure::Stock, index, scope));
    let needs = 0..shape.needs;
    let mut rows: Vec<Vec<Summary>> = (0..shape.districts)
        .map(|district| {
            let cells = needs.clone().map(|need| summary(Scope::Cell { district, need }));
            cells.chain([summary(Scope::District(district))]).collect()
        })
        .collect();
    rows.push(needs.map(|need| summary(Scope::Need(need))).chain([summary(Scope::County)]).collect());
    Table { january: ensemble.january(index), rows }
}

fn parts(ensemble: &Ensemble, index: usize) -> Parts {
    let shape = ensemble.shape();
    let districts = (0..shape.districts).map(Scope::District);
    let all = std::iter::once(Scope::County).chain(districts).chain((0..shape.areas).map(Scope::Area));
    let figures = all.filter_map(|scope| {
        let stock = Summary::from(ensemble.tally(Measure::Stock, index, scope));
        Some((scope, [stock, ensemble.change(index, scope)?]))
    });
    Parts { january: ensemble.january(index), figures: figures.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};

    use crate::scenario::Scenario;

    fn view(edit: impl FnOnce(&mut Scenario)) -> View {
        let mut scenario = Scenario::kent();
        edit(&mut scenario);
        let scenario = Rc::new(scenario.check().unwrap());
        let model = Compiled::new(&scenario, Detail::Main);
        let ensemble = Ensemble::run(&model, scenario.horizon.opening_january, 1, 60);
        View::of(&ensemble, scenario.clone(), &scenario).unwrap()
    }

    #[test]
    fn kent_has_two_cards_and_a_table_a_year_with_totals_of_their_own() {
        let view = view(|_| ());
        let januaries: Vec<u16> = view.cards.iter().map(|card| card.january.0).collect();
        assert_eq!(januaries, [2030, 2034]);
        assert_eq!(view.tables.len(), 9);
        let table = &view.tables[4];
        assert_eq!((table.january.0, table.rows.len(), table.rows[0].len()), (2030, 13, 5));
        let total = table.rows[12][4];
        assert!((total.mean - view.cards[0].figures.summary.mean).abs() < 1e-9);
        let summed: f64 = table.rows[..12].iter().map(|row| row[4].mean).sum();
        assert!((summed - total.mean).abs() < 1e-9, "means add up");
        let p10s: f64 = table.rows[..12].iter().map(|row| row[4].p10).sum();
        assert!(p10s < total.p10, "percentiles do not");
    }

    #[test]
    fn a_short_horizon_reports_its_last_january() {
        let view = view(|scenario| scenario.horizon.years = 2);
        assert_eq!(view.cards.len(), 1);
        assert_eq!(view.cards[0].january, January(2027));
        assert_eq!(reported(view.scenario.horizon), [2]);
        assert_eq!(view.cards[0].figures.dots.len(), 50);
    }
}
