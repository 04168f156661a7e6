//! What goes out, read back by other programs' libraries: a CSV reader, a spreadsheet reader, a
//! look at the parts of the workbook's file.

use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::rc::Rc;
use sufficiency_planner::cohort::{BlockLine, COST_UNIT, Compiled, Detail, Headline, Measure, Scope};
use sufficiency_planner::decisions::{Aim, EVEN, Purse, Savings};
use sufficiency_planner::ensemble::{Ensemble, Summary};
use sufficiency_planner::exchange::{Form, Wanted, file};
use sufficiency_planner::field::{Band, Phase};
use sufficiency_planner::questions::{BalanceCauses, BlockAlone, BlockCurve, Question, on_offer};
use sufficiency_planner::results::{BlockOutcome, OverTermAllFutures, View, YearlyAwarded};
use sufficiency_planner::scenario::{Amount, Edit, GroupingEdit, Scenario};
use sufficiency_planner::sentences;

const FUTURES: u32 = 300;
/// A name that a spreadsheet might take for a formula, and that a careless writer of CSV or XML breaks on.
const NAME: &str = "=HYPERLINK(\"http://x\"), \"quoted\" & <tagged>";

fn kent() -> Scenario {
    let mut kent = Scenario::kent();
    kent.run.futures = FUTURES;
    NAME.clone_into(&mut kent.name);
    kent
}

/// The ensemble as the page runs it.
fn page(scenario: &Scenario) -> Ensemble {
    let checked = scenario.clone().check().unwrap();
    let model = Compiled::new(&checked, Detail::Main);
    Ensemble::run(&model, checked.horizon.opening_january, checked.run.seed, checked.run.futures)
}

fn wanted(scenario: &Scenario, form: Form) -> Wanted {
    let digest = page(scenario).digest().map(|digest| digest.to_string());
    let other = Scenario { name: "Another".into(), ..kent() };
    let (scenario, others, date) = (scenario.to_json(), vec![other.to_json()], "2026-11-26".into());
    Wanted { form, scenario, others, digest, date, non_maintained: None }
}

/// The rows of a CSV file, each by the names of its columns.
fn rows(bytes: &[u8]) -> Vec<HashMap<String, String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("as long as its heads")).collect()
}

#[test]
fn the_csv_holds_the_figures_of_the_page_to_the_last_digit() {
    let scenario = kent();
    let made = file(&wanted(&scenario, Form::Csv)).unwrap();
    assert_eq!(made.name, "hyperlink-http-x-quoted-tagged-results-2026-11-26.csv");
    let rows = rows(&made.bytes);
    let value = |wanted: [&str; 7]| -> f64 {
        let names = ["period", "district", "need", "part", "measure", "statistic", "kind"];
        let is = |row: &&HashMap<String, String>| {
            names.iter().zip(wanted).all(|(name, value)| row[*name] == value)
        };
        let found: Vec<_> = rows.iter().filter(is).collect();
        assert_eq!(found.len(), 1, "{wanted:?}");
        found[0]["value"].parse().unwrap()
    };
    let page = page(&scenario);
    let exact = |a: f64, b: f64| assert!(a.to_bits() == b.to_bits(), "{a} against {b}");
    for (index, period) in [(1, "2026"), (5, "2030"), (9, "2034")] {
        for (district, name) in [(0, "Ashford"), (3, "Dover"), (11, "Tunbridge Wells")] {
            for (need, code) in [(0, "ASD"), (3, "Other")] {
                let of = Summary::from(page.tally(Measure::Stock, index, Scope::Cell { district, need }));
                exact(value([period, name, code, "All", "placements", "p10", "result"]), of.p10);
                exact(value([period, name, code, "All", "placements", "mean", "result"]), of.mean);
            }
        }
        let secondary = Summary::from(page.tally(Measure::Stock, index, Scope::Phase(Phase::Secondary)));
        exact(
            value([period, "All", "All", "Phase: Secondary", "placements", "p90", "result"]),
            secondary.p90,
        );
    }
    let cost = Summary::from(page.tally(Measure::Cost, 2, Scope::County)).scaled(COST_UNIT);
    exact(value(["2027/28", "All", "All", "All", "cost", "p50", "result"]), cost.p50);
    let balance = Summary::from(&page.spread(Headline::Balance(2)));
    assert!(balance.p50 < 0.0, "a negative number, which stays one");
    exact(value(["2027/28", "All", "All", "All", "in_year_balance", "p50", "result"]), balance.p50);
    // Joiners by district are more than the page runs, of the same futures: they add up to its own.
    let joined = |district: &str| value(["2029/30", district, "All", "All", "joiners", "mean", "result"]);
    let summed: f64 = scenario.districts.list.iter().map(|district| joined(&district.name)).sum();
    assert!((summed - page.tally(Measure::Joiners, 4, Scope::County).mean()).abs() < 1e-9);
    // By bands of ages too, of which those of a phase add up to it.
    let band = |band: Band| {
        value(["2030", "All", "All", &format!("Age: {}", band.label()), "placements", "mean", "result"])
    };
    let primary = value(["2030", "All", "All", "Phase: Primary", "placements", "mean", "result"]);
    assert!((band(Band::Under5) + band(Band::From5To10) - primary).abs() < 1e-9 && primary > 50.0);
}

