//! A number that may be uncertain: a value, or a distribution over the futures (M10.1).

use super::limits;
use crate::chance::{P90, QuantileCurve};
use crate::json::{Json, Read, Reader};
use derive::Read;
use serde::{Serialize, Serializer};
use std::ops::RangeInclusive;

/// A number, or its distribution over the futures.
///
/// In a file a bare number is the same in every future. A distribution is an object with its name, such as `{"pert":
/// {"min": -0.02, "mode": 0.02, "max": 0.06}}`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// The same in every future.
    Fixed(f64),
    /// A PERT distribution: a beta distribution from the lowest to the highest value, with weight 4 on the most likely
    /// one.
    Pert(Pert),
    /// A uniform distribution: every value between the two is equally likely.
    Uniform {
        /// The lowest value.
        min: f64,
        /// The highest value.
        max: f64,
    },
    /// A beta distribution: a share that is known as well as from a sample of a given size.
    Beta {
        /// The mean, 0 to 1.
        mean: f64,
        /// The size of the sample: the sum of the two shape parameters.
        sample_size: f64,
    },
    /// A log-normal distribution of a positive factor.
    LogNormal {
        /// The median: half of the futures lie below it.
        median: f64,
        /// The coefficient of variation: the standard deviation over the mean.
        cv: f64,
    },
    /// One value with a given probability, and a PERT distribution otherwise.
    SpikeAndSlab {
        /// The one value.
        spike: f64,
        /// The probability of that value, 0 to 1.
        chance: f64,
        /// The distribution of the other futures.
        slab: Pert,
    },
}

/// The three values of a PERT distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Read)]
pub struct Pert {
    /// The lowest value.
    pub min: f64,
    /// The most likely value.
    pub mode: f64,
    /// The highest value.
    pub max: f64,
}

impl Pert {
    /// The mean of the PERT distribution.
    pub fn mean(self) -> f64 {
        (self.min + 4.0 * self.mode + self.max) / 6.0
    }

    fn curve(self) -> QuantileCurve {
        let width = self.max - self.min;
        if width <= 0.0 {
            return QuantileCurve::Constant(self.mode);
        }
        let weight = 4.0 / width;
        let a = 1.0 + weight * (self.mode - self.min);
        let b = 1.0 + weight * (self.max - self.mode);
        QuantileCurve::beta(a, b, self.min, self.max)
    }

    fn map(self, f: impl Fn(f64) -> f64) -> Pert {
        Pert { min: f(self.min), mode: f(self.mode), max: f(self.max) }
    }
}

impl Amount {
    /// The number that a control shows: the fixed value, the mode, the median or the mean, whichever the distribution
    /// is stated by. For a spike and slab it is the mode of the slab.
    pub fn central(self) -> f64 {
        match self {
            Amount::Fixed(value) => value,
            Amount::Pert(pert) | Amount::SpikeAndSlab { slab: pert, .. } => pert.mode,
            Amount::Uniform { min, max } => 0.5 * (min + max),
            Amount::Beta { mean, .. } => mean,
            Amount::LogNormal { median, .. } => median,
        }
    }

    /// The mean over the futures.
    pub fn mean(self) -> f64 {
        match self {
            Amount::Fixed(value) => value,
            Amount::Pert(pert) => pert.mean(),
            Amount::Uniform { min, max } => 0.5 * (min + max),
            Amount::Beta { mean, .. } => mean,
            Amount::LogNormal { median, cv } => median * (1.0 + cv * cv).sqrt(),
            Amount::SpikeAndSlab { spike, chance, slab } => chance * spike + (1.0 - chance) * slab.mean(),
        }
    }

    /// The range that a control shows: the two ends of a distribution that has ends, and otherwise the range of the
    /// middle 8 in 10 futures.
    pub fn span(self) -> (f64, f64) {
        match self {
            Amount::Fixed(value) => (value, value),
            Amount::Pert(pert) | Amount::SpikeAndSlab { slab: pert, .. } => (pert.min, pert.max),
            Amount::Uniform { min, max } => (min, max),
            Amount::Beta { .. } | Amount::LogNormal { .. } => {
                let curve = self.curve();
                (curve.at(-P90, 0.5), curve.at(P90, 0.5))
            }
        }
    }

