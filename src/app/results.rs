//! “Save results” in the menu: files of results, which the clerk makes.

use super::clerk::{Errand, ask};
use super::file::{Provenance, date, save};
use super::state::{Action, Desk};
use crate::exchange::clerk::{Reply, Request};
use crate::exchange::{Form, Wanted};
use crate::words::{decimal, parse};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The files on offer.
const FORMS: [(&str, Form); 5] = [
    ("Results as CSV", Form::Csv),
    ("Excel workbook", Form::Workbook),
    ("For the DSG management plan", Form::DsgPlan),
    ("For the SCAP return", Form::Scap),
    ("For the local SEND reform plan", Form::ReformPlan),
];

/// A file that is being made; the work continues while the menu is closed.
pub type Work = Rc<RefCell<Option<Errand>>>;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
    pub work: WorkRef,
}

/// The work in progress, which belongs to the menu so that it outlives the page that shows it.
#[derive(Clone)]
pub struct WorkRef(pub Work);

impl PartialEq for WorkRef {
    fn eq(&self, other: &WorkRef) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
pub fn Results(props: &Props) -> Html {
    let digest = use_context::<Rc<Provenance>>().and_then(|provenance| provenance.digest.clone());
    let said = use_state(|| if props.work.0.borrow().is_some() { PREPARING } else { "" }.to_owned());
    let published = props.desk.scenario().council().facts().non_maintained;
    let split = use_state(|| published.map_or_else(String::new, |share| decimal(100.0 * share, 1)));
    let share = parse(&split).filter(|per_cent| (0.0..=100.0).contains(per_cent));
    let is_wrong = share.is_none() && !split.trim().is_empty();
    let non_maintained = share.map(|per_cent| 0.01 * per_cent);
    let typed = {
        let split = split.setter();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            split.set(input.value());
        })
    };
    let onclick = {
        let (desk, act, work, said) =
            (props.desk.clone(), props.act.clone(), props.work.0.clone(), said.setter());
        move |form: Form| {
            let (desk, act, work, said) = (desk.clone(), act.clone(), work.clone(), said.clone());
            let ask = (form, digest.clone(), non_maintained);
            Callback::from(move |_: MouseEvent| begin(ask.clone(), &desk, &act, &work, &said))
        }
    };
    html! {
        <div class="deeds" role="group" aria-label="Save results">
            { for FORMS.into_iter().map(|(label, form)| html! {
                <button key={label} type="button" class="link" onclick={onclick(form)}>{ label }</button>
            }) }
            <div key="split">
                <label for="non-maintained">{"For SCAP: per cent of these pupils in non-maintained special schools"}</label>
                <input id="non-maintained" class="text" type="text" inputmode="decimal" autocomplete="off" value={(*split).clone()}
                    oninput={typed} aria-invalid={is_wrong.to_string()} aria-describedby="non-maintained-why" />
                <p id="non-maintained-why" class="unit">
                    { if is_wrong { "Type a number from 0 to 100, or leave it empty." } else { "Left empty, the file does not split them." } }
                </p>
            </div>
            <p key="said" class="unit" role="status">{ (*said).clone() }</p>
        </div>
    }
}

const PREPARING: &str =
    "Running the futures again for the file, with every district and need. It saves itself when ready.";

/// Asks the clerk for a file, and gives up another that is being made.
fn begin(
    (form, digest, non_maintained): (Form, Option<String>, Option<f64>),
    desk: &Desk,
    act: &Callback<Action>,
    work: &Work,
    said: &UseStateSetter<String>,
) {
    said.set(PREPARING.into());
    let shelf = desk.shelf();
    let current = shelf.current().id;
    let others = shelf.entries().iter().filter(|entry| entry.id != current);
    let wanted = Wanted {
        form,
        scenario: desk.checked().to_json(),
        others: others.map(|entry| entry.checked().to_json()).collect(),
        // The digest of the page's own futures, once they are complete.
        digest,
        date: date(),
        non_maintained,
    };
    fetch(&Request::Results(wanted), act, work, said);
}

/// Asks the clerk for a file, saves it when it comes, and says so; another that is being made is given up.
pub fn fetch(request: &Request, act: &Callback<Action>, work: &Work, said: &UseStateSetter<String>) {
    let (act, done, said) = (act.clone(), work.clone(), said.clone());
    let errand = ask(request, None, move |answer| {
        let failed = match answer {
            Ok((Reply::File { name, kind }, bytes)) => {
                let made = save(&bytes, &kind, &name);
                said.set(["Saved as ", &name].concat());
                (!made).then(|| vec!["The browser did not make the file.".to_owned()])
            }
            Ok((Reply::Refused(reasons), _)) => Some(reasons),
            // This is a reply to another request.
            Ok(_) => None,
            Err(reason) => Some(vec![reason]),
        };
        if let Some(mut reasons) = failed {
            said.set("The file was not made.".into());
            reasons.insert(0, "The results were not saved.".into());
            act.emit(Action::Tell(reasons));
        }
        // The errand itself is calling, so it is dropped only after the call has returned.
        gloo::timers::callback::Timeout::new(0, move || drop(done.take())).forget();
    });
    drop(work.replace(Some(errand)));
}
