//! Sentences on what a new count says about the assumptions.

use crate::decisions::{Calibration, Doubt, Input, Update};
use crate::words::{pupils, quantity, quantity_range, whole};

/// How many futures agree with a count.
pub fn agreement(calibration: &Calibration) -> String {
    let observation = calibration.observation;
    format!(
        "{} futures agree with a count of {}, give or take {}",
        kept_of_all(calibration),
        whole(f64::from(observation.count)),
        whole(f64::from(observation.tolerance))
    )
}

/// What to do where too few futures agree with the count; none where enough do.
pub fn doubt(calibration: &Calibration) -> Option<String> {
    let kept = kept_of_all(calibration);
    let widen = calibration
        .wider()
        .map(|tolerance| format!("widen the tolerance to {}", pupils(f64::from(tolerance))));
    Some(match calibration.doubt()? {
        Doubt::Outside => format!(
            "All {} futures lie on one side of this count. Check that it counts the same pupils as the \
             starting count; if it does, look again at the assumptions.",
            whole(calibration.futures() as f64)
        ),
        Doubt::Few => match widen {
            Some(widen) => format!("Only {kept} futures fit: {widen}, or run more futures."),
            None => format!("Only {kept} futures fit: run more futures."),
        },
        Doubt::Unexpected => format!(
            "Only {kept} futures fit, so these assumptions hardly expected this count: {} look again at them.",
            widen.map(|widen| format!("{widen}, or")).unwrap_or_default()
        ),
    })
}

fn kept_of_all(calibration: &Calibration) -> String {
    format!("{} of {}", whole(calibration.kept().len() as f64), whole(calibration.futures() as f64))
}

/// How the count changes what is known of an input.
pub fn learnt(input: &Input, update: &Update) -> String {
    let Update { prior, posterior, mean, .. } = update;
    let say = |value| quantity(value, input.places, input.unit);
    let (before, after) = (say(prior.mean), say(posterior.mean));
    let (moved, range) =
        (posterior.mean - prior.mean, quantity_range(posterior.p10, posterior.p90, input.places, input.unit));
    let label = &input.label;
    if moved.abs() <= mean.margin() || before == after {
        format!(
            "The count leaves ‘{label}’ about where it was: {before} on average, {range} in 8 in 10 futures"
        )
    } else {
        let verb = if moved > 0.0 { "raises" } else { "lowers" };
        format!("The count {verb} ‘{label}’ from {before} to {after} on average, {range} in 8 in 10 futures")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::Observation;

    fn of(futures: u32, count: u32, tolerance: u32) -> Calibration {
        let counts: Vec<u32> = (0..futures).map(|i| 1_000 + i % 1_000).collect();
        Calibration::new(&counts, Observation { count, tolerance })
    }

    #[test]
    fn agreement_is_counted_and_its_doubts_say_what_to_do() {
        let enough = of(10_000, 1_500, 20);
        assert_eq!(agreement(&enough), "410 of 10,000 futures agree with a count of 1,500, give or take 20");
        assert_eq!(doubt(&enough), None);
        let said = |calibration| doubt(&calibration).unwrap_or_default();
        assert_eq!(
            said(of(10_000, 1_500, 4)),
            "Only 90 of 10,000 futures fit: widen the tolerance to 10 pupils, or run more futures."
        );
        assert_eq!(said(of(100, 1_050, 4)), "Only 9 of 100 futures fit: run more futures.");
        assert_eq!(
            said(of(100_000, 1_500, 2)),
            "Only 500 of 100,000 futures fit, so these assumptions hardly expected this count: widen the \
             tolerance to 5 pupils, or look again at them."
        );
        assert!(said(of(10_000, 3_000, 20)).starts_with("All 10,000 futures lie on one side of this count."));
    }

    #[test]
    fn what_is_learnt_is_said_with_its_range() {
        let input = Input {
            label: "Growth in the rate of joining".into(),
            lever: None,
            unit: "% a year",
            places: 1,
            is_event: false,
            values: (0..1_000).map(|i| f64::from(i) / 100.0).collect(),
        };
        // Growth rises with the count: from 5 on average to that of counts 1,800 to 2,000.
        let high = of(1_000, 1_900, 100);
        assert_eq!(
            learnt(&input, &high.update(&input.values, 10)),
            "The count raises ‘Growth in the rate of joining’ from 5% a year to 9% a year on average, \
             8.2% to 9.8% a year in 8 in 10 futures"
        );
        let all = of(1_000, 1_500, 500);
        assert_eq!(
            learnt(&input, &all.update(&input.values, 10)),
            "The count leaves ‘Growth in the rate of joining’ about where it was: 5% a year on average, \
             1% to 9% a year in 8 in 10 futures"
        );
    }
}
