//! The page's side of the clerk, the worker for heavy work on files: one is started for each piece of
//! work, and ended when that is done.

use crate::exchange::clerk::{Reply, Request, Word};
use crate::worker::message::{VERSION, decode, encode};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};

/// The clerk's code may take this long to load, in milliseconds.
const LOAD_MILLISECONDS: u32 = 30_000;

/// What comes of an errand: the reply with the bytes of the file that goes along, which may be empty,
/// or in words why there is none.
pub type Answer = Result<(Reply, Uint8Array), String>;

/// A piece of work that the clerk has in hand. Dropping it ends the clerk, whose answer then never comes.
pub struct Errand(Rc<RefCell<Option<Clerk>>>);

/// A worker with its listeners.
struct Clerk {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    /// Gives up on a clerk that does not load.
    patience: Option<Timeout>,
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.worker.terminate();
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        end(&self.0);
    }
}

/// Ends the clerk. Its listeners may be what calls: they are kept until that call has returned.
fn end(clerk: &RefCell<Option<Clerk>>) {
    if let Some(clerk) = clerk.take() {
        clerk.worker.terminate();
        Timeout::new(0, move || drop(clerk)).forget();
    }
}

/// Has the clerk do something, with a file that belongs to it, if any; the file's bytes never come
/// into the page. `tell` is called once, unless the errand is dropped before.
pub fn ask(request: &Request, file: Option<&Blob>, tell: impl FnOnce(Answer) + 'static) -> Errand {
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
    let message = {
        let parts = Array::of1(&Uint8Array::from(encode(request).as_slice()));
        if let Some(file) = file {
            parts.push(file);
        }
        parts
    };
    let on_message = {
        let (clerk, tell) = (clerk.clone(), tell.clone());
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let parts = event.data().dyn_into::<Array>().unwrap_or_default();
            let bytes = |at| parts.get(at).dyn_into::<Uint8Array>().ok();
            match bytes(0).and_then(|word| decode(&word.to_vec())) {
                Some(Word::Ready { version }) if version == VERSION => {
                    if let Some(clerk) = &mut *clerk.borrow_mut() {
                        clerk.patience = None;
                        // Where it has died, its error is heard of.
                        let _unheard = clerk.worker.post_message(&message);
                    }
                }
                Some(Word::Ready { .. }) => tell(Err(failed("belongs to another version of this page"))),
                Some(Word::Done(reply)) => tell(Ok((reply, bytes(1).unwrap_or_default()))),
                Some(Word::Unread) => {
                    tell(Err("The browser could not read the file. It may have been moved or \
                    changed since it was chosen: choose it again."
                        .into()));
                }
                None => tell(Err(failed("sent something unreadable"))),
            }
        })
    };
    let on_error = {
        let tell = tell.clone();
        Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            // Said in plain words; nobody else needs to hear of it.
            event.prevent_default();
            tell(Err(failed("could not be loaded, or stopped with an error")));
        })
    };
    match Worker::new(&super::simulation::loader("clerk")) {
        Ok(worker) => {
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            let patience = Timeout::new(LOAD_MILLISECONDS, move || tell(Err(failed("did not load in time"))));
            let _none = clerk.replace(Some(Clerk {
                worker,
                _on_message: on_message,
                _on_error: on_error,
                patience: Some(patience),
            }));
        }
        Err(_) => {
            Timeout::new(0, move || tell(Err(failed("could not be started")))).forget();
        }
    }
    Errand(clerk)
}

/// What went wrong with the clerk, and what to do.
fn failed(why: &str) -> String {
    ["The part of the planner that works on files ", why, ". Nothing is lost: reload the page and try again."]
        .concat()
}
