//! A handle on one browser worker: starts, greets, hears and ends it.

use super::message::{Refusal, greeted};
use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// An event of a worker that its owner should know about.
pub enum Event {
    /// The worker has loaded, belongs to this build and waits for messages.
    Ready,
    /// The worker's greeting cannot be accepted.
    Refused(Refusal),
    /// The worker sends a message: its bytes first, then the values that travel beside it.
    Message(Array),
    /// The worker could not be loaded or stopped with an error; this is the error where the browser gives it.
    Failed(String),
}

/// A worker with its listeners. Dropping it ends the worker.
pub struct Handle {
    worker: Worker,
    listeners: Option<Listeners>,
}

type Listeners = (Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut(ErrorEvent)>);

impl Handle {
    /// Starts a worker from the script at `loader`; `tell` is called with every event. Returns `None` where the browser
    /// starts no worker.
    pub fn start(loader: &str, tell: impl Fn(Event) + 'static) -> Option<Handle> {
        let worker = Worker::new(loader).ok()?;
        let tell = Rc::new(tell);
        let on_message = {
            let (tell, is_greeted) = (tell.clone(), Cell::new(false));
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let parts = event.data().dyn_into::<Array>().unwrap_or_default();
                tell(if is_greeted.get() {
                    Event::Message(parts)
                } else {
                    match greeted(&header(&parts).unwrap_or_default()) {
                        Ok(()) => {
                            is_greeted.set(true);
                            Event::Ready
                        }
                        Err(refusal) => Event::Refused(refusal),
                    }
                });
            })
        };
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            // The owner reports the error in plain words, so the browser's own report is suppressed.
            event.prevent_default();
            // Where the script does not load, the browser sends a plain event without a message.
            let reason = if event.is_instance_of::<ErrorEvent>() { event.message() } else { String::new() };
            tell(Event::Failed(reason));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Handle { worker, listeners: Some((on_message, on_error)) })
    }

    /// Sends a message written by [`super::message::encode`], with the values that travel `beside` it. Memory in
    /// `given` belongs to the worker from then on.
    pub fn send(&self, message: &[u8], beside: &[JsValue], given: &[ArrayBuffer]) {
        let bytes = Uint8Array::from(message);
        let (parts, transfer) = (Array::of1(&bytes), Array::of1(&bytes.buffer()));
        for part in beside {
            parts.push(part);
        }
        for buffer in given {
            transfer.push(buffer);
        }
        // If the worker has died, its error or its silence will be noticed.
        let _unheard = self.worker.post_message_with_transfer(&parts, &transfer);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.terminate();
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        // One of the listeners may be ending the worker: they must live until that call has returned.
        let listeners = self.listeners.take();
        Timeout::new(0, move || drop(listeners)).forget();
    }
}

/// The bytes with which a message begins.
pub fn header(parts: &Array) -> Option<Vec<u8>> {
    Some(parts.get(0).dyn_into::<Uint8Array>().ok()?.to_vec())
}
