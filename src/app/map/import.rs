//! Boundaries from a planner's file: the clerk reads them, the planner confirms them, and this browser keeps them.

use crate::app::clerk::{Errand, ask};
use crate::app::control::focus;
use crate::app::store;
use crate::app::undo::text_of;
use crate::exchange::boundary::{Boundaries, LONGEST, MOST_BYTES, Sought, Trouble};
use crate::exchange::clerk::{Reply, Request};
use crate::scenario::Checked;
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub scenario: Rc<Checked>,
    /// The boundaries in use.
    pub kept: Option<Rc<Boundaries>>,
    /// Whether they are drawn.
    pub is_outlined: bool,
    /// Starts to use boundaries, or stops.
    pub use_file: Callback<Option<Rc<Boundaries>>>,
    /// Switches between tiles and boundaries.
    pub outline: Callback<()>,
}

/// The stage of an import.
#[derive(Clone, PartialEq, Default)]
enum Stage {
    #[default]
    None,
    Reading,
    /// The file was refused; these are the headline and the reasons.
    Refused(Vec<String>),
    /// The file was read, and the planner has to confirm its attribution. The last field says whether the file lacks
    /// one.
    Confirm(Rc<Boundaries>, String, bool),
    /// The boundaries are in use but not kept.
    NotKept,
}

/// The id of the field of the attribution.
const FIELD: &str = "map-attribution";
const CHOOSE: &str = "map-choose";

#[component]
pub fn Import(props: &Props) -> Html {
    let stage = use_state(Stage::default);
    let errand = use_mut_ref(|| None::<Errand>);
    let picker = use_node_ref();
    use_effect_with(matches!(*stage, Stage::Confirm(..)), |confirm| {
        if *confirm {
            focus(FIELD);
        }
    });
    let pick = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlElement>() {
                input.click();
            }
        })
    };
    let on_file = {
        let (stage, errand, scenario) = (stage.setter(), errand.clone(), props.scenario.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.item(0)) else { return };
            let refused = refusal(file.name());
            if file.size() > MOST_BYTES as f64 {
                stage.set(refused(vec![Trouble::Large.to_string()]));
            } else {
                stage.set(Stage::Reading);
                let stage = stage.clone();
                let tell = move |answer: crate::app::clerk::Answer| stage.set(outcome(answer, refused));
                *errand.borrow_mut() = Some(ask(&sought(&scenario), Some(&file), tell));
            }
            // Choosing the same file again must count as a change.
            input.set_value("");
        })
    };
    let cancel = {
        let (stage, errand) = (stage.setter(), errand);
        Callback::from(move |_: MouseEvent| {
            drop(errand.borrow_mut().take());
            stage.set(Stage::None);
            focus(CHOOSE);
        })
    };
    let forget = {
        let (stage, use_file) = (stage.setter(), props.use_file.clone());
        Callback::from(move |_: MouseEvent| {
            let _gone = store::keep_boundaries(None);
            use_file.emit(None);
            stage.set(Stage::None);
            focus(CHOOSE);
        })
    };
    let toggle = props.outline.reform(|_: MouseEvent| ());
    let button = |id: &'static str, label: &'static str, onclick: Callback<MouseEvent>| {
        html! { <button key={id} {id} type="button" class="small" {onclick}>{ label }</button> }
    };
    html! {
        <div class="import">
            <input key="file" type="file" ref={picker} hidden=true accept=".geojson,.json,application/geo+json" onchange={on_file} />
            <div key="deeds" class="row">
                { button(CHOOSE, if props.kept.is_some() { "Use another boundary file" } else { "Use a boundary file" }, pick) }
                if props.kept.is_some() {
                    { button("map-toggle", if props.is_outlined { "Show as tiles" } else { "Show boundaries" }, toggle) }
                    { button("map-forget", "Forget the boundaries", forget) }
                }
            </div>
            { match &*stage {
                Stage::None => html! {},
                Stage::Reading => html! {
                    <p key="reading" class="row sub" role="status">{"Reading the file…"}{ button("map-stop", "Stop", cancel) }</p>
                },
                Stage::Refused(reasons) => refusal_notice(reasons),
                Stage::NotKept => html! {
                    <p key="not-kept" class="notice" role="status">{"The boundaries are shown until this page is closed; the browser has no room to keep them, or keeps nothing."}</p>
                },
                Stage::Confirm(boundaries, words, is_missing) => confirm(boundaries, words, *is_missing, &stage, props, cancel),
            } }
        </div>
    }
}

