//! The first form of links, which can still be read and is no longer written: JSON with its commonest words shortened,
//! and its long numbers in binary.

/// The byte before a word that has no byte of its own.
const MORE: u8 = 0x1d;
/// The byte before the eight bytes of a number, in every form: JSON never contains it.
pub const NUMBER: u8 = 0x1e;
/// The number of words with a byte of their own.
const SHORT: usize = 28;
/// The short words, one a line. The first 28 have the bytes 1 to 28, which JSON never contains; the others have two
/// bytes. Links in circulation refer to words by position: the list is closed, and no line of it may ever change.
const WORDS: &str = include_str!("first_link.txt");

/// Expands short words and packed numbers; `None` where a byte has no meaning.
pub fn lengthen(bytes: &[u8]) -> Option<String> {
    let mut text = Vec::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match *first {
            byte @ 0x20.. => text.push(byte),
            NUMBER => {
                let (bytes, after) = rest.split_first_chunk::<8>()?;
                text.extend(number(*bytes)?.bytes());
                rest = after;
            }
            MORE => {
                let (index, after) = rest.split_first()?;
                text.extend(WORDS.lines().nth(SHORT + usize::from(*index))?.bytes());
                rest = after;
            }
            byte => {
                let index = usize::from(byte).checked_sub(1).filter(|index| *index < SHORT)?;
                text.extend(WORDS.lines().nth(index)?.bytes());
            }
        }
    }
    String::from_utf8(text).ok()
}

/// A packed number in digits.
pub fn number(bytes: [u8; 8]) -> Option<String> {
    let number = Some(f64::from_le_bytes(bytes)).filter(|number| number.is_finite())?;
    serde_json::to_string(&number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::mark;

    #[test]
    fn the_words_are_those_that_were_sent() {
        assert_eq!(mark(WORDS.as_bytes()), [15, 165, 26, 217], "no word may change or come");
        assert_eq!((WORDS.lines().count(), WORDS.lines().nth(224)), (241, Some("for ")));
        for (index, word) in (0_u8..).zip(WORDS.lines()) {
            let said = if index < 28 { vec![index + 1] } else { vec![MORE, index - 28] };
            assert_eq!(lengthen(&said).as_deref(), Some(word));
        }
        assert_eq!(lengthen(&[MORE, 213]), None);
    }
}
