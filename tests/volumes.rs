//! What a block comes to at other volumes, from one set of futures, against futures simulated with
//! each volume.

use sufficiency_planner::cohort::{BlockLine, Compiled, Detail, Headline, Review, VolumeLine, Volumes};
use sufficiency_planner::ensemble::{Ensemble, Gathered, SUMS, Table, Task};
use sufficiency_planner::field::{January, Phase};
use sufficiency_planner::scenario::{Amount, Block, Checked, Scenario};
use sufficiency_planner::worker::Job;

const SEED: u64 = 11;
const FUTURES: u32 = 150;

fn kent(edit: impl FnOnce(&mut Scenario)) -> Checked {
    let mut scenario = Scenario::kent();
    scenario.blocks.iter_mut().for_each(|block| block.signed = true);
    edit(&mut scenario);
    scenario.check().unwrap()
}

fn simulated(scenario: &Checked) -> Ensemble {
    Ensemble::run(&Compiled::new(scenario, Detail::Main), January(2025), SEED, FUTURES)
}

/// Weighs blocks and hands over counts and figures.
fn weighed(scenario: &Checked, volumes: Volumes) -> Table {
    let model = Compiled::new(scenario, Detail::Main).until(volumes.years());
    let mut job = Job::new(model, January(2025), SEED, FUTURES, Task::Volumes(volumes));
    job.finish();
    let Some(Gathered::Table(table)) = job.gathered(0) else { panic!("a table") };
    table.clone()
}

fn values(ensemble: &Ensemble, headline: Headline) -> Vec<f64> {
    ensemble.values(headline).collect()
}

/// Each block of a scenario at these volumes: every future to the bit as if simulated.
fn each_volume_is_as_simulated(edit: impl Fn(&mut Scenario), wanted: &[u32]) {
    let scenario = kent(&edit);
    for (index, block) in scenario.blocks.iter().enumerate() {
        let volumes = Volumes::new(&scenario, [(block, index, wanted.to_vec())], index);
        let table = weighed(&scenario, volumes.clone());
        let place_years = volumes.place_years(0);
        for (place, &volume) in wanted.iter().enumerate() {
            let ensemble = simulated(&kent(|scenario| {
                edit(scenario);
                scenario.blocks[index].volume = volume;
            }));
            let line = |line| values(&ensemble, Headline::Block(index, line));
            let weighed = |line: VolumeLine| table.values(place * VolumeLine::COUNT + line as usize);
            assert_eq!(
                weighed(VolumeLine::Saving),
                line(BlockLine::Saving),
                "block {index}, {volume} places"
            );
            assert_eq!(weighed(VolumeLine::VoidCost), line(BlockLine::VoidCost), "{index}, {volume}");
            assert_eq!(weighed(VolumeLine::Occupied), line(BlockLine::Occupied), "{index}, {volume}");
            assert!(
                line(BlockLine::Volume)
                    .iter()
                    .all(|&bought| (bought - f64::from(place_years[place])).abs() < 0.5)
            );
        }
    }
}

#[test]
fn one_set_of_futures_answers_for_every_volume_to_the_bit() {
    each_volume_is_as_simulated(|_| (), &[0, 1, 2, 7, 24, 60, 300]);
}

#[test]
fn so_it_does_with_other_ramps_terms_and_a_block_in_front() {
    each_volume_is_as_simulated(
        |scenario| {
            scenario.blocks[0].ramp = vec![1.0, 0.4, 0.7];
            scenario.blocks[0].districts.clear();
            scenario.blocks[0].needs.clear();
            scenario.blocks[0].phases.clear();
            scenario.blocks[1].phases = vec![Phase::Primary, Phase::Secondary];
            scenario.blocks[1].start = 2028;
            scenario.blocks[1].term = 3;
            scenario.blocks[1].refill.amount = Amount::Fixed(0.5);
            scenario.framework.extensions = 0;
        },
        &[0, 3, 40, 150, 900],
    );
}

#[test]
fn so_it_does_where_places_run_out() {
    each_volume_is_as_simulated(|scenario| scenario.capacity.occupancy.amount = Amount::Fixed(1.0), &[5, 80]);
}

/// The figures of the only volume of a block with fixed places, and of the same one reviewed each September.
fn fixed_and_reviewed(review: Review, volume: u32, ramp: &[f64]) -> [Vec<Vec<f64>>; 2] {
    let scenario = kent(|scenario| {
        scenario.blocks.truncate(1);
        scenario.blocks[0].ramp = ramp.to_vec();
    });
    let volumes = Volumes::new(&scenario, [(&scenario.blocks[0], 0, vec![volume])], 0).and_reviewed(review);
    let table = weighed(&scenario, volumes);
    let line = |side: usize| move |line: usize| side * VolumeLine::COUNT + line;
    [0, 1].map(|side| (0..VolumeLine::COUNT).map(line(side)).map(|at| table.values(at).to_vec()).collect())
}

