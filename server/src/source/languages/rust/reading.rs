//! What every part of the extraction looks at.

use super::attributes::TestCode;
use super::contexts::Contexts;
use super::names::Names;
use super::syntax::Syntax;

/// One file, read once: its tree, its names, its test code, its macros.
pub(super) struct Reading<'s, 't> {
    pub(super) syntax: &'s Syntax<'t>,
    pub(super) names: Names<'s, 't>,
    pub(super) tests: TestCode,
    pub(super) contexts: Contexts,
}

impl<'s, 't> Reading<'s, 't> {
    pub(super) fn of(syntax: &'s Syntax<'t>) -> Self {
        Self {
            syntax,
            names: Names::of(syntax),
            tests: TestCode::of(syntax),
            contexts: Contexts::of(syntax),
        }
    }
}
