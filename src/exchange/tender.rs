//! Reads and writes a table of the offers of a tender, one offer a line.

use super::import::{Records, decode, delimiter};
use super::{Cell, Sheet};
use crate::decisions::tender::{MOST, Tender};
use crate::scenario::{Amount, Assumption, Block, BlockKind, Scenario, limits};

/// The file name of the template.
pub const TENDER_NAME: &str = "offers.csv";

/// The columns, in the order of the template.
const HEADS: [&str; 12] = [
    "Provider",
    "Districts",
    "Needs",
    "Starts in September",
    "Years",
    "Places from",
    "Places to",
    "Discount (%)",
    "Price a place and year (£)",
    "Price of an empty place (% of price)",
    "Empty places are paid for below (% filled)",
    "Near home (yes or no)",
];
/// The columns that a table of offers must have.
const NEEDED: [usize; 3] = [0, 5, 6];

/// A template with one made-up offer as an example.
pub fn tender_template(scenario: &Scenario) -> Sheet {
    let mut sheet = Sheet::new("Offers", &HEADS);
    let district = scenario.districts.list.first().map_or("", |district| &district.name);
    let need = scenario.needs.list.first().map_or("", |need| &need.code);
    let start = scenario.framework.start.to_string();
    let example = ["Example (made up)", district, need, &start, "4", "5", "12", "10", "", "50", "90", "yes"];
    sheet.rows.push(example.map(Cell::from).into());
    sheet
}

/// The published price of a Lot A joiner's place in the year that begins in a September, in pounds: today's price with
/// the average rise and the premium. The discount of an offer is taken from it.
fn lot_a(scenario: &Scenario, september: u16) -> f64 {
    let prices = &scenario.prices;
    let central = |assumption: &Assumption| assumption.amount.central();
    let years = i32::from(september) - i32::from(scenario.horizon.opening_january.0);
    let rise = libm::pow(1.0 + central(&prices.uplift), f64::from(years.max(0)));
    central(&prices.lot_a) * rise * (1.0 + central(&prices.joiner_premium))
}

/// Codes with their names.
type Known<'a> = &'a [(&'a str, &'a str)];

/// The cells of one line, and its errors.
struct Line<'a> {
    number: usize,
    cells: [&'a str; HEADS.len()],
    troubles: &'a mut Vec<String>,
}

impl Line<'_> {
    fn trouble(&mut self, column: usize, remedy: &str) {
        let said = format!("Line {}, {}: “{}” {remedy}.", self.number, HEADS[column], self.cells[column]);
        self.troubles.push(said);
    }

    /// A number of a column within bounds; `usual` where the cell is empty.
    fn number(&mut self, column: usize, bounds: std::ops::RangeInclusive<f64>, usual: f64) -> f64 {
        if self.cells[column].is_empty() {
            return usual;
        }
        match crate::words::parse(self.cells[column]) {
            Some(value) if bounds.contains(&value) => value,
            _ => {
                let (low, high) = bounds.into_inner();
                self.trouble(column, &format!("is not a number from {low} to {high}: put one in"));
                usual
            }
        }
    }

    /// A whole number of a column, as [`Line::number`].
    fn count(&mut self, column: usize, bounds: std::ops::RangeInclusive<u32>, usual: u32) -> u32 {
        let value =
            self.number(column, f64::from(*bounds.start())..=f64::from(*bounds.end()), f64::from(usual));
        if value.fract() != 0.0 {
            self.trouble(column, "is not a whole number: put one in");
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the bounds
        let count = value as u32;
        count
    }

    /// The codes for the names in a column, which are separated by commas, semicolons or “and”; empty where the cell is
    /// empty or says all.
    fn codes(&mut self, column: usize, known: Known) -> Vec<String> {
        let text = self.cells[column].replace(" and ", ";");
        let mut codes = Vec::new();
        for name in text.split([';', ',', '/']).map(str::trim).filter(|name| !name.is_empty()) {
            if name.eq_ignore_ascii_case("all") {
                return Vec::new();
            }
            let is = |(code, full): &&(&str, &str)| {
                code.eq_ignore_ascii_case(name) || full.eq_ignore_ascii_case(name)
            };
            if let Some((code, _)) = known.iter().find(is) {
                codes.push((*code).to_owned());
            } else {
                let names: Vec<&str> = known.iter().map(|(_, full)| *full).collect();
                self.trouble(column, &format!("holds “{name}”, which is none of {}", names.join(", ")));
            }
        }
        codes
    }
}

