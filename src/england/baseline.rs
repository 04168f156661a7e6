//! Builds the baseline of a council from the national record alone: what the record gives of the council, national
//! figures where it gives none, and nothing invented (`docs/model.md`, "The baseline of another council").

use crate::council::{Code, Council, England, LAST};
use crate::field::Age;
use crate::scenario::{Amount, Basis, Checked, Scenario, Source};
use std::collections::BTreeMap;

/// Pupils by need and age of each council of the record (SEN2, reporting year 2025).
const STOCK: &str = include_str!("stock.tsv");
/// How such a baseline differs from the one that the planner opens with (JSON merge patch, RFC 7396).
const START: &str = include_str!("start.json");
/// The number of a council's own joiners at which its ages of joining count as much as England's. This is an
/// assumption. A council with fewer relies more on England's, because its two Januaries alone say little.
const ENGLAND_WEIGHS: f64 = 100.0;

/// A council's pupils by need and age; `None` where they are not published.
struct Stock {
    code: &'static str,
    /// Pupils in the last January, in the order of the baseline's needs.
    needs: Option<Vec<f64>>,
    /// Pupils in the January before the last, by age from the youngest.
    before: Option<Vec<f64>>,
    /// Pupils in the last January, by age from the youngest.
    now: Option<Vec<f64>>,
}

/// The pupils of all councils that publish them, added up.
struct Everyone {
    needs: Vec<f64>,
    before: Vec<f64>,
    now: Vec<f64>,
}

impl Stock {
    fn of(line: &'static str) -> Option<Stock> {
        let mut cells = line.split('\t');
        let code = cells.next()?;
        let mut counts =
            || cells.next()?.split(' ').map(|cell| cell.parse().ok()).collect::<Option<Vec<f64>>>();
        Some(Stock { code, needs: counts(), before: counts(), now: counts() })
    }

    fn all() -> Vec<Stock> {
        STOCK.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(Stock::of).collect()
    }

    /// Adds up the councils. The sums by age are those of the councils that publish both Januaries.
    fn of_england(stocks: &[Stock]) -> Everyone {
        let needs = stocks.iter().filter_map(|stock| stock.needs.as_ref());
        let both = stocks.iter().filter_map(|stock| stock.before.as_ref().zip(stock.now.as_ref()));
        let mut all =
            Everyone { needs: Vec::new(), before: vec![0.0; Age::COUNT], now: vec![0.0; Age::COUNT] };
        for own in needs {
            all.needs.resize(own.len(), 0.0);
            add(&mut all.needs, own);
        }
        for (before, now) in both {
            add(&mut all.before, before);
            add(&mut all.now, now);
        }
        all
    }
}

/// The councils that have a baseline: the 150 with placements in the last January of the record.
pub fn offered(england: &England) -> impl Iterator<Item = &Council> {
    england
        .councils
        .iter()
        .filter(|council| council.placements(LAST).is_some_and(|placements| placements > 0))
}

