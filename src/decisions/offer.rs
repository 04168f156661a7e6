//! Compares blocks that a council might buy: the best volume of each, and what it would do (M14.2, M14.10).
//!
//! Two runs of the same futures answer this. The first adds up the savings of every volume of every offer, which gives
//! the volume of each that is best on average. The second runs those volumes alone, future by future.

use super::{Aim, Purse, VolumeCurve};
use crate::cohort::{Compiled, Detail, Geography, Part, Volumes};
use crate::contracts::critical_fractile;
use crate::ensemble::{Gathered, SUMS, Spread, Table, Task};
use crate::scenario::{Assumption, Block, BlockKind, Checked, District};
use crate::worker::Job;

/// The number of futures that show how many pupils an offer could have.
const SCOUTS: u32 = 64;
/// The largest number of steps of volume in a chart.
pub const FINE: u32 = 60;
/// The largest number of steps of volume in a row of a table.
pub const COARSE: u32 = 30;
/// The number of districts from which a block can take pupils and still be near their homes.
const NEAR: usize = 3;

/// A block that a council might buy.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The name of the offer in a table.
    pub name: String,
    /// Its terms and catchment; its volume is not used.
    pub block: Block,
}

impl Offer {
    fn new(name: String, pattern: &Block, districts: Vec<String>, needs: Vec<String>) -> Offer {
        let near_home = pattern.near_home && (1..=NEAR).contains(&districts.len());
        let block = Block {
            name: name.clone(),
            kind: BlockKind::NewPlaces,
            districts,
            needs,
            near_home,
            ..pattern.clone()
        };
        Offer { name, block }
    }
}

/// One offer for every district, or for every area of a grouping, and every need, then one for the whole county. All
/// have the terms of `pattern`.
pub fn cells(scenario: &Checked, pattern: &Block, geography: Geography) -> Vec<Offer> {
    let codes =
        |part: &Part| part.districts.iter().map(|&at| scenario.districts.list[at].code.clone()).collect();
    let parts = geography.parts(scenario).into_iter().map(|part| (part.name.clone(), codes(&part)));
    let places: Vec<(String, Vec<String>)> =
        parts.chain([("All districts".to_owned(), Vec::new())]).collect();
    let needs = &scenario.needs.list;
    places
        .iter()
        .flat_map(|(place, codes)| {
            needs.iter().map(move |need| {
                let name = format!("{place}, {}", need.code);
                Offer::new(name, pattern, codes.clone(), vec![need.code.clone()])
            })
        })
        .collect()
}

/// The districts of a block, each as an offer of its own, and the block that joins them. A block of one district is
/// joined with each of its two nearest neighbours instead.
pub fn apart_and_joined(scenario: &Checked, block: &Block) -> Vec<Offer> {
    let all = &scenario.districts.list;
    let members: Vec<&District> = all
        .iter()
        .filter(|district| block.districts.is_empty() || block.districts.contains(&district.code))
        .collect();
    let offer = |name: String, districts: &[&District]| {
        let codes = districts.iter().map(|district| district.code.clone()).collect();
        Offer::new(name, block, codes, block.needs.clone())
    };
    let mut offers: Vec<Offer> =
        members.iter().map(|district| offer(format!("{} only", district.name), &[district])).collect();
    if let [home] = members[..] {
        for neighbour in neighbours(all, home).into_iter().take(2) {
            offers.push(offer(format!("{} and {}", home.name, neighbour.name), &[home, neighbour]));
        }
    } else {
        offers.push(offer("All of them together".into(), &members));
    }
    offers
}

/// The other districts, nearest first.
fn neighbours<'a>(all: &'a [District], home: &District) -> Vec<&'a District> {
    // Distances in degrees are accurate enough to sort by, once a degree of longitude is shortened for the latitude.
    let squeeze = libm::cos(home.latitude.to_radians());
    let distance = |other: &District| {
        let (north, east) = (other.latitude - home.latitude, (other.longitude - home.longitude) * squeeze);
        north * north + east * east
    };
    let mut others: Vec<&District> = all.iter().filter(|other| other.code != home.code).collect();
    others.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    others
}

/// Evenly spaced volumes from 0 to at least `most`, in at most `steps` steps of 1, 2, 5, 10, 20, 50… places.
fn spaced(most: u32, steps: u32) -> Vec<u32> {
    let least = most.div_ceil(steps.max(1)).max(1);
    let round = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)));
    let step = round.into_iter().find(|step| *step >= least).unwrap_or(least);
    (0..=most.div_ceil(step)).map(|place| place * step).collect()
}

