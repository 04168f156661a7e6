//! Which screen is shown: the fragment of the page's address says so.
//!
//! A router crate would weigh 30 kB of the page gzipped. Six names and one event need none, and a
//! fragment works in any folder of any web server, or from a shared drive.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Route {
    /// Assumptions and what follows from them.
    #[default]
    Plan,
    /// How large a block may be.
    Blocks,
    /// Whether, and by what, the High Needs Block breaks even.
    Breakeven,
    /// Which assumptions matter most.
    Matters,
    /// Scenarios side by side.
    Compare,
    /// Slides for a meeting.
    Present,
    /// The scenario as a document.
    Report,
    /// What the model is and what it rests on.
    About,
}

impl Route {
    /// Every screen, in the order of the navigation.
    pub const ALL: [Route; 8] = [
        Route::Plan,
        Route::Blocks,
        Route::Breakeven,
        Route::Matters,
        Route::Compare,
        Route::Present,
        Route::Report,
        Route::About,
    ];

    /// The fragment of its address, sign included.
    pub fn fragment(self) -> &'static str {
        match self {
            Route::Plan => "#/plan",
            Route::Blocks => "#/blocks",
            Route::Breakeven => "#/breakeven",
            Route::Matters => "#/matters",
            Route::Compare => "#/compare",
            Route::Present => "#/present",
            Route::Report => "#/report",
            Route::About => "#/about",
        }
    }

    /// What the navigation and the window call it.
    pub fn title(self) -> &'static str {
        match self {
            Route::Plan => "Plan",
            Route::Blocks => "Blocks",
            Route::Breakeven => "Breakeven",
            Route::Matters => "What matters",
            Route::Compare => "Compare",
            Route::Present => "Present",
            Route::Report => "Report",
            Route::About => "About this model",
        }
    }

    /// The screen of a fragment, sign included; the Plan where it names none.
    pub fn parse(fragment: &str) -> Route {
        Route::ALL.into_iter().find(|route| route.fragment() == fragment).unwrap_or_default()
    }

    /// The screen of the page's address.
    fn current() -> Route {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        Route::parse(&hash.unwrap_or_default())
    }
}

/// The screen to show. Another screen begins at its top, with the focus on its main heading.
#[hook]
pub fn use_route() -> Route {
    let route = use_state_eq(Route::current);
    {
        let set = route.setter();
        use_effect_with((), move |()| {
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, "hashchange", move |_| set.set(Route::current())));
            move || drop(listener)
        });
    }
    // The first screen leaves the focus to the browser.
    let is_first = use_mut_ref(|| true);
    use_effect_with(*route, move |_| {
        if !is_first.replace(false) {
            arrive();
        }
    });
    *route
}

/// The main part of the page, which scrolls by itself where there is room.
pub const MAIN: &str = "results";

/// Shows the screen from its top, with the focus on its main heading.
fn arrive() {
    let Some(window) = web_sys::window() else { return };
    let Some(main) = window.document().and_then(|document| document.get_element_by_id(MAIN)) else { return };
    main.set_scroll_top(0);
    window.scroll_to_with_x_and_y(0.0, 0.0);
    // Before the first futures a screen may have no heading yet.
    let heading = main.query_selector("h1").ok().flatten().unwrap_or(main);
    let _unset = heading.set_attribute("tabindex", "-1");
    if let Ok(heading) = heading.dyn_into::<HtmlElement>() {
        let _unmoved = heading.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_by_its_fragment_and_anything_else_is_the_plan() {
        for route in Route::ALL {
            assert_eq!(Route::parse(route.fragment()), route);
        }
        for other in ["", "#", "#/", "#/nowhere", "/blocks", "#blocks", "#/blocks/", "#/Blocks"] {
            assert_eq!(Route::parse(other), Route::Plan, "{other}");
        }
    }
}
