//! The lists of districts and needs: named, added, removed and shared out, and used in one step.

use crate::app::state::{Action, Desk};
use crate::scenario::{Checked, Listed};
use crate::words::{decimal, parse};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Which list it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Districts,
    Needs,
}

impl Of {
    fn id(self) -> &'static str {
        match self {
            Of::Districts => "districts",
            Of::Needs => "needs",
        }
    }

    fn one(self) -> &'static str {
        match self {
            Of::Districts => "district",
            Of::Needs => "need",
        }
    }

    fn listed(self, checked: &Checked) -> Vec<Listed> {
        match self {
            Of::Districts => checked.listed_districts(),
            Of::Needs => checked.listed_needs(),
        }
    }
}

/// A row as it is typed.
#[derive(Clone, PartialEq)]
struct Typed {
    /// What tells it from the others.
    key: usize,
    /// What it goes on from, and its share, to be kept to the last digit where nobody types another.
    from: Option<(usize, f64)>,
    name: String,
    share: String,
}

/// What is typed, and what became of it.
#[derive(Clone, PartialEq)]
struct Draft {
    rows: Vec<Typed>,
    next: usize,
    wrong: Vec<String>,
    told: Vec<String>,
}

impl Draft {
    fn of(listed: Vec<Listed>, told: Vec<String>) -> Draft {
        let typed = |(key, row): (usize, Listed)| Typed {
            key,
            from: row.from.map(|from| (from, row.share)),
            name: row.name,
            share: decimal(row.share, 1),
        };
        let rows: Vec<Typed> = listed.into_iter().enumerate().map(typed).collect();
        Draft { next: rows.len(), rows, wrong: Vec::new(), told }
    }

    /// The rows with their numbers, or why there are none.
    fn read(&self) -> Result<Vec<Listed>, Vec<String>> {
        let row = |typed: &Typed| {
            let kept = typed.from.map(|(_, share)| share).filter(|share| decimal(*share, 1) == typed.share);
            let share = kept.or_else(|| parse(&typed.share)).ok_or_else(|| {
                ["The share of “", &typed.name, "” is not a number: type one such as 12.5."].concat()
            })?;
            Ok(Listed { from: typed.from.map(|(from, _)| from), name: typed.name.clone(), share })
        };
        let (read, wrong): (Vec<_>, Vec<_>) = self.rows.iter().map(row).partition(Result::is_ok);
        if wrong.is_empty() {
            Ok(read.into_iter().filter_map(Result::ok).collect())
        } else {
            Err(wrong.into_iter().filter_map(Result::err).collect())
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub of: Of,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// The list of districts or of needs.
#[component]
pub fn Roster(props: &Props) -> Html {
    let Props { of, desk, act } = props;
    let of = *of;
    let checked = desk.checked();
    let draft = use_state(|| Draft::of(of.listed(&checked), Vec::new()));
    {
        // Another list, by undo or an import: what was typed for the one before is no more.
        let draft = draft.clone();
        use_effect_with(of.listed(&checked), move |listed| {
            draft.set(Draft::of(listed.clone(), draft.told.clone()));
        });
    }
    let change = |edit: Rc<dyn Fn(&mut Draft)>| {
        let draft = draft.clone();
        move || {
            let mut next = (*draft).clone();
            (next.wrong, next.told) = (Vec::new(), Vec::new());
            edit(&mut next);
            draft.set(next);
        }
    };
    let typed = |key: usize, put: fn(&mut Typed, String)| {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let mut next = (*draft).clone();
            if let Some(row) = next.rows.iter_mut().find(|row| row.key == key) {
                put(row, input.value());
            }
            draft.set(next);
        })
    };
    let remove = |key: usize| {
        let change = change(Rc::new(move |draft: &mut Draft| draft.rows.retain(|row| row.key != key)));
        Callback::from(move |_: MouseEvent| change())
    };
    let add = {
        let change = change(Rc::new(|draft: &mut Draft| {
            draft.rows.push(Typed { key: draft.next, from: None, name: String::new(), share: "0".into() });
            draft.next += 1;
        }));
        Callback::from(move |_: MouseEvent| change())
    };
    let apply = {
        let (draft, act, checked) = (draft.clone(), act.clone(), checked.clone());
        Callback::from(move |_: MouseEvent| {
            let relisted = draft.read().and_then(|rows| match of {
                Of::Districts => checked.with_districts(&rows),
                Of::Needs => checked.with_needs(&rows),
            });
            match relisted {
                Ok((scenario, mut told)) => {
                    told.insert(0, ["The list of ", of.id(), " is in use."].concat());
                    draft.set(Draft { told, wrong: Vec::new(), ..(*draft).clone() });
                    act.emit(Action::Own(Rc::new(scenario.into_inner()), ["the list of ", of.id()].concat()));
                }
                Err(wrong) => draft.set(Draft { wrong, told: Vec::new(), ..(*draft).clone() }),
            }
        })
    };
    let shares: Option<f64> = draft.read().ok().map(|rows| rows.iter().map(|row| row.share).sum());
    let rows = draft.rows.iter().enumerate().map(|(at, row)| {
        let number = (at + 1).to_string();
        html! {
            <li key={row.key} class="row">
                <input class="text" type="text" autocomplete="off" aria-label={["Name of ", of.one(), " ", &number].concat()}
                    value={row.name.clone()} oninput={typed(row.key, |row, text| row.name = text)} />
                <input class="text share" type="text" inputmode="decimal" autocomplete="off" aria-label={["Share of ", of.one(), " ", &number, " in per cent"].concat()}
                    value={row.share.clone()} oninput={typed(row.key, |row, text| row.share = text)} />
                <button type="button" class="small" onclick={remove(row.key)}>{"Remove"}<span class="hidden">{ [" ", &row.name].concat() }</span></button>
            </li>
        }
    });
    let list = |lines: &[String]| html! { <ul>{ for lines.iter().map(|line| html! { <li key={line.clone()}>{ line.clone() }</li> }) }</ul> };
    let body = html! {
        <>
            <p class="sub">{ ["Each ", of.one(), " with its share of the placements at the start, in per cent. Nothing changes before you choose “Use this list”."].concat() }</p>
            <ol class="roster">{ for rows }</ol>
            <p key="sum" role="status">
                { shares.map_or_else(|| "A share is not a number.".into(), |sum| ["The shares come to ", &decimal(sum, 1), "%."].concat()) }
            </p>
            if !draft.wrong.is_empty() {
                <div key="wrong" class="problems" role="alert">{ list(&draft.wrong) }</div>
            }
            if !draft.told.is_empty() {
                <div key="told" role="status">{ list(&draft.told) }</div>
            }
            <div key="ends" class="row">
                <button type="button" class="secondary" onclick={add}>{ ["Add a ", of.one()].concat() }</button>
                <button type="button" class="action" onclick={apply}>{"Use this list"}</button>
            </div>
        </>
    };
    html! {
        <details class="twin rosters">
            <summary>{ ["Name, add or remove ", of.id()].concat() }</summary>
            { body }
        </details>
    }
}