/// Reads a table of offers. Terms that a line leaves out are those of `pattern`.
///
/// # Errors
/// A sentence for each error: line, column, value, remedy.
pub fn tenders(bytes: &[u8], scenario: &Scenario, pattern: &Block) -> Result<Vec<Tender>, Vec<String>> {
    let (text, _) = decode(bytes).map_err(|refusal| vec![refusal.to_string()])?;
    let (delimiter, text) = delimiter(&text);
    let mut records = Records::new(text, delimiter);
    let mut fields = Vec::new();
    let head = records.read(&mut fields).is_some();
    let plain =
        |text: &str| text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_ascii_lowercase();
    let heads: Vec<String> = fields.iter().map(|field| plain(field)).collect();
    // A head is recognised without its unit.
    let short = |head: &str| plain(head.split(" (").next().unwrap_or(head));
    let columns: [Option<usize>; HEADS.len()] =
        HEADS.map(|head| heads.iter().position(|found| *found == plain(head) || short(found) == short(head)));
    let missing = NEEDED.iter().filter(|at| !head || columns[**at].is_none());
    let mut troubles: Vec<String> = missing
        .map(|at| {
            format!(
                "There is no column “{}”. Put the headings of the template in the first line.",
                HEADS[*at]
            )
        })
        .collect();
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let districts: Vec<(&str, &str)> = scenario
        .districts
        .list
        .iter()
        .map(|district| (district.code.as_str(), district.name.as_str()))
        .collect();
    let needs: Vec<(&str, &str)> =
        scenario.needs.list.iter().map(|need| (need.code.as_str(), need.name.as_str())).collect();
    let mut tenders: Vec<Tender> = Vec::new();
    while let Some(number) = records.read(&mut fields) {
        if fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let cell =
            |column: Option<usize>| column.and_then(|at| fields.get(at)).map_or("", |field| field.trim());
        let line = Line { number, cells: columns.map(cell), troubles: &mut troubles };
        tenders.push(line.tender(scenario, pattern, [&districts, &needs], &tenders));
    }
    if tenders.is_empty() {
        troubles.push("There is no offer under the headings: put each on a line of its own.".into());
    }
    if tenders.len() > MOST {
        troubles.push(format!(
            "There are {} offers, of which at most {MOST} can be weighed: leave some out.",
            tenders.len()
        ));
    }
    if troubles.is_empty() { Ok(tenders) } else { Err(troubles) }
}

impl Line<'_> {
    fn tender(
        mut self,
        scenario: &Scenario,
        pattern: &Block,
        [districts, needs]: [Known; 2],
        before: &[Tender],
    ) -> Tender {
        if self.cells[0].is_empty() {
            self.trouble(0, "is no name: say whose offer it is");
        }
        let name: String = self.cells[0].chars().take(60).collect();
        let is_free = |name: &str| {
            before.iter().all(|other| other.block.name != name)
                && scenario.blocks.iter().all(|block| block.name != name)
        };
        let numbered = (2..).map(|number: u32| format!("{name} ({number})"));
        let name =
            std::iter::once(name.clone()).chain(numbered).find(|name| is_free(name)).unwrap_or_default();
        let most = u32::from(u16::MAX).min(*limits::VOLUME.end());
        for column in [5, 6] {
            if self.cells[column].is_empty() {
                self.trouble(column, "is no number of places: put one in");
            }
        }
        let (least, upto) = (self.count(5, 1..=most, 1), self.count(6, 1..=most, 1));
        if upto < least {
            self.trouble(6, "is below the fewest places: put in as many or more");
        }
        let years = limits::OPENING_JANUARY;
        let start =
            self.count(3, u32::from(*years.start())..=u32::from(*years.end()), u32::from(pattern.start));
        let term = self.count(
            4,
            u32::from(*limits::TERM.start())..=u32::from(*limits::TERM.end()),
            u32::from(pattern.term),
        );
        let start = u16::try_from(start).unwrap_or(pattern.start);
        let usual = |assumption: &Assumption| 100.0 * assumption.amount.central();
        let discount = match (self.cells[7].is_empty(), self.cells[8].is_empty()) {
            (false, false) => {
                self.trouble(8, "stands beside a discount: leave one of the two out");
                0.0
            }
            (true, false) => {
                let list = lot_a(scenario, start);
                let price = self.number(8, 0.0..=*limits::PRICE.end(), list);
                if price > list {
                    let said = format!(
                        "is above the Lot A price of about £{list:.0}, so that no block need be signed: leave the line out"
                    );
                    self.trouble(8, &said);
                }
                (1.0 - price / list).clamp(0.0, 1.0)
            }
            _ => self.number(7, 0.0..=100.0, usual(&pattern.discount)) / 100.0,
        };
        let void_share = self.number(9, 0.0..=100.0, usual(&pattern.void_share)) / 100.0;
        let minimum_occupancy = self.number(10, 0.0..=100.0, usual(&pattern.minimum_occupancy)) / 100.0;
        let near_home = match self.cells[11].to_ascii_lowercase().as_str() {
            "" => pattern.near_home,
            "yes" | "y" => true,
            "no" | "n" => false,
            _ => {
                self.trouble(11, "is neither yes nor no: put one of them in");
                false
            }
        };
        let fixed = |share: f64, of: &Assumption| Assumption { amount: Amount::Fixed(share), ..of.clone() };
        let block = Block {
            name,
            kind: BlockKind::NewPlaces,
            districts: self.codes(1, districts),
            needs: self.codes(2, needs),
            volume: 0,
            start,
            term: u8::try_from(term).unwrap_or(pattern.term),
            discount: fixed(discount, &pattern.discount),
            void_share: fixed(void_share, &pattern.void_share),
            minimum_occupancy: fixed(minimum_occupancy, &pattern.minimum_occupancy),
            signed: true,
            near_home,
            ..pattern.clone()
        };
        Tender { block, least, most: upto }
    }
}