/// A review that finds nothing to do leaves all as it is. One that adds places each time, or takes some off, is a block with
/// that ramp.
#[test]
fn a_block_that_is_reviewed_is_one_with_the_ramp_that_the_reviews_make() {
    let idle = Review { above: 9.0, below: 0.0, step: 0.5, most: 2.0, least: 0.5, notice: 1 };
    for volume in [0, 7, 24] {
        let [fixed, reviewed] = fixed_and_reviewed(idle, volume, &[0.3333, 0.6667, 1.0]);
        assert_eq!(fixed, reviewed);
    }
    // From 10 places up by 5 a year to 20.
    let grows = Review { above: 0.0, ..idle };
    let [_, reviewed] = fixed_and_reviewed(grows, 10, &[1.0]);
    let [fixed, _] = fixed_and_reviewed(idle, 20, &[0.5, 0.75, 1.0]);
    assert_eq!(fixed, reviewed);
    // From 20 places down by 10 with a year's notice, however full.
    let shrinks = Review { below: 9.0, ..idle };
    let [_, reviewed] = fixed_and_reviewed(shrinks, 20, &[1.0]);
    let [fixed, _] = fixed_and_reviewed(idle, 20, &[1.0, 1.0, 0.5]);
    assert_eq!(fixed, reviewed);
    let [with, without] = fixed_and_reviewed(grows, 10, &[1.0]);
    assert_ne!(with, without);
}

/// The block runs in the last step alone, of which 7/12 lie in the last financial year.
#[test]
fn transport_saved_is_what_the_county_pays_less() {
    for near_home in [true, false] {
        let at = |volume: u32| {
            kent(|scenario| {
                scenario.horizon.years = 2;
                scenario.blocks.truncate(1);
                let block = &mut scenario.blocks[0];
                (block.start, block.term, block.volume) = (2026, 1, volume);
                (block.ramp, block.near_home) = (vec![1.0], near_home);
                block.districts.clear();
                block.needs.clear();
            })
        };
        let (without, with) = (simulated(&at(0)), simulated(&at(70)));
        let scenario = at(0);
        let table = weighed(&scenario, Volumes::new(&scenario, [(&scenario.blocks[0], 0, vec![70])], 0));
        let saved = table.values(VolumeLine::Transport as usize);
        let paid = |ensemble: &Ensemble| values(ensemble, Headline::Transport(1));
        let mut total = 0.0;
        for ((before, after), saved) in paid(&without).into_iter().zip(paid(&with)).zip(saved) {
            assert!((before - after - saved * 7.0 / 12.0).abs() < 1e-3, "{before} less {after}, {saved}");
            total += saved;
        }
        assert_eq!(total > 0.0, near_home, "near home it saves, else it costs where no school is near");
    }
}

fn apart(scenario: &Scenario) -> Vec<Block> {
    let pattern = &scenario.blocks[0];
    let codes = scenario.districts.list.iter().map(|district| district.code.clone());
    codes.map(|code| Block { districts: vec![code], ..pattern.clone() }).collect()
}

#[test]
fn districts_apart_match_those_who_match_them_together() {
    let scenario = kent(|scenario| scenario.blocks[0].districts.clear());
    let blocks = apart(&scenario);
    let all = &scenario.blocks[0];
    let table = |blocks: Vec<&Block>| {
        weighed(&scenario, Volumes::new(&scenario, blocks.iter().map(|block| (*block, 0, vec![9])), 0))
    };
    let (apart, together) = (table(blocks.iter().collect()), table(vec![all]));
    let steps = usize::from(scenario.horizon.years) + 1;
    let mut met = 0;
    for step in 0..steps {
        for future in 0..FUTURES as usize {
            let sum: u32 = (0..blocks.len()).map(|block| apart.counts(block * steps + step)[future]).sum();
            assert_eq!(sum, together.counts(step)[future]);
            met += sum;
        }
    }
    assert!(met > 0);
}

#[test]
fn sums_are_those_of_the_futures_one_by_one() {
    let scenario = kent(|_| ());
    let blocks = apart(&scenario);
    let volumes = Volumes::new(&scenario, blocks.iter().map(|block| (block, 0, vec![0, 2, 4])), 0);
    let table = weighed(&scenario, volumes.clone());
    let model = Compiled::new(&scenario, Detail::Main).until(volumes.years());
    let mut job = Job::new(model, January(2025), SEED, FUTURES, Task::VolumeSums(volumes));
    job.finish();
    let Some(Gathered::Sums(futures, sums)) = job.gathered(0) else { panic!("sums") };
    assert_eq!(*futures, FUTURES);
    for (index, sums) in sums.chunks_exact(SUMS).enumerate() {
        for (sum, line) in sums.iter().zip([VolumeLine::Saving, VolumeLine::Transport, VolumeLine::Occupied])
        {
            let one_by_one: f64 =
                table.values(index * VolumeLine::COUNT + line as usize).iter().map(|v| v.round()).sum();
            assert_eq!(one_by_one.to_bits(), sum.to_bits(), "{index} {line:?}");
        }
    }
    assert!(sums.iter().any(|&sum| sum > 0.0));
}

#[test]
fn a_shorter_run_is_the_beginning_of_the_longer_one() {
    let scenario = kent(|_| ());
    let model = Compiled::new(&scenario, Detail::Main);
    let whole = simulated(&scenario);
    for years in [1, 3, 5, 9, 20] {
        let short = Ensemble::run(&model.clone().until(years), January(2025), SEED, FUTURES);
        let years = years.min(9);
        assert_eq!(short.shape().years, years);
        for year in 0..years {
            for headline in
                [Headline::Balance, Headline::Placements, Headline::Transport, Headline::BlockSaving]
            {
                assert_eq!(values(&short, headline(year)), values(&whole, headline(year)), "{years}, {year}");
            }
        }
        for future in [0, 77] {
            assert_eq!(short.county(future).unwrap()[..], whole.county(future).unwrap()[..=years]);
        }
        let deficit = values(&short, Headline::DeficitAgreement);
        assert_eq!(deficit == values(&whole, Headline::DeficitAgreement), years >= 3);
    }
}
