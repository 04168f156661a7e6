//! Turns a table as the page shows it into cells: a text that looks like a number becomes one.

use super::{Cell, Format, Sheet};

/// A cell as the page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The text of the cell apart from what stands beside its figure.
    pub figure: String,
    /// The name of the figure, where the head does not give it.
    pub name: String,
    /// What stands beside the figure: its range, a flag, further figures.
    pub besides: Vec<Beside>,
}

/// A text beside the figure of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Its name; empty for the range of 8 in 10 futures.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Makes a table from rows of cells; the first row holds the heads. Texts beside a figure get columns of their own, and
/// so do the two ends of a range. Empty columns are left out.
pub fn seen(name: &str, rows: &[Vec<Seen>]) -> Sheet {
    let mut sheet = Sheet::new(name, &[]);
    let Some((heads, body)) = rows.split_first() else { return sheet };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    sheet.rows = vec![Vec::new(); body.len()];
    for column in 0..columns {
        let head = heads.get(column).map_or(String::new(), |head| tidy(&head.figure));
        let under = |name: &str| match (head.as_str(), name) {
            (head, "") => head.to_owned(),
            ("", name) => name.to_owned(),
            (head, name) => [head, ": ", name].concat(),
        };
        let cells: Vec<Seen> = body.iter().map(|row| row.get(column).cloned().unwrap_or_default()).collect();
        let own = cells.iter().map(|cell| cell.name.as_str()).find(|name| !name.is_empty());
        add(
            &mut sheet,
            &under(own.unwrap_or("")),
            &cells.iter().map(|cell| tidy(&cell.figure)).collect::<Vec<String>>(),
        );
        let mut names: Vec<&str> = Vec::new();
        for beside in cells.iter().flat_map(|cell| &cell.besides) {
            if !names.contains(&beside.name.as_str()) {
                names.push(&beside.name);
            }
        }
        for name in names {
            let of = |cell: &Seen| {
                let found = cell.besides.iter().find(|beside| beside.name == name);
                found.map_or(String::new(), |beside| tidy(&beside.text))
            };
            let texts: Vec<String> = cells.iter().map(of).collect();
            let is_range = texts.iter().filter(|text| !text.is_empty()).all(|text| range(text).is_some());
            let what = match name {
                "" if is_range => "8 in 10 futures",
                "" => NOTE,
                name => name,
            };
            add(&mut sheet, &under(what), &texts);
        }
    }
    sheet
}

/// The head of a column of remarks.
const NOTE: &str = "note";

/// Splits a text into the figures that it holds; `None` where it does not hold them.
type Split = fn(&str) -> Option<Vec<Cell>>;

/// Adds the columns for a column of texts: one, or one for each number that all of its cells hold.
fn add(sheet: &mut Sheet, head: &str, texts: &[String]) {
    let is_blank = |text: &String| cell(text) == Cell::Blank;
    if head.is_empty() && texts.iter().all(is_blank) {
        return;
    }
    let ways: [(Split, &[&str]); 3] =
        [(range, &[": low", ": high"]), (spread, &["", ": low", ": high"]), (give_or_take, &["", ": ±"])];
    let split = ways.into_iter().find_map(|(way, ends)| {
        let of = |text: &String| if is_blank(text) { Some(vec![Cell::Blank; ends.len()]) } else { way(text) };
        let cells: Option<Vec<Vec<Cell>>> = texts.iter().map(of).collect();
        cells.filter(|_| !texts.iter().all(is_blank)).map(|cells| (cells, ends))
    });
    let (rows, ends) =
        split.unwrap_or_else(|| (texts.iter().map(|text| vec![cell(text)]).collect(), &[""][..]));
    for (at, end) in ends.iter().enumerate() {
        let in_pounds = rows.iter().any(|row| matches!(row[at], Cell::Number(_, Format::Pounds)));
        sheet.heads.push([head, end, if in_pounds { " (£)" } else { "" }].concat());
    }
    sheet.rows.iter_mut().zip(rows).for_each(|(row, cells)| row.extend(cells));
}

