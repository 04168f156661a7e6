//! One future by itself: its line among all, its story, and what becomes of its money, its blocks and its districts.

use super::ScreenProps;
use crate::app::chart::{FanChart, FanProps};
use crate::app::part::{Row, panel, prose, table};
use crate::app::route::{Route, use_tail};
use crate::app::study::use_study;
use crate::cohort::Scope;
use crate::ensemble::Ensemble;
use crate::questions::{Held, OneFuture};
use crate::results::{Course, Standing, View, WORST, future_at, middle_future};
use crate::sentences;
use crate::words::{Series, millions, tied, whole};
use yew::prelude::*;

/// The futures that have a name: the middle one and the worst 1 in 20, by their positions.
type Named = [Option<u32>; 2];

/// The screen of one future, whose number the address says; without a number it is the middle one.
#[component]
pub fn Future(props: &ScreenProps) -> Html {
    let tail = use_tail();
    let simulation = &props.simulation;
    let scenario = props.desk.checked();
    let view =
        simulation.view.clone().filter(|view| view.digest.is_some() && view.scenario == scenario).map(Held);
    let futures = simulation.futures.clone();
    let named = use_memo(view.clone(), |view| -> Named {
        let find = |ensemble: &Ensemble| {
            let january = ensemble.index_of(view.as_ref()?.0.cards[0].january)?;
            Some([middle_future(ensemble, january), future_at(ensemble, january, WORST)])
        };
        futures.look(find).flatten().unwrap_or_default()
    });
    let asked = match &tail {
        Some(number) => OneFuture::named(number, &scenario),
        None => named[0].map(|index| OneFuture { scenario: scenario.clone(), index }),
    };
    let study = use_study(&simulation.pool, asked.clone());
    let course =
        study.answer.filter(|course| asked.as_ref().is_some_and(|asked| asked.index == course.index()));
    let course = course.filter(|_| study.is_settled).map(Held);
    let futures = simulation.futures.clone();
    let standing = use_memo((view.clone(), course.clone()), |(view, course)| {
        let (_, course) = (view.as_ref()?, course.as_ref()?);
        futures.look(|ensemble| Standing::of(ensemble, &course.0)).flatten()
    });
    let ways = ways(asked.as_ref().map(|asked| asked.index), scenario.run.futures, *named);
    if tail.is_some() && asked.is_none() {
        return html! {
            <>
                <div class="answer">
                    <h1>{"No such future"}</h1>
                    <p class="lede">{ sentences::no_such_future(scenario.run.futures) }</p>
                </div>
                { ways }
            </>
        };
    }
    let is_running = simulation.progress.is_running();
    // While futures still come, the ranks would change under the reader.
    let is_due = standing.is_some() || !is_running;
    let shown = simulation.view.as_ref().zip(course.as_ref()).filter(|_| is_due);
    let is_stopped = asked.is_none() && !is_running && simulation.view.is_some();
    let (heading, lede, body) = match shown {
        Some((view, course)) => told(view, &course.0, (*standing).as_ref()),
        None => (
            "One future".to_owned(),
            html! {},
            html! {
                if is_stopped {
                    <p key="stopped">{"The middle future is known once all futures have come, and the run was stopped. Run it again, or put the number of a future behind the address."}</p>
                } else {
                    <p class="waiting" key="busy" aria-busy="true">{"Simulating this future…"}</p>
                }
            },
        ),
    };
    html! {
        <>
            { ways }
            // The heading stays when the future comes: it has the focus.
            <div class="answer">
                <h1>{ heading }</h1>
                { lede }
            </div>
            { body }
        </>
    }
}

/// The links to other futures.
fn ways(now: Option<u32>, futures: u32, [middle, worst]: Named) -> Html {
    let beside = |step: i64| {
        let other = u32::try_from(i64::from(now?) + step).ok()?;
        (other < futures).then_some(other)
    };
    let links = [
        ("Previous future", beside(-1)),
        ("Next future", beside(1)),
        ("Middle future", middle),
        ("Worst 1 in 20", worst),
    ];
    html! {
        <nav class="parts" aria-label="Other futures">
            <ul>
                { for links.into_iter().filter_map(|(name, index)| {
                    let index = index?;
                    let current = (Some(index) == now).then_some("true");
                    Some(html! { <li key={name}><a href={Route::of_future(index + 1)} aria-current={current}>{ name }</a></li> })
                }) }
            </ul>
        </nav>
    }
}

