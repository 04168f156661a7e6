//! One background worker: it runs the futures that it is asked for, one order after another.
#![forbid(unsafe_code)]

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use std::cell::RefCell;
use sufficiency_planner::chance::Seeds;
use sufficiency_planner::cohort::Compiled;
use sufficiency_planner::ensemble::Task;
use sufficiency_planner::worker::message::{Answer, Order, decode, encode, greeting};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Counts and values for the page.
type Figures = (Uint32Array, Float64Array);

/// The job for which this worker was last prepared.
struct Job {
    of: (u32, u32),
    seeds: Seeds,
    task: Task,
    model: Compiled,
}

fn main() {
    // A panic reaches the page as this worker's error: the page reports it and replaces the worker.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| [at.file(), ", line ", &at.line().to_string()].concat());
        wasm_bindgen::throw_str(&place.unwrap_or_default())
    }));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let job: RefCell<Option<Job>> = RefCell::new(None);
    let spent: RefCell<Vec<Figures>> = RefCell::default();
    let answering = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parts = Array::from(&event.data());
        if let (Ok(counts), Ok(values)) = (parts.get(1).dyn_into(), parts.get(2).dyn_into()) {
            spent.borrow_mut().push((counts, values));
        }
        match decode(&Uint8Array::new(&parts.get(0)).to_vec()) {
            Some(order) => obey(&answering, &job, &spent, order),
            None => confused(&answering, "an order that cannot be read"),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &greeting(), None);
}

fn obey(
    scope: &DedicatedWorkerGlobalScope,
    current: &RefCell<Option<Job>>,
    spent: &RefCell<Vec<Figures>>,
    order: Order,
) {
    match order {
        Order::Prepare { of, seeds, task, model } => match Compiled::from_bytes(&model) {
            Some(model) => *current.borrow_mut() = Some(Job { of, seeds, task, model }),
            None => confused(scope, "a scenario that cannot be read"),
        },
        Order::Run { of, first, count } => match &*current.borrow() {
            Some(known) if known.of == of => {
                let started = now(scope);
                let (counts, values) = known.task.run(&known.model, known.seeds, first, count);
                let figures = written(spent.borrow_mut().pop(), &counts, &values);
                let seconds = now(scope) - started;
                answer(scope, &Answer::Batch { of, first, count, seconds }, Some(&figures));
            }
            _ => confused(scope, "futures of a scenario that it does not have"),
        },
    }
}

/// Writes figures, into memory that the page no longer needs where there is room, because fetching fresh memory from
/// the system is slow.
fn written(spent: Option<Figures>, counts: &[u32], values: &[f64]) -> Figures {
    let room = |length: u32, wanted: usize| usize::try_from(length).is_ok_and(|length| length >= wanted);
    match spent {
        #[allow(clippy::cast_possible_truncation)] // there is room
        Some((old, older)) if room(old.length(), counts.len()) && room(older.length(), values.len()) => {
            let (old, older) = (old.subarray(0, counts.len() as u32), older.subarray(0, values.len() as u32));
            old.copy_from(counts);
            older.copy_from(values);
            (old, older)
        }
        _ => (Uint32Array::from(counts), Float64Array::from(values)),
    }
}

/// Seconds since some fixed moment.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |clock| clock.now() / 1_000.0)
}

fn confused(scope: &DedicatedWorkerGlobalScope, reason: &str) {
    answer(scope, &Answer::Confused { reason: reason.into() }, None);
}

fn answer(scope: &DedicatedWorkerGlobalScope, answer: &Answer, figures: Option<&Figures>) {
    post(scope, &encode(answer), figures);
}

fn post(scope: &DedicatedWorkerGlobalScope, header: &[u8], figures: Option<&Figures>) {
    let header = Uint8Array::from(header);
    let (message, transfer) = match figures {
        Some((counts, values)) => {
            (Array::of3(&header, counts, values), Array::of2(&counts.buffer(), &values.buffer()))
        }
        None => (Array::of1(&header), Array::new()),
    };
    // Sending fails only if the page has gone, and then nobody waits.
    let _: Result<(), JsValue> = scope.post_message_with_transfer(&message, &transfer);
}
