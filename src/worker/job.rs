//! A job: a task for the futures of one or several scenarios, and the results so far.

use super::Schedule;
use super::message::Order;
use crate::chance::Seeds;
use crate::cohort::Compiled;
use crate::ensemble::{Figures, Gathered, Task};
use crate::field::January;
use std::ops::Range;

/// Compiles the scenarios of a job, by position.
type Compile = Box<dyn Fn(u32) -> Compiled>;

/// A task for a number of futures of one or several scenarios with the same random numbers, or of one scenario with
/// several seeds, and the results so far. A scenario is compiled when its turn comes.
pub struct Job {
    task: Task,
    /// The seeds of each scenario.
    seeds: Vec<Seeds>,
    opening: January,
    futures: u32,
    compile: Compile,
    /// The scenario that was compiled last.
    compiled: Option<(u32, Compiled)>,
    schedule: Schedule,
    /// The results of each scenario; none before its first futures are handed out.
    gathered: Vec<Option<Gathered>>,
}

/// Futures of a job for a worker to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The scenario, by position.
    pub scenario: u32,
    /// The range of futures.
    pub futures: Range<u32>,
}

impl Job {
    /// A job for one scenario.
    pub fn new(model: Compiled, opening: January, seeds: impl Into<Seeds>, futures: u32, task: Task) -> Job {
        Job::of_seeds(model, opening, vec![seeds.into()], futures, task)
    }

    /// A job for one scenario with several seeds, each in the place of a scenario.
    pub fn of_seeds(model: Compiled, opening: January, seeds: Vec<Seeds>, futures: u32, task: Task) -> Job {
        Job::of(Box::new(move |_| model.clone()), opening, seeds, futures, task)
    }

    /// A job for several scenarios with the same number of futures each.
    pub fn of_many(
        scenarios: u32,
        compile: impl Fn(u32) -> Compiled + 'static,
        opening: January,
        seeds: impl Into<Seeds>,
        futures: u32,
        task: Task,
    ) -> Job {
        Job::of(Box::new(compile), opening, vec![seeds.into(); scenarios as usize], futures, task)
    }

    fn of(compile: Compile, opening: January, seeds: Vec<Seeds>, futures: u32, task: Task) -> Job {
        let scenarios = u32::try_from(seeds.len()).unwrap_or(0);
        let schedule = Schedule::new(scenarios, futures, task.runs());
        Job {
            task,
            opening,
            futures,
            compile,
            compiled: None,
            schedule,
            gathered: vec![None; seeds.len()],
            seeds,
        }
    }

    /// The task for each future.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// The results of a scenario so far; none before its turn.
    pub fn gathered(&self, scenario: u32) -> Option<&Gathered> {
        self.gathered.get(scenario as usize)?.as_ref()
    }

    /// The number of futures that are done, and the number wanted.
    pub fn progress(&self) -> (u32, u32) {
        (self.schedule.counted(), self.futures * u32::try_from(self.gathered.len()).unwrap_or(0))
    }

    /// Whether all futures are done.
    pub fn is_complete(&self) -> bool {
        self.schedule.is_complete()
    }

    /// The number of pieces that a worker is running.
    pub fn held_by(&self, worker: usize) -> usize {
        self.schedule.held_by(worker)
    }

    /// Hands the pieces of a lost worker out again.
    pub fn lost(&mut self, worker: usize) {
        self.schedule.lost(worker);
    }

    /// The next piece for a worker; none when everything is handed out.
    pub fn next(&mut self, worker: usize) -> Option<Piece> {
        let order = self.schedule.next(worker)?;
        let scenario = order.start / self.futures.max(1);
        let from = scenario * self.futures;
        if self.gathered(scenario).is_none() {
            let shape = self.model(scenario).shape();
            let room = Gathered::new(&self.task, shape, self.opening, self.futures);
            self.gathered[scenario as usize] = Some(room);
        }
        Some(Piece { scenario, futures: order.start - from..order.end - from })
    }

    fn model(&mut self, scenario: u32) -> &Compiled {
        let compiled = match self.compiled.take() {
            Some(known) if known.0 == scenario => known,
            _ => (scenario, (self.compile)(scenario)),
        };
        &self.compiled.insert(compiled).1
    }

    /// The order that prepares a worker for a scenario of this job, which the pool knows by `id`.
    pub fn prepare(&mut self, id: u32, scenario: u32) -> Order {
        let (seeds, task) = (self.seeds[scenario as usize], self.task.clone());
        Order::Prepare { of: (id, scenario), seeds, task, model: self.model(scenario).to_bytes() }
    }

