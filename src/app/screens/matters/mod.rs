//! Shows which assumptions matter most to a result, what it would be worth to learn more, and what a new count says.

mod count;
mod tornado;
mod worth;

use super::ScreenProps;
use crate::app::control::choice;
use crate::app::part::{panel, term};
use crate::app::progress::Progress;
use crate::app::steps::use_steps;
use crate::app::study::{progress, use_study};
use crate::decisions::Estimate;
use crate::questions::{
    Drawing, ExplainedOutcome, Explaining, Explanation, Held, OutcomeRuns, Splitting, ToExplain, outcomes,
};
use crate::scenario::Amount;
use crate::sentences::{
    county_and_districts, doubt_and_chance, once_known, share, tornado as ends, what_matters,
};
use crate::words::{decimal, tied, whole};
use crate::worker::Status;
use count::Count;
use tornado::tornado;
use worth::Worth;
use yew::prelude::*;

/// The What matters screen.
#[component]
pub fn Matters(props: &ScreenProps) -> Html {
    let chosen = use_state(|| 0_usize);
    let scenario = props.desk.checked();
    let pool = &props.simulation.pool;
    let study = use_study(pool, Some(OutcomeRuns { scenario: scenario.clone() }));
    let runs = study.answer.clone().map(Held);
    let drawn = use_steps(Some(scenario.clone()), Drawing::new, Drawing::step);
    let split = use_steps(runs.clone(), Splitting::new, Splitting::step);
    let both = runs.zip(drawn.clone()).filter(|(runs, drawn)| runs.scenario == drawn.scenario);
    let question = both.map(|(runs, drawn)| {
        let outcome = (*chosen).min(runs.outcomes.len() - 1);
        ToExplain { runs, drawn, outcome }
    });
    let answer = use_steps(question.clone(), Explaining::new, Explaining::step);
    let offered = outcomes(&scenario);
    let place = (*chosen).min(offered.len() - 1);
    let titles = offered.iter().map(ExplainedOutcome::title).collect();
    let asked = html! {
        <div class="asked" key="asked">
            { choice("outcome", "Result to explain", titles, place, Callback::from(move |place| chosen.set(place))) }
        </div>
    };
    // The parts of an answer must come from the same futures; until then none is shown.
    let whole = answer.zip(split).filter(|(answer, split)| answer.question.runs == split.runs);
    let Some((answer, split)) = whole else {
        return html! {
            <>
                { heading("What matters".into(), "Which assumptions move the results most, and how much is chance.".into()) }
                { asked }
                <div class="panel waiting" key="waiting" aria-busy={(study.progress.status != Status::Stopped).to_string()}>
                    { waiting(study.progress, &study.stop) }
                </div>
            </>
        };
    };
    let busy = study.progress.is_running() || question.as_ref() != Some(&answer.question);
    let shares = &split.shares;
    html! {
        <>
            { answered(&answer, shares) }
            { asked }
            <div class="beside" key="beside" aria-busy={busy.to_string()}>
                { tornado(&answer, busy) }
                <div class="stack">
                    { doubt(&answer, shares, busy) }
                    { sure(&answer, study.progress, &study.stop) }
                </div>
            </div>
            <Count key="count" runs={answer.question.runs.clone()} drawn={answer.question.drawn.clone()}
                desk={props.desk.clone()} act={props.act.clone()} />
            <Worth key="worth" pool={pool.clone()} {scenario} {drawn} />
        </>
    }
}

fn waiting(stage: Progress, stop: &Callback<()>) -> Html {
    if stage.wanted > 0 && stage.futures == stage.wanted {
        html! { <p role="status">{"Working out what explains it…"}</p> }
    } else {
        progress(stage, stop)
    }
}

/// The heading, which may have the focus, so it is the same element before and after the answer.
fn heading(said: String, lede: String) -> Html {
    html! {
        <div class="answer" key="answer">
            <h1>{ said }</h1>
            <p class="lede">{ lede }</p>
        </div>
    }
}

fn answered(answer: &Explanation, shares: &[Estimate]) -> Html {
    let ToExplain { runs, outcome, .. } = &answer.question;
    let result = &runs.outcomes[*outcome];
    let most = answer.most();
    let explained = most.map(|(input, effect)| (input.label.as_str(), effect.explained));
    let said = most.map(|(input, effect)| tied(&ends(input, effect, result.series)) + ".");
    heading(what_matters(&result.name, explained, shares[*outcome]), said.unwrap_or_default())
}

/// The division of the variance, as one bar.
fn doubt(answer: &Explanation, shares: &[Estimate], busy: bool) -> Html {
    let ToExplain { runs, outcome, .. } = &answer.question;
    let parameters = shares[*outcome];
    let chance = Estimate { value: 1.0 - parameters.value, ..parameters };
    let percent = format!("{:.1}%", 100.0 * parameters.share());
    let said = doubt_and_chance(parameters);
    let of = |in_district| {
        let all = runs.outcomes.iter().zip(shares);
        let shares = all.filter(move |(outcome, _)| outcome.is_first_of(&runs.outcomes, in_district));
        shares.map(|(_, share)| *share).collect::<Vec<Estimate>>()
    };
    let doubted = &runs.scenario.districts.concentration.amount;
    let beside = of(false).first().and_then(|county| {
        let name = &runs.outcomes[0].name;
        county_and_districts(name, *county, &of(true), *doubted != Amount::Fixed(0.0))
    });
    let known =
        answer.most().and_then(|(input, effect)| once_known(&input.label, effect.explained, parameters));
    let body = html! {
        <>
            <svg class="split" width="100%" height="50" role="img" aria-label={said.clone()}>
                <text key="doubt" x="0" y="13">{ format!("Assumptions {}", share(parameters)) }</text>
                <text key="chance" x="100%" y="13" text-anchor="end">{ format!("Chance {}", share(chance)) }</text>
                <rect key="all" class="chance" width="100%" y="22" height="26" />
                <rect key="part" class="doubt" width={percent} y="22" height="26" />
            </svg>
            <p>{ said }{"."}</p>
            <p class="sub">
                {"Doubt about the assumptions can be narrowed by finding out more, and that has its "}{ term("value of information") }{". Chance cannot: who moves in, who falls ill, what a tribunal finds."}
            </p>
            { for known.into_iter().chain(beside).map(|said| html! { <p class="sub" key={said.clone()}>{ said }</p> }) }
        </>
    };
    panel("split-title", "Doubt or chance?".into(), "", busy, body)
}

fn sure(answer: &Explanation, stage: Progress, stop: &Callback<()>) -> Html {
    if stage.is_running() {
        return panel("sure-title", "Running the new assumptions".into(), "", true, progress(stage, stop));
    }
    let futures = answer.question.runs.first_count.len();
    let body = html! {
        <p class="sub">
            { format!("{} futures, each run twice: with the same assumptions and another chance ({} s). ± is how \
                far 19 of 20 repeats with other futures would stay. Assumptions that go together, such as growth \
                and tribunals, each carry part of the other.",
                whole(futures as f64), decimal(stage.seconds, 1)) }
        </p>
    };
    panel("sure-title", "How sure is this?".into(), "", false, body)
}
