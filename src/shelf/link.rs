//! A scenario as part of a page's address: only what differs from the published baseline, in letters that every program
//! accepts.
//!
//! The bytes behind the letters are the form, four of the baseline's fingerprint, the difference as JSON, compressed
//! with the baseline as the known text, and four as a checksum. Long numbers are in binary, which is shorter than
//! digits. Fields are given by name and not by number, so that links survive new fields. A moved growth takes 43
//! letters, twenty controls with their ranges 450 to 520.

use super::deflate::{Bad, deflate, inflate};
use super::first_link::{self, NUMBER, number};
use super::letters::{bytes, letters};
use crate::scenario::{Checked, Scenario, mark};
use std::rc::Rc;

/// The number of letters that a whole address may have: some programs break longer ones.
pub const MOST_LETTERS: usize = 2_000;
/// The number of letters of a difference that are read.
const MOST_READ: usize = 8_000;
/// The number of bytes of a difference that are decompressed: more than all texts of a scenario that fit into its
/// letters.
const MOST_BYTES: usize = 100_000;
/// The number of the form that is written; a new form gets a new number.
const FORM: u8 = 2;
/// The number of the form that was written before.
const FIRST_FORM: u8 = 1;
/// The number of bytes of a fingerprint and of the checksum.
const MARK: usize = 4;

/// The letters of an address for a scenario.
pub fn link(scenario: &Scenario, published: &Scenario) -> String {
    let mut said = Vec::new();
    for piece in scenario.difference(published) {
        match piece {
            Ok(text) => said.extend(text.bytes()),
            Err(number) => {
                said.push(NUMBER);
                said.extend(number.to_le_bytes());
            }
        }
    }
    written(FORM, published.fingerprint(), &deflate(&said, published.skeleton().as_bytes()))
}

/// The letters of a link with a difference from a baseline, in a form.
fn written(form: u8, of: [u8; MARK], said: &[u8]) -> String {
    let mut bytes = vec![form];
    bytes.extend(of);
    bytes.extend(said);
    bytes.extend(mark(&bytes));
    letters(&bytes)
}

/// The scenario of a link.
///
/// # Errors
/// Everything that is wrong with the link, one sentence each.
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
    let (form, rest) = said.split_first().ok_or_else(broken)?;
    if ![FIRST_FORM, FORM].contains(form) {
        return Err(vec![
            "The link is in a form that this planner does not know. Reload the page to get the newest planner, or ask for the scenario file.".into(),
        ]);
    }
    let (of, rest) = rest.split_first_chunk::<MARK>().ok_or_else(broken)?;
    if *of != published.fingerprint() {
        return Err(vec![
            "The link was made with another version of the published baseline, so this planner cannot tell what it means. Ask for the scenario file, which holds everything.".into(),
        ]);
    }
    let text = if *form == FIRST_FORM {
        first_link::lengthen(rest)
    } else {
        match inflate(rest, published.skeleton().as_bytes(), MOST_BYTES) {
            Ok(bytes) => lengthen(&bytes),
            Err(Bad::Broken) => None,
            Err(Bad::TooMuch) => {
                return Err(vec![
                    "The link holds more than a scenario can, so it was not made by a planner. Ask for the scenario file.".into(),
                ]);
            }
        }
    };
    published.differing(&text.ok_or_else(broken)?).map(Rc::new)
}

