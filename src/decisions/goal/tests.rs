//! What is found by a search against runs of the scenario with it.

use super::*;
use crate::cohort::{Compiled, Detail, Headline};
use crate::decisions::Savings;
use crate::ensemble::{Ensemble, Spread};
use crate::field::{FinancialYear, January};
use crate::scenario::{Amount, Scenario};
use std::rc::Rc;

const AGREED: FinancialYear = FinancialYear(2027);

fn ground(edit: impl FnOnce(&mut Scenario), wanted: Wanted, target: f64, is_achieved: bool) -> Rc<Ground> {
    let published = Rc::new(Scenario::kent().check().unwrap());
    let mut scenario = (**published).clone();
    edit(&mut scenario);
    let goal = Goal { wanted, target, is_achieved };
    Rc::new(Ground { scenario: Rc::new(scenario.check().unwrap()), published, goal })
}

/// Kent as it was before its joiners wandered, which leaves less in doubt.
fn steady(kent: &mut Scenario) {
    crate::england::as_before(kent);
}

fn reach(lever: Lever, low: f64, high: f64) -> Reach {
    Reach { lever, low, high }
}

fn run(scenario: &Checked, seed: u64, futures: u32) -> Ensemble {
    Ensemble::run(&Compiled::new(scenario, Detail::Main), scenario.horizon.opening_january, seed, futures)
}

/// The figure in futures of a scenario run by itself, to its whole horizon.
fn figures(ensemble: &Ensemble, figure: Figure) -> Vec<f64> {
    let year = |year: FinancialYear| usize::from(year.0 - 2025);
    match figure {
        Figure::Placements(january) => {
            ensemble.stocks(usize::from(january.0 - 2025)).map(f64::from).collect()
        }
        Figure::Spending(of) => ensemble.values(Headline::Placements(year(of))).collect(),
        Figure::ContractValue => ensemble.values(Headline::ContractValue).collect(),
        Figure::Balance(of) => ensemble.values(Headline::Balance(year(of))).collect(),
        Figure::Deficit(Regime::Agreement, _) => ensemble.values(Headline::DeficitAgreement).collect(),
        Figure::Deficit(Regime::Grant, _) => ensemble.values(Headline::DeficitGrant).collect(),
    }
}

fn directly(ground: &Ground, means: &Means, setting: &Setting, seed: u64, futures: u32) -> Vec<f64> {
    let at = ground.with_setting(means, setting).check().unwrap();
    figures(&run(&at, seed, futures), ground.goal.wanted.figure)
}

fn share(wanted: Wanted, figures: &[f64]) -> f64 {
    figures.iter().filter(|figure| wanted.margin(**figure) >= 0.0).count() as f64 / figures.len() as f64
}

fn wanted(figure: Figure, side: Side, value: f64) -> Wanted {
    Wanted { figure, side, value }
}

/// A figure on either side, by a lever with a value that does it in a share of the futures.
struct Case {
    figure: Figure,
    side: Side,
    reach: Reach,
    at: f64,
    is_achieved: bool,
}

fn cases() -> Vec<Case> {
    let effect = reach(Lever::Effect, 0.0, 60.0);
    let savings = reach(Lever::OtherSavings, 0.0, 150.0);
    let agreement = Figure::Deficit(Regime::Agreement, AGREED);
    let case = |figure, side, reach, at, is_achieved| Case { figure, side, reach, at, is_achieved };
    vec![
        case(Figure::Placements(January(2030)), Side::AtMost, effect, 34.0, true),
        case(Figure::Placements(January(2030)), Side::AtLeast, reach(Lever::Growth, -10.0, 10.0), 7.0, false),
        case(Figure::Spending(AGREED), Side::AtMost, reach(Lever::Uplift, 0.0, 10.0), 1.6, false),
        case(Figure::ContractValue, Side::AtMost, effect, 41.0, true),
        case(Figure::Balance(FinancialYear(2029)), Side::AtLeast, savings, 60.0, false),
        case(agreement, Side::AtMost, savings, 70.0, false),
        case(agreement, Side::AtMost, reach(Lever::Contributions, 0.0, 100.0), 55.0, true),
        case(Figure::Deficit(Regime::Grant, AGREED), Side::AtMost, savings, 40.0, false),
    ]
}