/// The ends of a range: `1,722–1,894`, `£90m to £104m`, `18% to 44%`.
fn range(text: &str) -> Option<Vec<Cell>> {
    let (low, high) = text.split_once(" to ").or_else(|| text.split_once('–'))?;
    Some(vec![figure(low)?, figure(high)?])
}

/// A figure followed by its range: `£78m (£60m to £96m)`.
fn spread(text: &str) -> Option<Vec<Cell>> {
    let (value, ends) = text.strip_suffix(')')?.split_once(" (")?;
    Some([vec![figure(value)?], range(ends)?].concat())
}

/// A figure with its margin of error: `£71,000 ± £5,700`.
fn give_or_take(text: &str) -> Option<Vec<Cell>> {
    let (value, error) = text.split_once(" ± ")?;
    Some(vec![figure(value)?, figure(error)?])
}

/// A number or a percentage.
fn figure(text: &str) -> Option<Cell> {
    let text = text.trim();
    let is_percentage = text.strip_suffix('%').is_some_and(|text| number(text).is_some());
    let percentage = || is_percentage.then(|| text.replace('\u{2212}', "-").into());
    number(text).map(|(value, format)| Cell::Number(value, format)).or_else(percentage)
}

/// A text without typesetting marks: line breaks become spaces, and joiners are removed.
fn tidy(text: &str) -> String {
    text.replace('\u{2060}', "").split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The content of a text. Pounds are written in full; a percentage stays as it is, because every spreadsheet reads it.
fn cell(text: &str) -> Cell {
    let text = tidy(text);
    // A dash stands for an empty cell.
    if matches!(text.as_str(), "–" | "—" | "-") {
        return Cell::Blank;
    }
    number(&text).map_or_else(|| text.clone().into(), |(value, format)| Cell::Number(value, format))
}

/// A number as the page writes it: `1,784`, `−5`, `£103.2m`.
fn number(text: &str) -> Option<(f64, Format)> {
    let (sign, rest) = match text.strip_prefix(['−', '-']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (format, rest) = match rest.strip_prefix('£') {
        Some(rest) => (Format::Pounds, rest),
        None => (Format::Plain, rest),
    };
    let units = [("bn", 1e9), ("m", 1e6), ("k", 1e3)];
    let unit = units.into_iter().find_map(|(suffix, unit)| Some((unit, rest.strip_suffix(suffix)?)));
    let (unit, digits) = unit.filter(|_| format == Format::Pounds).unwrap_or((1.0, rest));
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let value: f64 = plain.then(|| digits.replace(',', "").parse().ok()).flatten()?;
    // A written number has few decimals: millions have no more than pennies.
    Some((sign * (value * unit * 100_000.0).round() / 100_000.0, format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_number_is_one() {
        for (text, value) in [
            ("1,784", 1_784.0),
            ("−5", -5.0),
            ("+3", 3.0),
            ("0.25", 0.25),
            ("£103.2m", 103_200_000.0),
            ("−£57.5m", -57_500_000.0),
            ("£56,083", 56_083.0),
            ("£1.1bn", 1.1e9),
            ("£48k", 48_000.0),
            ("−\u{2060}£7.5k", -7_500.0),
        ] {
            assert!(matches!(cell(text), Cell::Number(v, _) if (v - value).abs() < 1e-6), "{text}");
        }
        for text in ["45%", "2027/28", "3 in 10", "January 2030", "5m", "1.2.3", "=1", "£", "c", "5k"] {
            assert_eq!(cell(text), Cell::Text(text.into()));
        }
        for nothing in [" \u{a0} ", "–", "-", "—"] {
            assert_eq!(cell(nothing), Cell::Blank, "{nothing}");
        }
    }

    fn plain(text: &str) -> Seen {
        Seen { figure: text.into(), ..Seen::default() }
    }

    fn beside(text: &str, besides: &[(&str, &str)]) -> Seen {
        let of = |(name, text): &(&str, &str)| Beside { name: (*name).into(), text: (*text).into() };
        Seen { besides: besides.iter().map(of).collect(), ..plain(text) }
    }

    #[test]
    fn the_ends_of_ranges_are_numbers_in_columns_of_their_own() {
        let rows = [
            vec![plain("District"), plain("2030"), plain("8 in 10 futures"), plain("Saved")],
            vec![
                plain("Dover"),
                beside("£99m ", &[("", "£90m\u{a0}to £104m")]),
                plain("1,722–1,894"),
                plain("−\u{2060}£4,200 ± £300"),
            ],
            vec![plain("Swale"), beside("£9m", &[("", "£8.5m to £12m")]), plain("–"), plain("£1m ± £5k")],
            vec![plain("Thanet")],
        ];
        let sheet = seen("Costs", &rows);
        assert_eq!(
            sheet.heads,
            [
                "District",
                "2030 (£)",
                "2030: 8 in 10 futures: low (£)",
                "2030: 8 in 10 futures: high (£)",
                "8 in 10 futures: low",
                "8 in 10 futures: high",
                "Saved (£)",
                "Saved: ± (£)"
            ]
        );
        let pounds = |value| Cell::Number(value, Format::Pounds);
        let count = |value| Cell::Number(value, Format::Plain);
        let dover: Vec<Cell> = vec![
            "Dover".into(),
            pounds(99e6),
            pounds(90e6),
            pounds(104e6),
            count(1_722.0),
            count(1_894.0),
            pounds(-4_200.0),
            pounds(300.0),
        ];
        let thanet: Vec<Cell> = [vec!["Thanet".into()], vec![Cell::Blank; 7]].concat();
        assert_eq!((&sheet.rows[0], &sheet.rows[2]), (&dover, &thanet));
        assert_eq!(sheet.rows[1][4..6], [Cell::Blank, Cell::Blank]);
    }

    #[test]
    fn flags_and_further_figures_have_true_heads_and_leave_names_alone() {
        let volume = |figure: &str, saved: &str, empty: &str| Seen {
            name: "places".into(),
            ..beside(figure, &[("saved a year", saved), ("of 100 futures pay for empty places", empty)])
        };
        let rows = [
            vec![plain("District"), plain("ASD"), plain("")],
            vec![beside("Dartford ", &[("note", " no DPS school")]), volume("12", "£46k", "46"), plain("")],
            vec![plain("Dover"), plain("–"), plain("")],
        ];
        let sheet = seen("Volumes", &rows);
        assert_eq!(
            sheet.heads,
            [
                "District",
                "District: note",
                "ASD: places",
                "ASD: saved a year (£)",
                "ASD: of 100 futures pay for empty places"
            ]
        );
        let number = |value, format| Cell::Number(value, format);
        let dartford: Vec<Cell> = vec![
            "Dartford".into(),
            "no DPS school".into(),
            number(12.0, Format::Plain),
            number(46_000.0, Format::Pounds),
            number(46.0, Format::Plain),
        ];
        assert_eq!(sheet.rows[0], dartford);
        assert_eq!(sheet.rows[1][1..], [Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]);
    }

    #[test]
    fn what_is_no_range_is_left_as_it_is() {
        let rows = [
            vec![plain("What"), plain("How")],
            vec![plain("a"), plain("1 to 2")],
            vec![plain("b"), plain("the same in every future")],
        ];
        let sheet = seen("Mixed", &rows);
        assert_eq!(sheet.heads, ["What", "How"]);
        assert_eq!(sheet.rows[0][1], Cell::Text("1 to 2".into()));
        let remarked = seen("R", &[vec![plain("What")], vec![beside("a", &[("", "published: 3")])]]);
        assert_eq!(remarked.heads, ["What", "What: note"]);
        let spread = seen("S", &[vec![plain("Sum")], vec![plain("£78m (£60m to £96m)")]]);
        assert_eq!(spread.heads, ["Sum (£)", "Sum: low (£)", "Sum: high (£)"]);
        let shares = seen("P", &[vec![plain("Share")], vec![plain("18% to 44%")]]);
        assert_eq!(shares.rows[0], ["18%".into(), Cell::from("44%")]);
    }
}
