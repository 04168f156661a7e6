//! Reports whether the band of 8 in 10 futures holds the share of counts that it should: how forecasts for England's
//! councils compared with the counts that came, as `examples/fit.rs` wrote it to `path.json`, and for which councils a
//! forecast can be shown.

use crate::chance::P975;
use crate::council::{Council, England, FIRST, LAST};
use crate::words::{percent_to, whole};
use serde::Deserialize;

/// The source of every figure.
pub const SOURCE: &str = "Department for Education, Education, health and care plans, reporting year 2025 (SEN2), \
                          Open Government Licence v3.0.";
/// The last January whose counts the fit used.
const FITTED_UNTIL: u16 = 2023;
/// How many times as many misses on one side as on the other make that the side of most misses.
const MOST: f64 = 2.0;

/// How forecasts this many Januaries ahead performed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub struct CoverageRow {
    /// The number of Januaries ahead.
    pub ahead: u16,
    /// The number of forecasts.
    pub forecasts: u32,
    /// The share of forecasts, from 0 to 1, whose middle 8 in 10 futures held the count.
    pub within_80: f64,
    /// The share of forecasts, from 0 to 1, whose middle 5 in 10 futures held the count.
    pub within_50: f64,
    /// The share of forecasts, from 0 to 1, whose count lay below the middle 8 in 10.
    pub below: f64,
    /// The share of forecasts, from 0 to 1, whose count lay above the middle 8 in 10.
    pub above: f64,
    /// The mean continuous ranked probability score of the log of the count; 0 for certain hits.
    pub crps: f64,
}

impl CoverageRow {
    /// Half the width of the 95% interval of `within_80`, by the binomial standard error. The true uncertainty is
    /// larger, because forecasts for one council or one January miss together.
    pub fn margin(&self) -> f64 {
        P975 * (self.within_80 * (1.0 - self.within_80) / f64::from(self.forecasts.max(1))).sqrt()
    }
}

/// How forecasts performed, by the number of Januaries ahead.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
pub struct Promise {
    /// The coverage for councils and years that the fit did not use.
    pub unseen: Vec<CoverageRow>,
    /// The coverage for councils that the fit did not use, in all years.
    pub unseen_councils: Vec<CoverageRow>,
    /// The coverage for all councils in all years.
    pub all_councils: Vec<CoverageRow>,
    /// The coverage for all councils in all years with the earlier method of this planner.
    pub before: Vec<CoverageRow>,
    /// The share of the counts of `unseen_councils` in each tenth of the futures, from the lowest; 0.1 each if even.
    pub pit: [f64; 10],
}

/// A council for which forecasts can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The code of the Office for National Statistics.
    pub code: &'static str,
    /// The name, followed by the code where two councils share a name.
    pub name: String,
    /// The Januaries from which a forecast starts, in order; at least one.
    pub starts: Vec<Start>,
}

/// A January from which a forecast of a council starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// The January.
    pub january: u16,
    /// Whether its forecast counts in a [`Promise`]: the council has at least 100 placements.
    pub is_large: bool,
}

impl Promise {
    /// The coverage that the fit wrote; a test ensures that it can be read.
    pub fn published() -> Promise {
        serde_json::from_str(include_str!("path.json")).unwrap_or_default()
    }

    /// Says what the figures show: how many counts the band held, where and why it missed the others, and how forecasts
    /// with the earlier method performed.
    pub fn sentences(&self, england: &England) -> Vec<String> {
        let after = (FITTED_UNTIL + 1..=LAST).filter_map(|january| Some((january, england.growth(january)?)));
        let fitted = (FIRST + 1..=FITTED_UNTIL).filter_map(|january| england.growth(january));
        let (after, fastest) = (after.collect::<Vec<_>>(), fitted.fold(f64::NEG_INFINITY, f64::max));
        [Some(self.held()), self.missed(&after, fastest), self.compared()].into_iter().flatten().collect()
    }

    fn held(&self) -> String {
        let count = |share: fn(&CoverageRow) -> f64| count(&self.unseen, share);
        let (all, within) = (count(|_| 1.0), count(|row| row.within_80));
        format!(
            "Of {} forecasts of councils and years that the fit did not use, {} held the later count in the band \
             of 8 in 10 futures: {} in 100. In {} it lay above the band and in {} below.",
            whole(all),
            whole(within),
            whole(100.0 * within / all.max(1.0)),
            whole(count(|row| row.above)),
            whole(count(|row| row.below)),
        )
    }

    /// Says on which side of the band most missed counts lay. `after` is the share by which England's placements grew
    /// to each January that the fit did not use, and `fastest` the largest growth to any January that it used.
    fn missed(&self, after: &[(u16, f64)], fastest: f64) -> Option<String> {
        let (below, above) = (count(&self.unseen, |row| row.below), count(&self.unseen, |row| row.above));
        if below + above == 0.0 {
            return None;
        }
        if above <= MOST * below {
            let side = if below > MOST * above { "mostly below" } else { "on both sides of" };
            return Some(format!("The misses lie {side} the band."));
        }
        let is_faster = !after.is_empty() && after.iter().all(|(_, growth)| *growth > fastest);
        let why = is_faster.then(|| {
            let grown = after.iter().map(|(january, growth)| format!("{} to January {january}", points(*growth)));
            format!(
                ", because England’s placements grew by {}, faster than in any year that the fit saw ({} at most)",
                grown.collect::<Vec<_>>().join(" and by "),
                points(fastest)
            )
        });
        Some(format!("The misses lie mostly above the band{}.", why.unwrap_or_default()))
    }

