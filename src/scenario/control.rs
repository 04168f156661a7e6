//! The controls over a scenario: the name of each, whether it differs from the published baseline, how to reset it, and
//! the planner's rationale for it.

use super::by_name::same;
use super::{Basis, BlockPart, BlockTerm, Counts, Lever, Scenario};

/// A control, named by what it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// One uncertain number.
    Lever(Lever),
    /// The count that the opening stock follows, and the number of pupils.
    Start,
    /// A table that the council's own counts can replace.
    Counts(Counts),
    /// The start of the Localities Model in a district, by position.
    LocalitiesStart(usize),
    /// Whether SRPs admit the needs that policy excludes.
    SrpPolicy,
    /// The places and the opening date of a planned school, by position.
    School(usize),
    /// The number of extensions of the framework that are taken.
    Extensions,
    /// Whether the framework ends early.
    BreakAfter,
    /// Whether pupils may travel to a framework school in another district.
    Travel,
    /// Whether the known prices are averages of financial years.
    PriceYears,
    /// A part of a block; the block by position.
    Block(usize, BlockPart),
    /// The number of futures to simulate.
    Futures,
    /// The seed of the random numbers.
    Seed,
}

impl Control {
    /// All controls over a scenario.
    pub fn all(scenario: &Scenario) -> impl Iterator<Item = Control> {
        let districts = (0..scenario.districts.list.len()).map(Control::LocalitiesStart);
        let schools = (0..scenario.local_provision.schools.len()).map(Control::School);
        let blocks = (0..scenario.blocks.len())
            .flat_map(|block| BlockPart::all().map(move |part| Control::Block(block, part)));
        [Control::Start]
            .into_iter()
            .chain(Counts::ALL.map(Control::Counts))
            .chain(Lever::all().map(Control::Lever))
            .chain(districts)
            .chain([Control::SrpPolicy])
            .chain(schools)
            .chain([Control::Extensions, Control::BreakAfter, Control::Travel, Control::PriceYears])
            .chain(blocks)
            .chain([Control::Futures, Control::Seed])
    }

    /// The name of the control.
    pub fn label(self, scenario: &Scenario) -> String {
        match self {
            Control::Lever(lever) => lever.label().into(),
            Control::Start => "Starting point".into(),
            Control::Counts(counts) => counts.label().into(),
            Control::LocalitiesStart(district) => {
                let name = scenario.districts.list.get(district).map_or("", |district| &district.name);
                ["Start of the Localities Model, ", name].concat()
            }
            Control::SrpPolicy => "Whom SRPs admit".into(),
            Control::School(school) => {
                scenario.local_provision.schools.get(school).map_or("", |school| &school.name).into()
            }
            Control::Extensions => "Extensions of the framework".into(),
            Control::BreakAfter => "Early end of the framework".into(),
            Control::Travel => "Travel to other districts".into(),
            Control::PriceYears => "Years that the known prices are of".into(),
            Control::Block(block, part) => {
                let name = scenario.blocks.get(block).map_or("", |block| &block.name);
                [part.label(), " of ", name].concat()
            }
            Control::Futures => "Futures to simulate".into(),
            Control::Seed => "Seed".into(),
        }
    }

    /// Whether the control differs from the published baseline. What the baseline lacks has no published value: a new
    /// block differs only in the terms it was given as a pattern.
    pub fn is_changed(self, scenario: &Scenario, published: &Scenario) -> bool {
        let (local, framework) = (&scenario.local_provision, &scenario.framework);
        match self {
            Control::Lever(lever) => lever.is_changed(scenario, published),
            Control::Start => {
                scenario.opening.base != published.opening.base
                    || !scenario.opening.pupils.is_alike(&published.opening.pupils)
            }
            Control::Counts(counts) => counts.is_changed(scenario, published),
            Control::LocalitiesStart(index) => {
                let districts = &scenario.districts.list;
                same(districts, index, &published.districts.list, |it| &it.code).is_some_and(|other| {
                    districts[index].localities_start.total_cmp(&other.localities_start).is_ne()
                })
            }
            Control::SrpPolicy => local.srp_unlocked != published.local_provision.srp_unlocked,
            Control::School(index) => {
                same(&local.schools, index, &published.local_provision.schools, |it| &it.name).is_some_and(
                    |other| {
                        let school = &local.schools[index];
                        !school.places.is_alike(&other.places) || !school.opens.is_alike(&other.opens)
                    },
                )
            }
            Control::Extensions => framework.extensions != published.framework.extensions,
            Control::BreakAfter => framework.break_after != published.framework.break_after,
            Control::Travel => framework.travel_allowed != published.framework.travel_allowed,
            Control::PriceYears => scenario.prices.of_financial_years != published.prices.of_financial_years,
            Control::Block(index, part) => part
                .published(scenario, index, published)
                .is_some_and(|other| !part.is_as(&scenario.blocks[index], other)),
            Control::Futures => scenario.run.futures != published.run.futures,
            Control::Seed => scenario.run.seed != published.run.seed,
        }
    }

