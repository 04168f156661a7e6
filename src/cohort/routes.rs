//! What may keep a potential joiner from joining, as thresholds on the joiner's own chance (M5.1 to M5.4, M5.7).

use super::compiled::Compiled;
use super::parameters::{Parameters, SchoolDraw};
use super::plans::NewSrp;
use crate::chance::nearest;
use crate::field::SEPTEMBER;
use crate::scenario::Lever;

/// Certainty: routes are decided by 16-bit numbers, four to a word, in steps of 0.0015 percentage points (M11.1).
const ONE: f64 = 65_536.0;

/// A probability, cut to between 0 and 1, as a threshold from 0 to 65,536: a 16-bit number below it means yes.
pub fn threshold(probability: f64) -> u32 {
    nearest((probability * ONE).clamp(0.0, ONE))
}

/// The four 16-bit numbers of a word, the uppermost first.
#[inline]
pub fn parts(word: u64) -> [u32; 4] {
    #[allow(clippy::cast_possible_truncation)] // 16 bits each
    let part = |shift: u32| (word >> shift) as u32 & 0xFFFF;
    [part(48), part(32), part(16), part(0)]
}

/// The thresholds of one cell in one year, each from 0 to 65,536.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Thresholds {
    /// A first number below this means directed by a tribunal, or conceded.
    pub tribunal: u32,
    /// A second number below this means kept in mainstream by the Localities Model.
    pub localities: u32,
    /// A third number below this means placed in an SRP.
    pub srp: u32,
    /// A third number below this, and not below `srp`, means placed in a state special school.
    pub local: u32,
}

/// Works out the thresholds, year by year.
#[derive(Clone, Debug)]
pub struct Routes {
    /// The share of the Localities effect that is reached, from 0 to 1, by year and district.
    adoption: Vec<f64>,
    /// SRP places to fill, by year and district.
    srp: Vec<f64>,
    /// Special school places to fill, by year and school.
    special: Vec<f64>,
    /// Local places open over the county, by year: in SRPs, and filled in special schools.
    open: Vec<[f64; 2]>,
    /// Potential joiners on their way past each step, by cell.
    passing: Vec<f64>,
    /// SRP places won as a share, from 0 to 1, of the pupils whom they suit, by district.
    srp_reach: Vec<f64>,
    /// Places in state special schools won as a share, from 0 to 1, of the pupils whom they suit, by district.
    special_reach: Vec<f64>,
    /// The thresholds of the year last set, by cell.
    pub thresholds: Vec<Thresholds>,
}

impl Routes {
    pub fn new(model: &Compiled) -> Routes {
        let shape = model.shape;
        Routes {
            adoption: vec![0.0; shape.years * shape.districts],
            srp: vec![0.0; shape.years * shape.districts],
            special: vec![0.0; shape.years * model.local.schools.len()],
            open: vec![[0.0; 2]; shape.years],
            passing: vec![0.0; shape.cells()],
            srp_reach: vec![0.0; shape.districts],
            special_reach: vec![0.0; shape.districts],
            thresholds: vec![Thresholds::default(); shape.cells()],
        }
    }

    /// Works out what a future's parameters say of every year.
    #[inline(never)]
    pub fn begin(&mut self, model: &Compiled, parameters: &Parameters) {
        self.open.fill([0.0; 2]);
        self.adopt(model, parameters);
        self.open_srp(model, parameters);
        self.open_schools(model, parameters);
    }

    /// Adoption of the Localities Model (M5.2), a logistic curve for each district, rescaled to begin at 0 in the
    /// opening September t0:
    ///
    /// ```text
    /// L(t) = 1 / (1 + exp(-(t - midpoint - late - lag) / scale)),   F(t) = (L(t) - L(t0)) / (1 - L(t0))
    /// ```
    ///
    /// F is 0 before the district starts.
    fn adopt(&mut self, model: &Compiled, parameters: &Parameters) {
        let shape = model.shape;
        let scale = parameters.get(Lever::Adoption);
        let opening = f64::from(model.opening_september) + SEPTEMBER;
        let yearly = libm::exp(-1.0 / scale);
        for (district, start) in model.local.starts.iter().enumerate() {
            let middle = parameters.get(Lever::Midpoint) + start.late + parameters.lags[district];
            // Far from the middle the curve is flat; there the exponential would overflow.
            let mut fall = libm::exp(((middle - opening) / scale).clamp(-600.0, 600.0));
            let at_opening = 1.0 / (1.0 + fall);
            for year in 0..shape.years {
                fall *= yearly;
                let reached = (1.0 / (1.0 + fall) - at_opening) / (1.0 - at_opening);
                let begun = opening + (year + 1) as f64 >= start.from - 1e-9;
                self.adoption[year * shape.districts + district] =
                    if begun && at_opening < 1.0 { reached.clamp(0.0, 1.0) } else { 0.0 };
            }
        }
    }

