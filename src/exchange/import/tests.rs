//! From bytes to a scenario, as a planner goes.

use super::*;
use crate::cohort::{Compiled, Detail};
use crate::council::Base;
use crate::ensemble::Ensemble;
use crate::exchange::{Cell, Format, csv, template};
use crate::field::{Age, January};
use crate::scenario::{Amount, Scenario, Source};
use proptest::prelude::*;

pub fn asked(choices: Choices) -> Asked {
    Asked {
        file: "own.csv".into(),
        date: "26 November 2026".into(),
        scenario: Scenario::kent().to_json(),
        choices,
    }
}

pub fn shown(text: &str) -> Preview {
    preview(&asked(Choices::default()), text.as_bytes()).unwrap()
}

pub fn scenario(of: &Preview) -> Scenario {
    Scenario::from_json(of.scenario.as_ref().unwrap_or_else(|| panic!("{:?}", of.blocks))).unwrap()
}

pub fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} against {b}");
}

const PLACEMENTS: &str = "District,Primary need,Year group,Channel,Placements,Annual cost (£)\r\n\
    Ashford,ASD,Year 9,Lot A,30,\"£1,500,000\"\r\n\
    Tonbridge & Malling,SEMH,Year 10,Lot B,20,\"£1,100,000\"\r\n\
    Shepway,Autism,R,Off framework,50,\"£3,000,000.00\"\r\n";

#[test]
fn placements_replace_pupils_shares_ages_channels_and_prices() {
    let shown = shown(PLACEMENTS);
    assert_eq!((shown.problems.len(), shown.blocks.len()), (0, 0), "{:?}", shown.problems);
    let own = scenario(&shown);
    assert_eq!(own.opening.base, Base::OWN);
    assert_eq!(own.opening.pupils.amount, Amount::Fixed(100.0));
    let weights: Vec<f64> = own.districts.list.iter().map(|district| district.weight).collect();
    assert_eq!(weights, [30.0, 0.0, 0.0, 0.0, 50.0, 0.0, 0.0, 0.0, 0.0, 0.0, 20.0, 0.0]);
    assert!(own.districts.counted && own.needs.counted);
    assert_eq!(own.districts.concentration.amount, Amount::Fixed(100.0));
    let needs: Vec<(f64, f64)> = own.needs.list.iter().map(|n| (n.opening_weight, n.joiner_weight)).collect();
    assert_eq!(needs, [(80.0, 80.0), (20.0, 20.0), (0.0, 0.0), (0.0, 0.0)]);
    let ages: Vec<(u8, f64)> =
        own.opening.age_profile.values.iter().map(|(age, n)| (u8::from(*age), *n)).collect();
    assert_eq!(ages, [(4, 50.0), (13, 30.0), (14, 20.0)]);
    assert_eq!(own.framework.opening_share.amount, Amount::Fixed(0.5));
    assert_eq!(own.framework.lot_a.amount, Amount::Beta { mean: 0.6, sample_size: 50.0 });
    assert_eq!(own.prices.lot_a.amount, Amount::Fixed(50_000.0));
    assert_eq!(own.prices.lot_b.amount, Amount::Fixed(55_000.0));
    assert_eq!(own.prices.off_framework.amount, Amount::Fixed(60_000.0));
    assert_eq!(own.prices.framework_opening, Scenario::kent().prices.framework_opening);
    for basis in [&own.opening.pupils.basis, &own.districts.weight_basis, &own.prices.lot_a.basis] {
        assert_eq!(basis.source, Source::Council);
        assert_eq!(basis.reference, "The council’s own counts: own.csv, imported on 26 November 2026");
    }
    // What the file does not speak of stays.
    assert_eq!(own.demand.growth, Scenario::kent().demand.growth);
    assert_eq!(own.leaving, Scenario::kent().leaving);
    let parts: Vec<Part> = shown.changes.iter().map(|change| change.part).collect();
    assert_eq!(parts, [Part::Pupils, Part::Districts, Part::Needs, Part::Ages, Part::Channels, Part::Prices]);
    assert_eq!(shown.changes[0].rows, [["All districts".to_owned(), "1,784".into(), "100".into()]]);
    assert_eq!(shown.changes[1].rows[0], ["Ashford", "8.7% (155)", "30.0% (30)"]);
    assert!(
        shown.changes[1].note.contains("No pupil is counted in Canterbury, Dartford"),
        "{}",
        shown.changes[1].note
    );
}