    fn compared(&self) -> Option<String> {
        let (now, before) = (between(&self.all_councils)?, between(&self.before)?);
        Some(format!(
            "Of the forecasts of all councils and years, fitted or not, the band holds {now} in 100, depending on how \
             far ahead they look. Forecasts made the way this planner made them before held {before} in 100."
        ))
    }

    /// Says whether forecasts ran low or high, by where the counts lay among the futures.
    pub fn evenness(&self) -> String {
        /// How far the share of counts in the upper half may be from one half.
        const NEAR: f64 = 0.05;
        let upper: f64 = self.pit[5..].iter().sum();
        let verdict = if upper > 0.5 + NEAR {
            "Forecasts ran low"
        } else if upper < 0.5 - NEAR {
            "Forecasts ran high"
        } else {
            "Forecasts ran neither low nor high"
        };
        let [upper, lowest, highest] = [upper, self.pit[0], self.pit[9]].map(|share| whole(100.0 * share));
        format!(
            "{verdict}: of 100 later counts in councils that the fit did not use, {upper} lay in the upper half of \
             their futures, where 50 should, {lowest} in the lowest tenth and {highest} in the highest, where 10 should."
        )
    }
}

/// The number of forecasts that a share of each row covers.
fn count(rows: &[CoverageRow], share: fn(&CoverageRow) -> f64) -> f64 {
    rows.iter().map(|row| (share(row) * f64::from(row.forecasts)).round()).sum()
}

/// The smallest and the largest number in 100 that the band held; `None` without rows.
fn between(rows: &[CoverageRow]) -> Option<String> {
    let shares = rows.iter().map(|row| 100.0 * row.within_80);
    let (low, high) = (shares.clone().reduce(f64::min)?, shares.reduce(f64::max)?);
    let (low, high) = (whole(low), whole(high));
    Some(if low == high { low } else { format!("{low} to {high}") })
}

fn points(growth: f64) -> String {
    percent_to(100.0 * growth, 1)
}

impl England {
    /// The share by which placements in all of England grew in the year to a January.
    fn growth(&self, january: u16) -> Option<f64> {
        Some(self.total(january)? / self.total(january.checked_sub(1)?)? - 1.0)
    }

