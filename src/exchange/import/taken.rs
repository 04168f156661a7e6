//! What is taken out of the Department for Education's own files, and its preview.

use super::change::{Change, Part, compare};
use super::choices::{Asked, Choices, Preview};
use super::column::Kind;
use super::effect::begin;
use super::figures::{AGE, Figures, NEED, Unknown};
use super::origin::Origin;
use super::placed;
use super::problem::Problem;
use super::questions::{Questions, options};
use super::sen2::{Council, Counts, Files, Layout, NEEDS};
use super::spread::{ANY, Key};
use super::value::{Field, Meaning, meaning};
use crate::council::Base;
use crate::field::{Age, January};
use crate::scenario::{Scenario, Source};
use crate::words::whole;
use std::collections::BTreeMap;

/// Says what would come of files of the department.
///
/// # Errors
/// Why none of them is of use.
pub fn preview(asked: &Asked, files: &Files, before: &Scenario) -> Result<Preview, Vec<String>> {
    if let Some(about) = files.useless() {
        return Err(vec![format!(
            "It is a file of the Department for Education about {about}. What this planner reads of that release: the file of plans by placement (caseload.csv) and the one by primary need (sen_needs_all_plans.csv), or the zip as downloaded."
        )]);
    }
    let councils = files.councils();
    if councils.is_empty() {
        return Err(vec!["It is a file of the Department for Education, with no line of a council in it: lines of England and of regions are not read.".into()]);
    }
    let mut questions = Questions::default();
    let own = before.council();
    let home = councils.iter().position(|council| council.code == own.code || council.name == own.name);
    let names = councils.iter().map(|council| council.name.clone());
    // The scenario's own council goes without a word.
    let told = match home {
        Some(home) => {
            std::iter::once(["The scenario’s own: ", &councils[home].name].concat()).chain(names).collect()
        }
        None => options(names),
    };
    let chosen = questions.ask(
        &asked.choices,
        "council",
        "Which council’s counts are to be taken?".into(),
        told,
        home.is_none(),
    );
    let council = chosen.checked_sub(1).or(home).and_then(|at| councils.get(at));
    let counts = council.map(|council| council.counts.clone()).unwrap_or_default();
    let (january, start, waits) = of_january(asked, &counts, before, &mut questions);
    let counted = january.and_then(|january| counts.get(&january));
    let file = format!(
        "{}, January {}, {}, imported on {}",
        council.map_or("", |council| council.name.as_str()),
        january.unwrap_or(0),
        clean(&asked.file, 80),
        clean(&asked.date, 30)
    );
    let from = Origin {
        source: Source::Sen2,
        lead: "Department for Education, SEN2: ",
        file: &file,
        suppressed: "",
    };
    let (after, changes) = match counted {
        Some(counted) => changed(counted, start, waits, &asked.choices, before, &from),
        None => (before.clone(), Vec::new()),
    };
    let rules = counted.map(beyond).unwrap_or_default();
    let is_published = january == Some(2025) && council.is_some_and(|council| council.code == own.code);
    let mut after = after;
    if is_published && after.opening.base == Base::OWN && before.opening.base != Base::OWN {
        after.opening.base = Base::SEN2;
    }
    let mut blocks = Vec::new();
    if changes.is_empty() || waits || council.is_none() {
        blocks.push(match council {
            None => "Choose the council.".to_owned(),
            Some(_) if waits => "Nothing of it is known before the questions are answered.".to_owned(),
            Some(Council { name, .. }) => format!(
                "No count of pupils of {name} in independent or non-maintained special schools stands in it."
            ),
        });
    }
    let mut scenario = None;
    if blocks.is_empty() {
        match after.check() {
            Ok(sound) => scenario = Some(sound.to_json()),
            Err(faults) => blocks.extend(faults.iter().map(crate::scenario::Problem::message)),
        }
    }
    Ok(Preview {
        kind: Kind::Placements,
        read: read(files, council, january, &counts, own.name),
        heads: Vec::new(),
        names: Vec::new(),
        options: Vec::new(),
        questions: questions.0,
        problems: Vec::new(),
        rules,
        blocks,
        suppressed: String::new(),
        changes,
        price_years: None,
        scenario,
    })
}

/// The scenario with the counts in it, and what that changes.
fn changed(
    counts: &Counts,
    start: Option<January>,
    waits: bool,
    choices: &Choices,
    before: &Scenario,
    from: &Origin,
) -> (Scenario, Vec<Change>) {
    let parts = parts(counts, before);
    let (mut after, mut changes) = (before.clone(), Vec::new());
    for part in [Part::Start, Part::Pupils, Part::Needs, Part::Ages] {
        let mut tried = after.clone();
        let note = match part {
            Part::Start => begin(&mut tried, start),
            Part::Pupils => placed::pupils(&parts[0], &mut tried, from),
            Part::Needs => placed::needs(&parts[1], &mut tried, from),
            _ => placed::ages(&parts[2], &mut tried, from),
        };
        let Some(note) = note else { continue };
        let left_out = waits || choices.left_out.contains(&part);
        changes.push(Change { part, rows: compare(part, before, &tried), note, left_out, waits });
        if !left_out {
            after = tried;
        }
    }
    (after, changes)
}

