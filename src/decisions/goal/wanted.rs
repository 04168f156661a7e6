//! The condition of a goal: a figure of the county is at most a number, or at least a number (M14.4).

use crate::cohort::{Compiled, Detail, Headline, Measure, Scope, Shape};
use crate::decisions::breakeven::columns;
use crate::ensemble::{Ensemble, Table};
use crate::field::{FinancialYear, January};
use crate::high_needs::DeficitTerms;
use crate::scenario::{Checked, Lever, Stage};

/// What reduces the accumulated deficit of the High Needs Block (M9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// The government contributes under the agreement, until its last year.
    Agreement,
    /// A stability grant clears most of the deficit of March 2026 where it is approved, and no contribution comes
    /// afterwards.
    Grant,
}

impl Regime {
    /// The accumulated deficit of each future in pounds, after the years whose balances are given as one column a year.
    fn deficits(self, columns: &[&[f64]], terms: &[DeficitTerms]) -> Vec<f64> {
        let mut balances = vec![0.0; columns.len()];
        let of = |(future, terms): (usize, &DeficitTerms)| {
            for (balance, column) in balances.iter_mut().zip(columns) {
                *balance = column[future];
            }
            match self {
                Regime::Agreement => terms.under_agreement(&balances),
                Regime::Grant => terms.with_grant(&balances),
            }
        };
        let futures = columns.first().map_or(0, |column| column.len());
        terms.iter().take(futures).enumerate().map(of).collect()
    }
}

/// The accumulated deficit of each future of a run, in pounds, at the end of the financial year at a position.
fn deficits(ensemble: &Ensemble, scenario: &Checked, regime: Regime, at: usize) -> Option<Vec<f64>> {
    let model = Compiled::new(scenario, Detail::Main);
    let contributed = scenario.agreed_year()? + 1;
    let terms = model.deficit_terms(contributed, &[], scenario.run.seed, ensemble.indices());
    let columns: Vec<Vec<f64>> =
        (0..=at).map(|year| ensemble.values(Headline::Balance(year)).collect()).collect();
    Some(regime.deficits(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>(), &terms))
}

/// A figure of the county that a goal can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Pupils placed in a January after the opening one.
    Placements(January),
    /// Spending on placements in a financial year, in pounds.
    Spending(FinancialYear),
    /// All placements times fee over the eight framework years, in pounds.
    ContractValue,
    /// The in-year balance of the High Needs Block before contributions, in pounds.
    Balance(FinancialYear),
    /// The accumulated deficit at the end of a financial year, in pounds.
    Deficit(Regime, FinancialYear),
}

impl Figure {
    /// Whether the figure counts pupils; otherwise it is a sum of money.
    pub fn is_of_pupils(self) -> bool {
        matches!(self, Figure::Placements(_))
    }

    /// Whether a lever may move the figure.
    pub fn bears(self, lever: Lever) -> bool {
        match self {
            Figure::Placements(_) => bears_on_placements(lever),
            Figure::Spending(_) | Figure::ContractValue => bears_on_spending(lever),
            Figure::Balance(_) => bears_on_balance(lever),
            Figure::Deficit(regime, _) => bears_on_balance(lever) || bears_on_deficit(lever, regime),
        }
    }

    /// The position of the figure in a scenario: the number of years after the opening January, or after the opening
    /// financial year. `None` where the scenario does not know the figure.
    pub fn position(self, scenario: &Checked) -> Option<usize> {
        let horizon = scenario.horizon;
        let after = |year: u16| year.checked_sub(horizon.opening_january.0).map(usize::from);
        let years = usize::from(horizon.years);
        match self {
            Figure::Placements(january) => after(january.0).filter(|at| (1..=years).contains(at)),
            Figure::Spending(year) => after(year.0).filter(|&at| at < years),
            // Until the budget is entered, its balance is unknown.
            Figure::Balance(year) => after(year.0).filter(|&at| at < years && scenario.has_budget()),
            Figure::Deficit(_, year) => {
                scenario.agreed_year().and(after(year.0)).filter(|&at| at < years && scenario.has_budget())
            }
            Figure::ContractValue => scenario.framework.years_within(horizon).map(|_| years),
        }
    }

