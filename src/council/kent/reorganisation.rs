//! Options for new councils in Kent and Medway, as they went to consultation from 5 February to 26 March 2026.

use crate::council::{Division, Reorganisation};

pub(super) const REORGANISATION: Reorganisation = Reorganisation {
    note: "Options for new councils that went to consultation in February and March 2026. Which one the government \
           chose is not known to the planner. Medway is not in the figures. Options 4d and 5a split districts: they \
           cannot be shown.",
    options: &OPTIONS,
};

/// Those that keep districts whole, each area by the codes of its districts.
#[rustfmt::skip] // an area is read as a row
static OPTIONS: [Division; 3] = [
    Division {
        name: "Option 1a",
        said: "One council for all of Kent, with Medway.",
        areas: &[
            ("Kent", &["E07000105", "E07000106", "E07000107", "E07000108", "E07000112", "E07000109", "E07000110", "E07000111", "E07000113", "E07000114", "E07000115", "E07000116"]),
        ],
    },
    Division {
        name: "Option 3a",
        said: "Three councils. Medway would join the North.",
        areas: &[
            ("North", &["E07000107", "E07000109", "E07000113"]),
            ("West", &["E07000110", "E07000111", "E07000115", "E07000116"]),
            ("East", &["E07000105", "E07000106", "E07000108", "E07000112", "E07000114"]),
        ],
    },
    Division {
        name: "Option 4b",
        said: "Four councils. Medway would join the North.",
        areas: &[
            ("North", &["E07000107", "E07000109"]),
            ("West", &["E07000110", "E07000111", "E07000115", "E07000116"]),
            ("Mid", &["E07000113", "E07000105", "E07000112"]),
            ("East", &["E07000106", "E07000108", "E07000114"]),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{GroupingEdit, Scenario};

    #[test]
    fn every_option_has_every_district_once_and_is_a_sound_grouping() {
        let mut scenario = Scenario::kent();
        let mut codes: Vec<&str> = scenario.districts.list.iter().map(|d| d.code.as_str()).collect();
        codes.sort_unstable();
        for option in REORGANISATION.options {
            let mut of_it: Vec<&str> =
                option.areas.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
            of_it.sort_unstable();
            assert_eq!(of_it.iter().map(ToString::to_string).collect::<Vec<_>>(), codes, "{}", option.name);
        }
        for option in REORGANISATION.options {
            GroupingEdit::Option(option).apply(&mut scenario);
        }
        let groupings = scenario.groupings();
        let sizes: Vec<(&str, usize)> = groupings.iter().map(|g| (g.name.as_str(), g.areas.len())).collect();
        assert_eq!(sizes, [("Option 1a", 1), ("Option 3a", 3), ("Option 4b", 4)]);
        assert!(scenario.check().is_ok());
    }
}
