//! Runs scenarios on the same futures for a comparison, and reads the figures by which they are compared (M14.8).

use super::Sense;
use crate::cohort::{Compiled, Detail, Headline, Measure, Scope, Shape};
use crate::ensemble::{Table, Task};
use crate::field::{FinancialYear, January};
use crate::scenario::{Checked, Run, Scenario};
use crate::worker::Job;
use std::rc::Rc;

/// A figure with a value for every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yearly {
    /// Pupils placed in January.
    Placements,
    /// Pupils who wait for a place in January.
    Waiting,
    /// Spending on placements, by financial year.
    Spending,
    /// Spending on transport, by financial year.
    Transport,
    /// In-year balance of the High Needs Block before contributions, by financial year.
    Balance,
    /// What blocks save against spot prices, by financial year.
    BlockSaving,
}

impl Yearly {
    /// The headline that holds the figure in the year at a position; `None` for a count.
    fn headline(self, year: usize) -> Option<Headline> {
        Some(match self {
            Yearly::Placements | Yearly::Waiting => return None,
            Yearly::Spending => Headline::Placements(year),
            Yearly::Transport => Headline::Transport(year),
            Yearly::Balance => Headline::Balance(year),
            Yearly::BlockSaving => Headline::BlockSaving(year),
        })
    }
}

/// A figure by which scenarios are compared, one value a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// A yearly figure in one year: the year of the January, or the year in which the financial year begins.
    Year(Yearly, u16),
    /// Placements times fee over the eight framework years.
    ContractValue,
    /// The savings of the blocks against spot prices over all simulated years.
    BlockSaving,
    /// Accumulated deficit at the end of the year of the agreement, contributions included.
    Deficit(FinancialYear),
}

impl Yardstick {
    /// Every yardstick, in the order in which they are offered. Money is that of one financial year. The deficit is
    /// among them only where there is an agreement.
    pub fn all(money: FinancialYear, has_agreement: bool) -> Vec<Yardstick> {
        let year = money.0;
        let mut all = vec![
            Yardstick::Year(Yearly::Placements, 2030),
            Yardstick::Year(Yearly::Placements, 2034),
            Yardstick::Year(Yearly::Spending, year),
            Yardstick::Year(Yearly::Balance, year),
            Yardstick::ContractValue,
            Yardstick::BlockSaving,
            Yardstick::Year(Yearly::Transport, year),
            Yardstick::Year(Yearly::Waiting, 2030),
        ];
        all.extend(has_agreement.then_some(Yardstick::Deficit(money)));
        all
    }

    /// The direction that counts as better. Fewer placements are not a goal in themselves; they are what the council
    /// plans.
    pub fn sense(self) -> Sense {
        match self {
            Yardstick::Year(Yearly::Balance | Yearly::BlockSaving, _) | Yardstick::BlockSaving => {
                Sense::MoreIsBetter
            }
            _ => Sense::LessIsBetter,
        }
    }

    /// The yearly figure shown beside it.
    pub fn yearly(self) -> Yearly {
        match self {
            Yardstick::Year(yearly, _) => yearly,
            Yardstick::ContractValue => Yearly::Spending,
            Yardstick::BlockSaving => Yearly::BlockSaving,
            Yardstick::Deficit(_) => Yearly::Balance,
        }
    }
}

/// The reason why a scenario cannot be compared with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The scenario starts in another January.
    Opening(January, January),
    /// The scenario ends in another January.
    End(January, January),
    /// The scenario has other districts or needs.
    Places,
    /// The agreements are of different years, or one scenario has none.
    Agreement,
}

/// The reason why a scenario cannot be compared with the reference; `None` where it can.
pub fn misfit(scenario: &Scenario, reference: &Scenario) -> Option<Misfit> {
    let [one, other] = [scenario, reference].map(Span::of);
    let places = |scenario: &Scenario| {
        let districts = scenario.districts.list.iter().map(|district| district.code.clone());
        let needs = scenario.needs.list.iter().map(|need| need.code.clone());
        (districts.collect::<Vec<_>>(), needs.collect::<Vec<_>>())
    };
    if one.opening != other.opening {
        Some(Misfit::Opening(one.opening, other.opening))
    } else if one.years != other.years {
        Some(Misfit::End(one.opening.plus(one.years), other.opening.plus(other.years)))
    } else if places(scenario) != places(reference) {
        Some(Misfit::Places)
    } else if one.agreed != other.agreed {
        Some(Misfit::Agreement)
    } else {
        None
    }
}

