//! The rows on the framework, the blocks, the budget, the run and the correlations.

use super::phrases::{list, lower, september, years, yes};
use super::rows::{Ground, Rows, assumed, chosen, exact, reported};
use crate::scenario::{Block, BlockKind, BlockPart, BlockTerm, Control, Counts};
use crate::words::{date, percent, quantity, whole};

pub(super) fn framework(rows: &mut Rows) {
    const TERM: &str = "Council report 25/00065, paragraph 4.15";
    let framework = &rows.scenario.framework;
    rows.number(
        "framework.opening_share",
        "Placements on the framework at the start",
        &framework.opening_share,
        Some(Control::Counts(Counts::Framework)),
    );
    rows.choice(
        "framework.start",
        "The framework starts",
        september(framework.start),
        reported(TERM, "1 September 2026; the award notice was published on 11 June 2026. The DPS serves until 31 August 2026."),
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
            "Contracts continue after local government reorganisation unless they are ended or transferred.",
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
    rows.choice(
        "prices.of_financial_years",
        "The known prices are averages of financial years",
        yes(rows.scenario.prices.of_financial_years),
        reported(
            "Council report 25/00065, paragraphs 4.1 and 6.2",
            "The report sets its prices beside the spending of budget years: 1,784 placements at £56,083 are its £100.05m.",
        ),
        Some(Control::PriceYears),
    );
}

pub(super) fn block(rows: &mut Rows, index: usize, block: &Block) {
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

pub(super) fn high_needs(rows: &mut Rows) {
    let agreement = &rows.scenario.agreement;
    let said = match agreement {
        Some(agreement) => format!("{}, to break even in {}", agreement.name, agreement.break_even_in),
        None => "none".into(),
    };
    let ground = if *agreement == rows.published.agreement {
        reported("Council report 25/00065, paragraph 6.13", "The scenario file names it and its year.")
    } else {
        assumed("Entered in the scenario file", "It differs from the published agreement.")
    };
    rows.choice("agreement", "Agreement on the High Needs Block", said, ground, None).exact =
        exact(agreement);
    let from = rows.scenario.high_needs.other_savings_from;
    rows.choice(
        "high_needs.other_savings_from",
        "Other savings are planned from",
        date(from),
        assumed("No published date of other savings", "A delay counts from this date."),
        None,
    )
    .exact = exact(&from);
}

pub(super) fn run(rows: &mut Rows) {
    let scenario = rows.scenario;
    let futures = whole(f64::from(scenario.run.futures));
    rows.choice(
        "run.futures",
        "Futures to simulate",
        futures,
        chosen("More futures take longer and make the figures steadier."),
        Some(Control::Futures),
    );
    let seed = scenario.run.seed.to_string();
    rows.choice(
        "run.seed",
        "Seed",
        seed,
        chosen("The starting point of the random numbers. The same seed and assumptions give the same figures on any computer."),
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

pub(super) fn together(rows: &mut Rows) {
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
