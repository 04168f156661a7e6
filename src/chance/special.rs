//! The distribution functions that the quantile curves (M10.1) are made from.

/// The probability, from 0 to 1, that a standard normal is at most `z`: `erfc(-z / sqrt 2) / 2`. Any z.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The density of a standard normal at `z`: `exp(-z^2 / 2) / sqrt(2 pi)`. Any z.
pub(super) fn normal_density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) * 0.398_942_280_401_432_7
}

/// The logarithm of the beta function, `ln Γ(a) + ln Γ(b) - ln Γ(a + b)`, for a and b above 0.
pub(super) fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// The probability, from 0 to 1, that a Beta(a, b) is at most `x`, for a and b above 0 and any x: the regularised
/// incomplete beta function `I_x(a, b)` (DLMF 8.17.2).
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    beta_cdf_with(a, b, ln_beta(a, b), x)
}

/// The same as [`beta_cdf`], where the caller keeps [`ln_beta`] of a and b.
pub(super) fn beta_cdf_with(a: f64, b: f64, ln_beta: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - ln_beta);
    // The fraction converges fast below the mean; above it the mirror image does.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method, for x below
/// `(a + 1) / (a + b + 2)`, where it converges fast.
#[allow(clippy::many_single_char_names)] // as in the reference
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let keep = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / keep(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..1_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / keep(1.0 + even * d);
        c = keep(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / keep(1.0 + odd * d);
        c = keep(1.0 + odd / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beta(a, b) with whole a and b is a binomial tail: an independent finite sum.
    #[test]
    fn the_incomplete_beta_function_is_a_binomial_tail() {
        for (a, b) in [(1_i32, 1_i32), (2, 5), (7, 3), (40, 61)] {
            for x in [0.001, 0.1, 0.37, 0.5, 0.9, 0.999] {
                let n = a + b - 1;
                let mut tail = 0.0;
                for k in a..=n {
                    let mut term = 1.0;
                    for j in 0..k {
                        term *= f64::from(n - j) / f64::from(k - j) * x;
                    }
                    for _ in k..n {
                        term *= 1.0 - x;
                    }
                    tail += term;
                }
                let cdf = beta_cdf(f64::from(a), f64::from(b), x);
                assert!((cdf - tail).abs() < 1e-12, "Beta({a}, {b}) at {x}: {cdf} against {tail}");
            }
        }
    }

    #[test]
    fn the_normal_distribution_matches_its_table() {
        for (z, probability) in [(0.0, 0.5), (1.281_551_565_544_6, 0.9), (-1.959_963_984_540_05, 0.025)] {
            assert!((normal_cdf(z) - probability).abs() < 1e-12);
        }
    }
}
