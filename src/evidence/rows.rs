//! The rows of a scenario: its levers, its other uncertain numbers, its tables and its choices.

use super::entry::{Entry, Heading, Spread};
use crate::field::Phase;
use crate::scenario::{
    Amount, Assumption, Basis, Block, BlockKind, BlockPart, BlockTerm, Control, Lever, Scenario, Source, Unit,
};
use crate::words::{date, percent, quantity, quantity_range, short, whole};
use serde::Serialize;

/// What stands behind a choice: the kind of its source, the reference, and why.
type Ground = (Option<Source>, &'static str, &'static str);

/// A choice that nothing published bears on.
const fn chosen(note: &'static str) -> Ground {
    (None, "Yours to choose", note)
}

const fn assumed(reference: &'static str, note: &'static str) -> Ground {
    (Some(Source::Assumption), reference, note)
}

const fn reported(reference: &'static str, note: &'static str) -> Ground {
    (Some(Source::Seed), reference, note)
}

/// Every row, in the order of [`Heading::ALL`].
pub(super) fn of(scenario: &Scenario, published: &Scenario) -> Vec<Entry> {
    let mut rows = Rows { scenario, published, heading: Heading::Start, list: Vec::new() };
    for heading in Heading::ALL {
        rows.heading = heading;
        rows.levers();
        match heading {
            Heading::Start => start(&mut rows),
            Heading::Demand => demand(&mut rows),
            Heading::Localities => localities(&mut rows),
            Heading::LocalProvision => local_provision(&mut rows),
            Heading::Prices => framework(&mut rows),
            Heading::Blocks => {
                for (index, block) in scenario.blocks.iter().enumerate() {
                    self::block(&mut rows, index, block);
                }
            }
            Heading::HighNeeds => high_needs(&mut rows),
            Heading::Run => run(&mut rows),
            Heading::Together => together(&mut rows),
        }
    }
    rows.list
}

struct Rows<'a> {
    scenario: &'a Scenario,
    published: &'a Scenario,
    heading: Heading,
    list: Vec<Entry>,
}

impl Rows<'_> {
    fn put(
        &mut self,
        path: impl Into<String>,
        label: impl Into<String>,
        value: String,
        control: Option<Control>,
    ) -> &mut Entry {
        let at = self.list.len();
        self.list.push(Entry {
            path: path.into(),
            heading: self.heading,
            label: label.into(),
            exact: value.clone(),
            value,
            spread: None,
            unit: "",
            source: None,
            reference: String::new(),
            note: String::new(),
            rationale: control.and_then(|control| control.rationale(self.scenario)).map(str::to_owned),
            was: None,
            is_changed: false,
            control,
        });
        &mut self.list[at]
    }

    /// The levers of the group, those in front first.
    fn levers(&mut self) {
        let heading = self.heading;
        for main in [true, false] {
            let levers = Lever::all().filter(|lever| Heading::from(lever.group()) == heading);
            for lever in levers.filter(|lever| lever.is_main() == main) {
                self.lever(lever);
            }
        }
    }

    fn lever(&mut self, lever: Lever) {
        let (scenario, published) = (self.scenario, self.published);
        let (reading, bounds) = (lever.read(scenario), lever.bounds(scenario));
        let (places, unit) = (lever.places(), lever.unit());
        let assumption = lever.assumption(scenario);
        let entry = self.put(
            lever.path(),
            lever.label(),
            quantity(reading.central, places, unit),
            Some(Control::Lever(lever)),
        );
        entry.basis(&assumption.basis);
        entry.exact = exact(&assumption.amount);
        // The ends of a range may lie beyond those of its slider.
        let low = bounds.start().min(reading.low);
        let high = bounds.end().max(reading.high);
        let at = |value: f64| share(value, low, high);
        entry.spread = (!assumption.amount.is_fixed()).then(|| Spread {
            low: at(reading.low),
            central: at(reading.central),
            high: at(reading.high),
            published: Some(at(lever.published(scenario, published))),
            said: spiked(assumption.amount, quantity_range(reading.low, reading.high, places, unit)),
        });
    }

    /// An uncertain number without a lever.
    fn number(
        &mut self,
        path: impl Into<String>,
        label: impl Into<String>,
        assumption: &Assumption,
        control: Option<Control>,
    ) {
        let (places, unit, factor) = shown(assumption.basis.unit);
        let amount = assumption.amount;
        let (low, high) = amount.span();
        let [low, central, high] = [low, amount.central(), high].map(|value| factor * value);
        let entry = self.put(path, label, quantity(central, places, unit), control);
        entry.basis(&assumption.basis);
        entry.exact = exact(&amount);
        if !amount.is_fixed() {
            // A share has ends of its own; any other number stands in the middle of its surroundings.
            let (from, to) = match assumption.basis.unit {
                Unit::Share => (0.0, factor),
                Unit::Correlation => (-1.0, 1.0),
                _ => (low - 0.5 * (high - low), high + 0.5 * (high - low)),
            };
            let at = |value: f64| share(value, from, to);
            entry.spread = Some(Spread {
                low: at(low),
                central: at(central),
                high: at(high),
                published: None,
                said: spiked(amount, quantity_range(low, high, places, unit)),
            });
        }
    }

    /// A table, by a summary of it.
    fn table(&mut self, path: &str, label: &str, value: String, exact: String, basis: &Basis) {
        let entry = self.put(path, label, value, None);
        entry.basis(basis);
        entry.exact = exact;
    }

    /// A choice or a date, with what stands behind it.
    fn choice(
        &mut self,
        path: impl Into<String>,
        label: impl Into<String>,
        value: String,
        ground: Ground,
        control: Option<Control>,
    ) -> &mut Entry {
        let entry = self.put(path, label, value, control);
        let (source, reference, note) = ground;
        entry.source = source;
        (entry.reference, entry.note) = (reference.into(), note.into());
        entry
    }
}

