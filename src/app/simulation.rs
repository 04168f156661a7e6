//! The hook between the page and the pool.

use super::progress::Progress;
use crate::cohort::{Compiled, Detail};
use crate::ensemble::{Ensemble, Gathered, Task};
use crate::results::View;
use crate::scenario::Checked;
use crate::worker::{Job, Notice, Pool, Status, Ticket};
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::utils::document;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// Pauses between two pictures of a run under way, in milliseconds: often enough to watch the bands
/// settle, seldom enough to leave the page to the planner.
const SHORTEST_PAUSE: f64 = 200.0;
const LONGEST_PAUSE: f64 = 1_000.0;
/// How many times as many futures make a picture worth another: all of it is then known twice as well.
/// That holds for the last picture, too: one shortly before it would only hold it up.
const GROWTH: u32 = 4;
/// More workers than this gain little and crowd a laptop.
const MOST_WORKERS: usize = 4;

/// What the page knows of the simulation.
#[derive(Clone, PartialEq)]
pub struct Simulation {
    /// The latest picture; none before the first futures.
    pub view: Option<Rc<View>>,
    /// How far the run has come.
    pub progress: Progress,
    /// Seconds until the first futures came.
    pub first_picture: Option<f64>,
    /// What a planner should know about the workers.
    pub notices: Vec<Notice>,
    /// Stops the run.
    pub stop: Callback<()>,
    /// Runs again what was stopped.
    pub again: Callback<()>,
    /// The workers, for other questions.
    pub pool: Pool,
    /// The futures themselves, for what the picture does not show.
    pub futures: Futures,
}

/// The futures of the present run.
#[derive(Clone)]
pub struct Futures(Rc<Present>);

impl PartialEq for Futures {
    fn eq(&self, other: &Futures) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Futures {
    /// Looks at them; none before the first run.
    pub fn look<T>(&self, look: impl FnOnce(&Ensemble) -> T) -> Option<T> {
        let run = self.0.borrow();
        run.as_ref()?.0.look(|job| job.gathered(0).and_then(Gathered::ensemble).map(look)).flatten()
    }
}

/// What the page last showed of the run, and what is to be said of the workers.
#[derive(Clone, Default)]
struct Shown {
    view: Option<Rc<View>>,
    progress: Progress,
    first_picture: Option<f64>,
    notices: Vec<Notice>,
}

/// The pool and what it last led to; lives as long as the page.
struct Engine {
    pool: Pool,
    /// The present run.
    run: Rc<Present>,
    /// Told when futures have come.
    on_change: Rc<dyn Fn()>,
    /// A run that waits for the next frame: the last edit of a frame wins.
    waiting: Cell<Option<AnimationFrame>>,
}

/// The present run and its scenario; none before the first.
type Present = RefCell<Option<(Ticket, Rc<Checked>)>>;

impl Engine {
    fn new(show: UseStateSetter<Shown>, published: Rc<Checked>) -> Engine {
        let pool_cell: Rc<RefCell<Option<Pool>>> = Rc::default();
        let run: Rc<Present> = Rc::default();
        let last_view: Rc<RefCell<Option<Rc<View>>>> = Rc::default();
        let refresh = {
            let (pool, run) = (pool_cell.clone(), run.clone());
            move || {
                let Some(pool) = pool.borrow().clone() else { return };
                let run = run.borrow();
                let Some((ticket, scenario)) = &*run else { return };
                pool.stock_up();
                let look = |job: &Job| View::of(job.gathered(0)?.ensemble()?, scenario.clone(), &published);
                let view = ticket.look(look);
                if let Some(view) = view.flatten() {
                    *last_view.borrow_mut() = Some(Rc::new(view));
                }
                show.set(Shown {
                    view: last_view.borrow().clone(),
                    progress: Progress::of(ticket),
                    first_picture: ticket.seconds().0,
                    notices: pool.notices(),
                });
            }
        };
        let on_change = throttled(refresh, run.clone());
        let pool = Pool::new(workers(), loader("worker"), on_change.clone());
        *pool_cell.borrow_mut() = Some(pool.clone());
        Engine { pool, run, on_change, waiting: Cell::new(None) }
    }

    fn start(self: &Rc<Self>, scenario: Rc<Checked>) {
        let engine = self.clone();
        let frame = request_animation_frame(move |_| {
            let model = Compiled::new(&scenario, Detail::Main);
            let run = scenario.run;
            let job = Job::new(model, scenario.horizon.opening_january, run.seed, run.futures, Task::Futures);
            // The old run goes before the new one comes.
            drop(engine.run.take());
            let ticket = engine.pool.begin(job, true, engine.on_change.clone());
            engine.run.replace(Some((ticket, scenario.clone())));
        });
        self.waiting.set(Some(frame));
    }