impl Case {
    /// The case as a goal: the number that the value of the lever just brings in a share of the futures.
    fn ground(&self, target: f64) -> (Rc<Ground>, Means) {
        let means = vec![self.reach];
        let any = ground(steady, wanted(self.figure, self.side, 0.0), target, self.is_achieved);
        let figures = directly(&any, &means, &vec![self.at], any.scenario.run.seed, 2_000);
        let level = if self.side == Side::AtMost { target } else { 1.0 - target };
        let value = Spread::new(figures).percentile(level);
        (ground(steady, wanted(self.figure, self.side, value), target, self.is_achieved), means)
    }
}

#[test]
fn an_ordinary_run_with_what_was_found_has_the_chance_that_was_asked_for() {
    for case in cases() {
        let (ground, means) = case.ground(0.6);
        let wanted = ground.goal.wanted;
        let found = seek(&ground, &means).unwrap();
        let Answer::Found { setting, between } = &found.answer else {
            panic!("{wanted:?}: {:?}", found.answer)
        };
        // The value that the number was taken from is found again, within the doubt that is stated.
        let (low, high) = (between.0[0].min(between.1[0]), between.0[0].max(between.1[0]));
        assert!(low < case.at && case.at < high, "{wanted:?}: {} between {low} and {high}", case.at);
        let at = |setting: &Setting, seed: u64, futures: u32| {
            share(wanted, &directly(&ground, &means, setting, seed, futures))
        };
        let seed = ground.scenario.run.seed;
        // On the futures of the search there is but the straight line between two settings.
        let same = at(setting, seed, 2_000);
        assert!((same - 0.6).abs() < 0.012, "{wanted:?}: {same} with {setting:?}");
        // On other futures there is the doubt that is stated: in eight cases, 3 standard errors of both.
        let error = (0.6 * 0.4 / 2_000.0_f64 + 0.6 * 0.4 / 4_000.0).sqrt();
        let other = at(setting, seed + 1, 4_000);
        assert!((other - 0.6).abs() < 3.0 * error, "{wanted:?}: {other} with {setting:?}");
        // The doubt about the value is that about the chance.
        let error = 1.96 * (0.6 * 0.4 / 2_000.0_f64).sqrt();
        let (kind, unkind) = (at(&between.0, seed, 2_000), at(&between.1, seed, 2_000));
        assert!((kind - (0.6 - error)).abs() < 0.012, "{wanted:?}: {kind}");
        assert!((unkind - (0.6 + error)).abs() < 0.012, "{wanted:?}: {unkind}");
        assert!(found.is_steady, "{wanted:?}");
    }
}

#[test]
fn things_as_they_are_and_what_is_tried_are_what_the_scenario_gives_by_itself() {
    for case in cases() {
        let (ground, means) = case.ground(0.7);
        let wanted = ground.goal.wanted;
        let found = seek(&ground, &means).unwrap();
        let as_is = figures(&run(&ground.scenario, ground.scenario.run.seed, 2_000), wanted.figure);
        let close = |trial: &Trial, figures: &[f64]| {
            assert!((trial.chance - share(wanted, figures)).abs() < 1e-12, "{wanted:?}: {trial:?}");
            let spread = Spread::new(figures.to_vec());
            assert!((trial.middle - spread.percentile(0.5)).abs() < 1e-3, "{wanted:?}: {trial:?}");
            let (level, sign) = if wanted.side == Side::AtMost { (0.7, 1.0) } else { (0.3, -1.0) };
            let left = sign * (spread.percentile(level) - wanted.value);
            assert!((trial.left - left).abs() < 1e-3, "{wanted:?}: {trial:?}, not {left}");
        };
        close(&found.present, &as_is);
        // So it is read from an ordinary run, for what would have to be true.
        let ensemble = run(&ground.scenario, ground.scenario.run.seed, 2_000);
        let read = wanted.figure.in_run(&ensemble, &ground.scenario).unwrap();
        assert!(read.iter().zip(&as_is).all(|(a, b)| (a - b).abs() < 1e-3), "{wanted:?}");
        let last = &found.along[8];
        close(last, &directly(&ground, &means, &last.setting, ground.scenario.run.seed, 2_000));
        // The map tries the same.
        let mut job = ground.job(&means, std::slice::from_ref(&last.setting), 500).unwrap();
        job.finish();
        let direct = directly(&ground, &means, &last.setting, ground.scenario.run.seed, 500);
        let chance = ground.chances(&means, std::slice::from_ref(&last.setting), &job).unwrap()[0];
        assert!((chance - share(wanted, &direct)).abs() < 1e-12);
    }
}

