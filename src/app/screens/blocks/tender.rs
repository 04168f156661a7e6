//! Offers of a tender: which to accept together, and how many places of each.

use super::{in_thousands, keep};
use crate::app::chart::{CurveChart, Mark, Spot, Written};
use crate::app::clerk::ask;
use crate::app::control::{NumberBox, choice};
use crate::app::file::save;
use crate::app::part::{Row, action, panel, table, twin};
use crate::app::state::{Action, Desk};
use crate::app::study::{progress, use_study};
use crate::decisions::Aim;
use crate::decisions::tender::{Ground, Limits, Search, Tender, Weighed, Worth, accepted};
use crate::exchange::clerk::{Reply, Request};
use crate::questions::{TenderAnswer, TenderRound, TenderWorth};
use crate::scenario::{Block, Edit, Scenario};
use crate::sentences;
use crate::shelf::{Bounds, KeptOffers};
use crate::words::{in_100, percent_to, tied};
use crate::worker::Pool;
use std::rc::Rc;
use web_sys::{Blob, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub desk: Rc<Desk>,
    /// The block whose terms an offer has that it does not name.
    pub pattern: Block,
    pub aim: Aim,
    pub act: Callback<Action>,
}

/// What may be lost at most in the worst 1 in 20 futures, in pounds a year.
const RISKS: [Option<f64>; 5] = [None, Some(0.0), Some(-25_000.0), Some(-50_000.0), Some(-100_000.0)];

/// The scenario's file, its first block the pattern.
fn file(desk: &Desk, pattern: &Block) -> String {
    let mut scenario = (**desk.checked()).clone();
    scenario.blocks.retain(|block| block.name != pattern.name);
    scenario.blocks.insert(0, pattern.clone());
    scenario.to_json()
}

