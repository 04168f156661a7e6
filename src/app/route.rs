//! Selects the screen by the fragment of the page's address.
//!
//! A router crate would add 30 kB to the page gzipped. A name for each screen and one event need none, and a fragment
//! works in any folder of any web server, or from a shared drive.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollRestoration};
use yew::prelude::*;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Route {
    /// The Plan screen: assumptions and their results.
    #[default]
    Plan,
    /// The Blocks screen: how large a block should be.
    Blocks,
    /// The Breakeven screen: whether, and by how much, the High Needs Block misses balance.
    Breakeven,
    /// The What it takes screen: what a lever must be for a goal.
    Take,
    /// The What matters screen: which assumptions matter most.
    Matters,
    /// The One future screen: a future by itself.
    Future,
    /// The Compare screen: scenarios side by side.
    Compare,
    /// The Your data screen: the council's own counts.
    Data,
    /// The Evidence screen: the sources behind the figures.
    Evidence,
    /// The Present screen: slides for a meeting.
    Present,
    /// The Report screen: the scenario as a document.
    Report,
    /// The About screen: what the model is and how it can be checked.
    About,
}

/// An entry of the navigation: what it is called and the screens that it leads to, the first at once.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the navigation calls it.
    pub name: &'static str,
    /// Its screens, in the order of their tabs.
    pub screens: &'static [Route],
}

const fn entry(name: &'static str, screens: &'static [Route]) -> Entry {
    Entry { name, screens }
}

/// The navigation: few entries, so that they stand in one row beside the scenario's name.
pub static ENTRIES: [Entry; 7] = [
    entry("Plan", &[Route::Plan]),
    entry("Blocks", &[Route::Blocks]),
    entry("Breakeven", &[Route::Breakeven]),
    entry("What it takes", &[Route::Take, Route::Matters, Route::Future]),
    entry("Compare", &[Route::Compare]),
    entry("Data and evidence", &[Route::Evidence, Route::Data, Route::About]),
    entry("Present", &[Route::Present, Route::Report]),
];

impl Route {
    /// The entry of the navigation that leads to the screen.
    pub fn entry(self) -> &'static Entry {
        ENTRIES.iter().find(|entry| entry.screens.contains(&self)).unwrap_or(&ENTRIES[0])
    }

    /// Every screen, in the order of the navigation.
    pub const ALL: [Route; 12] = [
        Route::Plan,
        Route::Blocks,
        Route::Breakeven,
        Route::Take,
        Route::Matters,
        Route::Future,
        Route::Compare,
        Route::Evidence,
        Route::Data,
        Route::About,
        Route::Present,
        Route::Report,
    ];

    /// The fragment of its address, including the `#`.
    pub fn fragment(self) -> &'static str {
        match self {
            Route::Plan => "#/plan",
            Route::Blocks => "#/blocks",
            Route::Breakeven => "#/breakeven",
            Route::Take => "#/take",
            Route::Matters => "#/matters",
            Route::Future => "#/future",
            Route::Compare => "#/compare",
            Route::Data => "#/data",
            Route::Evidence => "#/evidence",
            Route::Present => "#/present",
            Route::Report => "#/report",
            Route::About => "#/about",
        }
    }

    /// The name on its tab and in the window's title.
    pub fn title(self) -> &'static str {
        match self {
            Route::Plan => "Plan",
            Route::Blocks => "Blocks",
            Route::Breakeven => "Breakeven",
            Route::Take => "What it takes",
            Route::Matters => "What matters",
            Route::Future => "One future",
            Route::Compare => "Compare",
            Route::Data => "Your data",
            Route::Evidence => "Evidence",
            Route::Present => "Present",
            Route::Report => "Report",
            Route::About => "About",
        }
    }

    /// The screen of a fragment, which may carry parameters; the Plan where it names none.
    pub fn parse(fragment: &str) -> Route {
        let named = fragment.split('?').next().unwrap_or_default();
        let is_future = tail(named).is_some();
        let found = Route::ALL.into_iter().find(|route| route.fragment() == named);
        found.unwrap_or(if is_future { Route::Future } else { Route::Plan })
    }

    /// The address of a future by its number, counted from 1: `#/future/1234`.
    pub fn of_future(number: u32) -> String {
        [Route::Future.fragment(), "/", &number.to_string()].concat()
    }

    /// The screen of the page's address.
    fn current() -> Route {
        Route::parse(&fragment())
    }

    /// Its address with a parameter: `#/evidence?row=demand.growth`.
    pub fn asking(self, name: &str, value: &str) -> String {
        [self.fragment(), "?", name, "=", value].concat()
    }
}