/// Builds the baseline of a council from the national record. A council with papers of its own has a baseline that
/// holds more ([`crate::council::Facts::baseline`]).
///
/// # Errors
///
/// A sentence, where the record has no placements of the council in its last January.
pub fn baseline(england: &England, code: Code) -> Result<Checked, String> {
    let council = code.council();
    let name = council.name;
    let stocks = Stock::all();
    let none = || {
        [
            "The national record has no placements of ",
            name,
            " in January ",
            &LAST.to_string(),
            ": choose another council.",
        ]
        .concat()
    };
    let placements = council.placements(LAST).filter(|&placements| placements > 0).ok_or_else(none)?;
    let own = stocks.iter().find(|stock| stock.code == council.code).ok_or_else(none)?;
    let start = Scenario::kent().differing(START).map_err(|problems| problems.join("\n"))?;
    let mut scenario = start.into_inner();
    scenario.name = format!("{name} baseline");
    scenario.council = code;
    scenario.agreement = None;
    scenario.opening.pupils.amount = Amount::Fixed(f64::from(placements));
    let everyone = Stock::of_england(&stocks);
    let profile = &mut scenario.opening.age_profile;
    profile.values = ages(own.now.as_deref().unwrap_or(&everyone.now));
    if own.now.is_none() {
        of_england(&mut profile.basis);
    }
    let hazards: Vec<f64> = Age::all().map(|age| scenario.leaving.mean_hazard(age)).collect();
    let joined = joiners(&everyone.before, &everyone.now, &hazards);
    let scale = ENGLAND_WEIGHS / joined.iter().sum::<f64>();
    let mut pooled: Vec<f64> = joined.iter().map(|joiners| scale * joiners).collect();
    let by_age = &mut scenario.demand.joiners_by_age;
    match own.before.as_ref().zip(own.now.as_ref()) {
        Some((before, now)) => add(&mut pooled, &joiners(before, now, &hazards)),
        None => of_england(&mut by_age.basis),
    }
    by_age.values = ages(&pooled);
    let needs = own.needs.as_deref().unwrap_or(&everyone.needs);
    let pupils: f64 = needs.iter().sum();
    for (need, of_it) in scenario.needs.list.iter_mut().zip(needs) {
        (need.opening_weight, need.joiner_weight) = (of_it / pupils, of_it / pupils);
    }
    if own.needs.is_none() {
        of_england(&mut scenario.needs.weight_basis);
    }
    council.as_in(england, LAST, &mut scenario);
    scenario
        .check()
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// Makes a table of a scenario from pupils by age.
fn ages(pupils: &[f64]) -> BTreeMap<Age, f64> {
    Age::all().zip(pupils.iter().copied()).collect()
}

/// Notes in the basis of a figure that the council's own is not published and England's is used instead.
fn of_england(basis: &mut Basis) {
    basis.source = Source::Assumption;
    basis.note = ["This council’s own are not published: these are England’s. ", &basis.note].concat();
}

/// Adds each number of `of` to the sum at the same position.
fn add(sums: &mut [f64], of: &[f64]) {
    sums.iter_mut().zip(of).for_each(|(sum, one)| *sum += one);
}

/// The pupils who joined at each age between two Januaries: those present less those who stayed from the year before,
/// by the hazards of leaving. Never below 0.
fn joiners(before: &[f64], now: &[f64], hazards: &[f64]) -> Vec<f64> {
    let stayed = before.iter().zip(hazards).map(|(pupils, hazard)| pupils * (1.0 - hazard));
    now.iter().zip(std::iter::once(0.0).chain(stayed)).map(|(now, stayed)| (now - stayed).max(0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail, Measure, Scope};
    use crate::council::DEFAULT;
    use crate::ensemble::Ensemble;

    fn baseline_of(code: &str) -> Scenario {
        baseline(&England::published(), Code::of(code).unwrap()).unwrap().into_inner()
    }

    #[test]
    fn every_council_on_offer_has_a_baseline_that_runs_and_starts_at_its_count() {
        let england = England::published();
        let councils: Vec<&Council> = offered(&england).collect();
        assert_eq!(councils.len(), 150);
        for council in councils {
            let checked = baseline(&england, Code::of(council.code).unwrap())
                .unwrap_or_else(|problem| panic!("{}: {problem}", council.name));
            let model = Compiled::new(&checked, Detail::Main);
            let futures = Ensemble::run(&model, checked.horizon.opening_january, 2026, 200);
            let count = f64::from(council.placements(LAST).unwrap());
            let at = |year, share| futures.tally(Measure::Stock, year, Scope::County).percentile(share);
            assert_eq!((at(0, 0.0), at(0, 1.0)), (count, count), "{}", council.name);
            assert!(at(5, 0.1) < at(5, 0.9), "{}", council.name);
        }
    }

    #[test]
    fn nothing_of_another_councils_papers_stands_in_it() {
        let name = crate::council::by_code(DEFAULT).name;
        let england = England::published();
        for council in offered(&england).filter(|council| council.code != DEFAULT) {
            let text = baseline_of(council.code).to_json();
            for theirs in [name, "25/00", "Safety Valve", "SEED", "Swanley", "Thanet"] {
                assert!(!text.contains(theirs), "{}: {theirs}", council.name);
            }
            assert!(text.contains(council.name) && text.contains(council.code));
        }
    }

    #[test]
    fn what_is_published_is_taken_and_what_is_not_is_englands_and_says_so() {
        // Surrey publishes ages, but no needs; Peterborough no ages of January 2024.
        let surrey = baseline_of("E10000030");
        assert_eq!(surrey.needs.weight_basis.source, Source::Assumption);
        assert!(surrey.needs.weight_basis.note.contains("England’s"));
        assert_eq!(surrey.opening.age_profile.basis.source, Source::Sen2);
        let peterborough = baseline_of("E06000031");
        assert!(
            peterborough.demand.joiners_by_age.basis.note.starts_with("This council’s own are not published")
        );
        // In Essex 221 of 502 have autism (SEN2, January 2025).
        let essex = baseline_of("E10000012");
        assert_eq!(essex.needs.weight_basis.source, Source::Sen2);
        assert!((essex.needs.list[0].opening_weight - 221.0 / 502.0).abs() < 1e-12);
        assert_eq!(essex.high_needs.budget.amount, Amount::Fixed(0.0));
        assert!(!essex.has_budget() && !essex.has_framework() && Scenario::kent().has_framework());
        assert!(essex.agreement.is_none() && essex.blocks.is_empty() && essex.districts.list.len() == 1);
    }

    #[test]
    fn joiners_carry_the_ages_of_one_january_to_the_next() {
        // Of 10 pupils of the first age 4 stay, so 5 of the 9 a year older joined; of 8, 8 stay, and 6 are there.
        let joined = joiners(&[10.0, 8.0, 0.0], &[3.0, 9.0, 6.0], &[0.6, 0.0, 1.0]);
        assert_eq!(joined, [3.0, 5.0, 0.0]);
    }

    #[test]
    fn a_council_of_which_nothing_is_published_is_refused_by_name() {
        let england = England::published();
        let refused = baseline(&england, Code::of("E06000053").unwrap()).unwrap_err();
        assert!(refused.contains("Isles of Scilly") && refused.contains("choose another"), "{refused}");
    }
}
