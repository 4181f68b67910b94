//! Where Error Handling says that a call is tried again.

use std::ops::Range;

use crate::text::ByteRange;

use super::fields::{Content, Draft};
use super::labels::yes_or_no;
use super::tables::TableBlock;
use crate::contract::schema::FieldKind;

/// Header words of the column that says whether a call is tried again, as plain words.
const RETRY_COLUMNS: &[&str] = &["retry", "retries", "retryable", "retry able", "retried"];

/// The places that say yes: cells of a Retry column, and `- Rate limit: … Retry: YES`.
pub(super) fn retries_of_fields(drafts: &[Draft<'_>]) -> Vec<ByteRange> {
    let is_meant = |draft: &&Draft<'_>| draft.kind == Some(FieldKind::ErrorHandling);
    let mut places = Vec::new();
    for content in drafts.iter().filter(is_meant).flat_map(|draft| &draft.contents) {
        match content {
            Content::Table(table) => places.extend(retries_of_table(table)),
            Content::Item(inline, _) => {
                let yes = answer_in(&inline.text).filter(|shown| {
                    inline.text.get(shown.clone()).and_then(yes_or_no) == Some(true)
                });
                places.extend(yes.map(|shown| inline.source(shown)));
            }
            Content::Value(..) | Content::Line(..) | Content::Fence(_) => {}
        }
    }
    places
}

fn retries_of_table(table: &TableBlock) -> impl Iterator<Item = ByteRange> {
    let is_retry = |header: &String| RETRY_COLUMNS.contains(&header.as_str());
    let column = table.headers().iter().position(is_retry);
    let cells = table.body().iter().filter_map(move |row| row.cell(column));
    cells.filter(|cell| yes_or_no(&cell.inline.text) == Some(true)).map(|cell| cell.range)
}

/// What stands behind `Retry:` in a list item, to the next comma or bracket.
fn answer_in(text: &str) -> Option<Range<usize>> {
    const LABEL: &str = "retry:";
    let at = text.to_ascii_lowercase().find(LABEL)?;
    let behind = text.get(at + LABEL.len()..)?;
    let start = at + LABEL.len() + (behind.len() - behind.trim_start().len());
    let answer = text.get(start..)?;
    let end = answer.find([',', ';', ')', '|', '.']).unwrap_or(answer.len());
    Some(start..start + answer[..end].trim_end().len())
}

#[cfg(test)]
mod tests {
    use crate::contract::parse::parse;

    fn places(block: &str) -> Vec<String> {
        let text =
            format!("# Services\n\n## Integrations\n\n### Acme\n\n**Error Handling:**\n{block}\n");
        let contract = parse(&text);
        let places = contract.integrations.iter().flat_map(|integration| &integration.retries);
        places.map(|place| place.slice(&text).to_owned()).collect()
    }

    fn cell(header: &str, answer: &str) -> Vec<String> {
        places(&format!("\n| Error | {header} |\n|---|---|\n| Rate limit | {answer} |"))
    }

    #[test]
    fn cells_of_the_retry_column_are_read() {
        for answer in ["YES", "Yes, 3x", "✅", "true", "**YES**"] {
            assert_eq!(cell("Retry", answer).len(), 1, "{answer}");
        }
        assert_eq!(cell("Retry?", "YES"), ["YES"]);
        assert_eq!(cell("Retryable", "yes"), ["yes"]);
        for answer in ["NO", "-", "", "YES/NO", "[YES/NO]", "n/a", "❌"] {
            assert_eq!(cell("Retry", answer), [""; 0], "{answer}");
        }
        assert_eq!(cell("Told to the customer", "YES"), [""; 0]);
    }

    #[test]
    fn items_that_answer_are_read() {
        assert_eq!(places("- Rate limit (429): wait, Retry: YES"), ["YES"]);
        assert_eq!(places("- **Retry:** yes, with backoff"), ["yes"]);
        assert_eq!(places("- Server error (retry: yes)"), ["yes"]);
        assert_eq!(places("- Auth error, Retry: NO"), [""; 0]);
        assert_eq!(places("- Nothing is tried again"), [""; 0]);
    }
}
