//! What stands on each slide.

use super::block::Weighed;
use super::dial::{Dial, dials};
use super::options::Lined;
use super::stage::Step;
use super::why::Why;
use crate::app::chart::{DotPlot, FanChart, Outcomes, columns};
use crate::app::money::Target;
use crate::app::state::{Action, Desk};
use crate::app::study::Stand;
use crate::app::view::View;
use crate::decisions::Moves;
use crate::deck::{Kind, Part, Slide};
use crate::field::FinancialYear;
use crate::high_needs::SAFETY_VALVE_YEAR;
use crate::published::{HISTORY_SOURCE, INMSS_HISTORY};
use crate::scenario::{BlockTerm, Lever};
use crate::words::deck as say;
use crate::words::{self, Series, chance, millions, places, quantity_range, quoted, share, thousands, whole};
use std::rc::Rc;
use yew::prelude::*;

/// What the slides show.
pub struct Scene<'a> {
    pub view: &'a View,
    pub desk: &'a Rc<Desk>,
    pub act: &'a Callback<Action>,
    pub lined: Option<&'a Lined>,
    pub lining: Stand,
    pub weighed: Option<&'a Weighed>,
    pub weigh: Stand,
    /// The block on offer, by position.
    pub block: Option<usize>,
    pub why: Option<&'a Why>,
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
    title: String,
    /// A smaller line below the title.
    pub sub: String,
    pub body: Html,
    /// Its controls.
    pub live: Html,
    lines: Vec<String>,
    note: String,
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
        Kind::Pupils => pupils(scene),
        Kind::Cost => cost(scene),
        Kind::Options => options(scene),
        Kind::Really => really(scene),
        Kind::Block => block(scene),
        Kind::Breakeven => breakeven(scene),
        Kind::Matters => matters(scene),
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

const SERIES: Series = Series::Pounds;

fn eight_in_ten(series: Series, low: f64, high: f64) -> String {
    format!("8 in 10 futures lie between {} and {}", series.value(low), series.value(high))
}

/// The year by which the block is to balance, where it is simulated.
fn when(scene: &Scene) -> Option<String> {
    scene.view.money.target.as_ref().map(|target| target.year.to_string())
}

/// A chart's size on the stage: its letters are then a thirty-sixth of the slide's height.
fn size(scene: &Scene, width: f64, height: f64) -> (f64, f64) {
    if scene.is_narrow { (340.0, height.max(200.0)) } else { (width, height) }
}

