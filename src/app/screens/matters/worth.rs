//! Shows what it would be worth to learn more before buying a block.

use crate::app::control::choice;
use crate::app::part::{Row, action, panel, table};
use crate::app::steps::use_steps;
use crate::app::study::{progress, use_study};
use crate::decisions::Estimate;
use crate::questions::{
    BlockAlone, DrawnInputs, Held, Payoffs, Valuation, Valuing, Worth as Question, on_offer,
};
use crate::scenario::Checked;
use crate::sentences::{worth as worth_of, worth_of_all};
use crate::words::{places, thousands};
use crate::worker::{Pool, Status};
use std::rc::Rc;
use yew::prelude::*;

/// The largest number of assumptions shown.
const SHOWN: usize = 6;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
    pub drawn: Option<Held<DrawnInputs>>,
}

/// The value of learning more, for a block that the planner chooses.
#[component]
pub fn Worth(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let wanted = use_state(|| None::<usize>);
    let offers = on_offer(&props.scenario);
    let place = (*chosen).min(offers.len().saturating_sub(1));
    let index = offers.get(place).copied();
    let asked = index.filter(|_| *wanted == index);
    let question = use_memo((props.scenario.clone(), asked), |(scenario, asked)| {
        asked.map(|index| Question { block: BlockAlone::new(scenario, index) })
    });
    let study = use_study(&props.pool, (*question).clone());
    let current = |payoffs: &Held<Payoffs>| {
        question.as_ref().as_ref().is_some_and(|question| question.block.scenario == payoffs.scenario)
    };
    let payoffs = study.answer.clone().map(Held).filter(current);
    // Inputs and payoffs must come from the same futures, and so from the same scenario.
    let drawn = props.drawn.clone().filter(|drawn| drawn.scenario == props.scenario);
    let weighed = use_steps(payoffs.zip(drawn), Valuing::new, Valuing::step);
    let weighed = weighed.filter(|weighed| current(&weighed.payoffs));
    let names = offers.iter().map(|&index| props.scenario.blocks[index].name.clone()).collect();
    let go = Callback::from(move |_: MouseEvent| wanted.set(index));
    let body = html! {
        <>
            if index.is_none() {
                <p key="none">{"The scenario has no block that buys places for joiners. Add one on the Plan screen to see what knowing more would be worth before it is signed."}</p>
            } else {
                <div class="row counted" key="asked">
                    { choice("worth-block", "Block", names, place, Callback::from(move |place| chosen.set(place))) }
                    if asked.is_none() {
                        { action("Work out what knowing more is worth".into(), go) }
                    }
                </div>
                <div class="found" key="answer">
                    if let Some(weighed) = weighed {
                        { found(&weighed) }
                    } else if asked.is_some() && study.progress.status != Status::Complete {
                        { progress(study.progress, &study.stop) }
                    } else if asked.is_some() {
                        <p class="sub" role="status">{"Valuing each assumption…"}</p>
                    }
                </div>
            }
        </>
    };
    let sub = "How many places to buy is decided now, with what is known now. What would be saved, over the term of the block, by finding something out first?";
    panel(
        "worth-title",
        "What is it worth to know more?".into(),
        sub,
        asked.is_some() && study.progress.is_running(),
        body,
    )
}

fn found(weighed: &Valuation) -> Html {
    let input = |index: usize| &weighed.drawn.inputs[index];
    let row = |&(index, worth): &(usize, Estimate)| {
        Row::of(&input(index).label, [thousands(worth.value), thousands(worth.margin())])
    };
    let rows: Vec<Row> = weighed.each.iter().take(SHOWN).map(row).collect();
    let (count, most) = weighed.payoffs.weighed;
    html! {
        <>
            <p key="best">
                { format!("With what is known now, buying {} is best on average, of {} volumes up to {}. ",
                    if weighed.best == 0 { "none".into() } else { places(weighed.best) },
                    count, most) }
                <b>{ worth_of_all(weighed.all) }{"."}</b>
            </p>
            if let Some(&(index, worth)) = weighed.each.first() {
                <p key="first">{ worth_of(&input(index).label, worth) }{"."}</p>
                { table("What each assumption is worth knowing".into(), "offers",
                    &["Assumption", "Worth knowing, over the term", "±"], rows) }
            } else {
                <p key="first">{"Knowing any one assumption exactly would hardly change the choice: these futures show no value in it."}</p>
            }
        </>
    }
}