/// The January to take, the one from which the scenario is to start, and whether that waits for an answer.
fn of_january(
    asked: &Asked,
    counts: &BTreeMap<u16, Counts>,
    before: &Scenario,
    questions: &mut Questions,
) -> (Option<u16>, Option<January>, bool) {
    let first = before.horizon.opening_january;
    let Some((&last, _)) = counts.last_key_value() else { return (None, None, false) };
    if last == first.0 {
        return (Some(last), None, false);
    }
    let ask = format!(
        "The latest counts are of January {last}; the scenario starts in {first}. Which are to be taken?"
    );
    if last < first.0 {
        let told = options([format!("Those of January {last}, as if they were of {first}")]);
        let chosen = questions.ask(&asked.choices, "start", ask, told, true);
        return (Some(last), None, chosen == 0);
    }
    let mut told = vec![format!("Those of January {last}: the scenario is to start there")];
    if counts.contains_key(&first.0) {
        told.push(format!("Those of {first}"));
    }
    match questions.ask(&asked.choices, "start", ask, options(told), true) {
        2 => (Some(first.0), None, false),
        chosen => (Some(last), Some(January(last)), chosen == 0),
    }
}

/// Pupils, needs and ages as figures: each from other lines, and so each by itself.
fn parts(counts: &Counts, scenario: &Scenario) -> [Figures; 3] {
    let pupils = counts.pupils.map(|pupils| ([ANY; 5], pupils));
    let needs = counts.needs.iter().filter_map(|(at, count)| {
        let Meaning::One(found) = meaning(Field::Need, NEEDS[*at], scenario).0 else { return None };
        Some((with(NEED, found), *count))
    });
    let ages = counts.ages.iter().filter_map(|(age, count)| {
        let age = u16::try_from(Age::try_from(*age).ok()?.index()).ok()?;
        Some((with(AGE, age), *count))
    });
    [figures(pupils.into_iter().collect()), figures(needs.collect()), figures(ages.collect())]
}

fn with(part: usize, place: u16) -> Key {
    let mut key = [ANY; 5];
    key[part] = place;
    key
}

fn figures(counts: Vec<(Key, f64)>) -> Figures {
    let mut tells = [false; 5];
    for (key, _) in &counts {
        for (tells, part) in tells.iter_mut().zip(key) {
            *tells |= *part != ANY;
        }
    }
    Figures {
        kind: Kind::Placements,
        counts: [counts, Vec::new(), Vec::new()],
        costs: BTreeMap::new(),
        hidden: (0, 0.0),
        tells,
        used: 1,
        totals: 0,
        left: 0,
        problems: Vec::new(),
        rules: Vec::new(),
        unknown: Unknown::default(),
        blocks: Vec::new(),
        names: Vec::new(),
    }
}

/// What of the counts has no place in the scenario.
fn beyond(counts: &Counts) -> Vec<Problem> {
    let outside: f64 =
        counts.ages.iter().filter(|(age, _)| Age::try_from(**age).is_err()).map(|(_, count)| count).sum();
    let told = |count: f64, column: &str, what: &str| Problem {
        lines: String::new(),
        column: column.into(),
        value: whole(count),
        what: what.into(),
    };
    let mut rules = Vec::new();
    if outside > 0.0 {
        rules.push(told(
            outside,
            "breakdown",
            "Pupils under 4 or over 24 count among all pupils; their ages are not in the model.",
        ));
    }
    if counts.unknown > 0.0 {
        rules.push(told(
            counts.unknown,
            "number_need_unknown",
            "Pupils whose need is not known: the shares are those of the others.",
        ));
    }
    rules
}

/// How it was read: the files, the council, its placements each January.
fn read(
    files: &Files,
    council: Option<&Council>,
    january: Option<u16>,
    counts: &BTreeMap<u16, Counts>,
    own: &str,
) -> String {
    let used = files.used().into_iter().map(|(name, layout)| match layout {
        Layout::Caseload => [name, " (plans by placement)"].concat(),
        _ => [name, " (plans by primary need)"].concat(),
    });
    let used = used.collect::<Vec<_>>().join(", ");
    let mut told = format!("Files of the Department for Education (SEN2): {used}.");
    if let (Some(Council { name, .. }), Some(january)) = (council, january) {
        told.extend([" ", name, ", January ", &january.to_string(), "."]);
        if !own.is_empty() && name != own {
            told.extend([
                " The scenario is ",
                own,
                "’s: districts, prices and budget stay those of ",
                own,
                ".",
            ]);
        }
    }
    let history = counts
        .iter()
        .filter_map(|(january, counts)| Some([&january.to_string(), " ", &whole(counts.pupils?)].concat()));
    let history = history.collect::<Vec<_>>();
    if !history.is_empty() {
        told.push_str(
            &[
                " Pupils in independent and non-maintained special schools each January: ",
                &history.join(", "),
                ".",
            ]
            .concat(),
        );
    }
    told
}

/// A text without control characters, cut.
pub fn clean(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}
