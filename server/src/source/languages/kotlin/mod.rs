//! Kotlin: `.kt`, `.kts`.

use crate::source::facts::Facts;

/// The facts of a text.
pub(super) fn extract(_text: &str) -> Facts {
    Facts::default()
}
