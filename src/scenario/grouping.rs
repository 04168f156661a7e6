//! Divisions of the county into areas, such as possible new councils. Every district belongs to exactly one area of a
//! division, and every edit keeps it so.

use super::{Area, Scenario, limits};
use crate::council::Division;

/// The area for the districts that belong to no other area.
pub const THE_REST: &str = "The rest";

/// A named division of the county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// The name of the division.
    pub name: String,
    /// Its areas, by their positions in the scenario's list of areas.
    pub areas: Vec<usize>,
}

/// A change of a division, which is named by its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupingEdit {
    /// Adds a division with every district in [`THE_REST`].
    Add,
    /// Adds a division that is on offer. Districts that it does not name are in [`THE_REST`]; one whose name is taken,
    /// or that the scenario has no room for, changes nothing.
    Option(&'static Division),
    /// Renames a division. A name that is empty, too long or taken changes nothing.
    Rename(usize, String),
    /// Removes a division.
    Remove(usize),
    /// Gives an area a name and districts, by code. Districts that it gives up move to the rest, and an area that loses
    /// all its districts is removed. Without a position the area is new.
    Put(usize, Option<usize>, String, Vec<String>),
    /// Removes an area, by its position in the scenario's list of areas; its districts move to the rest.
    Dissolve(usize, usize),
}

/// Whether two names are the same to a reader, for whom capitals make no difference.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

impl Scenario {
    /// The divisions of the county, in the order in which they were made.
    pub fn groupings(&self) -> Vec<Grouping> {
        let mut found: Vec<Grouping> = Vec::new();
        for (index, area) in self.areas.iter().enumerate() {
            let Some(name) = &area.grouping else { continue };
            match found.iter_mut().find(|grouping| grouping.name == *name) {
                Some(grouping) => grouping.areas.push(index),
                None => found.push(Grouping { name: name.clone(), areas: vec![index] }),
            }
        }
        found
    }

    /// Whether a division may have this name. The division at the given position may keep its own.
    pub fn is_free_grouping(&self, name: &str, but: Option<usize>) -> bool {
        let is_other =
            |(index, grouping): (usize, &Grouping)| Some(index) != but && is_same(&grouping.name, name);
        limits::NAME.contains(&name.trim().chars().count())
            && !self.groupings().iter().enumerate().any(is_other)
    }

    /// Whether an area of a division may have this name. The area at the given position may keep its own.
    pub fn is_free_area(&self, grouping: usize, name: &str, but: Option<usize>) -> bool {
        let Some(grouping) = self.groupings().into_iter().nth(grouping) else { return false };
        let is_other = |&area: &usize| Some(area) != but && is_same(&self.areas[area].name, name);
        limits::NAME.contains(&name.trim().chars().count()) && !grouping.areas.iter().any(is_other)
    }

    /// Whether the scenario has room for this many more areas.
    pub fn has_room_for(&self, areas: usize) -> bool {
        self.areas.len() + areas <= *limits::AREAS.end()
    }

    /// The codes of existing districts that pass a test, each once, in the order of the districts.
    fn in_order(&self, is_in: impl Fn(&str) -> bool) -> Vec<String> {
        self.districts.list.iter().map(|district| district.code.clone()).filter(|code| is_in(code)).collect()
    }
}

impl GroupingEdit {
    /// What the change does, in a few words, for the history.
    pub fn what(&self) -> String {
        match self {
            GroupingEdit::Add => "New grouping".into(),
            GroupingEdit::Option(division) => ["Grouping ", division.name].concat(),
            GroupingEdit::Rename(..) => "Name of the grouping".into(),
            GroupingEdit::Remove(_) => "Removal of a grouping".into(),
            GroupingEdit::Put(_, None, name, _) => ["New area ", name].concat(),
            GroupingEdit::Put(_, _, name, _) => ["Area ", name].concat(),
            GroupingEdit::Dissolve(..) => "Removal of an area".into(),
        }
    }

    /// Applies the change to a scenario. A change that cannot be made changes nothing.
    pub fn apply(self, scenario: &mut Scenario) {
        let groupings = scenario.groupings();
        let all = scenario.in_order(|_| true);
        match self {
            GroupingEdit::Add => {
                let free = |name: &String| scenario.is_free_grouping(name, None);
                let numbered =
                    (2..=groupings.len() + 2).map(|number| ["New grouping ", &number.to_string()].concat());
                let name = std::iter::once("New grouping".to_owned()).chain(numbered).find(free);
                if let Some(name) = name.filter(|_| scenario.has_room_for(1)) {
                    scenario.areas.push(Area { name: THE_REST.into(), districts: all, grouping: Some(name) });
                }
            }
            GroupingEdit::Option(division) => add(scenario, division),
            GroupingEdit::Rename(at, name) => {
                let Some(grouping) = groupings.get(at) else { return };
                if scenario.is_free_grouping(&name, Some(at)) {
                    for &area in &grouping.areas {
                        scenario.areas[area].grouping = Some(name.trim().into());
                    }
                }
            }
            GroupingEdit::Remove(at) => {
                if let Some(grouping) = groupings.get(at) {
                    scenario.areas.retain(|area| area.grouping.as_ref() != Some(&grouping.name));
                }
            }
            GroupingEdit::Put(at, area, name, districts) => {
                if let Some(grouping) = groupings.get(at) {
                    put(scenario, grouping, area, name.trim(), &districts);
                }
            }
            GroupingEdit::Dissolve(at, area) => {
                let Some(grouping) = groupings.get(at).filter(|grouping| grouping.areas.contains(&area))
                else {
                    return;
                };
                if scenario.areas[area].name != THE_REST {
                    let given_up = std::mem::take(&mut scenario.areas[area].districts);
                    join_the_rest(scenario, grouping, &given_up);
                }
            }
        }
    }
}

