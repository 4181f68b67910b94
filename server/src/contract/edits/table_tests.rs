//! Tables: mended, aligned, and read back.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::contract::model::Table;
use crate::contract::parse;
use crate::contract::parse::blocks::{BlockKind, read_blocks};
use crate::contract::parse::tests::document;
use crate::text::apply_edits;

fn formatted(text: &str) -> String {
    apply_edits(text, &format_tables(text, None)).expect("edits that fit")
}

fn check(text: &str, expected: Expect) {
    let once = formatted(text);
    expected.assert_eq(&once);
    assert_eq!(formatted(&once), once, "formatting again changes something");
}

fn tables(text: &str) -> Vec<Table> {
    let read = read_blocks(text);
    let table = |block: &crate::contract::parse::blocks::Block| match &block.kind {
        BlockKind::Table(table) => Some(table.table()),
        _ => None,
    };
    read.blocks.iter().filter_map(table).collect()
}

#[test]
fn columns_are_as_wide_as_their_widest_cell() {
    check(
        "\
Prose | stays  |  here

| Name|Note |
|-|:-:|
|`A`|  long text here |
| 漢字 |é e\u{301} 😀|
| `a\\|b` | |
",
        expect![[r#"
            Prose | stays  |  here

            | Name   |      Note      |
            |--------|:--------------:|
            | `A`    | long text here |
            | 漢字   |     é é 😀     |
            | `a\|b` |                |
        "#]],
    );
}

#[test]
fn the_authors_style_stays() {
    check(
        "\
a | b
--- | ---:
long cell | 1
x | 1000

> | q | r |
> | :-- | --- |
> | wide cell | x |

- item

  | in | list |
  |---|---|
  | longer | x |
",
        expect![[r#"
            a         |    b
            --------- | ---:
            long cell |    1
            x         | 1000

            > | q         | r   |
            > | :-------- | --- |
            > | wide cell | x   |

            - item

              | in     | list |
              |--------|------|
              | longer | x    |
        "#]],
    );
}

#[test]
fn uneven_rows_keep_their_cells_and_broken_tables_their_text() {
    check(
        "\
| a | b |
|---|---|
| one |
| one | two | three |

| no | delimiter |
| x | y |

| a | b |
|---|---|
| long | x |

| cut | off |

```
| a | b |
|-|-|
| code | x |
```
",
        expect![[r#"
            | a   | b   |
            |-----|-----|
            | one |
            | one | two | three |

            | no | delimiter |
            | x | y |

            | a    | b |
            |------|---|
            | long | x |

            | cut | off |

            ```
            | a | b |
            |-|-|
            | code | x |
            ```
        "#]],
    );
}

#[test]
fn a_cell_beyond_all_measure_sticks_out_alone() {
    let wide = "x".repeat(5_000);
    let mut text = format!("| a | b |\n|---|---|\n| {wide} | 1 |\n");
    for _ in 0..1_000 {
        text += "| short | 1 |\n";
    }
    let once = formatted(&text);
    assert!(once.len() < text.len() + 10_000, "{}", once.len());
    assert_eq!(formatted(&once), once);
    assert!(once.starts_with("| a     | b |\n|-------|---|\n| xxx"));
}

#[test]
fn a_range_aligns_the_tables_it_touches() {
    let text = "| a | b |\n|-|-|\n| cell | x |\n\n| c | d |\n|-|-|\n| cell | x |\n";
    let second = text.find("| c |").expect("it is there");
    let edits = format_tables(text, Some(ByteRange::at(second + 3)));
    assert!(!edits.is_empty() && edits.iter().all(|edit| edit.range.start() >= second));
}

#[test]
fn line_endings_stay() {
    let text = "| a | b |\r\n|-|-|\r\n| cell | x |\r\n";
    assert_eq!(formatted(text), "| a    | b |\r\n|------|---|\r\n| cell | x |\r\n");
}

/// Cells of every kind.
fn cell() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "",
        " ",
        "-",
        "漢字",
        "👩‍👩‍👧",
        "e\u{301}",
        "`a\\|b`",
        "a \\| b",
        "**b**",
        "[x](y.md)",
        "\u{a0}x\u{a0}",
        "\t",
        "`",
        "*",
        "a\\",
        ":",
        "--",
        "x  y",
        "<br>",
        "https://a.example",
        "&amp;",
        "`A`, `B`",
    ]);
    prop_oneof![3 => odd.prop_map(str::to_owned), 2 => "[a-zA-Z0-9 .é漢]{0,12}"]
}

/// A table in one of the ways they are written, with rows that may be short or long.
fn table() -> impl Strategy<Value = String> {
    let lead = prop::sample::select(vec![("", ""), ("> ", "> "), ("- ", "  "), ("  ", "  ")]);
    let drawn =
        prop::sample::select(vec!["-", "---", ":--", "--:", ":-:", " --- ", " :-: ", "-----"]);
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..5);
    let columns = prop::collection::vec(("[a-z漢]{1,8}", drawn), 1..4);
    (lead, columns, rows, any::<bool>(), any::<bool>()).prop_map(
        |((first, rest), columns, rows, is_framed, is_spaced)| {
            let space = if is_spaced { " " } else { "" };
            let row = |cells: Vec<String>| {
                let inner = cells.join(&format!("{space}|{space}"));
                if is_framed { format!("|{space}{inner}{space}|") } else { inner }
            };
            let header = row(columns.iter().map(|(name, _)| name.clone()).collect());
            let delimiter = row(columns.iter().map(|(_, drawn)| (*drawn).to_owned()).collect());
            let mut text = format!("{first}{header}\n{rest}{delimiter}\n");
            for cells in rows {
                text += &format!("{rest}{}\n", row(cells));
            }
            text
        },
    )
}

/// Documents with tables among other lines.
fn with_tables() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => table(), 1 => document()];
    let line_break = prop::sample::select(vec!["\n", "\n", "\r\n"]);
    (prop::collection::vec(piece, 1..5), line_break).prop_map(|(pieces, line_break)| {
        let text = pieces.join("\n\n").replace("\r\n", "\n").replace('\r', "\n");
        text.replace('\n', line_break)
    })
}

