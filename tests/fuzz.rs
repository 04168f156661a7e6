//! What comes from outside, garbled in many ways: nothing panics, and nobody's work is lost.
//!
//! A short run is part of every test. A long one, the same on every machine:
//!
//!     FUZZ_CASES=1000000 cargo test --release --test fuzz -- --nocapture
//!
//! Another way in is one more [`Door`] in [`doors`].

#[path = "corpus/cases.rs"]
#[allow(dead_code)] // What is expected of each is another test's.
mod corpus;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use std::rc::Rc;
use std::time::Instant;
use sufficiency_planner::exchange::import::{Asked, Choices, Kind, MOST_COLUMNS, preview};
use sufficiency_planner::exchange::{csv, template};
use sufficiency_planner::scenario::{Checked, Lever, Scenario};
use sufficiency_planner::shelf::{self, Change, INDEX, Shelf, follow, link, open};

/// A way by which something comes in.
struct Door {
    name: &'static str,
    /// Where chance begins: the same seed tries the same things.
    seed: u64,
    /// What is sound, to be garbled.
    sound: Vec<Vec<u8>>,
    /// In what it is written.
    tongue: &'static Tongue,
    /// Lets it in; with a reason in words where it does not.
    enter: fn(&[u8]) -> Entered,
}

/// How values stand in a text, and what is put in their place or in their way, besides single bytes.
struct Tongue {
    before: &'static [u8],
    behind: &'static [u8],
    pieces: &'static [&'static [u8]],
}

const JSON: Tongue = Tongue { before: b":", behind: b",:[]{}\n", pieces: &JSON_PIECES };
const TABLE: Tongue = Tongue { before: b",;\t\n", behind: b",;\t\r\n", pieces: &TABLE_PIECES };

/// The scenario that came in, or what was wrong.
type Entered = Result<Rc<Checked>, Vec<String>>;

fn kent() -> Rc<Checked> {
    Rc::new(Scenario::kent().check().unwrap())
}

/// A scenario with a good deal changed.
fn busy() -> Scenario {
    let kent = Scenario::kent();
    let mut busy = kent.clone();
    for (lever, to) in
        [(Lever::Growth, 3.7), (Lever::Effect, 0.31), (Lever::Uplift, 4.4), (Lever::SrpPlaces, 410.0)]
    {
        lever.set(&mut busy, &kent, to);
    }
    busy.blocks
        .push(sufficiency_planner::scenario::Block { name: "Another".into(), ..kent.blocks[0].clone() });
    busy.name = "Büsy".into();
    busy
}

fn doors() -> Vec<Door> {
    thread_local!(static KENT: Rc<Checked> = kent());
    let (kent, busy) = (Scenario::kent(), busy());
    let files = [
        kent.to_json(),
        include_str!("scenarios/v1/kent.json").into(),
        include_str!("scenarios/v2/kent-first.json").into(),
        include_str!("scenarios/v4/every-part.json").into(),
    ];
    let differences = [
        r#"{"demand":{"growth":{"amount":0.04}},"name":"x"}"#,
        r#"{"blocks":{"of":[1,0,null],"0":{"volume":3},"2":{"name":"z"}}}"#,
        r#"{"districts":{"list":{"3":{"localities_start":2027.67}}},"framework":{"break_after":3}}"#,
    ];
    vec![
        Door {
            name: "scenario files",
            seed: 1,
            sound: files.map(String::into_bytes).into(),
            tongue: &JSON,
            enter: |bytes| open(bytes.to_vec()).map(|(scenario, _)| scenario),
        },
        Door {
            name: "links",
            seed: 2,
            sound: vec![link(&busy, &kent).into_bytes(), link(&kent, &kent).into_bytes()],
            tongue: &JSON,
            enter: |bytes| KENT.with(|kent| follow(&String::from_utf8_lossy(bytes), kent)),
        },
        // Past the marks by which a link is known to have arrived whole.
        Door {
            name: "differences in links",
            seed: 3,
            sound: differences.map(|text| text.as_bytes().to_vec()).into(),
            tongue: &JSON,
            enter: |bytes| {
                let text = String::from_utf8_lossy(bytes).into_owned();
                KENT.with(|kent| kent.differing(&text).map(Rc::new))
            },
        },
        Door { name: "tables of counts", seed: 5, sound: tables(), tongue: &TABLE, enter: counted },
    ]
}

