//! The offers of a tender as a browser's storage keeps them, beside the shelf. What is read back is checked like any text
//! from outside: the offers are the blocks of a scenario file, which is opened as one, of any version.

use crate::json;
use crate::scenario::{Block, Checked, Scenario, limits};
use derive::Read;
use serde::Serialize;
use std::rc::Rc;

/// The key of the offers. The number is the version of the format.
pub const OFFERS: &str = "sufficiency-planner/offers/1";
/// The key of the text in which they were typed.
pub const OFFERS_TEXT: &str = "sufficiency-planner/offers/1/text";
/// The key under which offers that cannot be read are set aside.
pub const OFFERS_ASIDE: &str = "sufficiency-planner/offers/1/aside";
/// Characters of the text that are kept: far more than the most offers take.
pub const MOST_TYPED: usize = 100_000;
/// The largest text that is looked into, in bytes: more than the largest scenario takes.
const MOST_BYTES: usize = 4_000_000;

/// Offers, and the limits on the set that is sought.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptOffers {
    /// The scenario for which they were made: its blocks are the offers.
    pub scenario: Rc<Checked>,
    /// The bounds of each.
    pub bounds: Vec<Bounds>,
    /// Most that all their bills may come to, in pounds a year, if there is a budget.
    pub budget: Option<f64>,
    /// Least to be saved in the worst 1 in 20 futures, in pounds a year, if there is a limit.
    pub worst: Option<f64>,
}

/// How many places of an offer can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Bounds {
    /// Fewest places.
    pub least: u32,
    /// Most places.
    pub most: u32,
}

/// Kept offers beside a scenario, each by its position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Those that can be weighed.
    pub open: Vec<usize>,
    /// Those that the scenario has as blocks already.
    pub held: Vec<usize>,
    /// Those that do not fit it, as they name a district or a need that it lacks.
    pub strange: Vec<usize>,
}

/// What is written.
#[derive(Serialize, Read)]
struct Written {
    scenario: String,
    bounds: Vec<Bounds>,
    budget: Option<f64>,
    worst: Option<f64>,
}

