//! The content of each slide.

use super::scene::{Face, Scene, size};
use super::{choice, futures, reasons};
use crate::app::chart::columns;
use crate::app::file::today;
use crate::council::HISTORY_SOURCE;
use crate::deck::{Kind, Part, Slide};
use crate::field::FinancialYear;

use crate::sentences::deck as say;
use crate::words::{self, millions, whole};
use yew::prelude::*;

/// The content of a slide with the present figures.
pub fn face(slide: &Slide, scene: &Scene) -> Face {
    let mut face = match slide.kind {
        Kind::Question => question(scene),
        Kind::Now => now(scene),
        Kind::Pupils => futures::pupils(scene),
        Kind::Cost => futures::cost(scene),
        Kind::Options => choice::options(scene),
        Kind::Really => choice::really(scene),
        Kind::Block => choice::block(scene),
        Kind::Breakeven => futures::breakeven(scene),
        Kind::Matters => reasons::matters(scene),
        Kind::Ask => ask(scene),
    };
    if slide.kind.has_lines() {
        let lines = face.part(slide, Part::Text);
        let lines = lines.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned);
        face.body = html! { <ol class="asks">{ for lines.enumerate().map(|(at, line)| html! { <li key={at}>{ line }</li> }) }</ol> };
    }
    face.is_busy |= scene.is_busy;
    face
}

/// The year by which the block should balance, where it is simulated.
fn when(scene: &Scene) -> Option<String> {
    scene.view.money.target.as_ref().map(|target| target.year.to_string())
}

fn question(scene: &Scene) -> Face {
    Face {
        title: "How many special school places should we plan and pay for?".into(),
        sub: format!("{}, {}", scene.desk.title(), today()),
        lines: say::questions(scene.block.is_some(), when(scene).as_deref()),
        note: "Say what is to be decided today, and what is not.\nNo child is ranked and no placement decided here: the duties to each child stay as they are.".into(),
        ..Face::default()
    }
}

fn now(scene: &Scene) -> Face {
    let view = scene.view;
    let pupils = |(january, count): (crate::field::January, u32)| (january.0.to_string(), f64::from(count));
    let council = view.scenario.council();
    let history = council.history();
    let mut values: Vec<(String, f64)> = history.iter().copied().map(pupils).collect();
    let opening = view.scenario.opening.pupils.amount.central();
    values.push(("plan".into(), opening));
    let title = match (history.first(), history.last()) {
        (Some(&first), Some(&last)) => say::grown(first, last),
        _ => format!("{} placements where this plan starts", whole(opening)),
    };
    let source = if history.is_empty() {
        "No earlier count is published.\n".to_owned()
    } else {
        format!("Source of the counts: {HISTORY_SOURCE}.\nThe plan’s own start counts something else: ")
    };
    let (year, spent) = view.money.spending[0];
    let mut facts = vec![
        (
            whole(opening),
            format!("placements where this plan starts: {}", view.scenario.opening.base.label(council)),
        ),
        (millions(spent.p50), format!("spent on them in {}, middle future", FinancialYear(year))),
    ];
    if let Some(target) = &view.money.target {
        facts.push((
            millions(-target.movement.gap),
            "spent over the High Needs grant in the base year".into(),
        ));
    }
    let label = format!("{title}. This plan starts from {}.", whole(opening));
    Face {
        sub: format!("{} in independent and non-maintained special schools, each January", council.pupils()),
        body: html! {
            <div class="wide-narrow">
                { columns(&values, size(scene, 490.0, 260.0), label) }
                { facts_of(&facts) }
            </div>
        },
        note: source + view.scenario.opening.base.concept(council),
        title,
        ..Face::default()
    }
}

/// Large figures with their labels.
fn facts_of(facts: &[(String, String)]) -> Html {
    html! {
        <dl class="big-facts">
            { for facts.iter().map(|(figure, what)| html! {
                <div key={what.clone()}><dt>{ what.clone() }</dt><dd>{ words::tied(figure) }</dd></div>
            }) }
        </dl>
    }
}

fn ask(scene: &Scene) -> Face {
    let mut lines = Vec::new();
    if let (Some(index), Some(weighed)) = (scene.block, scene.weighed)
        && let Some(block) = scene.view.scenario.blocks.get(index)
    {
        lines.push(say::ask_block(&block.name, weighed.choices[weighed.best].volume, weighed.most));
    }
    if let Some(target) = &scene.view.money.target {
        let year = target.year.to_string();
        lines.push(say::ask_balance(target.breakeven, &target.needed, &year));
    }
    if let Some(lined) = scene.lined {
        let names: Vec<&str> = lined.names.iter().map(String::as_str).collect();
        lines.push(say::ask_options(&names));
    }
    lines.push(say::ask_again(scene.view.scenario.horizon.opening_january.plus(1)));
    Face {
        title: "What we ask you to decide".into(),
        sub: scene.desk.title(),
        lines,
        note: "Read the lines one by one and have each decided, put off or refused.".into(),
        is_busy: scene.lining || (scene.block.is_some() && scene.weighing),
        ..Face::default()
    }
}
