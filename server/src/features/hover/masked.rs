//! Values as they may be shown: nobody's credential is shown on a card.

/// Words in the names of variables that hold credentials.
const CREDENTIAL_WORDS: &[&str] =
    &["KEY", "SECRET", "TOKEN", "PASSWORD", "PASSWD", "CREDENTIAL", "DSN", "AUTH"];

/// What is written in place of a credential when people document one.
const SAMPLE_MARKS: &[&str] =
    &["...", "…", "xxx", "your", "<", "example", "***", "changeme", "placeholder"];

/// A sample is cut short by whoever writes it; what is longer may be the real thing.
const LONGEST_SAMPLE: usize = 12;

/// What services issue is at least so long.
const SHORTEST_CREDENTIAL: usize = 20;

/// How much of a credential is shown, to tell one kind from another.
const SHOWN: usize = 4;

/// A value as it may be shown: of a credential only the beginning, unless it is plainly a sample.
pub(super) fn shown(name: &str, value: &str) -> String {
    let value = value.trim_matches('`');
    let is_credential = CREDENTIAL_WORDS.iter().any(|word| name.contains(word));
    if is_credential && !is_sample(value) && value.chars().count() > LONGEST_SAMPLE {
        return beginning(value);
    }
    without_credentials(value)
}

/// Prose without what looks like a credential, whatever it is called.
pub(super) fn without_credentials(text: &str) -> String {
    let is_end = |c: char| c.is_whitespace() || "`'\"()[],;=".contains(c);
    let mut shown = String::with_capacity(text.len());
    for piece in text.split_inclusive(is_end) {
        let word = piece.trim_end_matches(is_end);
        let end = piece.get(word.len()..).unwrap_or_default();
        match password(word) {
            Some(place) => {
                shown.push_str(word.get(..place.start).unwrap_or_default());
                shown.push('…');
                shown.push_str(word.get(place.end..).unwrap_or_default());
            }
            None if is_token(word) => shown.push_str(&beginning(word)),
            None => shown.push_str(word),
        }
        shown.push_str(end);
    }
    shown
}

fn is_sample(value: &str) -> bool {
    let lower = value.to_lowercase();
    SAMPLE_MARKS.iter().any(|mark| lower.contains(mark))
}

/// Whether a word is shaped like what services issue: long, letters and digits mixed, no words.
fn is_token(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-.+/=".contains(c);
    let longest_run = word.split(|c: char| !c.is_ascii_alphanumeric()).map(str::len).max();
    let has = |is: fn(&char) -> bool| word.chars().any(|c| is(&c));
    word.len() >= SHORTEST_CREDENTIAL
        && word.chars().all(is_part)
        && longest_run.is_some_and(|run| run > LONGEST_SAMPLE)
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic)
        && !is_sample(word)
}

/// Where an address holds a password: `scheme://user:password@host`.
fn password(word: &str) -> Option<std::ops::Range<usize>> {
    let start = word.find("://")? + "://".len();
    let authority = word.get(start..)?;
    let end = authority.split('/').next()?.rfind('@')?;
    let colon = authority.get(..end)?.find(':')?;
    Some(start + colon + 1..start + end)
}

fn beginning(value: &str) -> String {
    let beginning: String = value.chars().take(SHOWN).collect();
    format!("{beginning}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_cut_and_samples_are_not() {
        assert_eq!(shown("STRIPE_KEY", "`rk_4eC39HqLyjWDarjtT1zdp7dc`"), "rk_4…");
        assert_eq!(shown("STRIPE_KEY", "sk_test_..."), "sk_test_...");
        assert_eq!(shown("STRIPE_KEY", "my-secret-password"), "my-s…");
        assert_eq!(shown("STRIPE_PRICE", "4eC39HqLyjWDarjtT1zdp7dc"), "4eC3…");
        assert_eq!(shown("DATABASE_URL", "postgres://app:hunter2@db/x"), "postgres://app:…@db/x");
        assert_eq!(shown("BASE", "https://api.stripe.com/v1"), "https://api.stripe.com/v1");
        assert_eq!(shown("REGION", "eu-central-1"), "eu-central-1");
    }

    #[test]
    fn prose_keeps_its_words() {
        let prose = "The key of the shop, see `src/integrations/stripe/client2.js` (2026-01-02)";
        assert_eq!(without_credentials(prose), prose);
        let told = "Was `AKIA4EXCANARY7QRSTUV` until May";
        assert_eq!(without_credentials(told), "Was `AKIA…` until May");
    }
}
