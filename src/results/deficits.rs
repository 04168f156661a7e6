//! The accumulated deficit of the High Needs Block year by year, under the agreement and where a stability grant may
//! come (M9.4).

use super::figures::summary;
use crate::cohort::{Compiled, Detail, Headline};
use crate::ensemble::{Ensemble, Summary};
use crate::high_needs::{DeficitTerms, OVERRIDE_ENDS};
use crate::scenario::Checked;

/// The year of the last 31 March of the path.
const LAST: u16 = 2030;

/// The accumulated deficit of some futures at the 31 March of each year, in pounds.
#[derive(Clone, Debug, PartialEq)]
pub struct DeficitPath {
    /// The share of all futures, from 0 to 1, that the path covers.
    pub share: f64,
    /// The deficit in pounds at each 31 March, by year.
    pub by_year: Vec<(u16, Summary)>,
    /// The sum in pounds that the council's own accounts have to bear when the statutory override ends, where that year
    /// is simulated.
    pub falls: Option<Summary>,
}

/// The accumulated deficit under each regime (M9.4).
#[derive(Clone, Debug, PartialEq)]
pub struct Deficits {
    /// All futures, with contributions under the agreement until its last year.
    pub agreement: DeficitPath,
    /// The futures in which a stability grant is approved; `None` where there are none.
    pub approved: Option<DeficitPath>,
    /// The futures in which the grant is refused, and no contribution comes after March 2026 either; `None` where there
    /// are none.
    pub refused: Option<DeficitPath>,
}

impl Deficits {
    /// The year on whose 31 March the statutory override ends.
    pub const OVERRIDE_ENDS: u16 = OVERRIDE_ENDS;

