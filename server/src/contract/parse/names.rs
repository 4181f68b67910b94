//! The service that a heading names.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::inline::Inline;
use super::status::status_in;
use crate::contract::model::Status;

/// The name in a heading: without numbering, emoji, parenthesis, a suffix behind a dash or colon
/// and a trailing Integration, API or Setup.
pub(super) fn name_of_heading(heading: &Inline) -> Spanned<String> {
    let name = name_in(&heading.text);
    let value = heading.text.get(name.clone()).unwrap_or_default().to_owned();
    Spanned::new(value, heading.source(name))
}

/// A status word in a heading's parenthesis or behind its dash.
pub(super) fn status_of_heading(heading: &Inline) -> Option<Spanned<Status>> {
    let is_open = |character| matches!(character, '(' | '[' | '（');
    let (open, bracket) = heading.text.char_indices().find(|(_, it)| is_open(*it))?;
    let behind = open + bracket.len_utf8();
    let (status, place) = status_in(heading.text.get(behind..)?)?;
    let place = place.start + behind..place.end + behind;
    Some(Spanned::new(status, heading.source(place)))
}

/// Bytes of the name in a text: a heading's or an overview cell's.
pub(in crate::contract) fn name_in(text: &str) -> Range<usize> {
    let whole = without_marks(text, 0..text.len());
    let numbered = without_numbering(text, whole.clone());
    let start = without_generic_prefix(text, numbered);
    let mut name = without_suffixes(text, start);
    while let Some(shorter) = without_generic_word(text, name.clone()) {
        name = shorter;
    }
    if name.is_empty() { whole } else { name }
}

/// Without emoji, symbols and space at the ends.
fn without_marks(text: &str, range: Range<usize>) -> Range<usize> {
    let belongs = |character: char| {
        character.is_alphanumeric() || matches!(character, '(' | '（' | '[' | '{' | '<' | '.' | '@')
    };
    let closes = |character: char| {
        character.is_alphanumeric()
            || matches!(character, ')' | '）' | ']' | '}' | '>' | '+' | '!' | '.')
    };
    let slice = text.get(range.clone()).unwrap_or_default();
    let Some(first) = slice.find(belongs) else { return trimmed(text, range) };
    let last = slice.char_indices().rev().find(|(_, character)| closes(*character));
    let end = last.map_or(slice.len(), |(at, character)| at + character.len_utf8());
    range.start + first..(range.start + end).max(range.start + first)
}

/// Without `3.`, `3)`, `2.1`, `1:`, and the same in full width: `３．`.
fn without_numbering(text: &str, range: Range<usize>) -> Range<usize> {
    let is_digit = |character: char| matches!(character, '0'..='9' | '０'..='９');
    let is_wide_mark = |character: char| matches!(character, '．' | '）' | '：' | '、');
    let slice = text.get(range.clone()).unwrap_or_default();
    if !slice.starts_with(is_digit) {
        return range;
    }
    let number = slice.trim_start_matches(|character: char| {
        is_digit(character) || is_wide_mark(character) || matches!(character, '.' | ')' | ':')
    });
    let rest = number.trim_start();
    // "3Scale" and "15five" are names; "2.1 Stripe" and "3. Stripe" are numbered. A mark of full
    // width brings its own space.
    let before = slice.get(..slice.len() - number.len()).unwrap_or_default();
    let is_numbering = number.len() > rest.len() || before.ends_with(is_wide_mark);
    if !is_numbering || rest.is_empty() {
        return range;
    }
    without_marks(text, range.end - rest.len()..range.end)
}

/// Without `Integration: ` or `Service – ` in front.
fn without_generic_prefix(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let Some((prefix, rest)) = slice.split_once(": ") else { return range };
    let is_generic = ["integration", "service", "provider", "external service"]
        .iter()
        .any(|word| prefix.trim().eq_ignore_ascii_case(word));
    if !is_generic || rest.trim().is_empty() {
        return range;
    }
    trimmed(text, range.end - rest.len()..range.end)
}

/// Without parenthesis, status tag, anchor, and what stands behind a dash or colon.
fn without_suffixes(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let separators = [" — ", " – ", " - ", " -- ", " | ", ": ", " → "];
    let cut = separators.iter().filter_map(|separator| slice.find(separator)).min();
    let mut end = range.start + cut.filter(|&at| at > 0).unwrap_or(slice.len());
    loop {
        let kept = without_marks(text, range.start..end);
        let slice = text.get(kept.clone()).unwrap_or_default();
        let open = match slice.chars().next_back() {
            Some(')') => slice.rfind('('),
            Some('）') => slice.rfind('（'),
            Some(']') => slice.rfind('['),
            Some('}') => slice.rfind('{'),
            _ => None,
        };
        match open {
            Some(at) if at > 0 => end = kept.start + at,
            _ => return kept,
        }
    }
}

/// Without one trailing Integration, API or Setup, when something remains.
fn without_generic_word(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let slice = text.get(range.clone())?;
    let (rest, last) = slice.rsplit_once(char::is_whitespace)?;
    let is_generic =
        ["integration", "api", "setup"].iter().any(|word| last.eq_ignore_ascii_case(word));
    let shorter = without_marks(text, range.start..range.start + rest.len());
    let has_name = text.get(shorter.clone())?.chars().any(char::is_alphanumeric);
    (is_generic && has_name).then_some(shorter)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (slice.len() - slice.trim_start().len());
    start..start + slice.trim().len()
}

/// The name in a cell or list entry.
pub(super) fn name_of_entry(entry: &Inline) -> Spanned<String> {
    let name = name_in(&entry.text);
    let value = entry.text.get(name.clone()).unwrap_or_default().to_owned();
    let range =
        if value.is_empty() { ByteRange::at(entry.range.start()) } else { entry.source(name) };
    Spanned::new(value, range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_services() {
        let expectations = [
            ("SendGrid (Email Service)", "SendGrid"),
            ("2. Stripe", "Stripe"),
            ("2.1 Stripe Payments", "Stripe Payments"),
            ("0. Stripe", "Stripe"),
            ("💳 Stripe 💳", "Stripe"),
            ("ElevenLabs — Voice Generation (ACTIVE)", "ElevenLabs"),
            ("Twilio: SMS", "Twilio"),
            ("Integration: Twilio", "Twilio"),
            ("Stripe API Integration", "Stripe"),
            ("Google Calendar API", "Google Calendar"),
            ("Stripe [ACTIVE]", "Stripe"),
            ("Stripe {#stripe}", "Stripe"),
            ("GitHub OAuth", "GitHub OAuth"),
            ("AWS S3", "AWS S3"),
            ("Auth0", "Auth0"),
            ("API", "API"),
            ("Setup", "Setup"),
            ("3Scale", "3Scale"),
            ("２．メール便", "メール便"),
            ("１） 郵便", "郵便"),
            ("3、支付", "支付"),
            ("２４時間便", "２４時間便"),
            ("１．はやて便（配送）", "はやて便"),
            ("API.Bible", "API.Bible"),
            ("Yahoo!", "Yahoo!"),
            ("Meta (Facebook) Graph API", "Meta (Facebook) Graph"),
            ("漢字サービス (決済)", "漢字サービス"),
            ("(unnamed)", "(unnamed)"),
            ("🚀", "🚀"),
            ("", ""),
        ];
        for (heading, name) in expectations {
            assert_eq!(heading.get(name_in(heading)), Some(name), "{heading}");
        }
    }
}
