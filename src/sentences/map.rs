//! Sentences on what a map shows.

use crate::ensemble::Summary;
use crate::words::{Series, chance, whole};

/// A figure that a map shows: what it counts, and whether it is a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The name of the figure, for the beginning of a sentence.
    pub label: &'static str,
    /// The series by which its values are formatted.
    pub series: Series,
    /// Whether it is a change, which is shown with its sign.
    pub is_change: bool,
}

impl Mapped {
    /// A value: `176`, `+9`, `£8.1m`.
    pub fn value(self, value: f64) -> String {
        let text = self.series.value(value);
        if self.is_change && value >= 0.5 { ["+", &text].concat() } else { text }
    }

    /// A range where there is little room: `150–204`, `−2 to 20`, `8.1–10.2`.
    pub fn small_range(self, low: f64, high: f64) -> String {
        let plain = |value: f64| self.series.value(value).replace(['£', 'm'], "");
        if self.is_change {
            [&plain(low), " to ", &self.value(high)].concat()
        } else {
            [&plain(low), "\u{2013}", &plain(high)].concat()
        }
    }

    /// A part of a map in words: its name and its figures.
    pub fn spoken(self, name: &str, s: &Summary) -> String {
        [name, ": ", &self.figures(s)].concat()
    }

    /// The accessible name of a part of a map. The text that is visible comes first, so that people who speak to the
    /// computer can say what they read; the full meaning follows. `written` begins with the name, which may be
    /// shortened.
    pub fn named<'a>(self, written: impl Iterator<Item = &'a str>, name: &str, s: &Summary) -> String {
        let written: Vec<&str> = written.collect();
        let is_known = written.first() == Some(&name);
        match written.join(" ") {
            none if none.is_empty() => self.spoken(name, s),
            seen if is_known => [&seen, ": ", &self.figures(s)].concat(),
            seen => [&seen, ": ", &self.spoken(name, s)].concat(),
        }
    }

    fn figures(self, s: &Summary) -> String {
        let (low, middle, high) = (self.value(s.p10), self.value(s.p50), self.value(s.p90));
        let range = if low == high {
            "the same in at least 8 in 10 futures".to_owned()
        } else {
            ["8 in 10 futures between ", &low, " and ", &high].concat()
        };
        let way = match self.direction(s) {
            Some(true) => "; a rise in at least 9 in 10",
            Some(false) => "; a fall in at least 9 in 10",
            None if self.is_change => "; it may rise or fall",
            None => "",
        };
        [&middle, " in the middle future, ", &range, way].concat()
    }

    /// Whether a change is a rise (true) or a fall (false) in at least 9 in 10 futures; none where it may be either,
    /// and where the figure is not a change.
    pub fn direction(self, s: &Summary) -> Option<bool> {
        if !self.is_change || (s.p10 <= 0.0 && s.p90 >= 0.0) { None } else { Some(s.p10 > 0.0) }
    }

    /// The value by which a part is shaded: 0 for a change that may go either way.
    pub fn shaded(self, s: &Summary) -> f64 {
        if self.is_change && self.direction(s).is_none() { 0.0 } else { s.p50 }
    }

    /// Says the main point of a map. Of changes it names only those that are a rise, or a fall, in at least 9 in 10
    /// futures, because the largest of the other changes is due to chance.
    pub fn sentence(self, when: &str, noun: &str, parts: &[(&str, Summary)]) -> String {
        let most = parts.iter().max_by(|a, b| a.1.p50.total_cmp(&b.1.p50));
        let Some((name, s)) = most else { return self.label.to_owned() };
        if !self.is_change {
            let middle = self.value(s.p50);
            return [self.label, ", ", when, ": most in ", name, ", ", &middle, " in the middle future"]
                .concat();
        }
        let clear = parts.iter().filter(|(_, s)| self.direction(s).is_some());
        let Some((name, s)) = clear.max_by(|a, b| a.1.p50.abs().total_cmp(&b.1.p50.abs())) else {
            return ["By ", when, ", no ", noun, " can be told apart from no change"].concat();
        };
        let verb = if s.p50 < 0.0 { "fall" } else { "rise" };
        [
            "Placements ",
            verb,
            " most in ",
            name,
            ": ",
            &self.value(s.p50),
            " by ",
            when,
            " in the middle future",
        ]
        .concat()
    }

    /// How certain the changes of these parts are.
    pub fn sureness(self, noun: &str, parts: &[(&str, Summary)]) -> String {
        let count = |way| parts.iter().filter(|(_, s)| self.direction(s) == way).count();
        let all = whole(parts.len() as f64);
        let of = |count: usize| {
            let nouns = if parts.len() == 1 { noun.to_owned() } else { [noun, "s"].concat() };
            [&whole(count as f64), " of ", &all, " ", &nouns].concat()
        };
        if !self.is_change || parts.is_empty() {
            return String::new();
        }
        let (up, down, either) = (count(Some(true)), count(Some(false)), count(None));
        let mut said: Vec<String> = Vec::new();
        let sure = chance(0.9);
        if up > 0 {
            said.push(["a rise in ", &of(up), " in at least ", &sure].concat());
        }
        if down > 0 {
            said.push(["a fall in ", &of(down), " in at least ", &sure].concat());
        }
        if either > 0 {
            said.push([&of(either), " may go either way"].concat());
        }
        let said = said.join("; ");
        let mut letters = said.chars();
        letters.next().map_or_else(String::new, |first| {
            std::iter::once(first.to_ascii_uppercase()).chain(letters).collect::<String>() + "."
        })
    }

    /// The values of a shade, from its lower to its upper bound.
    pub fn between(self, low: Option<f64>, high: Option<f64>) -> String {
        // Counts are whole numbers: a shade ends just below the beginning of the next.
        let is_count = self.series == Series::Pupils;
        let (low, high) = (
            low.map(|low| if is_count { low.ceil() } else { low }),
            high.map(|high| if is_count { high.ceil() - 1.0 } else { high }),
        );
        match (low, high) {
            (Some(low), Some(high)) if is_count && low >= high => self.value(low),
            (Some(low), Some(high)) => [&self.value(low), " to ", &self.value(high)].concat(),
            (None, Some(high)) => [&self.value(high), " or less"].concat(),
            (Some(low), None) => [&self.value(low), " or more"].concat(),
            (None, None) => "all".into(),
        }
    }
}