    /// Reads the deficits from an ensemble of a scenario. `None` where the year of the agreement is not simulated, or
    /// no future has come.
    pub fn of(ensemble: &Ensemble, scenario: &Checked) -> Option<Deficits> {
        let shape = ensemble.shape();
        let agreed = shape.agreed_year.filter(|_| ensemble.futures() > 0)?;
        let model = Compiled::new(scenario, Detail::Main);
        let terms = model.deficit_terms(agreed + 1, &[], scenario.run.seed, ensemble.indices());
        let opening = ensemble.january(0).0;
        let years = usize::from(LAST.saturating_sub(opening)).clamp(agreed + 1, shape.years);
        let columns: Vec<Vec<f64>> =
            (0..years).map(|year| ensemble.values(Headline::Balance(year)).collect()).collect();
        let balances = |future: usize| columns.iter().map(|column| column[future]).collect::<Vec<f64>>();
        let path = |held: fn(&DeficitTerms) -> bool, deficit: fn(&DeficitTerms, &[f64]) -> f64| {
            let kept: Vec<(&DeficitTerms, Vec<f64>)> = terms
                .iter()
                .enumerate()
                .filter(|(_, terms)| held(terms))
                .map(|(future, terms)| (terms, balances(future)))
                .collect();
            if kept.is_empty() {
                return None;
            }
            let at = |years: usize| {
                let deficits = kept.iter().map(|(terms, balances)| deficit(terms, &balances[..years]));
                summary(deficits.collect())
            };
            // After no year of the run it is the 31 March before the opening financial year.
            let by_year: Vec<(u16, Summary)> = (opening..).zip((0..=years).map(at)).collect();
            let falls = by_year.iter().find(|(year, _)| *year == OVERRIDE_ENDS).map(|(_, summary)| *summary);
            Some(DeficitPath { share: kept.len() as f64 / terms.len() as f64, by_year, falls })
        };
        Some(Deficits {
            agreement: path(|_| true, DeficitTerms::under_agreement)?,
            approved: path(|terms| terms.cleared.is_some(), DeficitTerms::with_grant),
            refused: path(|terms| terms.cleared.is_none(), DeficitTerms::with_grant),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Amount, Scenario};

    const FUTURES: u32 = 600;

    fn kent(edit: impl FnOnce(&mut Scenario)) -> (Ensemble, Checked) {
        let mut kent = Scenario::kent();
        edit(&mut kent);
        let kent = kent.check().unwrap();
        let model = Compiled::new(&kent, Detail::Main);
        (Ensemble::run(&model, kent.horizon.opening_january, kent.run.seed, FUTURES), kent)
    }

    #[test]
    fn in_the_year_of_the_agreement_both_are_the_headlines_of_the_run() {
        let (ensemble, kent) = kent(|_| ());
        let deficits = Deficits::of(&ensemble, &kent).unwrap();
        let close = |found: f64, known: f64| assert!((found - known).abs() < 1.0, "{found}, not {known}");
        let known = Summary::from(&ensemble.spread(Headline::DeficitAgreement));
        let found = deficits.agreement.falls.unwrap();
        assert_eq!(deficits.agreement.by_year[3], (2028, found));
        close(found.p10, known.p10);
        close(found.p90, known.p90);
        // The grant's futures, both kinds together, are those of the headline.
        let (approved, refused) = (deficits.approved.unwrap(), deficits.refused.unwrap());
        assert!((approved.share + refused.share - 1.0).abs() < 1e-12);
        let mean =
            approved.share * approved.falls.unwrap().mean + refused.share * refused.falls.unwrap().mean;
        close(mean, ensemble.spread(Headline::DeficitGrant).mean());
        let chance = kent.high_needs.grant_chance.amount.central();
        assert!((approved.share - chance).abs() < 0.05, "{} for {chance}", approved.share);
        // What is cleared is most of March 2026's deficit, and nothing is before.
        assert!((approved.by_year[1].1.p50 / refused.by_year[1].1.p50 - 1.0).abs() < 0.05);
        assert!(refused.falls.unwrap().p50 - approved.falls.unwrap().p50 > 90e6);
    }

    #[test]
    fn the_path_is_the_sum_of_the_balances_by_hand() {
        let (ensemble, kent) = kent(|kent| {
            kent.high_needs.opening_deficit.amount = Amount::Fixed(97.5e6);
            kent.high_needs.contributions.amount = Amount::Fixed(31.5e6);
            kent.high_needs.grant_chance.amount = Amount::Fixed(1.0);
            kent.high_needs.grant_share.amount = Amount::Fixed(0.9);
        });
        let deficits = Deficits::of(&ensemble, &kent).unwrap();
        let mean = |year| ensemble.values(Headline::Balance(year)).sum::<f64>() / f64::from(FUTURES);
        let path = |path: &DeficitPath| path.by_year.iter().map(|(_, s)| s.mean).collect::<Vec<f64>>();
        let (mut agreement, mut granted) = (vec![97.5e6], vec![97.5e6]);
        for year in 0..5 {
            let contribution = if year < 3 { 31.5e6 } else { 0.0 };
            agreement.push(agreement[year] - mean(year) - contribution);
            let before = if year == 1 { 0.1 * granted[1] } else { granted[year] };
            granted.push(before - mean(year) - if year == 0 { 31.5e6 } else { 0.0 });
        }
        for (found, known) in
            [(path(&deficits.agreement), agreement), (path(&deficits.approved.unwrap()), granted)]
        {
            assert_eq!(found.len(), 6);
            assert!(found.iter().zip(&known).all(|(a, b)| (a - b).abs() < 1.0), "{found:?}, not {known:?}");
        }
        assert!(deficits.refused.is_none());
        assert_eq!(
            deficits.agreement.by_year.iter().map(|(year, _)| *year).collect::<Vec<_>>(),
            [2025, 2026, 2027, 2028, 2029, 2030]
        );
    }

    #[test]
    fn a_short_horizon_has_no_path_and_one_that_ends_before_2030_a_shorter_one() {
        let (ensemble, short) = kent(|kent| kent.horizon.years = 2);
        assert!(Deficits::of(&ensemble, &short).is_none());
        let (ensemble, just) = kent(|kent| kent.horizon.years = 3);
        assert_eq!(Deficits::of(&ensemble, &just).unwrap().agreement.by_year.len(), 4);
    }
}
