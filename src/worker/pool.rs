//! The pool over real workers.

use super::Schedule;
use super::message::{Answer, Order, VERSION, decode, encode};
use crate::cohort::Compiled;
use crate::ensemble::{Batch, Ensemble, run_batch};
use crate::field::January;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// Orders that a worker holds at once: one to run and one waiting, so that it never idles.
const ORDERS_HELD: usize = 2;
/// How often the pool looks after its workers while a job runs, in milliseconds.
const WATCH_MILLISECONDS: u32 = 250;
/// A worker that holds an order of some 16 ms and says nothing for this long is lost, in seconds.
const SILENCE_SECONDS: f64 = 3.0;
/// A worker may take this long to load, in seconds.
const LOAD_SECONDS: f64 = 20.0;
/// With no worker ready by then the page begins by itself, in seconds.
const PATIENCE_SECONDS: f64 = 0.7;
/// How often a worker is replaced before the pool does without.
const REPLACEMENTS: u8 = 2;
/// The page itself, as a worker of the schedule.
const PAGE: usize = usize::MAX;

/// How far the present job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// No job yet.
    #[default]
    Idle,
    /// Futures are being run.
    Running,
    /// All have come.
    Complete,
    /// The planner stopped it; what has come stays.
    Stopped,
}

/// Something about the workers that a planner should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice(pub String);

/// The workers of a page. Dropping the last handle ends them.
#[derive(Clone)]
pub struct Pool(Rc<RefCell<Inner>>);

struct Inner {
    loader: String,
    on_change: Rc<dyn Fn()>,
    slots: Vec<Slot>,
    /// Workers that were ended; kept until the call that ended them has returned.
    ended: Vec<Handle>,
    job: Option<Job>,
    next_job: u32,
    status: Status,
    notices: Vec<Notice>,
    started: f64,
    seconds: f64,
    first_picture: Option<f64>,
    page_at_work: bool,
    watch: Option<Interval>,
}

struct Job {
    id: u32,
    seed: u64,
    model: Compiled,
    schedule: Schedule,
    ensemble: Ensemble,
}

/// A place for a worker.
struct Slot {
    worker: Option<Handle>,
    is_ready: bool,
    /// The job that its worker was last prepared for.
    prepared: Option<u32>,
    /// When it last said something, or was started.
    heard: f64,
    replaced: u8,
}

/// A worker with its listeners.
struct Handle {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.terminate();
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
    }
}

/// Seconds since the page began.
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |c| c.now() / 1_000.0)
}

impl Pool {
    /// Starts `count` workers from the script at `loader`. `on_change` is called whenever there is
    /// something new to show.
    pub fn new(count: usize, loader: String, on_change: Rc<dyn Fn()>) -> Pool {
        let pool = Pool(Rc::new(RefCell::new(Inner {
            loader,
            on_change,
            slots: Vec::new(),
            ended: Vec::new(),
            job: None,
            next_job: 0,
            status: Status::Idle,
            notices: Vec::new(),
            started: 0.0,
            seconds: 0.0,
            first_picture: None,
            page_at_work: false,
            watch: None,
        })));
        for place in 0..count {
            pool.0.borrow_mut().slots.push(Slot {
                worker: None,
                is_ready: false,
                prepared: None,
                heard: 0.0,
                replaced: 0,
            });
            pool.employ(place);
        }
        pool
    }

    /// Begins a job, in place of whatever was under way.
    pub fn start(&self, model: Compiled, opening: January, seed: u64, futures: u32) {
        {
            let mut inner = self.0.borrow_mut();
            let id = inner.next_job;
            inner.next_job = inner.next_job.wrapping_add(1);
            let ensemble = Ensemble::new(model.shape(), opening, futures);
            inner.job = Some(Job { id, seed, schedule: Schedule::new(futures), ensemble, model });
            inner.status = Status::Running;
            inner.started = now();
            inner.seconds = 0.0;
            inner.first_picture = None;
            // Workers were silent because nobody asked them anything.
            let started = inner.started;
            for slot in inner.slots.iter_mut().filter(|slot| slot.is_ready) {
                slot.heard = started;
            }
            let pool = self.clone();
            inner.watch = Some(Interval::new(WATCH_MILLISECONDS, move || pool.look_after()));
        }
        self.hand_out();
        self.help_out();
    }

    /// Stops the job; what has come stays.
    pub fn stop(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.status == Status::Running {
            inner.status = Status::Stopped;
            inner.seconds = now() - inner.started;
            inner.watch = None;
        }
        drop(inner);
        self.changed();
    }

    /// How far the job has come.
    pub fn status(&self) -> Status {
        self.0.borrow().status
    }

    /// The present job; none before the first.
    pub fn job(&self) -> Option<u32> {
        self.0.borrow().job.as_ref().map(|job| job.id)
    }