    /// Whether every future has the same value.
    pub fn is_fixed(self) -> bool {
        let (low, high) = self.span();
        low >= high && !matches!(self, Amount::SpikeAndSlab { .. })
    }

    /// Whether two amounts are equal but for rounding: they have the same shape, and their numbers agree to nine
    /// digits.
    pub fn is_close_to(self, other: Amount) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let alike = |a: Pert, b: Pert| close(a.min, b.min) && close(a.mode, b.mode) && close(a.max, b.max);
        match (self, other) {
            (Amount::Fixed(a), Amount::Fixed(b)) => close(a, b),
            (Amount::Pert(a), Amount::Pert(b)) => alike(a, b),
            (Amount::Uniform { min: a, max: b }, Amount::Uniform { min: c, max: d })
            | (Amount::Beta { mean: a, sample_size: b }, Amount::Beta { mean: c, sample_size: d })
            | (Amount::LogNormal { median: a, cv: b }, Amount::LogNormal { median: c, cv: d }) => {
                close(a, c) && close(b, d)
            }
            (
                Amount::SpikeAndSlab { spike, chance, slab },
                Amount::SpikeAndSlab { spike: other_spike, chance: other_chance, slab: other_slab },
            ) => close(spike, other_spike) && close(chance, other_chance) && alike(slab, other_slab),
            _ => false,
        }
    }

    /// The quantile curve, which turns a random number into a value.
    pub fn curve(self) -> QuantileCurve {
        match self {
            Amount::Fixed(value) => QuantileCurve::Constant(value),
            Amount::Pert(pert) => pert.curve(),
            Amount::Uniform { min, max } => QuantileCurve::Uniform { min, width: max - min },
            Amount::Beta { mean, sample_size } => {
                QuantileCurve::beta(mean * sample_size, (1.0 - mean) * sample_size, 0.0, 1.0)
            }
            Amount::LogNormal { median, cv } => {
                QuantileCurve::LogNormal { median, sigma: libm::sqrt(libm::log1p(cv * cv)) }
            }
            Amount::SpikeAndSlab { spike, chance, slab } => {
                QuantileCurve::Spiked { chance, spike, slab: Box::new(slab.curve()) }
            }
        }
    }

    /// The same shape, with a rising function applied to each of its values.
    #[must_use]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Amount {
        match self {
            Amount::Fixed(value) => Amount::Fixed(f(value)),
            Amount::Pert(pert) => Amount::Pert(pert.map(f)),
            Amount::Uniform { min, max } => Amount::Uniform { min: f(min), max: f(max) },
            Amount::Beta { mean, sample_size } => Amount::Beta { mean: f(mean), sample_size },
            Amount::LogNormal { median, cv } => Amount::LogNormal { median: f(median), cv },
            Amount::SpikeAndSlab { spike, chance, slab } => {
                Amount::SpikeAndSlab { spike, chance, slab: slab.map(f) }
            }
        }
    }
}

impl Amount {
    /// The same shape, moved to another central value.
    #[must_use]
    pub fn shifted(self, to: f64) -> Amount {
        self.map(|value| value + (to - self.central()))
    }

    /// The first shape that can be stretched to a central value, stretched to it. Where none can, the central value in
    /// every future.
    #[must_use]
    pub fn stretched(shapes: impl IntoIterator<Item = Amount>, to: f64) -> Amount {
        let shape = shapes.into_iter().find(|shape| shape.central() > 0.0 && to > 0.0);
        shape.map_or(Amount::Fixed(to), |shape| shape.map(|value| value * (to / shape.central())))
    }

