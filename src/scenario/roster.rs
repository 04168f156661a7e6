//! Which districts and needs a scenario has: named, added, removed and shared out in one step, so that a change that
//! does not add up changes nothing.

use super::grouping::join_the_rest;
use super::{Basis, Checked, District, Need, Problem, Scenario, Source, limits};

/// How far the shares of a list may be from 100 in all, in per cent: typed shares are rounded.
const ROUNDED: f64 = 0.1;
/// Where typed names and shares come from.
const ENTERED: &str = "Names and shares entered on Your data";

/// A district or a need as a planner writes it in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The position of the district or need that it goes on from; none for a new one.
    pub from: Option<usize>,
    /// Its name.
    pub name: String,
    /// Its share of the opening placements, in per cent.
    pub share: f64,
}

/// A scenario with another list, and what else the change did to it, a sentence each.
pub type Relisted = (Checked, Vec<String>);

impl Scenario {
    /// Its districts as a list.
    pub fn listed_districts(&self) -> Vec<Listed> {
        let list = &self.districts.list;
        listed(list.iter().map(|district| (district.name.as_str(), district.weight)).collect())
    }

    /// Its needs as a list.
    pub fn listed_needs(&self) -> Vec<Listed> {
        let list = &self.needs.list;
        listed(list.iter().map(|need| (need.name.as_str(), need.opening_weight)).collect())
    }

    /// The scenario with other districts. One that goes on keeps all but its name and share; a new one is like the first
    /// district but for them. Blocks, schools and areas lose the districts that go.
    ///
    /// # Errors
    /// What stands in the way, a sentence each.
    pub fn with_districts(&self, list: &[Listed]) -> Result<Relisted, Vec<String>> {
        refused(list, "district")?;
        let mut told = Vec::new();
        let mut next = self.clone();
        let old = &self.districts.list;
        let total: f64 = old.iter().map(|district| district.weight).sum();
        let mut districts: Vec<District> = Vec::new();
        for wanted in list {
            let name = wanted.name.trim();
            let pattern = wanted.from.and_then(|from| old.get(from));
            let mut district = pattern.or(old.first()).cloned().ok_or_else(Vec::new)?;
            let weight = weight(wanted, pattern.map(|before| before.weight), total);
            if pattern.is_none() {
                // As much of the new SRP places for each placement as the first district has.
                if district.weight > 0.0 {
                    district.srp_weight *= weight / district.weight;
                }
                let taken = |code: &str| {
                    old.iter().any(|other| other.code == code)
                        || districts.iter().any(|other| other.code == code)
                };
                district.code = free(name, taken);
                told.push(format!(
                    "{name} is new: its place on the map, its population and its start of the Localities Model are \
                     those of {}.",
                    old[0].name
                ));
            }
            (district.name, district.weight) = (name.into(), weight);
            districts.push(district);
        }
        let is_gone = |code: &String| !districts.iter().any(|district| district.code == *code);
        let name = |code: &String| old.iter().find(|district| district.code == *code).map_or("", |d| &d.name);
        let mut stops = Vec::new();
        for block in &mut next.blocks {
            give_up(
                &["The block “", &block.name, "”"].concat(),
                &mut block.districts,
                &is_gone,
                &name,
                &mut told,
                &mut stops,
            );
        }
        for school in &mut next.local_provision.schools {
            give_up(
                &["The school “", &school.name, "”"].concat(),
                &mut school.catchment,
                &is_gone,
                &name,
                &mut told,
                &mut stops,
            );
        }
        if !stops.is_empty() {
            return Err(stops);
        }
        for area in &mut next.areas {
            let gone: Vec<&str> = area.districts.iter().filter(|code| is_gone(code)).map(name).collect();
            if !gone.is_empty() {
                told.push(format!("The area “{}” loses {}.", area.name, gone.join(", ")));
            }
            area.districts.retain(|code| !is_gone(code));
        }
        next.areas.retain(|area| !area.districts.is_empty());
        let new: Vec<String> = (districts.iter())
            .filter(|district| !old.iter().any(|other| other.code == district.code))
            .map(|district| district.code.clone())
            .collect();
        let is_changed = *old != districts;
        next.districts.list = districts;
        for grouping in next.groupings() {
            join_the_rest(&mut next, &grouping, &new);
        }
        if is_changed {
            entered(&mut next.districts.weight_basis);
        }
        Ok((next.check().map_err(|problems| told_of(&problems))?, told))
    }

