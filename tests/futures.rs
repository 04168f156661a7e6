//! What must hold in every future of every scenario, however odd.

// Test arithmetic on small numbers; comparisons to the bit are the point.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::float_cmp
)]

use proptest::prelude::*;
use sufficiency_planner::cohort::{Compiled, Detail, Measure, Scope, Shape, Simulator};
use sufficiency_planner::england::as_before;
use sufficiency_planner::ensemble::{Ensemble, Refused, run_batch};
use sufficiency_planner::field::{Age, January};
use sufficiency_planner::scenario::{
    Amount, Area, Block, BlockKind, Checked, Cohort, District, Lever, Need, Pert, Scenario, Source,
};

prop_compose! {
    fn weight()(weight in 0.0..1.0_f64, zero in 0..6) -> f64 {
        if zero == 0 { 0.0 } else { weight + 1e-3 }
    }
}

prop_compose! {
    /// Scenarios of 1 to 40 districts and 1 to 13 needs, with everything switched on or off.
    fn any_scenario()(
        districts in prop::collection::vec((weight(), 0.3..3.0_f64), 1..40),
        needs in prop::collection::vec((weight(), weight()), 1..13),
        pupils in 1..3_000_u32,
        joiners in prop::collection::btree_map(4..=24_u8, 0.0..60.0_f64, 0..21),
        profile in prop::collection::btree_map(4..=24_u8, 0.1..300.0_f64, 1..21),
        years in 1..=15_u8,
        growth in -0.5..0.3_f64,
        shock in prop_oneof![Just(0.0), 1.0..300.0_f64],
        concentration in prop_oneof![Just(0.0), 1.0..500.0_f64],
        scale in 0.0..3.0_f64,
        (effect, tribunal, returns, places) in (0.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64, 0.0..900.0_f64),
        (occupancy, participation, travel) in
            (prop_oneof![Just(0.0), 0.5..1.0_f64], 0.0..1.0_f64, any::<bool>()),
        blocks in prop::collection::vec((0..120_u32, 2024..2032_u16, 1..9_u8, any::<bool>()), 0..4),
    ) -> Scenario {
        let mut s = Scenario::kent();
        s.localities.effect.amount = Amount::Fixed(effect);
        s.tribunal.share.amount = Amount::Fixed(tribunal);
        s.localities.return_share.amount = Amount::Fixed(returns);
        s.local_provision.srp_places.amount = Amount::Fixed(places);
        s.capacity.occupancy.amount = Amount::Fixed(occupancy);
        s.framework.participation.amount = Amount::Fixed(participation);
        s.framework.travel_allowed = travel;
        let block = s.blocks[0].clone();
        s.blocks = (0..).zip(blocks).map(|(i, (volume, start, term, converts)): (u8, _)| Block {
            name: format!("Block {i}"),
            kind: if converts { BlockKind::Conversion } else { BlockKind::NewPlaces },
            districts: vec![], needs: vec![i.to_string()], phases: vec![],
            volume, start, term,
            ..block.clone()
        }).collect();
        for school in &mut s.local_provision.schools {
            school.catchment.clear();
        }
        let age = |years: u8| Age::try_from(years).unwrap();
        s.opening.pupils.amount = Amount::Fixed(f64::from(pupils));
        s.opening.age_profile.values = profile.into_iter().map(|(a, v)| (age(a), v)).collect();
        s.demand.joiners_by_age.values = joiners.into_iter().map(|(a, v)| (age(a), v)).collect();
        s.horizon.years = years;
        s.demand.growth.amount =
            Amount::Pert(Pert { min: growth - 0.01, mode: growth, max: growth + 0.05 }).map(|g| g.max(-0.5));
        s.demand.shock_k.amount = Amount::Fixed(shock);
        s.demand.joiner_scale.amount = Amount::SpikeAndSlab {
            spike: 0.0, chance: 0.1, slab: Pert { min: 0.0, mode: scale, max: scale + 0.1 },
        };
        s.districts.concentration.amount = Amount::Fixed(concentration);
        s.needs.concentration.amount = Amount::Fixed(concentration);
        let (district, need) = (s.districts.list[0].clone(), s.needs.list[0].clone());
        s.districts.list = (0_u32..).zip(districts).map(|(i, (weight, to))| District {
            code: i.to_string(), name: i.to_string(), dps_school: i % 3 == 0, weight,
            cohort: Cohort { primary: to, secondary: to, post_16: 1.0 },
            ..district.clone()
        }).collect();
        s.districts.list[0].weight += 0.5;
        s.needs.list = (0_u32..).zip(needs).map(|(i, (opening_weight, joiner_weight))| Need {
            code: i.to_string(), name: i.to_string(), opening_weight, joiner_weight, ..need.clone()
        }).collect();
        let needs = s.needs.list.len();
        s.blocks.retain(|block| block.needs[0].parse::<usize>().is_ok_and(|need| need < needs));
        s.areas = vec![Area { grouping: None, name: "All".into(), districts: s.districts.list.iter().map(|d| d.code.clone()).collect() }];
        s.needs.list[0].opening_weight += 0.5;
        s.needs.list[0].joiner_weight += 0.5;
        s
    }
}

