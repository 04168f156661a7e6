//! The slides that compare options: scenarios, and volumes of a block.

use super::card::{Card, ground};
use super::dial::{Dial, dials};
use super::scene::{Face, SERIES, Scene, Step, waits};
use crate::app::chart::Outcomes;
use crate::results::FEW_DOTS;
use crate::scenario::{BlockTerm, Lever};
use crate::sentences::deck as say;
use crate::sentences::quoted;
use crate::words::{self, places, thousands};
use yew::prelude::*;

/// The name of the effect of the Localities Model on a slide.
const EFFECT: &str = "Localities Model: fewer joiners";

pub fn options(scene: &Scene) -> Face {
    let levers =
        [(Lever::Growth, "Growth in joining"), (Lever::Effect, EFFECT), (Lever::Uplift, "Yearly price rise")];
    let live =
        dials(levers.map(|(lever, label)| Dial::lever(lever, label, "options", scene.trial)), scene.trial);
    let Some(lined) = scene.lined else { return Face { live, ..waits("The options side by side") } };
    let ground = ground(scene, lined.dots.iter().map(Vec::as_slice));
    let reference = quoted(&lined.names[lined.reference]);
    let lead = lined.lead();
    let is_led = lead.mean.value.abs() > lead.mean.margin();
    let cards = lined.names.iter().enumerate().map(|(place, name)| {
        let compared = &lined.compared[place];
        let is_reference = place == lined.reference;
        let is_same = compared.difference.tied >= 1.0;
        let mean = lined.yardstick.sense().gain(compared.difference.mean.value);
        let is_clear = mean.abs() > compared.difference.mean.margin();
        let level = if is_clear { say::sum(mean.abs()) } else { "£0".into() };
        let what = match () {
            () if is_reference => "the comparison",
            () if is_same => "no difference",
            () if !is_clear => "no clear difference",
            () if mean >= 0.0 => "better on average",
            () => "worse on average",
        };
        let worse = lined.dots[place].iter().filter(|dot| **dot < 0.0).count();
        Card {
            name: name.clone(),
            under: String::new(),
            figure: level,
            what: what.into(),
            dots: &lined.dots[place],
            mark: "no difference".into(),
            count: (!is_reference && !is_same).then_some((worse, "Worse")),
            otherwise: if is_reference {
                "The others are set against it"
            } else {
                "The same in every future"
            },
            is_best: place == lined.best && is_led,
        }
        .view(&ground)
    });
    let best = &lined.names[lined.best];
    Face {
        title: say::options(best, &lined.names[lined.next], &lead, lined.yardstick),
        sub: format!(
            "{}: each set against {reference} in the same futures. {}",
            lined.yardstick.label(),
            say::each_dot(FEW_DOTS as usize)
        ),
        body: html! { <div class={classes!("options", scene.lining.then_some("old"))}>{ for cards }</div> },
        live,
        note: format!(
            "Filled dots: as good as {reference} or better. Hollow: worse.\nMove a control and a card of its own shows what it does. The officers’ scenario stays as it is, and the control goes back when you leave the slide.\n{}",
            lined.yardstick.note()
        ),
        is_busy: scene.lining,
        ..Face::default()
    }
}

pub fn really(scene: &Scene) -> Face {
    let Some(lined) = scene.lined else { return waits("Is one option really better?") };
    let (best, next) = (&lined.names[lined.best], &lined.names[lined.next]);
    let title = say::really(best, next, &lined.lead());
    let is_more_better = lined.yardstick.sense().gain(1.0) > 0.0;
    let plot = |is_moving: bool, class: &'static str| {
        html! {
            <div {class} key={is_moving.to_string()}>
                <Outcomes pairs={lined.pairs.clone()} names={[quoted(best).into(), quoted(next).into()]} series={SERIES}
                    {is_more_better} size={if scene.is_narrow { (330.0, 420.0) } else { (754.0, 232.0) }} {is_moving} label={title.clone()} />
            </div>
        }
    };
    let toggle = scene.go.reform({
        let is_moving = scene.is_moving;
        move |_: MouseEvent| Step::Move(!is_moving)
    });
    let said = format!(
        "Upper row {}, lower row {}; filled is the better one of the two. One scale.",
        quoted(best),
        quoted(next)
    );
    Face {
        sub: format!("{}: the same futures for both, one after the other", lined.yardstick.label()),
        body: html! {
            <>
                // On paper nothing moves.
                if scene.is_moving { { plot(true, "moving") } }
                { plot(false, if scene.is_moving { "paper-only" } else { "" }) }
                <p class={classes!("said", scene.is_moving.then_some("paper-only"))} key="said">{ said }</p>
            </>
        },
        live: if scene.is_still {
            html! {}
        } else {
            html! {
                <div class="live play">
                    <button type="button" class="secondary" onclick={toggle}>
                        { if scene.is_moving { "Stop" } else { "Play the futures" } }
                    </button>
                </div>
            }
        },
        title,
        note: "Each picture is one future that may come. Watch how often the order changes: that is how sure the choice is.\nIf both jump about far more than they differ, chance matters more than the choice.".into(),
        is_busy: scene.lining,
        ..Face::default()
    }
}

