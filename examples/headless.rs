//! The engine from a terminal, for analysts and for batch systems.
//!
//! ```text
//! cargo run --release --example headless -- [SCENARIO.json] [--set path=value]...
//!     [--futures N] [--seed S] [--expected] [--detail] [--json] [--future N]
//!     [--goal LEVER [--to FIGURE<=NUMBER] [--chance P] [--achieved]]
//! cargo run --release --example headless -- --council E10000016 --from 2022 --json
//! ```
//!
//! Without a file it runs Kent's published baseline, on all cores. `--council` runs the baseline of one of England's
//! councils instead or, with `--from`, what was known of it in that January (2019 to 2025), six years ahead. `--set demand.growth=0.04` fixes a number with
//! no spread; `--set 'demand.growth={"uniform":{"min":0,"max":0.04}}'` gives it another one.
//! `--goal high_needs.other_savings` says what the lever at that path must be for the High Needs Block to break
//! even in the year of the agreement in half of the futures, or in the share `P` of them; the value is one that `--set`
//! takes. `--future 1234` adds that one future, counted from 1: its years, its blocks and its story, as the page shows
//! them. `--to placements:2034<=1378` wants something else: placements by a January, spending by the year in which
//! the financial year begins, `contract`, `balance:2027>=0`, the deficit at a year's end under the agreement
//! (`deficit:2027`) or where a stability grant may come (`grant:2027`). `--achieved` takes the lever's value as
//! achieved in every future.

use serde_json::{Value, json};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Instant;
use sufficiency_planner::cohort::{
    BlockLine, COST_UNIT, Compiled, Detail, Headline, Measure, Scope, expected,
};
use sufficiency_planner::council::{Code, England, FIRST, LAST};
use sufficiency_planner::decisions::goal::{Answer, Goal, Ground, Reach, Wanted, of_savings, seek};
use sufficiency_planner::decisions::{EVEN, Savings};
use sufficiency_planner::england::{baseline, known};
use sufficiency_planner::ensemble::{Ensemble, Summary};
use sufficiency_planner::field::{AcademicYear, Channel, Phase};
use sufficiency_planner::questions::OneFuture;
use sufficiency_planner::results::{BlockOutcome, Course, CourseBlock, CourseYear, Filled, Standing};
use sufficiency_planner::scenario::{CHECKED_YEARS, Checked, Lever, Scenario};
use sufficiency_planner::sentences;

const SAVINGS: &str = "high_needs.other_savings";
const USAGE: &str = "usage: headless [SCENARIO.json | --council CODE [--from JANUARY]] [--set path=value]... \
                     [--futures N] [--seed S] [--expected] [--detail] [--json] [--future N] \
                     [--goal LEVER [--to FIGURE<=NUMBER] [--chance P] [--achieved]]";

