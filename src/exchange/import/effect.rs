//! A scenario with the figures of a file in it.

use super::change::{Change, Part, compare};
use super::column::Kind;
use super::figures::{AGE, CHANNEL, DISTRICT, Figures, NEED, YEAR};
use super::preview::Choices;
use super::spread::ANY;
use crate::field::{Age, Phase};
use crate::scenario::{AgeTable, Amount, Assumption, Base, Basis, Scenario, Source, limits};
use crate::words::{percent, pounds, whole};
use std::collections::BTreeMap;

/// Positions of the channels in a file, see [`super::value::CHANNELS`].
const BLOCK: u16 = 0;
const LOT_A: u16 = 1;
const LOT_B: u16 = 2;
const FRAMEWORK: u16 = 3;
const OFF: u16 = 4;

/// The 90th percentile of a standard normal: 8 in 10 futures lie within as many deviations.
const P90: f64 = 1.281_551_565_544_6;

/// What stands behind the new figures.
pub struct Origin<'a> {
    /// The file's name and the day of the import.
    pub file: &'a str,
    /// How suppressed counts were taken; empty where there were none.
    pub suppressed: &'a str,
}

impl Origin<'_> {
    fn mark(&self, basis: &mut Basis, note: &str) {
        basis.source = Source::Council;
        basis.reference = ["The council’s own counts: ", self.file].concat();
        basis.note = [note, self.suppressed].concat();
    }

    fn set(&self, assumption: &mut Assumption, amount: Amount, note: &str) {
        assumption.amount = amount;
        self.mark(&mut assumption.basis, note);
    }
}

/// The scenario that would come of it, and what that changes. Parts that the planner leaves out are
/// told but not changed.
pub fn effect(
    figures: &Figures,
    choices: &Choices,
    before: &Scenario,
    origin: &Origin,
) -> (Scenario, Vec<Change>) {
    let mut after = before.clone();
    let mut changes = Vec::new();
    for part in Part::ALL {
        let mut tried = after.clone();
        let Some(note) = change(part, figures, choices, &mut tried, origin) else { continue };
        let left_out = choices.left_out.contains(&part);
        changes.push(Change { part, rows: compare(part, before, &tried), note, left_out });
        if !left_out {
            after = tried;
        }
    }
    (after, changes)
}

/// Changes a part; how uncertain it remains, or none where the file says nothing of it.
fn change(
    part: Part,
    figures: &Figures,
    choices: &Choices,
    scenario: &mut Scenario,
    origin: &Origin,
) -> Option<String> {
    let is_of = match part {
        Part::Joiners | Part::JoinerNeeds | Part::Leaving => Kind::Movements,
        Part::Population => Kind::Population,
        _ => Kind::Placements,
    };
    if figures.kind != is_of {
        return None;
    }
    match part {
        Part::Pupils => pupils(figures, scenario, origin),
        Part::Districts => districts(figures, scenario, origin),
        Part::Needs => needs(figures, scenario, origin),
        Part::Ages => ages(figures, scenario, origin),
        Part::Channels => channels(figures, scenario, origin),
        Part::Prices => prices(figures, choices, scenario, origin),
        Part::Joiners => joiners(figures, scenario, origin),
        Part::JoinerNeeds => joiner_needs(figures, scenario, origin),
        Part::Leaving => leaving(figures, scenario, origin),
        Part::Population => population(figures, choices, scenario, origin),
    }
}

fn pupils(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let pupils = figures.total(0).round();
    (pupils >= 1.0).then_some(())?;
    scenario.opening.base = Base::Own;
    let told = match figures.hidden {
        (0, _) => "Counted, so it is the same in every future.".to_owned(),
        (hidden, taken) => format!(
            "The same in every future. {} suppressed counts are taken for {} pupils together: the number may be out by a few.",
            whole(f64::from(hidden)),
            whole(taken)
        ),
    };
    origin.set(&mut scenario.opening.pupils, Amount::Fixed(pupils), &told);
    Some(told)
}