/// Replaces packed numbers by their digits; `None` where that cannot be done.
fn lengthen(bytes: &[u8]) -> Option<String> {
    let mut text = Vec::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == NUMBER {
            let (bytes, after) = rest.split_first_chunk::<8>()?;
            text.extend(number(*bytes)?.bytes());
            rest = after;
        } else {
            text.push(*first);
        }
    }
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Amount, BlockEdit, Control, Edit, Lever, Pert};
    use proptest::prelude::*;

    fn followed(scenario: &Scenario) -> Scenario {
        let kent = Scenario::kent();
        let link = link(scenario, &kent);
        assert!(
            link.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter)),
            "{link}"
        );
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
        assert!(lengths[0] < 20 && lengths[1] < 45 && lengths[3] < 550 && lengths[4] < 1_100, "{lengths:?}");
    }

    /// A link of the first form, as it was written then.
    fn first(said: &[u8]) -> String {
        written(FIRST_FORM, Scenario::kent().fingerprint(), said)
    }

    #[test]
    fn links_that_were_made_before_are_understood_for_ever() {
        let kent = Scenario::kent();
        let mut moved = kent.clone();
        moved.demand.growth.amount = Amount::Pert(Pert { min: -0.02, mode: 0.04, max: 0.06 });
        // What stands here must never need another text: links are kept in messages for years.
        for link in [FIRST, SECOND] {
            assert_eq!(
                follow(link, &kent).unwrap_or_else(|told| panic!("{link}: {told:?}")).demand,
                moved.demand
            );
        }
        assert_eq!(link(&moved, &kent), SECOND);
    }

    /// Growth of -2%, 4% and 6% in the first form.
    const FIRST: &str = "AZJf8G97HSh7HS8CLTAuMDIDMC4wNAQwLjA2B31v0_6p";
    /// The same in the second.
    const SECOND: &str = "ApJf8G-rRpojImpyBEf6MQO1gmoBuPIbjQ";

    #[test]
    fn any_letter_changed_or_lost_is_noticed() {
        let kent = Scenario::kent();
        let whole = link(&ranged(3, 3.0), &kent);
        for index in 0..whole.len() {
            let mut other = whole.clone().into_bytes();
            other[index] = if other[index] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).unwrap();
            assert!(follow(&other, &kent).unwrap_err()[0].contains("cut short, or was changed"), "{index}");
            assert!(follow(&whole[..index], &kent).is_err(), "{index}");
        }
        for text in ["", "A", "AA", "=", "é", "%00", &"A".repeat(10_000), &"A".repeat(10_000_000)] {
            assert_eq!(follow(text, &kent).unwrap_err().len(), 1, "{}", text.len());
        }
    }

    #[test]
    fn a_forged_link_is_refused_as_a_bad_file_is() {
        let kent = Scenario::kent();
        let packed =
            |said: &[u8]| written(FORM, kent.fingerprint(), &deflate(said, kent.skeleton().as_bytes()));
        let refused = |said: &[u8]| {
            // Numbers are written in both forms alike, and JSON as it is.
            let told = follow(&packed(said), &kent).unwrap_err();
            if said.iter().all(|byte| *byte >= 0x20) {
                assert_eq!(follow(&first(said), &kent).unwrap_err(), told);
            }
            told
        };
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
            &[0x1d, 250],
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
            assert!(follow(&first(said), &kent).is_err(), "{said:?}");
            assert!(follow(&written(FORM, kent.fingerprint(), said), &kent).is_err(), "{said:?}");
        }
        let told = follow(&packed(&vec![b'['; MOST_BYTES + 1]), &kent).unwrap_err();
        assert!(told[0].contains("holds more than a scenario can"), "{told:?}");
        let mut other = kent.clone();
        other.demand.growth.amount = Amount::Pert(Pert { min: 0.0, mode: 0.02, max: 0.05 });
        let told = follow(&link(&kent, &other), &kent).unwrap_err();
        assert!(told[0].contains("another version of the published baseline"), "{told:?}");
        let told = follow(&written(3, kent.fingerprint(), b"{}"), &kent).unwrap_err();
        assert!(told[0].contains("in a form"), "{told:?}");
        // Another note beside the same figures is no other baseline.
        let mut reworded = kent.clone();
        reworded.demand.growth.basis.note = "In other words.".into();
        assert_eq!(reworded.fingerprint(), kent.fingerprint());
        assert_ne!(other.fingerprint(), kent.fingerprint());
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_followed(said: Vec<u8>) {
            let kent = Scenario::kent();
            for form in [FIRST_FORM, FORM] {
                let _followed_or_refused = follow(&written(form, kent.fingerprint(), &said), &kent);
            }
            let packed = deflate(&said, kent.skeleton().as_bytes());
            let _followed_or_refused = follow(&written(FORM, kent.fingerprint(), &packed), &kent);
        }
    }
}