/// A name shortened to a number of letters, still recognisable: `Folkestone`, `Tun. Wells`.
pub fn short_name(name: &str, letters: usize) -> String {
    let long = |text: &str| text.chars().count() > letters;
    if !long(name) {
        return name.to_owned();
    }
    let first = name.split(" and ").next().unwrap_or(name);
    if !long(first) {
        return first.to_owned();
    }
    if let Some((word, rest)) = first.split_once(' ') {
        let start: String = word.chars().take(3).collect();
        let shorter = [&start, ". ", rest].concat();
        if !long(&shorter) {
            return shorter;
        }
    }
    let start: String = first.chars().take(letters.saturating_sub(1)).collect();
    [start.trim_end(), "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGE: Mapped = Mapped { label: "Change", series: Series::Pupils, is_change: true };
    const WAITING: Mapped = Mapped { label: "Waiting", series: Series::Pupils, is_change: false };
    const SPENDING: Mapped = Mapped { label: "Spending", series: Series::Pounds, is_change: false };

    fn s(p10: f64, p50: f64, p90: f64) -> Summary {
        Summary { mean: p50, sd: 1.0, p10, p25: p10, p50, p75: p90, p90 }
    }

    #[test]
    fn values_and_ranges_fit_a_tile() {
        assert_eq!(CHANGE.value(9.0), "+9");
        assert_eq!(CHANGE.value(0.2), "0");
        assert_eq!(CHANGE.value(-3.0), "\u{2212}3");
        assert_eq!(CHANGE.small_range(-2.0, 20.0), "\u{2212}2 to +20");
        assert_eq!(WAITING.small_range(150.0, 1_204.0), "150\u{2013}1,204");
        assert_eq!(SPENDING.value(8.1e6), "£8.1m");
        assert_eq!(SPENDING.small_range(8.14e6, 10.2e6), "8.1\u{2013}10");
    }

    #[test]
    fn a_part_is_spoken_with_its_range_and_whether_it_is_sure() {
        assert_eq!(
            CHANGE.spoken("Thanet", &s(2.0, 35.0, 70.0)),
            "Thanet: +35 in the middle future, 8 in 10 futures between +2 and +70; a rise in at least 9 in 10"
        );
        assert!(CHANGE.spoken("Dover", &s(-2.0, 3.0, 9.0)).ends_with("; it may rise or fall"));
        assert!(CHANGE.spoken("Dover", &s(-9.0, -3.0, -1.0)).ends_with("; a fall in at least 9 in 10"));
        assert_eq!(
            WAITING.spoken("Dover", &s(0.0, 0.0, 0.0)),
            "Dover: 0 in the middle future, the same in at least 8 in 10 futures"
        );
    }

    #[test]
    fn a_map_says_where_most_is_and_how_sure_that_is() {
        let parts =
            [("Thanet", s(2.0, 35.0, 70.0)), ("Dover", s(-9.0, -3.0, -1.0)), ("Swale", s(-1.0, 5.0, 9.0))];
        let said = CHANGE.sentence("January 2030", "district", &parts);
        assert_eq!(said, "Placements rise most in Thanet: +35 by January 2030 in the middle future");
        assert_eq!(
            CHANGE.sureness("district", &parts),
            "A rise in 1 of 3 districts in at least 9 in 10 futures; a fall in 1 of 3 districts in at least 9 in 10 \
             futures; 1 of 3 districts may go either way."
        );
        let fall = CHANGE.sentence("January 2030", "area", &parts[1..]);
        assert_eq!(fall, "Placements fall most in Dover: \u{2212}3 by January 2030 in the middle future");
        assert_eq!(
            CHANGE.sentence("January 2030", "area", &parts[2..]),
            "By January 2030, no area can be told apart from no change"
        );
        let shaded = |mapped: Mapped| parts.map(|part| mapped.value(mapped.shaded(&part.1)));
        assert_eq!(shaded(CHANGE), ["+35", "\u{2212}3", "0"]);
        assert_eq!(shaded(WAITING), ["35", "\u{2212}3", "5"]);
        assert_eq!(
            WAITING.sentence("January 2030", "area", &parts),
            "Waiting, January 2030: most in Thanet, 35 in the middle future"
        );
        assert_eq!(
            (WAITING.sureness("area", &parts), CHANGE.sureness("area", &[])),
            (String::new(), String::new())
        );
    }

    #[test]
    fn shades_are_named_by_the_whole_numbers_that_they_hold() {
        assert_eq!(WAITING.between(None, Some(20.0)), "19 or less");
        assert_eq!(WAITING.between(Some(20.0), Some(40.0)), "20 to 39");
        assert_eq!(WAITING.between(Some(40.0), None), "40 or more");
        assert_eq!(CHANGE.between(Some(-0.5), Some(0.5)), "0");
        assert_eq!(CHANGE.between(Some(-5.0), Some(-0.5)), "\u{2212}5 to \u{2212}1");
        assert_eq!(SPENDING.between(Some(2e6), Some(4e6)), "£2m to £4m");
    }

    #[test]
    fn a_part_is_called_by_what_is_written_on_it() {
        let s = s(150.0, 176.0, 204.0);
        let said = "176 in the middle future, 8 in 10 futures between 150 and 204";
        let named = |written: &[&str], name| WAITING.named(written.iter().copied(), name, &s);
        assert_eq!(named(&["Dover", "176", "150–204"], "Dover"), format!("Dover 176 150–204: {said}"));
        let short = named(&["Tun. Wells", "176", "150–204"], "Tunbridge Wells");
        assert_eq!(short, format!("Tun. Wells 176 150–204: Tunbridge Wells: {said}"));
        assert_eq!(named(&["176"], "Dover"), format!("176: Dover: {said}"));
        assert_eq!(named(&[], "Dover"), format!("Dover: {said}"));
    }

    #[test]
    fn names_are_shortened_to_what_is_known_again() {
        for (name, letters, short) in [
            ("Dover", 10, "Dover"),
            ("Folkestone and Hythe", 12, "Folkestone"),
            ("Tonbridge and Malling", 10, "Tonbridge"),
            ("Tunbridge Wells", 10, "Tun. Wells"),
            ("Tunbridge Wells", 20, "Tunbridge Wells"),
            ("Canterbury", 8, "Canterb…"),
            ("Élan", 3, "Él…"),
        ] {
            assert_eq!(short_name(name, letters), short, "{name}");
        }
    }
}
