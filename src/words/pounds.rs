//! Sums of money as text: the sign stands before the £.

use super::{decimal, short};

/// A sum in whole pounds: `£1,234`.
pub fn pounds(value: f64) -> String {
    pounds_to(value, 0)
}

/// A sum to this many decimal places of a pound: `£56,082.89`.
pub fn pounds_to(value: f64, places: usize) -> String {
    with_pound(&decimal(value, places), "")
}

/// A sum to the thousand pounds, and to the hundred below ten thousand: `£118,000`, `−£4,200`.
pub fn thousands(value: f64) -> String {
    let unit = if value.abs() >= 9_950.0 { 1_000.0 } else { 100.0 };
    pounds((value / unit).round() * unit)
}

/// A sum in millions, to the million from £10m and more precisely below: `£78m`, `£3.2m`, `−£0.08m`.
pub fn millions(value: f64) -> String {
    let millions = value / 1e6;
    let places = match millions.abs() {
        size if size >= 9.95 => 0,
        size if size >= 0.995 => 1,
        _ => 2,
    };
    let text = short(millions, places);
    if text == "0" { "£0".into() } else { with_pound(&text, "m") }
}

/// A change of a sum, always with its sign: `+£22m`.
pub fn movement(value: f64) -> String {
    let text = millions(value);
    if value > 0.0 && text != "£0" { format!("+{text}") } else { text }
}

/// A text in which no line ends between a minus sign and its pound sign.
pub fn tied(text: &str) -> String {
    text.replace("\u{2212}£", "\u{2212}\u{2060}£")
}

fn with_pound(number: &str, unit: &str) -> String {
    match number.strip_prefix('\u{2212}') {
        Some(size) => format!("\u{2212}£{size}{unit}"),
        None => format!("£{number}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_stands_before_the_pound() {
        assert_eq!(pounds(56_082.89), "£56,083");
        assert_eq!(pounds(-1_234.0), "\u{2212}£1,234");
        assert_eq!(pounds_to(56_082.892, 2), "£56,082.89");
        assert_eq!(tied("\u{2212}£96m to £2m"), "\u{2212}\u{2060}£96m to £2m");
        assert_eq!(pounds(f64::NAN), "£unknown");
    }

    #[test]
    fn millions_are_as_close_as_they_are_small() {
        let cases = [
            (78_030_000.0, "£78m"),
            (-78_030_000.0, "\u{2212}£78m"),
            (1_090_400_000.0, "£1,090m"),
            (9_960_000.0, "£10m"),
            (9_940_000.0, "£9.9m"),
            (3_000_000.0, "£3m"),
            (996_000.0, "£1m"),
            (80_000.0, "£0.08m"),
            (-80_000.0, "\u{2212}£0.08m"),
            (-3_000.0, "£0"),
        ];
        for (value, text) in cases {
            assert_eq!(millions(value), text, "{value}");
        }
        assert_eq!(movement(22e6), "+£22m");
        assert_eq!(movement(-22e6), "\u{2212}£22m");
        assert_eq!(movement(10.0), "£0");
    }

    #[test]
    fn small_sums_are_closer_than_large_ones() {
        assert_eq!([118_400.0, -4_240.0, 9_960.0].map(thousands), ["£118,000", "\u{2212}£4,200", "£10,000"]);
    }
}
