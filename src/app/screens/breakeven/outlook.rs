//! Shows how likely balance is with other savings, when it is first reached, and the resulting deficit.

use super::ScreenProps;
use crate::app::chart::{CurveChart, Date, FanChart, Spot, Written};
use crate::app::levers::marks_and_label;
use crate::app::part::{Row, panel, table, twin};
use crate::decisions::EVEN;
use crate::decisions::breakeven::Outlook;
use crate::decisions::goal::{Goal, Ground, Reach, Trial, Wanted, of_savings};
use crate::ensemble::Summary;
use crate::field::FinancialYear;
use crate::results::{DeficitPath, Deficits, Target, View};
use crate::scenario::Lever;
use crate::sentences;
use crate::words::{Series, chance, millions, tied};
use yew::prelude::*;

/// The chance of breaking even at each sum of other savings, from the futures of the run.
pub fn against_savings(props: &ScreenProps, view: &View, target: &Target) -> Html {
    let scenario = &view.scenario;
    let goal = Goal { wanted: Wanted::breakeven(target.year), target: EVEN, is_achieved: false };
    let published = props.desk.published().clone();
    let ground = Ground { scenario: scenario.clone(), published, goal };
    let reach = Reach::whole(Lever::OtherSavings, scenario);
    let Some(found) = of_savings(&ground, &vec![reach], &target.savings) else { return html! {} };
    let spot =
        |trial: &Trial| Spot { x: trial.setting[0], low: trial.chance, y: trial.chance, high: trial.chance };
    let spots = found.along.iter().map(spot).collect::<Vec<_>>();
    let say = |value: f64| sentences::value(&reach, value);
    let along: Vec<&Trial> = found.along.iter().collect();
    let (marks, label) = marks_and_label(&goal, &found, &along, "Even chance");
    let rows = found
        .along
        .iter()
        .step_by(3)
        .map(|trial| Row::of(&say(trial.setting[0]), [chance(trial.chance), millions(trial.middle)]));
    let level = Some((EVEN, AttrValue::from("an even chance")));
    let body = html! {
        <>
            <CurveChart {spots} {marks} {level} takes_in={Some((0.0, 1.0))} across={reach.lever.label()} up={Written::In100}
                along={Written::Quantity(0, "£m")} label={label.clone()} />
            <p>{ label.clone() }{"."}</p>
            if let Some(said) = sentences::spared_by_waits(target.year, target.spared) {
                <p key="waits">{ tied(&said) }{"."}</p>
            }
            { for first_year(props).map(|said| html! { <p key="first">{ tied(&said) }</p> }) }
            { twin(table(label, "", &[reach.lever.label(), "How often", "Balance in the middle future"], rows.collect())) }
        </>
    };
    let busy = props.simulation.progress.is_running();
    let title = format!("How likely is balance in {}, at each sum of other savings?", target.year);
    let sub = "Share of the futures that break even with so much planned a year, before contributions; what of it comes too late is counted as late";
    panel("savings-title", title, sub, busy, body)
}

fn first_year(props: &ScreenProps) -> Option<String> {
    let outlook = props.simulation.futures.look(Outlook::of)??;
    let opening = props.desk.checked().horizon.opening_january.0;
    let first: Vec<(FinancialYear, f64)> = (opening..).map(FinancialYear).zip(outlook.first).collect();
    Some(sentences::first_year(&first, outlook.never))
}

/// The accumulated deficit year by year, under the agreement and with the grant approved and refused.
pub fn deficits(deficits: &Deficits, agreement: &str, busy: bool) -> Html {
    let granted = |becomes: &str, path: &DeficitPath| {
        format!("Stability grant {becomes}: in {}", sentences::in_100(path.share))
    };
    let under = format!("Under the {agreement}");
    let paths: Vec<(String, &DeficitPath)> = std::iter::once((under, &deficits.agreement))
        .chain(deficits.approved.iter().map(|path| (granted("approved", path), path)))
        .chain(deficits.refused.iter().map(|path| (granted("refused", path), path)))
        .collect();
    // The charts share a scale, so that they can be compared.
    let all = paths.iter().flat_map(|(_, path)| path.by_year.iter().map(|(_, s)| s));
    let most = all.fold(0.0, |most: f64, s| most.max(s.p90));
    let date = Date {
        when: f64::from(Deficits::OVERRIDE_ENDS),
        name: format!("Override ends, 31 March {}", Deficits::OVERRIDE_ENDS),
        short: "Override ends".into(),
    };
    let said = |(year, s): &(u16, Summary)| {
        let range = Series::Struck.range(s.p10, s.p90);
        sentences::ends_at(&Series::Struck.year(*year), &millions(s.p50), &range)
    };
    let body = html! {
        <>
            { for sentences::falls(deficits, agreement, &crate::app::file::date()).map(|falls| html! { <p key="falls">{ tied(&falls) }</p> }) }
            <div class="deficits" key="charts">
                { for paths.iter().map(|(name, path)| html! {
                    <div key={name.clone()}>
                        <h3>{ name.clone() }</h3>
                        <FanChart series={Series::Struck} futures={path.by_year.clone()} takes_in={Some((0.0, most))}
                            dates={vec![date.clone()]}
                            label={format!("{name}: {}", path.by_year.last().map_or_else(String::new, said))} />
                    </div>
                }) }
            </div>
            { twin(numbers(&paths)) }
        </>
    };
    let first = deficits.agreement.by_year.first().map_or(0, |(year, _)| *year);
    let last = deficits.agreement.by_year.last().map_or(0, |(year, _)| *year);
    panel(
        "deficit-title",
        format!("Accumulated deficit, March {first} to March {last}"),
        "At each 31 March: the middle future, 5 in 10 and 8 in 10 futures. Contributions under the agreement end with it; with a grant none comes after March 2026, whether it is approved or refused, and it is paid after that day.",
        busy,
        body,
    )
}

fn numbers(paths: &[(String, &DeficitPath)]) -> Html {
    let heads: Vec<&str> =
        ["31 March"].into_iter().chain(paths.iter().map(|(name, _)| name.as_str())).collect();
    let years = paths.first().map_or(0, |(_, path)| path.by_year.len());
    let row = |at: usize| {
        let say = |(_, path): &(String, &DeficitPath)| {
            let (_, s) = path.by_year[at];
            Html::from(format!("{} ({})", millions(s.p50), Series::Struck.range(s.p10, s.p90)))
        };
        let year = paths[0].1.by_year[at].0.to_string();
        Row { cells: paths.iter().map(say).collect(), ..Row::of(&year, []) }
    };
    table("Accumulated deficit".into(), "", &heads, (0..years).map(row).collect())
}