/// The bare cohort: nothing diverts, no place runs out.
fn before_any_measure(scenario: &mut Scenario) {
    scenario.localities.effect.amount = Amount::Fixed(0.0);
    scenario.local_provision.srp_places.amount = Amount::Fixed(0.0);
    scenario.local_provision.schools.clear();
    scenario.capacity.occupancy.amount = Amount::Fixed(0.0);
    scenario.blocks.clear();
}

/// Only too many joiners can be wrong with them.
fn scenario() -> impl Strategy<Value = Checked> {
    any_scenario().prop_filter_map("joiners within the limit", |s| match s.check() {
        Ok(checked) => Some(checked),
        Err(problems) => {
            assert!(problems.iter().all(|p| p.path == "demand"), "{problems:?}");
            None
        }
    })
}

fn total(shape: Shape, record: &[u32], january: usize) -> u32 {
    shape.stock(record, january).iter().sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn pupils_are_neither_made_nor_lost(scenario in scenario(), seed in 0..1_000_u64) {
        let model = Compiled::new(&scenario, Detail::Full);
        let shape = model.shape();
        for record in &run_batch(&model, seed, 0, 8).records() {
            let opening = scenario.opening.pupils.amount.central();
            prop_assert_eq!(f64::from(total(shape, record, 0)), opening);
            for year in 0..shape.years {
                // The identity: unsigned counts, so that it also says that none is negative.
                prop_assert_eq!(
                    total(shape, record, year + 1) + shape.row(record, Measure::Leavers, year)[0],
                    total(shape, record, year) + shape.row(record, Measure::Joiners, year)[0]
                );
            }
        }
    }

    #[test]
    fn batches_in_any_size_and_order_make_the_same_ensemble(
        scenario in scenario(),
        cuts in prop::collection::vec(1..30_u32, 3..9),
        order in any::<prop::sample::Index>(),
    ) {
        let model = Compiled::new(&scenario, Detail::Full);
        let futures: u32 = cuts.iter().sum();
        let whole = Ensemble::run(&model, January(2025), 7, futures);
        let mut first = 0;
        let mut batches: Vec<_> = cuts.iter().map(|&count| {
            first += count;
            run_batch(&model, 7, first - count, count)
        }).collect();
        let turn = order.index(batches.len());
        batches.rotate_left(turn);
        batches.reverse();
        let mut merged = Ensemble::new(model.shape(), January(2025), futures);
        for batch in &batches {
            prop_assert_eq!(merged.absorb(batch), Ok(()));
            prop_assert_eq!(merged.absorb(batch), Err(Refused::Twice));
        }
        prop_assert_eq!(merged.digest(), whole.digest());
        prop_assert!(merged.digest().is_some());
        for january in 0..model.shape().januaries() {
            for scope in [Scope::County, Scope::District(0), Scope::Need(0)] {
                let (a, b) = (merged.tally(Measure::Stock, january, scope), whole.tally(Measure::Stock, january, scope));
                prop_assert_eq!(a.mean().to_bits(), b.mean().to_bits());
                prop_assert_eq!(a.percentile(0.1).to_bits(), b.percentile(0.1).to_bits());
            }
        }
    }

    #[test]
    fn more_growth_never_means_fewer_pupils_in_any_future(
        scenario in scenario(), less in -0.3..0.2_f64, more in 0.0..0.1_f64,
    ) {
        let counts = |growth: f64| {
            let mut s = scenario.clone().into_inner();
            before_any_measure(&mut s);
            s.demand.growth.amount = Amount::Fixed(growth);
            // Growth may take a large scenario past the limit on joiners.
            let model = Compiled::new(&s.check().ok()?, Detail::Full);
            let shape = model.shape();
            let stocks = move |record: &Vec<u32>| {
                (0..shape.januaries()).flat_map(|j| shape.row(record, Measure::Stock, j).to_vec()).collect()
            };
            Some(run_batch(&model, 3, 0, 6).records().iter().map(stocks).collect::<Vec<Vec<u32>>>())
        };
        let (Some(few), Some(many)) = (counts(less), counts(less + more)) else { return Ok(()) };
        prop_assert!(few.iter().flatten().zip(many.iter().flatten()).all(|(few, many)| few <= many));
    }
}

