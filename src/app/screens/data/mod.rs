//! Your data: the council's own counts take the place of assumptions.
//!
//! The clerk reads the file, off the page; here stand what it found, what the planner corrects, and
//! what would change. Nothing is changed before the planner says so, and that is one step to undo.

mod changes;
mod intake;
mod mapping;
mod roster;
mod sheet;

pub use sheet::{Work, use_work};

use super::ScreenProps;
use crate::app::clerk::{Errand, ask_and_hear};
use crate::app::control::focus;
use crate::app::file::today;
use crate::app::state::{Action, Desk};
use crate::exchange::clerk::{Reply, Request};
use crate::exchange::import::{Asked, MOST_BYTES, Preview};
use crate::field::January;
use crate::scenario::{Checked, Edit, Scenario, limits};
use roster::{Of, Roster};
use sheet::{Deed, Own, Sheet};
use std::rc::Rc;
use web_sys::{Blob, DragEvent, FileList};
use yew::prelude::*;

/// The heading of what was read.
const READ: &str = "read-title";
/// The heading of what to add.
const ADD: &str = "add-title";

/// The Your data screen.
#[component]
pub fn Data(props: &ScreenProps) -> Html {
    let Some(Work { sheet, on }) = &use_context::<Work>() else { return html! {} };
    let errand = use_mut_ref(|| None);
    let checked = props.desk.checked();
    use_effect_with((), {
        let on = on.clone();
        move |()| on.emit(Deed::Return)
    });
    use_asking(sheet, &checked, &errand, on);
    let found = sheet.shown.as_ref().map(|(number, _)| *number);
    // Who comes back is led to the top, as on every screen.
    let is_first = use_mut_ref(|| true);
    use_effect_with((found, sheet.refused.is_some()), move |(found, is_refused)| {
        if is_first.replace(false) {
            return;
        }
        if *is_refused {
            focus("refused");
        } else if found.is_some() {
            focus(READ);
        }
    });
    let take = on.reform(take);
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = {
        let take = take.clone();
        Callback::from(move |event: DragEvent| {
            // Else the browser leaves the page for the file.
            event.prevent_default();
            take.emit(listed(event.data_transfer().and_then(|data| data.files())));
        })
    };
    let shown = sheet.own.as_ref().zip(sheet.shown.as_ref());
    html! {
        <div class="own" {ondragover} {ondrop}>
            <div class="answer" key="head">
                <h1>{"Your data"}</h1>
                <p class="lede">{"Put the council’s own counts in place of assumptions. The file is read on this computer and goes nowhere else; nothing in the scenario changes before you choose “Use these figures”."}</p>
            </div>
            <p key="told" class="told" role="status">{ status(sheet) }</p>
            if let Some((name, reasons)) = &sheet.refused {
                <div key="refused" id="refused" class="problems" role="alert" tabindex="-1">
                    <h2>{ ["“", name, "” was not taken"].concat() }</h2>
                    <ul>{ for reasons.iter().map(|reason| html! { <li key={reason.clone()}>{ reason.clone() }</li> }) }</ul>
                </div>
            }
            { waiting(sheet, on) }
            if let Some((own, (_, preview))) = shown {
                { mapping::read(&own.name, preview, &sheet.choices, sheet.busy, &on.reform(Deed::Choose)) }
                { mapping::problems(preview) }
                { changes::changes(preview, &sheet.choices, sheet.busy, &on.reform(Deed::Choose)) }
                { end(own, preview, &props.desk, sheet.busy, &props.act, on) }
            }
            { intake::add(&sheet.pasted, &take, &on.reform(Deed::Paste)) }
            <intake::Templates key="templates" scenario={checked} />
            { start(&props.desk, &props.act) }
            <Roster key="districts" of={Of::Districts} desk={props.desk.clone()} act={props.act.clone()} />
            <Roster key="needs" of={Of::Needs} desk={props.desk.clone()} act={props.act.clone()} />
        </div>
    }
}

/// The January from which the scenario starts, to be set by hand.
fn start(desk: &Desk, act: &Callback<Action>) -> Html {
    /// Years on either side of the scenario's own that are offered.
    const AROUND: u16 = 3;
    let first = desk.scenario().horizon.opening_january.0;
    let years: Vec<u16> = (first.saturating_sub(AROUND)..=first + AROUND)
        .filter(|year| limits::OPENING_JANUARY.contains(year))
        .collect();
    let chosen = years.iter().position(|year| *year == first).unwrap_or(0);
    let set = {
        let years = years.clone();
        act.reform(move |index: usize| {
            Action::Edit(Edit::OpeningJanuary(January(years.get(index).copied().unwrap_or(first))))
        })
    };
    let names = years.iter().map(|year| January(*year).to_string()).collect();
    html! {
        <section class="panel" key="start" aria-labelledby="start-title">
            <h2 id="start-title">{"First January"}</h2>
            <p class="sub">{"The scenario starts from the placements of this January. The pupils at the start, prices and the budget are then taken as those of it: put in your own."}</p>
            <p class="kind">{ mapping::picker("First January".into(), names, chosen, set) }</p>
        </section>
    }
}

/// Files with their names.
fn listed(files: Option<FileList>) -> Vec<(String, Blob)> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).map(|file| (file.name(), file.into())).collect()
}

