//! The fan charts, each under a sentence that says what it shows, each with a table twin.

use super::chart::{Date, FanChart, FanProps as Chart};
use super::control::{checkbox, switch};
use super::part::{prose, would_be_true};
use super::save::Save;
use crate::council::{Base, England, FIRST, HISTORY_SOURCE, LAST, Plan};
use crate::england::Stretches;
use crate::ensemble::Summary;
use crate::questions::Kind;
use crate::results::{View, first_and_third};
use crate::scenario::Scenario;
use crate::sentences;
use crate::words::{Series, tied, whole};
use std::rc::Rc;
use std::sync::LazyLock;
use yew::prelude::*;

/// The framework's start and the end of the agreement, on a scale of years from January to January. On a scale of
/// financial years it is only the last year of the agreement.
fn dates(scenario: &Scenario, series: Series) -> Vec<Date> {
    let is_by_january = series == Series::Pupils;
    let is_framework = is_by_january && scenario.has_framework();
    let start = scenario.framework.start;
    let framework = is_framework.then(|| Date {
        when: f64::from(start) + 0.667,
        name: format!("Framework starts, September {start}"),
        short: "Framework".into(),
    });
    let end = scenario.agreement.as_ref().map(|agreement| {
        let (name, year) = (&agreement.name, agreement.break_even_in.0);
        let (when, day) =
            if is_by_january { (f64::from(year) + 1.247, "") } else { (f64::from(year), "31 ") };
        Date { when, name: format!("{name} ends, {day}March {}", year + 1), short: format!("{name} ends") }
    });
    framework.into_iter().chain(end).collect()
}

#[derive(Clone, Properties, PartialEq)]
struct Props {
    id: &'static str,
    sentence: String,
    sub: String,
    series: Series,
    dates: Vec<Date>,
    #[prop_or_default]
    history: Vec<(u16, f64)>,
    futures: Vec<(u16, Summary)>,
    #[prop_or_default]
    line: Option<f64>,
    /// The lines and ranges that a planner can add to the futures.
    #[prop_or_default]
    beside: Option<Rc<Beside>>,
    /// The middle future of the baseline, by year.
    ghost: Vec<(u16, f64)>,
    /// A note on the source of the chart.
    source: String,
    /// The figure for which the page can ask what would have to be true.
    kind: Kind,
}

/// The lines and ranges that a planner can add to the placements of the futures.
#[derive(Clone, PartialEq)]
struct Beside {
    plan: Vec<(u16, f64)>,
    plan_said: Option<String>,
    outside: Vec<(u16, f64, f64)>,
    outside_said: Option<String>,
}

impl Beside {
    /// The council's plan, as far as it is simulated, and the range that comparable councils' changes would give from
    /// the opening count over the same number of years.
    fn of(view: &View) -> Beside {
        /// The number of years of the stretch that the sentence is about.
        const SAID: u16 = 3;
        // The record never changes, so it is read once and not at every picture.
        static RECORD: LazyLock<Vec<Stretches>> = LazyLock::new(|| {
            let england = England::published();
            (1..=LAST - FIRST).filter_map(|years| england.stretches(years)).collect()
        });
        let opening = view.scenario.opening.pupils.amount.central();
        let (opened, last) = view.span();
        let stretches: Vec<Stretches> =
            RECORD.iter().filter(|stretch| stretch.years <= last - opened).copied().collect();
        let plan = view.scenario.council().facts().plan;
        let plan: Vec<_> = plan
            .iter()
            .flat_map(Plan::by_january)
            .filter(|(january, _)| (opened..=last).contains(&january.0))
            .collect();
        let ends = plan.first().zip(plan.last()).zip(view.plan_reached);
        Beside {
            plan_said: ends.map(|((first, last), (_, reached))| sentences::plan(*first, *last, reached)),
            plan: plan.iter().map(|(january, pupils)| (january.0, *pupils)).collect(),
            outside: stretches
                .iter()
                .map(|s| (opened + s.years, s.low * opening, s.high * opening))
                .collect(),
            outside_said: stretches.iter().find(|s| s.years == SAID).map(sentences::outside),
        }
    }
}

/// The figures that the fan can show, in the order of its tabs.
const SHOWN: [&str; 3] = ["Placements", "Spending", "Balance"];

#[derive(Properties, PartialEq)]
pub struct FansProps {
    pub view: Rc<View>,
    /// The results of the baseline, where the scenario differs from it and it has been run.
    pub baseline: Option<Rc<View>>,
}