    fn stop(&self) {
        if let Some((ticket, _)) = &*self.run.borrow() {
            ticket.stop();
        }
    }
}

/// What the page last showed: of which job, of how many futures, and when, in milliseconds.
#[derive(Clone, Copy)]
struct Picture {
    job: u32,
    futures: u32,
    at: f64,
}

impl Picture {
    /// Whether the job, still running, is worth another picture: whenever there are enough more futures
    /// to see a difference, but not too often, nor shortly before the last; after [`LONGEST_PAUSE`] in
    /// any case, so that a planner sees the run move.
    fn is_outdated(self, futures: u32, wanted: u32, now: f64) -> bool {
        let is_sharper = futures >= GROWTH * self.futures && wanted >= GROWTH * futures;
        now - self.at >= if is_sharper { SHORTEST_PAUSE } else { LONGEST_PAUSE }
    }
}

/// The first picture of a run at once and the last at once, and some in between. Making one takes time
/// from the workers; it begins with a frame, so that it holds up that one alone.
fn throttled(refresh: impl Fn() + 'static, run: Rc<Present>) -> Rc<dyn Fn()> {
    let refresh = Rc::new(refresh);
    let pending: Cell<Option<AnimationFrame>> = Cell::new(None);
    let pictured: Cell<Option<Picture>> = Cell::new(None);
    Rc::new(move || {
        let Some((job, (futures, wanted), running)) = run.borrow().as_ref().map(|(ticket, _)| {
            let progress = ticket.look(Job::progress).unwrap_or_default();
            (ticket.id(), progress, ticket.status() == Status::Running)
        }) else {
            return;
        };
        let now = js_sys::Date::now();
        let last = pictured.get().filter(|last| running && last.job == job);
        if last.is_none_or(|last| last.is_outdated(futures, wanted, now)) {
            pictured.set(Some(Picture { job, futures, at: now }));
            if running {
                let refresh = refresh.clone();
                pending.set(Some(request_animation_frame(move |_| refresh())));
            } else {
                // At once, for whoever has turned to another tab, too: there no frame comes.
                pending.set(None);
                refresh();
            }
        }
    })
}

/// As many workers as cores, within reason; `?workers=` overrides it, for measuring.
fn workers() -> usize {
    let Some(window) = web_sys::window() else { return 1 };
    let asked = window.location().search().ok().and_then(|query| {
        let value = query.trim_start_matches('?').split('&').find_map(|p| p.strip_prefix("workers="));
        value.and_then(|value| value.parse::<usize>().ok())
    });
    let cores = window.navigator().hardware_concurrency();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
    let cores = cores.clamp(1.0, MOST_WORKERS as f64) as usize;
    asked.map_or(cores, |asked| asked.min(8))
}

/// The address of the script that loads a worker, which the build leaves in the page's head.
pub fn loader(of: &str) -> String {
    let meta = document().query_selector(&["meta[name=", of, "-loader]"].concat()).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Runs every scenario it is given, and shows what comes. `published` is the baseline, which stays the same.
#[hook]
pub fn use_simulation(scenario: Rc<Checked>, published: &Rc<Checked>) -> Simulation {
    let shown = use_state(Shown::default);
    let engine = {
        let (show, published) = (shown.setter(), published.clone());
        use_memo((), move |()| Rc::new(Engine::new(show, published)))
    };
    // The name of a scenario changes nothing in its futures, but its view carries it; so any
    // change runs it again.
    {
        let engine = engine.clone();
        use_effect_with(scenario.clone(), move |scenario| engine.start(scenario.clone()));
    }
    let stop = {
        let engine = engine.clone();
        use_callback((), move |(), ()| engine.stop())
    };
    let again = {
        let engine = engine.clone();
        use_callback(scenario, move |(), scenario| engine.start(scenario.clone()))
    };
    let Shown { view, progress, first_picture, notices } = (*shown).clone();
    Simulation {
        view,
        progress,
        first_picture,
        notices,
        stop,
        again,
        pool: engine.pool.clone(),
        futures: Futures(engine.run.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_waits_for_four_times_the_futures_and_none_comes_shortly_before_the_last() {
        let last = Picture { job: 0, futures: 500, at: 1_000.0 };
        assert!(last.is_outdated(2_000, 100_000, 1_200.0));
        assert!(!last.is_outdated(2_000, 100_000, 1_199.0), "too soon");
        assert!(!last.is_outdated(1_999, 100_000, 1_200.0), "too much alike");
        assert!(last.is_outdated(2_000, 8_000, 1_200.0));
        assert!(!last.is_outdated(2_000, 7_999, 1_200.0), "the last is near");
        assert!(last.is_outdated(501, 7_999, 2_000.0), "but a run that takes long is seen to move");
    }
}