    /// The figure of each future of an ordinary run, in pupils or pounds. `None` where the run does not know it.
    pub fn in_run(self, ensemble: &Ensemble, scenario: &Checked) -> Option<Vec<f64>> {
        let at = self.position(scenario)?;
        Some(match self {
            Figure::Placements(_) => ensemble.stocks(at).map(f64::from).collect(),
            Figure::Spending(_) => ensemble.values(Headline::Placements(at)).collect(),
            Figure::ContractValue => ensemble.values(Headline::ContractValue).collect(),
            Figure::Balance(_) => ensemble.values(Headline::Balance(at)).collect(),
            Figure::Deficit(regime, _) => deficits(ensemble, scenario, regime, at)?,
        })
    }

    /// The model cut to what the figure needs, with the columns that the figure is read from: those of the record and
    /// those of the headlines.
    pub(super) fn columns(self, model: Compiled, at: usize) -> Option<(Compiled, Vec<u32>, Vec<u32>)> {
        let of = |shape: Shape, headlines: &[Headline]| (Vec::new(), columns(shape, headlines));
        let (model, (counts, headlines)) = match self {
            Figure::Placements(_) => {
                let model = model.until(at);
                let stock = model.shape().column(Measure::Stock, at, Scope::County)?;
                (model, (vec![u32::try_from(stock).ok()?], Vec::new()))
            }
            Figure::Spending(_) | Figure::Balance(_) => {
                let model = model.until(at + 1);
                let headline = if matches!(self, Figure::Spending(_)) {
                    Headline::Placements
                } else {
                    Headline::Balance
                };
                let found = of(model.shape(), &[headline(at)]);
                (model, found)
            }
            Figure::Deficit(..) => {
                let model = model.until(at + 1);
                let balances: Vec<Headline> = (0..=at).map(Headline::Balance).collect();
                let found = of(model.shape(), &balances);
                (model, found)
            }
            Figure::ContractValue => {
                let found = of(model.shape(), &[Headline::ContractValue]);
                (model, found)
            }
        };
        Some((model, counts, headlines))
    }

    /// The figure of each future at one setting of a sweep with its [`Figure::columns`], in pupils or pounds. `terms`
    /// are those of its deficit, future by future; other figures do not use them.
    pub(super) fn values(self, table: &Table, setting: usize, at: usize, terms: &[DeficitTerms]) -> Vec<f64> {
        match self {
            Figure::Placements(_) => table.counts(setting).iter().copied().map(f64::from).collect(),
            Figure::Spending(_) | Figure::Balance(_) | Figure::ContractValue => {
                table.values(setting).to_vec()
            }
            Figure::Deficit(regime, _) => {
                let width = at + 1;
                let columns: Vec<&[f64]> =
                    (0..width).map(|year| table.values(setting * width + year)).collect();
                regime.deficits(&columns, terms)
            }
        }
    }
}

/// The side of a number on which a figure must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The figure is the number or less.
    AtMost,
    /// The figure is the number or more.
    AtLeast,
}

/// The condition of a goal: a figure, a side and a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// The figure.
    pub figure: Figure,
    /// The side of the number on which the figure must lie.
    pub side: Side,
    /// The number, in pupils or pounds.
    pub value: f64,
}

impl Wanted {
    /// The condition that the High Needs Block breaks even in a year.
    pub fn breakeven(year: FinancialYear) -> Wanted {
        Wanted { figure: Figure::Balance(year), side: Side::AtLeast, value: 0.0 }
    }

    /// The condition that the High Needs Block breaks even in the year of the agreement. `None` where that year is not
    /// simulated.
    pub fn agreed(scenario: &Checked) -> Option<Wanted> {
        let wanted = Wanted::breakeven(scenario.agreement.as_ref()?.break_even_in);
        wanted.figure.position(scenario).map(|_| wanted)
    }

    /// The margin by which a figure meets the condition, in pupils or pounds; negative where it does not.
    pub fn margin(self, figure: f64) -> f64 {
        match self.side {
            Side::AtMost => self.value - figure,
            Side::AtLeast => figure - self.value,
        }
    }
}

