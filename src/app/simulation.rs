//! The hook that connects the page with the pool.

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

/// The shortest pause between two pictures of a run, in milliseconds: short enough to watch the bands settle, long
/// enough to leave the page to the planner.
const SHORTEST_PAUSE: f64 = 200.0;
const LONGEST_PAUSE: f64 = 1_000.0;
/// How many times as many futures make another picture worthwhile: its sampling error is then half as large. The last
/// picture counts too, so that none comes shortly before it and delays it.
const GROWTH: u32 = 4;
/// The largest number of workers: more gain little and slow down a laptop.
const MOST_WORKERS: usize = 4;

/// The simulation as the page sees it.
#[derive(Clone, PartialEq)]
pub struct Simulation {
    /// The latest picture; `None` before the first futures.
    pub view: Option<Rc<View>>,
    /// The progress of the run.
    pub progress: Progress,
    /// The seconds until the first futures came.
    pub first_picture: Option<f64>,
    /// Messages for the planner about the workers.
    pub notices: Vec<Notice>,
    /// Stops the run.
    pub stop: Callback<()>,
    /// Restarts a run that was stopped.
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
    /// Gives read access to the futures; `None` before the first run.
    pub fn look<T>(&self, look: impl FnOnce(&Ensemble) -> T) -> Option<T> {
        let run = self.0.borrow();
        run.as_ref()?.0.look(|job| job.gathered(0).and_then(Gathered::ensemble).map(look)).flatten()
    }
}

/// What the page last showed of the run and the workers.
#[derive(Clone, Default)]
struct Shown {
    view: Option<Rc<View>>,
    progress: Progress,
    first_picture: Option<f64>,
    notices: Vec<Notice>,
}

/// The pool and the present run; it lives as long as the page.
struct Engine {
    pool: Pool,
    /// The present run.
    run: Rc<Present>,
    /// The function to call when futures have come.
    on_change: Rc<dyn Fn()>,
    /// A run that waits for the next frame, so that only the last edit of a frame is run.
    waiting: Cell<Option<AnimationFrame>>,
}

/// The present run and its scenario; `None` before the first.
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
            // The old run must end before the new one begins.
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

/// The picture last shown: its job, its number of futures, and its time in milliseconds.
#[derive(Clone, Copy)]
struct Picture {
    job: u32,
    futures: u32,
    at: f64,
}

impl Picture {
    /// Whether the running job is worth another picture: when there are enough more futures to see a difference, but
    /// not too often and not shortly before the last picture. After [`LONGEST_PAUSE`] there is one in any case, so that
    /// a planner sees the run move.
    fn is_outdated(self, futures: u32, wanted: u32, now: f64) -> bool {
        let is_sharper = futures >= GROWTH * self.futures && wanted >= GROWTH * futures;
        now - self.at >= if is_sharper { SHORTEST_PAUSE } else { LONGEST_PAUSE }
    }
}

/// Shows the first and the last picture of a run at once, and some in between. Making a picture takes time from the
/// workers, and begins with a frame so that it delays only that one.
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
                // This also runs in a tab in the background, where no frame comes.
                pending.set(None);
                refresh();
            }
        }
    })
}

/// As many workers as cores, up to a limit; `?workers=` overrides it for measurements.
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

/// The address of the script that loads a worker, from the head of the page.
pub fn loader(of: &str) -> String {
    let meta = document().query_selector(&["meta[name=", of, "-loader]"].concat()).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Runs every scenario that it is given, and shows the results. `published` is the baseline, which never changes.
#[hook]
pub fn use_simulation(scenario: Rc<Checked>, published: &Rc<Checked>) -> Simulation {
    let shown = use_state(Shown::default);
    let engine = {
        let (show, published) = (shown.setter(), published.clone());
        use_memo((), move |()| Rc::new(Engine::new(show, published)))
    };
    // The name of a scenario does not change its futures, but its view shows the name, so any change runs it again.
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