#[test]
fn cells_are_whole_and_sum_to_the_county_in_the_order_of_the_shares() {
    let kent = Scenario::kent();
    let mut exact = kent.clone();
    exact.districts.concentration.amount = Amount::Fixed(0.0);
    exact.needs.concentration.amount = Amount::Fixed(0.0);
    let model = Compiled::new(&exact.check().unwrap(), Detail::Full);
    let shape = model.shape();
    let batch = run_batch(&model, 1, 0, 1);
    let record = &batch.records()[0];
    let stock = shape.stock(record, 0);
    assert_eq!(stock.iter().sum::<u32>(), 1_784);
    for (district, row) in kent.districts.list.iter().zip(stock.chunks_exact(4)) {
        for (need, &count) in kent.needs.list.iter().zip(row) {
            let quota = 1_784.0 * district.weight * need.opening_weight;
            assert!(
                (f64::from(count) - quota).abs() < 1.0,
                "{} {}: {count} for {quota}",
                district.name,
                need.code
            );
        }
    }
}

/// A second, slow engine: pupils one by one, year by year, each with a yearly chance of leaving.
/// It shares nothing with the first but the parameters of a future, so the two can only agree in
/// distribution: means of every January over 4,000 futures, within 4 standard errors.
#[test]
fn drawing_the_leaving_year_on_entry_is_yearly_thinning() {
    use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};
    use rand_distr::{Distribution, Gamma, Poisson};
    let mut kent = Scenario::kent();
    kent.run.futures = 4_000;
    before_any_measure(&mut kent);
    as_before(&mut kent);
    // Joiners that were counted do not follow from who left.
    kent.demand.joiners_by_age.basis.source = Source::Council;
    let kent = kent.check().unwrap();
    let model = Compiled::new(&kent, Detail::Full);
    let fast = Ensemble::run(&model, January(2025), 1, 4_000);
    let mut simulator = Simulator::new(&model);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(77);
    let mut sums = vec![(0.0, 0.0); 10];
    for future in 0..4_000 {
        let parameters = simulator.parameters(1, future).clone();
        let mut ages: Vec<u8> = Vec::new();
        for (age, &count) in &kent.opening.age_profile.values {
            let expected = count * 1_784.0 / 1_623.0;
            let extra = f64::from(u8::from(rng.random_bool(expected.fract())));
            ages.extend(vec![u8::from(*age); (expected.floor() + extra) as usize]);
        }
        for (january, sum) in sums.iter_mut().enumerate() {
            if january > 0 {
                ages.retain(|&age| !rng.random_bool(parameters.hazards[usize::from(age) - 4]));
                for age in &mut ages {
                    *age += 1;
                }
                let years = january as i32;
                let shock =
                    Gamma::new(parameters.get(Lever::Swing), 1.0 / parameters.get(Lever::Swing)).unwrap();
                let level = parameters.get(Lever::Joiners)
                    * (1.0 + parameters.get(Lever::Growth)).powi(years)
                    * (1.0 + parameters.get(Lever::Migration)).powi(years - 1)
                    * shock.sample(&mut rng);
                for (district, share) in kent.districts.list.iter().zip(&parameters.districts) {
                    for (age, &joiners) in &kent.demand.joiners_by_age.values {
                        let along = (f64::from(years - 1) / 5.0).min(1.0);
                        let index = 1.0 + (district.cohort.at(age.phase()) - 1.0) * along;
                        let mean = joiners * 1_784.0 / 1_623.0 * share * index * level;
                        let count = Poisson::new(mean).unwrap().sample(&mut rng);
                        ages.extend(vec![u8::from(*age); count as usize]);
                    }
                }
            }
            let stock = ages.len() as f64;
            sum.0 += stock;
            sum.1 += stock * stock;
        }
    }
    for (january, (sum, squares)) in sums.into_iter().enumerate() {
        let n = 4_000.0;
        let (mean, tally) = (sum / n, fast.tally(Measure::Stock, january, Scope::County));
        let variance = squares / n - mean * mean;
        let error = (variance / n + tally.standard_error().powi(2)).sqrt();
        let miss = (mean - tally.mean()).abs();
        assert!(miss <= 4.0 * error + 0.5, "January {}: {mean} against {}", 2025 + january, tally.mean());
        if january > 0 {
            let ratio = tally.sd() / variance.sqrt();
            assert!((ratio - 1.0).abs() < 0.06, "January {}: sd ratio {ratio}", 2025 + january);
        }
    }
}