/// What the tables of a text say, cell by cell.
fn said(text: &str) -> Vec<Vec<Vec<String>>> {
    let cells = |row: &crate::contract::model::Row| {
        row.cells.iter().map(|cell| cell.text.clone()).collect()
    };
    let rows =
        |table: &Table| std::iter::once(&table.header).chain(&table.rows).map(cells).collect();
    tables(text).iter().map(rows).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn aligning_changes_padding_alone_and_once(text in with_tables()) {
        let edits = format_tables(&text, None);
        let tables = tables(&text);
        for edit in &edits {
            prop_assert!(tables.iter().any(|table| table.range.contains_range(edit.range)));
            let bare = |text: &str| text.trim_matches([' ', '\t']).to_owned();
            let (old, new) = (bare(edit.range.slice(&text)), bare(&edit.text));
            let dashes = |text: &str| text.replace('-', "");
            let is_drawn = old.contains('-') && old.chars().all(|c| matches!(c, '-' | ':'));
            prop_assert!(old == new || (is_drawn && dashes(&old) == dashes(&new)), "{old:?} {new:?}");
            prop_assert!(!edit.text.contains(['\n', '\r']));
        }
        let once = apply_edits(&text, &edits).expect("edits that fit");
        prop_assert_eq!(said(&text), said(&once), "{}", once);
        prop_assert_eq!(parse(&text).integrations.len(), parse(&once).integrations.len());
        let again = formatted(&once);
        prop_assert_eq!(again, once);
    }

    #[test]
    fn a_row_that_is_padded_is_even(text in table()) {
        if text.contains("\\\\|") {
            return Ok(());
        }
        for table in tables(&text).iter().filter(|table| table.is_delimited()) {
            for (index, row) in table.rows.iter().enumerate() {
                if row.cells.len() < table.header.cells.len() && row.range.slice(&text).contains('|') {
                    let edit = pad_row(&text, table, row);
                    let edited = apply_edits(&text, std::slice::from_ref(&edit)).expect("it fits");
                    let again = tables(&edited);
                    let same = again.iter().find(|same| same.range.start() == table.range.start());
                    let padded = same.and_then(|same| same.rows.get(index).map(|row| same.is_even(row)));
                    prop_assert_eq!(padded, Some(true), "{}", edited);
                    prop_assert_eq!(&edited[..edit.range.start()], &text[..edit.range.start()]);
                }
            }
        }
    }

    #[test]
    fn a_table_whose_delimiter_row_is_written_is_one(text in table(), wrong in prop::sample::select(vec!["", "|-|-|-|-|-|\n", "|==|\n"])) {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        if lines.len() < 4 || !text.starts_with('|') {
            return Ok(());
        }
        lines[1] = wrong;
        let text = lines.concat();
        for table in tables(&text).iter().filter(|table| !table.is_delimited()) {
            let Some(edit) = write_delimiter(&text, table) else { continue };
            let edited = apply_edits(&text, std::slice::from_ref(&edit)).expect("it fits");
            let again = tables(&edited);
            let same = again.iter().find(|same| same.range.start() == table.range.start());
            prop_assert!(same.is_some_and(Table::is_delimited), "{edited}");
        }
    }

    #[test]
    fn mending_fits_any_text(text in with_tables()) {
        let contract = parse(&text);
        let mut all = Vec::new();
        for table in tables(&text) {
            all.extend(write_delimiter(&text, &table).map(|edit| vec![edit]));
            for row in &table.rows {
                if row.cells.len() < table.header.cells.len() {
                    all.push(vec![pad_row(&text, &table, row)]);
                } else if row.cells.len() > table.header.cells.len() {
                    all.extend(escape_code_pipes(&text, &table, row));
                    all.extend(drop_empty_surplus(&table, row).map(|edit| vec![edit]));
                    all.push(join_surplus(&table, row));
                }
            }
            let mended = table.interruptions.iter().filter_map(|at| mend_interruption(&text, &table, at));
            all.extend(mended.map(|edit| vec![edit]));
        }
        if let Some(overview) = &contract.overview {
            for integration in &contract.integrations {
                let Some(edit) = add_overview_row(&text, overview, integration) else { continue };
                let edited = apply_edits(&text, std::slice::from_ref(&edit)).expect("it fits");
                let rows = |text: &str| parse(text).overview.map_or(0, |overview| overview.table.rows.len());
                prop_assert!(rows(&edited) >= rows(&text), "{edited}");
            }
            for row in &overview.rows {
                all.extend(set_overview_name(&text, overview, row, "a|b").map(|edit| vec![edit]));
                all.extend(set_overview_binding(&text, overview, row, "src/x/").map(|edit| vec![edit]));
                all.push(vec![remove_overview_row(&text, row)]);
            }
        }
        for edits in &all {
            prop_assert!(apply_edits(&text, edits).is_ok());
        }
    }
}

/// Two headers without the line between: a row of dashes would become that line.
#[test]
fn a_table_without_a_column_for_names_gets_no_row() {
    let text = "## Integrations\n### Rules\n\n## Integration Overview\n\
        | Variable | Required | Default | Description | Example |\n\
        | Service | Purpose | Status | Binding Module | Critical |\n";
    let contract = parse(text);
    let overview = contract.overview.expect("an overview");
    for integration in &contract.integrations {
        assert_eq!(add_overview_row(text, &overview, integration), None);
    }
    assert!(!contract.integrations.is_empty());
}