#[test]
fn a_csv_can_be_traced_and_run_again() {
    let scenario = kent();
    let made = file(&wanted(&scenario, Form::Csv)).unwrap();
    let rows = rows(&made.bytes);
    let about = |name: &str| {
        let row = rows.iter().find(|row| row["kind"] == "about" && row["measure"] == name);
        row.unwrap_or_else(|| panic!("{name}"))["note"].clone()
    };
    assert_eq!(about("Scenario"), format!("'{NAME}"), "guarded, and nothing else lost");
    let again = Scenario {
        run: sufficiency_planner::scenario::Run {
            seed: about("Seed").parse().unwrap(),
            futures: about("Futures").parse().unwrap(),
        },
        ..Scenario::kent()
    };
    assert_eq!(page(&again).digest().unwrap().to_string(), about("Digest of the futures"));
    let growth = |statistic: &str| {
        let is = |row: &&HashMap<String, String>| {
            row["measure"] == "demand.growth" && row["statistic"] == statistic
        };
        let row = rows.iter().find(is).unwrap();
        (row["value"].parse::<f64>().unwrap(), row["note"].clone())
    };
    let Amount::Pert(pert) = scenario.demand.growth.amount else { panic!("a PERT") };
    let bits = |values: [f64; 3]| values.map(f64::to_bits);
    let written = [growth("low").0, growth("central").0, growth("high").0];
    assert_eq!(bits(written), bits([pert.min, pert.mode, pert.max]));
    assert!(growth("low").1.contains("SEN2"), "{:?}", growth("low").1);
}

#[test]
fn small_opening_counts_and_what_would_reveal_them_are_hidden_everywhere() {
    let mut scenario = kent();
    // A hundred pupils over 48 cells: most counts are small.
    scenario.opening.pupils.amount = Amount::Fixed(100.0);
    // Known exactly, as a council knows its own counts: the same in every future.
    scenario.districts.concentration.amount = Amount::Fixed(0.0);
    scenario.needs.concentration.amount = Amount::Fixed(0.0);
    let made = file(&wanted(&scenario, Form::Csv)).unwrap();
    let rows = rows(&made.bytes);
    let opening: Vec<_> = rows
        .iter()
        .filter(|row| row["kind"] == "result" && row["measure"] == "placements" && row["period"] == "2025")
        .collect();
    let county =
        opening.iter().find(|row| row["district"] == "All" && row["need"] == "All" && row["part"] == "All");
    assert_eq!(county.unwrap()["value"], "100");
    let (mut hidden, mut shown) = (0, 0);
    for row in &opening {
        match (row["value"].as_str(), row["statistic"].as_str()) {
            ("c", _) => hidden += 1,
            (_, "sd") => {}
            (value, _) => {
                assert!(value.parse::<f64>().unwrap() >= 6.0, "{row:?}");
                shown += 1;
            }
        }
    }
    assert!(hidden > 200 && shown > 10, "{hidden} hidden, {shown} shown");
    // One hidden cell of a district could be worked out from the others.
    for district in scenario.districts.list.iter().map(|district| district.name.as_str()) {
        let of = |need: &str| {
            let is = |row: &&&HashMap<String, String>| {
                row["district"] == district && row["need"] == need && row["statistic"] == "p50"
            };
            opening.iter().find(is).unwrap()["value"] == "c"
        };
        let cells = ["ASD", "SEMH", "SLCN", "Other"].into_iter().filter(|need| of(need)).count();
        assert!(cells != 1 || of("All"), "{district}");
    }
    let later = rows.iter().filter(|row| row["measure"] == "placements" && row["period"] == "2030");
    assert!(later.clone().count() > 100 && later.into_iter().all(|row| row["value"] != "c"));
    // Nor do the assumptions tell what a share of so few is.
    let shares = rows.iter().filter(|row| row["measure"].starts_with("opening pupils by age: age 2"));
    assert!(shares.into_iter().all(|row| row["value"] == "c"));
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook")
}