/// The fragment of the page's address that a link to the open scenario leads to: the future that is shown, else the Plan.
pub fn linked() -> String {
    let fragment = fragment();
    tail(&fragment).map_or_else(
        || Route::Plan.fragment().to_owned(),
        |number| [Route::Future.fragment(), "/", number].concat(),
    )
}

/// What the address says after the screen of futures: `1234` in `#/future/1234`.
fn tail(fragment: &str) -> Option<&str> {
    fragment.split('?').next()?.strip_prefix(Route::Future.fragment())?.strip_prefix('/')
}

/// The value of a parameter of a fragment: `demand.growth` in `#/evidence?row=demand.growth`.
pub fn asked<'a>(fragment: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = fragment.split_once('?')?;
    query
        .split('&')
        .find_map(|pair| pair.split_once('=').filter(|(other, _)| *other == name))
        .map(|(_, value)| value)
}

/// The fragment of the page's address.
fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The value of a parameter of the address, kept up to date. A visitor with such an address is led to the element that
/// it names: see [`LED`].
#[hook]
pub fn use_asked(name: &'static str) -> Option<AttrValue> {
    use_read(move |fragment| asked(fragment, name))
}

/// What the address says after the screen of futures, kept up to date.
#[hook]
pub fn use_tail() -> Option<AttrValue> {
    use_read(tail)
}

/// What is read of the address, kept up to date.
#[hook]
fn use_read(of: impl Fn(&str) -> Option<&str> + Copy + 'static) -> Option<AttrValue> {
    let read = move || of(&fragment()).map(|value| AttrValue::from(value.to_owned()));
    let state = use_state_eq(read);
    {
        let set = state.setter();
        use_effect_with((), move |()| {
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, "hashchange", move |_| set.set(read())));
            move || drop(listener)
        });
    }
    (*state).clone()
}

/// The parameters that lead to an element of a screen: a row or a term of the evidence, a part of a screen, a control.
pub const LED: [&str; 4] = ["row", "term", "part", "control"];

/// The screen to show. A new screen begins at its top, with the focus on its main heading; a screen that the planner goes
/// back to stands where it was left.
#[hook]
pub fn use_route() -> Route {
    let route = use_state_eq(Route::current);
    let trail = use_mut_ref(Trail::begin);
    {
        let (set, trail) = (route.setter(), trail.clone());
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    trail.borrow_mut().step();
                    set.set(Route::current());
                })
            });
            move || drop(listener)
        });
    }
    // On the first screen the browser decides on the focus.
    let is_first = use_mut_ref(|| true);
    use_effect_with(*route, move |_| {
        let is_led = LED.iter().any(|name| asked(&fragment(), name).is_some());
        if !is_first.replace(false) && !is_led {
            arrive(trail.borrow().here());
        }
    });
    *route
}

/// How far a screen is scrolled: its main part on wide screens, the page on narrow ones.
type Scrolled = (i32, f64);

/// How far each entry of the browser's history was scrolled when it was left.
struct Trail {
    /// The number of the first entry in the state that the browser keeps with it; later ones count on from there.
    first: f64,
    left: Vec<Scrolled>,
    at: usize,
}

