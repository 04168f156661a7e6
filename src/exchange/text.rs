//! Tables as text: comma-separated for files.

use super::{Cell, Sheet};

/// Characters with which a spreadsheet begins a formula, in either width, and those that may hide one.
const RISKY: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A text that a spreadsheet takes for text: an apostrophe stands before what would be a formula.
/// Numbers, negative ones too, stay as they are.
pub fn guarded(text: &str) -> String {
    let risky = text.starts_with(RISKY) || text.trim_start().starts_with(RISKY);
    if risky && text.parse::<f64>().is_err() { ["'", text].concat() } else { text.to_owned() }
}

/// The text of a cell.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => guarded(text),
        // The shortest text that reads back as the same number.
        Cell::Number(number, _) => number.to_string(),
    }
}

/// A table as comma-separated text, with the mark by which Excel knows UTF-8.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, sheet.heads.iter().map(|head| guarded(head)));
    for row in &sheet.rows {
        line(&mut text, row.iter().map(plain));
    }
    text
}

fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_guarded_and_a_number_is_not() {
        for formula in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "-", "=\"x\""] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for harmless in ["-5", "-0.25", "+3", "1,784", "Thanet", "", "a=b", "−5"] {
            assert_eq!(guarded(harmless), harmless);
        }
    }
}
