//! The prices of spot placements by academic year (M7.1, M7.2, M7.3), and of a block's places (M7.4).

/// The first step whose joiners pay the premium. The average prices of the two years before it are known, and
/// they already hold what the joiners of those years pay.
pub const PREMIUM_FROM: usize = 2;

/// The position of Lot A among the three spot channels; Lot B and off the framework come next.
pub const LOT_A: usize = 0;

/// The terms from which the prices of one future follow. Prices are pounds a year and pupil, rates are shares: 0.03 for
/// 3%.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceTerms {
    /// Prices of Lot A, Lot B and off the framework in the opening year.
    pub opening: [f64; 3],
    /// Prices of the same three channels in the year after it.
    pub next: [f64; 3],
    /// The share by which joiners pay more than those already placed.
    pub premium: f64,
    /// The average uplift a year.
    pub uplift: f64,
    /// The part of the uplift that the fee process avoids a year, beyond what the uplift already includes. It affects
    /// only the framework.
    pub avoided: f64,
    /// The step from which national price bands bind; none where they never do.
    pub bands_from: Option<usize>,
    /// The share by which bands change prices off the framework: -0.05 for 5% less.
    pub band_effect: f64,
}

/// The prices of one future by step: academic years from the opening one, which is step 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PricePath {
    /// Pounds a year that a pupil pays by step who pays no premium: in Lot A, in Lot B, off the framework.
    pub placed: Vec<[f64; 3]>,
    /// The share by which these prices rose on the framework since the step before; 0 in the opening year.
    pub framework_uplift: Vec<f64>,
    premium: f64,
}

impl PricePath {
    /// Fills the path for `deviations.len() + 2` academic years:
    ///
    /// ```text
    /// framework:      price(t) = price(t-1) x (1 + uplift + deviation(t) - avoided) x spared(t)
    /// off framework:  price(t) = price(t-1) x (1 + uplift + deviation(t)) x spared(t)
    /// spared(t) = [ 1 + premium x joined(t-1) ] / [ 1 + premium x joined(t) ]
    /// ```
    ///
    /// The prices of the opening year and of the next are known; each year after has the average uplift and a
    /// deviation of its own. `joined` is the share of pupils, from 0 to 1, who pay the premium at each step; a step
    /// that it does not name has 0.
    ///
    /// The uplift is that of average prices, which joiners raise by the premium they pay. What those
    /// already placed pay therefore rises by less: by so much that the average has the uplift while the
    /// share of pupils who pay the premium is `joined[step]`.
    pub fn fill(&mut self, terms: &PriceTerms, deviations: &[f64], joined: &[f64]) {
        self.premium = terms.premium;
        self.placed.clear();
        self.framework_uplift.clear();
        let mut index = [1.0, 1.0];
        for step in 0..deviations.len() + 2 {
            let base = if step == 0 { terms.opening } else { terms.next };
            let mut uplift = 0.0;
            if step >= PREMIUM_FROM {
                let general = terms.uplift + deviations[step - PREMIUM_FROM];
                let share = |step: usize| 1.0 + terms.premium * joined.get(step).copied().unwrap_or(0.0);
                let spared = share(step - 1) / share(step);
                uplift = (1.0 + general - terms.avoided) * spared - 1.0;
                index = [index[0] * (1.0 + uplift), index[1] * (1.0 + general) * spared];
            } else if step == 1 && base[0] > 0.0 && terms.opening[0] > 0.0 {
                uplift = base[0] / terms.opening[0] - 1.0;
            }
            let bands = terms.bands_from.is_some_and(|from| step >= from);
            let off = base[2] * index[1] * if bands { 1.0 + terms.band_effect } else { 1.0 };
            self.placed.push([base[0] * index[0], base[1] * index[0], off]);
            self.framework_uplift.push(uplift);
        }
    }

