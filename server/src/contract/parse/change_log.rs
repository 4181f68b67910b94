//! Change logs: tables with a date column, bullets that begin with a date, headings with a version
//! and a date. What else people write is left alone.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::blocks::{Block, BlockKind};
use super::fields::{Content, Draft};
use super::inline::Inline;
use super::tables::{RowBlock, TableBlock, is_empty_mark};
use crate::contract::model::{ChangeLog, ChangeLogForm, ChangeLogRow};
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;

/// Headers of the column with the date, as plain words.
pub(in crate::contract) const DATE_COLUMNS: &[&str] =
    &["date", "datum", "fecha", "when", "day", "changed on", "released"];
/// Headers of the column with the version.
pub(in crate::contract) const VERSION_COLUMNS: &[&str] =
    &["version", "ver", "release", "contract version", "versión", "versão"];

/// The change log in a section of the file; `end` is where the section ends.
pub(super) fn change_log_of_section(blocks: &[Block], end: usize) -> Option<ChangeLog> {
    let tables = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let headings = || {
        let rows = blocks.iter().enumerate().filter_map(|(index, block)| {
            let BlockKind::Heading { inline, level } = &block.kind else { return None };
            let ends_it = |later: &&Block| {
                matches!(&later.kind, BlockKind::Heading { level: other, .. } if other <= level)
            };
            let next = blocks.get(index + 1..).unwrap_or_default().iter().find(ends_it);
            let stop = next.map_or(end, |next| next.range.start());
            row_of_entry(inline, ByteRange::new(block.range.start(), stop))
        });
        with_rows(ChangeLogForm::Headings, rows.collect())
    };
    let bullets = || {
        let rows = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Item(inline) if block.depth == 1 => row_of_entry(inline, block.range),
            _ => None,
        });
        with_rows(ChangeLogForm::List, rows.collect())
    };
    of_tables(tables).or_else(headings).or_else(bullets)
}

/// The Changelog of an integration.
pub(super) fn change_log_of_fields(drafts: &[Draft<'_>]) -> Option<ChangeLog> {
    let contents = || {
        let own = drafts.iter().filter(|draft| draft.kind == Some(FieldKind::Changelog));
        own.flat_map(|draft| &draft.contents)
    };
    let tables = contents().filter_map(|content| match content {
        Content::Table(table) => Some(*table),
        _ => None,
    });
    of_tables(tables).or_else(|| {
        let rows = contents().filter_map(|content| match content {
            Content::Item(inline, _) => row_of_entry(inline, inline.range),
            _ => None,
        });
        with_rows(ChangeLogForm::List, rows.collect())
    })
}

/// The first table with a column of dates.
fn of_tables<'b, 's: 'b>(
    mut tables: impl Iterator<Item = &'b TableBlock<'s>>,
) -> Option<ChangeLog> {
    tables.find_map(|table| {
        let headers = table.headers();
        let column = |names: &[&str]| headers.iter().position(|it| names.contains(&it.as_str()));
        let (date, version) = (column(DATE_COLUMNS)?, column(VERSION_COLUMNS));
        let row = |row: &RowBlock| ChangeLogRow {
            date: text_of_cell(row, Some(date)),
            version: text_of_cell(row, version),
            range: row.range,
        };
        let rows = table.body().iter().map(row).collect();
        with_rows(ChangeLogForm::Table(table.table()), rows)
    })
}

fn text_of_cell(row: &RowBlock, column: Option<usize>) -> Option<Spanned<String>> {
    let cell = row.cell(column)?;
    let text = cell.inline.trimmed(0..cell.inline.text.len())?;
    (!is_empty_mark(&text.value)).then_some(text)
}

fn with_rows(form: ChangeLogForm, rows: Vec<ChangeLogRow>) -> Option<ChangeLog> {
    rows.iter().any(|row| row.date.is_some()).then_some(ChangeLog { form, rows })
}