#[test]
fn the_planner_corrects_kind_columns_names_parts_and_the_year_of_the_costs() {
    let text = "Where,What,How many,Spend\nAshfrd,Lot A,10,500000\nMedway,Spot,30,1800000\n";
    let first = shown(text);
    assert!(
        first.blocks[0].starts_with("It is not known which column counts the placements"),
        "{:?}",
        first.blocks
    );
    let asked_of: Vec<&str> = first.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(asked_of, ["count"]);
    let choices = Choices {
        columns: vec![(0, Column::District), (1, Column::Channel), (2, Column::Count)],
        meanings: vec![(Field::District, "Medway".into(), Meaning::One(6))],
        left_out: vec![Part::Pupils],
        costs_of_opening_year: true,
        ..Choices::default()
    };
    let mut without = asked(Choices { meanings: Vec::new(), ..choices.clone() });
    let unknown = preview(&without, text.as_bytes()).unwrap();
    assert_eq!(unknown.problems.len(), 1);
    assert_eq!((unknown.problems[0].lines.as_str(), unknown.problems[0].value.as_str()), ("3", "Medway"));
    without.choices = choices;
    let right = preview(&without, text.as_bytes()).unwrap();
    assert!(right.problems.is_empty());
    let own = scenario(&right);
    assert_eq!(own.opening.pupils, Scenario::kent().opening.pupils, "left as it is");
    assert!(
        right.changes.iter().any(|change| change.part == Part::Pupils && change.left_out),
        "and told all the same"
    );
    close(own.districts.list[6].weight, 30.0);
    close(own.districts.list[0].weight, 10.0);
    assert_eq!(own.prices.framework_opening.amount, Amount::Fixed(50_000.0));
    assert_eq!(own.prices.lot_a, Scenario::kent().prices.lot_a);
    assert_eq!(right.price_years, Some(["2024/25".to_owned(), "2025/26".into()]));
}

#[test]
fn suppressed_counts_are_the_middle_unless_a_total_says_more() {
    let text = "District,Need,Placements\nDover,ASD,40\nDover,SEMH,<6\nDover,SLCN,c\nDover Total,,48\nThanet,ASD,10\nThanet,SEMH,c\nGrand total,,61\n";
    let shown = shown(text);
    assert_eq!(shown.problems, [], "totals hold");
    let own = scenario(&shown);
    close(own.districts.list[3].weight, 48.0);
    close(own.districts.list[9].weight, 13.0);
    close(own.needs.list[1].opening_weight, 7.0);
    assert!(
        shown.suppressed.contains("3 suppressed counts") && shown.suppressed.contains("11 pupils"),
        "{}",
        shown.suppressed
    );
    assert!(
        own.districts.weight_basis.note.contains("Assumption: 3 suppressed counts"),
        "{}",
        own.districts.weight_basis.note
    );
    assert!(
        shown.read.starts_with("5 lines used; 2 lines of totals, used as a check only."),
        "{}",
        shown.read
    );
}