/// The text of a part of the workbook's file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_string(&mut text).unwrap();
    text
}

fn parts(bytes: &[u8]) -> Vec<String> {
    zip::ZipArchive::new(Cursor::new(bytes))
        .unwrap()
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

#[test]
fn the_workbook_holds_numbers_with_formats_native_charts_and_no_formula() {
    let scenario = kent();
    let made = file(&wanted(&scenario, Form::Workbook)).unwrap();
    let mut book = open(&made.bytes);
    assert_eq!(
        book.sheet_names(),
        [
            "About",
            "Results",
            "Charts",
            "Blocks",
            "Scenarios",
            "Breakeven",
            "Goal seek",
            "Waterfall",
            "Recommended volumes",
            "Volume curves",
            "Detail",
            "Assumptions"
        ]
        .map(str::to_owned)
    );
    let page = page(&scenario);
    let results = book.worksheet_range("Results").unwrap();
    let row = |measure: &str, period: &str| {
        let is = |row: &&[Data]| row[0].to_string().starts_with(measure) && row[1] == *period;
        results.rows().find(is).unwrap_or_else(|| panic!("{measure}, {period}")).to_vec()
    };
    let placements = Summary::from(page.tally(Measure::Stock, 5, Scope::County));
    let found = row("Placements in independent", "January 2030");
    assert_eq!(
        found[4..9],
        [placements.p10, placements.p25, placements.p50, placements.p75, placements.p90].map(rounded)
    );
    let balance = Summary::from(&page.spread(Headline::Balance(2)));
    assert_eq!(row("In-year balance", "2027/28")[6], rounded(balance.p50));
    assert_eq!(row("Share of futures in balance", "2027/28")[3], Data::Float(page.breakeven().unwrap()));
    let about = book.worksheet_range("About").unwrap();
    let told: HashMap<String, String> =
        about.rows().map(|row| (row[0].to_string(), row[1].to_string())).collect();
    assert_eq!(told["Scenario"], NAME, "text, whatever it looks like");
    assert_eq!(told["Digest of the futures"], page.digest().unwrap().to_string());
    let scenarios = book.worksheet_range("Scenarios").unwrap();
    let names: Vec<String> = scenarios.rows().skip(4).take(2).map(|row| row[0].to_string()).collect();
    assert_eq!(names, [NAME, "Another"]);
    let blocks = book.worksheet_range("Blocks").unwrap();
    assert_eq!(blocks.rows().nth(4).unwrap()[0].to_string(), scenario.blocks[0].name);
    let assumptions = book.worksheet_range("Assumptions").unwrap();
    let growth = assumptions.rows().find(|row| row[1] == Data::String("demand.growth".into())).unwrap();
    assert_eq!((&growth[4], growth[7].to_string().as_str()), (&Data::Float(0.05), "SEN2"));
    assert!(
        assumptions
            .rows()
            .skip(4)
            .all(|row| row.len() < 12 || row[11] == Data::Empty || row[1] == "run.futures"),
        "only the futures differ from the published"
    );

    let names = parts(&made.bytes);
    assert_eq!(names.iter().filter(|name| name.starts_with("xl/charts/chart")).count(), 3);
    let chart = part(&made.bytes, "xl/charts/chart1.xml");
    assert!(chart.contains("<c:lineChart>") && chart.contains("Placements, January by January"), "{chart}");
    assert!(chart.contains("Results!$G$5:$G$14"), "the middle of ten Januaries: {chart}");
    let styles = part(&made.bytes, "xl/styles.xml");
    for format in ["£#,##0;-£#,##0", "#,##0.0", "0.0%"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{format}: {styles}");
    }
    for sheet in names.iter().filter(|name| name.starts_with("xl/worksheets/sheet")) {
        assert!(!part(&made.bytes, sheet).contains("<f>"), "{sheet} has a formula");
    }
}

#[test]
fn the_workbook_says_what_was_changed_and_why() {
    let mut scenario = kent();
    let before = scenario.demand.growth.amount;
    scenario.demand.growth.amount = Amount::Fixed(0.07);
    scenario.demand.growth.basis.rationale = "Our own requests rose".into();
    scenario.framework.travel_allowed = !scenario.framework.travel_allowed;
    let mut book = open(&file(&wanted(&scenario, Form::Workbook)).unwrap().bytes);
    let assumptions = book.worksheet_range("Assumptions").unwrap();
    let row = |path: &str| assumptions.rows().find(|row| row[1] == Data::String(path.into())).unwrap();
    let growth = row("demand.growth");
    assert_eq!(growth[10], Data::String("Our own requests rose".into()));
    let Amount::Pert(pert) = before else { panic!("a PERT") };
    assert_eq!(growth[11].to_string(), format!("PERT {}, {}, {}", pert.min, pert.mode, pert.max));
    let travel = if scenario.framework.travel_allowed { "no" } else { "yes" };
    assert_eq!(row("framework.travel_allowed")[11].to_string(), travel);
    assert_eq!(row("demand.fade")[11], Data::Empty);
    let csv = file(&wanted(&scenario, Form::Csv)).unwrap();
    let row = rows(&csv.bytes).into_iter().find(|row| row["measure"] == "demand.growth").unwrap();
    assert!(
        row["note"].contains("your reason: Our own requests rose; changed from: PERT"),
        "{}",
        row["note"]
    );
}

#[test]
fn page_workbook_and_terminal_speak_of_one_outcome_of_a_block() {
    let scenario = kent();
    let (checked, page) = (scenario.clone().check().unwrap(), page(&scenario));
    let shown = View::of(&page, Rc::new(checked.clone()), &checked).unwrap().money.outcomes;
    let mut book = open(&file(&wanted(&scenario, Form::Workbook)).unwrap().bytes);
    let sheet = book.worksheet_range("Blocks").unwrap();
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} against {b}");
    assert_eq!(shown.len(), 2);
    let each = sheet.rows().skip(4).zip(shown.iter()).zip(BlockOutcome::all(&page, &checked));
    for (at, ((row, year), outcome)) in each.enumerate() {
        let cell = |column: usize| row[column].get_float().unwrap();
        let term = cell(6);
        assert_eq!((row[0].to_string(), term), (year.name.clone(), f64::from(checked.blocks[at].term)));
        for (column, shown) in [(7, year.awarded), (8, year.filled), (9, year.pays)] {
            close(cell(column), shown);
        }
        for (column, line, YearlyAwarded(shown)) in
            [(10, BlockLine::Saving, year.saving), (14, BlockLine::VoidCost, year.void_cost)]
        {
            close(cell(column), shown * term);
            // The terminal counts the futures without the block, too.
            let OverTermAllFutures(all) = outcome.over_term_all_futures(line).unwrap();
            close(all.mean, shown * term * year.awarded);
            // By hand, from the futures themselves.
            let raw: Vec<f64> = page.values(Headline::Block(at, line)).collect();
            close(all.mean, raw.iter().sum::<f64>() / f64::from(FUTURES));
        }
    }
}

