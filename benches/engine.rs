//! What a future costs: `cargo bench`. Criterion prints futures a second as elements.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use sufficiency_planner::cohort::{Compiled, Detail, Headline};
use sufficiency_planner::decisions::offer::{COARSE, cells, spread_out};
use sufficiency_planner::ensemble::{Ensemble, Task, run_batch};
use sufficiency_planner::scenario::{Checked, Scenario};

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
    let volumes = spread_out(&kent, &cells(&kent, &kent.blocks[0]), 0, COARSE, 0);
    let term = model.clone().until(volumes.years());
    let short = model.until(3);
    let balance = u32::try_from(short.shape().headline(Headline::Balance(2))).unwrap();
    let trial = Task::Columns { counts: Vec::new(), headlines: vec![balance] };
    let mut group = c.benchmark_group("questions");
    group.throughput(Throughput::Elements(u64::from(FUTURES)));
    for (name, model, task) in [
        ("to the end of the term", &term, trial.clone()),
        ("volumes of 48 cells", &term, Task::VolumeSums(volumes)),
        ("balance of 2027/28", &short, trial),
    ] {
        group.bench_function(name, |b| b.iter(|| task.run(black_box(model), 2026.into(), 0, FUTURES)));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = engine, questions
}
criterion_main!(benches);