/// Adds a division that is on offer.
fn add(scenario: &mut Scenario, division: &Division) {
    let all = scenario.in_order(|_| true);
    let mut areas: Vec<(&str, Vec<String>)> = (division.areas.iter())
        .map(|(name, codes)| (*name, scenario.in_order(|code| codes.contains(&code))))
        .collect();
    let is_in = |code: &String| areas.iter().any(|(_, codes)| codes.contains(code));
    let rest = all.into_iter().filter(|code| !is_in(code)).collect();
    areas.push((THE_REST, rest));
    areas.retain(|(_, codes)| !codes.is_empty());
    if scenario.is_free_grouping(division.name, None) && scenario.has_room_for(areas.len()) {
        scenario.areas.extend(areas.into_iter().map(|(name, districts)| Area {
            name: name.into(),
            districts,
            grouping: Some(division.name.into()),
        }));
    }
}

/// Gives an area a name and districts, which it takes from the other areas of its division.
fn put(scenario: &mut Scenario, grouping: &Grouping, area: Option<usize>, name: &str, districts: &[String]) {
    let at = scenario.groupings().iter().position(|other| other == grouping);
    let taken = scenario.in_order(|code| districts.iter().any(|wanted| wanted == code));
    let is_sound = at.is_some_and(|at| scenario.is_free_area(at, name, area))
        && area.is_none_or(|area| grouping.areas.contains(&area))
        && (area.is_some() || scenario.has_room_for(1));
    if taken.is_empty() || !is_sound {
        return;
    }
    for &other in &grouping.areas {
        scenario.areas[other].districts.retain(|code| Some(other) == area || !taken.contains(code));
    }
    let mut given_up = Vec::new();
    if let Some(area) = area {
        let area = &mut scenario.areas[area];
        given_up.extend(area.districts.iter().filter(|&code| !taken.contains(code)).cloned());
        area.name = name.into();
        area.districts = taken;
    } else {
        let new = Area { name: name.into(), districts: taken, grouping: Some(grouping.name.clone()) };
        // The rest stays the last area of its division.
        let last = grouping.areas[grouping.areas.len() - 1];
        let place = if scenario.areas[last].name == THE_REST { last } else { last + 1 };
        scenario.areas.insert(place, new);
    }
    join_the_rest(scenario, grouping, &given_up);
}