impl KeptOffers {
    /// The offers as blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.scenario.blocks
    }

    /// How they stand beside a scenario. One is a block of it where that has its name: what was accepted is not
    /// accepted again.
    pub fn beside(&self, scenario: &Checked) -> Beside {
        let mut beside = Beside::default();
        let mut with = (**scenario).clone();
        with.blocks.clear();
        for (at, block) in self.blocks().iter().enumerate() {
            with.blocks = vec![block.clone()];
            let kind = if scenario.blocks.iter().any(|held| held.name == block.name) {
                &mut beside.held
            } else if with.clone().check().is_ok() {
                &mut beside.open
            } else {
                &mut beside.strange
            };
            kind.push(at);
        }
        beside
    }

    /// The offers as JSON.
    pub fn write(&self) -> String {
        let written = Written {
            scenario: self.scenario.to_json(),
            bounds: self.bounds.clone(),
            budget: self.budget,
            worst: self.worst,
        };
        // Texts and finite numbers alone: writing them cannot fail.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads at most so many offers from JSON.
    ///
    /// # Errors
    /// The reasons, a sentence each, where the text is not that of sound offers.
    pub fn read(text: &str, most: usize) -> Result<KeptOffers, Vec<String>> {
        if text.len() > MOST_BYTES {
            return Err(vec!["They are far larger than offers can be.".into()]);
        }
        let Written { scenario, bounds, budget, worst } =
            json::read_text(text).map_err(|unreadable| vec![format!("{unreadable}.")])?;
        let (scenario, _) = Scenario::open(&scenario)?;
        let mut wrong = Vec::new();
        let count = scenario.blocks.len();
        if count == 0 || count > most || count != bounds.len() {
            wrong.push(format!("There are {count} offers with {} bounds, of at most {most}.", bounds.len()));
        }
        if bounds.iter().any(|b| b.least < 1 || b.least > b.most || b.most > *limits::VOLUME.end()) {
            wrong.push("The places of an offer go from more to fewer, or beyond the limits.".into());
        }
        if budget.is_some_and(|most| most <= 0.0) {
            wrong.push("The budget is not above £0.".into());
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(KeptOffers { scenario: Rc::new(scenario), bounds, budget, worst })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two offers on the terms of Kent's first block.
    fn two() -> KeptOffers {
        let mut kent = Scenario::kent();
        let offer = |name: &str| Block { name: name.into(), ..kent.blocks[0].clone() };
        kent.blocks = vec![offer("Made-up \"A\""), offer("Made-up B")];
        let bounds = vec![Bounds { least: 4, most: 9 }, Bounds { least: 1, most: 5_000 }];
        let scenario = Rc::new(kent.check().unwrap());
        KeptOffers { scenario, bounds, budget: Some(1e6), worst: Some(-50_000.0) }
    }

    #[test]
    fn offers_are_read_as_they_were_written() {
        for offers in [two(), KeptOffers { budget: None, worst: None, ..two() }] {
            assert_eq!(KeptOffers::read(&offers.write(), 2).unwrap(), offers);
        }
    }

    #[test]
    fn hostile_offers_are_refused_with_the_reason() {
        let good = two().write();
        let swap = |from: &str, to: &str| {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good, "{from}");
            KeptOffers::read(&bad, 2).unwrap_err().join(" ")
        };
        assert!(KeptOffers::read(&good, 1).unwrap_err()[0].contains("at most 1"));
        assert!(swap(r#"{"least":4,"most":9},"#, "").contains("2 offers with 1 bounds"));
        assert!(swap(r#""least":4"#, r#""least":0"#).contains("from more to fewer"));
        assert!(swap(r#""most":9"#, r#""most":3"#).contains("from more to fewer"));
        assert!(swap(r#""most":5000"#, r#""most":5001"#).contains("from more to fewer"));
        assert!(swap(r#""most":9"#, r#""most":-9"#).contains("bounds[0].most"));
        assert!(swap(r#""budget":1000000.0"#, r#""budget":-1.0"#).contains("budget"));
        assert!(swap(r#""budget""#, r#""x":1,"budget""#).contains("unknown field"));
        let block = two().blocks()[0].volume;
        let volume = format!(r#"\"volume\": {block}"#);
        let volume = if good.contains(&volume) { volume } else { format!(r#"\"volume\":{block}"#) };
        assert!(swap(&volume, r#"\"volume\":9000"#).replace(',', "").contains("9000"));
        let deep = "[".repeat(100_000);
        for text in ["", "{}", "null", &deep] {
            assert!(KeptOffers::read(text, 2).is_err());
        }
        assert!(KeptOffers::read(&" ".repeat(MOST_BYTES + 1), 2).unwrap_err()[0].contains("far larger"));
    }

    #[test]
    fn an_offer_is_weighed_unless_the_scenario_has_it_or_lacks_its_pupils() {
        let offers = two();
        let mut kent = Scenario::kent();
        let beside = |kent: &Scenario| offers.beside(&kent.clone().check().unwrap());
        assert_eq!(beside(&kent), Beside { open: vec![0, 1], ..Beside::default() });
        kent.blocks.push(offers.blocks()[1].clone());
        assert_eq!(beside(&kent), Beside { open: vec![0], held: vec![1], ..Beside::default() });
        let mut more = (**offers.scenario).clone();
        more.areas.clear();
        let mut district = more.districts.list[0].clone();
        (district.code, district.name) = ("X1".into(), "Made-up".into());
        more.blocks[0].districts = vec![district.code.clone()];
        more.districts.list.push(district);
        let elsewhere = KeptOffers { scenario: Rc::new(more.check().unwrap()), ..two() };
        let kent = Scenario::kent().check().unwrap();
        assert_eq!(elsewhere.beside(&kent), Beside { open: vec![1], strange: vec![0], ..Beside::default() });
    }
}
