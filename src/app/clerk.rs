//! The page's side of the clerk, the worker for heavy work on files. One is started for each piece of work, and ended
//! when that is done.

use crate::exchange::clerk::{Reply, Request, Word};
use crate::worker::handle::{Event, Handle, header};
use crate::worker::message::{decode, encode};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// How long the clerk's code may take to load, in milliseconds.
const LOAD_MILLISECONDS: u32 = 30_000;

/// The result of an errand: the reply with the bytes of its file, which may be empty, or the reason in words why there
/// is none.
pub type Answer = Result<(Reply, Uint8Array), String>;

/// A piece of work of the clerk. Dropping it ends the clerk, and no answer comes.
pub struct Errand(Rc<RefCell<Option<Clerk>>>);

/// A clerk at work.
struct Clerk {
    worker: Handle,
    /// The timer that gives up a clerk that does not load.
    patience: Option<Timeout>,
}

impl Drop for Errand {
    fn drop(&mut self) {
        end(&self.0);
    }
}

/// Ends the clerk. The timer may be calling, so it is kept until the call has returned.
fn end(clerk: &RefCell<Option<Clerk>>) {
    if let Some(Clerk { worker, patience }) = clerk.take() {
        drop(worker);
        Timeout::new(0, move || drop(patience)).forget();
    }
}

/// Gives the clerk a request, with its file if any; the file's bytes never come into the page. `tell` is called once,
/// unless the errand is dropped first.
pub fn ask(request: &Request, file: Option<&Blob>, tell: impl FnOnce(Answer) + 'static) -> Errand {
    ask_and_hear(request, file, |_| (), tell)
}

/// Does the same, and calls `hear` with the part that the clerk is doing, where it takes long.
pub fn ask_and_hear(
    request: &Request,
    file: Option<&Blob>,
    hear: impl Fn(String) + 'static,
    tell: impl FnOnce(Answer) + 'static,
) -> Errand {
    let clerk: Rc<RefCell<Option<Clerk>>> = Rc::default();
    let tell = {
        let (clerk, tell) = (clerk.clone(), RefCell::new(Some(tell)));
        Rc::new(move |answer: Answer| {
            end(&clerk);
            if let Some(tell) = tell.take() {
                tell(answer);
            }
        })
    };
    let on_event = {
        let (clerk, tell) = (clerk.clone(), tell.clone());
        let request = encode(request);
        let file: Vec<JsValue> = file.into_iter().map(|file| file.clone().into()).collect();
        move |event| match event {
            Event::Ready => {
                if let Some(clerk) = &mut *clerk.borrow_mut() {
                    clerk.patience = None;
                    clerk.worker.send(&request, &file, &[]);
                }
            }
            Event::Refused(refusal) => tell(Err(failed(&refusal.to_string()))),
            Event::Message(parts) => match header(&parts).and_then(|word| decode(&word)) {
                Some(Word::Doing(what)) => hear(what),
                Some(Word::Done(reply)) => {
                    tell(Ok((reply, parts.get(1).dyn_into::<Uint8Array>().unwrap_or_default())));
                }
                Some(Word::Unread) => {
                    tell(Err("The browser could not read the file. It may have been moved or \
                    changed since it was chosen: choose it again."
                        .into()));
                }
                None => tell(Err(failed("sent something unreadable"))),
            },
            Event::Failed(_) => tell(Err(failed("could not be loaded, or stopped with an error"))),
        }
    };
    if let Some(worker) = Handle::start(&super::simulation::loader("clerk"), on_event) {
        let patience = Timeout::new(LOAD_MILLISECONDS, move || tell(Err(failed("did not load in time"))));
        clerk.replace(Some(Clerk { worker, patience: Some(patience) }));
    } else {
        Timeout::new(0, move || tell(Err(failed("could not be started")))).forget();
    }
    Errand(clerk)
}

/// A sentence on what went wrong with the clerk, and what to do.
fn failed(why: &str) -> String {
    ["The part of the planner that works on files ", why, ". Nothing is lost: reload the page and try again."]
        .concat()
}
