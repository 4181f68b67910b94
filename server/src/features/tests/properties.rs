//! What holds for the shape of every document, however broken.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::contract::SAMPLES;
use crate::features::{
    Symbol, document_links, document_symbols, folding_ranges, inlay_hints, selection_ranges,
    semantic_tokens,
};
use crate::workspace::fixture::{SOUND_CONTRACT, extreme_contracts};

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

/// Pieces that change what Markdown around them means.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "|",
    "`",
    "```\n",
    "~~~\n",
    "**",
    "# ",
    "### X\n",
    "- ",
    "  - ",
    "> ",
    "<!--",
    "-->",
    "[",
    "](",
    ")",
    "[Service Name]",
    "😀",
    "支払い",
    "\u{feff}",
    "\t",
    "\\|",
    "---\n",
    "**Status:** deprecated\n",
    "| a | b |\n|---|---|\n",
    "2026-01-02",
    "`src/pay.js:2`",
    "<div>\n",
    "é",
    "0",
];

type Edits = Vec<(prop::sample::Index, usize, &'static str)>;

/// Removals and insertions at any character.
fn edits() -> impl Strategy<Value = Edits> {
    let edit = (any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(PIECES));
    prop::collection::vec(edit, 0..12)
}

fn edited(text: &str, edits: Edits, is_crlf: bool) -> String {
    let mut text = text.to_owned();
    for (place, length, piece) in edits {
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = boundary(place.index(text.len() + 1));
        let end = boundary(start + length).max(start);
        text.replace_range(start..end, piece);
    }
    if is_crlf { text.replace('\n', "\r\n") } else { text }
}

/// The sound contract after some edits.
fn mutated() -> impl Strategy<Value = String> {
    (edits(), any::<bool>()).prop_map(|(edits, is_crlf)| edited(SOUND_CONTRACT, edits, is_crlf))
}

fn is_whole(range: ByteRange, text: &str) -> bool {
    text.get(range.start()..range.end()).is_some()
}

fn check_symbols(symbols: &[Symbol], text: &str) {
    for symbol in symbols {
        assert!(is_whole(symbol.range, text) && symbol.range.contains_range(symbol.focus));
        assert!(symbol.children.iter().all(|child| symbol.range.contains_range(child.range)));
        check_symbols(&symbol.children, text);
    }
}

/// Asks everything that walks the whole document, and looks whether the answers fit it. `places` are
/// four character boundaries.
fn check_shapes(text: &str, places: &[usize]) {
    let mut fixture = Fixture::new("//- /src/pay.js\nx;\n");
    fixture.open(CONTRACT, text);
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(CONTRACT).expect("a path");

    let tokens = semantic_tokens(&snapshot, &path, ByteRange::new(0, text.len()));
    let mut end = 0;
    for token in &tokens {
        assert!(token.range.start() >= end, "tokens are in order and apart");
        end = token.range.end();
        let written = text.get(token.range.start()..token.range.end());
        assert!(written.is_some_and(|it| !it.is_empty() && !it.contains(['\n', '\r'])));
    }
    let (first, last) = (places[0], places[1]);
    let within = ByteRange::new(first.min(last), first.max(last));
    let near = |range: ByteRange| range.start() < within.end() && within.start() < range.end();
    let some: Vec<_> = tokens.iter().filter(|token| near(token.range)).copied().collect();
    assert_eq!(semantic_tokens(&snapshot, &path, within), some, "a range is a part of all");

    let mut line = None;
    for fold in folding_ranges(&snapshot, &path) {
        assert!(is_whole(fold.range, text));
        assert!(fold.range.slice(text).contains(['\n', '\r']));
        let document = snapshot.document(&path).expect("open");
        let first = document.position(fold.range.start(), Encoding::Utf8).line;
        assert!(line < Some(first), "one for each line, in order");
        line = Some(first);
    }

    let chains = selection_ranges(&snapshot, &path, places).expect("a contract");
    for (chain, offset) in chains.iter().zip(places) {
        assert_eq!(chain.last(), Some(&ByteRange::new(0, text.len())));
        for pair in chain.windows(2) {
            assert!(pair[1].contains_range(pair[0]) && pair[0] != pair[1]);
        }
        assert!(chain.iter().all(|range| range.touches(*offset) && is_whole(*range, text)));
    }

    let mut end = 0;
    for link in document_links(&snapshot, &path) {
        assert!(link.range.start() >= end && is_whole(link.range, text));
        end = link.range.end();
    }
    assert!(inlay_hints(&snapshot, &path).iter().all(|hint| text.is_char_boundary(hint.offset)));
    check_symbols(&document_symbols(&snapshot, &path), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn shapes_fit_documents_in_dialects(
        document in 0..SAMPLES.len(),
        edits in edits(),
        is_crlf: bool,
        places in prop::collection::vec(any::<prop::sample::Index>(), 4),
    ) {
        let text = edited(SAMPLES[document].1, edits, is_crlf);
        let places: Vec<usize> = places.iter().map(|place| place.index(text.len() + 1)).collect();
        check_shapes(&text, &places);
    }

    #[test]
    fn shapes_fit_the_document(text in mutated(), places in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        let places: Vec<usize> = places.iter().map(|place| place.index(text.len() + 1)).collect();
        check_shapes(&text, &places);
    }
}

#[test]
fn shapes_fit_contracts_out_of_all_proportion() {
    for (name, text) in extreme_contracts() {
        let begun = Instant::now();
        let middle = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at));
        check_shapes(&text, &[0, middle.unwrap_or_default(), text.len(), 0]);
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(60), "{name} took {taken:?}");
        if std::env::var_os("SHOW_TIMES").is_some() {
            println!("{name}: {taken:?}");
        }
    }
}