/// A job that runs comparable scenarios on the same futures, to be read by the [`Span`] of any of them. `None` without
/// a scenario.
pub fn job(scenarios: Vec<Rc<Checked>>, run: Run) -> Option<Job> {
    let first = scenarios.first()?;
    let span = Span::of(first);
    // Areas affect no figure that is compared, and each scenario may have its own.
    let compile = |scenario: &Checked| Compiled::new(scenario, Detail::Main).without_areas();
    let task = span.task(compile(first).shape());
    let count = u32::try_from(scenarios.len()).ok()?;
    let model = move |scenario: u32| compile(&scenarios[scenario as usize]);
    Some(Job::of_many(count, model, span.opening, run.seed, run.futures, task))
}

/// The years of a comparison, and the layout of what is kept of each future: the counts of [`Yearly::Placements`] and
/// [`Yearly::Waiting`], then the sums of the other four year after year, then the contract value and the deficit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    opening: January,
    years: usize,
    /// Whether the horizon covers all years of the framework.
    has_contract: bool,
    /// The financial year of the agreement; `None` where there is none.
    agreed: Option<FinancialYear>,
    /// Whether the High Needs Block has been entered.
    has_budget: bool,
}

/// The yearly sums that are kept, in the order of their columns.
const SUMS: [Yearly; 4] = [Yearly::Spending, Yearly::Transport, Yearly::Balance, Yearly::BlockSaving];
/// The sums that are kept once a future, after the yearly ones.
const ONCE: [Headline; 2] = [Headline::ContractValue, Headline::DeficitAgreement];

impl Span {
    /// The years of a scenario.
    pub fn of(scenario: &Scenario) -> Span {
        let horizon = scenario.horizon;
        Span {
            opening: horizon.opening_january,
            years: usize::from(horizon.years),
            has_contract: scenario.has_framework() && scenario.framework.years_within(horizon).is_some(),
            agreed: scenario.agreement.as_ref().map(|agreement| agreement.break_even_in),
            has_budget: scenario.has_budget(),
        }
    }

    /// The financial year in which money is compared: that of the agreement, or the last.
    pub fn money_year(self) -> FinancialYear {
        self.agreed.unwrap_or(FinancialYear(self.opening.plus(self.years.saturating_sub(1)).0))
    }

    fn task(self, shape: Shape) -> Task {
        let of = |measure, times| (0..times).map(move |time| shape.column(measure, time, Scope::County));
        let counts = of(Measure::Stock, self.years + 1).chain(of(Measure::Waiting, self.years));
        let sums = SUMS.iter().flat_map(|sum| (0..self.years).filter_map(|year| sum.headline(year)));
        let column = |column: usize| u32::try_from(column).unwrap_or(u32::MAX);
        Task::Columns {
            counts: counts.flatten().map(column).collect(),
            headlines: sums.chain(ONCE).map(|headline| column(shape.headline(headline))).collect(),
        }
    }

    /// The years for which a figure has a value.
    fn years(self, yearly: Yearly) -> std::ops::Range<u16> {
        let (first, past) = (self.opening, self.opening.plus(self.years));
        match yearly {
            Yearly::Placements => first.0..past.plus(1).0,
            Yearly::Waiting => first.plus(1).0..past.plus(1).0,
            _ => first.0..past.0,
        }
    }

    /// The values of a figure in one year, one a future; `None` for a year that is not simulated.
    fn year(self, yearly: Yearly, year: u16, table: &Table) -> Option<Vec<f64>> {
        let years = self.years(yearly);
        if !years.contains(&year) {
            return None;
        }
        let at = usize::from(year - years.start);
        let counts = |at| table.counts(at).iter().map(|&count| f64::from(count)).collect();
        Some(match yearly {
            Yearly::Placements => counts(at),
            Yearly::Waiting => counts(self.years + 1 + at),
            sum => {
                let block = SUMS.iter().position(|other| *other == sum)?;
                table.values(block * self.years + at).to_vec()
            }
        })
    }

    /// The values of a figure in each future, year by year.
    pub fn series(self, yearly: Yearly, table: &Table) -> Vec<(u16, Vec<f64>)> {
        self.years(yearly).filter_map(|year| Some((year, self.year(yearly, year, table)?))).collect()
    }

    /// Whether a yardstick lies within these years.
    fn has(self, yardstick: Yardstick) -> bool {
        match yardstick {
            Yardstick::Year(Yearly::Balance, _) | Yardstick::Deficit(_) if !self.has_budget => false,
            Yardstick::Year(yearly, year) => self.years(yearly).contains(&year),
            Yardstick::Deficit(year) => {
                self.agreed == Some(year) && self.years(Yearly::Balance).contains(&year.0)
            }
            Yardstick::ContractValue => self.has_contract,
            Yardstick::BlockSaving => true,
        }
    }