/// A bullet or heading that begins with a date, with a version, or with both.
fn row_of_entry(inline: &Inline, range: ByteRange) -> Option<ChangeLogRow> {
    let text = &inline.text;
    let mut row = ChangeLogRow { date: None, version: None, range };
    let mut at = 0;
    loop {
        let (token, next) = next_token(text, at)?;
        let word = text.get(token.clone())?;
        let spanned = || Spanned::new(word.to_owned(), inline.source(token.clone()));
        if row.date.is_none() && is_like_date(word) {
            row.date = Some(spanned());
        } else if row.version.is_none() && is_like_version(word) {
            row.version = Some(spanned());
        } else if !matches!(plain_words(word).as_str(), "version" | "release" | "v") {
            break;
        }
        at = next;
        if row.date.is_some() && row.version.is_some() {
            break;
        }
        if next_token(text, at).is_none() {
            break;
        }
    }
    row.date.is_some().then_some(row)
}

/// The next word of an entry's head, and where to read on.
fn next_token(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = text.get(at..)?;
    let start = at + rest.find(|character: char| character.is_alphanumeric())?;
    let belongs = |character: char| character.is_alphanumeric() || "./-+".contains(character);
    let rest = text.get(start..)?;
    let end = start + rest.find(|character: char| !belongs(character)).unwrap_or(rest.len());
    let word = text.get(start..end)?.trim_end_matches(['.', '/', '-', '+']);
    Some((start..start + word.len(), end))
}

/// Three numbers of which the first is a year: whether there is such a day is another question.
fn is_like_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let is_number = |part: &&str| {
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(parts.as_slice(), [year, _, _] if year.len() == 4) && parts.iter().all(is_number)
}

fn is_like_version(word: &str) -> bool {
    let number = word.strip_prefix(['v', 'V']).unwrap_or(word);
    number.contains('.') && number.starts_with(|character: char| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::contract::parse;

    fn rows(log: &str) -> Vec<String> {
        let text = format!("# T\n\n## Change Log\n\n{log}\n\n## Purpose\n\nx\n");
        let contract = parse(&text);
        let rows = contract.change_log.map(|log| log.rows).unwrap_or_default();
        let shown = |row: &crate::contract::ChangeLogRow| {
            let at = |part: &Option<crate::text::Spanned<String>>| {
                part.as_ref().map_or("-".into(), |part| {
                    assert_eq!(part.range.slice(&text).trim_matches(['`', '*']), part.value);
                    part.value.clone()
                })
            };
            format!("{} {}", at(&row.date), at(&row.version))
        };
        rows.iter().map(shown).collect()
    }

    #[test]
    fn tables_are_read_by_the_names_of_their_columns() {
        assert_eq!(
            rows(
                "| Changes | Version | Date |\n|---|---|---|\n| a \\| b | v1.2.0 | `2024-01-02` |\n| b | - | |\n"
            ),
            ["2024-01-02 v1.2.0", "- -"]
        );
        assert_eq!(rows("| What | Who |\n|---|---|\n| a | b |\n"), [""; 0]);
    }

    #[test]
    fn bullets_and_headings_are_read_where_they_begin_with_a_date_or_version() {
        assert_eq!(
            rows(
                "- 2024-01-02: x\n- **2024-01-03** (v1.1.0) – y\n- 1.2.0 - 2024-01-04: z 2.0.0\n- see 2024-01-05\n"
            ),
            ["2024-01-02 -", "2024-01-03 v1.1.0", "2024-01-04 1.2.0"]
        );
        assert_eq!(
            rows(
                "### [Unreleased]\n\n### [1.2.0] - 2024-01-04\n\n- 2020-01-01 x\n\n### Version 1.1.0 (2024-13-03)\n"
            ),
            ["2024-01-04 1.2.0", "2024-13-03 1.1.0"]
        );
        assert_eq!(rows("- first version\n- 10.5 percent of 2024-01-02\n"), [""; 0]);
        assert_eq!(rows("Prose of 2024-01-02.\n"), [""; 0]);
    }
}