#[test]
fn the_workbook_says_what_would_bring_balance_in_tables_with_names() {
    let scenario = kent();
    let made = file(&wanted(&scenario, Form::Workbook)).unwrap();
    let mut book = open(&made.bytes);
    let page = page(&scenario);
    let checked = scenario.clone().check().unwrap();
    let float = |cell: &Data| if let Data::Float(value) = cell { *value } else { panic!("{cell:?}") };

    // The sum that Plan and the goal seek say, with the chance that it brings.
    let savings = Savings::of(&page, &checked, &Scenario::kent()).unwrap();
    let needed = savings.needed(EVEN);
    let goal = book.worksheet_range("Goal seek").unwrap();
    let even = goal.rows().find(|row| row[0].to_string().ends_with("in 5 in 10 futures")).unwrap();
    assert_eq!(
        even[1..3],
        [Data::Float(needed.planned.unwrap()), Data::Float((needed.chance * 1e9).round() / 1e9)]
    );
    assert_eq!(even[4], Data::Float(needed.prompt.unwrap()));
    for row in goal.rows().filter(|row| row[0] == "Chance at a sum") {
        assert!((float(&row[2]) - savings.chance(float(&row[1]))).abs() < 1e-6, "{row:?}");
    }
    let fall = book.worksheet_range("Waterfall").unwrap();
    // The causes of Breakeven and the report.
    let asked = BalanceCauses { scenario: Rc::new(checked.clone()) };
    let mut job = asked.job().unwrap();
    job.finish();
    let causes = asked.read(&job).unwrap();
    for (row, (name, value)) in fall.rows().skip(4).zip(sentences::causes(&causes)).take(causes.len()) {
        assert!(row[0] == name && (float(&row[1]) - value).abs() < 1.0, "{row:?} against {value}");
    }
    let last = float(&fall.rows().nth(12).unwrap()[2]);
    assert!((causes.iter().sum::<f64>() - last).abs() < 1.0, "{causes:?} make {last}");
    // The best volume of each block, and the places of the ladder, are those of Blocks.
    let aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
    let curves = book.worksheet_range("Volume curves").unwrap();
    let best: Vec<&[Data]> = curves.rows().filter(|row| row[2] == "best").collect();
    let told: Vec<usize> = on_offer(&checked);
    assert_eq!(best.len(), told.len());
    for (row, &index) in best.iter().zip(&told) {
        let asked = BlockCurve { block: BlockAlone::new(&checked, index), aim };
        let mut job = asked.job().unwrap();
        job.finish();
        let curve = asked.read(&job).unwrap().curve;
        assert_eq!(row[1], Data::Float(f64::from(curve.best().volume)));
        assert!((float(&row[3]) - curve.best().saving / curve.years as f64).abs() < 1.0, "{row:?}");
    }
    let recommended = book.worksheet_range("Recommended volumes").unwrap();
    let rows: Vec<&[Data]> = recommended.rows().skip(4).take(12 * 4 + 1).collect();
    let places: f64 = rows[..48].iter().map(|row| float(&row[1])).sum();
    assert!(places > 0.0 && rows[48][0] == "All of it together");
    assert!((places - float(&rows[48][1])).abs() < 0.5, "{places}");
    let saved: f64 = rows[..48].iter().filter(|row| float(&row[1]) > 0.0).map(|row| float(&row[4])).sum();
    assert!((saved - float(&rows[48][4])).abs() < 50.0, "{saved}");
    let curve = book.worksheet_range("Breakeven").unwrap();
    let balances: Vec<f64> = page.values(Headline::Balance(2)).collect();
    for row in curve.rows().skip(4).take(61) {
        let beyond = balances.iter().filter(|balance| -**balance > float(&row[2])).count() as f64;
        // The sum is rounded to the pound, which may let one future by.
        assert!((beyond / balances.len() as f64 - float(&row[3])).abs() < 0.01, "{row:?}");
    }

    let tables = parts(&made.bytes).into_iter().filter(|name| name.starts_with("xl/tables/"));
    let named: Vec<String> = tables.map(|name| part(&made.bytes, &name)).collect();
    for name in [
        "Results",
        "Blocks",
        "Breakeven",
        "Goal_seek",
        "Waterfall",
        "Recommended_volumes",
        "Volume_curves",
        "Detail",
        "Assumptions",
    ] {
        assert!(named.iter().any(|table| table.contains(&format!("displayName=\"{name}\""))), "{name}");
    }
    // No result ends in what a computer's fractions leave; assumptions, on the last sheet, stand as entered.
    for sheet in 1..book.sheet_names().len() {
        for value in part(&made.bytes, &format!("xl/worksheets/sheet{sheet}.xml")).split("<v>").skip(1) {
            let value = value.split("</v>").next().unwrap();
            let decimals = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 9, "{value} in sheet {sheet}");
        }
    }
}