impl Trail {
    fn begin() -> Self {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Else the browser moves a page that scrolls as a whole to where it thinks best, after this has.
            let _own = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let trail = Self { first: js_sys::Date::now(), left: vec![(0, 0.0)], at: 0 };
        trail.mark();
        trail
    }

    /// Notes where the screen that is left stands, and which entry the browser has come to.
    fn step(&mut self) {
        self.left[self.at] = scrolled();
        let state = web_sys::window().and_then(|window| window.history().ok()?.state().ok()?.as_f64());
        let known = state.map(|number| number - self.first);
        if let Some(at) = (0..self.left.len()).find(|at| known == Some(*at as f64)) {
            self.at = at;
        } else {
            self.at = self.left.len();
            self.left.push((0, 0.0));
            self.mark();
        }
    }

    /// Numbers the present entry. Where the browser refuses, a screen that is gone back to begins at its top.
    fn mark(&self) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            let number = self.first + self.at as f64;
            let _unnumbered = history.replace_state_with_url(&number.into(), "", None);
        }
    }

    fn here(&self) -> Scrolled {
        self.left[self.at]
    }
}

/// The id of the main part of the page, which scrolls by itself on wide screens.
pub const MAIN: &str = "results";

fn main_part() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(MAIN)
}

fn scrolled() -> Scrolled {
    let page = web_sys::window().and_then(|window| window.scroll_y().ok());
    (main_part().map_or(0, |main| main.scroll_top()), page.unwrap_or(0.0))
}

/// Shows the screen from where it is scrolled to, with the focus on its main heading.
fn arrive((main_top, page_top): Scrolled) {
    let (Some(window), Some(main)) = (web_sys::window(), main_part()) else { return };
    // Before the first futures a screen may have no heading.
    let heading = main.query_selector("h1").ok().flatten().unwrap_or_else(|| main.clone());
    let _unset = heading.set_attribute("tabindex", "-1");
    if let Ok(heading) = heading.dyn_into::<HtmlElement>() {
        let _unmoved = heading.focus();
    }
    main.set_scroll_top(main_top);
    window.scroll_to_with_x_and_y(0.0, page_top);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_by_its_fragment_and_anything_else_is_the_plan() {
        for route in Route::ALL {
            assert_eq!(Route::parse(route.fragment()), route);
        }
        for future in ["#/future/1234", "#/future/abc", "#/future/"] {
            assert_eq!(Route::parse(future), Route::Future, "{future}");
        }
        assert_eq!(tail(&Route::of_future(1_234)), Some("1234"));
        assert_eq!([tail("#/future"), tail("#/futures/3"), tail("#/plan")], [None; 3]);
        for other in
            ["", "#", "#/", "#/nowhere", "/blocks", "#blocks", "#/blocks/", "#/Blocks", "#/futures/3"]
        {
            assert_eq!(Route::parse(other), Route::Plan, "{other}");
        }
    }

    #[test]
    fn the_navigation_leads_to_every_screen_once_and_in_order() {
        let screens: Vec<Route> = ENTRIES.iter().flat_map(|entry| entry.screens).copied().collect();
        assert_eq!(screens, Route::ALL);
        assert_eq!(Route::Data.entry().name, "Data and evidence");
        for entry in ENTRIES.iter().filter(|entry| entry.screens.len() == 1) {
            assert_eq!(entry.name, entry.screens[0].title());
        }
    }

    #[test]
    fn an_address_may_ask_for_something() {
        let address = Route::Evidence.asking("row", "demand.growth");
        assert_eq!(Route::parse(&address), Route::Evidence);
        assert_eq!(asked(&address, "row"), Some("demand.growth"));
        assert_eq!(asked("#/plan?s=a1&row=b=c", "row"), Some("b=c"));
        for (fragment, name) in
            [(address.as_str(), "ro"), ("#/plan", "row"), ("#/plan?row", "row"), ("", "row")]
        {
            assert_eq!(asked(fragment, name), None, "{fragment}");
        }
    }
}