    /// The scenario with other needs. One that goes on keeps all but its name and share; a new one is like the last need
    /// but for them. Joiners follow: their shares change as those of the opening placements do.
    ///
    /// # Errors
    /// What stands in the way, a sentence each.
    pub fn with_needs(&self, list: &[Listed]) -> Result<Relisted, Vec<String>> {
        refused(list, "need")?;
        let mut told = Vec::new();
        let mut next = self.clone();
        let old = &self.needs.list;
        let total: f64 = old.iter().map(|need| need.opening_weight).sum();
        let of_joiners: f64 = old.iter().map(|need| need.joiner_weight).sum();
        let mut needs: Vec<Need> = Vec::new();
        for wanted in list {
            let name = wanted.name.trim();
            let pattern = wanted.from.and_then(|from| old.get(from));
            let mut need = pattern.or(old.last()).cloned().ok_or_else(Vec::new)?;
            let weight = weight(wanted, pattern.map(|before| before.opening_weight), total);
            match pattern {
                Some(before) if before.opening_weight > 0.0 => {
                    need.joiner_weight *= weight / before.opening_weight;
                }
                _ => need.joiner_weight = 0.01 * wanted.share * of_joiners,
            }
            if pattern.is_none() {
                let taken = |code: &str| {
                    old.iter().any(|other| other.code == code) || needs.iter().any(|other| other.code == code)
                };
                need.code = free(name, taken);
                told.push(format!(
                    "{name} is new: what suits it, and how the Localities Model acts on it, are those of {}.",
                    old[old.len() - 1].name
                ));
            }
            (need.name, need.opening_weight) = (name.into(), weight);
            needs.push(need);
        }
        let is_gone = |code: &String| !needs.iter().any(|need| need.code == *code);
        let name = |code: &String| old.iter().find(|need| need.code == *code).map_or("", |need| &need.name);
        let mut stops = Vec::new();
        for block in &mut next.blocks {
            give_up(
                &["The block “", &block.name, "”"].concat(),
                &mut block.needs,
                &is_gone,
                &name,
                &mut told,
                &mut stops,
            );
        }
        if !stops.is_empty() {
            return Err(stops);
        }
        if *old != needs {
            entered(&mut next.needs.weight_basis);
        }
        next.needs.list = needs;
        Ok((next.check().map_err(|problems| told_of(&problems))?, told))
    }
}

fn listed(weights: Vec<(&str, f64)>) -> Vec<Listed> {
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let row = |(at, (name, weight)): (usize, (&str, f64))| Listed {
        from: Some(at),
        name: name.to_owned(),
        share: share(weight, total),
    };
    weights.into_iter().enumerate().map(row).collect()
}

fn share(weight: f64, total: f64) -> f64 {
    100.0 * weight / total
}

/// The weight of a row on the scale of the list before: that of what it goes on from, to the last digit, where its
/// share was left as it is.
fn weight(wanted: &Listed, before: Option<f64>, total: f64) -> f64 {
    match before {
        Some(before) if share(before, total).total_cmp(&wanted.share).is_eq() => before,
        _ => 0.01 * wanted.share * total,
    }
}

/// What is wrong with a list in itself.
fn refused(list: &[Listed], what: &str) -> Result<(), Vec<String>> {
    let mut wrong = Vec::new();
    if list.is_empty() {
        wrong.push(format!("There is no {what} left: add one."));
    }
    for (at, row) in list.iter().enumerate() {
        let name = row.name.trim();
        if !limits::NAME.contains(&name.chars().count()) {
            wrong.push(format!("Row {} needs a name of at most {} letters.", at + 1, limits::NAME.end()));
        }
        if list[..at].iter().any(|other| other.name.trim().eq_ignore_ascii_case(name)) {
            wrong.push(format!("“{name}” stands in the list twice."));
        }
        if !(0.0..=100.0).contains(&row.share) {
            wrong.push(format!("The share of “{name}” must be between 0 and 100 per cent."));
        }
    }
    let sum: f64 = list.iter().map(|row| row.share).sum();
    if wrong.is_empty() && (sum - 100.0).abs() > ROUNDED {
        let sum = crate::words::percent_to(sum, 1);
        wrong.push(format!("The shares come to {sum} in all: they must come to 100%."));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Takes what is gone out of the list of a block or a school. An empty list means all: where nothing would be left,
/// that stands in the way.
fn give_up<'a>(
    who: &str,
    codes: &mut Vec<String>,
    is_gone: &impl Fn(&String) -> bool,
    name: &impl Fn(&String) -> &'a str,
    told: &mut Vec<String>,
    stops: &mut Vec<String>,
) {
    let gone: Vec<&str> = codes.iter().filter(|code| is_gone(code)).map(name).collect();
    if gone.is_empty() {
        return;
    }
    if gone.len() == codes.len() {
        stops.push(format!("{who} takes children of {} alone: change it first.", gone.join(", ")));
    } else {
        told.push(format!("{who} no longer takes children of {}.", gone.join(", ")));
    }
    codes.retain(|code| !is_gone(code));
}

/// A code for a new name that nothing has yet.
fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| [name, " ", &number.to_string()].concat());
    std::iter::once(name.to_owned()).chain(numbered).find(|code| !is_taken(code)).unwrap_or_default()
}

fn entered(basis: &mut Basis) {
    basis.source = Source::Council;
    basis.reference = ENTERED.into();
}