fn question(scene: &Scene) -> Face {
    Face {
        title: "How many special school places should we plan and pay for?".into(),
        sub: scene.desk.title(),
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
    values.push(("this plan".into(), opening));
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

fn pupils(scene: &Scene) -> Face {
    let view = scene.view;
    let card = &view.cards[0];
    let s = &card.figures.summary;
    let opening = view.scenario.opening.pupils.amount.central();
    let title = say::may_pass("Placements are", &whole(opening), &format!("by {}", card.january), card.above);
    let history: Vec<(u16, f64)> =
        INMSS_HISTORY.iter().map(|(january, pupils)| (january.0, f64::from(*pupils))).collect();
    Face {
        sub: format!(
            "{} in {}; more than today in {}",
            eight_in_ten(Series::Pupils, s.p10, s.p90),
            card.january,
            chance(card.above)
        ),
        body: html! {
            <FanChart series={Series::Pupils} {history} futures={view.county.clone()}
                size={(!scene.is_narrow).then_some((754.0, 300.0))} label={title.clone()} />
        },
        note: format!(
            "Dark band: half of the futures. Pale band: 8 in 10. The line is the middle future, {} in {}, and not a prediction.\nA fall is not good in itself: ask who waits and who goes without.",
            whole(s.p50),
            card.january
        ),
        title,
        ..Face::default()
    }
}

fn cost(scene: &Scene) -> Face {
    let money = &scene.view.money;
    let (year, figures, before) = match &money.target {
        Some(target) => (target.year.to_string(), &target.spending, Some(money.spending[0])),
        None => ("the eight framework years".into(), &money.contract, None),
    };
    let (level, above) = say::passed_by_most(&figures.dots);
    let title = say::may_pass("Spending on placements is", &millions(level), &format!("in {year}"), above);
    let s = &figures.summary;
    let since = before.map(|(year, s)| format!(". In {} it is {}", FinancialYear(year), millions(s.p50)));
    let count = figures.dots.iter().filter(|dot| **dot > level).count();
    Face {
        sub: format!("{}{}", eight_in_ten(SERIES, s.p10, s.p90), since.unwrap_or_default()),
        body: html! {
            <>
                { dot_plot(&figures.dots, &[], (level, millions(level)), SERIES, size(scene, 754.0, 236.0),
                    format!("{title}: {count} of 50 equally likely futures")) }
                <p class="said">{"Each dot is one of 50 equally likely futures. "}<b>{ format!("{count} of 50") }</b>
                    { format!(" pass {} (filled).", millions(level)) }</p>
            </>
        },
        note: "Fifty dots, all equally likely: count them rather than remember a percentage.\nTransport is not in it: the General Fund pays that.".into(),
        title,
        ..Face::default()
    }
}

/// Dots on ground with a mark; the scale takes in `with` too.
fn dot_plot(
    dots: &[f64],
    with: &[f64],
    (mark, name): (f64, String),
    series: Series,
    size: (f64, f64),
    label: String,
) -> Html {
    let all = dots.iter().chain(with).copied();
    let (low, high) = all.fold((mark, mark), |(low, high), value| (low.min(value), high.max(value)));
    let domain = if high > low { (low, high) } else { (low - 1.0, high + 1.0) };
    let written = |value: f64| -> AttrValue {
        words::tied(&if series == Series::Pounds { say::sum(value) } else { series.value(value) }).into()
    };
    html! {
        <DotPlot values={dots.to_vec()} {domain} {mark} mark_label={name} {label} {size}
            ends={Some((written(domain.0), written(domain.1)))} />
    }
}

/// An option on a card.
struct Card<'a> {
    name: String,
    under: String,
    figure: String,
    what: String,
    dots: &'a [f64],
    with: Vec<f64>,
    mark: String,
    /// How many of the dots, and what they do.
    count: Option<(usize, &'static str)>,
    /// Said where there is nothing to count.
    otherwise: &'static str,
    is_best: bool,
}

impl Card<'_> {
    fn view(self, scene: &Scene) -> Html {
        let said = match self.count {
            Some((0, what)) => {
                html! { <p class="said">{ format!("{what} in ") }<b>{"none of 50"}</b>{" futures"}</p> }
            }
            Some((count, what)) => html! {
                <p class="said">{ format!("{what} in ") }<b class="loss">{ format!("{count} of 50") }</b>{" futures"}</p>
            },
            None => html! { <p class="said">{ self.otherwise }</p> },
        };
        let label = match self.count {
            Some((count, what)) => format!("{}: {what} in {count} of 50 equally likely futures", self.name),
            None => format!("{}: {}", self.name, self.otherwise),
        };
        let dots = if self.count.is_some() { self.dots } else { &[] };
        html! {
            <div class={classes!("option", self.is_best.then_some("best"))} key={self.name.clone()}>
                <h3>{ self.name }</h3>
                <p class="under">{ self.under }</p>
                <p class="large">{ words::tied(&self.figure) }</p>
                <p class="what">{ self.what }</p>
                { dot_plot(dots, &self.with, (0.0, self.mark), SERIES, size(scene, 208.0, 84.0), label) }
                { said }
            </div>
        }
    }
}

/// The ends of all dots, so that cards share a scale.
fn ends<'a>(all: impl Iterator<Item = &'a [f64]>) -> Vec<f64> {
    let (low, high) =
        all.flatten().fold((0.0_f64, 0.0_f64), |(low, high), dot| (low.min(*dot), high.max(*dot)));
    vec![low, high]
}

fn waits(title: &str) -> Face {
    Face { title: title.into(), sub: "Running the futures…".into(), is_busy: true, ..Face::default() }
}

fn options(scene: &Scene) -> Face {
    let live = dials(
        [Lever::Growth, Lever::Effect, Lever::Uplift]
            .map(|lever| Dial::lever(lever, "options", scene.desk, scene.act)),
    );
    let Some(lined) = scene.lined else { return Face { live, ..waits("The options side by side") } };
    let with = ends(lined.dots.iter().map(Vec::as_slice));
    let reference = quoted(&lined.names[lined.reference]);
    let cards = lined.names.iter().enumerate().map(|(place, name)| {
        let compared = &lined.compared[place];
        let is_reference = place == lined.reference;
        let is_same = compared.difference.tied >= 1.0;
        let mean = say::improvement(compared.difference.mean.value, lined.yardstick);
        let level = if is_reference || is_same { "£0".into() } else { say::sum(mean.abs()) };
        let what = match () {
            () if is_reference => "the comparison",
            () if is_same => "no difference",
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
            with: with.clone(),
            mark: "no difference".into(),
            count: (!is_reference && !is_same).then_some((worse, "Worse")),
            otherwise: if is_reference {
                "The others are set against it"
            } else {
                "The same in every future"
            },
            is_best: place == lined.best,
        }
        .view(scene)
    });
    let best = &lined.names[lined.best];
    Face {
        title: say::options(best, &lined.names[lined.next], &lined.lead(), lined.yardstick),
        sub: format!(
            "{}: each set against {reference} in the same futures. Each dot is one of 50",
            lined.yardstick.label()
        ),
        body: html! { <div class="options">{ for cards }</div> },
        live,
        note: format!(
            "Filled dots: better than {reference}. Hollow: worse.\nMove a control and watch all cards: it moves the open scenario, and Undo in the header takes it back.\n{}",
            lined.yardstick.note()
        ),
        is_busy: scene.lining.is_running(),
        ..Face::default()
    }
}