#[test]
fn every_problem_is_told_with_its_line_and_the_rest_is_used() {
    let text = "Placements by district;;;\r\n\r\nDistrict;Year group;Placements;Cost\r\n\
        Dover;Year 7;10;\"£500,000\"\r\nMedway;Year 7;5;\r\nMedway;Year 8;5;\r\nThanet;Nursery;5;\r\n;Year 9;5;\r\n\
        Swale;Year 9;3.5;\r\nSwale;Year 9;lots;\r\nSwale;Year 9;=A1;\r\nSwale;Year 9;20;about a lot\r\nAll;All;99;\r\nSwale;Year 10;;\r\nSwale;Year 11;7;;extra\r\n";
    assert_eq!(shown(text).scenario, None, "nothing is used before it is said what is to become of the rest");
    let answers = ["above:0", "unread", "blanks", "costs"]
        .map(|id| (id.to_owned(), if id == "above:0" { 2 } else { 1 }));
    let choices = Choices { answers: answers.to_vec(), ..Choices::default() };
    let shown = preview(&asked(choices), text.as_bytes()).unwrap();
    let told: Vec<(String, String)> =
        shown.problems.iter().map(|p| (p.lines.clone(), p.value.clone())).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(told[0], ("5, 6", "Medway"));
    for expected in [
        ("7", "Nursery"),
        ("8", ""),
        ("9", "3.5"),
        ("10", "lots"),
        ("11", "=A1"),
        ("12", "about a lot"),
        ("13", ""),
        ("15", ""),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    assert!(
        shown
            .problems
            .iter()
            .any(|p| p.what.starts_with("The total is 99, but the lines that are used come to 30"))
    );
    assert!(
        shown.rules.iter().any(|rule| rule.lines == "14" && rule.what.contains("blank")),
        "{:?}",
        shown.rules
    );
    close(scenario(&shown).opening.pupils.amount.central(), 30.0);
}

/// What districts and needs a preview counts.
fn weights(of: &Preview) -> (Vec<f64>, Vec<f64>) {
    let own = scenario(of);
    let districts = own.districts.list.iter().map(|district| district.weight).filter(|weight| *weight > 0.0);
    (districts.collect(), own.needs.list.iter().map(|need| need.opening_weight).collect())
}

#[test]
fn names_across_the_top_are_counted_one_by_one_and_a_total_beside_them_is_a_check() {
    let plain = "District,ASD,SEMH,\"Speech, language and communication needs\",All other needs,Total\n\
        Ashford,120,40,<6,9,172\nCanterbury,90,31,12,7,140\nDover,61,28,10,5,104\n\
        Dartford,33,20,9,4,66\nGravesham,41,22,8,3,74\nMaidstone,77,36,11,8,132\nTotal,422,177,53,36,688\n";
    // A pivot table in its compact form, and the same the other way round.
    let pivot = "Sum of Placements,Column Labels,,,,\nRow Labels,ASD,SEMH,SLCN,OTHER,Grand Total\n\
        Ashford,120,40,3,9,172\nCanterbury,90,31,12,7,140\nDover,61,28,10,5,104\n\
        Dartford,33,20,9,4,66\nGravesham,41,22,8,3,74\nMaidstone,77,36,11,8,132\nGrand Total,422,177,53,36,688\n";
    let turned = "Need,Ashford,Canterbury,Dover,Dartford,Gravesham,Maidstone\nASD,120,90,61,33,41,77\n\
        SEMH,40,31,28,20,22,36\nSLCN,3,12,10,9,8,11\nOther,9,7,5,4,3,8\n";
    // Without totals.
    let bare: Vec<&str> = plain.lines().filter_map(|line| Some(line.rsplit_once(',')?.0)).collect();
    let bare = bare[..7].join("\n");
    for text in [plain, pivot, turned, &bare] {
        let shown = shown(text);
        assert_eq!((&shown.blocks[..], &shown.problems[..]), (&[][..], &[][..]), "{text}");
        let (mut districts, needs) = weights(&shown);
        districts.sort_by(f64::total_cmp);
        assert_eq!(needs, [422.0, 177.0, 53.0, 36.0], "{text}");
        assert_eq!(districts, [66.0, 74.0, 104.0, 132.0, 140.0, 172.0]);
        close(scenario(&shown).opening.pupils.amount.central(), 688.0);
    }
    let wrong = shown(&plain.replace(",66\n", ",67\n"));
    assert_eq!(wrong.problems.len(), 1);
    assert_eq!(wrong.problems[0].lines, "5");
    assert!(wrong.problems[0].what.starts_with("The total is 67, but the lines that are used come to 66"));
}

#[test]
fn year_groups_and_channels_across_the_top_tell_ages_channels_and_costs() {
    let ages = shown("District,R,1,2,Year 7,Cost\nAshford,5,6,7,8,\nDover,1,2,3,4,\n");
    let own = scenario(&ages);
    let told: Vec<(u8, f64)> =
        own.opening.age_profile.values.iter().map(|(age, n)| (u8::from(*age), *n)).collect();
    assert_eq!(told, [(4, 6.0), (5, 8.0), (6, 10.0), (11, 12.0)]);
    let channels = shown("Need,Lot A,Lot B,Off framework,Total\nASD,10,20,30,60\nSEMH,5,5,10,20\n");
    let own = scenario(&channels);
    close(own.framework.opening_share.amount.central(), 0.5);
    let needs = "Channel,ASD,SEMH,Annual cost\nLot A,10,10,1000000\nOff framework,5,,400000\n";
    let blanks = Choices { answers: vec![("blanks".into(), 1)], ..Choices::default() };
    assert_eq!(shown(needs).scenario, None, "the blank cell may hold pupils");
    let needs = preview(&asked(blanks), needs.as_bytes()).unwrap();
    let own = scenario(&needs);
    assert_eq!(own.prices.lot_a.amount, Amount::Fixed(50_000.0));
    assert_eq!(own.prices.off_framework.amount, Amount::Fixed(80_000.0));
}

#[test]
fn a_name_across_the_top_that_nobody_knows_is_told_and_chosen() {
    let text = "District,ASD,SEMH,MLD,Wizardry,Notes\nAshford,10,20,4,30,x\nDover,5,5,3,10,y\n";
    let first = shown(text);
    let told: Vec<(&str, &str)> =
        first.problems.iter().map(|p| (p.lines.as_str(), p.value.as_str())).collect();
    assert_eq!(told, [("1", "Wizardry")]);
    assert_eq!(first.scenario, None, "the column may hold pupils");
    let without = Choices { answers: vec![("unread".into(), 1)], ..Choices::default() };
    assert_eq!(weights(&preview(&asked(without), text.as_bytes()).unwrap()).1, [15.0, 25.0, 0.0, 7.0]);
    let unsure: Vec<&str> = first.names.iter().filter(|n| !n.is_sure).map(|n| n.text.as_str()).collect();
    assert_eq!(unsure, ["MLD", "Wizardry"]);
    let choices = Choices {
        meanings: vec![
            (Field::Need, "Wizardry".into(), Meaning::One(2)),
            (Field::Need, "MLD".into(), Meaning::Out),
        ],
        ..Choices::default()
    };
    let right = preview(&asked(choices), text.as_bytes()).unwrap();
    assert_eq!((right.problems.len(), weights(&right).1), (0, vec![15.0, 25.0, 40.0, 0.0]));
    for (columns, said) in [
        (vec![(4, Column::CountOf(Field::Channel))], "names of two different things"),
        (vec![(5, Column::Need)], "“Primary need” stands in a column"),
    ] {
        let choices = Choices { columns, ..Choices::default() };
        let shown = preview(&asked(choices), text.as_bytes()).unwrap();
        assert!(shown.scenario.is_none() && shown.blocks[0].contains(said), "{:?}", shown.blocks);
    }
    // A list of pupils stays one, whatever stands across it.
    let list = "Pupil ref,ASD,SEMH\nK1,1,0\nK2,0,1\nK3,1,0\nK4,1,0\nK5,1,0\nK6,1,0\n";
    assert!(matches!(read(list.as_bytes(), &Scenario::kent()), Err(Refusal::Pupils(..))));
}

const MOVEMENTS: &str = "Academic year\tYear group\tPrimary need\tPlaced in January\tJoiners\tLeavers\n\
    2022/23\tYear 9\tASD\t200\t40\t10\n2023/24\tYear 9\tASD\t220\t44\t12\n\
    2022/23\tYear 11\tSEMH\t100\t10\t60\n2023/24\tYear 11\tSEMH\t100\t12\t70\n";

#[test]
fn joiners_and_leavers_replace_rates_with_the_doubt_that_counts_leave() {
    let shown = shown(MOVEMENTS);
    assert_eq!(shown.problems, []);
    let own = scenario(&shown);
    let joiners = &own.demand.joiners_by_age;
    close(joiners.at(Age::try_from(13).unwrap()), 42.0);
    close(joiners.at(Age::try_from(15).unwrap()), 11.0);
    close(joiners.total(), 53.0);
    close(own.demand.reference_pupils.amount.central(), 310.0);
    // 106 joiners in two years, which have no swing of their own in the baseline.
    let Amount::LogNormal { median, cv } = own.demand.joiner_scale.amount else { panic!() };
    close(median, 1.0);
    close(cv, (1.0_f64 / 106.0).sqrt());
    close(own.needs.list[0].joiner_weight, 84.0);
    close(own.needs.list[0].opening_weight, 0.52);
    // Ages 4 to 13: 22 of 420, years alike. Age 15: 130 of 200, whose years differ a little more
    // than chance: 10^2 / (100 x 0.65 x 0.35) / 2 x 2 = 2.2.
    let bands = &own.leaving.bands;
    let Amount::Beta { mean, sample_size } = bands[0].hazard.amount else { panic!() };
    close(mean, 22.5 / 421.0);
    close(sample_size, 421.0);
    let Amount::Beta { sample_size, .. } = bands[2].hazard.amount else { panic!() };
    close(sample_size, 1.0 + 200.0 / (2.0 * 25.0 / (100.0 * 0.65 * 0.35)));
    assert_eq!(bands[1], Scenario::kent().leaving.bands[1], "nobody of 14 is counted");
    assert!(
        shown.changes.iter().any(|change| change.part == Part::Leaving && change.note.contains("ages 14"))
    );
}

#[test]
fn more_leavers_than_pupils_are_not_believed() {
    let shown = shown("Age,Placed,Joiners,Leavers\n15,10,1,12\n14,10,1,2\n");
    let leaving = shown.changes.iter().find(|change| change.part == Part::Leaving).unwrap();
    assert!(leaving.note.starts_with("More left than were placed at ages 15"), "{}", leaving.note);
    assert_eq!(scenario(&shown).leaving.bands[2], Scenario::kent().leaving.bands[2]);
}

#[test]
fn population_replaces_the_indices_in_columns_of_years_or_in_lines() {
    let wide = "Code,Name,Age group,2026,2032\nE07000105,Ashford,Primary,\"10,000\",\"9,000\"\nE07000105,Ashford,11-15,8000,8400\n";
    let long = "District,Age,Year,Population\nAshford,5,2026,10000\nAshford,5,2032,9000\nAshford,12,2026,8000\nAshford,12,2032,8400\n";
    for text in [wide, long] {
        let shown = shown(text);
        assert_eq!(shown.problems, [], "{text}");
        let own = scenario(&shown);
        // From the opening September, level until the table begins.
        assert_eq!((own.districts.cohort_from, own.districts.cohort_to), (2025, 2032));
        close(own.districts.list[0].cohort_path[0].primary, 1.0);
        close(own.districts.list[0].cohort_path[3].primary, 0.95);
        let ashford = own.districts.list[0].cohort;
        close(ashford.primary, 0.9);
        close(ashford.secondary, 1.05);
        close(ashford.post_16, 1.0);
        assert_eq!(own.demand.migration, Scenario::kent().demand.migration);
    }
    let all = asked(Choices { includes_migration: true, ..Choices::default() });
    let shown = preview(&all, wide.as_bytes()).unwrap();
    assert_eq!(scenario(&shown).demand.migration.amount, Amount::Fixed(0.0));
}

/// A table of every district and phase that falls 2% a year, from a year to 2035.
fn falling(from: u16) -> String {
    let years: Vec<u16> = (from..=2035).collect();
    let heads: Vec<String> = years.iter().map(u16::to_string).collect();
    let mut text = ["Code,Area,Phase,", &heads.join(","), "\n"].concat();
    for district in &Scenario::kent().districts.list {
        for phase in ["Primary", "Secondary", "Post-16"] {
            let values =
                years.iter().map(|year| format!("{:.3}", 20_000.0 * 0.98_f64.powi(i32::from(*year) - 2022)));
            text.extend(
                [
                    &district.code,
                    ",",
                    &district.name,
                    ",",
                    phase,
                    ",",
                    &values.collect::<Vec<_>>().join(","),
                    "\n",
                ]
                .map(|it: &str| it.to_owned()),
            );
        }
    }
    text
}

#[test]
fn the_same_trend_gives_the_same_futures_from_whatever_year_it_is_told() {
    let early = scenario(&shown(&falling(2022)));
    let late = scenario(&shown(&falling(2025)));
    assert_eq!(early.districts.list, late.districts.list);
    assert_eq!((early.districts.cohort_from, early.districts.cohort_to), (2025, 2035));
    assert_eq!((late.districts.cohort_from, late.districts.cohort_to), (2025, 2035));
    let ashford = &early.districts.list[0];
    // The path bends as a fall of 2% a year does, which no straight line follows.
    assert_eq!(ashford.cohort_path.len(), 9);
    assert!((ashford.cohort_path[4].primary - 0.98_f64.powi(5)).abs() < 1e-6);
    assert!((ashford.cohort.primary - 0.98_f64.powi(10)).abs() < 1e-6);
    let digest = |mut scenario: Scenario| {
        // Only the file's name may differ.
        scenario.districts.cohort_basis = Scenario::kent().districts.cohort_basis;
        let model = Compiled::new(&scenario.check().unwrap(), Detail::Full);
        Ensemble::run(&model, January(2025), 1, 60).digest()
    };
    assert_eq!(digest(early), digest(late));
}

#[test]
fn a_table_of_the_past_is_told_to_be_one() {
    let shown = shown("Code,Name,Phase,2020,2024\nE07000105,Ashford,Primary,10000,9000\n");
    assert!(shown.blocks[0].contains("All its years lie before September 2025"), "{:?}", shown.blocks);
}

#[test]
fn what_cannot_be_simulated_is_not_handed_back() {
    let shown = shown("Code,District,Phase,2025,2030\nE07000105,Ashford,Primary,10,90000\n");
    assert_eq!(shown.scenario, None);
    assert!(shown.blocks[0].contains("cohort.primary"), "{:?}", shown.blocks);
}

#[test]
fn templates_come_back_as_what_they_are() {
    let kent = Scenario::kent();
    for kind in Kind::ALL {
        let sheet = template(kind, &kent);
        let mut filled = sheet.clone();
        let counts =
            ["Placements", "Annual cost (£)", "Placed in January", "Joiners", "Leavers", "2025", "2030"];
        for row in &mut filled.rows {
            for (cell, head) in row.iter_mut().zip(&sheet.heads) {
                if counts.contains(&head.as_str()) {
                    *cell = Cell::Number(7.0, Format::Plain);
                }
            }
        }
        let text = csv(&filled);
        let shown = preview(&asked(Choices::default()), text.as_bytes()).unwrap();
        assert_eq!(shown.kind, kind);
        assert!(shown.scenario.is_some(), "{kind:?}: {:?} {:?}", shown.blocks, shown.problems);
        assert_eq!(shown.problems, [], "{text}");
        let blank = preview(&asked(Choices::default()), csv(&sheet).as_bytes()).unwrap();
        assert_eq!(blank.scenario, None, "nothing is filled in");
    }
}

/// A table in one of the dialects that Excel writes.
fn written(rows: &[Vec<String>], delimiter: u8, ending: &str, always: bool) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, field) in row.iter().enumerate() {
            if at > 0 {
                text.push(char::from(delimiter));
            }
            if always || field.contains(['"', '\r', '\n', char::from(delimiter)]) {
                text.extend(["\"", &field.replace('"', "\"\""), "\""]);
            } else {
                text.push_str(field);
            }
        }
        text.push_str(ending);
    }
    text
}