/// A number as a workbook has it: to six decimal places.
fn rounded(value: f64) -> Data {
    Data::Float((value * 1e6).round() / 1e6)
}

#[test]
fn areas_of_one_name_are_told_apart_by_their_groupings() {
    let mut scenario = kent();
    for _ in 0..2 {
        Edit::Grouping(GroupingEdit::Add).apply(&mut scenario, &Scenario::kent());
    }
    let made = file(&wanted(&scenario, Form::Csv)).unwrap();
    let text = String::from_utf8(made.bytes).unwrap();
    for part in ["\"Area: New grouping, The rest\"", "\"Area: New grouping 2, The rest\""] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("Area: The rest"));
}

/// What is above the heads of a sheet of a return.
fn lead(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> String {
    book.worksheet_range(sheet).unwrap()[(2, 0)].to_string()
}

#[test]
fn the_management_plan_has_every_category_and_invents_no_figure() {
    const NMSS: &str = "Non-maintained special schools or independent (NMSS or independent) placements";
    let scenario = kent();
    let page = page(&scenario);
    let plan = file(&wanted(&scenario, Form::DsgPlan)).unwrap();
    let mut book = open(&plan.bytes);
    let by_type = book.worksheet_range("Plans by placement type").unwrap();
    let lines: Vec<&[Data]> = by_type.rows().skip(4).take(10).collect();
    assert_eq!(lines.len(), 6 + 4, "seven types, one of them with four figures");
    for line in lines {
        for (index, cell) in line[2..12].iter().enumerate() {
            let of = Summary::from(page.tally(Measure::Stock, index, Scope::County));
            match (line[0].to_string().as_str(), line[1].to_string().as_str()) {
                (NMSS, "Mean (for the form)") => assert_eq!(*cell, rounded(of.mean)),
                (NMSS, "Middle (p50)") => assert_eq!(*cell, rounded(of.p50)),
                (NMSS, "1 in 10 below (p10)") => assert_eq!(*cell, rounded(of.p10)),
                (NMSS, _) => assert_eq!(*cell, rounded(of.p90)),
                _ => assert_eq!(cell.to_string(), "Not modelled"),
            }
        }
    }
    for sheet in [
        "Plans by placement type",
        "NMSS or independent by age",
        "NMSS or independent by need",
        "Spending",
        "Placed elsewhere",
    ] {
        let said = lead(&mut book, sheet);
        assert!(
            said.contains("version 10 (26 March 2025). Check them against the template"),
            "{sheet}: {said}"
        );
    }
    let spending = book.worksheet_range("Spending").unwrap();
    let balance = spending.rows().find(|row| row[0].to_string().starts_with("In-year balance")).unwrap();
    assert_eq!(balance[4], rounded(Summary::from(&page.spread(Headline::Balance(2))).mean));
    let of = |sheet: &str, line: &str, book: &mut Xlsx<Cursor<Vec<u8>>>| -> Vec<Vec<Data>> {
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().filter(|row| row[0] == Data::String(line.into())).map(<[Data]>::to_vec).collect()
    };
    let mut sum = 0.0;
    for age in ["Under 5", "Age 5 to 10", "Age 11 to 15", "Age 16 to 19", "Age 20 to 25"] {
        let found = of("NMSS or independent by age", age, &mut book);
        assert_eq!(found.len(), 4, "{age}");
        sum += found[0][8].as_f64().unwrap();
    }
    let total =
        of("NMSS or independent by age", "Total number by Age Group", &mut book)[0][8].as_f64().unwrap();
    assert!((sum - total).abs() < 0.5, "means add up: {sum}, {total}");
    let by_need = "NMSS or independent by need";
    let asd = of(by_need, "Autistic Spectrum Disorder", &mut book);
    assert_eq!(asd[0][8], rounded(Summary::from(page.tally(Measure::Stock, 6, Scope::Need(0))).mean));
    let empty = of(by_need, "Hearing Impairment", &mut book);
    assert!(empty.len() == 1 && empty[0][2..].iter().all(|cell| *cell == Data::Empty), "{empty:?}");
    assert_eq!(of(by_need, "All other needs (not split)", &mut book).len(), 4);
}

#[test]
fn scap_has_every_category_and_splits_only_by_a_share_that_is_entered() {
    let scenario = kent();
    let page = page(&scenario);
    let scap = file(&wanted(&scenario, Form::Scap)).unwrap();
    assert_eq!(scap.name, "hyperlink-http-x-quoted-tagged-scap-2026-11-26.xlsx");
    let mut book = open(&scap.bytes);
    let said = lead(&mut book, "SCAP forecast");
    assert!(said.contains("school capacity survey (SCAP)") && said.contains("Check them against"), "{said}");
    let forecast = book.worksheet_range("SCAP forecast").unwrap();
    let years: Vec<String> = forecast.rows().nth(3).unwrap()[3..].iter().map(ToString::to_string).collect();
    assert_eq!(years, ["2027/28", "2028/29", "2029/30", "2030/31", "2031/32", "2032/33", "2033/34"]);
    let line = |phase: &str, provision: &str| {
        let is = |row: &&[Data]| {
            row[0].to_string().starts_with(phase) && row[1].to_string().starts_with(provision)
        };
        forecast.rows().find(is).unwrap()[3..].to_vec()
    };
    let primary = line("Primary", "Independent and non-maintained special schools, not split");
    let of = Summary::from(page.tally(Measure::Stock, 3, Scope::Phase(Phase::Primary)));
    assert_eq!(primary[0], rounded(of.p50), "January 2028");
    assert!(matches!(primary[4], Data::Float(_)) && primary[5] == "Not asked for");
    let whole = line("Secondary", "Independent and non-maintained special schools, not split");
    assert!(whole.iter().all(|cell| matches!(cell, Data::Float(_))), "seven years");
    for provision in
        ["SEN units", "Independent: mainstream", "State funded special: all others", "Alternative"]
    {
        assert!(line("Secondary", provision).iter().all(|cell| *cell == "Not modelled"), "{provision}");
    }
    for provision in ["Independent: independent special", "State funded special: non-maintained"] {
        assert!(line("Secondary", provision).iter().all(|cell| *cell == "Not split"), "{provision}");
    }
    let split = Wanted { non_maintained: Some(0.25), ..wanted(&scenario, Form::Scap) };
    let forecast = open(&file(&split).unwrap().bytes).worksheet_range("SCAP forecast").unwrap();
    let first = |provision: &str| {
        forecast.rows().find(|row| row[1].to_string().starts_with(provision)).map(|row| row[3].clone())
    };
    assert_eq!(first("State funded special: non-maintained"), Some(rounded(0.25 * of.p50)));
    assert_eq!(first("Independent: independent special"), Some(rounded(0.75 * of.p50)));
    assert_eq!(first("Independent and non-maintained"), None, "nothing stands in it twice");
    let short = Scenario {
        horizon: sufficiency_planner::scenario::Horizon { years: 5, ..scenario.horizon },
        ..scenario
    };
    let scap = file(&wanted(&short, Form::Scap)).unwrap();
    let forecast = open(&scap.bytes).worksheet_range("SCAP forecast").unwrap();
    let is = |row: &&[Data]| {
        row[0].to_string().starts_with("Primary") && row[1].to_string().ends_with("not split")
    };
    let primary = forecast.rows().find(is).unwrap();
    assert_eq!(primary[6].to_string(), "After the last simulated year", "2030/31");
}

#[test]
fn the_reform_plan_has_its_tables_with_and_without_measures() {
    let scenario = kent();
    let page = page(&scenario);
    let made = file(&wanted(&scenario, Form::ReformPlan)).unwrap();
    assert!(made.name.ends_with("-reform-plan-2026-11-26.xlsx"), "{}", made.name);
    let mut book = open(&made.bytes);
    let mut cell = |sheet: &str, line: &str, year: &str| -> Data {
        let range = book.worksheet_range(sheet).unwrap();
        let at = range.rows().nth(3).unwrap().iter().position(|head| *head == year).expect("the year");
        range.rows().find(|row| row[0].to_string().starts_with(line)).expect("the line")[at].clone()
    };
    let row = "NMSS or independent schools - LA funded";
    let of = |january: usize, scope: Scope| Summary::from(page.tally(Measure::Stock, january, scope)).p50;
    // 2025 is the census of January 2026, the second of the scenario.
    assert_eq!(cell("Table 6 with measures", row, "2025"), rounded(of(1, Scope::County)));
    assert_eq!(cell("Table 6 with measures", row, "2029"), rounded(of(5, Scope::County)));
    let without = cell("Table 6 without measures", row, "2029").as_f64().unwrap();
    assert!(without > of(5, Scope::County) + 1.0, "the measures keep children out: {without}");
    assert_eq!(cell("Table 6 with measures", "Alternative Provision", "2029"), "Not modelled");
    let asd = cell("Table 7.5 with measures", "Autistic Spectrum Disorder", "2027");
    assert_eq!(asd, rounded(of(3, Scope::Need(0))));
    assert_eq!(cell("Table 7.5 with measures", "Visual Impairment", "2027"), Data::Empty);
    assert!(cell("Table 7.5 without measures", "All other needs (not split)", "2027").as_f64().is_some());
    assert_eq!(cell("Table 7.5 with measures", "Total", "2029"), rounded(of(5, Scope::County)));
}
