//! The slides of a meeting: their order, which of them are shown, and what a planner writes on them.
//!
//! A [`Deck`] always has every kind of slide once, and shows at least one. Where a planner has written nothing, the
//! slide follows the figures. [`Edits`] undoes changes; [`read`] and [`write()`] store a deck in the browser.

mod edits;
mod kept;

pub use edits::Edits;
pub use kept::{ASIDE, KEY, MOST_BYTES, read, write};

use serde::Serialize;

/// The most characters of a title.
pub const TITLE: usize = 160;
/// The most characters of the lines of a slide.
pub const TEXT: usize = 900;
/// The most characters of a presenter's note.
pub const NOTE: usize = 2_000;
/// The most options side by side.
pub const OPTIONS: usize = 3;

/// The subject of a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What the meeting is about.
    Question,
    /// Where the council stands today.
    Now,
    /// How many pupils there may be.
    Pupils,
    /// What they may cost.
    Cost,
    /// Scenarios side by side.
    Options,
    /// Whether one option is clearly better than another.
    Really,
    /// A block on offer.
    Block,
    /// Whether the High Needs Block breaks even.
    Breakeven,
    /// What matters most.
    Matters,
    /// What the meeting is asked to decide.
    Ask,
}

impl Kind {
    /// All kinds, in the order in which a new deck has them.
    pub const ALL: [Kind; 10] = [
        Kind::Question,
        Kind::Now,
        Kind::Pupils,
        Kind::Cost,
        Kind::Options,
        Kind::Really,
        Kind::Block,
        Kind::Breakeven,
        Kind::Matters,
        Kind::Ask,
    ];

    /// The names of the kinds in a stored deck, in the order of [`Kind::ALL`].
    const NAMES: [&'static str; 10] =
        ["question", "now", "pupils", "cost", "options", "really", "block", "breakeven", "matters", "ask"];

    /// The name in a stored deck.
    pub fn name(self) -> &'static str {
        Kind::NAMES[self as usize]
    }

    /// The name in the outline.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Question => "The question",
            Kind::Now => "Where we are",
            Kind::Pupils => "How many pupils",
            Kind::Cost => "What it may cost",
            Kind::Options => "The options side by side",
            Kind::Really => "Is one really better?",
            Kind::Block => "The block on offer",
            Kind::Breakeven => "Breaking even",
            Kind::Matters => "What matters",
            Kind::Ask => "What we ask you to decide",
        }
    }

    /// Whether the slide consists of lines that a planner may write.
    pub fn has_lines(self) -> bool {
        matches!(self, Kind::Question | Kind::Ask)
    }
}

/// A slide. Empty texts follow the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slide {
    /// The subject of the slide.
    pub kind: Kind,
    /// Whether the slide is left out of the meeting.
    pub hidden: bool,
    /// The planner's title.
    pub title: String,
    /// The planner's text, line by line, where the slide has lines.
    pub text: String,
    /// The note that only the presenter sees.
    pub note: String,
}

impl Slide {
    fn new(kind: Kind) -> Slide {
        Slide { kind, hidden: false, title: String::new(), text: String::new(), note: String::new() }
    }

    /// The text of a part of the slide.
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => &self.title,
            Part::Text => &self.text,
            Part::Note => &self.note,
        }
    }

    fn part_mut(&mut self, part: Part) -> &mut String {
        match part {
            Part::Title => &mut self.title,
            Part::Text => &mut self.text,
            Part::Note => &mut self.note,
        }
    }
}

/// A part of a slide that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its title.
    Title,
    /// Its lines.
    Text,
    /// The presenter's note.
    Note,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 3] = [Part::Title, Part::Text, Part::Note];

    /// The most characters of the part.
    pub fn most(self) -> usize {
        match self {
            Part::Title => TITLE,
            Part::Text => TEXT,
            Part::Note => NOTE,
        }
    }
}

/// The slides, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deck {
    slides: Vec<Slide>,
    /// The names of the scenarios side by side; empty where the planner has not chosen any.
    options: Vec<String>,
}

impl Default for Deck {
    fn default() -> Deck {
        Deck { slides: Kind::ALL.map(Slide::new).into(), options: Vec::new() }
    }
}

/// A change of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Moves a slide one position towards the beginning.
    Earlier(Kind),
    /// Moves a slide one position towards the end.
    Later(Kind),
    /// Hides a slide, or shows it.
    Hide(Kind, bool),
    /// Writes a part of a slide; an empty text makes it follow the figures again.
    Write(Kind, Part, String),
    /// Chooses the scenarios side by side; an empty list leaves the choice to the program.
    Options(Vec<String>),
    /// Resets the deck to a new one.
    Reset,
}

impl Deck {
    /// All slides, in order.
    pub fn slides(&self) -> &[Slide] {
        &self.slides
    }

    /// The slides of the meeting, in order.
    pub fn shown(&self) -> impl Iterator<Item = &Slide> {
        self.slides.iter().filter(|slide| !slide.hidden)
    }

    /// The names of the scenarios side by side; empty where the planner has not chosen any.
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// The slide to show in place of one that is not shown.
    pub fn at(&self, kind: Kind) -> Kind {
        let place = self.place(kind);
        let shown = |slide: &&Slide| !slide.hidden;
        let next = self.slides[place..].iter().find(shown);
        next.or_else(|| self.slides[..place].iter().rev().find(shown)).map_or(kind, |slide| slide.kind)
    }

