//! Reads and names the scenario files that a planner opens and saves.

use crate::scenario::{Checked, Scenario, upgrade_note};
use std::rc::Rc;

/// The largest file that is read, in bytes: a hundred times the size of a scenario.
pub const MOST_BYTES: u64 = 5_000_000;
/// The message about a larger file.
pub const TOO_LARGE: &str = "It is larger than 5 MB; a scenario file has about 50 kB.";

/// Reads the scenario of a file of any version, with a note for the planner where the version is old.
///
/// # Errors
///
/// All problems, a sentence each.
pub fn open(bytes: Vec<u8>) -> Result<(Rc<Checked>, &'static str), Vec<String>> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(vec![TOO_LARGE.into()]);
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| vec!["It is not a text file in UTF-8, as scenario files are.".to_owned()])?;
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (checked, version) = Scenario::open(text)?;
    Ok((Rc::new(checked), upgrade_note(version)))
}

/// The file name for a scenario.
pub fn file_name(name: &str) -> String {
    let stem = plain(name);
    [if stem.is_empty() { "scenario" } else { &stem }, ".json"].concat()
}

/// The letters and digits of a name in lower case, joined by hyphens, so that they can stand in a file name.
pub fn plain(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_saved_opens_as_it_was() {
        let kent = Scenario { note: Some("Why: é".into()), ..Scenario::kent() };
        let marked = format!("\u{feff}{}", kent.to_json());
        for text in [kent.to_json(), marked] {
            let (opened, note) = open(text.into_bytes()).unwrap();
            assert_eq!((&**opened, note), (&kent, ""));
        }
    }

    #[test]
    fn everything_wrong_with_a_file_is_said() {
        let mut kent = Scenario::kent();
        kent.run.futures = 0;
        kent.high_needs.budget_growth.amount = crate::scenario::Amount::Fixed(9.0);
        let said = open(kent.to_json().into_bytes()).unwrap_err();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("Growth of the High Needs Block: high_needs."), "{said:?}");
        assert!(said[1].starts_with("Futures to simulate: run.futures is 0: "), "{said:?}");
    }

    #[test]
    fn what_is_no_scenario_is_refused() {
        assert_eq!(
            open(vec![0xff, 0xfe, 0x41, 0x00]).unwrap_err(),
            ["It is not a text file in UTF-8, as scenario files are."]
        );
        for text in ["", "{", "[1, 2]", "<html>", &"[".repeat(1_000_000), &"{\"a\":".repeat(1_000_000)] {
            assert_eq!(open(text.as_bytes().to_vec()).unwrap_err().len(), 1);
        }
    }

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_name("Localities, slow start (2)"), "localities-slow-start-2.json");
        assert_eq!(file_name("../é\\:"), "scenario.json");
    }
}