fn really(scene: &Scene) -> Face {
    let Some(lined) = scene.lined else { return waits("Is one option really better?") };
    let (best, next) = (&lined.names[lined.best], &lined.names[lined.next]);
    let title = say::really(best, next, &lined.lead());
    let is_more_better = say::improvement(1.0, lined.yardstick) > 0.0;
    let plot = |is_moving: bool, class: &'static str| {
        html! {
            <div {class} key={is_moving.to_string()}>
                <Outcomes pairs={lined.pairs.clone()} names={[quoted(best).into(), quoted(next).into()]} series={SERIES}
                    {is_more_better} size={size(scene, 754.0, if scene.is_narrow { 420.0 } else { 254.0 })} {is_moving} label={title.clone()} />
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
        is_busy: scene.lining.is_running(),
        ..Face::default()
    }
}

fn block(scene: &Scene) -> Face {
    let Some(index) = scene.block else {
        return Face {
            title: "No block of places is on offer in this scenario".into(),
            sub: "Every place is bought as it is needed, at spot prices".into(),
            note: "Add a block on the Plan screen, or hide this slide.".into(),
            ..Face::default()
        };
    };
    let terms = [(BlockTerm::Discount, 40.0), (BlockTerm::VoidShare, 100.0)];
    let terms =
        terms.into_iter().filter_map(|(term, most)| Dial::term(term, most, index, scene.desk, scene.act));
    let live = dials(terms.chain([Dial::lever(Lever::Effect, "block", scene.desk, scene.act)]));
    let Some(weighed) = scene.weighed else { return Face { live, ..waits("The block on offer") } };
    let checked = scene.desk.checked();
    let Some(block) = checked.blocks.get(index) else { return waits("The block on offer") };
    let [discount, void] =
        [&block.discount, &block.void_share].map(|of| words::percent(100.0 * of.amount.central()));
    let with = ends(weighed.choices.iter().map(|choice| choice.dots.as_slice()));
    let cards = weighed.choices.iter().enumerate().map(|(place, choice)| {
        let is_none = choice.volume == 0;
        Card {
            name: if is_none { "No block".into() } else { places(choice.volume) },
            under: if is_none {
                "Every place at spot price".into()
            } else {
                format!("{discount} off, {void} paid for an empty place")
            },
            figure: if is_none { "£0".into() } else { thousands(choice.saving.abs()) },
            what: match () {
                () if is_none => "the comparison".into(),
                () if choice.saving < 0.0 => "lost a year, on average".into(),
                () => "saved a year, on average".into(),
            },
            dots: &choice.dots,
            with: with.clone(),
            mark: "£0".into(),
            count: (!is_none).then(|| (choice.loses(), "Loses money")),
            otherwise: "No risk of empty places",
            is_best: place == weighed.best,
        }
        .view(scene)
    });
    let best = &weighed.choices[weighed.best];
    Face {
        title: say::block(best.volume, best.saving, (best.loses(), best.dots.len())),
        sub: format!(
            "{}: {} years from September {}. Each dot is one of 50 equally likely futures",
            block.name, block.term, block.start
        ),
        body: html! { <div class="options">{ for cards }</div> },
        live,
        note: format!(
            "The framed card does best on average; anything up to {} does about as well.\nHollow dots are futures in which the block costs more than buying place by place.\nEvery figure assumes that the contract is awarded.",
            places(weighed.most)
        ),
        is_busy: scene.weigh.is_running(),
        ..Face::default()
    }
}

/// The sums where arithmetic and not chance settles it.
fn settled(scene: &Scene, target: &Target) -> Vec<String> {
    words::arithmetic(
        target.breakeven,
        target.balance.summary.p50,
        &Moves::of(&scene.view.scenario),
        &target.movement,
    )
}

