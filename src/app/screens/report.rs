//! The scenario as a document for print: its assumptions, its results, and its limits.

use super::ScreenProps;
use crate::app::chart::FanChart;
use crate::app::file::{Provenance, today};
use crate::app::paper::fetch_paper;
use crate::app::part::{Row, table};
use crate::app::safe::{Safe, use_safe};
use crate::app::study::use_study;
use crate::cohort::Measure;
use crate::council::HISTORY_SOURCE;
use crate::decisions::Moves;
use crate::decisions::breakeven::Cause;
use crate::ensemble::Summary;
use crate::field::FinancialYear;
use crate::program::PROGRAM;
use crate::questions::BalanceCauses;
use crate::results::{BEHIND, Figures, View, first_and_third};
use crate::scenario::{Basis, Block, BlockKind, BlockTerm, Group, Lever, Scenario};
use crate::sentences;
use crate::words::{self, Series, chance, decimal, quantity, quantity_range, tied, whole};
use std::rc::Rc;
use yew::prelude::*;

/// The size of a chart on the page, with letters as large as those of the text.
const SIZE: (f64, f64) = (860.0, 240.0);

/// The Report screen.
#[component]
pub fn Report(props: &ScreenProps) -> Html {
    let view = &props.simulation.view;
    let targeted = view.as_ref().filter(|view| view.money.target.is_some());
    let asked = targeted.map(|view| BalanceCauses { scenario: view.scenario.clone() });
    let causes = use_study(&props.simulation.pool, asked.clone());
    let is_run = view.is_some() && !props.simulation.progress.is_running();
    let safe = use_safe(&props.simulation.pool, &props.desk, is_run);
    let (paper, work) = (use_node_ref(), use_mut_ref(|| None));
    let provenance = use_context::<Rc<Provenance>>().unwrap_or_default();
    let told = use_state(String::new);
    let Some(view) = view else {
        return html! { <p class="waiting">{"Simulating the first futures…"}</p> };
    };
    let is_busy = !is_run || !safe.is_settled || asked.is_some() && !causes.is_settled;
    let causes = causes.answer.as_deref().filter(|_| !is_busy);
    let print = Callback::from(move |_: MouseEvent| {
        if !is_busy {
            let _refused = gloo::utils::window().print();
        }
    });
    let desk = &props.desk;
    let write = {
        let (paper, act, said) = (paper.clone(), props.act.clone(), told.setter());
        Callback::from(move |_: MouseEvent| {
            if !is_busy {
                fetch_paper(&paper, &provenance, &act, &work, &said);
            }
        })
    };
    let ways = [
        html! { <><button type="button" class="action" aria-disabled={is_busy.then_some("true")} onclick={print}>{"Print, or save as PDF"}</button>{" as it stands here"}</> },
        html! { <><button type="button" class="small" aria-disabled={is_busy.then_some("true")} onclick={write}>{"Word file"}</button>{" to edit and send to a committee"}</> },
        html! { <><a href="#/present">{"Slides and handout"}</a>{" for a meeting"}</> },
        html! { <>{"Workbook, CSV and forms: in the menu with the scenario’s name, under “Save results”"}</> },
    ];
    html! {
        <>
            <section class="no-print" key="bar" aria-labelledby="take-with-you">
                <p id="take-with-you"><b>{"Take it with you"}</b></p>
                <ul class="ways-out">{ for ways.into_iter().enumerate().map(|(at, way)| html! { <li key={at}>{ way }</li> }) }</ul>
                <p class="unit" role="status">{ (*told).clone() }</p>
            </section>
            <article class="report" key="report" ref={paper} aria-busy={is_busy.to_string()}>
                <h1>{ format!("{}: special school places", desk.title()) }</h1>
                <p class="subject">{ format!("{}. {}", sentences::subject(&view.scenario.council().pupils(), view.span()), today()) }</p>
                if let Some(note) = &view.scenario.note {
                    <p class="lede">{ note.clone() }</p>
                }
                // In the order of a council's papers: the answer, the money, the options, what stands behind them, the
                // limits, and at the end what an analyst checks.
                { recommended(view, &safe) }
                { in_short(view) }
                { balance(view, causes) }
                { blocks(view) }
                { results(view) }
                { over_the_years(view) }
                { places(view) }
                { limits(view) }
                { assumptions(view, desk.published()) }
                { run(view) }
            </article>
        </>
    }
}

fn section(title: &'static str, body: Html) -> Html {
    html! { <section key={title}><h2>{ title }</h2>{ body }</section> }
}

/// A row of texts.
fn row(head: &str, cells: impl IntoIterator<Item = String>) -> Row {
    Row { cells: cells.into_iter().map(|cell| tied(&cell).into()).collect(), ..Row::of(head, []) }
}

