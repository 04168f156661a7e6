//! The published record: the EHC plans and the placements of each council, January by January.

use crate::field::January;

/// The first January of the record.
pub const FIRST: u16 = 2019;
/// The last January of the record.
pub const LAST: u16 = 2025;
/// The number of Januaries in the record.
pub const JANUARIES: usize = (LAST - FIRST) as usize + 1;
/// The source of the record, as shown under a chart.
pub const HISTORY_SOURCE: &str =
    "Department for Education, Education, health and care plans, reporting year 2025 (SEN2)";

/// A council and its record; blank where the count of a January is not published.
#[derive(Clone, Debug, PartialEq)]
pub struct Council {
    /// The code of the Office for National Statistics.
    pub code: &'static str,
    /// The name of the council.
    pub name: &'static str,
    plans: [Option<u32>; JANUARIES],
    placements: [Option<u32>; JANUARIES],
}

/// Every council, and England as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct England {
    /// The councils, by code.
    pub councils: Vec<Council>,
    whole: Option<Council>,
}

impl Council {
    /// A council of which nothing is published.
    pub(super) const fn unknown() -> Council {
        Council { code: "", name: "", plans: [None; JANUARIES], placements: [None; JANUARIES] }
    }

    /// The pupils in independent and non-maintained special schools on each census day that is published
    /// ([`HISTORY_SOURCE`]; Open Government Licence).
    pub fn history(&self) -> Vec<(January, u32)> {
        (FIRST..=LAST).filter_map(|january| Some((January(january), self.placements(january)?))).collect()
    }

    /// The same history as the points of a chart: the year, and the number of pupils.
    pub fn history_points(&self) -> Vec<(u16, f64)> {
        self.history().iter().map(|(january, pupils)| (january.0, f64::from(*pupils))).collect()
    }

    /// The number of education, health and care plans in a January.
    pub fn plans(&self, january: u16) -> Option<u32> {
        at(&self.plans, january)
    }

    /// The number of placements in independent and non-maintained special schools in a January.
    pub fn placements(&self, january: u16) -> Option<u32> {
        at(&self.placements, january)
    }

    /// Whether a forecast from a January is worth scoring: counts of smaller councils move by chance alone.
    pub fn is_large(&self, january: u16) -> bool {
        /// The smallest number of placements of a large council.
        const LARGE: u32 = 100;
        self.placements(january).is_some_and(|placements| placements >= LARGE)
    }

    /// The share of its plans that are placements, from 0 to 1.
    fn share(&self, january: u16) -> Option<f64> {
        let (placements, plans) = (self.placements(january)?, self.plans(january)?);
        (placements > 0 && plans > 0).then(|| f64::from(placements) / f64::from(plans))
    }

    /// Removes what is published for later Januaries.
    #[cfg(test)]
    pub(crate) fn forget_after(&mut self, january: u16) {
        for counts in [&mut self.plans, &mut self.placements] {
            counts[usize::from(january - FIRST) + 1..].fill(None);
        }
    }

    fn of(line: &'static str) -> Option<Council> {
        let mut cells = line.split('\t');
        let (code, name) = (cells.next()?, cells.next()?);
        let mut counts = || std::array::from_fn(|_| cells.next().and_then(|cell| cell.parse().ok()));
        Some(Council { code, name, plans: counts(), placements: counts() })
    }
}

fn at(counts: &[Option<u32>; JANUARIES], january: u16) -> Option<u32> {
    counts.get(usize::from(january.checked_sub(FIRST)?)).copied().flatten()
}

impl England {
    /// The record as published.
    pub fn published() -> England {
        /// The code of England.
        const WHOLE: &str = "E92000001";
        let lines = include_str!("councils.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
        let (whole, councils): (Vec<_>, Vec<_>) =
            lines.filter_map(Council::of).partition(|council| council.code == WHOLE);
        England { councils, whole: whole.into_iter().next() }
    }

    /// Makes a record of one council alone.
    #[cfg(test)]
    pub(crate) fn only(council: &Council) -> England {
        England { councils: vec![council.clone()], whole: None }
    }

    /// The council with a code.
    pub fn council(&self, code: &str) -> Option<&Council> {
        self.councils.iter().find(|council| council.code == code)
    }

    /// The council's share of plans in placements divided by England's in a January; 1 where it is not known.
    pub fn share_over(&self, council: &Council, january: u16) -> f64 {
        let share = |of: Option<&Council>| of.and_then(|council| council.share(january));
        share(Some(council)).zip(share(self.whole.as_ref())).map_or(1.0, |(own, england)| own / england)
    }

    /// The number of placements in all of England in a January.
    pub fn total(&self, january: u16) -> Option<f64> {
        self.whole.as_ref()?.placements(january).map(f64::from)
    }

    /// The half of the councils to which the path of joiners is fitted: every second one in the order of codes, so that
    /// Kent is in the other half.
    pub fn fitted(&self) -> impl Iterator<Item = &Council> {
        self.councils.iter().step_by(2)
    }

    /// The other half of the councils, which no choice of the method has used.
    pub fn unseen(&self) -> impl Iterator<Item = &Council> {
        self.councils.iter().skip(1).step_by(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_read_whole() {
        let england = England::published();
        assert_eq!(england.councils.len(), 159);
        let kent = england.council("E10000016").unwrap();
        let counts: Vec<u32> = (FIRST..=LAST).filter_map(|january| kent.placements(january)).collect();
        assert_eq!(counts, [891, 1_101, 1_286, 1_507, 1_559, 1_647, 1_623]);
        assert_eq!((kent.name, kent.plans(2025), kent.placements(2026)), ("Kent", Some(20_635), None));
        assert_eq!(england.whole.as_ref().and_then(|whole| whole.placements(2025)), Some(34_028));
        assert!((england.share_over(kent, 2025) - 1.476).abs() < 0.001);
        assert!(england.councils.iter().any(|council| council.placements(2019).is_none()), "blanks are none");
    }

    #[test]
    fn the_halves_share_no_council_and_kent_is_unseen() {
        let england = England::published();
        let codes = |half: Vec<&Council>| half.iter().map(|council| council.code).collect::<Vec<_>>();
        let (fitted, unseen) = (codes(england.fitted().collect()), codes(england.unseen().collect()));
        assert!(fitted.iter().all(|code| !unseen.contains(code)));
        assert_eq!((fitted.len(), unseen.len()), (80, 79));
        assert!(unseen.contains(&"E10000016"));
    }
}
