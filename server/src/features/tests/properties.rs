//! What holds for the shape of every document, however broken.

use proptest::prelude::*;

use super::*;
use crate::features::{
    Symbol, document_links, document_symbols, folding_ranges, inlay_hints, selection_ranges,
    semantic_tokens,
};
use crate::workspace::fixture::SOUND_CONTRACT;

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

/// The sound contract after some edits: removals and insertions at any character.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(PIECES));
    (prop::collection::vec(edit, 0..12), any::<bool>()).prop_map(|(edits, is_crlf)| {
        let mut text = SOUND_CONTRACT.to_owned();
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
    })
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn shapes_fit_the_document(text in mutated(), places in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        let mut fixture = Fixture::new("//- /src/pay.js\nx;\n");
        fixture.open(CONTRACT, &text);
        let snapshot = fixture.snapshot();
        let path = RelPath::parse(CONTRACT).expect("a path");

        let tokens = semantic_tokens(&snapshot, &path, ByteRange::new(0, text.len()));
        let mut end = 0;
        for token in &tokens {
            prop_assert!(token.range.start() >= end, "tokens are in order and apart");
            end = token.range.end();
            let written = text.get(token.range.start()..token.range.end());
            prop_assert!(written.is_some_and(|it| !it.is_empty() && !it.contains(['\n', '\r'])));
        }
        let (first, last) = (places[0].index(text.len() + 1), places[1].index(text.len() + 1));
        let within = ByteRange::new(first.min(last), first.max(last));
        let near = |range: ByteRange| range.start() < within.end() && within.start() < range.end();
        let some: Vec<_> = tokens.iter().filter(|token| near(token.range)).copied().collect();
        prop_assert_eq!(semantic_tokens(&snapshot, &path, within), some, "a range is a part of all");

        let mut line = None;
        for fold in folding_ranges(&snapshot, &path) {
            prop_assert!(is_whole(fold.range, &text));
            prop_assert!(fold.range.slice(&text).contains(['\n', '\r']));
            let document = snapshot.document(&path).expect("open");
            let first = document.position(fold.range.start(), Encoding::Utf8).line;
            prop_assert!(line < Some(first), "one for each line, in order");
            line = Some(first);
        }

        let offsets: Vec<usize> = places.iter().map(|place| place.index(text.len() + 1)).collect();
        let chains = selection_ranges(&snapshot, &path, &offsets).expect("a contract");
        for (chain, offset) in chains.iter().zip(&offsets) {
            prop_assert_eq!(chain.last(), Some(&ByteRange::new(0, text.len())));
            for pair in chain.windows(2) {
                prop_assert!(pair[1].contains_range(pair[0]) && pair[0] != pair[1]);
            }
            prop_assert!(chain.iter().all(|range| range.touches(*offset) && is_whole(*range, &text)));
        }

        let mut end = 0;
        for link in document_links(&snapshot, &path) {
            prop_assert!(link.range.start() >= end && is_whole(link.range, &text));
            end = link.range.end();
        }
        prop_assert!(inlay_hints(&snapshot, &path).iter().all(|hint| text.is_char_boundary(hint.offset)));
        check_symbols(&document_symbols(&snapshot, &path), &text);
    }
}