#[test]
fn levers_sought_together_are_found_as_each_by_itself() {
    let wanted = wanted(Figure::ContractValue, Side::AtMost, 900e6);
    let ground = ground(steady, wanted, 0.5, false);
    let all = [Lever::OtherSavings, Lever::SrpPlaces, Lever::Uplift, Lever::Effect];
    let means: Vec<Means> = all.map(|lever| vec![Reach::whole(lever, &ground.scenario)]).to_vec();
    let search = Search { ground: ground.clone(), means: means.clone() };
    let mut job = search.job().unwrap();
    job.finish();
    let together = search.read(&job).unwrap();
    for (means, found) in means.iter().zip(&together).skip(1) {
        assert_eq!(Some(found), seek(&ground, means).as_ref(), "{means:?}");
    }
    // Savings do not bear on what placements cost.
    assert!(!wanted.figure.bears(Lever::OtherSavings));
    assert!(together[0].along.iter().all(|trial| trial.left.to_bits() == together[0].present.left.to_bits()));
}

#[test]
fn what_is_taken_as_achieved_is_so_in_every_future() {
    let wanted = wanted(Figure::Placements(January(2034)), Side::AtMost, 1_500.0);
    let means = vec![reach(Lever::Effect, 0.0, 60.0)];
    let amount = |is_achieved| {
        let ground = ground(|_| (), wanted, 0.5, is_achieved);
        ground.with_setting(&means, &vec![30.0]).localities.effect.amount
    };
    assert_eq!(amount(true), Amount::Fixed(0.3));
    assert!(matches!(amount(false), Amount::SpikeAndSlab { .. }));
    // What is certain does more than what fails in one future of five.
    let best = |is_achieved| seek(&ground(|_| (), wanted, 0.8, is_achieved), &means).unwrap().along[8].chance;
    assert!(best(true) > best(false) + 0.02, "{} {}", best(true), best(false));
}

#[test]
fn what_cannot_be_reached_is_said_with_what_the_best_leaves() {
    let wanted = wanted(Figure::Placements(January(2030)), Side::AtMost, 905.0);
    let ground = ground(steady, wanted, 0.7, false);
    let means = vec![reach(Lever::Effect, 0.0, 20.0), reach(Lever::Growth, 0.0, 5.0)];
    let found = seek(&ground, &means).unwrap();
    let Answer::OutOfReach(best) = &found.answer else { panic!("{found:?}") };
    // Most of the effect and least of the growth.
    assert_eq!(best.setting, [20.0, 0.0]);
    let direct = Spread::new(directly(&ground, &means, &best.setting, ground.scenario.run.seed, 2_000));
    assert!((best.left - (direct.percentile(0.7) - 905.0)).abs() < 1e-6 && best.left < found.present.left);
    assert!(best.chance < 0.01);
}

#[test]
fn two_levers_move_together_from_where_they_are() {
    let ground = ground(|_| (), Wanted::breakeven(AGREED), 0.5, false);
    let means = vec![reach(Lever::OtherSavings, 0.0, 150.0), reach(Lever::BudgetGrowth, 0.0, 8.0)];
    let found = seek(&ground, &means).unwrap();
    let Answer::Found { setting, .. } = &found.answer else { panic!("{found:?}") };
    let from = ground.present(&means);
    let share_of = |place: usize, to: f64| (setting[place] - from[place]) / (to - from[place]);
    assert!((share_of(0, 150.0) - share_of(1, 8.0)).abs() < 1e-9);
    let direct = directly(&ground, &means, setting, ground.scenario.run.seed, 2_000);
    assert!((share(ground.goal.wanted, &direct) - 0.5).abs() < 0.02);
}

