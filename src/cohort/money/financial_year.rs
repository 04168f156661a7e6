//! From academic years to financial years (M9): what a future reports of its money.

use super::super::compiled::Compiled;
use super::super::parameters::Parameters;
use super::super::shape::{BlockLine, COST_UNIT, Headline, Measure, Shape};
use super::{BlockYear, Money};
use crate::high_needs::{Base, Budget, Movement, deficit, deficit_with_grant, financial_year};
use crate::scenario::{Lever, limits};

/// The most financial years that a future can have.
const YEARS: usize = *limits::YEARS.end() as usize;

/// Writes a cost by financial year into the record. `yearly` holds pounds by academic year, laid out as the
/// scopes of the measure.
fn report(shape: Shape, measure: Measure, yearly: &[f64], record: &mut [u32]) {
    let width = shape.scopes(measure);
    let rows = record[shape.begins(measure)..].chunks_exact_mut(width).take(shape.years);
    for (row, (ending, beginning)) in
        rows.zip(yearly.chunks_exact(width).zip(yearly.chunks_exact(width).skip(1)))
    {
        for (count, (ending, beginning)) in row.iter_mut().zip(ending.iter().zip(beginning)) {
            let pounds = financial_year(*ending, *beginning);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
            let units = (pounds / COST_UNIT).round() as u32;
            *count = units;
        }
    }
}

impl Money {
    /// Writes the financial years, the balance, and all other headlines of a future.
    #[inline(never)]
    pub fn settle(
        &self,
        model: &Compiled,
        parameters: &Parameters,
        record: &mut [u32],
        headlines: &mut [f64],
    ) {
        let shape = self.shape;
        headlines.fill(0.0);
        report(shape, Measure::Cost, &self.cost, record);
        report(shape, Measure::Transport, &self.transport.cost, record);
        let cost_width = shape.scopes(Measure::Cost);
        let county = |step: usize| self.cost[step * cost_width];
        let transport = |step: usize| self.transport.cost[step * shape.scopes(Measure::Transport)];
        let block_saving =
            |step: usize| -> f64 { self.blocks.settled(step).iter().map(|block| block.saving).sum() };
        let get = |lever| parameters.get(lever);
        let budget = Budget {
            gap: get(Lever::Gap),
            block: get(Lever::Budget),
            block_growth: get(Lever::BudgetGrowth),
            schools_transfer: get(Lever::SchoolsTransfer),
            other_growth: get(Lever::OtherGrowth),
            savings: get(Lever::OtherSavings),
            savings_arrive: model.savings_from + get(Lever::SavingsDelay),
        };
        let mut put = |headline, value| headlines[shape.headline(headline)] = value;
        let mut base = Base::default();
        let mut balances = [0.0; YEARS];
        for year in 0..shape.years {
            let of = |yearly: &dyn Fn(usize) -> f64| financial_year(yearly(year), yearly(year + 1));
            let placements = of(&county);
            let alternatives = of(&|step| self.alternatives.cost(step));
            if year == 0 {
                base = Base { placements, alternatives };
            }
            let movement = budget.movement(year, placements, alternatives, base);
            put(Headline::Placements(year), placements);
            put(Headline::Alternatives(year), alternatives);
            put(Headline::Transport(year), of(&transport));
            put(Headline::Balance(year), movement.balance());
            put(Headline::BlockSaving(year), of(&block_saving));
            put(Headline::WaitSaving(year), of(&|step| self.alternatives.waits(step)));
            if let Some(balance) = balances.get_mut(year) {
                *balance = movement.balance();
            }
            if model.shape.agreed_year == Some(year) {
                put_movement(&mut put, movement);
            }
        }
        let mut deficits = [f64::NAN; 2];
        if let Some(year) = model.shape.agreed_year {
            let opening = get(Lever::OpeningDeficit);
            let contribution = get(Lever::Contributions);
            let balances = &balances[..=year];
            let cleared = if parameters.grant_comes { get(Lever::GrantShare) } else { 0.0 };
            deficits = [
                deficit(opening, balances, contribution),
                deficit_with_grant(opening, balances, contribution, model.years_before_grant, cleared),
            ];
        }
        put(Headline::DeficitAgreement, deficits[0]);
        put(Headline::DeficitGrant, deficits[1]);
        let over_the_contract = |of: &dyn Fn(usize) -> f64| {
            model
                .framework
                .years
                .filter(|years| years.1 <= shape.years + 1)
                .map_or(f64::NAN, |(from, to)| (from..to).map(of).sum())
        };
        put(Headline::ContractValue, over_the_contract(&county));
        put(Headline::FrameworkSpend, over_the_contract(&|step| self.framework[step]));
        put(Headline::Gap, budget.gap);
        for block in 0..shape.blocks {
            let is_awarded = parameters.blocks[block].is_awarded;
            let years = (0..=shape.years).map(|step| self.blocks.settled(step)[block]);
            put_block(&mut put, block, is_awarded, years);
        }
    }
}

/// Records what moved the balance of the year of the agreement.
fn put_movement(put: &mut impl FnMut(Headline, f64), movement: Movement) {
    put(Headline::GrantGrowth, movement.grant);
    put(Headline::OtherSpending, movement.other_spending);
    put(Headline::PlacementsChange, movement.placements);
    put(Headline::AlternativesChange, movement.alternatives);
    put(Headline::OtherSavings, movement.savings);
}

/// Records the results of a block over its years.
fn put_block(
    put: &mut impl FnMut(Headline, f64),
    block: usize,
    is_awarded: bool,
    years: impl Iterator<Item = BlockYear>,
) {
    let (mut total, mut volume) = (BlockYear::default(), 0.0);
    for year in years {
        total.saving += year.saving;
        total.void_cost += year.void_cost;
        total.cost += year.cost;
        total.occupied += year.occupied;
        volume += f64::from(year.volume);
    }
    let mut line = |line, value| put(Headline::Block(block, line), value);
    line(BlockLine::Awarded, f64::from(u8::from(is_awarded)));
    line(BlockLine::Saving, total.saving);
    line(BlockLine::VoidCost, total.void_cost);
    line(BlockLine::Cost, total.cost);
    line(BlockLine::Occupied, total.occupied);
    line(BlockLine::Volume, volume);
}