    /// The price of a block's place in pounds a year, from its `first` step on (M7.4): `signed` in that step, then
    /// rising by a share `indexation`, from 0 to 2, of the yearly uplift on the framework.
    pub fn block(&self, signed: f64, first: usize, indexation: f64) -> impl Iterator<Item = f64> {
        let later = self.framework_uplift.iter().skip(first + 1).scan(signed, move |price, uplift| {
            *price *= 1.0 + indexation * uplift;
            Some(*price)
        });
        std::iter::once(signed).chain(later)
    }

    /// Pounds a year that pupils pay at a step who join in it, or joined in any step since [`PREMIUM_FROM`]:
    /// `(1 + premium) x price`, in Lot A, in Lot B, off the framework.
    pub fn joined(&self, step: usize) -> [f64; 3] {
        let premium = if step < PREMIUM_FROM { 0.0 } else { self.premium };
        self.placed[step].map(|price| price * (1.0 + premium))
    }

    /// Pounds a year of a pupil in each spot way at a step: the three channels for those who joined before
    /// [`PREMIUM_FROM`], then the three channels for the others.
    pub fn spot(&self, step: usize) -> [f64; 6] {
        let ([a, b, off], [later_a, later_b, later_off]) = (self.placed[step], self.joined(step));
        [a, b, off, later_a, later_b, later_off]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> PriceTerms {
        PriceTerms {
            opening: [50_977.0, 50_977.0, 51_956.0],
            next: [54_460.0, 54_460.0, 58_656.0],
            premium: 0.04,
            uplift: 0.03,
            avoided: 0.0,
            bands_from: None,
            band_effect: -0.05,
        }
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} against {b}");
    }

    #[test]
    fn prices_compound_from_the_second_year() {
        let mut path = PricePath::default();
        path.fill(&terms(), &[0.0; 8], &[]);
        close(path.placed[0][0], 50_977.0);
        close(path.placed[1][2], 58_656.0);
        for years in 1..=8_i32 {
            let [a, b, off] = path.placed[1 + years.unsigned_abs() as usize];
            close(a, 54_460.0 * 1.03_f64.powi(years));
            close(b, a);
            close(off, 58_656.0 * 1.03_f64.powi(years));
        }
        close(path.joined(3)[0], 1.04 * 54_460.0 * 1.03 * 1.03);
    }

    /// Were nothing but joiners' prices to change, the average would rise by what they pay more; so the price
    /// of those already placed gives way, and the average over both rises by the uplift alone.
    #[test]
    fn the_average_price_rises_by_the_uplift_whatever_joiners_pay() {
        let joined = [0.0, 0.0, 0.2, 0.4, 0.5];
        let mut path = PricePath::default();
        path.fill(&terms(), &[0.0; 3], &joined);
        for (step, share) in joined.into_iter().enumerate().skip(2) {
            let spot = path.spot(step);
            for channel in 0..3 {
                let average = (1.0 - share) * spot[channel] + share * spot[3 + channel];
                let index = 1.03_f64.powi(i32::try_from(step).unwrap() - 1);
                close(average, terms().next[channel] * index);
            }
        }
        // Nobody pays a premium in the years whose averages are known.
        assert_eq!(path.spot(1)[..3], path.spot(1)[3..]);
    }

    #[test]
    fn the_fee_process_spares_the_framework_and_bands_only_the_rest() {
        let mut path = PricePath::default();
        path.fill(&PriceTerms { avoided: 0.01, bands_from: Some(4), ..terms() }, &[0.0, 0.005, 0.0], &[]);
        close(path.placed[2][0], 54_460.0 * 1.02);
        close(path.placed[3][0], 54_460.0 * 1.02 * 1.025);
        close(path.placed[3][2], 58_656.0 * 1.03 * 1.035);
        close(path.placed[4][2], 58_656.0 * 1.03 * 1.035 * 1.03 * 0.95);
        close(path.framework_uplift[3], 0.025);
    }
}