    /// Takes the results of a piece from a worker. False where the piece was not that worker's, or the results do not
    /// fit.
    pub fn take(&mut self, worker: usize, piece: &Piece, seconds: f64, figures: Figures) -> bool {
        let from = piece.scenario.saturating_mul(self.futures);
        let order = from.saturating_add(piece.futures.start)..from.saturating_add(piece.futures.end);
        self.schedule.done(worker, &order, seconds)
            && self
                .gathered
                .get_mut(piece.scenario as usize)
                .and_then(Option::as_mut)
                .is_some_and(|gathered| gathered.take(&piece.futures, figures))
    }

    /// Runs a piece in this thread.
    pub fn run(&mut self, piece: &Piece) -> Figures {
        let (task, futures) = (self.task.clone(), piece.futures.clone());
        let seeds = self.seeds[piece.scenario as usize];
        task.run(self.model(piece.scenario), seeds, futures.start, futures.end - futures.start)
    }

    /// Runs all remaining pieces in this thread: without a browser, and in tests.
    pub fn finish(&mut self) {
        while let Some(piece) = self.next(0) {
            let figures = self.run(&piece);
            let fits = self.take(0, &piece, 0.0, figures);
            debug_assert!(fits, "a piece just handed out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Detail, Headline, Measure, Scope};
    use crate::ensemble::Ensemble;
    use crate::scenario::{Lever, Scenario};

    fn kent(growth: f64) -> Compiled {
        let published = Scenario::kent();
        let mut scenario = published.clone();
        Lever::Growth.set(&mut scenario, &published, growth);
        Compiled::new(&scenario.check().unwrap(), Detail::Main)
    }

    #[test]
    fn several_scenarios_come_out_as_each_by_itself() {
        let growths = [0.0, 4.0, 2.0];
        let compile = move |scenario: u32| kent(growths[scenario as usize]);
        let shape = kent(0.0).shape();
        let column = shape.headline(Headline::Balance(2));
        let task = Task::Columns { counts: vec![0], headlines: vec![u32::try_from(column).unwrap()] };
        let mut job = Job::of_many(3, compile, January(2025), 5, 70, task);
        assert_eq!(job.progress(), (0, 210));
        job.finish();
        assert!(job.is_complete());
        assert_eq!(job.progress(), (210, 210));
        for (scenario, growth) in (0..).zip(growths) {
            let alone = Ensemble::run(&kent(growth), January(2025), 5, 70);
            let table = job.gathered(scenario).and_then(Gathered::table).unwrap();
            assert!(table.is_complete());
            assert_eq!(table.values(0), alone.values(Headline::Balance(2)).collect::<Vec<_>>());
            assert_eq!(table.counts(0)[9], alone.county(9).unwrap()[0]);
        }
    }

    #[test]
    fn the_same_parameters_meet_the_chance_of_each_seed() {
        let shape = kent(2.0).shape();
        let gap = u32::try_from(shape.headline(Headline::Gap)).unwrap();
        let pupils = u32::try_from(shape.column(Measure::Stock, 5, Scope::County).unwrap()).unwrap();
        let ask = |seeds: Vec<Seeds>| {
            let task = Task::Columns { counts: vec![pupils], headlines: vec![gap] };
            let mut job = Job::of_seeds(kent(2.0), January(2025), seeds, 70, task);
            job.finish();
            job
        };
        let seeds = [Seeds::from(5), Seeds { parameters: 5, chance: 6 }];
        let both = ask(seeds.to_vec());
        let of = |job: &Job, scenario| job.gathered(scenario).and_then(Gathered::table).cloned().unwrap();
        for (scenario, alone) in (0..).zip(seeds.map(|seed| ask(vec![seed]))) {
            assert_eq!(of(&both, scenario), of(&alone, 0));
        }
        assert_eq!(of(&both, 0).values(0), of(&both, 1).values(0), "a parameter");
        assert_ne!(of(&both, 0).counts(0), of(&both, 1).counts(0));
    }

    #[test]
    fn pieces_in_any_order_make_the_same_ensemble_and_strange_ones_are_refused() {
        let model = kent(2.0);
        let whole = Ensemble::run(&model, January(2025), 5, 300);
        let mut job = Job::new(model, January(2025), 5, 300, Task::Futures);
        let mut pieces: Vec<_> = std::iter::from_fn(|| job.next(3)).collect();
        pieces.reverse();
        for piece in pieces {
            let figures = job.run(&piece);
            let strange = Piece { futures: piece.futures.start..piece.futures.end + 1, ..piece };
            assert!(!job.take(3, &strange, 0.1, figures.clone()));
            assert!(!job.take(4, &piece, 0.1, figures.clone()), "another worker's");
            assert!(job.take(3, &piece, 0.1, figures));
        }
        let gathered = job.gathered(0).and_then(Gathered::ensemble).unwrap();
        assert_eq!(gathered.digest(), whole.digest());
        assert!(job.gathered(1).is_none());
    }
}