#[test]
fn a_target_met_already_needs_nothing() {
    let wanted = wanted(Figure::Placements(January(2030)), Side::AtMost, 100_000.0);
    let found = seek(&ground(|_| (), wanted, 0.99, false), &vec![reach(Lever::Effect, 0.0, 30.0)]).unwrap();
    assert_eq!((&found.answer, found.setting()), (&Answer::Met, None));
    assert!(found.present.chance >= 1.0 && found.present.left < -90_000.0, "{found:?}");
}

#[test]
fn only_what_the_run_holds_can_be_asked_about() {
    let kent = Scenario::kent().check().unwrap();
    let short = |years| {
        let mut kent = Scenario::kent();
        kent.horizon.years = years;
        kent.check().unwrap()
    };
    let year = FinancialYear;
    for (figure, known) in [
        (Figure::Placements(January(2024)), None),
        (Figure::Placements(January(2025)), None),
        (Figure::Placements(January(2026)), Some(1)),
        (Figure::Placements(January(2034)), Some(9)),
        (Figure::Placements(January(2035)), None),
        (Figure::Spending(year(2025)), Some(0)),
        (Figure::Balance(year(2033)), Some(8)),
        (Figure::Balance(year(2034)), None),
        (Figure::Deficit(Regime::Grant, year(2029)), Some(4)),
        (Figure::ContractValue, Some(9)),
    ] {
        assert_eq!(figure.position(&kent), known, "{figure:?}");
    }
    assert_eq!(Figure::ContractValue.position(&short(8)), None);
    assert_eq!(Figure::Deficit(Regime::Agreement, year(2026)).position(&short(2)), None);
    assert_eq!(Wanted::agreed(&kent), Some(Wanted::breakeven(AGREED)));
    assert_eq!(Wanted::agreed(&short(2)), None);
}

/// Kent with what is off by default switched on, so that every lever bears on something.
fn all_on(kent: &mut Scenario) {
    let published = Scenario::kent();
    for (lever, to) in
        [(Lever::Occupancy, 95.0), (Lever::Backfire, 20.0), (Lever::BandChance, 50.0), (Lever::Reform, 30.0)]
    {
        lever.set(kent, &published, to);
    }
    kent.blocks.iter_mut().for_each(|block| block.signed = true);
}

#[test]
fn levers_left_out_leave_a_figure_alone_and_those_of_placements_are_all_that_move_them() {
    let published = Scenario::kent();
    let all = [
        Figure::Placements(January(2034)),
        Figure::Spending(AGREED),
        Figure::ContractValue,
        Figure::Balance(AGREED),
        Figure::Deficit(Regime::Agreement, AGREED),
        Figure::Deficit(Regime::Grant, AGREED),
    ];
    let with = |lever: Option<(Lever, f64)>| {
        let mut kent = published.clone();
        all_on(&mut kent);
        if let Some((lever, to)) = lever {
            lever.set(&mut kent, &published, to);
        }
        let ensemble = run(&kent.check().unwrap(), 2026, 100);
        let placed: Vec<Option<Vec<u32>>> = (0..100).map(|future| ensemble.county(future)).collect();
        (all.map(|figure| figures(&ensemble, figure)), placed)
    };
    let before = with(None);
    for lever in Lever::all() {
        let bounds = lever.bounds(&published);
        let ends = [*bounds.start(), *bounds.end()].map(|end| with(Some((lever, end))));
        for (place, figure) in all.iter().enumerate().filter(|(_, figure)| !figure.bears(lever)) {
            assert!(ends.iter().all(|end| end.0[place] == before.0[place]), "{lever:?} moves {figure:?}");
        }
        let moves = ends.iter().any(|end| end.1 != before.1);
        assert_eq!(moves, all[0].bears(lever), "{lever:?}");
    }
}