/// The heading, what stands beneath it, and the panels.
fn told(view: &View, course: &Course, standing: Option<&Standing>) -> (String, Html, Html) {
    let years = course.years();
    let headline = years.iter().position(|year| year.january == view.cards[0].january).unwrap_or_default();
    let rank = standing.and_then(|standing| standing.placements.get(headline)).copied();
    let said = sentences::one_future(course, &years[headline], rank);
    let (opened, last) = (course.opening(), course.opening().plus(years.len()));
    let districts: Vec<&str> =
        view.scenario.districts.list.iter().map(|district| district.name.as_str()).collect();
    let scopes: Vec<Scope> = (0..districts.len()).map(Scope::District).collect();
    let changes = course.changes(&scopes, 0, years.len());
    let most = sentences::changes_most(&districts, &changes, opened, last);
    let lede = html! {
        <>
            { for [sentences::ends(course, standing), most].into_iter().flatten().map(|said| html! {
                <p class="lede" key={said.clone()}>{ tied(&said) }</p>
            }) }
            <p class="sure" key="which">
                { prose(&["One of ", &whole(f64::from(view.convergence.futures)), " equally likely futures. ", &sentences::which_futures(view.cards[0].january)].concat()) }
            </p>
        </>
    };
    let body = html! {
        <>
            { line(view, course) }
            { story(course, standing) }
            { counted(course) }
            if !course.blocks.is_empty() {
                { blocks(course) }
            }
            if districts.len() > 1 {
                { places(course, &districts, headline + 1, &changes) }
            }
        </>
    };
    (tied(&said), lede, body)
}

/// The placements of the future, on the fan of all.
fn line(view: &View, course: &Course) -> Html {
    let own = (0..view.county.len()).filter_map(|january| {
        Some((course.opening().plus(january).0, f64::from(course.placements(january, Scope::County)?)))
    });
    let label =
        ["The placements of future ", &whole(f64::from(course.number())), " among those of all"].concat();
    let chart = FanProps {
        series: Series::Pupils,
        history: Vec::new(),
        futures: view.county.clone(),
        line: None,
        takes_in: None,
        plan: Vec::new(),
        ghost: Vec::new(),
        own: own.collect(),
        outside: Vec::new(),
        dates: Vec::new(),
        label: label.clone().into(),
        size: None,
    };
    let body = html! { <FanChart ..chart /> };
    panel(
        "line-title",
        label,
        "Red line: this future. Dark band: 5 in 10 futures; pale band: 8 in 10.",
        false,
        body,
    )
}

fn story(course: &Course, standing: Option<&Standing>) -> Html {
    let chapters = sentences::story(course, standing);
    let body = html! {
        <ol class="story">
            { for chapters.into_iter().map(|chapter| html! {
                <li key={chapter.january.0}>{ tied(&chapter.said.join(" ")) }</li>
            }) }
        </ol>
    };
    panel("story-title", "Its story".into(), "", false, body)
}

/// The future year by year, in figures.
fn counted(course: &Course) -> Html {
    let years = course.years();
    let mut heads =
        vec!["January", "Placed", "Joined", "Left", "Directed", "Waiting", "Spending, year to March"];
    let has_balance = years.iter().any(|year| year.balance.is_some());
    heads.extend(has_balance.then_some("Balance"));
    let rows = years.iter().map(|year| {
        let counts = [year.placements, year.joiners, year.leavers, year.directed, year.waiting];
        let counts = counts.into_iter().map(|count| whole(f64::from(count)));
        let pounds = [Some(year.spending), year.balance].into_iter().flatten().map(millions);
        Row {
            key: year.january.0.to_string(),
            head: year.january.0.to_string().into(),
            cells: counts.chain(pounds).map(Html::from).collect(),
            class: "",
        }
    });
    let body = table("Year by year".into(), "years", &heads, rows.collect());
    let sub = "Joined, left and directed by a tribunal since the January before; pounds of the financial year in which the January lies.";
    panel("counted-title", "Year by year".into(), sub, false, body)
}

fn blocks(course: &Course) -> Html {
    let rows = course.blocks.iter().map(|block| {
        let filled = block.filled.iter().map(|year| {
            [&year.january.0.to_string(), ": ", &year.filled.to_string(), " of ", &year.bought.to_string()]
                .concat()
        });
        let filled = if block.is_awarded { filled.collect::<Vec<String>>().join("; ") } else { "–".into() };
        Row::of(&block.name, [sentences::became(block), filled])
    });
    let body = table(
        "Its blocks".into(),
        "dates",
        &["Block", "What becomes of it", "Places filled, by January"],
        rows.collect(),
    );
    panel("blocks-title", "Its blocks".into(), "", false, body)
}

/// Placements by district at the start, in the January of the headline, and in the last.
fn places(course: &Course, districts: &[&str], headline: usize, changes: &[i64]) -> Html {
    let last = course.years().len();
    let januaries = [0, headline, last].map(|january| course.opening().plus(january).to_string());
    let rows = districts.iter().enumerate().map(|(at, name)| {
        let placed =
            |january| whole(f64::from(course.placements(january, Scope::District(at)).unwrap_or_default()));
        let change = changes[at];
        let sign = match change.signum() {
            1 => "+",
            -1 => "\u{2212}",
            _ => "",
        };
        Row::of(
            name,
            [
                placed(0),
                placed(headline),
                placed(last),
                [sign, &whole(change.unsigned_abs() as f64)].concat(),
            ],
        )
    });
    let heads = ["District", &januaries[0], &januaries[1], &januaries[2], "Change"];
    let body = html! {
        <>
            { table("Where its pupils live".into(), "years", &heads, rows.collect()) }
            <p class="source">{ prose("No count by district is published; the shares are estimates until the council’s own are entered.") }</p>
        </>
    };
    panel("places-title", "Where its pupils live".into(), "", false, body)
}
