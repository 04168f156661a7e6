//! The bytes of a file as text: UTF-8, UTF-16 as Excel's “Unicode text”, or Windows-1252.

use super::{MOST_BYTES, Refusal};

/// What a file turned out to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, either way round.
    Utf16,
    /// What Excel on Windows calls CSV in western Europe.
    Windows1252,
}

impl Encoding {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

/// How files begin that are often taken for text, and what they are.
const OTHERS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another zipped file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document in rich text"),
    (b"\x1F\x8B", "a compressed file"),
];

/// 0x80 to 0x9F in Windows-1252; what it leaves open is kept as the control character.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file, without the mark of its encoding.
///
/// # Errors
/// Where it is too large, empty, or no text.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::Large);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(begins, _)| bytes.starts_with(begins)) {
        return Err(Refusal::NoText(what));
    }
    let (text, encoding) = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        (String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        (utf16(rest, u16::from_le_bytes), Encoding::Utf16)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        (utf16(rest, u16::from_be_bytes), Encoding::Utf16)
    } else if let Some(little) = unmarked(bytes) {
        let order = if little { u16::from_le_bytes } else { u16::from_be_bytes };
        (utf16(bytes, order), Encoding::Utf16)
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (text.to_owned(), Encoding::Utf8)
    } else {
        let char = |&byte: &u8| match byte {
            0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        (bytes.iter().map(char).collect(), Encoding::Windows1252)
    };
    if text.contains('\0') {
        return Err(Refusal::NoText("no text: it holds bytes that no text has"));
    }
    if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok((text, encoding)) }
}

/// Whether it looks like UTF-16 without its mark, and then whether the low byte comes first: every
/// other byte of western text is 0.
fn unmarked(bytes: &[u8]) -> Option<bool> {
    let start = &bytes[..bytes.len().min(200)];
    let pairs = start.len() / 2;
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if pairs < 4 || first.max(second) * 10 < pairs * 8 || first.min(second) > 0 {
        return None;
    }
    Some(second > first)
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn what_excel_writes_is_read() {
        let text = "District;Cost\r\nShepway;£1,784 – “a”\r\n";
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (marked(b"\xEF\xBB\xBF", text.into()), Encoding::Utf8),
            (marked(b"\xFF\xFE", units(text, u16::to_le_bytes)), Encoding::Utf16),
            (marked(b"\xFE\xFF", units(text, u16::to_be_bytes)), Encoding::Utf16),
            (b"District;Cost\r\nShepway;\xA31,784 \x96 \x93a\x94\r\n".to_vec(), Encoding::Windows1252),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes), Ok((text.to_owned(), encoding)));
        }
        let plain = "District,Count\nDover,7\n";
        for bytes in [units(plain, u16::to_le_bytes), units(plain, u16::to_be_bytes)] {
            assert_eq!(decode(&bytes), Ok((plain.to_owned(), Encoding::Utf16)));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, said) in [
            (&b"PK\x03\x04rest"[..], "Excel workbook"),
            (b"\xD0\xCF\x11\xE0", "old Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"a,b\0\0\0,c", "no text has"),
            (&[0; 1000], "no text has"),
        ] {
            let refusal = decode(bytes).unwrap_err().to_string();
            assert!(refusal.contains(said), "{refusal}");
        }
        assert_eq!(decode(b" \r\n\t"), Err(Refusal::Empty));
        assert_eq!(decode(&vec![b'"'; MOST_BYTES + 1]), Err(Refusal::Large));
    }

    proptest! {
        #[test]
        fn any_text_comes_back_however_it_was_written(text in "[a-z][^\\x00\\u{feff}]{0,40}") {
            let utf16 = [b"\xFF\xFE".to_vec(), units(&text, u16::to_le_bytes)].concat();
            prop_assert_eq!(decode(text.as_bytes()).unwrap().0, text.as_str());
            prop_assert_eq!(decode(&utf16).unwrap().0, text.as_str());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            if let Ok((text, _)) = decode(&bytes) {
                prop_assert!(!text.contains('\0') && !text.trim().is_empty());
            }
        }
    }
}
