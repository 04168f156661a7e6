//! The pool of browser workers that run jobs.
//!
//! The project has its own pool because `gloo-worker` does not end a lost worker, does not transfer memory, and does
//! not say how a worker failed.

mod entry;
mod notice;
mod ticket;

pub use entry::Status;
pub use notice::Notice;
pub use ticket::Ticket;

use super::handle::{Event, Handle, header};
use super::message::{Answer, Order, Refusal, decode, encode};
use super::{Job, Piece};
use crate::ensemble::Figures;
use entry::{Entry, now};
use gloo::timers::callback::{Interval, Timeout};
use js_sys::{Array, ArrayBuffer, Float64Array, Uint32Array};
use notice::{refused, without};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// The number of orders that a worker holds at once: one to run and one waiting, so that it is never idle.
const ORDERS_HELD: usize = 2;
/// The number of orders that a worker holds when the page is about to be busy for longer than those two take.
const ORDERS_STOCKED: usize = 4;
/// The interval in milliseconds at which the pool checks its workers while a job runs.
const WATCH_MILLISECONDS: u32 = 250;
/// The silence in seconds after which a worker is lost if it holds an order, which takes some 16 ms.
const SILENCE_SECONDS: f64 = 3.0;
/// The time in seconds that a worker may take to load.
const LOAD_SECONDS: f64 = 20.0;
/// The time in seconds after which the page begins to run futures itself if no worker is ready.
const PATIENCE_SECONDS: f64 = 0.7;
/// How often the pool replaces a failing worker before it goes on without one.
const REPLACEMENTS: u8 = 2;
/// The number by which a job's schedule knows the page as a worker.
const PAGE: usize = usize::MAX;

/// The workers of a page. Dropping the last handle ends them.
#[derive(Clone)]
pub struct Pool(Rc<RefCell<Inner>>);

impl PartialEq for Pool {
    fn eq(&self, other: &Pool) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    loader: String,
    on_change: Rc<dyn Fn()>,
    slots: Vec<Slot>,
    /// The jobs, in the order in which the pool serves them.
    jobs: Vec<Entry>,
    next_job: u32,
    notices: Vec<Notice>,
    page_at_work: bool,
    watch: Option<Interval>,
}

/// A slot for a worker.
struct Slot {
    worker: Option<Handle>,
    is_ready: bool,
    /// The job and its scenario for which the worker was last prepared.
    prepared: Option<(u32, u32)>,
    /// When the worker last sent something, or was started, in seconds since the page began.
    heard: f64,
    /// The memory of its last results, which goes back with its next order to be overwritten.
    spent: Vec<(ArrayBuffer, ArrayBuffer)>,
    replaced: u8,
}

impl Pool {
    /// Starts `count` workers from the script at `loader`. `on_change` is called whenever the state of the workers
    /// changes.
    pub fn new(count: usize, loader: String, on_change: Rc<dyn Fn()>) -> Pool {
        let pool = Pool(Rc::new(RefCell::new(Inner {
            loader,
            on_change,
            slots: Vec::new(),
            jobs: Vec::new(),
            next_job: 0,
            notices: Vec::new(),
            page_at_work: false,
            watch: None,
        })));
        for place in 0..count {
            pool.0.borrow_mut().slots.push(Slot {
                worker: None,
                is_ready: false,
                prepared: None,
                heard: 0.0,
                spent: Vec::new(),
                replaced: 0,
            });
            pool.employ(place);
        }
        pool
    }

    /// Begins a job, before all others (`first`) or behind them. `on_change` is called whenever futures of the job have
    /// come.
    pub fn begin(&self, job: Job, first: bool, on_change: Rc<dyn Fn()>) -> Ticket {
        let id = {
            let mut inner = self.0.borrow_mut();
            let id = inner.next_job;
            inner.next_job = inner.next_job.wrapping_add(1);
            let started = now();
            let status = Status::Running;
            let entry = Entry { id, job, status, started, seconds: 0.0, first_picture: None, on_change };
            let line = if first { 0 } else { inner.jobs.len() };
            inner.jobs.insert(line, entry);
            // Idle workers were silent because they had no orders.
            for slot in inner.slots.iter_mut().filter(|slot| slot.is_ready) {
                slot.heard = started;
            }
            if inner.watch.is_none() {
                let pool = self.clone();
                inner.watch = Some(Interval::new(WATCH_MILLISECONDS, move || pool.look_after()));
            }
            id
        };
        self.hand_out();
        self.help_out();
        Ticket { pool: self.clone(), id }
    }