/// Files to take, or why one is not even looked into.
fn take(files: Vec<(String, Blob)>) -> Deed {
    if let Some((name, _)) = files.iter().find(|(_, file)| file.size() > MOST_BYTES as f64) {
        return Deed::Forget(format!(
            "“{name}” was not taken: it is larger than {} MB. Add the rows up before you save it.",
            MOST_BYTES / 1_000_000
        ));
    }
    Deed::Take(files)
}

/// The other files that came at once, to be looked at.
fn waiting(sheet: &Sheet, on: &Callback<Deed>) -> Html {
    let buttons = sheet.waiting.iter().enumerate().map(|(at, (own, _))| {
        let onclick = on.reform(move |_: MouseEvent| Deed::Look(at));
        html! {
            <button key={own.number} type="button" class="link" {onclick}>{ ["Look at “", &own.name, "”"].concat() }</button>
        }
    });
    html! {
        <p key="waiting" class="waiting" hidden={sheet.waiting.is_empty()}>{"Added with it, each to be looked at by itself: "}{ for buttons }</p>
    }
}

/// Asks the clerk whenever the file, the choices or the scenario change.
#[hook]
fn use_asking(
    sheet: &Sheet,
    checked: &Rc<Checked>,
    errand: &Rc<std::cell::RefCell<Option<Errand>>>,
    on: &Callback<Deed>,
) {
    let number = sheet.own.as_ref().map(|own| own.number);
    let (own, errand, on) = (sheet.own.clone(), errand.clone(), on.clone());
    use_effect_with((number, sheet.choices.clone(), checked.clone()), move |(_, choices, checked)| {
        // What was asked before is answered no more.
        drop(errand.take());
        let Some(Own { number, name, file }) = own else { return };
        on.emit(Deed::Wait);
        let asked =
            Asked { file: name, date: today(), scenario: checked.to_json(), choices: choices.clone() };
        let request = Request::Import(asked);
        let hear = on.clone();
        let hear = move |what| hear.emit(Deed::Hear(what));
        let asked = ask_and_hear(&request, Some(&file), hear, move |answer| {
            on.emit(Deed::Shown(
                number,
                match answer {
                    Ok((Reply::Import(preview), _)) => Ok(preview),
                    Ok((Reply::Refused(reasons), _)) => Err(reasons),
                    Ok(_) => Err(Vec::new()),
                    Err(reason) => Err(vec![reason]),
                },
            ));
        });
        *errand.borrow_mut() = Some(asked);
    });
}

/// What happens, for who cannot see it.
fn status(sheet: &Sheet) -> String {
    match (&sheet.own, &sheet.shown) {
        (Some(own), None) => ["Reading “", &own.name, "” … ", &sheet.doing].concat(),
        (Some(_), Some(_)) if sheet.busy => "Working it out again …".into(),
        (Some(own), Some((_, preview))) => {
            let problems = match preview.problems.len() {
                0 => "no problems".to_owned(),
                1 => "1 problem".to_owned(),
                count => [&count.to_string(), " problems"].concat(),
            };
            ["“", &own.name, "” was read, with ", &problems, ". Nothing is changed yet."].concat()
        }
        _ => sheet.told.clone(),
    }
}

/// Use it, or let it go.
fn end(
    own: &Own,
    preview: &Preview,
    desk: &Desk,
    busy: bool,
    act: &Callback<Action>,
    on: &Callback<Deed>,
) -> Html {
    let used = preview.changes.iter().filter(|change| !change.left_out).count();
    let ready = preview.scenario.clone().filter(|_| !busy && used > 0);
    let is_ready = ready.is_some();
    let use_them = {
        let (act, on, name, title) = (act.clone(), on.clone(), own.name.clone(), desk.title());
        Callback::from(move |_: MouseEvent| {
            let Some(text) = &ready else { return };
            // The clerk has checked it; a page of another version may still read it otherwise.
            match Scenario::from_json(text) {
                Ok(scenario) => {
                    act.emit(Action::Own(Rc::new(scenario), name.clone()));
                    on.emit(Deed::Forget(format!("The figures of “{name}” are in use in “{title}”. Undo, at the top, takes them back in one step.")));
                }
                Err(unreadable) => on.emit(Deed::Forget(unreadable.to_string())),
            }
            focus(ADD);
        })
    };
    let forget = on.reform(|_: MouseEvent| {
        focus(ADD);
        Deed::Forget("The file was let go of. Nothing is changed.".into())
    });
    let said = match (preview.blocks.is_empty(), used) {
        (false, _) => "They cannot be used yet: see above what stands in the way.".to_owned(),
        (true, 0) => "Every part is left as it is.".to_owned(),
        (true, 1) => ["1 part of “", &desk.title(), "” changes. One undo takes it back."].concat(),
        (true, _) => {
            [&used.to_string(), " parts of “", &desk.title(), "” change. One undo takes all of it back."]
                .concat()
        }
    };
    html! {
        <section class="panel ends" key="ends" aria-label="Use or forget">
            <p>{ said }</p>
            <div class="row">
                <button type="button" class="action" aria-disabled={(!is_ready).then_some("true")} onclick={use_them}>{"Use these figures"}</button>
                <button type="button" class="secondary" onclick={forget}>{"Forget this file"}</button>
            </div>
        </section>
    }
}
