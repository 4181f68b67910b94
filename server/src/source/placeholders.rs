//! Values that only show the form of a key.

/// Words of values that nobody means to be a key.
const PLACEHOLDERS: &[&str] = &[
    "example",
    "placeholder",
    "your",
    "xxxx",
    "changeme",
    "change_me",
    "dummy",
    "fake",
    "sample",
    "redacted",
    "replace",
    "insert",
    "secret_here",
    "key_here",
    "todo",
    "...",
    "****",
    "<",
    ">",
    "${",
    "{{",
    "12345",
    "abcdef",
    "0000000",
    "1111111",
    "foobar",
    "deadbeef",
    "notreal",
    "not_real",
];

/// Bits for each character of the part behind the beginning; words and repetitions have fewer.
const LEAST_ENTROPY: f64 = 3.0;

/// The same for hexadecimal digits, which have at most four.
const LEAST_HEX_ENTROPY: f64 = 2.7;

/// Whether a value only shows the form of a key.
pub(super) fn is_placeholder(beginning: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let body = value.strip_prefix(beginning).unwrap_or(value);
    let random: String = body.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_hex = random.chars().all(|c| c.is_ascii_hexdigit());
    let least = if is_hex { LEAST_HEX_ENTROPY } else { LEAST_ENTROPY };
    // The keys of the documentation of Stripe, which its samples work with.
    let is_sample =
        body.starts_with("4eC39HqLyjWD") || body.starts_with("BQokikJOvBiI2HlWgH4olfQ2");
    PLACEHOLDERS.iter().any(|word| lower.contains(word))
        || is_sample
        || entropy(&random) < least
        || is_made_of_words(body)
        || is_open_address(&lower)
}

/// Shannon's entropy in bits for each character.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 128];
    let ascii = text.bytes().filter(u8::is_ascii);
    ascii.for_each(|byte| counts[usize::from(byte)] += 1);
    let all: f64 = f64::from(counts.iter().sum::<u32>());
    let bits = |count: &u32| {
        let share = f64::from(*count) / all;
        -share * share.log2()
    };
    counts.iter().filter(|count| **count > 0).map(bits).sum()
}

/// Whether letters are those of words, as in the name of a function that begins like a key:
/// `keywordSearchOnly`. Keys are drawn from digits as well, and from both cases without order.
fn is_made_of_words(body: &str) -> bool {
    body.split(['_', '-', '.']).all(|part| {
        let letters = part.as_bytes();
        let is_small = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_lowercase);
        let begins_word =
            |at: usize| is_small(letters.get(at + 1)) && is_small(letters.get(at + 2));
        let mut capitals = (0..letters.len()).filter(|at| letters[*at].is_ascii_uppercase());
        letters.iter().all(u8::is_ascii_alphabetic)
            && (letters.iter().all(u8::is_ascii_uppercase) || capitals.all(begins_word))
    })
}

/// Whether an address with user and password, in lower case, gives nothing away: the password is a
/// word for one, or the server is this machine or one that only a container knows.
fn is_open_address(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let Some((credentials, host)) = rest.rsplit_once('@') else { return false };
    let Some((user, password)) = credentials.split_once(':') else { return false };
    let host = host.split([':', '/', '?']).next().unwrap_or_default();
    let is_local = !host.contains('.')
        || host.starts_with("127.")
        || host == "0.0.0.0"
        || [".local", ".localhost", ".internal", ".test"].iter().any(|end| host.ends_with(end));
    let is_word = ["pass", "password", "passwd", "pwd", "secret", "user", "username", "admin"];
    let is_filled_in = password.starts_with(['$', '{', '%', '[']);
    is_local || is_filled_in || password == user || is_word.contains(&password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_keys() {
        for body in [
            "wordSearchOnly",
            "loadnotebookwithconflictingtag",
            "SEARCHONLYWORDS",
            "is_context_overflow_error",
        ] {
            assert!(is_made_of_words(body), "{body}");
        }
        for body in ["aKvQmZxTcRwBnJ", "aK3vQ9mZ7xT2cR", "wordSearchOnlyB", "word-search1"] {
            assert!(!is_made_of_words(body), "{body}");
        }
    }

    #[test]
    fn addresses_without_a_secret_are_open() {
        for address in [
            "redis://username:password@localhost:6379",
            "redis://:s3cr3t9@127.0.0.1:6379/0",
            "redis://default:h7fq2x@cache:6379",
            "rediss://default:${redis_password}@redis-1.cloud.redislabs.com:6379",
            "mongodb+srv://user:password@cluster0.ab1cd.mongodb.net",
            "redis://admin:admin@redis-1.cloud.redislabs.com:6379",
        ] {
            assert!(is_open_address(address), "{address}");
        }
        let real = ["rediss://default", "h7fq2xk9@redis-1.cloud.redislabs.com:6379"].join(":");
        assert!(!is_open_address(&real));
    }
}