fn main() -> ExitCode {
    match request(std::env::args().skip(1)).and_then(|request| run(&request)) {
        // A reader that has had enough, such as `head`, is no failure.
        Ok(text) => match writeln!(std::io::stdout(), "{text}") {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                eprintln!("the result could not be written: {error}");
                ExitCode::FAILURE
            }
            _ => ExitCode::SUCCESS,
        },
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

struct Request {
    scenario: Checked,
    expected: bool,
    detail: bool,
    json: bool,
    /// The lever that is to meet a goal, and the goal.
    goal: Option<(Lever, Goal)>,
    /// The one future to show.
    future: Option<OneFuture>,
}

/// Reads the command line and the scenario file.
fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut file = None;
    let (mut council, mut from) = (None, None);
    let mut settings: Vec<(String, String)> = Vec::new();
    let (mut expected, mut detail, mut json) = (false, false, false);
    let (mut lever, mut to, mut chance, mut achieved) = (None, None, None, false);
    let mut future = None;
    while let Some(argument) = arguments.next() {
        let mut value =
            |of: &str| arguments.next().ok_or_else(|| format!("{of} needs a value after it\n{USAGE}"));
        match argument.as_str() {
            "--set" => {
                let setting = value("--set")?;
                let (path, to) = setting
                    .split_once('=')
                    .ok_or_else(|| format!("--set {setting}: write it as path=value"))?;
                settings.push((path.into(), to.into()));
            }
            "--council" => council = Some(value("--council")?),
            "--from" => from = Some(value("--from")?),
            "--futures" => settings.push(("run.futures".into(), value("--futures")?)),
            "--seed" => settings.push(("run.seed".into(), value("--seed")?)),
            "--goal" => lever = Some(value("--goal")?),
            "--to" => to = Some(value("--to")?),
            "--chance" => chance = Some(value("--chance")?),
            "--achieved" => achieved = true,
            "--future" => future = Some(value("--future")?),
            "--expected" => expected = true,
            "--detail" => detail = true,
            "--json" => json = true,
            "--help" | "-h" => return Err(USAGE.into()),
            flag if flag.starts_with('-') => {
                return Err(format!("{flag}: there is no such option\n{USAGE}"));
            }
            _ if file.is_none() => file = Some(argument),
            _ => return Err(format!("{argument}: one scenario file at a time\n{USAGE}")),
        }
    }
    if from.is_some() && council.is_none() {
        return Err(format!("--from needs the code of a council: write --council CODE before it\n{USAGE}"));
    }
    let mut scenario = match &file {
        Some(_) if council.is_some() => {
            return Err(format!("a scenario file or a council, not both\n{USAGE}"));
        }
        None if council.is_some() => of_council(&council.unwrap_or_default(), from.as_deref())?,
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| {
                format!("{file}: {error}; give the path of a scenario file, or none for Kent")
            })?;
            Scenario::from_json(&text).map_err(|error| format!("{file}: {error}"))?
        }
        None => Scenario::kent(),
    };
    for (path, value) in &settings {
        scenario = scenario.set(path, value).map_err(|error| error.to_string())?;
    }
    let scenario = scenario
        .check()
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    if lever.is_none() && (to.is_some() || chance.is_some() || achieved) {
        return Err(format!(
            "--to, --chance and --achieved need a lever: write --goal LEVER before them\n{USAGE}"
        ));
    }
    let goal =
        lever.map(|path| goal(&scenario, &path, to.as_deref(), chance.as_deref(), achieved)).transpose()?;
    if goal.is_some() && expected {
        return Err(format!("--goal needs futures, and --expected runs none\n{USAGE}"));
    }
    if future.is_some() && expected {
        return Err(format!("--future needs futures, and --expected runs none\n{USAGE}"));
    }
    let named = |number: String| {
        OneFuture::named(&number, &Rc::new(scenario.clone()))
            .ok_or_else(|| format!("--future {number}: {}", sentences::no_such_future(scenario.run.futures)))
    };
    let future = future.map(named).transpose()?;
    Ok(Request { scenario, expected, detail, json, goal, future })
}

/// Reads a goal: a lever by its path, the condition, and how often it must hold.
fn goal(
    scenario: &Checked,
    path: &str,
    to: Option<&str>,
    chance: Option<&str>,
    is_achieved: bool,
) -> Result<(Lever, Goal), String> {
    let wanted = match to {
        Some(text) => Wanted::parse(text).map_err(|problem| format!("--to {problem}"))?,
        None => Wanted::agreed(scenario).ok_or_else(|| {
            format!("--goal: {} Or say with --to what is wanted.", sentences::no_target(scenario))
        })?,
    };
    if wanted.figure.position(scenario).is_none() {
        return Err(format!("--to {}: the run does not hold that year", to.unwrap_or_default()));
    }
    let lever =
        Lever::all().find(|lever| lever.path() == path && wanted.figure.bears(*lever)).ok_or_else(|| {
            format!("--goal {path}: no lever of what is wanted is at this path; write one such as {SAVINGS}")
        })?;
    let target = chance.map_or(Ok(EVEN), |chance| {
        let share = chance.parse().ok().filter(|share| (0.01..=0.99).contains(share));
        share.ok_or_else(|| format!("--chance {chance}: write a share from 0.01 to 0.99"))
    })?;
    Ok((lever, Goal { wanted, target, is_achieved }))
}

/// A council's baseline, or the council as it stood in a January.
fn of_council(code: &str, from: Option<&str>) -> Result<Scenario, String> {
    let england = England::published();
    let code = Code::of(code).ok_or_else(|| {
        format!("--council {code}: no council of this code is in the record; Kent's is E10000016")
    })?;
    let council = code.council();
    let Some(from) = from else {
        let kent = Scenario::kent();
        return if code == kent.council {
            Ok(kent)
        } else {
            baseline(&england, code).map(Checked::into_inner)
        };
    };
    let from = from.parse().map_err(|_| format!("--from {from}: write a January from {FIRST} to {LAST}"))?;
    let years = u8::try_from(CHECKED_YEARS).unwrap_or(u8::MAX);
    known(&england, council, from, years).map(Checked::into_inner)
}

