//! Joiners and leavers in a scenario.

use super::figures::{AGE, Figures, NEED, YEAR};
use super::origin::{Origin, by_age, table};
use super::spread::ANY;
use crate::chance::P90;
use crate::field::Age;
use crate::scenario::{Amount, Scenario, Source, limits};
use crate::words::{percent, whole};
use std::collections::BTreeMap;

/// How many years the figures are of.
fn years(figures: &Figures) -> f64 {
    let of_all = (0..3).flat_map(|measure| figures.by(measure, YEAR).into_keys().collect::<Vec<_>>());
    let years: std::collections::BTreeSet<u16> = of_all.filter(|year| *year != ANY).collect();
    years.len().max(1) as f64
}

/// How many join, by age.
pub fn joiners(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let years = years(figures);
    let joined = figures.total(1);
    (joined > 0.0 && figures.tells[AGE]).then_some(())?;
    let placed = figures.total(0) / years;
    let pupils = if placed >= 1.0 { placed.round() } else { scenario.opening.pupils.amount.central() };
    let demand = &mut scenario.demand;
    let note = format!("Average of {} academic years.", whole(years));
    table(&mut demand.joiners_by_age, by_age(&figures.by(1, AGE), 1.0 / years), origin, &note);
    let of = if placed >= 1.0 {
        "Pupils placed, on average of the years of the joiners."
    } else {
        "The file has no pupils placed: taken as those at the start."
    };
    origin.set(&mut demand.reference_pupils, Amount::Fixed(pupils), of);
    // Chance of the count itself, and of each year's swing, which does not average out of so few.
    let size = demand.shock_k.amount.central();
    let swing = if size > 0.0 { 1.0 / (size * years) } else { 0.0 };
    let cv = (1.0 / joined + swing).sqrt().clamp(0.005, *limits::CV.end());
    let note = format!(
        "{} joiners in {} years, each year with the swing of the model.",
        whole(joined),
        whole(years)
    );
    origin.set(&mut demand.joiner_scale, Amount::LogNormal { median: 1.0, cv }, &note);
    let from = if placed >= 1.0 {
        "the pupils placed in the file"
    } else {
        "the pupils at the start, since the file has none placed"
    };
    Some(format!(
        "The average of {}. It belongs to {from} and grows with them. It may be out by {} either way in 8 in 10 futures: {} joiners are counted, and single years swing. The trend of growth stays as it is.",
        if years > 1.0 { format!("{} years", whole(years)) } else { "one year only".into() },
        percent((100.0 * P90 * cv).round().max(1.0)),
        whole(joined)
    ))
}

/// Which needs those have who join.
pub fn joiner_needs(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let joined = figures.total(1);
    (joined > 0.0 && figures.tells[NEED]).then_some(())?;
    let by = figures.by(1, NEED);
    for (at, need) in (0_u16..).zip(&mut scenario.needs.list) {
        need.joiner_weight = by.get(&at).copied().unwrap_or(0.0);
    }
    let basis = &mut scenario.needs.weight_basis;
    let opening = if basis.source == Source::Council { "Placements and joiners" } else { "Joiners" };
    let before = if basis.source == Source::Council {
        String::new()
    } else {
        [" Those placed at the start: ", &basis.reference, "."].concat()
    };
    let note = [opening, " counted by primary need.", &before].concat();
    origin.mark(basis, &note);
    Some(format!(
        "{} joiners are counted. The doubt about the mix of needs stays as it is: it serves those placed and those who join.",
        whole(joined)
    ))
}

/// Which leave, by age.
pub fn leaving(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    (figures.total(2) > 0.0 && figures.total(0) > 0.0 && figures.tells[AGE]).then_some(())?;
    let (mut told, mut unknown, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for band in &mut scenario.leaving.bands {
        // No plan goes on beyond the oldest age, whatever is counted.
        if band.to_age == Age::OLDEST && band.hazard.amount == Amount::Fixed(1.0) {
            continue;
        }
        let ages = band.from_age.index()..=band.to_age.index();
        // Leavers and pupils at risk, by year.
        let mut years: BTreeMap<u16, (f64, f64)> = BTreeMap::new();
        for (measure, is_left) in [(0, false), (2, true)] {
            for (key, count) in &figures.counts[measure] {
                if ages.contains(&usize::from(key[AGE])) {
                    let year = years.entry(key[YEAR]).or_default();
                    *(if is_left { &mut year.0 } else { &mut year.1 }) += count;
                }
            }
        }
        let (left, placed) = years.values().fold((0.0, 0.0), |sum, year| (sum.0 + year.0, sum.1 + year.1));
        let name = if band.from_age == band.to_age {
            band.from_age.to_string()
        } else {
            format!("{} to {}", band.from_age, band.to_age)
        };
        if placed <= 0.0 {
            unknown.push(name);
            continue;
        }
        if left > placed {
            over.push(name);
            continue;
        }
        let sample = placed / overdispersion(&years, left / placed);
        // Half a leaver and half a stayer more: the usual prior, which never claims certainty.
        let amount =
            Amount::Beta { mean: (left * sample / placed + 0.5) / (sample + 1.0), sample_size: sample + 1.0 };
        let note = format!(
            "{} of {} pupils left. As certain as a sample of {}.",
            whole(left),
            whole(placed),
            whole(sample)
        );
        origin.set(&mut band.hazard, amount.within(&limits::SHARE), &note);
        told.push(sample);
    }
    if told.is_empty() && over.is_empty() {
        return None;
    }
    let mut note = String::from(
        "Each is as uncertain as the pupils counted leave it, less certain where the years differ by more than chance would make them. 8 in 10 futures lie in the range behind it.",
    );
    if !unknown.is_empty() {
        note = format!(
            "No pupils placed are counted at ages {}: the chance stays as it is. {note}",
            unknown.join(", ")
        );
    }
    if !over.is_empty() {
        note = format!(
            "More left than were placed at ages {}: the chance stays as it is there. Check the file. {note}",
            over.join(", ")
        );
    }
    Some(note)
}

/// How much more leavers vary from year to year than chance would have them: 1 where they do not.
fn overdispersion(years: &BTreeMap<u16, (f64, f64)>, hazard: f64) -> f64 {
    let chance = hazard * (1.0 - hazard);
    let used: Vec<&(f64, f64)> = years.values().filter(|(_, placed)| *placed > 0.0).collect();
    if used.len() < 2 || chance <= 0.0 {
        return 1.0;
    }
    let sum: f64 =
        used.iter().map(|(left, placed)| (left - placed * hazard).powi(2) / (placed * chance)).sum();
    (sum / (used.len() as f64 - 1.0)).max(1.0)
}