    /// Seconds that the job has taken; until its first futures came, and in all.
    pub fn seconds(&self) -> (Option<f64>, f64) {
        let inner = self.0.borrow();
        let running = inner.status == Status::Running;
        let total = if running { now() - inner.started } else { inner.seconds };
        (inner.first_picture, total)
    }

    /// How many workers are ready.
    pub fn workers(&self) -> usize {
        self.0.borrow().slots.iter().filter(|slot| slot.is_ready).count()
    }

    /// What a planner should know about the workers, oldest first.
    pub fn notices(&self) -> Vec<Notice> {
        self.0.borrow().notices.clone()
    }

    /// Looks at the futures that have come; none before the first job.
    pub fn look<T>(&self, look: impl FnOnce(&Ensemble) -> T) -> Option<T> {
        self.0.borrow().job.as_ref().map(|job| look(&job.ensemble))
    }

    /// Tells the page, which may call back at once.
    fn changed(&self) {
        let on_change = self.0.borrow().on_change.clone();
        on_change();
    }

    /// Puts a new worker in a place.
    fn employ(&self, place: usize) {
        let pool = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            pool.hear(place, &event);
        });
        let pool = self.clone();
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            // Said here, in plain words; nobody else needs to hear of it.
            event.prevent_default();
            pool.lose(place, "stopped with an error");
        });
        let loader = self.0.borrow().loader.clone();
        match Worker::new(&loader) {
            Ok(worker) => {
                worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
                worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
                let mut inner = self.0.borrow_mut();
                let slot = &mut inner.slots[place];
                slot.worker = Some(Handle { worker, _on_message: on_message, _on_error: on_error });
                slot.is_ready = false;
                slot.prepared = None;
                slot.heard = now();
            }
            Err(_) => self.0.borrow_mut().give_up(place, "could not be started"),
        }
    }

    /// A worker says something.
    fn hear(&self, place: usize, event: &MessageEvent) {
        let parts: Array = match event.data().dyn_into() {
            Ok(parts) => parts,
            Err(_) => return self.lose(place, "sent something unreadable"),
        };
        let header = parts.get(0).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
        let answer = header.ok().and_then(|bytes| decode::<Answer>(&bytes));
        self.0.borrow_mut().slots[place].heard = now();
        match answer {
            Some(Answer::Ready { version }) if version == VERSION => {
                self.0.borrow_mut().slots[place].is_ready = true;
                self.hand_out();
            }
            Some(Answer::Ready { .. }) => {
                let mut inner = self.0.borrow_mut();
                inner.slots[place].replaced = REPLACEMENTS;
                inner.give_up(place, "belongs to another version: reload the page");
            }
            Some(Answer::Batch { job, first, count, seconds }) => {
                let counts = parts.get(1).dyn_into::<Uint32Array>().map(|counts| counts.to_vec());
                let headlines = parts.get(2).dyn_into::<Float64Array>().map(|headlines| headlines.to_vec());
                let (Ok(counts), Ok(headlines)) = (counts, headlines) else {
                    return self.lose(place, "sent a result without its counts");
                };
                let order = first..first.saturating_add(count);
                if self.0.borrow_mut().take(place, job, &order, seconds, counts, headlines) {
                    self.changed();
                } else {
                    return self.lose(place, "sent a result that does not add up");
                }
                self.hand_out();
            }
            Some(Answer::Confused { reason }) => self.lose(place, &format!("received {reason}")),
            None => self.lose(place, "sent something unreadable"),
        }
    }

    /// A worker is of no more use: its orders go to the others, and another takes its place.
    fn lose(&self, place: usize, why: &str) {
        let replace = {
            let mut inner = self.0.borrow_mut();
            let replace = inner.slots[place].replaced < REPLACEMENTS;
            if replace {
                inner.slots[place].replaced += 1;
                inner.dismiss(place);
                inner.tell(format!("A background worker {why} and was replaced. No result was lost."));
            } else {
                inner.give_up(place, why);
            }
            replace
        };
        if replace {
            self.employ(place);
        }
        self.hand_out();
        self.help_out();
        self.changed();
    }

    /// Gives every ready worker as many orders as it may hold.
    fn hand_out(&self) {
        let mut inner = self.0.borrow_mut();
        let inner = &mut *inner;
        if inner.status != Status::Running {
            return;
        }
        let Some(job) = &mut inner.job else { return };
        for (place, slot) in inner.slots.iter_mut().enumerate() {
            let Some(handle) = slot.worker.as_ref().filter(|_| slot.is_ready) else { continue };
            while job.schedule.held_by(place) < ORDERS_HELD {
                let Some(order) = job.schedule.next(place) else { break };
                if slot.prepared != Some(job.id) {
                    let model = job.model.to_bytes();
                    handle.say(&Order::Prepare { job: job.id, seed: job.seed, model });
                    slot.prepared = Some(job.id);
                }
                let count = order.end - order.start;
                handle.say(&Order::Run { job: job.id, first: order.start, count });
            }
        }
    }

    /// Notices workers that have gone silent; sees that somebody is at work.
    fn look_after(&self) {
        let silent: Vec<(usize, &str)> = {
            let mut inner = self.0.borrow_mut();
            inner.ended.clear();
            let now = now();
            let held = |place| inner.job.as_ref().map_or(0, |job| job.schedule.held_by(place));
            let places = inner.slots.iter().enumerate();
            places
                .filter(|(_, slot)| slot.worker.is_some())
                .filter_map(|(place, slot)| {
                    let quiet = now - slot.heard;
                    if slot.is_ready && held(place) > 0 && quiet > SILENCE_SECONDS {
                        Some((place, "went silent"))
                    } else if !slot.is_ready && quiet > LOAD_SECONDS {
                        Some((place, "did not load"))
                    } else {
                        None
                    }
                })
                .collect()
        };
        for (place, why) in silent {
            self.lose(place, why);
        }
        self.help_out();
    }

    /// Where no worker is ready, the page runs futures itself, a slice at a time.
    fn help_out(&self) {
        {
            let mut inner = self.0.borrow_mut();
            let nobody = inner.slots.iter().all(|slot| slot.worker.is_none());
            let waited = now() - inner.started > PATIENCE_SECONDS;
            let none_ready = !inner.slots.iter().any(|slot| slot.is_ready);
            let needed = inner.status == Status::Running && none_ready && (nobody || waited);
            if !needed || inner.page_at_work {
                return;
            }
            inner.page_at_work = true;
        }
        self.slice();
    }

    fn slice(&self) {
        let pool = self.clone();
        Timeout::new(0, move || {
            if pool.0.borrow_mut().work_in_page() {
                pool.changed();
                pool.slice();
            }
        })
        .forget();
    }
}