    /// SRP places to fill in each year (M5.3): those newly opened, and a share `turnover` of those open the year
    /// before. The county's programme opens in equal yearly steps.
    fn open_srp(&mut self, model: &Compiled, parameters: &Parameters) {
        let shape = model.shape;
        let (from, to) = (f64::from(model.local.srp_years.0), f64::from(model.local.srp_years.1));
        let slip = parameters.get(Lever::SrpSlip);
        let turnover = parameters.get(Lever::Turnover);
        let programme = parameters.get(Lever::SrpPlaces);
        let opening = f64::from(model.opening_september);
        // Schools take pupils in September: what is late by any part of a year opens a September later.
        let late = (slip - 1e-9).ceil().max(0.0);
        let opened = |september: f64| {
            programme * ((september - late - from + 1.0) / (to - from + 1.0)).clamp(0.0, 1.0)
        };
        let any = model.local.srp_shares.iter().any(|&share| share > 0.0);
        for year in 0..shape.years {
            let september = opening + (year + 1) as f64;
            let (before, now) = (opened(september - 1.0), opened(september));
            for (district, share) in model.local.srp_shares.iter().enumerate() {
                self.srp[year * shape.districts + district] = share * (now - before + turnover * before);
            }
            self.open[year][0] = if any { now } else { 0.0 };
            for &NewSrp { district, september: planned, places } in &model.local.srp_openings {
                let since = september - late - f64::from(planned);
                let free = if since >= 1.0 { turnover } else { f64::from(u8::from(since >= 0.0)) };
                self.srp[year * shape.districts + district] += places * free;
                self.open[year][0] += if since >= 0.0 { places } else { 0.0 };
            }
        }
    }

    /// Places of special schools to fill in each year (M5.4): those newly filled as the school fills up, and a share
    /// `turnover` of those filled the year before.
    fn open_schools(&mut self, model: &Compiled, parameters: &Parameters) {
        let turnover = parameters.get(Lever::Turnover);
        let opening = f64::from(model.opening_september) + SEPTEMBER;
        let schools = model.local.schools.len();
        for (index, (school, &SchoolDraw { places, opens })) in
            model.local.schools.iter().zip(&parameters.schools).enumerate()
        {
            let mut before = 0.0;
            let mut open = 0;
            for year in 0..model.shape.years {
                if opening + (year + 1) as f64 >= opens - 1e-9 {
                    open += 1;
                }
                let share = if open == 0 { 0.0 } else { school.fill[(open - 1).min(school.fill.len() - 1)] };
                let now = places * share;
                self.special[year * schools + index] = (now - before).max(0.0) + turnover * before;
                self.open[year][1] += now;
                before = now;
            }
        }
    }

    /// Local places open over the county in a year, whoever fills them: in SRPs, and in special schools as far
    /// as these are filled.
    pub fn open(&self, year: usize) -> [f64; 2] {
        self.open[year]
    }

    /// Sets the thresholds of a year, where `expected` joiners are on their way by cell.
    ///
    /// Each step takes its share of those whom the steps before it leave, so that local places displace as
    /// many joiners as they win, whatever stands before them.
    #[inline(never)]
    pub fn set_year(&mut self, model: &Compiled, parameters: &Parameters, year: usize, expected: &[f64]) {
        let shape = model.shape;
        self.passing.copy_from_slice(expected);
        let tribunal = parameters.get(Lever::Tribunal);
        let effect = parameters.get(Lever::Effect);
        let backfire = parameters.get(Lever::Backfire);
        let rows =
            self.thresholds.chunks_exact_mut(shape.needs).zip(self.passing.chunks_exact_mut(shape.needs));
        for (district, (row, passing)) in rows.enumerate() {
            let adopted = effect * self.adoption[year * shape.districts + district];
            for ((cell, passing), multiplier) in row.iter_mut().zip(passing).zip(&model.local.multipliers) {
                let diverted = (adopted * multiplier).min(1.0);
                // Each child diverted provokes `backfire` tribunals more, and only those not directed are
                // diverted: t' = t + b d (1 - t').
                let provoked = backfire * diverted;
                let directed = (tribunal + provoked) / (1.0 + provoked);
                cell.tribunal = threshold(directed);
                cell.localities = threshold(diverted);
                *passing *= (1.0 - directed) * (1.0 - diverted);
            }
        }
        self.reach_srps(model, parameters, year);
        let rows =
            self.thresholds.chunks_exact_mut(shape.needs).zip(self.passing.chunks_exact_mut(shape.needs));
        for (reach, (row, passing)) in self.srp_reach.iter().zip(rows) {
            for ((cell, passing), suits) in row.iter_mut().zip(passing).zip(&model.local.suits) {
                cell.srp = threshold(reach * suits.srp);
                cell.local = cell.srp;
                *passing *= 1.0 - reach * suits.srp;
            }
        }
        if !self.reach_schools(model, parameters, year) {
            return;
        }
        let rows = self.thresholds.chunks_exact_mut(shape.needs).zip(&self.srp_reach);
        for ((row, srp), special) in rows.zip(&self.special_reach) {
            for (cell, suits) in row.iter_mut().zip(&model.local.suits) {
                let (srp, special) = (srp * suits.srp, special * suits.special);
                if special > 0.0 {
                    cell.local = threshold(srp + (1.0 - srp) * special);
                }
            }
        }
    }

