//! The tables that the council's own counts can replace. Each is a control: it is marked where it differs from the
//! published table, can be reset alone, and can have a rationale.

use super::{AgeTable, Basis, Scenario, Source};

/// A table of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Opening pupils by age.
    Ages,
    /// Pupils by district, and how well their shares are known.
    Districts,
    /// Pupils and joiners by need, and how well their mix is known.
    Needs,
    /// The change of the school-age population.
    Population,
    /// Joiners by age, and the stock of pupils that they belong to.
    Joiners,
    /// Leavers by age.
    Leavers,
    /// The opening placements on the framework.
    Framework,
}

fn is_same_table(one: &AgeTable, other: &AgeTable) -> bool {
    one.values == other.values && one.basis.is_same(&other.basis)
}

/// The items of a list, each with the item of another list that has the same name.
fn pairs<'a, T>(
    list: &'a [T],
    others: &'a [T],
    name: fn(&T) -> &str,
) -> impl Iterator<Item = (&'a T, &'a T)> {
    list.iter().filter_map(move |it| Some((it, others.iter().find(|other| name(other) == name(it))?)))
}

/// The same pairs, with the items of the first list to be written.
fn pairs_mut<'a, T>(
    list: &'a mut [T],
    others: &'a [T],
    name: fn(&T) -> &str,
) -> impl Iterator<Item = (&'a mut T, &'a T)> {
    list.iter_mut().filter_map(move |it| {
        let other = others.iter().find(|other| name(other) == name(it))?;
        Some((it, other))
    })
}

/// Fewest pupils that a count may show to others.
const FEW: f64 = 6.0;

/// Whether a scenario holds counts of a council’s own of fewer than six pupils, as its file and its link then do.
pub fn holds_small_counts(scenario: &Scenario) -> bool {
    let is_small = |count: f64| count > 0.0 && count < FEW;
    let (districts, needs, ages) = (&scenario.districts, &scenario.needs, &scenario.opening.age_profile);
    districts.counted && districts.list.iter().any(|district| is_small(district.weight))
        || needs.counted && needs.list.iter().any(|need| is_small(need.opening_weight))
        || ages.basis.source == Source::Council && ages.values.values().any(|count| is_small(*count))
}

impl Counts {
    /// All tables, in the order of the controls.
    pub const ALL: [Counts; 7] = [
        Counts::Ages,
        Counts::Districts,
        Counts::Needs,
        Counts::Population,
        Counts::Joiners,
        Counts::Leavers,
        Counts::Framework,
    ];

