//! Mounts the page.
#![forbid(unsafe_code)]

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<sufficiency_planner::app::App>::new().render();
}
