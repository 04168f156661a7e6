//! DEFLATE (RFC 1951) with a preset text that both sides already have and that is never sent, in one block with the
//! fixed codes.
//!
//! A difference is too short for codes of its own, and with the fixed codes compression and decompression need a page
//! of code each. A library would add six kilobytes to the page, gzipped, for decompression alone, and many times that
//! for compression.

/// The length of the shortest repeat that takes fewer bits than its letters, from any distance.
const SHORTEST: usize = 4;
/// The length of the longest repeat in DEFLATE, and the largest distance.
const LONGEST: usize = 258;
const FARTHEST: usize = 32_768;

/// The reason why bytes cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// They are not one block with the fixed codes, end early or continue after the end.
    Broken,
    /// They decompress to more than allowed.
    TooMuch,
}

/// Compresses bytes for a receiver who has the `known` ones.
pub fn deflate(bytes: &[u8], known: &[u8]) -> Vec<u8> {
    let all = [known, bytes].concat();
    let mut bits = Bits::default();
    // The header of the last block, with the fixed codes.
    bits.put(0b011, 3);
    let mut at = known.len();
    while at < all.len() {
        let (length, back) = longest(&all, at);
        if length < SHORTEST {
            bits.symbol(all[at].into());
            at += 1;
        } else {
            bits.repeat(length, back);
            at += length;
        }
    }
    bits.symbol(END);
    bits.bytes
}

/// Decompresses what [`deflate`] has compressed, to at most `most` bytes.
///
/// # Errors
/// The reason, where the bytes cannot be decompressed.
pub fn inflate(packed: &[u8], known: &[u8], most: usize) -> Result<Vec<u8>, Bad> {
    let mut codes = Codes { bytes: packed, at: 0 };
    let mut all = known.to_vec();
    let most = known.len() + most;
    if codes.number(3)? != 0b011 {
        return Err(Bad::Broken);
    }
    loop {
        let symbol = codes.symbol()?;
        if symbol == END {
            break;
        }
        let (length, back) = if symbol < END { (1, 0) } else { (codes.length(symbol)?, codes.back()?) };
        if all.len() + length > most {
            return Err(Bad::TooMuch);
        }
        if let Ok(byte) = u8::try_from(symbol) {
            all.push(byte);
            continue;
        }
        let from = all.len().checked_sub(back).ok_or(Bad::Broken)?;
        for at in from..from + length {
            // A repeat may reach into itself.
            all.push(all[at]);
        }
    }
    // The rest of the last byte is blank.
    let is_blank = codes.at.div_ceil(8) == packed.len() && codes.number(packed.len() * 8 - codes.at)? == 0;
    if is_blank { Ok(all.split_off(known.len())) } else { Err(Bad::Broken) }
}

/// The longest repeat of earlier bytes, and its distance; of equally long ones, the nearest.
fn longest(all: &[u8], at: usize) -> (usize, usize) {
    let most = LONGEST.min(all.len() - at);
    let (mut best, mut back) = (0, 0);
    for from in (at.saturating_sub(FARTHEST)..at).rev() {
        // A start that already differs at the end of the best repeat cannot do better.
        if all[from + best] == all[at + best] {
            let length = (0..most).take_while(|step| all[from + step] == all[at + step]).count();
            if length > best {
                (best, back) = (length, at - from);
            }
        }
        if best == most {
            break;
        }
    }
    (best, back)
}

/// The symbol that ends the block.
const END: u32 = 256;

/// Bits in the order of RFC 1951: the lowest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    count: u32,
}

impl Bits {
    /// Writes a number, its lowest bit first.
    fn put(&mut self, number: u32, bits: u32) {
        for bit in 0..bits {
            if self.count.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut()
                && number >> bit & 1 == 1
            {
                *last |= 1 << (self.count % 8);
            }
            self.count += 1;
        }
    }

    /// Writes a code, its highest bit first.
    fn code(&mut self, code: u32, bits: u32) {
        self.put(code.reverse_bits() >> (32 - bits), bits);
    }

    /// Writes a byte, the end or a length by the fixed codes (section 3.2.6).
    fn symbol(&mut self, symbol: u32) {
        match symbol {
            ..144 => self.code(0x30 + symbol, 8),
            144..256 => self.code(0x190 + symbol - 144, 9),
            256..280 => self.code(symbol - 256, 7),
            _ => self.code(0xc0 + symbol - 280, 8),
        }
    }

