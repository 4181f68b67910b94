//! Kotlin: `.kt`, `.kts`.

mod declarations;
mod dialect;
mod expressions;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::source::facts::Facts;
use crate::source::tree::Grammar;

use super::classes;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_kotlin_ng::LANGUAGE.into());
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&LANGUAGE).with_last_line_end());

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    classes::extract(&dialect::Kotlin, &GRAMMAR, text)
}
