//! The width of an element, kept up to date.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The width of the element behind `node`, in pixels; 0 until it is known.
#[hook]
pub fn use_width(node: NodeRef) -> f64 {
    let width = use_state(|| 0.0);
    {
        let width = width.setter();
        use_effect_with(node, move |node| {
            let element = node.cast::<Element>();
            let measured = element.clone();
            let measure = Closure::<dyn FnMut()>::new(move || {
                if let Some(element) = &measured {
                    width.set(element.get_bounding_client_rect().width().floor());
                }
            });
            let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(measure);
            }
        });
    }
    *width
}
