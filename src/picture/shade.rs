//! The shades of a map: few enough to be distinguishable, each with text that can be read on it.

use super::ticks;

/// The shades for numbers from 0, pale to dark; text on the first three is dark.
pub const RISING: [&str; 5] = ["#e3eef8", "#b3d3ee", "#6bace6", "#2073bc", "#12436d"];
/// The shades for changes, from a fall to a rise: orange to blue, which people with any colour vision can distinguish.
/// The middle one is for a change of about 0, or one that may go either way.
pub const EITHER: [&str; 7] = ["#b8470a", "#f3a77b", "#fbdcc9", "#f3f2f1", "#cfe2f4", "#6bace6", "#12436d"];
/// The dark and the light colour of text.
pub const INKS: [&str; 2] = ["#0b0c0c", "#ffffff"];

/// The position in [`INKS`] of the colour that can be read on a shade.
pub fn ink(shade: &str) -> usize {
    usize::from(contrast(shade, INKS[1]) > contrast(shade, INKS[0]))
}

/// The relative luminance of a colour (WCAG 2.2), from 0 to 1.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// The contrast ratio of two colours (WCAG 2.2), from 1 to 21.
pub fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The shades of a map and the numbers that each stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Shades {
    /// The shades, lowest first.
    pub colours: Vec<&'static str>,
    /// The bounds between neighbouring shades: one fewer than there are shades. A number on a bound has the shade above
    /// it.
    pub bounds: Vec<f64>,
    /// Whether the shades are for changes, with the middle one for about 0.
    pub is_either: bool,
}

impl Shades {
    /// Makes shades for numbers from 0.
    pub fn rising(values: &[f64]) -> Shades {
        let most = values.iter().copied().fold(0.0, f64::max);
        let least = values.iter().copied().fold(most, f64::min);
        let ticks = ticks(least, most, RISING.len() - 1);
        // The bounds between the first and the last tick, with as many shades as they need.
        let bounds: Vec<f64> = ticks[1..ticks.len() - 1].iter().copied().take(RISING.len() - 1).collect();
        let colours = match bounds.len() {
            0 => vec![RISING[2]],
            1 => vec![RISING[1], RISING[3]],
            2 => vec![RISING[0], RISING[2], RISING[4]],
            3 => vec![RISING[0], RISING[1], RISING[2], RISING[3]],
            _ => RISING.to_vec(),
        };
        Shades { colours, bounds, is_either: false }
    }

    /// Makes shades for changes: equal distances from 0 are equally dark in both directions.
    pub fn either(values: &[f64]) -> Shades {
        let most = values.iter().map(|value| value.abs()).fold(0.0, f64::max).max(1.0);
        let step = ticks(0.0, most, 3)[1];
        let small = (0.25 * step).max(0.5);
        let bounds = [-2.0 * step, -step, -small, small, step, 2.0 * step].to_vec();
        Shades { colours: EITHER.to_vec(), bounds, is_either: true }
    }

    /// The position of the shade of a number.
    pub fn index(&self, value: f64) -> usize {
        self.bounds.iter().filter(|&&bound| value >= bound).count().min(self.colours.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_every_shade_and_neighbours_can_be_told_apart() {
        assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        for shade in RISING.iter().chain(&EITHER) {
            assert!(contrast(shade, INKS[ink(shade)]) >= 4.5, "{shade}");
        }
        for pair in RISING.windows(2).chain(EITHER.windows(2)) {
            assert!(contrast(pair[0], pair[1]) > 1.14, "{pair:?}: {}", contrast(pair[0], pair[1]));
        }
        // Without any hue the rising ones are still in order.
        assert!(RISING.windows(2).all(|pair| luminance(pair[0]) > luminance(pair[1])));
        // And either side of the changes gets darker.
        assert!(EITHER[..4].windows(2).all(|pair| luminance(pair[0]) < luminance(pair[1])));
        assert!(EITHER[3..].windows(2).all(|pair| luminance(pair[0]) > luminance(pair[1])));
    }

    #[test]
    fn shades_cover_every_number_in_order() {
        for values in
            [vec![], vec![0.0], vec![5.0, 5.0], vec![87.0, 176.0, 192.0], vec![0.0, 1.0], vec![2.0, 3e7]]
        {
            let shades = Shades::rising(&values);
            assert_eq!(shades.bounds.len() + 1, shades.colours.len(), "{values:?}");
            assert!(shades.bounds.windows(2).all(|pair| pair[0] < pair[1]));
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            assert!(sorted.windows(2).all(|pair| shades.index(pair[0]) <= shades.index(pair[1])));
        }
        let spread = Shades::rising(&[87.0, 120.0, 176.0, 192.0]);
        assert_ne!(spread.index(87.0), spread.index(192.0));
        assert_eq!(spread.index(f64::NAN), 0);
    }

    #[test]
    fn a_rise_and_a_fall_of_one_size_are_equally_dark() {
        let shades = Shades::either(&[-3.0, 9.0]);
        assert_eq!((shades.index(0.0), shades.index(0.3)), (3, 3));
        for change in [1.0, 3.0, 9.0, 40.0] {
            assert_eq!(shades.index(change) - 3, 3 - shades.index(-change), "{change}");
        }
        assert!(shades.index(9.0) > shades.index(1.0));
        assert_eq!(Shades::either(&[]).index(0.0), 3);
    }
}
