//! Labels with slips of the hand in them: "Enviroment Variables".
//!
//! A label is compared word by word, so that a fix touches the wrong word alone and the author's
//! plurals and letter case stay.

use std::ops::Range;

use super::synonyms::plain_words;

/// A word of a label, and what it should have been.
pub(super) type Respelt = (Range<usize>, String);

/// Words of their own that are a slip away from a word of a label.
const OWN_WORDS: &[&str] = &[
    "adder",
    "authenticator",
    "data",
    "date",
    "flaw",
    "handler",
    "handlers",
    "integrator",
    "integrators",
    "interaction",
    "interactions",
    "iteration",
    "iterations",
    "lagging",
    "login",
    "mentoring",
    "model",
    "models",
    "node",
    "nodes",
    "proposed",
    "provided",
    "stat",
    "stats",
    "state",
    "statute",
    "texting",
    "tasting",
    "use",
    "user",
];

/// Words of a single label up to this length have so many neighbours that only a letter that is
/// missing, doubled or swapped with the next one is a slip.
const SHORT_WORD: usize = 7;

/// The label among `known` that takes the fewest slips, and the words to be respelt for it.
pub(super) fn respelling<'k, K: Copy>(
    written: &str,
    known: impl IntoIterator<Item = (K, &'k str)>,
) -> Option<(K, &'k str, Vec<Respelt>)> {
    let mut best: Option<(usize, _)> = None;
    let words = words_of(written);
    for (kind, label) in known {
        let Some((slips, respelt)) = compare(written, &words, label) else { continue };
        if best.as_ref().is_none_or(|(fewest, _)| slips < *fewest) {
            best = Some((slips, (kind, label, respelt)));
        }
    }
    best.map(|(_, found)| found)
}

/// How many slips turn a known label into the written one, with the words in which they are.
fn compare(written: &str, words: &[Range<usize>], known: &str) -> Option<(usize, Vec<Respelt>)> {
    let known_words: Vec<&str> = words_of(known).into_iter().map(|word| &known[word]).collect();
    if words.len() != known_words.len() {
        return run_together(written, words, known, &known_words);
    }
    let is_single = words.len() == 1;
    let mut slips = 0;
    let mut respelt = Vec::new();
    for (place, known) in words.iter().zip(known_words) {
        let word = written.get(place.clone())?;
        let (plain, plain_known) = (plain_words(word), plain_words(known));
        if plain == plain_known {
            continue;
        }
        let (lower, lower_known) = (word.to_lowercase(), known.to_lowercase());
        let by_letters = slips_in_word(&lower, &lower_known, is_single);
        slips += by_letters.or_else(|| slips_in_word(&plain, &plain_known, is_single))?;
        respelt.push((place.clone(), cased_like(known, word)));
    }
    (!respelt.is_empty()).then_some((slips, respelt))
}

/// "BindingModule", "Time out": the right letters with a space too few or too many.
fn run_together(
    written: &str,
    words: &[Range<usize>],
    known: &str,
    known_words: &[&str],
) -> Option<(usize, Vec<Respelt>)> {
    let (first, last) = (words.first()?, words.last()?);
    let letters = |word: &str| word.to_lowercase();
    let joined: String =
        words.iter().filter_map(|word| written.get(word.clone())).map(letters).collect();
    let known_joined: String = known_words.iter().map(|word| letters(word)).collect();
    let whole = first.start..last.end;
    let shown = written.get(whole.clone())?;
    (joined == known_joined).then(|| (1, vec![(whole, cased_like(known, shown))]))
}

/// The words of a label, without numbering, emoji, punctuation and what stands in parentheses.
fn words_of(label: &str) -> Vec<Range<usize>> {
    let end = label.find(['(', ':', '：']).unwrap_or(label.len());
    let label = label.get(..end).unwrap_or_default();
    let belongs = |character: char| character.is_alphanumeric() || matches!(character, '&' | '\'');
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, character) in label.char_indices() {
        let end = at + character.len_utf8();
        match words.last_mut().filter(|word| word.end == at && belongs(character)) {
            Some(word) => word.end = end,
            None if belongs(character) => words.push(at..end),
            None => {}
        }
    }
    let is_number =
        |word: &Range<usize>| label[word.clone()].bytes().all(|byte| byte.is_ascii_digit());
    words.into_iter().skip_while(is_number).collect()
}