/// Tables as councils have them: the templates filled in, others in every dialect of Excel, and the corpus.
fn tables() -> Vec<Vec<u8>> {
    let kent = Scenario::kent();
    let filled = Kind::ALL.map(|kind| csv(&template(kind, &kent)).replace(",,\r\n", ",9,11\r\n"));
    let placements = "Placements, January 2025;;;;;\r\n\r\n\
        District;Primary need;Year group;Channel;Placements;Annual cost (£)\r\n\
        Ashford;ASD;Year 9;Lot A;310;\"£15,500,000\"\r\nTonbridge & Malling;SEMH;10;Lot B;<6;\r\n\
        King’s Hill;“Autism”;R;Off framework;1,784;\"£27,000,000.00\"\r\nGrand total;;;;2097;\r\n";
    let moves = "Academic year\tYear group\tPrimary need\tPlaced in January\tJoiners\tLeavers\n\
        2022/23\tYear 9\tASD\t200\t40\t10\n2023/24\tYear 9\tASD\t220\t44\tc\n";
    let people = "Code|Name|Age group|2026|2032\rE07000105|Ashford|Primary|\"10,000\"|9000\r\
        E07000105|Ashford|11-15|8000|8400\r";
    let across = "Sum of Placements,Column Labels,,\nRow Labels,ASD,SEMH,Grand Total\n\
        Ashford,120,<6,123\nDover,61,28,89\nGrand Total,181,31,212\n";
    // What of it is not Latin-1 has places of its own in Windows-1252.
    let windows = |text: &str| {
        let byte = |c| match c {
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).unwrap(),
        };
        text.chars().map(byte).collect::<Vec<u8>>()
    };
    let marked = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let written =
        [windows(placements), marked(placements), utf16(moves), moves.into(), people.into(), across.into()];
    let corpus = corpus::all().into_iter().map(|case| case.bytes);
    filled.map(String::into_bytes).into_iter().chain(written).chain(corpus).collect()
}

/// Counts as the clerk takes them, with all that the planner is told of them.
fn counted(bytes: &[u8]) -> Entered {
    thread_local!(static ASKED: Asked = Asked {
        file: "own.csv".into(),
        date: "26 November 2026".into(),
        scenario: Scenario::kent().to_json(),
        choices: Choices::default(),
    });
    let shown = ASKED.with(|asked| preview(asked, bytes))?;
    assert!(!shown.read.is_empty() && shown.heads.len() <= MOST_COLUMNS);
    assert!(shown.problems.len() <= 301 && shown.names.len() <= 301);
    assert!(shown.problems.iter().all(|problem| !problem.what.is_empty() && problem.what.len() < 2_000));
    match shown.scenario {
        Some(text) => {
            assert!(shown.blocks.is_empty() && !shown.changes.is_empty());
            open(text.into_bytes()).map(|(scenario, _)| scenario)
        }
        None => Err(shown.blocks),
    }
}

const TABLE_PIECES: [&[u8]; 36] = [
    b"",
    b"0",
    b"-1",
    b"1e308",
    b"99999999999",
    b"0.5",
    b"<6",
    b"c",
    b"*",
    b"\xA35",
    b"\xC2\xA31,784.00",
    b"=1+1",
    b"=\"E07000108\"",
    b"\"",
    b"\"\"",
    b"\"1,784\"",
    b",",
    b";",
    b"\t",
    b"|",
    b"\r",
    b"\r\n\r\n",
    b"sep=;\r\n",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\0",
    b"\x80\x9D",
    b"Total",
    b"Dover Total",
    b"E07000108",
    b"Year 7",
    b"Joiners",
    b"Population",
    b"2030",
    b"SEMH",
    b"Surname",
];

const JSON_PIECES: [&[u8]; 28] = [
    b"null",
    b"true",
    b"-1",
    b"0",
    b"1e308",
    b"-1e308",
    b"1e-320",
    b"1e999",
    b"18446744073709551615",
    b"0.30000000000000004",
    b"\"\"",
    b"\"x\"",
    b"{}",
    b"[]",
    b"{\"a\":1}",
    b"[[[[[[[[",
    b"{\"a\":{\"a\":{\"a\":",
    b"\\u0000",
    b"\\ud800",
    b"\xff",
    b"\xc3\xa9",
    b",",
    b":",
    b"}",
    b"]",
    b"\"version\":",
    b"\"version\":1,",
    b"{\"fixed\":7}",
];

/// Something sound, garbled in one to three ways.
fn garbled(rng: &mut Xoshiro256PlusPlus, sound: &[Vec<u8>], tongue: &Tongue) -> Vec<u8> {
    let Tongue { before, behind, pieces } = tongue;
    let mut bytes = sound[rng.random_range(0..sound.len())].clone();
    for _ in 0..rng.random_range(1..=3) {
        if bytes.is_empty() {
            break;
        }
        let from = rng.random_range(0..bytes.len());
        let to = (from + rng.random_range(1..60)).min(bytes.len());
        match rng.random_range(0..9) {
            0 => bytes[from] ^= 1 << rng.random_range(0..8),
            1 => drop(bytes.drain(from..to)),
            2 => bytes.truncate(from),
            3 => {
                let piece = bytes[from..to].to_vec();
                let place = rng.random_range(0..=bytes.len());
                bytes.splice(place..place, piece);
            }
            4 => {
                let piece = pieces[rng.random_range(0..pieces.len())];
                bytes.splice(from..from, piece.iter().copied());
            }
            // A value in place of another: the text stays whole.
            5..=7 => {
                let start = bytes[from..].iter().position(|byte| before.contains(byte));
                let start = start.map_or(from, |place| from + place + 1);
                let end = bytes[start..].iter().position(|byte| behind.contains(byte));
                let end = end.map_or(bytes.len(), |place| start + place);
                let piece = pieces[rng.random_range(0..pieces.len())];
                bytes.splice(start..end, piece.iter().copied());
            }
            _ => {
                let digit = b'0' + rng.random_range(0..10);
                if let Some(place) = bytes[from..].iter().position(u8::is_ascii_digit) {
                    bytes[from + place] = digit;
                }
            }
        }
    }
    bytes
}