    /// The yardsticks that lie within these years.
    pub fn yardsticks(self) -> Vec<Yardstick> {
        let all = Yardstick::all(self.money_year(), self.agreed.is_some());
        all.into_iter().filter(|yardstick| self.has(*yardstick)).collect()
    }

    /// The values of a yardstick in each future so far; `None` where it lies beyond these years.
    pub fn values(self, yardstick: Yardstick, table: &Table) -> Option<Vec<f64>> {
        let once = |at| table.values(SUMS.len() * self.years + at).to_vec();
        match yardstick {
            Yardstick::Year(yearly, year) => self.year(yearly, year, table),
            Yardstick::ContractValue => self.has(yardstick).then(|| once(0)),
            Yardstick::Deficit(_) => self.has(yardstick).then(|| once(1)),
            Yardstick::BlockSaving => {
                let mut sums = vec![0.0; table.futures()];
                for (_, saved) in self.series(Yearly::BlockSaving, table) {
                    sums.iter_mut().zip(saved).for_each(|(sum, saved)| *sum += saved);
                }
                Some(sums)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{compare, variations};
    use super::*;
    use crate::ensemble::{Ensemble, Gathered};
    use crate::scenario::{Amount, Area};

    const RUN: Run = Run { futures: 150, seed: 7 };

    fn finished(scenarios: &[Checked]) -> Job {
        let mut job = job(scenarios.iter().cloned().map(Rc::new).collect(), RUN).unwrap();
        job.finish();
        job
    }

    fn table(job: &Job, scenario: u32) -> &Table {
        job.gathered(scenario).and_then(Gathered::table).unwrap()
    }

    fn kent(edit: impl FnOnce(&mut Scenario)) -> Checked {
        let mut scenario = Scenario::kent();
        edit(&mut scenario);
        scenario.check().unwrap()
    }

    #[test]
    fn every_figure_is_that_of_the_scenario_run_by_itself() {
        // Places run out, so that there are pupils who wait; and the number of blocks differs.
        let full = |scenario: &mut Scenario| {
            scenario.capacity.occupancy.amount = Amount::Fixed(1.0);
        };
        let scenarios = [
            kent(full),
            kent(|scenario| {
                full(scenario);
                scenario.blocks.clear();
            }),
        ];
        let job = finished(&scenarios);
        for (index, scenario) in (0..).zip(&scenarios) {
            let (span, table) = (Span::of(scenario), table(&job, index));
            let alone =
                Ensemble::run(&Compiled::new(scenario, Detail::Main), January(2025), RUN.seed, RUN.futures);
            let values = |yardstick| span.values(yardstick, table).unwrap();
            let headline = |headline| alone.values(headline).collect::<Vec<f64>>();
            let stocks = |january| alone.stocks(january).map(f64::from).collect::<Vec<f64>>();
            for (yardstick, expected) in [
                (Yardstick::Year(Yearly::Placements, 2025), stocks(0)),
                (Yardstick::Year(Yearly::Placements, 2030), stocks(5)),
                (Yardstick::Year(Yearly::Placements, 2034), stocks(9)),
                (Yardstick::Year(Yearly::Spending, 2027), headline(Headline::Placements(2))),
                (Yardstick::Year(Yearly::Transport, 2027), headline(Headline::Transport(2))),
                (Yardstick::Year(Yearly::Balance, 2033), headline(Headline::Balance(8))),
                (Yardstick::ContractValue, headline(Headline::ContractValue)),
                (Yardstick::Deficit(FinancialYear(2027)), headline(Headline::DeficitAgreement)),
            ] {
                assert_eq!(values(yardstick), expected, "{yardstick:?}");
            }
            // Single futures of those who wait are not kept in an ensemble; their sum is.
            let waiting = values(Yardstick::Year(Yearly::Waiting, 2030)).iter().sum::<f64>();
            let tally = alone.tally(Measure::Waiting, 4, Scope::County).mean() * f64::from(RUN.futures);
            assert!(waiting > 0.0 && (waiting - tally).abs() < 1e-6, "{waiting} against {tally}");
            let saved: f64 = values(Yardstick::BlockSaving).iter().sum();
            let by_year = |year| alone.values(Headline::BlockSaving(year)).sum::<f64>();
            let expected: f64 = (0..9).map(by_year).sum();
            assert!((saved - expected).abs() < 1e-3 && (saved == 0.0) == scenario.blocks.is_empty());
            let series = span.series(Yearly::Waiting, table);
            assert_eq!((series.len(), series[0].0, series[8].0), (9, 2026, 2034));
            assert_eq!(series[4].1, values(Yardstick::Year(Yearly::Waiting, 2030)));
        }
    }

    #[test]
    fn a_scenario_beside_its_equal_differs_by_nothing_by_any_yardstick() {
        let again = kent(|scenario| scenario.name = "The same under another name".into());
        let mut scenarios = vec![kent(|_| ()), kent(|scenario| scenario.blocks.clear())];
        scenarios.push(again);
        let job = finished(&scenarios);
        let span = Span::of(&kent(|_| ()));
        let yardsticks = span.yardsticks();
        assert_eq!(yardsticks, Yardstick::all(FinancialYear(2027), true));
        for yardstick in yardsticks {
            let columns: Vec<_> = (0..3).map(|i| span.values(yardstick, table(&job, i)).unwrap()).collect();
            let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let compared = compare(&columns, yardstick.sense(), 0).unwrap();
            let same = compared[2].difference;
            let figures = [same.mean.value, same.mean.standard_error, same.p10, same.p90, same.better];
            assert!(figures.iter().all(|figure| *figure == 0.0), "{yardstick:?}: {same:?}");
            assert!(same.tied >= 1.0 && same.worse() == 0.0 && same.pairing.is_none());
            assert_eq!(compared[0].regret, compared[2].regret, "{yardstick:?}");
        }
    }

    /// Where places run out, of those placed and waiting together: then one cell's place may go to
    /// another's child.
    #[test]
    fn no_effect_never_places_fewer_and_the_best_never_more() {
        let kent = kent(|_| ());
        let mut scenarios = vec![kent.clone()];
        scenarios.extend(variations(&kent, &kent).into_iter().take(2));
        let job = finished(&scenarios);
        let span = Span::of(&kent);
        for year in [2028, 2030, 2034] {
            let of = |yearly, i| span.values(Yardstick::Year(yearly, year), table(&job, i)).unwrap();
            let placed = [0, 1, 2].map(|i| of(Yearly::Placements, i));
            let waiting = [0, 1, 2].map(|i| of(Yearly::Waiting, i));
            for (less, more) in [(0, 1), (2, 0)] {
                for future in 0..RUN.futures as usize {
                    let all = |i: usize| placed[i][future] + waiting[i][future];
                    assert!(all(less) <= all(more), "{year}, {future}");
                    let nobody_waits = waiting[less][future] + waiting[more][future] == 0.0;
                    assert!(
                        !nobody_waits || placed[less][future] <= placed[more][future],
                        "{year}, {future}"
                    );
                }
            }
            let sum = |i: usize| placed[i].iter().sum::<f64>();
            assert!(sum(1) > sum(2) + 1_000.0, "{year}");
        }
    }

    #[test]
    fn years_beyond_the_horizon_are_no_yardsticks() {
        let short = kent(|scenario| scenario.horizon.years = 2);
        let job = finished(std::slice::from_ref(&short));
        let span = Span::of(&short);
        assert_eq!(span.yardsticks(), [Yardstick::BlockSaving]);
        for yardstick in Yardstick::all(FinancialYear(2027), true) {
            let is_within = span.yardsticks().contains(&yardstick);
            assert_eq!(span.values(yardstick, table(&job, 0)).is_some(), is_within, "{yardstick:?}");
        }
    }

    #[test]
    fn without_an_agreement_money_is_compared_in_the_last_year() {
        let yardsticks = Span { agreed: None, ..Span::of(&kent(|_| ())) }.yardsticks();
        assert!(yardsticks.contains(&Yardstick::Year(Yearly::Spending, 2033)), "{yardsticks:?}");
        assert!(!yardsticks.iter().any(|it| matches!(it, Yardstick::Deficit(_))));
    }

    fn one_area(scenario: &Scenario) -> Area {
        let districts = vec![scenario.districts.list[0].code.clone()];
        Area { name: "East".into(), districts, grouping: None }
    }

    #[test]
    fn a_scenario_of_other_years_or_places_does_not_fit() {
        let of = |edit: fn(&mut Scenario)| misfit(&kent(edit), &kent(|_| ()));
        assert_eq!(of(|scenario| scenario.blocks.clear()), None);
        assert_eq!(
            of(|scenario| scenario.horizon.years = 5),
            Some(Misfit::End(January(2030), January(2034)))
        );
        assert_eq!(of(|scenario| scenario.areas.push(one_area(scenario))), None);
        let mut later = Scenario::kent();
        later.horizon.opening_january = January(2026);
        let opening = Some(Misfit::Opening(January(2026), January(2025)));
        assert_eq!(misfit(&later, &Scenario::kent()), opening);
        let mut renamed = Scenario::kent();
        renamed.needs.list[0].code = "OTHER".into();
        assert_eq!(misfit(&renamed, &Scenario::kent()), Some(Misfit::Places));
    }
}