fn run(request: &Request) -> Result<String, String> {
    let scenario = &request.scenario;
    let opening = scenario.horizon.opening_january;
    let started = Instant::now();
    let mut report = json!({
        "scenario": scenario.name,
        "futures": scenario.run.futures,
        "seed": scenario.run.seed,
    });
    if request.expected {
        let rows = (0_usize..)
            .zip(expected(scenario))
            .map(|(january, expected)| json!({ "january": opening.plus(january).0, "expected": expected }));
        report["placements"] = rows.collect();
    } else {
        let model = Compiled::new(scenario, Detail::Full);
        let ensemble = Ensemble::run_on_all_cores(&model, opening, scenario.run.seed, scenario.run.futures);
        results(&mut report, scenario, &ensemble);
        if let Some((lever, goal)) = request.goal {
            report["goal"] = sought(scenario, &ensemble, lever, goal)?;
        }
        if let Some(asked) = &request.future {
            report["future"] = one_future(&Course::run(scenario, asked.index), &ensemble);
        }
        if request.detail {
            report["detail"] = detail(scenario, &ensemble);
        }
    }
    report["seconds"] = started.elapsed().as_secs_f64().into();
    if request.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        Ok(table(&report))
    }
}

/// What a lever must be for a goal, in the units of a scenario file; `value` is null where no value does it that the
/// lever can be set to, and `probability` is then that of the best.
fn sought(scenario: &Checked, ensemble: &Ensemble, lever: Lever, goal: Goal) -> Result<Value, String> {
    const BEYOND: &str = "the horizon does not hold the year of what is wanted";
    let means = vec![Reach::whole(lever, scenario)];
    let scenario = Rc::new(scenario.clone());
    let ground = Rc::new(Ground { scenario: scenario.clone(), published: scenario.clone(), goal });
    let savings = Savings::of(ensemble, &scenario, &scenario);
    let at_once =
        savings.as_ref().and_then(|savings| of_savings(&ground, &means, savings).zip(Some(savings)));
    let found = match &at_once {
        Some((found, _)) => found.clone(),
        None => seek(&ground, &means).ok_or(BEYOND)?,
    };
    let setting = found.setting().cloned().unwrap_or_else(|| ground.present(&means));
    // As things are, what is met already is met with the lever's own range.
    let changed = match found.answer {
        Answer::Met => (**scenario).clone(),
        _ => ground.with_setting(&means, &setting),
    };
    let value = lever.assumption(&changed).amount.central();
    let probability = match (&at_once, &found.answer) {
        (Some((_, savings)), _) => Some(savings.chance(value)),
        (None, Answer::Met) => Some(found.present.chance),
        (None, _) => {
            let settings = [setting];
            let mut job = ground.job(&means, &settings, scenario.run.futures).ok_or(BEYOND)?;
            job.finish();
            ground.chances(&means, &settings, &job).and_then(|chances| chances.first().copied())
        }
    };
    let is_reached = !matches!(found.answer, Answer::OutOfReach(_));
    let mut report = json!({
        "lever": lever.path(),
        "wanted": sentences::holds(goal.wanted),
        "target": goal.target,
        "taken_as_achieved": goal.is_achieved,
        "value": if is_reached { value.into() } else { Value::Null },
        "probability": probability,
        "within": [means[0].low, means[0].high],
        "more_is_always_better": found.is_steady,
    });
    if let Answer::OutOfReach(best) = &found.answer {
        report["left"] = best.left.into();
    }
    if let Some((_, savings)) = &at_once {
        let needed = savings.needed(goal.target);
        report["too_late_on_average"] = needed.late.into();
        report["value_if_none_were_late"] = needed.prompt.into();
    }
    Ok(report)
}