    /// Resets the control to the published value and removes its rationale, which was about the old value.
    pub fn reset(self, scenario: &mut Scenario, published: &Scenario) {
        let local = &mut scenario.local_provision;
        match self {
            Control::Lever(lever) => lever.reset(scenario, published),
            Control::Start => {
                scenario.opening.base = published.opening.base;
                scenario.opening.pupils.clone_from(&published.opening.pupils);
            }
            Control::Counts(counts) => counts.reset(scenario, published),
            Control::LocalitiesStart(index) => {
                let districts = &mut scenario.districts.list;
                if let Some(other) = same(districts, index, &published.districts.list, |it| &it.code) {
                    districts[index].localities_start = other.localities_start;
                }
            }
            Control::SrpPolicy => {
                local.srp_unlocked = published.local_provision.srp_unlocked;
                local.rationale.clone_from(&published.local_provision.rationale);
            }
            Control::School(index) => {
                let others = &published.local_provision.schools;
                if let Some(other) = same(&local.schools, index, others, |it| &it.name) {
                    let school = &mut local.schools[index];
                    school.places.clone_from(&other.places);
                    school.opens.clone_from(&other.opens);
                }
            }
            Control::Extensions => scenario.framework.extensions = published.framework.extensions,
            Control::BreakAfter => scenario.framework.break_after = published.framework.break_after,
            Control::Travel => scenario.framework.travel_allowed = published.framework.travel_allowed,
            Control::PriceYears => scenario.prices.of_financial_years = published.prices.of_financial_years,
            Control::Block(index, part) => {
                if let Some(other) = part.published(scenario, index, published) {
                    part.put(&mut scenario.blocks[index], other);
                }
            }
            Control::Futures => scenario.run.futures = published.run.futures,
            Control::Seed => scenario.run.seed = published.run.seed,
        }
    }

    /// The planner's rationale; empty where there is none yet, and none where the control cannot have one. All start
    /// dates share one rationale, as do the terms of the framework; a block has one, and each of its uncertain terms
    /// has its own.
    pub fn rationale(self, scenario: &Scenario) -> Option<&str> {
        Some(match self {
            Control::Lever(lever) => &lever.assumption(scenario).basis.rationale,
            Control::Start => &scenario.opening.pupils.basis.rationale,
            Control::Counts(counts) => &counts.basis(scenario)?.rationale,
            Control::LocalitiesStart(_) => &scenario.localities.rationale,
            Control::SrpPolicy => &scenario.local_provision.rationale,
            Control::School(index) => &scenario.local_provision.schools.get(index)?.places.basis.rationale,
            Control::Extensions | Control::BreakAfter | Control::Travel | Control::PriceYears => {
                &scenario.framework.rationale
            }
            Control::Block(index, BlockPart::Term(term)) => {
                &term.assumption(scenario.blocks.get(index)?).basis.rationale
            }
            Control::Block(index, _) => &scenario.blocks.get(index)?.rationale,
            Control::Futures | Control::Seed => return None,
        })
    }

    /// The rationale as in [`Control::rationale`], to be written.
    pub fn rationale_mut(self, scenario: &mut Scenario) -> Option<&mut String> {
        Some(match self {
            Control::Lever(lever) => &mut lever.assumption_mut(scenario).basis.rationale,
            Control::Start => &mut scenario.opening.pupils.basis.rationale,
            Control::Counts(counts) => &mut counts.basis_mut(scenario)?.rationale,
            Control::LocalitiesStart(_) => &mut scenario.localities.rationale,
            Control::SrpPolicy => &mut scenario.local_provision.rationale,
            Control::School(index) => {
                &mut scenario.local_provision.schools.get_mut(index)?.places.basis.rationale
            }
            Control::Extensions | Control::BreakAfter | Control::Travel | Control::PriceYears => {
                &mut scenario.framework.rationale
            }
            Control::Block(index, BlockPart::Term(term)) => {
                &mut term.assumption_mut(scenario.blocks.get_mut(index)?).basis.rationale
            }
            Control::Block(index, _) => &mut scenario.blocks.get_mut(index)?.rationale,
            Control::Futures | Control::Seed => return None,
        })
    }
}

