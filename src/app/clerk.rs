//! The page's side of the clerk, the worker for heavy work on files: one is started for each piece of
//! work, and ended when that is done.

use crate::exchange::clerk::{Reply, Request, Word};
use crate::worker::handle::{Event, Handle, header};
use crate::worker::message::{decode, encode};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// The clerk's code may take this long to load, in milliseconds.
const LOAD_MILLISECONDS: u32 = 30_000;

/// What comes of an errand: the reply with the bytes of the file that goes along, which may be empty,
/// or in words why there is none.
pub type Answer = Result<(Reply, Uint8Array), String>;

/// A piece of work that the clerk has in hand. Dropping it ends the clerk, whose answer then never comes.
pub struct Errand(Rc<RefCell<Option<Clerk>>>);

/// A clerk at work.
struct Clerk {
    worker: Handle,
    /// Gives up on a clerk that does not load.
    patience: Option<Timeout>,
}

impl Drop for Errand {
    fn drop(&mut self) {
        end(&self.0);
    }
}

/// Ends the clerk. Its patience may be what calls: that is kept until the call has returned.
fn end(clerk: &RefCell<Option<Clerk>>) {
    if let Some(Clerk { worker, patience }) = clerk.take() {
        drop(worker);
        Timeout::new(0, move || drop(patience)).forget();
    }
}

/// Has the clerk do something, with a file that belongs to it, if any; the file's bytes never come
/// into the page. `tell` is called once, unless the errand is dropped before.
pub fn ask(request: &Request, file: Option<&Blob>, tell: impl FnOnce(Answer) + 'static) -> Errand {
    ask_and_hear(request, file, |_| (), tell)
}

/// The same; `hear` is told what the clerk is doing, where it takes long.
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

/// What went wrong with the clerk, and what to do.
fn failed(why: &str) -> String {
    ["The part of the planner that works on files ", why, ". Nothing is lost: reload the page and try again."]
        .concat()
}