/// The least and the most that 8 in 10 futures give a share known as if from a sample, as a part of it.
fn off_by(share: f64, sample: f64) -> String {
    let deviation = ((1.0 - share) / (share * (sample + 1.0))).sqrt();
    percent((100.0 * P90 * deviation).round().max(1.0))
}

/// How uncertain counted shares remain.
fn still_uncertain(what: &str, shares: usize, sample: f64) -> String {
    format!(
        "At the start the shares are those counted, in every future. Future joiners may differ: for them the counts are taken as a sample of {} pupils, so that in 8 in 10 futures an average {what}’s share is within {} of itself.",
        whole(sample),
        off_by(1.0 / shares.max(2) as f64, sample)
    )
}

fn districts(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let sample = figures.total(0).round();
    (figures.tells[DISTRICT] && sample >= 1.0).then_some(())?;
    let by = figures.by(0, DISTRICT);
    let districts = &mut scenario.districts;
    let mut without = Vec::new();
    for (at, district) in (0_u16..).zip(&mut districts.list) {
        district.weight = by.get(&at).copied().unwrap_or(0.0);
        if district.weight == 0.0 {
            without.push(district.name.clone());
        }
    }
    let mut told = still_uncertain("district", districts.list.len(), sample);
    if !without.is_empty() {
        told = format!(
            "No pupil is counted in {}: the share is 0, and nobody will be expected to join from there. {told}",
            without.join(", ")
        );
    }
    districts.counted = true;
    origin.mark(&mut districts.weight_basis, "Placements counted by district.");
    origin.set(
        &mut districts.concentration,
        Amount::Fixed(sample),
        "Joiners’ shares are known as if from a sample of the pupils counted.",
    );
    Some(told)
}

fn needs(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let sample = figures.total(0).round();
    (figures.tells[NEED] && sample >= 1.0).then_some(())?;
    let by = figures.by(0, NEED);
    let needs = &mut scenario.needs;
    let total = |weight: fn(&crate::scenario::Need) -> f64, list: &[crate::scenario::Need]| {
        list.iter().map(weight).sum::<f64>()
    };
    let (opening, joining) =
        (total(|need| need.opening_weight, &needs.list), total(|need| need.joiner_weight, &needs.list));
    // Joiners who had the mix of those placed keep it; a mix of their own stays.
    let follow = needs
        .list
        .iter()
        .all(|need| (need.opening_weight / opening - need.joiner_weight / joining).abs() < 1e-9);
    for (at, need) in (0_u16..).zip(&mut needs.list) {
        need.opening_weight = by.get(&at).copied().unwrap_or(0.0);
        if follow {
            need.joiner_weight = need.opening_weight;
        }
    }
    let mut told = still_uncertain("need", needs.list.len(), sample);
    told.push_str(if follow {
        " Joiners are assumed to have the same needs until you import joiners by need."
    } else {
        " Joiners keep the needs they have now."
    });
    needs.counted = true;
    origin.mark(&mut needs.weight_basis, "Placements counted by primary need.");
    origin.set(
        &mut needs.concentration,
        Amount::Fixed(sample),
        "Joiners’ mix is known as if from a sample of the pupils counted.",
    );
    Some(told)
}

/// Figures by age, as a table of a scenario.
fn by_age(counts: &BTreeMap<u16, f64>, times: f64) -> BTreeMap<Age, f64> {
    let ages = Age::all().filter_map(|age| {
        let count = counts.get(&u16::try_from(age.index()).ok()?)?;
        (*count > 0.0).then_some((age, count * times))
    });
    ages.collect()
}

fn table(table: &mut AgeTable, values: BTreeMap<Age, f64>, origin: &Origin, note: &str) {
    table.values = values;
    origin.mark(&mut table.basis, note);
}

