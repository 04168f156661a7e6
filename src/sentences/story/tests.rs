//! Tests of the story: each of its sentences against a future made by hand, and stories of real futures against
//! themselves.

use super::*;
use crate::cohort::{BlockLine, Compiled, Detail, Headline, Measure, Scope};
use crate::ensemble::Ensemble;
use crate::field::FinancialYear;
use crate::scenario::{Checked, Scenario};

/// A future made by hand: counts of the county by measure and time, and headlines; everything else is 0.
struct Hand {
    scenario: Checked,
    model: Compiled,
    record: Vec<u32>,
    headlines: Vec<f64>,
}

impl Hand {
    /// Three years from January 2025, with so many placements in each January.
    fn new(stock: [u32; 4]) -> Hand {
        let mut kent = Scenario::kent();
        kent.horizon.years = 3;
        let scenario = kent.check().unwrap();
        let model = Compiled::new(&scenario, Detail::Full);
        let shape = model.shape();
        let (record, headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
        let mut hand = Hand { scenario, model, record, headlines };
        for (january, count) in stock.into_iter().enumerate() {
            hand = hand.with(Measure::Stock, january, Scope::County, count);
        }
        hand
    }

    fn with(mut self, measure: Measure, time: usize, scope: Scope, count: u32) -> Hand {
        let column = self.model.shape().column(measure, time, scope).unwrap();
        self.record[column] = count;
        self
    }

    fn worth(mut self, headline: Headline, value: f64) -> Hand {
        self.headlines[self.model.shape().headline(headline)] = value;
        self
    }

    /// Awards a block whose places are filled so, by year of the record.
    fn awarded(self, block: usize, filled: [u32; 3]) -> Hand {
        let hand = self.worth(Headline::Block(block, BlockLine::Awarded), 1.0);
        filled
            .into_iter()
            .enumerate()
            .fold(hand, |hand, (year, count)| hand.with(Measure::Occupied, year, Scope::Block(block), count))
    }

    fn course(self) -> Course {
        Course::read(&self.scenario, &self.model, 1_233, self.record, self.headlines)
    }
}

fn rank(below: f64, above: f64) -> Rank {
    Rank { below, above }
}

/// A standing in the midst of all, but for what a test says.
fn midst() -> Standing {
    let ranks = vec![rank(0.5, 0.5); 3];
    Standing {
        futures: 10_000,
        placements: ranks.clone(),
        joiners: ranks.clone(),
        leavers: ranks.clone(),
        directed: ranks.clone(),
        spending: ranks.clone(),
        balance: ranks,
    }
}

/// The sentences of one chapter, by its position; 0 is the opening January.
fn said(course: &Course, standing: Option<&Standing>, chapter: usize) -> Vec<String> {
    story(course, standing)[chapter].said.clone()
}

#[test]
fn every_year_says_how_many_are_placed_and_how_that_differs() {
    let course = Hand::new([1_784, 1_855, 1_855, 1]).course();
    let firsts: Vec<String> =
        story(&course, None).into_iter().map(|chapter| chapter.said[0].clone()).collect();
    assert_eq!(
        firsts,
        [
            "It begins in January 2025 with 1,784 placements.",
            "In January 2026 there are 1,855 placements, 71 more than the year before.",
            "In January 2027 there are 1,855 placements, as many as the year before.",
            "In January 2028 there is 1 placement, 1,854 fewer than the year before.",
        ]
    );
}

#[test]
fn the_year_of_the_agreement_says_whether_it_breaks_even() {
    let hand = |balance| Hand::new([5, 6, 7, 8]).worth(Headline::Balance(2), balance).course();
    let mut standing = midst();
    let short = hand(-81.2e6);
    assert_eq!(said(&short, None, 3)[1], "The High Needs Block misses balance in 2027/28 by £81m.");
    assert_eq!(
        said(&short, Some(&standing), 3)[1],
        "The High Needs Block misses balance in 2027/28 by £81m."
    );
    standing.balance[2] = rank(0.12, 0.879);
    assert_eq!(
        said(&short, Some(&standing), 3)[1],
        "The High Needs Block misses balance in 2027/28 by £81m, a wider gap than in 8 in 10 futures."
    );
    standing.balance[2] = rank(0.953, 0.04);
    assert!(said(&short, Some(&standing), 3)[1].ends_with(", a narrower gap than in 95 in 100 futures."));
    assert_eq!(
        ends(&hand(3.1e6), None).as_deref(),
        Some("The High Needs Block breaks even in 2027/28, with £3.1m to spare.")
    );
    assert_eq!(
        ends(&hand(-900.0), None).as_deref(),
        Some("The High Needs Block misses balance in 2027/28 by £900.")
    );
    assert_eq!(short.agreed().map(|(year, _)| year), Some(FinancialYear(2027)));
}

#[test]
fn waiting_begins_and_ends_once() {
    let hand = |counts: [u32; 3]| {
        let hand = Hand::new([5, 6, 7, 8]).worth(Headline::Balance(2), -1e6);
        let fill = |hand: Hand, (year, count)| hand.with(Measure::Waiting, year, Scope::County, count);
        counts.into_iter().enumerate().fold(hand, fill).course()
    };
    let waiting = hand([0, 23, 31]);
    assert_eq!(waits(&waiting.years(), 0), None);
    assert_eq!(said(&waiting, None, 2)[1], "Places run out, and 23 children wait.");
    assert_eq!(waits(&waiting.years(), 2), None, "they still wait");
    let one = hand([1, 0, 0]);
    assert_eq!(said(&one, None, 1)[1], "Places run out, and 1 child waits.");
    assert_eq!(said(&one, None, 2)[1], "Nobody waits for a place any more.");
    assert_eq!(waits(&one.years(), 2), None);
    let twice = hand([4, 0, 2]);
    assert_eq!(waits(&twice.years(), 2).unwrap(), "Places run out again, and 2 children wait.");
}

fn block(name: &str, is_awarded: bool, filled: &[(u16, u32, u32)]) -> CourseBlock {
    let filled =
        filled.iter().map(|&(january, filled, bought)| Filled { january: January(january), filled, bought });
    CourseBlock { name: name.into(), is_awarded, filled: filled.collect(), saving: 0.0, void_cost: 0.0 }
}

#[test]
fn blocks_start_stand_empty_or_are_not_awarded() {
    let one = [block("Thanet", true, &[(2027, 12, 24), (2028, 20, 24), (2029, 9, 24), (2030, 8, 24)])];
    let at = |blocks: &[CourseBlock], january| opens(blocks, January(january));
    assert_eq!(at(&one, 2027).unwrap(), "The block “Thanet” starts: 12 of its 24 places are filled.");
    assert_eq!(at(&one, 2026), None);
    assert_eq!(at(&one, 2028), None);
    let empty = |january| stands_empty(&one, January(january));
    assert_eq!(empty(2029).unwrap(), "In the block “Thanet” only 9 of 24 places are filled.");
    assert_eq!([empty(2027), empty(2028), empty(2030)], [None, None, None], "once is enough");
    let not = [block("Thanet", false, &[(2027, 0, 24), (2028, 0, 24)])];
    assert_eq!(at(&not, 2027).unwrap(), "The block “Thanet” is not awarded.");
    assert_eq!(stands_empty(&not, January(2028)), None);
    let two = |first, second| [block("A", first, &[(2027, 1, 24)]), block("B", second, &[(2027, 0, 1)])];
    assert_eq!(
        at(&two(true, false), 2027).unwrap(),
        "Of the 2 blocks on offer, 1 is awarded: 1 of 24 places is filled."
    );
    assert_eq!(
        at(&two(true, true), 2027).unwrap(),
        "Of the 2 blocks on offer, 2 are awarded: 1 of 25 places is filled."
    );
    assert_eq!(at(&two(false, false), 2027).unwrap(), "None of the 2 blocks on offer is awarded.");
    // As a story tells it: Kent's two examples start in September 2026.
    let course = Hand::new([5, 6, 7, 8]).awarded(0, [0, 6, 12]).course();
    assert_eq!(
        said(&course, None, 2)[1],
        "Of the 2 blocks on offer, 1 is awarded: 6 of 8 places are filled.",
        "{:?}",
        course.blocks
    );
}

#[test]
fn what_few_futures_have_is_told_the_rarest_first_and_never_rounded_up() {
    let course = Hand::new([5, 6, 7, 8])
        .with(Measure::Joiners, 0, Scope::County, 412)
        .with(Measure::Leavers, 0, Scope::County, 1)
        .with(Measure::Tribunal, 0, Scope::County, 171)
        .course();
    let second = |standing: &Standing| said(&course, Some(standing), 1)[1].clone();
    let mut standing = midst();
    assert_eq!(second(&standing), "412 join and 1 leaves.");
    standing.joiners[0] = rank(0.799, 0.2);
    assert_eq!(second(&standing), "412 join and 1 leaves.");
    standing.joiners[0] = rank(0.899, 0.1);
    assert_eq!(second(&standing), "412 join, more than in 8 in 10 futures.");
    standing.directed[0] = rank(0.969, 0.03);
    assert_eq!(
        second(&standing),
        "171 places are directed by tribunals or conceded, more than in 96 in 100 futures."
    );
    standing.leavers[0] = rank(0.0, 0.9999);
    assert_eq!(second(&standing), "1 leaves, fewer than in 99 in 100 futures.");
    assert_eq!(
        [0.8, 0.9, 0.29, 0.03].map(at_least),
        ["8 in 10 futures", "9 in 10 futures", "2 in 10 futures", "3 in 100 futures"]
    );
}

#[test]
fn the_most_and_the_fewest_are_told_of_one_january_alone() {
    let peaks = |stock| {
        let years = Hand::new(stock).course().years();
        [0, 1, 2].map(|at| peak(&years, at))
    };
    assert_eq!(
        peaks([5, 7, 6, 6]),
        [Some("No other January of this future has as many.".into()), None, None]
    );
    assert_eq!(peaks([5, 4, 4, 3]), [None, None, Some("No other January of this future has as few.".into())]);
    assert_eq!(peaks([7, 7, 6, 6]), [None, None, None], "the opening January has as many");
}

#[test]
fn the_answer_says_where_the_future_stands() {
    let course = Hand::new([1_784, 1_800, 1_850, 1_912]).course();
    let year = course.years()[2];
    let told = |below, above| one_future(&course, &year, Some(rank(below, above)));
    assert_eq!(
        told(0.8399, 0.158),
        "Future 1,234: 1,912 placements in January 2028, more than in 83 in 100 futures"
    );
    assert!(told(0.2, 0.79).ends_with(", fewer than in 79 in 100 futures"));
    assert!(told(0.499, 0.499).ends_with(", as in the middle of all futures"));
    assert_eq!(one_future(&course, &year, None), "Future 1,234: 1,912 placements in January 2028");
}

#[test]
fn the_part_that_changes_most_is_named_where_there_are_parts() {
    let (from, to) = (January(2025), January(2034));
    let told = |names: &[&str], changes: &[i64]| changes_most(names, changes, from, to);
    assert_eq!(
        told(&["Dover", "Thanet"], &[12, -43]).unwrap(),
        "Thanet changes most between January 2025 and January 2034: 43 fewer placements."
    );
    assert!(
        told(&["ASD", "SEMH"], &[1_200, 0])
            .unwrap()
            .ends_with("ASD changes most between January 2025 and January 2034: 1,200 more placements.")
    );
    assert_eq!(told(&["All of it"], &[5]), None);
    assert_eq!(told(&["A", "B"], &[0, 0]), None);
}

#[test]
fn what_became_of_a_block_is_said_in_pounds() {
    let mut one = block("Thanet", true, &[]);
    (one.saving, one.void_cost) = (118_400.0, 4_210.0);
    assert_eq!(became(&one), "Saves £118,000 over its term, after £4,200 for empty places");
    (one.saving, one.void_cost) = (-61_000.0, 0.0);
    assert_eq!(
        became(&one),
        "Costs £61,000 more than spot prices over its term; nothing is paid for empty places"
    );
    one.is_awarded = false;
    assert_eq!(became(&one), "Not awarded in this future");
}

#[test]
fn a_number_beyond_the_run_is_refused_in_words() {
    assert_eq!(
        no_such_future(10_000),
        "There is no such future: the run has 10,000. Their numbers go from 1 to 10,000."
    );
}

/// The whole numbers in a sentence.
fn numbers(sentence: &str) -> Vec<i64> {
    let words = sentence.split(|c: char| !c.is_ascii_digit() && c != ',');
    words.filter_map(|word| word.replace(',', "").parse().ok()).collect()
}

/// That a story is true of itself: no sentence denies another.
fn holds_together(course: &Course, standing: &Standing) {
    let told = story(course, Some(standing));
    let whole: Vec<&str> = told.iter().flat_map(|chapter| &chapter.said).map(String::as_str).collect();
    let text = whole.join(" ");
    let count = |part: &str| text.matches(part).count();
    let mut before = numbers(&told[0].said[0])[1];
    let mut waits = false;
    for chapter in &told[1..] {
        assert!((1..=2).contains(&chapter.said.len()), "{chapter:?}");
        let [year, now, ..] = numbers(&chapter.said[0])[..] else { panic!("{chapter:?}") };
        assert_eq!(year, i64::from(chapter.january.0));
        let change = match numbers(&chapter.said[0]).get(2) {
            Some(more) if chapter.said[0].contains("more than") => *more,
            Some(fewer) => -fewer,
            None => 0,
        };
        assert_eq!(before + change, now, "{chapter:?}");
        let second = chapter.said.get(1).map_or("", String::as_str);
        if let ([join, leave], true) = (&numbers(second)[..], second.contains(" join and ")) {
            assert_eq!(join - leave, change, "{chapter:?}");
        }
        if second.starts_with("No other January") {
            let all: Vec<i64> = told[1..].iter().map(|chapter| numbers(&chapter.said[0])[1]).collect();
            let most = if second.ends_with("many.") { all.iter().max() } else { all.iter().min() };
            assert_eq!(most, Some(&now));
            assert_eq!(all.iter().filter(|&&other| other == now).count(), 1);
        }
        if second.starts_with("Places run out") {
            // A year that tells something else may hide that waiting ended, and then it begins again.
            assert!(!waits || second.starts_with("Places run out again"), "{text}");
            waits = true;
        }
        if second.starts_with("Nobody waits") {
            waits = false;
        }
        before = now;
    }
    assert!(count("breaks even") + count("misses balance") <= 1, "{text}");
    assert_eq!(count("breaks even") == 1, course.breaks_even() == Some(true), "{text}");
    assert!(count("has as many") <= 1 && count("has as few") <= 1, "{text}");
    for block in &course.blocks {
        assert!(block.is_awarded || count(&format!("In the block “{}”", block.name)) == 0, "{text}");
    }
    assert!(
        !text.contains("  ") && !text.contains("NaN") && whole.iter().all(|said| said.ends_with('.')),
        "{text}"
    );
}

#[test]
fn no_two_sentences_of_a_story_contradict_each_other() {
    let edits: [fn(&mut Scenario); 3] = [
        |_| (),
        |scenario| {
            scenario.agreement = None;
            scenario.blocks.clear();
        },
        |scenario| {
            scenario.blocks.truncate(1);
            scenario.blocks[0].signed = true;
            scenario.blocks[0].volume = 60;
        },
    ];
    for edit in edits {
        let mut scenario = Scenario::kent();
        scenario.run.futures = 120;
        edit(&mut scenario);
        let scenario = scenario.check().unwrap();
        let model = Compiled::new(&scenario, Detail::Main);
        let ensemble =
            Ensemble::run(&model, scenario.horizon.opening_january, scenario.run.seed, scenario.run.futures);
        for index in 0..120 {
            let course = Course::run(&scenario, index);
            holds_together(&course, &Standing::of(&ensemble, &course).unwrap());
        }
    }
}
