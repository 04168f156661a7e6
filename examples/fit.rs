//! Fits the path of joiners to the record of England's councils with the engine itself, and says how well it
//! holds where nothing was fitted.
//!
//! ```text
//! cargo run --release --example fit
//! ```
//!
//! It fits to half of the councils and to outcomes up to January 2023, writes `src/england/path.json`, from which
//! the published baseline takes its numbers, and the figures of `docs/validation.md`. The other half of the
//! councils, and January 2024 and 2025, are looked at once, after everything has been chosen.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use sufficiency_planner::council::{Council, England, FIRST, LAST};
use sufficiency_planner::england::score::point;
use sufficiency_planner::england::{Forecast, Score, as_before, forecast, score};
use sufficiency_planner::scenario::{Amount, CHECKED_YEARS, Pert, Scenario};

/// The last January whose counts the fit may look at.
const FITTED_UNTIL: u16 = 2023;
/// Futures of a forecast while fitting, and when the fit is judged.
const FUTURES: u32 = 400;
const JUDGED: u32 = 4_000;
/// Weight of how far the shares of futures below what came lie from even, against the CRPS.
const EVENNESS: f64 = 0.3;
/// Doubt about growth that comes from years and not from councils: national growth differed by about 3 points
/// from year to year, and four years are fitted.
const YEARS_DOUBT: f64 = 0.015;
const OUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/england/path.json");

/// The values that are fitted. The other terms of the path are fixed: cross-validation within the fitted half made
/// unseen councils worse where they were fitted too.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Values {
    growth: f64,
    level_doubt: f64,
    wander: f64,
}

/// Where the search begins, and how far its first steps reach.
const START: [f64; 3] = [0.06, 0.25, 0.3];
const REACH: [f64; 3] = [0.04, 0.12, 0.12];

impl Values {
    fn of(numbers: [f64; 3]) -> Values {
        let [growth, level_doubt, wander] = numbers;
        Values { growth, level_doubt: level_doubt.clamp(0.0, 0.9), wander: wander.clamp(0.01, 0.9) }
    }

    fn numbers(self) -> [f64; 3] {
        [self.growth, self.level_doubt, self.wander]
    }

    /// The path with these values and no doubt about them.
    fn put(self, scenario: &mut Scenario) {
        scenario.demand.growth.amount = Amount::Fixed(self.growth);
        scenario.demand.level_doubt.amount = Amount::Fixed(self.level_doubt);
        scenario.demand.wander.amount = Amount::Fixed(self.wander);
    }
}

/// One forecast that is asked for.
#[derive(Clone, Copy)]
struct Asked<'a> {
    council: &'a Council,
    from: u16,
    until: u16,
}

fn asked<'a>(councils: impl Iterator<Item = &'a Council>, until: u16) -> Vec<Asked<'a>> {
    let starts = |council: &'a Council| {
        let starts = (FIRST..until).filter(move |&from| council.is_large(from));
        starts.map(move |from| Asked { council, from, until })
    };
    councils.flat_map(starts).collect()
}

