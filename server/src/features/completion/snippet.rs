//! Skeletons as snippets: each placeholder becomes a tab stop.

/// A text with tab stops for its `[placeholders]`, in order, and the end of the text as the last
/// one. A date begins as `today`; a choice (`[YES/NO]`, `[a, b or c]`) is offered as one.
pub(super) fn snippet(skeleton: &str, today: &str) -> String {
    let mut snippet = String::with_capacity(skeleton.len() * 2);
    let mut rest = skeleton;
    let mut stop = 0;
    while let Some(open) = rest.find('[') {
        let (before, bracket) = rest.split_at(open);
        snippet.push_str(&escaped(before));
        let close = bracket.find([']', '\n']).filter(|at| bracket[*at..].starts_with(']'));
        let Some(close) = close else {
            snippet.push('[');
            rest = &bracket[1..];
            continue;
        };
        stop += 1;
        let inner = &bracket[1..close];
        rest = &bracket[close + 1..];
        snippet.push_str(&match choices(inner) {
            Some(choices) => format!("${{{stop}|{}|}}", choices.join(",")),
            None if inner == "YYYY-MM-DD" => format!("${{{stop}:{today}}}"),
            None => format!("${{{stop}:{}}}", escaped(inner)),
        });
    }
    snippet.push_str(&escaped(rest));
    snippet.push_str("$0");
    snippet
}

/// The words to choose from in a placeholder.
fn choices(inner: &str) -> Option<Vec<&str>> {
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    let choices: Vec<&str> = match inner.rsplit_once(" or ") {
        Some((first, last)) => first.split(", ").chain([last]).collect(),
        None => inner.split('/').collect(),
    };
    (choices.len() > 1 && choices.iter().all(is_word)).then_some(choices)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '$' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn placeholders_become_tab_stops() {
        let cases = [
            ("**Purpose:** [What it does]", "**Purpose:** ${1:What it does}$0"),
            ("[YYYY-MM-DD]", "${1:2026-01-02}$0"),
            ("| [NAME] | [YES/NO] |", "| ${1:NAME} | ${2|YES,NO|} |$0"),
            ("[active, testing or planned]", "${1|active,testing,planned|}$0"),
            ("[GET /path]", "${1:GET /path}$0"),
            ("$5 {a} \\| [x", "\\$5 {a\\} \\\\| [x$0"),
        ];
        for (skeleton, expected) in cases {
            assert_eq!(snippet(skeleton, "2026-01-02"), expected, "{skeleton}");
        }
    }
}
