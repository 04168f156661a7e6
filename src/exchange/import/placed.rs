//! Placements in a scenario: pupils, shares, ages, channels and prices.

use super::choices::Choices;
use super::figures::{AGE, CHANNEL, DISTRICT, Figures, NEED, suppressed_counts};
use super::origin::{Origin, by_age, table};
use crate::chance::P90;
use crate::council::Base;
use crate::scenario::{Amount, Scenario, limits};
use crate::words::{percent, pounds, whole};

/// Positions of the channels in a file, see [`super::value::CHANNELS`].
const BLOCK: u16 = 0;
const LOT_A: u16 = 1;
const LOT_B: u16 = 2;
const FRAMEWORK: u16 = 3;
const OFF: u16 = 4;

/// How many pupils are placed at the start.
pub fn pupils(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let pupils = figures.total(0).round();
    (pupils >= 1.0).then_some(())?;
    scenario.opening.base = Base::OWN;
    let told = match figures.hidden {
        (0, _) => "Counted, so it is the same in every future.".to_owned(),
        (hidden, taken) => format!(
            "The same in every future. {} taken for {} pupils in all: the number may be out by a few.",
            suppressed_counts(hidden),
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

/// In which districts they live.
pub fn districts(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
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
            "No pupil is counted in {}: the share becomes 0, and nobody is expected to join from there. {told}",
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

/// Which needs they have.
pub fn needs(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
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

/// How old they are.
pub fn ages(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
    let ages = by_age(&figures.by(0, AGE), 1.0);
    (figures.tells[AGE] && !ages.is_empty()).then_some(())?;
    table(&mut scenario.opening.age_profile, ages, origin, "Placements counted by year group.");
    Some("Counted, so the same in every future. Every district and need is given these ages: the model takes age and need as independent.".into())
}

/// How they are placed.
pub fn channels(figures: &Figures, scenario: &mut Scenario, origin: &Origin) -> Option<String> {
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

/// What placements cost.
pub fn prices(
    figures: &Figures,
    choices: &Choices,
    scenario: &mut Scenario,
    origin: &Origin,
) -> Option<String> {
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