    /// Whether futures of any job are being run.
    pub fn is_busy(&self) -> bool {
        self.0.borrow().jobs.iter().any(|entry| entry.status == Status::Running)
    }

    /// The number of workers that are ready.
    pub fn workers(&self) -> usize {
        self.0.borrow().slots.iter().filter(|slot| slot.is_ready).count()
    }

    /// The messages for the planner about the workers, oldest first.
    pub fn notices(&self) -> Vec<Notice> {
        self.0.borrow().notices.clone()
    }

    /// Notifies the listener for the workers and the listener of a job; both may call back at once.
    fn changed(&self, job: Option<u32>) {
        let told: Vec<Rc<dyn Fn()>> = {
            let inner = self.0.borrow();
            match job {
                Some(id) => {
                    inner.jobs.iter().filter(|entry| entry.id == id).map(|e| e.on_change.clone()).collect()
                }
                None => vec![inner.on_change.clone()],
            }
        };
        for tell in told {
            tell();
        }
    }

    /// Starts a new worker in a slot.
    fn employ(&self, place: usize) {
        let pool = self.clone();
        let loader = self.0.borrow().loader.clone();
        let worker = Handle::start(&loader, move |event| pool.hear(place, event));
        let mut inner = self.0.borrow_mut();
        if worker.is_some() {
            let slot = &mut inner.slots[place];
            slot.worker = worker;
            slot.is_ready = false;
            slot.prepared = None;
            slot.spent.clear();
            slot.heard = now();
        } else {
            inner.give_up(place, "could not be started");
        }
    }

    /// Handles an event of a worker.
    fn hear(&self, place: usize, event: Event) {
        match event {
            Event::Ready => {
                {
                    let slot = &mut self.0.borrow_mut().slots[place];
                    slot.heard = now();
                    slot.is_ready = true;
                }
                self.hand_out();
            }
            Event::Refused(refusal) => {
                if refusal == Refusal::OtherBuild {
                    // A new worker would come from the same outdated build.
                    self.0.borrow_mut().slots[place].replaced = REPLACEMENTS;
                }
                self.lose(place, &refused(refusal));
            }
            Event::Message(parts) => self.take(place, &parts),
            Event::Failed(reason) => {
                let why = if reason.is_empty() { "" } else { ": " };
                self.lose(place, &["stopped with an error", why, &reason].concat());
            }
        }
    }

    /// Handles a message from a worker.
    fn take(&self, place: usize, parts: &Array) {
        self.0.borrow_mut().slots[place].heard = now();
        match header(parts).and_then(|bytes| decode::<Answer>(&bytes)) {
            Some(Answer::Batch { of: (job, scenario), first, count, seconds }) => {
                let figures =
                    (parts.get(1).dyn_into::<Uint32Array>(), parts.get(2).dyn_into::<Float64Array>());
                let (Ok(counts), Ok(values)) = figures else {
                    return self.lose(place, "sent a result without its counts");
                };
                self.0.borrow_mut().slots[place].spent.push((counts.buffer(), values.buffer()));
                let (counts, values) = (counts.to_vec(), values.to_vec());
                let piece = Piece { scenario, futures: first..first.saturating_add(count) };
                if !self.0.borrow_mut().take(place, job, &piece, seconds, (counts, values)) {
                    return self.lose(place, "sent a result that does not add up");
                }
                // Workers get new orders first, because a listener takes time to draw the results.
                self.hand_out();
                self.changed(Some(job));
            }
            Some(Answer::Confused { reason }) => self.lose(place, &format!("received {reason}")),
            None => self.lose(place, "sent something unreadable"),
        }
    }

