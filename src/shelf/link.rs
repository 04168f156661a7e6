//! A scenario as part of a page's address: what differs from the published baseline, and nothing
//! else, in letters that no programme breaks.
//!
//! The bytes behind the letters: the form, four of the baseline's fingerprint, the difference as
//! JSON with its commonest words shortened and its long numbers as they stand in memory, and four to
//! know by whether all of it has arrived. Names and not numbers say which field is meant, so that a
//! link outlives new fields. One control moved takes 42 letters, twenty with ranges of their own 700
//! to 850. Without the short words those would take 2,000 to 3,200; a library to deflate them would
//! make it 520 to 1,220.

use crate::scenario::mark;
use crate::scenario::{Checked, Scenario};
use std::rc::Rc;

/// Letters that a whole address may have: some programmes break longer ones.
pub const MOST_LETTERS: usize = 2_000;
/// Letters of a difference that are looked into.
const MOST_READ: usize = 8_000;
/// The form of the bytes: another one gets another number.
const FORM: u8 = 1;
/// Bytes of a fingerprint, and of what tells whether all has arrived.
const MARK: usize = 4;

/// Comes before a word that has no letter of its own.
const MORE: u8 = 0x1d;
/// Comes before the eight bytes of a number.
const NUMBER: u8 = 0x1e;
/// Words with a letter of their own.
const SHORT: usize = 28;
/// What JSON of a difference is full of, a word a line. Part of the meaning of a link: add, never
/// move. The first have the bytes 1 to 28, which JSON never holds; the others two bytes.
const WORDS: &str = include_str!("words.txt");

/// What stands in an address for a scenario.
pub fn link(scenario: &Scenario, published: &Scenario) -> String {
    let mut bytes = vec![FORM];
    bytes.extend(published.fingerprint());
    for piece in scenario.difference(published) {
        match piece {
            Ok(text) => shorten(&text, &mut bytes),
            Err(number) => {
                bytes.push(NUMBER);
                bytes.extend(number.to_le_bytes());
            }
        }
    }
    bytes.extend(mark(&bytes));
    letters(&bytes)
}

/// The scenario of a link.
///
/// # Errors
/// Everything that is wrong with it, a sentence each.
pub fn follow(link: &str, published: &Scenario) -> Result<Rc<Checked>, Vec<String>> {
    let broken = || {
        vec![
            "The link is cut short, or was changed on its way. Ask for it again, or for the scenario file."
                .to_owned(),
        ]
    };
    let bytes = if link.len() > MOST_READ { None } else { bytes(link) };
    let bytes = bytes.ok_or_else(broken)?;
    let (said, arrived) = bytes.split_last_chunk::<MARK>().ok_or_else(broken)?;
    if mark(said) != *arrived {
        return Err(broken());
    }
    let Some((&FORM, rest)) = said.split_first() else {
        return Err(vec![
            "The link is of a form that this planner does not know. Reload the page to get the newest planner, or ask for the scenario file.".into(),
        ]);
    };
    let (of, rest) = rest.split_first_chunk::<MARK>().ok_or_else(broken)?;
    if *of != published.fingerprint() {
        return Err(vec![
            "The link says what differs from another version of the published baseline than this planner has, so what it meant cannot be told. Ask for the scenario file, which says everything.".into(),
        ]);
    }
    let text = lengthen(rest).ok_or_else(broken)?;
    published.differing(&text).map(Rc::new)
}

/// Puts short words for long ones.
fn shorten(text: &str, bytes: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let known = WORDS.lines().enumerate().filter(|(_, word)| rest.starts_with(word));
        let Some((index, word)) = known.max_by_key(|(_, word)| word.len()) else {
            let length = first.len_utf8();
            bytes.extend(&rest.as_bytes()[..length]);
            rest = &rest[length..];
            continue;
        };
        if index >= SHORT {
            bytes.push(MORE);
        }
        let number = if index < SHORT { index + 1 } else { index - SHORT };
        // A test holds the list to this.
        bytes.push(u8::try_from(number).unwrap_or_default());
        rest = &rest[word.len()..];
    }
}

/// Puts the long words back; none where a byte means nothing.
fn lengthen(bytes: &[u8]) -> Option<String> {
    let mut text = Vec::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match *first {
            byte @ 0x20.. => text.push(byte),
            NUMBER => {
                let (number, after) = rest.split_first_chunk::<8>()?;
                let number = Some(f64::from_le_bytes(*number)).filter(|number| number.is_finite())?;
                text.extend(serde_json::to_string(&number).ok()?.bytes());
                rest = after;
            }
            MORE => {
                let (index, after) = rest.split_first()?;
                text.extend(WORDS.lines().nth(SHORT + usize::from(*index))?.bytes());
                rest = after;
            }
            byte => {
                let index = usize::from(byte).checked_sub(1).filter(|index| *index < SHORT)?;
                text.extend(WORDS.lines().nth(index)?.bytes());
            }
        }
    }
    String::from_utf8(text).ok()
}

