//! What stands on each slide.

use super::block::Weighed;
use super::options::Lined;
use super::stage::Step;
use super::why::Why;
use super::{choice, futures, reasons};
use crate::app::chart::columns;
use crate::app::state::{Action, Desk};
use crate::app::view::{View, today};
use crate::deck::{Kind, Part, Slide};
use crate::field::FinancialYear;
use crate::published::{HISTORY_SOURCE, INMSS_HISTORY};
use crate::sentences::deck as say;
use crate::words::{self, Series, millions, whole};
use std::rc::Rc;
use yew::prelude::*;

/// What the slides show.
#[allow(clippy::struct_excessive_bools)] // each stands for something of its own
pub struct Scene<'a> {
    pub view: &'a View,
    pub desk: &'a Rc<Desk>,
    pub act: &'a Callback<Action>,
    /// The options compared, and whether the answer to the present question is still to come.
    pub lined: Option<&'a Lined>,
    pub lining: bool,
    /// The block weighed, and whether the answer to the present question is still to come.
    pub weighed: Option<&'a Weighed>,
    pub weighing: bool,
    /// The block on offer, by position.
    pub block: Option<usize>,
    /// What matters, and whether the answer to the present question is still to come.
    pub why: Option<&'a Why>,
    pub reasoning: bool,
    /// Whether the futures of the scenario itself are still coming.
    pub is_busy: bool,
    pub is_narrow: bool,
    /// Whether nothing is to move.
    pub is_still: bool,
    pub is_moving: bool,
    pub go: &'a Callback<Step>,
}

/// A slide as the figures have it.
#[derive(Default)]
pub struct Face {
    pub title: String,
    /// A smaller line below the title.
    pub sub: String,
    pub body: Html,
    /// Its controls.
    pub live: Html,
    pub lines: Vec<String>,
    pub note: String,
    pub is_busy: bool,
}

impl Face {
    /// What the figures say of a part.
    pub fn says(&self, part: Part) -> String {
        match part {
            Part::Title => self.title.clone(),
            Part::Text => self.lines.join("\n"),
            Part::Note => self.note.clone(),
        }
    }

    /// The planner's words where there are any, else those of the figures.
    fn part(&self, slide: &Slide, part: Part) -> String {
        let own = slide.part(part);
        if own.trim().is_empty() { self.says(part) } else { own.to_owned() }
    }

    pub fn title(&self, slide: &Slide) -> String {
        self.part(slide, Part::Title)
    }

    pub fn note(&self, slide: &Slide) -> String {
        self.part(slide, Part::Note)
    }
}

/// Where the figures come from, at the foot of every slide.
pub fn foot(scene: &Scene) -> String {
    let view = scene.view;
    format!(
        "{}: {} futures, seed {}. Model output, not a forecast",
        scene.desk.title(),
        whole(f64::from(view.convergence.futures)),
        view.scenario.run.seed
    )
}

/// The slide as it stands now.
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

/// How sums are written.
pub const SERIES: Series = Series::Pounds;

/// Where most futures lie.
pub fn eight_in_ten(series: Series, low: f64, high: f64) -> String {
    format!("8 in 10 futures lie between {} and {}", series.value(low), series.value(high))
}

/// The year by which the block is to balance, where it is simulated.
fn when(scene: &Scene) -> Option<String> {
    scene.view.money.target.as_ref().map(|target| target.year.to_string())
}

/// A chart's size on the stage: its letters are then a thirty-sixth of the slide's height.
pub fn size(scene: &Scene, width: f64, height: f64) -> (f64, f64) {
    if scene.is_narrow { (330.0, height.clamp(120.0, 190.0)) } else { (width, height) }
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
    let mut values: Vec<(String, f64)> = INMSS_HISTORY.iter().copied().map(pupils).collect();
    let opening = view.scenario.opening.pupils.amount.central();
    values.push(("plan".into(), opening));
    let (first, last) = (INMSS_HISTORY[0], INMSS_HISTORY[INMSS_HISTORY.len() - 1]);
    let title = say::grown(first, last);
    let (year, spent) = view.money.spending[0];
    let mut facts = vec![
        (
            whole(opening),
            format!("placements where this plan starts: {}", view.scenario.opening.base.label()),
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
        sub: "Kent pupils in independent and non-maintained special schools, each January".into(),
        body: html! {
            <div class="wide-narrow">
                { columns(&values, size(scene, 490.0, 260.0), label) }
                { facts_of(&facts) }
            </div>
        },
        note: format!(
            "Source of the counts: {HISTORY_SOURCE}.\nThe plan’s own start counts something else: {}",
            view.scenario.opening.base.concept()
        ),
        title,
        ..Face::default()
    }
}

/// Large figures with what they are.
fn facts_of(facts: &[(String, String)]) -> Html {
    html! {
        <dl class="big-facts">
            { for facts.iter().map(|(figure, what)| html! {
                <div key={what.clone()}><dt>{ what.clone() }</dt><dd>{ words::tied(figure) }</dd></div>
            }) }
        </dl>
    }
}

/// A slide whose figures are still to come.
pub fn waits(title: &str) -> Face {
    Face { title: title.into(), sub: "Running the futures…".into(), is_busy: true, ..Face::default() }
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
        lines.push(say::ask_balance(target.breakeven, target.balance.summary.p50, &year));
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