    /// The same central value, with the parts of the distribution outside a range cut off. The central value must lie
    /// within the range.
    #[must_use]
    pub fn within(self, range: &RangeInclusive<f64>) -> Amount {
        let (low, high) = (*range.start(), *range.end());
        let cut = |pert: Pert| pert.map(|value| value.clamp(low, high));
        match self {
            Amount::Pert(pert) => Amount::Pert(cut(pert)),
            Amount::SpikeAndSlab { spike, chance, slab } => {
                Amount::SpikeAndSlab { spike: spike.clamp(low, high), chance, slab: cut(slab) }
            }
            Amount::Uniform { min, max } => {
                // Both ends move in together; otherwise the middle would move.
                let middle = self.central().clamp(low, high);
                let half = (0.5 * (max - min)).min(middle - low).min(high - middle);
                if half > 0.0 {
                    Amount::Uniform { min: middle - half, max: middle + half }
                } else {
                    Amount::Fixed(middle)
                }
            }
            Amount::Beta { mean, sample_size } => {
                let mean = mean.clamp(low, high);
                let least = *limits::BETA_SHAPE.start();
                if mean * sample_size < least || (1.0 - mean) * sample_size < least {
                    Amount::Fixed(mean)
                } else {
                    Amount::Beta { mean, sample_size }
                }
            }
            Amount::Fixed(value) => Amount::Fixed(value.clamp(low, high)),
            Amount::LogNormal { median, cv } => Amount::LogNormal { median: median.clamp(low, high), cv },
        }
    }
}

/// How an amount that is not a bare number is written to a file.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Named {
    Pert(Pert),
    Uniform { min: f64, max: f64 },
    Beta { mean: f64, sample_size: f64 },
    LogNormal { median: f64, cv: f64 },
    SpikeAndSlab { spike: f64, chance: f64, slab: Pert },
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = match *self {
            Amount::Fixed(value) => return serializer.serialize_f64(value),
            Amount::Pert(pert) => Named::Pert(pert),
            Amount::Uniform { min, max } => Named::Uniform { min, max },
            Amount::Beta { mean, sample_size } => Named::Beta { mean, sample_size },
            Amount::LogNormal { median, cv } => Named::LogNormal { median, cv },
            Amount::SpikeAndSlab { spike, chance, slab } => Named::SpikeAndSlab { spike, chance, slab },
        };
        named.serialize(serializer)
    }
}

const AN_AMOUNT: &str = "a number, or one of pert, uniform, beta, log_normal, spike_and_slab";

impl Read for Amount {
    fn read(reader: &mut Reader) -> Amount {
        match reader.value() {
            Json::Whole(_) | Json::Number(_) => return Amount::Fixed(f64::read(reader)),
            Json::Fields(fields) => {
                if let [(name, _)] = fields.as_slice() {
                    return reader.inside(name, |reader| distribution(reader, name));
                }
            }
            _ => {}
        }
        reader.expected(AN_AMOUNT);
        Amount::Fixed(0.0)
    }
}