impl Scenario {
    /// Calls a function with each basis of the scenario.
    pub(super) fn each_basis(&mut self, f: &mut dyn FnMut(&mut Basis)) {
        for lever in Lever::all() {
            f(&mut lever.assumption_mut(self).basis);
        }
        let Scenario { opening, districts, needs, demand, dependence, .. } = self;
        for basis in [
            &mut opening.pupils.basis,
            &mut opening.age_profile.basis,
            &mut districts.concentration.basis,
            &mut districts.weight_basis,
            &mut districts.cohort_basis,
            &mut needs.concentration.basis,
            &mut needs.weight_basis,
            &mut needs.suits_basis,
            &mut demand.joiners_by_age.basis,
            &mut demand.reference_pupils.basis,
            &mut demand.share_over_england.basis,
            &mut self.alternatives.mix.basis,
            &mut self.framework.opening_share.basis,
            &mut dependence.effect_midpoint.basis,
            &mut dependence.growth_tribunal.basis,
            &mut dependence.uplift_premium.basis,
            &mut dependence.uplift_capacity.basis,
        ] {
            f(basis);
        }
        for band in &mut self.leaving.bands {
            f(&mut band.hazard.basis);
        }
        for school in &mut self.local_provision.schools {
            f(&mut school.places.basis);
            f(&mut school.opens.basis);
        }
        for block in &mut self.blocks {
            for term in BlockTerm::ALL {
                f(&mut term.assumption_mut(block).basis);
            }
        }
    }