    /// The councils with a January from which a forecast can start, by name: one with placements, and a later count to
    /// compare.
    pub fn listed(&self) -> Vec<Listed> {
        let is_start = |council: &Council, from: u16| {
            let mut later = from + 1..=LAST;
            council.placements(from).is_some_and(|placements| placements > 0)
                && later.any(|january| council.placements(january).is_some())
        };
        let mut listed: Vec<Listed> = self
            .councils
            .iter()
            .filter_map(|council| {
                let starts = (FIRST..LAST).filter(|&from| is_start(council, from));
                let starts: Vec<Start> =
                    starts.map(|january| Start { january, is_large: council.is_large(january) }).collect();
                let is_alone = self.councils.iter().filter(|other| other.name == council.name).count() == 1;
                let code = if is_alone { String::new() } else { format!(" ({})", council.code) };
                let name = [council.name, &code].concat();
                (!starts.is_empty()).then_some(Listed { code: council.code, name, starts })
            })
            .collect();
        listed.sort_by(|a, b| a.name.cmp(&b.name));
        listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::england::{forecast, score::RECORDING};

    fn row(forecasts: u32, within_80: f64, below: f64, above: f64) -> CoverageRow {
        CoverageRow { ahead: 1, forecasts, within_80, within_50: 0.5, below, above, crps: 0.1 }
    }

    fn of(unseen: Vec<CoverageRow>) -> Promise {
        Promise { unseen, ..Promise::default() }
    }

    #[test]
    fn what_the_fit_wrote_is_read_and_agrees_with_itself() {
        let text = include_str!("path.json");
        let promise: Promise = serde_json::from_str(text).unwrap();
        assert_eq!(promise, Promise::published());
        assert!(text.contains(&format!("outcomes to January {FITTED_UNTIL}\"")));
        assert!((promise.pit.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for rows in [&promise.unseen, &promise.unseen_councils, &promise.all_councils, &promise.before] {
            assert_eq!(rows.iter().map(|row| row.ahead).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
            assert!(rows.iter().all(|row| (row.within_80 + row.below + row.above - 1.0).abs() < 1e-9));
        }
    }

    #[test]
    fn the_published_sentences_are_those_of_the_file() {
        let said = Promise::published().sentences(&England::published());
        assert_eq!(said.len(), 3);
        assert!(
            said[0].starts_with("Of 407 forecasts of councils and years that the fit did not use, "),
            "{said:?}"
        );
        assert!(
            said[1].contains(
                "mostly above the band, because England’s placements grew by 15.1% to January 2024"
            )
        );
        assert!(said[1].ends_with(
            "by 14.2% to January 2025, faster than in any year that the fit saw (12.3% at most)."
        ));
        assert!(Promise::published().evenness().starts_with("Forecasts ran "));
    }

    #[test]
    fn what_was_held_is_counted_over_all_rows() {
        let said = of(vec![row(200, 0.75, 0.05, 0.2), row(100, 0.9, 0.1, 0.0)]).held();
        assert!(said.contains("Of 300 forecasts") && said.contains("240 held"), "{said}");
        assert!(said.ends_with("80 in 100. In 40 it lay above the band and in 20 below."), "{said}");
        assert!(of(Vec::new()).held().starts_with("Of 0 forecasts"));
    }

    #[test]
    fn misses_are_said_to_lie_where_they_lie() {
        let years = [(2024, 0.2), (2025, 0.1)];
        let missed = |below, above, fastest| {
            of(vec![row(100, 1.0 - below - above, below, above)]).missed(&years, fastest)
        };
        assert_eq!(missed(0.0, 0.0, 0.05), None);
        assert_eq!(missed(0.1, 0.1, 0.05).unwrap(), "The misses lie on both sides of the band.");
        assert_eq!(missed(0.2, 0.05, 0.05).unwrap(), "The misses lie mostly below the band.");
        assert_eq!(
            missed(0.05, 0.2, 0.15).unwrap(),
            "The misses lie mostly above the band.",
            "not both were faster"
        );
        assert_eq!(
            missed(0.05, 0.2, 0.08).unwrap(),
            "The misses lie mostly above the band, because England’s placements grew by 20.0% to January 2024 and by \
             10.0% to January 2025, faster than in any year that the fit saw (8.0% at most)."
        );
    }

    #[test]
    fn forecasts_are_compared_over_the_same_councils_and_years() {
        let now = vec![row(10, 0.7, 0.2, 0.1), row(10, 0.84, 0.1, 0.06)];
        let promise =
            Promise { all_councils: now, before: vec![row(10, 0.4, 0.3, 0.3)], ..Promise::default() };
        let said = promise.compared().unwrap();
        assert!(
            said.contains("the band holds 70 to 84 in 100") && said.ends_with("before held 40 in 100."),
            "{said}"
        );
        assert_eq!(Promise::default().compared(), None);
    }

    #[test]
    fn forecasts_run_low_where_the_counts_lie_high() {
        let said = |pit| Promise { pit, ..Promise::default() }.evenness();
        assert!(said([0.1; 10]).starts_with("Forecasts ran neither low nor high: of 100"));
        let low = [0.02, 0.08, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2];
        assert!(said(low).starts_with("Forecasts ran low") && said(low).contains("60 lay in the upper half"));
        assert!(said(low).contains("2 in the lowest tenth and 20 in the highest"));
        let mut high = low;
        high.reverse();
        assert!(said(high).starts_with("Forecasts ran high"));
    }

    #[test]
    fn the_margin_is_that_of_a_share() {
        assert!((row(100, 0.8, 0.1, 0.1).margin() - 1.96 * 0.04).abs() < 1e-12);
        assert!(row(0, 0.8, 0.1, 0.1).margin().is_finite());
    }

    #[test]
    fn councils_are_listed_by_name_with_the_januaries_to_start_from() {
        let listed = England::published().listed();
        assert!(listed.is_sorted_by_key(|council| &council.name));
        let kent = listed.iter().find(|council| council.code == "E10000016").unwrap();
        assert_eq!(
            kent.starts.iter().map(|start| start.january).collect::<Vec<_>>(),
            [2019, 2020, 2021, 2022, 2023, 2024]
        );
        assert!(kent.name == "Kent" && kent.starts.iter().all(|start| start.is_large));
        let hartlepool = listed.iter().find(|council| council.name == "Hartlepool").unwrap();
        assert!(hartlepool.starts.iter().all(|start| !start.is_large));
        assert!(listed.iter().any(|council| council.name == "Dorset (E06000059)"), "two have the name");
        // Poole has one count and none after it.
        assert!(listed.iter().all(|council| council.name != "Poole"));
    }

    #[test]
    fn every_start_of_every_council_can_be_forecast() {
        let england = England::published();
        for listed in england.listed() {
            let council = england.council(listed.code).unwrap();
            for start in listed.starts {
                let made = forecast(&england, council, start.january, LAST, 50, |_| (), RECORDING);
                let made = made
                    .unwrap_or_else(|problem| panic!("{} from {}: {problem}", listed.name, start.january));
                assert!(!made.is_empty(), "{} from {}", listed.name, start.january);
                assert!(made.iter().all(|one| one.percentile(0.1) < one.percentile(0.9)), "{}", listed.name);
            }
        }
    }
}
