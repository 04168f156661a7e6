//! School-age population in a scenario.

use super::choices::Choices;
use super::figures::{AGE, DISTRICT, Figures, YEAR};
use super::origin::Origin;
use super::spread::ANY;
use crate::field::Phase;
use crate::scenario::{Amount, Cohort, Scenario};
use std::collections::BTreeMap;

/// School-age population of a district and phase in some Septembers, straight in between, level before and after.
struct Path(BTreeMap<u16, f64>);

impl Path {
    fn of(figures: &Figures, district: u16, phase: u16) -> Path {
        let mut path = BTreeMap::new();
        for (key, count) in &figures.counts[0] {
            if key[DISTRICT] == district && key[YEAR] != ANY && [ANY, phase].contains(&key[AGE]) {
                *path.entry(key[YEAR]).or_default() += count;
            }
        }
        Path(path)
    }

    /// The population in a September; none where nothing is known.
    fn at(&self, year: u16) -> Option<f64> {
        let before = self.0.range(..=year).next_back();
        let after = self.0.range(year..).next();
        match (before, after) {
            (Some((&from, &low)), Some((&to, &high))) if to > from => {
                Some(low + (high - low) * f64::from(year - from) / f64::from(to - from))
            }
            (Some((_, &one)), _) | (None, Some((_, &one))) => Some(one),
            (None, None) => None,
        }
    }

    /// The population in each year as a multiple of that in the first; none where either is not known.
    fn from(&self, first: u16, to: u16) -> Option<Vec<f64>> {
        let start = self.at(first).filter(|start| *start > 0.0)?;
        let index = (first + 1..=to).map(|year| Some(self.at(year)? / start));
        index.collect::<Option<Vec<f64>>>().filter(|index| index.last().is_some_and(|last| *last > 0.0))
    }
}

/// How the number of children changes in each district and phase: 1 in the opening September, whatever
/// years the table holds, and by its own path from there (M4.3).
pub fn population(
    figures: &Figures,
    choices: &Choices,
    scenario: &mut Scenario,
    origin: &Origin,
) -> Option<String> {
    let years: Vec<u16> = figures.by(0, YEAR).into_keys().filter(|year| *year != ANY).collect();
    let (&begins, &to) = (years.first()?, years.last()?);
    let from = scenario.horizon.opening_january.0;
    (figures.tells[DISTRICT] && years.len() > 1 && to > from).then_some(())?;
    let districts = &mut scenario.districts;
    let old = u32::from(districts.cohort_to.saturating_sub(districts.cohort_from));
    let (between, span) = (usize::from(to - from) - 1, u32::from(to - from));
    let mut missing = Vec::new();
    for (at, district) in (0_u16..).zip(&mut districts.list) {
        let paths = [0, 1, 2].map(|phase| Path::of(figures, at, phase).from(from, to));
        for (phase, path) in Phase::ALL.iter().zip(&paths) {
            if path.is_none() {
                missing.push(format!("{} ({})", district.name, phase.label().to_ascii_lowercase()));
            }
        }
        // What the table does not speak of goes on as it was, over the years of the table.
        let of = |year: usize| {
            let since = u32::try_from(year + 1).unwrap_or(span);
            let [primary, secondary, post_16] = [0, 1, 2].map(|phase| match &paths[phase] {
                Some(path) => path[year],
                None => {
                    district.index(Phase::ALL[phase], if since == span { old } else { since.min(old) }, old)
                }
            });
            Cohort { primary, secondary, post_16 }
        };
        let mut path: Vec<Cohort> = (0..between).map(of).collect();
        let last = of(between);
        let is_straight = Phase::ALL.iter().all(|phase| {
            let straight = |year: usize| 1.0 + (last.at(*phase) - 1.0) * (year + 1) as f64 / f64::from(span);
            path.iter().enumerate().all(|(year, cohort)| (cohort.at(*phase) - straight(year)).abs() < 1e-9)
        });
        if is_straight {
            path.clear();
        }
        (district.cohort, district.cohort_path) = (last, path);
    }
    if missing.len() == 3 * districts.list.len() {
        return None;
    }
    (districts.cohort_from, districts.cohort_to) = (from, to);
    let note = format!(
        "Population of each September over that of {from}, by the years of the table, level after {to}."
    );
    origin.mark(&mut districts.cohort_basis, &note);
    let mut told = format!(
        "1 in September {from}, where the scenario starts, and by the years of the table from there. A projection, taken as it is: the same in every future. How many of the children join stays uncertain."
    );
    if begins > from {
        told.extend([" The table begins in ", &begins.to_string(), ": it is taken as level until then."]);
    }
    if choices.includes_migration {
        origin.set(
            &mut scenario.demand.migration,
            Amount::Fixed(0.0),
            "The projection holds migration and new housing already.",
        );
        told.push_str(" Nothing is added for migration and new housing.");
    } else {
        told.push_str(
            " The yearly addition for migration and new housing stays on top, and counts from there.",
        );
    }
    if !missing.is_empty() {
        told = format!("Nothing is said of {}: there the change stays as it is. {told}", missing.join(", "));
    }
    Some(told)
}
