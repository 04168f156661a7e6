//! Ready-made variations of a scenario, so that there is something to set beside it at once.

use crate::scenario::{Amount, Checked, Edit, Lever, Scenario, limits};

/// Changes a scenario; the second one is the published baseline.
type Vary = fn(&mut Scenario, &Scenario);

/// Variations with what they are called.
const OF_ALL: [(&str, Vary); 5] = [
    ("No Localities effect", |varied, published| Lever::Effect.set(varied, published, 0.0)),
    ("Localities effect at its best, 30%", |varied, published| {
        varied.localities.effect.amount = Amount::Fixed(published.localities.effect.amount.span().1);
    }),
    ("Localities Model two years later", |varied, published| {
        let later = Lever::Midpoint.read(varied).central + 2.0;
        Lever::Midpoint.set(varied, published, later);
    }),
    ("SRPs open to every need", |varied, published| Edit::SrpUnlocked(true).apply(varied, published)),
    ("No growth in the rate of joining", |varied, published| Lever::Growth.set(varied, published, 0.0)),
];
/// The variations of a scenario that has blocks.
const OF_BLOCKS: [(&str, Vary); 3] = [
    ("No blocks", |varied, _| varied.blocks.clear()),
    ("Blocks at half volume", |varied, _| volumes(varied, |volume| volume.div_ceil(2))),
    ("Blocks at double volume", |varied, _| volumes(varied, |volume| volume.saturating_mul(2))),
];

fn volumes(scenario: &mut Scenario, change: fn(u32) -> u32) {
    for block in &mut scenario.blocks {
        block.volume = change(block.volume).min(*limits::VOLUME.end());
    }
}

/// The variations of a scenario, each under a name of its own. One that its checks refuse, such as
/// a date beyond the limits, is not among them; one may come out the same as the scenario.
pub fn variations(scenario: &Scenario, published: &Scenario) -> Vec<Checked> {
    let blocks: &[_] = if scenario.blocks.is_empty() { &[] } else { &OF_BLOCKS };
    // The largest differences first, as a rule.
    let all = OF_ALL[..2].iter().chain(blocks).chain(&OF_ALL[2..]);
    all.filter_map(|(name, vary)| {
        let mut varied = scenario.clone();
        varied.name = (*name).into();
        vary(&mut varied, published);
        varied.check().ok()
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scenario: &Scenario) -> Vec<Checked> {
        variations(scenario, &Scenario::kent())
    }

    fn named(name: &str) -> Checked {
        let found = of(&Scenario::kent()).into_iter().find(|varied| varied.name == name);
        found.unwrap_or_else(|| panic!("{name}"))
    }

    #[test]
    fn each_has_a_name_of_its_own_and_differs_from_what_it_varies() {
        let kent = Scenario::kent();
        let all = of(&kent);
        assert_eq!(all.len(), 8);
        for (index, varied) in all.iter().enumerate() {
            assert!(all[index + 1..].iter().all(|other| other.name != varied.name), "{}", varied.name);
            let renamed = Scenario { name: kent.name.clone(), ..(**varied).clone() };
            assert_ne!(renamed, kent, "{}", varied.name);
        }
    }

    #[test]
    fn they_do_what_they_are_called() {
        assert_eq!(named("No Localities effect").localities.effect.amount, Amount::Fixed(0.0));
        let best = named("Localities effect at its best, 30%");
        assert_eq!(best.localities.effect.amount, Amount::Fixed(0.3));
        let midpoint = |scenario: &Scenario| scenario.localities.midpoint.amount.central();
        let later = midpoint(&named("Localities Model two years later")) - midpoint(&Scenario::kent());
        assert!((later - 2.0).abs() < 1e-9);
        assert!(named("SRPs open to every need").local_provision.srp_unlocked);
        let volumes = |name| named(name).blocks.iter().map(|block| block.volume).collect::<Vec<_>>();
        assert!(volumes("No blocks").is_empty());
        assert_eq!(volumes("Blocks at half volume"), [12, 30]);
        assert_eq!(volumes("Blocks at double volume"), [48, 120]);
        assert!(Lever::Growth.read(&named("No growth in the rate of joining")).central.abs() < 1e-9);
    }

    #[test]
    fn they_vary_the_scenario_at_hand_and_leave_out_what_it_has_not() {
        let mut bare = Scenario::kent();
        bare.blocks.clear();
        Lever::Uplift.set(&mut bare, &Scenario::kent(), 4.0);
        let all = of(&bare);
        assert_eq!(all.len(), 5);
        for varied in all {
            assert!(varied.blocks.is_empty());
            assert!((Lever::Uplift.read(&varied).central - 4.0).abs() < 1e-9, "{}", varied.name);
        }
    }
}
