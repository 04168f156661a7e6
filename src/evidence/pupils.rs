//! The rows on who is placed, who joins and leaves, and who is kept near home.

use super::phrases::{dates, ends, list, september, shares, yes};
use super::rows::{Rows, assumed, chosen, exact, reported};
use crate::field::Phase;
use crate::scenario::{Control, Counts};
use crate::words::{date, percent, quantity, quantity_range, short, whole};

pub(super) fn start(rows: &mut Rows) {
    let scenario = rows.scenario;
    let opening = &scenario.opening;
    rows.choice(
        "opening.base",
        "Which count to start from",
        opening.base.label(scenario.council()).into(),
        chosen(opening.base.concept(scenario.council())),
        Some(Control::Start),
    );
    rows.number("opening.pupils", "Pupils at the start", &opening.pupils, Some(Control::Start));
    let ages = &opening.age_profile;
    let most = ages.values.iter().max_by(|a, b| a.1.total_cmp(b.1));
    let peak = most.map_or(String::new(), |(age, _)| [" with most at ", &age.to_string()].concat());
    let said = match (ages.values.keys().next(), ages.values.keys().last()) {
        (Some(first), Some(last)) => ["Ages ", &first.to_string(), " to ", &last.to_string(), &peak].concat(),
        _ => "No ages".into(),
    };
    rows.counts(Counts::Ages, "Pupils by age", said, exact(&ages.values));
    districts(rows);
    needs(rows);
    let horizon = scenario.horizon;
    let last = horizon.opening_january.plus(usize::from(horizon.years));
    rows.choice(
        "horizon",
        "Years simulated",
        [&horizon.opening_january.to_string(), " to ", &last.to_string()].concat(),
        reported(
            "Council report 25/00065, paragraph 4.15",
            "Up to the last January of the framework if every extension is used.",
        ),
        None,
    );
}

/// Adds the rows on the districts in which pupils live.
fn districts(rows: &mut Rows) {
    let districts = &rows.scenario.districts;
    let weights = districts.list.iter().map(|district| district.weight);
    let said =
        [&whole(districts.list.len() as f64), " districts with ", &shares(weights.clone()), " each"].concat();
    let known = weights.collect::<Vec<f64>>();
    rows.counts(Counts::Districts, "Pupils by district", said, exact(&known));
    rows.number(
        "districts.concentration",
        "How well the shares of districts are known",
        &districts.concentration,
        Some(Control::Counts(Counts::Districts)),
    );
    let cohort = districts.list.iter().flat_map(|d| Phase::ALL.map(|phase| d.cohort.at(phase)));
    let (low, high) = ends(cohort);
    let said = [
        &quantity_range(100.0 * (low - 1.0), 100.0 * (high - 1.0), 1, "%"),
        " by September ",
        &districts.cohort_to.to_string(),
    ];
    let known: Vec<_> =
        districts.list.iter().map(|district| (district.cohort, &district.cohort_path)).collect();
    let known = exact(&(known, districts.cohort_from, districts.cohort_to));
    rows.counts(Counts::Population, "Growth of the school-age population", said.concat(), known);
    let without = districts.list.iter().filter(|district| !district.dps_school).map(|d| d.name.as_str());
    rows.choice(
        "districts.dps_school",
        "Districts without a framework school",
        list(without, "None"),
        reported("Council report 25/00065, paragraph 4.5", "Children from districts without a school of the present framework (DPS) travel or are placed off the framework."),
        None,
    );
    let middles: Vec<_> = districts.list.iter().map(|d| (d.latitude, d.longitude)).collect();
    rows.choice(
        "districts.middles",
        "Middle of each district, for distances",
        [&whole(middles.len() as f64), " places"].concat(),
        assumed(
            "Approximate places on the map",
            "Distances to school are straight lines between these, made longer by the roads.",
        ),
        None,
    )
    .exact = exact(&middles);
}

/// Adds the rows on the needs of pupils.
fn needs(rows: &mut Rows) {
    let needs = &rows.scenario.needs;
    let total: f64 = needs.list.iter().map(|need| need.opening_weight).sum();
    let said: Vec<String> = needs
        .list
        .iter()
        .map(|need| [&need.code, " ", &percent(100.0 * need.opening_weight / total)].concat())
        .collect();
    let known: Vec<_> = needs.list.iter().map(|need| (need.opening_weight, need.joiner_weight)).collect();
    rows.counts(Counts::Needs, "Pupils by need", said.join(", "), exact(&known));
    rows.number(
        "needs.concentration",
        "How well the mix of needs is known",
        &needs.concentration,
        Some(Control::Counts(Counts::Needs)),
    );
}

pub(super) fn demand(rows: &mut Rows) {
    let scenario = rows.scenario;
    let joiners = &scenario.demand.joiners_by_age;
    let said = [&whole(joiners.total()), " a year in all"].concat();
    rows.counts(Counts::Joiners, "New placements by age, before growth", said, exact(&joiners.values));
    rows.number(
        "demand.reference_pupils",
        "The count these belong to",
        &scenario.demand.reference_pupils,
        Some(Control::Counts(Counts::Joiners)),
    );
    rows.number(
        "demand.share_over_england",
        "Share of plans in independent special schools over England’s",
        &scenario.demand.share_over_england,
        None,
    );
    for (index, band) in scenario.leaving.bands.iter().enumerate() {
        let label = if band.from_age == band.to_age {
            ["Leavers a year, age ", &band.from_age.to_string()].concat()
        } else {
            ["Leavers a year, ages ", &band.from_age.to_string(), " to ", &band.to_age.to_string()].concat()
        };
        rows.number(
            ["leaving.bands.", &index.to_string(), ".hazard"].concat(),
            label,
            &band.hazard,
            Some(Control::Counts(Counts::Leavers)),
        );
    }
}

