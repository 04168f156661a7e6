//! What the department's forms call primary needs, and where they count otherwise than the planner.

use crate::scenario::Scenario;

/// Primary needs as the department's forms spell them, each with its code.
const FORM_NEEDS: [(&str, &str); 13] = [
    ("Autistic Spectrum Disorder", "ASD"),
    ("Hearing Impairment", "HI"),
    ("Moderate Learning Difficulty", "MLD"),
    ("Multi- Sensory Impairment", "MSI"),
    ("Physical Disability", "PD"),
    ("Profound & Multiple Learning Difficulty", "PMLD"),
    ("Social, Emotional and Mental Health", "SEMH"),
    ("Speech, Language and Communications needs", "SLCN"),
    ("Severe Learning Difficulty", "SLD"),
    ("Specific Learning Difficulty", "SPLD"),
    ("Visual Impairment", "VI"),
    ("Other Difficulty/Disability", "OTH"),
    ("SEN support but no specialist assessment of type of need", "NSA"),
];
/// What is said of the needs that the scenario does not tell apart.
pub const NOT_SPLIT: &str = "A need that the scenario does not tell apart is left empty, and what it holds of several needs stands in a line of its own, marked “not split”: divide it by the council’s own counts.";
/// Where the forms' count is wider than the model's.
pub const MAINSTREAM_INDEPENDENT: &str = "The forms count mainstream independent schools with these placements; the planner does not. Add the council’s own count of them.";

/// The lines of a form by need: those that the form has, each with the scenario's need where it has one, then those
/// of the scenario that are none of the form's.
pub fn need_lines(scenario: &Scenario) -> Vec<(String, Option<usize>)> {
    let needs = &scenario.needs.list;
    let at = |code: &str| needs.iter().position(|need| need.code.eq_ignore_ascii_case(code));
    let of_form = FORM_NEEDS.iter().map(|(name, code)| ((*name).to_owned(), at(code)));
    let is_of_form = |code: &str| FORM_NEEDS.iter().any(|(_, other)| other.eq_ignore_ascii_case(code));
    let own = needs.iter().enumerate().filter(|(_, need)| !is_of_form(&need.code));
    of_form.chain(own.map(|(index, need)| ([&need.name, " (not split)"].concat(), Some(index)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_of_the_scenario_stands_in_one_line_and_none_is_invented() {
        let scenario = Scenario::kent();
        let lines = need_lines(&scenario);
        assert_eq!(lines.len(), FORM_NEEDS.len() + 1);
        let mut told: Vec<usize> = lines.iter().filter_map(|(_, need)| *need).collect();
        told.sort_unstable();
        assert_eq!(told, (0..scenario.needs.list.len()).collect::<Vec<_>>());
        assert_eq!(lines[0], ("Autistic Spectrum Disorder".into(), Some(0)));
        assert_eq!(lines[1], ("Hearing Impairment".into(), None));
        assert_eq!(lines.last().unwrap().0, "All other needs (not split)");
    }
}
