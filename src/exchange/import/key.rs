//! Texts as they are compared.

/// A text as it is compared: lower-case words of letters and figures; `&` is “and”.
pub fn key(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() || c == '&' {
            if gap && !words.is_empty() {
                words.push(' ');
            }
            gap = false;
            match c {
                '&' => {
                    if !words.is_empty() && !words.ends_with(' ') {
                        words.push(' ');
                    }
                    words.push_str("and");
                    gap = true;
                }
                'A'..='Z' => words.push(c.to_ascii_lowercase()),
                c => words.extend(c.to_lowercase()),
            }
        } else if c != '\'' && c != '’' {
            gap = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_their_words() {
        assert_eq!(key("  Tonbridge & Malling "), "tonbridge and malling");
        assert_eq!(key("Tonbridge&Malling"), "tonbridge and malling");
        assert_eq!(key("Annual cost (£)"), "annual cost");
        assert_eq!(key("King’s Hill / WEST"), "kings hill west");
        assert_eq!(key("ÉCOLE"), "école");
        assert_eq!(key("\u{0}...,;"), "");
    }
}