/// The facts that another analyst needs to run it again.
fn run(view: &View) -> Html {
    let scenario = &view.scenario;
    let opening = scenario.horizon.opening_january;
    let facts = [
        ("Date", today()),
        ("Program", PROGRAM.into()),
        (
            "Futures",
            format!("{} from seed {}", whole(f64::from(view.convergence.futures)), scenario.run.seed),
        ),
        ("Fingerprint of the run", view.digest.clone().unwrap_or_else(|| "the run is not complete".into())),
        ("Years", format!("{opening} to {}", opening.plus(usize::from(scenario.horizon.years)))),
        (
            "Starts from",
            format!(
                "{}, {}",
                words::pupils(scenario.opening.pupils.amount.central()),
                scenario.opening.base.label(scenario.council())
            ),
        ),
    ];
    let rows = facts.into_iter().map(|(name, value)| row(name, [value])).collect();
    section("Annex B: the run", table("This run".into(), "texts", &["This run", ""], rows))
}

/// What a committee is asked to note and to agree.
fn recommended(view: &View, safe: &Safe) -> Html {
    let card = &view.cards[0];
    let opening = view.scenario.opening.pupils.amount.central();
    let placed = sentences::headline(card.january, opening, card.figures.summary.p50, card.above).0;
    let balanced: Vec<String> = (view.money.target.iter())
        .flat_map(|target| {
            let even = sentences::breakeven(target.breakeven, view.convergence.futures);
            let (first, rest) = even.split_at(1);
            let even = [
                "The High Needs Block ",
                &first.to_ascii_lowercase(),
                rest,
                " by ",
                &target.year.to_string(),
            ]
            .concat();
            std::iter::once(even).chain(sentences::needed(&target.needed, target.year))
        })
        .collect();
    let safe = safe.count.filter(|_| safe.is_offered).map(|count| (count, safe.said.as_str()));
    let said = sentences::recommendation(&placed, &balanced, safe);
    section(
        "Recommendation",
        html! { <ol>{ for said.into_iter().enumerate().map(|(at, said)| html! { <li key={at}>{ tied(&said) }</li> }) }</ol> },
    )
}

fn in_short(view: &View) -> Html {
    let card = &view.cards[0];
    let opening = view.scenario.opening.pupils.amount.central();
    let mut said = vec![
        sentences::headline(card.january, opening, card.figures.summary.p50, card.above).0,
        sentences::fan_sentence(card.january, &card.figures.summary),
    ];
    if let Some(target) = &view.money.target {
        let (year, before) = view.money.spending[0];
        let (from, to) = ((FinancialYear(year), before.p50), (target.year, target.spending.summary.p50));
        said.push(sentences::spending_sentence(from, to));
        said.push(format!(
            "{} by {}",
            sentences::breakeven(target.breakeven, view.convergence.futures),
            target.year
        ));
        said.extend(sentences::spared_by_waits(target.year, target.spared));
        let moves = Moves::of(&view.scenario);
        let sums = sentences::arithmetic(
            target.breakeven,
            target.balance.summary.p50,
            &moves,
            &target.movement,
            target.year,
        );
        let needed = sentences::needed(&target.needed, target.year);
        said.extend(sums.into_iter().chain(needed).map(|sentence| sentence.trim_end_matches('.').to_owned()));
    }
    section(
        "Summary",
        html! { <ul>{ for said.into_iter().enumerate().map(|(at, said)| html! { <li key={at}>{ tied(&said) }{"."}</li> }) }</ul> },
    )
}

fn results(view: &View) -> Html {
    let money = &view.money;
    let of = |name: String, figures: &Figures, series: Series, besides: String| {
        let s = &figures.summary;
        row(&name, [series.value(s.p50), series.range(s.p10, s.p90), series.value(s.mean), besides])
    };
    let mut rows: Vec<Row> = view
        .cards
        .iter()
        .map(|card| {
            let above = format!("more than at the start in {}", chance(card.above));
            of(format!("Placements, {}", card.january), &card.figures, Series::Pupils, above)
        })
        .collect();
    if let Some(target) = &money.target {
        rows.push(of(
            format!("Spending on placements, {}", target.year),
            &target.spending,
            Series::Pounds,
            String::new(),
        ));
        let even = sentences::breakeven(target.breakeven, view.convergence.futures);
        rows.push(of(format!("In-year balance, {}", target.year), &target.balance, Series::Pounds, even));
    }
    if let Some(contract) = &money.contract {
        rows.push(of("Contract value, eight years".into(), contract, Series::Pounds, String::new()));
    }
    if let Some(blocks) = &money.blocks {
        let loses = format!(
            "any is awarded in {}; of these {} lose money",
            chance(blocks.awarded),
            chance(blocks.loses)
        );
        rows.push(of("Blocks against spot prices".into(), &blocks.saving, Series::Pounds, loses));
    }
    let heads = ["Result", "Middle future", "8 in 10 futures", "Average", "How often"];
    section("Results", table("Results".into(), "texts", &heads, rows))
}

