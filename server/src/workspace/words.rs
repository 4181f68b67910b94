//! The words of a text, kept in a few bytes: whether a file could name something is asked of every
//! file of a workspace, and most of them are not parsed.

/// A word, or a part of a name, as a number; letter case and underscores do not count, so that
/// `StripeClient` and `stripe_client` are one.
pub(super) type Word = u64;

/// A set of words that may say yes to a word it does not hold, never no to one that it holds.
///
/// A Bloom filter with two bits for each word. With half a bit for each byte of the text, one word in
/// fifty is taken for one that the text holds.
#[derive(Clone, Debug)]
pub(super) struct Words {
    bits: Box<[u64]>,
}

/// Bytes of text for each 64 bits of the set.
const BYTES_FOR_EACH_BLOCK: usize = 128;

/// A longer text is most often data, and says the same words again.
const MOST_BLOCKS: usize = 2_048;

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let blocks = (text.len() / BYTES_FOR_EACH_BLOCK + 1).min(MOST_BLOCKS);
        let mut words = Self { bits: vec![0; blocks].into_boxed_slice() };
        for_each_word(text, |word| words.insert(word));
        words
    }

    /// Whether it may hold all of these.
    pub(super) fn may_hold(&self, words: &[Word]) -> bool {
        words.iter().all(|word| {
            self.places(*word).iter().all(|(block, bit)| self.bits[*block] & (1 << bit) != 0)
        })
    }

    fn insert(&mut self, word: Word) {
        for (block, bit) in self.places(word) {
            self.bits[block] |= 1 << bit;
        }
    }

    fn places(&self, word: Word) -> [(usize, u32); 2] {
        let place = |half: u64| {
            // The upper bits of a product spread evenly over any number of blocks.
            let bit = (half * (self.bits.len() as u64 * 64)) >> 32;
            ((bit / 64) as usize, (bit % 64) as u32)
        };
        [place(word >> 32), place(word & 0xffff_ffff)]
    }
}

/// The words of a name as a file writes it: `stripe-client` has two, `stripe_client` one.
pub(super) fn words_of(name: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for_each_word(name, |word| words.push(word));
    words
}

/// Calls `found` for every run of letters, digits and underscores.
fn for_each_word(text: &str, mut found: impl FnMut(Word)) {
    // FNV-1a, which needs no look at the length of a word.
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = START;
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | 0x80.. => {
                hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME)
            }
            b'A'..=b'Z' => {
                hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
            }
            b'_' => {}
            _ if hash != START => {
                found(mixed(hash));
                hash = START;
            }
            _ => {}
        }
    }
    if hash != START {
        found(mixed(hash));
    }
}

/// The hash with its bits spread: both halves are used by themselves.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_its_words_in_any_way_of_writing() {
        let words = Words::of("import { StripeClient } from '../pay/open_ai-client';\nÜber_x");
        for name in ["stripe_client", "stripeclient", "openai", "open_ai-client", "überx", "pay"] {
            let held = words_of(name);
            // Letters beyond ASCII are compared as they stand.
            assert_eq!(words.may_hold(&held), name != "überx", "{name}");
        }
        assert!(words.may_hold(&words_of("Über_x")));
        assert_eq!(words_of("stripe-client").len(), 2);
    }

    #[test]
    fn few_words_are_taken_for_others() {
        let text: String = (0..4_000).map(|number| format!("word{number} = value; ")).collect();
        let words = Words::of(&text);
        assert!((0..4_000).all(|number| words.may_hold(&words_of(&format!("Word_{number}")))));
        let wrong = (4_000..14_000).filter(|it| words.may_hold(&words_of(&format!("word{it}"))));
        assert!(wrong.count() < 500);
    }
}