/// Placements, spending or balance, year by year.
#[component]
pub fn Fans(props: &FansProps) -> Html {
    let shown = use_state(|| 0_usize);
    let view = &props.view;
    let turn = {
        let shown = shown.clone();
        Callback::from(move |at: usize| shown.set(at))
    };
    let ghost = props.baseline.as_ref().map_or_else(Vec::new, |baseline| {
        let years = match *shown {
            0 => &baseline.county,
            1 => &baseline.money.spending,
            _ => &baseline.money.balance,
        };
        years.iter().map(|(year, s)| (*year, s.p50)).collect()
    });
    html! {
        <div class="fans switched">
            { switch("Year by year", &SHOWN, *shown, &turn) }
            { match *shown {
                0 => placements(view, ghost),
                1 => spending(view, ghost),
                _ => balance(view, ghost),
            } }
        </div>
    }
}

fn placements(view: &View, ghost: Vec<(u16, f64)>) -> Html {
    let card = &view.cards[0];
    let council = view.scenario.council();
    let history = council.history_points();
    let placements = Props {
        id: "fan",
        sentence: sentences::fan_sentence(card.january, &card.figures.summary),
        sub: format!(
            "{} placed in independent and non-maintained special schools, each January",
            council.pupils()
        ),
        series: Series::Pupils,
        dates: dates(&view.scenario, Series::Pupils),
        source: history_source(&view.scenario, &history),
        history,
        futures: view.county.clone(),
        line: None,
        beside: Some(Rc::new(Beside::of(view))),
        ghost,
        kind: Kind::Placements,
    };
    html! { <FanPanel key="placements" ..placements /> }
}

fn spending(view: &View, ghost: Vec<(u16, f64)>) -> Html {
    let money = &view.money;
    let [from, to] = first_and_third(&money.spending);
    let spending = Props {
        id: "spending",
        sentence: sentences::spending_sentence(from, to),
        sub: "Spending on placements from the High Needs Block, financial years".into(),
        series: Series::Pounds,
        dates: dates(&view.scenario, Series::Pounds),
        history: Vec::new(),
        futures: money.spending.clone(),
        line: None,
        beside: None,
        ghost,
        source: "Transport is not included: the General Fund pays for it.".into(),
        kind: Kind::Spending,
    };
    html! { <FanPanel key="spending" ..spending /> }
}

/// The balance by year, or a hint on what to enter before there is one.
fn balance(view: &View, ghost: Vec<(u16, f64)>) -> Html {
    let money = &view.money;
    if money.balance.is_empty() {
        return html! {
            <section class="panel" key="balance" aria-labelledby="balance-title">
                <h2 id="balance-title">{"High Needs in-year balance"}</h2>
                <p class="sub">{ prose(sentences::NO_BUDGET) }</p>
            </section>
        };
    }
    let [from, to] = first_and_third(&money.balance);
    let waits =
        money.target.as_ref().and_then(|target| sentences::spared_by_waits(target.year, target.spared));
    let balance = Props {
        id: "balance",
        sentence: sentences::balance_sentence(from, to),
        sub: "High Needs in-year balance before contributions, financial years".into(),
        series: Series::Pounds,
        dates: dates(&view.scenario, Series::Pounds),
        history: Vec::new(),
        futures: money.balance.clone(),
        line: Some(0.0),
        beside: None,
        ghost,
        source: ["Below £0 the block spends more than its grant.".into()]
            .into_iter()
            .chain(waits.map(|said| format!(" {said}.")))
            .collect(),
        kind: Kind::Balance,
    };
    html! { <FanPanel key="balance" ..balance /> }
}

/// The source of the history, and the reason why the simulation may start elsewhere.
fn history_source(scenario: &Scenario, history: &[(u16, f64)]) -> String {
    let opening = scenario.opening.pupils.amount.central();
    let base = scenario.opening.base;
    let source = format!("History: {HISTORY_SOURCE}.");
    let Some((_, published)) = history.last() else { return String::new() };
    if (opening - published).abs() < 1.0 {
        source
    } else if base == Base::OWN {
        format!("{source} The simulation starts from {}, your own count.", whole(opening))
    } else {
        format!(
            "{source} The simulation starts from {}, a different count: {}",
            whole(opening),
            base.concept(scenario.council())
        )
    }
}