fn ages(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let ages = by_age(&figures.by(0, AGE), 1.0);
    (figures.tells[AGE] && !ages.is_empty()).then_some(())?;
    table(&mut scenario.opening.age_profile, ages, origin, "Placements counted by year group.");
    Some("Counted, so the same in every future. Every district and need is given these ages: the model takes age and need as independent.".into())
}

fn channels(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let by = figures.by(0, CHANNEL);
    let of = |channel: u16| by.get(&channel).copied().unwrap_or(0.0);
    let (framework, all) = (of(BLOCK) + of(LOT_A) + of(LOT_B) + of(FRAMEWORK), figures.total(0));
    (figures.tells[CHANNEL] && all > 0.0).then_some(())?;
    let share = (framework / all).clamp(0.0, 1.0);
    origin.set(
        &mut scenario.framework.opening_share,
        Amount::Fixed(share),
        "Placements counted by channel; blocks count as framework.",
    );
    let mut told = format!(
        "{} of {} placements are on the framework: counted, so the same in every future.",
        whole(framework),
        whole(all)
    );
    let lots = of(LOT_A) + of(LOT_B);
    if lots > 0.0 {
        let amount = Amount::Beta { mean: of(LOT_A) / lots, sample_size: lots }.within(&limits::SHARE);
        origin.set(
            &mut scenario.framework.lot_a,
            amount,
            "Framework placements counted by lot, taken as a sample of those to come.",
        );
        let sample = whole(lots);
        told.push_str(" For those to come, the share of Lot A is taken as known from a sample of ");
        told.extend([sample.as_str(), "."]);
    } else {
        told.push_str(" No lots are told apart, so the share of Lot A stays as it is.");
    }
    Some(told)
}

fn prices(figures: &Figures, choices: &Choices, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let mean = |channels: &[u16]| {
        let sums = channels.iter().filter_map(|channel| figures.costs.get(channel));
        let (count, cost) = sums.fold((0.0, 0.0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
        (count > 0.0 && cost > 0.0).then(|| (cost / count, count))
    };
    let prices = &mut scenario.prices;
    let either = |one: u16| mean(&[one]).or_else(|| mean(&[FRAMEWORK]));
    let set = if choices.costs_of_opening_year {
        vec![
            (&mut prices.framework_opening, mean(&[LOT_A, LOT_B, FRAMEWORK])),
            (&mut prices.off_framework_opening, mean(&[OFF])),
        ]
    } else {
        vec![
            (&mut prices.lot_a, either(LOT_A)),
            (&mut prices.lot_b, either(LOT_B)),
            (&mut prices.off_framework, mean(&[OFF])),
        ]
    };
    let (mut placements, mut odd) = (0.0, false);
    for (price, found) in set {
        let Some((mean, count)) = found else { continue };
        placements += count;
        odd |= !(10_000.0..=300_000.0).contains(&mean);
        let amount = Amount::Fixed((100.0 * mean).round() / 100.0);
        origin.set(price, amount, &format!("Average of {} placements.", whole(count)));
    }
    (placements > 0.0).then_some(())?;
    let mut told = String::from(
        "Averages of the placements in the file: taken as exact. What pupils to come pay over them, and how prices rise, stay as they are. Costs of block places are not used: their price follows from the block’s terms.",
    );
    if odd {
        told = format!(
            "An average lies outside {} to {}: is the cost that of all placements of a line, or of each, and of a whole year? {told}",
            pounds(10_000.0),
            pounds(300_000.0)
        );
    }
    if choices.costs_of_opening_year {
        told.push_str(" Later years start from the prices of the year after, which stay as they are.");
    }
    Some(told)
}

/// How many years the figures are of.
fn years(figures: &Figures) -> f64 {
    let of_all = (0..3).flat_map(|measure| figures.by(measure, YEAR).into_keys().collect::<Vec<_>>());
    let years: std::collections::BTreeSet<u16> = of_all.filter(|year| *year != ANY).collect();
    years.len().max(1) as f64
}

fn joiners(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
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

fn joiner_needs(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
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

fn leaving(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
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

fn population(
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