    /// The reach of SRPs in a year (M5.7): local places won for children who would join, as a share of those passing
    /// whom they suit, `min(1, won x places / pupils)`. A place won goes to one of them in proportion: each child's
    /// chance stays its own.
    fn reach_srps(&mut self, model: &Compiled, parameters: &Parameters, year: usize) {
        let shape = model.shape;
        let won = parameters.get(Lever::SrpDisplacement);
        let rows = self.passing.chunks_exact(shape.needs);
        for (district, (reach, passing)) in self.srp_reach.iter_mut().zip(rows).enumerate() {
            let places = won * self.srp[year * shape.districts + district];
            let pupils: f64 =
                passing.iter().zip(&model.local.suits).map(|(count, suits)| count * suits.srp).sum();
            *reach = if places > 0.0 && pupils > 0.0 { (places / pupils).min(1.0) } else { 0.0 };
        }
    }

    /// The reach of state special schools in a year, each over its catchment. Returns whether any wins a place.
    fn reach_schools(&mut self, model: &Compiled, parameters: &Parameters, year: usize) -> bool {
        let needs = model.shape.needs;
        let won = parameters.get(Lever::SchoolDisplacement);
        self.special_reach.fill(0.0);
        let mut any = false;
        for (index, school) in model.local.schools.iter().enumerate() {
            let places = won * self.special[year * model.local.schools.len() + index];
            if places <= 0.0 {
                continue;
            }
            let suited = |&district: &usize| -> f64 {
                let passing = &self.passing[district * needs..][..needs];
                passing.iter().zip(&model.local.suits).map(|(count, suits)| count * suits.special).sum()
            };
            let pupils: f64 = school.districts.iter().map(suited).sum();
            if pupils > 0.0 {
                any = true;
                for &district in &school.districts {
                    let reach = &mut self.special_reach[district];
                    *reach = (*reach + places / pupils).min(1.0);
                }
            }
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::Detail;
    use super::*;
    use crate::scenario::{Amount, Scenario};

    /// Adoption of a scenario in which nothing is uncertain but what the edit says.
    fn routes(edit: impl FnOnce(&mut Scenario)) -> (Compiled, Routes) {
        let mut scenario = Scenario::kent();
        scenario.localities.effect.amount = Amount::Fixed(0.2);
        scenario.localities.lag.amount = Amount::Fixed(0.0);
        scenario.localities.midpoint.amount = Amount::Fixed(2028.0);
        scenario.localities.scale.amount = Amount::Fixed(0.8);
        scenario.local_provision.srp_places.amount = Amount::Fixed(500.0);
        scenario.local_provision.srp_slip.amount = Amount::Fixed(0.0);
        scenario.local_provision.srp_displacement.amount = Amount::Fixed(0.2);
        scenario.tribunal.share.amount = Amount::Fixed(0.25);
        edit(&mut scenario);
        let model = Compiled::new(&scenario.check().unwrap(), Detail::Full);
        let mut parameters = Parameters::new(&model);
        parameters.draw(&model, crate::chance::Future::new(1, 0));
        let mut routes = Routes::new(&model);
        routes.begin(&model, &parameters);
        routes.set_year(&model, &parameters, 2, &vec![10.0; model.shape.cells()]);
        (model, routes)
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} against {b}");
    }

    #[test]
    fn adoption_is_the_logistic_curve_from_zero_at_the_opening() {
        let (model, routes) = routes(|_| ());
        let logistic = |x: f64| 1.0 / (1.0 + (-(x - 2028.0) / 0.8).exp());
        let opening = logistic(2024.67);
        for year in 0..9_u32 {
            let september = 2025.67 + f64::from(year);
            let expected = (logistic(september) - opening) / (1.0 - opening);
            close(routes.adoption[year as usize * model.shape.districts], expected);
        }
    }

    #[test]
    fn a_district_that_starts_two_years_later_is_two_years_later_half_way_and_nothing_before() {
        let (model, routes) = routes(|s| s.districts.list[3].localities_start += 2.0);
        let at = |year: usize, district: usize| routes.adoption[year * model.shape.districts + district];
        close(at(0, 3), 0.0);
        close(at(1, 3), 0.0);
        assert!(at(4, 3) > 0.0 && at(4, 3) < at(4, 0));
        let logistic = |x: f64| 1.0 / (1.0 + (-(x - 2030.0) / 0.8).exp());
        close(at(6, 3), (logistic(2031.67) - logistic(2024.67)) / (1.0 - logistic(2024.67)));
    }

    #[test]
    fn srp_places_open_in_equal_steps_turn_over_and_win_their_share() {
        let (model, routes) = routes(|_| ());
        let county = |year: usize| -> f64 {
            routes.srp[year * model.shape.districts..][..model.shape.districts].iter().sum()
        };
        // 500 places in five Septembers from 2026; 18% of the places of the year before fall free.
        close(county(0), 0.0);
        close(county(1), 100.0);
        close(county(2), 100.0 + 0.18 * 100.0);
        close(county(5), 100.0 + 0.18 * 400.0);
        close(county(6), 0.18 * 500.0);
        // 10 joiners a cell, three quarters divertible, suited 1, 0, 1 and a half, less those whom the
        // Localities Model keeps: a fifth of what it has reached, times the need's multiple.
        let share = model.local.srp_shares[0];
        let kept = |multiple: f64| 0.2 * routes.adoption[2 * model.shape.districts] * multiple;
        let suited = 7.5 * ((1.0 - kept(1.0)) + (1.0 - kept(1.2)) + 0.5 * (1.0 - kept(1.0)));
        let reach = 0.2 * 118.0 * share / suited;
        let cells = &routes.thresholds[..4];
        assert_eq!(cells[0].srp, threshold(reach));
        assert_eq!(cells[1].srp, 0);
        assert_eq!(cells[3].srp, threshold(0.5 * reach));
    }

    #[test]
    fn slip_delays_and_a_district_can_plan_its_own() {
        let (model, routes) = routes(|s| {
            s.local_provision.srp_slip.amount = Amount::Fixed(1.0);
            s.local_provision.srp_places.amount = Amount::Fixed(0.0);
            s.local_provision.srp_openings.push(crate::scenario::SrpOpening {
                district: s.districts.list[5].code.clone(),
                september: 2027,
                places: 40.0,
            });
        });
        let at = |year: usize| routes.srp[year * model.shape.districts + 5];
        close(at(2), 0.0);
        close(at(3), 40.0);
        close(at(4), 0.18 * 40.0);
    }

    #[test]
    fn excluded_needs_enter_an_srp_only_when_unlocked() {
        let shut = routes(|_| ()).1;
        let open = routes(|s| s.local_provision.srp_unlocked = true).1;
        assert!(shut.thresholds.iter().skip(1).step_by(4).all(|semh| semh.srp == 0));
        assert!(open.thresholds.iter().skip(1).step_by(4).all(|semh| semh.srp > 0));
    }

    #[test]
    fn a_school_fills_in_four_years_from_its_opening() {
        let (model, routes) = routes(|s| {
            s.local_provision.schools.truncate(1);
            s.local_provision.schools[0].opens.amount = Amount::Fixed(2028.67);
        });
        let filled: Vec<f64> = (0..model.shape.years).map(|year| routes.special[year]).collect();
        close(filled[2], 0.0);
        close(filled[3], 62.5);
        close(filled[4], 62.5 + 0.18 * 62.5);
        close(filled[7], 0.18 * 250.0);
    }

    #[test]
    fn thresholds_are_exact_at_zero_and_one() {
        assert_eq!([threshold(0.0), threshold(1.0), threshold(7.0)], [0, 0x1_0000, 0x1_0000]);
        assert!(parts(u64::MAX).iter().all(|&part| part < threshold(1.0)));
        assert_eq!(parts(0x1111_2222_3333_4444), [0x1111, 0x2222, 0x3333, 0x4444]);
    }
}