/// A fan chart with its table twin.
#[component]
fn FanPanel(props: &Props) -> Html {
    let as_table = use_state(|| false);
    let (with_plan, with_outside) = (use_state(|| false), use_state(|| false));
    let beside = props.beside.as_deref();
    let plan = beside.filter(|_| *with_plan);
    let outside = beside.filter(|_| *with_outside);
    let chart = Chart {
        series: props.series,
        history: props.history.clone(),
        futures: props.futures.clone(),
        line: props.line,
        takes_in: None,
        plan: plan.map(|beside| beside.plan.clone()).unwrap_or_default(),
        ghost: props.ghost.clone(),
        own: Vec::new(),
        outside: outside.map(|beside| beside.outside.clone()).unwrap_or_default(),
        dates: props.dates.clone(),
        label: props.sentence.clone().into(),
        size: None,
    };
    let starts_at_zero = chart.takes_in_zero();
    let set = |shown: &UseStateHandle<bool>| {
        let shown = shown.clone();
        Callback::from(move |on: bool| shown.set(on))
    };
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let title = format!("{}-title", props.id);
    html! {
        <section class="panel" aria-labelledby={title.clone()}>
            <div key="head" class="panel-head">
                <div>
                    <h2 id={title.clone()}>{ tied(&props.sentence) }</h2>
                    <p class="sub">{ prose(&props.sub) }</p>
                </div>
                <button type="button" class="link" onclick={toggle}>
                    { if *as_table { "Show as chart" } else { "Show as table" } }
                </button>
            </div>
            // The table is hidden and not removed, because it can be saved with its chart.
            <div key="table" hidden={!*as_table}>{ table(props, title) }</div>
            if !*as_table {
                <FanChart key="chart" ..chart />
            }
            <div key="foot">
            if let (false, Some(beside)) = (*as_table, beside) {
                <div key="beside" class="beside-choices">
                    { checkbox("fan-outside", "Show what happened to comparable councils", *with_outside, set(&with_outside)) }
                    if !beside.plan.is_empty() {
                        { checkbox("fan-plan", "Show the council’s own plan", *with_plan, set(&with_plan)) }
                    }
                    <p class="help" aria-live="polite">
                        { for [outside.and_then(|b| b.outside_said.as_ref()), plan.and_then(|b| b.plan_said.as_ref())]
                            .into_iter()
                            .flatten()
                            .map(|said| html! { <span key={said.clone()}>{ tied(said) }{". "}</span> }) }
                        if outside.is_some() {
                            { format!("Hollow bars: 8 in 10 of them, from today’s count. {HISTORY_SOURCE}.") }
                        }
                    </p>
                </div>
            }
            <p class="source">
                if !*as_table {
                    {"Dark band: 5 in 10 futures; pale band: 8 in 10. "}
                }
                if !*as_table && !props.ghost.is_empty() {
                    {"Dashed line: the middle future of the baseline. "}
                }
                { props.source.clone() }
                if !*as_table && !starts_at_zero {
                    {" The scale does not start at 0."}
                }
            </p>
            <p class="source">{ would_be_true(props.kind) }</p>
            <Save />
            </div>
        </section>
    }
}

fn table(props: &Props, title: String) -> Html {
    let series = props.series;
    let has_history = !props.history.is_empty();
    let opened = props.futures[0].0;
    let published = |year: u16| {
        let found = props.history.iter().find(|(when, _)| *when == year);
        found.map_or("–".into(), |(_, value)| series.value(*value))
    };
    let row = |year: u16, s: Option<&Summary>| {
        let cells = s.map_or(["–".to_owned(), "–".into(), "–".into(), "–".into()], |s| {
            [
                series.value(s.p50),
                series.range(s.p25, s.p75),
                series.range(s.p10, s.p90),
                series.value(s.mean),
            ]
        });
        html! {
            <tr key={year}>
                <th scope="row">{ if series == Series::Pupils { year.to_string() } else { series.year(year) } }</th>
                if has_history { <td key="published">{ published(year) }</td> }
                { for cells.into_iter().enumerate().map(|(column, cell)| html! { <td key={column}>{ cell }</td> }) }
            </tr>
        }
    };
    let before = props.history.iter().filter(|(year, _)| *year < opened);
    html! {
        <div class="scroll" role="region" aria-labelledby={title} tabindex="0">
            <table class="years">
                <thead><tr>
                    <th key="year" scope="col">{ if series == Series::Pupils { "January" } else { "Year" } }</th>
                    if has_history { <th key="published" scope="col">{"Published (SEN2)"}</th> }
                    { for ["Middle future", "5 in 10 futures", "8 in 10 futures", "Average"].map(|head| html! {
                        <th key={head} scope="col">{ head }</th>
                    }) }
                </tr></thead>
                <tbody>
                    { for before.map(|(year, _)| row(*year, None)) }
                    { for props.futures.iter().map(|(year, s)| row(*year, Some(s))) }
                </tbody>
            </table>
        </div>
    }
}