/// The slips that turn one word into another, when they are few for its length and it is no word
/// of its own. Both in lower case.
fn slips_in_word(written: &str, known: &str, is_single: bool) -> Option<usize> {
    let length = known.chars().count();
    let allowed = match length {
        0..=3 => 0,
        4..=9 => 1,
        _ => 2,
    };
    let slips = strsim::damerau_levenshtein(written, known);
    let begins_alike = written.chars().next() == known.chars().next() || is_anagram(written, known);
    if slips > allowed || !begins_alike || OWN_WORDS.contains(&written) {
        return None;
    }
    let is_replaced = written.chars().count() == length && !is_anagram(written, known);
    let is_another_letter = written.chars().count() > length && !doubles_letter(written, known);
    let is_doubtful = is_single && length <= SHORT_WORD && (is_replaced || is_another_letter);
    (!is_doubtful).then_some(slips)
}

fn is_anagram(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Whether a word is another with one letter twice.
fn doubles_letter(written: &str, known: &str) -> bool {
    let letters: Vec<char> = written.chars().collect();
    letters.windows(2).enumerate().any(|(at, pair)| {
        let is_double = pair.first() == pair.last();
        let without = letters.iter().enumerate().filter(|(index, _)| *index != at);
        is_double && without.map(|(_, letter)| *letter).eq(known.chars())
    })
}

/// A known word in the letter case of a written one.
fn cased_like(known: &str, written: &str) -> String {
    let letters = || written.chars().filter(|character| character.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        known.to_uppercase()
    } else if letters().next().is_some_and(char::is_lowercase) {
        known.to_lowercase()
    } else {
        known.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn respelt(written: &str, known: &str) -> Option<String> {
        let (_, _, words) = respelling(written, [((), known)])?;
        let mut label = written.to_owned();
        for (place, word) in words.into_iter().rev() {
            label.replace_range(place, &word);
        }
        Some(label)
    }

    #[test]
    fn wrong_words_are_respelt_and_the_others_stay() {
        let expectations = [
            ("Enviroment Variables", "Environment Variables", "Environment Variables"),
            ("ENVIROMENT VARIABLES", "Environment Variables", "ENVIRONMENT VARIABLES"),
            ("Enviroment variable", "Environment Variables", "Environment variable"),
            ("enviroment variables", "Environment Variables", "environment variables"),
            (
                "🔑 Enviroment Variables (all)",
                "Environment Variables",
                "🔑 Environment Variables (all)",
            ),
            ("3. Integraton Overveiw", "Integration Overview", "3. Integration Overview"),
            ("Plan and Pricng", "Plan & Pricing", "Plan and Pricing"),
            ("Used By Modlues", "Used By Modules", "Used By Modules"),
            ("BindingModule", "Binding Module", "Binding Module"),
            ("Stauts", "Status", "Status"),
            ("Staus", "Status", "Status"),
            ("Addded", "Added", "Added"),
            ("Dependancies", "Dependencies", "Dependencies"),
            ("Autentication", "Authentication", "Authentication"),
        ];
        for (written, known, expected) in expectations {
            assert_eq!(respelt(written, known).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn words_of_their_own_are_no_slips() {
        for (written, known) in [
            ("Stats", "Status"),
            ("Blogging", "Logging"),
            ("Posting", "Testing"),
            ("Hosting", "Testing"),
            ("Texting", "Testing"),
            ("Testing", "Testing"),
            ("Mentoring", "Monitoring"),
            ("Authenticator", "Authentication"),
            ("Used By Models", "Used By Modules"),
            ("Migration Nodes", "Migration Notes"),
            ("Webhook Events Handlers", "Webhook Events Handled"),
            ("Interactions", "Integrations"),
            ("Iterations", "Integrations"),
            ("Last Notified", "Last Modified"),
            ("Bucket Configuration", "Binding Module"),
            ("Propose", "Purpose"),
            ("環境変数", "Environment Variables"),
            ("", "Status"),
        ] {
            assert_eq!(respelt(written, known), None, "{written}");
        }
    }
}
