//! “Save results” in the menu: files of results, which the clerk makes.

use super::clerk::{Errand, ask};
use super::file::{Provenance, date, save};
use super::state::{Action, Desk};
use crate::exchange::clerk::{Reply, Request};
use crate::exchange::{Form, Wanted};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The files on offer.
const FORMS: [(&str, Form); 4] = [
    ("Results as CSV", Form::Csv),
    ("Excel workbook", Form::Workbook),
    ("For the DSG management plan", Form::DsgPlan),
    ("For the SCAP return", Form::Scap),
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
    let onclick = {
        let (desk, act, work, said) =
            (props.desk.clone(), props.act.clone(), props.work.0.clone(), said.setter());
        move |form: Form| {
            let (desk, act, work, said) = (desk.clone(), act.clone(), work.clone(), said.clone());
            let digest = digest.clone();
            Callback::from(move |_: MouseEvent| begin(form, digest.clone(), &desk, &act, &work, &said))
        }
    };
    html! {
        <div class="deeds" role="group" aria-label="Save results">
            { for FORMS.into_iter().map(|(label, form)| html! {
                <button key={label} type="button" class="link" onclick={onclick(form)}>{ label }</button>
            }) }
            <p key="said" class="unit" role="status">{ (*said).clone() }</p>
        </div>
    }
}

const PREPARING: &str =
    "Running the futures again for the file, with every district and need. It saves itself when ready.";

/// Asks the clerk for a file, and gives up another that is being made.
fn begin(
    form: Form,
    digest: Option<String>,
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
    };
    let (act, done, said) = (act.clone(), work.clone(), said.clone());
    let errand = ask(&Request::Results(wanted), None, move |answer| {
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
