//! The tables: those written by hand in `cases.txt`, and those that [`varied`] makes.

#[path = "varied.rs"]
mod varied;

/// A table and what is expected of it, a line each.
pub struct Case {
    /// Another one each.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Lines, as the head of `cases.txt` explains them.
    pub expected: Vec<String>,
}

impl Case {
    fn new(name: &str, text: &str, expected: &[&str]) -> Case {
        let expected = expected.iter().map(|&line| line.to_owned()).collect();
        Case { name: name.to_owned(), bytes: text.as_bytes().to_vec(), expected }
    }
}

/// The cases written by hand.
fn written() -> Vec<Case> {
    let text = include_str!("cases.txt");
    let blocks = text.split("\n>> ").skip(1).map(|block| {
        let (name, rest) = block.split_once('\n').expect("a case has a table");
        let (table, expected) = rest.split_once("\n--\n").unwrap_or_else(|| panic!("{name} expects nothing"));
        let table = [
            ("\\t", "\t"),
            ("\\s", "\u{2009}"),
            ("\\x", "\u{202f}"),
            ("\\n", "\n"),
            ("\\r\n", "\r"),
            ("\\r", "\r"),
            ("\\3", "\u{3}"),
            ("\\4", "\u{4}"),
        ]
        .iter()
        .fold(table.to_owned(), |table, (sign, char)| table.replace(sign, char));
        let expected: Vec<&str> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
        Case::new(name, &table, &expected)
    });
    blocks.collect()
}

/// Every table.
pub fn all() -> Vec<Case> {
    written().into_iter().chain(varied::cases()).collect()
}
