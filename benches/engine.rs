//! What a future costs: `cargo bench`. Criterion prints futures a second as elements.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::rc::Rc;
use sufficiency_planner::cohort::{Compiled, Detail, Geography, Headline};
use sufficiency_planner::decisions::goal::{self, Goal, Ground, Reach, Wanted};
use sufficiency_planner::decisions::offer::{COARSE, cells, spread_out};
use sufficiency_planner::ensemble::{Ensemble, Task, run_batch};
use sufficiency_planner::scenario::{Checked, District, Lever, Need, Scenario};

const FUTURES: u32 = 256;

fn scenarios() -> [(&'static str, Checked); 2] {
    let r0 = Scenario::from_json(include_str!("../examples/scenarios/r0.json")).unwrap();
    [("kent", Scenario::kent().check().unwrap()), ("r0", r0.check().unwrap())]
}

fn engine(c: &mut Criterion) {
    for (name, scenario) in scenarios() {
        let opening = scenario.horizon.opening_january;
        let model = Compiled::new(&scenario, Detail::Main);
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Elements(u64::from(FUTURES)));
        group.bench_function("simulate", |b| {
            b.iter(|| run_batch(black_box(&model), 2026, 0, FUTURES));
        });
        let batch = run_batch(&model, 2026, 0, FUTURES);
        let empty = Ensemble::new(model.shape(), opening, FUTURES);
        group.bench_function("absorb", |b| {
            b.iter_batched_ref(
                || empty.clone(),
                |ensemble| ensemble.absorb(black_box(&batch)),
                criterion::BatchSize::LargeInput,
            );
        });
        group.finish();
        c.bench_function(&format!("{name}/compile"), |b| {
            b.iter(|| Compiled::new(black_box(&scenario), Detail::Full));
        });
    }
}

/// What the questions of the decision screens cost a future, beside the futures themselves.
fn questions(c: &mut Criterion) {
    let kent = Scenario::kent().check().unwrap();
    let model = Compiled::new(&kent, Detail::Main);
    // Without the county as one catchment.
    let mut offers = cells(&kent, &kent.blocks[0], Geography::Districts);
    offers.truncate(48);
    let volumes = spread_out(&kent, &offers, 0, COARSE, 0);
    let term = model.clone().until(volumes.years());
    let short = model.until(3);
    let balance = u32::try_from(short.shape().headline(Headline::Balance(2))).unwrap();
    let trial = Task::Columns { counts: Vec::new(), headlines: vec![balance] };
    let map = |across: Lever, up: Lever| {
        let means = vec![Reach::whole(across, &kent), Reach::whole(up, &kent)];
        let kent = Rc::new(kent.clone());
        let goal = Goal { wanted: Wanted::agreed(&kent).unwrap(), target: 0.5, is_achieved: false };
        let ground = Ground { scenario: kent.clone(), published: kent, goal };
        ground.job(&means, &goal::map(&means, 15), FUTURES).map(|job| job.task().clone()).unwrap()
    };
    let (money, pupils) = (map(Lever::OtherSavings, Lever::BudgetGrowth), map(Lever::Effect, Lever::Growth));
    let mut group = c.benchmark_group("questions");
    group.throughput(Throughput::Elements(u64::from(FUTURES)));
    for (name, model, task) in [
        ("to the end of the term", &term, trial.clone()),
        ("volumes of 48 cells", &term, Task::VolumeSums(volumes)),
        ("balance of 2027/28", &short, trial),
        ("the same at 225 settings of money", &short, money),
        ("the same at 225 settings of pupils", &short, pupils),
    ] {
        group.bench_function(name, |b| b.iter(|| task.run(black_box(model), 2026.into(), 0, FUTURES)));
    }
    group.finish();
}

/// How the cost grows: with the futures, with the pupils, and with the districts and needs over which
/// the same pupils are spread. Each number is a multiple of Kent's own.
fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("growth");
    let mut measure = |name: &str, scenario: Scenario, futures: u32| {
        let model = Compiled::new(&scenario.check().unwrap(), Detail::Main);
        group.bench_function(name, |b| b.iter(|| run_batch(black_box(&model), 2026, 0, futures)));
    };
    for times in [1_u32, 2, 4, 8] {
        measure(&format!("futures x {times}"), Scenario::kent(), 64 * times);
    }
    for times in [2_u32, 4] {
        let mut kent = Scenario::kent();
        kent.set_pupils(1_784 * times);
        measure(&format!("pupils x {times}"), kent, 64);
        let mut kent = Scenario::kent();
        let districts = kent.districts.list.clone();
        kent.districts.list = districts.iter().flat_map(|whole| parts(whole, times)).collect();
        kent.areas.clear();
        kent.blocks.clear();
        kent.local_provision.schools.clear();
        measure(&format!("districts x {times}"), kent.clone(), 64);
        let needs = kent.needs.list.clone();
        kent.needs.list = needs.iter().flat_map(|whole| kinds(whole, times)).collect();
        kent.districts.list = districts;
        measure(&format!("needs x {times}"), kent, 64);
    }
    group.finish();
}

/// A district as several that make it up.
fn parts(whole: &District, times: u32) -> impl Iterator<Item = District> {
    (0..times).map(move |part| District {
        code: format!("{}{part}", whole.code),
        name: format!("{} {part}", whole.name),
        weight: whole.weight / f64::from(times),
        srp_weight: whole.srp_weight / f64::from(times),
        ..whole.clone()
    })
}

/// A need as several that make it up.
fn kinds(whole: &Need, times: u32) -> impl Iterator<Item = Need> {
    (0..times).map(move |kind| Need {
        code: format!("{}{kind}", whole.code),
        opening_weight: whole.opening_weight / f64::from(times),
        joiner_weight: whole.joiner_weight / f64::from(times),
        ..whole.clone()
    })
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = engine, questions, growth
}
criterion_main!(benches);
