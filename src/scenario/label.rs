//! Names the fields of a scenario file as the page does, for planners who know the controls and not the file.

use super::{BlockTerm, Lever};

/// Fields that have names of their own: the beginning of the path, and the name.
const NAMES: [(&str, &str); 26] = [
    ("version", "Version of the file"),
    ("name", "Name of the scenario"),
    ("note", "Description of the scenario"),
    ("council", "Council"),
    ("agreement.name", "Name of the agreement"),
    ("agreement.break_even_in", "Year in which the agreement wants the block to break even"),
    ("horizon.opening_january", "First January"),
    ("horizon.years", "Years to simulate"),
    ("opening.base", "Which count to start from"),
    ("opening.pupils", "Pupils at the start"),
    ("opening.age_profile", "Pupils by age"),
    ("demand.joiners_by_age", "Joiners by age"),
    ("run.futures", "Futures to simulate"),
    ("run.seed", "Seed"),
    ("framework.extensions", "Extensions of the framework"),
    ("framework.break_after", "Early end of the framework"),
    ("framework.travel_allowed", "Travel to other districts"),
    ("prices.of_financial_years", "Years that the known prices are of"),
    ("local_provision.srp_unlocked", "Whom SRPs admit"),
    ("local_provision.schools", "Special school"),
    ("local_provision.srp_openings", "Opening of SRP places"),
    ("districts.list", "District"),
    ("needs.list", "Need"),
    ("leaving.bands", "Age band of leavers"),
    ("blocks", "Block"),
    ("areas", "Area"),
];

/// Words of paths that are spelt otherwise in text.
const WORDS: [(&str, &str); 14] = [
    ("srp", "SRP"),
    ("dps", "DPS"),
    ("eotas", "EOTAS"),
    ("km", "kilometres"),
    ("min", "lowest"),
    ("mode", "most likely"),
    ("max", "highest"),
    ("cv", "spread"),
    ("lot_a", "Lot A"),
    ("lot_b", "Lot B"),
    ("near_home", "places near home"),
    ("volume", "places"),
    ("term", "years"),
    ("high_needs", "High Needs budget"),
];

/// Steps of a path that mean nothing to a planner.
const SILENT: [&str; 7] = ["amount", "basis", "values", "list", "pert", "uniform", "slab"];

/// The name of a field: that of its control where it has one, and otherwise its path in words.
pub fn label(path: &str) -> String {
    let lever = Lever::all().map(|lever| (lever.path(), lever.label()));
    let (mut said, rest) = lever
        .chain(NAMES)
        .find_map(|(known, name)| Some((name.to_owned(), after(path, known)?)))
        .unwrap_or((String::new(), path));
    for step in rest.split(['.', '[', ']']).filter(|step| !step.is_empty() && !SILENT.contains(step)) {
        if let Ok(index) = step.parse::<u32>() {
            // An age stands for itself; positions of a list are counted from 1.
            let is_age = rest.starts_with(".values");
            said.push_str(if is_age { ", age " } else { " " });
            said.push_str(&if is_age { index } else { index.saturating_add(1) }.to_string());
            continue;
        }
        if !said.is_empty() {
            said.push_str(", ");
        }
        said.push_str(&words(step));
    }
    // The name begins a sentence.
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    said
}

/// The rest of a path after a known beginning, where the path is that field or lies within it.
fn after<'a>(path: &'a str, known: &str) -> Option<&'a str> {
    path.strip_prefix(known).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// A step of a path in words.
fn words(step: &str) -> String {
    let other = |name: &str| WORDS.iter().find(|(word, _)| *word == name).map(|(_, said)| *said);
    let term = BlockTerm::ALL.into_iter().find(|term| term.field() == step).map(BlockTerm::label);
    match term.or_else(|| other(step)) {
        Some(said) => said.to_owned(),
        None => step.split('_').map(|word| other(word).unwrap_or(word)).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_called_as_their_controls_are_or_in_words() {
        for (path, said) in [
            ("demand.growth.amount.pert.min", "Growth in the rate of joining, lowest"),
            ("demand.growth.basis.rationale", "Growth in the rate of joining, rationale"),
            ("run.futures", "Futures to simulate"),
            ("districts.list[2].weight", "District 3, weight"),
            ("districts.list[0].cohort.post_16", "District 1, cohort, post 16"),
            ("blocks[0].void_share.amount.beta", "Block 1, Price paid for an empty place, beta"),
            ("blocks[1].districts[0]", "Block 2, districts 1"),
            ("blocks[1].near_home", "Block 2, places near home"),
            ("opening.age_profile.values.7", "Pupils by age, age 7"),
            ("local_provision.schools[1].opens.amount", "Special school 2, opens"),
            ("local_provision.srp_from", "Local provision, SRP from"),
            ("needs.list[3].srp_share", "Need 4, SRP share"),
            ("dependence.growth_tribunal.amount", "Dependence, growth tribunal"),
            ("blocks", "Block"),
            ("grwth", "Grwth"),
            ("é[99999999999].x", "É, 99999999999, x"),
        ] {
            let said = if path.starts_with('é') { "é, 99999999999, x" } else { said };
            assert_eq!(label(path), said, "{path}");
        }
    }
}
