//! What the parser says about documents as people write them, in several languages and dialects.

use std::fmt::Write as _;

use expect_test::expect_file;
use proptest::prelude::*;

use super::documents::DOCUMENTS;
use super::{check_ranges, show};
use crate::contract::model::Contract;
use crate::contract::parse::parse;
use crate::text::{ByteRange, Spanned};

#[test]
fn each_document_says_what_it_says() {
    let mut shown = String::new();
    for (name, text) in DOCUMENTS {
        let contract = parse(text);
        check_ranges(text, &contract);
        check_slices(text, &contract);
        write!(shown, "== {name}\n{}\n", show(text, &contract)).expect("a string takes all");
    }
    expect_file!["documents/read.txt"].assert_eq(&shown);
}

/// What names something is written where it is said to stand.
fn check_slices(text: &str, contract: &Contract) {
    let is_written = |name: &Spanned<String>| {
        assert_eq!(without_tags(name.range.slice(text)), name.value, "{name:?}");
    };
    for integration in &contract.integrations {
        is_written(&integration.name);
        integration.variables.iter().for_each(|variable| is_written(&variable.name));
        integration.packages.iter().for_each(|package| is_written(&package.name));
        integration.usages.iter().filter_map(|usage| usage.function.as_ref()).for_each(is_written);
        let files = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
        for path in files.chain(&integration.bindings) {
            let written = path.range.slice(text).replace('\\', "/");
            assert!(written.contains(path.path.trim_end_matches('/')), "{path:?} in {written}");
        }
        if let Some(status) = &integration.status {
            assert!(!status.range.is_empty(), "{status:?}");
        }
    }
}

/// A piece of Markdown without the HTML in it.
fn without_tags(written: &str) -> String {
    let is_shown = |(index, part): (usize, &str)| {
        if index == 0 { Some(part.to_owned()) } else { part.split_once('>').map(|it| it.1.into()) }
    };
    written.split('<').enumerate().filter_map(is_shown).collect()
}

/// Ranges aside, two readings are the same.
fn assert_same(name: &str, text: &str, variant: &str) {
    let (first, second) = (parse(text), parse(variant));
    check_ranges(variant, &second);
    let plain = |shown: String| shown.replace("\r\n", "\n").replace('\r', "\n");
    assert_eq!(plain(show(text, &first)), plain(show(variant, &second)), "{name}");
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    for (name, text) in DOCUMENTS {
        assert_same(name, text, &text.replace('\n', "\r\n"));
        assert_same(name, text, &format!("\u{feff}{text}"));
        // Every third line as Windows ends it.
        let mixed: String = text
            .split_inclusive('\n')
            .enumerate()
            .map(
                |(index, line)| {
                    if index % 3 == 0 { line.replace('\n', "\r\n") } else { line.into() }
                },
            )
            .collect();
        assert_same(name, text, &mixed);
        assert_same(name, text, text.trim_end());
    }
}

/// A range of the text with a hole, at character boundaries.
fn with_hole(text: &str, start: usize, length: usize, patch: &str) -> String {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let start = floor(start % (text.len() + 1)).unwrap_or_default();
    let end = floor(start + length).unwrap_or(start).max(start);
    format!("{}{patch}{}", &text[..start], &text[end..])
}

#[test]
fn places_of_names_are_exact_whatever_stands_around_them() {
    for named in ["`A_B\r `", "`A_B\r`", "` A_B\r `", "`A_B \r`", "`A_B\n`", "A_B\r ", "TAX_**Env"]
    {
        for text in [
            format!("**Environment Variables:** {named}\n"),
            format!("**Environment Variables:**\n\n- {named} - the key\n"),
            format!("## Environment Variables\n\n- {named}\n"),
            format!("| Variable | Required |\n|---|---|\n| {named} | YES |\n"),
        ] {
            for variable in crate::contract::parse_infra(&text).variables {
                assert_eq!(variable.name.range.slice(&text), variable.name.value, "{text:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_part_of_them_is_read(
        document in 0..DOCUMENTS.len(),
        start in 0..4_000_usize,
        length in 0..400_usize,
        patch in prop::sample::select(vec!["", "|", "`", "\n", "**", "\r", "\u{200b}", "<!--", "```\n", "- ", "#"]),
        cut in 0..4_000_usize,
    ) {
        let (_, text) = DOCUMENTS[document];
        let text = with_hole(text, start, length, patch);
        let text = with_hole(&text, cut, if cut % 2 == 0 { text.len() } else { 0 }, "");
        let contract = parse(&text);
        check_ranges(&text, &contract);
        for variable in crate::contract::parse_infra(&text).variables {
            prop_assert!(ByteRange::new(0, text.len()).contains_range(variable.range));
            prop_assert_eq!(variable.name.range.slice(&text), &variable.name.value);
        }
    }
}

/// The pipe of a code span in a table is escaped, and the names around it keep their places.
#[test]
fn names_beside_an_escaped_pipe_are_where_they_stand() {
    let text = "## Stripe\n\n| Variable | Value |\n|---|---|\n| `A_KEY\\|B_KEY` | x |\n| `C_KEY \\| D_KEY=1\\|2` | x |\n";
    let variables = crate::contract::parse_infra(text).variables;
    let names: Vec<&str> = variables.iter().map(|it| it.name.range.slice(text)).collect();
    assert_eq!(names, ["A_KEY", "B_KEY", "C_KEY", "D_KEY"]);
    assert!(variables.iter().all(|it| it.name.range.slice(text) == it.name.value));
}
