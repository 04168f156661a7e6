//! The engine from a terminal, for analysts and for batch systems.
//!
//! ```text
//! cargo run --release --example headless -- [SCENARIO.json] [--set path=value]...
//!     [--futures N] [--seed S] [--expected] [--json]
//! ```
//!
//! Without a file it runs Kent's published baseline. `--set demand.growth=0.04` fixes a number with
//! no spread; `--set 'demand.growth={"uniform":{"min":0,"max":0.04}}'` gives it another one.

use serde_json::{Value, json};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use std::time::Instant;
use sufficiency_planner::cohort::{Compiled, expected};
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::scenario::{Checked, Scenario};

const USAGE: &str = "usage: headless [SCENARIO.json] [--set path=value]... [--futures N] \
                     [--seed S] [--expected] [--json]";

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
    json: bool,
}

/// Reads the command line and the scenario file.
fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut file = None;
    let mut settings: Vec<(String, String)> = Vec::new();
    let (mut expected, mut json) = (false, false);
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
            "--futures" => settings.push(("run.futures".into(), value("--futures")?)),
            "--seed" => settings.push(("run.seed".into(), value("--seed")?)),
            "--expected" => expected = true,
            "--json" => json = true,
            "--help" | "-h" => return Err(USAGE.into()),
            flag if flag.starts_with('-') => {
                return Err(format!("{flag}: there is no such option\n{USAGE}"));
            }
            _ if file.is_none() => file = Some(argument),
            _ => return Err(format!("{argument}: one scenario file at a time\n{USAGE}")),
        }
    }
    let mut scenario = match &file {
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
    Ok(Request { scenario, expected, json })
}

fn run(request: &Request) -> Result<String, String> {
    let scenario = &request.scenario;
    let opening = scenario.horizon.opening_january;
    let started = Instant::now();
    let (placements, digest): (Vec<Value>, Option<String>) = if request.expected {
        let rows = (0_usize..)
            .zip(expected(scenario))
            .map(|(january, expected)| json!({ "january": opening.plus(january).0, "expected": expected }));
        (rows.collect(), None)
    } else {
        let model = Compiled::new(scenario);
        let ensemble = Ensemble::run(&model, opening, scenario.run.seed, scenario.run.futures);
        let rows = (0_usize..).zip(ensemble.county_summaries()).map(|(january, summary)| {
            json!({
                "january": opening.plus(january).0,
                "mean": summary.mean,
                "sd": summary.sd,
                "p10": summary.p10,
                "p50": summary.p50,
                "p90": summary.p90,
            })
        });
        (rows.collect(), ensemble.digest().map(|digest| digest.to_string()))
    };
    let mut report = json!({
        "scenario": scenario.name,
        "futures": scenario.run.futures,
        "seed": scenario.run.seed,
        "seconds": started.elapsed().as_secs_f64(),
        "placements": placements,
    });
    if let Some(digest) = digest {
        report["digest"] = digest.into();
    }
    if request.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        Ok(table(&report))
    }
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
    for row in report["placements"].as_array().into_iter().flatten() {
        let numbers: Vec<String> = ["expected", "mean", "sd", "p10", "p50", "p90"]
            .iter()
            .filter_map(|name| Some(format!("{name} {:.2}", row[name].as_f64()?)))
            .collect();
        lines.push(format!("January {}: {}", row["january"], numbers.join(", ")));
    }
    lines.join("\n")
}