/// With the parameters known and the world drawn from them, 8 in 10 worlds fall in the band.
#[test]
fn the_80_per_cent_band_holds_80_per_cent_of_worlds() {
    const WORLDS: u32 = 10_000;
    let kent = Scenario::kent().check().unwrap();
    let model = Compiled::new(&kent, Detail::Full);
    let forecast = Ensemble::run(&model, January(2025), 1, 10_000);
    // Futures of another seed play the world.
    let worlds = Ensemble::run(&model, January(2025), 2, WORLDS);
    for january in 1..=9 {
        let band = forecast.tally(Measure::Stock, january, Scope::County);
        let (low, high) = (band.percentile(0.1), band.percentile(0.9));
        let inside = (0..WORLDS)
            .filter(|&world| {
                let stock = f64::from(worlds.county(world).unwrap()[january]);
                (low..=high).contains(&stock)
            })
            .count();
        let share = inside as f64 / f64::from(WORLDS);
        println!("{january}: {share}");
        assert!((share - 0.8).abs() < 0.015, "January {}: {share}", 2025 + january);
    }
}

/// What a page tallies is a part of what a file wants; the futures are the same.
#[test]
fn how_far_counts_are_broken_down_changes_nothing_in_them() {
    let kent = Scenario::kent().check().unwrap();
    let run = |detail| Ensemble::run(&Compiled::new(&kent, detail), January(2025), 4, 200);
    let (main, full) = (run(Detail::Main), run(Detail::Full));
    assert_eq!(main.digest(), full.digest());
    for measure in Measure::ALL {
        for time in 0..main.shape().times(measure) {
            if main.shape().column(measure, time, Scope::County).is_some() {
                let mean =
                    |ensemble: &Ensemble| ensemble.tally(measure, time, Scope::County).mean().to_bits();
                assert_eq!(mean(&main), mean(&full), "{measure:?} {time}");
            }
        }
    }
}

/// The same file is held against the page in a real browser: what is equal to it there is equal,
/// to the last bit, to what is computed here. Changing it changes what every saved seed means.
#[test]
fn seeds_keep_their_results() {
    let golden: serde_json::Value = serde_json::from_str(include_str!("golden.json")).unwrap();
    let model = Compiled::new(&Scenario::kent().check().unwrap(), Detail::Full);
    let digest = |seed, futures| Ensemble::run(&model, January(2025), seed, futures).digest();
    for row in golden.as_array().unwrap() {
        let number = |name: &str| row[name].as_u64().unwrap();
        let digest = digest(number("seed"), u32::try_from(number("futures")).unwrap()).unwrap();
        assert_eq!(digest.to_string(), row["digest"].as_str().unwrap(), "{row}");
    }
    assert_ne!(digest(7, 100), digest(8, 100));
    assert_ne!(digest(7, 100), digest(7, 101));
}