/// One future: where it stands, its years, its blocks and its story. Money is in pounds.
fn one_future(course: &Course, ensemble: &Ensemble) -> Value {
    let standing = Standing::of(ensemble, course);
    let years = course.years();
    let below = |at: usize| standing.as_ref().map(|standing| standing.placements[at].below);
    let year = |(at, year): (usize, &CourseYear)| {
        json!({
            "january": year.january.0,
            "placements": year.placements,
            "share_of_futures_with_fewer": below(at),
            "joiners": year.joiners,
            "leavers": year.leavers,
            "directed": year.directed,
            "waiting": year.waiting,
            "financial_year": year.year.to_string(),
            "spending": year.spending,
            "balance": year.balance,
        })
    };
    let block = |block: &CourseBlock| {
        let filled = |year: &Filled| json!({ "january": year.january.0, "filled": year.filled, "bought": year.bought });
        json!({
            "name": block.name,
            "is_awarded": block.is_awarded,
            "places": block.filled.iter().map(filled).collect::<Value>(),
            "saving": block.saving,
            "void_cost": block.void_cost,
        })
    };
    let story = sentences::story(course, standing.as_ref());
    json!({
        "number": course.number(),
        "digest": course.digest().to_string(),
        "years": years.iter().enumerate().map(year).collect::<Value>(),
        "blocks": course.blocks.iter().map(block).collect::<Value>(),
        "contract_value": course.contract_value(),
        "breaks_even": course.breaks_even(),
        "story": story.into_iter().map(|chapter| chapter.said.join(" ")).collect::<Value>(),
    })
}

/// Everything that an ensemble says of the county. Money is in pounds.
fn results(report: &mut Value, scenario: &Checked, ensemble: &Ensemble) {
    let opening = scenario.horizon.opening_january;
    let shape = ensemble.shape();
    let by_january = |measure: Measure, scope: Scope| -> Value {
        let first = usize::from(measure != Measure::Stock);
        (0..shape.times(measure))
            .map(|time| {
                let january = opening.plus(time + first).0;
                row("january", january.into(), Summary::from(ensemble.tally(measure, time, scope)))
            })
            .collect()
    };
    let by_year = |headline: fn(usize) -> Headline| -> Value {
        (0..shape.years)
            .map(|year| {
                let financial_year = AcademicYear(opening.plus(year).0).to_string();
                let spread = ensemble.spread(headline(year));
                row("financial_year", financial_year.into(), Summary::from(&spread))
            })
            .collect()
    };
    let one = |headline| {
        ensemble.known_spread(headline).map_or(Value::Null, |spread| summary(Summary::from(&spread)))
    };
    report["placements"] = by_january(Measure::Stock, Scope::County);
    report["joiners"] = by_january(Measure::Joiners, Scope::County);
    report["leavers"] = by_january(Measure::Leavers, Scope::County);
    report["diverted"] = json!({
        "tribunal": by_january(Measure::Tribunal, Scope::County),
        "localities": by_january(Measure::Localities, Scope::County),
        "srp": by_january(Measure::Srp, Scope::County),
        "state_special": by_january(Measure::StateSpecial, Scope::County),
    });
    report["waiting"] = by_january(Measure::Waiting, Scope::County);
    report["cost"] = by_year(Headline::Placements);
    report["alternatives"] = by_year(Headline::Alternatives);
    report["transport"] = by_year(Headline::Transport);
    report["in_year_balance"] = by_year(Headline::Balance);
    report["spared_while_children_wait"] = by_year(Headline::WaitSaving);
    let year = scenario.agreement.as_ref().map(|agreement| agreement.break_even_in.to_string());
    report["breakeven_year"] = year.into();
    report["probability_breakeven"] = ensemble.breakeven().into();
    report["deficit"] = json!({
        "agreement": one(Headline::DeficitAgreement),
        "stability_grant": one(Headline::DeficitGrant),
    });
    report["contract_value"] = one(Headline::ContractValue);
    report["framework_spend"] = one(Headline::FrameworkSpend);
    report["blocks"] = scenario
        .blocks
        .iter()
        .zip(BlockOutcome::all(ensemble, scenario))
        .map(|(block, became)| {
            let over_term = |line| became.over_term_all_futures(line).map(|sum| summary(sum.0));
            json!({
                "name": block.name,
                "volume": block.volume,
                "awarded": became.awarded(),
                "saving": over_term(BlockLine::Saving),
                "void_cost": over_term(BlockLine::VoidCost),
                "cost": over_term(BlockLine::Cost),
                "utilisation": became.filled(),
            })
        })
        .collect();
    report["digest"] = ensemble.digest().map(|digest| digest.to_string()).into();
}