#[component]
pub fn TenderPanel(props: &Props) -> Html {
    let opened = use_memo((), |()| keep::open());
    let text = use_state(|| opened.text.clone());
    let kept = use_state(|| opened.offers.clone());
    // Those that the planner has taken away, for as long as nothing else is weighed.
    let removed = use_state(|| None::<Rc<KeptOffers>>);
    let troubles = use_state(|| opened.troubles.clone());
    let is_kept = use_state_eq(|| true);
    let are_kept = use_state_eq(|| true);
    let limits =
        kept.as_ref().map_or(Limits::default(), |kept| Limits { budget: kept.budget, worst: kept.worst });
    let beside = use_memo((props.desk.checked(), (*kept).clone()), |(scenario, kept)| {
        kept.as_ref().map(|kept| kept.beside(scenario)).unwrap_or_default()
    });
    let tenders = use_memo(((*kept).clone(), beside.clone()), |(kept, beside)| {
        let Some(kept) = kept else { return Vec::new() };
        let tender = |&at: &usize| {
            let Bounds { least, most } = kept.bounds[at];
            Tender { block: kept.blocks()[at].clone(), least, most }
        };
        beside.open.iter().map(tender).collect()
    });
    {
        let is_kept = is_kept.setter();
        use_effect_with((*text).clone(), move |text| is_kept.set(keep::keep_text(text)));
    }
    {
        let are_kept = are_kept.setter();
        use_effect_with((*kept).clone(), move |kept| are_kept.set(keep::keep_offers(kept.as_deref())));
    }
    // A search stands with what it was made for: other offers begin another.
    let searched = use_state(|| None::<(Rc<Ground>, Search)>);
    let errand = use_mut_ref(|| None);
    let ground = use_memo(
        (props.desk.checked(), tenders.clone(), props.aim, limits),
        |(scenario, tenders, aim, limits)| Ground {
            scenario: scenario.clone(),
            tenders: tenders.clone(),
            aim: *aim,
            limits: *limits,
        },
    );
    let search = searched
        .as_ref()
        .filter(|(of, _)| Rc::ptr_eq(of, &ground))
        .map_or_else(Search::default, |(_, search)| search.clone());
    let any = !tenders.is_empty();
    let asked =
        (any && !search.is_done).then(|| TenderRound { ground: ground.clone(), search: search.clone() });
    let round = use_study(&props.pool, asked);
    {
        let (set, next) = (searched.setter(), round.answer.clone().filter(|_| round.is_settled));
        use_effect_with((next, ground.clone(), search.rounds), move |(next, ground, rounds)| {
            if let Some(next) = next.as_ref().filter(|next| next.rounds > *rounds) {
                set.set(Some((ground.clone(), (**next).clone())));
            }
        });
    }
    let set =
        use_memo((ground.clone(), search.best.clone()), |(ground, best)| TenderWorth::new(ground, best));
    let worth = use_study(&props.pool, (any && search.is_done).then(|| (*set).clone()));
    let answer = worth.answer.clone().filter(|_| search.is_done && worth.is_settled);

    let take = {
        let (kept, removed) = (kept.setter(), removed.setter());
        let (troubles, errand) = (troubles.setter(), errand.clone());
        let (desk, pattern) = (props.desk.clone(), props.pattern.clone());
        Callback::from(move |blob: Blob| {
            let (kept, removed, troubles) = (kept.clone(), removed.clone(), troubles.clone());
            let tell = move |answer| match answer {
                Ok((Reply::Offers(scenario, bounds), _)) => match Scenario::open(&scenario) {
                    Ok((scenario, _)) => {
                        let bounds = bounds.into_iter().map(|(least, most)| Bounds { least, most }).collect();
                        let Limits { budget, worst } = limits;
                        let scenario = Rc::new(scenario);
                        kept.set(Some(Rc::new(KeptOffers { scenario, bounds, budget, worst })));
                        removed.set(None);
                        troubles.set(Vec::new());
                    }
                    Err(reasons) => troubles.set(reasons),
                },
                Ok((Reply::Refused(reasons), _)) => troubles.set(reasons),
                Ok(_) => {}
                Err(reason) => troubles.set(vec![reason]),
            };
            *errand.borrow_mut() = Some(ask(&Request::Offers(file(&desk, &pattern)), Some(&blob), tell));
        })
    };
    let template = {
        let (desk, pattern, troubles) = (props.desk.clone(), props.pattern.clone(), troubles.setter());
        Callback::from(move |_: MouseEvent| {
            let troubles = troubles.clone();
            let tell = move |answer| match answer {
                Ok((Reply::File { name, kind }, bytes)) if save(&bytes, &kind, &name) => {}
                _ => troubles.set(vec!["The template could not be made: try again.".into()]),
            };
            *errand.borrow_mut() = Some(ask(&Request::OfferTemplate(file(&desk, &pattern)), None, tell));
        })
    };
    let stop = {
        let (set, ground, search) = (searched.setter(), ground.clone(), search.clone());
        Callback::from(move |_: MouseEvent| set.set(Some((ground.clone(), search.ended()))))
    };
    let title = match &answer {
        Some(answer) => sentences::accepts(&answer.blocks, tenders.len(), &answer.whole),
        None => "Offers: which to accept together".into(),
    };
    let sub = "Offers of a tender, as signed: which to accept together and how many places of each, so that what you aim for is best on the same futures. Two offers for the same pupils do not both get them.";
    let names = |at: &[usize]| -> Vec<&str> {
        kept.iter().flat_map(|kept| at.iter().map(|&at| kept.blocks()[at].name.as_str())).collect()
    };
    let left_out = sentences::offers_left_out(&names(&beside.held), &names(&beside.strange));
    let limit = {
        let (offers, set) = ((*kept).clone(), kept.setter());
        Callback::from(move |Limits { budget, worst }| {
            let limited = |offers: &KeptOffers| Rc::new(KeptOffers { budget, worst, ..offers.clone() });
            set.set(offers.as_deref().map(limited));
        })
    };
    let swap = {
        let (now, before) = ((*kept).clone(), (*removed).clone());
        let (kept, removed) = (kept.setter(), removed.setter());
        Callback::from(move |_: MouseEvent| {
            removed.set(now.clone());
            kept.set(before.clone());
        })
    };
    let body = html! {
        <>
            { add(&text, &take, template) }
            if !troubles.is_empty() {
                <div class="problems" role="alert">
                    <ul>{ for troubles.iter().map(|said| html! { <li key={said.clone()}>{ said.clone() }</li> }) }</ul>
                </div>
            }
            { for left_out.into_iter().map(|said| html! { <p class="sub" key={said.clone()}>{ said }</p> }) }
            if kept.is_some() || removed.is_some() {
                <p class="row" role="status" key="kept">
                    { sentences::keeps_offers(kept.is_some(), *is_kept && *are_kept) }
                    <button type="button" class="small" onclick={swap}>
                        { if kept.is_some() { "Remove the offers" } else { "Put them back" } }
                    </button>
                </p>
            }
            if any {
                <div class="asked plain">{ bounds(limits, &limit) }</div>
                if let Some(answer) = &answer {
                    { offers(&tenders, answer) }
                    { frontier(&ground, &search, &answer.whole) }
                    { accept(props, answer) }
                } else if search.is_done {
                    { progress(worth.progress, &worth.stop) }
                } else {
                    <p class="row">
                        { format!("Round {}: {} of {} offers so far.", search.rounds + 1, search.best.len(), tenders.len()) }
                        <button type="button" class="small" onclick={stop}>{"Take the best so far"}</button>
                    </p>
                    { progress(round.progress, &round.stop) }
                }
            }
        </>
    };
    panel("tender-title", tied(&title), sub, any && answer.is_none(), body)
}

/// Where offers are typed, pasted or chosen as a file.
fn add(text: &UseStateHandle<String>, take: &Callback<Blob>, template: Callback<MouseEvent>) -> Html {
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            text.set(area.value());
        })
    };
    let onsubmit = {
        let (take, text) = (take.clone(), (**text).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            take.emit(gloo::file::Blob::new(text.as_str()).into());
        })
    };
    let onchange = take.reform(|blob: Blob| blob);
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            onchange.emit(file.into());
        }
        input.set_value("");
    });
    html! {
        <div class="ways">
            <form key="typed" {onsubmit}>
                <label for="offers-text">{"Type offers, or paste them from a spreadsheet, headings included"}</label>
                <textarea id="offers-text" rows="4" spellcheck="false" placeholder="Provider,Districts,Needs,Places from,Places to,Discount (%)" value={(**text).clone()} {oninput} />
                <button type="submit" class="secondary">{"Weigh these offers"}</button>
            </form>
            <div key="file">
                <label for="offers-file">{"Or choose a CSV file"}</label>
                <input id="offers-file" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" {onchange} />
                <p class="help">{"What a line leaves out is as in the block above. A price is taken as a discount on the Lot A price of its first year."}</p>
                <button type="button" class="link" onclick={template}>{"Download a template"}</button>
            </div>
        </div>
    }
}

