//! C#: `.cs`.

mod declarations;
mod dialect;
mod expressions;
mod strings;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::source::facts::Facts;
use crate::source::tree::Grammar;

use super::classes;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_c_sharp::LANGUAGE.into());
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&LANGUAGE));

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    classes::extract(&dialect::CSharp, &GRAMMAR, text)
}