    /// Writes a repeat of `length` bytes from a distance `back` (section 3.2.5). The codes are finer for short and near
    /// repeats; the remainder follows as bits.
    #[allow(clippy::cast_possible_truncation)] // both are below 2^16
    fn repeat(&mut self, length: usize, back: usize) {
        let (length, back) = (length as u32 - 3, back as u32 - 1);
        if length as usize + 3 == LONGEST {
            self.symbol(285);
        } else {
            let rest = (length | 1).ilog2().saturating_sub(2);
            self.symbol(257 + 4 * rest + (length >> rest));
            self.put(length, rest);
        }
        let rest = (back | 1).ilog2().saturating_sub(1);
        self.code(2 * rest + (back >> rest), 5);
        self.put(back, rest);
    }
}

/// A reader of bits as [`Bits`] writes them.
struct Codes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Codes<'_> {
    /// Reads the next bit, 0 or 1.
    fn bit(&mut self) -> Result<usize, Bad> {
        let byte = self.bytes.get(self.at / 8).ok_or(Bad::Broken)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Ok(bit.into())
    }

    /// Reads a number, its lowest bit first.
    fn number(&mut self, bits: usize) -> Result<usize, Bad> {
        (0..bits).try_fold(0, |number, place| Ok(number | self.bit()? << place))
    }

    /// Reads a code that begins with `code` and has this many bits more, the highest first.
    fn code(&mut self, code: usize, bits: usize) -> Result<usize, Bad> {
        (0..bits).try_fold(code, |code, _| Ok(code << 1 | self.bit()?))
    }

    /// Reads a byte, the end or a length by the fixed codes (section 3.2.6).
    fn symbol(&mut self) -> Result<u32, Bad> {
        let seven = self.code(0, 7)?;
        let symbol = if seven < 0x18 {
            256 + seven
        } else {
            match self.code(seven, 1)? {
                eight @ ..0xc0 => eight - 0x30,
                eight @ 0xc0..0xc8 => 280 + eight - 0xc0,
                eight => 144 + self.code(eight, 1)? - 0x190,
            }
        };
        u32::try_from(symbol).map_err(|_| Bad::Broken)
    }

    /// Reads the length of the repeat of a symbol (section 3.2.5).
    fn length(&mut self, symbol: u32) -> Result<usize, Bad> {
        let code = symbol as usize - 257;
        match code {
            ..8 => Ok(code + 3),
            8..28 => Ok(3 + ((4 + code % 4) << (code / 4 - 1) | self.number(code / 4 - 1)?)),
            28 => Ok(LONGEST),
            _ => Err(Bad::Broken),
        }
    }

    /// Reads the distance of a repeat.
    fn back(&mut self) -> Result<usize, Bad> {
        let code = self.code(0, 5)?;
        match code {
            ..4 => Ok(code + 1),
            4..30 => Ok(1 + ((2 + code % 2) << (code / 2 - 1) | self.number(code / 2 - 1)?)),
            _ => Err(Bad::Broken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_length_and_every_distance_comes_back() {
        let known: Vec<u8> = (0..40_000_u32).map(|at| (at * 7_919 % 65_521 % 251) as u8).collect();
        for length in 1..=600 {
            let bytes = &known[known.len() - 700..][..length];
            assert_eq!(inflate(&deflate(bytes, &known), &known, length).as_deref(), Ok(bytes), "{length}");
        }
        for back in (1..16).map(|power| 1 << power).flat_map(|back: usize| [back - 1, back, back + 1]) {
            let mut known = vec![b'-'; 33_000];
            let at = known.len() - back.max(8);
            known[at..at + 8].copy_from_slice(b"abcdefgh");
            assert_eq!(inflate(&deflate(b"abcdefgh", &known), &known, 8).as_deref(), Ok(&b"abcdefgh"[..]));
        }
        assert!(deflate(&[7; 5_000], &[]).len() < 60);
    }

    #[test]
    fn what_is_known_is_not_sent_and_what_is_broken_or_too_much_is_refused() {
        let known = br#"{"demand":{"growth":{"amount":0.02}}}"#;
        let packed = deflate(known, known);
        assert!(packed.len() < 8, "{}", packed.len());
        assert_eq!(inflate(&packed, known, 37).as_deref(), Ok(&known[..]));
        assert_eq!(inflate(&packed, known, 36), Err(Bad::TooMuch));
        assert_eq!(inflate(&packed, b"", 1_000), Err(Bad::Broken));
        assert_eq!(inflate(&[&packed[..], &[0]].concat(), known, 100), Err(Bad::Broken));
        for end in 0..packed.len() {
            assert_eq!(inflate(&packed[..end], known, 100), Err(Bad::Broken), "{end}");
        }
    }

    #[test]
    fn no_more_is_unpacked_than_allowed_whatever_is_sent() {
        // A bomb: a hundred times as large as it comes.
        let bomb = deflate(&vec![b'['; 10_000_000], b"");
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert_eq!(inflate(&bomb, b"", 50_000), Err(Bad::TooMuch));
        // Blocks that were not packed at all, and others with codes of their own, which no planner writes.
        for byte in [0, 0b001, 0b101, 0b111, 0xff] {
            assert_eq!(inflate(&vec![byte; 10_000_000], b"{}", 50_000), Err(Bad::Broken), "{byte}");
        }
        // A repeat of what stands before the beginning.
        let mut bits = Bits::default();
        bits.put(0b011, 3);
        bits.repeat(10, 5);
        bits.symbol(END);
        assert_eq!(inflate(&bits.bytes, b"1234", 100), Err(Bad::Broken));
        assert_eq!(inflate(&bits.bytes, b"12345", 100).as_deref(), Ok(&b"1234512345"[..]));
    }

    /// What a library makes of packed bytes.
    fn library(packed: &[u8], known: &[u8], most: usize) -> Option<Vec<u8>> {
        use miniz_oxide::inflate::TINFLStatus::Done;
        use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF as WHOLE;
        use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
        let mut all = known.to_vec();
        all.resize(known.len() + most, 0);
        match decompress(&mut Box::new(DecompressorOxide::new()), packed, &mut all, known.len(), WHOLE) {
            (Done, _, count) => Some(all[known.len()..known.len() + count].to_vec()),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn a_library_reads_what_is_written_and_agrees_on_whatever_is_read(
            text in "[abc]{0,300}", known in "[abc]{0,300}", flips in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        ) {
            let mut packed = deflate(text.as_bytes(), known.as_bytes());
            prop_assert_eq!(library(&packed, known.as_bytes(), 500), Some(text.clone().into_bytes()));
            for flip in flips {
                let bit = flip.index(packed.len() * 8);
                packed[bit / 8] ^= 1 << (bit % 8);
            }
            if let Ok(bytes) = inflate(&packed, known.as_bytes(), 500) {
                prop_assert_eq!(library(&packed, known.as_bytes(), 500), Some(bytes));
            }
        }

        #[test]
        fn what_is_put_together_from_the_known_comes_back(
            seed: [u8; 32],
            size in 0_usize..70_000,
            pieces in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..600, any::<u8>()), 0..12),
        ) {
            let byte = |at: usize| seed[at % 32].wrapping_add(seed[at / 32 % 32]).wrapping_mul(u8::try_from(at / 1_024).unwrap() | 1);
            let known: Vec<u8> = (0..size).map(byte).collect();
            let mut bytes = Vec::new();
            for (from, length, apart) in pieces {
                let from = from.index(known.len() + 1);
                bytes.extend(&known[from..known.len().min(from + length)]);
                bytes.push(apart);
            }
            prop_assert_eq!(inflate(&deflate(&bytes, &known), &known, bytes.len()), Ok(bytes));
        }

        #[test]
        fn bytes_come_back(bytes: Vec<u8>, text in "[ab]{0,300}", known in "[ab]{0,300}") {
            for bytes in [bytes, text.into_bytes()] {
                let packed = deflate(&bytes, known.as_bytes());
                prop_assert_eq!(inflate(&packed, known.as_bytes(), bytes.len()), Ok(bytes));
            }
        }

        #[test]
        fn anything_is_refused_or_unpacked(packed: Vec<u8>, known: Vec<u8>) {
            if let Ok(bytes) = inflate(&packed, &known, 500) {
                prop_assert!(bytes.len() <= 500);
            }
        }
    }
}