fn over_the_years(view: &View) -> Html {
    let money = &view.money;
    let history = view.scenario.council().history_points();
    let has_history = !history.is_empty();
    let card = &view.cards[0];
    let [from, to] = first_and_third(&money.spending);
    let balance =
        (!money.balance.is_empty()).then(|| first_and_third(&money.balance)).map(|[before, after]| {
            let sentence = sentences::balance_sentence(before, after);
            ("Balance", sentence, Series::Pounds, Vec::new(), &money.balance, Some(0.0))
        });
    let charts = [
        (
            "Placements",
            sentences::fan_sentence(card.january, &card.figures.summary),
            Series::Pupils,
            history,
            &view.county,
            None,
        ),
        (
            "Spending",
            sentences::spending_sentence(from, to),
            Series::Pounds,
            Vec::new(),
            &money.spending,
            None,
        ),
    ];
    let charts = charts.into_iter().chain(balance).map(|(name, sentence, series, history, futures, line)| html! {
        <figure key={name} class="report-chart">
            <figcaption><b>{ name }{". "}</b>{ tied(&sentence) }{"."}</figcaption>
            <FanChart {series} {history} futures={futures.clone()} {line} size={Some(SIZE)} label={sentence.clone()} />
        </figure>
    });
    let says =
        |series: Series, s: &Summary| format!("{} ({})", series.value(s.p50), series.range(s.p10, s.p90));
    let rows = view.county.iter().map(|(january, pupils)| {
        let money_of = |years: &[(u16, Summary)]| {
            years
                .iter()
                .find(|(year, _)| year == january)
                .map_or("–".into(), |(_, s)| says(Series::Pounds, s))
        };
        let waiting = view
            .behind
            .iter()
            .find(|row| row.january.0 == *january)
            .and_then(|row| row.summary(Measure::Waiting));
        let waiting = waiting.map_or("–".into(), |s| says(Series::Pupils, s));
        row(
            &format!("{january}, {}", FinancialYear(*january)),
            [says(Series::Pupils, pupils), waiting, money_of(&money.spending), money_of(&money.balance)],
        )
    });
    let heads =
        ["January, financial year", "Placements", "Waiting", "Spending on placements", "In-year balance"];
    let body = html! {
        <>
            { for charts }
            <p class="source">
                {"Dark band: 5 in 10 futures; pale band: 8 in 10."}
                if has_history { { format!(" History: {HISTORY_SOURCE}.") } }
            </p>
            <h3 key="years">{"Year by year: the middle future, and where 8 in 10 lie"}</h3>
            { table("Year by year".into(), "", &heads, rows.collect()) }
        </>
    };
    section("Over the years", body)
}

fn places(view: &View) -> Html {
    let reported = view.cards[0].january;
    let Some(shown) = view.tables.iter().find(|table| table.january == reported) else { return html! {} };
    let scenario = &view.scenario;
    let names =
        scenario.districts.list.iter().map(|district| district.name.as_str()).chain(["All districts"]);
    let says = |s: &Summary| format!("{} ({})", whole(s.p50), words::range(s.p10, s.p90));
    let rows = names.zip(&shown.rows).map(|(name, counts)| row(name, counts.iter().map(says))).collect();
    let heads: Vec<&str> = ["District"]
        .into_iter()
        .chain(scenario.needs.list.iter().map(|need| need.code.as_str()))
        .chain(["All needs"])
        .collect();
    let body = html! {
        <>
            <p>{ format!("Placements in {reported}: the middle future, and where 8 in 10 lie. Ranges do not add up. No count by district is published; the shares are estimates until the council’s own are entered.") }</p>
            { table("Placements by district and need".into(), "", &heads, rows) }
        </>
    };
    section("Where, and for which need", body)
}

fn balance(view: &View, causes: Option<&[f64; Cause::ALL.len()]>) -> Html {
    let Some(target) = &view.money.target else { return html! {} };
    let rows = causes.map(|parts| {
        let moves = sentences::causes(parts);
        moves.into_iter().map(|(name, value)| row(name, [words::movement(value)])).collect()
    });
    // A financial year ends in the year of its January.
    let transport =
        view.behind.iter().find(|row| row.january.0 == target.year.0 + 1).map(|row| &row.transport);
    let body = html! {
        <>
            if let Some(rows) = rows {
                { table("What moves the balance".into(), "", &["What moves the balance in the middle futures", "Amount"], rows) }
            } else {
                <p key="busy">{"What moves the balance is still being worked out."}</p>
            }
            { for sentences::falls(&target.deficits, &target.agreement, &crate::app::file::date()).map(|falls| html! { <p key="falls">{ tied(&falls) }</p> }) }
            { for transport.map(|s| html! { <p key="transport">{ tied(&sentences::transport(target.year, s)) }</p> }) }
        </>
    };
    section("Financial implications: the High Needs Block and the General Fund", body)
}