fn distribution(reader: &mut Reader, name: &str) -> Amount {
    match name {
        "fixed" => Amount::Fixed(f64::read(reader)),
        "pert" => Amount::Pert(Pert::read(reader)),
        "uniform" => {
            reader.only(&["min", "max"]);
            Amount::Uniform { min: reader.field("min"), max: reader.field("max") }
        }
        "beta" => {
            reader.only(&["mean", "sample_size"]);
            Amount::Beta { mean: reader.field("mean"), sample_size: reader.field("sample_size") }
        }
        "log_normal" => {
            reader.only(&["median", "cv"]);
            Amount::LogNormal { median: reader.field("median"), cv: reader.field("cv") }
        }
        "spike_and_slab" => {
            reader.only(&["spike", "chance", "slab"]);
            let (spike, chance) = (reader.field("spike"), reader.field("chance"));
            Amount::SpikeAndSlab { spike, chance, slab: reader.field("slab") }
        }
        _ => {
            reader.refuse(&["unknown distribution; expected ", AN_AMOUNT]);
            Amount::Fixed(0.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Future, Normal, Purpose, distance};
    use crate::json::Unreadable;
    use rand_distr::{Beta, Distribution, LogNormal, Pert as RandPert, Uniform};

    fn draws(amount: Amount, n: u32) -> Vec<f64> {
        let curve = amount.curve();
        (0..n)
            .map(|i| {
                let address = Future::new(3, i).address(Purpose::Parameter, 0, 9);
                curve.at(Normal.sample(&mut address.stream()), address.uniform(0))
            })
            .collect()
    }

    /// Against the samplers of `rand_distr`, which work by quite other methods.
    #[test]
    fn every_distribution_draws_as_rand_distr_does() {
        let n = 20_000;
        // Two-sample limit at 1 in 10,000: 2.23 x sqrt(2 / n).
        let limit = 2.23 * (2.0 / f64::from(n)).sqrt();
        let mut rng = Future::new(99, 0).address(Purpose::Parameter, 0, 0).stream();
        let check = |amount: Amount, theirs: Vec<f64>| {
            let d = distance(draws(amount, n), theirs);
            assert!(d < limit, "{amount:?}: distance {d} over {limit}");
        };
        let mut take = |sampler: &dyn Fn(&mut rand::rngs::Xoshiro256PlusPlus) -> f64| {
            (0..n).map(|_| sampler(&mut rng)).collect::<Vec<f64>>()
        };
        let pert = RandPert::new(-0.02, 0.06).with_mode(0.02).unwrap();
        let theirs = take(&|rng| pert.sample(rng));
        check(Amount::Pert(Pert { min: -0.02, mode: 0.02, max: 0.06 }), theirs);
        let skewed = RandPert::new(22.0, 200.0).with_mode(60.0).unwrap();
        let theirs = take(&|rng| skewed.sample(rng));
        check(Amount::Pert(Pert { min: 22.0, mode: 60.0, max: 200.0 }), theirs);
        let beta = Beta::new(7.5, 142.5).unwrap();
        let theirs = take(&|rng| beta.sample(rng));
        check(Amount::Beta { mean: 0.05, sample_size: 150.0 }, theirs);
        let log_normal = LogNormal::from_mean_cv((1.0_f64 + 0.08 * 0.08).sqrt(), 0.08).unwrap();
        let theirs = take(&|rng| log_normal.sample(rng));
        check(Amount::LogNormal { median: 1.0, cv: 0.08 }, theirs);
        let uniform = Uniform::new(0.5, 1.2).unwrap();
        let theirs = take(&|rng| uniform.sample(rng));
        check(Amount::Uniform { min: 0.5, max: 1.2 }, theirs);
        let slab = RandPert::new(0.02, 0.30).with_mode(0.12).unwrap();
        let unit = Uniform::new(0.0, 1.0).unwrap();
        let theirs = take(&|rng| if unit.sample(rng) < 0.2 { 0.0 } else { slab.sample(rng) });
        let pert = Pert { min: 0.02, mode: 0.12, max: 0.30 };
        check(Amount::SpikeAndSlab { spike: 0.0, chance: 0.2, slab: pert }, theirs);
    }

    #[test]
    fn the_stated_mean_is_the_mean_of_the_draws() {
        let pert = Pert { min: 0.02, mode: 0.12, max: 0.30 };
        for amount in [
            Amount::Pert(pert),
            Amount::Uniform { min: 2.0, max: 3.0 },
            Amount::Beta { mean: 0.66, sample_size: 200.0 },
            Amount::LogNormal { median: 1.0, cv: 0.3 },
            Amount::SpikeAndSlab { spike: 0.0, chance: 0.2, slab: pert },
        ] {
            let values = draws(amount, 20_000);
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
            let error = (variance / n).sqrt();
            assert!((mean - amount.mean()).abs() < 4.0 * error, "{amount:?}: {mean} +- {error}");
        }
    }

    fn read(text: &str) -> Result<Amount, Unreadable> {
        crate::json::read_text(text)
    }

    #[test]
    fn a_file_may_say_a_number_or_a_distribution() {
        for text in [
            "0.02",
            r#"{"pert":{"min":-0.02,"mode":0.02,"max":0.06}}"#,
            r#"{"uniform":{"min":0.5,"max":1.2}}"#,
            r#"{"beta":{"mean":0.05,"sample_size":150.0}}"#,
            r#"{"log_normal":{"median":1.0,"cv":0.08}}"#,
            r#"{"spike_and_slab":{"spike":0.0,"chance":0.2,"slab":{"min":0.02,"mode":0.12,"max":0.3}}}"#,
        ] {
            let amount: Amount = read(text).unwrap();
            assert_eq!(serde_json::to_string(&amount).unwrap(), text);
        }
        assert_eq!(read("2").unwrap(), Amount::Fixed(2.0));
        assert!(read("\"2\"").is_err());
        assert!(read(r#"{"pert":{"min":1,"mode":2}}"#).is_err());
        assert!(read(r#"{"normal":{"mean":1}}"#).is_err());
    }
}
