//! Mounts the page.
#![forbid(unsafe_code)]

use std::panic::PanicHookInfo;
use sufficiency_planner::app::App;
use web_sys::{CustomEvent, CustomEventInit};

fn main() {
    yew::set_custom_panic_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        tell(info);
    }));
    let document = gloo::utils::document();
    let root = document.get_element_by_id("app").unwrap_or_else(|| gloo::utils::body().into());
    yew::Renderer::<App>::with_root(root).render();
}

/// Passes the reason why the planner stops to `www/failure.js`, because nothing here can be relied on any more.
fn tell(info: &PanicHookInfo) {
    let init = CustomEventInit::new();
    init.set_detail(&info.to_string().into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict("planner-stopped", &init) {
        let _unheard = gloo::utils::window().dispatch_event(&event);
    }
}