fn bytes(text: &str, encoding: u8) -> Vec<u8> {
    match encoding {
        0 => text.as_bytes().to_vec(),
        1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        2 => [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        // The tables of this test hold nothing but Latin-1, where Windows-1252 is the same.
        _ => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
    }
}

proptest! {
    #[test]
    fn the_same_table_in_any_dialect_gives_the_same_scenario(
        counts in proptest::collection::vec((0_usize..12, 0_usize..4, 4_u8..19, 1_u32..400), 1..20),
        delimiter in proptest::sample::select(&records::DELIMITERS[..]),
        crlf: bool,
        always: bool,
        encoding in 0_u8..4,
        grouped: bool,
        blanks: bool,
        by_code: bool,
    ) {
        let kent = Scenario::kent();
        let mut rows = vec![vec!["District".to_owned(), "Need".into(), "Age".into(), "Placements".into(), "Annual cost (£)".into()]];
        let mut weights = [0.0; 12];
        for (district, need, age, count) in &counts {
            let of = &kent.districts.list[*district];
            let name = if by_code { of.code.clone() } else { of.name.replace(" and ", " & ") };
            let cost = f64::from(*count) * 50_000.0;
            let cost = if grouped { crate::words::pounds(cost) } else { cost.to_string() };
            rows.push(vec![name, kent.needs.list[*need].code.clone(), age.to_string(), crate::words::whole(f64::from(*count)), cost]);
            if blanks {
                rows.push(vec![String::new(); 5]);
            }
            weights[*district] += f64::from(*count);
        }
        let text = written(&rows, delimiter, if crlf { "\r\n" } else { "\n" }, always);
        let shown = preview(&asked(Choices::default()), &bytes(&text, encoding)).unwrap();
        prop_assert_eq!(&shown.problems, &[]);
        let own = scenario(&shown);
        let read: Vec<f64> = own.districts.list.iter().map(|district| district.weight).collect();
        prop_assert_eq!(read, weights);
        prop_assert_eq!(own.opening.pupils.amount, Amount::Fixed(weights.iter().sum()));
    }

    #[test]
    fn any_table_is_shown_or_refused_and_what_is_handed_back_is_sound(
        rows in proptest::collection::vec(proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(&["Dover", "E07000105", "ASD", "Year 7", "7", "<6", "c", "1,784", "£5", "Total", "2025", "2030",
                    "Lot A", "Primary", "", "=1+1", "99999999999", "-4", "0"][..]).prop_map(str::to_owned),
                "[^\\x00]{0,6}",
            ], 1..8), 1..12),
        heads in proptest::collection::vec(proptest::sample::select(
            &["District", "Need", "Year group", "Age", "Channel", "Placements", "Cost", "Joiners", "Leavers", "Placed", "Phase", "Population", "2025", "2030", "Year", "x"][..]), 2..8),
    ) {
        let heads: Vec<String> = heads.into_iter().map(str::to_owned).collect();
        let text = written(&[vec![heads], rows].concat(), b',', "\r\n", false);
        if let Ok(shown) = preview(&asked(Choices::default()), text.as_bytes())
            && let Some(scenario) = &shown.scenario {
            prop_assert!(Scenario::from_json(scenario).unwrap().check().is_ok());
            prop_assert!(shown.blocks.is_empty() && !shown.changes.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = read(&bytes, &Scenario::kent());
        let text = [b"District,Placements\n", &bytes[..]].concat();
        let _ = preview(&asked(Choices::default()), &text);
    }
}

#[test]
fn hostile_files_are_refused_and_soon() {
    let kent = Scenario::kent();
    let quotes = vec![b'"'; 10_000_000];
    assert!(
        matches!(read(&quotes, &kent), Err(Refusal::LongText(1) | Refusal::Unclosed(1))),
        "{:?}",
        read(&quotes, &kent).err()
    );
    assert!(matches!(read(&vec![0; 10_000_000], &kent), Err(Refusal::NoText(_))));
    assert!(matches!(read(&vec![b','; 10_000_000], &kent), Err(Refusal::Wide(1))));
    assert!(matches!(read(&vec![b'\n'; 10_000_000], &kent), Err(Refusal::Empty)));
    assert!(read(&vec![0xFF; 10_000_000], &kent).is_err());
    let formulas = format!("District,Placements\n{}", "=HYPERLINK(\"x\"),=1+1\n".repeat(100_000));
    let shown = preview(&asked(Choices::default()), formulas.as_bytes()).unwrap();
    assert_eq!(shown.scenario, None);
    assert!(shown.problems.len() < 5);
}

#[test]
fn the_largest_file_there_may_be_is_shown() {
    let mut text = String::from("District,Need,Year group,Placements\n");
    for line in 0..MOST_LINES {
        text.extend([
            "District ",
            &(line % 1_000).to_string(),
            ",ASD,Year 7,",
            &(line % 50).to_string(),
            "\n",
        ]);
    }
    let shown = preview(&asked(Choices::default()), text.as_bytes()).unwrap();
    assert!(shown.blocks.iter().any(|block| block.contains("more than 300 different")), "{:?}", shown.blocks);
    assert!(shown.problems.len() <= 301 && shown.names.len() <= 300);
}