/// Moves the districts that are in no area of a division to the rest, and removes areas without districts.
pub(super) fn join_the_rest(scenario: &mut Scenario, grouping: &Grouping, given_up: &[String]) {
    let is_of = |area: &Area| area.grouping.as_ref() == Some(&grouping.name);
    if !given_up.is_empty() {
        let rest = scenario.areas.iter().position(|area| is_of(area) && area.name == THE_REST);
        if let Some(rest) = rest {
            let now = std::mem::take(&mut scenario.areas[rest].districts);
            scenario.areas[rest].districts =
                scenario.in_order(|code| now.iter().chain(given_up).any(|other| other == code));
        } else if let Some(last) = scenario.areas.iter().rposition(is_of) {
            let districts = scenario.in_order(|code| given_up.iter().any(|other| other == code));
            let new = Area { name: THE_REST.into(), districts, grouping: Some(grouping.name.clone()) };
            scenario.areas.insert(last + 1, new);
        }
    }
    scenario.areas.retain(|area| !is_of(area) || !area.districts.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(district: usize) -> String {
        Scenario::kent().districts.list[district].code.clone()
    }

    fn edited(edits: impl IntoIterator<Item = GroupingEdit>) -> Scenario {
        let mut scenario = Scenario::kent();
        for edit in edits {
            edit.apply(&mut scenario);
        }
        scenario
    }

    fn names(scenario: &Scenario) -> Vec<(&str, usize)> {
        scenario.areas.iter().map(|area| (area.name.as_str(), area.districts.len())).collect()
    }

    fn east() -> GroupingEdit {
        GroupingEdit::Put(0, None, "East".into(), vec![code(9), code(3), code(3), "no such".into()])
    }

    #[test]
    fn a_new_grouping_starts_with_the_rest_and_areas_take_from_it() {
        let scenario = edited([GroupingEdit::Add, GroupingEdit::Rename(0, " Two unitaries ".into()), east()]);
        assert_eq!(names(&scenario), [("East", 2), (THE_REST, 10)]);
        assert_eq!(scenario.areas[0].districts, [code(3), code(9)], "in the order of the districts");
        assert_eq!(scenario.groupings(), [Grouping { name: "Two unitaries".into(), areas: vec![0, 1] }]);
        assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(&scenario));
        assert!(scenario.check().is_ok());
    }

    #[test]
    fn what_an_area_gives_up_joins_the_rest_and_an_empty_area_goes() {
        let west = GroupingEdit::Put(
            0,
            None,
            "West".into(),
            (0..12).map(code).filter(|c| *c != code(3) && *c != code(9)).collect(),
        );
        let all = edited([GroupingEdit::Add, east(), west]);
        assert_eq!(names(&all), [("East", 2), ("West", 10)], "nothing is left for the rest");
        let smaller = GroupingEdit::Put(0, Some(0), "Dover".into(), vec![code(3)]);
        let mut scenario = all.clone();
        smaller.apply(&mut scenario);
        assert_eq!(names(&scenario), [("Dover", 1), ("West", 10), (THE_REST, 1)]);
        GroupingEdit::Put(0, Some(1), "West".into(), vec![code(3), code(0)]).apply(&mut scenario);
        assert_eq!(names(&scenario), [("West", 2), (THE_REST, 10)], "Dover went with its only district");
        GroupingEdit::Dissolve(0, 0).apply(&mut scenario);
        assert_eq!(names(&scenario), [(THE_REST, 12)]);
        GroupingEdit::Dissolve(0, 0).apply(&mut scenario);
        assert_eq!(names(&scenario), [(THE_REST, 12)], "the rest stays");
        GroupingEdit::Remove(0).apply(&mut scenario);
        assert_eq!(scenario, Scenario::kent());
    }

    #[test]
    fn a_name_that_is_taken_or_empty_and_an_area_without_districts_change_nothing() {
        let base = [GroupingEdit::Add, GroupingEdit::Add, east()];
        let before = edited(base.clone());
        assert_eq!(
            before.groupings().iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
            ["New grouping", "New grouping 2"]
        );
        for edit in [
            GroupingEdit::Rename(1, "new GROUPING".into()),
            GroupingEdit::Rename(0, "  ".into()),
            GroupingEdit::Rename(0, "x".repeat(200)),
            GroupingEdit::Rename(7, "Other".into()),
            GroupingEdit::Put(0, None, "EAST".into(), vec![code(1)]),
            GroupingEdit::Put(0, None, "North".into(), vec![]),
            GroupingEdit::Put(0, None, "North".into(), vec!["no such".into()]),
            GroupingEdit::Put(1, Some(0), "North".into(), vec![code(1)]),
            GroupingEdit::Dissolve(1, 0),
            GroupingEdit::Remove(9),
        ] {
            let mut after = before.clone();
            edit.clone().apply(&mut after);
            assert_eq!(after, before, "{edit:?}");
        }
    }

    #[test]
    fn a_grouping_that_leaves_a_district_out_or_has_it_twice_is_refused() {
        let mut scenario = edited([GroupingEdit::Add, east()]);
        scenario.areas[1].districts.pop();
        scenario.areas[1].districts[0] = code(3);
        let problems = scenario.check().unwrap_err();
        let values: Vec<&str> = problems.iter().map(|problem| problem.value.as_str()).collect();
        assert_eq!(values.len(), 3, "{values:?}");
        assert!(values[0].starts_with("0 areas of “New grouping” for "), "{values:?}");
        assert!(values[1].starts_with("2 areas of “New grouping” for "), "{values:?}");
    }

    fn any_edit() -> impl Strategy<Value = GroupingEdit> {
        let districts = proptest::collection::vec(0..12_usize, 0..12);
        let put = (0..3_usize, proptest::option::of(0..6_usize), "[A-C]{0,2}|The rest", districts);
        prop_oneof![
            2 => Just(GroupingEdit::Add),
            1 => (0..3_usize, "[A-C]{0,2}").prop_map(|(at, name)| GroupingEdit::Rename(at, name)),
            1 => (0..3_usize).prop_map(GroupingEdit::Remove),
            8 => put.prop_map(|(at, area, name, districts)| {
                GroupingEdit::Put(at, area, name, districts.into_iter().map(code).collect())
            }),
            2 => (0..3_usize, 0..6_usize).prop_map(|(at, area)| GroupingEdit::Dissolve(at, area)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_edits_make_a_grouping_that_is_refused(edits in proptest::collection::vec(any_edit(), 1..25)) {
            let scenario = edited(edits);
            prop_assert_eq!(scenario.check().err(), None);
        }
    }
}