    /// The name of the table.
    pub fn label(self) -> &'static str {
        match self {
            Counts::Ages => "Pupils by age",
            Counts::Districts => "Pupils by district",
            Counts::Needs => "Pupils and joiners by need",
            Counts::Population => "School-age population",
            Counts::Joiners => "Joiners by age",
            Counts::Leavers => "Leavers by age",
            Counts::Framework => "Placements on the framework at the start",
        }
    }

    /// The path of its main part in a scenario file.
    pub fn path(self) -> &'static str {
        match self {
            Counts::Ages => "opening.age_profile",
            Counts::Districts => "districts.weight_basis",
            Counts::Needs => "needs.weight_basis",
            Counts::Population => "districts.cohort_basis",
            Counts::Joiners => "demand.joiners_by_age",
            Counts::Leavers => "leaving.bands.0.hazard",
            Counts::Framework => "framework.opening_share",
        }
    }

    /// Whether the table differs from the published one. A district or a need that the published baseline lacks has no
    /// published count.
    pub(super) fn is_changed(self, scenario: &Scenario, published: &Scenario) -> bool {
        let (districts, needs, demand) = (&scenario.districts, &scenario.needs, &scenario.demand);
        let (of_districts, of_needs) = (&published.districts, &published.needs);
        match self {
            Counts::Ages => !is_same_table(&scenario.opening.age_profile, &published.opening.age_profile),
            Counts::Districts => {
                pairs(&districts.list, &of_districts.list, |it| &it.code)
                    .any(|(now, other)| now.weight.total_cmp(&other.weight).is_ne())
                    || districts.counted != of_districts.counted
                    || !districts.weight_basis.is_same(&of_districts.weight_basis)
                    || !districts.concentration.is_alike(&of_districts.concentration)
            }
            Counts::Needs => {
                pairs(&needs.list, &of_needs.list, |it| &it.code).any(|(now, other)| {
                    now.opening_weight.total_cmp(&other.opening_weight).is_ne()
                        || now.joiner_weight.total_cmp(&other.joiner_weight).is_ne()
                }) || needs.counted != of_needs.counted
                    || !needs.weight_basis.is_same(&of_needs.weight_basis)
                    || !needs.concentration.is_alike(&of_needs.concentration)
            }
            Counts::Population => {
                pairs(&districts.list, &of_districts.list, |it| &it.code)
                    .any(|(now, other)| now.cohort != other.cohort || now.cohort_path != other.cohort_path)
                    || (districts.cohort_from, districts.cohort_to)
                        != (of_districts.cohort_from, of_districts.cohort_to)
                    || !districts.cohort_basis.is_same(&of_districts.cohort_basis)
            }
            Counts::Joiners => {
                !is_same_table(&demand.joiners_by_age, &published.demand.joiners_by_age)
                    || !demand.reference_pupils.is_alike(&published.demand.reference_pupils)
            }
            Counts::Leavers => {
                let (bands, of_bands) = (&scenario.leaving.bands, &published.leaving.bands);
                bands.len() != of_bands.len()
                    || bands.iter().zip(of_bands).any(|(band, other)| {
                        (band.from_age, band.to_age) != (other.from_age, other.to_age)
                            || !band.hazard.is_alike(&other.hazard)
                    })
            }
            Counts::Framework => {
                !scenario.framework.opening_share.is_alike(&published.framework.opening_share)
            }
        }
    }

    /// Resets the table to the published one.
    pub(super) fn reset(self, scenario: &mut Scenario, published: &Scenario) {
        let (districts, of_districts) = (&mut scenario.districts, &published.districts);
        let (needs, of_needs) = (&mut scenario.needs, &published.needs);
        match self {
            Counts::Ages => scenario.opening.age_profile.clone_from(&published.opening.age_profile),
            Counts::Districts => {
                for (now, other) in pairs_mut(&mut districts.list, &of_districts.list, |it| &it.code) {
                    now.weight = other.weight;
                }
                districts.counted = of_districts.counted;
                districts.weight_basis.clone_from(&of_districts.weight_basis);
                districts.concentration.clone_from(&of_districts.concentration);
            }
            Counts::Needs => {
                for (now, other) in pairs_mut(&mut needs.list, &of_needs.list, |it| &it.code) {
                    (now.opening_weight, now.joiner_weight) = (other.opening_weight, other.joiner_weight);
                }
                needs.counted = of_needs.counted;
                needs.weight_basis.clone_from(&of_needs.weight_basis);
                needs.concentration.clone_from(&of_needs.concentration);
            }
            Counts::Population => {
                for (now, other) in pairs_mut(&mut districts.list, &of_districts.list, |it| &it.code) {
                    now.cohort = other.cohort;
                    now.cohort_path.clone_from(&other.cohort_path);
                }
                (districts.cohort_from, districts.cohort_to) =
                    (of_districts.cohort_from, of_districts.cohort_to);
                districts.cohort_basis.clone_from(&of_districts.cohort_basis);
            }
            Counts::Joiners => {
                scenario.demand.joiners_by_age.clone_from(&published.demand.joiners_by_age);
                scenario.demand.reference_pupils.clone_from(&published.demand.reference_pupils);
            }
            Counts::Leavers => scenario.leaving.bands.clone_from(&published.leaving.bands),
            Counts::Framework => {
                scenario.framework.opening_share.clone_from(&published.framework.opening_share);
            }
        }
    }

    /// The basis of the main part of the table; none where the scenario has no such part.
    pub fn basis(self, scenario: &Scenario) -> Option<&Basis> {
        Some(match self {
            Counts::Ages => &scenario.opening.age_profile.basis,
            Counts::Districts => &scenario.districts.weight_basis,
            Counts::Needs => &scenario.needs.weight_basis,
            Counts::Population => &scenario.districts.cohort_basis,
            Counts::Joiners => &scenario.demand.joiners_by_age.basis,
            Counts::Leavers => &scenario.leaving.bands.first()?.hazard.basis,
            Counts::Framework => &scenario.framework.opening_share.basis,
        })
    }

    /// The basis as in [`Counts::basis`], to be written.
    pub(super) fn basis_mut(self, scenario: &mut Scenario) -> Option<&mut Basis> {
        Some(match self {
            Counts::Ages => &mut scenario.opening.age_profile.basis,
            Counts::Districts => &mut scenario.districts.weight_basis,
            Counts::Needs => &mut scenario.needs.weight_basis,
            Counts::Population => &mut scenario.districts.cohort_basis,
            Counts::Joiners => &mut scenario.demand.joiners_by_age.basis,
            Counts::Leavers => &mut scenario.leaving.bands.first_mut()?.hazard.basis,
            Counts::Framework => &mut scenario.framework.opening_share.basis,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_counts_of_the_councils_own_are_small() {
        let mut own = Scenario::kent();
        own.districts.list[0].weight = 3.0;
        assert!(!holds_small_counts(&own), "a published share");
        own.districts.counted = true;
        assert!(holds_small_counts(&own));
        own.districts.list.iter_mut().for_each(|district| district.weight = 6.0);
        own.districts.list[1].weight = 0.0;
        assert!(!holds_small_counts(&own), "none is no count of anybody");
        own.opening.age_profile.basis.source = Source::Council;
        own.opening.age_profile.values.values_mut().for_each(|count| *count = 9.0);
        assert!(!holds_small_counts(&own));
        own.opening.age_profile.values.values_mut().take(1).for_each(|count| *count = 5.0);
        assert!(holds_small_counts(&own));
    }
}
