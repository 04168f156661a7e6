//! The High Needs Block, free of chance: financial years (M9.1), the in-year balance (M9.2) and the accumulated
//! deficit (M9.3).

/// The calendar year by whose 31 March a stability grant clears the deficit: 2026 (Department for Education,
/// explanatory note on DSG deficits, 9 February 2026).
pub const GRANT_YEAR: u16 = 2026;

/// The calendar year on whose 31 March the statutory override ends, which keeps the accumulated deficit out of the
/// council's own accounts: 2028 (extended in June 2025; parliamentary answer 94383, November 2025).
pub const OVERRIDE_ENDS: u16 = 2028;

/// The share of a financial year that belongs to the academic year already running: April to August.
pub const EARLIER: f64 = 5.0 / 12.0;
/// The share of a financial year that belongs to the academic year which begins in it: September to March.
pub const LATER: f64 = 7.0 / 12.0;

/// The sum of a financial year: 5/12 of that of the academic year `ending` in it, and 7/12 of that of the one
/// `beginning` in it. Any unit; the model has pounds.
pub fn financial_year(ending: f64, beginning: f64) -> f64 {
    EARLIER * ending + LATER * beginning
}

/// The budget of one future. Money is in pounds, growth a share a year: 0.03 for 3%.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Budget {
    /// The in-year gap of the base year before any contribution, positive where spending exceeds the grant.
    pub gap: f64,
    /// The High Needs Block of the base year.
    pub block: f64,
    /// The growth of the High Needs Block.
    pub block_growth: f64,
    /// What is moved in from the Schools Block in each year after the base year.
    pub schools_transfer: f64,
    /// The growth of all spending but placements.
    pub other_growth: f64,
    /// Other savings a year, once they have arrived.
    pub savings: f64,
    /// When other savings arrive, in years after the 1 April of the base year.
    pub savings_arrive: f64,
}

/// Spending of the base year, in pounds, from which changes are measured.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Base {
    /// Spending on independent placements.
    pub placements: f64,
    /// Spending on the alternatives to placements.
    pub alternatives: f64,
}

/// What moves the balance of a financial year away from the gap of the base year, in pounds. A positive part
/// improves the balance.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Movement {
    /// The gap of the base year, as a balance: negative.
    pub gap: f64,
    /// Growth of the grant, and what is moved into it from the Schools Block.
    pub grant: f64,
    /// Growth of all other spending.
    pub other_spending: f64,
    /// Change of spending on independent placements.
    pub placements: f64,
    /// Change of spending on the alternatives to them.
    pub alternatives: f64,
    /// Other savings.
    pub savings: f64,
}

impl Movement {
    /// The in-year balance, the sum of all parts: negative where spending exceeds the grant.
    pub fn balance(self) -> f64 {
        self.gap + self.grant + self.other_spending + self.placements + self.alternatives + self.savings
    }
}

impl Budget {
    /// The movement of the balance of the financial year `years` after the base year:
    ///
    /// ```text
    /// balance(f) = -gap + H0 [(1+g)^(f-f0) - 1] - O0 [(1+o)^(f-f0) - 1]
    ///              - (placements(f) - placements(f0)) - (alternatives(f) - alternatives(f0)) + other savings(f)
    /// O0 = H0 + gap - placements(f0)
    /// ```
    ///
    /// `placements` and `alternatives` are the spending of that year on each, in pounds.
    pub fn movement(&self, years: usize, placements: f64, alternatives: f64, base: Base) -> Movement {
        let other = self.block + self.gap - base.placements;
        let moved_in = if years == 0 { 0.0 } else { self.schools_transfer };
        Movement {
            gap: -self.gap,
            grant: self.block * (compound(self.block_growth, years) - 1.0) + moved_in,
            other_spending: -other * (compound(self.other_growth, years) - 1.0),
            placements: base.placements - placements,
            alternatives: base.alternatives - alternatives,
            savings: self.savings * arrived(years, self.savings_arrive),
        }
    }
}

/// The part of a yearly saving, 0 to 1, that is in the balance of the financial year `years` after the base
/// year, where it is in place so many years after the 1 April of the base year.
pub fn arrived(years: usize, arrive: f64) -> f64 {
    (years as f64 + 1.0 - arrive).clamp(0.0, 1.0)
}

/// The accumulated deficit after the years whose balances are given, `opening - sum of (balance + contribution)`,
/// where the same contribution comes in each. Pounds; a deficit is positive, a balance below 0 adds to it.
pub fn deficit(opening: f64, balances: &[f64], contribution: f64) -> f64 {
    balances.iter().fold(opening, |deficit, balance| deficit - balance - contribution)
}

/// The accumulated deficit in pounds after the years whose balances are given, where a grant clears a share of it,
/// `cleared`, from 0 to 1, after the first `before` of them. The contribution comes in those years and in none after
/// them. None for `before` means that the grant came before the opening deficit was struck, which then holds what
/// the grant left.
pub fn deficit_with_grant(
    opening: f64,
    balances: &[f64],
    contribution: f64,
    before: Option<usize>,
    cleared: f64,
) -> f64 {
    let Some(before) = before else { return deficit(opening, balances, 0.0) };
    let (earlier, later) = balances.split_at(before.min(balances.len()));
    let reached = deficit(opening, earlier, contribution);
    deficit(reached - cleared * reached.max(0.0), later, 0.0)
}

/// The terms of the accumulated deficit of one future other than its balances (M9.3, M9.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeficitTerms {
    /// The deficit at the start of the opening financial year, in pounds.
    pub opening: f64,
    /// The yearly contribution under the agreement, in pounds.
    pub contribution: f64,
    /// The number of financial years with that contribution, from the opening one on.
    pub contributed: usize,
    /// The number of financial years of the run that end by [`GRANT_YEAR`]; `None` where the run opens after it.
    pub before_grant: Option<usize>,
    /// The share of the deficit that a stability grant clears; none where it is refused.
    pub cleared: Option<f64>,
}

