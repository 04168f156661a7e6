//! One worker of the browser as the page holds it: started, greeted, listened to and ended.

use super::message::{Refusal, greeted};
use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// What a worker does that its owner should know.
pub enum Event {
    /// It has loaded and belongs to this build: it waits for messages.
    Ready,
    /// It has greeted the page in a way that cannot be accepted.
    Refused(Refusal),
    /// It sends a message: its bytes first, then what travels beside them.
    Message(Array),
    /// It could not be loaded, or stopped with an error, which this names where the browser does.
    Failed(String),
}

/// A worker with its listeners. Dropping it ends the worker.
pub struct Handle {
    worker: Worker,
    listeners: Option<Listeners>,
}

type Listeners = (Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut(ErrorEvent)>);

impl Handle {
    /// Starts the script at `loader`; `tell` hears of everything that the worker does. None where the
    /// browser starts no worker.
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
            // Its owner says it in plain words; nobody else needs to hear of it.
            event.prevent_default();
            // Where the script does not load, the browser sends a plain event without a message.
            let reason = if event.is_instance_of::<ErrorEvent>() { event.message() } else { String::new() };
            tell(Event::Failed(reason));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Handle { worker, listeners: Some((on_message, on_error)) })
    }

    /// Sends a message as [`super::message::encode`] writes it, with the values that travel `beside` it.
    /// Memory that is `given` belongs to the worker from then on.
    pub fn send(&self, message: &[u8], beside: &[JsValue], given: &[ArrayBuffer]) {
        let bytes = Uint8Array::from(message);
        let (parts, transfer) = (Array::of1(&bytes), Array::of1(&bytes.buffer()));
        for part in beside {
            parts.push(part);
        }
        for buffer in given {
            transfer.push(buffer);
        }
        // Where the worker has died, its error or its silence is noticed.
        let _unheard = self.worker.post_message_with_transfer(&parts, &transfer);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.terminate();
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        // One of the listeners may be what ends the worker: they are kept until that call has returned.
        let listeners = self.listeners.take();
        Timeout::new(0, move || drop(listeners)).forget();
    }
}

/// The bytes that a message begins with.
pub fn header(parts: &Array) -> Option<Vec<u8>> {
    Some(parts.get(0).dyn_into::<Uint8Array>().ok()?.to_vec())
}