fn cases() -> u32 {
    std::env::var("FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3_000)
}

#[test]
fn whatever_comes_in_is_refused_in_words_or_sound_and_no_work_is_lost() {
    let mut before = Shelf::new(kent());
    before.apply(Change::Put(Rc::new(busy().check().unwrap()))).unwrap();
    for door in doors() {
        let (begun, mut entered) = (Instant::now(), 0);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(door.seed);
        for case in 0..cases() {
            let bytes = garbled(&mut rng, &door.sound, door.tongue);
            match (door.enter)(&bytes) {
                Err(reasons) => {
                    assert!(!reasons.is_empty() && reasons.len() <= 150, "{} {case}", door.name);
                    assert!(
                        reasons.iter().all(|it| !it.is_empty() && it.len() < 2_000),
                        "{} {case}: {reasons:?}",
                        door.name
                    );
                }
                Ok(scenario) => {
                    entered += 1;
                    let mut after = before.clone();
                    after.apply(Change::Put(scenario.clone())).unwrap();
                    assert_eq!(after.entries().len(), 3, "{} {case}", door.name);
                    assert!(before.entries().iter().all(|entry| after.entry(entry.id) == Some(entry)));
                    // What was let in can be kept and had again.
                    let again = Scenario::open(&scenario.to_json())
                        .unwrap_or_else(|told| panic!("{} {case}: {told:?}", door.name));
                    assert!(*again.0 == **scenario, "{} {case}", door.name);
                }
            }
        }
        let share = 100.0 * f64::from(entered) / f64::from(cases());
        println!(
            "{}: {} tried, {share:.1}% let in, {:.1} s",
            door.name,
            cases(),
            begun.elapsed().as_secs_f64()
        );
        assert!(entered > 0 && entered < cases(), "{}: garbled too much or too little", door.name);
    }
}

#[test]
fn storage_garbled_anywhere_keeps_what_it_cannot_read_and_all_the_rest() {
    let mut shelf = Shelf::new(kent());
    shelf.apply(Change::Put(Rc::new(busy().check().unwrap()))).unwrap();
    let (writes, _) = shelf::read(&[], &kent()).kept.writes(&shelf).unwrap();
    let sound: Vec<shelf::Pair> = writes.into_iter().filter_map(|(key, text)| Some((key, text?))).collect();
    assert_eq!(sound.len(), 3);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(4);
    let mut refused = 0;
    for case in 0..cases() / 4 {
        let mut pairs = sound.clone();
        let which = rng.random_range(0..pairs.len());
        let bytes = garbled(&mut rng, &[pairs[which].1.clone().into_bytes()], &JSON);
        pairs[which].1 = String::from_utf8_lossy(&bytes).into_owned();
        let opened = shelf::read(&pairs, &kent());
        refused += u32::from(!opened.troubles.is_empty());
        let hit_key = pairs[which].0.clone();
        let hit = &hit_key;
        for entry in shelf.entries() {
            let is_hit = *hit == INDEX && opened.troubles.is_empty()
                || hit.starts_with(&format!("{INDEX}/{}/", entry.id));
            assert!(
                is_hit || opened.shelf.entry(entry.id).is_some_and(|it| it.checked() == entry.checked()),
                "{case}: {} {:?}",
                pairs[which].1.chars().take(300).collect::<String>(),
                opened.troubles
            );
        }
        // The next save takes nothing away that could not be read.
        if let Some((writes, _)) = opened.kept.writes(&opened.shelf) {
            for (key, text) in writes {
                pairs.retain(|(other, _)| *other != key);
                pairs.extend(text.map(|text| (key, text)));
            }
        }
        let garbled = String::from_utf8_lossy(&bytes);
        let told = opened.troubles.join(" ");
        // A list that can be read is put right; what cannot be read is put aside.
        let is_told = told.contains("The list of scenarios") || *hit_key != *INDEX && !told.is_empty();
        assert!(!is_told || pairs.iter().any(|(_, text)| *text == *garbled), "{case}: {told}");
    }
    println!("storage: {} tried, {refused} refused", cases() / 4);
    assert!(refused > 0);
}