fn blocks(view: &View) -> Html {
    let each = view.scenario.blocks.iter().zip(view.money.outcomes.iter()).map(|(block, outcome)| {
        html! {
            <div key={block.name.clone()}>
                <h3>{ block.name.clone() }</h3>
                <p>{ terms(block) }</p>
                <p>{ tied(&sentences::block_outcome(outcome)) }</p>
            </div>
        }
    });
    let is_empty = view.scenario.blocks.is_empty();
    section(
        "Block contracts",
        html! { <>{ for each }if is_empty { <p key="none">{"No block is entered: every place is bought as it is needed."}</p> }</> },
    )
}

fn terms(block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::NewPlaces => "for joiners",
        BlockKind::Conversion => "for pupils who sit there already",
    };
    let terms = BlockTerm::ALL.map(|term| {
        let reading = term.read(block);
        let said = format!("{}: {}", term.label(), quantity(reading.central, 1, term.unit()));
        if reading.is_fixed() {
            said
        } else {
            format!("{said} ({})", quantity_range(reading.low, reading.high, 1, "%"))
        }
    });
    format!(
        "{} {kind}, {} years from September {}. {}.",
        words::places(block.volume),
        block.term,
        block.start,
        terms.join("; ")
    )
}

const GROUPS: [(Group, &str); 5] = [
    (Group::Demand, "Demand"),
    (Group::Localities, "Localities Model and tribunals"),
    (Group::LocalProvision, "Local provision"),
    (Group::Prices, "Prices, framework and transport"),
    (Group::HighNeeds, "High Needs budget"),
];

fn source(basis: &Basis) -> String {
    format!("{}: {}", basis.source.tag(), basis.reference)
}

/// Every lever with its value, its range and its source, main levers first.
fn assumptions(view: &View, published: &Scenario) -> Html {
    let scenario: &Scenario = &view.scenario;
    let opening = &scenario.opening.pupils;
    let groups = GROUPS.into_iter().map(|(group, name)| {
        let levers = [true, false].into_iter().flat_map(|main| Lever::in_group(group, main));
        let rows = levers.map(|lever| {
            let reading = lever.read(scenario);
            let (places, unit) = (lever.places(), lever.unit());
            let range = if reading.is_fixed() {
                "the same in every future".into()
            } else {
                quantity_range(reading.low, reading.high, places, unit)
            };
            let mut from = source(&lever.assumption(scenario).basis);
            if lever.is_changed(scenario, published) {
                let was = quantity(lever.published(scenario, published), places, unit);
                from = format!("Changed by the planner; published: {was}. {from}");
            }
            row(lever.label(), [quantity(reading.central, places, unit), range, from])
        });
        html! {
            <div key={name}>
                <h3>{ name }</h3>
                { table(name.into(), "texts", &["Assumption", "Value", "Range", "Source"], rows.collect()) }
            </div>
        }
    });
    let body = html! {
        <>
            <p>{ format!("{} The start: {} ({}).", sentences::tags(view.scenario.council()),
                words::pupils(opening.amount.central()), source(&opening.basis)) }</p>
            { for groups }
        </>
    };
    section("Annex A: assumptions and their sources", body)
}

fn limits(view: &View) -> Html {
    let convergence = view.convergence;
    let said = [
        "This is model output and not a forecast. It plans capacity and contracts; it ranks no child and decides no placement. The duties to each child (Children and Families Act 2014, section 42; Education Act 1996, section 13) are not assumptions that it can change.".to_owned(),
        "A fall in placements is not good in itself: children waiting, educated otherwise than at school, appealing or travelling further may stand behind it.".into(),
        "The ranges cover the uncertainty entered above, and chance. They do not cover what nobody has thought of, nor a change in the law.".into(),
        format!("With this number of futures the average of placements is accurate to ±{} pupils.", decimal(convergence.margin(), 1)),
        format!("The Plan screen shows {} measures that explain the placements, each counted separately. Transport is paid from the General Fund and is not in the High Needs balance.", BEHIND.len()),
        "Anybody with the scenario’s file, the program’s version and the seed gets the same futures, to the last digit. The fingerprint proves it.".into(),
    ];
    section(
        "Limits",
        html! { <ul>{ for said.into_iter().enumerate().map(|(at, said)| html! { <li key={at}>{ said }</li> }) }</ul> },
    )
}