impl Inner {
    /// Counts a worker's result. False where it makes no sense.
    fn take(
        &mut self,
        place: usize,
        job: u32,
        order: &Range<u32>,
        seconds: f64,
        counts: Vec<u32>,
        headlines: Vec<f64>,
    ) -> bool {
        let Some(current) = self.job.as_mut().filter(|current| current.id == job) else {
            // An order of a job that was superseded.
            return true;
        };
        if !current.schedule.done(place, order, seconds) {
            return false;
        }
        let batch = Batch::new(current.ensemble.shape(), order.start, counts, headlines);
        let fits = batch
            .filter(|batch| batch.range() == *order)
            .is_some_and(|batch| current.ensemble.absorb(&batch).is_ok());
        if fits {
            self.note_progress();
        }
        fits
    }

    fn note_progress(&mut self) {
        let taken = now() - self.started;
        self.first_picture.get_or_insert(taken);
        let complete = self.job.as_ref().is_some_and(|job| job.schedule.is_complete());
        if complete && self.status == Status::Running {
            self.status = Status::Complete;
            self.seconds = taken;
            self.watch = None;
        }
    }

    /// One order in the page. True while there is more to do here.
    fn work_in_page(&mut self) -> bool {
        let none_ready = !self.slots.iter().any(|slot| slot.is_ready);
        let order = match &mut self.job {
            Some(job) if none_ready && self.status == Status::Running => job.schedule.next(PAGE),
            _ => None,
        };
        let (Some(order), Some(job)) = (order, &mut self.job) else {
            self.page_at_work = false;
            return false;
        };
        let started = now();
        let batch = run_batch(&job.model, job.seed, order.start, order.end - order.start);
        job.schedule.done(PAGE, &order, now() - started);
        // The schedule hands out each future once, so the ensemble cannot refuse it.
        let absorbed = job.ensemble.absorb(&batch);
        debug_assert_eq!(absorbed, Ok(()));
        self.note_progress();
        true
    }

    fn dismiss(&mut self, place: usize) {
        let slot = &mut self.slots[place];
        slot.is_ready = false;
        if let Some(handle) = slot.worker.take() {
            handle.worker.terminate();
            self.ended.push(handle);
        }
        if let Some(job) = &mut self.job {
            job.schedule.lost(place);
        }
    }

    fn give_up(&mut self, place: usize, why: &str) {
        self.dismiss(place);
        let left = self.slots.iter().filter(|slot| slot.worker.is_some()).count();
        self.tell(if left == 0 {
            format!(
                "A background worker {why}. The simulation now runs in the page itself, \
                 which is slower. No result was lost."
            )
        } else {
            format!("A background worker {why}. The others carry on. No result was lost.")
        });
    }

    fn tell(&mut self, notice: String) {
        let notice = Notice(notice);
        self.notices.retain(|known| *known != notice);
        self.notices.push(notice);
    }
}

impl Handle {
    fn say(&self, order: &Order) {
        let bytes = Uint8Array::from(encode(order).as_slice());
        let transfer = Array::of1(&bytes.buffer());
        // Where the worker has died, its silence is noticed.
        let _unheard = self.worker.post_message_with_transfer(&bytes, &transfer);
    }
}
