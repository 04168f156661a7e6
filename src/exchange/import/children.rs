//! School-age population in a scenario.

use super::choices::Choices;
use super::figures::{AGE, DISTRICT, Figures, YEAR};
use super::origin::Origin;
use super::spread::ANY;
use crate::field::Phase;
use crate::scenario::{Amount, Scenario};

/// How the number of children changes in each district and phase.
pub fn population(
    figures: &Figures,
    choices: &Choices,
    scenario: &mut Scenario,
    origin: &Origin,
) -> Option<String> {
    let years: Vec<u16> = figures.by(0, YEAR).into_keys().filter(|year| *year != ANY).collect();
    let (&from, &to) = (years.first()?, years.last()?);
    (figures.tells[DISTRICT] && to > from).then_some(())?;
    let districts = &mut scenario.districts;
    let mut missing = Vec::new();
    for (at, district) in (0_u16..).zip(&mut districts.list) {
        for (index, phase) in (0_u16..).zip(Phase::ALL) {
            let of = |year: u16| {
                let counts = figures.counts[0].iter();
                let of = |key: &[u16; 5]| {
                    key[DISTRICT] == at && key[YEAR] == year && [ANY, index].contains(&key[AGE])
                };
                counts.filter(|(key, _)| of(key)).map(|(_, count)| count).sum::<f64>()
            };
            let (first, last) = (of(from), of(to));
            let place = match phase {
                Phase::Primary => &mut district.cohort.primary,
                Phase::Secondary => &mut district.cohort.secondary,
                Phase::Post16 => &mut district.cohort.post_16,
            };
            if first > 0.0 && last > 0.0 {
                *place = last / first;
            } else {
                missing.push(format!("{} ({})", district.name, phase.label().to_ascii_lowercase()));
            }
        }
    }
    if missing.len() == 3 * districts.list.len() {
        return None;
    }
    (districts.cohort_from, districts.cohort_to) = (from, to);
    origin.mark(
        &mut districts.cohort_basis,
        &format!("Population of {to} over that of {from}, straight in between, level after."),
    );
    let mut told = String::from(
        "A projection, taken as it is: the same in every future. How many of the children join stays uncertain.",
    );
    if choices.includes_migration {
        origin.set(
            &mut scenario.demand.migration,
            Amount::Fixed(0.0),
            "The projection holds migration and new housing already.",
        );
        told.push_str(" Nothing is added for migration and new housing.");
    } else {
        told.push_str(" The yearly addition for migration and new housing stays on top.");
    }
    if !missing.is_empty() {
        told = format!("Nothing is said of {}: there the change stays as it is. {told}", missing.join(", "));
    }
    Some(told)
}
