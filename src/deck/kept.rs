//! Stores a deck in the browser as JSON, beside the shelf. What is read back is checked like any text from outside.

use super::{Deck, Kind, OPTIONS, Part, Slide};
use crate::json::{self, Read, Reader};
use crate::scenario::limits;

/// The key of the deck. The number is the version of the format: another format gets another key.
pub const KEY: &str = "sufficiency-planner/deck/1";
/// The key under which an unreadable deck is set aside.
pub const ASIDE: &str = "sufficiency-planner/deck/1/aside";
/// The size of the largest text that is read, in bytes: more than every part filled with characters that take an escape
/// of six bytes.
pub const MOST_BYTES: usize = 200_000;

impl Read for Kind {
    fn read(reader: &mut Reader) -> Kind {
        Kind::ALL[reader.word(&Kind::NAMES)]
    }
}

impl Read for Slide {
    fn read(reader: &mut Reader) -> Slide {
        reader.only(&["kind", "hidden", "title", "text", "note"]);
        Slide {
            kind: reader.field("kind"),
            hidden: reader.field("hidden"),
            title: text(reader, "title", Part::Title.most()),
            text: text(reader, "text", Part::Text.most()),
            note: text(reader, "note", Part::Note.most()),
        }
    }
}

impl Read for Deck {
    fn read(reader: &mut Reader) -> Deck {
        reader.only(&["slides", "options"]);
        let deck = Deck { slides: reader.field("slides"), options: reader.field("options") };
        let is_once = |kind: &Kind| deck.slides.iter().filter(|slide| slide.kind == *kind).count() == 1;
        if deck.slides.len() != Kind::ALL.len() || !Kind::ALL.iter().all(is_once) {
            reader.refuse(&["expected every kind of slide once"]);
        } else if deck.shown().next().is_none() {
            reader.refuse(&["expected a slide that is not hidden"]);
        }
        let long = |name: &String| name.chars().count() > *limits::NAME.end() + SUFFIX;
        if deck.options.len() > OPTIONS || deck.options.iter().any(long) {
            reader.refuse(&["expected the names of at most three scenarios as options"]);
        }
        deck
    }
}

/// The most characters that may follow a scenario's name: “, changed”.
const SUFFIX: usize = 10;

/// Reads a text of at most this many characters.
fn text(reader: &mut Reader, name: &str, most: usize) -> String {
    reader.inside(name, |reader| {
        let text = String::read(reader);
        if text.chars().count() > most {
            reader.refuse(&["expected at most ", &most.to_string(), " characters"]);
        }
        text
    })
}

/// The deck as JSON.
pub fn write(deck: &Deck) -> String {
    // The deck holds only texts and flags, so writing it cannot fail.
    serde_json::to_string(deck).unwrap_or_default()
}

/// Reads a deck from JSON.
///
/// # Errors
///
/// The reason, where the text is not a deck.
pub fn read(text: &str) -> Result<Deck, String> {
    if text.len() > MOST_BYTES {
        return Err("it is far larger than slides can be".into());
    }
    json::read_text(text).map_err(|unreadable| match unreadable.path.as_str() {
        "" => unreadable.reason,
        path => [path, ": ", &unreadable.reason].concat(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Change;
    use super::*;

    fn full() -> Deck {
        let mut deck = Deck::default();
        for kind in Kind::ALL {
            for part in Part::ALL {
                deck.apply(Change::Write(kind, part, "\u{1}".repeat(part.most())));
            }
        }
        deck.apply(Change::Options(vec!["\"".repeat(90); 3]));
        deck
    }

    #[test]
    fn the_fullest_deck_is_kept_and_read_back() {
        let text = write(&full());
        assert!(text.len() < MOST_BYTES, "{}", text.len());
        assert_eq!(read(&text), Ok(full()));
    }

    #[test]
    fn a_hostile_deck_is_refused_with_the_reason() {
        let good = write(&Deck::default());
        let swap = |from: &str, to: &str| {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good, "{from}");
            read(&bad).unwrap_err()
        };
        assert!(swap(r#""now""#, r#""question""#).contains("every kind of slide once"));
        assert!(swap(r#""now""#, r#""<script>""#).contains("slides[1].kind: expected one of question"));
        assert!(
            swap(r#""hidden":false"#, r#""hidden":0"#).contains("slides[0].hidden: expected true or false")
        );
        assert!(swap(r#""note":"""#, r#""note":"","style":"x""#).contains("unknown field"));
        assert!(swap(r#""options":[]"#, r#""options":["a","b","c","d"]"#).contains("at most three"));
        let long = format!(r#""title":"{}""#, "x".repeat(161));
        assert!(swap(r#""title":"""#, &long).contains("slides[0].title: expected at most 160 characters"));
        assert!(
            read(&good.replace(r#""hidden":false"#, r#""hidden":true"#)).unwrap_err().contains("not hidden")
        );
        let deep = "[".repeat(100_000);
        for text in ["", "{}", "null", r#"{"slides":[],"options":[]}"#, &deep] {
            assert!(read(text).is_err());
        }
        assert!(read(&" ".repeat(MOST_BYTES + 1)).unwrap_err().contains("far larger"));
    }
}