#[cfg(test)]
mod tests {
    use super::super::csv;
    use super::*;

    fn read(text: &str) -> Result<Vec<Tender>, Vec<String>> {
        let kent = Scenario::kent();
        tenders(text.as_bytes(), &kent, &kent.blocks[0])
    }

    #[test]
    fn the_template_is_an_offer_that_can_be_read() {
        let kent = Scenario::kent();
        let found = read(&csv(&tender_template(&kent))).unwrap();
        assert_eq!(found.len(), 1);
        let Tender { block, least, most } = &found[0];
        assert_eq!((*least, *most, block.term, block.start), (5, 12, 4, kent.framework.start));
        assert_eq!(block.districts, [kent.districts.list[0].code.clone()]);
        assert_eq!(block.needs, [kent.needs.list[0].code.clone()]);
        assert_eq!(block.discount.amount, Amount::Fixed(0.1));
        assert_eq!(block.void_share.amount, Amount::Fixed(0.5));
        assert!(block.signed && block.near_home && block.volume == 0);
        let mut with = kent;
        with.blocks.push(block.clone());
        assert!(with.check().is_ok());
    }

    #[test]
    fn what_a_line_leaves_out_is_as_in_the_pattern_and_a_price_is_a_discount() {
        let kent = Scenario::kent();
        let found = read("Provider;Places from;Places to;Price a place and year;Starts in September\nA;3;9;;\nA;3;9;50,000;2026\n").unwrap();
        assert_eq!(found[0].block.districts, Vec::<String>::new());
        assert_eq!(found[0].block.discount.amount, Amount::Fixed(kent.blocks[0].discount.amount.central()));
        assert_eq!(found[1].block.name, "A (2)");
        // By hand: one year's rise on the price of 2025/26, and the premium.
        let prices = &kent.prices;
        let list = prices.lot_a.amount.central()
            * (1.0 + prices.uplift.amount.central())
            * (1.0 + prices.joiner_premium.amount.central());
        let discount = found[1].block.discount.amount.central();
        assert!((list * (1.0 - discount) - 50_000.0).abs() < 1e-6, "{discount} off {list}");
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once_with_line_column_value_and_remedy() {
        let said = read(
            "Provider,Districts,Needs,Places from,Places to,Discount (%),Near home\n\
             A,Narnia,ASD,3,2,ten,perhaps\n,,,x,4,,\n",
        )
        .unwrap_err();
        for part in [
            "Line 2, Districts: “Narnia” holds “Narnia”, which is none of Ashford, ",
            "Line 2, Places to: “2” is below the fewest places",
            "Line 2, Discount (%): “ten” is not a number from 0 to 100",
            "Line 2, Near home (yes or no): “perhaps” is neither yes nor no",
            "Line 3, Provider: “” is no name",
            "Line 3, Places from: “x” is not a number from 1 to ",
        ] {
            assert!(said.iter().any(|line| line.starts_with(part)), "{part} in {said:?}");
        }
        let headless = read("A,B\n1,2\n").unwrap_err();
        assert_eq!(headless.len(), 3);
        assert!(headless[0].contains("“Provider”"));
        assert_eq!(read("Provider,Places from,Places to\n").unwrap_err().len(), 1);
        let many = "A,1,2\n".repeat(MOST + 1);
        assert!(
            read(&["Provider,Places from,Places to\n", &many].concat()).unwrap_err()[0]
                .contains("at most 40")
        );
    }
}
