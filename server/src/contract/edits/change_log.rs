//! A new row of a change log, written as its newest row is.

use crate::contract::model::{ChangeLog, ChangeLogForm, ChangeLogRow, Table};
use crate::contract::parse::change_log::{DATE_COLUMNS, VERSION_COLUMNS};
use crate::contract::synonyms::plain_words;
use crate::text::{ByteRange, Edit, Spanned};

use super::insertion;
use super::rows::row_like;
use super::shape::{end_of_line, start_of_line};

/// Headers of the column that says who made a change, as plain words.
const AUTHOR_COLUMNS: &[&str] =
    &["author", "agent author", "agent", "by", "who", "changed by", "editor", "autor"];
/// Headers of the column that says what changed.
const CHANGES_COLUMNS: &[&str] = &[
    "change",
    "what changed",
    "description",
    "summary",
    "note",
    "detail",
    "what",
    "entry",
    "änderung",
    "änderungen",
    "cambio",
];

/// A change to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewChange<'a> {
    /// `YYYY-MM-DD`.
    pub date: &'a str,
    /// The version with it, without `v`, for logs that name versions.
    pub version: Option<&'a str>,
    /// What changed.
    pub changes: &'a str,
}

/// Records a change beside the row `newest` of a change log: above it when the newest rows come
/// first, else below. Columns that are not known get a dash, the author's a placeholder. `None`
/// where the log's way of writing cannot be carried on.
pub fn record_change(
    text: &str,
    log: &ChangeLog,
    newest: usize,
    is_newest_first: bool,
    change: NewChange<'_>,
) -> Option<Edit> {
    let row = log.rows.get(newest)?;
    let new = match &log.form {
        ChangeLogForm::Table(table) => row_of_table(text, table, row, change)?,
        ChangeLogForm::List => format!("{}{}", head_like(text, row, change)?, change.changes),
        ChangeLogForm::Headings => {
            let head = head_like(text, row, change)?;
            format!("{}\n\n- {}\n", head.trim_end(), change.changes)
        }
    };
    let start = start_of_line(text, row.range.start());
    let lead = text.get(start..row.range.start())?;
    if is_newest_first {
        return Some(insertion(text, start, format!("{lead}{new}\n")));
    }
    match log.form {
        ChangeLogForm::Headings => {
            let content = row.range.slice(text).trim_end();
            let at = row.range.start() + content.len();
            Some(insertion(text, at, format!("\n\n{lead}{}", new.trim_end())))
        }
        _ => {
            let at = end_of_line(text, row.range.end());
            Some(insertion(text, at, format!("\n{lead}{new}")))
        }
    }
}

fn row_of_table(
    text: &str,
    table: &Table,
    model: &ChangeLogRow,
    change: NewChange<'_>,
) -> Option<String> {
    let model_row = table.rows.iter().find(|row| row.range == model.range)?;
    let headers: Vec<String> =
        table.header.cells.iter().map(|cell| plain_words(&cell.text)).collect();
    let column = |names: &[&str]| headers.iter().position(|it| names.contains(&it.as_str()));
    let (date, version) = (column(DATE_COLUMNS), column(VERSION_COLUMNS));
    let (author, changes) = (column(AUTHOR_COLUMNS), column(CHANGES_COLUMNS)?);
    let content = |index: usize| {
        if Some(index) == date {
            written_like(text, model.date.as_ref(), change.date)
        } else if Some(index) == version {
            change.version.map_or("-".into(), |new| {
                let v = model.version.as_ref().map_or("", |old| leading_v(&old.value));
                written_like(text, model.version.as_ref(), &format!("{v}{new}"))
            })
        } else if Some(index) == author {
            "[author]".to_owned()
        } else if index == changes {
            change.changes.replace('|', "\\|")
        } else {
            "-".to_owned()
        }
    };
    Some(row_like(text, table, model_row, content))
}

/// The head of a bullet or heading up to where it says what changed, with the new date and version.
fn head_like(text: &str, row: &ChangeLogRow, change: NewChange<'_>) -> Option<String> {
    let date = row.date.as_ref()?;
    let version = row.version.as_ref();
    let last = version.map_or(date.range.end(), |it| it.range.end().max(date.range.end()));
    let line_end = end_of_line(text, last);
    let behind = text.get(last..line_end)?;
    let is_separator = |character: char| !character.is_alphanumeric() && character != '[';
    let separator = behind.find(|character: char| !is_separator(character));
    let run = behind.get(..separator.unwrap_or(behind.len()))?;
    // Bold that begins with what changed is not the head's.
    let cut = run.rfind(char::is_whitespace).map_or(run.len(), |at| at + 1);
    let head_end = last + run.get(..cut).map_or(run.len(), str::len);
    let mut head = text.get(row.range.start()..head_end)?.to_owned();
    let mut places: Vec<(ByteRange, String)> = vec![(date.range, change.date.to_owned())];
    if let Some(version) = version {
        let v = leading_v(&version.value);
        places.push((version.range, change.version.map(|new| format!("{v}{new}"))?));
    }
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start()));
    for (place, new) in places {
        let start = place.start().checked_sub(row.range.start())?;
        let end = place.end().checked_sub(row.range.start())?;
        head.get(start..end)?;
        head.replace_range(start..end, &new);
    }
    if !head.ends_with(' ') {
        head.push(' ');
    }
    Some(head)
}

