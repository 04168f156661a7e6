//! Marks that statisticians put beside a number or a name: `62 [note 1]`, `41 (p)`, `29*`.

/// Superscript figures and daggers, which point to a note.
const SIGNS: [char; 14] = ['*', '†', '‡', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '§'];

/// Words in round brackets that are marks: any others may belong to a name.
const WORDS: [&str; 10] =
    ["p", "r", "e", "est", "estimate", "estimated", "provisional", "revised", "rounded", "approx"];

/// A text without the marks behind it, and whether there were any. A mark that stands alone, such as
/// `[c]`, is no mark of anything and stays.
pub fn unmarked(text: &str) -> (&str, bool) {
    let mut rest = text.trim_end();
    loop {
        let begin = match rest.chars().next_back() {
            Some(']') => rest.rfind('[').filter(|at| rest.len() - at <= 24),
            Some(')') => rest.rfind('(').filter(|at| is_mark(&rest[at + 1..rest.len() - 1])),
            Some(last) if SIGNS.contains(&last) => Some(rest.len() - last.len_utf8()),
            _ => None,
        };
        match begin {
            Some(at) if !rest[..at].trim().is_empty() => rest = rest[..at].trim_end(),
            _ => return (rest, rest.len() < text.trim_end().len()),
        }
    }
}

/// Whether what stands in round brackets is a mark: a word for one, a note, or a share beside a count.
fn is_mark(inside: &str) -> bool {
    let plain = inside.trim().to_ascii_lowercase();
    WORDS.contains(&plain.as_str())
        || plain.starts_with("note")
        || plain.strip_suffix('%').is_some_and(|share| crate::words::parse(share).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_names_stay_whole() {
        for (text, bare) in [
            ("ASD [note 3]", "ASD"),
            ("41 [e] [r]", "41"),
            ("77 (p)", "77"),
            ("29*", "29"),
            ("62 (35%)", "62"),
            ("Ashford¹", "Ashford"),
            ("Total [note 5]", "Total"),
        ] {
            assert_eq!(unmarked(text), (bare, true), "{text}");
        }
        for text in ["[c]", "*", "Sevenoaks (west)", "(3)", "31 August (age)", "", "Annual cost (£)"] {
            assert_eq!(unmarked(text), (text, false), "{text}");
        }
    }
}