    /// Calls a function with each rationale that the scenario can hold.
    pub(super) fn each_rationale(&mut self, f: &mut dyn FnMut(&mut String)) {
        self.each_basis(&mut |basis| f(&mut basis.rationale));
        f(&mut self.localities.rationale);
        f(&mut self.local_provision.rationale);
        f(&mut self.framework.rationale);
        for block in &mut self.blocks {
            f(&mut block.rationale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::Base;
    use crate::scenario::{Amount, BlockEdit, BlockKind, Edit, Source};

    /// A change of each control, which its reset must take back.
    fn moved(control: Control, published: &Scenario) -> Scenario {
        let mut scenario = published.clone();
        match control {
            Control::Lever(lever) => {
                let bounds = lever.bounds(published);
                let to =
                    if lever.read(published).central < *bounds.end() { bounds.end() } else { bounds.start() };
                lever.set(&mut scenario, published, *to);
            }
            Control::Start => scenario.set_base(Base::SEN2),
            Control::Counts(counts) => {
                // As an import does: other numbers, another source.
                let (districts, needs, demand) =
                    (&mut scenario.districts, &mut scenario.needs, &mut scenario.demand);
                match counts {
                    Counts::Ages => {
                        scenario.opening.age_profile.values.pop_first();
                    }
                    Counts::Districts => {
                        districts.list[3].weight += 1.0;
                        districts.counted = true;
                        districts.concentration.amount = Amount::Fixed(99.0);
                    }
                    Counts::Needs => {
                        needs.list[1].joiner_weight += 1.0;
                        needs.counted = true;
                        needs.concentration.amount = Amount::Fixed(99.0);
                    }
                    Counts::Population => {
                        districts.list[2].cohort.secondary = 1.5;
                        districts.cohort_to += 1;
                    }
                    Counts::Joiners => {
                        demand.joiners_by_age.values.pop_first();
                        demand.reference_pupils.amount = Amount::Fixed(99.0);
                    }
                    Counts::Leavers => scenario.leaving.bands[1].hazard.amount = Amount::Fixed(0.3),
                    Counts::Framework => {
                        scenario.framework.opening_share.amount = Amount::Fixed(0.3);
                    }
                }
                counts.basis_mut(&mut scenario).unwrap().source = Source::Council;
            }
            Control::LocalitiesStart(index) => scenario.districts.list[index].localities_start += 1.0,
            Control::SrpPolicy => scenario.local_provision.srp_unlocked ^= true,
            Control::School(index) => {
                Edit::SchoolOpens(index, 2033.0).apply(&mut scenario, published);
            }
            Control::Extensions => scenario.framework.extensions += 1,
            Control::BreakAfter => scenario.framework.break_after = Some(2),
            Control::Travel => scenario.framework.travel_allowed ^= true,
            Control::PriceYears => scenario.prices.of_financial_years ^= true,
            Control::Block(index, part) => {
                let block = &mut scenario.blocks[index];
                match part {
                    BlockPart::Volume => block.volume += 1,
                    BlockPart::Kind => Edit::Block(
                        index,
                        BlockEdit::Kind(match block.kind {
                            BlockKind::NewPlaces => BlockKind::Conversion,
                            BlockKind::Conversion => BlockKind::NewPlaces,
                        }),
                    )
                    .apply(&mut scenario, published),
                    BlockPart::Districts => block.districts.push("E07000105".into()),
                    BlockPart::Needs => block.needs.push("SLCN".into()),
                    BlockPart::Start => block.start += 1,
                    BlockPart::Years => block.term += 1,
                    BlockPart::Term(term) => term.assumption_mut(block).amount = Amount::Fixed(0.123),
                    BlockPart::Signed => block.signed ^= true,
                    BlockPart::NearHome => block.near_home ^= true,
                }
            }
            Control::Futures => scenario.run.futures += 1,
            Control::Seed => scenario.run.seed += 1,
        }
        scenario
    }

    #[test]
    fn every_control_is_marked_when_moved_and_goes_back_alone() {
        let kent = Scenario::kent();
        assert_eq!(Control::all(&kent).filter(|control| control.is_changed(&kent, &kent)).count(), 0);
        for control in Control::all(&kent) {
            let mut scenario = moved(control, &kent);
            let changed: Vec<Control> =
                Control::all(&scenario).filter(|control| control.is_changed(&scenario, &kent)).collect();
            assert_eq!(changed, [control], "it and no other");
            control.reset(&mut scenario, &kent);
            assert_eq!(scenario, kent, "{control:?}");
        }
    }

    #[test]
    fn labels_are_given_once_each() {
        let kent = Scenario::kent();
        let mut seen = std::collections::HashSet::new();
        for control in Control::all(&kent) {
            assert!(seen.insert(control.label(&kent)), "{control:?}: {}", control.label(&kent));
        }
    }

    #[test]
    fn a_new_block_is_marked_by_its_terms_alone_and_a_place_that_is_gone_by_nothing() {
        let kent = Scenario::kent();
        let mut scenario = kent.clone();
        Edit::AddBlock.apply(&mut scenario, &kent);
        Edit::Block(2, BlockEdit::Terms(BlockTerm::Award, 99.0)).apply(&mut scenario, &kent);
        let changed = |scenario: &Scenario| -> Vec<Control> {
            Control::all(scenario).filter(|control| control.is_changed(scenario, &kent)).collect()
        };
        assert_eq!(changed(&scenario), [Control::Block(2, BlockPart::Term(BlockTerm::Award))]);
        Edit::RemoveBlock(0).apply(&mut scenario, &kent);
        assert_eq!(changed(&scenario), [Control::Block(1, BlockPart::Term(BlockTerm::Award))], "it moved up");
        for gone in [
            Control::Block(9, BlockPart::Volume),
            Control::Block(9, BlockPart::Term(BlockTerm::Award)),
            Control::School(99),
            Control::LocalitiesStart(99),
        ] {
            assert!(!gone.is_changed(&scenario, &kent));
            let before = scenario.clone();
            gone.reset(&mut scenario, &kent);
            assert_eq!(scenario, before);
        }
    }

    #[test]
    fn a_rationale_is_kept_in_the_file_marks_nothing_and_goes_with_a_reset() {
        let kent = Scenario::kent();
        for control in Control::all(&kent) {
            let mut scenario = moved(control, &kent);
            let Some(rationale) = control.rationale_mut(&mut scenario) else {
                assert_eq!(control.rationale(&kent), None);
                continue;
            };
            *rationale = "As agreed with schools.".into();
            assert_eq!(control.rationale(&scenario), Some("As agreed with schools."));
            let read = Scenario::from_json(&scenario.to_json()).unwrap();
            assert_eq!(control.rationale(&read), Some("As agreed with schools."), "{control:?}");
            let mut said = kent.clone();
            control.rationale_mut(&mut said).unwrap().push('x');
            assert!(!control.is_changed(&said, &kent), "{control:?}");
            assert!(said.is_like(&kent) && said != kent);
            assert!(!moved(control, &kent).is_like(&kent));
        }
    }

    #[test]
    fn every_basis_of_the_file_and_every_rationale_is_found() {
        let mut kent = Scenario::kent();
        let mut bases = 0;
        kent.each_basis(&mut |basis| {
            bases += 1;
            basis.rationale = "x".into();
        });
        let text = kent.to_json();
        assert_eq!(text.matches("\"source\":").count(), bases, "every basis names its source");
        assert_eq!(text.matches("\"rationale\":").count(), bases);
        let mut all = 0;
        kent.each_rationale(&mut |rationale| {
            all += 1;
            rationale.clear();
        });
        assert_eq!(all, bases + 3 + kent.blocks.len());
        assert_eq!(kent, Scenario::kent());
    }
}
