//! TypeScript and TSX: the grammars; what they add to JavaScript is told apart by node names that
//! only they have.

use std::sync::LazyLock;

use crate::source::facts::Facts;

use super::javascript::{Grammar, extract_with};

static TYPESCRIPT: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::new(tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()));
static TSX: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::new(tree_sitter_typescript::LANGUAGE_TSX.into()));

/// The facts of a TypeScript file.
pub(super) fn extract(text: &str) -> Facts {
    extract_with(&TYPESCRIPT, text)
}

/// The facts of a TypeScript file with JSX.
pub(super) fn extract_tsx(text: &str) -> Facts {
    extract_with(&TSX, text)
}
