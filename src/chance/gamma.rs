//! Normal and gamma numbers that agree to the last bit on every platform (M11.3).
//!
//! `rand_distr` has both, but takes its logarithms from the platform as soon as any crate in a
//! build switches on `num-traits/std`, as test and benchmark libraries do. These take theirs from
//! [`libm`], keep `rand_distr`'s interface, and are tested against its samplers.

use rand::Rng;
use rand_distr::{Distribution, Open01};

/// The standard normal distribution, by Box and Muller (A note on the generation of random normal deviates, 1958):
/// `sqrt(-2 ln u) x cos(2 pi v)` of two uniform numbers between 0 and 1, without rejection.
#[derive(Clone, Copy, Debug)]
pub struct Normal;

impl Distribution<f64> for Normal {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let radius: f64 = Open01.sample(rng);
        let turn: f64 = Open01.sample(rng);
        (-2.0 * libm::log(radius)).sqrt() * libm::cos(std::f64::consts::TAU * turn)
    }
}

/// The gamma distribution of a given shape k and mean 1, by Marsaglia and Tsang (A simple method for generating gamma
/// variables, 2000): with d = k - 1/3, c = 1/sqrt(9d), a standard normal x and a uniform u, the number
/// `d (1 + c x)^3 / k` is taken where `ln u < x^2/2 + d (1 - v + ln v)`, v = (1 + c x)^3; otherwise both are drawn again.
/// Its variance is 1/k.
#[derive(Clone, Copy, Debug)]
pub struct Gamma {
    /// The shape k, above 0.
    shape: f64,
}

impl Gamma {
    /// A gamma distribution of this shape. None where the shape is not above 0, not a number included: there is no such
    /// distribution, and a caller for whom 0 means no doubt has to say what comes in its place.
    pub fn new(shape: f64) -> Option<Gamma> {
        (shape > 0.0).then_some(Gamma { shape })
    }
}

impl Distribution<f64> for Gamma {
    #[allow(clippy::many_single_char_names)] // as in the paper
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        // Below shape 1: a gamma of one more, shrunk by a power of a uniform number.
        let small = self.shape < 1.0;
        let d = if small { self.shape + 1.0 } else { self.shape } - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = Normal.sample(rng);
            let root = 1.0 + c * x;
            let u: f64 = Open01.sample(rng);
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let square = x * x;
            if u < 1.0 - 0.0331 * square * square
                || libm::log(u) < 0.5 * square + d * (1.0 - v + libm::log(v))
            {
                let shrink = if small {
                    let u: f64 = Open01.sample(rng);
                    libm::pow(u, 1.0 / self.shape)
                } else {
                    1.0
                };
                return d * v * shrink / self.shape;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Future, Purpose, distance};
    use rand::rngs::Xoshiro256PlusPlus;

    fn draws(sampler: impl Fn(&mut Xoshiro256PlusPlus) -> f64, future: u32) -> Vec<f64> {
        let mut rng = Future::new(5, future).address(Purpose::Shock, 0, 0).stream();
        (0..20_000).map(|_| sampler(&mut rng)).collect()
    }

    #[test]
    fn normal_and_gamma_draw_as_rand_distr_does() {
        // Two-sample limit at 1 in 10,000: 2.23 x sqrt(2 / n).
        let limit = 2.23 * (2.0 / 20_000.0_f64).sqrt();
        let theirs = draws(|rng| rand_distr::StandardNormal.sample(rng), 0);
        let d = distance(draws(|rng| Normal.sample(rng), 1), theirs);
        assert!(d < limit, "normal: {d}");
        for shape in [0.3, 1.0, 2.5, 60.0, 1_000.0] {
            let reference = rand_distr::Gamma::new(shape, 1.0 / shape).unwrap();
            let ours = Gamma::new(shape).unwrap();
            let d = distance(draws(|rng| ours.sample(rng), 2), draws(|rng| reference.sample(rng), 3));
            assert!(d < limit, "gamma of shape {shape}: {d}");
        }
        assert!(Gamma::new(0.0).is_none() && Gamma::new(f64::NAN).is_none());
    }
}