/// All forecasts that are asked for, on all cores, in their order.
fn forecasts(
    england: &England,
    asked: &[Asked],
    futures: u32,
    edit: &(impl Fn(&mut Scenario) + Sync),
) -> Vec<Forecast> {
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut found: Vec<(usize, Vec<Forecast>)> = std::thread::scope(|scope| {
        let work = || {
            let mut mine = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(one) = asked.get(at) else { return mine };
                // Every start that is asked for has a count.
                let of = forecast(england, one.council, one.from, one.until, futures, edit, score::RECORDING);
                mine.push((at, of.unwrap_or_default()));
            }
        };
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().flat_map(|(_, forecasts)| forecasts).collect()
}

/// A score, of which council and how far ahead.
#[derive(Clone, Copy)]
struct Scored {
    code: &'static str,
    ahead: u16,
    score: Score,
}

fn scored(forecasts: &[Forecast]) -> Vec<Scored> {
    forecasts.iter().map(|one| Scored { code: one.code, ahead: one.ahead, score: one.score() }).collect()
}

/// The scores of one number of years ahead, weighed.
#[derive(Default)]
struct Horizon {
    crps: f64,
    weight: f64,
    /// Share of the futures below what came, and its weight.
    pits: Vec<(f64, f64)>,
}

impl Horizon {
    fn loss(mut self) -> f64 {
        self.pits.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut reached = 0.0;
        let uneven = self.pits.iter().map(|(pit, weight)| {
            let even = (reached + 0.5 * weight) / self.weight;
            reached += weight;
            weight * (pit - even).powi(2)
        });
        (self.crps + EVENNESS * uneven.sum::<f64>()) / self.weight
    }
}

/// The loss that the search minimises: the mean over years ahead of the mean CRPS, so that the many short forecasts do
/// not outweigh the few long ones, plus how uneven the shares below are. Each council counts `weight` times.
fn loss(scores: &[Scored], weight: &dyn Fn(&str) -> f64) -> f64 {
    let mut by_ahead: BTreeMap<u16, Horizon> = BTreeMap::new();
    for one in scores {
        let weight = weight(one.code);
        if weight > 0.0 {
            let horizon = by_ahead.entry(one.ahead).or_default();
            horizon.crps += weight * one.score.crps;
            horizon.weight += weight;
            horizon.pits.push((one.score.pit, weight));
        }
    }
    let horizons = by_ahead.len() as f64;
    by_ahead.into_values().map(Horizon::loss).sum::<f64>() / horizons
}

/// A small generator for the search and for drawing councils: the fit is the same wherever it runs.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Every setting that was tried, with the score of each forecast under it.
type Tried = Vec<(Values, Vec<Scored>)>;

/// Random settings around the start, then ever smaller steps from the best.
fn search(england: &England, asked: &[Asked], started: Instant) -> Tried {
    const RANDOM: usize = 60;
    const ROUNDS: usize = 6;
    let mut tried: Tried = Vec::new();
    let mut dice = Dice(2026);
    let attempt = |numbers: [f64; 3], tried: &mut Tried| {
        let values = Values::of(numbers);
        let scores = scored(&forecasts(england, asked, FUTURES, &|scenario| values.put(scenario)));
        let found = loss(&scores, &|_| 1.0);
        tried.push((values, scores));
        print!("\r  {} settings tried, {:.0} s ", tried.len(), started.elapsed().as_secs_f64());
        let _ = std::io::stdout().flush();
        found
    };
    let mut best = (START, attempt(START, &mut tried));
    for _ in 0..RANDOM {
        let numbers = std::array::from_fn(|at| START[at] + REACH[at] * (2.0 * dice.uniform() - 1.0));
        let found = attempt(numbers, &mut tried);
        if found < best.1 {
            best = (numbers, found);
        }
    }
    let mut steps = REACH.map(|reach| 0.25 * reach);
    for _ in 0..ROUNDS {
        for at in 0..3 {
            for sign in [1.0, -1.0] {
                let mut numbers = best.0;
                numbers[at] += sign * steps[at];
                let found = attempt(numbers, &mut tried);
                if found < best.1 {
                    best = (numbers, found);
                }
            }
        }
        steps = steps.map(|step| 0.6 * step);
    }
    println!();
    tried
}

/// The best of the settings tried, where each council counts so many times.
fn best(tried: &Tried, weight: &dyn Fn(&str) -> f64) -> Values {
    let with_loss = tried.iter().map(|(values, scores)| (*values, loss(scores, weight)));
    with_loss.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(Values::of(START), |(values, _)| values)
}

/// The best settings of `draws` drawn sets of councils: mean and standard deviation of each number.
fn over_draws(tried: &Tried, codes: &[&'static str], draws: usize, halves: bool) -> [(f64, f64); 3] {
    let mut dice = Dice(7);
    let found: Vec<[f64; 3]> = (0..draws)
        .map(|_| {
            let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
            for code in codes {
                if halves {
                    if dice.uniform() < 0.5 {
                        counts.insert(code, 1.0);
                    }
                } else {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
                    let code = codes[(dice.uniform() * codes.len() as f64) as usize];
                    *counts.entry(code).or_default() += 1.0;
                }
            }
            best(tried, &|code| counts.get(code).copied().unwrap_or(0.0)).numbers()
        })
        .collect();
    std::array::from_fn(|at| {
        let n = found.len() as f64;
        let mean = found.iter().map(|numbers| numbers[at]).sum::<f64>() / n;
        (mean, (found.iter().map(|numbers| (numbers[at] - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
    })
}

/// What forecasts come to, a row for each number of years ahead.
struct Row {
    ahead: u16,
    forecasts: usize,
    within_80: f64,
    within_50: f64,
    below: f64,
    above: f64,
    crps: f64,
}

fn rows(forecasts: &[(Forecast, Score)]) -> Vec<Row> {
    let last = u16::try_from(CHECKED_YEARS).unwrap_or(0);
    let row = |ahead| {
        let scores: Vec<Score> =
            forecasts.iter().filter(|(one, _)| one.ahead == ahead).map(|(_, score)| *score).collect();
        let n = scores.len() as f64;
        let share = |is: &dyn Fn(&Score) -> bool| scores.iter().filter(|score| is(score)).count() as f64 / n;
        Row {
            ahead,
            forecasts: scores.len(),
            within_80: share(&|score| score.is_within(0.8)),
            within_50: share(&|score| score.is_within(0.5)),
            below: share(&|score| score.pit < 0.1),
            above: share(&|score| score.pit > 0.9),
            crps: scores.iter().map(|score| score.crps).sum::<f64>() / n,
        }
    };
    (1..=last).map(row).filter(|row| row.forecasts > 0).collect()
}

fn table(rows: &[Row]) -> String {
    let mut lines = vec![
        "| Januaries ahead | forecasts | in the 80% band | in the 50% band | below | above | mean CRPS |"
            .to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(rows.iter().map(|row| {
        format!(
            "| {} | {} | {:.0}% | {:.0}% | {:.0}% | {:.0}% | {:.3} |",
            row.ahead,
            row.forecasts,
            100.0 * row.within_80,
            100.0 * row.within_50,
            100.0 * row.below,
            100.0 * row.above,
            row.crps
        )
    }));
    lines.join("\n")
}

/// The simpler rules, each a single number: no change; the growth of the last three years goes on; England's
/// growth of the last year for all.
fn rules(england: &England, one: &Forecast) -> Option<[f64; 3]> {
    let council = england.council(one.code)?;
    let now = f64::from(council.placements(one.from)?);
    let ahead = f64::from(one.ahead);
    let back =
        (1..=3).rev().find_map(|years| Some((years, council.placements(one.from.checked_sub(years)?)?)));
    let own = back.map_or(0.0, |(years, then)| (now / f64::from(then.max(1))).ln() / f64::from(years));
    let whole = |january| england.total(january);
    let national = whole(one.from - 1).zip(whole(one.from)).map_or(0.0, |(then, now)| (now / then).ln());
    let forecasts = [now, now * (own * ahead).exp(), now * (national * ahead).exp()];
    Some(forecasts.map(|forecast| point(forecast, one.came)))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// Today's date, as year-month-day (civil from days: Hinnant 2013).
fn today() -> String {
    let days =
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400) + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    format!("{}-{month:02}-{day:02}", year + 400 * era + u64::from(month <= 2))
}

fn rounded(value: f64, to: f64) -> f64 {
    ((value / to).round() * to * 1e6).round() / 1e6
}

/// The numbers of the baseline, as a scenario file writes them: rounded, with their doubt as ranges.
fn amounts(chosen: Values, errors: [f64; 3]) -> Value {
    let growth = rounded(chosen.growth, 0.005);
    let wide = rounded(3.0 * (errors[0].powi(2) + YEARS_DOUBT.powi(2)).sqrt(), 0.005);
    let wander = rounded(chosen.wander, 0.01);
    let reach = rounded((2.0 * errors[2]).min(0.5 * wander), 0.01);
    let pert = |mode: f64, wide: f64, to: f64| json!({ "pert": { "min": rounded(mode - wide, to), "mode": mode, "max": rounded(mode + wide, to) } });
    json!({
        "growth": pert(growth, wide, 0.005),
        "level_doubt": rounded(chosen.level_doubt, 0.01),
        "wander": pert(wander, reach, 0.01),
    })
}

/// One of [`amounts`], as the engine wants it.
fn amount(amounts: &Value, name: &str) -> Result<Amount, String> {
    let said = &amounts[name];
    let pert = &said["pert"];
    match (said.as_f64(), pert["min"].as_f64(), pert["mode"].as_f64(), pert["max"].as_f64()) {
        (Some(value), ..) => Ok(Amount::Fixed(value)),
        (None, Some(min), Some(mode), Some(max)) => Ok(Amount::Pert(Pert { min, mode, max })),
        _ => Err(format!("{name} is no amount")),
    }
}

type Judged = Vec<(Forecast, Score)>;

fn crps(of: &Judged) -> f64 {
    mean(of.iter().map(|(_, score)| score.crps))
}

/// Where what came lay among the futures: the share in each tenth.
fn histogram(of: &Judged) -> Vec<f64> {
    let n = of.len() as f64;
    let tenth = |bin: u32| {
        let (low, high) = (0.1 * f64::from(bin), 0.1 * f64::from(bin + 1));
        let inside = |pit: f64| pit >= low && (pit < high || bin == 9);
        of.iter().filter(|(_, score)| inside(score.pit)).count() as f64 / n
    };
    (0..10).map(tenth).collect()
}

fn coverage(of: &Judged) -> Value {
    let row = |row: &Row| {
        json!({ "ahead": row.ahead, "forecasts": row.forecasts, "within_80": row.within_80,
                "within_50": row.within_50, "below": row.below, "above": row.above, "crps": row.crps })
    };
    rows(of).iter().map(row).collect()
}

/// Every figure of `docs/validation.md`.
fn page(england: &England, tables: &[(&str, &Judged)], before: &Judged) -> String {
    let mut parts = Vec::new();
    for (title, of) in tables {
        parts.push(format!(
            "### {title}\n\n{}\n\nMean CRPS of all {}: {:.3}.",
            table(&rows(of)),
            of.len(),
            crps(of)
        ));
    }
    let unseen = tables[0].1;
    let compared: Vec<[f64; 3]> = unseen.iter().filter_map(|(one, _)| rules(england, one)).collect();
    let rule = |at: usize| mean(compared.iter().map(|errors| errors[at]));
    let mut lines = vec![
        "### Beside simpler rules, unseen councils and unseen years\n".to_owned(),
        "| Rule | mean CRPS of the log count |\n|---|---|".to_owned(),
    ];
    lines.extend(
        [
            ("The path", crps(unseen)),
            ("No change", rule(0)),
            ("The last three years' growth goes on", rule(1)),
            ("England's growth of the last year for all", rule(2)),
            ("As forecasts were made before", crps(before)),
        ]
        .map(|(name, score)| format!("| {name} | {score:.3} |")),
    );
    parts.push(lines.join("\n"));
    let tenths = (1..=10).map(|bin| bin.to_string()).collect::<Vec<_>>().join(" | ");
    let mut lines = vec![
        "### Where what came lay among the futures (PIT), per cent in each tenth\n".to_owned(),
        format!("| | {tenths} |\n|---|---|---|---|---|---|---|---|---|---|---|"),
    ];
    for (title, of) in &tables[..2] {
        let bins: Vec<String> = histogram(of).iter().map(|share| format!("{:.0}", 100.0 * share)).collect();
        lines.push(format!("| {title} | {} |", bins.join(" | ")));
    }
    parts.push(lines.join("\n"));
    parts.join("\n\n")
}

fn run() -> Result<(), String> {
    let started = Instant::now();
    let england = England::published();
    let fitted = asked(england.fitted(), FITTED_UNTIL);
    let mut codes: Vec<&'static str> = fitted.iter().map(|one| one.council.code).collect();
    codes.dedup();
    println!(
        "Fitting to {} starts of {} councils, outcomes to January {FITTED_UNTIL}.",
        fitted.len(),
        codes.len()
    );
    let tried = search(&england, &fitted, started);
    let chosen = best(&tried, &|_| 1.0);
    let errors = over_draws(&tried, &codes, 200, false).map(|(_, error)| error);
    let halves = over_draws(&tried, &codes, 40, true);
    println!("Chosen: {chosen:?}; standard errors over councils {errors:.3?}; over halves {halves:.3?}");
    let amounts = amounts(chosen, errors);
    println!("{amounts:#}");
    let [growth, level_doubt, wander] =
        ["growth", "level_doubt", "wander"].map(|name| amount(&amounts, name));
    let (growth, level_doubt, wander) = (growth?, level_doubt?, wander?);
    let as_shipped = move |scenario: &mut Scenario| {
        scenario.demand.growth.amount = growth;
        scenario.demand.level_doubt.amount = level_doubt;
        scenario.demand.wander.amount = wander;
    };

    // Everything is chosen. Now, once, the councils and years that nothing has looked at.
    let judge = |asked: &[Asked], after: u16, edit: &(dyn Fn(&mut Scenario) + Sync)| -> Judged {
        let made = forecasts(&england, asked, JUDGED, &|scenario: &mut Scenario| edit(scenario));
        let later = made.into_iter().filter(|one| one.january() > after);
        later.map(|one| (one.score(), one)).map(|(score, one)| (one, score)).collect()
    };
    let unseen = asked(england.unseen(), LAST);
    let all = asked(england.councils.iter(), LAST);
    let both = judge(&unseen, FITTED_UNTIL, &as_shipped);
    let councils = judge(&unseen, 0, &as_shipped);
    let everybody = judge(&all, 0, &as_shipped);
    let before = judge(&unseen, FITTED_UNTIL, &as_before);
    let before_all = judge(&all, 0, &as_before);
    let tables = [
        ("Unseen councils and unseen years (January 2024 and 2025)", &both),
        ("Unseen councils, all years", &councils),
        ("Fitted councils, fitted years", &judge(&fitted, 0, &as_shipped)),
        ("All councils, all years", &everybody),
        ("Unseen councils and unseen years, as forecasts were made before", &before),
        ("All councils, all years, as forecasts were made before", &before_all),
    ];
    println!("\n{}\n", page(&england, &tables, &before));
    let written = json!({
        "source": "Department for Education, Education, health and care plans, reporting year 2025 (SEN2), published 26 June 2025, Open Government Licence v3.0",
        "fitted_on": today(),
        "fitted_to": format!("every second council in the order of codes, with 100 or more placements, outcomes to January {FITTED_UNTIL}"),
        "amounts": amounts,
        "standard_errors": { "growth": errors[0], "level_doubt": errors[1], "wander": errors[2] },
        "over_halves": { "growth": halves[0].1, "level_doubt": halves[1].1, "wander": halves[2].1 },
        "recording": score::RECORDING,
        "unseen": coverage(&both),
        "unseen_councils": coverage(&councils),
        "all_councils": coverage(&everybody),
        "before": coverage(&before_all),
        "pit": histogram(&councils),
    });
    let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())? + "\n";
    std::fs::write(OUT, text).map_err(|error| format!("{OUT}: {error}"))?;
    println!("Written: src/england/path.json, in {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