    /// The slide this many positions further on among those shown; beyond the ends, the first or the last.
    pub fn step(&self, from: Kind, by: isize) -> Kind {
        let shown: Vec<Kind> = self.shown().map(|slide| slide.kind).collect();
        let here = shown.iter().position(|kind| *kind == self.at(from)).unwrap_or(0);
        let there = here.saturating_add_signed(by).min(shown.len().saturating_sub(1));
        shown.get(there).copied().unwrap_or(from)
    }

    fn place(&self, kind: Kind) -> usize {
        self.slides.iter().position(|slide| slide.kind == kind).unwrap_or(0)
    }

    /// Applies a change. A change that makes no sense has no effect, such as a move beyond an end, or hiding the last
    /// slide that is shown. Text that is too long is cut.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Earlier(kind) => {
                let place = self.place(kind);
                self.slides.swap(place, place.saturating_sub(1));
            }
            Change::Later(kind) => {
                let place = self.place(kind);
                let last = self.slides.len() - 1;
                self.slides.swap(place, (place + 1).min(last));
            }
            Change::Hide(kind, hidden) => {
                let place = self.place(kind);
                if self.shown().any(|slide| slide.kind != kind) {
                    self.slides[place].hidden = hidden;
                }
            }
            Change::Write(kind, part, text) => {
                let place = self.place(kind);
                *self.slides[place].part_mut(part) = text.chars().take(part.most()).collect();
            }
            Change::Options(names) => self.options = names.into_iter().take(OPTIONS).collect(),
            Change::Reset => *self = Deck::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(deck: &Deck) -> Vec<Kind> {
        deck.slides().iter().map(|slide| slide.kind).collect()
    }

    #[test]
    fn slides_move_and_stop_at_the_ends() {
        let mut deck = Deck::default();
        deck.apply(Change::Earlier(Kind::Question));
        deck.apply(Change::Later(Kind::Ask));
        assert_eq!(deck, Deck::default());
        deck.apply(Change::Later(Kind::Question));
        assert_eq!(kinds(&deck)[..3], [Kind::Now, Kind::Question, Kind::Pupils]);
        deck.apply(Change::Earlier(Kind::Ask));
        assert_eq!(kinds(&deck)[8..], [Kind::Ask, Kind::Matters]);
    }

    #[test]
    fn a_meeting_steps_over_what_is_hidden() {
        let mut deck = Deck::default();
        deck.apply(Change::Hide(Kind::Now, true));
        deck.apply(Change::Hide(Kind::Ask, true));
        assert_eq!(deck.step(Kind::Question, 1), Kind::Pupils);
        assert_eq!(deck.step(Kind::Pupils, -1), Kind::Question);
        assert_eq!(deck.step(Kind::Question, -1), Kind::Question);
        assert_eq!(deck.step(Kind::Matters, 1), Kind::Matters);
        assert_eq!(deck.step(Kind::Question, isize::MAX), Kind::Matters);
        assert_eq!((deck.at(Kind::Now), deck.at(Kind::Ask)), (Kind::Pupils, Kind::Matters));
    }

    #[test]
    fn one_slide_stays() {
        let mut deck = Deck::default();
        for kind in Kind::ALL {
            deck.apply(Change::Hide(kind, true));
        }
        assert_eq!(deck.shown().map(|slide| slide.kind).collect::<Vec<_>>(), [Kind::Ask]);
        deck.apply(Change::Hide(Kind::Ask, false));
        deck.apply(Change::Hide(Kind::Now, false));
        assert_eq!(deck.shown().count(), 2);
    }

    #[test]
    fn what_is_too_long_is_cut_between_letters() {
        let mut deck = Deck::default();
        deck.apply(Change::Write(Kind::Now, Part::Title, "é".repeat(500)));
        assert_eq!(deck.slides()[1].title, "é".repeat(TITLE));
        deck.apply(Change::Options(["a", "b", "c", "d"].map(String::from).into()));
        assert_eq!(deck.options().len(), OPTIONS);
    }

    fn change() -> impl Strategy<Value = Change> {
        let kind = (0..Kind::ALL.len()).prop_map(|at| Kind::ALL[at]);
        let part = (0..3_usize).prop_map(|at| Part::ALL[at]);
        prop_oneof![
            kind.clone().prop_map(Change::Earlier),
            kind.clone().prop_map(Change::Later),
            (kind.clone(), any::<bool>()).prop_map(|(kind, hidden)| Change::Hide(kind, hidden)),
            (kind, part, any::<String>()).prop_map(|(kind, part, text)| Change::Write(kind, part, text)),
            prop::collection::vec("[ -~]{0,90}", 0..4).prop_map(Change::Options),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_done_every_kind_stays_once_and_is_read_back(
            changes in prop::collection::vec(change(), 0..40)
        ) {
            let mut deck = Deck::default();
            for change in changes {
                deck.apply(change);
            }
            let mut sorted = kinds(&deck);
            sorted.sort_by_key(|kind| *kind as usize);
            prop_assert_eq!(sorted, Kind::ALL);
            prop_assert!(deck.shown().count() > 0);
            prop_assert_eq!(read(&write(&deck)), Ok(deck));
        }
    }
}