impl DeficitTerms {
    /// The deficit under the agreement after the years whose balances are given, in pounds: contributions come until the
    /// agreement ends.
    pub fn under_agreement(&self, balances: &[f64]) -> f64 {
        let (helped, alone) = balances.split_at(self.contributed.min(balances.len()));
        deficit(deficit(self.opening, helped, self.contribution), alone, 0.0)
    }

    /// The deficit where a stability grant may come, in pounds. The grant of a deficit is paid after the day on which
    /// it is struck, so that on that day nothing is cleared yet.
    pub fn with_grant(&self, balances: &[f64]) -> f64 {
        let is_paid = self.before_grant.is_none_or(|before| balances.len() > before);
        let cleared = self.cleared.filter(|_| is_paid).unwrap_or(0.0);
        deficit_with_grant(self.opening, balances, self.contribution, self.before_grant, cleared)
    }
}

/// Growth over whole years.
fn compound(rate: f64, years: usize) -> f64 {
    (0..years).fold(1.0, |factor, _| factor * (1.0 + rate))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} against {b}");
    }

    #[test]
    fn financial_years_sum_to_academic_years() {
        // Academic years 2024/25 to 2033/34; the months outside the financial years in between are
        // April's to August's share at neither end.
        let academic = [97.0, 98.5, 103.0, 99.0, 110.0, 121.0];
        let inside: f64 = academic.windows(2).map(|pair| financial_year(pair[0], pair[1])).sum();
        close(inside + LATER * academic[0] + EARLIER * academic[5], academic.iter().sum());
    }

    #[test]
    fn the_balance_is_anchor_and_delta() {
        let budget = Budget {
            gap: 60e6,
            block: 366.7e6,
            block_growth: 0.03,
            schools_transfer: 0.0,
            other_growth: 0.04,
            savings: 10e6,
            savings_arrive: 2.5,
        };
        let base = Base { placements: 97e6, alternatives: 1e6 };
        close(budget.movement(0, 97e6, 1e6, base).balance(), -60e6);
        let third = budget.movement(2, 110e6, 3e6, base);
        let expected = -60e6 + 366.7e6 * (1.03 * 1.03 - 1.0)
            - (366.7e6 + 60e6 - 97e6) * (1.04 * 1.04 - 1.0)
            - 13e6
            - 2e6
            + 0.5 * 10e6;
        close(third.balance(), expected);
        // What is moved in comes in each year after the base year, and is part of the grant.
        let moved = Budget { schools_transfer: 17.4e6, ..budget };
        close(moved.movement(0, 97e6, 1e6, base).balance(), -60e6);
        close(moved.movement(2, 110e6, 3e6, base).balance(), expected + 17.4e6);
        close(moved.movement(2, 110e6, 3e6, base).grant, third.grant + 17.4e6);
    }

    #[test]
    fn deficits_accumulate_what_contributions_do_not_meet() {
        close(deficit(97.5, &[-60.0, -70.0, -80.0], 31.5), 97.5 + 210.0 - 94.5);
        // The published path: 97.5 and a gap of 70 with contributions of 31.5 make 136.
        close(deficit(97.5, &[-70.0], 31.5), 136.0);
    }

    #[test]
    fn the_grant_clears_the_deficit_of_march_2026_wherever_the_run_opens() {
        let with = |balances: &[f64], before| deficit_with_grant(97.5, balances, 31.5, before, 0.9);
        // A run that opens in January 2026 has no year before it: the opening deficit is cleared.
        close(with(&[-61.17, -67.58], Some(0)), 0.1 * 97.5 + 61.17 + 67.58);
        close(with(&[-70.0, -60.0, -65.0], Some(1)), 0.1 * 136.0 + 125.0);
        close(with(&[-50.0, -70.0, -60.0, -65.0], Some(2)), 0.1 * (97.5 + 120.0 - 63.0) + 125.0);
        // One that opens later starts from a deficit that holds the grant.
        close(with(&[-65.0], None), 97.5 + 65.0);
        // A surplus is nobody's to clear.
        close(with(&[200.0, -10.0], Some(1)), 97.5 - 200.0 - 31.5 + 10.0);
    }

    #[test]
    fn contributions_end_with_the_agreement_and_the_grant_is_paid_after_the_day_it_is_struck() {
        let terms = DeficitTerms {
            opening: 97.5,
            contribution: 31.5,
            contributed: 3,
            before_grant: Some(1),
            cleared: Some(0.9),
        };
        let balances = [-70.0, -60.0, -65.0, -80.0];
        close(terms.under_agreement(&balances[..1]), 136.0);
        close(terms.under_agreement(&balances[..3]), 97.5 + 195.0 - 3.0 * 31.5);
        close(terms.under_agreement(&balances), 97.5 + 275.0 - 3.0 * 31.5);
        close(terms.with_grant(&balances[..1]), 136.0);
        close(terms.with_grant(&balances[..2]), 13.6 + 60.0);
        close(terms.with_grant(&balances[..3]), deficit_with_grant(97.5, &balances[..3], 31.5, Some(1), 0.9));
        let refused = DeficitTerms { cleared: None, ..terms };
        close(refused.with_grant(&balances[..2]), 136.0 + 60.0);
        // A run that opens in January 2026 has its grant in its first year.
        let later = DeficitTerms { before_grant: Some(0), ..terms };
        close(later.with_grant(&balances[..1]), 9.75 + 70.0);
    }
}
