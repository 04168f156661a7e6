//! A table as it is seen on the page, made into cells: what looks like a number becomes one.

use super::{Cell, Format, Sheet};

/// A cell as seen: its figure, and the range in small print beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The text of the cell but for its range.
    pub figure: String,
    /// Its range; empty where it has none.
    pub range: String,
}

/// The table of rows of cells, of which the first is its heads. Ranges get columns of their own.
pub fn seen(name: &str, rows: &[Vec<Seen>]) -> Sheet {
    let mut sheet = Sheet::new(name, &[]);
    let Some((heads, body)) = rows.split_first() else { return sheet };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let head = |column: usize| heads.get(column).map_or("", |head| head.figure.as_str());
    sheet.rows = vec![Vec::new(); body.len()];
    for column in 0..columns {
        let of = |row: &Vec<Seen>| row.get(column).cloned().unwrap_or_default();
        let cells: Vec<Cell> = body.iter().map(|row| cell(&of(row).figure)).collect();
        let in_pounds = cells.iter().any(|cell| matches!(cell, Cell::Number(_, Format::Pounds)));
        sheet.heads.push([head(column), if in_pounds { " (£)" } else { "" }].concat());
        sheet.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        if body.iter().any(|row| !of(row).range.is_empty()) {
            sheet.heads.push([head(column), ": 8 in 10 futures"].concat());
            for (row, cells) in sheet.rows.iter_mut().zip(body) {
                row.push(tidy(&of(cells).range).into());
            }
        }
    }
    sheet
}

/// A text without the marks of setting: breaks and ties are blanks.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// What a text says. Pounds come in full, a percentage stays as it is written, which every spreadsheet
/// reads.
fn cell(text: &str) -> Cell {
    let text = tidy(text);
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
    let (unit, digits) = match (format, rest.strip_suffix('m'), rest.strip_suffix("bn")) {
        (Format::Pounds, Some(millions), _) => (1e6, millions),
        (Format::Pounds, _, Some(billions)) => (1e9, billions),
        _ => (1.0, rest),
    };
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let value: f64 = plain.then(|| digits.replace(',', "").parse().ok()).flatten()?;
    // What is written has few decimals: millions have no more than pennies behind them.
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
        ] {
            assert!(matches!(cell(text), Cell::Number(v, _) if (v - value).abs() < 1e-6), "{text}");
        }
        for text in ["45%", "2027/28", "3 in 10", "January 2030", "5m", "1.2.3", "=1", "£", "-", "c"] {
            assert_eq!(cell(text), Cell::Text(text.into()));
        }
        assert_eq!(cell(" \u{a0} "), Cell::Blank);
    }

    #[test]
    fn ranges_stand_in_columns_of_their_own() {
        let plain = |text: &str| Seen { figure: text.into(), range: String::new() };
        let ranged = Seen { figure: "£99m ".into(), range: "£90m\u{a0}to £104m".into() };
        let rows =
            [vec![plain("District"), plain("2030")], vec![plain("Dover"), ranged], vec![plain("Swale")]];
        let sheet = seen("Costs", &rows);
        assert_eq!(sheet.heads, ["District", "2030 (£)", "2030: 8 in 10 futures"]);
        let dover: Vec<Cell> =
            vec!["Dover".into(), Cell::Number(99e6, Format::Pounds), "£90m to £104m".into()];
        assert_eq!(sheet.rows, [dover, vec!["Swale".into(), Cell::Blank, Cell::Blank]]);
    }
}