/// Whether a lever may move the in-year balance. The levers of money outside the balance do not.
fn bears_on_balance(lever: Lever) -> bool {
    use Lever::{Contributions, GrantChance, GrantShare, OpeningDeficit};
    !is_of_transport(lever) && !matches!(lever, Contributions | GrantChance | GrantShare | OpeningDeficit)
}

/// Whether a lever may move the accumulated deficit other than through the balances.
fn bears_on_deficit(lever: Lever, regime: Regime) -> bool {
    use Lever::{Contributions, GrantChance, GrantShare, OpeningDeficit};
    matches!(lever, OpeningDeficit | Contributions)
        || regime == Regime::Grant && matches!(lever, GrantChance | GrantShare)
}

/// Whether a lever may move spending on placements.
fn bears_on_spending(lever: Lever) -> bool {
    use Lever::{CostEotas, CostGrowth, CostMainstream, CostSpecial, CostSrp};
    lever.stage() < Stage::Budget
        && !is_of_transport(lever)
        && !matches!(lever, CostEotas | CostGrowth | CostMainstream | CostSpecial | CostSrp)
}

/// Whether a lever may move the number of pupils placed. Levers of money do not, nor do levers that only decide how
/// pupils are placed.
fn bears_on_placements(lever: Lever) -> bool {
    use Lever::{LotA, Participation, ReturnsByTribunal, TribunalOff};
    lever.stage() <= Stage::Years && !matches!(lever, LotA | Participation | ReturnsByTribunal | TribunalOff)
}

/// Whether a lever belongs to transport, which the General Fund pays.
fn is_of_transport(lever: Lever) -> bool {
    use Lever::{
        Eligible16, EligibleUnder16, OutOfDistrict, TransportCap, TransportFixed, TransportGrowth,
        TransportKm, TransportLocal, TransportRoad,
    };
    matches!(
        lever,
        Eligible16
            | EligibleUnder16
            | OutOfDistrict
            | TransportCap
            | TransportFixed
            | TransportGrowth
            | TransportKm
            | TransportLocal
            | TransportRoad
    )
}

#[cfg(not(target_arch = "wasm32"))]
impl Wanted {
    /// Reads a condition from text, as the terminal takes it: `placements:2034<=1378`, `spending:2027<=100e6`,
    /// `contract<=876e6`, `balance:2027>=0`, `deficit:2027<=150e6` under the agreement, `grant:2027<=150e6` where a
    /// stability grant may come.
    ///
    /// # Errors
    /// A sentence that names the part that cannot be read and says what to write.
    pub fn parse(text: &str) -> Result<Wanted, String> {
        const FIGURES: &str =
            "placements:2034, spending:2027, contract, balance:2027, deficit:2027 or grant:2027";
        let (left, side, right) = text
            .split_once("<=")
            .map(|(left, right)| (left, Side::AtMost, right))
            .or_else(|| text.split_once(">=").map(|(left, right)| (left, Side::AtLeast, right)))
            .ok_or_else(|| format!("{text}: write FIGURE<=NUMBER or FIGURE>=NUMBER"))?;
        let number = right.trim().parse().ok().filter(|number: &f64| number.is_finite());
        let value = number
            .ok_or_else(|| format!("{right}: write a number of pupils or pounds, such as 1378 or 876e6"))?;
        let (kind, year) =
            left.trim().split_once(':').map_or((left.trim(), None), |(kind, year)| (kind, Some(year)));
        let year = year
            .map(|year| year.parse().map_err(|_| format!("{year}: write a year such as 2027")))
            .transpose()?;
        let figure = match (kind, year) {
            ("placements", Some(year)) => Figure::Placements(January(year)),
            ("spending", Some(year)) => Figure::Spending(FinancialYear(year)),
            ("contract", None) => Figure::ContractValue,
            ("balance", Some(year)) => Figure::Balance(FinancialYear(year)),
            ("deficit", Some(year)) => Figure::Deficit(Regime::Agreement, FinancialYear(year)),
            ("grant", Some(year)) => Figure::Deficit(Regime::Grant, FinancialYear(year)),
            _ => return Err(format!("{left}: no such figure; write one such as {FIGURES}")),
        };
        Ok(Wanted { figure, side, value })
    }
}
