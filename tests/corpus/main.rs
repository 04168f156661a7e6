//! Tables as councils and departments have them, and how each is to be read: with which figures, after which
//! questions, or refused for which reason. `cases.txt` holds those written by hand, [`cases`] makes more.

mod cases;

use cases::Case;
use std::collections::{BTreeMap, BTreeSet};
use sufficiency_planner::exchange::import::{Asked, Choices, Field, Meaning, Part, Preview, preview};
use sufficiency_planner::scenario::{Need, Scenario};

/// What the planner has said so far, and what is shown.
struct Talk<'a> {
    case: &'a Case,
    choices: Choices,
    kent: Scenario,
}

impl Talk<'_> {
    fn shown(&self) -> Result<Preview, Vec<String>> {
        let asked = Asked {
            file: "own.csv".into(),
            date: "26 November 2026".into(),
            scenario: self.kent.to_json(),
            choices: self.choices.clone(),
        };
        preview(&asked, &self.case.bytes)
    }

    fn own(shown: &Preview) -> Result<Scenario, String> {
        let text = shown.scenario.as_ref().ok_or_else(|| {
            let open: Vec<&str> =
                shown.questions.iter().filter(|q| q.is_open).map(|q| q.id.as_str()).collect();
            format!("not usable: {:?}; open {open:?}; {:?}", shown.blocks, shown.problems)
        })?;
        Scenario::from_json(text).map_err(|error| error.to_string())
    }

    /// Holds one line of what is expected.
    fn hold(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let shown = || self.shown().map_err(|refused| format!("refused: {refused:?}"));
        let contains = |text: &str, wanted: &str| {
            if text.contains(wanted) { Ok(()) } else { Err(format!("“{wanted}” is not in “{text}”")) }
        };
        match word {
            "read" => {
                let shown = shown()?;
                let own = Self::own(&shown)?;
                let (pupils, facts) = rest.split_once(' ').unwrap_or((rest, ""));
                equal("pupils", own.opening.pupils.amount.central(), pupils)?;
                facts.split_whitespace().try_for_each(|fact| self.fact(&shown, &own, fact))
            }
            "asked" => {
                let shown = shown()?;
                let open: BTreeSet<&str> =
                    shown.questions.iter().filter(|q| q.is_open).map(|q| q.id.as_str()).collect();
                let wanted: BTreeSet<&str> = rest.split_whitespace().collect();
                if shown.scenario.is_some() || open != wanted {
                    return Err(format!("open are {open:?}; usable: {}", shown.scenario.is_some()));
                }
                Ok(())
            }
            "answer" => {
                let (id, answer) = rest.split_once(' ').expect("an answer");
                if !shown()?.questions.iter().any(|question| question.id == id) {
                    return Err(format!("{id} is not asked"));
                }
                self.choices.answers.push((id.into(), answer.parse().unwrap()));
                Ok(())
            }
            "mean" => {
                let (field, rest) = rest.split_once(' ').expect("a field");
                let (text, stands) = rest.rsplit_once('=').expect("a meaning");
                let at = self.kent.districts.list.iter().position(|district| district.name == stands);
                let field = match field {
                    "District" => Field::District,
                    "Need" => Field::Need,
                    other => panic!("{other}"),
                };
                let meaning = match (stands, at) {
                    ("Out", _) => Meaning::Out,
                    ("Total", _) => Meaning::Total,
                    (_, at) => Meaning::One(u16::try_from(at.expect("a district")).unwrap()),
                };
                self.choices.meanings.push((field, text.into(), meaning));
                Ok(())
            }
            "block" => {
                let shown = shown()?;
                if shown.scenario.is_some() {
                    return Err("it is usable".into());
                }
                contains(&shown.blocks.join(" "), rest)
            }
            "refused" => match self.shown() {
                Ok(shown) => Err(format!("taken in: {}", shown.read)),
                Err(reasons) => contains(&reasons.join(" "), rest),
            },
            "problem" | "rule" => {
                let shown = shown()?;
                let (number, wanted) = rest.split_once(' ').expect("a line and words");
                let found = if word == "problem" { &shown.problems } else { &shown.rules };
                let is_of =
                    |lines: &str| lines.split(|c: char| !c.is_ascii_digit()).any(|line| line == number);
                let is_found =
                    found.iter().any(|it| is_of(&it.lines) && it.what.to_ascii_lowercase().contains(wanted));
                if is_found { Ok(()) } else { Err(format!("no {word} of line {number}: {found:?}")) }
            }
            "problems" => equal("problems", shown()?.problems.len() as f64, rest),
            "joiners" => {
                let own = Self::own(&shown()?)?;
                equal("joiners", own.demand.joiners_by_age.total(), rest)
            }
            "cohort" => {
                let own = Self::own(&shown()?)?;
                let words: Vec<&str> = rest.split(' ').collect();
                let district =
                    own.districts.list.iter().find(|district| district.name == words[0]).expect("a district");
                let cohort = district.cohort;
                let index = match words[1] {
                    "primary" => cohort.primary,
                    "secondary" => cohort.secondary,
                    _ => cohort.post_16,
                };
                equal(rest, index, words[2])
            }
            other => panic!("{}: nothing is known of “{other}”", self.case.name),
        }
    }

    fn fact(&self, shown: &Preview, own: &Scenario, fact: &str) -> Result<(), String> {
        let (what, wanted) = fact.split_once('=').expect("a fact");
        let waits = |part: Part| shown.changes.iter().any(|change| change.part == part && change.waits);
        if wanted == "-" {
            let part = if what == "Ages" { Part::Ages } else { Part::Prices };
            return if waits(part) { Ok(()) } else { Err(format!("{what} does not wait")) };
        }
        let place =
            |name: &str| own.districts.list.iter().find(|district| district.name.replace(' ', "_") == name);
        let need = |code: &str| own.needs.list.iter().find(|need: &&Need| need.code == code);
        let found = match what {
            "January" => f64::from(own.horizon.opening_january.0),
            "off" => own.prices.off_framework.amount.central(),
            "framework" => own.prices.lot_a.amount.central(),
            _ if what.starts_with("Age") && what.len() <= 5 => {
                let age: u8 = what[3..].parse().unwrap();
                own.opening.age_profile.at(age.try_into().unwrap())
            }
            _ => match (place(what), need(what)) {
                (Some(district), _) => district.weight,
                (_, Some(need)) => need.opening_weight,
                _ => panic!("{}: no {what}", self.case.name),
            },
        };
        equal(what, found, wanted)
    }
}

fn equal(what: &str, found: f64, wanted: &str) -> Result<(), String> {
    let wanted: f64 = wanted.parse().unwrap_or_else(|_| panic!("{what}: {wanted}"));
    if (found - wanted).abs() < 1e-6 { Ok(()) } else { Err(format!("{what} is {found}, not {wanted}")) }
}

/// What becomes of a case at first.
fn kind(case: &Case) -> &'static str {
    match case.expected.first().and_then(|line| line.split(' ').next()) {
        Some("asked") => "asked",
        Some("block" | "refused") => "refused",
        _ => "read",
    }
}

#[test]
fn every_layout_is_read_asked_about_or_refused_as_it_should_be() {
    let cases = cases::all();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    let (mut told, mut wrong) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for case in &cases {
        *told.entry(kind(case)).or_default() += 1;
        let mut talk = Talk { case, choices: Choices::default(), kent: Scenario::kent() };
        for line in &case.expected {
            if let Err(why) = talk.hold(line) {
                wrong.push(format!("{}: {line}: {why}", case.name));
                break;
            }
        }
    }
    println!("{} layouts: {told:?}", cases.len());
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 150, "{}", cases.len());
}