/// The source of the start of the Localities Model.
pub(super) const COMMUNITIES: &str =
    "Communities of Schools: 53 started in September 2025, banding was planned for September 2026";

pub(super) fn localities(rows: &mut Rows) {
    let scenario = rows.scenario;
    let starts: Vec<f64> = scenario.districts.list.iter().map(|d| d.localities_start).collect();
    rows.choice(
        "districts.localities_start",
        "Start of the Localities Model in each district",
        dates(starts.iter().copied()),
        assumed(
            COMMUNITIES,
            "A district that starts later reaches half of the effect later by the same time.",
        ),
        Some(Control::LocalitiesStart(0)),
    )
    .exact = exact(&starts);
    rows.choice(
        "localities.on_time",
        "The start that counts as on time",
        date(scenario.localities.on_time),
        assumed(COMMUNITIES, "A district that starts then reaches half of the effect at the date above."),
        None,
    )
    .exact = exact(&scenario.localities.on_time);
    let needs = &scenario.needs.list;
    let multiples: Vec<String> =
        needs.iter().map(|need| [&need.code, " ", &short(need.localities_multiplier, 2)].concat()).collect();
    let known: Vec<_> = needs
        .iter()
        .map(|need| (need.localities_multiplier, need.srp_share, need.special_share, need.srp_excluded))
        .collect();
    let said = ["Localities effect: ", &multiples.join(", "), " times"].concat();
    rows.table(
        "needs.suits_basis",
        "How each need responds, and whom local places suit",
        said,
        exact(&known),
        &scenario.needs.suits_basis,
    );
}

pub(super) fn local_provision(rows: &mut Rows) {
    const NONE: &str = "No published source";
    let local = &rows.scenario.local_provision;
    let decision = rows.scenario.council().facts().srp_decision;
    let excluded = rows.scenario.needs.list.iter().filter(|need| need.srp_excluded);
    let codes = list(excluded.map(|need| need.code.as_str()), "no need");
    rows.choice(
        "local_provision.srp_unlocked",
        ["SRPs admit ", &codes].concat(),
        yes(local.srp_unlocked),
        decision.map_or(assumed(NONE, ""), |decision| assumed(decision.reference, decision.note)),
        Some(Control::SrpPolicy),
    );
    rows.choice(
        "local_provision.srp_from",
        "SRP places open in equal steps",
        [&september(local.srp_from), " to ", &september(local.srp_to)].concat(),
        assumed(NONE, "It is not published when the places of each school open."),
        None,
    );
    let weights: Vec<f64> = rows.scenario.districts.list.iter().map(|district| district.srp_weight).collect();
    rows.choice(
        "districts.srp_weight",
        "SRP places by district",
        [&shares(weights.iter().copied()), " each"].concat(),
        assumed("No count by district is published", "Shared out as the pupils are."),
        None,
    )
    .exact = exact(&weights);
    let openings: f64 = local.srp_openings.iter().map(|opening| opening.places).sum();
    rows.choice(
        "local_provision.srp_openings",
        "Further SRP places planned by district and year",
        if local.srp_openings.is_empty() { "None".into() } else { quantity(openings, 0, "places") },
        assumed("No count by district is published", "Enter the council’s own in a scenario file."),
        None,
    )
    .exact = exact(&local.srp_openings);
    for (index, school) in local.schools.iter().enumerate() {
        let path = |field: &str| ["local_provision.schools.", &index.to_string(), ".", field].concat();
        let label = |what: &str| [&school.name, ": ", what].concat();
        rows.number(path("places"), label("places"), &school.places, Some(Control::School(index)));
        rows.number(path("opens"), label("opens"), &school.opens, Some(Control::School(index)));
        let steps: Vec<String> = school.fill.iter().map(|share| percent(100.0 * share)).collect();
        rows.choice(
            path("fill"),
            label("fills"),
            steps.join(", "),
            assumed(NONE, "Share of the places filled in each of its first years."),
            None,
        )
        .exact = exact(&school.fill);
        let name = |code: &str| {
            rows.scenario.districts.list.iter().find(|d| d.code == code).map(|d| d.name.as_str())
        };
        let said = list(school.catchment.iter().filter_map(|code| name(code)), "Every district");
        rows.choice(
            path("catchment"),
            label("takes children of"),
            said,
            assumed(NONE, "The districts nearest to it."),
            None,
        );
    }
    let mix = &rows.scenario.alternatives.mix;
    let names = ["mainstream", "SRP", "state special", "otherwise than at school"];
    let total: f64 = mix.weights().iter().sum();
    let said: Vec<String> = names
        .iter()
        .zip(mix.weights())
        .map(|(name, weight)| [name, " ", &percent(100.0 * weight / total)].concat())
        .collect();
    rows.table(
        "alternatives.mix",
        "Where diverted pupils go",
        said.join(", "),
        exact(&mix.weights()),
        &mix.basis,
    );
}