fn told_of(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::message).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::GroupingEdit;

    fn row(from: Option<usize>, name: &str, share: f64) -> Listed {
        Listed { from, name: name.into(), share }
    }

    #[test]
    fn a_list_that_is_left_as_it_is_changes_nothing() {
        let kent = Scenario::kent();
        let (same, told) = kent.with_districts(&kent.listed_districts()).unwrap();
        assert_eq!((same.into_inner(), told), (kent.clone(), Vec::<String>::new()));
        let (same, told) = kent.with_needs(&kent.listed_needs()).unwrap();
        assert_eq!((same.into_inner(), told), (kent, Vec::<String>::new()));
    }

    #[test]
    fn one_district_is_divided_and_no_pupil_is_lost() {
        let mut whole = Scenario::kent();
        for block in &mut whole.blocks {
            block.districts.clear();
        }
        for school in &mut whole.local_provision.schools {
            school.catchment.clear();
        }
        whole.districts.list.truncate(1);
        let weight = whole.districts.list[0].weight;
        let list = [row(Some(0), " North ", 40.0), row(None, "South", 35.0), row(None, "West", 25.0)];
        let (divided, told) = whole.with_districts(&list).unwrap();
        let districts = &divided.districts.list;
        let names: Vec<&str> = districts.iter().map(|district| district.name.as_str()).collect();
        assert_eq!(names, ["North", "South", "West"]);
        assert_eq!(districts[0].code, whole.districts.list[0].code, "it goes on");
        let sum: f64 = districts.iter().map(|district| district.weight).sum();
        assert!(
            (sum - weight).abs() < 1e-9 * weight
                && (districts[1].weight - 0.35 * weight).abs() < 1e-9 * weight
        );
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(divided.districts.weight_basis.source, Source::Council);
    }

    #[test]
    fn what_a_district_that_goes_takes_with_it_is_said_and_no_block_widens() {
        let mut kent = Scenario::kent();
        GroupingEdit::Add.apply(&mut kent);
        let codes: Vec<String> = kent.districts.list.iter().map(|district| district.code.clone()).collect();
        GroupingEdit::Put(0, None, "East".into(), vec![codes[0].clone()]).apply(&mut kent);
        kent.blocks[0].districts = vec![codes[0].clone(), codes[1].clone()];
        kent.blocks[1].districts = vec![codes[0].clone()];
        let mut list = kent.listed_districts();
        let given = list.remove(0).share;
        list[0].share += given;
        list.push(row(None, "New town", 0.0));
        let stops = kent.with_districts(&list).unwrap_err();
        assert!(stops.len() == 1 && stops[0].contains("alone: change it first"), "{stops:?}");
        kent.blocks[1].districts.clear();
        let (after, told) = kent.with_districts(&list).unwrap();
        assert_eq!(after.blocks[0].districts, [codes[1].clone()]);
        let said = told.join("\n");
        assert!(said.contains(&kent.blocks[0].name) && said.contains("“East” loses"), "{said}");
        assert_eq!(after.districts.list.len(), codes.len());
        assert!(after.areas.iter().all(|area| area.name != "East"));
        let rest = after.areas.last().unwrap();
        assert!(
            rest.districts.contains(&"New town".to_owned()),
            "the grouping still has every district once"
        );
    }

    #[test]
    fn shares_that_do_not_add_up_and_names_that_will_not_do_are_refused() {
        let kent = Scenario::kent();
        let refused = |change: fn(&mut Vec<Listed>)| {
            let mut list = kent.listed_needs();
            change(&mut list);
            kent.with_needs(&list).unwrap_err().join("\n")
        };
        assert!(refused(|list| list[0].share -= 1.0).contains("come to 99.0%"));
        assert!(refused(|list| list[0].share = -5.0).contains("between 0 and 100"));
        assert!(refused(|list| list[0].name = " ".into()).contains("Row 1 needs a name"));
        assert!(refused(|list| list[1].name = list[0].name.to_ascii_uppercase()).contains("twice"));
        assert!(refused(Vec::clear).contains("no need left"));
    }

    #[test]
    fn joiners_follow_the_shares_of_needs() {
        let kent = Scenario::kent();
        let mut list = kent.listed_needs();
        let half = 0.5 * list[3].share;
        list[3].share = half;
        list.push(row(None, "Physical disability", half));
        let (after, told) = kent.with_needs(&list).unwrap();
        let (before, needs) = (&kent.needs.list, &after.needs.list);
        assert!((needs[3].joiner_weight - 0.5 * before[3].joiner_weight).abs() < 1e-9);
        assert!(needs[0] == before[0] && needs[4].code == "Physical disability" && told.len() == 1);
        let sum = |list: &[Need]| list.iter().map(|need| need.joiner_weight).sum::<f64>();
        assert!((sum(needs) - sum(before)).abs() < 1e-9);
    }
}