fn volumes(
    scenario: &Checked,
    offers: &[Offer],
    terms: usize,
    grids: Vec<Vec<u32>>,
    behind: usize,
) -> Volumes {
    Volumes::new(scenario, offers.iter().zip(grids).map(|(offer, grid)| (&offer.block, terms, grid)), behind)
}

/// The share of the futures, from 0 to 1, whose demand the largest volume of an offer meets: every future for a chart,
/// and most of them for a table, unless the terms make even a place that is mostly empty worth having.
fn level(block: &Block, steps: u32) -> f64 {
    let central = |assumption: &Assumption| assumption.amount.central();
    let fractile = critical_fractile(1.0, central(&block.discount), central(&block.void_share), 0.0);
    if steps <= COARSE && fractile < 0.4 { 0.8 } else { 1.0 }
}

/// The offers as candidates, each with volumes from 0 to about all the pupils it could have, in at most `steps` steps.
/// `terms` is the block of the scenario whose random numbers their terms share. The first `behind` blocks of the
/// scenario choose their pupils first.
pub fn spread_out(scenario: &Checked, offers: &[Offer], terms: usize, steps: u32, behind: usize) -> Volumes {
    let none = volumes(scenario, offers, terms, vec![vec![]; offers.len()], behind);
    let mut scouts = job(scenario, Task::Volumes(none.clone()), SCOUTS);
    scouts.finish();
    let table = scouts.gathered(0).and_then(Gathered::table);
    let grids = offers.iter().enumerate().map(|(index, offer)| {
        let level = level(&offer.block, steps);
        let most = table.map_or(0, |table| peak(table, &none, index, level));
        spaced((most + most / 8).max(4), steps)
    });
    volumes(scenario, offers, terms, grids.collect(), behind)
}

/// The number of pupils that an offer's largest year does not exceed in a share `level` of the futures.
fn peak(table: &Table, volumes: &Volumes, offer: usize, level: f64) -> u32 {
    let years: Vec<&[u32]> =
        volumes.running(offer).map(|step| table.counts(offer * volumes.steps() + step)).collect();
    let of = |future: usize| years.iter().map(|year| year[future]).max().unwrap_or(0);
    let peaks = Spread::new((0..table.futures()).map(|future| f64::from(of(future))).collect());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
    let peak = peaks.percentile(level).ceil() as u32;
    peak
}

/// The same offers as candidates, each at one volume.
pub fn at(scenario: &Checked, offers: &[Offer], terms: usize, chosen: &[u32], behind: usize) -> Volumes {
    volumes(scenario, offers, terms, chosen.iter().map(|&volume| vec![volume]).collect(), behind)
}

/// A job that runs a task of the scenario for as many years as its volumes need.
pub fn job(scenario: &Checked, task: Task, futures: u32) -> Job {
    let model = Compiled::new(scenario, Detail::Main);
    let model = match &task {
        Task::Volumes(volumes) | Task::VolumeSums(volumes) | Task::Bundles(volumes, _) => {
            model.until(volumes.years())
        }
        _ => model,
    };
    Job::new(model, scenario.horizon.opening_january, scenario.run.seed, futures, task)
}

/// The best volume of each offer on average, from the sums of [`Task::VolumeSums`]; of equally good volumes, the
/// smallest.
pub fn best_volumes(volumes: &Volumes, sums: &[f64], purse: Purse) -> Vec<u32> {
    let mut sums = sums.chunks_exact(SUMS);
    volumes
        .volumes()
        .map(|grid| {
            let mut best = (0, f64::NEG_INFINITY);
            for (&volume, sums) in grid.iter().zip(sums.by_ref()) {
                let saving = purse.counted(sums[0], sums[1]);
                if saving > best.1 {
                    best = (volume, saving);
                }
            }
            best.0
        })
        .collect()
}