/// Every count by year and scope: one row each, as a spreadsheet or a statistics program wants it.
/// Money is in pounds.
fn detail(scenario: &Checked, ensemble: &Ensemble) -> Value {
    let shape = ensemble.shape();
    let opening = scenario.horizon.opening_january;
    let (districts, needs) = (&scenario.districts.list, &scenario.needs.list);
    let mut scopes = vec![(Scope::County, "county", "County".to_owned())];
    scopes.extend((0..shape.districts).map(|d| (Scope::District(d), "district", districts[d].name.clone())));
    scopes.extend((0..shape.needs).map(|n| (Scope::Need(n), "need", needs[n].code.clone())));
    scopes.extend((0..shape.areas).map(|a| (Scope::Area(a), "area", scenario.areas[a].name.clone())));
    scopes.extend((0..shape.blocks).map(|b| (Scope::Block(b), "block", scenario.blocks[b].name.clone())));
    scopes.extend(Phase::ALL.map(|phase| (Scope::Phase(phase), "phase", phase.label().to_owned())));
    scopes.extend(Channel::ALL.map(|way| (Scope::Channel(way), "channel", way.label().to_owned())));
    scopes.extend((0..shape.cells()).map(|cell| {
        let (district, need) = (cell / shape.needs, cell % shape.needs);
        let name = format!("{}, {}", districts[district].name, needs[need].code);
        (Scope::Cell { district, need }, "district and need", name)
    }));
    let mut rows = Vec::new();
    for measure in Measure::ALL {
        let is_cost = matches!(measure, Measure::Cost | Measure::Transport);
        for time in 0..shape.times(measure) {
            let year = opening.plus(time).0;
            let when = match measure {
                Measure::Stock => json!(year),
                _ if is_cost => AcademicYear(year).to_string().into(),
                _ => json!(year + 1),
            };
            for (scope, kind, name) in &scopes {
                if shape.column(measure, time, *scope).is_none() {
                    continue;
                }
                let unit = if is_cost { COST_UNIT } else { 1.0 };
                let mut row = summary(Summary::from(ensemble.tally(measure, time, *scope)).scaled(unit));
                row["measure"] = measure.name().into();
                row["by"] = (*kind).into();
                row["place"] = name.clone().into();
                row[if is_cost { "financial_year" } else { "january" }] = when.clone();
                rows.push(row);
            }
        }
    }
    rows.into()
}

fn row(name: &str, when: Value, of: Summary) -> Value {
    let mut row = summary(of);
    row[name] = when;
    row
}

fn summary(of: Summary) -> Value {
    json!({ "mean": of.mean, "sd": of.sd, "p10": of.p10, "p50": of.p50, "p90": of.p90 })
}

/// The report for reading.
fn table(report: &Value) -> String {
    let mut lines = vec![format!(
        "{}: {} futures from seed {} in {:.2} s",
        report["scenario"].as_str().unwrap_or_default(),
        report["futures"],
        report["seed"],
        report["seconds"].as_f64().unwrap_or_default(),
    )];
    let numbers = |row: &Value, unit: f64| -> String {
        ["expected", "mean", "sd", "p10", "p50", "p90"]
            .iter()
            .filter_map(|name| Some(format!("{name} {:.2}", row[name].as_f64()? / unit)))
            .collect::<Vec<String>>()
            .join(", ")
    };
    let rows = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    for row in rows("placements") {
        lines.push(format!("Placements, January {}: {}", row["january"], numbers(&row, 1.0)));
    }
    for (name, label) in [("cost", "Spending on placements"), ("in_year_balance", "In-year balance")] {
        for row in rows(name) {
            let year = row["financial_year"].as_str().unwrap_or_default();
            lines.push(format!("{label}, {year}, £m: {}", numbers(&row, 1e6)));
        }
    }
    if let Some(story) = report["future"]["story"].as_array() {
        lines.push(format!("Future {}:", report["future"]["number"]));
        lines.extend(story.iter().filter_map(Value::as_str).map(str::to_owned));
    }
    if let (Some(chance), Some(year)) =
        (report["probability_breakeven"].as_f64(), report["breakeven_year"].as_str())
    {
        lines.push(format!("Share of futures that break even in {year}: {chance}"));
    }
    let goal = &report["goal"];
    if let Some(lever) = goal["lever"].as_str() {
        let (value, chance) = (&goal["value"], &goal["probability"]);
        let holds = goal["wanted"].as_str().unwrap_or_default();
        let said = if value.is_null() {
            format!("no value within its limits will do; with the best {holds} in a share of {chance}")
        } else {
            format!("at {value} {holds} in a share of {chance}")
        };
        lines.push(format!("Goal, {lever}: {said}"));
    }
    for block in rows("blocks") {
        let name = block["name"].as_str().unwrap_or_default();
        lines.push(format!("Block {name}, saving over its term, £m: {}", numbers(&block["saving"], 1e6)));
    }
    lines.join("\n")
}
