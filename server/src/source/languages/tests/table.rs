//! `docs/languages.md`: what is read of which language, for people.

use std::fmt::Write as _;

const INTRO: &str = "\
# Languages

What contract-lsp reads of each language, scenario by scenario. Every ✓ is held by a test: the
`scenarios.md` in the folder of the language, below `server/src/source/languages`, shows the source
that is read and the facts that it gives. A – says why there is nothing to show. This page is written
from those files.

";

const OUTRO: &str = "
## Adding a language

1. A folder below `server/src/source/languages` with a `mod.rs`, whose `extract` takes the text of a
   file and gives its facts. `server/src/source/facts.rs` says what each fact is. The folders of Go and
   Python are good examples: they lay the tree flat (`source/tree.rs`), declare names in scopes
   (`source/scopes.rs`), fold constants to values (`source/value.rs`), and read every kind of fact in
   one pass of its own.
2. An entry in `languages/mod.rs`: the variant of `Language`, its file names, its registry.
3. An entry in the lists of `languages/tests/scenarios.rs`.
4. A `scenarios.md` in the folder: for every scenario a heading and a fence of source, in the order of
   the table, or `none: not in the language: …` or `none: not read: …` with the reason. A run of the
   tests with `UPDATE_EXPECT=1` writes the facts below each source, and this page. Read what it wrote:
   the tests hold the reader to it from then on.
5. Where its imports can lead to files of the workspace, a resolver in
   `server/src/workspace/resolve`.
";

/// A language with, for each scenario, the reason why it has nothing there.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) reasons: Vec<Option<String>>,
}

/// The page.
pub(super) fn page(scenarios: &[(&str, &str)], columns: &[Column]) -> String {
    let mut page = INTRO.to_owned();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let _ = writeln!(page, "| scenario | {} |", names.join(" | "));
    let _ = writeln!(page, "|---|{}", ":-:|".repeat(columns.len()));
    let mut notes: Vec<&str> = Vec::new();
    for (row, (id, description)) in scenarios.iter().enumerate() {
        let _ = write!(page, "| {description} (`{id}`) |");
        for column in columns {
            match column.reasons.get(row).and_then(Option::as_deref) {
                None => page.push_str(" ✓ |"),
                Some(reason) => {
                    let known = notes.iter().position(|note| *note == reason);
                    let number = known.unwrap_or_else(|| {
                        notes.push(reason);
                        notes.len() - 1
                    });
                    let _ = write!(page, " –[^{}] |", number + 1);
                }
            }
        }
        page.push('\n');
    }
    page.push('\n');
    for (number, note) in notes.iter().enumerate() {
        let _ = writeln!(page, "[^{}]: {note}", number + 1);
    }
    page.push_str(OUTRO);
    page
}
