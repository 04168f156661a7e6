//! The parts of the county for which figures are shown: its districts, or the areas into which they are grouped.

use super::Scope;
use crate::scenario::Scenario;

/// The kind of part into which the county is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Geography {
    /// Its districts.
    #[default]
    Districts,
    /// The areas of a division, by its position among those of the scenario.
    Grouping(usize),
}

/// A part of the county.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The name of the part.
    pub name: String,
    /// The scope of its counts.
    pub scope: Scope,
    /// Its districts, by position; at least one.
    pub districts: Vec<usize>,
    /// Whether any of its districts has a school under the present dynamic purchasing system (DPS).
    pub dps_school: bool,
}

impl Geography {
    /// The grouping at a position, where there is one; otherwise the districts.
    pub fn of(grouping: Option<usize>, scenario: &Scenario) -> Geography {
        let known = grouping.filter(|&grouping| grouping < scenario.groupings().len());
        known.map_or(Geography::Districts, Geography::Grouping)
    }

    /// The noun for one part, within a sentence.
    pub fn noun(self) -> &'static str {
        if self == Geography::Districts { "district" } else { "area" }
    }

    /// The noun for one part, at the head of a table.
    pub fn head(self) -> &'static str {
        if self == Geography::Districts { "District" } else { "Area" }
    }

    /// The parts, in the order of every table.
    pub fn parts(self, scenario: &Scenario) -> Vec<Part> {
        let districts = &scenario.districts.list;
        let grouping = match self {
            Geography::Districts => None,
            Geography::Grouping(at) => scenario.groupings().into_iter().nth(at),
        };
        let Some(grouping) = grouping else {
            let part = |(index, district): (usize, &crate::scenario::District)| Part {
                name: district.name.clone(),
                scope: Scope::District(index),
                districts: vec![index],
                dps_school: district.dps_school,
            };
            return districts.iter().enumerate().map(part).collect();
        };
        let part = |&index: &usize| {
            let area = &scenario.areas[index];
            let members: Vec<usize> =
                (0..districts.len()).filter(|&at| area.districts.contains(&districts[at].code)).collect();
            let dps_school = members.iter().any(|&at| districts[at].dps_school);
            Part { name: area.name.clone(), scope: Scope::Area(index), districts: members, dps_school }
        };
        grouping.areas.iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::GroupingEdit;

    #[test]
    fn the_parts_of_every_geography_have_each_district_once() {
        let mut kent = Scenario::kent();
        let code = |at: usize| Scenario::kent().districts.list[at].code.clone();
        GroupingEdit::Add.apply(&mut kent);
        GroupingEdit::Put(0, None, "North-west".into(), vec![code(2), code(6)]).apply(&mut kent);
        assert_eq!(Geography::of(Some(1), &kent), Geography::Districts);
        for geography in [Geography::Districts, Geography::of(Some(0), &kent), Geography::Grouping(5)] {
            let mut all: Vec<usize> =
                geography.parts(&kent).iter().flat_map(|part| part.districts.clone()).collect();
            all.sort_unstable();
            assert_eq!(all, (0..12).collect::<Vec<_>>(), "{geography:?}");
        }
        let areas = Geography::Grouping(0).parts(&kent);
        assert_eq!((areas[0].name.as_str(), areas[0].scope), ("North-west", Scope::Area(0)));
        assert_eq!(areas[1].scope, Scope::Area(1));
        assert!(areas[1].dps_school);
    }
}
