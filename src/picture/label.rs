//! Room for labels on a chart. Their width is estimated, because nothing is measured before it is drawn.

/// The width of a character in pixels, on the wide side: 13-pixel bold type of the usual sans serif faces.
const CHARACTER: f64 = 7.6;
/// The gap in pixels between a label and what it names.
const GAP: f64 = 6.0;
/// The gap in pixels between two labels of an axis.
const APART: f64 = 12.0;
/// The gap in pixels between a vertical axis and its labels.
pub const BEFORE_AXIS: f64 = 8.0;

/// The end of a text that stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
}

#[allow(clippy::cast_precision_loss)] // a few words
fn wide(text: &str) -> f64 {
    CHARACTER * text.chars().count() as f64
}

/// The position of the name of a vertical line at `x` on a chart from 0 to `edge`: after the line where there is room,
/// otherwise before it, otherwise as far right as it fits.
pub fn beside(x: f64, name: &str, edge: f64) -> (f64, Anchor) {
    let wide = wide(name) + GAP;
    if x + wide <= edge {
        (x + GAP, Anchor::Start)
    } else if x >= wide {
        (x - GAP, Anchor::End)
    } else {
        (edge, Anchor::End)
    }
}

/// The width in pixels that a vertical axis needs on its left for its labels.
pub fn aside(labels: impl IntoIterator<Item = String>) -> f64 {
    labels.into_iter().map(|label| wide(&label)).fold(0.0, f64::max) + BEFORE_AXIS
}

/// How many labels like this one fit on an axis of this many pixels; at least two.
pub fn room(pixels: f64, label: &str) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few
    let labels = (pixels / (wide(label) + APART)).clamp(2.0, 99.0) as usize;
    labels
}

/// The ticks of an axis that there is room for: every one, or every second, third, and so on.
pub fn thinned(ticks: Vec<f64>, pixels: f64, say: impl Fn(f64) -> String) -> Vec<f64> {
    let said = ticks.iter().map(|&tick| say(tick)).max_by_key(|said| said.chars().count());
    let room = said.map_or(1, |longest| room(pixels, &longest));
    let every = ticks.len().div_ceil(room).max(1);
    ticks.into_iter().step_by(every).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_after_its_line_or_before_it_and_never_beyond_the_chart() {
        assert_eq!(beside(100.0, "Yours: 24", 400.0), (106.0, Anchor::Start));
        assert_eq!(beside(380.0, "Yours: 24", 400.0), (374.0, Anchor::End));
        assert_eq!(beside(100.0, "Best on average: 18", 200.0), (200.0, Anchor::End));
        for x in 0..=254 {
            let (at, anchor) = beside(f64::from(x), "Best on average: 18", 254.0);
            let wide = wide("Best on average: 18");
            let (from, to) = if anchor == Anchor::Start { (at, at + wide) } else { (at - wide, at) };
            assert!(from >= 0.0 && to <= 254.0, "at {x}: {from} to {to}");
        }
    }

    #[test]
    fn an_axis_has_room_for_its_longest_label() {
        // Drawn in 13-pixel type this one is 81 pixels wide.
        let pounds = ["£0", "−£1,250,000", "£500,000"].map(String::from);
        assert!((89.0..96.0).contains(&aside(pounds)));
        assert!(aside(["£0".into()]) < 24.0);
    }

    #[test]
    fn labels_of_an_axis_stand_apart() {
        let pounds = |tick: f64| format!("£{tick}m");
        let ticks = vec![25.0, 50.0, 75.0, 100.0, 125.0];
        assert_eq!(thinned(ticks.clone(), 600.0, pounds), ticks);
        assert_eq!(thinned(ticks.clone(), 150.0, pounds), [25.0, 75.0, 125.0]);
        assert_eq!(thinned(ticks, 20.0, pounds), [25.0, 100.0]);
        assert!(thinned(Vec::new(), 100.0, pounds).is_empty());
        assert_eq!([room(130.0, "25/26"), room(10.0, "25/26")], [2, 2]);
    }
}