/// The budget, and the limit on risk.
fn bounds(limits: Limits, set: &Callback<Limits>) -> Html {
    let budget = {
        let set = set.clone();
        Callback::from(move |thousands: f64| {
            set.emit(Limits { budget: (thousands > 0.0).then_some(1_000.0 * thousands), ..limits });
        })
    };
    let risk = {
        let set = set.clone();
        Callback::from(move |at: usize| {
            set.emit(Limits { worst: RISKS.get(at).copied().flatten(), ..limits });
        })
    };
    let names = RISKS.iter().map(|risk| match risk {
        None => "No limit".to_owned(),
        Some(least) if *least >= 0.0 => "No loss".into(),
        Some(least) => format!("A loss of {} a year", crate::words::thousands(-least)),
    });
    let chosen = RISKS.iter().position(|risk| *risk == limits.worst).unwrap_or(0);
    html! {
        <>
            <div key="budget">
                <label for="offers-budget">{"Budget for all bills, 0 for none"}</label>
                <NumberBox id="offers-budget" name="Budget for all bills" value={limits.budget.unwrap_or(0.0) / 1_000.0}
                    min={0.0} max={1_000_000.0} unit="£000 a year" on_change={budget} />
            </div>
            { choice("offers-risk", "Worst 1 in 20 futures, at most", names.collect(), chosen, risk) }
        </>
    }
}

/// Each offer: how many places of it, what it is worth, where that turns.
fn offers(tenders: &[Tender], answer: &TenderAnswer) -> Html {
    let row = |(tender, worth): (&Tender, &Worth)| {
        let discount = percent_to(100.0 * tender.block.discount.amount.central(), 1);
        let turns = worth.turns_at.map_or("–".into(), |share| percent_to(100.0 * share, 1));
        let accepted = if worth.volume > 0 { worth.volume.to_string() } else { "none".into() };
        let bounds = format!("{} to {}", tender.least, tender.most);
        Row::of(&tender.block.name, [bounds, accepted, in_thousands(worth.marginal), discount, turns])
    };
    let heads = [
        "Offer",
        "Places offered",
        "Accept",
        "Worth beside the others, £000 a year",
        "Discount offered",
        "Enters or leaves at",
    ];
    table("Offers".into(), "", &heads, tenders.iter().zip(&answer.worths).map(row).collect())
}

/// What can be saved for what is risked.
fn frontier(ground: &Ground, search: &Search, whole: &Weighed) -> Html {
    if search.frontier.len() < 2 {
        return html! {};
    }
    let mut points: Vec<&(Weighed, Vec<crate::cohort::Lot>)> = search.frontier.iter().collect();
    points.sort_by(|a, b| a.0.worst.total_cmp(&b.0.worst));
    let spots: Vec<Spot> = points
        .iter()
        .map(|(found, _)| Spot { x: found.worst, low: found.saving, y: found.saving, high: found.saving })
        .collect();
    let marks = vec![Mark { x: whole.worst, name: "This set".into(), class: "best" }];
    let step = points.len().div_ceil(10).max(1);
    let rows = points.iter().step_by(step).enumerate().map(|(at, (found, bundle))| {
        let names = accepted(ground, bundle)
            .iter()
            .map(|block| format!("{} {}", block.volume, block.name))
            .collect::<Vec<_>>();
        let cells = [in_thousands(found.saving), in_100(found.loses), names.join("; ")];
        // Two may risk as many thousands.
        Row { key: at.to_string(), ..Row::of(&in_thousands(found.worst), cells) }
    });
    let heads = ["Worst 1 in 20, £000 a year", "Saved a year, £000", "Costs more", "Places and offers"];
    html! {
        <>
            <h3>{"What more saving risks"}</h3>
            <CurveChart {spots} {marks} name="saved on average" across="worst 1 in 20 futures, £ a year"
                up={Written::Thousands} along={Written::Thousands}
                label="The most that is saved on average for what is lost in the worst 1 in 20 futures" />
            { twin(table("The most saved for each risk".into(), "", &heads, rows.collect())) }
        </>
    }
}

fn accept(props: &Props, answer: &TenderAnswer) -> Html {
    if answer.blocks.is_empty() {
        return html! {};
    }
    let whole: Vec<Block> = props.desk.checked().blocks.iter().chain(&answer.blocks).cloned().collect();
    let accept = props.act.reform(move |_: MouseEvent| Action::Edit(Edit::SetBlocks(whole.clone())));
    action("Accept these into the scenario".into(), accept)
}
