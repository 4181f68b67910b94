//! Signs that code tries a call again: names of loops, options, libraries and decorators.

use std::sync::LazyLock;

use regex::Regex;

/// What such code has in it, whoever wrote it: `maxRetries`, `withRetry`, `retry_on_exception`,
/// `backoff`, `maxAttempts`, `for attempt in range(3)`, and names of libraries that do nothing else.
/// `retrieve` is no sign, and an "attempt" alone is a word of every login. Letters are those of ASCII:
/// word boundaries of Unicode would keep the search from its fast ways.
static SIGNS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix-u) retry | retries | retried | retriable | re-?tries | back[-_\ ]?off
        | (?:max|num|total) (?:imum|ber)? _? (?:of_?)? attempts? | \b attempts? \s* (?: [<>+=-] | := | \b in \b )
        | \b tenacity \b | \b stamina \b | resilien[ct] | \b polly \b | \b failsafe \b | cockatiel",
    )
    .ok()
});

/// Whether a text shows any sign of retry or backoff. A comment is one, too: it says that somebody
/// has thought of it ("the SDK retries by itself"), unless it is a note of what is still to be done.
pub fn shows_retry(text: &str) -> bool {
    let Some(signs) = SIGNS.as_ref() else { return true };
    signs.find_iter(text).any(|sign| {
        let start = text[..sign.start()].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        !["TODO", "FIXME"].iter().any(|mark| line.contains(mark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_retry_are_seen() {
        for code in [
            "new Stripe(key, { maxNetworkRetries: 3 })",
            "import pRetry from 'p-retry';",
            "@retry(wait=wait_exponential())",
            "from tenacity import AsyncRetrying",
            "let backoff = ExponentialBackoff::default();",
            "back_off(attempt)",
            "for attempt in range(3):",
            "for (let attempt = 1; ; attempt++)",
            "for attempt := 0; attempt < 3; attempt++ {",
            "maxAttempts: 3",
            "max_attempts=5",
            "@Retryable(value = IOException.class)",
            "Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3)",
            "import io.github.resilience4j.core.*;",
            "// the SDK retries by itself",
            "// TODO: jitter\nconst retries = 2;",
        ] {
            assert!(shows_retry(code), "{code}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for code in [
            "stripe.charges.retrieve(id)",
            "log.warn('login attempt failed')",
            "// TODO: retry on 429",
            "# FIXME no backoff yet",
            "entry.poll()",
            "",
        ] {
            assert!(!shows_retry(code), "{code}");
        }
    }
}