/// The districts to look for.
fn sought(scenario: &Checked) -> Request {
    let sought = scenario.districts.list.iter().map(|district| Sought {
        code: district.code.clone(),
        name: district.name.clone(),
        middle: (district.longitude, district.latitude),
    });
    Request::Boundaries(sought.collect())
}

/// The reason why a file was not used.
fn refusal(name: String) -> impl FnOnce(Vec<String>) -> Stage {
    move |mut reasons| {
        reasons.insert(0, ["“", &name, "” was not used, and the map is as it was."].concat());
        Stage::Refused(reasons)
    }
}

fn outcome(answer: crate::app::clerk::Answer, refused: impl FnOnce(Vec<String>) -> Stage) -> Stage {
    match answer {
        Ok((Reply::Boundaries { year }, bytes)) => {
            let text = String::from_utf8(bytes.to_vec()).ok();
            match text.and_then(|text| Boundaries::from_text(&text)) {
                Some(boundaries) => {
                    let words = match boundaries.attribution.as_str() {
                        "" => standard(year),
                        words => words.to_owned(),
                    };
                    Stage::Confirm(Rc::new(boundaries), words, false)
                }
                None => refused(vec!["The boundaries were damaged on the way. Try again.".into()]),
            }
        }
        Ok((Reply::Refused(reasons), _)) => refused(reasons),
        Ok(_) => refused(vec![
            "The part of the planner that works on files gave an unexpected answer. Try again.".into(),
        ]),
        Err(reason) => refused(vec![reason]),
    }
}

/// The attribution that the Office for National Statistics requires for its boundaries.
fn standard(year: Option<u16>) -> String {
    let year = year.map_or_else(|| "[year]".to_owned(), |year| year.to_string());
    [
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data © Crown copyright and database right ",
        &year,
        ".",
    ]
    .concat()
}

fn refusal_notice(reasons: &[String]) -> Html {
    let Some((headline, reasons)) = reasons.split_first() else { return html! {} };
    html! {
        <div key="refused" class="notice" role="alert">
            <p>{ headline.clone() }</p>
            <ul>{ for reasons.iter().map(|reason| html! { <li key={reason.clone()}>{ reason.clone() }</li> }) }</ul>
        </div>
    }
}

/// The form to confirm the attribution that stands beside the map.
fn confirm(
    boundaries: &Rc<Boundaries>,
    words: &str,
    is_missing: bool,
    stage: &UseStateHandle<Stage>,
    props: &Props,
    cancel: Callback<MouseEvent>,
) -> Html {
    let oninput = {
        let (stage, boundaries) = (stage.setter(), boundaries.clone());
        Callback::from(move |event: InputEvent| {
            stage.set(Stage::Confirm(boundaries.clone(), text_of(&event).unwrap_or_default(), false));
        })
    };
    let onsubmit = {
        let (stage, boundaries, words) = (stage.setter(), boundaries.clone(), words.trim().to_owned());
        let use_file = props.use_file.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if words.is_empty() || words.contains("[year]") || words.chars().count() > LONGEST {
                stage.set(Stage::Confirm(boundaries.clone(), words.clone(), true));
                return focus(FIELD);
            }
            let confirmed = Boundaries { attribution: words.clone(), ..(*boundaries).clone() };
            stage.set(if store::keep_boundaries(Some(&confirmed)) { Stage::None } else { Stage::NotKept });
            use_file.emit(Some(Rc::new(confirmed)));
            focus(CHOOSE);
        })
    };
    let found = [
        &boundaries.outlines.len().to_string(),
        " districts are found. Whoever shows these boundaries must name their source. The words below are those of the file, or the usual ones for boundaries of the Office for National Statistics: check them against its licence.",
    ]
    .concat();
    html! {
        <form key="confirm" class="confirm" {onsubmit}>
            <p class="sub">{ found }</p>
            <label for={FIELD}>{"Words to show with the map"}</label>
            <textarea id={FIELD} rows="3" value={words.to_owned()} {oninput} aria-describedby="map-missing"
                aria-invalid={is_missing.then_some("true")} />
            if is_missing {
                <p key="missing" class="error" id="map-missing" role="alert">
                    {"Enter the words that name the source, with the year of the boundaries, in at most 600 characters."}
                </p>
            }
            <div key="ends" class="row">
                <button type="submit" class="action">{"Use these boundaries"}</button>
                <button type="button" class="link" onclick={cancel}>{"Cancel"}</button>
            </div>
        </form>
    }
}
