//! Why a file is no JSON, in the words of whoever has to put it right.

use serde_json::Error;
use serde_json::error::Category;

/// What is wrong with a file that the parser stopped at: what kind of file it is where it is another kind, else
/// what stands where the parser stopped.
pub fn why(bytes: &[u8], error: &Error) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let line = error.line();
    match (bytes.first(), error.classify()) {
        (None, _) => return "the file is empty".into(),
        (Some(b'<'), _) => {
            return "it is a web page or another file in angle brackets, not what was saved from a program"
                .into();
        }
        (Some(b'P'), _) if bytes.starts_with(b"PK") => return "it is a zip archive or an Office file".into(),
        (Some(b'{' | b'['), Category::Eof) => return format!("it is cut short: it ends within line {line}"),
        (Some(b'{' | b'['), Category::Syntax) => {}
        (Some(b'/' | b'#'), Category::Syntax) => {
            return "it begins with a comment, which such a file cannot have".into();
        }
        (Some(_), Category::Syntax | Category::Eof) => {
            return "it is a text or a table and does not begin with a brace".into();
        }
        _ => return error.to_string(),
    }
    let at = String::from_utf8_lossy(
        bytes.split(|byte| *byte == b'\n').nth(line.saturating_sub(1)).unwrap_or_default(),
    );
    let said = error.to_string();
    if at.contains(['“', '”']) {
        format!(
            "line {line} has curly quotation marks, as a word processor makes them: they must be straight"
        )
    } else if at.contains("//") || at.contains("/*") {
        format!("line {line} has a comment, which such a file cannot have")
    } else if said.starts_with("trailing comma") {
        format!("a comma is one too many before line {line}")
    } else if said.starts_with("expected `,`") {
        format!("a comma or a bracket is missing before line {line}, column {}", error.column())
    } else {
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    fn of(text: &str) -> String {
        why(text.as_bytes(), &serde_json::from_str::<Json>(text).unwrap_err())
    }

    #[test]
    fn what_stands_in_the_way_is_named_without_the_parsers_words() {
        for (text, said) in [
            ("", "is empty"),
            (" \n", "is empty"),
            ("<!doctype html>", "web page"),
            ("PK\u{3}\u{4}", "zip archive"),
            ("District,Placements\nAshford,62", "a text or a table"),
            ("{\n\"a\": 1,\n\"b\":", "cut short: it ends within line 3"),
            ("// why\n{}", "begins with a comment"),
            ("{\n // why\n \"a\": 1}", "line 2 has a comment"),
            ("{\n \"name\": “Kent”}", "line 2 has curly quotation marks"),
            ("{\"a\": [1,\n]}", "one too many before line 2"),
            ("{\"a\": 1\n\"b\": 2}", "is missing before line 2"),
        ] {
            let told = of(text);
            assert!(told.contains(said), "{text}: {told}");
            assert!(!told.contains("EOF") && !told.contains("expected"), "{told}");
        }
        assert!(of(&"[".repeat(1_000)).contains("recursion limit exceeded"));
    }
}