fn breakeven(scene: &Scene) -> Face {
    let Some(target) = &scene.view.money.target else {
        return Face {
            title: "Whether the High Needs Block breaks even is not simulated".into(),
            sub: format!("The horizon ends before {}", FinancialYear(SAFETY_VALVE_YEAR)),
            ..Face::default()
        };
    };
    let year = target.year.to_string();
    let s = &target.balance.summary;
    let sums = settled(scene, target);
    let title = say::balanced(target.breakeven, &year);
    let (dots, above) = (&target.balance.dots, target.balance.dots.iter().filter(|dot| **dot >= 0.0).count());
    let label = format!("In-year balance of {year}: {above} of 50 equally likely futures at £0 or above");
    let aside = if sums.is_empty() {
        vec![
            "Chance decides: no single sum settles it.".to_owned(),
            format!(
                "The middle future ends {} {} balance.",
                millions(s.p50.abs()),
                if s.p50 < 0.0 { "below" } else { "above" }
            ),
        ]
    } else {
        sums.clone()
    };
    Face {
        sub: format!("In-year balance before contributions, {year}: {}", eight_in_ten(SERIES, s.p10, s.p90)),
        body: html! {
            <div class="wide-narrow even">
                <div>
                    { dot_plot(dots, &[], (0.0, "breakeven: £0".into()), SERIES, size(scene, 400.0, 220.0), label) }
                    <p class="said"><b>{ format!("{above} of 50") }</b>{" equally likely futures reach £0."}</p>
                </div>
                <div class={classes!("sums", (!sums.is_empty()).then_some("settled"))}>
                    { for aside.into_iter().enumerate().map(|(at, sentence)| html! { <p key={at}>{ words::tied(&sentence) }</p> }) }
                </div>
            </div>
        },
        note: if sums.is_empty() {
            "It depends on what comes: the next slide says on what most.".into()
        } else {
            "This is not a matter of luck: say so, and spend the time on what would change the sum.".into()
        },
        title,
        ..Face::default()
    }
}

/// Bars on the slide.
const BARS: usize = 5;

fn matters(scene: &Scene) -> Face {
    let Some(why) = scene.why else { return waits("What matters most") };
    let outcome = &why.answer.question.runs.outcomes[why.answer.question.outcome];
    let most = why.answer.most().map(|(input, effect)| (input.label.as_str(), effect.explained));
    let shown: Vec<_> = why.answer.effects.iter().take(BARS).collect();
    let all = shown.iter().flat_map(|(_, effect)| [effect.low.output.value, effect.high.output.value]);
    let mean = why.answer.mean;
    let (low, high) = all.fold((mean, mean), |(a, b), v| (a.min(v), b.max(v)));
    let (wide, room) = (400.0, 58.0);
    let x = crate::picture::Scale::new((low, high), (room, wide - room));
    let rows = shown.iter().map(|(index, effect)| {
        let input = why.answer.input(*index);
        let reach = if input.is_event { "happens or not".into() } else { quantity_range(effect.low.at, effect.high.at, input.places, input.unit) };
        let is_rising = effect.low.output.value <= effect.high.output.value;
        let bars = [("low", effect.low.output.value), ("high", effect.high.output.value)].map(|(class, value)| {
            let is_left = (class == "low") == is_rising;
            let (anchor, at) = if is_left { ("end", x.at(value) - 5.0) } else { ("start", x.at(value) + 5.0) };
            html! {
                <g key={class} {class}>
                    <rect x={format!("{:.1}", x.at(value).min(x.at(mean)))} y="5" height="24" width={format!("{:.1}", (x.at(value) - x.at(mean)).abs())} />
                    <text x={format!("{at:.1}")} y="22" text-anchor={anchor}>{ outcome.series.value(value) }</text>
                </g>
            }
        });
        html! {
            <li key={input.label.clone()} class="why">
                <span>{ input.label.clone() }<span class="at">{ reach }</span></span>
                <svg viewBox="0 0 400 34" role="img" aria-label={words::tornado(input, effect, outcome.series)}>
                    { for bars }
                    <line key="mean" x1={format!("{:.1}", x.at(mean))} x2={format!("{:.1}", x.at(mean))} y1="0" y2="34" />
                </svg>
                <span class="share">{ share(effect.explained) }</span>
            </li>
        }
    });
    Face {
        title: words::what_matters(&outcome.name, most, why.parameters),
        sub: format!(
            "{} on average, where each assumption is low (pale) or high (dark), and what it explains",
            outcome.title()
        ),
        body: html! { <ol class="whys">{ for rows }</ol> },
        note: format!(
            "{}.\nWhere a bar is long, finding out more is worth the time; where chance rules, keep room to move.",
            words::doubt_and_chance(why.parameters)
        ),
        ..Face::default()
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
        ..Face::default()
    }
}
