//! Paths under Testing and Mocking for Tests.

use std::ops::Range;

use super::fields::{Content, Draft};
use super::inline::Inline;
use super::paths::{has_file_ending, path_of_name, path_of_word};
use super::runs::words;
use crate::contract::model::PathReference;
use crate::contract::schema::FieldKind;

/// Words of a file's name without which it is not taken for one of tests when no folder stands
/// before it: `node.js` is a runtime, `stripe.test.js` a file.
const TEST_WORDS: &[&str] = &["test", "spec", "mock", "fake", "stub", "fixture", "cassette"];

/// The paths that these fields name. Targets of links are left to those who follow links.
pub(super) fn test_paths_of_fields(drafts: &[Draft<'_>]) -> Vec<PathReference> {
    let is_testing = |draft: &&Draft<'_>| {
        matches!(draft.kind, Some(FieldKind::Testing | FieldKind::MockingForTests))
    };
    let mut paths = Vec::new();
    for content in drafts.iter().filter(is_testing).flat_map(|draft| &draft.contents) {
        match content {
            Content::Value(inline, shown) => paths.extend(paths_in(inline, shown.clone())),
            Content::Line(inline, _) | Content::Item(inline, _) => {
                paths.extend(paths_in(inline, 0..inline.text.len()));
            }
            Content::Table(table) => {
                let cells = table.body().iter().flat_map(|row| &row.cells);
                for cell in cells {
                    paths.extend(paths_in(&cell.inline, 0..cell.inline.text.len()));
                }
            }
            Content::Fence(_) => {}
        }
    }
    paths
}

fn paths_in(inline: &Inline, shown: Range<usize>) -> Vec<PathReference> {
    let is_shown = |place: &Range<usize>| shown.start <= place.start && place.end <= shown.end;
    let mut runs = inline.runs.iter().filter(|run| is_shown(&run.shown)).peekable();
    if runs.peek().is_some() {
        let code = runs.filter(|run| !run.is_target);
        return code.filter_map(|run| path_of_name(&run.name)).filter(is_test_path).collect();
    }
    let words = words(inline, shown);
    let has_ending = |reference: &PathReference| has_file_ending(&reference.path);
    words.iter().filter_map(path_of_word).filter(has_ending).collect()
}

/// Whether a name is surely meant as a path: `msw/node` is a module.
fn is_test_path(reference: &PathReference) -> bool {
    let path = &reference.path;
    if !path.contains('/') {
        let name = path.to_lowercase();
        return TEST_WORDS.iter().any(|word| name.contains(word));
    }
    has_file_ending(path) || path.ends_with('/') || path.contains('*')
}

#[cfg(test)]
mod tests {
    use crate::contract::parse::parse;

    fn read(field: &str) -> Vec<String> {
        let text = format!("# Services\n\n## Integrations\n\n### Acme\n\n**Testing:**\n{field}\n");
        let contract = parse(&text);
        let tests = contract.integrations.iter().flat_map(|integration| &integration.tests);
        tests.map(|test| test.path.clone()).collect()
    }

    #[test]
    fn paths_are_read_and_commands_are_not() {
        assert_eq!(read("- **Unit Tests:** `tests/acme.test.js`"), ["tests/acme.test.js"]);
        assert_eq!(read("- Unit Tests: tests/acme.test.js"), ["tests/acme.test.js"]);
        assert_eq!(read("- Unit: `tests/a.test.js`, `tests/b.test.js`").len(), 2);
        assert_eq!(read("- Mocks: `tests/mocks/`, `tests/**/*.mock.ts`").len(), 2);
        assert_eq!(read("\n| Kind | File |\n|---|---|\n| unit | `tests/acme.test.js` |").len(), 1);
        for none in [
            "- **Run:** `npm test`, `npm run test:unit`",
            "- **Unit Tests:** N/A",
            "- **Unit Tests:** -",
            "- **Coverage:** 80%",
            "- Mocked with `msw/node` on `Node.js` v18/v20",
            "- [the guide](docs/testing.md)",
            "- **Unit Tests:** `tests/[service-name].test.js`",
            "- with recorded answers and/or a sandbox",
            "- calls `/v1/charges` of `https://api.acme.dev/test.js`",
        ] {
            assert!(read(none).is_empty(), "{none}: {:?}", read(none));
        }
    }
}