    /// Gives up a worker: its orders go to the others, and a new worker takes its slot.
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
        self.changed(None);
    }

    /// Fills up the orders of all workers, so that none is idle while the page is busy, for example with drawing.
    /// Nobody can change the scenario meanwhile, so no order is wasted.
    pub fn stock_up(&self) {
        self.hand_out_up_to(ORDERS_STOCKED);
    }

    fn hand_out(&self) {
        self.hand_out_up_to(ORDERS_HELD);
    }

    /// Gives every ready worker orders, from the first jobs on, until it holds `most` of them.
    fn hand_out_up_to(&self, most: usize) {
        let mut inner = self.0.borrow_mut();
        let Inner { slots, jobs, .. } = &mut *inner;
        for (place, slot) in slots.iter_mut().enumerate() {
            let Some(worker) = slot.worker.as_ref().filter(|_| slot.is_ready) else { continue };
            let mut held: usize = jobs.iter().map(|entry| entry.job.held_by(place)).sum();
            for entry in jobs.iter_mut().filter(|entry| entry.status == Status::Running) {
                while held < most {
                    let Some(Piece { scenario, futures }) = entry.job.next(place) else { break };
                    let of = (entry.id, scenario);
                    if slot.prepared != Some(of) {
                        order(worker, &entry.job.prepare(entry.id, scenario), None);
                        slot.prepared = Some(of);
                    }
                    let run = Order::Run { of, first: futures.start, count: futures.end - futures.start };
                    order(worker, &run, slot.spent.pop());
                    held += 1;
                }
            }
        }
    }

    /// Gives up workers that have gone silent, and makes sure that futures are being run.
    fn look_after(&self) {
        let silent: Vec<(usize, &str)> = {
            let inner = self.0.borrow();
            let now = now();
            let held = |place| inner.jobs.iter().map(|entry| entry.job.held_by(place)).sum::<usize>();
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

    /// Runs futures in the page itself, a slice at a time, while no worker is ready.
    fn help_out(&self) {
        {
            let mut inner = self.0.borrow_mut();
            let nobody = inner.slots.iter().all(|slot| slot.worker.is_none());
            let none_ready = !inner.slots.iter().any(|slot| slot.is_ready);
            let waits = |entry: &Entry| {
                entry.status == Status::Running && (nobody || now() - entry.started > PATIENCE_SECONDS)
            };
            let needed = none_ready && inner.jobs.iter().any(waits);
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
            let worked_for = pool.0.borrow_mut().work_in_page();
            if let Some(job) = worked_for {
                pool.changed(Some(job));
                pool.slice();
            }
        })
        .forget();
    }
}

impl Inner {
    /// Counts a worker's results. Returns false where they make no sense.
    fn take(&mut self, place: usize, job: u32, piece: &Piece, seconds: f64, figures: Figures) -> bool {
        let Some(entry) = self.jobs.iter_mut().find(|entry| entry.id == job) else {
            // The order belongs to a job that has been removed.
            return true;
        };
        let fits = entry.job.take(place, piece, seconds, figures);
        if fits {
            entry.note_progress();
            self.rest();
        }
        fits
    }

    /// Stops checking the workers while no job is running.
    fn rest(&mut self) {
        if self.jobs.iter().all(|entry| entry.status != Status::Running) {
            self.watch = None;
        }
    }

    /// Runs one order in the page. Returns its job while there is more to do here.
    fn work_in_page(&mut self) -> Option<u32> {
        let none_ready = !self.slots.iter().any(|slot| slot.is_ready);
        let running = self.jobs.iter_mut().filter(|entry| none_ready && entry.status == Status::Running);
        for entry in running {
            if let Some(piece) = entry.job.next(PAGE) {
                let started = now();
                let figures = entry.job.run(&piece);
                let fits = entry.job.take(PAGE, &piece, now() - started, figures);
                debug_assert!(fits, "a piece just handed out");
                entry.note_progress();
                return Some(entry.id);
            }
        }
        self.page_at_work = false;
        None
    }

    fn dismiss(&mut self, place: usize) {
        let slot = &mut self.slots[place];
        slot.is_ready = false;
        slot.worker = None;
        self.jobs.iter_mut().for_each(|entry| entry.job.lost(place));
    }

    fn give_up(&mut self, place: usize, why: &str) {
        self.dismiss(place);
        let left = self.slots.iter().filter(|slot| slot.worker.is_some()).count();
        if left == 0 {
            // No worker is left, so that notices about the remaining ones no longer apply.
            self.notices.clear();
        }
        self.tell(without(why, left));
    }

    fn tell(&mut self, notice: String) {
        let notice = Notice(notice);
        self.notices.retain(|known| *known != notice);
        self.notices.push(notice);
    }
}

/// Sends a worker an order; it may write its results over the memory in `spent`.
fn order(worker: &Handle, order: &Order, spent: Option<(ArrayBuffer, ArrayBuffer)>) {
    let Some((counts, values)) = spent else { return worker.send(&encode(order), &[], &[]) };
    let beside = [Uint32Array::new(&counts).into(), Float64Array::new(&values).into()];
    worker.send(&encode(order), &beside, &[counts, values]);
}