pub fn block(scene: &Scene) -> Face {
    let Some(index) = scene.block else {
        return Face {
            title: "No block of places is on offer in this scenario".into(),
            sub: "Every place is bought as it is needed, at spot prices".into(),
            note: "Add a block on the Plan screen, or hide this slide.".into(),
            ..Face::default()
        };
    };
    let terms = [
        (BlockTerm::Discount, "Discount agreed", 40.0),
        (BlockTerm::VoidShare, "Paid for empty places", 100.0),
    ];
    let terms =
        terms.into_iter().filter_map(|(term, label, most)| Dial::term(term, label, most, index, scene.trial));
    let live = dials(terms.chain([Dial::lever(Lever::Effect, EFFECT, "block", scene.trial)]), scene.trial);
    let Some(weighed) = scene.tried.or(scene.weighed) else {
        return Face { live, ..waits("The block on offer") };
    };
    // These are the terms of the figures, which a dial may have changed since.
    let block = &weighed.terms;
    let [discount, void] =
        [&block.discount, &block.void_share].map(|of| words::percent(100.0 * of.amount.central()));
    let ground = ground(scene, weighed.choices.iter().map(|choice| choice.dots.as_slice()));
    let cards = weighed.choices.iter().enumerate().map(|(place, choice)| {
        let is_none = choice.volume == 0;
        Card {
            name: if is_none { "No block".into() } else { places(choice.volume) },
            under: if is_none {
                "Every place at spot price".into()
            } else {
                format!("{discount} off, {void} paid if empty")
            },
            figure: if is_none { "£0".into() } else { thousands(choice.saving.abs()) },
            what: match () {
                () if is_none => "the comparison".into(),
                () if choice.saving < 0.0 => "lost a year, on average".into(),
                () => "saved a year, on average".into(),
            },
            dots: &choice.dots,
            mark: "£0".into(),
            count: (!is_none).then(|| (choice.loses(), "Loses money")),
            otherwise: "No risk of empty places",
            is_best: place == weighed.best,
        }
        .view(&ground)
    });
    let best = &weighed.choices[weighed.best];
    let is_old = scene.weighing || scene.trying;
    let ghost = scene.tried.and(scene.weighed).map(|officers| {
        let best = &officers.choices[officers.best];
        let discount = words::percent(100.0 * officers.terms.discount.amount.central());
        html! { <p class="ghost" key="ghost">{ say::officers_block(best.volume, best.saving, &discount) }</p> }
    });
    Face {
        title: say::block(best.volume, best.saving, (best.loses(), best.dots.len())),
        sub: format!(
            "{}: {} years from September {}. {}",
            block.name,
            block.term,
            block.start,
            say::each_dot(FEW_DOTS as usize)
        ),
        body: html! {
            <>
                <div class={classes!("options", is_old.then_some("old"))}>{ for cards }</div>
                { ghost.unwrap_or_default() }
            </>
        },
        live,
        note: format!(
            "The framed card does best on average; anything up to {} does about as well.\nHollow dots are futures in which the block costs more than buying place by place.\nEvery figure assumes that the contract is awarded.",
            places(weighed.most)
        ),
        is_busy: is_old,
        ..Face::default()
    }
}
