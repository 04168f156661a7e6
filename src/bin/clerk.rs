//! The clerk of the page: it does one piece of work on a file and is then ended.
#![forbid(unsafe_code)]

use js_sys::{Array, Uint8Array};
use sufficiency_planner::exchange::clerk::{Request, Word, answer};
use sufficiency_planner::worker::message::{decode, encode, greeting};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answering = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let (word, file) = match read(&event) {
            Some((request, file)) => {
                let (reply, file) =
                    answer(&request, &file, &mut |what| say(&answering, &Word::Doing(what), &[]));
                (Word::Done(reply), file)
            }
            None => (Word::Unread, Vec::new()),
        };
        say(&answering, &word, &file);
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // Sending fails only if the page has gone, and then nobody waits.
    let _unheard = scope.post_message(&Array::of1(&Uint8Array::from(greeting().as_slice())));
}

/// The request, and the bytes of the file that came along.
fn read(event: &MessageEvent) -> Option<(Request, Vec<u8>)> {
    let parts: Array = event.data().dyn_into().ok()?;
    let request = decode(&parts.get(0).dyn_into::<Uint8Array>().ok()?.to_vec())?;
    let file = match parts.get(1).dyn_into::<Blob>() {
        Ok(file) => {
            let bytes = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&file)).ok()?;
            Uint8Array::new(&bytes).to_vec()
        }
        Err(_) => Vec::new(),
    };
    Some((request, file))
}

fn say(scope: &DedicatedWorkerGlobalScope, word: &Word, file: &[u8]) {
    let (word, file) = (Uint8Array::from(encode(word).as_slice()), Uint8Array::from(file));
    let transfer = Array::of2(&word.buffer(), &file.buffer());
    // Sending fails only if the page has gone, and then nobody waits.
    let _: Result<(), JsValue> = scope.post_message_with_transfer(&Array::of2(&word, &file), &transfer);
}