/// The letters of base64url (RFC 4648), without padding.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn letters(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|index| u32::from(three.get(index).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for place in 0..=three.len() {
            text.push(LETTERS[(bits >> (18 - 6 * place) & 63) as usize].into());
        }
    }
    text
}

fn bytes(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for four in letters.as_bytes().chunks(4) {
        let mut bits = 0;
        for place in 0..4 {
            let value = match four.get(place) {
                Some(letter) => LETTERS.iter().position(|other| other == letter)?,
                None => 0,
            };
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let [_, three @ ..] = bits.to_be_bytes();
        bytes.extend(three.get(..four.len().checked_sub(1).filter(|count| *count > 0)?)?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Amount, BlockEdit, Control, Edit, Lever, Pert};
    use proptest::prelude::*;

    fn followed(scenario: &Scenario) -> Scenario {
        let kent = Scenario::kent();
        let link = link(scenario, &kent);
        assert!(link.bytes().all(|letter| LETTERS.contains(&letter)), "{link}");
        Rc::unwrap_or_clone(follow(&link, &kent).unwrap()).into_inner()
    }

    /// So many levers with ranges of their own, in long numbers or short ones.
    fn ranged(levers: usize, divisor: f64) -> Scenario {
        let kent = Scenario::kent();
        let mut scenario = kent.clone();
        for lever in Lever::all().take(levers) {
            let bounds = lever.bounds(&kent);
            let (low, high) = (*bounds.start(), *bounds.end());
            let central = low + (high - low) * 0.4 / divisor;
            let mut moved = scenario.clone();
            lever.set(&mut moved, &kent, central);
            let _refused = lever.set_range(&mut moved, central * 0.9, central * 1.1);
            // Some make no sense together.
            if moved.clone().check().is_ok() {
                scenario = moved;
            }
        }
        scenario
    }

    #[test]
    fn a_link_gives_back_what_it_was_made_of_to_the_last_bit() {
        let kent = Scenario::kent();
        assert_eq!(followed(&kent), kent);
        for divisor in [1.0, 3.0] {
            let scenario = ranged(Lever::COUNT, divisor);
            assert!(scenario.clone().check().is_ok());
            assert_eq!(followed(&scenario), scenario);
        }
        let mut scenario = kent.clone();
        for edit in [
            Edit::AddBlock,
            Edit::Block(2, BlockEdit::Volume(60)),
            Edit::Block(2, BlockEdit::Name("Cap “é” \u{1f600} \u{7f} \u{1}\n\\\"".into())),
            Edit::RemoveBlock(0),
            Edit::LocalitiesStart(3, 2027.67),
            Edit::BreakAfter(Some(3)),
            Edit::SchoolPlaces(0, 99.0),
            Edit::Explain(Control::Lever(Lever::Growth), "As agreed.".into()),
            Edit::Explain(Control::Extensions, "the of to \"rationale\":".into()),
        ] {
            edit.apply(&mut scenario, &kent);
        }
        scenario.name = "Anders".into();
        scenario.note = Some("Why".into());
        assert_eq!(followed(&scenario), scenario);
        Edit::BreakAfter(None).apply(&mut scenario, &kent);
        scenario.blocks.clear();
        scenario.needs.list[0].srp_share = 0.0;
        assert_eq!(followed(&scenario), scenario);
    }

    #[test]
    fn many_edits_fit() {
        let kent = Scenario::kent();
        let length = |scenario: &Scenario| link(scenario, &kent).len();
        let mut one = kent.clone();
        Lever::Growth.set(&mut one, &kent, 4.0);
        let lengths = [
            length(&kent),
            length(&one),
            length(&ranged(20, 1.0)),
            length(&ranged(20, 3.0)),
            length(&ranged(60, 1.0)),
        ];
        eprintln!("letters: {lengths:?}");
        assert!(lengths[0] < 20 && lengths[1] < 80 && lengths[3] < 1_200, "{lengths:?}");
    }

    #[test]
    fn a_link_that_was_made_before_is_understood_in_the_same_words() {
        // What stands here must never need another text: links are kept in messages for years.
        let mut bytes = vec![];
        shorten(
            r#"{"demand":{"growth":{"amount":{"pert":{"min":-0.02,"mode":0.04,"max":0.06}}}}}"#,
            &mut bytes,
        );
        assert_eq!(letters(&bytes), "ex0oex0vAi0wLjAyAzAuMDQEMC4wNgd9");
        assert_eq!(WORDS.lines().count(), 241, "add, and count the new ones");
        assert!(WORDS.lines().count() <= SHORT + 256);
        assert_eq!(WORDS.lines().nth(224), Some("for "));
        for (index, word) in WORDS.lines().enumerate() {
            assert!(
                !word.is_empty() && WORDS.lines().position(|other| other == word) == Some(index),
                "{word}"
            );
            let mut bytes = vec![];
            shorten(word, &mut bytes);
            assert_eq!(lengthen(&bytes).as_deref(), Some(word));
            assert!(bytes.len() <= 2, "{word}");
        }
    }

    #[test]
    fn any_letter_changed_or_lost_is_noticed() {
        let kent = Scenario::kent();
        let whole = link(&ranged(3, 3.0), &kent);
        for index in 0..whole.len() {
            let mut other = whole.clone().into_bytes();
            other[index] = if other[index] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).unwrap();
            // The last letter may hold bits that mean nothing.
            if bytes(&other) != bytes(&whole) {
                assert!(
                    follow(&other, &kent).unwrap_err()[0].contains("cut short, or was changed"),
                    "{index}"
                );
            }
            assert!(follow(&whole[..index], &kent).is_err(), "{index}");
        }
        for text in ["", "A", "AA", "=", "é", "%00", &"A".repeat(10_000)] {
            assert_eq!(follow(text, &kent).unwrap_err().len(), 1, "{text}");
        }
    }

    /// A link made by hand, with all its marks right.
    fn forged(form: u8, of: [u8; 4], said: &[u8]) -> String {
        let mut bytes = vec![form];
        bytes.extend(of);
        bytes.extend(said);
        bytes.extend(mark(&bytes));
        letters(&bytes)
    }

    #[test]
    fn a_forged_link_is_refused_as_a_bad_file_is() {
        let kent = Scenario::kent();
        let refused = |said: &[u8]| follow(&forged(FORM, kent.fingerprint(), said), &kent).unwrap_err();
        let told = refused(br#"{"run":{"futures":0},"demand":{"growth":{"amount":7},"grwth":1}}"#);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("Demand, grwth: demand.grwth: unknown field"), "{told:?}");
        assert!(told[1].starts_with("Growth in the rate of joining: demand.growth.amount is 7"), "{told:?}");
        assert!(told[2].starts_with("Futures to simulate: run.futures is 0"), "{told:?}");
        for said in [
            &b"{"[..],
            b"5",
            b"[]",
            b"null",
            b"\xff\xfe",
            &[0],
            &[0x1c, 0x1d],
            &[MORE, 250],
            &[NUMBER, 1, 2],
            &[b'{', NUMBER, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f],
            br#"{"version":9}"#,
            br#"{"blocks":{"of":[0,0]}}"#,
            br#"{"blocks":{"7":{}}}"#,
            br#"{"name":null}"#,
            &[b'['; 5_000],
            &[3; 5_000],
        ] {
            assert!(!refused(said).is_empty(), "{said:?}");
        }
        let mut other = kent.clone();
        other.demand.growth.amount = Amount::Pert(Pert { min: 0.0, mode: 0.02, max: 0.05 });
        let told = follow(&link(&kent, &other), &kent).unwrap_err();
        assert!(told[0].contains("another version of the published baseline"), "{told:?}");
        let told = follow(&forged(2, kent.fingerprint(), b"{}"), &kent).unwrap_err();
        assert!(told[0].contains("of a form"), "{told:?}");
        // Another note beside the same figures is no other baseline.
        let mut reworded = kent.clone();
        reworded.demand.growth.basis.note = "In other words.".into();
        assert_eq!(reworded.fingerprint(), kent.fingerprint());
        assert_ne!(other.fingerprint(), kent.fingerprint());
    }

    proptest! {
        #[test]
        fn bytes_come_back_from_their_letters(some: Vec<u8>) {
            prop_assert_eq!(bytes(&letters(&some)), Some(some));
        }

        #[test]
        fn text_comes_back_from_its_short_words(text in r#"(["a-z{}:,_ ]|the |"amount":|é){0,60}"#) {
            let mut bytes = vec![];
            shorten(&text, &mut bytes);
            prop_assert_eq!(lengthen(&bytes), Some(text));
        }

        #[test]
        fn any_bytes_are_refused_or_followed(said: Vec<u8>) {
            let kent = Scenario::kent();
            let _followed_or_refused = follow(&forged(FORM, kent.fingerprint(), &said), &kent);
        }
    }
}