impl Entry {
    fn basis(&mut self, basis: &Basis) {
        self.unit = basis.unit.label();
        self.source = Some(basis.source);
        self.reference.clone_from(&basis.reference);
        self.note.clone_from(&basis.note);
    }
}

fn share(value: f64, low: f64, high: f64) -> f64 {
    if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 }
}

fn exact<T: Serialize>(value: &T) -> String {
    // The same writer as for a file: a second one would weigh on the page.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A range, and the chance of a value apart from it.
fn spiked(amount: Amount, range: String) -> String {
    match amount {
        Amount::SpikeAndSlab { chance, .. } => {
            [&range, ", or in ", &crate::words::chance(chance), " no effect"].concat()
        }
        _ => range,
    }
}

/// Decimal places, unit and factor with which a number without a lever is shown.
fn shown(unit: Unit) -> (usize, &'static str, f64) {
    match unit {
        Unit::Share => (1, "%", 100.0),
        Unit::ShareAYear => (1, "% a year", 100.0),
        Unit::Pupils | Unit::PupilsAYear => (0, "pupils", 1.0),
        Unit::Places => (0, "places", 1.0),
        Unit::DecimalYear => (2, "year", 1.0),
        Unit::Years => (1, "years", 1.0),
        Unit::Pounds | Unit::PoundsAYear => (0, "£", 1.0),
        Unit::Kilometres => (0, "km", 1.0),
        Unit::Multiplier | Unit::Correlation => (2, "", 1.0),
        Unit::Weight | Unit::Size => (0, "", 1.0),
    }
}

/// The least and the greatest of some shares, in per cent.
fn shares(values: impl Iterator<Item = f64> + Clone) -> String {
    let total: f64 = values.clone().sum();
    let (low, high) = ends(values);
    quantity_range(100.0 * low / total, 100.0 * high / total, 1, "%")
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// Septembers as one date, or as the first and the last.
fn dates(values: impl Iterator<Item = f64>) -> String {
    let (first, last) = ends(values);
    let (first, last) = (date(first), date(last));
    if first == last { [&first, " everywhere"].concat() } else { [&first, " to ", &last].concat() }
}

fn september(year: u16) -> String {
    ["September ", &year.to_string()].concat()
}

fn years(count: u8) -> String {
    quantity(f64::from(count), 0, "years")
}

fn yes(is_on: bool) -> String {
    if is_on { "Yes" } else { "No" }.into()
}

fn list<'a>(names: impl Iterator<Item = &'a str>, none: &str) -> String {
    let names = names.collect::<Vec<&str>>().join(", ");
    if names.is_empty() { none.into() } else { names }
}

fn start(rows: &mut Rows) {
    let scenario = rows.scenario;
    let opening = &scenario.opening;
    rows.choice(
        "opening.base",
        "Which count to start from",
        opening.base.label().into(),
        chosen(opening.base.concept()),
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
    rows.table("opening.age_profile", "Pupils by age", said, exact(&ages.values), &ages.basis);
    let districts = &scenario.districts;
    let weights = districts.list.iter().map(|district| district.weight);
    let said =
        [&whole(districts.list.len() as f64), " districts with ", &shares(weights.clone()), " each"].concat();
    let known = weights.collect::<Vec<f64>>();
    rows.table("districts.weight_basis", "Pupils by district", said, exact(&known), &districts.weight_basis);
    rows.number(
        "districts.concentration",
        "How well the shares of districts are known",
        &districts.concentration,
        None,
    );
    let cohort = districts.list.iter().flat_map(|d| Phase::ALL.map(|phase| d.cohort.at(phase)));
    let (low, high) = ends(cohort);
    let said = [
        &quantity_range(100.0 * (low - 1.0), 100.0 * (high - 1.0), 1, "%"),
        " by September ",
        &districts.cohort_to.to_string(),
    ];
    let known: Vec<_> = districts.list.iter().map(|district| district.cohort).collect();
    let known = exact(&(known, districts.cohort_from, districts.cohort_to));
    rows.table(
        "districts.cohort_basis",
        "Growth of the school-age population",
        said.concat(),
        known,
        &districts.cohort_basis,
    );
    let without = districts.list.iter().filter(|district| !district.dps_school).map(|d| d.name.as_str());
    rows.choice(
        "districts.dps_school",
        "Districts without a framework school",
        list(without, "None"),
        reported("Council report 25/00065, paragraph 4.5", "Where no school of the present framework (DPS) stands, children travel or are placed off the framework."),
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
    let needs = &scenario.needs;
    let total: f64 = needs.list.iter().map(|need| need.opening_weight).sum();
    let said: Vec<String> = needs
        .list
        .iter()
        .map(|need| [&need.code, " ", &percent(100.0 * need.opening_weight / total)].concat())
        .collect();
    let known: Vec<_> = needs.list.iter().map(|need| (need.opening_weight, need.joiner_weight)).collect();
    rows.table("needs.weight_basis", "Pupils by need", said.join(", "), exact(&known), &needs.weight_basis);
    rows.number("needs.concentration", "How well the mix of needs is known", &needs.concentration, None);
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

fn demand(rows: &mut Rows) {
    let scenario = rows.scenario;
    let joiners = &scenario.demand.joiners_by_age;
    let said = [&whole(joiners.total()), " a year in all"].concat();
    rows.table(
        "demand.joiners_by_age",
        "New placements by age, before growth",
        said,
        exact(&joiners.values),
        &joiners.basis,
    );
    rows.number(
        "demand.reference_pupils",
        "The count these belong to",
        &scenario.demand.reference_pupils,
        None,
    );
    for (index, band) in scenario.leaving.bands.iter().enumerate() {
        let label = if band.from_age == band.to_age {
            ["Leavers a year, age ", &band.from_age.to_string()].concat()
        } else {
            ["Leavers a year, ages ", &band.from_age.to_string(), " to ", &band.to_age.to_string()].concat()
        };
        rows.number(["leaving.bands.", &index.to_string(), ".hazard"].concat(), label, &band.hazard, None);
    }
}

fn localities(rows: &mut Rows) {
    const STARTED: &str =
        "Communities of Schools: 53 started in September 2025, banding follows in September 2026";
    let scenario = rows.scenario;
    let starts: Vec<f64> = scenario.districts.list.iter().map(|d| d.localities_start).collect();
    rows.choice(
        "districts.localities_start",
        "Start of the Localities Model in each district",
        dates(starts.iter().copied()),
        assumed(STARTED, "A district that starts later is as much later half-way."),
        Some(Control::LocalitiesStart(0)),
    )
    .exact = exact(&starts);
    rows.choice(
        "localities.on_time",
        "The start that counts as on time",
        date(scenario.localities.on_time),
        assumed(STARTED, "Half-way is reached at the date above where a district starts then."),
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

fn local_provision(rows: &mut Rows) {
    const NONE: &str = "No published source";
    let local = &rows.scenario.local_provision;
    let excluded = rows.scenario.needs.list.iter().filter(|need| need.srp_excluded);
    let codes = list(excluded.map(|need| need.code.as_str()), "no need");
    rows.choice(
        "local_provision.srp_unlocked",
        ["SRPs admit ", &codes].concat(),
        yes(local.srp_unlocked),
        assumed(
            "Kent decision 25/00085 (4 December 2025)",
            "The decision leaves SEMH out of SRPs. To admit it departs from policy.",
        ),
        Some(Control::SrpPolicy),
    );
    rows.choice(
        "local_provision.srp_from",
        "SRP places open in equal steps",
        [&september(local.srp_from), " to ", &september(local.srp_to)].concat(),
        assumed(NONE, "When the places of each school open is not published."),
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
        "SRP places planned by district and year, besides",
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

fn framework(rows: &mut Rows) {
    const TERM: &str = "Council report 25/00065, paragraph 4.15";
    let framework = &rows.scenario.framework;
    rows.number(
        "framework.opening_share",
        "Placements on the framework at the start",
        &framework.opening_share,
        None,
    );
    rows.choice(
        "framework.start",
        "The framework starts",
        september(framework.start),
        reported(TERM, "1 September 2026. The DPS serves until then."),
        None,
    );
    rows.choice(
        "framework.initial_years",
        "It runs at first for",
        years(framework.initial_years),
        reported(TERM, "To 31 August 2030."),
        None,
    );
    rows.choice(
        "framework.extensions",
        "Extensions taken",
        years(framework.extensions),
        reported(TERM, "Up to four of one year each, to 31 August 2034."),
        Some(Control::Extensions),
    );
    rows.choice(
        "framework.break_after",
        "Ended early",
        framework.break_after.map_or("No".into(), |after| ["After ", &years(after)].concat()),
        reported(
            "Council report 25/00065, paragraph 4.13",
            "Contracts outlast local government reorganisation unless they are ended or handed on.",
        ),
        Some(Control::BreakAfter),
    );
    rows.choice(
        "framework.participation_by",
        "Share through the framework is reached by",
        framework.participation_by.to_string(),
        assumed("No published source", "In a straight line from the share at the start."),
        None,
    );
    rows.choice(
        "framework.travel_allowed",
        "Pupils may travel to a framework school in another district",
        yes(framework.travel_allowed),
        reported(
            "Council report 25/00065, paragraph 4.5",
            "Four districts have no DPS school: children travel or are placed off the framework.",
        ),
        Some(Control::Travel),
    );
}

fn block(rows: &mut Rows, index: usize, block: &Block) {
    const EXAMPLE: Ground = assumed("No volume is published", "An illustration, not a contract.");
    let scenario = rows.scenario;
    let path = |field: &str| ["blocks.", &index.to_string(), ".", field].concat();
    let label = |what: &str| [&block.name, ": ", what].concat();
    let part = |part: BlockPart| Some(Control::Block(index, part));
    rows.choice(
        path("volume"),
        label("places"),
        quantity(f64::from(block.volume), 0, "places"),
        EXAMPLE,
        part(BlockPart::Volume),
    );
    let kind = if block.kind == BlockKind::Conversion {
        "Conversion of places held"
    } else {
        "New places, for joiners"
    };
    rows.choice(path("kind"), label("what it buys"), kind.into(), EXAMPLE, part(BlockPart::Kind));
    let name = |code: &str| scenario.districts.list.iter().find(|d| d.code == code).map(|d| d.name.as_str());
    let whom = [
        list(block.districts.iter().filter_map(|code| name(code)), "all districts"),
        list(block.needs.iter().map(String::as_str), "all needs"),
        list(block.phases.iter().map(|phase| phase.label()), "all phases"),
    ];
    rows.choice(path("whom"), label("for"), whom.join("; "), EXAMPLE, part(BlockPart::Districts));
    rows.choice(path("start"), label("starts"), september(block.start), EXAMPLE, part(BlockPart::Start));
    rows.choice(path("term"), label("runs for"), years(block.term), EXAMPLE, part(BlockPart::Years));
    let ramp: Vec<String> = block.ramp.iter().map(|share| percent((100.0 * share).round())).collect();
    rows.choice(path("ramp"), label("builds up over its years"), ramp.join(", "), EXAMPLE, None).exact =
        exact(&block.ramp);
    rows.choice(
        path("signed"),
        label("taken as signed"),
        yes(block.signed),
        EXAMPLE,
        part(BlockPart::Signed),
    );
    rows.choice(
        path("near_home"),
        label("places near the pupils’ homes"),
        yes(block.near_home),
        EXAMPLE,
        part(BlockPart::NearHome),
    );
    for term in BlockTerm::ALL {
        let said = label(&lower(term.label()));
        rows.number(path(term.field()), said, term.assumption(block), part(BlockPart::Term(term)));
    }
}

/// With a small first letter.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn high_needs(rows: &mut Rows) {
    let from = rows.scenario.high_needs.other_savings_from;
    rows.choice(
        "high_needs.other_savings_from",
        "Other savings are planned from",
        date(from),
        assumed("The Safety Valve profile is not published", "What comes late is late from then."),
        None,
    )
    .exact = exact(&from);
}

fn run(rows: &mut Rows) {
    let scenario = rows.scenario;
    let futures = whole(f64::from(scenario.run.futures));
    rows.choice(
        "run.futures",
        "Futures to simulate",
        futures,
        chosen("More futures take longer and steady the figures."),
        Some(Control::Futures),
    );
    let seed = scenario.run.seed.to_string();
    rows.choice(
        "run.seed",
        "Seed",
        seed,
        chosen("Where chance begins. The same seed and assumptions give the same figures on any computer."),
        Some(Control::Seed),
    );
    let names = list(scenario.areas.iter().map(|area| area.name.as_str()), "None");
    rows.choice(
        "areas",
        "Groups of districts reported together",
        names,
        chosen("They change what is reported, not what is simulated."),
        None,
    )
    .exact = exact(&scenario.areas);
}

fn together(rows: &mut Rows) {
    let dependence = &rows.scenario.dependence;
    for (path, label, assumption) in [
        (
            "dependence.effect_midpoint",
            "Localities effect, and when half of it is reached",
            &dependence.effect_midpoint,
        ),
        (
            "dependence.growth_tribunal",
            "Growth in joining, and the tribunal share",
            &dependence.growth_tribunal,
        ),
        (
            "dependence.uplift_premium",
            "Yearly price rise, and what joiners pay above the average",
            &dependence.uplift_premium,
        ),
        (
            "dependence.uplift_capacity",
            "Yearly price rise, and growth of independent places",
            &dependence.uplift_capacity,
        ),
    ] {
        rows.number(path, label, assumption, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::entries;
    use crate::scenario::{Base, Edit};
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn kent() -> Vec<Entry> {
        entries(&Scenario::kent(), &Scenario::kent())
    }

    /// Paths of everything in a file that has a basis of its own.
    fn with_basis(value: &Value, path: &str, into: &mut Vec<String>) {
        let below = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
        match value {
            Value::Object(fields) if fields.contains_key("basis") => into.push(path.into()),
            Value::Object(fields) => {
                for (name, value) in fields {
                    if name.ends_with("_basis") {
                        into.push(below(name));
                    } else {
                        with_basis(value, &below(name), into);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    with_basis(item, &below(&index.to_string()), into);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_assumption_of_the_scenario_stands_in_exactly_one_row() {
        let rows = kent();
        let mut wanted = Vec::new();
        with_basis(&serde_json::to_value(Scenario::kent()).unwrap(), "", &mut wanted);
        assert!(wanted.len() > 90, "{}", wanted.len());
        for path in &wanted {
            let count = rows.iter().filter(|row| row.path == *path).count();
            assert_eq!(count, 1, "{path}");
        }
        for lever in Lever::all() {
            let row = rows.iter().find(|row| row.path == lever.path()).unwrap();
            assert_eq!(row.control, Some(Control::Lever(lever)));
            assert_eq!(row.heading, Heading::from(lever.group()));
        }
        let mut paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), rows.len(), "no address twice");
    }

    /// Leaves of a file, with what a change of each makes of it.
    fn leaves(value: &Value, pointer: &str, into: &mut Vec<(String, Value)>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    leaves(value, &format!("{pointer}/{name}"), into);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    leaves(item, &format!("{pointer}/{index}"), into);
                }
            }
            Value::Number(number) => {
                let other = number.as_u64().map_or_else(
                    || Value::from(number.as_f64().unwrap() + 0.01),
                    |whole| Value::from(whole + 1),
                );
                into.push((pointer.into(), other));
            }
            Value::Bool(on) => into.push((pointer.into(), Value::from(!on))),
            _ => {}
        }
    }

    /// No number or switch is hidden from the table: change any, and one row says so.
    #[test]
    fn a_change_of_any_number_shows_in_exactly_one_row() {
        let kent = Scenario::kent();
        let file = serde_json::to_value(&kent).unwrap();
        let mut all = Vec::new();
        leaves(&file, "", &mut all);
        let mut by_row: BTreeMap<String, usize> = BTreeMap::new();
        for (pointer, other) in all {
            let mut changed = file.clone();
            *changed.pointer_mut(&pointer).unwrap() = other;
            let Ok(scenario) = Scenario::from_json(&changed.to_string()) else { continue };
            let rows = entries(&scenario, &kent);
            let told: Vec<&str> =
                rows.iter().filter(|row| row.is_changed).map(|row| row.path.as_str()).collect();
            // The ages of a band are its name.
            if pointer.ends_with("_age") {
                continue;
            }
            assert_eq!(told.len(), 1, "{pointer}: {told:?}");
            *by_row.entry(told[0].into()).or_default() += 1;
        }
        assert!(by_row.len() > 100, "{}", by_row.len());
    }

    #[test]
    fn rows_stand_in_the_order_of_the_controls_and_say_something() {
        let rows = kent();
        let order: Vec<usize> = rows
            .iter()
            .map(|row| Heading::ALL.iter().position(|heading| *heading == row.heading).unwrap())
            .collect();
        assert!(order.is_sorted());
        for row in &rows {
            assert!(!row.value.is_empty() && !row.label.is_empty() && !row.note.is_empty(), "{row:?}");
            assert!(!row.reference.is_empty() && !row.is_changed && row.was.is_none(), "{row:?}");
            if let Some(spread) = &row.spread {
                assert!(spread.low < spread.high && spread.low <= spread.central, "{row:?}");
                assert!(spread.central <= spread.high && spread.low >= 0.0 && spread.high <= 1.0, "{row:?}");
            }
        }
    }

    #[test]
    fn a_changed_row_says_what_was_published() {
        let kent = Scenario::kent();
        let mut scenario = kent.clone();
        Lever::Uplift.set(&mut scenario, &kent, 5.0);
        Lever::Growth.set_range(&mut scenario, 0.0, 4.0).unwrap();
        scenario.set_base(Base::Sen2January2025);
        Edit::AddBlock.apply(&mut scenario, &kent);
        let rows = entries(&scenario, &kent);
        let row = |path: &str| rows.iter().find(|row| row.path == path).unwrap();
        assert_eq!(
            (row("prices.uplift").value.as_str(), row("prices.uplift").was.as_deref()),
            ("5% a year", Some("3% a year"))
        );
        assert_eq!(row("demand.growth").was.as_deref(), Some("\u{2212}2% to 6% a year"));
        assert_eq!(row("opening.pupils").was.as_deref(), Some("1,784 pupils"));
        assert!(row("opening.base").is_changed && row("blocks.2.volume").is_changed);
        assert!(!row("demand.joiner_scale").is_changed, "it follows the count and is the same assumption");
        assert!(!row("blocks.0.volume").is_changed);
    }
}