#[test]
fn other_savings_are_found_in_an_ordinary_run_as_by_trying_them_out() {
    let means = vec![reach(Lever::OtherSavings, 0.0, 150.0)];
    for target in [0.3, 0.5] {
        let ground = ground(|_| (), Wanted::breakeven(AGREED), target, false);
        let found = |futures| {
            let ensemble = run(&ground.scenario, ground.scenario.run.seed, futures);
            let savings = Savings::of(&ensemble, &ground.scenario, &ground.published).unwrap();
            of_savings(&ground, &means, &savings).unwrap()
        };
        // On the futures of the search.
        let Answer::Found { setting: tried, between } = seek(&ground, &means).unwrap().answer else {
            panic!()
        };
        let Answer::Found { setting, between: doubt } = found(2_000).answer else { panic!() };
        assert!((setting[0] - tried[0]).abs() < 1.0, "{} against {}", setting[0], tried[0]);
        for (one, other) in [(&doubt.0, &between.0), (&doubt.1, &between.1)] {
            assert!((one[0] - other[0]).abs() < 2.0, "{doubt:?} against {between:?}");
        }
    }
}

#[test]
fn an_ordinary_run_does_not_answer_for_savings_taken_as_achieved_where_they_are_in_doubt() {
    let means = vec![reach(Lever::OtherSavings, 0.0, 150.0)];
    let doubted = |kent: &mut Scenario| {
        kent.high_needs.other_savings.amount =
            Amount::Pert(crate::scenario::Pert { min: 4e6, mode: 20e6, max: 30e6 });
    };
    let answers = |edit: fn(&mut Scenario), is_achieved| {
        let ground = ground(edit, Wanted::breakeven(AGREED), 0.5, is_achieved);
        let ensemble = run(&ground.scenario, 1, 200);
        let savings = Savings::of(&ensemble, &ground.scenario, &ground.published).unwrap();
        of_savings(&ground, &means, &savings).is_some()
    };
    assert_eq!([answers(|_| (), false), answers(|_| (), true)], [true, true]);
    assert_eq!([answers(doubted, false), answers(doubted, true)], [true, false]);
}

#[test]
fn a_map_has_every_pair_of_values() {
    let settings = map(&vec![reach(Lever::Gap, 0.0, 60.0), reach(Lever::Effect, 0.0, 30.0)], 4);
    assert_eq!((settings.len(), &settings[0], &settings[15]), (16, &vec![0.0, 0.0], &vec![60.0, 30.0]));
    assert_eq!(settings[1], [20.0, 0.0]);
    assert_eq!(settings[4], [0.0, 10.0]);
}

#[test]
fn what_is_wanted_is_read_from_the_terminal_or_refused_with_the_part_that_will_not_do() {
    for (text, known) in [
        ("placements:2034<=1378", wanted(Figure::Placements(January(2034)), Side::AtMost, 1_378.0)),
        ("spending:2027 <= 100e6", wanted(Figure::Spending(AGREED), Side::AtMost, 100e6)),
        ("contract>=876e6", wanted(Figure::ContractValue, Side::AtLeast, 876e6)),
        ("balance:2027>=0", Wanted::breakeven(AGREED)),
        ("deficit:2027<=1e8", wanted(Figure::Deficit(Regime::Agreement, AGREED), Side::AtMost, 1e8)),
        ("grant:2027<=1e8", wanted(Figure::Deficit(Regime::Grant, AGREED), Side::AtMost, 1e8)),
    ] {
        assert_eq!(Wanted::parse(text), Ok(known), "{text}");
    }
    for (text, part) in [
        ("placements:2034", "write FIGURE<=NUMBER"),
        ("placements:2034<=many", "many: write a number"),
        ("placements<=5", "placements: no such figure"),
        ("contract:2027<=5", "contract:2027: no such figure"),
        ("balance:soon>=0", "soon: write a year"),
        ("balance:2027>=inf", "inf: write a number"),
    ] {
        let refused = Wanted::parse(text).unwrap_err();
        assert!(refused.contains(part), "{refused}");
    }
}
