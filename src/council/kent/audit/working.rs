//! The sums behind the audit's values, written out with the report's own figures.

use super::Finding;

/// Adds the written sum to each value that has one.
pub(super) fn written_out(mut finding: Finding) -> Finding {
    let sums = SUMS.iter().find(|(code, _)| *code == finding.code).map_or(&[][..], |(_, sums)| *sums);
    for (quantity, sum) in finding.follows.iter_mut().zip(sums) {
        quantity.working = Some(*sum).filter(|sum| !sum.is_empty());
    }
    finding
}

/// The sum of each value by finding, in order; empty where a sum would not fit on a line. £1 a year adds up over eight
/// years at 2% to 8.582969 with rises from year two, 8.754628 with rises from year one, and 8.668374 with half a year's
/// rise in year one.
#[rustfmt::skip] // a finding is read as a row
const SUMS: [(&str, &[&str]); 25] = [
    ("A1", &["22 + 88", "22 ÷ 110", "88 ÷ 110"]),
    ("A2", &["1,094 + 690", "1,094 ÷ 1,784", "690 ÷ 1,784"]),
    ("A3", &["£58,656 − £54,460", "£4,196 ÷ £58,656", "£4,196 ÷ £54,460"]),
    ("A4", &["1,094 × £54,460", "690 × £58,656", "£59,579,240 + £40,472,640", "£100,051,880 ÷ 1,784", "(£54,460 + £58,656) ÷ 2"]),
    ("A5", &["£100,051,880 ÷ 1,784", "£59,801 − £56,082.89", "£3,718.11 ÷ £56,082.89", "£59,801 − £58,656", "1,784 × £59,801", "£106,684,984 − £100,051,880"]),
    ("A6", &["100% − 52% − 30% − 12%", "52% × 1,784", "30% × 1,784", "12% × 1,784", "6% × 1,784"]),
    ("A7", &["920 × £50,977"]),
    ("A8", &["(£88.8m − £46.9m) ÷ 770", "(£88.75m − £46.95m) ÷ 770", "(£88.85m − £46.85m) ÷ 770", "770 × £51,956", "£88.8m − £46.9m − £40,006,120"]),
    ("A9", &["920 × £50,977 + 770 × £51,956", "£88.8m − £86,904,960"]),
    ("A10", &["15 + 19", "£1,893,880 ÷ 34"]),
    ("A11", &["£54,460 ÷ £50,977 − 1", "£58,656 ÷ £51,956 − 1", "£58,656 ÷ £54,415.58 − 1"]),
    ("A12", &["£86,904,960 ÷ 1,690", "£56,082.89 ÷ £51,423.05 − 1", "£88.8m ÷ 1,690", "£56,082.89 ÷ £52,544.38 − 1"]),
    ("A13", &["£100,051,880 − £88.8m", "94 × £52,544.38", "1,784 × (£56,082.89 − £52,544.38)"]),
    ("A14", &["920 ÷ 1,690", "1,094 ÷ 1,784", "1,094 − 920", "174 ÷ 920", "770 − 690", "690 ÷ 770 − 1"]),
    ("A15", &["£51,956 − £50,977", "£979 ÷ £51,956", "£58,656 − £54,460", "£4,196 ÷ £58,656", "£4,196 ÷ £979"]),
    ("A16", &["1,094 ÷ 22", "690 ÷ 88", "1,784 ÷ 110"]),
    ("A17", &["1,784 × £59,801 × 8.582969", "1,784 × £59,801 × 8.754628", "1,784 × £59,801 × 8"]),
    ("A18", &["£100,051,880 × 8.754628", "1,690 × £59,801 × 8.668374", "1,706 × £59,801 × 8.582969", "1,707 × £59,801 × 8.582969", "1,673 × £59,801 × 8.754628", "1,674 × £59,801 × 8.754628", "£876m ÷ (£59,801 × 8.582969)", "£876m ÷ (£59,801 × 8.754628)", "£876m ÷ (1,784 × 8.582969)", "£876m ÷ (1,784 × 8.754628)", "£56,088.20 − £56,082.89"]),
    ("A19", &["£484m ÷ (£59,801 × 8.582969)", "£484m ÷ (£59,801 × 8.754628)", "£484m ÷ (£56,082.89 × 8.754628)", "£484m ÷ £876m"]),
    ("A22", &["£876m − £484m", "1,172 × £56,082.89 × 8.754628", "£876m − £575,434,284", "£575,434,284 − £484m", "1,172 × £59,801 × 8.668374", "£876m − £607,538,340", "£607,538,340 − £484m", "1,172 × £59,801 × 8.582969", "£876m − £601,552,595", "£601,552,595 − £484m", "1,172 × £59,801 × 8.754628", "£876m − £613,583,647", "£613,583,647 − £484m", "£262,416,353 ÷ £392m", "£300,565,716 ÷ £392m"]),
    ("A23", &["905 ÷ 1,172 − 1"]),
    ("A24", &["£1,042,436 + £1,026,716", "£1,042,436 ÷ £88.8m", "£1,026,716 ÷ £100,051,880"]),
    ("A25", &["£82m + £140m"]),
    ("A26", &["", "8 × 12", "", "7 ÷ 12", "5 ÷ 12"]),
    ("A27", &["(1.02⁸ − 1) ÷ 0.02", "(1.03⁸ − 1) ÷ 0.03", "8.892336 ÷ 8.582969 − 1", "(1.04⁸ − 1) ÷ 0.04", "9.214226 ÷ 8.582969 − 1", "(1.05⁸ − 1) ÷ 0.05", "9.549109 ÷ 8.582969 − 1", "(1.06⁸ − 1) ÷ 0.06", "9.897468 ÷ 8.582969 − 1", "(1.08⁸ − 1) ÷ 0.08", "10.636628 ÷ 8.582969 − 1"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::Unit;
    use crate::council::kent::audit::audit;
    use crate::council::kent::ceiling::{FROM_YEAR_ONE, FROM_YEAR_TWO, HALF_YEAR, annuity};

    /// What a sum comes to: numbers with their signs, brackets, the four operations, an eighth power.
    struct Sum<'a>(std::iter::Peekable<std::str::Chars<'a>>);

    impl Sum<'_> {
        fn of(text: &str) -> f64 {
            let plain: String = text.chars().filter(|c| !matches!(c, ' ' | ',' | '£')).collect();
            let mut sum = Sum(plain.chars().peekable());
            let value = sum.added();
            assert_eq!(sum.0.next(), None, "{text}");
            value
        }

        fn added(&mut self) -> f64 {
            let mut value = self.times();
            while let Some(sign) = self.0.next_if(|c| matches!(c, '+' | '−')) {
                let next = self.times();
                value += if sign == '+' { next } else { -next };
            }
            value
        }

        fn times(&mut self) -> f64 {
            let mut value = self.one();
            while let Some(sign) = self.0.next_if(|c| matches!(c, '×' | '÷')) {
                let next = self.one();
                value = if sign == '×' { value * next } else { value / next };
            }
            value
        }

        fn one(&mut self) -> f64 {
            if self.0.next_if_eq(&'(').is_some() {
                let value = self.added();
                assert_eq!(self.0.next(), Some(')'));
                return value;
            }
            let mut digits = String::new();
            while let Some(digit) = self.0.next_if(|c| c.is_ascii_digit() || *c == '.') {
                digits.push(digit);
            }
            let value: f64 = digits.parse().unwrap();
            match self.0.next_if(|c| matches!(c, 'm' | '%' | '⁸')) {
                Some('m') => value * 1e6,
                Some('%') => value / 100.0,
                Some(_) => value.powi(8),
                None => value,
            }
        }
    }

    #[test]
    fn every_sum_comes_to_its_value() {
        let mut seen = 0;
        for finding in audit() {
            for quantity in &finding.follows {
                let Some(sum) = quantity.working else { continue };
                seen += 1;
                let (value, comes_to) = (quantity.value, Sum::of(sum));
                // What is written has been rounded to the penny, or to a hundred-thousandth.
                let least = if matches!(quantity.unit, Unit::Share | Unit::Change) { 1e-5 } else { 0.01 };
                let tolerance = (3e-6 * value.abs()).max(least);
                let code = finding.code;
                assert!((comes_to - value).abs() <= tolerance, "{code}: {sum} is {comes_to}, not {value}");
            }
        }
        let written = SUMS.iter().flat_map(|(_, sums)| *sums).filter(|sum| !sum.is_empty());
        assert_eq!(seen, written.count(), "no sum without its value");
    }

    #[test]
    fn the_factors_of_eight_years_are_as_said() {
        for (first, said) in [(FROM_YEAR_TWO, 8.582_969), (FROM_YEAR_ONE, 8.754_628), (HALF_YEAR, 8.668_374)]
        {
            assert!((annuity(8, 0.02, first) - said).abs() < 5e-7);
        }
        assert!((Sum::of("(1,000 − £10) ÷ 2 × 10% + 1m − 2⁸") - 999_793.5).abs() < 1e-9);
    }
}