/// A new cell with the markup of an old one: `` `1.2.0` `` stays code.
fn written_like(text: &str, old: Option<&Spanned<String>>, new: &str) -> String {
    let Some(old) = old else { return new.to_owned() };
    let written = old.range.slice(text);
    match written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        Some(_) => format!("`{new}`"),
        None => match written.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
            Some(_) => format!("**{new}**"),
            None => new.to_owned(),
        },
    }
}

fn leading_v(version: &str) -> &'static str {
    if version.starts_with(['v', 'V']) { "v" } else { "" }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::contract::parse;
    use crate::text::apply_edits;

    fn check(log: &str, newest: usize, is_newest_first: bool, expected: Expect) {
        let text = format!("# T\n\n## Change Log\n\n{log}\n\n## Purpose\n\nx\n");
        let contract = parse(&text);
        let log = contract.change_log.expect("a change log");
        let change = NewChange { date: "2024-03-04", version: Some("1.2.1"), changes: "Mail: x|y" };
        let edit = record_change(&text, &log, newest, is_newest_first, change).expect("an edit");
        let edited = apply_edits(&text, &[edit]).expect("it fits");
        let again = parse(&edited).change_log.expect("still a change log");
        assert_eq!(again.rows.len(), log.rows.len() + 1, "{edited}");
        let shown = edited.trim_start_matches("# T\n\n## Change Log\n\n");
        expected.assert_eq(shown.split("\n## Purpose").next().expect("a first part"));
    }

    #[test]
    fn a_row_stands_above_or_below_the_newest() {
        let log = "\
| Date       | Version  | Agent/Author | Changes | Impact |
|------------|----------|--------------|---------|--------|
| 2024-02-02 | `v1.2.0` | Ada          | Stripe  | none   |
| 2024-01-02 | `v1.1.0` | Ada          | First   | none   |";
        check(
            log,
            0,
            true,
            expect![[r#"
            | Date       | Version  | Agent/Author | Changes | Impact |
            |------------|----------|--------------|---------|--------|
            | 2024-03-04 | `v1.2.1` | [author]     | Mail: x\|y | -      |
            | 2024-02-02 | `v1.2.0` | Ada          | Stripe  | none   |
            | 2024-01-02 | `v1.1.0` | Ada          | First   | none   |
        "#]],
        );
        check(
            log,
            1,
            false,
            expect![[r#"
            | Date       | Version  | Agent/Author | Changes | Impact |
            |------------|----------|--------------|---------|--------|
            | 2024-02-02 | `v1.2.0` | Ada          | Stripe  | none   |
            | 2024-01-02 | `v1.1.0` | Ada          | First   | none   |
            | 2024-03-04 | `v1.2.1` | [author]     | Mail: x\|y | -      |
        "#]],
        );
    }

    #[test]
    fn bullets_and_headings_are_written_like_their_neighbours() {
        check(
            "* **2024-02-02** (v1.2.0): Stripe\n* **2024-01-02** (v1.1.0): First",
            0,
            true,
            expect![[r#"
            * **2024-03-04** (v1.2.1): Mail: x|y
            * **2024-02-02** (v1.2.0): Stripe
            * **2024-01-02** (v1.1.0): First
        "#]],
        );
        check(
            "- 2024-01-02: **First** one",
            0,
            true,
            expect![[r#"
                - 2024-03-04: Mail: x|y
                - 2024-01-02: **First** one
            "#]],
        );
        check(
            "- 2024-01-02 - First\n- 2024-02-02 - Stripe",
            1,
            false,
            expect![[r#"
            - 2024-01-02 - First
            - 2024-02-02 - Stripe
            - 2024-03-04 - Mail: x|y
        "#]],
        );
        check(
            "### [Unreleased]\n\n### [1.2.0] - 2024-02-02\n\n- Stripe",
            0,
            true,
            expect![[r#"
            ### [Unreleased]

            ### [1.2.1] - 2024-03-04

            - Mail: x|y

            ### [1.2.0] - 2024-02-02

            - Stripe
        "#]],
        );
        check(
            "### 1.2.0 (2024-02-02)\n\n- Stripe",
            0,
            false,
            expect![[r#"
            ### 1.2.0 (2024-02-02)

            - Stripe

            ### 1.2.1 (2024-03-04)

            - Mail: x|y
        "#]],
        );
    }
}