/// What each offer does at the volume of [`at`].
pub fn curves(volumes: &Volumes, table: &Table, aim: Aim) -> Vec<Option<VolumeCurve>> {
    (0..volumes.volumes().count()).map(|offer| VolumeCurve::read(volumes, offer, table, aim)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Area, Scenario};

    fn kent() -> Checked {
        let mut kent = Scenario::kent();
        let codes = |range: std::ops::Range<usize>| {
            kent.districts.list[range].iter().map(|district| district.code.clone()).collect()
        };
        let areas = [("West", codes(0..5)), ("East", codes(5..12))];
        let grouping = Some("Two".to_owned());
        kent.areas = areas
            .map(|(name, districts)| Area { name: name.into(), districts, grouping: grouping.clone() })
            .into();
        kent.check().unwrap()
    }

    const AIM: Aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 1e5 };

    #[test]
    fn every_cell_area_and_the_county_are_on_offer() {
        let kent = kent();
        let pattern = &kent.blocks[0];
        let districts = cells(&kent, pattern, Geography::Districts);
        assert_eq!(districts.len(), 52);
        assert!(
            districts[..48].iter().all(|offer| offer.block.near_home && offer.block.districts.len() == 1)
        );
        let areas = cells(&kent, pattern, Geography::Grouping(0));
        assert_eq!(areas.len(), 12);
        assert_eq!(areas[0].name, format!("West, {}", kent.needs.list[0].code));
        assert_eq!(areas[4].block.districts.len(), 7);
        assert!(areas.iter().all(|offer| !offer.block.near_home));
        assert_eq!(districts[48..], areas[8..]);
        assert_eq!(areas[11].name, format!("All districts, {}", kent.needs.list[3].code));
        let names = |block: &Block| -> Vec<String> {
            apart_and_joined(&kent, block).into_iter().map(|offer| offer.name).collect()
        };
        assert_eq!(names(pattern).len(), 3);
        let thanet = Block { districts: vec!["E07000114".into()], ..pattern.clone() };
        assert_eq!(names(&thanet)[0], "Thanet only");
        assert!(names(&thanet).contains(&"Thanet and Dover".to_owned()), "{:?}", names(&thanet));
        assert!(names(&thanet).contains(&"Thanet and Canterbury".to_owned()));
        assert_eq!(names(&Block { districts: vec![], ..pattern.clone() }).len(), 13);
    }

    #[test]
    fn volumes_reach_as_far_as_the_demand_in_few_steps() {
        assert_eq!(spaced(4, 30), [0, 1, 2, 3, 4]);
        assert_eq!(spaced(61, 60).last(), Some(&62));
        assert_eq!(spaced(61, 60).len(), 32);
        assert_eq!(spaced(0, 5), [0]);
        let kent = kent();
        let offers = apart_and_joined(&kent, &kent.blocks[0]);
        let volumes = spread_out(&kent, &offers, 0, FINE, 0);
        let mut study = job(&kent, Task::Volumes(volumes.clone()), 300);
        study.finish();
        let table = study.gathered(0).and_then(Gathered::table).unwrap();
        for (offer, grid) in volumes.volumes().enumerate() {
            // Of 300 futures the widest few go far beyond what 64 have seen.
            let most = peak(table, &volumes, offer, 0.98);
            let reach = *grid.last().unwrap();
            assert!(reach >= most - most / 5 && grid.len() <= 61, "{most} {grid:?}");
        }
    }

    #[test]
    fn the_two_runs_agree_on_the_best_volume_and_together_beats_apart() {
        let kent = kent();
        let offers = apart_and_joined(&kent, &kent.blocks[0]);
        let wide = spread_out(&kent, &offers, 0, FINE, 0);
        let run = |task: Task| {
            let mut job = job(&kent, task, 600);
            job.finish();
            job.gathered(0).unwrap().clone()
        };
        let Gathered::Sums(_, sums) = run(Task::VolumeSums(wide.clone())) else { panic!("sums") };
        let one_by_one = run(Task::Volumes(wide.clone()));
        for purse in [Purse::HighNeeds, Purse::Council] {
            let best = best_volumes(&wide, &sums, purse);
            let aim = Aim { purse, ..AIM };
            let curves = curves(&wide, one_by_one.table().unwrap(), aim);
            let curves: Vec<VolumeCurve> = curves.into_iter().map(Option::unwrap).collect();
            assert_eq!(best, curves.iter().map(|curve| curve.best().volume).collect::<Vec<_>>());
            let again = at(&kent, &offers, 0, &best, 0);
            let second = run(Task::Volumes(again.clone()));
            for (curve, row) in curves.iter().zip(super::curves(&again, second.table().unwrap(), aim)) {
                assert_eq!(&row.unwrap().points[0], curve.best());
            }
            if purse == Purse::HighNeeds {
                // The same pupils, and each empty place is empty in only one of them.
                let apart: f64 = curves[..2].iter().map(|curve| curve.best().saving).sum();
                assert!(curves[2].best().saving > apart, "{} {apart}", curves[2].best().saving);
            }
        }
    }
}
